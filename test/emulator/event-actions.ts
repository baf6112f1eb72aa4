/**
 * The actions that the generator knows, each with the fields of its own and with how often it occurs. All names are invented;
 * the shapes follow GitHub's schema of audit-log events and its published examples.
 */
import type { Feed } from './event-log.ts';
import type { Random } from './random.ts';

/** Fields of an event, in no particular order. */
export type Fields = Record<string, unknown>;

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

const USERS = [
  'octocat',
  'hubot',
  'monalisa',
  'mona-the-cat',
  'octo-bot[bot]',
  'inkwell',
  'tentacle-1',
  'defunct-cat',
] as const;
const BRANCHES = ['main', 'release/2.x', 'feature/größe', 'dependabot/npm_and_yarn/left-pad-1.3.0'] as const;
const NONE = (): Fields => ({});

/** One of the invented users, with an id that is always the same. */
export function userOf(random: Random): { readonly name: string; readonly id: number } {
  const index = random.int(0, USERS.length - 1);
  return { name: USERS[index] ?? 'octocat', id: 583231 + index };
}

const member = (random: Random): Fields => {
  const { name, id } = userOf(random);
  return { user: name, user_id: id };
};
const team = (random: Random): Fields => ({
  team: `octo-org/${random.pick(['core', 'release', 'night-watch', 'docs'])}`,
  team_id: random.int(1, 40),
});
const visibility = (random: Random): Fields => ({ visibility: random.pick(['private', 'internal', 'public']) });
const hook = (random: Random): Fields => ({
  hook_id: random.int(400_000_000, 500_000_000),
  name: 'webhook',
  active: true,
  config: { content_type: 'json', insecure_ssl: '0', secret: '********', url: 'https://hooks.octo.example/in' },
  events: random.pick([['*'], ['push', 'pull_request'], []]),
});
const branchRule = (random: Random): Fields => ({
  name: random.pick(BRANCHES),
  admin_enforced: random.chance(0.5),
  required_approving_review_count: random.int(0, 3),
  required_status_checks_enforcement_level: random.int(0, 2),
});
const workflowRun = (random: Random): Fields => ({
  name: random.pick(['ci', 'nightly', 'release']),
  workflow_id: random.int(1_000_000, 9_999_999),
  workflow_run_id: random.int(1_000_000_000, 9_999_999_999),
  head_branch: random.pick(BRANCHES),
  head_sha: random.bytes(20).toString('hex'),
  event: random.pick(['push', 'schedule', 'pull_request']),
  run_number: random.int(1, 5000),
  run_attempt: 1,
});
const installation = (random: Random): Fields => ({
  integration: random.pick(['octo-linter', 'octo-deploy']),
  integration_id: random.int(1000, 9999),
  installation_id: random.int(1_000_000, 9_999_999),
  repository_selection: random.pick(['all', 'selected']),
});
const personalToken = (random: Random): Fields => ({
  user_programmatic_access_name: random.pick(['nightly backup', 'dashboard', '„release“ token']),
  user_programmatic_access_id: random.int(10_000, 99_999),
  permissions_added: { contents: 'read', metadata: 'read' },
  repository_selection: 'selected',
});
const secret = (random: Random): Fields => ({ key: random.pick(['DEPLOY_KEY', 'NPM_TOKEN']), visibility: 'selected' });
const ruleset = (random: Random): Fields => ({
  ruleset_id: random.int(1, 9999),
  ruleset_name: 'protect main',
  ruleset_enforcement: random.pick(['enabled', 'evaluate', 'disabled']),
  ruleset_source_type: 'Repository',
  ruleset_bypass_actors: [{ actor_id: random.int(1, 99), actor_type: 'Team', bypass_mode: 'always', id: 1 }],
  ruleset_conditions: [{ id: 7, parameters: { exclude: [], include: ['~DEFAULT_BRANCH'] }, target: 'ref_name' }],
  ruleset_rules: [{ id: 8, parameters: { allowed_merge_methods: ['merge', 'squash'] }, type: 'pull_request' }],
});
const alert = (random: Random): Fields => ({ number: random.int(1, 300), ghsa_id: 'GHSA-0000-0000-0000' });
const transport = (random: Random): Fields => {
  const ssh = random.chance(0.3);
  return { transport_protocol: ssh ? 2 : 1, transport_protocol_name: ssh ? 'ssh' : 'http' };
};

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

/** A kind of event of this feed, by its weight. */
export function pickAction(random: Random, feed: Feed): ActionShape {
  const shapes = ACTIONS[feed];
  let left = random.next() * shapes.reduce((sum, { weight }) => sum + weight, 0);
  for (const shape of shapes) {
    left -= shape.weight;
    if (left < 0) return shape;
  }
  throw new Error('weights do not add up');
}
