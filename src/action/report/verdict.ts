/**
 * A run in one headline, one sentence and one piece of advice: did it work, is anything missing, what is to be done. The
 * worst that happened decides; a run that stopped early is no failure and is not made to look like one.
 */
import type { Report } from '../../collector/report.ts';
import { countSetAside } from '../../delivery/sink-delivery.ts';
import type { StopReason } from '../../model/stop-reason.ts';

export interface Verdict {
  readonly mark: '✅' | '⏳' | '⚠️' | '❌';
  readonly headline: string;
  readonly sentence: string;
  /** What to do; `undefined` when there is nothing to do. */
  readonly advice: string | undefined;
}

const GOES_ON = 'Everything that was read is delivered and saved; the next run goes on from there.';

/** Texts may quote the report's own error and are not escaped. */
export function judge(report: Report): Verdict {
  if (report.error !== undefined) {
    const { message, hint } = report.error;
    return { mark: '❌', headline: 'failed', sentence: message, advice: hint };
  }
  if (report.gaps.length > 0) return judgeGaps(report);
  if (report.deadLetters > 0) {
    return {
      mark: '⚠️',
      headline: 'unusable events',
      sentence: 'GitHub sent elements that are no usable event. They are kept whole, apart from the events.',
      advice: 'Look into dead-letters.ndjson in the output directory or the artifact.',
    };
  }
  if (report.sink !== undefined && countSetAside(report.sink) > 0) return judgeSetAside(report);
  if (!report.caughtUp) return { mark: '⏳', ...STOPS[report.stopReason] };
  return {
    mark: '✅',
    headline: 'caught up',
    sentence: 'Everything that was there when the run began is delivered and saved.',
    advice: undefined,
  };
}

function judgeGaps(report: Report): Verdict {
  const isCertain = report.gaps.some((gap) => gap.certain);
  return {
    mark: '⚠️',
    headline: isCertain ? 'events are out of reach' : 'events may be missing',
    sentence: `${isCertain ? 'Events of the times below can no longer be had from GitHub.' : 'Late events of the times below may have been missed.'} ${report.caughtUp ? 'Everything else is delivered and saved.' : GOES_ON}`,
    advice:
      'Run more often, or raise max-pages or max-duration, so that the position never falls behind what GitHub keeps.',
  };
}

function judgeSetAside(report: Report): Verdict {
  return {
    mark: '⚠️',
    headline: 'not everything went into the sink',
    sentence: `Some events are not such as the sink takes them. They are kept whole, in dead-letters.ndjson too. ${report.caughtUp ? 'Everything else is acknowledged.' : GOES_ON}`,
    advice: 'Look at the reasons below; docs/sinks.md says what each limit means.',
  };
}

const STOPS: Readonly<Record<StopReason, Omit<Verdict, 'mark'>>> = {
  'caught-up': {
    headline: 'more to read',
    sentence: GOES_ON,
    advice: 'Nothing, if the next run catches up.',
  },
  'max-pages': {
    headline: 'stopped at max-pages',
    sentence: `The run used up its pages. ${GOES_ON}`,
    advice: 'Nothing, if it catches up within a few runs; else raise max-pages or run more often.',
  },
  'max-duration': {
    headline: 'stopped at max-duration',
    sentence: `The run used up its time. ${GOES_ON}`,
    advice: 'Nothing, if it catches up within a few runs; else raise max-duration or run more often.',
  },
  'rate-limit': {
    headline: 'stopped by the rate limit',
    sentence: `The hourly budget of the token is used up down to its reserve, or GitHub asked to wait. ${GOES_ON}`,
    advice: 'Nothing, if it catches up within a few runs; else give the collector a token of its own.',
  },
  'circuit-open': {
    headline: 'stopped because GitHub kept failing',
    sentence: `Too many requests in a row failed. ${GOES_ON}`,
    advice: 'Look at githubstatus.com if the next runs stop the same way.',
  },
  cancelled: {
    headline: 'cancelled',
    sentence: `The run was told to stop. ${GOES_ON}`,
    advice: 'Nothing, if somebody cancelled it; else keep `max-duration` some minutes below the timeout of the job.',
  },
};
