/**
 * A year in small: hundreds of hourly runs, quiet and busy, killed, doubled, without their cache and once moved back. Then an
 * auditor, who has nothing but the artifacts and the built command, gets a proof of the whole, with every incident by its name.
 */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { VerifyReport } from '../../src/evidence/verify/verify-report.ts';
import { HOUR } from '../emulator/clock.ts';
import { compareEvents, linesOf } from '../emulator/delivered.ts';
import type { Kill } from '../emulator/kill.ts';
import type { ActionResult } from '../emulator/runner.ts';
import { command, download } from '../scenario/evidence-command.ts';
import { openFolder } from '../scenario/folder.ts';
import { expectFailure, expectSuccess, openStage, type Stage } from '../scenario/stage.ts';
import { makeKey } from './signing-keys.ts';

type Inputs = Readonly<Record<string, string>>;

interface Year {
  readonly hours: number;
  readonly inputs: Inputs;
  /** Besides `inputs`, what the first run has to be given. */
  readonly first?: Inputs;
  readonly kills: readonly Kill[];
}

const KILLS: readonly Kill[] = [
  { on: 'artifact.finalize', moment: 'before' },
  { on: 'artifact.finalize', moment: 'after' },
  { on: 'audit-log', moment: 'after' },
  { on: 'blob.put.list', moment: 'after' },
];
const CACHE_KILLS: readonly Kill[] = [
  { on: 'cache.create', moment: 'before' },
  { on: 'cache.finalize', moment: 'after' },
];

/** Everything that befalls the collector in one hour; each kind comes at intervals of its own, so that they also meet. */
interface Hour {
  readonly events: number;
  readonly isEvicted: boolean;
  readonly isDoubled: boolean;
  readonly kill: Kill | undefined;
  /** Runs that did not come before this one. */
  readonly missed: number;
}

function planHour(hour: number, kills: readonly Kill[]): Hour {
  return {
    events: hour % 3 === 0 ? 0 : ((hour * 7) % 23) + (hour % 50 === 7 ? 250 : 0),
    isEvicted: hour % 13 === 5,
    isDoubled: hour % 19 === 7,
    kill: hour % 11 === 8 ? kills[Math.floor(hour / 11) % kills.length] : undefined,
    missed: hour % 60 === 59 ? 9 : 0,
  };
}

async function liveHour(stage: Stage, plan: Hour, inputs: Inputs): Promise<readonly ActionResult[]> {
  const { events, isEvicted, isDoubled, kill, missed } = plan;
  stage.pass((1 + missed) * HOUR);
  if (events > 0) stage.happen(events, { oldGitShare: 0.3 });
  if (isEvicted) stage.github.caches.evict();
  const first = stage.collect(inputs, kill === undefined ? {} : { kill });
  const runs = await Promise.all(isDoubled ? [first, stage.collect(inputs)] : [first]);
  for (const run of kill === undefined ? runs : runs.slice(1)) expectSuccess(run);
  return runs;
}

/** Gives all runs of the year. */
async function liveYear(stage: Stage, { hours, inputs, first = {}, kills }: Year): Promise<readonly ActionResult[]> {
  stage.happen(30);
  const runs = [expectSuccess(await stage.collect({ ...inputs, ...first }))];
  for (let hour = 1; hour < hours; hour += 1) {
    runs.push(...(await liveHour(stage, planHour(hour, kills), inputs)));
    if (hour !== Math.floor(hours / 2)) continue;
    const since = new Date(stage.github.clock.now() - 5 * HOUR).toISOString();
    runs.push(expectSuccess(await stage.collect({ ...inputs, mode: 'reset', since })));
  }
  runs.push(expectSuccess(await stage.collect(inputs)));
  return runs;
}

type Proof = Pick<VerifyReport, 'answers' | 'findings' | 'chains' | 'totals'>;

async function verify(folder: string, ...flags: readonly string[]): Promise<Proof & { readonly exitCode: number }> {
  const { exitCode, stdout, stderr } = await command('verify', folder, '--json', ...flags);
  assert.equal(stderr, '');
  return { ...JSON.parse(stdout), exitCode };
}

/** Lines that came more than once and have an id; `verify` cannot distinguish the others. */
function repeatedIds(stage: Stage): number {
  const { duplicated } = compareEvents(stage.github.log.all, stage.delivered);
  return duplicated.filter((line) => line.includes('"_document_id"')).length;
}

/** What holds for every year, whatever befell it. */
async function proveYear(stage: Stage, runs: readonly ActionResult[], folder: string, ...flags: readonly string[]) {
  const { lost, altered, foreign } = compareEvents(stage.github.log.all, stage.delivered);
  assert.deepEqual([lost, altered, foreign], [[], [], []]);
  await download(stage.github, folder);
  const head = runs.at(-1)?.outputs['manifest-sha256'] ?? '';
  const proof = await verify(folder, '--head', head, ...flags);
  assert.equal(proof.exitCode, 0, JSON.stringify(proof.findings));
  assert.deepEqual(
    proof.chains.map(({ start, heads }) => [start, heads.map(({ sha256 }) => sha256)]),
    [['first-run', [head]]],
    'one chain, from the first run to the head that the last run names',
  );
  assert.ok(proof.chains.every(({ feeds }) => feeds.length === 2 && feeds.every(({ holes }) => holes.length === 0)));
  assert.equal(proof.totals.events, stage.delivered.length);
  assert.equal(proof.totals.duplicates, repeatedIds(stage));
  const merged = await command('merge', folder);
  assert.equal(merged.exitCode, 0, merged.stderr);
  stage.assertComplete(stage.github.log.all, linesOf(Buffer.from(merged.stdout)));
  return proof;
}

describe('a year in small', { concurrency: 2 }, () => {
  test('400 runs, with kills, evictions, overlaps and a reset: verify proves the whole', async () => {
    await using stage = await openStage();
    await using folder = await openFolder();
    const runs = await liveYear(stage, { hours: 380, inputs: {}, kills: [...KILLS, ...CACHE_KILLS] });
    assert.ok(runs.length >= 400, `${runs.length} runs`);
    assert.ok(runs.filter(({ signal }) => signal === 'SIGKILL').length >= 25, 'runs were killed');
    const proof = await proveYear(stage, runs, folder.path);
    assert.deepEqual(proof.answers, { unaltered: 'yes', complete: 'yes', covered: 'yes', signed: 'unknown' });
    assert.deepEqual(
      proof.findings.map(({ what }) => what),
      ['signatures were not checked'],
    );
  });

  test('100 signed runs: verify also proves who signed them, and names a lost position', async () => {
    await using stage = await openStage();
    await using folder = await openFolder();
    const key = await makeKey(folder.path);
    const signers = join(folder.path, 'allowed_signers');
    await writeFile(signers, `collector ${key.line}\n`);
    const first = { 'on-cold-start': 'collect' };
    const runs = await liveYear(stage, { hours: 93, inputs: key.inputs, first, kills: KILLS });
    assert.ok(runs.length >= 100, `${runs.length} runs`);
    const downloads = join(folder.path, 'audit-log');
    const proof = await proveYear(stage, runs, downloads, '--allowed-signers', signers);
    assert.deepEqual(proof.answers, { unaltered: 'yes', complete: 'yes', covered: 'yes', signed: 'yes' });
    assert.deepEqual(proof.findings, []);

    stage.github.artifacts.expire();
    stage.pass(HOUR);
    stage.happen(10);
    const anew = expectFailure(await stage.collect({ ...key.inputs, ...first }), /Every saved position is gone/);
    await download(stage.github, downloads);
    const later = await verify(downloads, '--allowed-signers', signers);
    assert.equal(later.exitCode, 0);
    const [start] = later.findings.filter(({ what }) => what.startsWith('the chain starts over at'));
    assert.match(start?.what ?? '', new RegExp(`${anew.run.id}\\.1\\..* \\(position-lost\\)$`));
    const [chain] = later.chains;
    assert.equal(chain?.start, 'first-run');
    assert.deepEqual(
      chain?.heads.slice(1).map(({ generation, sha256 }) => [generation, sha256]),
      [[1, anew.outputs['manifest-sha256']]],
      'the newest one is the first of the new chain, although generations start over',
    );
  });
});
