/** What `merge` makes of deliveries: the events that were delivered, each once, in order, whatever the order of the paths. */
import assert from 'node:assert/strict';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { listEntries } from '../../../src/evidence/deliveries/entries.ts';
import { findDeliveries } from '../../../src/evidence/deliveries/find-deliveries.ts';
import { LineSorter, type SortedLine } from '../../../src/evidence/merge/line-sorter.ts';
import { type MergeRange, mergeDeliveries } from '../../../src/evidence/merge/merge.ts';
import { InputError } from '../../../src/model/errors.ts';
import { systemFileTree } from '../../../src/runtime/file-tree.ts';
import { openScratch } from '../../../src/runtime/scratch.ts';
import { BEGIN, eventLine, type Made, make, makeChain, openRoot, zip } from './deliveries.ts';

const HOUR = 3_600_000;

async function merged(paths: readonly string[], range: Partial<MergeRange> = {}): Promise<readonly string[]> {
  await using scratch = openScratch();
  const found = await findDeliveries(await listEntries(paths, systemFileTree));
  const parts = { since: undefined, until: undefined, ...range, scratch, decrypt: undefined, progress: () => {} };
  const { batches, counts } = await mergeDeliveries(found, parts);
  const lines: string[] = [];
  for await (const batch of batches) lines.push(...batch);
  assert.equal(lines.length, counts.events);
  return lines;
}

const tsOf = (line: string): number => JSON.parse(line)['@timestamp'];

/** A history: what happened, and which commit delivered it; some commits ran at the same time and delivered the same. */
interface History {
  /** For each step: events of it, and whether a second run overlapped and delivered all of them, too. */
  readonly steps: readonly {
    readonly events: readonly (readonly [number, string | undefined])[];
    readonly overlapped: boolean;
  }[];
}

const history: fc.Arbitrary<History> = fc
  .array(
    fc.record({
      // Few times and names, so that equal lines without an id are common.
      events: fc.array(fc.tuple(fc.nat({ max: 3 }), fc.boolean()), { minLength: 1, maxLength: 6 }),
      overlapped: fc.boolean(),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((steps) => {
    let last = 0;
    return {
      steps: steps.map(({ events, overlapped }) => ({
        overlapped,
        events: events.map(([ts, hasId]) => {
          last += 1;
          return [ts, hasId ? `id-${last}` : undefined] as const;
        }),
      })),
    };
  });

async function write(root: string, { steps }: History): Promise<readonly string[]> {
  const delivered: string[] = [];
  let heads: readonly Made[] = [];
  for (const [index, { events, overlapped }] of steps.entries()) {
    const lines = events.map(([ts, id]) => eventLine(BEGIN + ts, id)).toSorted((a, b) => tsOf(a) - tsOf(b));
    delivered.push(...lines);
    const options = { generation: index + 1, parents: heads.map(({ link }) => link), lines };
    const compression = (['none', 'gzip', 'zstd'] as const)[index % 3] ?? 'none';
    const first = await make(root, { ...options, compression, token: 'aaaa' });
    heads = overlapped ? [first, await make(root, { ...options, token: 'bbbb' })] : [first];
  }
  return delivered;
}

test('merge(deliveries) = delivered events, whatever the order of the paths', async () => {
  await fc.assert(
    fc.asyncProperty(history, fc.infiniteStream(fc.nat()), async (what, order) => {
      await using root = await openRoot();
      const delivered = await write(root.path, what);
      const paths = (await readdir(root.path)).map((name) => join(root.path, name));
      const keys = new Map(paths.map((path) => [path, order.next().value]));
      const shuffled = paths.toSorted((a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0));
      const lines = await merged(shuffled);
      assert.deepEqual(lines.toSorted(), delivered.toSorted());
      assert.deepEqual(
        lines.map(tsOf),
        lines.map(tsOf).toSorted((a, b) => a - b),
      );
      assert.deepEqual(await merged([root.path]), lines);
    }),
    { numRuns: 60 },
  );
});

describe('each event once', () => {
  test('by its id, from whatever place; the text of the first delivery stays', async () => {
    await using root = await openRoot();
    const first = await make(root.path, { generation: 1, parents: [], lines: [eventLine(BEGIN, 'a')] });
    await make(root.path, {
      generation: 2,
      parents: [first.link],
      lines: [eventLine(BEGIN, 'a', ',"actor_ip":"192.0.2.1"')],
    });
    assert.deepEqual(await merged([root.path]), [eventLine(BEGIN, 'a')]);
  });

  test('the text of the first delivery stays, also where generations started over since', async () => {
    await using root = await openRoot();
    const span = [BEGIN + 9 * HOUR, BEGIN + 10 * HOUR] as const;
    const after = [eventLine(BEGIN, 'a', ',"actor":"p:x"')];
    await make(root.path, { generation: 1, parents: [], lines: after, span, start: 'position-lost', token: 'fresh' });
    await makeChain(root.path, 3, (generation) => (generation === 3 ? [eventLine(BEGIN, 'a')] : []));
    assert.deepEqual(await merged([root.path]), [eventLine(BEGIN, 'a')]);
  });

  test('equal lines without an id stay two across a position that was taken over from another stream', async () => {
    await using root = await openRoot();
    const lines = [eventLine(BEGIN, undefined)];
    const first = await make(root.path, { generation: 1, parents: [], lines });
    const span = [BEGIN + HOUR, BEGIN + 2 * HOUR] as const;
    const change = { stream: 'fedcba9876543210fedcba98', epoch: BEGIN + HOUR };
    await make(root.path, { generation: 2, parents: [first.link], lines, span, change });
    assert.equal((await merged([root.path])).length, 2);
  });

  test('an id at another time is another event, and so is a number that reads the same', async () => {
    await using root = await openRoot();
    const number = `{"@timestamp":${BEGIN},"_document_id":7,"action":"a"}`;
    const lines = [eventLine(BEGIN, '7'), number, eventLine(BEGIN + 1, '7')];
    await make(root.path, { generation: 1, parents: [], lines });
    assert.deepEqual((await merged([root.path])).toSorted(), lines.toSorted());
  });

  test('an id that two events of one delivery share identifies neither', async () => {
    await using root = await openRoot();
    const lines = [eventLine(BEGIN, 'same'), eventLine(BEGIN, 'same', ',"other":true')];
    const first = await make(root.path, { generation: 1, parents: [], lines });
    await make(root.path, { generation: 1, parents: [], lines, token: 'bbbb' });
    await make(root.path, { generation: 2, parents: [first.link], lines: [eventLine(BEGIN, 'same', ',"third":1')] });
    assert.equal((await merged([root.path])).length, 3);
  });

  test('equal lines without an id are two where one delivery knew of the other, and one where runs overlapped', async () => {
    await using root = await openRoot();
    const lines = [eventLine(BEGIN, undefined)];
    const first = await make(root.path, { generation: 1, parents: [], lines });
    await make(root.path, { generation: 2, parents: [first.link], lines });
    assert.equal((await merged([root.path])).length, 2);
    await make(root.path, { generation: 2, parents: [first.link], lines, token: 'bbbb' });
    assert.equal((await merged([root.path])).length, 2);
    await make(root.path, { generation: 1, parents: [], lines: [...lines, ...lines, ...lines], token: 'cccc' });
    assert.equal((await merged([root.path])).length, 3, 'a chain of its own');
  });

  test('equal lines without an id are one where the position was moved back before them, and two where it was not', async () => {
    await using root = await openRoot();
    const [early, late] = [eventLine(BEGIN, undefined), eventLine(BEGIN + HOUR / 2, undefined)];
    const first = await make(root.path, { generation: 1, parents: [], lines: [early, late] });
    const moved = { parents: [first.link], change: { epoch: 1_790_000_000_000 } };
    const span = [BEGIN + HOUR / 4, BEGIN + HOUR] as const;
    const second = await make(root.path, { generation: 3, ...moved, span, lines: [early, late] });
    assert.deepEqual(await merged([root.path]), [early, early, late]);
    await make(root.path, { generation: 4, ...moved, parents: [second.link], lines: [late] });
    assert.deepEqual(await merged([root.path]), [early, early, late, late], 'within the epoch the first is known');
  });

  test('where a manifest between is missing, equal lines stay two', async () => {
    await using root = await openRoot();
    const made = await makeChain(root.path, 3, () => [eventLine(BEGIN, undefined)]);
    await rm(made[1]?.folder ?? '', { recursive: true });
    assert.equal((await merged([root.path])).length, 2);
  });

  test('however many copies of a delivery there are', async () => {
    await using root = await openRoot();
    await using other = await openRoot();
    const lines = [eventLine(BEGIN, undefined), eventLine(BEGIN, undefined)];
    await make(root.path, { generation: 1, parents: [], lines });
    const copy = await make(other.path, { generation: 1, parents: [], lines });
    await zip(copy.folder);
    assert.deepEqual(await merged([root.path, other.path]), lines);
  });
});

test('a range includes its beginning and not its end', async () => {
  await using root = await openRoot();
  await makeChain(root.path, 4);
  const lines = await merged([root.path], { since: BEGIN + HOUR, until: BEGIN + 3 * HOUR });
  assert.deepEqual(
    lines.map(tsOf).map((ts) => Math.floor((ts - BEGIN) / HOUR)),
    [1, 1, 1, 1, 1, 2, 2, 2, 2, 2],
  );
});

test('deliveries that cannot form one list are refused', async () => {
  await using root = await openRoot();
  await make(root.path, { generation: 1, parents: [], lines: [eventLine(BEGIN, 'a')] });
  await make(root.path, { generation: 2, parents: [], lines: ['{"ts":1}'], change: { format: 'envelope' } });
  await assert.rejects(
    merged([root.path]),
    (error) => error instanceof InputError && /different formats: envelope, raw/.test(error.message),
  );
});

test('lines that do not fit into memory are sorted all the same', async () => {
  await using scratch = openScratch();
  const sorter = new LineSorter(scratch);
  const pad = 'x'.repeat(2000);
  const all: SortedLine[] = Array.from({ length: 30_000 }, (_, index) => {
    const ts = (index * 7919) % 30_011;
    return { ts, tie: String(index), identity: `string ${index}`, delivery: 0, line: `${index} ${pad}` };
  });
  for (let at = 0; at < all.length; at += 500) await sorter.add(all.slice(at, at + 500));
  const out: SortedLine[] = [];
  for await (const batch of sorter.sorted()) out.push(...batch);
  assert.deepEqual(
    out,
    all.toSorted((a, b) => a.ts - b.ts),
  );
});
