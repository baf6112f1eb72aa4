/**
 * The actions that the generator knows, each with the fields of its own and with how often it occurs. All names are invented;
 * the shapes follow GitHub's schema of audit-log events and its published examples.
 */
import {
  alert,
  BRANCHES,
  branchRule,
  type Fields,
  hook,
  installation,
  member,
  NONE,
  personalToken,
  ruleset,
  secret,
  team,
  transport,
  visibility,
  workflowRun,
} from './event-fields.ts';
import type { Feed } from './event-log.ts';
import type { Random } from './random.ts';

/** One kind of event. */
export interface ActionShape {
  readonly action: string;
  readonly feed: Feed;
  /** How often it occurs, relative to the others. */
  readonly weight: number;
  readonly operation: 'create' | 'modify' | 'remove' | 'access' | 'transfer' | 'authentication';
  /** Whether it happens in a repository. */
  readonly inRepository: boolean;
  readonly fields: (random: Random) => Fields;
}

/** action, operation, weight, whether in a repository, own fields */
type Row = readonly [string, ActionShape['operation'], number, boolean, (random: Random) => Fields];

const WEB: readonly Row[] = [
  ['repo.create', 'create', 8, true, visibility],
  ['repo.destroy', 'remove', 2, true, visibility],
  ['repo.access', 'modify', 3, true, (r) => ({ ...visibility(r), previous_visibility: 'private' })],
  ['repo.archived', 'modify', 2, true, visibility],
  ['repo.rename', 'modify', 2, true, () => ({ old_name: 'old-name' })],
  ['repo.transfer', 'transfer', 1, true, () => ({ repo_was: 'octo-lab/prototype' })],
  ['repo.add_member', 'modify', 5, true, (r) => ({ ...member(r), permission: 'write' })],
  ['repo.remove_member', 'remove', 4, true, member],
  ['repo.change_merge_setting', 'modify', 3, true, visibility],
  ['repo.codeql_enabled', 'modify', 2, true, () => ({ query_suite: 'default', threat_model: 'remote' })],
  ['repo.download_zip', 'access', 6, true, NONE],
  ['org.add_member', 'create', 6, false, (r) => ({ ...member(r), permission: 'read' })],
  ['org.remove_member', 'remove', 4, false, (r) => ({ ...member(r), reason: '' })],
  ['org.invite_member', 'create', 5, false, (r) => ({ ...member(r), invitation_id: r.int(1, 99_999) })],
  ['org.update_member', 'modify', 3, false, (r) => ({ ...member(r), old_permission: 'read', permission: 'admin' })],
  [
    'org.update_default_repository_permission',
    'modify',
    1,
    false,
    () => ({ permission: 'none', old_permission: 'read' }),
  ],
  ['org.enable_two_factor_requirement', 'modify', 1, false, NONE],
  ['org.disable_oauth_app_restrictions', 'modify', 1, false, NONE],
  ['org.set_default_workflow_permissions', 'modify', 1, false, NONE],
  [
    'org.sso_response',
    'authentication',
    8,
    false,
    () => ({ external_identity_nameid: 'cat@octo.example', issuer: 'https://idp.octo.example' }),
  ],
  [
    'org.oauth_app_access_approved',
    'modify',
    2,
    false,
    () => ({ oauth_application: 'octo-board', oauth_application_id: 77 }),
  ],
  ['team.create', 'create', 3, false, team],
  ['team.destroy', 'remove', 1, false, team],
  ['team.add_member', 'modify', 5, false, (r) => ({ ...team(r), ...member(r) })],
  ['team.remove_member', 'modify', 3, false, (r) => ({ ...team(r), ...member(r) })],
  ['team.add_repository', 'modify', 4, true, team],
  ['team.update_repository_permission', 'modify', 2, true, (r) => ({ ...team(r), permission: 'maintain' })],
  ['hook.create', 'create', 3, true, hook],
  ['hook.config_changed', 'modify', 2, true, (r) => ({ ...hook(r), config_was: { content_type: 'form' } })],
  ['hook.destroy', 'remove', 2, true, hook],
  ['protected_branch.create', 'create', 3, true, branchRule],
  ['protected_branch.destroy', 'remove', 1, true, branchRule],
  [
    'protected_branch.policy_override',
    'modify',
    6,
    true,
    (r) => ({
      branch: r.pick(BRANCHES),
      reasons: [{ code: 'review_policy_not_satisfied', message: 'At least 1 approving review is required.' }],
    }),
  ],
  ['repository_ruleset.create', 'create', 2, true, ruleset],
  ['repository_ruleset.update', 'modify', 2, true, ruleset],
  [
    'pull_request.create',
    'create',
    14,
    true,
    (r) => ({
      pull_request_id: r.int(1, 99_999),
      pull_request_title: r.pick(['Fix the flux', 'größer → schöner', 'Bump left-pad']),
    }),
  ],
  ['pull_request.merge', 'modify', 12, true, (r) => ({ pull_request_id: r.int(1, 99_999), merge_method: 'squash' })],
  [
    'pull_request_review.submit',
    'create',
    10,
    true,
    (r) => ({ review_id: r.int(1, 99_999), state: r.pick(['approved', 'commented']) }),
  ],
  ['workflows.created_workflow_run', 'create', 20, true, workflowRun],
  [
    'workflows.completed_workflow_run',
    'modify',
    20,
    true,
    (r) => ({ ...workflowRun(r), conclusion: r.pick(['success', 'failure']) }),
  ],
  [
    'workflows.prepared_workflow_job',
    'modify',
    20,
    true,
    (r) => ({ ...workflowRun(r), job_name: 'build', runner_labels: ['ubuntu-latest'], secrets_passed: [] }),
  ],
  ['integration_installation.create', 'create', 2, false, installation],
  ['integration_installation.repositories_added', 'modify', 2, false, installation],
  ['personal_access_token.access_granted', 'create', 2, false, personalToken],
  ['personal_access_token.access_revoked', 'remove', 1, false, personalToken],
  ['repository_secret_scanning_push_protection.enable', 'modify', 1, true, member],
  ['secret_scanning_alert.create', 'create', 3, true, alert],
  ['repository_vulnerability_alert.dismiss', 'modify', 2, true, alert],
  ['environment.create_actions_secret', 'create', 2, true, secret],
  ['org.create_actions_secret', 'create', 2, false, secret],
  [
    'public_key.create',
    'create',
    2,
    true,
    (r) => ({ fingerprint: `SHA256:${r.bytes(32).toString('base64')}`, read_only: 'true', title: 'deploy' }),
  ],
  ['audit_log_streaming.check', 'modify', 1, false, () => ({ audit_log_stream_result: 'ok' })],
  ['copilot.cfb_seat_added', 'create', 2, false, member],
  ['codespaces.create', 'create', 2, true, () => ({ machine_type: 'standardLinux32gb', devcontainer_path: null })],
  ['user.login', 'authentication', 6, false, () => ({ actor_session: 55, country_code: 'IS' })],
  [
    'oauth_authorization.create',
    'create',
    2,
    false,
    () => ({ oauth_application_name: 'octo-board', scopes: 'repo, user:email' }),
  ],
];

const GIT: readonly Row[] = [
  ['git.clone', 'access', 40, true, transport],
  ['git.fetch', 'access', 40, true, transport],
  ['git.push', 'modify', 20, true, transport],
];

const shapesOf = (rows: readonly Row[], feed: Feed): readonly ActionShape[] =>
  rows.map(([action, operation, weight, inRepository, fields]) => ({
    action,
    feed,
    weight,
    operation,
    inRepository,
    fields,
  }));

/** All kinds of events, by feed. */
export const ACTIONS: Readonly<Record<Feed, readonly ActionShape[]>> = {
  web: shapesOf(WEB, 'web'),
  git: shapesOf(GIT, 'git'),
};

const totalWeight = (feed: Feed): number => ACTIONS[feed].reduce((sum, { weight }) => sum + weight, 0);
const TOTAL_WEIGHT: Readonly<Record<Feed, number>> = { web: totalWeight('web'), git: totalWeight('git') };

/** A kind of event of this feed, by its weight. */
export function pickAction(random: Random, feed: Feed): ActionShape {
  let left = random.next() * TOTAL_WEIGHT[feed];
  for (const shape of ACTIONS[feed]) {
    left -= shape.weight;
    if (left < 0) return shape;
  }
  throw new Error('weights do not add up');
}
