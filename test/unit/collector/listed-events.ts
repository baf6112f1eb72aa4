/**
 * An audit log of a test's own: events with a timestamp and an id, shown in pages as GitHub shows them, by cursors that are
 * positions. What goes wrong is up to the test.
 */
import type { FeedRules, FeedStart } from '../../../src/collector/feed-run.ts';
import type { Probe } from '../../../src/collector/sweep.ts';
import type { Feed, Frontier } from '../../../src/model/checkpoint.ts';
import type { Allowance, AuditLog, PageAnswer, PageRequest } from '../../../src/source/page.ts';
import type { PageElement } from '../../../src/source/page-element.ts';
import { pageElement } from './page-elements.ts';

export const HOUR = 3_600_000;
/** The server's clock. */
export const NOW = Date.UTC(2026, 10, 22, 12);

export interface Listed {
  readonly ts: number;
  readonly id: string;
  readonly createdAt?: number;
}

export const at = (hoursAgo: number, id = `e${hoursAgo}`): Listed => ({ ts: NOW - hoursAgo * HOUR, id });

export function elementOf({ ts, id, createdAt }: Listed): PageElement {
  const value = { '@timestamp': ts, _document_id: id, ...(createdAt === undefined ? {} : { created_at: createdAt }) };
  return pageElement(value);
}

const cursorOf = ({ ts, id }: Listed) => Buffer.from(`${ts}|${id}`).toString('base64');
const order = (a: Listed, b: Listed) => a.ts - b.ts || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

export class ListedEvents implements AuditLog {
  readonly usage = { requests: 0, retries: 0, rateLimitRemaining: undefined };
  readonly requests: PageRequest[] = [];
  /** By feed; both when only one list is given. */
  readonly lists: Partial<Record<'web' | 'git', readonly Listed[]>>;
  perPage = 2;
  date = NOW;
  /** Answers instead of the list; `undefined`: the list. */
  instead: (request: PageRequest) => PageAnswer | Error | undefined = () => undefined;

  constructor(events: readonly Listed[] | Partial<Record<'web' | 'git', readonly Listed[]>>) {
    this.lists = Array.isArray(events) ? { web: events, git: events } : (events as ListedEvents['lists']);
  }

  async read(request: PageRequest, _: Allowance, signal: AbortSignal): Promise<PageAnswer> {
    signal.throwIfAborted();
    this.requests.push(request);
    const other = this.instead(request);
    if (other instanceof Error) throw other;
    return other ?? this.page(request);
  }

  page({ feed, order: way, after, createdFrom }: PageRequest): PageAnswer {
    const sorted = [...(this.lists[feed] ?? [])].sort(order);
    const list = (way === 'asc' ? sorted : sorted.reverse()).filter(
      ({ ts, createdAt = ts }) => createdFrom === undefined || createdAt >= createdFrom,
    );
    const from = after === undefined ? undefined : sorted.find((event) => cursorOf(event) === after);
    const begin =
      from === undefined ? 0 : list.filter((event) => (way === 'asc' ? 1 : -1) * order(event, from) <= 0).length;
    const shown = list.slice(begin, begin + this.perPage);
    const last = shown.at(-1);
    const next = last !== undefined && begin + this.perPage < list.length ? cursorOf(last) : undefined;
    return { kind: 'page', page: { elements: shown.map(elementOf), next, date: this.date } };
  }

  /** The positions of the pages that were read in ascending order, as ids of the events that their cursors stand on. */
  get cursorsUsed(): readonly (string | undefined)[] {
    return this.requests
      .filter((request) => request.order === 'asc')
      .map(({ after }) => (after === undefined ? undefined : Buffer.from(after, 'base64').toString().split('|')[1]));
  }
}

export { cursorOf };

export const RULES: FeedRules = {
  overlapMs: HOUR / 4,
  reconcileEveryMs: 24 * HOUR,
  reconcileWindowMs: 24 * HOUR,
  maxPages: 1_000,
  retentionMs: 180 * 24 * HOUR,
  dedupeId: ['_document_id'],
  redact: (raw) => raw,
  run: '7.1',
  deliveredTo: 0,
};

export const frontier = (claim: number, more: Partial<Frontier> = {}): Frontier => ({
  ...{ claim, completedAt: NOW - HOUR, sweep: null },
  ...more,
});

export function feedAt(claim: number, more: Partial<Feed> = {}): Feed {
  return {
    ...{
      generation: 1,
      begin: 0,
      tail: frontier(claim),
      deep: frontier(claim - HOUR),
      marks: [],
      seen: new Uint8Array(0),
      gaps: [],
    },
    ...more,
  };
}

/** As the opening of a run finds it. */
export function startAt(feed: Feed, log: ListedEvents, list: readonly Listed[] = log.lists.web ?? []): FeedStart {
  const newest = [...list].sort(order).at(-1)?.ts ?? null;
  const probe: Probe = { head: newest, newest, date: log.date };
  const answer = log.page({ feed: 'web', order: 'desc', after: undefined, createdFrom: undefined });
  const page = answer.kind === 'page' ? answer.page : undefined;
  return { feed, probe, shown: page?.elements ?? [], more: page?.next !== undefined };
}

export const SHARE = {
  deadlineAt: Number.POSITIVE_INFINITY,
  reserve: 0,
  usedUp: 'max-pages' as const,
  hasPage: () => true,
  takePage: () => {},
};
