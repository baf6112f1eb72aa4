/**
 * The few fields that a record has next to the text of an event. They are for finding events and for dropping
 * duplicates; the event itself is always complete, as GitHub sent it.
 */
import type { AuditEvent } from '../../model/event.ts';
import { isObject } from './acknowledge.ts';

/** What receivers can drop a duplicate by: GitHub's id, or the hash of the content where it gave none. */
export function uidOf({ id, key }: AuditEvent): string {
  return id !== undefined && id.length <= 200 ? id : key;
}

/** `action`, or `unknown` for an event without a plain one. */
export function actionOf({ raw }: AuditEvent): string {
  // Cheaper than parsing, and right for all that GitHub writes; what looks different is parsed.
  const [, quick] = QUICK.exec(raw.toString('latin1', 0, QUICK_BYTES)) ?? [];
  return quick ?? parsedAction(raw.toString());
}

/** Matches ASCII only, so that it finds the same in the bytes as in the text. */
const QUICK = /^\{(?:"@timestamp":[0-9]+,)?(?:"_document_id":"[\w-]+",)?"action":"([a-z0-9_.]+)"/;
const QUICK_BYTES = 256;

function parsedAction(raw: string): string {
  try {
    const value: unknown = JSON.parse(raw);
    const action = isObject(value) ? value['action'] : undefined;
    return typeof action === 'string' && /^[\w.:-]{1,100}$/.test(action) ? action : 'unknown';
  } catch {
    return 'unknown';
  }
}

/** GitHub's two pipelines: each is in order, the two are not in order with each other. */
export function feedOf(event: AuditEvent): 'web' | 'git' {
  return actionOf(event).startsWith('git.') ? 'git' : 'web';
}

export function isoOf({ ts }: AuditEvent): string {
  return new Date(ts).toISOString();
}
