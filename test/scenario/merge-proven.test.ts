/** `merge` where not everything is proven, with the built command: nothing is merged by accident, and what is proven can be stored. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { zipSync } from 'fflate';
import { sha256Of } from '../../src/evidence/chain.ts';
import { createEncryption } from '../../src/evidence/encryption.ts';
import { MANIFEST_NAMESPACE, POSITION_NAMESPACE } from '../../src/evidence/ssh-signature.ts';
import { linesOf } from '../emulator/delivered.ts';
import { BEGIN, eventLine, type Made, make, makeChain, usualLines, zip } from '../unit/evidence/deliveries.ts';
import { nth } from '../unit/evidence/look.ts';
import { command, type Ended } from './evidence-command.ts';
import { openFolder } from './folder.ts';

const HOUR = 3_600_000;
const merged = ({ stdout }: Ended) => linesOf(Buffer.from(stdout));
const linesOfGenerations = (...generations: readonly number[]) => generations.flatMap(usualLines);

/** A delivery whose events are encrypted to `identity`, and number as many as its manifest says or not. */
async function makeEncrypted(root: string, identity: string, events: number, parents: Made[] = []): Promise<Made> {
  const bytes = Buffer.concat(
    await createEncryption([await identityToRecipient(identity)])([Buffer.from(`${eventLine(BEGIN + HOUR, 'e')}\n`)]),
  );
  const file = { name: 'events.ndjson.age', bytes: bytes.length, sha256: sha256Of(bytes), events };
  const links = parents.map(({ link }) => link);
  const made = await make(root, { generation: 2, parents: links, lines: [], change: { files: [file] } });
  await writeFile(join(made.folder, file.name), bytes);
  return made;
}

async function identityFile(folder: string, name: string): Promise<readonly [identity: string, path: string]> {
  const identity = await generateX25519Identity();
  await writeFile(join(folder, name), `${identity}\n`);
  return [identity, join(folder, name)];
}

describe('merge --only-proven', { concurrency: 2 }, () => {
  test('stores every other delivery when some are damaged, and fails afterwards with their names', async () => {
    await using root = await openFolder();
    await using out = await openFolder();
    const made = await makeChain(root.path, 5);
    await writeFile(join(nth(made, 1).folder, 'events.ndjson.zst'), 'damaged');
    await rm(join(nth(made, 2).folder, 'events.ndjson'));
    await writeFile(await zip(nth(made, 3).folder), 'no zip any more');
    const output = join(out.path, 'events.ndjson.gz');
    const refused = await command('merge', root.path, '--output', output);
    assert.equal(refused.exitCode, 1);
    assert.match(refused.stderr, /^Nothing was written\. .* or add --only-proven to merge the rest/m);
    await assert.rejects(readFile(output));

    const rest = await command('merge', root.path, '--only-proven', '--output', output);
    assert.equal(rest.exitCode, 1, rest.stderr);
    assert.deepEqual(linesOf(gunzipSync(await readFile(output))), linesOfGenerations(1, 5));
    assert.match(rest.stderr, /^warning: .*g000002.*events\.ndjson\.zst is altered/m);
    assert.match(rest.stderr, /^warning: events\.ndjson is missing next to .*g000003/m);
    assert.match(rest.stderr, /^warning: .*g000004.*\.zip cannot be opened as a zip file/m);
    assert.match(rest.stderr, /^Only what is proven was merged; the warnings name the rest\.$/m);
  });

  test('reads a good copy in place of a damaged one, and dead letters that are damaged cost no event', async () => {
    await using root = await openFolder();
    const options = { generation: 1, parents: [], lines: usualLines(1), deadLetters: ['{"x":1}'] } as const;
    const first = await make(join(root.path, 'a'), options);
    await writeFile(join(first.folder, 'events.ndjson'), 'damaged');
    await make(join(root.path, 'b'), options);
    const second = await make(root.path, { ...options, generation: 2, parents: [first.link], lines: usualLines(2) });
    await writeFile(join(second.folder, 'dead-letters.ndjson'), 'damaged');
    const rest = await command('merge', root.path, '--only-proven');
    assert.equal(rest.exitCode, 1, rest.stderr);
    assert.deepEqual(merged(rest), linesOfGenerations(1, 2));
  });

  test('succeeds where everything is proven, writes nothing where nothing is, and is not --force', async () => {
    await using root = await openFolder();
    const [made] = await makeChain(root.path, 1);
    const whole = await command('merge', root.path, '--only-proven');
    assert.deepEqual([whole.exitCode, merged(whole)], [0, linesOfGenerations(1)]);
    await make(join(root.path, 'other'), { generation: 1, parents: [], lines: [] });
    const none = await command('merge', root.path, '--only-proven');
    assert.deepEqual([none.exitCode, none.stdout], [1, ''], 'two manifests of one commit');
    assert.match(none.stderr, /^Nothing was written, because nothing is proven\./m);
    assert.equal((await command('merge', made?.folder ?? '', '--only-proven', '--force')).exitCode, 2);
  });
});

test('merge --force merges what is there of a delivery that is not complete', async () => {
  await using root = await openFolder();
  const options = { generation: 1, parents: [], lines: usualLines(1), deadLetters: ['{"x":1}'] } as const;
  await rm(join((await make(root.path, options)).folder, 'dead-letters.ndjson'));
  const forced = await command('merge', root.path, '--force');
  assert.deepEqual([forced.exitCode, merged(forced)], [0, linesOfGenerations(1)]);
});

test('merge --allowed-signers merges only what an allowed key signed', async () => {
  await using root = await openFolder();
  await using keys = await openFolder();
  const key = join(keys.path, 'key');
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'collector', '-f', key]);
  const signers = join(keys.path, 'allowed_signers');
  await writeFile(signers, `collector ${await readFile(`${key}.pub`, 'utf8')}`);
  const sign = (path: string, namespace: string) =>
    execFileSync('ssh-keygen', ['-q', '-Y', 'sign', '-f', key, '-n', namespace, path], { stdio: 'ignore' });
  for (const { folder } of await makeChain(root.path, 2)) {
    sign(join(folder, 'manifest.json'), MANIFEST_NAMESPACE);
    sign(join(folder, 'checkpoint.json'), POSITION_NAMESPACE);
  }
  const flags = ['--allowed-signers', signers];
  const signed = await command('merge', root.path, ...flags);
  assert.deepEqual([signed.exitCode, merged(signed)], [0, linesOfGenerations(1, 2)]);
  assert.equal((await command('merge', root.path, '--allowed-signers', join(keys.path, 'none'))).exitCode, 2);

  // Of a commit that is signed, too: neither this delivery nor the signed one may win by being there.
  const forged = [eventLine(BEGIN, 'forged')];
  await make(join(root.path, 'planted'), { generation: 2, parents: [], lines: forged });
  const refused = await command('merge', root.path, ...flags);
  assert.deepEqual([refused.exitCode, refused.stdout], [1, '']);
  assert.match(refused.stderr, /^error: the manifest of generation 2, .* has no signature next to it/m);
  const rest = await command('merge', root.path, ...flags, '--only-proven');
  assert.deepEqual([rest.exitCode, merged(rest)], [1, linesOfGenerations(1, 2)]);
});

describe('merge --identity', { concurrency: 2 }, () => {
  test('counts the lines of encrypted files before it merges them', async () => {
    await using root = await openFolder();
    await using keys = await openFolder();
    const [identity, key] = await identityFile(keys.path, 'key');
    await makeEncrypted(root.path, identity, 1);
    const good = await command('merge', root.path, '--identity', key);
    assert.deepEqual([good.exitCode, merged(good)], [0, [eventLine(BEGIN + HOUR, 'e')]]);
    await makeEncrypted(root.path, identity, 3);
    const refused = await command('merge', root.path, '--identity', key);
    assert.deepEqual([refused.exitCode, refused.stdout], [1, '']);
    assert.match(refused.stderr, /^error: .*events\.ndjson\.age has 1 line, and the manifest says 3\.$/m);
  });

  test('and a file of somebody else keeps no other from being stored', async () => {
    await using root = await openFolder();
    await using keys = await openFolder();
    const [[, key], [foreign]] = [await identityFile(keys.path, 'key'), await identityFile(keys.path, 'foreign')];
    const made = await makeChain(root.path, 1);
    await makeEncrypted(root.path, foreign, 1, [nth(made, 0)]);
    assert.equal((await command('merge', root.path, '--identity', key)).exitCode, 2);
    const rest = await command('merge', root.path, '--identity', key, '--only-proven');
    assert.deepEqual([rest.exitCode, merged(rest)], [1, linesOfGenerations(1)]);
    assert.match(rest.stderr, /^warning: no identity of --identity opens .*events\.ndjson\.age/m);
  });
});

test('no name in a zip file or a manifest writes a line, a command or a colour of its own', async () => {
  await using root = await openFolder();
  const made = await makeChain(root.path, 2);
  const hostile = ['x\n::error::planted', '\r##[error]planted', '\u001b[2Jplanted', 'a\u2028::warning::planted'];
  const files = Object.fromEntries(hostile.map((name) => [`${name}.ndjson`, Buffer.from('{}')]));
  await writeFile(
    join(root.path, 'planted.zip'),
    zipSync({ ...files, [`${hostile[0]}/manifest.json`]: Buffer.from('{}') }),
  );
  await mkdir(join(root.path, hostile[0] ?? ''), { recursive: true });
  const name = hostile.join('');
  const encryptedTo = hostile;
  const target = { kind: 'organization', name } as const;
  const run = { ...nth(made, 0).manifest.run, repository: name };
  const parents = [{ ...nth(made, 1).link, sha256: '0'.repeat(64), commit: '99.1.gone' }];
  await make(root.path, {
    ...{ generation: 3, parents, lines: usualLines(3) },
    change: { target, run, encryptedTo, apiHost: name, stream: 'f'.repeat(24) },
  });
  const shown = [
    await command('verify', root.path),
    await command('verify', root.path, '--json'),
    await command('merge', root.path),
    await command('merge', join(root.path, hostile[0] ?? ''), '--identity', join(root.path, hostile[1] ?? '')),
  ].map(({ stdout, stderr }) => `${stdout}\n${stderr}`);
  for (const text of shown) {
    assert.ok(text.includes('planted'), 'the names are shown');
    assert.doesNotMatch(text, /^\s*::|##\[/m);
    assert.doesNotMatch(text, /(?!\n)[\p{Cc}\p{Zl}\p{Zp}]/u);
  }
});
