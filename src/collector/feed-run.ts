/**
 * One feed during one run: reads pages of its tail and of its deep sweep and decides which events are new and when a list
 * has ended. What it has read moves the draft of the position, which becomes the position only when everything that it
 * claims was delivered and `committed` is called with what was really saved.
 */
import type { Feed, Gap } from '../model/checkpoint.ts';
import { UpstreamError } from '../model/errors.ts';
import type { AuditEvent } from '../model/event.ts';
import type { FeedName } from '../model/feed.ts';
import type { SeenRecord } from '../model/seen.ts';
import type { AuditLog, Page, PageAnswer } from '../source/page.ts';
import type { PageElement } from '../source/page-element.ts';
import type { Share } from './budget.ts';
import { FeedDraft } from './feed-draft.ts';
import { NetCheck } from './net-check.ts';
import { NewEvents } from './new-events.ts';
import { isTooNarrow, judgePage, type ListFacts } from './page-verdict.ts';
import { beginPass, type IdentityRules, type Pass, standsOn } from './pass.ts';
import { type RetentionRules, retentionGaps } from './retention.ts';
import { deepIsDue, type FrontierName, netOf, type Probe, pagesOfADay, readsFrom, type Start } from './sweep.ts';

/** Beginnings in one run of a sweep that gets no farther; the last of them failing means that it never will. */
const STARTS_MAX = 7;

export interface FeedRules extends RetentionRules, IdentityRules {
  readonly overlapMs: number;
  readonly reconcileEveryMs: number;
  readonly maxPages: number;
}

/** What reading one page came to. */
export type Step =
  | { readonly kind: 'page'; readonly fresh: readonly AuditEvent[]; readonly ended: boolean }
  | { readonly kind: 'started-again'; readonly why: 'cursor' | 'net' | 'narrow' }
  | Extract<PageAnswer, { kind: 'stopped' }>;

/** What a pass inherits from the one before it. */
type Course = Pick<Pass, 'opened' | 'failures' | 'farthest'>;

/** Where a run finds a feed. */
export interface FeedStart {
  readonly feed: Feed;
  readonly probe: Probe;
  /** The elements that the probe showed: the list has to show them too. */
  readonly shown: readonly PageElement[];
  /** The list goes on beyond them. */
  readonly more: boolean;
}

export class FeedRun {
  readonly name: FeedName;
  readonly probe: Probe;
  /** In the order in which they were found; they may touch. */
  readonly gapsFound: Gap[] = [];
  /** Of the events that only a deep sweep found: the most that one can have been late. */
  latenessMs: number | undefined;
  /** The list of the tail was read to its end in this run. */
  caughtUp = false;
  /** The server's clock at the last answer. */
  date: number;
  readonly #shown: readonly PageElement[];
  readonly #isBusy: boolean;
  readonly #rules: FeedRules;
  readonly #events: NewEvents;
  #pages = 0;
  readonly #draft: FeedDraft;
  readonly #passes: { [name in FrontierName]?: Pass } = {};
  /** A sweep that this run opened is closed: one is enough, however short `reconcile-every` is. */
  readonly #done = { tail: false, deep: false };

  constructor(name: FeedName, { feed, probe, shown, more }: FeedStart, rules: FeedRules) {
    this.name = name;
    this.probe = probe;
    this.date = probe.date;
    this.#shown = shown;
    // The day before the claim must not cost more than half of a run.
    this.#isBusy = more && pagesOfADay(shown) > rules.maxPages / 2;
    this.#draft = new FeedDraft(feed, rules);
    this.#events = new NewEvents(feed.seen, rules);
    this.#rules = rules;
  }

  get counts(): NewEvents['counts'] & { readonly pages: number } {
    return { ...this.#events.counts, pages: this.#pages };
  }

  /** The position as it would be if everything read so far were delivered; `seen` lacks the ids of `pending`. */
  get draft(): Feed {
    return this.#draft.feed;
  }

  /** The claim of the tail as it would be if everything read so far were delivered. */
  get watermark(): number {
    return this.#draft.frontier('tail').claim;
  }

  get pending(): readonly SeenRecord[] {
    return this.#events.pending;
  }

  get remembered(): number {
    return this.#events.remembered;
  }

  deepIsDue(): boolean {
    return deepIsDue(this.#draft.frontier('deep'), this.probe.date, this.#rules.reconcileEveryMs);
  }

  /** Whether there is nothing more to read; a tail that was resumed is followed by a fresh one. */
  isDone(name: FrontierName): boolean {
    return this.#done[name] || (name === 'deep' && !this.deepIsDue());
  }

  /** What was delivered and saved is now the position, and its ids are remembered. */
  committed(feed: Feed): void {
    this.#draft.committed(feed);
    this.#events.committed(feed);
  }

  async read(
    name: FrontierName,
    using: { readonly auditLog: AuditLog; readonly share: Share },
    signal: AbortSignal,
  ): Promise<Step> {
    this.#passes[name] ??= this.#open(name);
    const pass = this.#passes[name];
    if (pass.over === 'net-hides') return this.#startUnfiltered(name, pass);
    if (pass.over === 'ended-early') return this.#startAgain(name, pass, { refused: false });
    const { after, net } = pass;
    const answer = await using.auditLog.read(
      { feed: this.name, order: 'asc', after, createdFrom: after === undefined ? net.first : net.later },
      using.share,
      signal,
    );
    switch (answer.kind) {
      case 'stopped':
        return answer;
      case 'cursor-refused':
        return this.#startAgain(name, pass, { refused: true });
      case 'page':
        using.share.takePage();
        this.#pages++;
        return this.#absorb(name, pass, answer.page);
    }
  }

  #open(name: FrontierName): Pass {
    const { fresh, start } = this.#draft.open(name, this.probe);
    return this.#begin(name, start, { opened: fresh, failures: 0, farthest: null });
  }

  #begin(name: FrontierName, start: Start, { opened, failures, farthest }: Course): Pass {
    const frontier = this.#draft.frontier(name);
    const { dedupeId } = this.#rules;
    const from = readsFrom(frontier.claim, start);
    return beginPass(start, {
      opened,
      failures,
      farthest,
      net: netOf(frontier, { start, date: this.probe.date, isBusy: this.#isBusy }),
      netCheck: frontier.sweep?.net === 'none' ? undefined : new NetCheck(this.#shown, from, dedupeId),
    });
  }

  #startUnfiltered(name: FrontierName, pass: Pass): Step {
    this.#passes[name] = this.#begin(name, this.#draft.startUnfiltered(name), pass);
    return { kind: 'started-again', why: 'net' };
  }

  /** Drops the cursor that led nowhere and starts again, keeping the head and everything that was read. */
  #startAgain(name: FrontierName, pass: Pass, { refused }: { readonly refused: boolean }): Step {
    const failures = pass.failures + 1;
    if (failures >= STARTS_MAX) {
      throw new UpstreamError(`the ${this.name} feed ended ${STARTS_MAX} times before its own newest event`, {
        hint: 'Either GitHub or a proxy on the way shortens the list. Nothing was skipped: run again; see docs/troubleshooting.md#list-ends-early.',
      });
    }
    const { after, start: from, untouched, opened, farthest, lastTs } = pass;
    const led = { after, from, untouched, refused: refused || untouched, readTo: lastTs };
    const start = this.#draft.startAgain(name, led, failures);
    this.#passes[name] = this.#begin(name, start, { opened, failures, farthest });
    return { kind: 'started-again', why: 'cursor' };
  }

  #absorb(name: FrontierName, pass: Pass, page: Page): Step {
    this.date = page.date;
    if (page.elements.length > 0) this.#draft.works(pass.after);
    const first = page.elements.find((element) => element.ts !== undefined)?.ts;
    if (first !== undefined && pass.lastTs !== null && first < pass.lastTs)
      return this.#startAgain(name, pass, { refused: false });
    if (isTooNarrow(pass, page, this.#facts(name))) {
      this.#draft.widen(name);
      this.#passes[name] = this.#begin(name, pass.start, pass);
      return { kind: 'started-again', why: 'narrow' };
    }
    this.#noteGaps(name, pass, page.date);
    if (page.elements.length > 0) pass.untouched = false;
    const fresh = this.#events.of(page, pass, this.#draft.floor);
    if (name === 'deep') this.#noteLateness(fresh);
    if (pass.lastTs !== null && pass.lastTs > (pass.farthest ?? -1)) {
      pass.farthest = pass.lastTs;
      pass.failures = 0;
    }
    pass.netCheck?.meet(page.elements);
    const verdict = judgePage(pass, page, this.#facts(name));
    if (verdict.kind === 'goes-on') this.#goOn(name, pass, { page, next: verdict.next });
    else if (verdict.kind === 'ended') this.#endOfList(name, pass);
    // Before anything is claimed, but not at once: the events of this page have to be delivered first, and starting again can fail.
    else pass.over = verdict.kind;
    return { kind: 'page', fresh, ended: verdict.kind === 'ended' };
  }

  #facts(name: FrontierName): ListFacts {
    return { frontier: this.#draft.frontier(name), probe: this.probe, retentionMs: this.#rules.retentionMs };
  }

  #goOn(name: FrontierName, pass: Pass, { page, next }: { readonly page: Page; readonly next: string }): void {
    pass.after = next;
    const ts = standsOn(next, page.elements.at(-1), pass.lastTs);
    if (ts === undefined) return;
    if (ts !== pass.lastTs) pass.copies.clear();
    pass.lastTs = ts;
    this.#draft.moveTo(name, { ts, after: next, copies: Object.fromEntries(pass.copies) });
  }

  #endOfList(name: FrontierName, pass: Pass): void {
    this.#draft.end(name, pass.lastTs);
    delete this.#passes[name];
    if (pass.opened) this.#done[name] = true;
    if (name === 'tail') this.caughtUp = true;
  }

  #noteGaps(frontier: FrontierName, pass: Pass, date: number): void {
    const [{ lastTs }, { feed }] = [pass, this.#draft];
    const isNoDeepSweep = retentionGaps(feed, { frontier: 'deep', lastTs, date }, this.#rules).length > 0;
    if (frontier === 'tail' && isNoDeepSweep) this.#draft.forgetFrom('tail');
    for (const gap of retentionGaps(feed, { frontier, lastTs, date }, this.#rules)) {
      this.gapsFound.push(gap);
      this.#draft.noteGap(gap);
    }
  }

  #noteLateness(fresh: readonly AuditEvent[]): void {
    for (const { ts } of fresh) {
      if (ts < this.watermark) this.latenessMs = Math.max(this.latenessMs ?? 0, this.probe.date - ts);
    }
  }
}
