/**
 * What the codes of Splunk's HTTP Event Collector mean. 0, 24 or 25 in the body means accepted, whatever the status;
 * each other code has its sentence, and an unknown one is judged by its status alone.
 * https://help.splunk.com/en/splunk-enterprise/get-started/get-data-in/9.4/get-data-with-http-event-collector/troubleshoot-http-event-collector
 */
import type { HttpAnswer } from '../../../runtime/http.ts';
import { all, classifyStatus, notUnderstood, readObject, refuse } from '../acknowledge.ts';
import type { Outcome } from '../outcome.ts';
import type { AnsweredRequest } from '../preset.ts';

/** 24 and 25 warn of a queue that is filling up, and are successes all the same. */
const TAKEN: readonly unknown[] = [0, 24, 25];

/** One event spoils the request. */
const SPOILT: ReadonlyMap<unknown, string> = new Map([
  [5, 'no data'],
  [6, 'invalid data format'],
  [12, 'an event without data'],
  [13, 'a blank event'],
  [15, 'indexed fields that it cannot read'],
]);

/** Of the token, of the inputs or of Splunk: no event would be accepted. */
const MISTAKES: ReadonlyMap<unknown, readonly [what: string, hint: string]> = new Map([
  [1, ['the token is disabled', 'Enable it in Splunk']],
  [
    2,
    ['the token is missing', 'Check `sink-token`, and that `sink-headers` or a proxy does not replace `Authorization`'],
  ],
  [3, ['the authorization is invalid', 'Check that `sink-headers` or a proxy does not replace `Authorization`']],
  [4, ['the token is invalid', 'Check `sink-token`: Splunk does not know it on this host']],
  [
    7,
    [
      'the index does not exist, or the token has no access to it',
      'Check `index` in `sink-options` and the allowed indexes of the token',
    ],
  ],
  [
    10,
    [
      'the token requires indexer acknowledgement',
      'Set `acknowledge: true` in `sink-options`, or switch it off for the token',
    ],
  ],
  [11, ['the channel is invalid', 'Look at the log of Splunk']],
  [14, ['indexer acknowledgement is off for the token', 'Switch it on in Splunk, or set `acknowledge: false`']],
  [16, ['it expects the token in the query', 'Check `sink-url`']],
  [21, ['the token is invalid', 'Check `sink-token`: Splunk does not know it on this host']],
  [22, ['the token is disabled', 'Enable it in Splunk']],
]);

const TROUBLES: ReadonlyMap<unknown, string> = new Map([
  [8, 'internal server error'],
  [9, 'the server is busy'],
  [18, 'its queues are full'],
  [19, 'its acknowledgement service is unavailable'],
  [20, 'its queues are full and its acknowledgement service is unavailable'],
  [23, 'the server is shutting down'],
  [26, 'its queue is at capacity'],
  [27, 'its acknowledgement channel is at capacity'],
]);

export function readTaken(answer: HttpAnswer, { entries, now }: AnsweredRequest, isPolled: boolean): Outcome {
  const body = readObject(answer.body);
  if (!TAKEN.includes(body?.['code']))
    return notUnderstood(answer, 'without the success code of an event collector', now);
  if (!isPolled) return all('acknowledged', entries.length);
  const id = body?.['ackId'];
  if (typeof id === 'number') return { kind: 'pending', id: String(id) };
  return refuse(
    'it returned no ackId',
    'Switch indexer acknowledgement on for the token in Splunk, or set `acknowledge: false`; see docs/troubleshooting.md#splunk.',
  );
}

export function readRefusal(answer: HttpAnswer, { now }: AnsweredRequest): Outcome | undefined {
  const body = readObject(answer.body);
  const code = body?.['code'];
  const [what, hint] = MISTAKES.get(code) ?? [];
  if (what !== undefined)
    return refuse(`code ${String(code)}, ${what}`, `${hint}; see docs/troubleshooting.md#splunk.`);
  const trouble = TROUBLES.get(code);
  if (trouble !== undefined) return classifyStatus(answer, now, `code ${String(code)}, ${trouble}`);
  const spoilt = answer.status === 400 ? SPOILT.get(code) : undefined;
  if (spoilt === undefined) return undefined;
  const at = body?.['invalid-event-number'];
  const isNamed = typeof at === 'number' && Number.isSafeInteger(at) && at >= 0;
  return { kind: 'split', reason: 'rejected', why: `code ${String(code)}, ${spoilt}`, ...(isNamed ? { at } : {}) };
}
