/** An artifact that keeps showing that there was a position, and copies that leave out ids. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { encodeCheckpoint } from '../../../src/checkpoint/codec.ts';
import type { Checkpoint } from '../../../src/model/checkpoint.ts';
import { packSeen } from '../../../src/model/seen.ts';
import { by, FOREIGN, following, load, NOW, of, type Stored, stored } from './artifact-search.ts';

describe('the artifact that keeps showing that there was a position', () => {
  const DAY = 86_400_000;
  const keep = async (known: Checkpoint, artifacts: readonly Stored[]) => {
    const loaded = await load(artifacts, known).copies;
    assert.ok(loaded.kind === 'nothing-new');
    return { isKept: loaded.isKept, artifact: loaded.artifact };
  };

  it('is the one that the position remembers, for a week from now on', async () => {
    const known = { ...following([4]), artifact: 40 };
    assert.deepEqual(await keep(known, [stored(of(4))]), { isKept: true, artifact: 40 });
    assert.deepEqual(await keep(known, []), { isKept: false, artifact: 40 });
    for (const [days, isKept] of [
      [8, true],
      [6, false],
    ] as const) {
      const row = { createdAt: NOW - 60 * DAY, expiresAt: NOW + days * DAY };
      const old = stored({ ...of(4), feeds: {} }, row);
      assert.deepEqual(await keep(known, [old]), { isKept, artifact: 40 });
    }
    assert.deepEqual(await keep(known, [stored(of(4), { expired: true })]), { isKept: false, artifact: 40 });
  });

  it('is not made again in every run where artifacts live for a few days only', async () => {
    const known = { ...following([4]), artifact: 40 };
    const fresh = stored({ ...of(4), feeds: {} }, { createdAt: NOW - 20 * 3_600_000, expiresAt: NOW + 3 * DAY });
    assert.equal((await keep(known, [fresh])).isKept, true);
    const half = stored({ ...of(4), feeds: {} }, { createdAt: NOW - 3 * DAY, expiresAt: NOW + DAY });
    assert.equal((await keep(known, [half])).isKept, false);
  });

  it('may be one that the position does not name yet, when it is believed', async () => {
    assert.deepEqual(await keep(following([4, 3]), [stored(of(3))]), { isKept: true, artifact: 30 });
    const forged = load([stored(of(3), by(13))], following([4, 3]), { beliefs: { 13: FOREIGN } });
    const loaded = await forged.copies;
    assert.ok(loaded.kind === 'nothing-new');
    assert.equal(loaded.isKept, false);
  });
});

describe('a copy that leaves out ids', () => {
  const many = (events: number) => {
    const seen = packSeen(
      Array.from({ length: 10 }, (_, index) => ({ ts: NOW + 100 + index, key: `${index}`.padStart(32, '0') })),
    );
    const { web } = of(4).feeds;
    assert.ok(web !== undefined);
    return { ...of(4), feeds: { web: { ...web, seen } }, counters: { events, duplicates: 0, deadLetters: 0 } };
  };
  const cut = (checkpoint: Checkpoint) =>
    stored(checkpoint, { content: encodeCheckpoint(checkpoint, { seenBytesMax: 6 * 22 }) });

  it('is an incident when it is all there is, and when the known position does not make up for it', async () => {
    const lost = await load([cut(many(10))]).copies;
    assert.ok(lost.kind === 'found');
    assert.match(lost.notes.join(), /newest ids of delivered events only/);
    const short = await load([cut(many(10))], { ...of(3), counters: { events: 3, duplicates: 0, deadLetters: 0 } })
      .copies;
    assert.ok(short.kind === 'found');
    assert.match(short.notes.join(), /newest ids of delivered events only/);
  });

  it('is none when the known position holds the rest, and when nothing was left out', async () => {
    const enough = await load([cut(many(10))], { ...of(3), counters: { events: 4, duplicates: 0, deadLetters: 0 } })
      .copies;
    assert.ok(enough.kind === 'found');
    assert.doesNotMatch(enough.notes.join(), /newest ids/);
    const whole = await load([stored(many(10))]).copies;
    assert.ok(whole.kind === 'found');
    assert.deepEqual(whole.notes, []);
  });

  it('is filled up by those that went into it', async () => {
    const newest = { ...many(10), commits: [...of(4).commits, ...of(3).commits] };
    const { copies, downloads } = load([cut(newest), stored(of(3))]);
    assert.equal((await copies).kind, 'found');
    assert.deepEqual(downloads, [40, 30]);
  });
});
