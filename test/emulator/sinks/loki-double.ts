/**
 * Loki's push as it was measured: good lines of a push are stored although it answers 400, an identical line of a stream is
 * stored once, and a line more than an hour behind the newest of its stream is "too far behind".
 */
import type { Reply, Request } from '../exchange.ts';
import { type Double, mediaType, type StoredEvent } from './sink-server.ts';

interface Push {
  readonly streams: readonly {
    readonly stream: Readonly<Record<string, string>>;
    readonly values: readonly (readonly [string, string, Readonly<Record<string, string>>?])[];
  }[];
}

export class LokiDouble implements Double {
  readonly stored: StoredEvent[] = [];
  authorization: string | undefined;
  now: () => number = () => Date.now();
  maxAgeMs = 7 * 86_400_000;
  maxLineBytes = 262_144;
  /** By labels: the newest line of a stream and all that it holds. */
  readonly #streams = new Map<string, { newest: number; readonly lines: Set<string> }>();

  answer(request: Request, body: string): Reply {
    if (this.authorization !== undefined && request.headers.authorization !== this.authorization)
      return { status: 401 };
    if (request.path !== '/loki/api/v1/push') return { status: 404 };
    if (mediaType(request) !== 'application/json') return { status: 204 };
    const { streams } = JSON.parse(body) as Push;
    const errors = streams.flatMap(({ stream, values }) =>
      values.flatMap(([ns, line, metadata]) => this.#store(stream, { ns, line, metadata: metadata ?? {} }) ?? []),
    );
    // One of perhaps many; Loki groups them and shows one of each group.
    const [first] = errors;
    return first === undefined ? { status: 204 } : { status: 400, body: `${first}\n` };
  }

  #store(
    labels: Readonly<Record<string, string>>,
    {
      ns,
      line,
      metadata,
    }: { readonly ns: string; readonly line: string; readonly metadata: Readonly<Record<string, string>> },
  ): string | undefined {
    const at = Number(ns.slice(0, -6));
    const name = JSON.stringify(labels);
    const now = this.now();
    if (at < now - this.maxAgeMs) {
      return `entry for stream '${name}' has timestamp too old: ${iso(at)}, oldest acceptable timestamp is: ${iso(now - this.maxAgeMs)}`;
    }
    if (at > now + 600_000) return `entry for stream '${name}' has timestamp too new: ${iso(at)}`;
    if (Buffer.byteLength(line) > this.maxLineBytes) {
      return `max entry size '${this.maxLineBytes}' bytes exceeded for stream '${name}' while adding an entry with length '${Buffer.byteLength(line)}' bytes`;
    }
    const stream = this.#streams.get(name) ?? { newest: 0, lines: new Set<string>() };
    this.#streams.set(name, stream);
    if (at < stream.newest - 3_600_000) {
      return `entry with timestamp ${iso(at)} ignored, reason: 'entry too far behind, entry timestamp is: ${iso(at)}, oldest acceptable timestamp is: ${iso(stream.newest - 3_600_000)}' for stream: ${name},\ntotal ignored: 1 out of 1`;
    }
    stream.newest = Math.max(stream.newest, at);
    const identity = JSON.stringify([ns, line, metadata]);
    if (stream.lines.has(identity)) return undefined;
    stream.lines.add(identity);
    this.stored.push({ raw: line, fields: { ...labels, ...metadata, ns } });
    return undefined;
  }
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
