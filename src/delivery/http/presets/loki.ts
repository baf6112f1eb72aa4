/**
 * Grafana Loki. A 400 may have stored most of a push, and names one kind of refusal: what it cannot mean is sent again, which
 * stores nothing twice, because Loki keeps an identical line of a stream once. A stream has to be nearly in order, so each feed
 * has its own, and a late event goes to the stream of its hour.
 * https://grafana.com/docs/loki/latest/reference/loki-http-api/#ingest-logs
 */
import type { HttpAnswer } from '../../../runtime/http.ts';
import { acknowledgeByStatus, refuse } from '../acknowledge.ts';
import { definePreset } from '../define-preset.ts';
import { actionOf, feedOf, isoOf, uidOf } from '../event-fields.ts';
import { text } from '../options.ts';
import type { Fate, Outcome } from '../outcome.ts';
import type { Asked, Entry, Framing, PresetContext } from '../preset.ts';

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
        takes: 'labels: names of letters, digits and `_` with texts',
      },
      default: {},
      help: 'Labels of the streams, beside `service_name`, `org` or `enterprise`, and `feed`.',
    },
    tenant: { kind: text('the id of a tenant', /^[\w.!*'()-]{1,150}$/), help: 'Sent as `X-Scope-OrgID`.' },
    'max-age': {
      kind: { type: 'duration', minMs: 60 * MINUTE, maxMs: 3650 * DAY },
      default: 7 * DAY,
      help: 'Events that are older are set aside; `reject_old_samples_max_age` of the server.',
    },
    'line-bytes': {
      kind: { type: 'count', min: 1024, max: 100_000_000 },
      default: 262_144,
      help: 'Events with more bytes are set aside; `max_line_size` of the server.',
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
        return `["${event.ts}000000",${JSON.stringify(render(event))},${JSON.stringify(metadata)}]`;
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
      refuse: (answer, asked) => readRefusal(answer, asked, render),
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
    group: ({ event, late }: Entry) => {
      const own = { ...labels, feed: feedOf(event), ...(late ? { late: isoOf(event).slice(0, 13) } : {}) };
      return { open: `{"stream":${JSON.stringify(own)},"values":[`, close: ']}' };
    },
  };
}

function readTaken(answer: HttpAnswer, asked: Asked): Outcome {
  // https://grafana.com/docs/loki/latest/operations/block-unwanted-clients/
  if (answer.status === 260)
    return refuse(
      'HTTP 260, ingestion is blocked',
      'Loki takes the logs of this tenant and drops them: lift the block.',
    );
  return acknowledgeByStatus(answer, asked);
}

/**
 * The error names one entry of perhaps many, so the fates come from the limit that it quotes. Whatever lies inside of the limit
 * goes again, stored or not.
 */
function readRefusal(answer: HttpAnswer, { entries }: Asked, render: Render): Outcome | undefined {
  if (answer.status !== 400) return undefined;
  const judge = judgeFor(answer.body, render);
  if (judge === undefined) return undefined;
  const fates = entries.map((entry): Fate => judge(entry) ?? 'again');
  return fates.every((fate) => fate === 'again') ? undefined : { kind: 'fates', fates };
}

type Render = PresetContext['render'];
type Judge = (entry: Entry) => Fate | undefined;

/** In the words of Loki's source, `pkg/validation/validate.go` and `pkg/ingester/stream.go`. */
function judgeFor(body: string, render: Render): Judge | undefined {
  const oldest = instantIn(body, /oldest acceptable timestamp is: (\S+?)['",]?(?:\s|$)/);
  if (oldest !== undefined && /too far behind/.test(body))
    return ({ event }) => (event.ts < oldest ? 'late' : undefined);
  if (oldest !== undefined) return ({ event }) => (event.ts < oldest ? 'too-old' : undefined);
  const newest = instantIn(body, /has timestamp too new: (\S+?)['",]?(?:\s|$)/);
  if (newest !== undefined) return ({ event }) => (event.ts >= newest ? 'too-new' : undefined);
  const [, lineMax] = /max entry size '?(\d+)'? bytes exceeded/i.exec(body) ?? [];
  if (lineMax === undefined) return undefined;
  return ({ event }) => (Buffer.byteLength(render(event)) > Number(lineMax) ? 'too-large' : undefined);
}

/** Epoch milliseconds. */
function instantIn(body: string, pattern: RegExp): number | undefined {
  const at = Date.parse(pattern.exec(body)?.[1] ?? '');
  return Number.isFinite(at) ? at : undefined;
}
