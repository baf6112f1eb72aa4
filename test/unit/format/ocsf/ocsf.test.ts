/** OCSF: what is made holds before the published schema, and each action is of the class that an auditor expects. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { EventGenerator } from '../../../emulator/events.ts';
import { arbitraryEvent, eventOf, eventWith, NOON, textFormat } from '../arbitrary-event.ts';
import { problemsOfOcsf } from '../validate-ocsf.ts';

const render = textFormat('ocsf');

type Document = Readonly<Record<string, unknown>>;
const parsed = (line: string) => JSON.parse(line) as Document;

test('any event is a valid document', () => {
  fc.assert(
    fc.property(arbitraryEvent, (event) => assert.deepEqual(problemsOfOcsf(parsed(render(event))), [])),
    { numRuns: 1000 },
  );
});

test('the events of a working day are valid documents', () => {
  const generator = new EventGenerator({ seed: 1, oddShare: 0 });
  for (let i = 0; i < 3000; i += 1) {
    assert.deepEqual(problemsOfOcsf(parsed(render(eventOf(generator.next(NOON).raw)))), []);
  }
});

const REPO = { repo: 'octo-org/octo-repo', repo_id: 300003 };
const USER = { user: 'mona', user_id: 7 };
const ORG = { org: 'octo-org', org_id: 200002 };
const TEAM = { team: 'octo-org/core', team_id: 3 };

const EXPECTED: readonly (readonly [action: string, fields: Document, type: string])[] = [
  ['git.clone', REPO, 'API Activity: Read'],
  ['git.push', REPO, 'API Activity: Update'],
  ['repo.download_zip', { ...REPO, operation_type: 'access' }, 'API Activity: Read'],
  ['workflows.created_workflow_run', REPO, 'API Activity: Create'],
  ['environment.remove_protection_rule', REPO, 'API Activity: Delete'],
  ['a.thing_nobody_knows', {}, 'API Activity: Other'],
  ['a.created_thing', { operation_type: 'remove' }, 'API Activity: Delete'],
  ['repo.create', REPO, 'Entity Management: Create'],
  ['repo.destroy', REPO, 'Entity Management: Delete'],
  ['repo.transfer', REPO, 'Entity Management: Move'],
  ['repo.archived', REPO, 'Entity Management: Deactivate'],
  ['repo.access', REPO, 'Entity Management: Update'],
  ['org.disable_two_factor_requirement', ORG, 'Entity Management: Update'],
  ['hook.destroy', { hook_id: 4 }, 'Entity Management: Delete'],
  ['hook.destroy', {}, 'Entity Management: Delete'],
  ['integration_installation.suspend', { integration: 'octo-linter' }, 'Entity Management: Suspend'],
  ['team.create', TEAM, 'Group Management: Create'],
  ['team.add_member', { ...TEAM, ...USER }, 'Group Management: Add User'],
  ['team.add_repository', { ...TEAM, ...REPO }, 'Group Management: Assign Privileges'],
  ['team.rename', TEAM, 'Group Management: Other'],
  ['team.create', {}, 'Group Management: Create'],
  ['org.add_member', { ...ORG, ...USER }, 'Group Management: Add User'],
  ['business.remove_admin', { business: 'octo-enterprise', ...USER }, 'Group Management: Remove User'],
  ['org.update_member', { ...ORG, ...USER }, 'Group Management: Assign Privileges'],
  ['user.suspend', USER, 'Account Change: Disable'],
  ['user.suspend', { actor: 'admin' }, 'Account Change: Disable'],
  ['two_factor_authentication.disabled', { actor: 'mona' }, 'Account Change: MFA Factor Disable'],
  ['external_identity.provision', USER, 'Account Change: Create'],
  ['org.sso_response', { actor: 'mona' }, 'Authentication: Logon'],
  ['user.failed_login', { actor: 'mona' }, 'Authentication: Logon'],
  ['user.login', {}, 'Authentication: Logon'],
];

for (const [action, fields, type] of EXPECTED) {
  test(`${action} with ${Object.keys(fields).join(', ') || 'nothing'} is ${type}`, () => {
    const document = parsed(render(eventWith({ action, ...fields })));
    assert.equal(document['type_name'], type);
    assert.deepEqual(problemsOfOcsf(document), []);
    if (type.endsWith('Other')) assert.equal(document['activity_name'], action);
  });
}

test('the outcome is given where the name of an action shows it, and only there', () => {
  const status = (action: string) => parsed(render(eventWith({ action, actor: 'mona' })))['status_id'];
  assert.deepEqual(['user.failed_login', 'user.login', 'org.sso_response'].map(status), [2, 1, undefined]);
});

test('the class follows from the action alone: what the class requires and the event lacks is called unknown', () => {
  const document = parsed(render(eventWith({ action: 'user.suspend', actor: 'admin' })));
  assert.deepEqual(document['user'], { name: 'unknown' });
  const own = parsed(render(eventWith({ action: 'passkey.register', actor: 'mona' })));
  assert.deepEqual(own['user'], { name: 'mona' });
  const saml = parsed(render(eventWith({ action: 'business.sso_response', actor: 'mona' })));
  assert.deepEqual([saml['auth_protocol_id'], saml['auth_protocol']], [5, 'SAML']);
});

test('an id of zero counts as none, and an id that came from elsewhere replaces none', () => {
  const event = { ...eventWith({ action: 'git.clone', user_id: 0 }), id: 'from another path' };
  const { metadata, unmapped, resources } = parsed(render(event));
  assert.equal((metadata as Document)['uid'], 'from another path');
  assert.deepEqual(unmapped, { _document_id: 'IMthKE4mTHk23OYcR2N2bA', user_id: 0 });
  assert.equal(resources, undefined);
});

test('numbers beyond 2^53 and duplicate keys are there as they were sent', () => {
  const raw = '{"action":"repo.create","alert_id":12345678901234567890,"score":1E+400,"actor":"a","actor":"b"}';
  const line = render(eventOf(raw));
  assert.ok(line.endsWith(',"unmapped":{"alert_id":12345678901234567890,"score":1E+400,"actor":"a","actor":"b"}}'));
});

const VALID = parsed(
  render(eventWith({ action: 'git.push', actor: 'mona', actor_ip: '192.0.2.1', ...REPO, ...ORG, hashed_token: 'x=' })),
);

const WRONG: readonly (readonly [Document, RegExp])[] = [
  [{ class_uid: 6004 }, /^class_uid: unknown/],
  [{ type_uid: 600301 }, /^type_uid: not that/],
  [{ type_name: 'API Activity: Read' }, /^type_uid: type_name/],
  [{ activity_id: 5 }, /^activity_id: not in its enumeration/],
  [{ activity_name: 'Create' }, /^activity_id: activity_name/],
  [{ category_name: 'Findings' }, /^category_name: not that/],
  [{ actor: undefined }, /^actor: required/],
  [{ actor: {} }, /^actor\.: none of/],
  [{ src_endpoint: { ip: 'localhost' } }, /^src_endpoint\.ip: no ip_t/],
  [{ time: '2026-11-22' }, /^time: no timestamp_t/],
  [{ time: 1.5 }, /^time: no timestamp_t/],
  [{ resources: {} }, /^resources: no array/],
  [{ resources: [] }, /^resources: empty/],
  [{ resources: [{ type: 'repository' }] }, /^resources\[0\]\.: none of/],
  [{ api: {} }, /^api\.operation: required/],
  [{ metadata: { version: '1.8.0', product: { name: 'x' } } }, /^cloud: needs a profile/],
  [{ metadata: { version: '1.0.0', product: { name: 'x' }, profiles: ['cloud'] } }, /^metadata\.version/],
  [{ metadata: { version: '1.8.0', product: { name: 'x' }, profiles: ['cloud', 'x'] } }, /^metadata\.profiles/],
  [{ cloud: {} }, /^cloud\.provider: required/],
  [{ http_request: { user_agent: '' } }, /^http_request\.user_agent: no text/],
  [{ http_request: { user_agent: null } }, /^http_request\.user_agent: no text/],
  [{ actor: { user: { name: 'x', credential_uid: 'x' } } }, /^actor\.user\.credential_uid: deprecated/],
  [{ actor: { user: { name: 'x', email_addr: 'x' } } }, /^actor\.user\.email_addr: no email_t/],
  [{ actor: { user: { name: 'x', type_id: 4, type: 'User' } } }, /^actor\.user\.type_id: type does not/],
  [{ unmapped: [] }, /^unmapped: no object/],
  [{ octopus: 1 }, /^octopus: unknown/],
  [{ toString: 'x' }, /^toString: unknown/],
];

test('the document that the wrong ones are made from is right', () => {
  assert.deepEqual(problemsOfOcsf(VALID), []);
});

for (const [change, problem] of WRONG) {
  test(`the validator refuses ${JSON.stringify(change)}`, () => {
    const document = parsed(JSON.stringify({ ...VALID, ...change }));
    assert.match(problemsOfOcsf(document).join('\n'), new RegExp(problem.source, 'm'));
  });
}
