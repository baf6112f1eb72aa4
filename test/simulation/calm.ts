/** How many undisturbed runs the work that is left may take, and whether they can come to an end at all. */
import type { Plan } from './plan.ts';
import type { World } from './world.ts';

const CALM_RUNS_MIN = 25;

/** Runs without anything owed being delivered; `gap`: time between two of them. */
export function calmRunsMost(
  { setup }: Plan,
  { events, lastNews }: World,
  { now, gap }: { readonly now: number; readonly gap: number },
): number {
  const pages = (events.web.length + events.git.length) / setup.perPage;
  const untilNews = Math.max(0, Math.ceil((lastNews - now) / gap));
  return CALM_RUNS_MIN + Math.ceil((14 * pages) / setup.maxPages) + untilNews;
}

/** Whether a run is allowed enough pages for all tails and one of a deep sweep. */
export function canCatchUp({ setup: { perPage, maxPages, overlapMs } }: Plan, { events }: World): boolean {
  const pages = Object.values(events).map((list) => {
    const newest = Math.max(0, ...list.map(({ ts }) => ts));
    return 2 + Math.ceil(list.filter(({ ts }) => ts >= newest - 2 * overlapMs).length / perPage);
  });
  return Math.floor((maxPages * 3) / 4) >= pages.reduce((sum, count) => sum + count, 0);
}
