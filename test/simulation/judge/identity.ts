/** I4: a run by another `dedupe-id` than that of its position says from when on events can come again, before any does. */
import type { Report } from '../../../src/collector/report.ts';
import { FEEDS } from '../../../src/model/feed.ts';
import { type Plan, setupAt } from '../plan.ts';
import type { Process } from '../process.ts';
import type { Position } from './copies.ts';
import { Violation } from './verdict.ts';

const PATHS = { id: '_document_id', content: 'nowhere' } as const;

export function checkIdentity(
  report: Report,
  { process, served }: { readonly process: Process; readonly served: readonly Position[] },
  plan: Plan,
): void {
  const now = PATHS[setupAt(plan, process.likeRun, process.startedAt).dedupeBy];
  const highest = Math.max(...served.map(({ checkpoint }) => checkpoint.generation));
  const newest = served.filter(({ checkpoint }) => checkpoint.generation === highest);
  // Of two runs at once that were set up in different ways, either may be the one to go by.
  const isChanged = newest.length > 0 && newest.every(({ checkpoint }) => (checkpoint.dedupeId ?? now) !== now);
  if (!isChanged || Object.keys(report.feeds).length === 0) return;
  const said = report.incidents.find((text) => text.includes('dedupe-id is'));
  for (const name of FEEDS) {
    const floors = served.flatMap(({ checkpoint }) => checkpoint.feeds[name]?.deep.claim ?? []);
    if (floors.length === 0 || said?.includes(`${name} from ${new Date(Math.max(...floors)).toISOString()}`)) continue;
    throw new Violation(
      'I4',
      `${process.name} goes by another dedupe-id, and does not say what it may repeat of ${name}`,
    );
  }
}
