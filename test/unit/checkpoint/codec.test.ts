import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { decodeCheckpoint, encodeCheckpoint, NewerCheckpointError } from '../../../src/checkpoint/codec.ts';
import type { Checkpoint } from '../../../src/model/checkpoint.ts';
import { CheckpointError } from '../../../src/model/errors.ts';
import { countSeen, packSeen, SEEN_RECORD_BYTES, seenTs } from '../../../src/model/seen.ts';
import { anyCheckpoint, plainCheckpoint } from './arbitrary-checkpoint.ts';

const STREAM = '0123456789abcdef01234567';

describe('the bytes of a checkpoint', () => {
  it('decode to the checkpoint that was encoded, and encode to the same bytes again', () => {
    fc.assert(
      fc.property(anyCheckpoint, (checkpoint) => {
        const bytes = encodeCheckpoint(checkpoint);
        assert.deepEqual(decodeCheckpoint(bytes), checkpoint);
        assert.deepEqual(Buffer.from(encodeCheckpoint(decodeCheckpoint(bytes))), Buffer.from(bytes));
      }),
    );
  });

  it('are an error after any bit is flipped', () => {
    fc.assert(
      fc.property(anyCheckpoint, fc.nat(), fc.nat({ max: 7 }), (checkpoint, at, bit) => {
        const bytes = Buffer.from(encodeCheckpoint(checkpoint));
        const index = at % bytes.length;
        bytes[index] = (bytes[index] ?? 0) ^ (1 << bit);
        assert.throws(() => decodeCheckpoint(bytes), CheckpointError);
      }),
    );
  });

  it('are an error after any cut, or with anything behind them', () => {
    const bytes = Buffer.from(encodeCheckpoint(plainCheckpoint(STREAM, 3)));
    for (let length = 0; length < bytes.length; length += 1) {
      assert.throws(() => decodeCheckpoint(bytes.subarray(0, length)), CheckpointError);
    }
    assert.throws(() => decodeCheckpoint(Buffer.concat([bytes, Buffer.from(' ')])), CheckpointError);
  });

  it('are an error when they are anything else', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => assert.throws(() => decodeCheckpoint(bytes), CheckpointError)));
    fc.assert(
      fc.property(fc.json(), (text) => assert.throws(() => decodeCheckpoint(Buffer.from(text)), CheckpointError)),
    );
  });

  it('do not depend on the order in which the fields were built', () => {
    const checkpoint = plainCheckpoint(STREAM, 3);
    const reversed = Object.fromEntries(Object.entries(checkpoint).reverse()) as unknown as Checkpoint;
    assert.deepEqual(encodeCheckpoint(reversed), encodeCheckpoint(checkpoint));
  });
});

describe('a checkpoint that is well signed but wrong', () => {
  const text = Buffer.from(encodeCheckpoint(plainCheckpoint(STREAM, 3))).toString();
  const body = text.slice(0, text.lastIndexOf(',"digest"'));

  const wrongs: readonly [string, string, RegExp][] = [
    ['"version":1', '"version":0', /field version$/],
    ['"version":1', '"version":"1"', /field version$/],
    [STREAM, STREAM.slice(1), /field stream$/],
    ['"generation":3', '"generation":-3', /field generation$/],
    ['"generation":3', '"generation":3.5', /field generation$/],
    ['"id":"7.3.aaaaaaaa"', '"id":"../../etc"', /field commits\[0\]\.id$/],
    ['"claim":1700000000003', '"claim":null', /field feeds\.web\.tail\.claim$/],
    ['"claim":1700000000003', '"claim":281474976710656', /field feeds\.web\.tail\.claim$/],
    ['"claim":1700000000003', '"claim":1700000000002', /field feeds\.web\.deep\.claim$/],
    ['"sweep":null', '"sweep":{"head":1,"openedAt":2}', /field feeds\.web\.tail\.sweep\.position$/],
    ['"marks":[]', '"marks":[{"ts":1,"after":""}]', /field feeds\.web\.marks\[0\]\.after$/],
    ['"gaps":[]', '"gaps":[{"from":2,"to":1,"kind":"capacity","certain":true,"run":"1"}]', /gaps\[0\]\.from$/],
    ['"gaps":[]', '"gaps":[{"from":1,"to":2,"kind":"other","certain":true,"run":"1"}]', /gaps\[0\]\.kind$/],
    ['"seen":"', '"seen":"AAAA', /field feeds\.web\.seen$/],
    ['"duplicates":0', '"duplicates":true', /field counters\.duplicates$/],
    ['"feeds":{', '"feeds":[],"old":{', /field feeds$/],
  ];
  for (const [from, to, message] of wrongs) {
    it(`is refused: ${to}`, () => {
      assert.ok(body.includes(from));
      assert.throws(() => decodeCheckpoint(sign(body.replace(from, to))), { name: 'CheckpointError', message });
    });
  }

  it('is reported as one of a newer release, whatever its shape and digest', () => {
    const bytes = Buffer.from('{"version":2,"anything":[]}');
    assert.throws(
      () => decodeCheckpoint(bytes),
      (error) => {
        assert.ok(error instanceof NewerCheckpointError);
        assert.match(error.message, /version 2: it was written by a newer release/);
        return true;
      },
    );
  });

  it('may have fields of a later release of the same version', () => {
    assert.deepEqual(decodeCheckpoint(sign(`${body},"later":{"a":1}`)), plainCheckpoint(STREAM, 3));
  });

  it('is not quoted in the error', () => {
    const canary = 'canary'.repeat(5);
    for (const bytes of [
      Buffer.from(canary),
      sign(body.replace(STREAM, canary)),
      sign(`${body},"version":"${canary}"`),
    ]) {
      assert.throws(
        () => decodeCheckpoint(bytes),
        (error) => error instanceof CheckpointError && !error.message.includes(canary),
      );
    }
  });

  it('is not written either', () => {
    const feed = plainCheckpoint(STREAM, 3).feeds.web;
    assert.ok(feed);
    const wrong = {
      ...plainCheckpoint(STREAM, 3),
      feeds: { web: { ...feed, deep: { ...feed.deep, claim: feed.tail.claim + 1 } } },
    };
    assert.throws(() => encodeCheckpoint(wrong), CheckpointError);
  });
});

describe('seen ids beyond the budget', () => {
  it('are left out oldest first and reported, and all others stay', () => {
    const records = (count: number) =>
      Uint8Array.from(packSeen(Array.from({ length: count }, (_, ts) => ({ ts: ts + 1, key: 'a'.repeat(32) }))));
    const feed = plainCheckpoint(STREAM, 3).feeds.web;
    assert.ok(feed);
    const full = {
      ...plainCheckpoint(STREAM, 3),
      feeds: { web: { ...feed, seen: records(4) }, git: { ...feed, seen: records(50) } },
    };
    const bytes = encodeCheckpoint(full, { seenBytesMax: 20 * SEEN_RECORD_BYTES + 5 });
    assert.match(Buffer.from(bytes).toString(), /"seenTruncated":true/);
    const cut = decodeCheckpoint(bytes);
    const [web, git] = [cut.feeds.web?.seen ?? new Uint8Array(), cut.feeds.git?.seen ?? new Uint8Array()];
    assert.equal(countSeen(web), 4);
    assert.equal(countSeen(git), 16);
    assert.equal(seenTs(git, 0), 35);
    assert.deepEqual(
      { ...cut, feeds: { web: { ...cut.feeds.web, seen: 0 }, git: { ...cut.feeds.git, seen: 0 } } },
      { ...full, feeds: { web: { ...full.feeds.web, seen: 0 }, git: { ...full.feeds.git, seen: 0 } } },
    );
  });

  it('are not mentioned when all fit', () => {
    const bytes = encodeCheckpoint(plainCheckpoint(STREAM, 3), { seenBytesMax: SEEN_RECORD_BYTES });
    assert.doesNotMatch(Buffer.from(bytes).toString(), /seenTruncated/);
  });

  it('are quick to write and read when there are 500,000', () => {
    const packed = packSeen(
      Array.from({ length: 500_000 }, (_, ts) => ({ ts, key: ts.toString(16).padStart(32, '0') })),
    );
    const feed = plainCheckpoint(STREAM, 3).feeds.web;
    assert.ok(feed);
    const checkpoint = { ...plainCheckpoint(STREAM, 3), feeds: { web: { ...feed, seen: packed } } };
    const start = performance.now();
    const bytes = encodeCheckpoint(checkpoint);
    assert.equal(Buffer.compare(decodeCheckpoint(bytes).feeds.web?.seen ?? new Uint8Array(), packed), 0);
    const end = performance.now();
    // A third of a second when nothing else runs.
    assert.ok(end - start < 10_000);
  });
});

function sign(body: string): Buffer {
  return Buffer.from(`${body},"digest":"${createHash('sha256').update(body).digest('hex')}"}\n`);
}
