/** The saved position in words: what it claims, what it remembers, what is missing, and how it came to be. Pure. */
import type { Checkpoint, Feed, Frontier } from '../model/checkpoint.ts';
import { FEEDS, type FeedName } from '../model/feed.ts';
import { countSeen } from '../model/seen.ts';
import type { Found } from './find-position.ts';

/** A label and its value. */
export type Fact = readonly [string, string];

/** `now` by this machine's clock: no request goes to the audit log. */
export function describeFound(found: Found, now: number): readonly Fact[] {
  switch (found.kind) {
    case 'resume':
      return [
        ['Found in', found.where],
        ['Generation', String(found.checkpoint.generation)],
        ['Events delivered so far', String(found.checkpoint.counters.events)],
        ...FEEDS.flatMap((name) => describeFeed(name, found.checkpoint.feeds[name], now)),
        ...found.checkpoint.resets.map(
          ({ epoch, run, feed, from, to }): Fact => [
            `Moved by hand, ${iso(epoch)}`,
            `the ${feed} feed from ${from === null ? 'no position' : iso(from)} to ${iso(to)}, in run ${run}`,
          ],
        ),
        ...found.notes.map((note): Fact => ['Incident', note]),
      ];
    case 'floors':
      return [
        ['Position', 'lost; only names of artifacts show how far deliveries were'],
        ['Found in', found.where],
        ...found.notes.map((note): Fact => ['Incidents', note]),
        ...FEEDS.flatMap((name): readonly Fact[] => {
          const floor = found.floors[name];
          return floor === undefined ? [] : [[`${name}: the next run begins at`, iso(floor)]];
        }),
      ];
    case 'none':
      return [
        ['Position', 'none: the next run of mode: collect begins at since, or earlier'],
        ...(found.history.kind === 'none'
          ? []
          : [['Earlier success', `this workflow succeeded at ${iso(found.history.startedAt)}`] as const]),
        ...found.notes.map((note): Fact => ['Incidents', note]),
      ];
  }
}

function describeFeed(name: FeedName, feed: Feed | undefined, now: number): readonly Fact[] {
  if (feed === undefined) return [[`${name}: position`, 'none yet']];
  const { tail, deep } = feed;
  return [
    [`${name}: complete up to`, iso(tail.claim)],
    [`${name}: behind`, span(lagOf(feed, now))],
    [`${name}: last read to its end`, tail.completedAt === null ? 'never' : iso(tail.completedAt)],
    [`${name}: last deep sweep`, deep.completedAt === null ? 'never' : iso(deep.completedAt)],
    [`${name}: late events found back to`, iso(deep.claim)],
    [`${name}: ids remembered`, String(countSeen(feed.seen))],
    ...describeSweep(`${name}: unfinished sweep`, tail),
    ...describeSweep(`${name}: unfinished deep sweep`, deep),
    ...feed.gaps.map(
      ({ from, to, kind, certain }): Fact => [
        `${name}: ${certain ? 'gap' : 'possible gap'}`,
        `${from === 0 ? 'the beginning' : iso(from)} to ${iso(to)} (${kind})`,
      ],
    ),
  ];
}

function describeSweep(label: string, { sweep }: Frontier): readonly Fact[] {
  if (sweep === null) return [];
  const at = sweep.position === null ? 'its beginning' : iso(sweep.position.ts);
  return [[label, `opened ${iso(sweep.openedAt)}, continues at ${at}`]];
}

/** How far the position is behind, in milliseconds: the most of the collected feeds. */
export function lagOfPosition({ feeds }: Checkpoint, names: readonly FeedName[], now: number): number | undefined {
  const lags = names.flatMap((name) => (feeds[name] === undefined ? [] : [lagOf(feeds[name], now)]));
  return lags.length === 0 ? undefined : Math.max(...lags);
}

/** A quiet feed that was read to its end is not behind, however old its last event. */
function lagOf({ tail }: Feed, now: number): number {
  return Math.max(0, now - Math.max(tail.claim, tail.completedAt ?? 0));
}

function span(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 120) return `${minutes} min`;
  return minutes < 2880 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : `${Math.floor(minutes / 1440)} days`;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
