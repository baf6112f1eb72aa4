/**
 * The simulated world outside of the collector: what GitHub's list shows at an instant, and what was ever stored anywhere.
 * It survives every run; only port calls and the incidents of the plan change it.
 */
import type { FeedName } from '../../src/model/feed.ts';
import type { Plan } from './plan.ts';
import { drawEvents } from './traffic.ts';
import { byPosition, type WorldEvent } from './world-event.ts';

export interface Query {
  readonly feed: FeedName;
  readonly order: 'asc' | 'desc';
  readonly perPage: number;
  readonly createdFrom: number | undefined;
  readonly after: { readonly ts: number; readonly documentId: string } | undefined;
  /** When the replica that answers was last up to date. */
  readonly asOf: number;
}

export interface Found {
  readonly events: readonly WorldEvent[];
  readonly more: boolean;
}

export class World {
  readonly events: Readonly<Record<FeedName, readonly WorldEvent[]>>;
  readonly #retentionMs: Plan['setup']['retentionMs'];
  readonly #filterOn: Plan['behaviour']['filterOn'];

  constructor(plan: Plan) {
    this.events = { web: drawEvents('web', plan), git: drawEvents('git', plan) };
    this.#retentionMs = plan.setup.retentionMs;
    this.#filterOn = plan.behaviour.filterOn;
  }

  /** A page of the list as it is at `now`. */
  find(query: Query, now: number): Found {
    const oldest = now - this.#retentionMs[query.feed];
    const all = this.events[query.feed];
    const step = query.order === 'asc' ? 1 : -1;
    const events: WorldEvent[] = [];
    for (let at = step === 1 ? 0 : all.length - 1; at >= 0 && at < all.length; at += step) {
      const event = all[at];
      if (event === undefined || event.visibleAt > query.asOf || event.ts < oldest) continue;
      if (!this.#passes(event, query.createdFrom) || !isBeyond(event, query)) continue;
      if (events.length === query.perPage) return { events, more: true };
      events.push(event);
    }
    return { events, more: false };
  }

  /** The last instant at which anything becomes visible. */
  get lastNews(): number {
    return Math.max(0, ...Object.values(this.events).flatMap((events) => events.map(({ visibleAt }) => visibleAt)));
  }

  #passes(event: WorldEvent, createdFrom: number | undefined): boolean {
    if (createdFrom === undefined) return true;
    const on = this.#filterOn === '@timestamp' ? event.ts : (event.createdAt ?? event.ts);
    return on >= createdFrom;
  }
}

function isBeyond(event: WorldEvent, { after, order }: Query): boolean {
  if (after === undefined) return true;
  const place = byPosition(event, { ...event, ts: after.ts, documentId: after.documentId });
  return order === 'asc' ? place > 0 : place < 0;
}
