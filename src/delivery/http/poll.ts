/**
 * Queries whether a batch that was accepted is stored by now. The receiver confirms it once: a confirmation that is
 * lost cannot be requested again, so after the time-out the batch counts as lost and is sent again.
 */
import { DeliveryError } from '../../model/errors.ts';
import type { Task } from '../../resilience/retry.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { HeaderFields, Http, HttpAnswer } from '../../runtime/http.ts';
import { classifyStatus, retry } from './acknowledge.ts';
import { classifyRejection } from './network-failure.ts';
import type { Outcome } from './outcome.ts';
import type { Poll } from './preset.ts';
import type { Tally } from './tally.ts';

interface PollParts {
  readonly poll: Poll;
  readonly headers: HeaderFields;
  readonly http: Http;
  readonly clock: Clock;
  readonly run: (task: Task<HttpAnswer, 'acknowledged' | 'not-yet'>) => Promise<'acknowledged' | 'not-yet'>;
  readonly tally: Tally;
}

/** The first query comes early: a small batch is stored within a second or two. */
const FIRST_POLL_MS = 1000;

export async function awaitAcknowledgement(id: string, parts: PollParts, signal: AbortSignal): Promise<boolean> {
  const { poll, clock, run } = parts;
  const until = clock.now() + poll.timeoutMs;
  for (let pauseMs = Math.min(FIRST_POLL_MS, poll.everyMs); ; pauseMs = Math.min(poll.everyMs, pauseMs * 2)) {
    await clock.sleep(pauseMs, signal);
    if ((await run(question(id, parts))) === 'acknowledged') return true;
    if (clock.now() >= until) return false;
  }
}

function question(
  id: string,
  { poll, headers, http, clock, tally }: PollParts,
): Task<HttpAnswer, 'acknowledged' | 'not-yet'> {
  const body = Buffer.from(poll.body(id));
  return {
    what: 'querying whether a batch is stored',
    send: (signal) => {
      tally.requests += 1;
      return http.send(
        { method: 'POST', url: poll.url, headers: { 'content-type': 'application/json', ...headers }, body },
        signal,
      );
    },
    judge: (answer) => {
      const read = answer.status === 200 ? poll.read(answer, id) : undefined;
      if (read !== undefined) return { kind: 'done', value: read };
      const now = clock.now();
      const outcome: Outcome =
        answer.status === 200
          ? retry(answer, 'HTTP 200, but without a status of the batch', now)
          : classifyStatus(answer, now);
      // A query cannot be halved: whatever is wrong with it, nothing was said about the batch.
      if (outcome.kind === 'retry' || outcome.kind === 'wait' || outcome.kind === 'fail') return outcome;
      return { kind: 'done', value: 'not-yet' };
    },
    classify: classifyRejection,
  };
}

/** The failure of a batch that was accepted so many times and never confirmed as stored. */
export function neverSafe(times: number): DeliveryError {
  return new DeliveryError(`the sink accepted a batch ${times} times and never acknowledged it`, {
    hint: 'Nothing was skipped: the next run sends the same events again. Check that the indexers are up, or set `ack-timeout` higher in `sink-options`; see docs/troubleshooting.md#splunk.',
  });
}
