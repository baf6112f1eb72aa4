import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { zipSync } from 'fflate';
import { describeCheckpoint, renderArtifactName } from '../../../src/checkpoint/artifact-name.ts';
import { createArtifactPositions } from '../../../src/checkpoint/artifacts.ts';
import { encodeCheckpoint } from '../../../src/checkpoint/codec.ts';
import type { ArtifactRow } from '../../../src/github/repository.ts';
import type { Checkpoint, Commit } from '../../../src/model/checkpoint.ts';
import { join } from '../../../src/model/claims.ts';
import { AccessError, UpstreamError } from '../../../src/model/errors.ts';
import { plainCheckpoint } from './arbitrary-checkpoint.ts';
import { fakeRepository } from './fake-cache.ts';

const STREAM = '0123456789abcdef01234567';
const signal = new AbortController().signal;
const of = (generation: number, token?: string) => plainCheckpoint(STREAM, generation, token);

interface Stored {
  readonly row: ArtifactRow;
  readonly zip: () => Uint8Array;
}

function stored(checkpoint: Checkpoint, parts: Partial<ArtifactRow> & { content?: Uint8Array } = {}): Stored {
  const { content = encodeCheckpoint(checkpoint), ...row } = parts;
  const id = checkpoint.generation * 10;
  const name = renderArtifactName('audit-log', describeCheckpoint(checkpoint));
  return {
    row: { id, name, expired: false, sizeBytes: 9, createdAt: id, isForeign: false, ...row },
    zip: () => zipSync({ 'checkpoint.json': content, 'events.ndjson': new Uint8Array(3) }),
  };
}

const foreign = (id: number): ArtifactRow => ({
  id,
  name: 'dist',
  expired: false,
  sizeBytes: 1,
  createdAt: id,
  isForeign: false,
});

function load(
  artifacts: readonly Stored[],
  known: readonly Commit[] = [],
  pages?: readonly (readonly ArtifactRow[])[],
) {
  const [downloads, asked] = [[] as number[], { pages: 0 }];
  const repository = fakeRepository({
    async *listArtifacts() {
      for (const rows of pages ?? [artifacts.map(({ row }) => row)]) {
        asked.pages += 1;
        yield rows;
      }
    },
    downloadArtifact: async (id) => {
      downloads.push(id);
      const found = artifacts.find(({ row }) => row.id === id);
      if (found === undefined) throw new UpstreamError('not there', { hint: '' });
      return found.zip();
    },
  });
  return { copies: createArtifactPositions(repository).load(STREAM, known, signal), downloads, asked };
}

describe('positions in artifacts', () => {
  it('are the newest three, joined', async () => {
    const { copies, downloads } = load([stored(of(1), { createdAt: 99 }), stored(of(4)), stored(of(2)), stored(of(3))]);
    const loaded = await copies;
    assert.ok(loaded.kind === 'found');
    assert.deepEqual(loaded.checkpoint, [of(4), of(3), of(2)].reduce(join));
    assert.deepEqual([downloads, loaded.where, loaded.notes], [[40, 30, 20], '3 checkpoint artifacts', []]);
  });

  it('of one generation are told apart by their age', async () => {
    const runs = ['a', 'b', 'c', 'd'].map((letter, index) =>
      stored(of(5, letter.repeat(8)), { id: index, createdAt: index }),
    );
    const { copies, downloads } = load(runs);
    assert.equal((await copies).kind, 'found');
    assert.deepEqual(downloads, [3, 2, 1]);
  });

  it('are not downloaded when the known position contains them', async () => {
    const known = [...of(4).commits, ...of(3).commits, ...of(2).commits];
    const all = load([stored(of(4)), stored(of(3)), stored(of(2))], known);
    assert.deepEqual([await all.copies, all.downloads], [{ kind: 'nothing-new' }, []]);
    const some = load([stored(of(5)), stored(of(4)), stored(of(3))], known);
    const loaded = await some.copies;
    assert.ok(loaded.kind === 'found');
    assert.deepEqual([loaded.checkpoint, some.downloads], [of(5), [50]]);
  });

  it('are proven absent by the whole list only', async () => {
    assert.deepEqual(await load([], [], [[foreign(1)], [foreign(2)]]).copies, { kind: 'absent' });
    const endless = Array.from({ length: 1001 }, (_, id) => [foreign(id)]);
    const { copies, asked } = load([], [], endless);
    assert.equal((await copies).kind, 'unknown');
    assert.equal(asked.pages, 1000);
  });

  it('are looked for on ten pages, or until three were seen, when a position is known', async () => {
    const known = of(9).commits;
    const far = load(
      [],
      known,
      Array.from({ length: 30 }, (_, id) => [foreign(id)]),
    );
    assert.deepEqual([await far.copies, far.asked.pages], [{ kind: 'nothing-new' }, 10]);
    const ours = [stored(of(9)), stored(of(8)), stored(of(7)), stored(of(6))];
    const near = load(ours, known, [...ours.map(({ row }) => [row]), [foreign(1)]]);
    assert.equal((await near.copies).kind, 'found');
    assert.deepEqual([near.asked.pages, near.downloads], [3, [80, 70]]);
    const all = load(ours, [], [...ours.map(({ row }) => [row]), [foreign(1)]]);
    await all.copies;
    assert.equal(all.asked.pages, 5);
  });

  it('of other streams and with other names are none', async () => {
    const other = stored(plainCheckpoint(`f${STREAM.slice(1)}`, 5));
    assert.deepEqual(await load([other]).copies, { kind: 'absent' });
    const twelve = stored(plainCheckpoint(`${STREAM.slice(0, 12)}ffffffffffff`, 5));
    assert.equal((await load([twelve]).copies).kind, 'names');
  });

  it('that have expired still tell the largest floor of each feed by their names', async () => {
    const web = of(7).feeds.web;
    const withGit = { ...of(6), feeds: { web: web ?? of(6).feeds.web, git: of(1).feeds.web } } as Checkpoint;
    const { copies, downloads } = load([
      stored(of(5), { expired: true }),
      stored(withGit, { expired: true }),
      stored(of(2), { expired: true }),
    ]);
    assert.deepEqual(await copies, {
      kind: 'names',
      floors: { web: web?.deep.claim, git: of(1).feeds.web?.deep.claim },
      generation: 6,
      epoch: 0,
      where: 'the names of 3 artifacts',
    });
    assert.deepEqual(downloads, []);
  });

  it('of an earlier epoch count no more, even when nothing of the later one can be read', async () => {
    const moved = { ...of(3), epoch: 9_000_000_000 };
    const read = await load([stored(of(8)), stored(moved), stored(of(9))]).copies;
    assert.ok(read.kind === 'found');
    assert.deepEqual(read.checkpoint, moved);
    assert.deepEqual(await load([stored(of(8)), stored(moved, { expired: true })]).copies, {
      kind: 'names',
      floors: { web: of(3).feeds.web?.deep.claim },
      generation: 8,
      epoch: 9_000_000_000,
      where: 'the names of 2 artifacts',
    });
  });

  it('of a later epoch leave the floor of a feed that they do not know as it was', async () => {
    const git = { ...of(8), feeds: { git: of(8).feeds.web } } as Checkpoint;
    const moved = { ...of(3), epoch: 9_000_000_000 };
    const read = await load([stored(git, { expired: true }), stored(moved, { expired: true })]).copies;
    assert.ok(read.kind === 'names');
    assert.deepEqual(read.floors, { web: of(3).feeds.web?.deep.claim, git: of(8).feeds.web?.deep.claim });
  });

  it('of a fork are not looked at, whatever their names say', async () => {
    const { copies, downloads } = load([stored(of(5), { isForeign: true }), stored(of(3))]);
    const loaded = await copies;
    assert.ok(loaded.kind === 'found');
    assert.deepEqual(loaded.checkpoint, of(3));
    assert.equal(downloads.length, 1);
  });

  it('that are damaged are told of, and passed over', async () => {
    const damaged = stored(of(4), { content: Buffer.from('{') });
    const loaded = await load([damaged, stored(of(3)), stored(of(2), { expired: true })]).copies;
    assert.ok(loaded.kind === 'found');
    assert.deepEqual(loaded.checkpoint, of(3));
    assert.equal(loaded.notes.length, 2);
    assert.match(loaded.notes.join(), /generation 4 is unreadable.*generation 2 has expired/);
    assert.equal((await load([damaged]).copies).kind, 'names');
  });

  it('that exist and cannot be had are unknown, not lost', async () => {
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
    assert.deepEqual(await createArtifactPositions(repository).load(STREAM, [], signal), { kind: 'unknown', reason });
  });
});
