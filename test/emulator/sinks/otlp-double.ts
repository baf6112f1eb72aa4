/**
 * An OTLP receiver for JSON. Statuses and bodies are those of the OpenTelemetry Collector 0.143 (`otlpreceiver/otlphttp.go`): errors as
 * a `google.rpc.Status`. A partial success, which the Collector passes on from what stands behind it, is that of the specification of
 * OTLP 1.9: how many were refused, and no word about which.
 */
import { json, type Reply, type Request } from '../exchange.ts';
import { type Double, mediaType, type StoredEvent } from './sink-server.ts';

interface Export {
  readonly resourceLogs: readonly {
    readonly resource: { readonly attributes: readonly unknown[] };
    readonly scopeLogs: readonly {
      readonly logRecords: readonly {
        readonly body: { readonly stringValue: string };
        readonly timeUnixNano: string;
      }[];
    }[];
  }[];
}

export class OtlpDouble implements Double {
  readonly stored: StoredEvent[] = [];
  token: string | undefined;
  refuses: (raw: string) => boolean = () => false;

  answer(request: Request, body: string): Reply {
    if (this.token !== undefined && request.headers.authorization !== `Bearer ${this.token}`)
      return json(401, { code: 16, message: 'no scheme or token in the header' });
    if (request.path !== '/v1/logs') return { status: 404, body: '404 page not found\n' };
    if (mediaType(request) !== 'application/json')
      return { status: 415, body: '415 unsupported media type, supported: [application/json, application/x-protobuf]' };
    const { resourceLogs } = JSON.parse(body) as Export;
    const records = resourceLogs.flatMap(({ scopeLogs }) => scopeLogs.flatMap(({ logRecords }) => logRecords));
    const kept = records.filter((record) => !this.refuses(record.body.stringValue));
    for (const record of kept) {
      if (!/^[0-9]+$/.test(record.timeUnixNano))
        return json(400, { code: 3, message: 'readUint64: unexpected character' });
      this.stored.push({ raw: record.body.stringValue, fields: { ...record } });
    }
    const rejected = records.length - kept.length;
    if (rejected === 0) return json(200, { partialSuccess: {} });
    return json(200, {
      partialSuccess: { rejectedLogRecords: String(rejected), errorMessage: 'canary-of-the-server' },
    });
  }
}
