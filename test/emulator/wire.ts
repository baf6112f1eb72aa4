/**
 * The HTTP edge: reads a request to its end, and sends a reply the way its transport says, be it whole, cut, dripped, withheld
 * or reset. Nothing here knows what a request means.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { Reply } from './exchange.ts';

/** The whole body of a request; rejects when the client went away in the middle. */
export async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Sends a reply. `headers` are added where the reply has none of that name. */
export function send(response: ServerResponse, reply: Reply, headers: Readonly<Record<string, string>>): void {
  const socket = response.socket;
  const transport = reply.transport ?? { kind: 'whole' };
  if (response.destroyed || socket === null) return;
  if (transport.kind === 'reset') {
    // When the client is gone already, a reset fails in libuv and leaves a handle that keeps the process from exiting.
    if (socket.writableEnded) socket.destroy();
    else socket.resetAndDestroy();
    return;
  }
  if (transport.kind === 'hang' && transport.after === 'nothing') return;
  const body = Buffer.from(reply.body ?? '');
  response.sendDate = false;
  for (const [name, value] of Object.entries({ ...headers, ...reply.headers })) response.setHeader(name, value);
  const bodyless = reply.status === 204 || reply.status === 304;
  if (!bodyless) response.setHeader('content-length', body.length);
  response.writeHead(reply.status);
  switch (transport.kind) {
    case 'hang':
      response.flushHeaders();
      return;
    case 'whole':
      if (bodyless) response.end();
      else response.end(body);
      return;
    case 'cut':
      // The bytes must reach the client before the socket dies, hence the moment between the two.
      response.write(body.subarray(0, Math.floor(body.length * transport.share)), () => {
        setTimeout(() => socket.destroy(), 20);
      });
      return;
    case 'drip':
      drip(response, body, transport);
  }
}

function drip(response: ServerResponse, body: Buffer, { bytes, everyMs }: { bytes: number; everyMs: number }): void {
  let sent = 0;
  const timer = setInterval(() => {
    if (response.destroyed || sent >= body.length) {
      clearInterval(timer);
      response.end();
      return;
    }
    response.write(body.subarray(sent, sent + bytes));
    sent += bytes;
  }, everyMs);
  response.on('close', () => clearInterval(timer));
}

/** Compresses a reply for a client that takes it, as GitHub does with everything it sends. */
export function compressFor(acceptEncoding: string | string[] | undefined, reply: Reply): Reply {
  const body = Buffer.from(reply.body ?? '');
  if (!/\bgzip\b/.test(String(acceptEncoding ?? '')) || body.length < 1000 || reply.headers?.['content-encoding']) {
    return reply;
  }
  return { ...reply, headers: { ...reply.headers, 'content-encoding': 'gzip' }, body: gzipSync(body) };
}
