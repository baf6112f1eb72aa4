/** The manifest against its published schema, and read back by our own reader. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describePosition, sha256Of } from '../../../src/evidence/chain.ts';
import { type Manifest, renderManifest } from '../../../src/evidence/manifest.ts';
import { parseManifest } from '../../../src/evidence/manifest-shape.ts';
import { anyCheckpoint } from '../checkpoint/arbitrary-checkpoint.ts';
import { RUN } from '../delivery/contents.ts';

const schema = JSON.parse(await readFile(new URL('../../../docs/manifest.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true }).compile(schema);

const counts = { events: 1, deadLetters: 2, duplicates: 3 };
const anyManifest: fc.Arbitrary<Manifest> = fc
  .record({
    next: anyCheckpoint,
    phrase: fc.option(fc.string()),
    compression: fc.constantFrom('none', 'gzip', 'zstd'),
    hasSink: fc.boolean(),
  })
  .map(({ next, phrase, compression, hasSink }) => ({
    ...RUN,
    version: 2,
    mode: 'collect',
    createdAt: '2026-11-29T10:00:00.000Z',
    phrase,
    phraseSha256: phrase === null ? sha256Of('x') : null,
    compression,
    ...describePosition(next, { web: { events: 1, firstAt: 0, lastAt: 1_700_000_000_000 } }),
    pull: null,
    destinations: hasSink ? ['artifact', 'sink'] : ['files'],
    sink: hasSink
      ? { name: 'loki', acknowledged: 1, notAccepted: { 'too-old': 0, 'too-new': 0, 'too-large': 0, rejected: 2 } }
      : null,
    files: [{ name: 'events.ndjson', bytes: 5, sha256: sha256Of('1'), events: 1 }],
    objects: hasSink ? [] : [{ name: 'events/dt=2026-11-28/a.ndjson', bytes: 5, sha256: sha256Of('1'), events: 1 }],
    position: sha256Of('2'),
    counts,
  }));

const PULL: Manifest = {
  ...RUN,
  version: 2,
  mode: 'pull',
  createdAt: '2026-11-29T10:00:00.000Z',
  commit: '1.1.a',
  ...{ stream: null, epoch: null, generation: null, start: null, position: null, totals: null, sink: null },
  parents: [],
  feeds: [],
  gaps: [],
  pull: { since: '2026-11-28T00:00:00.000Z', until: '2026-11-29T00:00:00.000Z', order: 'asc', complete: true },
  destinations: ['artifact'],
  files: [],
  objects: [],
  counts,
};

describe('a manifest', () => {
  it('is what the schema says, whatever the position', () => {
    fc.assert(
      fc.property(anyManifest, (manifest) => {
        validate(JSON.parse(renderManifest(manifest)));
        assert.deepEqual(validate.errors, null);
      }),
    );
    validate(JSON.parse(renderManifest(PULL)));
    assert.deepEqual(validate.errors, null);
  });

  it('is read back as it was written', () => {
    fc.assert(
      fc.property(anyManifest, (manifest) => assert.deepEqual(parseManifest(renderManifest(manifest)), manifest)),
    );
    assert.deepEqual(parseManifest(Buffer.from(renderManifest(PULL))), PULL);
  });

  it('is valid only with every field that the schema requires, each of its own kind', () => {
    const whole = JSON.parse(renderManifest(PULL)) as Record<string, unknown>;
    assert.deepEqual(Object.keys(whole).toSorted(), schema.required.toSorted());
    for (const name of Object.keys(whole)) {
      for (const broken of [
        { ...whole, [name]: undefined },
        { ...whole, [name]: [{}] },
        { ...whole, [name]: 1.5 },
      ]) {
        const text = JSON.stringify(broken);
        assert.equal(parseManifest(text), undefined, name);
        assert.equal(validate(JSON.parse(text)), false, name);
      }
    }
    for (const text of ['', '[]', 'null', '{', '\u{FEFF}{}', JSON.stringify({ ...whole, version: 1 })]) {
      assert.equal(parseManifest(text), undefined);
    }
    assert.equal(parseManifest(Buffer.from([0xff, 0xfe])), undefined);
  });

  it('names no object outside of its archive', () => {
    for (const [name, isRead] of [
      ['events/a..b/.c', true],
      ['../audit/events.ndjson', false],
      ['./events.ndjson', false],
      ['events/../../a', false],
      ['events/..', false],
      ['events/.', false],
    ] as const) {
      const text = renderManifest({ ...PULL, objects: [{ name, bytes: 5, sha256: sha256Of('1'), events: 1 }] });
      assert.equal(parseManifest(text) !== undefined, isRead, name);
      assert.equal(validate(JSON.parse(text)), isRead, name);
    }
  });

  it('of a later release is read as far as it is known', () => {
    const later = JSON.stringify({ ...JSON.parse(renderManifest(PULL)), somethingNew: 1 });
    assert.deepEqual(parseManifest(later), PULL);
  });
});
