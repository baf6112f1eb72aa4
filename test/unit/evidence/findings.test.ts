/**
 * Every kind of finding that `verify` knows, produced once: the compiler rejects this file until a new one is here. Which kind a tampering of another
 * sort leads to is in tampering.test.ts and verify.test.ts.
 */
import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { renderInstant, sha256Of } from '../../../src/evidence/chain.ts';
import { createDecryption } from '../../../src/evidence/decryption.ts';
import { createEncryption } from '../../../src/evidence/encryption.ts';
import type { FileFacts } from '../../../src/evidence/manifest.ts';
import { FINDINGS, type FindingKind } from '../../../src/evidence/verify/finding.ts';
import type { VerifyReport } from '../../../src/evidence/verify/verify-report.ts';
import { systemFileTree } from '../../../src/runtime/file-tree.ts';
import { BEGIN, eventLine, type Made, make, makeChain, openRoot } from './deliveries.ts';
import { assertProven, look, nth } from './look.ts';
import { OBJECT, plantLines } from './planted.ts';

const HOUR = 3_600_000;
const [KEY, POSITION, MANIFEST] = ['AAAAC3Nza', 'collect-audit-log-position', 'collect-audit-log-manifest'] as const;

/** One delivery whose only file holds these bytes, with their own hash in the manifest. */
async function makeOf(root: string, name: string, content: Uint8Array, facts: Partial<FileFacts> = {}): Promise<Made> {
  const file = { name, bytes: content.length, sha256: sha256Of(content), events: 1, ...facts };
  const made = await make(root, { generation: 1, parents: [], lines: [], change: { files: [file] } });
  await writeFile(join(made.folder, name), content);
  return made;
}

async function changeManifest(made: Made, from: string, to: string): Promise<void> {
  const path = join(made.folder, 'manifest.json');
  const text = await readFile(path, 'utf8');
  assert.ok(text.includes(from), from);
  await writeFile(path, text.replace(from, to));
}

const line = (id: string) => Buffer.from(`${eventLine(BEGIN, id)}\n`);
/** As a disk with a bad block, or a file that is gone since it was listed. */
async function* failing(): AsyncGenerator<Buffer> {
  yield line('a').subarray(0, 9);
  throw Object.assign(new Error('EIO'), { code: 'EIO' });
}

const PULL = { mode: 'pull', stream: null, epoch: null, generation: null, start: null, position: null } as const;

type Scenario = (root: string) => Promise<VerifyReport>;

const PRODUCED: Readonly<Record<FindingKind, Scenario>> = {
  'file-altered': async (root) => {
    const [made] = await makeChain(root, 1);
    await writeFile(join(made?.folder ?? '', 'events.ndjson.gz'), 'x');
    return look([root]);
  },
  'file-missing': async (root) => {
    const [made] = await makeChain(root, 1);
    await rm(join(made?.folder ?? '', 'events.ndjson.gz'));
    return look([root]);
  },
  'file-unreadable': async (root) => {
    await makeOf(root, 'events.ndjson', line('a'));
    const read = (path: string) => (path.endsWith('.ndjson') ? failing() : systemFileTree.read(path));
    return look([root], {}, { tree: { ...systemFileTree, read } });
  },
  'file-not-unpacked': async (root) => {
    await makeOf(root, 'events.ndjson.gz', gzipSync(line('a')).subarray(0, -4));
    return look([root]);
  },
  'file-miscounted': async (root) => {
    await makeOf(root, 'events.ndjson', line('a'), { events: 2 });
    return look([root]);
  },
  'file-not-opened': async (root) => {
    const [own, other] = [await generateX25519Identity(), await generateX25519Identity()];
    const pieces = await createEncryption([await identityToRecipient(own)])([line('a')]);
    await makeOf(root, 'events.ndjson.age', Buffer.concat(pieces));
    return look([root], {}, { decrypt: await createDecryption([{ path: 'key', text: other }]) });
  },
  'file-not-named': async (root) => {
    await makeChain(root, 1);
    await writeFile(join(root, 'events.ndjson'), line('a'));
    return look([root]);
  },
  'object-not-named': async (root) => {
    await makeChain(root, 1);
    await plantLines(root, OBJECT);
    return look([root]);
  },
  'zip-unreadable': async (root) => {
    await makeChain(root, 1);
    await writeFile(join(root, 'artifact.zip'), 'no zip');
    return look([root]);
  },
  'manifest-unreadable': async (root) => {
    await makeChain(root, 1);
    await mkdir(join(root, 'x'));
    await writeFile(join(root, 'x', 'manifest.json'), '{"version":1}');
    return look([root]);
  },
  'manifest-altered': async (root) => {
    const made = await makeChain(root, 2);
    await changeManifest(nth(made, 0), '"phrase": ""', '"phrase": "actor:mona"');
    return look([root]);
  },
  'manifests-differ': async (root) => {
    await makeChain(root, 1);
    await make(join(root, 'other'), { generation: 1, parents: [], lines: [] });
    return look([root]);
  },
  'parent-impossible': async (root) => {
    const made = await makeChain(root, 2);
    await changeManifest(nth(made, 1), '"generation": 1,', '"generation": 7,');
    return look([root]);
  },
  'position-altered': async (root) => {
    const made = await makeChain(root, 1);
    await writeFile(join(nth(made, 0).folder, 'checkpoint.json'), '{}');
    return look([root]);
  },
  'delivery-missing': async (root) => {
    const made = await makeChain(root, 3);
    await rm(nth(made, 1).folder, { recursive: true });
    return look([root]);
  },
  'head-missing': async (root) => {
    await makeChain(root, 1);
    return look([root], { heads: ['0'.repeat(64)] });
  },
  'pull-incomplete': async (root) => {
    const [since, until] = [renderInstant(BEGIN), renderInstant(BEGIN + HOUR)];
    const pull = { since, until, order: 'asc', complete: false } as const;
    await make(root, { generation: 1, parents: [], lines: [], change: { ...PULL, pull } });
    return look([root]);
  },
  'not-followed': async (root) => {
    const made = await makeChain(root, 3);
    await make(root, { generation: 2, parents: [nth(made, 0).link], lines: [], token: 'failed' });
    return look([root]);
  },
  'chain-starts-over': async (root) => {
    await makeChain(root, 2);
    await make(root, { generation: 3, parents: [], lines: [], start: 'position-lost' });
    return look([root]);
  },
  hole: async (root) => {
    const made = await makeChain(root, 1);
    await make(root, { generation: 3, parents: [nth(made, 0).link], lines: [] });
    return look([root]);
  },
  'begins-late': async (root) => {
    await makeChain(root, 1);
    return look([root], { from: BEGIN - 1 });
  },
  'ends-early': async (root) => {
    await makeChain(root, 1);
    return look([root], { to: BEGIN + HOUR + 1 });
  },
  'signatures-not-checked': async (root) => {
    await makeChain(root, 1);
    return look([root]);
  },
  'manifest-not-signed': async (root) => {
    await makeChain(root, 1);
    return look([root], { signers: [{ principals: 'collector', key: KEY, signs: [MANIFEST, POSITION] }] });
  },
  'position-not-signed': async (root) => {
    await makeChain(root, 1);
    await writeFile(join(root, 'checkpoint.json'), '{}');
    return look([root], { signers: [{ principals: 'collector', key: KEY, signs: [MANIFEST, POSITION] }] });
  },
  'positions-not-checked': async (root) => {
    await makeChain(root, 1);
    return look([root], { signers: [{ principals: 'collector', key: KEY, signs: [MANIFEST] }] });
  },
};

describe('each kind of finding has a history that leads to it', () => {
  for (const [kind, produce] of Object.entries(PRODUCED) as [FindingKind, Scenario][]) {
    test(kind, async () => {
      await using root = await openRoot();
      const { findings, answers } = await produce(root.path);
      const found = findings.filter((each) => each.kind === kind);
      assert.ok(found.length > 0, JSON.stringify(findings));
      const { question, verdict } = FINDINGS[kind];
      for (const { what, advice, unproven, ...rest } of found) {
        assert.deepEqual(rest, { kind, question, verdict });
        assert.match(advice, /^[A-Za-z-].*\.$/, 'what to do, as a sentence');
        assert.ok(what.length > 10 && !what.endsWith('.'));
      }
      if (verdict !== 'note') assert.equal(answers[question], verdict);
    });
  }
});

describe('the number of lines', () => {
  const twice = Buffer.concat([line('a'), line('b')]);
  const stored: Readonly<Record<string, (content: Buffer) => Buffer>> = {
    'events.ndjson': (content) => content,
    'events.ndjson.gz': (content) => gzipSync(content),
    'dead-letters.ndjson': (content) => content,
    'dead-letters.ndjson.gz': (content) => gzipSync(content),
  };
  for (const [name, pack] of Object.entries(stored)) {
    test(`of ${name} is that of the manifest`, async () => {
      await using root = await openRoot();
      await makeOf(root.path, name, pack(twice), { events: 2 });
      assertProven(await look([root.path]));
      await makeOf(root.path, name, pack(twice), { events: 3 });
      const { findings } = await look([root.path]);
      const [miscounted] = findings.filter(({ kind }) => kind === 'file-miscounted');
      assert.match(miscounted?.what ?? '', new RegExp(`${name} has 2 lines, and the manifest says 3$`));
    });
  }

  test('a last line without its line feed counts, and so does none at all', async () => {
    await using root = await openRoot();
    await makeOf(root.path, 'events.ndjson', twice.subarray(0, -1), { events: 2 });
    assertProven(await look([root.path]));
    await makeOf(root.path, 'events.ndjson', Buffer.alloc(0), { events: 0 });
    assertProven(await look([root.path]));
  });

  test('of an encrypted file is compared by whoever can open it', async () => {
    await using root = await openRoot();
    const own = await generateX25519Identity();
    const pieces = await createEncryption([await identityToRecipient(own)])([twice]);
    await makeOf(root.path, 'events.ndjson.age', Buffer.concat(pieces), { events: 5 });
    assertProven(await look([root.path]));
    const { findings } = await look([root.path], {}, { decrypt: await createDecryption([{ path: 'key', text: own }]) });
    assert.ok(findings.some(({ what }) => what.endsWith('has 2 lines, and the manifest says 5')));
  });
});
