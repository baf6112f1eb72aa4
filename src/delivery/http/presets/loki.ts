/**
 * Grafana Loki. Its response to a push of several streams speaks of the last one only, so a request holds one. A stream
 * has to be nearly in order, so each feed has its own, and a late event goes to the stream of its hour.
 * https://grafana.com/docs/loki/latest/reference/loki-http-api/#ingest-logs
 */
import { definePreset } from '../define-preset.ts';
import { actionOf, feedOf, isoOf, uidOf } from '../event-fields.ts';
import { text } from '../options.ts';
import type { Entry, Framing } from '../preset.ts';
import { readRefusal, readTaken } from './loki-answers.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

export const LOKI = definePreset({
  name: 'loki',
  token: { is: 'a bearer token, or `user:password` for basic authentication (Grafana Cloud)', optional: true },
  options: {
    labels: {
      kind: {
        type: 'map',
        keys: /^[a-zA-Z_][a-zA-Z0-9_]{0,99}$/,
        accepts: 'labels: names of letters, digits and `_` with texts',
      },
      default: {},
      help: 'Labels of the streams, in addition to `service_name`, `org` or `enterprise`, and `feed`.',
    },
    tenant: { kind: text('the id of a tenant', /^[\w.!*'()-]{1,150}$/), help: 'Sent as `X-Scope-OrgID`.' },
    'max-age': {
      kind: { type: 'duration', minMs: 60 * MINUTE, maxMs: 3650 * DAY },
      default: 7 * DAY,
      help: 'Older events are not sent; set it to `reject_old_samples_max_age` of the server.',
    },
    'line-bytes': {
      kind: { type: 'count', min: 1024, max: 100_000_000 },
      default: 262_144,
      help: 'Larger events are not sent; set it to `max_line_size` of the server.',
    },
  },
  path: () => '/loki/api/v1/push',
  protocol(options, { url, token, target, render }) {
    const scope = { [target.kind === 'organization' ? 'org' : 'enterprise']: target.name };
    const labels = { service_name: 'github-audit', ...scope, ...options.labels };
    return {
      url,
      contentType: 'application/json',
      headers: {
        ...(token === '' ? {} : { authorization: renderAuthorization(token) }),
        ...(options.tenant === undefined ? {} : { 'x-scope-orgid': options.tenant }),
      },
      record: (event) => {
        const metadata = { document_id: uidOf(event), action: actionOf(event) };
        return `["${event.ts}000000",${JSON.stringify(render(event).toString())},${JSON.stringify(metadata)}]`;
      },
      framing: streamsOf(labels),
      limits: {
        batchEvents: 5000,
        batchBytes: 1_000_000,
        // Sent again, a line that lies further back than an hour would be "too far behind" the one it was sent with.
        batchSpanMs: 45 * MINUTE,
        eventBytes: { max: options['line-bytes'], of: render },
        maxAgeMs: options['max-age'],
        maxFutureMs: 9 * MINUTE,
      },
      gzip: true,
      acknowledge: readTaken,
      refuse: (answer, request) => readRefusal(answer, request, render),
    };
  },
});

function renderAuthorization(token: string): string {
  return token.includes(':') ? `Basic ${Buffer.from(token).toString('base64')}` : `Bearer ${token}`;
}

/** Within an hour nothing is ever "too far behind": https://grafana.com/docs/loki/latest/configure/#accept-out-of-order-writes */
function streamsOf(labels: Readonly<Record<string, string>>): Framing {
  return {
    open: '{"streams":[',
    separator: ',',
    close: ']}',
    stream: ({ event, late }: Entry) => {
      const own = { ...labels, feed: feedOf(event), ...(late ? { late: isoOf(event).slice(0, 13) } : {}) };
      return { open: `{"stream":${JSON.stringify(own)},"values":[`, close: ']}' };
    },
  };
}
