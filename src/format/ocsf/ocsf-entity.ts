/**
 * What exists, and its settings: OCSF's Entity Management (3004), for repositories, organizations, hooks, keys, rules. It
 * requires an entity with a name or an id.
 */
import { unlessEmpty } from '../attributes.ts';
import { splitAction } from '../effect.ts';
import type { EventFields } from '../event-fields.ts';
import { type ActivityName, type Classifier, classification } from './ocsf-class.ts';

/** OCSF's number for an entity that is an organization, and for one that it has no word for. */
const ORGANIZATION = 4;
const OTHER = 99;

interface EntityKind {
  readonly type: string;
  /** Fields that may name it, the best first. */
  readonly names: readonly string[];
  readonly ids: readonly string[];
}

const ENTITIES: ReadonlyMap<string, EntityKind> = new Map([
  ['repo', { type: 'repository', names: ['repo', 'repository'], ids: ['repo_id', 'repository_id'] }],
  ['org', { type: 'organization', names: ['org'], ids: ['org_id'] }],
  ['business', { type: 'enterprise', names: ['business'], ids: ['business_id'] }],
  // The `name` of a hook is its kind: always `webhook`.
  ['hook', { type: 'webhook', names: [], ids: ['hook_id'] }],
  ['public_key', { type: 'key', names: ['title'], ids: ['fingerprint'] }],
  ['integration_installation', { type: 'app installation', names: ['integration', 'name'], ids: ['installation_id'] }],
  ['oauth_application', { type: 'OAuth app', names: ['oauth_application'], ids: ['oauth_application_id'] }],
  ['protected_branch', { type: 'branch protection', names: ['branch', 'name'], ids: [] }],
  ['repository_ruleset', { type: 'ruleset', names: ['ruleset_name'], ids: ['ruleset_id'] }],
  ['environment', { type: 'environment', names: ['environment_name', 'name'], ids: ['environment_id'] }],
  [
    'personal_access_token',
    {
      type: 'personal access token',
      names: ['user_programmatic_access_name'],
      ids: ['user_programmatic_access_id'],
    },
  ],
]);

const VERBS: ReadonlyMap<string, ActivityName<'entity'>> = new Map([
  ['create', 'Create'],
  ['delete', 'Delete'],
  ['destroy', 'Delete'],
  ['rename', 'Move'],
  ['transfer', 'Move'],
  ['transfer_outgoing', 'Move'],
  ['archived', 'Deactivate'],
  ['unarchived', 'Activate'],
  ['disable', 'Disable'],
  ['enable', 'Enable'],
  ['suspend', 'Suspend'],
  ['unsuspend', 'Resume'],
  // A change of a repository's visibility.
  ['access', 'Update'],
  ['access_granted', 'Update'],
  ['access_revoked', 'Update'],
  ['active_changed', 'Update'],
  ['config_changed', 'Update'],
  ['events_changed', 'Update'],
  ['repositories_added', 'Update'],
  ['repositories_removed', 'Update'],
  ['update', 'Update'],
]);

/** Settings: `update_default_repository_permission`, `disable_two_factor_requirement`. */
const SETTING = /^(change|disable|enable|set|update)_/;

export const classifyEntity: Classifier<EventFields> = (action, fields) => {
  const { subject, verb } = splitAction(action);
  const kind = ENTITIES.get(subject);
  const activity = VERBS.get(verb) ?? (SETTING.test(verb) ? 'Update' : undefined);
  if (kind === undefined || activity === undefined) return undefined;
  const entity = unlessEmpty({
    name: firstOf(kind.names, (name) => fields.takeText(name)),
    uid: firstOf(kind.ids, (name) => fields.takeId(name)),
  });
  if (entity === undefined) return undefined;
  return {
    className: 'entity',
    classification: classification('entity', activity, action),
    attributes: { entity: { ...entity, ...typeOf(kind) } },
  };
};

function typeOf({ type }: EntityKind): { readonly type: string; readonly type_id: number } {
  return type === 'organization' ? { type: 'Organization', type_id: ORGANIZATION } : { type, type_id: OTHER };
}

function firstOf(names: readonly string[], take: (name: string) => string | undefined): string | undefined {
  for (const name of names) {
    const found = take(name);
    if (found !== undefined) return found;
  }
  return undefined;
}
