/**
 * What has been seen in events, or could be, and breaks naive readers: arrays where a string was, numbers that JavaScript
 * rounds or rewrites, dangerous keys, text that looks like a command, and events of monstrous size. All are raw JSON text,
 * because most of them do not survive a `JSON.parse` and `JSON.stringify`.
 */
import type { Random } from './random.ts';

/** A field of an event: its name and its value, both as JSON text. */
export type RawField = readonly [name: string, value: string];

const ODDITIES: readonly [RawField, ...RawField[]] = [
  ['"org"', '["octo-org","octo-lab"]'],
  ['"org_id"', '[200002,200003]'],
  ['"repo"', '["octo-org/octo-repo","octo-org/octo-site"]'],
  ['"permission"', 'true'],
  ['"user"', 'null'],
  ['"actor"', '""'],
  ['"actor_id"', 'null'],
  ['"business"', 'null'],
  ['"name"', '"naïve café — 日本語 🐙 עברית"'],
  ['"name"', '"line\u2028separator\u2029paragraph"'],
  ['"name"', '"lone \\ud83d surrogate"'],
  ['"name"', '"escaped \\u00e9 \\/ slash \\u2028"'],
  ['"name"', '"::error title=pwned::gotcha"'],
  ['"name"', '"##[group]gotcha"'],
  ['"name"', '"first\\n::set-output name=events::0\\r\\n::add-mask::a\\nlast"'],
  ['"name"', '"::stop-commands::token"'],
  ['"name"', '"\\u001b[31mred\\u001b[0m\\u0007 \\u202egnitrats morf desrever"'],
  ['"name"', '"=HYPERLINK(\\"https://evil.example\\")"'],
  ['"name"', '"| table | <script>alert(1)</script> ```"'],
  ['"alert_id"', '12345678901234567890'],
  ['"alert_id"', '9007199254740993'],
  ['"alert_id"', '-0'],
  ['"score"', '1.0'],
  ['"score"', '1e3'],
  ['"score"', '1E+400'],
  ['"score"', '0.1000000000000000055511151231257827'],
  ['"__proto__"', '{"polluted":true}'],
  ['"constructor"', '{"prototype":{"polluted":true}}'],
  ['"toJSON"', '"not a function"'],
  ['""', '"the empty key"'],
  ['"10"', '"an integer-like key"'],
  ['"data"', '{"nested":{"deeper":[{"deepest":[[],{},null,false]}]}}'],
  ['"data"', '{ "spaced" : [ 1 , 2 ] }'],
];

/** One oddity. It replaces the field of its name, or comes on top. */
export function pickOddity(random: Random): RawField {
  return random.pick(ODDITIES);
}

/** Every oddity once, for a test that wants to see them all. */
export function allOddities(): readonly RawField[] {
  return ODDITIES;
}

/** A field that repeats a key with another value: legal, and silently halved by `JSON.parse`. */
export const DUPLICATE_KEY: readonly RawField[] = [
  ['"reason"', '"first"'],
  ['"reason"', '"second"'],
];

/** A field that makes its event about `bytes` long. */
export function hugeField(bytes: number): RawField {
  return ['"note"', `"${'octopus '.repeat(Math.ceil(bytes / 8))}"`];
}

/** A field of this many nested levels: `JSON.parse` reads it, `JSON.stringify` overflows the stack. */
export function deepField(levels: number): RawField {
  const half = Math.floor(levels / 2);
  return ['"data"', `${'{"a":['.repeat(half)}${']}'.repeat(half)}`];
}
