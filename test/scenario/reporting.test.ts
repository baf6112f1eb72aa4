/** What a run reports: the summary, with names of actions only on request, and the heartbeat, whose failure is never more than a warning. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { selfSigned } from '../emulator/certificate.ts';
import { HOUR, MINUTE } from '../emulator/clock.ts';
import type { Reply, Request } from '../emulator/exchange.ts';
import type { ActionResult } from '../emulator/runner.ts';
import { answer, redirect, serverError } from '../emulator/sabotage.ts';
import { NdjsonDouble } from '../emulator/sinks/ndjson-double.ts';
import { type Double, startSink } from '../emulator/sinks/sink-server.ts';
import { expectFailure, expectSuccess, openStage, shownBy, warningsOf } from './stage.ts';

const QUICK = { 'retry-attempts': '1', 'retry-initial-backoff': '0s', 'retry-max-backoff': '0s' };

/** A service that waits for signs of life. */
class Watch implements Double {
  readonly stored = [];

  answer(): Reply {
    return { status: 200, body: 'canary of the watch' };
  }
}

const pathOf = ({ method, url }: Request) => `${method} ${url}`;

function assertUnshown(result: ActionResult, part = 'canary'): void {
  assert.ok(!shownBy(result).includes(part), `${part} is shown`);
}

test('the summary counts events over time and actions, and names none', async () => {
  await using stage = await openStage();
  stage.happen(300, { from: stage.github.clock.now() - 20 * HOUR });
  const { summary } = expectSuccess(await stage.collect());
  assert.match(summary, /\| Caught up \| yes \|/);
  assert.match(summary, /<summary>Events over time as a table<\/summary>\n\n\| 1 h from \| Events \|/);
  const rows = [...summary.matchAll(/^\| \d+ Nov 2026, \d\d:00 UTC \| (\d+) \|$/gm)];
  assert.ok(rows.length >= 19 && rows.length <= 24, `${rows.length} lines`);
  assert.equal(
    rows.reduce((sum, [, events]) => sum + Number(events), 0),
    300,
  );
  const bars = /^ {2}bar \[(.*)\]$/m.exec(summary)?.[1]?.split(', ');
  assert.deepEqual(
    bars,
    rows.map(([, events]) => events),
    'the chart draws what the table says',
  );
  assert.match(
    summary,
    /<summary>Actions<\/summary>\n\n\d+ different actions; the most frequent is \d+ % of the events/,
  );
  const names = new Set(stage.github.log.all.map(({ raw }) => String(JSON.parse(raw).action)));
  for (const name of names) if (name.includes('.')) assert.ok(!summary.includes(name), `${name} is named`);
});

test('the most frequent actions are named on request, with right counts, whatever else an event calls an action', async () => {
  await using stage = await openStage();
  const generator = stage.generator({ oddShare: 0 });
  const at = stage.github.clock.now() - HOUR;
  const actions = [...Array(7).fill('repo.create'), ...Array(3).fill('git.clone'), '<img src=x>|canary', 17];
  for (const [index, action] of actions.entries()) {
    stage.github.log.append(generator.event(at + index, 'web', ['"action"', JSON.stringify(action)]));
  }
  const run = expectSuccess(await stage.collect({ 'summary-actions': 'true' }));
  assert.match(
    run.summary,
    /\| repo\.create \| 7 \| 58 % \|\n\| git\.clone \| 3 \| 25 % \|\n\| not distinguished \| 2 \| 17 % \|/,
  );
  assertUnshown(run);
});

test('a failed run counts no event that it did not deliver, and sends no heartbeat', async () => {
  await using stage = await openStage();
  await using watch = await startSink(new Watch());
  await using sink = await startSink(new NdjsonDouble());
  stage.happen(50);
  const down = sink.faults.on('sink', serverError(503));
  const inputs = { ...QUICK, sink: 'http', 'sink-url': `${sink.url}/in`, 'heartbeat-url': `${watch.url}/ping` };
  const failed = expectFailure(await stage.collect(inputs), /failed once \(HTTP 503/);
  assert.ok(!failed.summary.includes('over time'));
  assert.equal(watch.requests.length, 0);
  down.remove();
  assert.match(expectSuccess(await stage.collect(inputs)).summary, /Events over time/);
  assert.equal(watch.requests.length, 1);
});

test('a run that succeeds sends one heartbeat after its commit, with nothing of the log in it', async () => {
  await using stage = await openStage();
  const saved: number[] = [];
  const count = () => stage.github.caches.entries.filter(({ finalized }) => finalized).length;
  const answerLate = () => {
    saved.push(count());
    return { status: 200 };
  };
  await using watch = await startSink(Object.assign(new Watch(), { answer: answerLate }));
  const secret = '/ping/canary-of-the-watch?key=canary';
  stage.happen(20);
  for (const nth of [1, 2]) {
    const run = expectSuccess(await stage.collect({ 'heartbeat-url': watch.url + secret }));
    assertUnshown(run);
    assert.match(run.stdout, /Heartbeat sent/);
    assert.equal(watch.requests.length, nth, 'a run with events and one without');
    stage.pass(MINUTE);
  }
  assert.ok((saved[0] ?? 0) > 0, 'the position was saved before');
  for (const request of watch.requests) {
    assert.equal(pathOf(request), `GET ${secret}`);
    assert.equal(request.body.length, 0);
    assert.equal(request.headers['user-agent'], 'collect-audit-log');
    const text = JSON.stringify(request.headers);
    assert.ok(
      !text.includes(stage.github.token) && !text.includes('octo-org') && !('authorization' in request.headers),
    );
  }
});

test('a cancelled run sends no heartbeat, although it saved what it had', async () => {
  await using stage = await openStage({ auditLog: { latencyMs: 100 } });
  await using watch = await startSink(new Watch());
  stage.happen(200);
  const kill = { on: 'audit-log', nth: 4, moment: 'after', signal: 'SIGINT' } as const;
  const inputs = { 'per-page': '20', 'heartbeat-url': `${watch.url}/ping` };
  const stopped = expectSuccess(await stage.collect(inputs, { kill }));
  assert.equal(stopped.outputs['stop-reason'], 'cancelled');
  assert.equal(watch.requests.length, 0);
  assert.doesNotMatch(stopped.stdout, /heartbeat (?:was|failed)/i, 'and no warning of it');
  assert.match(stopped.stdout, /^GitHub is stopping this job/m);
});

test('a heartbeat that fails is a warning, and a redirect is not followed', async () => {
  await using stage = await openStage({ now: Date.now() });
  await using watch = await startSink(new Watch());
  await using elsewhere = await startSink(new Watch());
  stage.happen(5);
  const inputs = { 'heartbeat-url': `${watch.url}/canary` };
  watch.faults.on('sink', serverError(500), { nth: 1 });
  assert.equal(warningsOf(expectSuccess(await stage.collect(inputs))), '', 'the second try came through');
  watch.faults.on('sink', redirect(`${elsewhere.url}/canary`), { nth: 1 });
  const redirected = expectSuccess(await stage.collect(inputs));
  assert.match(warningsOf(redirected), /heartbeat failed \(HTTP 302, a redirect, which is not followed\)/);
  assert.equal(elsewhere.requests.length, 0);
  watch.faults.on('sink', answer(404));
  const refused = expectSuccess(await stage.collect(inputs));
  assert.match(warningsOf(refused), /heartbeat failed \(HTTP 404\).*The run succeeded/);
  for (const run of [redirected, refused]) assertUnshown(run);
});

test('a heartbeat over TLS trusts the certificate authority that is given', async () => {
  const tls = selfSigned();
  await using stage = await openStage({ now: Date.now() });
  await using watch = await startSink(new Watch(), { tls });
  stage.happen(5);
  const inputs = { 'heartbeat-url': `${watch.url}/ping` };
  assert.match(
    warningsOf(expectSuccess(await stage.collect(inputs))),
    /heartbeat failed \(its certificate is not trusted/,
  );
  assert.equal(watch.requests.length, 0);
  assert.equal(warningsOf(expectSuccess(await stage.collect({ ...inputs, 'ca-certificates': tls.cert }))), '');
  assert.equal(watch.requests.length, 1);
});
