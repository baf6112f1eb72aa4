/**
 * Signed positions at the wrong place or time: put back, of another repository, forged next to a good one, with a lost key. Each
 * costs what docs/evidence.md says, and not an event more.
 */
import assert from 'node:assert/strict';
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { VerifyReport } from '../../src/evidence/verify/verify-report.ts';
import { HOUR } from '../emulator/clock.ts';
import { deliveredEvents } from '../emulator/delivered.ts';
import type { ActionResult } from '../emulator/runner.ts';
import { startSink } from '../emulator/sinks/sink-server.ts';
import { S3Double } from '../emulator/stores/s3-double.ts';
import { command, download } from '../scenario/evidence-command.ts';
import { openFolder } from '../scenario/folder.ts';
import { forge, newestPosition } from '../scenario/forgery.ts';
import { expectFailure, expectSuccess, openStage, type Stage, warningsOf } from '../scenario/stage.ts';
import { makeKey } from './signing-keys.ts';

type Inputs = Readonly<Record<string, string>>;

/** `events` happen, and a run collects them; gives the run. */
async function collectHour(stage: Stage, events: number, inputs: Inputs): Promise<ActionResult> {
  stage.pass(HOUR);
  stage.happen(events);
  return expectSuccess(await stage.collect(inputs));
}

/** Somebody who can delete artifacts leaves only those of one run. */
function keepOnly({ github }: Stage, { run }: ActionResult): void {
  github.artifacts.remove(({ runId }) => runId !== run.id);
}

describe('a signed position that is put back', { concurrency: 2 }, () => {
  test('within an epoch: newer copies win; without them events are delivered again, and the kept head shows it', async () => {
    await using stage = await openStage();
    await using folder = await openFolder();
    const { inputs } = await makeKey(folder.path);
    const old = await collectHour(stage, 20, { ...inputs, 'on-cold-start': 'collect' });
    const head = (await collectHour(stage, 15, inputs)).outputs['manifest-sha256'] ?? '';
    const [first] = stage.github.artifacts.delivered;
    assert.ok(first !== undefined);
    const uploader = stage.github.repositories.openRun({ conclusion: 'success', event: 'schedule' });
    stage.github.artifacts.plant(uploader.run, first.artifact.name, Buffer.from(first.content));
    assert.equal((await collectHour(stage, 4, inputs)).outputs['events'], '4');
    stage.assertComplete();

    keepOnly(stage, old);
    const back = await collectHour(stage, 3, inputs);
    assert.equal(back.outputs['events'], String(15 + 4 + 3));
    assert.equal(back.outputs['cold-start'], 'false');
    assert.doesNotMatch(warningsOf(back), /position|again/, 'no run can know it');
    const left = new Set(stage.github.artifacts.all.map(({ id }) => id));
    await download(stage.github, join(folder.path, 'left'), { isWanted: ({ id }) => left.has(id) });
    assert.equal((await command('verify', join(folder.path, 'left'))).exitCode, 0, 'the files alone do not show it');
    const proof = await command('verify', join(folder.path, 'left'), '--head', head);
    assert.equal(proof.exitCode, 1);
    assert.match(proof.stdout, new RegExp(`${head}, given by --head, is not among these deliveries`));

    // Whoever downloaded the removed ones before sees that the collector did not go on from them.
    await download(stage.github, join(folder.path, 'all'), { isWanted: ({ runId }) => runId !== uploader.run.id });
    const all = await command('verify', join(folder.path, 'all'), '--head', head, '--json');
    assert.equal(all.exitCode, 0, all.stdout);
    const named = (JSON.parse(all.stdout) as VerifyReport).findings.filter(({ kind }) => kind === 'not-followed');
    assert.deepEqual(
      named.map(({ what }) => /generation (\d+)/.exec(what)?.[1]),
      ['3'],
      'the last of those that were removed',
    );
  });

  test('from before a reset: the later epoch wins; without it what the reset fetches again is skipped', async () => {
    await using stage = await openStage();
    await using folder = await openFolder();
    const { inputs } = await makeKey(folder.path);
    const since = new Date(stage.github.clock.now()).toISOString();
    const old = await collectHour(stage, 20, { ...inputs, 'on-cold-start': 'collect' });
    expectSuccess(await stage.collect({ ...inputs, mode: 'reset', since }));
    const [first] = stage.github.artifacts.delivered;
    assert.ok(first !== undefined);
    const uploader = stage.github.repositories.openRun({ conclusion: 'success', event: 'schedule' });
    stage.github.artifacts.plant(uploader.run, first.artifact.name, Buffer.from(first.content));
    assert.equal((await collectHour(stage, 5, inputs)).outputs['events'], '25', 'the reset holds');

    expectSuccess(await stage.collect({ ...inputs, mode: 'reset', since }));
    keepOnly(stage, old);
    assert.equal((await collectHour(stage, 6, inputs)).outputs['events'], '11', 'the reset is undone');
  });
});

describe('a signed position of somewhere else', { concurrency: 2 }, () => {
  test('another repository with the same key: refused and reported, accepted only by position-file', async () => {
    await using stage = await openStage();
    await using folder = await openFolder();
    const { inputs } = await makeKey(folder.path);
    const { github } = stage;
    const other = 'octo-org/other';
    github.repositories.add(other);
    await collectHour(stage, 20, { ...inputs, 'on-cold-start': 'collect' });
    stage.pass(HOUR);
    stage.happen(15);
    expectSuccess(await stage.collect({ ...inputs, 'on-cold-start': 'collect' }, { repository: other }));
    const theirs = github.artifacts.delivered.at(-1);
    assert.equal(theirs?.artifact.repository, other);
    const uploader = github.repositories.openRun({ conclusion: 'success', event: 'schedule' });
    const ahead = theirs.artifact.name.replace(/-g0*(\d+)-/, '-g000900-');
    github.artifacts.plant(uploader.run, ahead, Buffer.from(theirs.content));
    const run = expectSuccess(await stage.collect(inputs));
    assert.equal(run.outputs['events'], '15', 'what only the other repository collected is collected here');
    assert.match(warningsOf(run), new RegExp(`${uploader.run.id}.*was saved by another repository`));

    const exported = join(folder.path, 'export');
    expectSuccess(await stage.collect({ ...inputs, mode: 'inspect', 'output-dir': exported }));
    assert.deepEqual((await readdir(exported)).sort(), ['checkpoint.json', 'checkpoint.json.sig']);
    const file = join(exported, 'checkpoint.json');
    expectSuccess(await stage.collect({ ...inputs, mode: 'reset', 'position-file': file }, { repository: other }));
    stage.pass(HOUR);
    stage.happen(7);
    const moved = expectSuccess(await stage.collect(inputs, { repository: other }));
    assert.deepEqual([moved.outputs['events'], moved.outputs['cold-start']], ['7', 'false']);
  });

  test('forged next to a signed one, also by code of the default branch: ignored and reported', async () => {
    await using stage = await openStage();
    await using folder = await openFolder();
    const { inputs } = await makeKey(folder.path);
    await collectHour(stage, 20, { ...inputs, 'on-cold-start': 'collect' });
    stage.pass(HOUR);
    stage.happen(10);
    const forger = forge(stage.github, newestPosition(stage.github), { event: 'schedule' });
    const run = expectSuccess(await stage.collect(inputs));
    assert.equal(run.outputs['events'], '10');
    assert.match(warningsOf(run), new RegExp(`${forger.id}.*is not signed`));
    stage.assertComplete();
  });
});

describe('a lost key', () => {
  test('export without a key, take it over with a new one: nothing is lost, and old manifests stay valid', async () => {
    await using stage = await openStage();
    await using folder = await openFolder();
    const [lost, next] = [await makeKey(folder.path, 'lost'), await makeKey(folder.path, 'next')];
    await collectHour(stage, 20, { ...lost.inputs, 'on-cold-start': 'collect' });
    stage.pass(HOUR);
    stage.happen(10);
    expectFailure(await stage.collect(next.inputs), /position/);
    const exported = join(folder.path, 'export');
    expectSuccess(await stage.collect({ mode: 'inspect', 'output-dir': exported }));
    const file = join(exported, 'checkpoint.json');
    expectSuccess(await stage.collect({ ...next.inputs, mode: 'reset', 'position-file': file }));
    const run = expectSuccess(await stage.collect(next.inputs));
    assert.deepEqual([run.outputs['events'], run.outputs['cold-start']], ['10', 'false']);
    stage.assertComplete();

    const signers = join(folder.path, 'allowed_signers');
    await writeFile(signers, `collector ${lost.line}\ncollector ${next.line}\n`);
    const downloads = join(folder.path, 'audit-log');
    await download(stage.github, downloads);
    const proof = await command('verify', downloads, '--allowed-signers', signers);
    assert.equal(proof.exitCode, 0, proof.stdout);
    await writeFile(signers, `collector ${next.line}\n`);
    assert.equal((await command('verify', downloads, '--allowed-signers', signers)).exitCode, 1);
  });
});

describe('where signatures are', { concurrency: 2 }, () => {
  test('state-dir: the position counts with its signature only, and an older one costs repeats', async () => {
    await using stage = await openStage();
    await using folder = await openFolder();
    const key = await makeKey(folder.path);
    const [dir, copy] = [join(folder.path, 'state'), join(folder.path, 'copy')];
    const inputs = { ...key.inputs, 'state-dir': dir };
    await collectHour(stage, 20, { ...inputs, 'on-cold-start': 'collect' });
    await cp(dir, copy, { recursive: true });
    const [name = ''] = (await readdir(dir)).filter((each) => each.endsWith('.json'));
    assert.deepEqual((await readdir(dir)).sort(), [name, `${name}.sig`]);
    assert.equal((await collectHour(stage, 10, inputs)).outputs['events'], '10');

    const [path, signature] = [join(dir, name), await readFile(join(dir, `${name}.sig`))];
    await writeFile(`${path}.sig`, await readFile(join(copy, `${name}.sig`)));
    expectFailure(await stage.collect(inputs), /signature/);
    await rm(`${path}.sig`);
    expectFailure(await stage.collect(inputs), /is not signed/);
    await writeFile(`${path}.sig`, signature);
    assert.equal((await collectHour(stage, 5, inputs)).outputs['events'], '5');
    stage.assertComplete();

    await cp(copy, dir, { recursive: true });
    stage.github.artifacts.remove();
    assert.equal((await collectHour(stage, 4, inputs)).outputs['events'], String(10 + 5 + 4));
  });

  test('a pull, and the archive: the manifest has its signature next to it', async () => {
    await using stage = await openStage();
    await using folder = await openFolder();
    await using server = await startSink(new S3Double(), { faults: stage.github.faults });
    const key = await makeKey(folder.path);
    const archive = {
      'archive-url': 's3://audit-archive/audit',
      'archive-token': 'archive-writer:archive-secret-0123456789',
      'archive-options': `endpoint: ${server.url}\nregion: us-east-1`,
    };
    await collectHour(stage, 20, { ...key.inputs, ...archive, 'on-cold-start': 'collect' });
    const pull = expectSuccess(await stage.collect({ ...key.inputs, mode: 'pull', since: '1d' }));
    const pulled = deliveredEvents(stage.github, 'pull-audit-log').deliveries.at(-1);
    assert.ok(pulled?.files.has('manifest.json.sig'), 'in the artifact of the pull');
    assert.ok((await readdir(pull.outputDir)).includes('manifest.json.sig'), 'in the files of the pull');
    const names = [...server.double.objects.keys()];
    const manifest = names.find((each) => each.includes('/manifests/') && each.endsWith('.json')) ?? '';
    assert.ok(names.includes(`${manifest}.sig`), 'in the archive');
    const inArtifact = deliveredEvents(stage.github, 'audit-log').deliveries[0]?.files.get('manifest.json.sig');
    assert.equal(server.double.objects.get(`${manifest}.sig`)?.toString(), Buffer.from(inArtifact ?? []).toString());

    const signers = join(folder.path, 'allowed_signers');
    await writeFile(signers, `collector ${key.line}\n`);
    const downloads = join(folder.path, 'audit-log');
    await download(stage.github, downloads);
    const proof = await command('verify', downloads, pull.outputDir, '--allowed-signers', signers, '--json');
    assert.equal(JSON.parse(proof.stdout).answers.signed, 'yes', proof.stdout);
  });
});
