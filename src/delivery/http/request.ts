/**
 * One batch as one request. The same events make the same body and the same key, however often they are sent; what depends
 * on the moment (a signature, a token) is added for each try.
 */
import { hash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { HeaderFields, HttpRequest } from '../../runtime/http.ts';
import { frame } from './frame.ts';
import type { Entry, Protocol } from './preset.ts';

const compress = promisify(gzip);

/** What is the same for every try. */
export interface Body {
  /** As it is sent. */
  readonly bytes: Uint8Array;
  /** Before compression. */
  readonly plainBytes: number;
  /** 32 hex digits; identifies these events. */
  readonly key: string;
}

export async function makeBody(entries: readonly Entry[], { framing, gzip }: Protocol): Promise<Body> {
  const plain = frame(entries, framing);
  return { bytes: gzip ? await compress(plain) : plain, plainBytes: plain.length, key: keyOf(entries) };
}

function keyOf(entries: readonly Entry[]): string {
  return hash('sha256', entries.map(({ event }) => event.key).join('\n'), 'hex').slice(0, 32);
}

/** Names in lower case; what the user gave comes last and wins. */
export interface FixedHeaders {
  readonly userAgent: string;
  readonly own: HeaderFields;
}

export function makeRequest(
  { bytes, key }: Body,
  protocol: Protocol,
  {
    fixed,
    authorization,
    now,
  }: { readonly fixed: FixedHeaders; readonly authorization: HeaderFields; readonly now: number },
): HttpRequest {
  const { idempotencyHeader, sign, contentType, gzip } = protocol;
  const headers = {
    'user-agent': fixed.userAgent,
    'content-type': contentType,
    ...(gzip ? { 'content-encoding': 'gzip' } : {}),
    ...protocol.headers,
    ...authorization,
    ...(idempotencyHeader === undefined ? {} : { [idempotencyHeader]: key }),
    ...sign?.({ body: bytes, key, now }),
    ...fixed.own,
  };
  return { method: 'POST', url: protocol.url, headers, body: bytes };
}
