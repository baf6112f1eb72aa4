/**
 * A sweep as one run reads it: how far it got down the list, and how many equal events without an id it has met at the
 * timestamp that it stands on, which distinguishes them.
 */
import { contentHash, idOf, keyOfCopy, keyOfId, keyOfSharedId } from '../dedupe/event-key.ts';
import { tokenOf } from '../dedupe/shared-ids.ts';
import type { RedactEvent } from '../evidence/redaction.ts';
import type { AuditEvent } from '../model/event.ts';
import { decodeCursor } from '../source/cursor.ts';
import type { Page } from '../source/page.ts';
import type { PageElement } from '../source/page-element.ts';
import { actionNameOf } from './activity.ts';
import type { NetCheck } from './net-check.ts';
import type { Net, Start } from './sweep.ts';

export interface Pass {
  /** Opened by this run, so that its end is that of the list as the probe showed it. */
  readonly opened: boolean;
  readonly start: Start;
  /** How often this sweep began again in this run since it last got farther. */
  failures: number;
  /** How far this sweep has ever got in this run. */
  farthest: number | null;
  /** It has read nothing yet, so that what leads nowhere is the cursor that it began with. */
  untouched: boolean;
  readonly net: Net;
  readonly netCheck: NetCheck | undefined;
  after: string | undefined;
  /** The pass is over and begins again once what it has read is on its way; why. */
  over: 'ended-early' | 'net-hides' | undefined;
  /** Everything of the list up to here was read by this sweep. */
  lastTs: number | null;
  /** Events without an id at `lastTs`, by content. */
  readonly copies: Map<string, number>;
  /** Texts of the events with an id that this pass met at `lastTs`, by id. */
  readonly texts: Map<string, Buffer>;
}

export function beginPass(
  start: Start,
  given: Pick<Pass, 'opened' | 'failures' | 'farthest' | 'net' | 'netCheck'>,
): Pass {
  const filterOnly = start.kind === 'filter';
  return {
    ...given,
    start,
    untouched: true,
    after: filterOnly ? undefined : start.after,
    over: undefined,
    lastTs: filterOnly ? null : start.ts,
    copies: new Map(filterOnly ? [] : Object.entries(start.copies)),
    texts: new Map(),
  };
}

export interface IdentityRules {
  readonly dedupeId: readonly string[];
  /** What stays private; the key of an event is taken from all of it. */
  readonly redact: RedactEvent;
}

interface Place {
  readonly ts: number;
  /** Of the page that the element is on, see `dedupe/shared-ids.ts`. */
  readonly shared: ReadonlySet<string>;
}

/**
 * The next element of the list as an event at `ts`; counts it among its equals when it has no id. One without a timestamp of
 * its own does not move the pass: where it stands in the list is not known.
 */
export function identify(
  element: PageElement,
  { ts, shared, dedupeId, redact }: IdentityRules & Place,
  pass: Pick<Pass, 'lastTs' | 'copies' | 'texts'>,
): AuditEvent {
  const { raw } = element;
  const wellFormed = element.ts !== undefined && element.isObject;
  if (element.ts !== undefined && ts !== pass.lastTs) {
    if (pass.copies.size > 0) pass.copies.clear();
    if (pass.texts.size > 0) pass.texts.clear();
    pass.lastTs = ts;
  }
  const { id, key, sharesId } = identityOf(element, { ts, shared, dedupeId }, pass);
  return { ts, id, key, raw: redact(raw), wellFormed, action: actionNameOf(element.field('action')), sharesId };
}

function identityOf(
  element: PageElement,
  { ts, shared, dedupeId }: Pick<IdentityRules, 'dedupeId'> & Place,
  { copies, texts }: Pick<Pass, 'copies' | 'texts'>,
): Pick<AuditEvent, 'id' | 'key'> & { readonly sharesId: boolean } {
  const { raw } = element;
  const id = idOf(element, dedupeId);
  if (id === undefined) {
    const content = contentHash(element.parsed());
    const copy = (copies.get(content) ?? 0) + 1;
    copies.set(content, copy);
    return { id, key: keyOfCopy(content, copy), sharesId: false };
  }
  const token = tokenOf(id);
  const before = element.ts === undefined ? undefined : texts.get(token);
  if (element.ts !== undefined && before === undefined) texts.set(token, raw);
  if (isShared(shared, ts, token) || (before !== undefined && !before.equals(raw))) {
    return { id: undefined, key: keyOfSharedId(id, contentHash(element.parsed())), sharesId: true };
  }
  return { id: String(id), key: keyOfId(id), sharesId: false };
}

/** Nearly every page shares nothing, and then no name is made to be looked for. */
function isShared(shared: ReadonlySet<string>, ts: number, token: string): boolean {
  return shared.size > 0 && shared.has(`${ts} ${token}`);
}

/**
 * The timestamp of each element. One without its own gets that of the next one that has, the server's clock after the
 * last: a bound from above, so that it neither counts as older than the floor nor is dropped while it can be met again.
 */
export function stampsOf({ elements, date }: Page): readonly number[] {
  const stamps = elements.map(({ ts }) => ts ?? date);
  let next = date;
  for (let index = elements.length - 1; index >= 0; index -= 1) {
    next = elements[index]?.ts ?? next;
    stamps[index] = next;
  }
  return stamps;
}

/**
 * The timestamp that the cursor after a page stands on, or `undefined` when it is unknown: then no position is derived
 * from it, because a timestamp that is too small would make events before the cursor pass for claimed.
 */
export function standsOn(next: string, last: PageElement | undefined, lastTs: number | null): number | undefined {
  const decoded = decodeCursor(next)?.ts;
  if (last !== undefined && last.ts === undefined) return decoded;
  const read = last?.ts ?? lastTs;
  return read === null ? undefined : Math.min(decoded ?? read, read);
}
