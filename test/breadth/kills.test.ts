/** A short life under attack; `npm run kills` is the long one. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CORE_ATTACKS } from '../kill/attacks.ts';
import { live } from '../kill/history.ts';

test('after a dozen runs that are killed, doubled or given wrong answers, nothing is lost and every duplicate has a reason', async () => {
  const outcome = await live('scenario', CORE_ATTACKS);
  assert.deepEqual(outcome.problems, []);
  assert.ok(outcome.struck.length >= CORE_ATTACKS.length - 3, `only these struck: ${outcome.struck.join(', ')}`);
});
