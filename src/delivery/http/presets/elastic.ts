/**
 * Elasticsearch and OpenSearch over `_bulk`. Every event is created under its own id, so a repeated one is recognized,
 * and sending twice stores once. Where a document goes is in `elastic-index.ts`, what a response means in
 * `elastic-answers.ts`.
 * https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-bulk
 */

import type { AuditEvent } from '../../../model/event.ts';
import { type DataStream, dataStreamOf, withDataStream } from '../data-stream.ts';
import { definePreset } from '../define-preset.ts';
import { isoOf, uidOf } from '../event-fields.ts';
import { choice, text } from '../options.ts';
import { LINES } from '../preset.ts';
import { readItems, readRefusal } from './elastic-answers.ts';
import { complaintsOf, isDocument, pipelineOf, placeOf } from './elastic-index.ts';

const INDEX = text('the name of a data stream or index in lower case', /^[a-z0-9][^\s"*\\<>|,/?A-Z#]{0,254}$/);
const PIPELINE = text('the name of an ingest pipeline', /^[^\s"*\\<>|,?#]{1,255}$/);

export const ELASTIC = definePreset({
  name: 'elastic',
  token: {
    is: 'an API key (base64, as Elasticsearch shows it), or `user:password` for basic authentication',
    optional: true,
  },
  options: {
    index: {
      kind: INDEX,
      help: "Data stream or index. Default: `logs-github.audit-default`, where Elastic's own GitHub integration looks; `logs-github.audit-ecs` with `format: ecs`, `logs-github.FORMAT-default` with any other format or with `document: event`; or the one in the path of `sink-url`.",
    },
    document: {
      kind: choice('message', 'event'),
      help: "`message`: the event as text in `message`, as Elastic's GitHub integration parses it. `event`: the event itself. Default: `message`; `event` with `format: ecs` or `ocsf`.",
    },
    pipeline: {
      kind: PIPELINE,
      help: 'Ingest pipeline; `_none` for none. Default: the one of the index, `_none` with `format: ecs` in `logs-github.audit-*`.',
    },
  },
  path: () => '/_bulk',
  query(options, given) {
    const pipeline = pipelineOf(options, given);
    return pipeline === undefined ? {} : { pipeline };
  },
  check: complaintsOf,
  protocol(options, { url, token, render, format }) {
    const { index, isNamed } = placeOf(options, { format, url: new URL(url) });
    const stream = dataStreamOf(index);
    const renderDocument = isDocument(options, format)
      ? (event: AuditEvent) => withDataStream(render(event).toString(), stream)
      : (event: AuditEvent) => renderMessage(event, render(event).toString(), stream);
    const head = isNamed ? `{"create":{"_index":${JSON.stringify(index)},"_id":` : '{"create":{"_id":';
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
      refuse: readRefusal,
    };
  },
});

function renderMessage(event: AuditEvent, text: string, stream: DataStream | undefined): string {
  const document = `{"@timestamp":"${isoOf(event)}","message":${JSON.stringify(text)},"tags":["preserve_original_event"]}`;
  return withDataStream(document, stream);
}

/** No API key holds a colon: they are base64. */
function renderAuthorization(token: string): string {
  return token.includes(':') ? `Basic ${Buffer.from(token).toString('base64')}` : `ApiKey ${token}`;
}
