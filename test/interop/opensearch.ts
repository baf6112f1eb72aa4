/**
 * OpenSearch keeps what it has acknowledged, under the id that each event is created with: so whatever is refused, lost on the way
 * or sent twice, its indices hold each event once, as it was rendered. Every document is read back and compared.
 */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FORMATS, type FormatName } from '../../src/model/format-name.ts';
import { MINUTE } from '../emulator/clock.ts';
import { compareEvents } from '../emulator/delivered.ts';
import { DUPLICATE_KEY, deepField, hugeField } from '../emulator/event-oddities.ts';
import { expectFailure, expectSuccess, type Stage } from '../scenario/stage.ts';
import { assertStored, BY_SINK, openJob } from './expect.ts';
import { startGate } from './gate.ts';
import { findJars } from './maven-build.ts';
import { type Document, LIMITS, openSearch } from './opensearch-node.ts';
import { restartBefore } from './restart.ts';
import type { Scenario, Subject } from './subject.ts';

const MANY = 5000;

const inputsFor = (url: string, index: string, more = '') => ({
  ...BY_SINK,
  sink: 'elastic',
  'sink-url': url,
  'sink-options': `index: ${index}\n${more}`,
  'sink-batch-bytes': '1000000',
});

/** Every oddity there is, and the three that come on top of a field. */
async function openOddJob(count: number): Promise<Stage> {
  const stage = await openJob(count - 3, 0.3);
  const generator = stage.generator({ oddShare: 0 });
  for (const fields of [DUPLICATE_KEY, [hugeField(200_000)], [deepField(300)]]) {
    stage.github.log.append(generator.event(Date.now() - 2 * MINUTE, 'web', ...fields));
  }
  return stage;
}

/** What a document holds of an event: its text where it has that, else all but what the preset adds or sets. */
function textOf({ _source: { data_stream: _, ...fields } }: Document): string {
  return typeof fields['message'] === 'string' && 'tags' in fields ? fields['message'] : JSON.stringify(fields);
}

/** A line as `textOf` shows its document: the preset sets `data_stream`, which `format: ecs` has as well. */
function expectedOf(line: string): string {
  const { data_stream: _, ...fields } = JSON.parse(line);
  return JSON.stringify(fields);
}

const isText = (format: FormatName) => format !== 'ecs' && format !== 'ocsf';

/** The artifact of the same run holds the same lines. */
function holdsEach(format: FormatName): Scenario['run'] {
  return async (jars) => {
    const search = await openSearch(jars);
    await using stage = await openOddJob(MANY);
    for (const gzip of ['true', 'false']) {
      const index = `each-${format}-${gzip}`;
      const settings = { 'index.mapping.total_fields.limit': 5000, 'index.mapping.ignore_malformed': true };
      await search.ask('PUT', index, { settings });
      const before = stage.delivered.length;
      const inputs = { ...inputsFor(search.url, index), format, artifact: 'true', 'state-key': `${format}-${gzip}` };
      const run = expectSuccess(await stage.collect({ ...inputs, 'sink-gzip': gzip, 'sink-on-not-accepted': 'warn' }));
      const lines = stage.delivered.slice(before);
      const expected = isText(format) ? lines : lines.map(expectedOf);
      const stored = (await search.documents(index)).map(textOf);
      const { lost, duplicated, altered, foreign } = compareEvents(expected, stored);
      assert.equal(expected.length, MANY);
      const rejected = Number(run.outputs['sink-rejected']);
      assert.deepEqual([duplicated.length, altered.length, foreign.length], [0, 0, 0], foreign[0]?.slice(0, 300));
      assert.equal(lost.length, rejected, `${lost.length} are not there, ${rejected} became dead letters`);
      assert.equal(Number(run.outputs['sink-acknowledged']), stored.length);
      assert.ok(rejected === 0 || !isText(format), `${rejected} texts were refused`);
      assert.ok(rejected <= MANY / 50, `${rejected} of ${MANY} were refused`);
      console.log(`  ${format}, gzip ${gzip}: ${stored.length} of ${MANY} there, ${rejected} dead letters`);
    }
  };
}

async function survivesKillsAndRestart(jars: string): Promise<void> {
  const search = await openSearch(jars);
  await using stage = await openJob(MANY, 0.05);
  const inputs = { ...inputsFor(search.url, 'killed'), 'sink-batch-events': '100' };
  const kill = { on: 'audit-log', nth: 25, moment: 'after' } as const;
  assert.equal((await stage.collect(inputs, { kill })).signal, 'SIGKILL');
  const half = (await search.documents('killed')).length;
  assert.ok(half > 0 && half < MANY, `${half} were sent`);
  assert.equal((await stage.collect(inputs, { kill: { on: 'cache.create', moment: 'before' } })).signal, 'SIGKILL');
  const restart = restartBefore(6, search.program, 3);
  await using gate = await startGate(search.url, restart);
  const patient = { 'retry-initial-backoff': '5s', 'retry-max-backoff': '5s' };
  expectSuccess(await stage.collect({ ...inputs, ...patient, 'sink-url': gate.url }));
  await restart.done();
  assert.ok(gate.statuses.includes(0));
  const stored = await search.documents('killed');
  assertStored(
    stage.github.log.all.map(({ raw }) => raw),
    stored.map(textOf),
  );
}

/** A request between its two limits is refused with 429 each time, a larger one with 413. */
async function isTooSmall(jars: string): Promise<void> {
  const search = await openSearch(jars);
  await using stage = await openJob(100);
  const generator = stage.generator({ oddShare: 0 });
  for (let index = 0; index < 24; index += 1) {
    stage.github.log.append(generator.event(Date.now() - 2 * MINUTE - index, 'web', hugeField(150_000)));
  }
  const inputs = inputsFor(search.url, 'small');
  await using busy = await startGate(search.url);
  const between = { 'sink-url': busy.url, 'sink-batch-bytes': String((LIMITS.body + LIMITS.pressure) / 2) };
  expectFailure(
    await stage.collect({ ...inputs, ...between, 'retry-attempts': '2' }),
    /HTTP 429: its write queue is full, 2 times/,
  );
  assert.equal(busy.statuses.at(-1), 429);
  await using strict = await startGate(search.url);
  const above = { 'sink-url': strict.url, 'sink-batch-bytes': '20000000' };
  expectSuccess(await stage.collect({ ...inputs, ...above, 'sink-gzip': 'false' }));
  assert.ok(strict.statuses.includes(413), 'a body was above the limit');
  const stored = await search.documents('small');
  assertStored(
    stage.github.log.all.map(({ raw }) => raw),
    stored.map(textOf),
  );
}

const BLOCKS: Readonly<Record<string, readonly [setting: string, says: RegExp]>> = {
  'a write block': ['index.blocks.write', /items with status 403, the index is blocked for writing/],
  'the flood stage of its disk': [
    'index.blocks.read_only_allow_delete',
    /events were not accepted yet: its disk is over the flood-stage watermark, 2 times/,
  ],
};

function isBlocked([setting, says]: readonly [string, RegExp], index: string): Scenario['run'] {
  return async (jars) => {
    const search = await openSearch(jars);
    await using stage = await openJob(200, 0.05);
    await search.ask('PUT', index, { settings: { [setting]: true } });
    const inputs = { ...inputsFor(search.url, index), 'retry-attempts': '2' };
    expectFailure(await stage.collect(inputs), says);
    await search.ask('PUT', `${index}/_settings`, { [setting]: null });
    assert.deepEqual(await search.documents(index), []);
    expectSuccess(await stage.collect(inputs));
    assertStored(
      stage.github.log.all.map(({ raw }) => raw),
      (await search.documents(index)).map(textOf),
    );
  };
}

/** Takes an event now and then, and refuses all others: that must not pass for so many bad events. */
async function hasTooFewFields(jars: string): Promise<void> {
  const search = await openSearch(jars);
  await using stage = await openJob(300);
  await search.ask('PUT', 'few-fields', { settings: { 'index.mapping.total_fields.limit': 30 } });
  const inputs = inputsFor(search.url, 'few-fields', 'document: event');
  expectFailure(
    await stage.collect(inputs),
    /refused \d+ events more than it accepted \(the index has reached its limit of fields\)/,
  );
  await search.ask('PUT', 'few-fields/_settings', { 'index.mapping.total_fields.limit': 2000 });
  expectSuccess(await stage.collect(inputs));
  assert.equal((await search.documents('few-fields')).length, 300);
}

async function isRefusedWithAWord(jars: string): Promise<void> {
  const search = await openSearch(jars);
  await using stage = await openJob(50);
  await search.ask('PUT', 'closed');
  await search.ask('POST', 'closed/_close');
  expectFailure(await stage.collect(inputsFor(search.url, 'closed')), /the index is closed/);
  expectFailure(
    await stage.collect(inputsFor(search.url, 'no-pipeline', 'pipeline: nowhere')),
    /the ingest pipeline does not exist/,
  );
  const withoutIndex = { ...inputsFor(search.url, 'x'), 'sink-options': '', 'sink-url': `${search.url}/by-path/_bulk` };
  expectSuccess(await stage.collect(withoutIndex));
  assert.equal((await search.documents('by-path')).length, 50);
}

/** The template of the documentation, as it stands there. */
async function templateOfTheDocs(): Promise<unknown> {
  const page = await readFile(join(import.meta.dirname, '..', '..', 'docs', 'sinks.md'), 'utf8');
  return JSON.parse(/#### Index template[\s\S]*?```json\n([\s\S]*?)```/.exec(page)?.[1] ?? '');
}

async function isQueriedByTime(jars: string): Promise<void> {
  const search = await openSearch(jars);
  await search.ask('PUT', '_index_template/github-audit', await templateOfTheDocs());
  await using stage = await openOddJob(3000);
  const inputs = inputsFor(search.url, 'github-audit', 'document: event');
  const run = expectSuccess(await stage.collect({ ...inputs, 'sink-on-not-accepted': 'warn' }));
  const { all } = stage.github.log;
  // JSON with a name twice, and one without letters, is JSON that OpenSearch refuses whatever the mapping.
  const refused = all.filter(({ raw }) => raw.includes('"":') || raw.includes('"reason":"second"')).length;
  assert.equal(Number(run.outputs['sink-rejected']), refused);
  assert.equal((await search.documents('github-audit')).length, 3000 - refused);
  const from = Date.now() - 30 * MINUTE;
  const range = { range: { '@timestamp': { gte: new Date(from).toISOString(), lt: 'now' } } };
  const { count } = (await search.ask('POST', 'github-audit/_count', { query: range })) as { readonly count: number };
  const isRefused = (raw: string) => raw.includes('"":') || raw.includes('"reason":"second"');
  assert.equal(count, all.filter(({ ts, raw }) => ts >= from && !isRefused(raw)).length);
  await search.ask('PUT', 'plain');
  const plain = {
    ...inputsFor(search.url, 'plain', 'document: event'),
    'state-key': 'plain',
    'sink-on-not-accepted': 'warn',
  };
  const without = Number(expectSuccess(await stage.collect(plain)).outputs['sink-rejected']);
  assert.ok(without > refused, 'the template makes a difference');
  console.log(`  of 3000 odd events ${refused} are refused with the template, ${without} without`);
}

export const OPENSEARCH: Subject = {
  name: 'opensearch',
  find: () => findJars('opensearch'),
  scenarios: [
    ...FORMATS.map((format) => ({
      name: `${MANY} odd events as ${format}, compressed and not: each event once, as it was rendered`,
      run: holdsEach(format),
    })),
    {
      name: `${MANY} events, killed half way and before the commit, restarted: each event once`,
      run: survivesKillsAndRestart,
    },
    { name: 'a 429 that persists fails the run with its reason, a 413 is halved: each event once', run: isTooSmall },
    ...Object.entries(BLOCKS).map(([name, block], index) => ({
      name: `${name}: the run fails with its reason, later each event once`,
      run: isBlocked(block, `blocked-${index}`),
    })),
    { name: 'the limit of fields: the run stops early, nothing is skipped', run: hasTooFewFields },
    {
      name: 'a closed index and a missing pipeline are named; an index in the path is honoured',
      run: isRefusedWithAWord,
    },
    { name: 'the index template of the documentation: found by time', run: isQueriedByTime },
  ],
};
