/** Each way to tamper with deliveries is named by `verify`, with the question that it fails. */
import assert from 'node:assert/strict';
import { appendFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { zipSync } from 'fflate';
import { renderInstant, sha256Of } from '../../../src/evidence/chain.ts';
import { type Manifest, renderManifest } from '../../../src/evidence/manifest.ts';
import { parseManifest } from '../../../src/evidence/manifest-shape.ts';
import type { VerifyReport } from '../../../src/evidence/verify/verify-report.ts';
import { BEGIN, eventLine, type Made, make, makeChain, openRoot, zip } from './deliveries.ts';

import { assertProven, look, nth } from './look.ts';

async function change(made: Made, name: string, edit: (bytes: Buffer) => Buffer | string): Promise<void> {
  const path = join(made.folder, name);
  await writeFile(path, edit(await readFile(path)));
}

function rewrite(made: Made, edit: (manifest: Manifest) => Manifest): Promise<void> {
  return change(made, 'manifest.json', (bytes) =>
    renderManifest(edit(parseManifest(bytes) ?? assert.fail('a manifest'))),
  );
}

const eventsOf = (made: Made): string => made.manifest.files[0]?.name ?? assert.fail('it has events');

type Tampering = (made: readonly Made[], root: string) => Promise<unknown>;

/** In the fifth of nine deliveries unless it says otherwise. Each is named, with the question that it fails. */
const TAMPERINGS: Readonly<Record<string, readonly [Tampering, keyof VerifyReport['answers'], RegExp]>> = {
  'a byte of the events': [
    (made) =>
      change(nth(made, 3), eventsOf(nth(made, 3)), (bytes) =>
        Buffer.from(bytes.map((byte, at) => (at === 20 ? byte ^ 1 : byte))),
      ),
    'unaltered',
    /g000004.*events\.ndjson\.gz is altered: its SHA-256 is/,
  ],
  'a byte of a compressed file': [
    (made) =>
      change(nth(made, 4), 'events.ndjson.zst', (bytes) =>
        Buffer.from(bytes.map((byte, at) => (at === 9 ? byte ^ 1 : byte))),
      ),
    'unaltered',
    /events\.ndjson\.zst is altered/,
  ],
  'a line removed': [
    (made) => change(nth(made, 2), 'events.ndjson', (bytes) => bytes.subarray(bytes.indexOf('\n') + 1)),
    'unaltered',
    /g000003.*it has \d+ bytes, and the manifest says/,
  ],
  'a line added': [
    (made) => appendFile(join(nth(made, 2).folder, 'events.ndjson'), `${eventLine(BEGIN, 'forged')}\n`),
    'unaltered',
    /bytes follow that no manifest names/,
  ],
  'two lines exchanged': [
    (made) =>
      change(nth(made, 2), 'events.ndjson', (bytes) => `${bytes.toString().trim().split('\n').reverse().join('\n')}\n`),
    'unaltered',
    /g000003.*is altered: its SHA-256/,
  ],
  'a field of an event': [
    (made) => change(nth(made, 2), 'events.ndjson', (bytes) => bytes.toString().replace('repo.create', 'repo.delete')),
    'unaltered',
    /g000003.*is altered: its SHA-256/,
  ],
  'a file cut short': [
    (made) => change(nth(made, 2), 'events.ndjson', (bytes) => bytes.subarray(0, -10)),
    'unaltered',
    /g000003.*bytes, and the manifest says/,
  ],
  'a file emptied': [(made) => change(nth(made, 2), 'events.ndjson', () => ''), 'unaltered', /it has 0 bytes/],
  'a file removed': [
    (made) => rm(join(nth(made, 2).folder, 'events.ndjson')),
    'unaltered',
    /events\.ndjson is missing next to .*g000003/,
  ],
  'the files of two deliveries exchanged': [
    async (made) => {
      const [a, b] = [nth(made, 2), nth(made, 5)].map(({ folder }) => join(folder, 'events.ndjson'));
      await rename(a ?? '', `${a}.other`);
      await rename(b ?? '', a ?? '');
      await rename(`${a}.other`, b ?? '');
    },
    'unaltered',
    /g000003.*is altered/,
  ],
  'a file of events that nobody delivered': [
    async (_, root) => {
      await mkdir(join(root, 'forged'));
      await writeFile(join(root, 'forged', 'events.ndjson'), `${eventLine(BEGIN, 'forged')}\n`);
    },
    'unaltered',
    /forged.events\.ndjson is named by no manifest/,
  ],
  'the position next to the events': [
    (made) => change(nth(made, 4), 'checkpoint.json', () => '{"generation":99}'),
    'unaltered',
    /checkpoint\.json is not the position that its manifest names/,
  ],
  'a field of a manifest': [
    (made) => rewrite(nth(made, 4), (manifest) => ({ ...manifest, phrase: 'actor:mona' })),
    'unaltered',
    /the manifest of generation 5.* is altered.*its follower \(generation 6/,
  ],
  'a delivery rewritten with all its hashes': [
    async (made) => {
      const content = `${eventLine(BEGIN, 'forged')}\n`;
      await writeFile(join(nth(made, 2).folder, 'events.ndjson'), content);
      await rewrite(nth(made, 2), (manifest) => ({
        ...manifest,
        files: [{ name: 'events.ndjson', bytes: content.length, sha256: sha256Of(content), events: 1 }],
      }));
    },
    'unaltered',
    /the manifest of generation 3.* is altered/,
  ],
  'a manifest that is no JSON any more': [
    (made) => change(nth(made, 4), 'manifest.json', (bytes) => bytes.subarray(0, -20)),
    'unaltered',
    /manifest\.json is not a manifest/,
  ],
  'a second manifest of the same commit': [
    (made, root) => {
      const { manifest, lines } = nth(made, 4);
      const { generation, parents } = manifest;
      return make(join(root, 'other'), {
        generation: generation ?? 0,
        parents,
        lines: [...lines, eventLine(BEGIN, 'forged')],
      });
    },
    'unaltered',
    /there are 2 different manifests of generation 5/,
  ],
  'a delivery removed at the beginning': [
    (made) => rm(nth(made, 0).folder, { recursive: true }),
    'complete',
    /a delivery is missing: generation 1, commit 1001/,
  ],
  'a delivery removed in the middle': [
    (made) => rm(nth(made, 4).folder, { recursive: true }),
    'complete',
    /a delivery is missing: generation 5, commit 1005/,
  ],
  'three deliveries removed in the middle': [
    (made) => Promise.all([3, 4, 5].map((index) => rm(nth(made, index).folder, { recursive: true }))),
    'covered',
    /no delivery covers the web feed of [a-z]+ [\w-]+ from 2026-08-01T03:00:00.000Z to 2026-08-01T06:00:00.000Z/,
  ],
  'the newest delivery removed, whose digest somebody knows': [
    (made) => rm(nth(made, -1).folder, { recursive: true }),
    'complete',
    /given by --head, is not among these deliveries/,
  ],
  'the newest delivery rewritten, whose digest somebody knows': [
    (made) => rewrite(nth(made, -1), (manifest) => ({ ...manifest, gaps: [], createdAt: renderInstant(BEGIN) })),
    'complete',
    /given by --head, is not among these deliveries/,
  ],
  'a delivery that was made up and put in front': [
    async (made) => {
      const forged = { generation: 0, commit: '1.1.forged', sha256: 'f'.repeat(64) };
      await rewrite(nth(made, 0), (manifest) => ({ ...manifest, parents: [forged], start: null }));
    },
    'unaltered',
    /the manifest of generation 1.* is altered/,
  ],
  'a zip file that was cut': [
    async (made) => {
      const path = await zip(nth(made, 4).folder);
      await writeFile(path, (await readFile(path)).subarray(0, -30));
    },
    'unaltered',
    /g000005.*\.zip cannot be opened as a zip file/,
  ],
  'a byte within a zip file': [
    async (made) => {
      const { folder, manifest, bytes } = nth(made, 4);
      const name = manifest.files[0]?.name ?? '';
      const content = Buffer.from(await readFile(join(folder, name)));
      content[12] = (content[12] ?? 0) ^ 1;
      await rm(folder, { recursive: true });
      await writeFile(`${folder}.zip`, zipSync({ 'manifest.json': Buffer.from(bytes), [name]: content }));
    },
    'unaltered',
    /events\.ndjson\.zst is altered/,
  ],
};

describe('tampering is named', () => {
  for (const [what, [tamper, question, named]] of Object.entries(TAMPERINGS)) {
    test(what, async () => {
      await using root = await openRoot();
      const made = await makeChain(root.path, 9);
      const heads = [nth(made, -1).link.sha256];
      assertProven(await look([root.path], { heads }));
      await tamper(made, root.path);
      const { answers, findings } = await look([root.path], { heads });
      assert.equal(answers[question], 'no', JSON.stringify(findings));
      const disproofs = findings.filter(({ verdict }) => verdict === 'no').map(({ what }) => what);
      assert.ok(
        disproofs.some((text) => named.test(text)),
        disproofs.join('\n'),
      );
    });
  }
});
