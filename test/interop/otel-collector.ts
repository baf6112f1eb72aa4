/**
 * An OpenTelemetry Collector takes OTLP, and what Splunk's forwarders send with the acknowledgement that goes with it. It keeps
 * nothing: it answers when the basin behind it has taken the records, and what counts is what came out there.
 */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { readBody } from '../emulator/wire.ts';
import { expectFailure, expectSuccess } from '../scenario/stage.ts';
import { assertStored, BY_SINK, namesOf, openJob, rawsOf, readUntil, TOKEN } from './expect.ts';
import { startGate } from './gate.ts';
import { findGo } from './go-build.ts';
import { freePort, openFolder, type Program, startProgram } from './program.ts';
import { restartBefore } from './restart.ts';
import type { Subject } from './subject.ts';

/** A value of OTLP as JSON. */
interface Value {
  readonly stringValue?: string;
  readonly intValue?: string | number;
  readonly doubleValue?: number;
  readonly kvlistValue?: { readonly values: readonly Pair[] };
}

interface Pair {
  readonly key: string;
  readonly value: Value;
}

interface LogRecord {
  readonly body?: Value;
  readonly attributes?: readonly Pair[];
}

interface Basin extends AsyncDisposable {
  readonly url: string;
  readonly records: LogRecord[];
  /** Refuses as many requests, one after the other. */
  refusals: number;
}

async function openBasin(): Promise<Basin> {
  const records: LogRecord[] = [];
  const server = createServer((message, response) => {
    void readBody(message).then((body) => {
      if (basin.refusals > 0) {
        basin.refusals -= 1;
        response.writeHead(503).end();
        return;
      }
      const { resourceLogs } = JSON.parse(body.toString('utf8')) as {
        readonly resourceLogs: readonly { readonly scopeLogs: readonly { readonly logRecords: LogRecord[] }[] }[];
      };
      for (const { scopeLogs } of resourceLogs) for (const { logRecords } of scopeLogs) records.push(...logRecords);
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const basin: Basin = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    records,
    refusals: 0,
    async [Symbol.asyncDispose]() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
  return basin;
}

interface Collector {
  readonly program: Program;
  /** With acknowledgement. */
  readonly hec: string;
  readonly plainHec: string;
  readonly otlp: string;
}

async function openCollector(path: string, folder: string, basin: Basin): Promise<Collector> {
  const [hec, plainHec, otlp] = [await freePort(), await freePort(), await freePort()];
  const config = `
receivers:
  splunk_hec: { endpoint: '127.0.0.1:${hec}', ack: { extension: ack } }
  splunk_hec/plain: { endpoint: '127.0.0.1:${plainHec}' }
  otlp: { protocols: { http: { endpoint: '127.0.0.1:${otlp}' } } }
extensions: { ack: {} }
exporters:
  otlphttp:
    endpoint: ${basin.url}
    encoding: json
    compression: none
    sending_queue: { enabled: false }
    retry_on_failure: { enabled: false }
service:
  extensions: [ack]
  telemetry: { metrics: { level: none }, logs: { level: warn } }
  pipelines: { logs: { receivers: [splunk_hec, splunk_hec/plain, otlp], exporters: [otlphttp] } }
`;
  await writeFile(join(folder, 'collector.yaml'), config);
  const args = [`--config=file:${join(folder, 'collector.yaml')}`];
  const program = await startProgram({ file: path, args, port: hec, folder });
  return {
    program,
    hec: `http://127.0.0.1:${hec}`,
    plainHec: `http://127.0.0.1:${plainHec}`,
    otlp: `http://127.0.0.1:${otlp}`,
  };
}

const hecInputs = (url: string) => ({
  ...BY_SINK,
  sink: 'splunk-hec',
  'sink-url': url,
  'sink-token': TOKEN,
  'sink-options': 'acknowledge: true\nack-every: 1s\nack-timeout: 3s',
  'sink-batch-events': '50',
});
const otlpInputs = (url: string) => ({ ...BY_SINK, sink: 'otlp', 'sink-url': url, 'sink-batch-events': '50' });

const textOf = ({ body }: LogRecord): string => body?.stringValue ?? '';

function hecNameOf({ body, attributes = [] }: LogRecord): string {
  const fields = new Map((body?.kvlistValue?.values ?? []).map(({ key, value }) => [key, value]));
  const id = attributes.find(({ key }) => key === 'document_id')?.value.stringValue;
  const at = fields.get('@timestamp');
  return [id, fields.get('action')?.stringValue, Number(at?.intValue ?? at?.doubleValue)].join(' ');
}

async function otlpOnce(path: string): Promise<void> {
  await using folder = await openFolder();
  await using basin = await openBasin();
  const collector = await openCollector(path, folder.path, basin);
  await using _ = collector.program;
  await using stage = await openJob(300, 0.05);
  basin.refusals = 2;
  const result = expectSuccess(await stage.collect(otlpInputs(collector.otlp)));
  assert.equal(result.outputs['sink-acknowledged'], '300');
  assert.equal(basin.refusals, 0, 'the collector said no twice');
  assertStored(rawsOf(stage), basin.records.map(textOf));
}

async function hecOnce(path: string): Promise<void> {
  await using folder = await openFolder();
  await using basin = await openBasin();
  const collector = await openCollector(path, folder.path, basin);
  await using _ = collector.program;
  await using gate = await startGate(collector.hec);
  await using stage = await openJob(200);
  const result = expectSuccess(await stage.collect(hecInputs(gate.url)));
  assert.equal(result.outputs['sink-acknowledged'], '200');
  assert.ok(gate.statuses.length >= 8, 'four batches were sent, and their acknowledgements requested');
  assertStored(namesOf(stage), basin.records.map(hecNameOf));
}

async function hecRefusesThenAccepts(path: string): Promise<void> {
  await using folder = await openFolder();
  await using basin = await openBasin();
  const collector = await openCollector(path, folder.path, basin);
  await using _ = collector.program;
  await using stage = await openJob(100);
  basin.refusals = 2;
  expectSuccess(await stage.collect(hecInputs(collector.hec)));
  assert.equal(basin.refusals, 0);
  assertStored(namesOf(stage), basin.records.map(hecNameOf));
}

async function hecLosesData(path: string): Promise<void> {
  await using folder = await openFolder();
  await using basin = await openBasin();
  const collector = await openCollector(path, folder.path, basin);
  await using _ = collector.program;
  // The second is the question about the first batch: what it knew of that is gone with it.
  const restart = restartBefore(2, collector.program);
  await using gate = await startGate(collector.hec, restart);
  await using stage = await openJob(100);
  expectSuccess(await stage.collect(hecInputs(gate.url)));
  await restart.done();
  assert.ok(gate.statuses.includes(0));
  const stored = await readUntil(100, async () => basin.records.map(hecNameOf));
  assertStored(namesOf(stage), stored, 50);
}

/** On the port without the extension: asking for what is not there must not pass for an acknowledgement. */
async function withoutAcknowledgement(path: string): Promise<void> {
  await using folder = await openFolder();
  await using basin = await openBasin();
  const collector = await openCollector(path, folder.path, basin);
  await using _ = collector.program;
  await using stage = await openJob(50);
  expectFailure(await stage.collect(hecInputs(collector.plainHec)), /returned no ackId|code 14/);
  basin.records.splice(0);
  expectSuccess(await stage.collect({ ...hecInputs(collector.plainHec), 'sink-options': 'acknowledge: false' }));
  assertStored(namesOf(stage), basin.records.map(hecNameOf));
}

export const OTEL_COLLECTOR: Subject = {
  name: 'otel-collector',
  find: () => findGo({ name: 'otel-collector', main: '.' }),
  scenarios: [
    { name: 'OTLP: each event once, when it refuses twice', run: otlpOnce },
    { name: 'HEC with acknowledgement: each event once', run: hecOnce },
    { name: 'HEC: it refuses twice, then each event once', run: hecRefusesThenAccepts },
    { name: 'HEC: restarted before it acknowledged, none lost', run: hecLosesData },
    {
      name: 'HEC: with acknowledgement, which this receiver lacks, the run fails; without it, everything is delivered',
      run: withoutAcknowledgement,
    },
  ],
};
