/** The folded part of the job summary: figures of the run, of its sink, of each feed, and the list of what it left. */
import type { FeedReport, Report, UploadedArtifact } from '../../collector/report.ts';
import { FEEDS } from '../../model/feed.ts';
import { NOT_ACCEPTED_REASONS, type NotAcceptedReason } from '../../model/sink-counts.ts';
import {
  renderDetails,
  renderList,
  renderNumber,
  renderSize,
  renderSpan,
  renderTable,
  renderTime,
} from './markdown.ts';
import { addressOf, type FactsFrame, serverTimeOf } from './summary-facts.ts';

/** Of a run that delivers in many commits the last ones: each names the one before it. */
const MANIFESTS_MAX = 20;

type Row = readonly [string, string];

export function renderFigures(report: Report): string {
  const { lagSeconds, latenessMs, rateLimitRemaining } = report;
  const rows: Row[] = [['Caught up', renderCaughtUp(report)]];
  if (!report.caughtUp && lagSeconds !== undefined) rows.push(['Behind', renderSpan(lagSeconds)]);
  rows.push(
    ['Read again and skipped, because they are delivered', renderNumber(report.duplicates)],
    ['Requests', renderRequests(report)],
    ['Pages', renderNumber(report.pages)],
    ['Requests left this hour', rateLimitRemaining === undefined ? 'unknown' : renderNumber(rateLimitRemaining)],
  );
  if (report.deadLetters > 0) rows.push(['Entries that are not valid events', renderNumber(report.deadLetters)]);
  if (report.archive !== undefined) rows.push(['Objects in the archive', renderNumber(report.archive.keys.length)]);
  if (latenessMs !== undefined) rows.push(['Latest late event', `at most ${renderSpan(latenessMs / 1000)} late`]);
  return renderDetails(
    'Figures of this run',
    renderTable(['', ''], rows, (row) => row),
  );
}

function renderRequests({ requests, retries }: { readonly requests: number; readonly retries: number }): string {
  return retries === 0 ? renderNumber(requests) : `${renderNumber(requests)}, ${renderNumber(retries)} of them retries`;
}

/** Whether everything was read, and if not, since when: the last time that each feed was, of those that are not now. */
function renderCaughtUp(report: Report): string {
  if (report.caughtUp) return 'yes';
  const behind = FEEDS.flatMap((name) => report.feeds[name] ?? []).filter((feed) => !feed.caughtUp);
  const [first] = behind.map(({ completedAt }) => completedAt ?? 0).sort((a, b) => a - b);
  if (first === undefined) return 'no';
  return first === 0 ? 'no, not yet' : `no, last on ${renderTime(first, serverTimeOf(report))}`;
}

const NOT_ACCEPTED: Readonly<Record<NotAcceptedReason, string>> = {
  'too-old': 'Not sent: older than the sink accepts',
  'too-new': 'Not sent: further in the future than the sink accepts',
  'too-large': 'Too large for the sink',
  rejected: 'Rejected by the sink',
};

/** Kept apart from the files, a digest proves later that they are those of this run. */
export function renderManifests({ manifests, heads }: Report): string | undefined {
  const earlier = heads.filter((head) => !manifests.some(({ sha256 }) => sha256 === head));
  const rows: readonly Row[] = [
    ...manifests.map(({ name, sha256 }) => [name, sha256] as const),
    ...earlier.map((sha256) => ['Newest manifest of an earlier run', sha256] as const),
  ];
  if (rows.length === 0) return undefined;
  const table = renderTable(['Manifest', 'SHA-256'], rows.slice(-MANIFESTS_MAX), (row) => row);
  return renderDetails('Manifests', table);
}

export function renderSink({ sink }: Report): string | undefined {
  if (sink === undefined) return undefined;
  const rows: readonly Row[] = [
    ['Events acknowledged', renderNumber(sink.acknowledged)],
    ...NOT_ACCEPTED_REASONS.filter((reason) => sink.notAccepted[reason] > 0).map(
      (reason): Row => [NOT_ACCEPTED[reason], renderNumber(sink.notAccepted[reason])],
    ),
    ['Requests', renderRequests(sink)],
  ];
  return renderDetails(
    `Sink ${sink.name}`,
    renderTable(['', ''], rows, (row) => row),
  );
}

export function renderFeeds(report: Report): string | undefined {
  const names = FEEDS.filter((name) => report.feeds[name] !== undefined);
  if (names.length === 0) return undefined;
  const head = ['Feed', 'Caught up', 'Events', 'Complete up to', 'Ids remembered'];
  const now = serverTimeOf(report);
  return renderDetails(
    'Feeds',
    renderTable(head, names, (name) => [name, ...renderFeed(report.feeds[name], now)]),
  );
}

function renderFeed(feed: FeedReport | undefined, now: number | undefined): readonly string[] {
  if (feed === undefined) return [];
  return [
    feed.caughtUp ? 'yes' : 'not yet',
    renderNumber(feed.events),
    renderTime(feed.watermark, now),
    renderNumber(feed.remembered),
  ];
}

/** A single one is named above already. */
export function renderArtifacts(report: Report, { runUrl, show }: FactsFrame): string | undefined {
  if (report.artifacts.length > 1) {
    const renderArtifact = ({ id, name, sizeBytes }: UploadedArtifact) => {
      const address = addressOf(runUrl, id);
      return [address === undefined ? show(name) : `[${show(name)}](${address})`, renderSize(sizeBytes)];
    };
    return renderDetails('Artifacts', renderTable(['Name', 'Size'], report.artifacts, renderArtifact));
  }
  if (report.artifacts.length === 1 || report.files.length < 2) return undefined;
  return renderDetails('Files', renderList(report.files, show));
}
