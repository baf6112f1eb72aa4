/** Every documented action has a considered meaning, in OCSF and in ECS, and the attacks that detection rules look for are found. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { meaningOf } from '../../../src/format/action-meaning.ts';
import { ACTIONS } from '../../../src/format/action-table.ts';
import { eventOf, eventWith, textFormat } from './arbitrary-event.ts';
import { ecsValidator } from './validate-ecs.ts';
import { OCSF_SCHEMA, problemsOfOcsf } from './validate-ocsf.ts';

const read = (name: string) =>
  readFileSync(new URL(name, import.meta.url), 'utf8')
    .trim()
    .split('\n');
const DOCUMENTED = read('documented-actions.txt');
const [ecs, ocsf] = [textFormat('ecs'), textFormat('ocsf')];
type Document = Readonly<Record<string, unknown>>;
const parsed = (line: string) => JSON.parse(line) as Document;

/** With the fields that nearly every event has. */
const eventAbout = (action: string, fields: Document = {}) =>
  eventWith({
    action,
    actor: 'octocat',
    actor_id: 1,
    user: 'mona',
    user_id: 2,
    org: 'acme',
    org_id: 3,
    repo: 'acme/a',
    ...fields,
  });

test('every documented action is a valid document of both schemas, with and without its fields', () => {
  const problemsOfEcs = ecsValidator();
  for (const action of DOCUMENTED) {
    for (const event of [eventAbout(action), eventWith({ action })]) {
      assert.deepEqual(problemsOfOcsf(parsed(ocsf(event))), [], action);
      assert.deepEqual(problemsOfEcs(parsed(ecs(event))), [], action);
    }
  }
});

test('fewer than one in twenty documented actions is an activity that its class has no word for', () => {
  const others = DOCUMENTED.filter((action) => parsed(ocsf(eventAbout(action)))['activity_id'] === 99);
  assert.ok(others.length / DOCUMENTED.length < 0.05, `${others.length} of ${DOCUMENTED.length}: ${others.join(' ')}`);
});

test('together they are of all classes', () => {
  const names = new Set(DOCUMENTED.map((action) => parsed(ocsf(eventAbout(action)))['class_name']));
  assert.deepEqual(
    [...names].sort(),
    Object.values(OCSF_SCHEMA.classes)
      .map(({ caption }) => caption)
      .sort(),
  );
});

test('what creates, changes and removes one thing is of one class', () => {
  const families = Map.groupBy(DOCUMENTED, (action) =>
    action.replace(/\.(add|create|update|remove|delete|destroy|enable|disable)_/, '.*_'),
  );
  for (const [family, actions] of families) {
    const classes = new Set(actions.map((action) => meaningOf(action).class));
    assert.equal(classes.size, 1, `${family}: ${[...classes].join(', ')}`);
  }
});

test('every row of the table is the first for some action', () => {
  const known = [...DOCUMENTED, ...UNDOCUMENTED];
  for (const row of ACTIONS) {
    const pattern = new RegExp(`^${row.pattern.replaceAll('.', '\\.').replaceAll('*', '[a-z0-9_]*')}$`);
    const own = known.filter((action) => pattern.test(action));
    assert.ok(own.length > 0, `${row.pattern} fits no action`);
    const isFirst = own.some((action) => {
      const { class: found, outcome } = meaningOf(action);
      return found === row.class && outcome === row.outcome;
    });
    assert.ok(isFirst, `${row.pattern} is never reached`);
  }
});

/** In the log, though GitHub does not document them (any more). */
const UNDOCUMENTED = [
  ...[
    'team.delete',
    'org.add_owner',
    'org.remove_owner',
    'org.add_user',
    'org.remove_user',
    'org.add_admin',
    'org.remove_admin',
  ],
  ...[
    'business.add_member',
    'business.add_owner',
    'business.remove_owner',
    'business.add_user',
    'business.remove_user',
  ],
  ...[
    'business.add_outside_collaborator',
    'business.remove_outside_collaborator',
    'business.update_member',
    'staff.fake_login',
  ],
];

const MEANINGS: readonly (readonly [action: string, type: string, ecsTypes: readonly string[], outcome?: string])[] = [
  ['user.login', 'Authentication: Logon', ['start', 'info'], 'success'],
  ['user.failed_login', 'Authentication: Logon', ['start', 'change'], 'failure'],
  ['user.logout', 'Authentication: Logoff', ['end', 'info'], 'success'],
  ['org.recovery_code_failed', 'Authentication: Logon', ['start', 'change'], 'failure'],
  ['user.two_factor_challenge_failure', 'Authentication: Logon', ['start', 'info'], 'failure'],
  ['business.revoke_sso_session', 'Authentication: Logoff', ['end', 'deletion', 'change'], 'success'],
  ['passkey.register', 'Account Change: MFA Factor Enable', ['creation', 'user']],
  ['security_key.remove', 'Account Change: MFA Factor Disable', ['deletion', 'change', 'user']],
  ['organization_role.assign', 'Group Management: Assign Privileges', ['creation', 'user']],
  ['enterprise_role.revoke', 'Group Management: Revoke Privileges', ['deletion', 'change', 'group']],
  ['team.promote_maintainer', 'Group Management: Assign Privileges', ['change', 'group']],
  ['enterprise_team.add_member', 'Group Management: Add User', ['creation', 'group']],
  ['external_group.scim_api_failure', 'Group Management: Other', ['info', 'group'], 'failure'],
  ['org.disable_saml', 'Entity Management: Update', ['change', 'user']],
  ['org.secret_scanning_push_protection_disable', 'Entity Management: Update', ['change', 'user']],
  ['org.audit_log_export', 'API Activity: Read', ['access', 'user']],
  ['org.create_actions_secret', 'API Activity: Create', ['creation', 'user']],
  ['org.remove_actions_secret', 'API Activity: Delete', ['deletion', 'change', 'user']],
  ['enterprise.runner_group_created', 'API Activity: Create', ['creation']],
  ['personal_access_token.request_cancelled', 'API Activity: Update', ['change']],
  ['git.clone', 'API Activity: Read', ['access', 'change']],
  ['protected_branch.destroy', 'Entity Management: Delete', ['deletion', 'change']],
  ['protected_branch.rejected_ref_update', 'API Activity: Update', ['change'], 'failure'],
  ['something.nobody_knows', 'API Activity: Other', ['info']],
];

for (const [action, type, types, outcome] of MEANINGS) {
  test(`${action} is ${type}${outcome === undefined ? '' : `, ${outcome}`}`, () => {
    const document = parsed(ocsf(eventAbout(action)));
    assert.equal(document['type_name'], type);
    assert.equal(document['status_id'], { success: 1, failure: 2 }[outcome ?? ''] ?? undefined);
    const { event } = parsed(ecs(eventAbout(action))) as { event: Document };
    assert.deepEqual(event['type'], types);
    assert.equal(event['outcome'], outcome);
  });
}

test('what GitHub says of the operation wins over what the verb seems to say, where the table has no activity', () => {
  const typeOf = (action: string, operation: string) =>
    parsed(ocsf(eventAbout(action, { operation_type: operation })))['type_name'];
  assert.equal(typeOf('a.created_thing', 'remove'), 'API Activity: Delete');
  assert.equal(typeOf('team.add_member', 'modify'), 'Group Management: Add User');
});

/**
 * What rules of elastic/detection-rules look for in these attacks (read at 14cf530f0d2177023092449cd9d9348b4a8884c2; the conditions,
 * not the rules, which are under the Elastic License): category, type, action, and values below `github.`.
 */
interface Condition {
  readonly action: string;
  readonly category?: string;
  readonly type?: string;
  readonly github?: Document;
}

const CONDITIONS: readonly Condition[] = [
  {
    action: 'protected_branch.update_admin_enforced',
    category: 'configuration',
    type: 'change',
    github: { category: 'protected_branch' },
  },
  { action: 'repository_secret_scanning.disable', category: 'configuration' },
  {
    action: 'git.clone',
    category: 'configuration',
    type: 'change',
    github: { repository_public: false, programmatic_access_type: 'Fine-grained personal access token' },
  },
  {
    action: 'repo.access',
    category: 'configuration',
    github: { operation_type: 'modify', category: 'repo', previous_visibility: 'private', visibility: 'public' },
  },
  { action: 'git.push', github: { actor_ip: '198.51.100.9', user_agent: 'curl/8.5', hashed_token: 'h4sh=' } },
  { action: 'pull_request.close', type: 'change' },
  {
    action: 'protected_branch.policy_override',
    type: 'change',
    github: { category: 'protected_branch', 'reasons.code': 'force_push' },
  },
  {
    action: 'protected_branch.rejected_ref_update',
    github: { category: 'protected_branch', 'reasons.code': 'workflow_updates' },
  },
  { action: 'org.add_member', category: 'iam', github: { permission: 'admin' } },
  { action: 'org.update_member', category: 'iam', github: { permission: 'admin' } },
  { action: 'repo.create', category: 'configuration', github: { actor_ip: '198.51.100.9' } },
  { action: 'org.add_member', category: 'configuration' },
  { action: 'org.remove_member', category: 'iam' },
  { action: 'org.block_user', category: 'iam' },
];

test('every attack at hand is found by its rule', () => {
  const attacks = read('attacks.ndjson').map((raw) => parsed(ecs(eventOf(raw))));
  for (const attack of attacks) {
    const {
      event,
      github,
      data_stream: stream,
    } = attack as { event: Document; github: Document; data_stream: Document };
    const matching = CONDITIONS.filter(
      ({ action, category, type, github: wanted = {} }) =>
        event['action'] === action &&
        event['dataset'] === 'github.audit' &&
        stream['dataset'] === 'github.audit' &&
        (category === undefined || (event['category'] as readonly string[]).includes(category)) &&
        (type === undefined || (event['type'] as readonly string[]).includes(type)) &&
        Object.entries(wanted).every(([name, value]) => valuesAt(github, name).includes(value)),
    );
    assert.ok(matching.length > 0, `${event['action']}: ${JSON.stringify(attack)}`);
  }
});

/** A path through lists, as Elasticsearch sees them. */
function valuesAt(document: Document, path: string): readonly unknown[] {
  let values: readonly unknown[] = [document];
  for (const name of path.split('.')) values = values.flatMap((value) => (value as Document | undefined)?.[name] ?? []);
  return values;
}
