/** Copies of a run at the same time that the known position has left behind by more commits than it remembers. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Checkpoint } from '../../../src/model/checkpoint.ts';
import { join } from '../../../src/model/claims.ts';
import { following, load, of, stored } from './artifact-search.ts';

const QUIET: Checkpoint = {
  ...following(Array.from({ length: 24 }, (_, index) => 60 - index)),
  artifact: 600,
};

describe('positions in artifacts that were left far behind', () => {
  it('are downloaded once when they were uploaded after all that the position knows', async () => {
    const late = stored(of(2), { id: 601 });
    const { copies, downloads } = load([late, stored(of(60)), stored(of(3))], QUIET);
    const loaded = await copies;
    assert.ok(loaded.kind === 'found');
    assert.deepEqual([downloads, loaded.checkpoint, loaded.artifact], [[601], of(2), 601]);
    const next = load([late, stored(of(60))], { ...join(QUIET, of(2)), artifact: 601 });
    assert.equal((await next.copies).kind, 'nothing-new');
    assert.deepEqual(next.downloads, []);
  });

  it('are left alone after a move by hand: they are of an earlier epoch', async () => {
    const { copies, downloads } = load([stored(of(2), { id: 601 })], { ...QUIET, epoch: 1 });
    assert.equal((await copies).kind, 'nothing-new');
    assert.deepEqual(downloads, []);
  });

  it('are downloaded, however old, when they know a feed that the position lacks: no name says so with a key', async () => {
    const { web } = of(5).feeds;
    const both: Checkpoint = { ...of(5), feeds: web === undefined ? {} : { web, git: web } };
    const left = load([stored(of(60)), stored(both), stored(of(4))], QUIET);
    const loaded = await left.copies;
    assert.ok(loaded.kind === 'found');
    assert.deepEqual([left.downloads, Object.keys(loaded.checkpoint.feeds)], [[50], ['web', 'git']]);
    const again = load([stored(both)], join(QUIET, both));
    assert.equal((await again.copies).kind, 'nothing-new');
    assert.deepEqual(again.downloads, []);
  });
});
