/**
 * Every preset with a receiver that speaks its protocol, put together from inputs as the action does it. A preset without a
 * subject here is a preset that nobody has tried: a test says so.
 */

import { connectSink } from '../../src/action/connect-sink.ts';
import type { Sink } from '../../src/delivery/http/sink.ts';
import { createFormat } from '../../src/format/format.ts';
import { assert } from '../../src/model/assert.ts';
import type { AuditEvent } from '../../src/model/event.ts';
import type { SinkName } from '../../src/model/sink-name.ts';
import { systemHttp } from '../../src/runtime/http.ts';
import { HOUR } from '../emulator/clock.ts';
import { EventGenerator } from '../emulator/events.ts';
import { BulkDouble } from '../emulator/sinks/bulk-double.ts';
import { DatadogDouble } from '../emulator/sinks/datadog-double.ts';
import { HecDouble } from '../emulator/sinks/hec-double.ts';
import { LokiDouble } from '../emulator/sinks/loki-double.ts';
import { NdjsonDouble } from '../emulator/sinks/ndjson-double.ts';
import { OtlpDouble } from '../emulator/sinks/otlp-double.ts';
import { SENTINEL_TENANT, SentinelDouble } from '../emulator/sinks/sentinel-double.ts';
import { type Double, type SinkServer, startSink } from '../emulator/sinks/sink-server.ts';
import { type GivenInputs, parse } from '../unit/action/input-values.ts';
import { RecordingLog } from '../unit/recording-log.ts';
import { QuickClock } from './quick-clock.ts';

export const SINK_TOKEN = 'canary-sink-token-0123456789';

export interface Subject<D extends Double = Double> extends AsyncDisposable {
  readonly server: SinkServer<D>;
  readonly sink: Sink;
  readonly clock: QuickClock;
  readonly log: RecordingLog;
  /** Secrets that were made on the way and are masked. */
  readonly hidden: readonly string[];
}

/** A receiver, and the inputs that fit it. */
interface Fitting<D extends Double> {
  readonly double: D;
  readonly inputs: (url: string) => GivenInputs;
}

export async function open<D extends Double>(
  { double, inputs }: Fitting<D>,
  more: GivenInputs = {},
  idToken?: { readonly url: string; readonly token: string },
): Promise<Subject<D>> {
  const server = await startSink<D>(double);
  const [clock, log, hidden] = [new QuickClock(), new RecordingLog(), [] as string[]];
  const settings = parse({ 'retry-initial-backoff': '1s', ...inputs(server.url), ...more });
  assert(settings.sink !== undefined, 'the inputs of a subject name a sink');
  const world = {
    http: systemHttp,
    clock,
    random: { next: () => 0.5, token: () => 'c0ffee00' },
    log,
    render: createFormat(settings.output.format, {
      source: 'https://github.com',
      apiUrl: settings.api.url,
      target: settings.target,
    }),
    endsAt: clock.now() + HOUR,
    hide: (secret: string) => void hidden.push(secret),
  };
  const sink = connectSink({ ...settings, sink: settings.sink }, { idToken }, world);
  return { server, sink, clock, log, hidden, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

export function ndjson(): Fitting<NdjsonDouble> {
  const double = new NdjsonDouble();
  double.token = SINK_TOKEN;
  return { double, inputs: (url) => ({ sink: 'http', 'sink-url': `${url}/in`, 'sink-token': SINK_TOKEN }) };
}

export function hec(): Fitting<HecDouble> {
  const double = new HecDouble();
  double.token = SINK_TOKEN;
  return { double, inputs: (url) => ({ sink: 'splunk-hec', 'sink-url': url, 'sink-token': SINK_TOKEN }) };
}

export function bulk(): Fitting<BulkDouble> {
  const double = new BulkDouble();
  double.authorization = `ApiKey ${SINK_TOKEN}`;
  return { double, inputs: (url) => ({ sink: 'elastic', 'sink-url': url, 'sink-token': SINK_TOKEN }) };
}

export function datadog(): Fitting<DatadogDouble> {
  const double = new DatadogDouble();
  double.apiKey = SINK_TOKEN;
  return { double, inputs: (url) => ({ sink: 'datadog', 'sink-url': url, 'sink-token': SINK_TOKEN }) };
}

export function loki(): Fitting<LokiDouble> {
  const double = new LokiDouble();
  double.authorization = `Bearer ${SINK_TOKEN}`;
  return { double, inputs: (url) => ({ sink: 'loki', 'sink-url': url, 'sink-token': SINK_TOKEN }) };
}

export function sentinel(): Fitting<SentinelDouble> {
  const double = new SentinelDouble();
  double.secret = SINK_TOKEN;
  const options = (authority: string) =>
    `dcr: dcr-0123456789abcdef0123456789abcdef\ntenant: ${SENTINEL_TENANT}\nclient-id: ${SENTINEL_TENANT}\nauthority: ${authority}`;
  return {
    double,
    inputs: (url) => ({ sink: 'sentinel', 'sink-url': url, 'sink-token': SINK_TOKEN, 'sink-options': options(url) }),
  };
}

export function otlp(): Fitting<OtlpDouble> {
  const double = new OtlpDouble();
  double.token = SINK_TOKEN;
  return { double, inputs: (url) => ({ sink: 'otlp', 'sink-url': url, 'sink-token': SINK_TOKEN }) };
}

/** By preset: how it is opened with some inputs on top. */
export const SUBJECTS: Readonly<Record<SinkName, (more?: GivenInputs) => Promise<Subject>>> = {
  http: (more) => open(ndjson(), more),
  'splunk-hec': (more) => open(hec(), more),
  elastic: (more) => open(bulk(), more),
  datadog: (more) => open(datadog(), more),
  loki: (more) => open(loki(), more),
  sentinel: (more) => open(sentinel(), more),
  otlp: (more) => open(otlp(), more),
};

/** Events of the last ten minutes, ascending, with oddities among them. */
export function recentEvents(count: number, seed: number | string = 1): readonly AuditEvent[] {
  const generator = new EventGenerator({ seed, oddShare: 0.1, idForm: 'base64url' });
  const start = Date.now() - 600_000;
  return Array.from({ length: count }, (_, index) => {
    const ts = start + Math.floor((index * 500_000) / count);
    return asEvent(generator.next(ts).raw, ts, index);
  });
}

/** An event of the collector; `index` makes its key. */
export function asEvent(raw: string, ts: number, index: number): AuditEvent {
  const id = /"_document_id":"([^"]+)"/.exec(raw)?.[1];
  return { ts, id, key: index.toString(16).padStart(32, '0'), raw: Buffer.from(raw), wellFormed: true };
}
