/**
 * A run in one headline, one sentence and one piece of advice: did it work, is anything missing, what is to be done. The
 * worst that happened decides; a run that stopped early is no failure and is not made to look like one.
 */
import type { Report } from '../../collector/report.ts';
import { countNotAccepted } from '../../delivery/sink-delivery.ts';
import type { StopReason } from '../../model/stop-reason.ts';

export interface Verdict {
  readonly mark: '✅' | '⏳' | '⚠️' | '❌';
  readonly headline: string;
  readonly sentence: string;
  /** What to do; `undefined` when there is nothing to do. */
  readonly advice: string | undefined;
}

const GOES_ON = 'Everything that was read is delivered and saved; the next run continues from there.';

/** Texts can quote the report's own error and are not escaped. */
export function judge(report: Report): Verdict {
  if (report.error !== undefined) {
    const { message, hint } = report.error;
    return { mark: '❌', headline: 'failed', sentence: message, advice: hint };
  }
  if (report.gaps.length > 0) return judgeGaps(report);
  if (report.deadLetters > 0) {
    return {
      mark: '⚠️',
      headline: 'invalid entries',
      sentence: 'GitHub returned entries that are not valid events. They are kept unchanged in dead-letters.ndjson.',
      advice: 'Look at dead-letters.ndjson in the output directory or the artifact.',
    };
  }
  if (report.sink !== undefined && countNotAccepted(report.sink) > 0) return judgeNotAccepted(report);
  if (!report.caughtUp) return { mark: '⏳', ...STOPS[report.stopReason] };
  return {
    mark: '✅',
    headline: 'caught up',
    sentence: 'Every event that GitHub showed when the run began is delivered, and the position is saved.',
    advice: undefined,
  };
}

function judgeGaps(report: Report): Verdict {
  const isCertain = report.gaps.some((gap) => gap.certain);
  return {
    mark: '⚠️',
    headline: isCertain ? 'events are missing' : 'events may be missing',
    sentence: `${isCertain ? 'GitHub no longer provides the events of the gaps below.' : 'Late events of the gaps below may have been missed.'} ${report.caughtUp ? 'Everything else is delivered and saved.' : GOES_ON}`,
    advice:
      'Run more often, or raise max-pages or max-duration, so that the position never falls behind what GitHub keeps.',
  };
}

function judgeNotAccepted(report: Report): Verdict {
  return {
    mark: '⚠️',
    headline: 'some events were not accepted by the sink',
    sentence: `The sink does not accept some events. They are kept unchanged in dead-letters.ndjson. ${report.caughtUp ? 'The sink acknowledged all others.' : GOES_ON}`,
    advice: 'Look at the reasons below; docs/sinks.md explains each limit.',
  };
}

const STOPS: Readonly<Record<StopReason, Omit<Verdict, 'mark'>>> = {
  'caught-up': {
    headline: 'more to read',
    sentence: GOES_ON,
    advice: 'none, if the next run catches up.',
  },
  'max-pages': {
    headline: 'stopped at max-pages',
    sentence: `The run used up its pages. ${GOES_ON}`,
    advice: 'none, if it catches up within a few runs. Otherwise raise max-pages or run more often.',
  },
  'max-duration': {
    headline: 'stopped at max-duration',
    sentence: `The run used up its time. ${GOES_ON}`,
    advice: 'none, if it catches up within a few runs. Otherwise raise max-duration or run more often.',
  },
  'rate-limit': {
    headline: 'stopped by the rate limit',
    sentence: `The hourly budget of the token is used up to its reserve, or GitHub required a pause. ${GOES_ON}`,
    advice: 'none, if it catches up within a few runs. Otherwise give the collector its own token.',
  },
  'circuit-open': {
    headline: 'stopped because GitHub kept failing',
    sentence: `Too many requests in a row failed. ${GOES_ON}`,
    advice: 'Look at githubstatus.com if the next runs stop the same way.',
  },
  cancelled: {
    headline: 'cancelled',
    sentence: `The run was cancelled or timed out. ${GOES_ON}`,
    advice: 'none, if somebody cancelled it. Otherwise keep `max-duration` some minutes below the timeout of the job.',
  },
};
