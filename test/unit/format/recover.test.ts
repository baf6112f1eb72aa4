/** The law of all formats: one line of JSON, and in it, untouched or value by value, everything that GitHub sent. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cutMembers } from '../../../src/format/members.ts';
import type { AuditEvent } from '../../../src/model/event.ts';
import { FORMATS, type FormatName } from '../../../src/model/format-name.ts';
import { arbitraryEvent, NOON, textFormat } from './arbitrary-event.ts';

const RUNS = { numRuns: 600 };

for (const name of FORMATS) {
  const render = textFormat(name);

  test(`${name}: one line of valid JSON, the same each time, for any event`, () => {
    fc.assert(
      fc.property(arbitraryEvent, (event) => {
        const line = render(event);
        JSON.parse(line);
        assert.doesNotMatch(line, /[\n\r]/);
        assert.equal(render(event), line);
      }),
      RUNS,
    );
  });

  test(`${name}: JSON even for a value that is not an object`, () => {
    for (const raw of ['null', '7', '"text"', '[1]', '{}']) {
      const event: AuditEvent = {
        ts: NOON,
        id: undefined,
        key: 'f'.repeat(32),
        raw: Buffer.from(raw),
        wellFormed: false,
      };
      JSON.parse(render(event));
    }
  });
}

/** The text that GitHub sent, taken out of a line again. */
const RECOVER: Readonly<Record<Exclude<FormatName, 'ocsf'>, (line: string) => string | undefined>> = {
  raw: (line) => line,
  envelope: (line) => cutMembers(line)?.find(({ name }) => name === 'event')?.value,
  cloudevents: (line) => cutMembers(line)?.find(({ name }) => name === 'data')?.value,
  ecs: (line) => (JSON.parse(line) as { readonly event: { readonly original: string } }).event.original,
};

for (const [name, recover] of Object.entries(RECOVER)) {
  test(`${name}: the event comes back byte for byte`, () => {
    const render = textFormat(name as FormatName);
    fc.assert(
      fc.property(arbitraryEvent, (event) => assert.equal(recover(render(event)), event.raw.toString())),
      RUNS,
    );
  });
}

/** Where a field of GitHub's may be in an OCSF document, if it is not under `unmapped`. */
const MOVED: ReadonlyMap<string, readonly string[]> = new Map([
  ['@timestamp', ['time']],
  ['_document_id', ['metadata.uid']],
  ['action', ['metadata.event_code']],
  ['actor', ['actor.user.name']],
  ['actor_id', ['actor.user.uid']],
  ['actor_ip', ['src_endpoint.ip']],
  ['actor_session', ['actor.session.uid']],
  ['branch', ['entity.name']],
  ['business', ['cloud.account.name']],
  ['business_id', ['cloud.account.uid']],
  ['environment_name', ['entity.name']],
  ['external_identity_nameid', ['actor.user.email_addr']],
  ['fingerprint', ['entity.uid']],
  ['hashed_token', ['actor.user.programmatic_credentials.0.uid']],
  ['hook_id', ['entity.uid']],
  ['installation_id', ['entity.uid']],
  ['integration', ['entity.name']],
  ['name', ['entity.name']],
  ['org', ['cloud.org.name']],
  ['org_id', ['cloud.org.uid']],
  ['programmatic_access_type', ['actor.user.programmatic_credentials.0.type']],
  ['repo', ['entity.name', 'resource.name', 'resources.0.name']],
  ['repo_id', ['entity.uid', 'resource.uid', 'resources.0.uid']],
  ['repository', ['entity.name', 'resource.name', 'resources.0.name']],
  ['request_id', ['http_request.uid']],
  ['ruleset_id', ['entity.uid']],
  ['ruleset_name', ['entity.name']],
  ['team', ['group.name']],
  ['team_id', ['group.uid']],
  ['title', ['entity.name']],
  ['user', ['user.name', 'resources.0.name', 'resources.1.name']],
  ['user_agent', ['http_request.user_agent']],
  ['user_id', ['user.uid', 'resources.0.uid', 'resources.1.uid']],
  ['user_programmatic_access_id', ['entity.uid']],
  ['user_programmatic_access_name', ['entity.name']],
]);

function at(document: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], document);
}

/** What a mapped attribute says, as the JSON that GitHub wrote: ids are numbers there, and text here. */
function saysTheSame(attribute: unknown, json: string): boolean {
  return String(attribute) === (json.startsWith('"') ? JSON.parse(json) : json);
}

test('ocsf: every member is under unmapped as it was written, or is an attribute of the same value', () => {
  const render = textFormat('ocsf');
  const moved = new Set<string>();
  fc.assert(
    fc.property(arbitraryEvent, (event) => {
      const line = render(event);
      const document: unknown = JSON.parse(line);
      const unmapped = cutMembers(line)?.find(({ name }) => name === 'unmapped')?.value ?? '';
      const left = (cutMembers(unmapped) ?? []).map(({ text }) => text);
      for (const { name, text, value } of cutMembers(event.raw.toString()) ?? []) {
        const index = left.indexOf(text);
        if (index !== -1) left.splice(index, 1);
        else {
          const paths = MOVED.get(name) ?? [];
          assert.ok(
            paths.some((path) => saysTheSame(at(document, path), value)),
            `${name} is lost`,
          );
          moved.add(name);
        }
      }
      assert.deepEqual(left, [], 'nothing is under unmapped that was not sent');
    }),
    RUNS,
  );
  assert.ok(moved.size > 20, 'a law that is never put to the test is none');
});
