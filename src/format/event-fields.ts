/**
 * The fields of one event, as a mapping reads them: a value is there only if it has the type that the mapping needs, for
 * GitHub sends arrays, nulls and booleans where its documentation says string. What was taken, whole and unambiguous,
 * is left out of `rest`; everything else stays in it as GitHub wrote it.
 */
import { parseString } from '../model/json-text.ts';
import { cutMembers, type Member } from './members.ts';

export class EventFields {
  /** Whether the event is a JSON object; without one there are no fields. */
  readonly isObject: boolean;
  readonly #members: readonly Member[];
  /** Of a key that is there twice the last value counts, as with `JSON.parse`. */
  readonly #values: ReadonlyMap<string, string>;
  readonly #taken = new Set<string>();

  /** @param raw one event, as JSON text */
  constructor(raw: string) {
    const members = cutMembers(raw);
    this.isObject = members !== undefined;
    this.#members = members ?? [];
    this.#values = new Map(this.#members.map(({ name, value }) => [name, value]));
  }

  /** The names of the fields, each once. */
  get names(): Iterable<string> {
    return this.#values.keys();
  }

  /** A string that is not empty. */
  text(name: string): string | undefined {
    const value = this.#values.get(name);
    if (value?.startsWith('"') !== true) return undefined;
    const text = parseString(value);
    return text === '' ? undefined : text;
  }

  /** An identifier: a whole number above zero, by its digits however many, or a string that is not empty. */
  id(name: string): string | undefined {
    return this.#digits(name) ?? this.text(name);
  }

  flag(name: string): boolean | undefined {
    const value = this.#values.get(name);
    return value === 'true' || value === 'false' ? value === 'true' : undefined;
  }

  /** The fields of a value that is an object. */
  inside(name: string): EventFields {
    return new EventFields(this.#values.get(name) ?? 'null');
  }

  /** The texts of a list of nothing but texts; `undefined` for anything else, and for an empty list. */
  texts(name: string): readonly string[] | undefined {
    const list = this.#list(name);
    const isTexts = list.length > 0 && list.every((item): item is string => typeof item === 'string' && item !== '');
    return isTexts ? [...new Set(list)] : undefined;
  }

  /** The objects in a list. */
  objects(name: string): readonly EventFields[] {
    return this.#list(name)
      .filter((item) => typeof item === 'object' && item !== null && !Array.isArray(item))
      .map((item) => new EventFields(JSON.stringify(item)));
  }

  /** As `text`, and `rest` leaves it out. */
  takeText(name: string): string | undefined {
    const text = this.text(name);
    if (text !== undefined) this.#taken.add(name);
    return text;
  }

  /** As `id`; `rest` leaves out a number only, for a string of digits would look the same. */
  takeId(name: string): string | undefined {
    const digits = this.#digits(name);
    if (digits !== undefined) this.#taken.add(name);
    return digits ?? this.text(name);
  }

  /** Takes the field if its JSON text is exactly this; otherwise it stays. */
  takeExactly(name: string, json: string): void {
    if (this.#values.get(name) === json) this.#taken.add(name);
  }

  /** A JSON object of all that was not taken, each member as it was written. A key that is there twice stays twice. */
  rest(): string {
    const repeats = this.#values.size < this.#members.length;
    const kept = this.#members.filter(({ name }) => !this.#taken.has(name) || (repeats && this.#isRepeated(name)));
    return `{${kept.map(({ text }) => text).join(',')}}`;
  }

  #list(name: string): readonly unknown[] {
    const value = this.#values.get(name);
    if (value?.startsWith('[') !== true) return [];
    const list: unknown = JSON.parse(value);
    return Array.isArray(list) ? list : [];
  }

  #isRepeated(name: string): boolean {
    return this.#members.filter((member) => member.name === name).length > 1;
  }

  #digits(name: string): string | undefined {
    const value = this.#values.get(name);
    return value !== undefined && /^[1-9]\d*$/.test(value) ? value : undefined;
  }
}
