/**
 * The part of the job summary that says what happened in the organization: a chart over time and the most frequent actions.
 * Everyone who can read the repository can read it, so that actions are named only when the workflow asks for it.
 */
import type { Activity } from '../../collector/activity.ts';
import { renderInstant, renderNumber, renderSpan, renderTable } from './markdown.ts';

/** Blocks of the longest bar. */
const BAR_LENGTH = 30;
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** Bars of text: nobody documents that a job summary draws Mermaid's charts. */
export function renderTimes({ buckets, bucketMs, longAgo, inTheFuture }: Activity): string | undefined {
  const most = Math.max(0, ...buckets.map(({ events }) => events));
  const rows = buckets.map(({ from, events }) => [renderMinute(from), renderNumber(events), renderBar(events / most)]);
  if (longAgo > 0) rows.unshift(['long before', renderNumber(longAgo), '']);
  if (inTheFuture > 0) rows.push(['in the future', renderNumber(inTheFuture), '']);
  if (rows.length === 0) return undefined;
  const head = ['From (UTC)', 'Events', `each line is ${renderSpan(bucketMs / 1000).replace(/ 0 [a-z]+$/, '')}`];
  return `### Events over time\n\n${renderTable(head, rows, (row) => row)}`;
}

export function renderActions(
  { actions, kinds, others, buckets, longAgo, inTheFuture }: Activity,
  { namesActions, show }: { readonly namesActions: boolean; readonly show: (text: string) => string },
): string | undefined {
  const total = buckets.reduce((sum, { events }) => sum + events, longAgo + inTheFuture);
  if (total === 0) return undefined;
  const share = (events: number) => renderShare(events / total);
  if (!namesActions) {
    const first = actions.slice(0, 5).reduce((sum, { events }) => sum + events, 0);
    const counted =
      kinds > 5
        ? `${renderNumber(kinds)} different ones; the most frequent is ${share(actions[0]?.events ?? 0)} of the events, the first five are ${share(first)}.`
        : `${renderNumber(kinds)} different ${kinds === 1 ? 'one' : 'ones'}.`;
    return `### Actions\n\n${counted} Set summary-actions to true to see their names here.`;
  }
  const rows = actions.map(({ name, events }) => [show(name), renderNumber(events), share(events)]);
  const told = actions.reduce((sum, { events }) => sum + events, 0);
  if (kinds > actions.length) {
    const rest = total - told - others;
    rows.push([`${renderNumber(kinds - actions.length)} others`, renderNumber(rest), share(rest)]);
  }
  if (others > 0) rows.push(['not told apart', renderNumber(others), share(others)]);
  return `### Actions\n\n${renderTable(['Action', 'Events', 'Share'], rows, (row) => row)}`;
}

/** `2026-11-22 09:40` */
function renderMinute(at: number): string {
  return renderInstant(at).slice(0, 16).replace('T', ' ');
}

/** Whatever is there is seen, however little. */
function renderBar(share: number): string {
  const eighths = share > 0 ? Math.max(1, Math.round(share * BAR_LENGTH * 8)) : 0;
  return '█'.repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? '');
}

function renderShare(share: number): string {
  return share > 0 && share < 0.01 ? 'under 1 %' : `${Math.round(share * 100)} %`;
}
