/** The simulator itself: it repeats itself exactly, kills what it kills, and its worlds keep their own assumption. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Chance } from './chance.ts';
import { Faults } from './faults.ts';
import { drawPlan, GENERATORS, generatorOf } from './generators.ts';
import { simulate } from './history.ts';
import type { Violation } from './judge/verdict.ts';
import { Process } from './process.ts';
import { Story } from './story.ts';
import { Timeline } from './timeline.ts';
import { World } from './world.ts';

describe('a seed', () => {
  it('gives the same story twice', async () => {
    for (const generator of ['swarm', 'stores'] as const) {
      const plan = drawPlan(generator, 7);
      const [once, again] = [await simulate(plan, true), await simulate(plan, true)];
      assert.ok(once.story.length > 100);
      assert.deepEqual(once.story, again.story);
    }
  });

  it('stands for the swarm or for each of the others in turn', () => {
    const names = Array.from({ length: 2 * GENERATORS.length }, (_, seed) => generatorOf(seed));
    assert.deepEqual(new Set(names), new Set(GENERATORS));
    assert.equal(names.filter((name) => name === 'swarm').length, GENERATORS.length);
  });
});

describe('time', () => {
  it('passes in order; of two timers for the same instant, the one set first comes first', async () => {
    const timeline = new Timeline(100);
    const seen: string[] = [];
    const alive = { alive: true };
    for (const [ms, name] of [
      [5, 'b'],
      [9, 'd'],
      [5, 'c'],
      [0, 'a'],
    ] as const) {
      timeline.after(ms, alive, () => seen.push(`${name} ${timeline.now}`));
    }
    timeline.after(1, alive, () => seen.push('never')).cancel();
    timeline.after(2, { alive: false }, () => seen.push('dead'));
    await timeline.pass(() => false);
    assert.deepEqual(seen, ['a 100', 'b 105', 'c 105', 'd 109']);
  });
});

describe('a process', () => {
  const begin = (chances: readonly (readonly ['kill', number])[]) => {
    const timeline = new Timeline(0);
    const story = new Story(false, () => 0);
    const faults = new Faults(new Map(chances), new Chance('faults'));
    const fail = (violation: Violation) => assert.fail(violation);
    const process = new Process(1, 'test', { surroundings: { timeline, faults, story, fail } });
    return { timeline, process };
  };

  it('hears of a call that works, and of one that failed before or after its effect', async () => {
    const { timeline, process } = begin([]);
    let effects = 0;
    const ended = Promise.allSettled(
      (['works', 'fails-before', 'fails-after'] as const).map((verdict) =>
        process.call('x', { ms: 1, verdict }, () => ++effects),
      ),
    );
    await timeline.pass(() => false);
    assert.deepEqual(
      (await ended).map(({ status }) => status),
      ['fulfilled', 'rejected', 'rejected'],
    );
    assert.equal(effects, 2);
  });

  it('never hears of a call that hangs, and does nothing once it is dead', async () => {
    const { timeline, process } = begin([]);
    let heard = false;
    const hear = () => {
      heard = true;
    };
    process.call('hanging', { ms: 1, verdict: 'hangs' }, () => 1).then(hear, hear);
    process.call('late', { ms: 9 }, () => 1).then(hear, hear);
    timeline.after(5, { alive: true }, () => process.die('killed'));
    await timeline.pass(() => false);
    process.call('after death', { ms: 0 }, () => 1).then(hear, hear);
    await timeline.pass(() => false);
    assert.equal(heard, false);
  });

  it('dies at a call when it is its turn', async () => {
    const { timeline, process } = begin([['kill', 1]]);
    let deaths = 0;
    process.onDeath = () => deaths++;
    const hear = () => assert.fail();
    process.call('x', { ms: 1 }, () => 1).then(hear, hear);
    await timeline.pass(() => false);
    assert.deepEqual([process.alive, deaths], [false, 1]);
  });
});

describe('the world', () => {
  it('shows nothing later than the reconcile window behind something newer', () => {
    for (let seed = 1; seed <= 30; seed++) {
      const plan = drawPlan('late', seed);
      const events = new World(plan).events.web;
      for (const event of events) {
        const hidden = event.visibleAt + plan.behaviour.replicaLagMs;
        const newer = events.filter(({ ts, visibleAt }) => visibleAt < hidden && ts <= hidden).map(({ ts }) => ts);
        const late = Math.max(event.ts, ...newer) - event.ts;
        assert.ok(late <= plan.setup.reconcileWindowMs);
        assert.ok(late <= event.lateness);
      }
    }
  });

  it('gives pages that join to the whole list, in both directions', () => {
    const plan = drawPlan('grid', 3);
    const world = new World(plan);
    const now = plan.calmAt;
    const query = { feed: 'web', createdFrom: undefined, asOf: now } as const;
    const whole = world.find({ ...query, order: 'asc', perPage: 9_999, after: undefined }, now).events;
    for (const order of ['asc', 'desc'] as const) {
      const met: unknown[] = [];
      let after: { readonly ts: number; readonly documentId: string } | undefined;
      for (let more = true; more; ) {
        const found = world.find({ ...query, order, perPage: 3, after }, now);
        met.push(...found.events);
        after = found.events.at(-1);
        more = found.more;
      }
      assert.deepEqual(order === 'asc' ? met : met.reverse(), whole);
    }
    assert.ok(whole.length > 10);
  });
});
