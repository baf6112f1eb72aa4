import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { zipSync } from 'fflate';
import { describeCheckpoint, renderArtifactName } from '../../../src/checkpoint/artifact-name.ts';
import { createArtifactPositions } from '../../../src/checkpoint/artifacts.ts';
import type { Belief } from '../../../src/checkpoint/belief.ts';
import { encodeCheckpoint } from '../../../src/checkpoint/codec.ts';
import type { ArtifactRow } from '../../../src/github/repository.ts';
import type { Checkpoint } from '../../../src/model/checkpoint.ts';
import { join } from '../../../src/model/claims.ts';
import { AccessError, UpstreamError } from '../../../src/model/errors.ts';
import { packSeen } from '../../../src/model/seen.ts';
import { FakeClock } from '../fake-clock.ts';
import { plainCheckpoint } from './arbitrary-checkpoint.ts';
import { fakeRepository } from './fake-cache.ts';
import { NO_ARTIFACT, origins } from './uploads.ts';

const STREAM = '0123456789abcdef01234567';
const signal = new AbortController().signal;
/** A position is of this time, and so are the artifacts. */
const NOW = 1_700_000_000_000;
const OF_RUN_7 = { expiresAt: undefined, uploader: { runId: 7, home: 'own' } } as const;
type Beliefs = Readonly<Record<number, Belief>>;
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
    row: { id, name, expired: false, sizeBytes: 9, createdAt: NOW + id, ...OF_RUN_7, ...row },
    zip: () => zipSync({ 'checkpoint.json': content, 'events.ndjson': new Uint8Array(3) }),
  };
}

const other = (id: number): ArtifactRow => ({ ...NO_ARTIFACT, id, createdAt: id });

function load(
  artifacts: readonly Stored[],
  known?: Checkpoint,
  { pages, beliefs }: { readonly pages?: readonly (readonly ArtifactRow[])[]; readonly beliefs?: Beliefs } = {},
) {
  const [downloads, asked] = [[] as number[], { pages: 0 }];
  const listed = pages ?? [artifacts.map(({ row }) => row)];
  const repository = fakeRepository({
    async *listArtifacts() {
      for (const rows of listed) {
        asked.pages += 1;
        yield rows;
      }
    },
    findArtifact: async (id) => listed.flat().find((row) => row.id === id),
    downloadArtifact: async (id) => {
      downloads.push(id);
      const found = artifacts.find(({ row }) => row.id === id);
      if (found === undefined) throw new UpstreamError('not there', { hint: '' });
      return found.zip();
    },
  });
  const believing = origins(beliefs);
  const ports = { repository, origins: believing, clock: new FakeClock(NOW) };
  const copies = createArtifactPositions(ports).load(STREAM, known, signal);
  return { copies, downloads, asked, runs: believing.runs };
}

/** A position with the commits of these generations, the newest first. */
function following(generations: readonly number[]): Checkpoint {
  const commits = generations.flatMap((generation) => of(generation).commits);
  return { ...of(generations[0] ?? 0), commits };
}

const by = (runId: number) => ({ uploader: { runId, home: 'own' } }) as const;
const FOREIGN: Belief = { kind: 'foreign', why: 'its commit is not one of the default branch' };
const UNKNOWN: Belief = { kind: 'unknown', why: 'nothing shows its commit', remedy: 'contents: read' };

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

  it('of one generation are told apart by their age', async () => {
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

  it('are proven absent by the whole list only', async () => {
    const absent = { kind: 'absent', others: [], notes: [] };
    assert.deepEqual(await load([], undefined, { pages: [[other(1)], [other(2)]] }).copies, absent);
    const endless = Array.from({ length: 1001 }, (_, id) => [other(id)]);
    const { copies, asked } = load([], undefined, { pages: endless });
    assert.equal((await copies).kind, 'unknown');
    assert.equal(asked.pages, 1000);
  });

  it('are looked for on ten pages, or until three were seen, when a position is known', async () => {
    const known = of(9);
    const far = load([], known, { pages: Array.from({ length: 30 }, (_, id) => [other(id)]) });
    assert.deepEqual([(await far.copies).kind, far.asked.pages], ['nothing-new', 10]);
    const ours = [stored(of(9)), stored(of(8)), stored(of(7)), stored(of(6))];
    const pages = [...ours.map(({ row }) => [row]), [other(1)]];
    const near = load(ours, known, { pages });
    assert.equal((await near.copies).kind, 'found');
    assert.deepEqual([near.asked.pages, near.downloads], [3, [80, 70]]);
    const all = load(ours, undefined, { pages });
    await all.copies;
    assert.equal(all.asked.pages, 5);
  });

  it('are looked for as far back as the artifact that the position remembers', async () => {
    const pages = Array.from({ length: 30 }, (_, page) => [other(1000 - page * 100), other(950 - page * 100)]);
    const { copies, asked } = load([], { ...of(9), artifact: 760 }, { pages });
    await copies;
    assert.equal(asked.pages, 4);
  });

  it('of other streams and with other names are none', async () => {
    const others = stored(plainCheckpoint(`f${STREAM.slice(1)}`, 5));
    const absent = await load([others]).copies;
    assert.ok(absent.kind === 'absent');
    assert.deepEqual(absent.others, [others.row]);
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
    const names = await copies;
    assert.ok(names.kind === 'names');
    assert.deepEqual([names.generation, names.epoch, names.where], [6, 0, 'the names of 3 artifacts']);
    assert.deepEqual(names.floors, { web: web?.deep.claim, git: of(1).feeds.web?.deep.claim });
    assert.deepEqual(downloads, []);
  });

  it('of an earlier epoch count no more', async () => {
    const moved = { ...of(3), epoch: NOW };
    const read = await load([stored(of(8)), stored(moved), stored(of(9))]).copies;
    assert.ok(read.kind === 'found');
    assert.deepEqual(read.checkpoint.feeds, moved.feeds);
    const { copies, downloads } = load([stored(of(8))], { ...of(2), epoch: NOW });
    assert.deepEqual([(await copies).kind, downloads], ['nothing-new', []]);
  });

  it('whose name tells of a later epoch, and nothing more, leave an intact position standing', async () => {
    const moved = stored({ ...of(3), epoch: NOW }, { expired: true });
    const names = await load([moved]).copies;
    assert.ok(names.kind === 'names');
    assert.equal(names.epoch, NOW);
    const kept = await load([moved], of(2)).copies;
    assert.ok(kept.kind === 'nothing-new');
    assert.match(kept.notes.join(), /moved by hand, and the artifact that says so has expired/);
  });

  it('whose name tells of a time that had not come when it was uploaded are none', async () => {
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
    const positions = createArtifactPositions({ repository, origins: origins(), clock: new FakeClock(NOW) });
    assert.deepEqual(await positions.load(STREAM, undefined, signal), { kind: 'unknown', reason });
  });
});

describe('positions in artifacts that are not believed', () => {
  it('are not downloaded and do not push believed ones out, whatever their names say; the run is named', async () => {
    const forged = Array.from({ length: 9 }, (_, index) => stored(of(900 + index), by(13)));
    const { copies, downloads, runs } = load([...forged, stored(of(3))], undefined, { beliefs: { 13: FOREIGN } });
    const loaded = await copies;
    assert.ok(loaded.kind === 'found');
    assert.deepEqual([loaded.checkpoint, downloads, runs], [of(3), [30], [13, 7]]);
    assert.equal(loaded.notes.length, 1);
    assert.match(loaded.notes.join(), /uploaded by run 13 .* is not believed, because its commit is not one of/);
  });

  it('are told of beside a known position, and leave it alone', async () => {
    const { copies, downloads } = load([stored(of(8), by(13))], of(3), { beliefs: { 13: FOREIGN } });
    const loaded = await copies;
    assert.ok(loaded.kind === 'nothing-new');
    assert.deepEqual([downloads, loaded.notes.length, loaded.isKept], [[], 1, false]);
  });

  it('count for nothing in the end: their names say nothing, and nobody is stopped by them', async () => {
    const forged = stored(of(900), { ...by(13), expired: true });
    const names = await load([forged, stored(of(3), { expired: true })], undefined, { beliefs: { 13: FOREIGN } })
      .copies;
    assert.ok(names.kind === 'names');
    assert.deepEqual([names.generation, names.floors.web], [3, of(3).feeds.web?.deep.claim]);
    const absent = await load([stored(of(900), by(13))], undefined, { beliefs: { 13: FOREIGN } }).copies;
    assert.ok(absent.kind === 'absent');
    assert.match(absent.notes.join(), /run 13/);
  });

  it('make a run fail only when nobody knows whose they are, and there is no other', async () => {
    const doubtful = stored(of(5), by(13));
    const unknown = await load([doubtful], undefined, { beliefs: { 13: UNKNOWN } }).copies;
    assert.ok(unknown.kind === 'unknown');
    assert.match(unknown.reason.message, /only position is in the artifact of run 13/);
    assert.match(unknown.reason.hint, /contents: read/);
    const found = await load([doubtful, stored(of(3))], undefined, { beliefs: { 13: UNKNOWN } }).copies;
    assert.ok(found.kind === 'found');
    assert.deepEqual(found.checkpoint, of(3));
    assert.match(found.notes.join(), /contents: read/);
  });

  it('of many runs cost a bounded number of questions', async () => {
    const many = Array.from({ length: 300 }, (_, index) => stored(of(900 + index), by(1000 + index)));
    const beliefs = Object.fromEntries(many.map(({ row }) => [row.uploader?.runId ?? 0, FOREIGN]));
    const known = load([...many, stored(of(4))], of(3), { beliefs });
    assert.equal((await known.copies).kind, 'nothing-new');
    assert.equal(known.runs.length, 10);
    const lost = load([...many, stored(of(4))], undefined, { beliefs });
    const unknown = await lost.copies;
    assert.ok(unknown.kind === 'unknown');
    assert.match(unknown.reason.message, /positions of 200 runs are listed, and none of them is believed/);
    assert.equal(lost.runs.length, 200);
  });

  it('are reported when they do not follow from the known position, believed or not: a forgery, or two runs at once', async () => {
    const beside = await load([stored(following([12, 11, 9]))], following([10, 9])).copies;
    assert.ok(beside.kind === 'found');
    assert.match(beside.notes.join(), /which run 7 uploaded, does not follow from the saved position/);
    const after = await load([stored(following([12, 11, 10]))], following([10, 9])).copies;
    assert.ok(after.kind === 'found');
    assert.deepEqual(after.notes, []);
  });
});

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
