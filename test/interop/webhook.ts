/**
 * Debian's `webhook` (github.com/adnanh/webhook) verifies our HMAC signature and hands the body to a command, which writes it
 * down. So what is compared are the bytes that another program took for signed by us.
 */
import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { linesOf } from '../emulator/delivered.ts';
import { expectFailure, expectSuccess } from '../scenario/stage.ts';
import { findDebian } from './debian.ts';
import { assertStored, BY_SINK, openJob, rawsOf, TOKEN } from './expect.ts';
import { startGate } from './gate.ts';
import { freePort, openFolder, type Program, startProgram } from './program.ts';
import { restartBefore } from './restart.ts';
import type { Subject } from './subject.ts';

/** The names of the files are in the order of arrival. */
const SCRIPT = `#!/bin/sh\nprintf '%s' "$BODY" > "$(date +%s%N).body"\n`;

async function openHook(path: string, folder: string): Promise<{ readonly program: Program; readonly url: string }> {
  const script = join(folder, 'keep.sh');
  await writeFile(script, SCRIPT, { mode: 0o755 });
  const signature = { source: 'header', name: 'X-Hub-Signature-256' };
  const hook = {
    id: 'audit',
    'execute-command': script,
    'command-working-directory': folder,
    // The answer then comes after the command, not before.
    'include-command-output-in-response': true,
    'pass-environment-to-command': [{ source: 'raw-request-body', envname: 'BODY' }],
    'trigger-rule': { match: { type: 'payload-hmac-sha256', secret: TOKEN, parameter: signature } },
    'trigger-rule-mismatch-http-response-code': 403,
  };
  const hooks = join(folder, 'hooks.json');
  await writeFile(hooks, JSON.stringify([hook]));
  const port = await freePort();
  const args = ['-hooks', hooks, '-ip', '127.0.0.1', '-port', String(port), '-verbose'];
  return { program: await startProgram({ file: path, args, port, folder }), url: `http://127.0.0.1:${port}` };
}

async function readKept(folder: string): Promise<readonly string[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.body')).sort();
  const bodies = await Promise.all(names.map((name) => readFile(join(folder, name))));
  return bodies.flatMap((body) => linesOf(body));
}

const inputsFor = (url: string) => ({
  ...BY_SINK,
  sink: 'http',
  'sink-url': `${url}/hooks/audit`,
  'sink-token': TOKEN,
  'sink-options': 'signature: hmac-sha256',
  // A body has to fit into one variable of the environment.
  'sink-batch-bytes': '60000',
});

async function survivesRestart(path: string): Promise<void> {
  await using folder = await openFolder();
  const { program, url } = await openHook(path, folder.path);
  await using _ = program;
  const restart = restartBefore(2, program);
  await using gate = await startGate(url, restart);
  await using stage = await openJob(250, 0.05);
  expectSuccess(await stage.collect(inputsFor(gate.url)));
  await restart.done();
  assert.ok(gate.statuses.includes(0), 'it was away for at least one request');
  const kept = await readKept(folder.path);
  assertStored(rawsOf(stage), kept);
}

async function refusesWrongSecret(path: string): Promise<void> {
  await using folder = await openFolder();
  const { program, url } = await openHook(path, folder.path);
  await using _ = program;
  await using stage = await openJob(40);
  const wrong = { ...inputsFor(url), 'sink-token': 'another-secret-0123456789', 'retry-attempts': '2' };
  // Version 2.8 says 500 to a wrong signature, and 403 to none: the run must fail with both.
  expectFailure(await stage.collect(wrong), /HTTP 500|refused the request: HTTP 403/);
  expectFailure(await stage.collect({ ...inputsFor(url), 'sink-options': '' }), /refused the request: HTTP 403/);
  assert.deepEqual(await readKept(folder.path), []);
  expectSuccess(await stage.collect(inputsFor(url)));
  assertStored(rawsOf(stage), await readKept(folder.path));
}

export const WEBHOOK: Subject = {
  name: 'webhook',
  find: () => findDebian('webhook'),
  scenarios: [
    { name: 'accepts our signature over every batch, restarted in the middle', run: survivesRestart },
    {
      name: 'a wrong secret or no signature: the run fails, nothing is stored, a later run delivers everything',
      run: refusesWrongSecret,
    },
  ],
};
