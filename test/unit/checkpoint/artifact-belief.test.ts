/** Copies of the position that are not believed: passed over, named, and of no effect. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { by, FOREIGN, following, load, NOW, of, stored, UNKNOWN } from './artifact-search.ts';

describe('positions in artifacts that are not believed', () => {
  it('are not downloaded and do not push believed ones out, whatever their names say; the run is named', async () => {
    const forged = Array.from({ length: 9 }, (_, index) => stored(of(900 + index), by(13)));
    const { copies, downloads, runs } = load([...forged, stored(of(3))], undefined, { beliefs: { 13: FOREIGN } });
    const loaded = await copies;
    assert.ok(loaded.kind === 'found');
    assert.deepEqual([loaded.checkpoint, downloads, runs], [of(3), [30], [13, 7]]);
    assert.equal(loaded.notes.length, 1);
    assert.match(loaded.notes.join(), /uploaded by run 13 .* is not trusted, because its commit is not one of/);
  });

  it('are reported in addition to a known position, and leave it alone', async () => {
    const { copies, downloads } = load([stored(of(8), by(13))], of(3), { beliefs: { 13: FOREIGN } });
    const loaded = await copies;
    assert.ok(loaded.kind === 'nothing-new');
    assert.deepEqual([downloads, loaded.notes.length, loaded.isKept], [[], 1, false]);
  });

  it('count for nothing: their names are ignored, and they stop no run', async () => {
    const forged = stored({ ...of(900), epoch: NOW }, { ...by(13), expired: true });
    const names = await load([forged, stored(of(3), { expired: true })], undefined, { beliefs: { 13: FOREIGN } })
      .copies;
    assert.ok(names.kind === 'names');
    assert.deepEqual([names.generation, names.epoch, names.floors.web], [3, 0, of(3).feeds.web?.deep.claim]);
    const absent = await load([stored(of(900), by(13))], undefined, { beliefs: { 13: FOREIGN } }).copies;
    assert.ok(absent.kind === 'absent');
    assert.match(absent.notes.join(), /run 13/);
  });

  it('make a run fail only when their origin is unknown and there is no other position', async () => {
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
    const nothing = await known.copies;
    assert.ok(nothing.kind === 'nothing-new');
    assert.match(nothing.notes.join('\n'), /some copies were not read: events can be delivered again/);
    assert.equal(known.runs.length, 10);
    const lost = load([...many, stored(of(4))], undefined, { beliefs });
    const unknown = await lost.copies;
    assert.ok(unknown.kind === 'unknown');
    assert.match(unknown.reason.message, /positions of 200 runs are listed, and none of them is trusted/);
    assert.equal(lost.runs.length, 200);
  });

  it('and have expired keep no run from saying that a copy behind them was not checked', async () => {
    for (const [count, known] of [
      [12, of(3)],
      [40, undefined],
    ] as const) {
      const many = Array.from({ length: count }, (_, index) =>
        stored(of(900 + index), { ...by(1000 + index), expired: true }),
      );
      const beliefs = Object.fromEntries(many.map(({ row }) => [row.uploader?.runId ?? 0, FOREIGN]));
      const own = [stored(of(4), { expired: true }), stored(of(2))];
      const notes = async (forged: typeof many) => {
        const loaded = await load([...forged, ...own], known, { beliefs }).copies;
        assert.ok(loaded.kind !== 'unknown');
        return loaded.notes.filter((note) => note.includes('some copies were not read: events can be delivered again'));
      };
      assert.equal((await notes(many)).length, 1);
      assert.equal((await notes([stored(of(999), { expired: true }), ...many])).length, 1, 'behind an own one as well');
      assert.deepEqual(await notes(many.slice(0, 5)), [], 'all of them were checked');
    }
  });

  it('are reported when they do not follow from the known position, believed or not: a forgery, or two runs at once', async () => {
    const other = await load([stored(following([12, 11, 9]))], following([10, 9])).copies;
    assert.ok(other.kind === 'found');
    assert.match(other.notes.join(), /which run 7 uploaded, does not follow from the saved position/);
    const after = await load([stored(following([12, 11, 10]))], following([10, 9])).copies;
    assert.ok(after.kind === 'found');
    assert.deepEqual(after.notes, []);
  });
});
