/**
 * The published package: packed, installed somewhere else without anything of this project around it, and run by each version
 * of Node that it promises. What is inside is the bundle, so npm installs nothing with it.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { linesOf } from '../emulator/delivered.ts';
import { openFolder } from '../scenario/folder.ts';
import { openStage } from '../scenario/stage.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const run = promisify(execFile);

/** The oldest line of Node that is promised, by its newest version; the package of npm has the program in it. */
const NODE_22 = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}@22.23.5`;
const QUIET = ['--no-audit', '--no-fund', '--ignore-scripts', '--no-save', '--loglevel=error'];

const [elsewhere, node22] = await Promise.all([openFolder(), openFolder()]);
after(() => Promise.all([elsewhere, node22].map((folder) => folder[Symbol.asyncDispose]())));

const nodes: Readonly<Record<string, () => string>> = {
  'Node 24': () => dirname(process.execPath),
  'Node 22': () => join(node22.path, 'node_modules', '.bin'),
};

/** The command as npm links it, with this Node in front of the path and no other variable than those given. */
async function command(bin: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const path = [bin, '/usr/local/bin', '/usr/bin', '/bin'].join(delimiter);
  const installed = join(elsewhere.path, 'node_modules', '.bin', 'collect-audit-log');
  return run(installed, args, { cwd: elsewhere.path, env: { PATH: path, ...env } });
}

before(async () => {
  const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', elsewhere.path], {
    cwd: ROOT,
  });
  const [{ filename, files }] = JSON.parse(stdout) as [{ filename: string; files: readonly { path: string }[] }];
  const outside = files
    .map(({ path }) => path)
    .filter((path) => !/^(dist\/.*|README\.md|LICENSE|package\.json)$/.test(path));
  assert.deepEqual(outside, [], 'nothing but the bundle is published');
  await run('npm', ['install', '--offline', ...QUIET, join(elsewhere.path, filename)], { cwd: elsewhere.path });
  await run('npm', ['install', ...QUIET, '--prefix', node22.path, NODE_22], { cwd: node22.path });
});

test('it has no dependencies', async () => {
  const installed = await readdir(join(elsewhere.path, 'node_modules'));
  assert.deepEqual(
    installed.filter((name) => !name.startsWith('.')),
    ['collect-audit-log'],
  );
});

for (const [name, bin] of Object.entries(nodes)) {
  describe(name, () => {
    test('says its version and its help', async () => {
      const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
      assert.equal(
        (await run(join(bin(), 'node'), ['--version'])).stdout.split('.')[0],
        `v${name.slice('Node '.length)}`,
      );
      assert.equal((await command(bin(), ['--version'])).stdout, `collect-audit-log ${version}\n`);
      assert.match((await command(bin(), ['--help'])).stdout, /^Usage\n {2}collect-audit-log/m);
    });

    for (const compression of ['none', 'zstd']) {
      test(`collects, verifies and merges, compression ${compression}`, async () => {
        await using stage = await openStage();
        await using folder = await openFolder();
        stage.happen(120);
        const { token: GITHUB_TOKEN, organization: GITHUB_ORG, apiUrl: GITHUB_API_URL } = stage.github;
        const dirs = ['--output-dir', join(folder.path, 'out'), '--state-dir', join(folder.path, 'state')];
        const env = { GITHUB_TOKEN, GITHUB_ORG, GITHUB_API_URL };
        const { stdout, stderr } = await command(bin(), ['--stdout', '--compression', compression, ...dirs], env);
        stage.assertComplete(stage.github.log.all, linesOf(Buffer.from(stdout)));
        assert.match(stderr, /^120 events delivered/m);
        const out = join(folder.path, 'out');
        assert.match((await command(bin(), ['verify', out])).stdout, /^Complete\? +YES/m);
        stage.assertComplete(stage.github.log.all, linesOf(Buffer.from((await command(bin(), ['merge', out])).stdout)));
      });
    }

    test('fails with an exit code and one error', async () => {
      await assert.rejects(command(bin(), ['--organization', 'acme']), (error: { code: number; stderr: string }) => {
        assert.equal(error.code, 1);
        assert.match(error.stderr, /^error: .*\n- token: /m);
        return true;
      });
    });
  });
}

test('npx finds it where it is installed', async () => {
  const path = [dirname(process.execPath), process.env['PATH']].join(delimiter);
  const { stdout } = await run('npx', ['--no-install', 'collect-audit-log', '--version'], {
    cwd: elsewhere.path,
    env: { ...process.env, PATH: path },
  });
  assert.match(stdout, /^collect-audit-log \d/);
});
