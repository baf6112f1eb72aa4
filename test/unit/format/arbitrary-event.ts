/**
 * Events for the properties of formats: generated ones with anything odd in them, and objects that give GitHub's own field
 * names to values of any type. An event is made from its text as the collector makes it.
 */
import fc from 'fast-check';
import { contentHash, idAt, keyOfCopy, keyOfId } from '../../../src/dedupe/event-key.ts';
import { createFormat } from '../../../src/format/format.ts';
import type { Origin } from '../../../src/format/render.ts';
import type { AuditEvent } from '../../../src/model/event.ts';
import type { FormatName } from '../../../src/model/format-name.ts';
import { TS_MAX } from '../../../src/model/seen.ts';
import { allOddities, DUPLICATE_KEY, deepField, type RawField } from '../../emulator/event-oddities.ts';
import { EventGenerator } from '../../emulator/events.ts';

export const ORIGIN: Origin = {
  source: 'https://github.com',
  apiUrl: 'https://api.github.com',
  target: { kind: 'organization', name: 'octo-org' },
};

export const NOON = Date.parse('2026-11-22T12:00:00Z');

/** What a format makes of an event, as text. */
export function textFormat(name: FormatName, origin: Origin = ORIGIN): (event: AuditEvent) => string {
  const render = createFormat(name, origin);
  return (event) => render(event).toString();
}

/** The event with this text. */
export function eventOf(raw: string, ts = NOON): AuditEvent {
  const value: unknown = JSON.parse(raw);
  const id = idAt(value, ['_document_id']);
  const key = id === undefined ? keyOfCopy(contentHash({ raw, value }), 1) : keyOfId(id);
  return { ts, id: id === undefined ? undefined : String(id), key, raw: Buffer.from(raw), wellFormed: true };
}

/** The event with these fields. */
export function eventWith(fields: Readonly<Record<string, unknown>>): AuditEvent {
  return eventOf(JSON.stringify({ '@timestamp': NOON, _document_id: 'IMthKE4mTHk23OYcR2N2bA', ...fields }));
}

const ODD: readonly (readonly RawField[])[] = [
  [],
  DUPLICATE_KEY,
  [deepField(5000)],
  [
    ['"actor"', '"first"'],
    ['"actor"', '"second"'],
  ],
  [
    ['"action"', '"repo.create"'],
    ['"action"', '7'],
  ],
  [['"actor_ip"', '"2001:db8::1"']],
  [['"actor_ip"', '"fe80::1%eth0"']],
  [['"actor_ip"', '"192.0.2.1, 192.0.2.2"']],
  [['"_document_id"', '12345678901234567890']],
  [['"_document_id"', '"control \\u0007 and half \\ud83d"']],
  [['"@timestamp"', '1.7e12']],
  [['"actor_id"', '"583231"']],
  [['"hashed_token"', '"EXAMPLE="']],
  [['"action"', '"constructor"']],
  ...allOddities().map((field) => [field]),
];

const generated = fc
  .record({
    seed: fc.nat(),
    odd: fc.constantFrom(...ODD),
    feed: fc.constantFrom('web' as const, 'git' as const),
    oldGitShare: fc.constantFrom(0, 1),
  })
  .map(({ seed, odd, feed, oldGitShare }) => {
    const { raw, ts } = new EventGenerator({ seed, oddShare: 0.5, oldGitShare }).event(NOON, feed, ...odd);
    return eventOf(raw, ts);
  });

const NAMES = [
  ...['@timestamp', '_document_id', 'action', 'actor', 'actor_id', 'actor_ip', 'actor_is_bot', 'actor_location', 'org'],
  ...['actor_session', 'business', 'business_id', 'external_identity_nameid', 'hashed_token', 'org_id', 'permission'],
  ...['programmatic_access_type', 'repo', 'repo_id', 'repository', 'request_id', 'team', 'team_id', 'user', 'user_id'],
  ...['user_agent', 'visibility', 'operation_type', 'hook_id', 'title', 'fingerprint', 'unmapped', 'time', 'toString'],
];

const ACTIONS = [
  ...['repo.create', 'repo.rename', 'org.add_member', 'org.update_member', 'team.add_repository', 'team.rename'],
  ...['user.login', 'user.failed_login', 'user.suspend', 'org.sso_response', 'hook.destroy', 'public_key.create'],
  ...['git.clone', 'git.push', 'business.add_admin', 'two_factor_authentication.disabled', 'toString', 'a b', '.'],
];

const mistyped = fc
  .record({
    fields: fc.dictionary(fc.constantFrom(...NAMES), fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.webAuthority())),
    action: fc.constantFrom(...ACTIONS, undefined),
    ts: fc.oneof(fc.constant(NOON), fc.nat({ max: TS_MAX }), fc.constant(TS_MAX)),
  })
  .map(({ fields, action, ts }) => {
    return eventOf(JSON.stringify(action === undefined ? fields : { ...fields, action }), ts);
  });

/** Any event that is a JSON object. */
export const arbitraryEvent: fc.Arbitrary<AuditEvent> = fc.oneof(generated, mistyped);
