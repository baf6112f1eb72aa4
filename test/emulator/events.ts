/**
 * A seeded generator of audit events: realistic ones of some sixty actions, Git events of the old and the new style, and odd
 * ones at a chosen rate. The same options give the same bytes. `populate` spreads them over time into a log.
 */
import { pickAction } from './event-actions.ts';
import { userOf } from './event-fields.ts';
import type { EventLog, Feed, NewEvent, StoredEvent } from './event-log.ts';
import { deepField, hugeField, pickOddity, type RawField } from './event-oddities.ts';
import { Random } from './random.ts';

/** The document ids that were seen: 22 characters of base64url, or the form of a request id. */
export type IdForm = 'base64url' | 'request' | 'mixed';

/** What the events are like. */
export interface EventOptions {
  readonly seed: number | string;
  readonly organization?: string;
  /** Share of Git events, 0 to 1. */
  readonly gitShare?: number;
  /** Share of Git events without document id, `created_at` and often actor, as they were until 2021. */
  readonly oldGitShare?: number;
  /** Share of events with something odd in them. */
  readonly oddShare?: number;
  readonly idForm?: IdForm;
  /** How much `created_at` lies before `@timestamp`; 0 when absent. */
  readonly createdEarlierMs?: (random: Random) => number;
}

/** Makes events one by one. */
export class EventGenerator {
  readonly random: Random;
  readonly #options: Required<Omit<EventOptions, 'seed'>>;

  constructor({ seed, ...options }: EventOptions) {
    this.random = new Random(seed);
    this.#options = {
      organization: 'octo-org',
      gitShare: 0.3,
      oldGitShare: 0,
      oddShare: 0.05,
      idForm: 'mixed',
      createdEarlierMs: () => 0,
      ...options,
    };
  }

  /** An event of any kind at `ts`. */
  next(ts: number): NewEvent {
    return this.event(ts, this.random.chance(this.#options.gitShare) ? 'git' : 'web');
  }

  /** An event of this feed at `ts`, with these fields instead of, or on top of, its own. */
  event(ts: number, feed: Feed, ...extra: readonly RawField[]): NewEvent {
    const { random } = this;
    const shape = pickAction(random, feed);
    const isOldGit = feed === 'git' && random.chance(this.#options.oldGitShare);
    const id = this.#documentId();
    const createdAt = feed === 'git' ? undefined : ts - this.#options.createdEarlierMs(random);
    const fields: Record<string, unknown> = {
      '@timestamp': ts,
      ...(isOldGit ? {} : { _document_id: id }),
      action: shape.action,
      ...this.#actor(isOldGit),
      business: 'octo-enterprise',
      business_id: 100001,
      ...(createdAt === undefined ? {} : { created_at: createdAt, operation_type: shape.operation }),
      org: this.#options.organization,
      org_id: 200002,
      ...(shape.inRepository ? this.#repository(feed) : {}),
      user_agent: feed === 'git' ? 'git/2.51.0' : 'Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/145.0',
      ...shape.fields(random),
    };
    const odd = random.chance(this.#options.oddShare) ? [pickOddity(random)] : [];
    return { raw: render(fields, [...odd, ...extra]), ts, id, feed, ...(createdAt === undefined ? {} : { createdAt }) };
  }

  /** Events that are equal in every byte: anonymous clones of a public repository in one millisecond. */
  identicalClones(ts: number, count: number): readonly NewEvent[] {
    const repo = `${this.#options.organization}/octo-public`;
    const fields = {
      '@timestamp': ts,
      action: 'git.clone',
      org: this.#options.organization,
      org_id: 200002,
      repo,
      repository: repo,
      repository_public: true,
      transport_protocol: 1,
      transport_protocol_name: 'http',
      user_agent: 'git/2.51.0',
    };
    const raw = render(fields, []);
    return Array.from({ length: count }, () => ({ raw, ts, id: this.#documentId(), feed: 'git' }));
  }

  /** An event of about this size. */
  huge(ts: number, bytes = 1_000_000): NewEvent {
    return this.event(ts, 'web', hugeField(bytes));
  }

  /** An event of this many nested levels. */
  deep(ts: number, levels = 5000): NewEvent {
    return this.event(ts, 'web', deepField(levels));
  }

  #actor(isOldGit: boolean): Record<string, unknown> {
    const { random } = this;
    if (isOldGit && random.chance(0.75)) return {};
    const { name, id } = userOf(random);
    if (isOldGit) return { actor: name };
    const location = random.chance(0.5) ? { actor_location: { country_code: random.pick(['IS', 'NZ', 'DE']) } } : {};
    return { actor: name, actor_id: id, actor_is_bot: name.endsWith('[bot]'), ...location };
  }

  #repository(feed: Feed): Record<string, unknown> {
    const { random } = this;
    const index = random.int(0, 11);
    const repo = `${this.#options.organization}/octo-repo-${index}`;
    const isPublic = index === 0;
    if (feed === 'git') return { repo, repository: repo, repository_public: isPublic, user: '' };
    return { repo, repo_id: 300003 + index, public_repo: isPublic };
  }

  #documentId(): string {
    const { random } = this;
    const { idForm } = this.#options;
    if (idForm === 'base64url' || (idForm === 'mixed' && random.chance(0.8))) {
      return random.bytes(16).toString('base64url');
    }
    const hex = random.bytes(16).toString('hex').toUpperCase();
    return [hex.slice(0, 4), hex.slice(4, 8), hex.slice(8, 14), hex.slice(14, 21), hex.slice(21, 29)].join(':');
  }
}

/** How events lie in time, and when they can be seen. */
export interface Population extends EventOptions {
  readonly count: number;
  /** The first instant, ms since the epoch. */
  readonly from: number;
  /** The last one. */
  readonly until: number;
  /** Share of events that fall into bursts, each of which takes a few seconds. */
  readonly burstShare?: number;
  /** Share of events that have the timestamp of the one before. */
  readonly tieShare?: number;
  /** How long after its timestamp an event can be seen; 0 when absent. */
  readonly latenessMs?: (event: NewEvent, random: Random) => number;
}

/** Generates events over a time range and adds them to the log. */
export function populate(log: EventLog, population: Population): readonly StoredEvent[] {
  const { count, from, until, burstShare = 0.3, tieShare = 0.05, latenessMs = () => 0 } = population;
  const generator = new EventGenerator(population);
  const { random } = generator;
  const bursts = Array.from({ length: Math.max(1, Math.ceil(count / 500)) }, () => random.int(from, until));
  const times = Array.from({ length: count }, () => {
    if (!random.chance(burstShare)) return random.int(from, until);
    const start = bursts[random.int(0, bursts.length - 1)] ?? from;
    return Math.min(until, start + random.int(0, 3000));
  }).sort((a, b) => a - b);
  let previous = from;
  const events = times.map((time) => {
    const ts = random.chance(tieShare) ? previous : time;
    previous = ts;
    const event = generator.next(ts);
    return { ...event, visibleAt: ts + latenessMs(event, random) };
  });
  return log.appendAll(events);
}

/** Writes an event as GitHub does: no spaces, keys in alphabetical order. An extra field takes the place of its namesake. */
function render(fields: Readonly<Record<string, unknown>>, extra: readonly RawField[]): string {
  const names = Object.keys(fields).sort();
  if (extra.length === 0) return JSON.stringify(Object.fromEntries(names.map((name) => [name, fields[name]])));
  const replaced = new Set(extra.map(([name]) => name));
  const own = names.map((name): RawField => [JSON.stringify(name), JSON.stringify(fields[name])]);
  const all = [...own.filter(([name]) => !replaced.has(name)), ...extra].sort(([a], [b]) =>
    a < b ? -1 : a > b ? 1 : 0,
  );
  return `{${all.map(([name, value]) => `${name}:${value}`).join(',')}}`;
}
