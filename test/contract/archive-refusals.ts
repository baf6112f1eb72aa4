/** What an archive does with what a store refuses, or does not know: one error in our words, or one change and one more request. */
import assert from 'node:assert/strict';
import { HOUR } from '../emulator/clock.ts';
import {
  type ArchiveCase,
  archiveEvents,
  COMMIT,
  failure,
  keysOf,
  rawsOf,
  START,
  signal,
  storedLines,
} from './archive-cases.ts';
import { openSubject } from './archive-subject.ts';
import { asEvent } from './sink-subjects.ts';

const refusesStranger: ArchiveCase = {
  name: 'a wrong credential: refused in our words, with no secret in them',
  async run(server) {
    const inputs = server.strangerInputs('https://unused.example');
    if (inputs === undefined) return;
    await using subject = await openSubject(server, {
      inputs: { 'archive-token': inputs['archive-token'] ?? '' },
    });
    const text = await failure(
      subject.archive.put({ events: archiveEvents(3, 'stranger'), deadLetters: [] }, COMMIT, signal),
    );
    assert.match(text, /the archive refused the object: .*\(HTTP 40[13], [A-Za-z]+\)/);
    assert.ok(!text.includes(inputs['archive-token'] ?? '-'));
    assert.deepEqual(await keysOf(server), []);
  },
};

const missesBucket: ArchiveCase = {
  name: 'a bucket that does not exist: refused, naming it as the cause',
  async run(server) {
    await using subject = await openSubject(server, { bucket: 'no-such-bucket' });
    const text = await failure(
      subject.archive.put({ events: archiveEvents(3, 'bucket'), deadLetters: [] }, COMMIT, signal),
    );
    assert.match(text, /the (bucket|container|bucket or container) does not exist.*archive-url/);
  },
};

const refusesAltered: ArchiveCase = {
  name: 'a byte changes on the way: never counted as stored',
  async run(server) {
    await using subject = await openSubject(server, {
      inputs: { compression: 'none', 'retry-attempts': '2' },
      decide: () => ({ alter: flipDigit }),
    });
    const events = [asEvent('{"@timestamp":1764000000000,"marker":"7"}', START, 0)];
    const text = await failure(subject.archive.put({ events, deadLetters: [] }, COMMIT, signal));
    assert.deepEqual(subject.archive.facts.keys, []);
    // One that stores what it got says which checksum that has.
    if (server.verifiesChecksums) assert.deepEqual(await keysOf(server), []);
    else assert.match(text, /confirmed an object with another checksum/);
  },
};

/** The digit of the marker, which stands in the body of the object and nowhere else of a request. */
function flipDigit(body: Buffer): Buffer {
  return Buffer.from(body.toString('latin1').replace('"marker":"7"', '"marker":"8"'), 'latin1');
}

const wrongRegion: ArchiveCase = {
  name: 'another region than that of the bucket: refused, and says what to set',
  kinds: ['s3'],
  async run(server) {
    await using probe = await openSubject(server);
    const options = `endpoint: ${probe.gate.url}\nregion: eu-central-7`;
    await using subject = await openSubject(server, { inputs: { 'archive-options': options } });
    const text = await failure(
      subject.archive.put({ events: archiveEvents(3, 'region'), deadLetters: [] }, COMMIT, signal),
    );
    assert.match(text, /region/);
  },
};

const notTheStore: ArchiveCase = {
  name: 'a page of something in between with the status of success is no confirmation',
  async run(server) {
    const status = server.kind === 'azure' ? 201 : 200;
    await using subject = await openSubject(server, {
      inputs: { 'retry-attempts': '2' },
      decide: () => ({ instead: { status, headers: { 'content-type': 'text/html' }, body: '<html>canary</html>' } }),
    });
    const text = await failure(
      subject.archive.put({ events: archiveEvents(3, 'page'), deadLetters: [] }, COMMIT, signal),
    );
    assert.match(text, /HTTP 20[01]/);
    assert.doesNotMatch(text, /canary/);
    assert.deepEqual(subject.archive.facts.keys, []);
  },
};

const knowsNoChecksum: ArchiveCase = {
  name: 'a store that refuses the checksum header: Content-MD5 instead, for all objects that follow',
  kinds: ['s3'],
  async run(server) {
    await using subject = await openSubject(server, {
      decide: (_, { headers }) =>
        headers['x-amz-checksum-sha256'] === undefined
          ? 'pass'
          : { instead: { status: 400, body: '<Error><Code>InvalidArgument</Code></Error>' } },
    });
    const events = archiveEvents(30, 'checksum');
    await subject.archive.put({ events, deadLetters: [] }, COMMIT, signal);
    await subject.archive.seal({ generation: 1, commitId: COMMIT, manifest: Buffer.from('{}') }, signal);
    assert.deepEqual(await storedLines(server), rawsOf(events));
    assert.equal(subject.gate.statuses.at(-1), 200);
  },
};

const knowsNoPrecondition: ArchiveCase = {
  name: 'a store that answers 501 to the precondition: an error that names the option; with it, stored',
  kinds: ['s3'],
  async run(server) {
    const decide = (_: number, { headers }: { readonly headers: NodeJS.Dict<string | string[]> }) =>
      headers['if-none-match'] === undefined
        ? ('pass' as const)
        : { instead: { status: 501, body: '<Error><Code>NotImplemented</Code></Error>' } };
    const batch = { events: archiveEvents(3, 'precondition'), deadLetters: [] };
    await using without = await openSubject(server, { decide });
    assert.match(await failure(without.archive.put(batch, COMMIT, signal)), /precondition: false/);
    const given = server.inputs('https://unused.example')['archive-options'] ?? '';
    const endpoint = `endpoint: ${without.gate.url}`;
    const options = `${given.replace(/endpoint: \S+/, endpoint)}\nprecondition: false`;
    await using allowed = await openSubject(server, { decide, inputs: { 'archive-options': options } });
    await allowed.archive.put(batch, COMMIT, signal);
    assert.deepEqual(await storedLines(server), rawsOf(batch.events));
  },
};

const skewedClock: ArchiveCase = {
  name: 'the clock of this machine is two hours ahead: signed once more by the clock of the store',
  kinds: ['s3'],
  async run(server) {
    await using subject = await openSubject(server, { clockOffsetMs: 2 * HOUR });
    const events = archiveEvents(30, 'skew');
    await subject.archive.put({ events, deadLetters: [] }, COMMIT, signal);
    assert.deepEqual(await storedLines(server), rawsOf(events));
    assert.ok(subject.gate.statuses.includes(403));
    assert.match(subject.log.lines.join('\n'), /the clock of this machine is wrong/);
  },
};

export const REFUSAL_CASES: readonly ArchiveCase[] = [
  refusesStranger,
  missesBucket,
  refusesAltered,
  wrongRegion,
  notTheStore,
  knowsNoChecksum,
  knowsNoPrecondition,
  skewedClock,
];
