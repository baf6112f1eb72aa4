/**
 * Reads inputs one by one and remembers what is wrong with each, so that a user fixes all of them at once. A problem
 * never shows a secret; a wrong value never turns into a default: what stands in for it is thrown away with the error.
 */
import { InputError } from '../../model/errors.ts';
import { holdsToken } from '../../model/token-shapes.ts';
import { quote } from '../plain-text.ts';
import { type ChoiceKind, describeKind } from './input-table/row.ts';
import { INPUT_NAMES, INPUT_ROWS, INPUTS, type InputName, type InputNameOf } from './input-table.ts';
import { parseBoolean, parseCount, parseDecimal, parseDuration } from './parse-values.ts';
import { looksLikeAgeKey, looksLikeKey, type Redact } from './secrets.ts';

/** Characters of a wrong value that are shown. */
const SHOWN_LENGTH_MAX = 60;

export class InputForm {
  readonly #read: (name: string) => string;
  readonly #redact: Redact;
  readonly #problems: string[] = [];
  readonly #wrong = new Set<InputName>();

  constructor(read: (name: string) => string, redact: Redact) {
    this.#read = read;
    this.#redact = redact;
  }

  /** The value as given, trimmed; '' when the user gave none. */
  given(name: InputName): string {
    return this.#read(name).trim();
  }

  /** The value as given, or the default of the table. Defaults that the runner evaluates are '' here. */
  value(name: InputName): string {
    const given = this.given(name);
    const fallback = INPUT_ROWS[name].default;
    return given === '' && !fallback.startsWith('${{') ? fallback : given;
  }

  /** The value of a text input; one of the wrong shape is remembered, an empty one is left to the caller. */
  text(name: InputNameOf<'text'>): string {
    const value = this.value(name);
    const { pattern, lengthMax } = INPUTS[name].kind;
    if (value !== '' && (value.length > lengthMax || !pattern.test(value))) this.refuse(name);
    return value;
  }

  count(name: InputNameOf<'count'>): number {
    const { min, max } = INPUTS[name].kind;
    return this.#within(name, parseCount(this.value(name)), [min, max]);
  }

  decimal(name: InputNameOf<'decimal'>): number {
    const { min, max } = INPUTS[name].kind;
    return this.#within(name, parseDecimal(this.value(name)), [min, max]);
  }

  /** Milliseconds. */
  duration(name: InputNameOf<'duration'>): number {
    const { minMs, maxMs } = INPUTS[name].kind;
    return this.#within(name, parseDuration(this.value(name)), [minMs, maxMs]);
  }

  boolean(name: InputNameOf<'boolean'>): boolean {
    const value = parseBoolean(this.value(name));
    if (value === undefined) this.refuse(name);
    return value ?? false;
  }

  /** `kind` is the one of `name` in the table; it carries the type of the values. */
  choice<V extends string>(name: InputNameOf<'choice'>, kind: ChoiceKind<V>): V {
    const text = this.value(name);
    const value = kind.values.find((each) => each === text);
    if (value === undefined) this.refuse(name);
    return value ?? kind.values[0];
  }

  /** `undefined` when the input is empty and has no default, else what `read` makes of it. */
  optional<T>(name: InputName, read: () => T): T | undefined {
    return this.value(name) === '' ? undefined : read();
  }

  /**
   * Remembers that a value is not what the input accepts. `because` is for where more is known; it continues after "got
   * …" with "it accepts …", with "which …", or names the mistake.
   */
  refuse(name: InputName, because?: string): void {
    if (this.#wrong.has(name)) return;
    const reason = because ?? `it accepts ${describeKind(INPUT_ROWS[name].kind)}`;
    const joint = reason.startsWith('it ') ? ';' : reason.startsWith('which ') ? ',' : ':';
    this.#add(name, `${this.#show(name)}${joint} ${reason}`);
  }

  /** Remembers every input that holds a secret of GitHub in which none belongs. */
  refuseMisplacedSecrets(): void {
    for (const name of INPUT_NAMES.filter((each) => !HOMES_OF_SECRETS.includes(each))) {
      const home = misplacedIn(this.value(name));
      if (home !== undefined) this.refuse(name, `${home}. Create a new one if a log has shown it`);
    }
  }

  /** Remembers that inputs do not go together; counted against the first of them. */
  conflict(name: InputName, sentence: string): void {
    this.#add(name, sentence);
  }

  /** Whether nothing is wrong with any of these so far: only then is it worth comparing them. */
  isSound(...names: readonly InputName[]): boolean {
    return names.every((name) => !this.#wrong.has(name));
  }

  /** Throws one `InputError` that lists every problem found; `remedy` is its hint. */
  throwProblems(remedy: string): void {
    const count = this.#problems.length;
    if (count === 0) return;
    const title = count === 1 ? 'One input is wrong' : `The inputs have ${count} problems`;
    const message = [`${title}:`, ...this.#problems.map((problem) => `- ${problem}`)].join('\n');
    throw new InputError(this.#redact(message), { hint: remedy });
  }

  #within(name: InputName, value: number | undefined, [min, max]: readonly [number, number]): number {
    if (value !== undefined && value >= min && value <= max) return value;
    this.refuse(name);
    return min;
  }

  #add(name: InputName, sentence: string): void {
    this.#wrong.add(name);
    this.#problems.push(`${name}: ${sentence}.`);
  }

  #show(name: InputName): string {
    const text = this.value(name);
    if (text === '') return 'is empty';
    if (INPUT_ROWS[name].secret === true) return 'got a value that is not shown';
    if (mayHoldSecret(text)) return 'got a value that is not shown, because it looks like a secret';
    return `got ${quote(this.#redact(text), SHOWN_LENGTH_MAX)}`;
  }
}

/** Inputs that accept a token or a key, of GitHub's kind or of another; each is checked separately. */
const HOMES_OF_SECRETS: readonly InputName[] = [
  'token',
  'github-token',
  'app-private-key',
  'signing-key',
  'sink-token',
  'sink-headers',
  'archive-token',
];

function misplacedIn(value: string): string | undefined {
  if (holdsToken(value)) return 'a token belongs in `token`, where it is masked';
  if (looksLikeAgeKey(value)) {
    return 'no input accepts a secret key of age; `encrypt-to` accepts its public key, `age1…`';
  }
  return looksLikeKey(value)
    ? 'the private key of a GitHub App belongs in `app-private-key`, where it is masked'
    : undefined;
}

/** A token pasted into the wrong input, or a URL with a password. */
function mayHoldSecret(text: string): boolean {
  return (
    holdsToken(text) ||
    text.includes('-----BEGIN') ||
    looksLikeAgeKey(text) ||
    (text.includes(':') && text.lastIndexOf('@') > text.indexOf(':'))
  );
}
