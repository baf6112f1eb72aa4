/** What deserves a look: each condition is met by what it is meant for, and the page of the documentation has the same list. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { CONDITIONS } from '../../../src/report-page/notable.ts';
import { NotableHistory } from '../../../src/report-page/notable-history.ts';
import { readFields } from '../../../src/report-page/report-fields.ts';

const metBy = (fields: Readonly<Record<string, unknown>>) =>
  CONDITIONS.filter(({ test }) => test?.(readFields(JSON.stringify(fields))) === true).map(({ id }) => id);

const MET: readonly (readonly [
  condition: string,
  ...actions: readonly (string | Readonly<Record<string, unknown>>)[],
])[] = [
  ['made-public', { action: 'repo.access', visibility: 'public' }, 'repo.pages_public', 'project.visibility_public'],
  ['protection-off', 'protected_branch.destroy', 'protected_branch.policy_override', 'repository_ruleset.destroy'],
  [
    'scanning-off',
    'repository_secret_scanning.disable',
    'org.advanced_security_disabled_on_all_repos',
    'dependabot_alerts.disable',
  ],
  [
    'scanning-off',
    'business_secret_scanning.disabled_for_new_repos',
    'secret_scanning_push_protection.bypass',
    'repo.codeql_disabled',
  ],
  ['sign-in-weakened', 'org.disable_two_factor_requirement', 'business.disable_saml', 'ip_allow_list.disable'],
  [
    'owner-added',
    { action: 'org.add_member', permission: 'admin' },
    { action: 'org.update_member', permission: 'admin' },
    'business.add_admin',
  ],
  [
    'access-granted',
    'personal_access_token.access_granted',
    'integration_installation.create',
    'oauth_authorization.create',
  ],
  ['log-changed', 'audit_log_streaming.destroy', 'org.audit_log_export', 'business.audit_log_git_event_export'],
  [
    'recovery-codes',
    'org.recovery_code_used',
    'business.recovery_codes_viewed',
    'user.two_factor_recovery_codes_downloaded',
  ],
  [
    'runner-or-workflow',
    'repo.register_self_hosted_runner',
    'org.create_actions_secret',
    'org.set_default_workflow_permissions',
  ],
  ['hook-changed', 'hook.create', 'hook.config_changed'],
  ['refused', 'protected_branch.rejected_ref_update', 'user.failed_login'],
  ['person-removed', 'org.remove_member', 'org.block_user'],
];

for (const [condition, ...events] of MET) {
  for (const event of events) {
    const fields = typeof event === 'string' ? { action: event } : event;
    test(`${condition}: ${JSON.stringify(event)}`, () =>
      assert.ok(metBy(fields).includes(condition), metBy(fields).join()));
  }
}

const UNMET = [
  { action: 'repo.access', visibility: 'private' },
  { action: 'repo.create', visibility: 'private' },
  { action: 'org.add_member', permission: 'read' },
  { action: 'repository_secret_scanning.enable' },
  { action: 'org.enable_saml' },
  { action: 'secret_scanning_alert.create' },
  { action: 'git.clone' },
  { action: 'workflows.completed_workflow_run' },
  {},
];

for (const fields of UNMET) test(`nothing: ${JSON.stringify(fields)}`, () => assert.deepEqual(metBy(fields), []));

test('every condition with a test of its own has an example above', () => {
  const shown = new Set(MET.map(([condition]) => condition));
  assert.deepEqual(
    CONDITIONS.filter(({ id, test }) => test !== undefined && !shown.has(id)),
    [],
  );
});

test('attacks that public detection rules look for meet a condition', () => {
  const attacks = readFileSync(new URL('../format/attacks.ndjson', import.meta.url), 'utf8')
    .trim()
    .split('\n');
  const unmet = attacks.map((raw) => JSON.parse(raw)).filter((fields) => metBy(fields).length === 0);
  // Those rules count: one clone, push, closed pull request or new repository deserves no look.
  assert.deepEqual([...new Set(unmet.map(({ action }) => action))].sort(), [
    'git.clone',
    'git.push',
    'org.add_member',
    'pull_request.close',
    'repo.create',
  ]);
});

const HOUR = 3_600_000;
const fieldsOf = (fields: Readonly<Record<string, unknown>>) =>
  readFields(JSON.stringify({ actor: 'mallory', ...fields }));

test('many clones are twenty repositories of one actor within an hour', () => {
  const history = new NotableHistory();
  const clone = (index: number, ts: number, actor = 'mallory') =>
    history.add(ts, index, fieldsOf({ action: 'git.clone', repo: `acme/r${index}`, actor }));
  for (let index = 0; index < 19; index += 1) assert.deepEqual(clone(index, index * 1000), []);
  assert.deepEqual(clone(18, 19_000), [], 'the same repository again');
  assert.deepEqual(clone(19, 20_000, 'octocat'), []);
  const [[id, rows] = ['', []]] = clone(20, 21_000);
  assert.equal(id, 'mass-clone');
  assert.equal(rows.length, 21);
  assert.deepEqual(clone(21, 3 * HOUR), [], 'the hour is over');
});

test('many deletions are five within an hour', () => {
  const history = new NotableHistory();
  const met = Array.from({ length: 5 }, (_, row) => history.add(row, row, fieldsOf({ action: 'repo.destroy' })));
  assert.deepEqual(met.at(-1), [['mass-delete', [0, 1, 2, 3, 4]]]);
  assert.ok(met.slice(0, -1).every((each) => each.length === 0));
});

test('a new country is one after another, for each actor', () => {
  const history = new NotableHistory();
  const from = (row: number, country: string, actor = 'mallory') =>
    history.add(row, row, fieldsOf({ action: 'repo.create', actor, actor_location: { country_code: country } }));
  assert.deepEqual([from(0, 'DE'), from(1, 'DE'), from(2, 'FR', 'octocat')], [[], [], []]);
  assert.deepEqual(from(3, 'US'), [['new-country', [3]]]);
  assert.deepEqual(from(4, 'DE'), []);
});

test('docs/report.md has the same list', () => {
  const page = readFileSync(new URL('../../../docs/report.md', import.meta.url), 'utf8');
  for (const { title, why } of CONDITIONS) assert.ok(page.includes(`| ${title} | ${why} |`), `| ${title} | ${why} |`);
});
