/**
 * Loki's push, written from its source at 65e30f848 (2026-08, after 3.6): `pkg/distributor/distributor.go`, `validator.go`,
 * `pkg/ingester/instance.go`, `stream.go`, `pkg/validation/validate.go`, defaults from `limits.go`. The distributor checks each
 * entry and groups its errors; the ingester stores what is left, stream by stream, and answers with the error of the last one
 * only. Whatever is not refused is stored, and an identical entry of a stream is stored once.
 */
import { isObject } from '../../../src/delivery/http/acknowledge.ts';
import type { Reply, Request } from '../exchange.ts';
import { type Double, mediaType, type StoredEvent } from './sink-server.ts';

type Labels = Readonly<Record<string, string>>;

interface LokiEntry {
  readonly ns: string;
  readonly at: number;
  readonly line: string;
  readonly metadata: Labels;
}

interface Push {
  readonly streams: readonly {
    readonly stream: Labels;
    readonly values: readonly (readonly [string, string, Labels?])[];
  }[];
}

interface Stored {
  newest: number;
  readonly entries: Set<string>;
}

interface Refusal {
  readonly status: number;
  readonly text: string;
}

/** `ingester.max-ignored-stream-errors` */
const ERRORS_SHOWN = 10;
/** Half of `ingester.max-chunk-age`. */
const BEHIND_MAX_MS = 3_600_000;

export class LokiDouble implements Double {
  readonly stored: StoredEvent[] = [];
  authorization: string | undefined;
  now: () => number = () => Date.now();
  /** `reject_old_samples_max_age` */
  maxAgeMs = 7 * 86_400_000;
  /** `max_line_size` */
  maxLineBytes = 262_144;
  /** `max_label_names_per_series`; `service_name` does not count. */
  maxLabels = 15;
  /** `allow_structured_metadata` */
  allowsMetadata = true;
  /** Streams whose rate limit is used up. */
  isLimited: (labels: Labels) => boolean = () => false;
  readonly #streams = new Map<string, Stored>();

  answer(request: Request, body: string): Reply {
    if (this.authorization !== undefined && request.headers.authorization !== this.authorization)
      return { status: 401, body: 'no org id\n' };
    if (request.path !== '/loki/api/v1/push') return { status: 404, body: '404 page not found\n' };
    const push = mediaType(request) === 'application/json' ? parse(body) : undefined;
    // Anything else is read as compressed protocol buffers.
    if (push === undefined) return error({ status: 400, text: 'snappy: corrupt input' });
    if (push.streams.length === 0)
      return error({ status: 422, text: 'error at least one valid stream is required for ingestion' });
    const refusal = this.#distribute(push);
    return refusal === undefined ? { status: 204 } : error(refusal);
  }

  #distribute({ streams }: Push): Refusal | undefined {
    const errors: string[] = [];
    const valid = streams.flatMap(({ stream, values }) => {
      const name = nameOf(stream);
      const count = Object.keys(stream).length - ('service_name' in stream ? 1 : 0);
      if (count > this.maxLabels) {
        errors.push(`entry for stream '${name}' has ${count} label names; limit ${this.maxLabels}`);
        return [];
      }
      const entries = values.map(([ns, line, metadata = {}]) => ({ ns, at: Number(ns.slice(0, -6)), line, metadata }));
      const sound = entries.filter((entry) => {
        const mistake = this.#mistakeOf(entry, name);
        if (mistake !== undefined) errors.push(mistake);
        return mistake === undefined;
      });
      return sound.length === 0 ? [] : [{ stream, entries: sound }];
    });
    const refused = this.#ingest(valid);
    if (refused !== undefined || errors.length === 0) return refused;
    return { status: 400, text: grouped(errors) };
  }

  #mistakeOf({ at, line, metadata }: LokiEntry, name: string): string | undefined {
    const oldest = this.now() - this.maxAgeMs;
    if (at < oldest) {
      return `entry for stream '${name}' has timestamp too old: ${rfc3339(at)}, oldest acceptable timestamp is: ${rfc3339(oldest)}`;
    }
    if (at > this.now() + 600_000) return `entry for stream '${name}' has timestamp too new: ${rfc3339(at)}`;
    const bytes = Buffer.byteLength(line);
    if (bytes > this.maxLineBytes) {
      return `max entry size '${this.maxLineBytes}' bytes exceeded for stream '${name}' while adding an entry with length '${bytes}' bytes`;
    }
    if (Object.keys(metadata).length > 0 && !this.allowsMetadata) {
      return `stream '${name}' includes structured metadata, but this feature is disallowed. Please see \`limits_config.allow_structured_metadata\` or contact your Loki administrator to enable it`;
    }
    return undefined;
  }

  /** The error of the last stream, whatever became of those before it. */
  #ingest(
    streams: readonly { readonly stream: Labels; readonly entries: readonly LokiEntry[] }[],
  ): Refusal | undefined {
    let last: Refusal | undefined;
    for (const { stream, entries } of streams) last = this.#append(stream, entries);
    return last;
  }

  #append(labels: Labels, entries: readonly LokiEntry[]): Refusal | undefined {
    const name = nameOf(labels);
    const stream = this.#streams.get(name) ?? { newest: Number.NEGATIVE_INFINITY, entries: new Set<string>() };
    this.#streams.set(name, stream);
    const failed: { readonly entry: LokiEntry; readonly reason: string; readonly status: number }[] = [];
    for (const entry of entries) {
      const cutoff = stream.newest - BEHIND_MAX_MS;
      if (this.isLimited(labels)) {
        const reason = `Per stream rate limit exceeded (limit: 3MB/sec) while attempting to ingest for stream '${name}' totaling ${entry.line.length}B, consider splitting a stream via additional labels or contact your Loki administrator to see if the limit can be increased`;
        failed.push({ entry, reason, status: 429 });
      } else if (entry.at < cutoff) {
        const reason = `entry too far behind, entry timestamp is: ${rfc3339(entry.at)}, oldest acceptable timestamp is: ${rfc3339(cutoff)}`;
        failed.push({ entry, reason, status: 400 });
      } else this.#keep(stream, labels, entry);
    }
    const last = failed.at(-1);
    if (last === undefined) return undefined;
    const shown = failed
      .slice(0, ERRORS_SHOWN)
      .map(({ entry, reason }) => `entry with timestamp ${goTime(entry.at)} ignored, reason: '${reason}',\n`);
    const total = `user 'fake', total ignored: ${failed.length} out of ${entries.length} for stream: ${name}`;
    return { status: last.status, text: `${shown.join('')}${total}` };
  }

  #keep(stream: Stored, labels: Labels, { ns, at, line, metadata }: LokiEntry): void {
    stream.newest = Math.max(stream.newest, at);
    const identity = JSON.stringify([ns, line, metadata]);
    if (stream.entries.has(identity)) return;
    stream.entries.add(identity);
    this.stored.push({ raw: line, fields: { ...labels, ...metadata, ns } });
  }
}

function parse(body: string): Push | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) && Array.isArray(value['streams']) ? (value as unknown as Push) : undefined;
  } catch {
    return undefined;
  }
}

/** As Go's `http.Error` writes it. */
function error({ status, text }: Refusal): Reply {
  return { status, body: `${text}\n` };
}

/** `pkg/util/errors`: each text once, with its number where there is more than one. */
function grouped(errors: readonly string[]): string {
  const counts = Map.groupBy(errors, (text) => text);
  const isPlain = counts.size === 1 && errors.length === 1;
  return [...counts].map(([text, all]) => (isPlain ? text : `${all.length} errors like: ${text}`)).join('; ');
}

function nameOf(labels: Labels): string {
  const pairs = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${pairs.map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(', ')}}`;
}

/** Go's RFC3339, which leaves out fractions of a second. */
function rfc3339(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

/** Go's `Time.String()`. */
function goTime(ms: number): string {
  const [day, time = ''] = new Date(ms).toISOString().slice(0, -1).split('T');
  return `${day} ${time.replace(/\.?0+$/, '')} +0000 UTC`;
}
