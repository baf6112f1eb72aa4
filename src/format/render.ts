/**
 * What a format is: a function from one event to one line. It is total (whatever GitHub sent gives a line of valid JSON),
 * depends on nothing but the event and where it was read, and so gives the same line for the same event each time.
 */
import type { AuditEvent } from '../model/event.ts';
import type { FeedName } from '../model/feed.ts';
import { auditLogPath, type Target } from '../model/target.ts';

/** One line of JSON, without a line break: text, or its UTF-8 where that is there already. */
export type Line = string | Buffer;

/** Writes it as UTF-8; returns how many bytes that were. There has to be room for them. */
export function writeLine(line: Line, into: Buffer, at: number): number {
  return typeof line === 'string' ? into.write(line, at) : line.copy(into, at);
}

export type Render = (event: AuditEvent) => Line;

/** Where the events come from. */
export interface Origin {
  /** Scheme, host and port of GitHub's web pages, without a trailing slash: `https://github.com`. */
  readonly source: string;
  /** Root of the REST API as it is configured: `https://api.github.com`. */
  readonly apiUrl: string;
  readonly target: Target;
}

/** The address that the events were read at, without a query. */
export function endpointOf({ apiUrl, target }: Origin): string {
  return `${apiUrl.replace(/\/+$/, '')}${auditLogPath(target)}`;
}

/** The address of the target itself, as people know it: what CloudEvents calls a source. */
export function sourceOf({ source, target }: Origin): string {
  const name = encodeURIComponent(target.name);
  return target.kind === 'organization' ? `${source}/${name}` : `${source}/enterprises/${name}`;
}

/** The feed of an event, by its action: Git events are those of `git.`. */
export function feedOf(action: string | undefined): FeedName {
  return action?.startsWith('git.') === true ? 'git' : 'web';
}

/** RFC 3339 knows four digits of a year. https://www.rfc-editor.org/rfc/rfc3339#section-5.6 */
const LAST_OF_9999 = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** `ts` (epoch milliseconds) in RFC 3339, or `undefined` beyond the year 9999. */
export function rfc3339(ts: number): string | undefined {
  return ts > LAST_OF_9999 ? undefined : new Date(ts).toISOString();
}
