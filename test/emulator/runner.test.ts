/** The runner: what a step gets, what it leaves, and how it is killed. */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { startGitHub } from './github.ts';
import { probe } from './probe.ts';
import { parseCommands, parseOutputs } from './workflow-commands.ts';

suite('the runner', { concurrency: true }, () => {
  test('a step has the environment of a runner, its inputs with their defaults, and nothing else', async () => {
    process.env['LEAKED_FROM_THE_TEST'] = 'yes';
    await using github = await startGitHub();
    const { temp } = await probe({ github });
    const actionYml = join(temp, 'action.yml');
    await writeFile(
      actionYml,
      'inputs:\n  api-url: { default: "${{ github.api_url }}" }\n  output-dir: { default: "${{ runner.temp }}/here" }\n  per page: { default: 100 }\n  token: {}\n  github-token: { default: "${{ github.token }}" }\n',
    );
    const {
      results,
      outputDir,
      temp: ownTemp,
      annotations,
      run,
    } = await probe({ github, actionYml, inputs: { Typo: 'x' } }, ['env']);
    const env = results[0] as Readonly<Record<string, string>>;
    assert.equal(env['LEAKED_FROM_THE_TEST'], undefined);
    assert.equal(env['HOME'], undefined);
    assert.equal(env['INPUT_API-URL'], github.apiUrl);
    assert.equal(env['INPUT_PER_PAGE'], '100');
    assert.equal(env['INPUT_TOKEN'], github.token);
    assert.equal(env['INPUT_GITHUB-TOKEN'], github.githubToken);
    assert.equal(env['INPUT_TYPO'], 'x');
    assert.equal(outputDir, join(ownTemp, 'here'));
    assert.equal(env['GITHUB_WORKFLOW_REF'], 'octo-org/audit/.github/workflows/collect.yml@refs/heads/main');
    assert.equal(env['GITHUB_RUN_ID'], String(run.id));
    assert.deepEqual(annotations, [{ level: 'warning', title: '', message: "Unexpected input(s) 'Typo'" }]);
  });

  test('what a step leaves behind: outputs, summary, commands, masks, memory, and a run with its conclusion', async () => {
    await using github = await startGitHub();
    const text = '::error title=A%2C B::broken%0Atwice\n  ::add-mask::secret\nx ##[warning]old\nplain :: text';
    const seen: string[] = [];
    const result = await probe(
      { github, onStdout: (part) => seen.push(part) },
      ['say', text],
      ['fetch', '/orgs/octo-org/audit-log'],
    );
    assert.deepEqual(result.annotations, [
      { level: 'error', title: 'A, B', message: 'broken\ntwice' },
      { level: 'warning', title: '', message: 'old' },
    ]);
    assert.deepEqual(result.masks, ['secret']);
    assert.deepEqual(result.results, [null, 200]);
    assert.equal(result.summary, '2 steps');
    assert.equal(seen.join(''), result.stdout);
    assert.deepEqual(
      result.requests.map(({ label }) => label),
      ['audit-log'],
    );
    assert.ok(process.platform !== 'linux' || result.peakMemoryBytes > 20e6);
    assert.deepEqual([result.exitCode, result.run.conclusion], [0, 'success']);
  });

  test('a re-run has the same id and the next attempt', async () => {
    await using github = await startGitHub();
    const { run } = await probe({ github });
    await probe({ github, runId: run.id });
    assert.deepEqual(
      github.repositories.runs.map(({ id, attempt }) => [id, attempt]),
      [[run.id, 2]],
    );
  });

  test('killed at a step of the protocol, before and after it took effect', async () => {
    await using github = await startGitHub();
    const steps = [
      ['save', 'k', 'x'],
      ['say', 'survived'],
    ] as const;
    const before = await probe({ github, kill: { on: 'cache.create', moment: 'before' } }, ...steps);
    assert.deepEqual(
      [before.signal, before.stdout.includes('survived'), before.run.conclusion],
      ['SIGKILL', false, 'failure'],
    );
    assert.equal(github.caches.entries.length, 0);
    const after = await probe({ github, kill: { on: 'cache.finalize', moment: 'after' } }, ...steps);
    assert.equal(after.signal, 'SIGKILL');
    assert.deepEqual(
      github.caches.entries.map(({ finalized }) => finalized),
      [true],
    );
  });

  test('a signal lets the request go on; a timeout kills; other processes are not counted', async () => {
    await using github = await startGitHub();
    const path = '/orgs/octo-org/audit-log';
    const [interrupted, bystander, slow] = await Promise.all([
      probe(
        { github, kill: { on: 'audit-log', nth: 2, moment: 'after', signal: 'SIGINT' } },
        ['fetch', path],
        ['fetch', path],
        ['sleep', 9000],
      ),
      probe({ github }, ['fetch', path], ['fetch', path], ['fetch', path]),
      probe({ github, timeoutMs: 1500 }, ['sleep', 9000]),
    ]);
    assert.deepEqual([interrupted.signal, interrupted.requests.length], ['SIGINT', 2]);
    assert.deepEqual([bystander.exitCode, bystander.results, bystander.requests.length], [0, [200, 200, 200], 3]);
    assert.deepEqual([slow.timedOut, slow.signal], [true, 'SIGKILL']);
  });

  test('what counts as a command', () => {
    const commands = (text: string): readonly string[] => parseCommands(text).map(({ command }) => command);
    assert.deepEqual(commands('::a::\n  ::b x=1::m\n:: c::m\n::::m\ntext ::d::m\ntext ##[e]m\n##[]m'), ['a', 'b', 'e']);
    assert.deepEqual(commands('::stop-commands::t\n::error::no\n::t::\n::error::yes'), ['stop-commands', 'error']);
    assert.deepEqual(parseOutputs('a=b=c\nd<<X\n1\n\n2\nX\ne<<Y\nY\n'), { a: 'b=c', d: '1\n\n2', e: '' });
  });
});
