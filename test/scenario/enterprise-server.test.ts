/**
 * The workflow of docs/enterprise-server.md: Enterprise Server with a certificate of its own authority, no artifacts, positions and
 * files on the disk of the runner, and the page's own script that copies the files. A copy that fails costs no event.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { glob, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { selfSigned } from '../emulator/certificate.ts';
import { HOUR } from '../emulator/clock.ts';
import { startProxy } from '../emulator/proxy.ts';
import { startTlsFront } from '../emulator/tls-front.ts';
import { codeBlocks } from '../meta/markdown.ts';
import { ROOT } from '../meta/tree.ts';
import { expectFailure, expectSuccess, openStage } from './stage.ts';

interface Step {
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

/** The two steps of the page: the inputs of the action, and the script that copies. */
async function stepsOfPage(): Promise<{ readonly inputs: Readonly<Record<string, unknown>>; readonly script: string }> {
  const text = await readFile(join(ROOT, 'docs/enterprise-server.md'), 'utf8');
  const block = codeBlocks(text).find(({ language }) => language === 'yaml')?.text ?? assert.fail('no workflow');
  const [collect, copy]: readonly Step[] = parse(block).jobs.collect.steps;
  return { inputs: collect?.with ?? assert.fail(), script: copy?.run ?? assert.fail() };
}

async function copiedLines(share: string): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const path of glob('**/events.ndjson', { cwd: share })) {
    lines.push(...(await readFile(join(share, path), 'utf8')).split('\n').slice(0, -1));
  }
  return lines;
}

test('files outlive a job that ends before it has copied them', async () => {
  const page = await stepsOfPage();
  const folder = await mkdtemp(join(tmpdir(), 'enterprise-server-'));
  const [files, share] = [join(folder, 'files'), join(folder, 'share')];
  const tls = selfSigned();
  await using stage = await openStage({ rateLimit: 0 });
  await using server = await startTlsFront(stage.github.apiUrl, tls);
  await using proxy = await startProxy();
  const inputs = {
    ...{ artifact: String(page.inputs['artifact']), 'state-dir': join(folder, 'positions'), 'output-dir': files },
    ...{ 'api-url': `${server.url}/api/v3`, 'ca-certificates': tls.cert },
  };
  const env = { HTTPS_PROXY: proxy.url, NO_PROXY: '127.0.0.1', GITHUB_SERVER_URL: 'https://github.example.com' };
  const copy = async (run: number) => {
    const own = { FILES: files, SHARE: share, GITHUB_RUN_ID: String(run), GITHUB_RUN_ATTEMPT: '1' };
    await promisify(execFile)('bash', ['-c', page.script], { env: { ...process.env, ...own } });
  };
  try {
    // As it comes: Enterprise Server has no artifacts, and an error says so before anything is read.
    expectFailure(await stage.collect({ ...inputs, artifact: 'true' }, { env }), /Enterprise Server has no artifacts/);
    for (const run of [1, 2, 3, 4]) {
      stage.happen(60);
      const done = expectSuccess(await stage.collect(inputs, { env }));
      assert.ok(done.requests.every(({ label, prefix }) => label !== 'audit-log' || prefix === '/api/v3'));
      // The second job is killed before its last step.
      if (run !== 2) await copy(run);
      stage.pass(HOUR);
    }
    stage.assertComplete(stage.github.log.all, await copiedLines(share));
    const { stdout } = await promisify(execFile)(process.execPath, [join(ROOT, 'dist/cli.js'), 'verify', share]);
    for (const question of ['Unaltered', 'Complete', 'Covered'])
      assert.match(stdout, new RegExp(`${question}\\?\\s+YES`));
    assert.deepEqual(proxy.seen, [], 'NO_PROXY names the server');
    assert.deepEqual(stage.github.artifacts.all, []);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
