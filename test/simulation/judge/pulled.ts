/**
 * I17: a pull that says it is complete delivered every event of its range once, none of another range, and no pull saves a
 * position. It shares nothing with the collector, so that what it delivers is no delivery of the stream.
 */
import type { Pulled } from '../../../src/collector/pull/pull-job.ts';
import type { Onlooker } from '../onlooker.ts';
import { feedsOf, type Plan } from '../plan.ts';
import type { Process } from '../process.ts';
import type { World } from '../world.ts';
import type { WorldEvent } from '../world-event.ts';
import { checkLeft } from './leaks.ts';
import { Violation } from './verdict.ts';

export class PullJudge implements Onlooker {
  readonly #plan: Plan;
  readonly #events: readonly WorldEvent[];
  readonly #delivered = new Map<string, number>();

  constructor(plan: Plan, world: World) {
    this.#plan = plan;
    this.#events = Object.values(world.events).flat();
  }

  delivered(_: Process, { events }: Parameters<Onlooker['delivered']>[1]): void {
    for (const raw of events.split('\n').slice(0, -1)) this.#delivered.set(raw, (this.#delivered.get(raw) ?? 0) + 1);
  }

  stored(process: Process): void {
    throw new Violation('I17', `${process.name} pulls, and saves a position`);
  }

  served(process: Process): void {
    throw new Violation('I17', `${process.name} pulls, and reads a position`);
  }

  ended(process: Process, { range, error }: Pulled, endedAt: number): void {
    const { behaviour, setup } = this.#plan;
    if (range === undefined) return;
    const texts = new Set(
      this.#events
        .filter(({ ts }) => range.since <= ts && ts < range.until)
        .flatMap(({ raw, rawLater }) => [raw, ...(rawLater === undefined ? [] : [rawLater.raw])]),
    );
    const alien = [...this.#delivered.keys()].find((raw) => !texts.has(raw));
    if (alien !== undefined) throw new Violation('I17', `${process.name} delivered what is not of its range: ${alien}`);
    if (error !== undefined) return;
    const feeds = feedsOf(setup, process.likeRun);
    const isDue = ({ feed, ts, visibleAt, poison, isHidden }: WorldEvent) =>
      feeds.includes(feed) &&
      !poison &&
      !isHidden &&
      range.since <= ts &&
      ts < range.until &&
      ts > endedAt - setup.retentionMs[feed] &&
      visibleAt + behaviour.replicaLagMs <= process.startedAt;
    for (const [identity, due] of Map.groupBy(this.#events.filter(isDue), (event) => event.identity)) {
      const all = this.#events.filter((event) => event.identity === identity);
      const lines = new Set(
        all.flatMap(({ raw, rawLater }) => [raw, ...(rawLater === undefined ? [] : [rawLater.raw])]),
      );
      const count = [...lines].reduce((sum, line) => sum + (this.#delivered.get(line) ?? 0), 0);
      if (count < due.length)
        throw new Violation('I17', `${process.name} is complete without ${due[0]?.documentId ?? ''}`);
      if (count > all.length && setup.delivery !== 'sink')
        throw new Violation('I17', `${process.name} delivered ${due[0]?.documentId ?? ''} ${count} times`);
    }
  }

  left = checkLeft;
  linked = (): void => {};
  listed = (): void => {};
  committed = (): void => {};
  requested = (): void => {};
  shown = (): void => {};
}
