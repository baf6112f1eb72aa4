/**
 * An audit log that answers at once: pages that were made and packed before the first request, in a process of its own, so
 * that a figure is that of the client and not of the server. It serves one list of web events in both orders, with a cursor
 * and a `Link` as GitHub's are, and an empty list of Git events. Prints its port, then ends when its input does.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { encodeCursor } from '../test/emulator/cursor.ts';
import { EventGenerator } from '../test/emulator/events.ts';

const PER_PAGE = 100;
const SPAN_MS = 24 * 3_600_000;
/** So many pages have texts of their own; the others repeat them under ids and times of their own. */
const TEMPLATES = 200;

interface Page {
  readonly plain: Buffer;
  readonly packed: Buffer;
  /** The cursor on its last event, or `undefined` for the last page. */
  readonly next: string | undefined;
}

const [countText = '100000', latencyText = '0', packing = 'plain'] = process.argv.slice(2);
/** Not for a comparison: not every collector asks for packed pages, and unpacking would be the larger part of some figures. */
const isPacking = packing === 'packed';
const count = Number(countText);
const latencyMs = Number(latencyText);
const startedAt = Date.now() - SPAN_MS - 60_000;
const pages = makePages();
const byCursor = new Map(pages.flatMap(({ next }, index) => (next === undefined ? [] : [[next, index + 1] as const])));
const newest = reversed(pages.at(-1)?.plain);
const NOTHING: Page = { plain: Buffer.from('[]'), packed: gzipSync('[]'), next: undefined };

const server = createServer((message, response) => {
  const { pathname, searchParams } = new URL(message.url ?? '/', `http://${message.headers.host}`);
  const page = choose(searchParams);
  if (!pathname.endsWith('/audit-log') || page === undefined) return void response.writeHead(404).end();
  const isPacked = isPacking && String(message.headers['accept-encoding'] ?? '').includes('gzip');
  const body = isPacked ? page.packed : page.plain;
  response.setHeader('content-type', 'application/json; charset=utf-8');
  response.setHeader('content-length', body.length);
  response.setHeader('x-ratelimit-limit', '1000000');
  response.setHeader('x-ratelimit-remaining', '999999');
  if (isPacked) response.setHeader('content-encoding', 'gzip');
  if (page.next !== undefined) {
    searchParams.set('after', page.next);
    response.setHeader('link', `<http://${message.headers.host}${pathname}?${searchParams}>; rel="next"`);
  }
  if (latencyMs > 0 && searchParams.get('order') === 'asc') setTimeout(() => response.end(body), latencyMs);
  else response.end(body);
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
process.stdin.on('end', () => process.exit()).resume();

function choose(query: URLSearchParams): Page | undefined {
  if (query.get('include') === 'git') return NOTHING;
  if (query.get('order') === 'desc') return newest;
  const after = query.get('after');
  return after === null || after === '' ? (pages[0] ?? NOTHING) : pages[byCursor.get(after) ?? -1];
}

function makePages(): readonly Page[] {
  // Nothing odd in them: a number beyond 64 bits ends a run of Helr after three pages.
  const generator = new EventGenerator({ seed: 7, gitShare: 0, oddShare: 0, idForm: 'base64url' });
  const templates = Array.from({ length: TEMPLATES * PER_PAGE }, (_, index) => {
    const { raw, ts, id } = generator.next(startedAt + index);
    // Some 1.1 KB an event, as they are at a large customer's.
    const padded = `${raw.slice(0, -1)},"programmatic_access_type":"${'x'.repeat(Math.max(1, 1070 - raw.length))}"}`;
    return padded
      .replaceAll(String(ts), 'TIMESTAMP')
      .replaceAll(id, 'DOCUMENT-ID')
      .split(/(TIMESTAMP|DOCUMENT-ID)/);
  });
  const step = SPAN_MS / count;
  return Array.from({ length: Math.ceil(count / PER_PAGE) }, (_, page) => {
    let last = { ts: 0, id: '' };
    const events = Array.from({ length: Math.min(PER_PAGE, count - page * PER_PAGE) }, (_, at) => {
      const index = page * PER_PAGE + at;
      last = { ts: Math.floor(startedAt + index * step), id: `bench-${String(index).padStart(16, '0')}` };
      const parts = templates[index % templates.length] ?? [];
      return parts.map((part) => (part === 'TIMESTAMP' ? last.ts : part === 'DOCUMENT-ID' ? last.id : part)).join('');
    });
    const plain = Buffer.from(`[${events.join(',')}]`);
    const isLast = (page + 1) * PER_PAGE >= count;
    const packed = isPacking ? gzipSync(plain, { level: 6 }) : plain;
    return { plain, packed, next: isLast ? undefined : encodeCursor(last, 'integer') };
  });
}

/** The same events, the newest first: what the collector looks at to know where the list ends. */
function reversed(plain: Buffer | undefined): Page {
  const events = (JSON.parse(plain?.toString() ?? '[]') as readonly unknown[]).toReversed();
  const text = JSON.stringify(events);
  return { plain: Buffer.from(text), packed: gzipSync(text), next: undefined };
}
