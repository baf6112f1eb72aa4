import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHttp, systemHttp } from '../../../src/runtime/http.ts';
import { json } from '../../emulator/exchange.ts';
import { answer, cutBody, drip, redirect, reset } from '../../emulator/sabotage.ts';
import { type Double, startSink } from '../../emulator/sinks/sink-server.ts';

const signal = new AbortController().signal;
const echo: Double = {
  stored: [],
  answer: ({ headers }, body) => json(200, { body, own: headers['x-own'] }, { 'X-Upper': 'Case' }),
};
const post = (url: string) => ({ method: 'POST', url, headers: { 'x-own': 'yes' }, body: Buffer.from('hé') }) as const;

test('the request arrives, and the response comes back complete', async () => {
  await using server = await startSink(echo);
  server.faults.on('sink', drip(3, 1));
  const { status, headers, body } = await systemHttp.send(post(server.url), signal);
  assert.deepEqual([status, headers['x-upper'], body], [200, 'Case', '{"body":"hé","own":"yes"}']);
});

test('a redirect is returned, not followed', async () => {
  await using server = await startSink(echo);
  await using elsewhere = await startSink(echo);
  server.faults.on('sink', redirect(`${elsewhere.url}/there`, 307));
  const { status, headers } = await systemHttp.send(post(server.url), signal);
  assert.deepEqual([status, headers['location']], [307, `${elsewhere.url}/there`]);
  assert.equal(elsewhere.requests.length, 0);
});

test('an incomplete response rejects', async () => {
  await using server = await startSink(echo);
  for (const fault of [cutBody(), reset()]) {
    server.faults.clear();
    server.faults.on('sink', fault);
    await assert.rejects(systemHttp.send(post(server.url), signal));
  }
});

test('an endless response is cut off', async () => {
  await using server = await startSink(echo);
  server.faults.on('sink', answer(200, 'x'.repeat(100_000)));
  await assert.rejects(createHttp(1000).send(post(server.url), signal), { code: 'BODY_TOO_LARGE' });
  assert.equal((await createHttp(100_000).send(post(server.url), signal)).body.length, 100_000);
});
