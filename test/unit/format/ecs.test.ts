/** ECS: what is made holds before the published schema, and what does not fit it stays in `event.original`. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { arbitraryEvent, eventOf, eventWith, NOON, ORIGIN, textFormat } from './arbitrary-event.ts';
import { ecsValidator } from './validate-ecs.ts';

const render = textFormat('ecs');

type Document = Readonly<Record<string, unknown>>;
const parsed = (line: string) => JSON.parse(line) as Document;

test('any events are valid documents, of one mapping', () => {
  const problemsOf = ecsValidator();
  fc.assert(
    fc.property(arbitraryEvent, (event) => assert.deepEqual(problemsOf(parsed(render(event))), [])),
    { numRuns: 1000 },
  );
});

test('the fields that searches and detection rules use', () => {
  const event = eventWith({
    action: 'org.add_member',
    actor: 'octocat',
    actor_id: 583231,
    actor_ip: '192.0.2.1',
    actor_is_bot: false,
    actor_location: { country_code: 'IS' },
    operation_type: 'create',
    org: 'octo-org',
    org_id: 200002,
    permission: 'read',
    user: 'mona',
    user_agent: 'git/2.51.0',
  });
  assert.deepEqual(parsed(render(event)), {
    '@timestamp': '2026-11-22T12:00:00.000Z',
    ecs: { version: '9.4.0' },
    data_stream: { type: 'logs', dataset: 'github.audit', namespace: 'default' },
    event: {
      kind: 'event',
      category: ['configuration', 'web', 'iam'],
      type: ['creation', 'user'],
      action: 'org.add_member',
      id: 'IMthKE4mTHk23OYcR2N2bA',
      module: 'github',
      dataset: 'github.audit',
      original: event.raw.toString(),
    },
    user: { name: 'octocat', id: '583231', target: { name: 'mona' } },
    organization: { name: 'octo-org', id: '200002' },
    related: { user: ['octocat', '583231', 'mona'], ip: ['192.0.2.1'] },
    source: { ip: '192.0.2.1', geo: { country_iso_code: 'IS' } },
    user_agent: { original: 'git/2.51.0' },
    github: {
      category: 'org',
      actor_id: '583231',
      actor_ip: '192.0.2.1',
      actor_is_bot: false,
      operation_type: 'create',
      org: 'octo-org',
      org_id: '200002',
      permission: 'read',
      user: 'mona',
      user_agent: 'git/2.51.0',
    },
  });
});

test('why a rule refused or was overridden is there, as far as it is text', () => {
  const fields = {
    action: 'protected_branch.policy_override',
    reasons: [{ code: 'force_push', message: 'Cannot force-push', more: 1 }, 'odd', { code: 7 }],
    overridden_codes: ['force_push', 'force_push'],
  };
  const { github } = parsed(render(eventWith(fields))) as { github: Document };
  assert.deepEqual(github['reasons'], [{ code: 'force_push', message: 'Cannot force-push' }]);
  assert.deepEqual(github['overridden_codes'], ['force_push']);
  const odd = parsed(render(eventWith({ ...fields, overridden_codes: ['a', 1], reasons: 'x' }))) as {
    github: Document;
  };
  assert.deepEqual(odd.github, { category: 'protected_branch' });
});

test('an event of Enterprise Server names its host, one of github.com or ghe.com none', () => {
  const hostOf = (source: string) =>
    parsed(textFormat('ecs', { ...ORIGIN, source })(eventWith({ action: 'repo.create' })))['host'];
  assert.deepEqual(hostOf('https://github.example.com:8443'), { name: 'github.example.com' });
  assert.deepEqual([hostOf('https://github.com'), hostOf('https://acme.ghe.com')], [undefined, undefined]);
});

test('a value of another type than its field stays in the original alone', () => {
  const { github, organization, user } = parsed(
    render(
      eventOf('{"action":"x.y","permission":true,"org":["a","b"],"actor":null,"public_repo":"true","hook_id":-0}'),
    ),
  );
  assert.deepEqual(
    { github, organization, user },
    { github: { category: 'x' }, organization: undefined, user: undefined },
  );
});

test('ids that no integer of Elasticsearch can hold are text', () => {
  const { github } = parsed(render(eventOf('{"action":"x.y","alert_id":12345678901234567890}')));
  assert.deepEqual(github, { category: 'x', alert_id: '12345678901234567890' });
});

test('a time beyond the year 9999 is given in milliseconds', () => {
  assert.equal(parsed(render(eventOf('{}', 2 ** 48 - 1)))['@timestamp'], 2 ** 48 - 1);
  assert.equal(parsed(render(eventOf('{}', NOON)))['@timestamp'], '2026-11-22T12:00:00.000Z');
});

const VALID = parsed(render(eventWith({ action: 'git.push', actor: 'mona', actor_ip: '192.0.2.1' })));
const EVENT = VALID['event'] as Document;

const WRONG: readonly (readonly [Document, RegExp])[] = [
  [{ '@timestamp': undefined }, /^@timestamp: required/],
  [{ '@timestamp': 'yesterday' }, /^@timestamp: no date/],
  [{ ecs: undefined }, /^ecs\.version: required/],
  [{ ecs: { version: '1.0.0' } }, /^ecs\.version: another one/],
  [{ event: { ...EVENT, kind: 'happening' } }, /^event\.kind: not allowed/],
  [{ event: { ...EVENT, category: 'web' } }, /^event\.category: no array/],
  [{ event: { ...EVENT, category: [] } }, /^event\.category: empty/],
  [{ event: { ...EVENT, category: ['octopus'] } }, /^event\.category: not allowed/],
  [{ event: { ...EVENT, type: ['deletion'], category: ['web'] } }, /^event\.type: deletion is expected by none/],
  [{ event: { ...EVENT, outcome: 'fine' } }, /^event\.outcome: not allowed/],
  [{ event: { ...EVENT, action: 7 } }, /^event\.action: no keyword/],
  [{ event: { ...EVENT, octopus: 'x' } }, /^event\.octopus: unknown/],
  [{ source: { ip: 'localhost' } }, /^source\.ip: no ip/],
  [{ source: {} }, /^source: unknown/],
  [{ user: { name: ['mona'] } }, /^user\.name: an array/],
  [{ user: { name: '' } }, /^user\.name: no keyword/],
  [{ related: { user: 'mona' } }, /^related\.user: no array/],
  [{ octopus: 'x' }, /^octopus: unknown/],
  [{ github: { org: 7 } }, /^github\.org: no text/],
  [{ github: { category: true } }, /^github\.category: was string before/],
  [{ github: { 'Org Name': 'x' } }, /^github\.Org Name: no name/],
];

test('the document that the wrong ones are made from is right', () => assert.deepEqual(ecsValidator()(VALID), []));

for (const [change, problem] of WRONG) {
  test(`the validator refuses ${JSON.stringify(change)}`, () => {
    const document = parsed(JSON.stringify({ ...VALID, ...change }));
    const problemsOf = ecsValidator();
    problemsOf(VALID);
    assert.match(problemsOf(document).join('\n'), new RegExp(problem.source, 'm'));
  });
}
