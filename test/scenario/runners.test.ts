/** Runners that are not GitHub's own: no root, no home, another `tar`, no `zstd`, odd folders. Everything is delivered all the same. */
import assert from 'node:assert/strict';
import { chmod, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { MINUTE } from '../emulator/clock.ts';
import { locate } from '../interop/program.ts';
import { openFolder } from './folder.ts';
import { expectSuccess, openStage, type Stage } from './stage.ts';

/** `nobody` and its like on most systems. */
const STRANGER = 65_534;
const isRoot = process.getuid?.() === 0;

/** Two runs: the second has to find the position that the first one left. */
async function collectTwice(stage: Stage, options: Parameters<Stage['collect']>[1]): Promise<string> {
  stage.happen(30);
  const first = expectSuccess(await stage.collect({}, options));
  assert.equal(first.outputs['events'], '30');
  stage.pass(5 * MINUTE);
  const second = expectSuccess(await stage.collect({}, options));
  assert.equal(second.outputs['events'], '0', 'the position was found');
  stage.assertComplete();
  return [first, second]
    .flatMap(({ annotations }) => annotations)
    .filter(({ level, message }) => level === 'warning' && !/\bclock\b/.test(message)) // The emulator's is a fixed day.
    .map(({ message }) => message)
    .join('\n');
}

/** A folder for PATH with these programs and no others. */
async function binFolder(folder: string, programs: Readonly<Record<string, string>>): Promise<string> {
  const bin = join(folder, 'bin');
  await mkdir(bin);
  for (const [name, path] of Object.entries(programs)) await symlink(path, join(bin, name));
  return bin;
}

function pathOf(program: string): string {
  const path = locate(program);
  assert.ok(path !== undefined, `${program} is not installed: this scenario needs it`);
  return path;
}

test('a job without root, with a home that it cannot write to', async () => {
  await using folder = await openFolder();
  await chmod(folder.path, 0o555);
  await using stage = await openStage();
  const user = isRoot ? { user: STRANGER } : {};
  assert.equal(await collectTwice(stage, { ...user, env: { HOME: folder.path } }), '');
});

test('a job without a home', async () => {
  await using stage = await openStage();
  assert.equal(await collectTwice(stage, { env: { HOME: undefined, USERPROFILE: undefined } }), '');
});

// Other systems have another `tar` and no BusyBox; links make no folder of programs there.
const onLinux = process.platform === 'linux' ? test : () => {};

onLinux('a machine without zstd keeps the position in the cache as gzip', async () => {
  await using folder = await openFolder();
  const PATH = await binFolder(folder.path, { tar: pathOf('tar'), gzip: pathOf('gzip'), sh: pathOf('sh') });
  await using stage = await openStage();
  assert.equal(await collectTwice(stage, { env: { PATH } }), '');
  assert.ok(stage.github.caches.entries.some(({ finalized }) => finalized));
});

onLinux('the tar of BusyBox, which the cache client cannot use: the position is found in the artifact', async () => {
  await using folder = await openFolder();
  const PATH = await binFolder(folder.path, { tar: pathOf('busybox'), gzip: pathOf('busybox'), sh: pathOf('busybox') });
  await using stage = await openStage();
  const warnings = await collectTwice(stage, { env: { PATH } });
  assert.match(warnings, /not in the Actions cache: .*tar/, 'and the run says which program is to blame');
  assert.doesNotMatch(warnings, /the service refused/);
});

test('folders with letters of other alphabets in their names', async () => {
  await using folder = await openFolder();
  const temp = join(folder.path, 'Büro', '日本');
  await using stage = await openStage();
  assert.equal(await collectTwice(stage, { temp }), '');
});

// @actions/cache 6.3.0 gives `tar` its paths in one unquoted line.
test('a folder with a blank in its name, which the cache client cannot use: the position is found in the artifact', async () => {
  await using folder = await openFolder();
  await using stage = await openStage();
  const warnings = await collectTwice(stage, { temp: join(folder.path, 'Program Files') });
  assert.match(warnings, /not in the Actions cache: .*tar/);
});
