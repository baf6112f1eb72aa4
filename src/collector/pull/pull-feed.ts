/**
 * One feed during one pull: reads it in the requested order and keeps, of its events, those in the range. A list ends
 * the pull of a feed only once it has left the range, or has come to the event that the other end of the list shows; a
 * cursor that leads nowhere begins again, and nothing that was kept is kept a second time.
 */
import { sharedIds } from '../../dedupe/shared-ids.ts';
import { assert } from '../../model/assert.ts';
import type { Gap } from '../../model/checkpoint.ts';
import { UpstreamError } from '../../model/errors.ts';
import type { AuditEvent } from '../../model/event.ts';
import type { FeedName } from '../../model/feed.ts';
import type { AuditLog, Page, PageAnswer } from '../../source/page.ts';
import type { PageElement } from '../../source/page-element.ts';
import type { Share } from '../budget.ts';
import { NetCheck } from '../net-check.ts';
import { type IdentityRules, identify, type Pass } from '../pass.ts';
import { isBefore, isPast, isWithin, netOf, type PullRange } from './pull-range.ts';

/** As many beginnings of one list as a sweep has. */
const STARTS_MAX = 7;

export interface PullFeedRules extends IdentityRules {
  readonly range: PullRange;
  readonly retentionMs: number;
  readonly run: string;
  /** Where the list that is read backwards begins; `null`: it has no event. */
  readonly end: ListEnd | null;
  /** The server's clock at the opening. */
  readonly date: number;
}

export interface ListEnd {
  readonly ts: number;
  /** What the first page shows of that timestamp. */
  readonly shown: readonly PageElement[];
}

type Stopped = Extract<PageAnswer, { kind: 'stopped' }>;

export class PullFeed {
  readonly name: FeedName;
  readonly counts = { kept: 0, repeated: 0, pages: 0, starts: 1 };
  readonly gaps: Gap[] = [];
  /** Everything of the range in this feed was read. */
  isDone: boolean;
  readonly #rules: PullFeedRules;
  /** Read and not yet delivered, in the order of the list. */
  #kept: AuditEvent[] = [];
  #taken = 0;
  /** How far the list was read, and which events were kept at that very instant. */
  #readTo: { readonly ts: number; readonly keys: Set<string> } | undefined;
  readonly #deadLetters = new Set<string>();
  #after: string | undefined;
  #pass: Pick<Pass, 'lastTs' | 'copies' | 'texts'> = newPass();
  /** What is still to be met at the end of the list, in this pass. */
  #atEnd: NetCheck;
  #net: ReturnType<typeof netOf>;

  constructor(name: FeedName, rules: PullFeedRules) {
    this.name = name;
    this.#rules = rules;
    this.#net = netOf(rules.range, null);
    this.#atEnd = this.#expectEnd();
    const { range, end, date } = rules;
    const edge = date - rules.retentionMs;
    if (range.since < edge) this.#addGap(range.since, Math.min(edge, range.until));
    // The other end of the list lies before the range: there is nothing in it.
    this.isDone = end === null || (range.order === 'asc' ? end.ts < range.since : end.ts >= range.until);
  }

  /** How far the list was read: everything of the range before that instant, in its order, was kept. */
  get readTo(): number {
    const { range } = this.#rules;
    return this.#readTo?.ts ?? (range.order === 'asc' ? range.since : range.until);
  }

  /** The next event that nothing of this feed can come before any more; `undefined` until more is read, or when done. */
  get next(): AuditEvent | undefined {
    const event = this.#kept[this.#taken];
    if (event === undefined || this.isDone) return event;
    return isBefore(event.ts, this.readTo, this.#rules.range.order) ? event : undefined;
  }

  take(): AuditEvent {
    const event = this.#kept[this.#taken];
    assert(event !== undefined, 'only what exists is taken');
    this.#taken += 1;
    return event;
  }

  /** One page; `undefined` when it was read, or when the list begins again. */
  async read(auditLog: AuditLog, share: Share, signal: AbortSignal): Promise<Stopped | undefined> {
    const { order } = this.#rules.range;
    const request = { feed: this.name, order, after: this.#after, ...this.#net };
    const answer = await auditLog.read(request, share, signal);
    if (answer.kind === 'stopped') return answer;
    if (answer.kind === 'cursor-refused') {
      this.#beginAgain();
      return undefined;
    }
    share.takePage();
    this.counts.pages += 1;
    this.#absorb(answer.page);
    return undefined;
  }

  #absorb(page: Page): void {
    const { range, dedupeId, redact } = this.#rules;
    const first = page.elements.find(({ ts }) => ts !== undefined)?.ts;
    const { lastTs } = this.#pass;
    if (first !== undefined && lastTs !== null && isBefore(first, lastTs, range.order)) {
      this.#beginAgain();
      return;
    }
    const shared = sharedIds(page.elements, dedupeId);
    this.#atEnd.meet(page.elements);
    this.#kept = this.#kept.slice(this.#taken);
    this.#taken = 0;
    for (const [index, element] of page.elements.entries()) {
      const ts = element.ts ?? this.#stampOf(page, index);
      if (element.ts !== undefined && isPast(ts, range)) {
        this.#readTo = { ts, keys: new Set() };
        this.isDone = true;
        return;
      }
      const event = identify(element, { ts, shared, dedupeId, redact }, this.#pass);
      if (isWithin(ts, range)) this.#keep(event, element.ts !== undefined);
    }
    this.#after = page.next;
    if (page.next === undefined) this.#endOfList(page);
  }

  /**
   * An element without a timestamp of its own lies between its neighbours; it is kept when either can be in the range.
   */
  #stampOf({ elements, date }: Page, index: number): number {
    const next = elements.slice(index).find(({ ts }) => ts !== undefined)?.ts;
    const { range } = this.#rules;
    const candidates = [this.#pass.lastTs, next, range.openEnded ? Math.min(date, range.until - 1) : undefined];
    const within = candidates.find((ts) => ts !== null && ts !== undefined && isWithin(ts, range));
    return within ?? next ?? this.#pass.lastTs ?? range.since;
  }

  #keep(event: AuditEvent, hasOwnTs: boolean): void {
    if (this.#isRepeated(event, hasOwnTs)) {
      this.counts.repeated += 1;
      return;
    }
    this.counts.kept += 1;
    this.#kept.push(event);
  }

  /** Also remembers it. Only at the instant that was read last it is not clear from the order what was met before. */
  #isRepeated({ ts, key }: AuditEvent, hasOwnTs: boolean): boolean {
    if (!hasOwnTs) {
      const known = this.#deadLetters.has(key);
      this.#deadLetters.add(key);
      return known;
    }
    const { order } = this.#rules.range;
    if (this.#readTo !== undefined && isBefore(ts, this.#readTo.ts, order)) return true;
    if (this.#readTo?.ts !== ts) this.#readTo = { ts, keys: new Set() };
    const known = this.#readTo.keys.has(key);
    this.#readTo.keys.add(key);
    return known;
  }

  /** Believed once the list has shown all that its other end shows, or when that has expired meanwhile. */
  #endOfList({ date }: Page): void {
    const { end, range, retentionMs } = this.#rules;
    const { lastTs } = this.#pass;
    assert(end !== null, 'a feed without an event is not read');
    // Of several events of one timestamp the list can be cut between them.
    const isMet = !this.#atEnd.misses({ edge: Number.NEGATIVE_INFINITY, upTo: Number.POSITIVE_INFINITY });
    const reached = lastTs !== null && (isBefore(end.ts, lastTs, range.order) || (lastTs === end.ts && isMet));
    const edge = date + 1_000 - retentionMs;
    if (!reached && end.ts >= edge) {
      this.#beginAgain();
      return;
    }
    if (!reached && isWithin(end.ts, range)) this.#addGap(end.ts, Math.min(edge, range.until));
    this.isDone = true;
  }

  #expectEnd(): NetCheck {
    const { end, dedupeId } = this.#rules;
    return new NetCheck(end?.shown ?? [], Number.NEGATIVE_INFINITY, dedupeId);
  }

  #beginAgain(): void {
    if (this.counts.starts >= STARTS_MAX) {
      throw new UpstreamError(`the ${this.name} feed ended ${STARTS_MAX} times before the end of its own list`, {
        hint: 'Either GitHub or a proxy on the way shortens the list: pull again; see docs/troubleshooting.md#list-ends-early.',
      });
    }
    this.counts.starts += 1;
    this.#after = undefined;
    this.#pass = newPass();
    this.#atEnd = this.#expectEnd();
    this.#net = netOf(this.#rules.range, this.#readTo?.ts ?? null);
  }

  #addGap(from: number, to: number): void {
    this.gaps.push({ from, to, kind: 'retention', certain: true, run: this.#rules.run });
  }
}

function newPass(): Pick<Pass, 'lastTs' | 'copies' | 'texts'> {
  return { lastTs: null, copies: new Map(), texts: new Map() };
}
