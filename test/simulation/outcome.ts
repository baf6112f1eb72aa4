/** The result of a history, and how the end of a run is written. */
import type { Report } from '../../src/collector/report.ts';
import type { FaultKind } from './faults.ts';
import { renderInstant } from './story.ts';

export interface Outcome {
  readonly violation: { readonly invariant: string; readonly message: string } | undefined;
  readonly story: readonly string[];
  readonly runs: number;
  readonly calls: number;
  readonly events: number;
  readonly deliveries: number;
  readonly duplicates: number;
  readonly late: number;
  readonly faults: ReadonlyMap<FaultKind, number>;
}

export function renderReport({ error, events, caughtUp, stopReason, watermark, gaps }: Report): string {
  const end = error === undefined ? 'succeeded' : `failed (${error.message})`;
  const upTo = watermark === undefined ? 'no position' : `complete up to ${renderInstant(watermark)}`;
  return `${end}: ${events} events, ${caughtUp ? 'caught up' : stopReason}, ${upTo}${gaps.length > 0 ? `, ${gaps.length} gaps` : ''}`;
}
