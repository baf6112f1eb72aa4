import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { faultsOf } from '../../../scripts/outcome.ts';
import { runStage } from '../../../scripts/run-stage.ts';

const LONG_MS = 60_000;
/** Two processes have begun by then, on a busy machine too. */
const STARTED_MS = 4_000;

async function folder(t: TestContext): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'run-stage-'));
  t.after(() => rm(path, { recursive: true, force: true }));
  return path;
}

test('a check: its exit code, and all that it printed', async (t) => {
  const args = ['-e', 'console.log("out"); console.error("err"); process.exitCode = 3'];
  const { outcome, output } = await runStage({ name: 'check', args }, await folder(t), LONG_MS);
  assert.deepEqual(outcome, { code: 3, totals: undefined });
  assert.match(output, /out/);
  assert.match(output, /err/);
});

test('tests: their totals', async (t) => {
  const cwd = await folder(t);
  await writeFile(
    join(cwd, 'a.test.mjs'),
    `import { test } from 'node:test';
     test('good', () => {});
     test('bad', () => { throw new Error('x'); });
     test('left out', { ['sk' + 'ip']: true }, () => {});`,
  );
  const args = ['--test', '--test-reporter=spec', 'a.test.mjs'];
  const { outcome } = await runStage({ name: 'tests', args, tests: 'unit' }, cwd, LONG_MS);
  assert.deepEqual(outcome.totals, { passed: 1, failed: 1, leftOut: 1 });
  assert.equal(outcome.code, 1);
});

test('a stage that hangs is ended with its children, even where they spin', async (t) => {
  const cwd = await folder(t);
  const spin = "for (;;) require('node:fs').writeFileSync('beat', String(process.hrtime.bigint()));";
  const args = ['-e', `require('node:child_process').spawnSync(process.execPath, ['-e', ${JSON.stringify(spin)}])`];
  const { outcome } = await runStage({ name: 'hangs', args }, cwd, STARTED_MS);
  assert.equal(faultsOf(outcome).length, 1);
  assert.match(String(outcome.code), /watchdog/);
  const beat = () => readFile(join(cwd, 'beat'), 'utf8');
  const last = await beat();
  await new Promise((resolve) => setTimeout(resolve, 300));
  assert.equal(await beat(), last);
});

test('what a runner or a proxy leaves in the environment does not reach a stage', async (t) => {
  process.env['GITHUB_TOKEN'] = process.env['https_proxy'] = process.env['HARMLESS'] = 'x';
  t.after(() => {
    for (const name of ['GITHUB_TOKEN', 'https_proxy', 'HARMLESS']) delete process.env[name];
  });
  const args = [
    '-p',
    'Object.keys(process.env).filter((name) => /^(GITHUB_TOKEN|https_proxy|HARMLESS)$/.test(name)).join()',
  ];
  const { output } = await runStage({ name: 'environment', args }, await folder(t), LONG_MS);
  assert.equal(output.trim(), 'HARMLESS');
});
