/**
 * The search phrase of the audit log: qualifiers joined by spaces, `-` negates, no free text. `created:` is evaluated in whole
 * seconds, on `@timestamp` or on `created_at`, because nobody documents which.
 */
import { DAY } from './clock.ts';
import type { StoredEvent } from './event-log.ts';

/** The clock that `created:` looks at. Events without `created_at` are filtered by `@timestamp` on either. */
export type CreatedClock = '@timestamp' | 'created_at';

/** A phrase, ready to be matched against events. */
export interface Phrase {
  /** Whether there is a `created:`, which lifts the default window of three months. */
  readonly hasCreated: boolean;
  matches(event: StoredEvent, clock: CreatedClock): boolean;
}

interface Interval {
  readonly from: number;
  readonly until: number;
}

interface Qualifier {
  readonly key: string;
  readonly value: string;
  readonly negated: boolean;
}

/** Parses a phrase; `undefined` when a part of it is no qualifier or a date cannot be read. */
export function parsePhrase(text: string): Phrase | undefined {
  const created: { readonly interval: Interval; readonly negated: boolean }[] = [];
  const others: Qualifier[] = [];
  for (const token of text.match(/(?:"[^"]*"|[^\s"])+/g) ?? []) {
    const [, minus = '', key = '', quoted = ''] = /^(-?)([\w@.]+):(.+)$/s.exec(token) ?? [];
    if (key === '') return undefined;
    const value = quoted.replaceAll('"', '');
    if (key === 'created') {
      const interval = parseCreated(value);
      if (interval === undefined) return undefined;
      created.push({ interval, negated: minus === '-' });
    } else others.push({ key, value: value.toLowerCase(), negated: minus === '-' });
  }
  const wanted = Map.groupBy(
    others.filter((qualifier) => !qualifier.negated),
    ({ key }) => key,
  );
  const unwanted = others.filter((qualifier) => qualifier.negated);
  return {
    hasCreated: created.length > 0,
    matches(event, clock) {
      const at = clock === 'created_at' ? (event.createdAt ?? event.ts) : event.ts;
      for (const { interval, negated } of created) {
        if ((at >= interval.from && at < interval.until) === negated) return false;
      }
      if (others.length === 0) return true;
      const fields = fieldsOf(event);
      // Several values of one key widen the search; different keys narrow it.
      for (const [key, anyOf] of wanted) if (!anyOf.some(({ value }) => holds(fields, key, value))) return false;
      return !unwanted.some(({ key, value }) => holds(fields, key, value));
    },
  };
}

/** The instants that a `created:` value lets through, as `[from, until)` in ms. */
function parseCreated(value: string): Interval | undefined {
  const range = /^(.+?)\.\.(.+)$/.exec(value);
  if (range !== null) {
    const from = range[1] === '*' ? ALWAYS : parseInstant(range[1] ?? '');
    const until = range[2] === '*' ? ALWAYS : parseInstant(range[2] ?? '');
    return from && until && { from: from.from, until: until.until };
  }
  const [, operator = '', rest = ''] = /^(>=|<=|>|<|)(.+)$/s.exec(value) ?? [];
  const at = parseInstant(rest);
  if (at === undefined) return undefined;
  switch (operator) {
    case '>=':
      return { from: at.from, until: ALWAYS.until };
    case '>':
      return { from: at.until, until: ALWAYS.until };
    case '<=':
      return { from: ALWAYS.from, until: at.until };
    case '<':
      return { from: ALWAYS.from, until: at.from };
    default:
      return at;
  }
}

const ALWAYS: Interval = { from: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY };

/** A date stands for its whole day, a date-time for its whole second; an offset needs its colon, as on GitHub. */
function parseInstant(text: string): Interval | undefined {
  const form = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?$/.exec(text);
  if (form === null) return undefined;
  const zoned = form[1] === undefined || /(?:Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`;
  const ms = Date.parse(zoned);
  if (Number.isNaN(ms)) return undefined;
  const from = Math.floor(ms / 1000) * 1000;
  return { from, until: from + (form[1] === undefined ? DAY : 1000) };
}

const parsed = new WeakMap<StoredEvent, Readonly<Record<string, unknown>>>();

function fieldsOf(event: StoredEvent): Readonly<Record<string, unknown>> {
  const known = parsed.get(event);
  if (known !== undefined) return known;
  const fields = JSON.parse(event.raw) as Record<string, unknown>;
  parsed.set(event, fields);
  return fields;
}

/** Qualifiers whose name is not the name of the field. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  operation: ['operation_type'],
  country: ['actor_location', 'country_code'],
};

function holds(fields: Readonly<Record<string, unknown>>, key: string, wanted: string): boolean {
  let value: unknown = fields;
  for (const part of FIELDS[key] ?? [key]) {
    value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[part] : undefined;
  }
  const actual = (Array.isArray(value) ? value : [value]).map((item) => String(item ?? '').toLowerCase());
  // `action:team` finds the whole category.
  return actual.some((item) => item === wanted || (key === 'action' && item.startsWith(`${wanted}.`)));
}
