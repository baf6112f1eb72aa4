/**
 * Datadog's intake, version 2. It accepts events of the last 18 hours and 1 MB a log; it responds 202 to what is older
 * or longer, and drops or cuts it all the same. So such events are not sent.
 * https://docs.datadoghq.com/api/latest/logs/#send-logs
 */
import type { HttpAnswer } from '../../../runtime/http.ts';
import { acknowledgeByStatus, refuse } from '../acknowledge.ts';
import { definePreset } from '../define-preset.ts';
import { ANY_TEXT, text } from '../options.ts';
import type { Outcome } from '../outcome.ts';
import { ARRAY } from '../preset.ts';

const HOUR = 3_600_000;

export const DATADOG = definePreset({
  name: 'datadog',
  token: { is: 'an API key of Datadog', optional: false },
  options: {
    site: {
      kind: text('a site of Datadog, a host like `datadoghq.eu`', /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/),
      default: 'datadoghq.com',
      help: 'Site of your Datadog organization; used when `sink-url` is empty.',
    },
    service: { kind: ANY_TEXT, default: 'github-audit', help: 'Sent as `service`.' },
    source: { kind: ANY_TEXT, default: 'github', help: "Sent as `ddsource`; `github` selects Datadog's own pipeline." },
    tags: {
      kind: { type: 'map', keys: /^[A-Za-z][\w.-]{0,99}$/, accepts: 'names and texts' },
      default: {},
      help: 'Sent as `ddtags`, in addition to `org` or `enterprise`.',
    },
    hostname: { kind: ANY_TEXT, default: 'github.com', help: 'Sent as `hostname`.' },
    'max-age': {
      kind: { type: 'duration', minMs: HOUR, maxMs: 8760 * HOUR },
      default: 18 * HOUR,
      help: 'Older events are not sent to Datadog, which would accept and drop them.',
    },
  },
  url: ({ site }) => `https://http-intake.logs.${site}`,
  path: () => '/api/v2/logs',
  protocol(options, { url, token, target, render }) {
    const { service, source, hostname, tags } = options;
    const scope = { [target.kind === 'organization' ? 'org' : 'enterprise']: target.name };
    const ddtags = Object.entries({ ...scope, ...tags }).map(([name, value]) => `${name}:${value}`);
    const fixed = JSON.stringify({ ddsource: source, service, hostname, ddtags: ddtags.join(',') }).slice(0, -1);
    return {
      url,
      contentType: 'application/json',
      headers: { 'dd-api-key': token },
      record: (event) => `${fixed},"timestamp":${event.ts},"message":${JSON.stringify(render(event).toString())}}`,
      framing: ARRAY,
      limits: {
        batchEvents: 1000,
        // The intake accepts 5 MB; Datadog's own advice for senders leaves room.
        batchBytes: 4_250_000,
        eventBytes: { max: 1_000_000 },
        maxAgeMs: options['max-age'],
        maxFutureMs: undefined,
      },
      gzip: true,
      acknowledge: acknowledgeByStatus,
      refuse: readRefusal,
    };
  },
});

/** Keys belong to one site: a good key at another site is refused like a wrong one. */
function readRefusal({ status }: HttpAnswer): Outcome | undefined {
  if (status !== 401 && status !== 403) return undefined;
  return refuse(
    `HTTP ${status}: the API key is not valid at this site`,
    'Check `site` in `sink-options`, and that `sink-token` is an API key, not an application key; see docs/troubleshooting.md#datadog.',
  );
}
