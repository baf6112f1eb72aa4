/**
 * The fields that belong to groups of actions: members, teams, hooks, rules, runs, tokens. Names are invented; shapes follow
 * GitHub's schema and its published examples.
 */
import type { Random } from './random.ts';

/** Fields of an event, in no particular order. */
export type Fields = Record<string, unknown>;

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
/** Branches, one of them not ASCII. */
export const BRANCHES = ['main', 'release/2.x', 'feature/größe', 'dependabot/npm_and_yarn/left-pad-1.3.0'] as const;
/** No fields of its own. */
export const NONE = (): Fields => ({});

/** One of the invented users, with an id that is always the same. */
export function userOf(random: Random): { readonly name: string; readonly id: number } {
  const index = random.int(0, USERS.length - 1);
  return { name: USERS[index] ?? 'octocat', id: 583231 + index };
}

/** A member that something happened to. */
export const member = (random: Random): Fields => {
  const { name, id } = userOf(random);
  return { user: name, user_id: id };
};
/** A team. */
export const team = (random: Random): Fields => ({
  team: `octo-org/${random.pick(['core', 'release', 'night-watch', 'docs'])}`,
  team_id: random.int(1, 40),
});
/** The visibility of a repository. */
export const visibility = (random: Random): Fields => ({ visibility: random.pick(['private', 'internal', 'public']) });
/** A webhook: `config` is an object, `events` are strings. */
export const hook = (random: Random): Fields => ({
  hook_id: random.int(400_000_000, 500_000_000),
  name: 'webhook',
  active: true,
  config: { content_type: 'json', insecure_ssl: '0', secret: '********', url: 'https://hooks.octo.example/in' },
  events: random.pick([['*'], ['push', 'pull_request'], []]),
});
/** A rule of a protected branch. */
export const branchRule = (random: Random): Fields => ({
  name: random.pick(BRANCHES),
  admin_enforced: random.chance(0.5),
  required_approving_review_count: random.int(0, 3),
  required_status_checks_enforcement_level: random.int(0, 2),
});
/** A workflow run, with ids beyond 32 bits. */
export const workflowRun = (random: Random): Fields => ({
  name: random.pick(['ci', 'nightly', 'release']),
  workflow_id: random.int(1_000_000, 9_999_999),
  workflow_run_id: random.int(1_000_000_000, 9_999_999_999),
  head_branch: random.pick(BRANCHES),
  head_sha: random.bytes(20).toString('hex'),
  event: random.pick(['push', 'schedule', 'pull_request']),
  run_number: random.int(1, 5000),
  run_attempt: 1,
});
/** An installed App. */
export const installation = (random: Random): Fields => ({
  integration: random.pick(['octo-linter', 'octo-deploy']),
  integration_id: random.int(1000, 9999),
  installation_id: random.int(1_000_000, 9_999_999),
  repository_selection: random.pick(['all', 'selected']),
});
/** A fine-grained personal token. */
export const personalToken = (random: Random): Fields => ({
  user_programmatic_access_name: random.pick(['nightly backup', 'dashboard', '„release“ token']),
  user_programmatic_access_id: random.int(10_000, 99_999),
  permissions_added: { contents: 'read', metadata: 'read' },
  repository_selection: 'selected',
});
/** A secret, by its name. */
export const secret = (random: Random): Fields => ({
  key: random.pick(['DEPLOY_KEY', 'NPM_TOKEN']),
  visibility: 'selected',
});
/** A ruleset: arrays of objects, three levels deep. */
export const ruleset = (random: Random): Fields => ({
  ruleset_id: random.int(1, 9999),
  ruleset_name: 'protect main',
  ruleset_enforcement: random.pick(['enabled', 'evaluate', 'disabled']),
  ruleset_source_type: 'Repository',
  ruleset_bypass_actors: [{ actor_id: random.int(1, 99), actor_type: 'Team', bypass_mode: 'always', id: 1 }],
  ruleset_conditions: [{ id: 7, parameters: { exclude: [], include: ['~DEFAULT_BRANCH'] }, target: 'ref_name' }],
  ruleset_rules: [{ id: 8, parameters: { allowed_merge_methods: ['merge', 'squash'] }, type: 'pull_request' }],
});
/** A security alert. */
export const alert = (random: Random): Fields => ({ number: random.int(1, 300), ghsa_id: 'GHSA-0000-0000-0000' });
/** How a Git client came. */
export const transport = (random: Random): Fields => {
  const ssh = random.chance(0.3);
  return { transport_protocol: ssh ? 2 : 1, transport_protocol_name: ssh ? 'ssh' : 'http' };
};
