/**
 * One feed during one run: reads pages of its tail and of its deep sweep, decides which events are new and moves the
 * draft of its position. The draft runs ahead of what is delivered; it becomes the position only when everything that it
 * claims was delivered and `committed` is called with what was really saved.
 */
import { DeliveredIds } from '../dedupe/delivered-ids.ts';
import { sharedIds } from '../dedupe/shared-ids.ts';
import { assert } from '../model/assert.ts';
import type { Feed, Frontier, Gap, Mark, Position } from '../model/checkpoint.ts';
import { uniteGaps, uniteMarks } from '../model/claims.ts';
import { UpstreamError } from '../model/errors.ts';
import type { AuditEvent } from '../model/event.ts';
import type { FeedName } from '../model/feed.ts';
import type { SeenRecord } from '../model/seen.ts';
import type { AuditLog, Page, PageAnswer } from '../source/page.ts';
import type { Share } from './budget.ts';
import { beginPass, type IdentityRules, identify, type Pass, stampsOf, standsOn } from './pass.ts';
import { type RetentionRules, retentionGap } from './retention.ts';
import { claimAfter, deepIsDue, type FrontierName, openSweep, type Probe, reachedHead, retreatFrom } from './sweep.ts';

/** Beginnings of one sweep in one run; the last of them failing means that the list never reaches its own newest event. */
const STARTS_MAX = 7;

export interface FeedRules extends RetentionRules, IdentityRules {
  readonly overlapMs: number;
  readonly reconcileEveryMs: number;
}

/** What reading one page came to. */
export type Step =
  | { readonly kind: 'page'; readonly fresh: readonly AuditEvent[]; readonly ended: boolean }
  | { readonly kind: 'started-again' }
  | Extract<PageAnswer, { kind: 'stopped' }>;

export class FeedRun {
  readonly name: FeedName;
  readonly probe: Probe;
  readonly counts = { fresh: 0, duplicates: 0, pages: 0, sharedIds: 0 };
  readonly gapsFound: Gap[] = [];
  /** Of the events that only a deep sweep found: the most that one can have been late. */
  latenessMs: number | undefined;
  caughtUp = false;
  /** A deep sweep that this run opened is closed: one is enough, however short `reconcile-every` is. */
  #deepDone = false;

  readonly #rules: FeedRules;
  readonly #ids: DeliveredIds;
  #feed: Feed;
  #passes: { [name in FrontierName]?: Pass } = {};
  #freshMarks: Mark[] = [];

  constructor(name: FeedName, start: { readonly feed: Feed; readonly probe: Probe }, rules: FeedRules) {
    this.name = name;
    this.probe = start.probe;
    this.#feed = start.feed;
    this.#ids = new DeliveredIds(start.feed.seen);
    this.#rules = rules;
  }

  /** The position as it would be if everything read so far were delivered; `seen` lacks the ids of `pending`. */
  get draft(): Feed {
    return { ...this.#feed, marks: uniteMarks(this.#feed.marks, this.#freshMarks) };
  }

  /** The claim of the tail as it would be if everything read so far were delivered. */
  get watermark(): number {
    return this.#feed.tail.claim;
  }

  get pending(): readonly SeenRecord[] {
    return this.#ids.pending;
  }

  get remembered(): number {
    return this.#ids.size;
  }

  deepIsDue(): boolean {
    return deepIsDue(this.#feed, this.probe.date, this.#rules.reconcileEveryMs);
  }

  /** Whether there is more to read; a tail that was resumed is followed by a fresh one. */
  isDone(name: FrontierName): boolean {
    return name === 'tail' ? this.caughtUp : this.#deepDone || !this.deepIsDue();
  }

  /** What was delivered and saved is now the position, and its ids are remembered. */
  committed(feed: Feed): void {
    this.#feed = feed;
    this.#freshMarks = [];
    this.#ids.committed();
  }

  async read(
    name: FrontierName,
    using: { readonly auditLog: AuditLog; readonly share: Share },
    signal: AbortSignal,
  ): Promise<Step> {
    this.#passes[name] ??= this.#open(name);
    const pass = this.#passes[name];
    if (pass.endedEarly) return this.#startAgain(name, pass);
    const { after, createdFrom } = pass;
    const answer = await using.auditLog.read(
      { feed: this.name, order: 'asc', after, createdFrom },
      using.share,
      signal,
    );
    switch (answer.kind) {
      case 'stopped':
        return answer;
      case 'cursor-refused':
        return this.#startAgain(name, pass);
      case 'page':
        using.share.takePage();
        this.counts.pages++;
        return this.#absorb(name, pass, answer.page);
    }
  }

  #open(name: FrontierName): Pass {
    const { sweep, fresh } = openSweep(this.#feed[name], this.probe);
    this.#move(name, { sweep });
    return beginPass(this.#feed[name], this.draft.marks, { opened: fresh, starts: 1, retreated: false });
  }

  /** Forgets the cursor that led nowhere (a mark or the position, never both) and begins again, keeping the head and all read. */
  #startAgain(name: FrontierName, pass: Pass): Step {
    if (pass.starts >= STARTS_MAX) {
      throw new UpstreamError(`the ${this.name} feed ended ${STARTS_MAX} times before its own newest event`, {
        hint: 'GitHub or a proxy between shortens the list. Nothing was skipped: run again; see docs/troubleshooting.md#list-ends-early.',
      });
    }
    const { sweep } = this.#feed[name];
    assert(sweep !== null, 'a pass belongs to an open sweep');
    const { position } = sweep;
    const atMark = pass.untouched && pass.startedFrom === 'mark';
    const mayRetreat = !atMark && !(pass.untouched && pass.retreated);
    const retreat = mayRetreat ? retreatFrom(this.#feed[name], this.draft.marks) : undefined;
    if (position !== null && !atMark) {
      this.#freshMarks = this.#freshMarks.filter((mark) => mark.after !== position.after);
      this.#move(name, { sweep: { ...sweep, position: retreat ?? null } });
    } else if (pass.startedFrom === 'mark') {
      this.#freshMarks = [];
      this.#feed = { ...this.#feed, marks: [] };
    }
    const again = { opened: pass.opened, starts: pass.starts + 1, retreated: retreat !== undefined };
    this.#passes[name] = beginPass(this.#feed[name], this.draft.marks, again);
    return { kind: 'started-again' };
  }

  #absorb(name: FrontierName, pass: Pass, page: Page): Step {
    const first = page.elements.find((element) => element.ts !== undefined)?.ts;
    if (first !== undefined && pass.lastTs !== null && first < pass.lastTs) return this.#startAgain(name, pass);
    this.#noteGap(name, pass, page.date);
    pass.untouched = false;
    const fresh: AuditEvent[] = [];
    const { dedupeId, redact } = this.#rules;
    const [stamps, shared] = [stampsOf(page), sharedIds(page.elements, dedupeId)];
    for (const [index, element] of page.elements.entries()) {
      const ts = stamps[index] ?? page.date;
      const event = identify(element, { ts, shared, dedupeId, redact }, pass);
      if (this.#isNew(event, element.ts !== undefined)) {
        this.#ids.add(event);
        this.#noteLateness(name, event);
        if (event.sharesId === true) this.counts.sharedIds++;
        fresh.push(event);
      }
    }
    this.counts.fresh += fresh.length;
    return page.next === undefined
      ? this.#endOfList(name, pass, { page, fresh })
      : this.#goOn(name, pass, { page, next: page.next, fresh });
  }

  #goOn(
    name: FrontierName,
    pass: Pass,
    { page, next, fresh }: { readonly page: Page; readonly next: string; readonly fresh: readonly AuditEvent[] },
  ): Step {
    pass.after = next;
    const ts = standsOn(next, page.elements.at(-1), pass.lastTs);
    if (ts !== undefined) {
      if (ts !== pass.lastTs) pass.copies = new Map();
      pass.lastTs = ts;
      this.#moveTo(name, { ts, after: next, copies: Object.fromEntries(pass.copies) });
    }
    return { kind: 'page', fresh, ended: false };
  }

  #moveTo(name: FrontierName, position: Position): void {
    const { sweep } = this.#feed[name];
    assert(sweep !== null, 'a pass belongs to an open sweep');
    this.#freshMarks.push({ ts: position.ts, after: position.after });
    this.#move(name, { claim: this.#claim(name, position.ts), sweep: { ...sweep, position } });
  }

  #endOfList(
    name: FrontierName,
    pass: Pass,
    { page, fresh }: { readonly page: Page; readonly fresh: readonly AuditEvent[] },
  ): Step {
    const { sweep, completedAt, claim: claimed } = this.#feed[name];
    assert(sweep !== null, 'a pass belongs to an open sweep');
    const edge = Math.max(page.date - this.#rules.retentionMs, claimed);
    const newest = pass.opened ? this.probe.newest : null;
    if (!reachedHead(sweep, pass.lastTs, edge) || !reachedHead({ ...sweep, head: newest }, pass.lastTs, edge)) {
      // Not at once: what this page brought has to leave first, and beginning again may fail.
      pass.endedEarly = true;
      return { kind: 'page', fresh, ended: false };
    }
    const claim = this.#claim(name, pass.lastTs);
    this.#move(name, { claim, completedAt: Math.max(completedAt ?? 0, sweep.openedAt), sweep: null });
    delete this.#passes[name];
    if (pass.opened && name === 'tail') this.caughtUp = true;
    if (pass.opened && name === 'deep') this.#deepDone = true;
    return { kind: 'page', fresh, ended: true };
  }

  #claim(name: FrontierName, lastTs: number | null): number {
    const { tail, deep } = this.#feed;
    if (name === 'tail') return claimAfter(tail, lastTs, this.#rules.overlapMs);
    const floor = Math.min(claimAfter(deep, lastTs, this.#rules.reconcileWindowMs), tail.claim);
    return Math.max(deep.claim, floor);
  }

  #move(name: FrontierName, change: Partial<Frontier>): void {
    this.#feed = { ...this.#feed, [name]: { ...this.#feed[name], ...change } };
  }

  #isNew(event: AuditEvent, isTimed: boolean): boolean {
    if (event.ts < this.#feed.deep.claim) return false;
    const known = this.#ids.has(event, isTimed);
    if (known) this.counts.duplicates++;
    return !known;
  }

  #noteGap(frontier: FrontierName, pass: Pass, date: number): void {
    const gap = retentionGap(this.#feed, { frontier, lastTs: pass.lastTs, date }, this.#rules);
    if (gap === undefined) return;
    this.gapsFound.push(gap);
    this.#feed = { ...this.#feed, gaps: uniteGaps(this.#feed.gaps, [gap]) };
  }

  #noteLateness(name: FrontierName, event: AuditEvent): void {
    if (name === 'tail' || event.ts >= this.#feed.tail.claim) return;
    this.latenessMs = Math.max(this.latenessMs ?? 0, this.probe.date - event.ts);
  }
}
