/**
 * Elasticsearch and OpenSearch over `_bulk`. Every event is created under its own id, so what was there already is told from
 * what is new and sending twice stores once. Each item is read: `errors: false` says nothing about items that are missing.
 * https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-bulk
 */

import type { AuditEvent } from '../../../model/event.ts';
import type { HttpAnswer } from '../../../runtime/http.ts';
import { isObject, notUnderstood, readObject, refuse } from '../acknowledge.ts';
import { definePreset } from '../define-preset.ts';
import { isoOf, uidOf } from '../event-fields.ts';
import { choice, text } from '../options.ts';
import type { Fate, Outcome } from '../outcome.ts';
import { type Asked, LINES } from '../preset.ts';

const INDEX = text('the name of a data stream or index in lower case', /^[a-z0-9][^\s"*\\<>|,/?A-Z#]{0,254}$/);

export const ELASTIC = definePreset({
  name: 'elastic',
  token: {
    is: 'an API key (base64, as Elasticsearch shows it), or `user:password` for basic authentication',
    optional: true,
  },
  options: {
    index: {
      kind: INDEX,
      default: 'logs-github.audit-default',
      help: "Data stream or index. The default is where Elastic's own GitHub integration looks.",
    },
    document: {
      kind: choice('message', 'event'),
      help: "`message`: the event as text in `message`, as Elastic's GitHub integration parses it. `event`: the event itself. Default: `message`; `event` with `format: ecs` or `ocsf`.",
    },
    pipeline: { kind: INDEX, help: 'Ingest pipeline; the one of the index when absent.' },
  },
  path: ({ pipeline }) => (pipeline === undefined ? '/_bulk' : `/_bulk?pipeline=${encodeURIComponent(pipeline)}`),
  protocol({ index, document }, { url, token, render, format }) {
    const isDocument = document === undefined ? format === 'ecs' || format === 'ocsf' : document === 'event';
    const renderDocument = isDocument ? render : (event: AuditEvent) => renderMessage(event, render(event));
    const head = `{"create":{"_index":${JSON.stringify(index)},"_id":`;
    return {
      url,
      contentType: 'application/x-ndjson',
      headers: token === '' ? {} : { authorization: renderAuthorization(token) },
      record: (event) => `${head}${JSON.stringify(uidOf(event))}}}\n${renderDocument(event)}`,
      framing: LINES,
      limits: {
        batchEvents: 5000,
        batchBytes: 5_000_000,
        eventBytes: undefined,
        maxAgeMs: undefined,
        maxFutureMs: undefined,
      },
      gzip: true,
      acknowledge: readItems,
    };
  },
});

function renderMessage(event: AuditEvent, text: string): string {
  return `{"@timestamp":"${isoOf(event)}","message":${JSON.stringify(text)},"tags":["preserve_original_event"]}`;
}

/** No API key holds a colon: they are base64. */
function renderAuthorization(token: string): string {
  return token.includes(':') ? `Basic ${Buffer.from(token).toString('base64')}` : `ApiKey ${token}`;
}

function readItems(answer: HttpAnswer, { entries, now }: Asked): Outcome {
  const items = readObject(answer.body)?.['items'];
  if (!Array.isArray(items) || items.length !== entries.length) {
    return notUnderstood(answer, 'not one result for each event', now);
  }
  const statuses = items.map(statusOf);
  if (statuses.includes(undefined)) return notUnderstood(answer, 'a result without a status', now);
  const denied = statuses.find((status) => status === 401 || status === 403 || status === 404);
  if (denied !== undefined) {
    return refuse(
      `items with status ${denied}`,
      'Check `index` in `sink-options`, and that the API key may create documents in it; see docs/sinks.md.',
    );
  }
  return { kind: 'fates', fates: statuses.map(fateOf) };
}

function statusOf(item: unknown): number | undefined {
  const result = isObject(item) ? (item['create'] ?? item['index']) : undefined;
  const status = isObject(result) ? result['status'] : undefined;
  return typeof status === 'number' ? status : undefined;
}

function fateOf(status: number | undefined): Fate {
  if (status === undefined || status === 429 || status >= 500) return 'busy';
  // 409: a document of this id is there, so this event was stored before.
  return status < 300 || status === 409 ? 'acknowledged' : 'rejected';
}
