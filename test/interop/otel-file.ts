/**
 * The same OpenTelemetry Collector with its file exporter behind it: every record is read back and compared. OTLP carries the text
 * of an event, so it has to be the same to the byte; HEC carries the event itself, which the Collector reads into values of its
 * own: floats and repeated names come back its way, and nothing else may differ.
 */
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { FORMATS, type FormatName } from '../../src/model/format-name.ts';
import { MINUTE } from '../emulator/clock.ts';
import { DUPLICATE_KEY, deepField, hugeField } from '../emulator/event-oddities.ts';
import { expectFailure, expectSuccess, type Stage } from '../scenario/stage.ts';
import { assertStored, BY_SINK, openJob, readUntil, TOKEN } from './expect.ts';
import { startGate } from './gate.ts';
import { findGo } from './go-build.ts';
import { freePort, openFolder, type Program, startProgram } from './program.ts';
import type { Scenario, Subject } from './subject.ts';

const MANY = 5000;

interface Value {
  readonly stringValue?: string;
  readonly boolValue?: boolean;
  readonly intValue?: string | number;
  readonly doubleValue?: number | string;
  readonly kvlistValue?: { readonly values?: readonly Pair[] };
  readonly arrayValue?: { readonly values?: readonly Value[] };
}

interface Pair {
  /** Left out where it is empty. */
  readonly key?: string;
  readonly value: Value;
}

interface LogRecord {
  readonly body?: Value;
  readonly attributes?: readonly Pair[];
}

interface Collector extends AsyncDisposable {
  readonly program: Program;
  readonly hec: string;
  readonly otlp: string;
  readonly records: () => Promise<readonly LogRecord[]>;
}

async function openCollector(path: string): Promise<Collector> {
  const folder = await openFolder();
  const [hec, otlp] = [await freePort(), await freePort()];
  const out = join(folder.path, 'records.ndjson');
  const config = `
receivers:
  splunk_hec: { endpoint: '127.0.0.1:${hec}' }
  otlp: { protocols: { http: { endpoint: '127.0.0.1:${otlp}', max_request_body_size: 1000000 } } }
exporters:
  file: { path: '${out}', append: true }
service:
  telemetry: { metrics: { level: none }, logs: { level: warn } }
  pipelines: { logs: { receivers: [splunk_hec, otlp], exporters: [file] } }
`;
  await writeFile(join(folder.path, 'collector.yaml'), config);
  const args = [`--config=file:${join(folder.path, 'collector.yaml')}`];
  const program = await startProgram({ file: path, args, port: hec, folder: folder.path });
  return {
    program,
    hec: `http://127.0.0.1:${hec}`,
    otlp: `http://127.0.0.1:${otlp}`,
    records: async () => recordsIn(await readFile(out, 'utf8')),
    async [Symbol.asyncDispose]() {
      await program.stop();
      await folder[Symbol.asyncDispose]();
    },
  };
}

/** One line for each request that was taken; the last may be in the making. */
function recordsIn(text: string): readonly LogRecord[] {
  const lines = text.split('\n').slice(0, -1);
  return lines.flatMap((line) => {
    const { resourceLogs } = JSON.parse(line) as {
      readonly resourceLogs: readonly {
        readonly scopeLogs: readonly { readonly logRecords: readonly LogRecord[] }[];
      }[];
    };
    return resourceLogs.flatMap(({ scopeLogs }) => scopeLogs.flatMap(({ logRecords }) => logRecords));
  });
}

/** Every oddity there is, and the three that come on top of a field. */
async function openOddJob(): Promise<Stage> {
  const stage = await openJob(MANY - 3, 0.3);
  const generator = stage.generator({ oddShare: 0 });
  for (const fields of [DUPLICATE_KEY, [hugeField(200_000)], [deepField(300)]]) {
    stage.github.log.append(generator.event(Date.now() - 2 * MINUTE, 'web', ...fields));
  }
  return stage;
}

const inputsFor = (sink: 'otlp' | 'splunk-hec', url: string) => ({
  ...BY_SINK,
  sink,
  'sink-url': url,
  'sink-token': TOKEN,
  'sink-batch-bytes': '500000',
});

/** The artifact of the same run holds the same lines. */
function otlpHoldsEach(format: FormatName): Scenario['run'] {
  return async (path) => {
    await using stage = await openOddJob();
    for (const gzip of ['true', 'false']) {
      await using collector = await openCollector(path);
      const before = stage.delivered.length;
      const more = { format, artifact: 'true', 'sink-gzip': gzip, 'state-key': `${format}-${gzip}` };
      expectSuccess(await stage.collect({ ...inputsFor('otlp', collector.otlp), ...more }));
      const stored = await readUntil(MANY, async () =>
        (await collector.records()).map(({ body }) => body?.stringValue ?? ''),
      );
      assertStored(stage.delivered.slice(before), stored);
      assert.equal(stored.length, MANY);
    }
  };
}

/** As JavaScript would have read it. */
function readValue({ stringValue, boolValue, intValue, doubleValue, kvlistValue, arrayValue }: Value): unknown {
  if (kvlistValue !== undefined) {
    return Object.fromEntries((kvlistValue.values ?? []).map(({ key = '', value }) => [key, readValue(value)]));
  }
  if (arrayValue !== undefined) return (arrayValue.values ?? []).map(readValue);
  if (intValue !== undefined || doubleValue !== undefined) return Number(intValue ?? doubleValue);
  return stringValue ?? boolValue ?? null;
}

const uidOf = ({ attributes = [] }: LogRecord) =>
  attributes.find(({ key }) => key === 'document_id')?.value.stringValue ?? '';

/** What JSON readers differ about: numbers with a fraction, an exponent or too many digits, names that are there twice. */
const READ_DIFFERENTLY = /:(?:-0|-?\d+[.eE][\d.eE+-]*|-?\d{16,})[,}\]]|"reason":"second"|"name":"lone /;

/** Its decoder knows no number beyond that of a double, and answers with code 6. */
const TOO_LARGE_A_NUMBER = '1E+400';

function hecHoldsEach(gzip: string): Scenario['run'] {
  return async (path) => {
    await using collector = await openCollector(path);
    await using stage = await openOddJob();
    const inputs = { ...inputsFor('splunk-hec', collector.hec), 'sink-gzip': gzip, 'sink-on-not-accepted': 'warn' };
    const run = expectSuccess(await stage.collect(inputs));
    const { all } = stage.github.log;
    const refused = all.filter(({ raw }) => raw.includes(TOO_LARGE_A_NUMBER)).length;
    assert.equal(run.outputs['sink-rejected'], String(refused));
    const kept = MANY - refused;
    assert.equal(run.outputs['sink-acknowledged'], String(kept));
    await readUntil(kept, async () => (await collector.records()).map(uidOf));
    const records = await collector.records();
    const byId = Map.groupBy(records, uidOf);
    assert.deepEqual([records.length, byId.size], [kept, kept], 'each is there once');
    let different = 0;
    for (const { raw, id } of all) {
      if (raw.includes(TOO_LARGE_A_NUMBER)) continue;
      const { _document_id: shown } = JSON.parse(raw) as { readonly _document_id?: string };
      // Without an id of its own an event goes by its hash.
      const [record] = shown === undefined ? [] : (byId.get(id) ?? []);
      assert.ok(record !== undefined || shown === undefined, 'an event is not there');
      if (record?.body === undefined || isDeepStrictEqual(readValue(record.body), JSON.parse(raw))) continue;
      assert.match(raw, READ_DIFFERENTLY);
      different += 1;
    }
    console.log(
      `  HEC, gzip ${gzip}: ${records.length} of ${MANY} there, ${refused} refused, ${different} read differently by the Collector`,
    );
  };
}

async function isKilledHalfWay(path: string): Promise<void> {
  await using collector = await openCollector(path);
  await using stage = await openJob(MANY, 0.05);
  const inputs = { ...inputsFor('otlp', collector.otlp), 'sink-batch-events': '100' };
  const kill = { on: 'audit-log', nth: 25, moment: 'after' } as const;
  assert.equal((await stage.collect(inputs, { kill })).signal, 'SIGKILL');
  const half = (await collector.records()).length;
  assert.ok(half > 0 && half < MANY, `${half} were sent`);
  expectSuccess(await stage.collect(inputs));
  // Its file lags behind, at the reading of `half` as well: it is complete once it holds as many different events.
  const bodies = async () => (await collector.records()).map(({ body }) => body?.stringValue ?? '');
  await readUntil(MANY, async () => [...new Set(await bodies())]);
  const stored = await bodies();
  // It drops no duplicate: what the killed run had sent is there twice at most, and so is the batch that was on its way.
  assertStored(
    stage.github.log.all.map(({ raw }) => raw),
    stored,
    half + 100,
  );
}

/** Its limit of a body is 1 MB; whatever it says to more, all that is acknowledged is there. */
async function isTooSmall(path: string): Promise<void> {
  await using collector = await openCollector(path);
  await using stage = await openJob(100);
  const generator = stage.generator({ oddShare: 0 });
  for (let index = 0; index < 20; index += 1) {
    stage.github.log.append(generator.event(Date.now() - 2 * MINUTE - index, 'web', hugeField(150_000)));
  }
  await using gate = await startGate(collector.otlp);
  const inputs = { ...inputsFor('otlp', gate.url), 'sink-batch-bytes': '20000000', 'sink-gzip': 'false' };
  const run = await stage.collect(inputs);
  assert.ok(
    gate.statuses.some((status) => status >= 400),
    'it refused something',
  );
  console.log(`  a body above its limit is answered with ${[...new Set(gate.statuses)].join(', ')}`);
  if (run.exitCode !== 0) expectFailure(run, /sink/);
  expectSuccess(await stage.collect({ ...inputs, 'sink-batch-bytes': '500000' }));
  const stored = await readUntil(120, async () =>
    (await collector.records()).map(({ body }) => body?.stringValue ?? ''),
  );
  assertStored(
    stage.github.log.all.map(({ raw }) => raw),
    stored,
    120,
  );
}

export const OTEL_FILE: Subject = {
  name: 'otel-file',
  find: () => findGo({ name: 'otel-collector', main: '.' }),
  scenarios: [
    ...FORMATS.map((format) => ({
      name: `OTLP: ${MANY} odd events as ${format}, compressed and not: each event once, byte for byte`,
      run: otlpHoldsEach(format),
    })),
    { name: `HEC: ${MANY} odd events, compressed: each event once`, run: hecHoldsEach('true') },
    { name: `HEC: ${MANY} odd events, not compressed: each event once`, run: hecHoldsEach('false') },
    { name: `OTLP: ${MANY} events, killed half way: none lost, repeats only of what was sent`, run: isKilledHalfWay },
    { name: 'OTLP: a body above the limit of the Collector: none lost', run: isTooSmall },
  ],
};
