/**
 * The job summary, from the report. One glance answers four questions: what was delivered, up to when it is complete,
 * what to do, where the events are. The rest is folded. Nothing is shown unescaped and no list is shown without end:
 * GitHub drops a summary above 1 MiB completely.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits
 */
import type { Report } from '../../collector/report.ts';
import type { Gap } from '../../model/checkpoint.ts';
import { FEEDS } from '../../model/feed.ts';
import type { Target } from '../../model/target.ts';
import type { Redact } from '../inputs/secrets.ts';
import { escapeText, renderList, renderTime, type Show } from './markdown.ts';
import { renderActions, renderChart, renderTimes } from './summary-activity.ts';
import { renderArtifacts, renderFeeds, renderFigures, renderManifests, renderSink } from './summary-details.ts';
import { renderFacts } from './summary-facts.ts';
import { judge } from './verdict.ts';

export interface SummaryFrame {
  readonly target: Target;
  /** Address of the workflow run, for links to its artifacts; `undefined` outside a workflow. */
  readonly runUrl: string | undefined;
  /** The runner masks nothing in a summary. */
  readonly redact: Redact;
  /** Whether frequent actions are named, and not only counted. */
  readonly namesActions: boolean;
}

/** The summary as Markdown, far below 900 KB whatever the volume. */
export function renderSummary(report: Report, { target, runUrl, redact, namesActions }: SummaryFrame): string {
  // Before escaping, which would hide a secret from the redactor, and after, for what escaping leaves alone.
  const show: Show = (text) => escapeText(redact(text));
  const sections = [
    renderVerdict(report, target, show),
    renderFacts(report, { runUrl, show }),
    renderGaps(report),
    renderIncidents(report, show),
    renderChart(report.activity),
    renderTimes(report.activity),
    renderActions(report.activity, { namesActions, show }),
    renderFigures(report),
    renderSink(report),
    renderFeeds(report),
    renderArtifacts(report, { runUrl, show }),
    renderManifests(report),
  ];
  return redact(`${sections.filter((section) => section !== undefined).join('\n\n')}\n`);
}

function renderVerdict(report: Report, target: Target, show: Show): string {
  const { mark, headline, sentence } = judge(report);
  return `## ${mark} ${KINDS[target.kind]} ${show(target.name)}: ${show(headline)}\n\n${show(sentence)}`;
}

const KINDS: Readonly<Record<Target['kind'], string>> = { organization: 'Organization', enterprise: 'Enterprise' };

const GAP_REASONS: Readonly<Record<Gap['kind'], string>> = {
  retention: 'GitHub no longer keeps these events',
  'state-lost': 'the saved position was lost',
  reset: 'the position was moved past them with `mode: reset`',
  capacity: '`dedupe-capacity` was too small to look for late events',
};

function renderGaps(report: Report): string | undefined {
  if (report.gaps.length === 0) return undefined;
  const renderGap = (gap: Gap) => {
    const feeds = FEEDS.filter((name) => report.feeds[name]?.gaps.some((other) => isSame(gap, other)));
    const whose = feeds.length === 0 ? '' : `${feeds.join(' and ')}: `;
    const certainty = gap.certain ? 'missing' : 'possibly missing';
    return `${whose}${renderTime(gap.from)} to ${renderTime(gap.to)}, ${certainty}: ${GAP_REASONS[gap.kind]}`;
  };
  return `### Gaps\n\n${renderList(report.gaps, renderGap)}`;
}

function isSame(a: Gap, b: Gap): boolean {
  return a.from === b.from && a.to === b.to && a.kind === b.kind && a.certain === b.certain;
}

function renderIncidents(report: Report, show: Show): string | undefined {
  if (report.incidents.length === 0) return undefined;
  return `### Incidents\n\n${renderList(report.incidents, show)}`;
}
