/**
 * An archive that was synced down, looked at with the built command: proven as it is, and each way to tamper with it is named. In clear
 * text, compressed and encrypted.
 */
import assert from 'node:assert/strict';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { syncDown } from '../contract/synced-folder.ts';
import { HOUR } from '../emulator/clock.ts';
import { linesOf } from '../emulator/delivered.ts';
import { startSink } from '../emulator/sinks/sink-server.ts';
import { S3Double } from '../emulator/stores/s3-double.ts';
import { command } from './evidence-command.ts';
import { openFolder } from './folder.ts';
import { expectSuccess, openStage } from './stage.ts';

const identity = await generateX25519Identity();
const KINDS = {
  plain: { compression: 'none' },
  gzip: { compression: 'gzip' },
  encrypted: { compression: 'gzip', 'encrypt-to': await identityToRecipient(identity) },
};

/** The files of one tree of the archive, in the order of their names. */
async function filesBelow(root: string, tree: string): Promise<readonly string[]> {
  const entries = await readdir(join(root, 'audit', tree), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .toSorted();
}

type Tamper = (root: string) => Promise<void>;

async function changeByte(root: string): Promise<void> {
  const [path = ''] = await filesBelow(root, 'events');
  const bytes = await readFile(path);
  bytes[bytes.length - 20] = (bytes[bytes.length - 20] ?? 0) ^ 1;
  await writeFile(path, bytes);
}

async function swapObjects(root: string): Promise<void> {
  const [first = '', second = ''] = await filesBelow(root, 'events');
  const [one, two] = [await readFile(first), await readFile(second)];
  await writeFile(first, two);
  await writeFile(second, one);
}

async function removeObject(root: string): Promise<void> {
  const [path = ''] = await filesBelow(root, 'events');
  await rm(path);
}

async function removeManifest(root: string): Promise<void> {
  const [, path = ''] = await filesBelow(root, 'manifests');
  await rm(path);
}

const TAMPERINGS: readonly (readonly [Tamper, RegExp])[] = [
  [changeByte, /^ {2}x .*\.ndjson.* is altered: its SHA-256 is/m],
  [swapObjects, /^ {2}x .*\.ndjson.* is altered: /m],
  [removeObject, /^ {2}x .*\.ndjson.* is missing next to /m],
  [removeManifest, /^ {2}x A delivery is missing: generation \d+/m],
];

describe('a synced archive', { concurrency: 2 }, () => {
  for (const [kind, inputs] of Object.entries(KINDS)) {
    test(`${kind}: proven, merged, and each tampering is named`, async () => {
      await using stage = await openStage();
      await using store = await startSink(new S3Double(), { faults: stage.github.faults });
      const archive = {
        'archive-url': 's3://audit-archive/audit',
        'archive-token': 'archive-writer:archive-secret-0123456789',
        'archive-options': `endpoint: ${store.url}\nregion: us-east-1`,
        artifact: 'false',
      };
      for (let run = 0; run < 3; run += 1) {
        stage.happen(50, { gitShare: 0 });
        expectSuccess(await stage.collect({ ...archive, ...inputs }));
        stage.pass(HOUR);
      }
      await using folder = await openFolder();
      const key = join(folder.path, 'key.txt');
      await writeFile(key, identity);
      const identities = kind === 'encrypted' ? ['--identity', key] : [];
      {
        await using synced = await syncDown(store.double.objects);
        const proven = await command('verify', synced.path, ...identities);
        assert.equal(proven.exitCode, 0, proven.stdout + proven.stderr);
        assert.match(proven.stdout, /^150 events .* 0 of them more than once; /m);
        const merged = await command('merge', synced.path, ...identities);
        stage.assertComplete(stage.github.log.all, linesOf(Buffer.from(merged.stdout)));
      }
      for (const [tamper, expected] of TAMPERINGS) {
        await using synced = await syncDown(store.double.objects);
        await tamper(synced.path);
        const { exitCode, stdout } = await command('verify', synced.path);
        assert.equal(exitCode, 1, tamper.name);
        assert.match(stdout, expected, tamper.name);
        if (tamper === removeManifest) continue;
        const refused = await command('merge', synced.path, ...identities);
        assert.deepEqual([refused.exitCode, refused.stdout], [1, ''], tamper.name);
      }
    });
  }
});
