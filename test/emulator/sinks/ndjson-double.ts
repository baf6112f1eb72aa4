/**
 * An endpoint for lines or an array, as the jsonline of VictoriaLogs 1.26 was measured: 200 to everything, nothing stored for a content type
 * that it does not know, a line that is no JSON skipped without a word, and with one that is too long all that come after it.
 */
import type { Reply, Request } from '../exchange.ts';
import { type Double, mediaType, type StoredEvent } from './sink-server.ts';
import { arrayElements } from './texts.ts';

const LINES = ['application/x-ndjson', 'application/jsonl', 'application/stream+json'];

export class NdjsonDouble implements Double {
  readonly stored: StoredEvent[] = [];
  readonly keys: string[] = [];
  token: string | undefined;
  /** A body with more bytes is answered with 413. */
  bodyBytesMax = Number.POSITIVE_INFINITY;
  /** A line with more bytes is lost, with all after it. */
  lineBytesMax = Number.POSITIVE_INFINITY;
  /** A request that holds such an event is refused whole with 400. */
  refuses: (raw: string) => boolean = () => false;

  answer(request: Request, body: string): Reply {
    if (this.token !== undefined && request.headers.authorization !== `Bearer ${this.token}`) return { status: 401 };
    if (request.body.length > this.bodyBytesMax) return { status: 413, body: '<html>413</html>' };
    const type = mediaType(request);
    const texts = LINES.includes(type)
      ? body.split('\n').filter((line) => line !== '')
      : type === 'application/json'
        ? arrayElements(body)
        : [];
    if (texts.some((raw) => this.refuses(raw))) return { status: 400, body: 'cannot parse canary-of-the-server' };
    this.keys.push(String(request.headers['idempotency-key'] ?? ''));
    const tooLong = texts.findIndex((raw) => Buffer.byteLength(raw) > this.lineBytesMax);
    for (const raw of texts.slice(0, tooLong === -1 ? undefined : tooLong))
      if (isJson(raw)) this.stored.push({ raw, fields: {} });
    return { status: 200 };
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
