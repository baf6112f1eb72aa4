/** Encrypted deliveries: verified as they are stored, with or without an identity, and read in memory with one. */
import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { generateHybridIdentity, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { sha256Of } from '../../../src/evidence/chain.ts';
import { createDecryption, type Decrypt } from '../../../src/evidence/decryption.ts';
import { listEntries } from '../../../src/evidence/deliveries/entries.ts';
import { findDeliveries } from '../../../src/evidence/deliveries/find-deliveries.ts';
import { createEncryption } from '../../../src/evidence/encryption.ts';
import { mergeDeliveries } from '../../../src/evidence/merge/merge.ts';
import { InputError } from '../../../src/model/errors.ts';
import { systemFileTree } from '../../../src/runtime/file-tree.ts';
import { openScratch } from '../../../src/runtime/scratch.ts';
import { BEGIN, eventLine, make, openRoot, usualLines } from './deliveries.ts';
import { assertProven, look } from './look.ts';

const [own, other, hybrid] = [
  await generateX25519Identity(),
  await generateX25519Identity(),
  await generateHybridIdentity(),
];

const decryption = (...identities: readonly string[]): Promise<Decrypt> =>
  createDecryption([{ path: 'key.txt', text: `# created today\n\n${identities.join('\r\n')}\n` }]);

/** Two deliveries that share an event: one compressed and for the first identity, one for the other. Gives the file of the second. */
async function deliver(root: string, identities: readonly [string, string]): Promise<string> {
  const shared = eventLine(BEGIN, 'id-1-0');
  const contents = [usualLines(1), [shared, ...usualLines(2)]] as const;
  let parents: Parameters<typeof make>[1]['parents'] = [];
  let path = '';
  for (const [index, lines] of contents.entries()) {
    const recipient = await identityToRecipient(identities[index] ?? '');
    const text = Buffer.from(lines.map((line) => `${line}\n`).join(''));
    const bytes = Buffer.concat(await createEncryption([recipient])([index === 0 ? gzipSync(text) : text]));
    const name = index === 0 ? 'events.ndjson.gz.age' : 'events.ndjson.age';
    const facts = { name, bytes: bytes.length, sha256: sha256Of(bytes), events: lines.length };
    const made = await make(root, {
      ...{ generation: index + 1, parents, lines, compression: 'none' },
      change: { files: [facts], encryptedTo: [recipient] },
    });
    await rm(join(made.folder, 'events.ndjson'));
    path = join(made.folder, name);
    await writeFile(path, bytes);
    parents = [made.link];
  }
  return path;
}

async function merged(root: string, decrypt: Decrypt | undefined): Promise<readonly string[]> {
  await using scratch = openScratch();
  const found = await findDeliveries(await listEntries([root], systemFileTree));
  const parts = { since: undefined, until: undefined, scratch, decrypt, progress: () => {} };
  const { batches } = await mergeDeliveries(found, parts);
  const lines: string[] = [];
  for await (const batch of batches) lines.push(...batch);
  return lines;
}

describe('with identities that open every file', () => {
  for (const [name, identities] of [
    ['X25519', [own, other]],
    ['post-quantum', [hybrid, own]],
  ] as const) {
    test(`${name}: verify compares the events, merge gives each once`, async () => {
      await using root = await openRoot();
      await deliver(root.path, identities);
      const decrypt = await decryption(...identities);
      const report = await look([root.path], {}, { decrypt });
      assertProven(report);
      assert.deepEqual([report.totals.duplicates, report.totals.encryptedFiles], [1, 0]);
      assert.deepEqual(await merged(root.path, decrypt), [...usualLines(1), ...usualLines(2)]);
    });
  }
});

describe('where an identity is missing', () => {
  test('verify proves the files all the same and says which events are not compared', async () => {
    await using root = await openRoot();
    const path = await deliver(root.path, [own, other]);
    const closed = await look([root.path]);
    assertProven(closed);
    assert.deepEqual([closed.totals.duplicates, closed.totals.encryptedFiles], [0, 2]);
    const half = await look([root.path], {}, { decrypt: await decryption(own) });
    assertProven(half);
    assert.equal(half.totals.encryptedFiles, 1);
    assert.deepEqual(
      half.findings.filter(({ question }) => question === 'unaltered').map(({ verdict, what }) => [verdict, what]),
      [['note', `no identity of --identity opens ${path}; it is unaltered, and the events in it are not compared`]],
    );
  });

  test('merge refuses, and names the file and its recipients', async () => {
    await using root = await openRoot();
    const path = await deliver(root.path, [own, other]);
    await assert.rejects(merged(root.path, undefined), (error) => {
      return error instanceof InputError && /2 of the files are encrypted/.test(error.message);
    });
    const decrypt = await decryption(own);
    const recipient = await identityToRecipient(other);
    await assert.rejects(merged(root.path, decrypt), (error) => {
      return error instanceof InputError && error.message.includes(path) && error.hint.includes(recipient);
    });
  });
});

test('a file that was encrypted again or cut is altered, whoever can open it', async () => {
  await using root = await openRoot();
  const path = await deliver(root.path, [own, other]);
  const decrypt = await decryption(own, other);
  const recipient = await identityToRecipient(other);
  const forged = Buffer.concat(await createEncryption([recipient])([Buffer.from(`${usualLines(9).join('\n')}\n`)]));
  for (const content of [forged, (await readFile(path)).subarray(0, -1)]) {
    await writeFile(path, content);
    assert.equal((await look([root.path], {}, { decrypt })).answers.unaltered, 'no');
  }
  // What --force reads all the same is refused where it cannot be read to its end.
  await assert.rejects(merged(root.path, decrypt), (error) => {
    return error instanceof InputError && error.message.includes('cannot be read to its end');
  });
});

describe('a file of identities', () => {
  const refuse = (text: string, why: RegExp) =>
    test(`is refused: ${why.source}`, async () => {
      await assert.rejects(createDecryption([{ path: 'key.txt', text }]), (error) => {
        assert.ok(error instanceof InputError);
        assert.match(error.message, why);
        assert.ok(!`${error.message} ${error.hint}`.includes(own.slice(16, 40)), 'no identity is shown');
        return true;
      });
    });
  refuse('', /no identity is in it/);
  refuse(`${own}\n# more\n${own.slice(0, -1)}`, /line 3 is no identity that can be used/);
  refuse('AGE-PLUGIN-YUBIKEY-1QQQQ', /line 1 is no identity/);
  refuse('-----BEGIN AGE ENCRYPTED FILE-----\n', /passphrase/);
  let recipient = '';
  before(async () => {
    recipient = await identityToRecipient(own);
  });
  test('is refused when it is one of recipients', async () => {
    await assert.rejects(createDecryption([{ path: 'key.txt', text: recipient }]), InputError);
  });
});
