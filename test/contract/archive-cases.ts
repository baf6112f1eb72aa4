/**
 * What every archive has to keep, whatever its store: each case is run against doubles with every change, and against real servers by
 * `npm run interop`. What is stored is read past the archive; nothing that it says of itself is believed.
 */
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { sha256Of } from '../../src/delivery/line-file.ts';
import { DeliveryError } from '../../src/model/errors.ts';
import type { AuditEvent } from '../../src/model/event.ts';
import { DAY, HOUR } from '../emulator/clock.ts';
import { EventGenerator } from '../emulator/events.ts';
import { openSubject, type StoreServer } from './archive-subject.ts';
import { asEvent } from './sink-subjects.ts';

export interface ArchiveCase {
  readonly name: string;
  /** Kinds of stores that it is about; all when absent. */
  readonly only?: readonly StoreServer['kind'][];
  readonly run: (server: StoreServer) => Promise<void>;
}

const signal = new AbortController().signal;
const COMMIT = '42.1.c0ffee00';
const START = Date.parse('2026-11-25T00:00:00Z');

/** Ascending, over three days. */
export function archiveEvents(count: number, seed: string): readonly AuditEvent[] {
  const generator = new EventGenerator({ seed, oddShare: 0.1, idForm: 'base64url' });
  return Array.from({ length: count }, (_, index) => {
    const ts = START + Math.floor((index * 3 * DAY) / count);
    return asEvent(generator.next(ts).raw, ts, index);
  });
}

const rawsOf = (events: readonly AuditEvent[]) => events.map(({ raw }) => raw);

/** The lines below `events/`, in the order of keys, which is that of days and parts below ten. */
async function storedLines(server: StoreServer): Promise<readonly string[]> {
  const objects = [...(await server.objects())].filter(([key]) => key.startsWith('audit/events/'));
  return objects
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, bytes]) => gunzipSync(bytes).toString('utf8').split('\n').slice(0, -1));
}

async function keysOf(server: StoreServer): Promise<readonly string[]> {
  return [...(await server.objects()).keys()].sort();
}

/** Rejects with `DeliveryError`, whose text is given. */
async function failure(doing: Promise<unknown>): Promise<string> {
  const error = await doing.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof DeliveryError, `rejected with ${String(error)}`);
  return `${error.message}. ${error.hint}`;
}

const KEY =
  /^audit\/events\/host=github\.com\/target=organization-acme\/dt=(\d{4}-\d\d-\d\d)\/42\.1\.c0ffee00-(\d+)-([0-9a-f]{64})\.ndjson\.gz$/;

const storesByDay: ArchiveCase = {
  name: '5,000 events by day, a dead letter, then the manifest: keys, hashes and lines are right',
  async run(server) {
    await using subject = await openSubject(server);
    const events = archiveEvents(5000, 'by day');
    const deadLetters = [{ ...asEvent('{"no":"timestamp"}', 0, 1), wellFormed: false }];
    const objects = await subject.archive.put({ events, deadLetters }, COMMIT, signal);
    await subject.archive.seal(
      { generation: 7, commitId: COMMIT, manifest: Buffer.from('{}\n'), signature: Buffer.from('sig') },
      signal,
    );
    const stored = await server.objects();
    const days = objects.slice(0, 3).map(({ key }) => KEY.exec(key)?.[1]);
    assert.deepEqual(days, ['2026-11-25', '2026-11-26', '2026-11-27']);
    for (const { key, bytes, sha256 } of objects) {
      const content = stored.get(key);
      assert.ok(content !== undefined, `${key} is not there`);
      assert.deepEqual([content.length, sha256Of(content)], [bytes, sha256]);
      assert.ok(key.includes(sha256));
    }
    assert.deepEqual(await storedLines(server), rawsOf(events));
    assert.match(
      objects[3]?.key ?? '',
      /^audit\/dead-letters\/host=github\.com\/target=organization-acme\/42\.1\.c0ffee00-4-/,
    );
    const manifest = 'audit/manifests/host=github.com/target=organization-acme/7-42.1.c0ffee00.json';
    assert.equal(stored.get(manifest)?.toString(), '{}\n');
    assert.equal(stored.get(`${manifest}.sig`)?.toString(), 'sig');
    assert.deepEqual([...subject.archive.facts.keys].sort(), [...stored.keys()].sort());
  },
};

const comesBack: ArchiveCase = {
  name: 'the store is down and comes back: stored once, nothing missing',
  async run(server) {
    let back: Promise<void> | undefined;
    await using subject = await openSubject(server, {
      inputs: { 'retry-attempts': '20', 'breaker-failures': '50' },
      async decide(nth) {
        // Waits are skipped here, so those that come later than the next one wait for the store instead.
        if (nth === 2)
          back = server
            .stop()
            .then(() => pause(300))
            .then(() => server.start());
        if (nth > 4) await back;
        return 'pass' as const;
      },
    });
    const events = archiveEvents(300, 'down');
    await subject.archive.put({ events, deadLetters: [] }, COMMIT, signal);
    await back;
    assert.ok(subject.gate.statuses.includes(0), 'some request met no server');
    assert.deepEqual(await storedLines(server), rawsOf(events));
  },
};

const SLOW_DOWN: Readonly<
  Record<
    StoreServer['kind'],
    { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }
  >
> = {
  s3: { status: 503, body: '<Error><Code>SlowDown</Code><Message>canary-of-the-server</Message></Error>' },
  gs: { status: 429, body: '{"error":{"code":429,"errors":[{"reason":"rateLimitExceeded"}]}}' },
  azure: { status: 503, headers: { 'x-ms-error-code': 'ServerBusy' } },
};

const slowsDown: ArchiveCase = {
  name: 'told to slow down, with a time: waits that long, then stores',
  async run(server) {
    const { headers, ...answer } = SLOW_DOWN[server.kind];
    await using subject = await openSubject(server, {
      decide: (nth) => (nth <= 2 ? { instead: { ...answer, headers: { ...headers, 'retry-after': '7' } } } : 'pass'),
    });
    const events = archiveEvents(30, 'slow');
    await subject.archive.put({ events, deadLetters: [] }, COMMIT, signal);
    assert.ok(subject.clock.slept.includes(7000), `slept ${subject.clock.slept.join(', ')}`);
    assert.deepEqual(await storedLines(server), rawsOf(events));
  },
};

const losesAnswer: ArchiveCase = {
  name: 'the answer is lost: "exists already" then counts as stored, and the object is there once',
  async run(server) {
    await using subject = await openSubject(server, {
      inputs: server.takenInputs ?? {},
      decide: (nth) => (nth === 1 ? 'drop-answer' : 'pass'),
    });
    const events = archiveEvents(30, 'lost answer').slice(0, 10);
    await subject.archive.put({ events, deadLetters: [] }, COMMIT, signal);
    assert.deepEqual(await storedLines(server), rawsOf(events));
    assert.equal(subject.gate.statuses.length, 2);
    assert.ok([412, 409, 403].includes(subject.gate.statuses[1] ?? 0), `answered ${subject.gate.statuses.join(', ')}`);
  },
};

const neverOverwrites: ArchiveCase = {
  name: 'the key is taken without an uncertain try: an error, and nothing is overwritten',
  async run(server) {
    await using subject = await openSubject(server, { inputs: server.takenInputs ?? {} });
    const seal = (text: string) =>
      subject.archive.seal({ generation: 1, commitId: COMMIT, manifest: Buffer.from(text) }, signal);
    await seal('first');
    const before = subject.gate.statuses.length;
    const text = await failure(seal('second'));
    assert.match(text, /already has an object under a key that no run has used.*Nothing was overwritten/);
    assert.equal(subject.gate.statuses.length, before + 1, 'it is not tried again');
    assert.deepEqual([...(await server.objects()).values()].map(String), ['first']);
  },
};

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
    assert.match(text, /the archive refused: .*\(HTTP 40[13], [A-Za-z]+\)/);
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
    assert.match(text, /there is no such (bucket|container).*archive-url/);
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

const skewedClock: ArchiveCase = {
  name: 'the clock of this machine is two hours ahead: signed once more by the clock of the store',
  only: ['s3'],
  async run(server) {
    await using subject = await openSubject(server, { clockOffsetMs: 2 * HOUR });
    const events = archiveEvents(30, 'skew');
    await subject.archive.put({ events, deadLetters: [] }, COMMIT, signal);
    assert.deepEqual(await storedLines(server), rawsOf(events));
    assert.ok(subject.gate.statuses.includes(403));
    assert.match(subject.log.lines.join('\n'), /the clock of this machine is wrong/);
  },
};

const knowsNoChecksum: ArchiveCase = {
  name: 'a store that refuses the checksum header: Content-MD5 instead, for all objects that follow',
  only: ['s3'],
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
  only: ['s3'],
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

const wrongRegion: ArchiveCase = {
  name: 'another region than that of the bucket: refused, and says what to set',
  only: ['s3'],
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

export const ARCHIVE_CASES: readonly ArchiveCase[] = [
  storesByDay,
  comesBack,
  slowsDown,
  losesAnswer,
  neverOverwrites,
  refusesStranger,
  missesBucket,
  refusesAltered,
  skewedClock,
  knowsNoChecksum,
  knowsNoPrecondition,
  wrongRegion,
  notTheStore,
];
