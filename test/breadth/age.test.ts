/**
 * Encryption against the real `age` and `age-keygen`, both ways, through the built action and the built command: what is delivered can be
 * read without anything of this project, and what somebody else encrypted is read by it. Files of any size go through as a stream.
 */
import assert from 'node:assert/strict';
import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { sha256Of } from '../../src/evidence/chain.ts';
import { linesOf } from '../emulator/delivered.ts';
import { watchPeakMemory } from '../emulator/process-probe.ts';
import { ROOT } from '../meta/tree.ts';
import { openFolder } from '../scenario/folder.ts';
import { expectSuccess, openStage } from '../scenario/stage.ts';
import { BEGIN, eventLine, make } from '../unit/evidence/deliveries.ts';

const run = promisify(execFile);
const CLI = join(ROOT, 'dist', 'cli.js');
const MAX = { maxBuffer: 200_000_000 };

before(() => {
  for (const program of ['age', 'age-keygen']) {
    assert.doesNotThrow(
      () => execFileSync(program, ['--version'], { stdio: 'ignore' }),
      `${program} is missing: it is in the package age of Debian, Ubuntu, Alpine and Homebrew`,
    );
  }
});

interface Key {
  /** Of the file with the identity. */
  readonly path: string;
  readonly recipient: string;
}

async function keygen(folder: string, name: string): Promise<Key> {
  const path = join(folder, name);
  await run('age-keygen', ['-o', path]);
  return { path, recipient: (await run('age-keygen', ['-y', path])).stdout.trim() };
}

function command(...args: readonly string[]) {
  return run(process.execPath, [CLI, ...args], MAX);
}

describe('files of the action', { concurrency: 2 }, () => {
  for (const compression of ['none', 'gzip', 'zstd'] as const) {
    test(`are opened by age for each recipient, compression ${compression}`, async () => {
      await using stage = await openStage();
      await using folder = await openFolder();
      const keys = [await keygen(folder.path, 'own'), await keygen(folder.path, 'other')];
      const stranger = await keygen(folder.path, 'stranger');
      stage.happen(300);
      const inputs = { compression, 'encrypt-to': keys.map(({ recipient }) => recipient).join('\n') };
      const { outputDir } = expectSuccess(await stage.collect(inputs));
      const [name = ''] = (await readdir(outputDir)).filter((each) => each.startsWith('events'));
      assert.match(name, /\.age$/);
      for (const { path } of keys) {
        const clear = execFileSync('age', ['--decrypt', '-i', path, join(outputDir, name)], MAX);
        const text = { none: () => clear, gzip: () => gunzipSync(clear), zstd: () => zstdDecompressSync(clear) };
        stage.assertComplete(stage.github.log.all, linesOf(text[compression]()));
      }
      assert.throws(() => execFileSync('age', ['--decrypt', '-i', stranger.path, join(outputDir, name)], MAX));
      const merged = await command('merge', outputDir, '--identity', keys[1]?.path ?? '');
      stage.assertComplete(stage.github.log.all, linesOf(Buffer.from(merged.stdout)));
    });
  }
});

test('a large collection is encrypted batch by batch, in little more memory than without', async () => {
  await using folder = await openFolder();
  const { recipient } = await keygen(folder.path, 'key');
  const peaks: number[] = [];
  for (const inputs of [{}, { 'encrypt-to': recipient }]) {
    await using stage = await openStage();
    stage.happen(21_000, { gitShare: 0, oddShare: 0 });
    const run = expectSuccess(await stage.collect({ include: 'web', artifact: 'false', ...inputs }));
    assert.equal(run.outputs['events'], '21000');
    const files = (await readdir(run.outputDir)).filter((name) => name.startsWith('events'));
    assert.equal(files.length, inputs['encrypt-to'] === undefined ? 1 : 3, 'a file for each commit');
    peaks.push(run.peakMemoryBytes);
  }
  const [plain = 0, encrypted = 0] = peaks;
  const shown = peaks.map((peak) => `${Math.round(peak / 1e6)} MB`).join(', ');
  assert.ok(plain > 50e6 && encrypted < plain + 80e6, shown);
});

describe('files of age', () => {
  test('are read by the command, one for each of several keys', async () => {
    await using root = await openFolder();
    await using folder = await openFolder();
    const keys = [await keygen(folder.path, 'first'), await keygen(folder.path, 'second')];
    const lines = [eventLine(BEGIN, 'a'), eventLine(BEGIN + 3_600_000, 'b')];
    let parents: Parameters<typeof make>[1]['parents'] = [];
    for (const [index, { recipient }] of keys.entries()) {
      const line = lines[index] ?? '';
      const encrypted = execFileSync('age', ['-r', recipient], { input: `${line}\n` });
      const facts = { name: 'events.ndjson.age', bytes: encrypted.length, sha256: sha256Of(encrypted), events: 1 };
      const change = { files: [facts], encryptedTo: [recipient] };
      const made = await make(root.path, { generation: index + 1, parents, lines: [line], change });
      await rm(join(made.folder, 'events.ndjson'));
      await writeFile(join(made.folder, facts.name), encrypted);
      parents = [made.link];
    }
    const identities = keys.flatMap(({ path }) => ['--identity', path]);
    const merged = await command('merge', root.path, ...identities);
    assert.deepEqual(linesOf(Buffer.from(merged.stdout)), lines);
    const { stdout } = await command('verify', root.path, '--json', ...identities);
    assert.equal(JSON.parse(stdout).totals.encryptedFiles, 0);
  });

  test('of 100 MB are verified and merged in flat memory', { timeout: 300_000 }, async () => {
    await using root = await openFolder();
    await using folder = await openFolder();
    const { path, recipient } = await keygen(folder.path, 'key');
    const peaks: number[] = [];
    for (const bytes of [10_000_000, 100_000_000]) {
      const made = await make(root.path, { generation: 1, parents: [], lines: [] });
      const [clear, encrypted] = [join(folder.path, 'clear'), join(made.folder, 'events.ndjson.age')];
      const events = await writeEvents(clear, bytes);
      await run('age', ['-r', recipient, '-o', encrypted, clear]);
      const content = await hashOf(encrypted);
      const facts = { name: 'events.ndjson.age', ...content, events };
      await make(root.path, {
        ...{ generation: 1, parents: [], lines: [] },
        change: { files: [facts], encryptedTo: [recipient], counts: { events, deadLetters: 0, duplicates: 0 } },
      });
      const output = join(folder.path, 'merged.ndjson');
      const verified = await peakOf(['verify', root.path, '--identity', path]);
      assert.match(
        verified.stdout,
        new RegExp(`^${events.toLocaleString('en')} events, 0 of them more than once; `, 'm'),
      );
      const merged = await peakOf(['merge', root.path, '--identity', path, '--output', output]);
      assert.equal((await hashOf(output)).sha256, (await hashOf(clear)).sha256, 'the same lines in the same order');
      peaks.push(verified.peak, merged.peak);
      await rm(output);
    }
    const [smallVerify = 0, smallMerge = 0, verify = 0, merge = 0] = peaks;
    const shown = peaks.map((peak) => `${Math.round(peak / 1e6)} MB`).join(', ');
    assert.ok(verify < 200e6 && verify < smallVerify + 60e6, shown);
    assert.ok(merge < 300e6 && merge < smallMerge + 150e6, shown);
  });
});

/** In the order that `merge` gives them; the number of them. */
async function writeEvents(path: string, bytes: number): Promise<number> {
  const file = createWriteStream(path);
  const padding = 'x'.repeat(900);
  let events = 0;
  for (let size = 0; size < bytes; ) {
    let piece = '';
    for (let i = 0; i < 500; i += 1, events += 1) {
      piece += `${eventLine(BEGIN + events, `id-${events}`, `,"padding":"${padding}"`)}\n`;
    }
    size += piece.length;
    if (!file.write(piece)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'close');
  return events;
}

async function hashOf(path: string): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const { createHash } = await import('node:crypto');
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
    hash.update(piece);
    bytes += piece.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}

async function peakOf(args: readonly string[]): Promise<{ readonly stdout: string; readonly peak: number }> {
  const child = spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const peak = watchPeakMemory(child.pid ?? 0, 5);
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (piece: Buffer) => {
    stdout += piece.toString();
  });
  child.stderr.on('data', (piece: Buffer) => {
    stderr += piece.toString();
  });
  const [code] = await once(child, 'close');
  assert.equal(code, 0, stderr);
  return { stdout, peak: peak() };
}

test('a file of identities that cannot be used is one error, and nothing of it is shown', async () => {
  await using folder = await openFolder();
  const { path } = await keygen(folder.path, 'key');
  const secret = linesOf(await readFile(path)).find((line) => line.startsWith('AGE-SECRET-KEY')) ?? '';
  const files = {
    empty: ['# created\n', /no identity is in it/],
    mistyped: [`${secret.slice(0, -1)}${secret.endsWith('X') ? 'Y' : 'X'}\n`, /line 1 is no identity/],
    protected: ['age-encryption.org/v1\n-> scrypt\n', /protected by a passphrase/],
  } as const;
  for (const [kind, [content, expected]] of Object.entries(files)) {
    await writeFile(join(folder.path, kind), content);
    for (const name of ['verify', 'merge']) {
      const failed = await command(name, folder.path, '--identity', join(folder.path, kind)).then(
        () => assert.fail('it was accepted'),
        (error: { readonly code: number; readonly stderr: string }) => error,
      );
      assert.equal(failed.code, 2);
      assert.match(failed.stderr, expected);
      assert.ok(!failed.stderr.includes(secret.slice(0, 40)));
    }
  }
});
