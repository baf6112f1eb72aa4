/**
 * The cursor of the audit log: base64 of `<timestamp>|<document id>`, a position that holds no server state. The number was
 * seen both as an integer and in exponent form; the emulator writes either and reads both.
 */
import type { Position } from './event-log.ts';

/** `1725481864261` or `1.725481864261e+12`. */
export type CursorForm = 'integer' | 'exponent';

/** The cursor that stands on an event. */
export function encodeCursor({ ts, id }: Position, form: CursorForm): string {
  const number = form === 'integer' ? String(ts) : ts.toExponential();
  return Buffer.from(`${number}|${id}`).toString('base64');
}

/** The position of a cursor; `undefined` when it is none. */
export function decodeCursor(cursor: string): Position | undefined {
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(cursor)) return undefined;
  const text = Buffer.from(cursor, 'base64').toString('utf8');
  const bar = text.indexOf('|');
  const number = text.slice(0, Math.max(bar, 0));
  if (!/^\d+(?:\.\d+)?(?:e\+?\d+)?$/i.test(number)) return undefined;
  return { ts: Number(number), id: text.slice(bar + 1) };
}
