/**
 * What a run has to do, after the inputs were checked: the one shape that the action, the terminal and the tests pass
 * to the collector. Durations are milliseconds, instants UTC epoch milliseconds.
 */
import type { Compression } from './compression.ts';
import type { FeedName } from './feed.ts';
import type { FormatName } from './format-name.ts';
import type { Mode } from './mode.ts';
import type { Target } from './target.ts';

export interface Settings {
  readonly mode: Mode;
  readonly target: Target;
  readonly feeds: readonly FeedName[];
  /** Search phrase without `created:`, or ''. */
  readonly phrase: string;
  /** Where a first run, a pull or a moved position begins. */
  readonly since: Moment;
  /** Where a pull ends; `undefined`: now. */
  readonly until: Moment | undefined;
  /** Of a pull. */
  readonly order: 'asc' | 'desc';
  /** The credentials for the audit log. */
  readonly credentials: CredentialSettings;
  readonly api: { readonly url: string; readonly version: string; readonly userAgent: string };
  /** Token for this repository's own caches, artifacts and visibility; '' outside Actions. */
  readonly githubToken: string;
  readonly limits: {
    readonly perPage: number;
    readonly maxPages: number;
    readonly maxDurationMs: number;
    readonly pageDelayMs: number;
    readonly jitterMs: number;
    readonly rateLimitReserve: number;
  };
  readonly resilience: ResilienceSettings;
  readonly position: {
    readonly stateKey: string;
    /** Directory of the checkpoint, or `undefined` for the Actions cache. */
    readonly stateDir: string | undefined;
    /** Absolute path of a position that `reset` takes over. */
    readonly file: string | undefined;
    readonly overlapMs: number;
    readonly reconcileEveryMs: number;
    readonly reconcileWindowMs: number;
    /** Path of the id in the event, `['_document_id']` by default. */
    readonly dedupeId: readonly string[];
    /** Ids remembered at most, for each feed. */
    readonly dedupeCapacity: number;
    readonly onGap: 'fail' | 'warn';
    /** What a `collect` without a position does. */
    readonly onColdStart: 'collect' | 'fail';
    readonly maxLagMs: number | undefined;
  };
  readonly output: {
    readonly dir: string;
    readonly artifact: boolean;
    readonly artifactName: string;
    readonly retentionDays: number | undefined;
    readonly format: FormatName;
    readonly compression: Compression;
  };
  /** age recipients of the files of events; empty: these are not encrypted. */
  readonly encryptTo: readonly string[];
  /** `undefined`: nothing is signed, and no signature is looked at. */
  readonly signing: SigningSettings | undefined;
  readonly privacy: PrivacySettings;
  readonly allowPublicRepository: boolean;
  /** PEM text of certificate authorities to trust in addition to the public ones. */
  readonly caCertificates: string | undefined;
  readonly reporting: {
    /** Whether the summary names actions. */
    readonly summaryActions: boolean;
    /** Whether a page of the events is made. */
    readonly report: boolean;
    /** Called at the end of a successful run; a secret. */
    readonly heartbeatUrl: string | undefined;
  };
  /** `undefined`: none. */
  readonly sink: SinkSettings | undefined;
  /** `undefined`: none. */
  readonly archive: ArchiveSettings | undefined;
  /** `undefined`: neither. */
  readonly recording: RecordingSettings | undefined;
}

export interface SigningSettings {
  /** Text of an OpenSSH private key. */
  readonly key: string;
  /** Public keys, the base64 of each, whose positions are believed as well. */
  readonly trusted: readonly string[];
}

/** Whether what GitHub answers is kept, or comes from what was kept. Folders are absolute. */
export type RecordingSettings =
  | { readonly kind: 'record'; readonly dir: string }
  | { readonly kind: 'replay'; readonly dir: string };

/** Which fields of an event stay private, by paths such as `actor_location.country_code`. */
export interface PrivacySettings {
  readonly droppedFields: readonly string[];
  /** `undefined`: none. */
  readonly pseudonyms: { readonly fields: readonly string[]; readonly key: string } | undefined;
}

export type CredentialSettings =
  /** A bearer token that may read the audit log. */
  | { readonly kind: 'token'; readonly token: string }
  /** A GitHub App; its installation is looked up when it is `undefined`. */
  | {
      readonly kind: 'app';
      readonly appId: string;
      /** PEM. */
      readonly privateKey: string;
      readonly installationId: number | undefined;
    };

export interface SinkSettings {
  /** Name of a preset in the registry of sinks. */
  readonly preset: string;
  /** As given; `undefined`: that of the preset. */
  readonly url: string | undefined;
  /** '' when none is given. */
  readonly token: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** As the preset's own table allows them. */
  readonly options: Readonly<Record<string, unknown>>;
  /** `undefined`: that of the preset; so the two below. */
  readonly batchEvents: number | undefined;
  readonly batchBytes: number | undefined;
  readonly gzip: boolean | undefined;
  readonly timeoutMs: number;
  /** Whether events that the sink does not accept fail a run. */
  readonly onNotAccepted: 'fail' | 'warn';
}

export interface ArchiveSettings {
  /** As given; the location that it is was parsed once. */
  readonly url: string;
  /** '' when none is given. */
  readonly token: string;
  /** As the table of the store allows them. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** An instant, or a time before now (the server's now). */
export type Moment =
  | { readonly kind: 'instant'; readonly at: number }
  | { readonly kind: 'before-now'; readonly ms: number };

export interface ResilienceSettings {
  readonly requestTimeoutMs: number;
  readonly retry: {
    /** Tries of one request, the first included. */
    readonly attempts: number;
    readonly initialBackoffMs: number;
    readonly maxBackoffMs: number;
    readonly multiplier: number;
  };
  readonly breaker: { readonly failures: number; readonly successes: number; readonly cooldownMs: number };
}
