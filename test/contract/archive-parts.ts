/** How the objects of a commit are cut, and what a run that ends half way leaves: complete objects, and no manifest that names them. */
import assert from 'node:assert/strict';
import { gunzipSync } from 'node:zlib';
import { PART_BYTES_MAX } from '../../src/delivery/archive/day-parts.ts';
import { sha256Of } from '../../src/evidence/chain.ts';
import { HOUR } from '../emulator/clock.ts';
import { type ArchiveCase, archiveEvents, COMMIT, rawsOf, START, signal, storedLines } from './archive-cases.ts';
import { openSubject } from './archive-subject.ts';
import { asEvent } from './sink-subjects.ts';

const NEXT_COMMIT = '43.1.c0ffee01';

const killedHalfWay: ArchiveCase = {
  name: 'a run ends between two objects: what it stored is complete, has no manifest, and the next run stores all of it',
  async run(server) {
    const events = archiveEvents(600, 'half way');
    const killed = new AbortController();
    await using first = await openSubject(server, {
      decide(nth) {
        if (nth < 2) return 'pass';
        killed.abort();
        return 'drop-answer';
      },
    });
    await assert.rejects(first.archive.put({ events, deadLetters: [] }, COMMIT, killed.signal));
    await using next = await openSubject(server);
    const { objects } = await next.archive.put({ events, deadLetters: [] }, NEXT_COMMIT, signal);
    const names = JSON.stringify(objects.map(({ name }) => name));
    await next.archive.seal({ generation: 1, commitId: NEXT_COMMIT, manifest: Buffer.from(names) }, signal);
    const stored = await server.objects();
    const manifests = [...stored].filter(([key]) => key.startsWith('audit/manifests/'));
    assert.deepEqual(
      manifests.map(([, bytes]) => String(bytes)),
      [names],
    );
    const named = objects.flatMap(({ name }) => linesOf(stored.get(`audit/${name}`)));
    assert.deepEqual(named, rawsOf(events));
    const all = [...stored].filter(([key]) => key.startsWith('audit/events/'));
    assert.ok(all.length > objects.length, 'the first run left something');
    for (const [key, bytes] of all) assert.ok(key.includes(sha256Of(bytes)), `${key} is not complete`);
  },
};

const twoPartsOfADay: ArchiveCase = {
  name: 'two batches of one commit on one day, as a pull has them: two objects, numbered, in one folder',
  async run(server) {
    await using subject = await openSubject(server);
    const events = Array.from({ length: 20 }, (_, index) => asEvent(`{"n":${index}}`, START + index, index));
    const halves = [events.slice(0, 10), events.slice(10)];
    const names: string[] = [];
    for (const half of halves) {
      const { objects } = await subject.archive.put({ events: half, deadLetters: [] }, COMMIT, signal);
      names.push(...objects.map(({ name }) => name.replace(/-[0-9a-f]{64}/, '')));
    }
    const folder = 'events/host=github.com/target=organization-acme/dt=2026-11-25';
    assert.deepEqual(names, [`${folder}/${COMMIT}-1.ndjson.gz`, `${folder}/${COMMIT}-2.ndjson.gz`]);
    assert.deepEqual(await storedLines(server), rawsOf(events));
  },
};

const largeDay: ArchiveCase = {
  name: 'more than 64 MB on one day: several objects of at most that before compression, nothing lost between them',
  async run(server) {
    await using subject = await openSubject(server);
    const filling = 'x'.repeat(8 * 1024 * 1024);
    const events = Array.from({ length: 9 }, (_, index) =>
      asEvent(`{"n":${index},"filling":"${filling}"}`, START + index * HOUR, index),
    );
    const { objects } = await subject.archive.put({ events, deadLetters: [] }, COMMIT, signal);
    const stored = await server.objects();
    const sizes = objects.map(({ name }) => gunzipSync(stored.get(`audit/${name}`) ?? '').length);
    assert.ok(sizes.length === 2 && sizes.every((size) => size <= PART_BYTES_MAX), sizes.join(', '));
    assert.deepEqual((await storedLines(server)).map(sha256Of), rawsOf(events).map(sha256Of));
  },
};

function linesOf(bytes: Buffer | undefined): readonly string[] {
  return gunzipSync(bytes ?? '')
    .toString('utf8')
    .split('\n')
    .slice(0, -1);
}

export const PART_CASES: readonly ArchiveCase[] = [killedHalfWay, twoPartsOfADay, largeDay];
