/**
 * The outputs of the step, from the report. All of them are written by every run, also by one that failed before it read, so that a
 * later step never reads an output of nothing; what is not known is empty, never a number that stands for it.
 */
import type { Report } from '../../collector/report.ts';
import { OUTPUTS, type OutputName } from './output-table.ts';

/**
 * The value of each output.
 * @param runUrl Address of the running workflow run, `https://github.com/OWNER/REPO/actions/runs/ID`, if there is one.
 */
export function renderOutputs(report: Report, runUrl: string | undefined): Readonly<Record<OutputName, string>> {
  const lastArtifact = report.artifacts.at(-1);
  return {
    events: String(report.events),
    duplicates: String(report.duplicates),
    'dead-letters': String(report.deadLetters),
    requests: String(report.requests),
    'caught-up': String(report.caughtUp),
    'stop-reason': stopReasonOf(report),
    watermark: report.watermark === undefined ? '' : new Date(report.watermark).toISOString(),
    'lag-seconds': renderInteger(report.lagSeconds),
    'lateness-seconds': renderInteger(report.latenessMs === undefined ? undefined : report.latenessMs / 1000),
    gap: String(report.gaps.length > 0),
    'cold-start': String(report.coldStart),
    'sink-acknowledged': renderInteger(report.sink?.acknowledged),
    'sink-too-old': renderInteger(report.sink?.notAccepted['too-old']),
    'sink-too-new': renderInteger(report.sink?.notAccepted['too-new']),
    'sink-too-large': renderInteger(report.sink?.notAccepted['too-large']),
    'sink-rejected': renderInteger(report.sink?.notAccepted.rejected),
    files: report.files.join('\n'),
    report: report.page ?? '',
    'artifact-names': report.artifacts.map(({ name }) => name).join('\n'),
    'artifact-ids': report.artifacts.map(({ id }) => id).join('\n'),
    'artifact-url': lastArtifact === undefined || runUrl === undefined ? '' : `${runUrl}/artifacts/${lastArtifact.id}`,
    'archive-objects': report.archive?.keys.join('\n') ?? '',
    'manifest-sha256': report.heads.join('\n'),
    'rate-limit-remaining': renderInteger(report.rateLimitRemaining),
  };
}

/** A run that failed before it had read everything was not stopped by the end of the list. */
function stopReasonOf({ stopReason, caughtUp, error }: Report): string {
  return stopReason === 'caught-up' && !caughtUp && error !== undefined ? 'failed' : stopReason;
}

/** Those of a run that ended before it had a report. */
export const REFUSED_OUTPUTS: Readonly<Record<OutputName, string>> = {
  ...(Object.fromEntries(Object.keys(OUTPUTS).map((name) => [name, ''])) as Record<OutputName, string>),
  events: '0',
  duplicates: '0',
  'dead-letters': '0',
  requests: '0',
  'caught-up': 'false',
  'stop-reason': 'failed',
  gap: 'false',
  'cold-start': 'false',
};

/** Rounded up: a lateness or a lag is never made to look smaller. */
function renderInteger(value: number | undefined): string {
  return value === undefined ? '' : String(Math.ceil(value));
}

export function writeOutputs(
  values: Readonly<Partial<Record<OutputName, string>>>,
  setOutput: (name: string, value: string) => void,
): void {
  for (const [name, value] of Object.entries(values)) setOutput(name, value);
}
