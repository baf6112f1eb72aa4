/** What is said of a position that comes from artifacts: that events may come again only where ids of them may lack. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { zipSync } from 'fflate';
import { createArtifactPositions } from '../../../src/checkpoint/artifacts.ts';
import { encodeCheckpoint } from '../../../src/checkpoint/codec.ts';
import { createMemoryStore } from '../../../src/checkpoint/memory.ts';
import { findPosition } from '../../../src/position/find-position.ts';
import { NOW, of, STREAM, type Stored, signal, stored } from '../checkpoint/artifact-search.ts';
import { fakeRepository } from '../checkpoint/fake-cache.ts';
import { origins } from '../checkpoint/uploads.ts';
import { FakeClock } from '../fake-clock.ts';

const REPEATS = /Events can be delivered again/;

async function notesOf(artifacts: readonly Stored[], { holdEveryDelivery = true } = {}): Promise<string> {
  const clock = new FakeClock(NOW);
  const repository = fakeRepository({
    artifacts: [artifacts.map(({ row }) => row)],
    downloadArtifact: async (id) => artifacts.find(({ row }) => row.id === id)?.zip() ?? new Uint8Array(),
    findArtifact: async () => undefined,
  });
  const unasked = () => Promise.reject(new Error('nobody asks'));
  const elsewhere = {
    artifacts: createArtifactPositions({ repository, origins: origins(), clock }),
    ...{ holdEveryDelivery, history: unasked, isOtherThere: unasked },
  };
  const found = await findPosition(STREAM, { store: createMemoryStore(), elsewhere, clock }, signal);
  assert.ok(found.kind === 'resume');
  assert.match(found.notes.join('\n'), /holds no position; the position comes from 1 checkpoint artifact\./);
  return found.notes.join('\n');
}

describe('a position that comes from artifacts', () => {
  it('repeats nothing when it has every id', async () => {
    assert.doesNotMatch(await notesOf([stored(of(3))]), REPEATS);
  });

  it('may repeat events when it leaves out ids', async () => {
    const content = encodeCheckpoint(of(3), { seenBytesMax: 0 });
    const notes = await notesOf([stored(of(3), { content })]);
    assert.match(notes, REPEATS);
    assert.match(notes, /holds the newest ids of delivered events only/);
  });

  it('may repeat events when a newer copy is damaged or has expired', async () => {
    const damaged = stored(of(4), { content: zipSync({}) });
    assert.match(await notesOf([damaged, stored(of(3))]), REPEATS);
    assert.match(await notesOf([stored(of(4), { expired: true }), stored(of(3))]), REPEATS);
  });

  it('repeats nothing for copies that it has left behind', async () => {
    const commits = [50, ...Array.from({ length: 23 }, (_, index) => 49 - index)].flatMap((n) => of(n).commits);
    const newest = stored({ ...of(50), commits });
    assert.doesNotMatch(await notesOf([newest, stored(of(2), { expired: true })]), REPEATS);
  });

  it('may repeat events where what is delivered leaves no artifact at once', async () => {
    assert.match(await notesOf([stored(of(3))], { holdEveryDelivery: false }), REPEATS);
  });
});
