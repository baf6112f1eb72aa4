import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  type ArtifactName,
  describeCheckpoint,
  isOfStream,
  parseArtifactName,
  renderArtifactName,
} from '../../../src/checkpoint/artifact-name.ts';
import { TS_MAX } from '../../../src/model/seen.ts';
import { anyCheckpoint, plainCheckpoint } from './arbitrary-checkpoint.ts';

const STREAM = '0123456789abcdef01234567';
const floor = fc.option(fc.integer({ min: 0, max: TS_MAX }), { nil: undefined });
const prefix = fc.stringMatching(/^[A-Za-z0-9._-]{1,40}$/);

const anyName: fc.Arbitrary<ArtifactName> = fc
  .record({
    stream: fc.stringMatching(/^[0-9a-f]{12}$/),
    generation: fc.nat(),
    epoch: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: TS_MAX })),
    seconds: fc.option(fc.integer({ min: 0, max: 253_402_300_799 }), { nil: undefined }),
    web: floor,
    git: floor,
    commitId: fc.stringMatching(/^[0-9]{1,12}\.[0-9]{1,2}\.[0-9a-f]{8}$/),
  })
  .map(({ stream, generation, epoch, seconds, web, git, commitId }) => ({
    stream,
    generation,
    epoch,
    watermark: seconds === undefined ? undefined : seconds * 1000,
    floors: { ...(web === undefined ? {} : { web }), ...(git === undefined ? {} : { git }) },
    commitId,
  }));

describe('the name of an artifact', () => {
  it('is what it has always been', () => {
    const name: ArtifactName = {
      stream: STREAM.slice(0, 12),
      generation: 42,
      epoch: 0,
      watermark: Date.UTC(2026, 10, 22, 9, 40, 55),
      floors: { web: 1_700_000_000_000 },
      commitId: '123456789.2.0a1b2c3d',
    };
    const text = 'audit-log-0123456789ab-g000042-20261122T094055Z-floyw3v28.x-123456789.2.0a1b2c3d';
    assert.equal(renderArtifactName('audit-log', name), text);
    assert.deepEqual(parseArtifactName(text), name);
  });

  it('shows that a position was moved by hand', () => {
    const name: ArtifactName = {
      stream: STREAM.slice(0, 12),
      generation: 43,
      epoch: 1_700_000_000_000,
      watermark: undefined,
      floors: {},
      commitId: '123456789.2.0a1b2c3d',
    };
    const text = 'audit-log-0123456789ab-eloyw3v28g000043-none-fx.x-123456789.2.0a1b2c3d';
    assert.equal(renderArtifactName('audit-log', name), text);
    assert.deepEqual(parseArtifactName(text), name);
  });

  it('says the same when it is read back, whatever the prefix', () => {
    fc.assert(
      fc.property(prefix, anyName, fc.nat({ max: 9 }), (start, name, resend) => {
        const text = renderArtifactName(start, name, resend);
        assert.match(text, /^[A-Za-z0-9._-]+$/);
        assert.deepEqual(parseArtifactName(text), name);
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps a floor of 33 ms apart from none', () => {
    fc.assert(
      fc.property(fc.nat({ max: 50 }), (web) => {
        const name = {
          stream: STREAM.slice(0, 12),
          generation: 1,
          epoch: 0,
          watermark: undefined,
          floors: { web },
          commitId: '1.1.a',
        };
        assert.deepEqual(parseArtifactName(renderArtifactName('p', name)), name);
      }),
    );
  });

  it('belongs to its stream, and carries the floors and the commit of its checkpoint', () => {
    fc.assert(
      fc.property(anyCheckpoint, (checkpoint) => {
        const name = parseArtifactName(renderArtifactName('audit-log', describeCheckpoint(checkpoint)));
        assert.ok(name !== undefined && isOfStream(name, checkpoint.stream));
        assert.equal(name.generation, checkpoint.generation);
        assert.equal(name.commitId, checkpoint.commits[0]?.id);
        assert.equal(name.floors.web, checkpoint.feeds.web?.deep.claim);
        assert.equal(name.floors.git, checkpoint.feeds.git?.deep.claim);
      }),
    );
    const name = describeCheckpoint(plainCheckpoint(STREAM, 7));
    assert.equal(name.watermark, 1_700_000_000_000);
    assert.equal(isOfStream(name, `1${STREAM.slice(1)}`), false);
  });

  it('is refused when it could not be read back or uploaded', () => {
    const name = describeCheckpoint(plainCheckpoint(STREAM, 7));
    assert.throws(() => renderArtifactName('audit log', name));
    assert.throws(() => renderArtifactName('a/b', name));
    assert.throws(() => renderArtifactName('audit-log', { ...name, commitId: 'x' }));
  });

  it('of others is not taken for ours', () => {
    const ours = 'audit-log-0123456789ab-g000042-20261122T094055Z-floyw3v28.x-1.2.0a1b2c3d';
    assert.ok(parseArtifactName(ours));
    const foreign = [
      '',
      'audit-log',
      'dist',
      `${ours}.zip-`,
      `${ours} `,
      ours.replace('0123456789ab', '0123456789aB'),
      ours.replace('g000042', 'g42'),
      ours.replace('g000042', 'g9999999999999999'),
      ours.replace('20261122', '20261322'),
      ours.replace('20261122', '20260231'),
      ours.replace('floyw3v28.x', 'floyw3v28'),
      ours.replace('floyw3v28.x', 'fzzzzzzzzzz.x'),
      ours.replace('1.2.0a1b2c3d', '1.0a1b2c3d'),
    ];
    for (const text of foreign) assert.equal(parseArtifactName(text), undefined, text);
    fc.assert(fc.property(fc.string(), (text) => assert.equal(parseArtifactName(text), undefined)));
  });
});
