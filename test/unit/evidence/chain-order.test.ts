/** The order of deliveries: what a chain says comes first, then time; generations start over after a lost position. */
import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { renderInstant } from '../../../src/evidence/chain.ts';
import { inOrder } from '../../../src/evidence/deliveries/chain-order.ts';
import type { Delivery } from '../../../src/evidence/deliveries/find-deliveries.ts';
import { parseManifest } from '../../../src/evidence/manifest-shape.ts';
import { BEGIN, eventLine, type Made, make, makeChain, openRoot } from './deliveries.ts';
import { assertProven, look, nth } from './look.ts';

const HOUR = 3_600_000;

/** Three deliveries, then the position is lost, and two of a chain that begins with generation 1. */
async function makeTwice(root: string): Promise<{ readonly old: readonly Made[]; readonly fresh: readonly Made[] }> {
  const old = await makeChain(root, 3);
  const fresh: Made[] = [];
  for (const hour of [3, 4]) {
    const parents = fresh.slice(-1).map(({ link }) => link);
    fresh.push(
      await make(root, {
        ...{ generation: fresh.length + 1, parents, start: 'position-lost', token: 'fresh' },
        lines: [eventLine(BEGIN + hour * HOUR, `later-${hour}`)],
        span: [BEGIN + hour * HOUR, BEGIN + (hour + 1) * HOUR],
      }),
    );
  }
  return { old, fresh };
}

describe('generations that start over after a lost position', () => {
  test('the newest manifest is the last one that was made, and only the restart is named', async () => {
    await using root = await openRoot();
    const { old, fresh } = await makeTwice(root.path);
    const report = await look([root.path], { heads: [nth(fresh, -1).link.sha256] });
    assertProven(report);
    const [chain] = report.chains;
    assert.equal(chain?.oldest.sha256, nth(old, 0).link.sha256);
    assert.equal(chain?.start, 'first-run');
    assert.deepEqual(
      chain?.heads.map(({ sha256 }) => sha256),
      [nth(old, -1), nth(fresh, -1)].map(({ link }) => link.sha256),
    );
    const notes = report.findings.filter(({ question }) => question !== 'signed').map(({ what }) => what);
    assert.equal(notes.length, 1, notes.join('\n'));
    assert.match(notes[0] ?? '', /the chain starts over at generation 1, commit 1001\.1\.fresh .*\(position-lost\)/);
  });

  test('a run that failed after its delivery is named in each of the chains, and a missing delivery as well', async () => {
    await using root = await openRoot();
    const { old, fresh } = await makeTwice(root.path);
    for (const [token, made] of [
      ['old', nth(old, 0)],
      ['new', nth(fresh, 0)],
    ] as const) {
      const from = Date.parse(made.manifest.createdAt);
      const span = [from, from + 1000] as const;
      await make(root.path, { generation: 2, parents: [made.link], lines: [], token: `failed${token}`, span });
    }
    const named = (await look([root.path])).findings.map(({ what }) => what).join('\n');
    assert.match(named, /no later delivery follows .*failedold/);
    assert.match(named, /no later delivery follows .*failednew/);
    assert.equal(named.match(/no later delivery/g)?.length, 2, named);
    await rm(nth(fresh, 0).folder, { recursive: true });
    const broken = (await look([root.path])).findings.map(({ what }) => what).join('\n');
    assert.match(broken, /a delivery is missing: generation 1, commit 1001\.1\.fresh/);
    assert.doesNotMatch(broken, /follows generation 3/, 'what follows it may be the one that is missing');
  });
});

test('a wrong clock does not change the order of a chain', async () => {
  await using root = await openRoot();
  const first = await make(root.path, { generation: 1, parents: [], lines: [] });
  const ahead = { createdAt: renderInstant(BEGIN + 900 * HOUR) };
  const second = await make(root.path, { generation: 2, parents: [first.link], lines: [], change: ahead });
  const third = await make(root.path, { generation: 3, parents: [second.link], lines: [] });
  const report = await look([root.path]);
  assertProven(report);
  assert.deepEqual(
    report.chains[0]?.heads.map(({ sha256 }) => sha256),
    [third.link.sha256],
  );
});

test('a position that was taken over from another stream continues its chain', async () => {
  await using root = await openRoot();
  const made = await makeChain(root.path, 2);
  await make(root.path, {
    ...{ generation: 3, parents: [nth(made, -1).link], lines: [eventLine(BEGIN + 2 * HOUR, 'moved')] },
    change: { stream: 'fedcba9876543210fedcba98', epoch: BEGIN + 2 * HOUR },
  });
  const report = await look([root.path]);
  assertProven(report);
  assert.equal(report.chains.length, 2);
  await rm(nth(made, -1).folder, { recursive: true });
  assert.equal(
    (await look([root.path])).answers.complete,
    'no',
    'the parent of another stream has to be there as well',
  );
});

test('a follower of another stream shows that a manifest was altered', async () => {
  await using root = await openRoot();
  const made = await makeChain(root.path, 1);
  const stream = 'fedcba9876543210fedcba98';
  await make(root.path, { generation: 2, parents: [nth(made, 0).link], lines: [], change: { stream } });
  const path = join(nth(made, 0).folder, 'manifest.json');
  await writeFile(path, (await readFile(path, 'utf8')).replace('"phrase": ""', '"phrase": "actor:mona"'));
  const { answers, findings } = await look([root.path]);
  assert.equal(answers.unaltered, 'no');
  assert.match(findings.map(({ what }) => what).join('\n'), /the manifest of generation 1.* is altered/);
});

/** `parents`: places in the list, each before its follower; `at`: what the clock said. */
const history = fc.array(fc.record({ at: fc.nat({ max: 50 }), parents: fc.array(fc.nat({ max: 20 })) }), {
  maxLength: 12,
});

test('parents come before their followers, whatever the clocks said and the order in which files are found', async () => {
  await using root = await openRoot();
  const { manifest } = await make(root.path, { generation: 1, parents: [], lines: [] });
  const model = parseManifest(JSON.stringify(manifest)) ?? assert.fail('it is a manifest');
  fc.assert(
    fc.property(history, fc.infiniteStream(fc.nat()), (steps, numbers) => {
      const made = steps.map(
        ({ at, parents }, index): Delivery => ({
          sha256: String(index),
          copies: [],
          manifest: {
            ...model,
            createdAt: renderInstant(BEGIN + at * HOUR),
            // A chain that starts over has small numbers again.
            generation: index % 5,
            parents: [...new Set(parents.filter((parent) => parent < index))].map((parent) => ({
              ...{ generation: parent % 5, commit: `${parent}.1.x`, sha256: String(parent) },
            })),
          },
        }),
      );
      const keys = new Map(made.map((each) => [each, numbers.next().value]));
      const ordered = inOrder(made.toSorted((a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0)));
      assert.deepEqual(ordered, inOrder(made));
      assert.equal(new Set(ordered).size, made.length);
      const places = new Map(ordered.map(({ sha256 }, place) => [sha256, place]));
      for (const [place, { manifest }] of ordered.entries()) {
        assert.ok(manifest.parents.every(({ sha256 }) => (places.get(sha256) ?? place) < place));
      }
      const alone = ordered.every(({ manifest }) => manifest.parents.length === 0);
      const times = ordered.map(({ manifest }) => Date.parse(manifest.createdAt));
      if (alone)
        assert.deepEqual(
          times,
          times.toSorted((a, b) => a - b),
        );
    }),
  );
});
