/** Every preset with a receiver that speaks its protocol, and the inputs that fit it, for the built action. */
import type { SinkName } from '../../src/model/sink-name.ts';
import { BulkDouble } from '../emulator/sinks/bulk-double.ts';
import { DatadogDouble } from '../emulator/sinks/datadog-double.ts';
import { HecDouble } from '../emulator/sinks/hec-double.ts';
import { LokiDouble } from '../emulator/sinks/loki-double.ts';
import { NdjsonDouble } from '../emulator/sinks/ndjson-double.ts';
import { OtlpDouble } from '../emulator/sinks/otlp-double.ts';
import { SENTINEL_TENANT, SentinelDouble } from '../emulator/sinks/sentinel-double.ts';
import type { Double } from '../emulator/sinks/sink-server.ts';

export const TOKEN = 'canary-sink-token-0123456789';

/** Requests of so few events that every run makes several. */
const FEW = { 'sink-token': TOKEN, 'sink-batch-events': '20' };

export interface Kind {
  readonly double: () => Double;
  readonly inputs: (url: string) => Readonly<Record<string, string>>;
  /** Something there keeps an event that was sent twice from being there twice. */
  readonly dropsRepeated: boolean;
}

export const KINDS: Readonly<Record<SinkName, Kind>> = {
  http: {
    dropsRepeated: false,
    double: () => Object.assign(new NdjsonDouble(), { token: TOKEN }),
    inputs: (url) => ({ ...FEW, sink: 'http', 'sink-url': `${url}/in` }),
  },
  'splunk-hec': {
    dropsRepeated: false,
    double: () => Object.assign(new HecDouble(), { token: TOKEN, acknowledges: true }),
    inputs: (url) => ({
      sink: 'splunk-hec',
      'sink-url': url,
      'sink-token': TOKEN,
      'sink-options': 'acknowledge: true\nack-every: 1s',
    }),
  },
  elastic: {
    dropsRepeated: true,
    double: () => Object.assign(new BulkDouble(), { authorization: `ApiKey ${TOKEN}` }),
    inputs: (url) => ({ ...FEW, sink: 'elastic', 'sink-url': url }),
  },
  datadog: {
    dropsRepeated: false,
    double: () => Object.assign(new DatadogDouble(), { apiKey: TOKEN }),
    inputs: (url) => ({ ...FEW, sink: 'datadog', 'sink-url': url }),
  },
  loki: {
    dropsRepeated: true,
    double: () => Object.assign(new LokiDouble(), { authorization: `Bearer ${TOKEN}` }),
    inputs: (url) => ({ ...FEW, sink: 'loki', 'sink-url': url }),
  },
  sentinel: {
    dropsRepeated: false,
    double: () => Object.assign(new SentinelDouble(), { secret: TOKEN }),
    inputs: (url) => ({
      ...FEW,
      sink: 'sentinel',
      'sink-url': url,
      'sink-options': `dcr: dcr-0123456789abcdef0123456789abcdef\ntenant: ${SENTINEL_TENANT}\nclient-id: ${SENTINEL_TENANT}\nauthority: ${url}`,
    }),
  },
  otlp: {
    dropsRepeated: false,
    double: () => Object.assign(new OtlpDouble(), { token: TOKEN }),
    inputs: (url) => ({ ...FEW, sink: 'otlp', 'sink-url': url }),
  },
};
