/**
 * Draws the events of one feed. The assumption that the collector rests on holds here by construction: an event that would
 * become visible later than the reconcile window behind something newer is left out.
 */
import type { FeedName } from '../../src/model/feed.ts';
import { Chance } from './chance.ts';
import type { Plan } from './plan.ts';
import { byPosition, type WorldEvent } from './world-event.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** In every event and in no line of a log, no position and no report. */
export const CONTENT_CANARY = 'Content-Canary';

type Draft = Omit<WorldEvent, 'lateness' | 'visibleAt' | 'isHidden'> & { visibleAt: number };

export function drawEvents(feed: FeedName, plan: Plan): readonly WorldEvent[] {
  const chance = new Chance(`${plan.generator}/${plan.seed}/events/${feed}`);
  const { traffic, startAt, calmAt } = plan;
  const count = Math.round(traffic.events * (feed === 'git' ? 0.4 : 0.6));
  const from = startAt - traffic.backMs;
  const stamps = drawStamps(count, { from, to: calmAt }, { traffic, chance });
  const delays = drawDelays(plan, chance);
  const drafts = stamps.map((ts, index) => draftEvent({ feed, ts, index }, plan, chance));
  for (const draft of drafts) draft.visibleAt = delays(draft);
  return withLateness(drafts, plan).sort(byPosition);
}

function drawStamps(
  count: number,
  span: { readonly from: number; readonly to: number },
  { traffic, chance }: { readonly traffic: Plan['traffic']; readonly chance: Chance },
): readonly number[] {
  const stamps: number[] = [];
  while (stamps.length < count) {
    const at = chance.int(span.from, span.to);
    const burst = chance.hit(traffic.bursts) ? chance.int(2, 12) : 1;
    const spread = chance.pick([0, 1, 3, 1000, 5 * MINUTE]);
    for (let i = 0; i < burst && stamps.length < count; i++) {
      const ts = at + chance.int(0, spread);
      stamps.push(ts - (ts % traffic.grain));
    }
  }
  return stamps;
}

function draftEvent(
  { feed, ts, index }: { readonly feed: FeedName; readonly ts: number; readonly index: number },
  { traffic, calmAt }: Plan,
  chance: Chance,
): Draft {
  const hasId = !chance.hit(traffic.withoutId);
  const documentId = `${chance.token()}${feed[0]}${index}`;
  const poison = chance.hit(traffic.poison);
  const createdAt = chance.hit(0.15) ? undefined : ts - olderBy(traffic, chance);
  const later = traffic.changing && hasId && chance.hit(0.2);
  const render = (extra: string) =>
    renderEvent({ ts, createdAt, poison, id: hasId ? documentId : undefined, feed, index }, extra);
  const raw = render('');
  const rawLater = later ? { from: chance.int(ts, calmAt), raw: render(',"actor_ip":"203.0.113.7"') } : undefined;
  return {
    feed,
    ts,
    documentId,
    createdAt,
    identity: hasId ? documentId : raw,
    raw,
    rawLater,
    hasId,
    poison,
    visibleAt: ts,
  };
}

/** By how much `created_at` is older than `@timestamp`. */
function olderBy({ createdEarlier, createdFar }: Plan['traffic'], chance: Chance): number {
  if (createdFar > 0 && chance.hit(createdFar)) return chance.int(25 * HOUR, 60 * 24 * HOUR);
  return createdEarlier && chance.hit(0.3) ? chance.int(0, 20 * HOUR) : 0;
}

/** As GitHub writes it: compact; a number that no double holds; an element that is no event has no `@timestamp`. */
function renderEvent(
  of: Pick<Draft, 'ts' | 'createdAt' | 'poison' | 'feed'> & { readonly id: string | undefined; readonly index: number },
  extra: string,
): string {
  const stamp = of.poison ? '' : `"@timestamp":${of.ts},`;
  const id = of.id === undefined ? '' : `"_document_id":"${of.id}",`;
  const created = of.createdAt === undefined ? '' : `,"created_at":${of.createdAt}`;
  // Without a timestamp and an id, equal elements are one to everybody.
  const when = of.poison ? `,"number":${of.index}` : '';
  return `{${stamp}${id}"action":"${of.feed}.act","actor":"${CONTENT_CANARY}","n":12345678901234567890${created}${when}${extra}}`;
}

/** When an event becomes visible: after seconds, after a share of the overlap, or much later. */
function drawDelays(plan: Plan, chance: Chance): (event: Draft) => number {
  const { traffic, setup, startAt, calmAt } = plan;
  const stalls = Array.from({ length: traffic.stalls }, () => {
    const from = chance.int(startAt, calmAt);
    return { from, to: from + chance.int(20 * MINUTE, 10 * HOUR) };
  });
  const slowFrom = chance.int(startAt, calmAt);
  const slow = { from: slowFrom, to: slowFrom + chance.int(HOUR, 6 * HOUR) };
  const veryLateMax = Math.min(setup.reconcileWindowMs, 24 * HOUR);
  return ({ ts }) => {
    let at = ts + chance.int(50, 3_000);
    if (chance.hit(traffic.futureStamps)) return Math.max(startAt - 6 * HOUR, ts - chance.int(1_000, 3 * HOUR));
    if (chance.hit(traffic.late)) at = ts + chance.int(0, setup.overlapMs);
    else if (chance.hit(traffic.veryLate)) at = ts + chance.int(setup.overlapMs, veryLateMax);
    else if (traffic.slowPartition && ts >= slow.from && ts < slow.to && chance.hit(0.4)) at += 9 * HOUR;
    for (const stall of stalls) {
      // Whatever came in while the pipeline stood still comes out at its end, oldest first.
      if (at >= stall.from && at < stall.to) at = stall.to + Math.floor((at - stall.from) / 60);
    }
    return at;
  };
}

/** Older, by the clock that is filtered on, than the narrowest net of a sweep. */
function isHidden({ ts, createdAt = ts }: Draft, { filterOn }: Plan['behaviour']): boolean {
  return filterOn === 'created_at' && ts - createdAt > 24 * HOUR;
}

function withLateness(drafts: readonly Draft[], { setup, behaviour }: Plan): WorldEvent[] {
  const order = drafts.toSorted((a, b) => a.visibleAt - b.visibleAt);
  const kept: WorldEvent[] = [];
  for (const draft of order) {
    const hiddenUntil = draft.visibleAt + behaviour.replicaLagMs;
    let newest = draft.ts;
    for (const other of order) {
      if (other.visibleAt >= hiddenUntil) break;
      if (other.ts > newest && other.ts <= hiddenUntil) newest = other.ts;
    }
    const lateness = newest - draft.ts;
    if (lateness <= setup.reconcileWindowMs) kept.push({ ...draft, lateness, isHidden: isHidden(draft, behaviour) });
  }
  return kept;
}
