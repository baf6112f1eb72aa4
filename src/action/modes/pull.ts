/** `pull`: one range of time, ad hoc. No position is read and none is saved. */

import { ActivityCount } from '../../collector/activity.ts';
import { deadLetterError, notAcceptedError } from '../../collector/conclude.ts';
import type { DeliveryResult } from '../../collector/delivery.ts';
import { pull as pullRange } from '../../collector/pull/pull.ts';
import type { Pulled } from '../../collector/pull/pull-job.ts';
import type { Report } from '../../collector/report.ts';
import { describeError } from '../../model/errors.ts';
import type { Usage } from '../../source/page.ts';
import { composePull } from '../compose.ts';
import { identityOf } from '../compose-position.ts';
import { runUrlOf } from '../inputs/environment.ts';
import type { Situation } from '../place.ts';
import { renderNumber, renderSize } from '../report/markdown.ts';
import { renderOutputs } from '../report/outputs.ts';
import type { Outcome } from '../report/statement.ts';

export async function pull(situation: Situation, signal: AbortSignal): Promise<Outcome> {
  const { settings, environment } = situation;
  const ports = await composePull(situation, signal);
  const pulled = await pullRange(ports, { settings, identity: identityOf(situation) }, signal);
  const { result } = ports.delivery;
  const error = pulled.error ?? deadLetterError(pulled.counts.deadLetters) ?? notAcceptedError(result.sink, settings);
  const report = { ...reportOf(pulled, result, ports.auditLog.usage), error: error && describeError(error) };
  const { kind, name } = settings.target;
  const how = pulled.error === undefined ? 'complete' : 'NOT COMPLETE';
  return {
    statement: {
      mark: report.incidents.length === 0 ? '✅' : '⚠️',
      headline: `Pull from the audit log of ${kind} ${name}: ${how}`,
      sentences: [],
      warned: report.incidents,
      facts: factsOf(pulled, report),
    },
    outputs: renderOutputs(report, runUrlOf(environment)),
    error: report.error,
  };
}

function factsOf({ range, reached, error }: Pulled, report: Report): Outcome['statement']['facts'] {
  const requested = range === undefined ? 'not known' : `${iso(range.since)} to ${iso(range.until)}, ${range.order}`;
  const piece =
    range === undefined || reached === undefined
      ? 'nothing'
      : range.order === 'asc'
        ? `${iso(range.since)} to ${iso(reached)}`
        : `${iso(error === undefined ? reached : reached + 1)} to ${iso(range.until)}`;
  return [
    ['Requested range', requested],
    ['Delivered', piece],
    ['Events', renderNumber(report.events)],
    ['Unusable events', renderNumber(report.deadLetters)],
    ['Requests', `${renderNumber(report.requests)}, of them ${renderNumber(report.retries)} repeated`],
    ...report.manifests.map(({ name, sha256 }) => ['Manifest', `${name}, SHA-256 ${sha256}`] as const),
    ...report.artifacts.map(({ name, sizeBytes }) => ['Artifact', `${name}, ${renderSize(sizeBytes)}`] as const),
    ...(report.archive === undefined
      ? []
      : [['Archive', `${renderNumber(report.archive.keys.length)} objects in ${report.archive.name}`] as const]),
    ...report.files.map((path) => ['File', path] as const),
  ];
}

/** In the shape of the outputs. A pull has no position; its watermark is how far the delivered piece goes. */
function reportOf(pulled: Pulled, delivery: DeliveryResult, usage: Usage): Report {
  const { range, reached, feeds, counts, stopReason, incidents, error } = pulled;
  return {
    events: counts.events,
    duplicates: feeds.reduce((sum, feed) => sum + feed.counts.repeated, 0),
    deadLetters: counts.deadLetters,
    requests: usage.requests,
    retries: usage.retries,
    pages: feeds.reduce((sum, feed) => sum + feed.counts.pages, 0),
    caughtUp: error === undefined,
    stopReason,
    watermark: range?.order === 'asc' ? reached : error === undefined ? range?.until : undefined,
    lagSeconds: undefined,
    gaps: feeds.flatMap((feed) => feed.gaps),
    coldStart: false,
    files: delivery.files,
    page: delivery.page,
    manifests: delivery.manifests,
    heads: delivery.manifests.map(({ sha256 }) => sha256),
    artifacts: delivery.artifacts,
    rateLimitRemaining: usage.rateLimitRemaining,
    window: undefined,
    activity: new ActivityCount(0).activity,
    latenessMs: undefined,
    sink: delivery.sink,
    archive: delivery.archive,
    feeds: {},
    incidents,
    error: error === undefined ? undefined : describeError(error),
  };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
