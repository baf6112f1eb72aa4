/**
 * Checks a document against the published Elastic Common Schema (an extract, see `schema/SOURCES.md`): required fields, no
 * unknown ones outside of our own `github.`, types, arrays where the schema wants arrays, allowed values and the event types
 * expected with each category. Of our own fields it checks that Elasticsearch can give each one mapping for ever.
 */
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';

interface Field {
  readonly type: string;
  readonly array?: boolean;
  readonly required?: boolean;
  /** Each allowed value with the event types expected with it; none means any. */
  readonly allowed?: Readonly<Record<string, readonly string[]>>;
}

export interface EcsSchema {
  readonly version: string;
  /** The first words of all fields of ECS: names that are not ours to use. */
  readonly roots: readonly string[];
  readonly fields: Readonly<Record<string, Field>>;
}

export const ECS_SCHEMA = JSON.parse(readFileSync(new URL('schema/ecs.json', import.meta.url), 'utf8')) as EcsSchema;

/** Where fields that ECS does not have go: a proper name, as ECS asks for. */
const OWN = 'github';

/** What is wrong, each sentence beginning with the name of the field; an empty list when nothing is. */
export type EcsValidator = (document: unknown) => readonly string[];

/** A validator of documents that go into one index: it remembers the type of each field of our own. */
export function ecsValidator(): EcsValidator {
  const own = new Map<string, string>();
  return (document) => problemsOf(document, own);
}

type OwnTypes = Map<string, string>;

function problemsOf(document: unknown, own: OwnTypes): readonly string[] {
  if (typeof document !== 'object' || document === null) return ['no object'];
  const leaves = new Map(leavesOf(document, ''));
  const missing = Object.entries(ECS_SCHEMA.fields).filter(([name, { required }]) => required && !leaves.has(name));
  return [
    ...missing.map(([name]) => `${name}: required`),
    ...(leaves.get('ecs.version') === ECS_SCHEMA.version ? [] : ['ecs.version: another one']),
    ...(ECS_SCHEMA.roots.includes(OWN) ? [`${OWN}: is a name of ECS`] : []),
    ...[...leaves].flatMap(([name, value]) => problemsOfLeaf(name, value, own)),
    ...problemsOfCategories(leaves),
  ];
}

/** The values by their dotted names; an array is one value. */
function leavesOf(value: object, path: string): readonly (readonly [string, unknown])[] {
  const members = Object.entries(value);
  if (members.length === 0) return [[path, value]];
  return members.flatMap(([name, member]) => {
    const at = path === '' ? name : `${path}.${name}`;
    return typeof member === 'object' && member !== null && !Array.isArray(member)
      ? leavesOf(member, at)
      : [[at, member] as const];
  });
}

function problemsOfLeaf(name: string, value: unknown, own: OwnTypes): readonly string[] {
  if (name.startsWith(`${OWN}.`)) return problemsOfOwn(name, value, own);
  const field = Object.hasOwn(ECS_SCHEMA.fields, name) ? ECS_SCHEMA.fields[name] : undefined;
  if (field === undefined) return [`${name}: unknown`];
  if (Array.isArray(value) !== (field.array === true)) return [`${name}: ${field.array ? 'no array' : 'an array'}`];
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (values.length === 0) return [`${name}: empty`];
  return values.flatMap((it) => [
    ...(isOfType(it, field.type) ? [] : [`${name}: no ${field.type}`]),
    ...(field.allowed === undefined || Object.hasOwn(field.allowed, String(it)) ? [] : [`${name}: not allowed`]),
  ]);
}

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case 'date':
      // `strict_date_optional_time||epoch_millis`
      return Number.isSafeInteger(value) || (typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value));
    case 'ip':
      return typeof value === 'string' && isIP(value) !== 0;
    case 'keyword':
    case 'constant_keyword':
    case 'wildcard':
    case 'match_only_text':
      return typeof value === 'string' && value !== '';
    case 'long':
      return Number.isSafeInteger(value);
    case 'float':
      return typeof value === 'number';
    default:
      return false;
  }
}

/**
 * One type for each of our fields, in all documents, or Elasticsearch refuses some of them. A list is of the type of its items; of
 * objects in a list, every member is a field.
 */
function problemsOfOwn(name: string, value: unknown, own: OwnTypes): readonly string[] {
  if (!/^[a-z0-9_.]+$/.test(name)) return [`${name}: no name of a field`];
  if (Array.isArray(value)) {
    if (value.length === 0) return [`${name}: empty`];
    return value.flatMap((item) => problemsOfOwn(name, item, own));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([member, item]) => problemsOfOwn(`${name}.${member}`, item, own));
  }
  if (typeof value !== 'boolean' && (typeof value !== 'string' || value === ''))
    return [`${name}: no text, no boolean`];
  const before = own.get(name) ?? typeof value;
  own.set(name, before);
  return before === typeof value ? [] : [`${name}: was ${before} before`];
}

/** Each event type is one that some category of the event expects. */
function problemsOfCategories(leaves: ReadonlyMap<string, unknown>): readonly string[] {
  const allowed = ECS_SCHEMA.fields['event.category']?.allowed ?? {};
  const texts = (name: string) => [leaves.get(name) ?? []].flat().map(String);
  const expected = texts('event.category').flatMap((category) => allowed[category] ?? []);
  return texts('event.type')
    .filter((type) => !expected.includes(type))
    .map((type) => `event.type: ${type} is expected by none of the categories`);
}
