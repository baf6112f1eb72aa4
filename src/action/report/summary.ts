/**
 * The job summary, from the report. It answers at a glance: did it work, is anything missing, what is to be done; the
 * figures follow. Nothing is shown unescaped and no list is shown without end: GitHub drops a summary above 1 MiB whole.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits
 */
import type { FeedReport, Report, UploadedArtifact } from '../../collector/report.ts';
import type { Gap } from '../../model/checkpoint.ts';
import { FEEDS } from '../../model/feed.ts';
import type { SetAsideReason } from '../../model/sink-counts.ts';
import { SET_ASIDE_REASONS } from '../../model/sink-counts.ts';
import type { Target } from '../../model/target.ts';
import type { Redact } from '../inputs/secrets.ts';
import {
  escapeText,
  renderInstant,
  renderList,
  renderNumber,
  renderSize,
  renderSpan,
  renderTable,
} from './markdown.ts';
import { renderActions, renderTimes } from './summary-activity.ts';
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
  const show = (text: string) => escapeText(redact(text));
  const sections = [
    renderVerdict(report, target, show),
    renderFigures(report),
    renderGaps(report, show),
    renderIncidents(report, show),
    renderTimes(report.activity),
    renderActions(report.activity, { namesActions, show }),
    renderSink(report),
    renderFeeds(report),
    renderArtifacts(report, runUrl, show),
  ];
  return redact(`${sections.filter((section) => section !== undefined).join('\n\n')}\n`);
}

type Show = (text: string) => string;

function renderVerdict(report: Report, target: Target, show: Show): string {
  const { mark, headline, sentence, advice } = judge(report);
  const lines = [`## ${mark} Audit log of ${target.kind} ${show(target.name)}: ${show(headline)}`, show(sentence)];
  if (advice !== undefined) lines.push(`**What to do:** ${show(advice)}`);
  if (report.coldStart) {
    lines.push('No earlier position was found: this run began a new one. After a first run that is as it should be.');
  }
  return lines.join('\n\n');
}

function renderFigures(report: Report): string {
  const { window, lagSeconds, latenessMs, rateLimitRemaining } = report;
  const rows: (readonly [string, string])[] = [
    ['Caught up', renderCaughtUp(report)],
    ['Behind', lagSeconds === undefined ? '—' : renderSpan(lagSeconds)],
    ['Complete up to (watermark)', renderInstant(report.watermark)],
    ['Events delivered', renderNumber(report.events)],
    [
      'First and last of them',
      window === undefined ? '—' : `${renderInstant(window.from)} to ${renderInstant(window.to)}`,
    ],
    ['Duplicates suppressed', renderNumber(report.duplicates)],
    ['Requests', `${renderNumber(report.requests)}, of them ${renderNumber(report.retries)} repeated`],
    ['Pages', renderNumber(report.pages)],
    ['Left of the hourly budget', rateLimitRemaining === undefined ? 'not told' : renderNumber(rateLimitRemaining)],
  ];
  if (report.deadLetters > 0) rows.push(['Unusable events', renderNumber(report.deadLetters)]);
  if (latenessMs !== undefined)
    rows.push(['Latest event that a deep sweep found', `${renderSpan(latenessMs / 1000)} late at most`]);
  return renderTable(['This run', ''], rows, (row) => row);
}

/** Whether everything was read, and if not, since when: the last time that each feed was, of those that are not now. */
function renderCaughtUp({ caughtUp, feeds }: Report): string {
  if (caughtUp) return 'yes';
  const behind = FEEDS.flatMap((name) => feeds[name] ?? []).filter((feed) => !feed.caughtUp);
  const [first] = behind.map(({ completedAt }) => completedAt ?? 0).sort((a, b) => a - b);
  if (first === undefined) return 'no';
  return first === 0 ? 'no, not once yet' : `no, not since ${renderInstant(first)}`;
}

const SET_ASIDE: Readonly<Record<SetAsideReason, string>> = {
  'too-old': 'Not sent: too old for it',
  'too-new': 'Not sent: too far in the future for it',
  'too-large': 'Larger than it takes them',
  rejected: 'Refused by it',
};

function renderSink({ sink }: Report): string | undefined {
  if (sink === undefined) return undefined;
  const rows: (readonly [string, string])[] = [
    ['Events acknowledged', renderNumber(sink.acknowledged)],
    ...SET_ASIDE_REASONS.filter((reason) => sink.setAside[reason] > 0).map(
      (reason) => [SET_ASIDE[reason], renderNumber(sink.setAside[reason])] as const,
    ),
    ['Requests', `${renderNumber(sink.requests)}, of them ${renderNumber(sink.retries)} repeated`],
  ];
  return renderTable([`Sink ${sink.name}`, ''], rows, (row) => row);
}

function renderFeeds(report: Report): string | undefined {
  const names = FEEDS.filter((name) => report.feeds[name] !== undefined);
  if (names.length === 0) return undefined;
  const head = [
    'Feed',
    'Caught up',
    'Events',
    'Duplicates',
    'Complete up to',
    'Last read to its end',
    'Ids remembered',
  ];
  return `### Feeds\n\n${renderTable(head, names, (name) => [name, ...renderFeed(report.feeds[name])])}`;
}

function renderFeed(feed: FeedReport | undefined): readonly string[] {
  if (feed === undefined) return [];
  return [
    feed.caughtUp ? 'yes' : 'not yet',
    renderNumber(feed.events),
    renderNumber(feed.duplicates),
    renderInstant(feed.watermark),
    feed.completedAt === undefined ? 'never' : renderInstant(feed.completedAt),
    renderNumber(feed.remembered),
  ];
}

const GAP_REASONS: Readonly<Record<Gap['kind'], string>> = {
  retention: 'GitHub no longer keeps them',
  'state-lost': 'the saved position was lost',
  reset: 'somebody moved the position past them with `mode: reset`',
  capacity: 'dedupe-capacity was too small to look for late ones',
};

function renderGaps(report: Report, show: Show): string | undefined {
  if (report.gaps.length === 0) return undefined;
  const renderGap = (gap: Gap) => [
    FEEDS.filter((name) => report.feeds[name]?.gaps.some((other) => isSame(gap, other))).join(', ') || '—',
    renderInstant(gap.from),
    renderInstant(gap.to),
    gap.certain ? 'certainly' : 'possibly',
    show(GAP_REASONS[gap.kind]),
  ];
  return `### Gaps\n\n${renderTable(['Feed', 'From', 'To (exclusive)', 'Missing', 'Because'], report.gaps, renderGap)}`;
}

function isSame(a: Gap, b: Gap): boolean {
  return a.from === b.from && a.to === b.to && a.kind === b.kind && a.certain === b.certain;
}

function renderIncidents(report: Report, show: Show): string | undefined {
  if (report.incidents.length === 0) return undefined;
  return `### Out of the ordinary, and what it cost\n\n${renderList(report.incidents, show)}`;
}

function renderArtifacts(report: Report, runUrl: string | undefined, show: Show): string | undefined {
  if (report.artifacts.length > 0) {
    const hasLinks = runUrl !== undefined && /^https?:\/\/[^\s()<>|]+$/.test(runUrl);
    const renderArtifact = ({ id, name, sizeBytes }: UploadedArtifact) => [
      show(name),
      renderSize(sizeBytes),
      hasLinks ? `[${id}](${runUrl}/artifacts/${id})` : String(id),
    ];
    return `### Artifacts\n\n${renderTable(['Name', 'Size', 'Id'], report.artifacts, renderArtifact)}`;
  }
  if (report.files.length === 0) return undefined;
  return `### Files\n\n${renderList(report.files, show)}`;
}
