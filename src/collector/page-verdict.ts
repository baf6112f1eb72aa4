/**
 * What a page says about its list: that it goes on, that it has ended, or that it cannot be believed. An end is believed
 * only where the list has shown everything that the probe of this run showed, because behind an end that is believed too
 * early events stay hidden. Pure.
 */
import { assert } from '../model/assert.ts';
import type { Frontier } from '../model/checkpoint.ts';
import type { Page } from '../source/page.ts';
import type { Pass } from './pass.ts';
import { DATE_STEP_MS } from './retention.ts';
import { type Probe, reachedHead } from './sweep.ts';

export interface ListFacts {
  readonly frontier: Frontier;
  readonly probe: Probe;
  readonly retentionMs: number;
}

export type PageVerdict =
  | { readonly kind: 'goes-on'; readonly next: string }
  | { readonly kind: 'ended' }
  /** Before its newest event. */
  | { readonly kind: 'ended-early' }
  /** `created:` keeps events out that belong to it. */
  | { readonly kind: 'net-hides' };

/** After the elements of the page were counted in by the pass. */
export function judgePage(pass: Pass, page: Page, facts: ListFacts): PageVerdict {
  const edge = page.date + DATE_STEP_MS - facts.retentionMs;
  const misses = (upTo: number) => pass.netCheck?.misses({ edge, upTo }) === true;
  if (misses(pass.lastTs ?? 0)) return { kind: 'net-hides' };
  if (page.next !== undefined) return { kind: 'goes-on', next: page.next };
  const isIncomplete = misses(Number.POSITIVE_INFINITY);
  if (isEnd(pass, page, facts)) return { kind: isIncomplete ? 'net-hides' : 'ended' };
  // The filter can hide the newest event; a lost Link header is likelier, so it is tried first.
  return { kind: isIncomplete && pass.failures > 0 ? 'net-hides' : 'ended-early' };
}

/** It has to reach the head, unless that has expired or lies below the claim, where the filter leaves it out. */
function isEnd({ opened, lastTs }: Pass, { date }: Page, { frontier, probe, retentionMs }: ListFacts): boolean {
  const { sweep, claim } = frontier;
  assert(sweep !== null, 'a pass belongs to an open sweep');
  const edge = Math.max(date - retentionMs, claim);
  const newest = opened ? probe.newest : null;
  return reachedHead(sweep, lastTs, edge) && reachedHead({ ...sweep, head: newest }, lastTs, edge);
}

/** Whether the first page of a narrow net reaches the claim: events that the net can hide are wanted. */
export function isTooNarrow({ net, after }: Pass, { elements, next }: Page, { frontier, probe }: ListFacts): boolean {
  const { claim } = frontier;
  const isWanted = probe.newest !== null && probe.newest >= claim;
  const reaches = next === undefined || elements.some(({ ts }) => ts !== undefined && ts >= claim);
  return net.isNarrow && after === undefined && isWanted && reaches;
}
