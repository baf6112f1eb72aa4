import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { encodeCheckpoint } from '../../../src/checkpoint/codec.ts';
import { adoptManifest, describePosition, sha256Of } from '../../../src/evidence/chain.ts';
import { followWith, type Head, joinChains, LINKS_MAX, reportedUpTo } from '../../../src/model/chain.ts';
import type { Checkpoint } from '../../../src/model/checkpoint.ts';
import { join } from '../../../src/model/claims.ts';
import { FEEDS } from '../../../src/model/feed.ts';
import { anyCheckpoint, plainCheckpoint } from '../checkpoint/arbitrary-checkpoint.ts';
import { event, pack, STREAM } from '../delivery/contents.ts';

const iso = (ms: number) => new Date(ms).toISOString();
const [first, second, third] = [plainCheckpoint(STREAM, 1), plainCheckpoint(STREAM, 2), plainCheckpoint(STREAM, 3)];

async function deliver(next: Checkpoint): Promise<Checkpoint & { readonly head: Head }> {
  const { manifest } = await pack({ next, events: [event(1)] });
  assert.ok(manifest);
  return { ...followWith(next, manifest.head), head: manifest.head };
}

/** As the run after `before` commits it: `next` without its own chain. */
const after = (before: Checkpoint, next: Checkpoint): Checkpoint => ({ ...next, chain: before.chain });
const shas = ({ chain }: Checkpoint) => chain.heads.map(({ sha256 }) => sha256);

describe('a chain of manifests', () => {
  it('begins with no parent and a reason, and goes on with the one before', async () => {
    const start = describePosition(first, {});
    assert.deepEqual([start.start, start.parents], ['first-run', []]);
    const one = await deliver(first);
    const next = describePosition(after(one, second), {});
    assert.deepEqual([next.start, next.parents.map(({ sha256 }) => sha256)], [null, [one.head.sha256]]);
    const two = await deliver(after(one, second));
    assert.deepEqual(shas(two), [two.head.sha256]);
    assert.deepEqual(two.chain.followed, [{ generation: 1, commit: one.head.commit }]);
  });

  it('joins its stretches without a hole, over commits without a manifest too', async () => {
    const one = await deliver(first);
    const described = describePosition(after(one, third), {});
    assert.equal(described.feeds[0]?.from, iso(first.feeds.web?.tail.claim ?? 0));
    assert.equal(described.feeds[0]?.to, iso(third.feeds.web?.tail.claim ?? 0));
  });

  it('has two heads after runs that overlapped, and the next manifest follows both, from where the farther one ended', async () => {
    const root = await deliver(first);
    const [a, b] = [
      await deliver(after(root, second)),
      await deliver(after(root, plainCheckpoint(STREAM, 2, 'bbbbbbbb'))),
    ];
    const both = join(a, b);
    assert.deepEqual(shas(both).toSorted(), [a.head.sha256, b.head.sha256].toSorted());
    const last = await deliver(after(both, third));
    assert.equal(describePosition(after(both, third), {}).parents.length, 2);
    // Whatever older copy is met later, what was followed stays followed.
    for (const old of [root, a, b, both]) assert.deepEqual(shas(join(last, old)), [last.head.sha256]);
  });

  it('says each gap once', async () => {
    const web = first.feeds.web;
    assert.ok(web);
    const gap = { from: 5, to: 9, kind: 'retention', certain: true, run: '1.1' } as const;
    const gapped = { ...first, feeds: { web: { ...web, gaps: [gap] } } };
    assert.deepEqual(describePosition(gapped, {}).gaps, [{ ...gap, feed: 'web', from: iso(5), to: iso(9) }]);
    const one = await deliver(gapped);
    assert.deepEqual(describePosition(one, {}).gaps, []);
    assert.deepEqual(describePosition(join(one, gapped), {}).gaps, [], 'an older copy does not say it again');
  });

  it('is taken up by whoever finds a position next to its own manifest, and by nobody else', async () => {
    const { manifest } = await pack({ next: second, events: [event(1)] });
    assert.ok(manifest);
    const position = encodeCheckpoint(second);
    const bytes = Buffer.from(manifest.content);
    assert.deepEqual(shas(adoptManifest(second, { position, manifest: bytes })), [sha256Of(bytes)]);
    const foreign = [
      adoptManifest(second, { position: Buffer.from('other bytes'), manifest: bytes }),
      adoptManifest({ ...second, epoch: 4 }, { position, manifest: bytes }),
      adoptManifest({ ...second, stream: 'f'.repeat(24) }, { position, manifest: bytes }),
      adoptManifest({ ...second, commits: [] }, { position, manifest: bytes }),
      adoptManifest(second, { position, manifest: Buffer.from('{}') }),
      adoptManifest(second, { position, manifest: undefined }),
    ];
    for (const each of foreign) assert.deepEqual(shas(each), []);
  });

  it('counts how far a manifest speaks within its own epoch only', async () => {
    const one = await deliver(first);
    const web = one.feeds.web;
    assert.ok(web);
    const moved = { ...one, epoch: 7, feeds: { web: { ...web, begin: 3 } } };
    assert.equal(reportedUpTo(one, 'web'), web.tail.claim);
    assert.equal(reportedUpTo(moved, 'web'), 3);
    assert.equal(describePosition(moved, {}).parents.length, 1, 'and it is followed all the same');
  });

  it('never claims a stretch that ends before it begins, and remembers a bounded number of manifests', () => {
    fc.assert(
      fc.property(anyCheckpoint, (checkpoint) => {
        for (const { from, to } of describePosition(checkpoint, {}).feeds)
          assert.ok(Date.parse(from) <= Date.parse(to));
        const { heads, followed } = joinChains(checkpoint.chain, checkpoint.chain);
        assert.ok(heads.length + followed.length <= LINKS_MAX);
        const names = new Set(followed.map(({ commit }) => commit));
        assert.ok(heads.every(({ commit }) => !names.has(commit)));
        for (const name of FEEDS) assert.equal(reportedUpTo(checkpoint, name) === undefined, !checkpoint.feeds[name]);
      }),
    );
  });
});
