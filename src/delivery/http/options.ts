/**
 * The options of a preset: a table says what each is, its default and its help; the reader accepts exactly these, so a
 * misspelt option is an error that names the right ones, never a default that nobody chose.
 */

export type OptionKind =
  | { readonly type: 'text'; readonly pattern: RegExp; readonly accepts: string }
  | { readonly type: 'boolean' }
  | { readonly type: 'choice'; readonly values: readonly string[] }
  | { readonly type: 'count'; readonly min: number; readonly max: number }
  /** Milliseconds, written `90s`, `15m`, `24h` or `7d`. */
  | { readonly type: 'duration'; readonly minMs: number; readonly maxMs: number }
  /** Names to texts. */
  | { readonly type: 'map'; readonly keys: RegExp; readonly accepts: string };

type Value = string | boolean | number | Readonly<Record<string, string>>;

export interface OptionRow {
  readonly kind: OptionKind;
  readonly default?: Value;
  readonly help: string;
}

export type OptionRows = Readonly<Record<string, OptionRow>>;

type ValueOf<Kind extends OptionKind> = Kind extends { readonly type: 'boolean' }
  ? boolean
  : Kind extends { readonly type: 'choice'; readonly values: readonly (infer Choice)[] }
    ? Choice
    : Kind extends { readonly type: 'count' | 'duration' }
      ? number
      : Kind extends { readonly type: 'map' }
        ? Readonly<Record<string, string>>
        : string;

/** The values of a table; those without a default may be absent. */
export type OptionsOf<Rows extends OptionRows> = {
  readonly [Name in keyof Rows]:
    | ValueOf<Rows[Name]['kind']>
    | (Rows[Name] extends { readonly default: Value } ? never : undefined);
};

const LENGTH_MAX = 2000;

export function text(accepts: string, pattern: RegExp): Extract<OptionKind, { type: 'text' }> {
  return { type: 'text', pattern, accepts };
}

export const ANY_TEXT = text('a text on one line', /^[^\p{Cc}]+$/u);

export function choice<const Values extends readonly string[]>(...values: Values) {
  return { type: 'choice', values } as const;
}

export const BOOLEAN = { type: 'boolean' } as const;

export type OptionsReading<Rows extends OptionRows> =
  | { readonly kind: 'read'; readonly options: OptionsOf<Rows> }
  /** Each goes on after `sink-options: `. */
  | { readonly kind: 'wrong'; readonly complaints: readonly string[] };

/** Reads `given` by the table of an `owner`; values are not quoted, even those that are no secret by definition. */
export function readOptions<Rows extends OptionRows>(
  rows: Rows,
  given: Readonly<Record<string, unknown>>,
  owner = 'preset',
): OptionsReading<Rows> {
  const names = Object.keys(rows);
  const complaints = Object.keys(given)
    .filter((name) => !Object.hasOwn(rows, name))
    .map((name) => `${quoteName(name)} is not an option of this ${owner}; its options are ${listOf(names)}`);
  const options: Record<string, Value | undefined> = {};
  for (const [name, row] of Object.entries(rows)) {
    const value = given[name];
    const read = value === undefined || value === null ? row.default : readValue(row.kind, value);
    if (read === undefined && value !== undefined && value !== null) {
      complaints.push(`\`${name}\` accepts ${describeOption(row.kind)}`);
    }
    options[name] = read;
  }
  return complaints.length > 0 ? { kind: 'wrong', complaints } : { kind: 'read', options: options as OptionsOf<Rows> };
}

function readValue(kind: OptionKind, value: unknown): Value | undefined {
  switch (kind.type) {
    case 'text':
      // YAML makes numbers of what people mean as text: `index: 2026`.
      return readText(typeof value === 'number' ? String(value) : value, kind.pattern);
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'choice':
      return kind.values.find((each) => each === value);
    case 'count':
      return typeof value === 'number' && Number.isSafeInteger(value) && value >= kind.min && value <= kind.max
        ? value
        : undefined;
    case 'duration': {
      const ms = readDuration(value);
      return ms !== undefined && ms >= kind.minMs && ms <= kind.maxMs ? ms : undefined;
    }
    case 'map':
      return readMap(value, kind.keys);
  }
}

function readText(value: unknown, pattern: RegExp): string | undefined {
  return typeof value === 'string' && value.length <= LENGTH_MAX && pattern.test(value) ? value : undefined;
}

function readMap(value: unknown, keys: RegExp): Readonly<Record<string, string>> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const pairs = Object.entries(value).map(([name, each]) => [name, typeof each === 'number' ? String(each) : each]);
  const isSound = pairs.every(
    ([name, each]) => keys.test(String(name)) && readText(each, ANY_TEXT.pattern) !== undefined,
  );
  return isSound ? Object.fromEntries(pairs) : undefined;
}

const UNITS_MS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

function readDuration(value: unknown): number | undefined {
  const [, digits, unit = ''] = /^([1-9][0-9]{0,6})([smhd])$/.exec(typeof value === 'string' ? value : '') ?? [];
  const ms = UNITS_MS[unit];
  return ms === undefined ? undefined : Number(digits) * ms;
}

/** What an option accepts, as the end of a sentence. */
export function describeOption(kind: OptionKind): string {
  switch (kind.type) {
    case 'text':
    case 'map':
      return kind.accepts;
    case 'boolean':
      return '`true` or `false`';
    case 'choice':
      return listOf(kind.values, 'or');
    case 'count':
      return `a whole number from ${kind.min} to ${kind.max}`;
    case 'duration':
      return 'a duration, written like `90s`, `15m`, `24h` or `7d`';
  }
}

function quoteName(name: string): string {
  return /^[\w .-]{1,40}$/.test(name) ? `\`${name}\`` : 'a name with unusual characters';
}

function listOf(names: readonly string[], joint = 'and'): string {
  const quoted = names.map((name) => `\`${name}\``);
  return quoted.length < 2 ? quoted.join() : `${quoted.slice(0, -1).join(', ')} ${joint} ${quoted.at(-1)}`;
}
