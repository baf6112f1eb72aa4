/**
 * The official verifier of Standard Webhooks (standardwebhooks.com), as receivers use it, decides what is stored. So a batch counts
 * only if its id, its time and its signature are right, and the id of a batch that is sent again is the one it had.
 */
import assert from 'node:assert/strict';
import { Webhook } from 'standardwebhooks';
import { arrayElements } from '../emulator/sinks/texts.ts';
import { expectFailure, expectSuccess } from '../scenario/stage.ts';
import { openEndpoint } from './endpoint.ts';
import { assertStored, BY_SINK, openJob, rawsOf } from './expect.ts';
import type { Subject } from './subject.ts';

const SECRET = `whsec_${Buffer.from('interop secret of thirty-two by.').toString('base64')}`;
const ANOTHER = `whsec_${Buffer.from('another secret of thirty-two by.').toString('base64')}`;

const inputsFor = (url: string, secret: string) => ({
  ...BY_SINK,
  sink: 'http',
  'sink-url': `${url}/in`,
  'sink-token': secret,
  'sink-options': 'signature: standard-webhooks',
  'sink-batch-events': '40',
});

async function isVerified(): Promise<void> {
  const verifier = new Webhook(SECRET);
  const ids: string[] = [];
  const stored: string[] = [];
  await using endpoint = await openEndpoint((headers, body, nth) => {
    const text = body.toString('utf8');
    const verified = verifier.verify(text, headers);
    assert.ok(Array.isArray(verified));
    ids.push(headers['webhook-id'] ?? '');
    if (nth === 2) return 503;
    stored.push(...arrayElements(text));
    return 204;
  });
  await using stage = await openJob(200, 0.05);
  expectSuccess(await stage.collect(inputsFor(endpoint.url, SECRET)));
  assert.deepEqual(endpoint.failures, []);
  assertStored(rawsOf(stage), stored);
  assert.equal(ids[1], ids[2], 'sent again under the same id');
  assert.equal(new Set(ids).size, ids.length - 1);
}

async function isRefused(): Promise<void> {
  const verifier = new Webhook(SECRET);
  await using endpoint = await openEndpoint((headers, body) => {
    verifier.verify(body.toString('utf8'), headers);
    return 204;
  }, 401);
  await using stage = await openJob(40);
  expectFailure(await stage.collect(inputsFor(endpoint.url, ANOTHER)), /refused the request: HTTP 401/);
  assert.match(String(endpoint.failures[0]), /signature/i);
}

export const STANDARD_WEBHOOKS: Subject = {
  name: 'standardwebhooks',
  find: async () => ({ kind: 'found', path: 'npm' }),
  scenarios: [
    { name: 'its verifier accepts every batch, and a repeated one under the same id', run: isVerified },
    { name: 'its verifier refuses another secret', run: isRefused },
  ],
};
