import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createArtifactPositions } from '../../../src/checkpoint/artifacts.ts';
import type { Trust } from '../../../src/checkpoint/trust.ts';
import type { Checkpoint } from '../../../src/model/checkpoint.ts';
import { join } from '../../../src/model/claims.ts';
import { AccessError } from '../../../src/model/errors.ts';
import { FakeClock } from '../fake-clock.ts';
import { plainCheckpoint } from './arbitrary-checkpoint.ts';
import { by, following, load, NOW, of, other, STREAM, signal, stored, UNKNOWN } from './artifact-search.ts';
import { fakeRepository } from './fake-cache.ts';
import { origins } from './uploads.ts';

describe('positions in artifacts', () => {
  it('are the newest three, joined', async () => {
    const { copies, downloads } = load([
      stored(of(1), { createdAt: NOW + 99 }),
      stored(of(4)),
      stored(of(2)),
      stored(of(3)),
    ]);
    const loaded = await copies;
    assert.ok(loaded.kind === 'found');
    assert.deepEqual(loaded.checkpoint, [of(4), of(3), of(2)].reduce(join));
    assert.deepEqual([downloads, loaded.where, loaded.notes], [[40, 30, 20], '3 checkpoint artifacts', []]);
    assert.equal(loaded.artifact, 40);
  });

  it('of one generation are distinguished by their age', async () => {
    const runs = ['a', 'b', 'c', 'd'].map((letter, index) =>
      stored(of(5, letter.repeat(8)), { id: index, createdAt: NOW + index }),
    );
    const { copies, downloads } = load(runs);
    assert.equal((await copies).kind, 'found');
    assert.deepEqual(downloads, [3, 2, 1]);
  });

  it('are not downloaded when the known position contains them', async () => {
    const all = load([stored(of(4)), stored(of(3)), stored(of(2))], following([4, 3, 2]));
    const nothing = await all.copies;
    assert.deepEqual([nothing.kind, all.downloads], ['nothing-new', []]);
    const some = load([stored(of(5)), stored(of(4)), stored(of(3))], following([4, 3, 2]));
    const loaded = await some.copies;
    assert.ok(loaded.kind === 'found');
    assert.deepEqual([loaded.checkpoint, some.downloads], [of(5), [50]]);
  });

  it('are not downloaded when another copy that was just read contains them', async () => {
    const newest = following([4, 3, 2]);
    const { copies, downloads } = load([stored(newest), stored(of(3)), stored(of(2)), stored(of(1))]);
    const loaded = await copies;
    assert.ok(loaded.kind === 'found');
    assert.deepEqual([loaded.checkpoint, downloads], [join(newest, of(1)), [40, 10]]);
  });

  it('are not downloaded, however old, once the known position has left them behind', async () => {
    const quiet = following(Array.from({ length: 24 }, (_, index) => 60 - index));
    const { copies, downloads, runs } = load([stored(of(36)), stored(of(12)), stored(of(11))], quiet);
    assert.deepEqual([(await copies).kind, downloads, runs], ['nothing-new', [], []]);
    const near = load([stored(of(38, 'bbbbbbbb'))], quiet);
    assert.deepEqual([(await near.copies).kind, near.downloads], ['found', [380]]);
  });

  it('of two runs at once are remembered by the one that was uploaded last, whichever generation it has', async () => {
    const known = following([47, 46, 45, 44, 43, 42]);
    const { copies, downloads } = load([stored(known, { id: 1 }), stored(of(42), { id: 2 })], known);
    const loaded = await copies;
    assert.ok(loaded.kind === 'nothing-new');
    assert.deepEqual([loaded.artifact, downloads], [2, []]);
  });

  it('are proven absent by the whole list only', async () => {
    const absent = { kind: 'absent', others: [], notes: [] };
    assert.deepEqual(await load([], undefined, { pages: [[other(1)], [other(2)]] }).copies, absent);
    const endless = Array.from({ length: 1001 }, (_, id) => [other(id)]);
    const { copies, requests } = load([], undefined, { pages: endless });
    assert.equal((await copies).kind, 'unknown');
    assert.equal(requests.pages, 1000);
  });

  it('are looked for on ten pages, or until three were seen, when a position is known', async () => {
    const known = of(9);
    const far = load([], known, { pages: Array.from({ length: 30 }, (_, id) => [other(id)]) });
    assert.deepEqual([(await far.copies).kind, far.requests.pages], ['nothing-new', 10]);
    const ours = [stored(of(9)), stored(of(8)), stored(of(7)), stored(of(6))];
    const pages = [...ours.map(({ row }) => [row]), [other(1)]];
    const near = load(ours, known, { pages });
    assert.equal((await near.copies).kind, 'found');
    assert.deepEqual([near.requests.pages, near.downloads], [3, [80, 70]]);
    const all = load(ours, undefined, { pages });
    await all.copies;
    assert.equal(all.requests.pages, 5);
  });

  it('are looked for as far back as the artifact that the position remembers', async () => {
    const pages = Array.from({ length: 30 }, (_, page) => [other(1000 - page * 100), other(950 - page * 100)]);
    const { copies, requests } = load([], { ...of(9), artifact: 760 }, { pages });
    await copies;
    assert.equal(requests.pages, 4);
  });

  it('of other streams and with other names do not count', async () => {
    const others = stored(plainCheckpoint(`f${STREAM.slice(1)}`, 5));
    const absent = await load([others]).copies;
    assert.ok(absent.kind === 'absent');
    assert.deepEqual(absent.others, [others.row]);
    const twelve = stored(plainCheckpoint(`${STREAM.slice(0, 12)}ffffffffffff`, 5));
    assert.equal((await load([twelve]).copies).kind, 'names');
  });

  it('that have expired still give the largest floor of each feed, by their names', async () => {
    const web = of(7).feeds.web;
    const withGit = { ...of(6), feeds: { web: web ?? of(6).feeds.web, git: of(1).feeds.web } } as Checkpoint;
    const { copies, downloads } = load([
      stored(of(5), { expired: true }),
      stored(withGit, { expired: true }),
      stored(of(2), { expired: true }),
    ]);
    const names = await copies;
    assert.ok(names.kind === 'names');
    assert.deepEqual([names.generation, names.epoch, names.where], [6, 0, 'the names of 3 artifacts']);
    assert.deepEqual(names.floors, { web: web?.deep.claim, git: of(1).feeds.web?.deep.claim });
    assert.deepEqual(downloads, []);
  });

  const newest = Array.from({ length: 30 }, (_, index) => 1299 - index);

  it('that have expired never hide one that has not, however many runs uploaded them', async () => {
    const expired = Array.from({ length: 300 }, (_, index) =>
      stored(of(900 + index), { expired: true, ...by(1000 + index) }),
    );
    const { copies, downloads, runs } = load([...expired, stored(following([9, 8]))], of(8));
    const loaded = await copies;
    assert.ok(loaded.kind === 'found');
    assert.deepEqual([loaded.checkpoint, downloads, runs], [following([9, 8]), [90], [7, ...newest.slice(0, 9)]]);
    assert.deepEqual(loaded.notes, []);
  });

  it('that have expired show where to go on, however many runs uploaded them', async () => {
    const expired = Array.from({ length: 300 }, (_, index) =>
      stored(of(900 + index), { expired: true, ...by(1000 + index) }),
    );
    const { copies, runs } = load(expired);
    const names = await copies;
    assert.ok(names.kind === 'names');
    assert.deepEqual([names.generation, runs], [1199, newest]);
  });

  it('that have expired give the floor of a feed that the known position lacks, however many others stand in front', async () => {
    const git = { ...of(2), feeds: { ...of(2).feeds, git: of(1).feeds.web } } as Checkpoint;
    const others = Array.from({ length: 40 }, (_, index) =>
      stored(of(900 + index), { expired: true, ...by(1000 + index) }),
    );
    const found = await load([...others, stored(git, { expired: true })], of(3)).copies;
    assert.ok(found.kind === 'nothing-new');
    assert.deepEqual(found.floors, { git: of(1).feeds.web?.deep.claim });
  });

  it('give no floor of a feed by their names when positions are signed', async () => {
    const git = { ...of(2), feeds: { ...of(2).feeds, git: of(1).feeds.web } } as Checkpoint;
    const trust = { key: undefined, trusted: [], repositoryId: null } as unknown as Trust;
    const found = await load([stored(git, { expired: true })], of(3), { trust }).copies;
    assert.ok(found.kind === 'nothing-new');
    assert.deepEqual([found.floors, found.hidden], [{}, undefined]);
  });

  it('that have expired make a feed unknown, not new, when nothing shows whether they are ours', async () => {
    const git = { ...of(2), feeds: { ...of(2).feeds, git: of(1).feeds.web } } as Checkpoint;
    const beliefs = { 13: UNKNOWN };
    const found = await load([stored(git, { expired: true, ...by(13) })], of(3), { beliefs }).copies;
    assert.ok(found.kind === 'nothing-new');
    assert.match(found.hidden?.message ?? '', /only position is in the artifact of run 13/);
    assert.deepEqual(found.floors, {});
  });

  it('of an earlier epoch no longer count', async () => {
    const moved = { ...of(3), epoch: NOW };
    const read = await load([stored(of(8)), stored(moved), stored(of(9))]).copies;
    assert.ok(read.kind === 'found');
    assert.deepEqual(read.checkpoint.feeds, moved.feeds);
    const { copies, downloads } = load([stored(of(8))], { ...of(2), epoch: NOW });
    assert.deepEqual([(await copies).kind, downloads], ['nothing-new', []]);
  });

  it('do not replace an intact position when only their names show a later epoch', async () => {
    const moved = stored({ ...of(3), epoch: NOW }, { expired: true });
    const names = await load([moved]).copies;
    assert.ok(names.kind === 'names');
    assert.equal(names.epoch, NOW);
    const kept = await load([moved], of(2)).copies;
    assert.ok(kept.kind === 'nothing-new');
    assert.match(kept.notes.join(), /moved by hand, and the artifact that records the move has expired/);
    const read = await load([moved, stored(of(2))]).copies;
    assert.ok(read.kind === 'found');
    assert.deepEqual(read.checkpoint, of(2));
    assert.match(read.notes.join(), /moved by hand, and the artifact that records the move has expired/);
  });

  it('do not count when their name holds a time later than their upload', async () => {
    const absent = { kind: 'absent', others: [], notes: [] };
    const early = NOW - 3_600_001;
    assert.deepEqual(await load([stored(of(3), { createdAt: early, expired: true })]).copies, absent);
    assert.deepEqual(await load([stored({ ...of(3), epoch: NOW + 4_000_000 })]).copies, absent);
  });

  it('of a later epoch leave the floor of a feed that they do not know as it was', async () => {
    const git = { ...of(8), feeds: { git: of(8).feeds.web } } as Checkpoint;
    const moved = { ...of(3), epoch: NOW };
    const read = await load([stored(git, { expired: true }), stored(moved, { expired: true })]).copies;
    assert.ok(read.kind === 'names');
    assert.deepEqual(read.floors, { web: of(3).feeds.web?.deep.claim, git: of(8).feeds.web?.deep.claim });
  });

  it('that are damaged are reported, and passed over', async () => {
    const damaged = stored(of(4), { content: Buffer.from('{') });
    const loaded = await load([damaged, stored(of(3)), stored(of(2), { expired: true })]).copies;
    assert.ok(loaded.kind === 'found');
    assert.deepEqual(loaded.checkpoint, of(3));
    assert.equal(loaded.notes.length, 2);
    assert.match(loaded.notes.join(), /generation 4 is unreadable.*generation 2 has expired/);
    assert.equal((await load([damaged]).copies).kind, 'names');
  });

  it('that exist and cannot be downloaded are unknown, not lost', async () => {
    const gone = {
      ...stored(of(4)),
      zip: (): never => {
        throw new AccessError('refused', { hint: '' });
      },
    };
    assert.equal((await load([gone]).copies).kind, 'unknown');
    const loaded = await load([gone, stored(of(3))]).copies;
    assert.ok(loaded.kind === 'found');
    assert.match(loaded.notes.join(), /generation 4 is unreadable: refused/);
    const newer = stored(of(4), { content: Buffer.from('{"version":2}') });
    const unknown = await load([newer]).copies;
    assert.ok(unknown.kind === 'unknown');
    assert.match(unknown.reason.message, /newer release/);
  });

  it('are unknown when the list fails', async () => {
    const reason = new AccessError('refused', { hint: '' });
    const repository = fakeRepository({
      listArtifacts: () => ({ [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(reason) }) }),
    });
    const positions = createArtifactPositions({ repository, origins: origins(), clock: new FakeClock(NOW) });
    assert.deepEqual(await positions.load(STREAM, undefined, signal), { kind: 'unknown', reason });
  });
});
