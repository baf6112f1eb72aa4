/** What a person sees of a run: secrets hidden before the first word, progress in a group, one closing line, outputs, summary. */
import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { OUTPUTS } from '../../src/action/report/output-table.ts';
import { HOUR, MINUTE } from '../emulator/clock.ts';
import { linesOf } from '../emulator/delivered.ts';
import type { ActionResult } from '../emulator/runner.ts';
import { openFolder } from './folder.ts';
import { expectFailure, expectSuccess, openStage } from './stage.ts';

/** The toolkit hides more later on: the signatures of the addresses that it uploads to. */
function assertHiddenFirst({ stdout }: ActionResult, secrets: readonly string[]): void {
  const lines = stdout.split('\n');
  const hiding = lines.slice(
    0,
    lines.findIndex((line) => !line.startsWith('::add-mask::')),
  );
  for (const secret of secrets) assert.ok(hiding.includes(`::add-mask::${secret}`), 'a secret is hidden late or never');
}

test('every secret is masked before the first line of the log, also when the inputs are wrong', async () => {
  await using stage = await openStage();
  const { token, githubToken } = stage.github;
  const secrets = {
    sink: 'http',
    'sink-url': 'https://siem.example/canary-path',
    'sink-token': 'canary-sink-token',
    'sink-headers': 'X-Key: canary-header',
  };
  const wrong = expectFailure(await stage.collect({ ...secrets, 'per-page': '0' }), /per-page/);
  assertHiddenFirst(wrong, [token, githubToken, secrets['sink-url'], secrets['sink-token'], 'canary-header']);
  stage.happen(5);
  assertHiddenFirst(expectSuccess(await stage.collect()), [token, githubToken]);
});

test('the log shows each page with what is left of the hour, in one group, and a closing line after it', async () => {
  await using stage = await openStage();
  stage.happen(340, { gitShare: 0 });
  const { stdout } = expectSuccess(await stage.collect({ include: 'web' }));
  const shown = stdout.split('\n').filter((line) => /^::(group|endgroup)::|events? (of the|delivered)/.test(line));
  const page = (events: number, nth: number) =>
    new RegExp(`^${events} new events of the web feed so far, page ${nth}, complete up to \\S+Z, \\d+ requests left`);
  const expected = [
    /^::group::Collecting the audit log of organization octo-org$/,
    page(100, 1),
    page(200, 2),
    page(300, 3),
    page(340, 4),
    /^::endgroup::$/,
    /^340 events delivered, 0 already known, 4 pages, 5 requests, complete up to \S+Z, newest manifest [0-9a-f]{64}: caught up\.$/,
  ];
  assert.equal(shown.length, expected.length, shown.join('\n'));
  for (const [index, pattern] of expected.entries()) assert.match(shown[index] ?? '', pattern);
});

test('all outputs of a run that succeeded and of one that failed, and what their summaries add', async () => {
  await using stage = await openStage();
  const begin = stage.github.clock.now();
  stage.happen(150);
  expectSuccess(await stage.collect());
  stage.pass(10 * MINUTE);
  stage.happen(20, { from: stage.github.clock.now() - 5 * MINUTE });
  const run = expectSuccess(await stage.collect());
  const names = Object.keys(OUTPUTS);
  assert.deepEqual(Object.keys(run.outputs).toSorted(), names.toSorted());
  const { outputs, summary } = run;
  assert.equal(outputs['events'], '20');
  assert.ok(Number(outputs['duplicates']) > 0, 'the overlap was read again');
  const watermark = Date.parse(outputs['watermark'] ?? '');
  assert.ok(watermark > begin - HOUR && watermark < stage.github.clock.now());
  // Everything was read that existed when the run began; on a busy machine it takes seconds until the run says so.
  assert.match(outputs['lag-seconds'] ?? '', /^\d+$/);
  assert.ok(Number(outputs['lag-seconds']) <= Math.floor(run.durationMs / 1000), outputs['lag-seconds']);
  assert.match(outputs['artifact-url'] ?? '', /^https?:\/\/\S+\/actions\/runs\/\d+\/artifacts\/\d+$/);
  const factOf = (label: string): string => new RegExp(`^- \\*\\*${label}:\\*\\* (.*)$`, 'm').exec(summary)?.[1] ?? '';
  const figureOf = (row: string): string => new RegExp(`^\\| ${row}[^|]* \\| (.*) \\|$`, 'm').exec(summary)?.[1] ?? '';
  const minute = `\\d+ \\w{3}, \\d\\d:\\d\\d UTC`;
  assert.match(factOf('Delivered'), new RegExp(`^20 events, ${minute} to ${minute}$`));
  assert.ok(factOf('Complete up to').includes(`, ${(outputs['watermark'] ?? '').slice(11, 16)} UTC`));
  assert.equal(factOf('Next step'), 'none');
  assert.equal(figureOf('Read again and skipped'), outputs['duplicates']);
  assert.equal(figureOf('Requests'), outputs['requests']);
  assert.equal(figureOf('Requests left this hour').replaceAll(',', ''), outputs['rate-limit-remaining']);
  assert.ok(summary.includes(outputs['artifact-names'] ?? '?') && summary.includes(outputs['artifact-url'] ?? '?'));
  const failed = expectFailure(await stage.collect({ token: 'ghp_wrongwrongwrongwrong' }), /401/);
  assert.deepEqual(Object.keys(failed.outputs).toSorted(), names.toSorted());
  assert.match(failed.summary, /401/);
});

test('a run whose recording cannot be written fails, and later steps still get all its outputs', async () => {
  await using folder = await openFolder();
  const dir = join(folder.path, 'recording');
  await using stage = await openStage();
  stage.happen(20, { gitShare: 0 });
  const inputs = { artifact: 'false', include: 'web' };
  // A folder stands where the answer to the last request goes.
  await mkdir(join(dir, '00002.http'), { recursive: true });
  const run = expectFailure(
    await stage.collect({ ...inputs, 'record-dir': dir }),
    /recording could not be written to the disk/,
  );
  assert.equal(run.outputs['requests'], '2');
  assert.equal(run.outputs['events'], '20');
  assert.equal(linesOf(await readFile(run.outputs['files'] ?? '')).length, 20);
  const next = expectSuccess(await stage.collect(inputs));
  assert.equal(next.outputs['events'], '0', 'the position was saved');
});
