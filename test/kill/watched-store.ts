/**
 * A store as somebody next to it sees it: how often each key was confirmed, and whether what lies under a key is still what was
 * there at first.
 */
import { hash } from 'node:crypto';
import type { Label, Reply, Request } from '../emulator/exchange.ts';
import type { Double } from '../emulator/sinks/sink-server.ts';
import { pass } from '../interop/gate.ts';

/** Forwards to the store under the fault plan of the emulator, and keeps how often the store confirmed each key. */
export class ForwardingStore implements Double {
  readonly stored = [];
  readonly confirmed = new Map<string, number>();
  readonly #target: string;

  constructor(target: string) {
    this.#target = target;
  }

  label(): Label {
    return 'archive.put';
  }

  async answer({ method, url, headers, body, path }: Request): Promise<Reply> {
    const answer = await pass(this.#target, { method, url, headers }, body).catch(() => undefined);
    if (answer === undefined) return { status: 0, transport: { kind: 'reset' } };
    const key = keyOf(path, body);
    if (answer.status < 300) this.confirmed.set(key, (this.confirmed.get(key) ?? 0) + 1);
    const fields = Object.entries(answer.headers).filter(
      ([name]) => name !== 'connection' && name !== 'content-length',
    );
    return {
      status: answer.status,
      headers: Object.fromEntries(fields.map(([name, value]) => [name, String(value)])),
      body: answer.body,
    };
  }
}

/** What an object was at first. */
export class FirstSeen {
  readonly #hashes = new Map<string, string>();

  /** Keys whose object is another one than before, or gone. */
  compare(objects: ReadonlyMap<string, Buffer>): readonly string[] {
    for (const [key, bytes] of objects) {
      if (!this.#hashes.has(key)) this.#hashes.set(key, hash('sha256', bytes));
    }
    return [...this.#hashes].filter(([key, first]) => first !== hashOf(objects.get(key))).map(([key]) => key);
  }
}

const hashOf = (bytes: Buffer | undefined) => (bytes === undefined ? undefined : hash('sha256', bytes));

const KEY = /audit\/(?:events|dead-letters|manifests)\/[\w.=/-]+/;

/** S3 and Azure have it in the path, Google Cloud at the start of the body. */
function keyOf(path: string, body: Buffer): string {
  const [key] = KEY.exec(path) ?? KEY.exec(body.toString('latin1', 0, 2000)) ?? [path];
  return key;
}
