/**
 * What the responses of `_bulk` mean, item by item. A status below 300 is an acknowledgement only of a document that is
 * now in the index: one in the failure store, or dropped by a pipeline, is not. Errors are known by their type and a
 * few of their phrases; nothing of their text is ever shown.
 * https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-bulk
 */
import type { HttpAnswer } from '../../../runtime/http.ts';
import { classifyStatus, isObject, notUnderstood, readObject, refuse } from '../acknowledge.ts';
import type { Fate, Outcome, Why } from '../outcome.ts';
import type { AnsweredRequest } from '../preset.ts';
import { type ElasticError, findMistake, whyOf } from './elastic-errors.ts';

const DOCS = 'see docs/troubleshooting.md#elasticsearch-and-opensearch';

interface Item {
  readonly status: number;
  readonly error: ElasticError;
  /** `created` for a new document; `undefined` where a receiver does not report it. */
  readonly result: unknown;
  /** `used` for a document that went to the failure store of its data stream. */
  readonly failureStore: unknown;
}

export function readItems(answer: HttpAnswer, { entries, now }: AnsweredRequest): Outcome {
  const items = readObject(answer.body)?.['items'];
  if (!Array.isArray(items) || items.length !== entries.length) {
    return notUnderstood(answer, 'not one result for each event', now);
  }
  const read = items.map(readItem).filter((item) => item !== undefined);
  if (read.length < items.length) return notUnderstood(answer, 'a result without a status', now);
  for (const { status, error } of read) {
    const mistake = status < 300 ? undefined : findMistake(status, error);
    if (mistake !== undefined)
      return refuse(`items with status ${status}, ${mistake.what}`, `${mistake.hint}; ${DOCS}.`);
  }
  const judged = read.map(judge);
  return { kind: 'fates', fates: judged.map(({ fate }) => fate), whys: judged.map(({ why }) => why) };
}

/** A request that was refused in one. */
export function readRefusal(answer: HttpAnswer, { now }: AnsweredRequest): Outcome | undefined {
  const body = readObject(answer.body);
  if (body === undefined) return undefined;
  const error = readError(body['error']);
  // A gateway, or a path that is none of the server's: its status is all that is known.
  if (error.type === undefined) return undefined;
  const mistake = findMistake(answer.status, error);
  if (mistake !== undefined) return refuse(`HTTP ${answer.status}, ${mistake.what}`, `${mistake.hint}; ${DOCS}.`);
  return classifyStatus(answer, now, whyOf(error));
}

function readItem(item: unknown): Item | undefined {
  const result = isObject(item) ? (item['create'] ?? item['index']) : undefined;
  if (!isObject(result) || typeof result['status'] !== 'number') return undefined;
  return {
    status: result['status'],
    error: readError(result['error']),
    result: result['result'],
    failureStore: result['failure_store'],
  };
}

function readError(error: unknown): ElasticError {
  if (!isObject(error)) return { type: undefined, reason: '' };
  const [type, reason, cause] = [error['type'], error['reason'], error['caused_by']];
  const inner = isObject(cause) ? cause['reason'] : undefined;
  return {
    type: typeof type === 'string' ? type : undefined,
    reason: [reason, inner].filter((text) => typeof text === 'string').join(' '),
  };
}

function judge({ status, error, result, failureStore }: Item): { readonly fate: Fate; readonly why: Why | undefined } {
  const why = whyOf(error);
  // The index holds a document of this id, so this event was stored before.
  const isThere = status === 409 && (error.type ?? CONFLICT) === CONFLICT;
  if (isThere) return { fate: 'acknowledged', why: undefined };
  if (status === 429 || status >= 500) return { fate: 'busy', why: why ?? `status ${status}` };
  if (status >= 300) return { fate: 'rejected', why: why ?? `HTTP ${status}` };
  if (failureStore === 'used') return { fate: 'rejected', why: 'it went to the failure store' };
  if (result === 'noop') return { fate: 'rejected', why: 'an ingest pipeline dropped it' };
  return { fate: 'acknowledged', why: undefined };
}

const CONFLICT = 'version_conflict_engine_exception';
