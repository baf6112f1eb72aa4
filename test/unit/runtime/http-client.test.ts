import assert from 'node:assert/strict';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { ConnectionError, exchange } from '../../../src/runtime/http-client.ts';

const signal = new AbortController().signal;

async function serve(answer: (response: ServerResponse) => void) {
  const seen = { connections: 0, encodings: new Set<unknown>() };
  const server = createServer((request, response) => {
    seen.encodings.add(request.headers['accept-encoding']);
    answer(response);
  });
  server.on('connection', () => {
    seen.connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/x`);
  return {
    seen,
    url,
    get: () => exchange({ method: 'GET', url, headers: {}, bodyBytesMax: 100_000 }, signal),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

test('a compressed body is decompressed completely, or not at all', async () => {
  const packed = gzipSync(Buffer.from('é'.repeat(1000)));
  let sent: Buffer = packed;
  await using server = await serve((response) => response.setHeader('content-encoding', 'gzip').end(sent));
  assert.equal((await server.get()).body.toString(), 'é'.repeat(1000));
  assert.deepEqual([...server.seen.encodings], ['gzip']);
  // The transfer is complete, what was packed is not: an end that a gzip library may pass over.
  for (sent of [packed.subarray(0, packed.length - 8), packed.subarray(0, 20), Buffer.from('no gzip')]) {
    await assert.rejects(server.get());
  }
});

test('a content encoding that was not requested is an error', async () => {
  await using server = await serve((response) => response.setHeader('content-encoding', 'br').end('x'));
  await assert.rejects(server.get(), { code: 'UNKNOWN_ENCODING' });
});

test('requests one after the other use one connection, and leave nothing behind on it', async (t) => {
  const warnings: unknown[] = [];
  const onWarning = (warning: unknown) => warnings.push(warning);
  process.on('warning', onWarning);
  t.after(() => process.off('warning', onWarning));
  await using server = await serve((response) => response.end('ok'));
  for (let count = 0; count < 30; count += 1) assert.equal((await server.get()).body.toString(), 'ok');
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(server.seen.connections, 1);
  assert.deepEqual(warnings, []);
});

test('headers that come more than once are one field, names in lower case', async () => {
  await using server = await serve((response) => {
    response.setHeader('Set-Cookie', ['a=1', 'b=2']);
    response.setHeader('Link', ['<x>; rel="next"', '<y>; rel="last"']);
    response.end();
  });
  const { headers } = await server.get();
  assert.equal(headers['set-cookie'], 'a=1, b=2');
  assert.equal(headers['link'], '<x>; rel="next", <y>; rel="last"');
});

test('a failure before the connection is distinguished from one after it', async () => {
  const server = await serve((response) => response.socket?.destroy());
  await assert.rejects(server.get(), (error) => !(error instanceof ConnectionError));
  await server[Symbol.asyncDispose]();
  await assert.rejects(server.get(), ConnectionError);
});

test('an exchange that was called off before it began sends nothing', async () => {
  await using server = await serve((response) => response.end());
  const reason = new Error('enough');
  const off = AbortSignal.abort(reason);
  const request = { method: 'GET', url: server.url, headers: {}, bodyBytesMax: 1 };
  await assert.rejects(exchange(request, off), (error) => error === reason);
  assert.equal(server.seen.connections, 0);
});
