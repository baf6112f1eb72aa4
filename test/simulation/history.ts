/**
 * One history: runs of the real collector in a world that does to them what the plan says, watched at every step, until
 * faults have stopped and everything that is owed is delivered.
 */
import type { Report } from '../../src/collector/report.ts';
import { runByHand } from './by-hand.ts';
import { calmRunsMost, canCatchUp } from './calm.ts';
import { Chance } from './chance.ts';
import { collectOnce } from './collect-once.ts';
import type { Place } from './connect.ts';
import { Faults } from './faults.ts';
import { strikeStorage } from './incidents.ts';
import { guard } from './judge/guard.ts';
import { Judge } from './judge/judge.ts';
import { Violation } from './judge/verdict.ts';
import { type Outcome, renderReport } from './outcome.ts';
import type { ByHand, Plan } from './plan.ts';
import { HourlyLimit } from './ports/bad-answers.ts';
import { CursorBook } from './ports/cursors.ts';
import type { Process } from './process.ts';
import { Runner } from './runner.ts';
import { FIRST_BY_HAND, FIRST_FOREIGN, MAIN, Storage, TRIAL } from './storage.ts';
import { Story } from './story.ts';
import { drawTicks, type Tick } from './ticks.ts';
import { Timeline } from './timeline.ts';
import { World } from './world.ts';

const WORLD = { alive: true };

export async function simulate(plan: Plan, hasStory = false): Promise<Outcome> {
  const history = new History(plan, hasStory);
  return history.play();
}

class History {
  readonly #plan: Plan;
  readonly #timeline: Timeline;
  readonly #story: Story;
  readonly #faults: Faults;
  readonly #chance: Chance;
  readonly #storage: Storage;
  readonly #world: World;
  readonly #judge: Judge;
  readonly #place: Place;
  readonly #runner: Runner;
  readonly #active = new Set<Process>();
  readonly #cursors = new CursorBook();
  #runs = 0;
  #calls = 0;
  #waiting = false;
  #last: { readonly caughtUp: boolean; readonly startedAt: number } | undefined;
  #violation: Violation | undefined;

  constructor(plan: Plan, hasStory: boolean) {
    this.#plan = plan;
    const seed = `${plan.generator}/${plan.seed}`;
    this.#storage = new Storage(plan.repository);
    this.#timeline = new Timeline(plan.startAt);
    this.#story = new Story(hasStory, () => this.#timeline.now);
    this.#chance = new Chance(`${seed}/history`);
    this.#faults = new Faults(plan.faults, new Chance(`${seed}/faults`));
    this.#world = new World(plan);
    const [world, storage, timeline, story] = [this.#world, this.#storage, this.#timeline, this.#story];
    this.#judge = new Judge({ plan, world, storage, timeline, story });
    const api = {
      world,
      behaviour: plan.behaviour,
      cursors: this.#cursors,
      limit: new HourlyLimit(plan.behaviour.hourlyLimit),
    };
    const surroundings = {
      timeline,
      faults: this.#faults,
      story,
      fail: (violation: Violation) => this.#fail(violation),
    };
    this.#runner = new Runner({ plan, storage, surroundings });
    this.#place = {
      plan,
      storage,
      onlooker: guard(this.#judge, (violation) => this.#fail(violation)),
      api,
    };
  }

  async play(): Promise<Outcome> {
    try {
      await this.#live();
      await this.#calm();
    } catch (error) {
      if (!(error instanceof Violation)) throw error;
      this.#violation = error;
    }
    for (const process of this.#active) process.alive = false;
    return this.#outcome();
  }

  /** Everything that the plan has in store. */
  async #live(): Promise<void> {
    for (const tick of drawTicks(this.#plan, this.#chance.fork('ticks'))) {
      this.#timeline.after(tick.at - this.#timeline.now, WORLD, () => this.#tick(tick));
    }
    for (const planned of this.#plan.byHand) {
      this.#timeline.after(planned.at - this.#timeline.now, WORLD, () => this.#byHand(planned));
    }
    await this.#pass(() => this.#timeline.now >= this.#plan.calmAt);
    this.#faults.end(this.#plan.stubborn);
    this.#story.say(() => 'from here on nothing goes wrong');
    await this.#pass(() => this.#active.size === 0);
  }

  /** Undisturbed runs, one after the other: everything is collected within a number that is known beforehand. */
  async #calm(): Promise<void> {
    const { setup } = this.#plan;
    const gap = Math.min(setup.reconcileEveryMs / 2, setup.retentionMs.web / 8, setup.retentionMs.git / 8);
    const most = calmRunsMost(this.#plan, this.#world, { now: this.#timeline.now, gap });
    await this.#runUntil(() => this.#isAllDelivered(), { most, gap });
    // So soon after each other that nothing is due again: then there is an end to be reached. Runs that wait for the next hour's
    // budget would not come any nearer to it, so that their number says nothing.
    this.#place.api.limit.lift();
    if (this.#plan.stubborn.size === 0 && canCatchUp(this.#plan, this.#world))
      await this.#runUntil(() => this.#last?.caughtUp === true, { most, gap: 60_000 });
  }

  async #runUntil(done: () => boolean, { most, gap }: { readonly most: number; readonly gap: number }): Promise<void> {
    // Counted from when something that was owed was delivered last: the rest is what a run can need long for.
    let left = Number.POSITIVE_INFINITY;
    for (let runs = 0; !done(); runs++) {
      const owed = this.#judge.owed().length;
      if (owed < left) runs = 0;
      left = Math.min(left, owed);
      if (runs > most) throw this.#judge.stuck(runs);
      this.#timeline.after(gap, WORLD, () => this.#launch());
      const before = this.#runs;
      await this.#pass(() => this.#runs > before && this.#active.size === 0);
    }
  }

  #isAllDelivered(): boolean {
    const { lastNews } = this.#world;
    return this.#last !== undefined && this.#last.startedAt > lastNews && this.#judge.owed().length === 0;
  }

  async #pass(done: () => boolean): Promise<void> {
    await this.#timeline.pass(() => this.#violation !== undefined || done());
    if (this.#violation !== undefined) throw this.#violation;
  }

  /** One run of the schedule; a run that is due while another is at work waits for its end, unless it may overlap. */
  #tick({ overlaps }: Tick): void {
    if (this.#timeline.now >= this.#plan.calmAt) return;
    if (this.#active.size === 0 || (overlaps && this.#active.size < 3)) this.#launch();
    else this.#waiting = true;
  }

  #launch(): void {
    const lost = strikeStorage({
      storage: this.#storage,
      faults: this.#faults,
      chance: this.#chance,
      story: this.#story,
      now: this.#timeline.now,
    });
    this.#judge.lost(lost);
    if (this.#faults.strikes('cursors-expired')) this.#cursors.expireAll(this.#timeline.now);
    this.#runs++;
    const process = this.#runner.newProcess(this.#runs);
    // So many that a run looks up no more of them, and says so.
    if (this.#storage.foreigners >= 10) process.disturbances.add('forged-copy');
    this.#join(process);
    this.#runner.follow(
      process,
      () => collectOnce(process, this.#place),
      (report) => this.#end(process, report),
    );
  }

  /** One concurrency group: what begins while it is at work is at work at the same time. */
  #join(process: Process): void {
    this.#judge.started(process, [...this.#active]);
    this.#active.add(process);
  }

  /** Another mode waits for its turn, as the schedule does; another branch has a turn of its own. */
  #byHand(planned: ByHand): void {
    if (this.#timeline.now >= this.#plan.calmAt) return;
    const isTrial = planned.what === 'trial';
    if (!isTrial && this.#plan.schedule.overlapping === 0 && this.#active.size > 0) {
      this.#timeline.after(60_000, WORLD, () => this.#byHand(planned));
      return;
    }
    const id = (isTrial ? FIRST_FOREIGN : FIRST_BY_HAND) + this.#storage.newId();
    const of = { branch: isTrial ? TRIAL : MAIN, event: 'workflow_dispatch' } as const;
    const process = this.#runner.newProcess(id, { likeRun: Math.max(1, this.#runs), ...of });
    if (planned.what === 'reset') this.#join(process);
    const parts = {
      place: this.#place,
      timeline: this.#timeline,
      fail: (violation: Violation) => this.#fail(violation),
    };
    this.#runner.follow(
      process,
      () => runByHand(process, planned, parts),
      (succeeded) => {
        process.alive = false;
        process.say(() => (succeeded === true ? 'ends' : 'ends without success'));
        this.#storage.endRun(process, succeeded === true);
        if (this.#active.delete(process)) this.#judge.ended(process, undefined);
      },
    );
  }

  #fail(violation: Violation): void {
    if (this.#violation !== undefined) return;
    this.#story.say(() => violation.message);
    this.#violation = violation;
  }

  #end(process: Process, report: Report | undefined): void {
    process.alive = false;
    this.#active.delete(process);
    this.#calls += process.calls;
    if (report !== undefined) {
      this.#last = { caughtUp: report.caughtUp, startedAt: process.startedAt };
      this.#storage.endRun(process, report.error === undefined);
      process.say(() => `ends ${renderReport(report)}`);
    }
    this.#judge.ended(process, report);
    if (!this.#waiting) return;
    this.#waiting = false;
    this.#timeline.after(1_000, WORLD, () => this.#tick({ at: this.#timeline.now, overlaps: false }));
  }

  #outcome(): Outcome {
    const all = [...this.#world.events.web, ...this.#world.events.git];
    return {
      violation: this.#violation && { invariant: this.#violation.invariant, message: this.#violation.message },
      story: this.#story.lines,
      runs: this.#runs,
      calls: this.#calls,
      events: all.length,
      deliveries: this.#judge.deliveries,
      duplicates: this.#judge.duplicates,
      late: all.filter(({ lateness }) => lateness > 0).length,
      faults: this.#faults.counts,
    };
  }
}
