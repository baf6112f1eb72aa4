/**
 * What every archive has to keep, whatever its store: each case is run against doubles with every change, and against real servers by
 * `npm run interop`. What is stored is read past the archive; nothing that it says of itself is believed.
 */
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import type { Lines } from '../../src/delivery/line-file.ts';
import { sha256Of } from '../../src/evidence/chain.ts';
import { DeliveryError } from '../../src/model/errors.ts';
import type { AuditEvent } from '../../src/model/event.ts';
import { DAY } from '../emulator/clock.ts';
import { EventGenerator } from '../emulator/events.ts';
import { openSubject, type StoreServer } from './archive-subject.ts';
import { asEvent } from './sink-subjects.ts';

export interface ArchiveCase {
  readonly name: string;
  /** Kinds of stores that it is about; all when absent. */
  readonly kinds?: readonly StoreServer['kind'][];
  readonly run: (server: StoreServer) => Promise<void>;
}

export const signal = new AbortController().signal;
export const COMMIT = '42.1.c0ffee00';
export const START = Date.parse('2026-11-25T00:00:00Z');

/** Ascending, over three days. */
export function archiveEvents(count: number, seed: string): readonly AuditEvent[] {
  const generator = new EventGenerator({ seed, oddShare: 0.1, idForm: 'base64url' });
  return Array.from({ length: count }, (_, index) => {
    const ts = START + Math.floor((index * 3 * DAY) / count);
    return asEvent(generator.next(ts).raw, ts, index);
  });
}

export const rawsOf = (events: readonly AuditEvent[]) => events.map(({ raw }) => raw.toString());

/** The lines of a file that is compressed in one or more parts. */
function unpacked({ pieces }: Lines): readonly string[] {
  return gunzipSync(Buffer.concat(pieces)).toString('utf8').split('\n').slice(0, -1);
}

/** The lines below `events/`, in the order of keys, which is that of days and parts below ten. */
export async function storedLines(server: StoreServer): Promise<readonly string[]> {
  const objects = [...(await server.objects())].filter(([key]) => key.startsWith('audit/events/'));
  return objects
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, bytes]) => gunzipSync(bytes).toString('utf8').split('\n').slice(0, -1));
}

export async function keysOf(server: StoreServer): Promise<readonly string[]> {
  return [...(await server.objects()).keys()].sort();
}

/** Rejects with `DeliveryError`, whose text is given. */
export async function failure(doing: Promise<unknown>): Promise<string> {
  const error = await doing.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof DeliveryError, `rejected with ${String(error)}`);
  return `${error.message}. ${error.hint}`;
}

const NAME =
  /^events\/host=github\.com\/target=organization-acme\/dt=(\d{4}-\d\d-\d\d)\/42\.1\.c0ffee00-(\d+)-([0-9a-f]{64})\.ndjson\.gz$/;

const storesByDay: ArchiveCase = {
  name: '5,000 events by day, a dead letter, then the manifest: keys, hashes and lines are right',
  async run(server) {
    await using subject = await openSubject(server);
    const events = archiveEvents(5000, 'by day');
    const deadLetters = [{ ...asEvent('{"no":"timestamp"}', 0, 1), wellFormed: false }];
    const { objects, lines } = await subject.archive.put({ events, deadLetters }, COMMIT, signal);
    await subject.archive.seal(
      { generation: 7, commitId: COMMIT, manifest: Buffer.from('{}\n'), signature: Buffer.from('sig') },
      signal,
    );
    const stored = await server.objects();
    const days = objects.slice(0, 3).map(({ name }) => NAME.exec(name)?.[1]);
    assert.deepEqual(days, ['2026-11-25', '2026-11-26', '2026-11-27']);
    for (const { name, bytes, sha256 } of objects) {
      const content = stored.get(`audit/${name}`);
      assert.ok(content !== undefined, `${name} is not there`);
      assert.deepEqual([content.length, sha256Of(content)], [bytes, sha256]);
      assert.ok(name.includes(sha256));
    }
    assert.deepEqual(await storedLines(server), rawsOf(events));
    assert.deepEqual(unpacked(lines.events), rawsOf(events));
    assert.deepEqual(unpacked(lines.deadLetters), rawsOf(deadLetters));
    assert.match(
      objects[3]?.name ?? '',
      /^dead-letters\/host=github\.com\/target=organization-acme\/42\.1\.c0ffee00-4-/,
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
  name: 'an answer that says to slow down, with a time: waits that long, then stores',
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

export const ARCHIVE_CASES: readonly ArchiveCase[] = [storesByDay, comesBack, slowsDown, losesAnswer, neverOverwrites];
