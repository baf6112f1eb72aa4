/**
 * The result of a run, in plain values: the outputs, the job summary and the exit code are made from it and from
 * nothing else. Of event content it holds only the names of frequent actions; every sentence in it is one of our own.
 */
import type { ArchivedFacts } from '../delivery/archive/archive.ts';
import type { SinkTotals } from '../delivery/sink-delivery.ts';
import type { Gap } from '../model/checkpoint.ts';
import type { FeedName } from '../model/feed.ts';
import type { StopReason } from '../model/stop-reason.ts';
import type { Activity } from './activity.ts';

/** Instants are UTC epoch milliseconds. Counts are of this run, whatever ended it. */
export interface Report {
  /** Delivered and committed. */
  readonly events: number;
  /** Met again and not delivered again. */
  readonly duplicates: number;
  /** Entries that are not valid events, delivered in a separate file. */
  readonly deadLetters: number;
  /** Sent to the audit log, repeated ones included. */
  readonly requests: number;
  readonly retries: number;
  readonly pages: number;
  readonly caughtUp: boolean;
  readonly stopReason: StopReason;
  /** Everything older is delivered, or lies in a gap, in every feed; `undefined` without a position. */
  readonly watermark: number | undefined;
  /** How far the position is behind the server's clock. */
  readonly lagSeconds: number | undefined;
  /** Found in this run, of all feeds. */
  readonly gaps: readonly Gap[];
  /** No position was found. */
  readonly coldStart: boolean;
  /** Absolute paths. */
  readonly files: readonly string[];
  /** Manifests of this run, oldest first; the names are those in `output-dir`. */
  readonly manifests: readonly ManifestReport[];
  /** SHA-256 of the newest manifests of the chain, written by this run or known to it, newest first. */
  readonly heads: readonly string[];
  /** Absolute path of the page of the run; `undefined` without one. */
  readonly page?: string | undefined;
  /** In the order of their upload. */
  readonly artifacts: readonly UploadedArtifact[];
  /** Budget of the hour as GitHub last reported it; `undefined` when it never did. */
  readonly rateLimitRemaining: number | undefined;
  /** Timestamps of the first and the last event delivered; `undefined` when there was none. */
  readonly window: { readonly from: number; readonly to: number } | undefined;
  /** Of the events delivered. */
  readonly activity: Activity;
  /** The largest lateness that a deep sweep met: an event behind the watermark that nothing had delivered. */
  readonly latenessMs: number | undefined;
  /** What the sink of the run has acknowledged; `undefined` without one. */
  readonly sink?: SinkTotals | undefined;
  /** What the archive of the run has stored; `undefined` without one. */
  readonly archive?: ArchivedFacts | undefined;
  readonly feeds: { readonly [name in FeedName]?: FeedReport };
  /** Incidents, in sentences of our own. */
  readonly incidents: readonly string[];
  /** Why the run failed; `undefined` when it succeeded. */
  readonly error: Failure | undefined;
}

export interface FeedReport {
  readonly events: number;
  readonly duplicates: number;
  readonly watermark: number;
  /** The server's time at the opening of the last sweep that reached the end; `undefined` when none ever did. */
  readonly completedAt: number | undefined;
  readonly caughtUp: boolean;
  /** Ids of delivered events that the position remembers. */
  readonly remembered: number;
  /** Found in this run. */
  readonly gaps: readonly Gap[];
}

export interface ManifestReport {
  readonly name: string;
  readonly sha256: string;
}

export interface UploadedArtifact {
  readonly id: number;
  readonly name: string;
  readonly sizeBytes: number;
}

/** What a `CollectError` says in public. */
export interface Failure {
  readonly message: string;
  readonly hint: string | undefined;
}
