/**
 * A receiver that does nothing but count, in a process of its own: lines at `/in`, and at `/_bulk` with a result for each item.
 * Prints its port, then ends when its input does; `/count` says how many events it received.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { readBody } from '../test/emulator/wire.ts';

const CREATED = '{"create":{"_index":"a","_id":"x","status":201}}';
let count = 0;

const server = createServer(async (message, response) => {
  const sent = await readBody(message);
  const body = message.headers['content-encoding'] === 'gzip' ? gunzipSync(sent) : sent;
  if (message.url === '/count') return void response.end(String(count));
  let lines = 0;
  for (let at = body.indexOf(10); at !== -1; at = body.indexOf(10, at + 1)) lines += 1;
  const isBulk = message.url === '/_bulk';
  const events = isBulk ? lines / 2 : lines;
  count += events;
  response.setHeader('content-type', 'application/json');
  response.end(isBulk ? `{"errors":false,"items":[${new Array(events).fill(CREATED).join(',')}]}` : '{}');
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
process.stdin.on('end', () => process.exit()).resume();
