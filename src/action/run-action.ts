/**
 * The action from its inputs to its outputs. Whatever happens inside, it ends in one verdict: the outputs and the summary
 * are written, and a failure is one annotation that says what happened and what to do.
 */
import { collect } from '../collector/collect.ts';
import type { Report } from '../collector/report.ts';
import type { TakeLines } from '../delivery/line-file.ts';
import { CollectError, describeError } from '../model/errors.ts';
import type { Settings } from '../model/settings.ts';
import { systemClock } from '../runtime/clock.ts';
import { systemHttp } from '../runtime/http.ts';
import { systemRandom } from '../runtime/random.ts';
import { compose } from './compose.ts';
import { docsUrlOf, linkDocs } from './doc-links.ts';
import { type Environment, readEnvironment, runUrlOf } from './environment.ts';
import { sendHeartbeat } from './heartbeat.ts';
import { parseInputs } from './inputs.ts';
import { type ActionsLog, createActionsLog } from './logger.ts';
import { renderOutputs, writeOutputs } from './outputs.ts';
import type { Runner } from './runner-console.ts';
import { keepSecrets, type Redact, readSecrets } from './secrets.ts';
import { explainSilence } from './silence.ts';
import { renderSummary } from './summary.ts';
import { judge } from './verdict.ts';
import { openWorld } from './world.ts';

export interface Place {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Where events go as lines besides the files. */
  readonly takeLines?: TakeLines;
  /** What to do about wrong inputs where they are not those of a step. */
  readonly remedy?: string;
}

/** Resolves when everything is written; the exit code is set through `runner`. */
export async function runAction(runner: Runner, place: Place, signal: AbortSignal): Promise<void> {
  const { hide, redact } = keepSecrets(runner.setSecret);
  hide(...readSecrets(runner.readInput));
  const docsUrl = docsUrlOf(place.variables);
  const log = createActionsLog(runner, redact, (text) => linkDocs(text, docsUrl));
  try {
    const environment = readEnvironment(place.variables, place.cwd);
    const settings = parseInputs(runner.readInput, { ...environment, remedy: place.remedy });
    const { target } = settings;
    const report = await log.group(`Collecting the audit log of ${target.kind} ${target.name}`, async () => {
      const world = await openWorld(settings, redact);
      try {
        const situation = { settings, environment, world, log, hide, takeLines: place.takeLines };
        const { ports, job } = await compose(situation, signal);
        return await collect(ports, job, signal);
      } finally {
        await world.close();
      }
    });
    await tell(report, { runner, log, redact, settings, environment }, signal);
  } catch (error) {
    if (signal.aborted && error === signal.reason) {
      // Red, because a later run takes every success for a proof that a position was saved.
      log.fail({ message: 'The run was cancelled before anything was read.', hint: 'Nothing is lost: run it again.' });
      return;
    }
    if (!(error instanceof CollectError)) throw error;
    log.fail(describeError(error));
  }
}

interface Audience {
  readonly runner: Runner;
  readonly log: ActionsLog;
  readonly redact: Redact;
  readonly settings: Settings;
  readonly environment: Environment;
}

async function tell(report: Report, audience: Audience, signal: AbortSignal): Promise<void> {
  const { runner, log, redact, settings, environment } = audience;
  const runUrl = runUrlOf(environment);
  // First, so that nothing that goes wrong below hides the cause.
  if (report.error !== undefined) log.fail(report.error);
  writeOutputs(renderOutputs(report, runUrl), runner.setOutput);
  if (environment.repository !== undefined) {
    await runner.writeSummary(
      renderSummary(report, {
        target: settings.target,
        runUrl,
        redact,
        namesActions: settings.reporting.summaryActions,
      }),
    );
  }
  const silence = explainSilence(report, settings);
  if (silence !== undefined) log.notice(silence);
  log.info(closingLine(report));
  const { heartbeatUrl } = settings.reporting;
  // A run that was told to stop is shown as cancelled, whatever it saved.
  if (heartbeatUrl === undefined || report.error !== undefined || report.stopReason === 'cancelled') return;
  await sendHeartbeat(heartbeatUrl, { http: systemHttp, clock: systemClock, random: systemRandom, log }, signal);
}

function closingLine(report: Report): string {
  const { events, duplicates, pages, requests } = report;
  const upTo = report.watermark === undefined ? '' : `, complete up to ${new Date(report.watermark).toISOString()}`;
  return `${events} events handed over, ${duplicates} already known, ${pages} pages, ${requests} requests${upTo}: ${judge(report).headline}.`;
}
