/**
 * Keeps fields out of an event: dropped ones are cut out of its text, pseudonymized ones are replaced by a keyed hash, and
 * every other byte stays as GitHub sent it. It runs once, where an event becomes a line, so that no file, sink, format or
 * report can miss it; the key of the event is taken before.
 */
import { createHmac } from 'node:crypto';
import { closingQuote, endOfValue, parseString, skipSpace } from '../model/json-text.ts';
import type { PrivacySettings } from '../model/settings.ts';

/** An event without what has to stay private. */
export type RedactEvent = (raw: Buffer) => Buffer;

const PSEUDONYM_BYTES = 16;

const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

export function createRedaction({ droppedFields, pseudonyms }: PrivacySettings): RedactEvent {
  if (droppedFields.length === 0 && pseudonyms === undefined) return (raw) => raw;
  const plan = new Plan(droppedFields, pseudonyms?.fields ?? []);
  const hide = (value: string) => pseudonymOf(value, pseudonyms?.key ?? '');
  return (raw) => Buffer.from(new Redacting(raw.toString(), plan, hide).text());
}

/** The same value has the same pseudonym under the same key, whatever field it stands in, so that events can be joined by it. */
export function pseudonymOf(value: string, key: string): string {
  const digest = createHmac('sha256', key).update(value, 'utf8').digest();
  return `p:${digest.toString('base64url', 0, PSEUDONYM_BYTES)}`;
}

type Treatment = 'keep' | 'drop' | 'pseudonymize' | 'enter';

/** What to do with the member at a path. */
class Plan {
  readonly #dropped: ReadonlySet<string>;
  readonly #pseudonymized: ReadonlySet<string>;
  /** Paths that lead to one of those. */
  readonly #outer: ReadonlySet<string>;

  constructor(dropped: readonly string[], pseudonymized: readonly string[]) {
    this.#dropped = new Set(dropped);
    this.#pseudonymized = new Set(pseudonymized);
    this.#outer = new Set([...dropped, ...pseudonymized].flatMap(prefixesOf));
  }

  /** `first`: the first character of the member's value. */
  treatmentOf(path: string, first: number): Treatment {
    if (this.#dropped.has(path)) return 'drop';
    const isNested = first === OPEN_BRACE || first === OPEN_BRACKET;
    // What an object says cannot be hidden behind one name, so it is left out.
    if (this.#pseudonymized.has(path)) return isNested ? 'drop' : 'pseudonymize';
    return isNested && this.#outer.has(path) ? 'enter' : 'keep';
  }
}

function prefixesOf(path: string): readonly string[] {
  const names = path.split('.');
  return names.slice(1).map((_, index) => names.slice(0, index + 1).join('.'));
}

/** An object or an array on the way to a member. */
interface Level {
  readonly isArray: boolean;
  /** In front of the names in it. An array adds nothing: a path leads into each of its elements. */
  readonly prefix: string;
  /** Where the member that comes next begins: after the opening brace, or at the comma. */
  edge: number;
  /** Whether a member before it is still there: then the comma between them goes with it. */
  hasKept: boolean;
}

/** One pass over one event, with a stack of its own. */
class Redacting {
  readonly #raw: string;
  readonly #plan: Plan;
  readonly #hide: (value: string) => string;
  readonly #levels: Level[] = [];
  #out = '';
  /** Up to here the text is in `#out`, or left out. */
  #done = 0;
  #at: number;

  constructor(raw: string, plan: Plan, hide: (value: string) => string) {
    this.#raw = raw;
    this.#plan = plan;
    this.#hide = hide;
    this.#at = skipSpace(raw, 0);
  }

  text(): string {
    this.#readValue('');
    for (let level = this.#levels.at(-1); level !== undefined; level = this.#levels.at(-1)) this.#step(level);
    return this.#done === 0 ? this.#raw : this.#out + this.#raw.slice(this.#done);
  }

  #step(level: Level): void {
    this.#at = skipSpace(this.#raw, this.#at);
    switch (this.#raw.charCodeAt(this.#at)) {
      case CLOSE_BRACE:
      case CLOSE_BRACKET:
        this.#levels.pop();
        this.#at += 1;
        return;
      case COMMA:
        level.edge = this.#at;
        this.#at += 1;
        return;
      default:
        if (level.isArray) this.#readValue(level.prefix);
        else this.#readMember(level);
    }
  }

  /** The value at `#at`, in the end an object to look into or one to pass over. */
  #readValue(prefix: string): void {
    const first = this.#raw.charCodeAt(this.#at);
    if (first === OPEN_BRACE || first === OPEN_BRACKET) {
      this.#at += 1;
      this.#levels.push({ isArray: first === OPEN_BRACKET, prefix, edge: this.#at, hasKept: false });
    } else this.#at = endOfValue(this.#raw, this.#at);
  }

  #readMember(level: Level): void {
    const nameEnd = closingQuote(this.#raw, this.#at) + 1;
    const path = level.prefix + parseString(this.#raw.slice(this.#at, nameEnd));
    const colon = skipSpace(this.#raw, nameEnd);
    this.#at = skipSpace(this.#raw, colon + 1);
    const treatment = this.#plan.treatmentOf(path, this.#raw.charCodeAt(this.#at));
    if (treatment === 'drop') {
      this.#drop(level);
      return;
    }
    level.hasKept = true;
    if (treatment === 'enter') this.#readValue(`${path}.`);
    else {
      const end = endOfValue(this.#raw, this.#at);
      if (treatment === 'pseudonymize') this.#replace(end);
      this.#at = end;
    }
  }

  /** Leaves out the member and one of the commas around it. */
  #drop(level: Level): void {
    const next = skipSpace(this.#raw, endOfValue(this.#raw, this.#at));
    const isFirst = !level.hasKept;
    this.#out += this.#raw.slice(this.#done, level.edge);
    this.#at = isFirst && this.#raw.charCodeAt(next) === COMMA ? next + 1 : next;
    this.#done = this.#at;
    level.edge = this.#at;
  }

  /** A `null` says nothing that could be hidden. */
  #replace(end: number): void {
    const value = this.#raw.slice(this.#at, end);
    if (value === 'null') return;
    const text = value.charCodeAt(0) === QUOTE ? parseString(value) : value;
    this.#out += `${this.#raw.slice(this.#done, this.#at)}"${this.#hide(text)}"`;
    this.#done = end;
  }
}
