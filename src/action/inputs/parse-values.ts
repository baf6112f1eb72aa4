/**
 * Single values out of text: durations, booleans and numbers; instants are read by `source/phrase.ts`, which needs them
 * too. Every parser accepts the complete text or nothing: `undefined` means "this is not one", never "empty", never a
 * default.
 */
import { assert } from '../../model/assert.ts';

const UNITS = [
  { suffix: 'd', ms: 86_400_000 },
  { suffix: 'h', ms: 3_600_000 },
  { suffix: 'm', ms: 60_000 },
  { suffix: 's', ms: 1000 },
] as const;

/** Milliseconds in `90s`, `15m`, `24h` or `7d`; one unit, whole numbers, no sign. */
export function parseDuration(text: string): number | undefined {
  const [, digits, suffix] = /^(0|[1-9][0-9]{0,8})([smhd])$/.exec(text) ?? [];
  const unit = UNITS.find((each) => each.suffix === suffix);
  return unit === undefined ? undefined : Number(digits) * unit.ms;
}

/** The shortest text that `parseDuration` reads as `ms`, in full seconds. */
export function renderDuration(ms: number): string {
  assert(ms >= 0 && ms % 1000 === 0, 'a duration in an input is a whole number of seconds');
  if (ms === 0) return '0s';
  const unit = UNITS.find((each) => ms % each.ms === 0);
  return unit === undefined ? `${ms / 1000}s` : `${ms / unit.ms}${unit.suffix}`;
}

/** The booleans of the YAML 1.2 core schema: https://yaml.org/spec/1.2.2/#10212-boolean */
export function parseBoolean(text: string): boolean | undefined {
  if (/^(?:true|True|TRUE)$/.test(text)) return true;
  if (/^(?:false|False|FALSE)$/.test(text)) return false;
  return undefined;
}

/** A whole number in plain digits: no sign, no leading zero, no exponent. */
export function parseCount(text: string): number | undefined {
  return /^(?:0|[1-9][0-9]{0,14})$/.test(text) ? Number(text) : undefined;
}

/** A number in plain digits with at most six decimals. */
export function parseDecimal(text: string): number | undefined {
  return /^(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,6})?$/.test(text) ? Number(text) : undefined;
}
