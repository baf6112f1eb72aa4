/** Signatures over the bytes on the wire, so that a receiver can verify who sent them and that nothing was changed. */
import { createHmac } from 'node:crypto';
import type { HeaderFields } from '../../runtime/http.ts';
import type { Signed } from './preset.ts';

/** As GitHub signs webhooks: https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries */
export function signForHub(secret: string): (signed: Signed) => HeaderFields {
  return ({ body }) => ({ 'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}` });
}

/**
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 *
 * The id is the key of the batch, the same for every try; the time is that of the try, because receivers refuse old ones.
 */
export function signForStandardWebhooks(secret: string): (signed: Signed) => HeaderFields {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return ({ body, key: id, now }) => {
    const timestamp = String(Math.floor(now / 1000));
    const signature = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64');
    return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
  };
}

/** `whsec_` and base64 of 24 to 64 bytes; the prefix can be missing. */
export function isWebhookSecret(secret: string): boolean {
  const encoded = secret.replace(/^whsec_/, '');
  const length = Buffer.from(encoded, 'base64').length;
  return /^[A-Za-z0-9+/]+={0,2}$/.test(encoded) && length >= 24 && length <= 64;
}
