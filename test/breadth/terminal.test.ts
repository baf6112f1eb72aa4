/** The collector from a terminal, as a process of its own against the emulated GitHub. */
import assert from 'node:assert/strict';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { HOUR } from '../emulator/clock.ts';
import { linesOf } from '../emulator/delivered.ts';
import { openFolder } from '../scenario/folder.ts';
import { openStage } from '../scenario/stage.ts';
import { runTerminal, type TerminalResult } from './terminal-run.ts';

function succeeded(result: TerminalResult): TerminalResult {
  assert.equal(result.exitCode, 0, result.stderr);
  assert.doesNotMatch(result.stderr, /^error:/m);
  return result;
}

/** One error, what happened and then what to do, and nothing on the standard output. */
function failed(result: TerminalResult, cause: RegExp): TerminalResult {
  assert.equal(result.exitCode, 1, result.stderr);
  assert.equal(result.stderr.match(/^error: /gm)?.length, 1, result.stderr);
  assert.match(result.stderr, cause);
  assert.ok(result.stderr.slice(result.stderr.indexOf('error: ')).trim().split('\n').length > 1, 'it says what to do');
  return result;
}

const linesIn = (text: string) => linesOf(Buffer.from(text));

describe('terminal', { concurrency: 3 }, () => {
  test('with nothing but variables: files and position in the working directory, and the next run continues', async () => {
    await using stage = await openStage();
    await using folder = await openFolder();
    const at = { github: stage.github, cwd: folder.path, args: [] };
    stage.happen(230);
    const first = succeeded(await runTerminal(at));
    assert.equal(first.stdout, '');
    assert.match(first.stderr, /^230 events delivered/m);
    assert.match(first.stderr, /^File: .*events\.ndjson$/m);
    assert.match(first.stderr, /^Position: saved in audit-log-state, from which the next run continues$/m);
    for (const _quiet of [1, 2]) {
      stage.pass(HOUR);
      assert.match(succeeded(await runTerminal(at)).stderr, /^0 events delivered/m);
      const left = await readdir(join(folder.path, 'audit-log'));
      assert.deepEqual(left, ['earlier-1'], 'a quiet run leaves nothing');
    }
    stage.pass(HOUR);
    stage.happen(20);
    assert.match(succeeded(await runTerminal(at)).stderr, /^20 events delivered, \d+ already known/m);
    const read = (name: string) => readFile(join(folder.path, 'audit-log', name));
    stage.assertComplete(stage.github.log.all, [
      ...linesOf(await read('earlier-1/events.ndjson')),
      ...linesOf(await read('events.ndjson')),
    ]);
    const pull = succeeded(await runTerminal({ ...at, args: ['--mode', 'pull', '--since', '20d'] }));
    assert.equal(pull.stderr.split('GitHub keeps no events of the git feed').length, 2, 'nothing is said twice');
    assert.equal(pull.stderr.split('audit-log/events.ndjson').length, 2);
    assert.equal((await readdir(join(folder.path, 'audit-log-state'))).length, 1);
    assert.deepEqual(stage.github.requestsTo('cache'), []);
    assert.deepEqual(stage.github.requestsTo('rest'), []);
  });

  test('--stdout gives every event, one a line, and nothing else', async () => {
    await using stage = await openStage();
    await using folder = await openFolder();
    stage.happen(350);
    const at = {
      github: stage.github,
      cwd: folder.path,
      args: ['--stdout', '--output-dir=out', '--state-dir', 'state'],
    };
    const first = succeeded(await runTerminal(at));
    stage.assertComplete(stage.github.log.all, linesIn(first.stdout));
    assert.deepEqual(await readFile(join(folder.path, 'out', 'events.ndjson'), 'utf8'), first.stdout);
    stage.pass(HOUR);
    assert.equal(succeeded(await runTerminal(at)).stdout, '', 'a quiet run says nothing');
    // Compression is of the files.
    at.args.push('--compression', 'gzip');
    const fresh = stage.happen(15);
    stage.assertComplete([...fresh], linesIn(succeeded(await runTerminal(at)).stdout));
  });

  test('a reader of the standard output that goes away loses nothing', async () => {
    await using stage = await openStage();
    await using folder = await openFolder();
    stage.happen(900);
    const at = { github: stage.github, cwd: folder.path, args: ['--stdout'] };
    const cut = await runTerminal({ ...at, meanwhile: ({ stdout }) => stdout.destroy() });
    failed(cut, /Standard output was closed before all events were written/);
    stage.pass(HOUR);
    const again = succeeded(await runTerminal(at));
    stage.assertComplete(stage.github.log.all, linesIn(again.stdout));
  });

  test('a slow reader gets everything, too', async () => {
    await using stage = await openStage();
    await using folder = await openFolder();
    stage.happen(600);
    const result = await runTerminal({
      github: stage.github,
      cwd: folder.path,
      args: ['--stdout'],
      meanwhile: ({ stdout }) => {
        stdout.pause();
        setTimeout(() => stdout.resume(), 2500);
      },
    });
    stage.assertComplete(stage.github.log.all, linesIn(succeeded(result).stdout));
  });

  test('Ctrl-C delivers what was read, and the next run continues', async () => {
    await using stage = await openStage({ auditLog: { latencyMs: 200 } });
    await using folder = await openFolder();
    stage.happen(600, { gitShare: 0 });
    const at = { github: stage.github, cwd: folder.path, args: ['--stdout', '--per-page', '10', '--include', 'web'] };
    const stopped = await runTerminal({
      ...at,
      meanwhile: (child) => {
        let pages = 0;
        const unwatch = stage.github.observe(({ label }) => {
          pages += label === 'audit-log' ? 1 : 0;
          if (pages < 8) return;
          unwatch();
          // As npm does: it passes on what the terminal has sent already.
          child.kill('SIGINT');
          child.kill('SIGINT');
        });
      },
    });
    assert.equal(stopped.exitCode, 130, stopped.stderr);
    const before = linesIn(stopped.stdout);
    assert.ok(before.length > 0 && before.length < 600, `${before.length} events`);
    stage.github.auditLog.settings.latencyMs = 0;
    const rest = succeeded(await runTerminal({ ...at, args: ['--stdout', '--include', 'web'] }));
    stage.assertComplete(stage.github.log.all, [...before, ...linesIn(rest.stdout)]);
  });

  test('a recording is made and replayed from flags, without a token', async () => {
    await using stage = await openStage();
    await using folder = await openFolder();
    stage.happen(130);
    const at = { github: stage.github, cwd: folder.path };
    const made = succeeded(await runTerminal({ ...at, args: ['--stdout', '--record-dir', 'recording'] }));
    const before = stage.github.requests.length;
    const args = ['--stdout', '--replay-dir', 'recording', '--output-dir', 'replayed', '--state-dir', 'untouched'];
    const again = succeeded(await runTerminal({ ...at, args, env: { GITHUB_TOKEN: undefined } }));
    assert.equal(again.stdout, made.stdout);
    assert.equal(stage.github.requests.length, before);
    assert.deepEqual((await readdir(folder.path)).toSorted(), [
      'audit-log',
      'audit-log-state',
      'recording',
      'replayed',
    ]);
  });

  test('secrets by the name of a variable; one on the command line is accepted with a warning', async () => {
    await using stage = await openStage({ now: Date.now() });
    await using folder = await openFolder();
    const at = { github: stage.github, cwd: folder.path };
    const { token } = stage.github;
    const env = { GITHUB_TOKEN: undefined, AUDIT_TOKEN: token };
    const named = succeeded(await runTerminal({ ...at, args: ['--token', 'env:AUDIT_TOKEN'], env }));
    assert.doesNotMatch(named.stderr, /command line/);
    const open = succeeded(await runTerminal({ ...at, args: [`--token=${token}`], env }));
    assert.match(open.stderr, /^warning: --token stands on the command line/m);
    failed(
      await runTerminal({ ...at, args: ['--token', 'env:NOBODY_SET_IT'], env }),
      /--token: .* NOBODY_SET_IT, which is not set/,
    );
    failed(
      await runTerminal({ ...at, args: [], env: { GITHUB_TOKEN: undefined } }),
      /^- token: .*is empty[\s\S]*GITHUB_TOKEN/m,
    );
  });

  test('everything that is not understood is one error, and nothing is requested', async () => {
    await using stage = await openStage();
    await using folder = await openFolder();
    const at = { github: stage.github, cwd: folder.path };
    const flags = failed(
      await runTerminal({ ...at, args: ['--organisation', 'x', '--per-page'] }),
      /did you mean --organization\?/,
    );
    assert.match(flags.stderr, /--per-page: it needs a value/);
    failed(await runTerminal({ ...at, args: ['--per-page', '0', '--include=some'] }), /2 problems/);
    failed(await runTerminal({ ...at, args: ['--artifact'] }), /this is not a step of a workflow/);
    assert.equal(stage.github.requests.length, 0);
  });

  test('it stays a command when the variables of a workflow are set', async () => {
    await using stage = await openStage();
    await using folder = await openFolder();
    stage.happen(10);
    const env = {
      GITHUB_REPOSITORY: 'octo-org/audit',
      GITHUB_RUN_ID: '12',
      ACTIONS_RUNTIME_TOKEN: 'x',
      INPUT_SINK: 'http',
    };
    succeeded(await runTerminal({ github: stage.github, cwd: folder.path, args: [], env }));
    assert.deepEqual(stage.github.artifacts.all, []);
  });

  test('paths are relative to where npm was called, not to where it starts its scripts', async () => {
    await using stage = await openStage();
    await using folder = await openFolder();
    await using project = await openFolder();
    stage.happen(10);
    const env = { npm_lifecycle_event: 'collect', INIT_CWD: folder.path };
    succeeded(await runTerminal({ github: stage.github, cwd: project.path, args: ['--output-dir', 'out'], env }));
    assert.deepEqual((await readdir(folder.path)).toSorted(), ['audit-log-state', 'out']);
    assert.deepEqual(await readdir(project.path), []);
  });

  test('--help and --version say so on the standard output and do nothing', async () => {
    await using stage = await openStage();
    await using folder = await openFolder();
    const at = { github: stage.github, cwd: folder.path };
    const help = succeeded(await runTerminal({ ...at, args: ['collect', '--nonsense', '--help'] }));
    assert.match(help.stdout, /--state-dir PATH/);
    assert.match(succeeded(await runTerminal({ ...at, args: ['--version'] })).stdout, /^collect-audit-log \d/);
    assert.equal(stage.github.requests.length, 0);
    assert.deepEqual(await readdir(folder.path), []);
  });
});

test('only the user can read the files of a run from a terminal', async () => {
  await using stage = await openStage();
  await using folder = await openFolder();
  stage.happen(20);
  const args = ['--output-dir', 'out/today', '--state-dir', 'state'];
  const before = process.umask(0o000);
  const run = await runTerminal({ github: stage.github, cwd: folder.path, args }).finally(() => process.umask(before));
  assert.equal(run.exitCode, 0, run.stderr);
  const made = await readdir(folder.path, { recursive: true, withFileTypes: true });
  assert.ok(made.filter((entry) => entry.isFile()).length >= 3);
  for (const entry of made) {
    const { mode } = await stat(join(entry.parentPath, entry.name));
    assert.equal((mode & 0o777).toString(8), entry.isDirectory() ? '700' : '600', entry.name);
  }
});
