import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { REFUSED_ALIKE_MAX, REFUSED_IN_A_ROW_MAX, Tally } from '../../../../src/delivery/http/tally.ts';
import { entryOf, eventOf } from './sink-events.ts';

const entry = entryOf(eventOf(1));

/** Refuses, and looks after each whether the brake holds; answers how many came through. */
function refuseUntilBrake(tally: Tally, count: number, whyOf: (index: number) => string | undefined): number {
  for (let index = 0; index < count; index += 1) {
    tally.refuse(entry, 'rejected', whyOf(index));
    try {
      tally.brake();
    } catch {
      return index + 1;
    }
  }
  return count;
}

function accepting(): Tally {
  const tally = new Tally();
  tally.acknowledge(1);
  return tally;
}

test('a sink that has accepted nothing is braked after 20, another after 100 for one named reason, else after 1,000', () => {
  assert.equal(
    refuseUntilBrake(new Tally(), 5000, () => 'x'),
    20,
  );
  assert.equal(
    refuseUntilBrake(accepting(), 5000, () => 'a reason'),
    REFUSED_ALIKE_MAX,
  );
  assert.equal(
    refuseUntilBrake(accepting(), 5000, () => 'HTTP 400'),
    REFUSED_IN_A_ROW_MAX,
  );
  assert.equal(
    refuseUntilBrake(accepting(), 5000, () => undefined),
    REFUSED_IN_A_ROW_MAX,
  );
  assert.equal(
    refuseUntilBrake(accepting(), 5000, (index) => (index === 50 ? 'another' : 'a reason')),
    REFUSED_IN_A_ROW_MAX,
  );
});

test('limits that the sink names count as well, those that were known beforehand do not', () => {
  const named = accepting();
  for (let index = 0; index < REFUSED_IN_A_ROW_MAX - 1; index += 1) named.limit(entry, 'too-old');
  named.brake();
  named.limit(entry, 'too-old');
  assert.throws(() => named.brake(), /refused 1000 events more than it accepted$/);
  const known = new Tally();
  for (let index = 0; index < 5000; index += 1) known.notAccepted({ event: entry.event, reason: 'too-old' });
  known.brake();
  known.refuseToGoOn();
});

test('whatever comes in whatever order: never more than 1,000 refused above those accepted meanwhile', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -400, max: 400 }), { maxLength: 60 }), (steps) => {
      const tally = accepting();
      let above = 0;
      for (const step of steps) {
        try {
          if (step > 0) tally.acknowledge(step);
          for (let index = 0; index < -step; index += 1) tally.refuse(entry, 'rejected', 'HTTP 400');
          tally.brake();
        } catch {
          assert.ok(above - step >= REFUSED_IN_A_ROW_MAX);
          return;
        }
        above = Math.max(0, above - step);
        assert.ok(above < REFUSED_IN_A_ROW_MAX);
      }
    }),
  );
});
