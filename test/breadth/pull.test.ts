/** `mode: pull`: one exact stretch of time, in one artifact; no position is read, none is left, and a piece is never taken for the whole. */
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { parseArtifactName } from '../../src/checkpoint/artifact-name.ts';
import { DAY, HOUR, MINUTE } from '../emulator/clock.ts';
import { deliveredEvents, linesOf } from '../emulator/delivered.ts';
import type { StoredEvent } from '../emulator/event-log.ts';
import { HecDouble } from '../emulator/sinks/hec-double.ts';
import { startSink } from '../emulator/sinks/sink-server.ts';
import { openFolder } from '../scenario/folder.ts';
import { expectFailure, expectSuccess, openStage, START, type Stage, warningsOf } from '../scenario/stage.ts';
import { runTerminal } from './terminal-run.ts';

const at = (ms: number) => new Date(ms).toISOString();
/** A day and a bit, with edges that fall between the whole seconds that `created:` knows. */
const SINCE = START - DAY - 123;
const UNTIL = START - HOUR + 457;
const RANGE = { mode: 'pull', since: at(SINCE), until: at(UNTIL) };

function spread(stage: Stage): readonly StoredEvent[] {
  stage.happen(400, { from: START - 2 * DAY, until: START - MINUTE });
  for (const ts of [SINCE - 1, SINCE, SINCE + 1, UNTIL - 1, UNTIL, UNTIL + 1]) {
    stage.github.log.append(stage.generator().next(ts));
  }
  return stage.github.log.all.filter(({ ts }) => SINCE <= ts && ts < UNTIL);
}

const stampsOf = (lines: readonly string[]) => lines.map((line) => Number(JSON.parse(line)['@timestamp']));

describe('pull', { concurrency: 3 }, () => {
  for (const order of ['asc', 'desc'] as const) {
    for (const createdClock of ['@timestamp', 'created_at'] as const) {
      test(`is exact to the millisecond and in order, ${order}, whichever clock created: looks at (${createdClock})`, async () => {
        await using stage = await openStage({ auditLog: { createdClock } });
        const wanted = spread(stage);
        const run = expectSuccess(await stage.collect({ ...RANGE, order, 'per-page': '30' }));
        stage.assertComplete(wanted);
        const stamps = stampsOf(stage.delivered);
        assert.deepEqual(
          stamps,
          stamps.toSorted((a, b) => (order === 'asc' ? a - b : b - a)),
        );
        assert.equal(run.outputs['caught-up'], 'true');
        assert.equal(run.outputs['events'], String(wanted.length));
        assert.equal(run.outputs['watermark'], at(UNTIL));
      });
    }
  }

  test('reads and leaves no position, in one artifact that no run takes for one', async () => {
    await using stage = await openStage();
    const { github } = stage;
    stage.happen(120);
    expectSuccess(await stage.collect());
    const [caches, artifacts] = [github.caches.entries.length, deliveredEvents(github).deliveries.length];
    const run = expectSuccess(await stage.collect({ mode: 'pull', since: at(START - 2 * HOUR), until: at(START) }));
    const requests = run.requests.filter(({ label }) => label.startsWith('cache') || /^rest\.(?!repo$)/.test(label));
    assert.deepEqual(
      requests.map(({ label }) => label),
      [],
    );
    assert.equal(github.caches.entries.length, caches);
    const deliveries = deliveredEvents(github).deliveries;
    assert.equal(deliveries.length, artifacts + 1);
    const pulled = deliveries.find(({ artifact }) => artifact.name.startsWith('pull-'));
    assert.ok(pulled !== undefined);
    assert.match(pulled.artifact.name, /^pull-audit-log-octo-org-\d{8}T\d{6}Z-\d{8}T\d{6}Z-[\w.]+$/);
    assert.equal(parseArtifactName(pulled.artifact.name), undefined);
    assert.deepEqual([...pulled.files.keys()].sort(), ['events.ndjson', 'manifest.json']);
    assert.deepEqual(Reflect.get(Object(pulled.manifest), 'pull'), {
      since: at(START - 2 * HOUR),
      until: at(START),
      order: 'asc',
      complete: true,
    });
    stage.pass(HOUR);
    const after = expectSuccess(await stage.collect());
    assert.equal(after.outputs['events'], '0');
    assert.equal(after.outputs['cold-start'], 'false');
  });

  test('that stops at a limit fails, and what it delivered is an exact beginning that another pull completes', async () => {
    for (const order of ['asc', 'desc'] as const) {
      await using stage = await openStage();
      const wanted = spread(stage);
      const limits = { order, 'per-page': '30', 'max-pages': '5' };
      const stopped = expectFailure(
        await stage.collect({ ...RANGE, ...limits }),
        /pull is not complete: it stopped at max-pages/,
      );
      assert.equal(stopped.outputs['caught-up'], 'false');
      assert.match(stopped.outputs['artifact-names'] ?? '', /-incomplete$/);
      assert.match(stopped.summary, /NOT COMPLETE/);
      const piece = stage.delivered.length;
      assert.ok(piece > 0 && piece < wanted.length);
      const rest = /`((?:since|until)): ([^`]+)`/.exec(stopped.annotations.map(({ message }) => message).join());
      assert.ok(rest?.[1] !== undefined && rest[2] !== undefined, 'the error says how to pull the rest');
      expectSuccess(await stage.collect({ ...RANGE, order, [rest[1]]: rest[2] }));
      stage.assertComplete(wanted);
    }
  });

  test('starts over when a cursor is refused, without delivering anything twice', async () => {
    await using stage = await openStage();
    const wanted = spread(stage);
    let refusals = 3;
    stage.github.auditLog.settings.refuseCursor = {
      when: () => refusals-- > 0 && refusals % 2 === 0,
      answer: { status: 400, body: { message: 'Invalid cursor' } },
    };
    const run = expectSuccess(await stage.collect({ ...RANGE, 'per-page': '30' }));
    assert.match(warningsOf(run), /refused a cursor of the \w+ feed/);
    stage.assertComplete(wanted);
  });

  test('says what GitHub no longer keeps, and succeeds', async () => {
    await using stage = await openStage();
    stage.happen(60);
    const run = expectSuccess(await stage.collect({ mode: 'pull', since: '30d' }));
    assert.match(warningsOf(run), /GitHub keeps no events of the git feed from .* any more/);
    assert.equal(run.outputs['gap'], 'true');
    stage.assertComplete();
  });

  test('goes into a sink, each event acknowledged, without an artifact', async () => {
    await using stage = await openStage();
    const double = new HecDouble();
    await using splunk = await startSink(double, { faults: stage.github.faults });
    stage.happen(90);
    const run = expectSuccess(
      await stage.collect({
        mode: 'pull',
        since: '2h',
        artifact: 'false',
        sink: 'splunk-hec',
        'sink-url': splunk.url,
        'sink-token': double.token,
      }),
    );
    assert.equal(run.outputs['sink-acknowledged'], '90');
    assert.equal(run.outputs['artifact-names'], '');
    assert.deepEqual([...new Set(run.requests.map(({ label }) => label))], ['audit-log']);
  });

  test('works in a terminal: events on the standard output, and no position in the working directory', async () => {
    await using stage = await openStage();
    await using folder = await openFolder();
    const wanted = spread(stage);
    const args = ['--mode=pull', `--since=${at(SINCE)}`, `--until=${at(UNTIL)}`, '--stdout', '--output-dir=out'];
    const run = await runTerminal({ github: stage.github, cwd: folder.path, args });
    assert.equal(run.exitCode, 0, run.stderr);
    stage.assertComplete(wanted, linesOf(Buffer.from(run.stdout)));
    assert.deepEqual((await readdir(join(folder.path, 'out'))).sort(), ['events.ndjson', 'manifest.json']);
    assert.deepEqual(await readdir(folder.path), ['out']);
  });

  test('is refused in a public repository, and with a range that has not begun', async () => {
    await using stage = await openStage({ visibility: 'public' });
    expectFailure(await stage.collect({ mode: 'pull' }), /repository is public/);
    const later = { mode: 'pull', since: at(START + HOUR), 'allow-public-repository': 'true' };
    expectFailure(await stage.collect(later), /Since .* is not earlier than until/);
    expectFailure(await stage.collect({ ...RANGE, until: RANGE.since }), /until: it is not later than `since`/);
    expectFailure(await stage.collect({ mode: 'collect', until: '1h', order: 'desc' }), /`mode: collect` has no end/);
  });
});
