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

/** Which cursors were given out when, so that old ones can be forgotten. */
export class CursorBook {
  readonly #givenAt = new Map<string, number>();
  #forgottenBefore = Number.NEGATIVE_INFINITY;

  link(cursor: string, now: number): string {
    this.#givenAt.set(cursor, now);
    return `<https://api.github.com/organizations/1/audit-log?include=all&after=${encodeURIComponent(cursor)}&before=>; rel="next"`;
  }

  forgetAll(now: number): void {
    this.#forgottenBefore = now;
  }

  hasForgotten(cursor: string): boolean {
    return (this.#givenAt.get(cursor) ?? Number.POSITIVE_INFINITY) < this.#forgottenBefore;
  }
}

function base64(text: string): string {
  return Buffer.from(text, 'latin1').toString('base64');
}
