/** The two small steps of the reusable workflow around its matrix: what is collected, and what became of it. */
import { CollectError, describeError } from '../../model/errors.ts';
import type { Clock } from '../../runtime/clock.ts';
import { systemHttp } from '../../runtime/http.ts';
import { openNetwork } from '../../runtime/network.ts';
import { keepSecrets } from '../inputs/secrets.ts';
import { type ActionsLog, createActionsLog } from '../logger.ts';
import { docsUrlOf, linkDocs } from '../report/doc-links.ts';
import type { Runner } from '../runner-console.ts';
import { planTargets } from './plan-targets.ts';
import { listJobs, reportTargets } from './report-targets.ts';

/** Far more than twenty pages need. */
const LIST_MAX_MS = 120_000;

type Variables = Readonly<Record<string, string | undefined>>;

/** Sets the output `targets` to the JSON of `strategy.matrix.include`. */
export async function runPlan(runner: Runner, variables: Variables): Promise<void> {
  await orFail(runner, variables, async (log) => {
    const mode = runner.readInput('mode');
    const targets = planTargets({
      organizations: runner.readInput('organizations'),
      enterprises: runner.readInput('enterprises'),
      part: runner.readInput('part'),
      parts: runner.readInput('parts'),
      // A pull touches no position, so it waits for nobody.
      position: [
        runner.readInput('state-key'),
        runner.readInput('phrase'),
        mode === 'pull' ? (variables['GITHUB_RUN_ID'] ?? '') : '',
      ],
    });
    runner.setOutput('targets', JSON.stringify(targets));
    log.info(`${targets.length} targets to collect from, one job each.`);
  });
}

/** Fails when a target did, naming it, or when that cannot be found out. */
export async function runReport(runner: Runner, variables: Variables, clock: Clock): Promise<void> {
  await orFail(runner, variables, async (log) => {
    const token = runner.readInput('github-token');
    runner.setSecret(token);
    openNetwork({ caCertificates: undefined });
    const run = {
      apiUrl: variables['GITHUB_API_URL'] ?? 'https://api.github.com',
      repository: variables['GITHUB_REPOSITORY'] ?? '',
      runId: variables['GITHUB_RUN_ID'] ?? '',
      attempt: variables['GITHUB_RUN_ATTEMPT'] ?? '1',
      token,
    };
    const limit = clock.timeout(LIST_MAX_MS, new AbortController().signal);
    const jobs = await listJobs(run, systemHttp, limit.signal).finally(limit.done);
    const { summary, failed } = reportTargets(jobs);
    await runner.writeSummary(summary);
    if (failed.length > 0) {
      log.fail({
        message: `Not collected: ${failed.join(', ')}.`,
        hint: 'The log of each job shows why, and what to do.',
      });
    }
  });
}

async function orFail(runner: Runner, variables: Variables, step: (log: ActionsLog) => Promise<void>): Promise<void> {
  const { redact } = keepSecrets(runner.setSecret);
  const docsUrl = docsUrlOf(variables);
  const log = createActionsLog(runner, redact, (text) => linkDocs(text, docsUrl));
  try {
    await step(log);
  } catch (error) {
    if (!(error instanceof CollectError)) throw error;
    log.fail(describeError(error));
  }
}
