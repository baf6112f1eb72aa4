/**
 * The search phrase. The collector decides itself which range of time it reads, so a phrase that limits the time would
 * hide events that the position then claims to be delivered: one `created:` that says where to begin, or the whole range, is
 * taken out; any other is refused. https://docs.github.com/en/rest/orgs/orgs#get-the-audit-log-for-an-organization
 */
export interface ParsedPhrase {
  /** Without `created:`. */
  readonly phrase: string;
  /** Epoch milliseconds. */
  readonly since?: number;
  /** Epoch milliseconds, exclusive; never without `since`. */
  readonly until?: number;
}

const SINCE = /^created:>=(.+)$/i;
const RANGE = /^created:([^.]+(?:\.\d+[^.]*)?)\.\.([^.]+(?:\.\d+[^.]*)?)$/i;
const WHY =
  'only one created:>=INSTANT, or created:INSTANT..INSTANT of a pull, is accepted there: otherwise the position, or since and until, say which events are read';
const SHAPE = 'a date like 2026-01-31 or a date-time like 2026-01-31T10:00:00Z or …+01:00';

/**
 * Parses the `phrase` input. A text is the problem with it; it goes on after `got …`, begins with `which` and quotes
 * nothing of the input.
 */
export function parsePhrase(text: string): ParsedPhrase | string {
  const words = splitWords(text);
  if (words === undefined) return 'which has a quoted string that is not closed, or a backslash in front of a quote';
  const limits = words.filter(limitsTime);
  const [limit, ...others] = limits;
  const rest = words.filter((word) => !limits.includes(word)).join(' ');
  if (limit === undefined) return { phrase: rest };
  if (others.length > 0) return `which has more than one created: qualifier; ${WHY}`;
  const range = RANGE.exec(limit);
  if (range !== null) return parseCreatedRange(rest, range[1] ?? '', range[2] ?? '');
  const instant = SINCE.exec(limit)?.[1];
  if (instant === undefined) return `which has another created: qualifier; ${WHY}`;
  const since = parseInstant(instant);
  if (since === undefined) return `which has a created:>= without ${SHAPE}`;
  return { phrase: rest, since };
}

/** As GitHub reads it, both ends are part of the range: a date means all of its day, a date-time all of its second. */
function parseCreatedRange(phrase: string, from: string, to: string): ParsedPhrase | string {
  const [since, last] = [parseInstant(from), parseInstant(to)];
  if (since === undefined || last === undefined) return `which has a range in created: without ${SHAPE} at both ends`;
  const until = to.includes('T') ? Math.floor(last / 1000) * 1000 + 1000 : last + 86_400_000;
  if (until <= since) return 'which has a range in created: that ends before it begins';
  return { phrase, since, until };
}

/**
 * The phrase to send. The edges (epoch milliseconds) are widened to the second, because `created:` knows no smaller
 * unit, so that the filter never lets in less than was requested; '' when there is nothing to search for.
 */
export function renderPhrase(phrase: string, createdFrom: number | undefined, createdTo?: number): string {
  if (createdFrom === undefined) return phrase;
  // A retention without end puts the start before all time; nothing was logged before 1970.
  const from = renderSecond(Math.max(0, createdFrom));
  const created = createdTo === undefined ? `>=${from}` : `${from}..${renderSecond(createdTo + 999)}`;
  return phrase === '' ? `created:${created}` : `${phrase} created:${created}`;
}

/** Floored. */
function renderSecond(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

const INSTANT =
  /^(\d{4}-\d{2}-\d{2})(?:T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,9}))?)?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)?)?$/;

/** Epoch milliseconds of an ISO 8601 date or date-time, UTC when it names no zone, not before 1970; else `undefined`. */
export function parseInstant(text: string): number | undefined {
  const [, date, hours = '00', minutes = '00', seconds = '00', fraction = '', zone = 'Z'] = INSTANT.exec(text) ?? [];
  if (date === undefined) return undefined;
  const midnight = Date.parse(`${date}T00:00:00Z`);
  // Date.parse reads 31 February as 3 March.
  if (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== date) return undefined;
  const ms = fraction.slice(0, 3).padEnd(3, '0');
  const at = Date.parse(`${date}T${hours}:${minutes}:${seconds}.${ms}${zone}`);
  return at < 0 ? undefined : at;
}

/** The words of a phrase, each quoted string as one, or `undefined` when it is not clear where a quoted string ends. */
function splitWords(text: string): readonly string[] | undefined {
  // Whether GitHub reads \" as a quote inside a string is not documented; either guess could hide a created:.
  if (text.includes('\\"')) return undefined;
  const words: string[] = [];
  let word = '';
  for (const [index, part] of text.split('"').entries()) {
    if (index % 2 === 1) {
      word += `"${part}"`;
      continue;
    }
    const [first = '', ...more] = part.split(/\s+/);
    word += first;
    for (const next of more) {
      words.push(word);
      word = next;
    }
  }
  if (text.split('"').length % 2 === 0) return undefined;
  return [...words, word].filter((each) => each !== '');
}

/** Whether a word has `created:` outside quotes and not as the end of another key, also glued on with `-`, `+` or `%20`. */
function limitsTime(word: string): boolean {
  const unquoted = word.replaceAll(/"[^"]*"/g, '""');
  return /(?:^|[^a-z_.])created:/i.test(unquoted);
}
