/** The four facts that a reader of the job summary looks for first, one line each. */
import type { Report } from '../../collector/report.ts';
import { FEEDS } from '../../model/feed.ts';
import { renderCount, renderSize, renderSpan, renderTime, type Show } from './markdown.ts';
import { judge } from './verdict.ts';

export interface FactsFrame {
  readonly runUrl: string | undefined;
  readonly show: Show;
}

export function renderFacts(report: Report, frame: FactsFrame): string {
  const facts: readonly (readonly [string, string])[] = [
    ['Delivered', renderDelivered(report, frame.show)],
    ['Complete up to', renderCompleteUpTo(report)],
    ['Next step', renderNextStep(report, frame.show)],
    report.artifacts.length === 0
      ? ['Files', renderFiles(report, frame.show)]
      : ['Artifact', renderArtifact(report, frame)],
  ];
  return facts.map(([label, value]) => `- **${label}:** ${value}`).join('\n');
}

function renderDelivered(report: Report, show: Show): string {
  const { events, sink, archive, window } = report;
  if (events === 0) return 'no new events';
  const now = serverTimeOf(report);
  const times = window === undefined ? '' : `, ${renderTime(window.from, now)} to ${renderTime(window.to, now)}`;
  const where = sink === undefined ? '' : `, sink ${show(sink.name)}`;
  const kept = archive === undefined ? '' : `, archive ${show(archive.name)}`;
  return `${renderCount(events, 'event')}${times}${where}${kept}`;
}

/**
 * A run that read everything is still complete only up to `overlap` before the newest event, because GitHub can show
 * earlier events later: the summary says so, so that nobody mistakes it for a delay.
 */
function renderCompleteUpTo(report: Report): string {
  const { watermark, lagSeconds, caughtUp } = report;
  if (watermark === undefined) return 'unknown: this run has no position';
  const now = serverTimeOf(report);
  const ago = now === undefined || lagSeconds === undefined ? '' : `, ${renderSpan((now - watermark) / 1000)} ago`;
  const why = caughtUp ? ' (newer events are delivered; the next run checks for late ones)' : '';
  return `${renderTime(watermark, now)}${ago}${why}`;
}

/**
 * The server's clock when the feeds were last read; `undefined` when it is not known. A run that read everything has no lag,
 * however long ago its newest event is.
 */
export function serverTimeOf({ watermark, lagSeconds, caughtUp, feeds }: Report): number | undefined {
  if (watermark === undefined || lagSeconds === undefined) return undefined;
  if (!caughtUp) return watermark + lagSeconds * 1000;
  const completed = FEEDS.flatMap((name) => feeds[name]?.completedAt ?? []);
  return completed.length === 0 ? undefined : Math.max(...completed);
}

function renderNextStep(report: Report, show: Show): string {
  const { advice } = judge(report);
  if (advice !== undefined) return show(advice);
  return report.coldStart
    ? 'none. No saved position was found, so this run started at `since`: expected on the first run'
    : 'none';
}

function renderArtifact({ artifacts }: Report, { runUrl, show }: FactsFrame): string {
  const [first] = artifacts;
  if (first === undefined) return 'none';
  const size = renderSize(artifacts.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0));
  if (artifacts.length > 1) return `${renderCount(artifacts.length, 'artifact')}, ${size}, listed below`;
  const address = addressOf(runUrl, first.id);
  return address === undefined ? `${show(first.name)}, ${size}` : `[${show(first.name)}](${address}), ${size}`;
}

/** Where a browser downloads an artifact of this run; `undefined` where the address of the run is not known for certain. */
export function addressOf(runUrl: string | undefined, id: number): string | undefined {
  const isAddress = runUrl !== undefined && /^https?:\/\/[^\s()<>|]+$/.test(runUrl);
  return isAddress ? `${runUrl}/artifacts/${id}` : undefined;
}

function renderFiles({ files }: Report, show: Show): string {
  const [first] = files;
  if (first === undefined) return 'none';
  return files.length === 1 ? show(first) : `${renderCount(files.length, 'file')}, listed below`;
}
