/** One page of the audit log, as it is requested and as it is understood. */
import type { FeedName } from '../model/feed.ts';
import type { StopReason } from '../model/stop-reason.ts';
import type { PageElement } from './page-element.ts';

export interface PageRequest {
  readonly feed: FeedName;
  readonly order: 'asc' | 'desc';
  /** GitHub's cursor, or `undefined` to begin where the filter begins. */
  readonly after: string | undefined;
  /** Epoch milliseconds, floored to the second for `created:>=`; `undefined` sends no `created:` at all. */
  readonly createdFrom: number | undefined;
  /** Together with `createdFrom` only: epoch milliseconds, raised to the second. */
  readonly createdTo?: number;
}

export interface Page {
  /** In the order of the list. */
  readonly elements: readonly PageElement[];
  /** The cursor after this page, or `undefined` where the list says it ends. */
  readonly next: string | undefined;
  /** The server's clock when it answered, epoch milliseconds. */
  readonly date: number;
}

export type PageAnswer =
  | { readonly kind: 'page'; readonly page: Page }
  /** GitHub does not accept this cursor (4xx). Nothing is wrong with the token or the target. */
  | { readonly kind: 'cursor-refused' }
  /** A limit was reached before an answer came; the next run goes on. */
  | { readonly kind: 'stopped'; readonly reason: Exclude<StopReason, 'caught-up' | 'max-pages'> };

/** The limits of one request. */
export interface Allowance {
  /** By `Clock.now`; no wait and no try goes beyond it. */
  readonly deadlineAt: number;
  /** Requests of the hourly budget that must be left. */
  readonly reserve: number;
}

/** The audit log of one target: one page a call, retried as the settings say, never a list. */
export interface AuditLog {
  /** Rejects with `AccessError` or `UpstreamError` when the page cannot be had. */
  read(request: PageRequest, allowance: Allowance, signal: AbortSignal): Promise<PageAnswer>;
  readonly usage: Usage;
}

/** Counted while reading. */
export interface Usage {
  /** Requests sent to the audit log, tries that failed included. */
  readonly requests: number;
  /** Tries that failed and were repeated. */
  readonly retries: number;
  /** Budget of the hour as last reported, or `undefined` when never (GHES). */
  readonly rateLimitRemaining: number | undefined;
}
