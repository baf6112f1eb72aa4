/** What a page says of its range, of chains, of pulls, and of both in one folder. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { renderInstant } from '../../../src/evidence/chain.ts';
import type { Manifest } from '../../../src/evidence/manifest.ts';
import { factsOfManifests } from '../../../src/report-page/page-facts.ts';
import { BEGIN, make, openRoot } from '../evidence/deliveries.ts';

const HOUR = 3_600_000;
const at = (hour: number) => renderInstant(BEGIN + hour * HOUR);

await using root = await openRoot();
const { manifest: model } = await make(root.path, { generation: 1, parents: [], lines: [] });

function chained(from: number, to: number, change: Partial<Manifest> = {}): Manifest {
  const stretch = { name: 'web', from: at(from), to: at(to), events: 0, firstAt: null, lastAt: null } as const;
  return { ...model, createdAt: at(to), feeds: [stretch], ...change };
}

function pulled(from: number, to: number, complete = true): Manifest {
  const pull = { since: at(from), until: at(to), order: 'asc', complete } as const;
  return { ...chained(from, to), mode: 'pull', stream: null, generation: null, epoch: null, start: null, pull };
}

function factsOf(...manifests: readonly Manifest[]) {
  const facts = factsOfManifests(manifests.map((manifest, index) => ({ manifest, sha256: String(index) })));
  const { from, to, isComplete, createdAt } = facts;
  return { from, to, isComplete, createdAt };
}

const range = (from: number, to: number, isComplete = true, createdAt = to) => ({
  ...{ from: at(from), to: at(to), isComplete, createdAt: at(createdAt) },
});

describe('the range of a page', () => {
  test('of a chain, and of a pull, is their own', () => {
    assert.deepEqual(factsOf(chained(3, 5), chained(5, 9)), range(3, 9));
    assert.deepEqual(factsOf(pulled(1, 4)), range(1, 4));
    assert.deepEqual(factsOf(pulled(1, 4, false)), range(1, 4, false));
  });

  test('of a chain and a pull is that of both', () => {
    assert.deepEqual(factsOf(chained(3, 9), pulled(1, 4)), range(1, 9));
    assert.deepEqual(factsOf(chained(3, 9), pulled(9, 12)), range(3, 12));
    assert.deepEqual(factsOf(chained(3, 9), pulled(4, 5)), range(3, 9), 'the pull lies within');
  });

  test('is not complete where nothing is known between them', () => {
    assert.deepEqual(factsOf(chained(3, 9), pulled(0, 2)), range(0, 9, false));
    assert.deepEqual(factsOf(pulled(0, 2), pulled(4, 5)), range(0, 5, false));
    assert.deepEqual(factsOf(chained(3, 9), pulled(0, 2), pulled(1, 3)), range(0, 9));
  });

  test('an incomplete pull proves nothing, and takes nothing from a chain that covers it', () => {
    assert.deepEqual(factsOf(chained(3, 9), pulled(1, 4, false)).isComplete, false);
    assert.deepEqual(factsOf(chained(3, 9), pulled(4, 5, false)).isComplete, true);
  });

  test('of one target is not filled by another one, or by another phrase', () => {
    const other = { target: { kind: 'organization', name: 'other-org' } } as const;
    assert.equal(factsOf(chained(0, 2), chained(4, 5), chained(2, 4, other)).isComplete, true, 'one chain');
    const apart = [pulled(0, 2), pulled(4, 5)];
    assert.equal(factsOf(...apart, { ...pulled(2, 4), ...other }).isComplete, false);
    assert.equal(factsOf(...apart, { ...pulled(2, 4), phrase: 'actor:mona' }).isComplete, false);
    assert.equal(factsOf(...apart, pulled(2, 4)).isComplete, true);
  });
});
