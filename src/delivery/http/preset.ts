/**
 * The one shape of a sink. A preset says where events go, what each becomes, how they are framed, what the receiver's limits
 * are and how it acknowledges; everything else (batches, retries, halving, counting) is the same for all and knows none.
 */
import type { Line, Render } from '../../format/render.ts';
import type { AuditEvent } from '../../model/event.ts';
import type { FormatName } from '../../model/format-name.ts';
import type { Target } from '../../model/target.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { HeaderFields, Http, HttpAnswer } from '../../runtime/http.ts';
import type { OptionRows, OptionsOf } from './options.ts';
import type { Outcome } from './outcome.ts';

/** An event on its way, with what stands for it in the body. */
export interface Entry {
  readonly event: AuditEvent;
  readonly record: Line;
  /** Of `record`, as UTF-8. */
  readonly bytes: number;
  /**
   * The receiver does not accept it in this order: it goes where order does not matter, if the protocol has such a
   * place.
   */
  readonly late: boolean;
}

/** How records make a body: `open`, the records with `separator` between them, `close`. */
export interface Framing {
  readonly open: string;
  readonly separator: string;
  readonly close: string;
  /**
   * What stands around the records of one stream, inside of `open` and `close`. A request holds one stream only, those of
   * others go in requests of their own: a receiver may answer for one of them alone.
   */
  readonly stream?: (entry: Entry) => { readonly open: string; readonly close: string };
}

export const LINES: Framing = { open: '', separator: '\n', close: '\n' };
export const ARRAY: Framing = { open: '[', separator: ',', close: ']' };

/** In UTF-8; the record counts as it stands in the body, or only what `of` says. */
export interface EventBytes {
  readonly max: number;
  readonly of?: Render;
}

export interface Limits {
  /** Of one request. */
  readonly batchEvents: number;
  /** Of one body, before compression. One event alone may be larger. */
  readonly batchBytes: number;
  /** Between the oldest and the newest of one request; without it any. */
  readonly batchSpanMs?: number;
  /** A larger one becomes a dead letter before anything is sent: some receivers cut it, or lose what comes after it. */
  readonly eventBytes: EventBytes | undefined;
  /** Receivers drop an older event and report success: it becomes a dead letter, a little earlier, and no request ends later. */
  readonly maxAgeMs: number | undefined;
  /** So is one stamped further in the future. */
  readonly maxFutureMs: number | undefined;
}

/** A request that was answered, as an acknowledgement has to see it. */
export interface AnsweredRequest {
  readonly entries: readonly Entry[];
  /** Epoch milliseconds. */
  readonly now: number;
}

/** Headers that depend on what is sent. */
export interface Signed {
  /** As they go over the wire, compressed or not. */
  readonly body: Uint8Array;
  /** The same for the same events. */
  readonly key: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** A credential that has to be fetched first and expires. */
export interface Authorization {
  /** Rejects like a `send` of the retry layer. */
  headers(signal: AbortSignal): Promise<HeaderFields>;
  /** The receiver refused it: fetch a new one. */
  forget(): void;
}

/** Querying whether what was accepted is stored by now. */
export interface Poll {
  readonly url: string;
  readonly everyMs: number;
  /** After this it counts as lost. */
  readonly timeoutMs: number;
  /** JSON. */
  readonly body: (id: string) => string;
  /** `undefined`: the response does not fit the query. */
  readonly read: (answer: HttpAnswer, id: string) => 'acknowledged' | 'not-yet' | undefined;
}

/** What a preset makes of its options: all that sending needs to know. */
export interface Protocol {
  readonly url: string;
  /** Wrong ones are answered with success by some receivers that then store nothing. */
  readonly contentType: string;
  readonly headers: HeaderFields;
  readonly record: Render;
  readonly framing: Framing;
  readonly limits: Limits;
  readonly gzip: boolean;
  /** What a 2xx means: by itself it means nothing. */
  readonly acknowledge: (answer: HttpAnswer, request: AnsweredRequest) => Outcome;
  /** What any other status means; `undefined`: what it means everywhere. */
  readonly refuse?: (answer: HttpAnswer, request: AnsweredRequest) => Outcome | undefined;
  /** Name of the header that carries the key of a batch. */
  readonly idempotencyHeader?: string;
  readonly sign?: (signed: Signed) => HeaderFields;
  readonly authorization?: Authorization;
  readonly poll?: Poll;
  /**
   * A 500 that persists can mean that the request is too large, or one event bad: it is halved before the sending
   * fails.
   */
  readonly halvesOn500?: boolean;
}

/** What a preset knows in addition to its options. */
export interface PresetContext {
  /** Complete: with the path that was given, or the preset's own. */
  readonly url: string;
  /** '' when none was given. */
  readonly token: string;
  readonly target: Target;
  /**
   * What stands for an event inside of its record: one line of JSON, the text of GitHub unless another format is set.
   */
  readonly render: Render;
  /** What `render` makes; some protocols have a media type or a default of their own for it. */
  readonly format: FormatName;
  /** GitHub Enterprise Server. */
  readonly isServer: boolean;
  /** A GUID of this run. */
  readonly channel: string;
  readonly http: Http;
  readonly clock: Clock;
  /** GitHub's own identity of the job for an audience; `undefined` where the job has none. */
  readonly idToken: ((audience: string, signal: AbortSignal) => Promise<string>) | undefined;
  /** Keeps a secret that was made on the way out of everything that is printed. */
  readonly hide: (secret: string) => void;
}

/** What is wrong with the options together with the other inputs; sentences after `sink-options: `. */
export type Complaints = readonly string[];

/** Inputs that options have to fit together with. */
export interface OtherInputs {
  /** '' when none was given. */
  readonly token: string;
  readonly format: FormatName;
  /** As it was given, and a sound one; `undefined` when none was. */
  readonly url: URL | undefined;
}

export interface PresetSpec<Rows extends OptionRows> {
  readonly name: string;
  /** What `sink-token` is, as the end of "it accepts …"; `optional` when it works without. */
  readonly token: { readonly is: string; readonly optional: boolean };
  readonly options: Rows;
  /** Used when `sink-url` is empty; without it a URL must be given. */
  readonly url?: (options: OptionsOf<Rows>) => string;
  /** Path and query, used when the URL has no path. */
  readonly path: (options: OptionsOf<Rows>) => string;
  /** Parameters that any URL gets, a given path or not; one that is in it already stays. */
  readonly query?: (options: OptionsOf<Rows>, given: Omit<OtherInputs, 'token'>) => Readonly<Record<string, string>>;
  /** Of the token it can say what is wrong, never what it is. */
  readonly check?: (options: OptionsOf<Rows>, given: OtherInputs) => Complaints;
  readonly protocol: (options: OptionsOf<Rows>, context: PresetContext) => Protocol;
}
