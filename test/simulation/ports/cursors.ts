/** Cursors as GitHub has been seen to write them: key-set positions, base64 of a number and a document id. */
import type { Behaviour } from '../plan.ts';

export interface Place {
  readonly ts: number;
  readonly documentId: string;
}

export function writeCursor({ ts, documentId }: Place, form: Behaviour['cursors']): string {
  switch (form) {
    case 'integer':
      return base64(`${ts}|${documentId}`);
    case 'exponent':
      return base64(`${ts.toExponential(12)}|${documentId}`);
    case 'opaque':
      return base64(`p:${ts.toString(36)}:${documentId}`);
  }
}

export function readCursor(cursor: string): Place {
  const text = Buffer.from(cursor, 'base64').toString('latin1');
  const opaque = /^p:([0-9a-z]+):(.*)$/.exec(text);
  if (opaque !== null) return { ts: Number.parseInt(opaque[1] ?? '', 36), documentId: opaque[2] ?? '' };
  const bar = text.indexOf('|');
  return { ts: Number(text.slice(0, bar)), documentId: text.slice(bar + 1) };
}

/** Which cursors were issued when, so that old ones can expire. */
export class CursorBook {
  readonly #issuedAt = new Map<string, number>();
  #expiredBefore = Number.NEGATIVE_INFINITY;

  link(cursor: string, now: number): string {
    this.#issuedAt.set(cursor, now);
    return `<https://api.github.com/organizations/1/audit-log?include=all&after=${encodeURIComponent(cursor)}&before=>; rel="next"`;
  }

  expireAll(now: number): void {
    this.#expiredBefore = now;
  }

  hasExpired(cursor: string): boolean {
    return (this.#issuedAt.get(cursor) ?? Number.POSITIVE_INFINITY) < this.#expiredBefore;
  }
}

function base64(text: string): string {
  return Buffer.from(text, 'latin1').toString('base64');
}
