/**
 * Looks into GitHub's cursor, which is the position of an event: base64 of `<timestamp in ms>|<id>`. GitHub documents
 * it as opaque, so what is read here can confirm a belief or make it more careful; nothing depends on it, and no cursor
 * is ever built. The number is an integer in some years and in exponent form in others:
 * https://github.com/google/go-github/issues/1848
 */
import { TS_MAX } from '../model/seen.ts';

const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/;
const INTEGER = /^\d{1,15}$/;
const EXPONENT = /^\d(?:\.\d{1,20})?[eE]\+?\d{1,2}$/;
const LENGTH_MAX = 1000;

/** The timestamp that a cursor stands on, or `undefined` when it does not look like one of those. */
export function decodeCursor(after: string): { readonly ts: number } | undefined {
  if (after.length > LENGTH_MAX || !BASE64.test(after)) return undefined;
  // Node reads both alphabets of base64.
  const decoded = Buffer.from(after, 'base64').toString('latin1');
  const bar = decoded.indexOf('|');
  const number = decoded.slice(0, Math.max(0, bar));
  if (!INTEGER.test(number) && !EXPONENT.test(number)) return undefined;
  const ts = Number(number);
  return Number.isInteger(ts) && ts <= TS_MAX ? { ts } : undefined;
}
