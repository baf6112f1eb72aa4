/**
 * The position of one feed as it would be if everything read so far were delivered. It runs ahead of what is delivered, and
 * its claims only grow; it becomes the position when everything that it claims was delivered and saved.
 */
import { assert } from '../model/assert.ts';
import type { Feed, Frontier, Gap, Mark, Position, Sweep } from '../model/checkpoint.ts';
import { uniteMarks } from '../model/claims.ts';
import { uniteGaps } from '../model/gaps.ts';
import {
  claimAfter,
  continuesFrom,
  type FrontierName,
  floorAfterTail,
  openSweep,
  type Probe,
  readsFrom,
  retreatFrom,
  type Start,
  skippedAfter,
  startOf,
} from './sweep.ts';

export interface DraftRules {
  readonly overlapMs: number;
  readonly reconcileWindowMs: number;
}

/** A pass whose last cursor was of no use. */
export interface LedNowhere {
  readonly after: string | undefined;
  /** Where the pass began. */
  readonly from: Start;
  /** Nothing was read: it is the cursor that the pass began with. */
  readonly untouched: boolean;
  /** Everything from there on was read up to here; `null`: nothing was. */
  readonly readTo: number | null;
  /** GitHub does not accept it; otherwise it is a list that ended too early. */
  readonly refused: boolean;
}

export class FeedDraft {
  readonly #rules: DraftRules;
  #feed: Feed;
  #freshMarks: Mark[] = [];
  #refused: readonly Mark[];

  constructor(feed: Feed, rules: DraftRules) {
    this.#feed = feed;
    this.#rules = rules;
    this.#refused = feed.refused ?? [];
  }

  /** `seen` lacks the ids that are on their way. */
  get feed(): Feed {
    const { refused: _, ...feed } = this.#feed;
    return { ...feed, marks: this.#marks, ...(this.#refused.length === 0 ? {} : { refused: this.#refused }) };
  }

  frontier(name: FrontierName): Frontier {
    return this.#feed[name];
  }

  get floor(): number {
    return this.#feed.deep.claim;
  }

  /** What was delivered and saved. */
  committed(feed: Feed): void {
    this.#feed = feed;
    this.#freshMarks = [];
    this.#refused = feed.refused ?? [];
  }

  /** The sweep to work on, and where its first pass begins. */
  open(name: FrontierName, probe: Probe): { readonly fresh: boolean; readonly start: Start } {
    const { sweep, fresh } = openSweep(this.#feed[name], probe);
    this.#move(name, { sweep });
    const start = startOf(this.#feed[name], this.#marks);
    if (fresh) this.#move(name, { sweep: { ...sweep, from: readsFrom(this.#feed[name].claim, start) } });
    return { fresh, start };
  }

  /** Everything up to the position was read. */
  moveTo(name: FrontierName, position: Position): void {
    const sweep = this.#sweep(name);
    this.#freshMarks.push({ ts: position.ts, after: position.after });
    this.#claim(name, position.ts);
    this.#move(name, { sweep: { ...sweep, position } });
  }

  /** The list was read to its end. */
  end(name: FrontierName, lastTs: number | null): void {
    const { openedAt } = this.#sweep(name);
    this.#claim(name, lastTs);
    this.#move(name, { completedAt: Math.max(this.#feed[name].completedAt ?? 0, openedAt), sweep: null });
  }

  /**
   * A cursor led nowhere: the position or a mark, never both. Returns where the next pass begins. `failures`: cursors
   * in a row of which that is true.
   */
  startAgain(name: FrontierName, led: LedNowhere, failures: number): Start {
    const sweep = this.#sweep(name);
    const { position } = sweep;
    if (led.untouched && led.from.kind === 'mark') {
      this.#forget(led.from);
      return this.#begin(name, startOf(this.#feed[name], this.#marks, skippedAfter(failures)), led.readTo);
    }
    if (position !== null && (led.after === position.after || failures > 1)) {
      if (led.after === position.after && led.refused) this.#forget(position);
      const retreat = retreatFrom(this.#feed[name], this.#marks, skippedAfter(failures));
      this.#move(name, { sweep: { ...sweep, position: retreat ?? null } });
    }
    const skipped = position === null ? skippedAfter(failures) : 0;
    return this.#begin(name, startOf(this.#feed[name], this.#marks, skipped), led.readTo);
  }

  /** The filter hid something: from the claim on, without it, and what was read through it proves nothing. */
  startUnfiltered(name: FrontierName): Start {
    this.#move(name, { sweep: { ...this.#sweep(name), position: null, net: 'none' } });
    return this.#begin(name, startOf(this.#feed[name], this.#marks), null);
  }

  /** The narrow net of a cold start led to the claim at once. */
  widen(name: FrontierName): void {
    this.#move(name, { sweep: { ...this.#sweep(name), net: 'wide' } });
  }

  /** A page came for this cursor: if it was refused before, it is not any more. */
  works(after: string | undefined): void {
    this.#refused = this.#refused.filter((mark) => mark.after !== after);
  }

  noteGap(gap: Gap): void {
    this.#feed = { ...this.#feed, gaps: uniteGaps(this.#feed.gaps, [gap]) };
  }

  /** Something between the floor and this sweep expired unread, so that it is no deep sweep. */
  forgetFrom(name: FrontierName): void {
    const { from: _, ...sweep } = this.#sweep(name);
    this.#move(name, { sweep });
  }

  /** What was read under one head stays one stretch: where a pass begins behind a hole, the stretch begins there as well. */
  #begin(name: FrontierName, start: Start, readTo: number | null): Start {
    const sweep = this.#sweep(name);
    if (sweep.from === undefined) return start;
    const from = continuesFrom(sweep.from, { from: readsFrom(this.#feed[name].claim, start), readTo });
    this.#move(name, { sweep: { ...sweep, from } });
    return start;
  }

  #claim(name: FrontierName, lastTs: number | null): void {
    const { tail, deep } = this.#feed;
    if (name === 'tail') {
      this.#move('tail', { claim: claimAfter(tail, lastTs, this.#rules.overlapMs) });
      this.#move('deep', { claim: floorAfterTail(this.#feed, lastTs, this.#rules.reconcileWindowMs) });
      return;
    }
    const floor = Math.min(claimAfter(deep, lastTs, this.#rules.reconcileWindowMs), tail.claim);
    this.#move('deep', { claim: Math.max(deep.claim, floor) });
  }

  #forget({ ts, after }: Mark): void {
    this.#refused = uniteMarks(this.#refused, [{ ts, after }]);
  }

  get #marks(): readonly Mark[] {
    const refused = new Set(this.#refused.map(({ after }) => after));
    return uniteMarks(this.#feed.marks, this.#freshMarks).filter(({ after }) => !refused.has(after));
  }

  #sweep(name: FrontierName): Sweep {
    const { sweep } = this.#feed[name];
    assert(sweep !== null, 'a pass belongs to an open sweep');
    return sweep;
  }

  #move(name: FrontierName, change: Partial<Frontier>): void {
    this.#feed = { ...this.#feed, [name]: { ...this.#feed[name], ...change } };
  }
}
