/**
 * The part of the job summary that says what happened in the organization: a chart over time and the most frequent
 * actions. Everyone who can read the repository can read it, so actions are named only when the workflow sets
 * `summary-actions`.
 */
import type { Activity } from '../../collector/activity.ts';
import { renderDetails, renderNumber, renderSpan, renderTable, renderTime } from './markdown.ts';

/** A chart that GitHub draws itself: https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/creating-diagrams */
export function renderChart({ buckets, bucketMs }: Activity): string | undefined {
  const [first] = buckets;
  if (first === undefined || buckets.length < 2) return undefined;
  const shown = buckets.slice(0, CHART_BARS_MAX);
  const unit = UNITS.find(({ ms }) => bucketMs % ms === 0) ?? LAST_UNIT;
  return [
    '```mermaid',
    '---',
    'config:',
    '  xyChart:',
    '    width: 800',
    '    height: 240',
    '  themeVariables:',
    '    xyChart:',
    '      plotColorPalette: "#0969da"',
    '---',
    'xychart-beta',
    `  x-axis "${unit.name} since ${renderTime(first.from)}" 0 --> ${((shown.length - 1) * bucketMs) / unit.ms}`,
    `  y-axis "Events" 0 --> ${Math.max(...shown.map(({ events }) => events))}`,
    `  bar [${shown.map(({ events }) => events).join(', ')}]`,
    '```',
  ].join('\n');
}

const CHART_BARS_MAX = 50;
const LAST_UNIT = { name: 'Minutes', ms: 60_000 };
const UNITS = [{ name: 'Days', ms: 86_400_000 }, { name: 'Hours', ms: 3_600_000 }, LAST_UNIT];

/** The same in numbers, for those who cannot see the chart. */
export function renderTimes({ buckets, bucketMs, longAgo, inTheFuture }: Activity): string | undefined {
  const rows = buckets.map(({ from, events }) => [renderTime(from), renderNumber(events)]);
  if (longAgo > 0) rows.unshift(['earlier', renderNumber(longAgo)]);
  if (inTheFuture > 0) rows.push(['in the future', renderNumber(inTheFuture)]);
  if (rows.length === 0) return undefined;
  const head = [`${renderSpan(bucketMs / 1000).replace(/ 0 [a-z]+$/, '')} from`, 'Events'];
  return renderDetails(
    'Events over time as a table',
    renderTable(head, rows, (row) => row),
  );
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
        ? `${renderNumber(kinds)} different actions; the most frequent is ${share(actions[0]?.events ?? 0)} of the events, the first five are ${share(first)}.`
        : `${renderNumber(kinds)} different ${kinds === 1 ? 'action' : 'actions'}.`;
    return renderDetails('Actions', `${counted} Set \`summary-actions: true\` to see their names here.`);
  }
  const rows = actions.map(({ name, events }) => [show(name), renderNumber(events), share(events)]);
  const named = actions.reduce((sum, { events }) => sum + events, 0);
  if (kinds > actions.length) {
    const rest = total - named - others;
    rows.push([`${renderNumber(kinds - actions.length)} others`, renderNumber(rest), share(rest)]);
  }
  if (others > 0) rows.push(['not distinguished', renderNumber(others), share(others)]);
  return renderDetails(
    'Actions',
    renderTable(['Action', 'Events', 'Share'], rows, (row) => row),
  );
}

function renderShare(share: number): string {
  return share > 0 && share < 0.01 ? 'under 1 %' : `${Math.round(share * 100)} %`;
}
