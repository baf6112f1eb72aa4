import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { CircuitBreaker } from '../../../src/resilience/circuit-breaker.ts';

function breaker(settings = { failures: 3, successes: 2, cooldownMs: 1000 }) {
  const time = { now: 0 };
  return { time, breaker: new CircuitBreaker(settings, () => time.now) };
}

test('failures in a row open it, a success in between does not let them add up', () => {
  const { breaker: circuit } = breaker();
  circuit.failed();
  circuit.failed();
  circuit.succeeded();
  circuit.failed();
  circuit.failed();
  assert.deepEqual(circuit.state, { kind: 'closed', failures: 2 });
  circuit.failed();
  assert.deepEqual(circuit.state, { kind: 'open', until: 1000 });
  assert.equal(circuit.coolingMs, 1000);
});

test('it is half open exactly when the cool-down is over, and closes after enough successes', () => {
  const { breaker: circuit, time } = breaker();
  for (let i = 0; i < 3; i += 1) circuit.failed();
  time.now = 999;
  assert.equal(circuit.coolingMs, 1);
  time.now = 1000;
  assert.equal(circuit.coolingMs, 0);
  assert.deepEqual(circuit.state, { kind: 'half-open', successes: 0 });
  circuit.succeeded();
  assert.deepEqual(circuit.state, { kind: 'half-open', successes: 1 });
  circuit.succeeded();
  assert.deepEqual(circuit.state, { kind: 'closed', failures: 0 });
});

test('one failure while half open starts a whole cool-down again', () => {
  const { breaker: circuit, time } = breaker();
  for (let i = 0; i < 3; i += 1) circuit.failed();
  time.now = 5000;
  circuit.succeeded();
  circuit.failed();
  assert.deepEqual(circuit.state, { kind: 'open', until: 6000 });
});

test('an answer that comes while it is open changes nothing', () => {
  const { breaker: circuit } = breaker();
  for (let i = 0; i < 3; i += 1) circuit.failed();
  circuit.succeeded();
  circuit.failed();
  assert.deepEqual(circuit.state, { kind: 'open', until: 1000 });
});

test('at their lower bounds the settings still mean something', () => {
  const { breaker: circuit } = breaker({ failures: 1, successes: 1, cooldownMs: 0 });
  circuit.failed();
  assert.equal(circuit.coolingMs, 0);
  assert.equal(circuit.state.kind, 'half-open');
  circuit.succeeded();
  assert.equal(circuit.state.kind, 'closed');
});

/** The rules once more, over the whole history instead of a state: slow, and written from the definition. */
function expected(settings: { failures: number; successes: number; cooldownMs: number }, history: readonly Step[]) {
  let kind: 'closed' | 'open' | 'half-open' = 'closed';
  let now = 0;
  let openedAt = 0;
  let streak: boolean[] = [];
  for (const step of history) {
    if (typeof step === 'number') now += step;
    if (kind === 'open' && now - openedAt >= settings.cooldownMs) [kind, streak] = ['half-open', []];
    if (typeof step === 'number' || kind === 'open') continue;
    streak.push(step === 'success');
    const last = (count: number, value: boolean) =>
      streak.length >= count && streak.slice(-count).every((each) => each === value);
    if (kind === 'closed' ? last(settings.failures, false) : step === 'failure') {
      [kind, openedAt, streak] = ['open', now, []];
      if (settings.cooldownMs === 0) kind = 'half-open';
    } else if (kind === 'half-open' && last(settings.successes, true)) [kind, streak] = ['closed', []];
  }
  return { kind, coolingMs: kind === 'open' ? openedAt + settings.cooldownMs - now : 0 };
}

type Step = 'success' | 'failure' | number;

test('any history of successes, failures and time ends as the definition says', () => {
  fc.assert(
    fc.property(
      fc.record({
        failures: fc.integer({ min: 1, max: 4 }),
        successes: fc.integer({ min: 1, max: 3 }),
        cooldownMs: fc.nat(20),
      }),
      fc.array(fc.oneof(fc.constantFrom<Step>('success', 'failure'), fc.nat(15)), { maxLength: 60 }),
      (settings, history) => {
        const { breaker: circuit, time } = breaker(settings);
        for (const [index, step] of history.entries()) {
          if (typeof step === 'number') time.now += step;
          else if (step === 'success') circuit.succeeded();
          else circuit.failed();
          const model = expected(settings, history.slice(0, index + 1));
          assert.deepEqual({ kind: circuit.state.kind, coolingMs: circuit.coolingMs }, model);
        }
      },
    ),
    { numRuns: 500 },
  );
});
