/**
 * Any endpoint that accepts events over HTTP: NDJSON or a JSON array, signed or not. Its only signal is a 2xx, so this
 * preset trusts the receiver to mean it. What the receiver drops behind a 2xx has to be set in the options, and is not
 * sent.
 */
import type { FormatName } from '../../../model/format-name.ts';
import { acknowledgeByStatus } from '../acknowledge.ts';
import { definePreset } from '../define-preset.ts';
import { choice, text } from '../options.ts';
import { ARRAY, LINES } from '../preset.ts';
import { isWebhookSecret, signForHub, signForStandardWebhooks } from '../signature.ts';

const HOUR = 3_600_000;

const CONTENT_TYPE = text('a media type like `application/json`', /^[\w.+-]+\/[\w.+-]+(; ?[\w-]+=[\w.-]+)*$/);

export const HTTP = definePreset({
  name: 'http',
  token: { is: 'a bearer token, or with `signature` the secret that signs', optional: true },
  options: {
    framing: {
      kind: choice('ndjson', 'array'),
      help: 'One event a line, or one JSON array a request. Default: `ndjson`; `array` with `signature: standard-webhooks` or `format: cloudevents`.',
    },
    'content-type': {
      kind: CONTENT_TYPE,
      help: 'Sent as `Content-Type`. Default: `application/x-ndjson`, or `application/json` for an array, `application/cloudevents-batch+json` for one of CloudEvents.',
    },
    signature: {
      kind: choice('none', 'hmac-sha256', 'standard-webhooks'),
      default: 'none',
      help: '`hmac-sha256`: `X-Hub-Signature-256` as GitHub signs webhooks. `standard-webhooks`: see standardwebhooks.com. Both sign the bytes on the wire with `sink-token`, which is then not sent.',
    },
    'event-bytes': {
      kind: { type: 'count', min: 1000, max: 100_000_000 },
      help: 'Larger events are not sent. Default: no limit.',
    },
    'max-age': {
      kind: { type: 'duration', minMs: HOUR, maxMs: 87_600 * HOUR },
      help: 'Older events are not sent. Default: no limit.',
    },
    'idempotency-header': {
      kind: text('the name of a header', /^[A-Za-z0-9-]{1,100}$/),
      default: 'Idempotency-Key',
      help: 'Header for a key that stays the same when the same events are sent again.',
    },
  },
  path: () => '',
  check({ signature, framing }, { token }) {
    if (signature === 'none') return [];
    const complaints = token === '' ? ['`signature` needs the secret in `sink-token`'] : [];
    if (signature === 'standard-webhooks' && token !== '' && !isWebhookSecret(token)) {
      complaints.push(
        '`signature: standard-webhooks` expects a secret of `whsec_` and base64 of 24 to 64 bytes in `sink-token`',
      );
    }
    // Its official verifier parses the body as JSON after checking it, and so refuses lines.
    if (signature === 'standard-webhooks' && framing === 'ndjson') {
      complaints.push('`signature: standard-webhooks` accepts JSON only: set `framing: array`');
    }
    return complaints;
  },
  protocol(options, { url, token, render, format }) {
    const { signature, 'event-bytes': eventBytes, 'max-age': maxAge } = options;
    const isBatch = signature === 'standard-webhooks' || format === 'cloudevents';
    const framing = options.framing ?? (isBatch ? 'array' : 'ndjson');
    const ownType = framing === 'array' ? arrayType(format) : 'application/x-ndjson';
    const bearer = signature === 'none' && token !== '' ? { authorization: `Bearer ${token}` } : {};
    return {
      url,
      contentType: options['content-type'] ?? ownType,
      headers: { ...bearer },
      record: render,
      framing: framing === 'array' ? ARRAY : LINES,
      limits: {
        batchEvents: 1000,
        batchBytes: 1_000_000,
        eventBytes: eventBytes === undefined ? undefined : { max: eventBytes },
        maxAgeMs: maxAge,
        maxFutureMs: undefined,
      },
      gzip: false,
      acknowledge: acknowledgeByStatus,
      idempotencyHeader: options['idempotency-header'].toLowerCase(),
      ...(signature === 'hmac-sha256' ? { sign: signForHub(token) } : {}),
      ...(signature === 'standard-webhooks' ? { sign: signForStandardWebhooks(token) } : {}),
    };
  },
});

/** https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md#4-json-batch-format */
function arrayType(format: FormatName): string {
  return format === 'cloudevents' ? 'application/cloudevents-batch+json' : 'application/json';
}
