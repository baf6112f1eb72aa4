/**
 * The fields that ECS has no place for and that go under `github.`, by their type. A field of another type than its own
 * stays in `event.original` only: Elasticsearch refuses a whole document over one value that does not fit its mapping.
 */
import { type Attribute, type Attributes, unlessEmpty } from './attributes.ts';
import type { EventFields } from './event-fields.ts';

type Type = 'keyword' | 'keywords' | 'boolean';

/** Ids are keywords too: they are looked up, never added, and some do not fit a `long`. */
const TYPES: ReadonlyMap<string, Type> = new Map([
  ...each(
    'keyword',
    'actor_id actor_ip actor_session user_agent blocked_user business business_id org org_id owner_type repo repo_id',
  ),
  ...each('keyword', 'repo_was repository repository_id team team_id user user_id old_user target_login'),
  ...each('keyword', 'operation_type permission old_permission visibility previous_visibility request_category'),
  ...each('keyword', 'hashed_token token_id token_scopes programmatic_access_type fingerprint deploy_key_fingerprint'),
  ...each('keyword', 'user_programmatic_access_name user_programmatic_access_id oauth_application'),
  ...each('keyword', 'oauth_application_id external_identity_nameid external_identity_username issuer invitation_id'),
  ...each('keyword', 'transport_protocol transport_protocol_name integration integration_id installation_id'),
  ...each('keyword', 'repository_selection hook_id content_type name old_name title key branch environment_name'),
  ...each('keyword', 'ruleset_id ruleset_name ruleset_enforcement ruleset_old_enforcement ruleset_source_type'),
  ...each('keyword', 'pull_request_id pull_request_title pull_request_url review_id merge_method query_suite'),
  ...each('keyword', 'workflow_id workflow_run_id head_branch head_sha event run_number run_attempt conclusion'),
  ...each('keyword', 'job_name job_workflow_ref runner_id runner_name runner_group_id runner_group_name'),
  ...each('keyword', 'ghsa_id number alert_id alert_number security_configuration_id security_configuration_name'),
  ...each('keyword', 'audit_log_stream_sink audit_log_stream_result threat_model reason explanation message'),
  ...each('keywords', 'overridden_codes'),
  ...each('boolean', 'actor_is_agent actor_is_bot active active_was admin_enforced is_hosted_runner'),
  ...each('boolean', 'limited_availability public_repo read_only repository_public request_cancelled'),
]);

function each(type: Type, names: string): readonly (readonly [string, Type])[] {
  return names.split(' ').map((name) => [name, type]);
}

export function githubFields(fields: EventFields): Attributes {
  const found: [string, Attribute | undefined][] = [];
  for (const name of fields.names) {
    const type = TYPES.get(name);
    if (type !== undefined) found.push([name, fieldOf(fields, name, type)]);
  }
  return Object.fromEntries([...found, ['reasons', reasonsOf(fields)]]);
}

function fieldOf(fields: EventFields, name: string, type: Type): Attribute | undefined {
  switch (type) {
    case 'keyword':
      return fields.id(name);
    case 'keywords':
      return fields.texts(name);
    case 'boolean':
      return fields.flag(name);
  }
}

/** Why a rule refused or was overridden: a list of objects, of which the texts are kept. */
function reasonsOf(fields: EventFields): Attribute | undefined {
  const reasons = fields.objects('reasons').flatMap((reason) => {
    const found = unlessEmpty({ code: reason.text('code'), message: reason.text('message') });
    return found === undefined ? [] : [found];
  });
  return reasons.length === 0 ? undefined : reasons;
}
