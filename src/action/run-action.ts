/**
 * The action from its inputs to its outputs. Whatever happens inside, it ends in one verdict: the outputs and the summary
 * are written, and a failure is one annotation that says what happened and what to do.
 */
import type { Failure, Report } from '../collector/report.ts';
import type { WriteLines } from '../delivery/line-file.ts';
import { CollectError, describeError } from '../model/errors.ts';
import type { Mode } from '../model/mode.ts';
import { endOfRun } from '../resilience/run-end.ts';
import { systemClock } from '../runtime/clock.ts';
import type { Files } from '../runtime/files.ts';
import { systemHttp } from '../runtime/http.ts';
import { systemRandom } from '../runtime/random.ts';
import { readEnvironment, runUrlOf } from './inputs/environment.ts';
import { parseInputs } from './inputs/inputs.ts';
import { loadOptionParts } from './inputs/option-parts.ts';
import { keepSecrets, readSecrets } from './inputs/secrets.ts';
import { type ActionsLog, createActionsLog } from './logger.ts';
import { collect } from './modes/collect.ts';
import type { Situation } from './place.ts';
import { docsUrlOf, linkDocs } from './report/doc-links.ts';
import { sendHeartbeat } from './report/heartbeat.ts';
import { leaveResults, resultsOfRefusal } from './report/leave.ts';
import { renderCount, renderNumber } from './report/markdown.ts';
import { renderOutputs } from './report/outputs.ts';
import { explainSilence } from './report/silence.ts';
import { logStatement, type Outcome, renderStatement } from './report/statement.ts';
import { renderSummary } from './report/summary.ts';
import { judge } from './report/verdict.ts';
import type { Runner } from './runner-console.ts';
import { openWorld } from './world.ts';

export interface Place {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Where events go as lines in addition to the files. */
  readonly writeLines?: WriteLines;
  /** How the files of the run are made. */
  readonly files: Files;
  /** What to do about wrong inputs where they are not those of a step. */
  readonly remedy?: string;
  /** Where the documentation is; by default, where the runner found the action. */
  readonly docsUrl?: string | undefined;
}

/** Resolves when everything is written; the exit code is set through `runner`. */
export async function runAction(runner: Runner, place: Place, signal: AbortSignal): Promise<void> {
  const { hide, redact } = keepSecrets(runner.setSecret);
  hide(...readSecrets(runner.readInput));
  const docsUrl = place.docsUrl ?? docsUrlOf(place.variables);
  const log = createActionsLog(runner, redact, (text) => linkDocs(text, docsUrl));
  const isStep = (place.variables['GITHUB_REPOSITORY'] ?? '') !== '';
  // A job that is cancelled, or that runs into its `timeout-minutes`, has some ten seconds left.
  if (isStep) signal.addEventListener('abort', () => log.info(STOPPING), { once: true });
  let title = 'Audit log';
  try {
    const environment = readEnvironment(place.variables, place.cwd);
    const optionParts = await loadOptionParts(runner.readInput);
    const settings = parseInputs(runner.readInput, { ...environment, remedy: place.remedy, optionParts });
    const { mode, target } = settings;
    title = `${TITLES[mode]} ${target.kind} ${target.name}`;
    const end = endOfRun(settings.limits.maxDurationMs, systemClock);
    const tell = await log.group(title, async () => {
      // What only checks its inputs begins no recording.
      const world = await openWorld(mode === 'validate' ? { ...settings, recording: undefined } : settings, redact);
      const { writeLines, files } = place;
      const made = { hide, redact, settings, environment, world, end, writeLines, files };
      return perform({ runner, log, docsUrl, ...made }, signal);
    });
    await tell();
  } catch (error) {
    const cancelled = signal.aborted && error === signal.reason;
    if (!cancelled && !(error instanceof CollectError)) throw error;
    const results = resultsOfRefusal(cancelled ? CANCELLED : describeError(error), { title, cancelled, redact });
    await leaveResults(isStep ? results : { ...results, summary: undefined }, { runner, log, docsUrl });
  }
}

const STOPPING =
  'GitHub is stopping this job (it was cancelled, or its timeout-minutes are over): the run delivers what was read and ends.';

/** Failed, because a later run relies on every success as a proof that a position was saved. */
const CANCELLED = {
  message: 'The run was cancelled before anything was read.',
  hint: 'Nothing is lost: run it again.',
};

interface Audience extends Situation {
  readonly runner: Runner;
  /** Where the documentation is. */
  readonly docsUrl: string | undefined;
  readonly log: ActionsLog;
}

const TITLES: Readonly<Record<Mode, string>> = {
  collect: 'Collecting the audit log of',
  pull: 'Pulling from the audit log of',
  validate: 'Checking the inputs for',
  test: 'Testing access to the audit log of',
  inspect: 'Looking at the position of',
  reset: 'Moving the position of',
};

/** Does what the mode is for; returns how to report it. Nearly every run collects, so the other modes are loaded on demand. */
async function perform(audience: Audience, signal: AbortSignal): Promise<() => Promise<void>> {
  const { settings } = audience;
  switch (settings.mode) {
    case 'collect': {
      const report = await recorded(audience, collect(audience, signal));
      return () => reportRun(report, audience, signal);
    }
    case 'pull': {
      const { pull } = await import('./modes/pull.ts');
      return reporting(await recorded(audience, pull(audience, signal)), audience);
    }
    case 'validate': {
      const { validate } = await import('./modes/validate.ts');
      return reporting(await validate(audience), audience);
    }
    case 'test': {
      const { test } = await import('./modes/test.ts');
      return reporting(await test(audience, signal), audience);
    }
    case 'inspect': {
      const { inspect } = await import('./modes/inspect.ts');
      return reporting(await inspect(audience, signal), audience);
    }
    case 'reset': {
      const { reset } = await import('./modes/reset.ts');
      return reporting(await reset(audience, signal), audience);
    }
  }
}

/**
 * The result of the modes that read events. They also fail when the responses could not be recorded, but have a report
 * all the same: what was delivered is delivered, and later steps need the outputs for it.
 */
async function recorded<Ended extends { readonly error: Failure | undefined }>(
  audience: Audience,
  running: Promise<Ended>,
): Promise<Ended> {
  const { privacy, recording, encryptTo } = audience.settings;
  const isPrivate = privacy.droppedFields.length > 0 || privacy.pseudonyms !== undefined || encryptTo.length > 0;
  if (recording?.kind === 'record' && isPrivate) audience.log.warning(CLEAR_RECORDING);
  await Promise.allSettled([running]);
  const unkept = await audience.world.close().then(() => undefined, asFailure);
  const ended = await running;
  return { ...ended, error: ended.error ?? unkept };
}

const CLEAR_RECORDING =
  'The recording in `record-dir` holds everything in clear text, the fields of `drop-fields` and `pseudonymize-fields` included, because a replay reads what this run reads. Delete it when you are done.';

function asFailure(error: unknown): Failure {
  if (!(error instanceof CollectError)) throw error;
  return describeError(error);
}

function reporting(outcome: Outcome, audience: Audience): () => Promise<void> {
  return () => reportOutcome(outcome, audience);
}

async function reportOutcome(outcome: Outcome, audience: Audience): Promise<void> {
  const { log, redact, environment } = audience;
  const summary = environment.repository === undefined ? undefined : renderStatement(outcome, redact);
  await leaveResults({ outputs: outcome.outputs, summary, error: outcome.error }, audience);
  logStatement(outcome.statement, log);
  log.info(`${outcome.statement.headline}.`);
}

async function reportRun(report: Report, audience: Audience, signal: AbortSignal): Promise<void> {
  const { log, redact, settings, environment } = audience;
  const runUrl = runUrlOf(environment);
  const frame = { target: settings.target, runUrl, redact, namesActions: settings.reporting.summaryActions };
  const summary = environment.repository === undefined ? undefined : renderSummary(report, frame);
  await leaveResults({ outputs: renderOutputs(report, runUrl), summary, error: report.error }, audience);
  const silence = explainSilence(report, settings);
  if (silence !== undefined) log.notice(silence);
  log.info(closingLine(report));
  const heartbeatUrl = settings.reporting.heartbeatUrl?.replaceAll('{manifest}', report.heads.join(','));
  // A run that was stopped is shown as cancelled, whatever it saved.
  if (heartbeatUrl === undefined || report.error !== undefined || report.stopReason === 'cancelled') return;
  await sendHeartbeat(heartbeatUrl, { http: systemHttp, clock: systemClock, random: systemRandom, log }, signal);
}

/** In the log, which outlives the artifacts: with it anyone can verify that the newest files are complete. */
function describeHeads({ heads }: Report): string {
  return heads.length === 0 ? '' : `, newest manifest ${heads.join(' and ')}`;
}

function closingLine(report: Report): string {
  const { events, duplicates, pages, requests } = report;
  const upTo = report.watermark === undefined ? '' : `, complete up to ${new Date(report.watermark).toISOString()}`;
  const counts = [renderCount(pages, 'page'), renderCount(requests, 'request')].join(', ');
  return `${renderCount(events, 'event')} delivered, ${renderNumber(duplicates)} already known, ${counts}${upTo}${describeHeads(report)}: ${judge(report).headline}.`;
}
