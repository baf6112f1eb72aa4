/**
 * VictoriaLogs takes five of our protocols and keeps events for good. It answers 2xx to much that it does not store, and drops no
 * duplicate: so what it holds is read back by query, and what may be there twice is only what it was really sent twice.
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { MINUTE } from '../emulator/clock.ts';
import { expectFailure, expectSuccess } from '../scenario/stage.ts';
import { assertStored, BY_SINK, nameOf, namesOf, openJob, rawsOf, readUntil } from './expect.ts';
import { startGate } from './gate.ts';
import { findGo } from './go-build.ts';
import { freePort, openFolder, type Program, startProgram } from './program.ts';
import { restartBefore } from './restart.ts';
import type { Scenario, Subject } from './subject.ts';

interface Store {
  readonly program: Program;
  readonly url: string;
  /** Every record, as it is shown. */
  readonly records: () => Promise<readonly Readonly<Record<string, string>>[]>;
}

async function openStore(path: string, folder: string): Promise<Store> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const args = [`-httpListenAddr=127.0.0.1:${port}`, `-storageDataPath=${join(folder, 'data')}`, '-retentionPeriod=1y'];
  const isReady = async () => (await fetch(`${url}/health`)).ok;
  const program = await startProgram({ file: path, args, port, folder, isReady });
  const records = async () => {
    const response = await fetch(`${url}/select/logsql/query`, {
      method: 'POST',
      body: new URLSearchParams('query=*'),
    });
    const lines = (await response.text()).split('\n').filter((line) => line !== '');
    return lines.map((line) => JSON.parse(line) as Readonly<Record<string, string>>);
  };
  return { program, url, records };
}

interface Way {
  readonly inputs: (url: string) => Readonly<Record<string, string>>;
  /** Records hold the text of the event in `_msg`; else its fields. */
  readonly isText: boolean;
}

const WAYS: Readonly<Record<string, Way>> = {
  'NDJSON (http)': {
    isText: false,
    inputs: (url) => ({
      sink: 'http',
      'sink-url': `${url}/insert/jsonline?_stream_fields=org&_time_field=@timestamp&_msg_field=action`,
    }),
  },
  '_bulk (elastic)': {
    isText: true,
    inputs: (url) => ({
      sink: 'elastic',
      'sink-url': `${url}/insert/elasticsearch/_bulk?_time_field=@timestamp&_msg_field=message`,
    }),
  },
  'Datadog (datadog)': {
    isText: true,
    inputs: (url) => ({ sink: 'datadog', 'sink-url': `${url}/insert/datadog/api/v2/logs`, 'sink-token': 'any-key' }),
  },
  'Loki push (loki)': {
    isText: true,
    inputs: (url) => ({
      sink: 'loki',
      // Otherwise it takes the line apart.
      'sink-url': `${url}/insert/loki/api/v1/push?disable_message_parsing=1`,
    }),
  },
};

/** A field that is named twice, or is a number of too many digits, comes back otherwise where a receiver keeps fields. */
const readable = (record: Readonly<Record<string, string>>, isText: boolean): string => {
  if (isText) return record['_msg'] ?? '';
  const at = Date.parse(record['_time'] ?? '');
  return [record['_document_id'], record['_msg'], at].join(' ');
};

function storesOnce({ inputs, isText }: Way): Scenario['run'] {
  return async (path) => {
    await using folder = await openFolder();
    const store = await openStore(path, folder.path);
    await using _ = store.program;
    await using stage = await openJob(300, isText ? 0.05 : 0);
    expectSuccess(await stage.collect({ ...BY_SINK, ...inputs(store.url), 'sink-batch-events': '50' }));
    const stored = await readUntil(300, async () => (await store.records()).map((each) => readable(each, isText)));
    assertStored(isText ? rawsOf(stage) : namesOf(stage), stored);
  };
}

function survivesRestart({ inputs }: Way): Scenario['run'] {
  return async (path) => {
    await using folder = await openFolder();
    const store = await openStore(path, folder.path);
    await using _ = store.program;
    const restart = restartBefore(4, store.program, 2);
    await using gate = await startGate(store.url, restart);
    await using stage = await openJob(200);
    expectSuccess(await stage.collect({ ...BY_SINK, ...inputs(gate.url), 'sink-batch-events': '25' }));
    await restart.done();
    assert.ok(gate.statuses.includes(0));
    const stored = await readUntil(200, async () => (await store.records()).map((each) => readable(each, true)));
    assertStored(rawsOf(stage), stored, 25);
  };
}

/** It refuses what it cannot store: then the run has to fail, with the position where it was. */
function isRefused(inputs: (url: string) => Readonly<Record<string, string>>): Scenario['run'] {
  return async (path) => {
    await using folder = await openFolder();
    const store = await openStore(path, folder.path);
    await using _ = store.program;
    await using stage = await openJob(60);
    expectFailure(
      await stage.collect({ ...BY_SINK, ...inputs(store.url) }),
      /refused all of the first|refused the request: HTTP 4/,
    );
    assert.deepEqual(await store.records(), []);
    const elsewhere = WAYS['_bulk (elastic)']?.inputs(store.url) ?? {};
    expectSuccess(await stage.collect({ ...BY_SINK, ...elsewhere }));
    const stored = await readUntil(60, async () => (await store.records()).map((each) => nameOf(each['_msg'] ?? '')));
    assertStored(namesOf(stage), stored);
  };
}

/** It answers 200 to a line above 256 KiB, and drops it and all that come after it. */
async function reportsLongLines(path: string): Promise<void> {
  await using folder = await openFolder();
  const store = await openStore(path, folder.path);
  await using _ = store.program;
  await using stage = await openJob(60);
  const { log, clock } = stage.github;
  const event = stage.generator({ oddShare: 0 }).next(clock.now() - 30 * MINUTE);
  const padded = { ...event, raw: event.raw.replace(/\}$/, `,"padding":"${'x'.repeat(300_000)}"}`) };
  log.append(padded);
  const inputs = { ...BY_SINK, ...WAYS['NDJSON (http)']?.inputs(store.url), 'sink-options': 'event-bytes: 256000' };
  const run = await stage.collect({ ...inputs, 'sink-on-not-accepted': 'warn' });
  assert.deepEqual([run.exitCode, run.outputs['sink-too-large']], [0, '1']);
  const stored = await readUntil(60, async () => (await store.records()).map((each) => readable(each, false)));
  assertStored(
    namesOf(stage).filter((name) => name !== nameOf(padded.raw)),
    stored,
  );
}

const BULK = WAYS['_bulk (elastic)'];

export const VICTORIA_LOGS: Subject = {
  name: 'victoria-logs',
  find: () => findGo({ name: 'victoria-logs', main: 'github.com/VictoriaMetrics/VictoriaLogs/app/victoria-logs' }),
  scenarios: [
    ...Object.entries(WAYS).map(([name, way]) => ({ name: `${name}: each event once`, run: storesOnce(way) })),
    ...(BULK === undefined
      ? []
      : [{ name: '_bulk, a lost answer and a restart in the middle: none lost', run: survivesRestart(BULK) }]),
    {
      name: 'NDJSON, with the lines that it drops with a 200 named in the inputs: no other is lost',
      run: reportsLongLines,
    },
    {
      name: 'OTLP as JSON, which this version refuses: the run fails, nothing is skipped',
      run: isRefused((url) => ({ sink: 'otlp', 'sink-url': `${url}/insert/opentelemetry/v1/logs` })),
    },
    {
      name: "Splunk's path, which this version lacks: the run fails, nothing is skipped",
      run: isRefused((url) => ({
        sink: 'splunk-hec',
        'sink-url': `${url}/insert/splunk/services/collector/event`,
        'sink-token': 'any-token',
      })),
    },
  ],
};
