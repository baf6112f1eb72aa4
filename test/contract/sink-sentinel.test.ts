/** What is particular about Sentinel: tokens that have to be fetched and do not last. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answer, dropAnswer } from '../emulator/sabotage.ts';
import { MINUTE, messageOf, signal } from './sink-requests.ts';
import { ndjson, open, recentEvents, sentinel } from './sink-subjects.ts';

test('sentinel: one token for many calls, renewed when it is refused or about to end', async () => {
  await using subject = await open(sentinel(), { 'sink-batch-events': '5', 'max-duration': '2h' });
  const { double } = subject.server;
  await subject.sink.send(recentEvents(20), signal);
  assert.equal(double.tokensIssued, 1);
  double.revoke();
  await subject.sink.send(recentEvents(20, 2), signal);
  assert.equal(double.tokensIssued, 2);
  // Still good for two minutes: too little to begin a call with.
  await subject.clock.sleep(3599_000 - 2 * MINUTE, signal);
  await subject.sink.send(recentEvents(5, 3), signal);
  assert.equal(double.tokensIssued, 3);
  assert.equal(subject.server.stored.length, 45);
});

test('sentinel: an outage of Entra is retried, a refusal is not, and its text is not quoted', async () => {
  await using subject = await open(sentinel());
  subject.server.faults.on('sink-token', answer(503), { nth: 1 });
  subject.server.faults.on('sink-token', dropAnswer(), { nth: 2 });
  assert.equal((await subject.sink.send(recentEvents(3), signal)).acknowledged, 3);
  await using refused = await open(sentinel(), { 'sink-token': 'wrong-secret-01234' });
  const message = await messageOf(refused.sink.send(recentEvents(3), signal));
  assert.match(message, /Entra issued no token \(HTTP 401\)/);
  assert.doesNotMatch(message, /canary|AADSTS|wrong-secret/);
  assert.equal(refused.server.requests.length, 1);
});

test('sentinel: by the identity of the job, without any secret', async () => {
  await using issuer = await open(ndjson());
  issuer.server.faults.on('sink', (_, request) => {
    assert.equal(request.query.get('audience'), 'api://AzureADTokenExchange');
    assert.equal(request.headers.authorization, 'Bearer runner-token-0123');
    return answer(200, { value: 'github-id-token-1' })(async () => ({ status: 500 }), request);
  });
  const idToken = { url: `${issuer.server.url}/token?api-version=2.0`, token: 'runner-token-0123' };
  await using subject = await open(sentinel(), { 'sink-token': '' }, idToken);
  assert.equal((await subject.sink.send(recentEvents(3), signal)).acknowledged, 3);
  assert.deepEqual(subject.hidden, ['github-id-token-1', 'entra-access-token-1'], 'both are masked');
  await using without = await open(sentinel(), { 'sink-token': '' });
  assert.match(await messageOf(without.sink.send(recentEvents(3), signal)), /id-token: write/);
});
