/**
 * OpenTelemetry over HTTP as JSON. A partial success must not be sent again and does not say which records were
 * refused, so the complete batch counts as not accepted: some of it can exist twice, nothing is lost.
 * https://opentelemetry.io/docs/specs/otlp/#otlphttp
 */
import type { AuditEvent } from '../../../model/event.ts';
import type { HttpAnswer } from '../../../runtime/http.ts';
import { all, isObject, notUnderstood, readObject, refuse } from '../acknowledge.ts';
import { definePreset } from '../define-preset.ts';
import { actionOf, uidOf } from '../event-fields.ts';
import { ANY_TEXT } from '../options.ts';
import type { Fate, Outcome } from '../outcome.ts';
import type { AnsweredRequest, Framing } from '../preset.ts';

/** INFO, in the numbers of the data model. */
const SEVERITY = 9;

export const OTLP = definePreset({
  name: 'otlp',
  token: { is: 'a bearer token; other credentials go into `sink-headers`', optional: true },
  options: {
    'service-name': { kind: ANY_TEXT, default: 'github-audit', help: 'Resource attribute `service.name`.' },
    attributes: {
      kind: { type: 'map', keys: /^[A-Za-z][\w.-]{0,199}$/, accepts: 'names and texts' },
      default: {},
      help: 'More attributes of the resource.',
    },
  },
  path: () => '/v1/logs',
  protocol(options, { url, token, target, render }) {
    const scope = { [`github.${target.kind}`]: target.name };
    const resource = { 'service.name': options['service-name'], ...scope, ...options.attributes };
    return {
      url,
      contentType: 'application/json',
      headers: token === '' ? {} : { authorization: `Bearer ${token}` },
      record: (event) => renderRecord(event, render(event).toString()),
      framing: envelopeOf(resource),
      limits: {
        batchEvents: 5000,
        batchBytes: 4_000_000,
        eventBytes: undefined,
        maxAgeMs: undefined,
        maxFutureMs: undefined,
      },
      gzip: true,
      acknowledge: readPartialSuccess,
      refuse: readRefusal,
      // What stands behind a Collector can have responded 413 or refused one record; the Collector responds 500 to either.
      halvesOn500: true,
    };
  },
});

function envelopeOf(resource: Readonly<Record<string, string>>): Framing {
  const attributes = JSON.stringify(Object.entries(resource).map(([key, value]) => attribute(key, value)));
  return {
    open: `{"resourceLogs":[{"resource":{"attributes":${attributes}},"scopeLogs":[{"scope":{"name":"collect-audit-log"},"logRecords":[`,
    separator: ',',
    close: ']}]}]}',
  };
}

function attribute(key: string, value: string) {
  return { key, value: { stringValue: value } };
}

/** 64-bit integers are strings in OTLP's JSON. */
function renderRecord(event: AuditEvent, text: string): string {
  const action = actionOf(event);
  const attributes = [attribute('log.record.uid', uidOf(event)), attribute('github.action', action)];
  const name = JSON.stringify(`github.audit.${action}`);
  return `{"timeUnixNano":"${event.ts}000000","severityNumber":${SEVERITY},"eventName":${name},"body":{"stringValue":${JSON.stringify(text)}},"attributes":${JSON.stringify(attributes)}}`;
}

function readPartialSuccess(answer: HttpAnswer, { entries, now }: AnsweredRequest): Outcome {
  // Loki's OTLP endpoint answers 204, others with an empty body or `{}`.
  if (answer.body.trim() === '') return all('acknowledged', entries.length);
  const body = readObject(answer.body);
  if (body === undefined) return notUnderstood(answer, 'not the response of an OTLP receiver', now);
  const partial = body['partialSuccess'];
  const rejected = isObject(partial) ? Number(partial['rejectedLogRecords'] ?? 0) : 0;
  if (!Number.isFinite(rejected)) return notUnderstood(answer, 'no number of refused records', now);
  if (rejected <= 0) return all('acknowledged', entries.length);
  const { length } = entries;
  const fates = Array.from({ length }, (): Fate => (rejected >= length ? 'rejected' : 'in-doubt'));
  return { kind: 'fates', fates, whys: fates.map(() => 'a partial success'), refused: rejected };
}

/** Of the 5xx these can be tried again, and 500 within limits. */
const TRIED_AGAIN: readonly number[] = [500, 502, 503, 504];

function readRefusal(answer: HttpAnswer): Outcome | undefined {
  const { status } = answer;
  if (status < 500 || TRIED_AGAIN.includes(status)) return undefined;
  return refuse(
    `HTTP ${status}`,
    'By the OTLP specification this status must not be retried at once; the next run sends the same events. Look at its log; see docs/troubleshooting.md#opentelemetry.',
  );
}
