/**
 * What a step leaves behind: outputs for later steps and a summary for people, whatever became of the run. Neither
 * hides how the run went: a summary that cannot be written is a warning; outputs that cannot be written fail the step,
 * because a later step would read nothing and rely on it.
 */
import type { Failure } from '../../collector/report.ts';
import { sentence } from '../../model/errors.ts';
import { codesOf } from '../../resilience/failure-codes.ts';
import type { ActionsLog } from '../logger.ts';
import type { Runner } from '../runner-console.ts';
import { linkPages } from './doc-links.ts';
import { escapeText } from './markdown.ts';
import type { OutputName } from './output-table.ts';
import { REFUSED_OUTPUTS, writeOutputs } from './outputs.ts';

export interface Results {
  readonly outputs: Readonly<Partial<Record<OutputName, string>>>;
  /** Markdown, redacted; `undefined` where nobody would see it. */
  readonly summary: string | undefined;
  /** Why the run failed; `undefined` when it did not. */
  readonly error: Failure | undefined;
}

interface Place {
  readonly runner: Pick<Runner, 'setOutput' | 'writeSummary'>;
  readonly log: ActionsLog;
  /** Where the documentation is. */
  readonly docsUrl: string | undefined;
}

/** Reports `error` first, so that nothing that goes wrong with the rest hides it. */
export async function leaveResults({ outputs, summary, error }: Results, place: Place): Promise<void> {
  const { runner, log, docsUrl } = place;
  if (error !== undefined) log.fail(error);
  const unwritten = writeAll(outputs, runner);
  if (unwritten !== undefined && error === undefined) log.fail(unwritten);
  else if (unwritten !== undefined) log.warning(sentence(unwritten.message));
  if (summary === undefined) return;
  await runner.writeSummary(linkPages(summary, docsUrl)).catch((cause: unknown) => {
    log.warning(`The job summary could not be written to the file in GITHUB_STEP_SUMMARY (${describeWriting(cause)}).`);
  });
}

function writeAll(outputs: Results['outputs'], { setOutput }: Place['runner']): Failure | undefined {
  try {
    writeOutputs(outputs, setOutput);
    return undefined;
  } catch (cause) {
    return {
      message: `The outputs could not be written to the file in GITHUB_OUTPUT (${describeWriting(cause)}).`,
      hint: 'What was read is delivered and saved, but later steps see no outputs. Check that the file exists and that the disk has space; see docs/troubleshooting.md#outputs-and-summary.',
    };
  }
}

/** The toolkit looks first whether the file is there, and then says so without a code. */
function describeWriting(cause: unknown): string {
  return codesOf(cause)[0] ?? 'it is missing or not writable';
}

/** Of a run that ended before it had anything to report: all outputs, and a summary with the cause. */
export function resultsOfRefusal(
  error: Failure,
  {
    title,
    cancelled,
    redact,
  }: { readonly title: string; readonly cancelled: boolean; readonly redact: (text: string) => string },
): Results {
  const show = (text: string) => escapeText(redact(text));
  const lines = error.message.split('\n').map(show);
  const sections = [`## ❌ ${show(title)}: ${cancelled ? 'cancelled' : 'failed'}`, lines.join('\n\n')];
  if (error.hint !== undefined) sections.push(`**What to do:** ${show(error.hint)}`);
  const outputs = { ...REFUSED_OUTPUTS, 'stop-reason': cancelled ? 'cancelled' : 'failed' };
  return { outputs, summary: redact(`${sections.join('\n\n')}\n`), error };
}
