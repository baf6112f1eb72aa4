/**
 * Checks a document against the published OCSF schema (an extract, see `schema/SOURCES.md`): required attributes, no unknown
 * and no deprecated ones, types, patterns, enumerations and their siblings, profiles, constraints, the sums of uids. It knows
 * nothing of how our documents are made.
 */
import { readFileSync } from 'node:fs';

interface Attribute {
  readonly type: string;
  readonly object_type?: string;
  readonly is_array?: boolean;
  readonly requirement?: 'required';
  readonly profiles?: readonly string[];
  readonly deprecated?: boolean;
  readonly enum?: Readonly<Record<string, string>>;
  /** The attribute that says in words what this one says in numbers. */
  readonly sibling?: string;
}

interface Shape {
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly constraints?: { readonly at_least_one?: readonly string[]; readonly just_one?: readonly string[] };
}

interface Class extends Shape {
  readonly uid: number;
  readonly caption: string;
  readonly category_uid: number;
  readonly category_name: string;
  readonly profiles: readonly string[];
}

interface Type {
  readonly type?: string;
  readonly regex?: string;
  readonly max_len?: number;
  readonly range?: readonly [number, number];
}

export interface OcsfSchema {
  readonly version: string;
  readonly types: Readonly<Record<string, Type>>;
  readonly classes: Readonly<Record<string, Class>>;
  readonly objects: Readonly<Record<string, Shape>>;
}

export const OCSF_SCHEMA = JSON.parse(readFileSync(new URL('schema/ocsf.json', import.meta.url), 'utf8')) as OcsfSchema;

type Json = Readonly<Record<string, unknown>>;

/** What is wrong, each sentence beginning with the path of the attribute; an empty list when nothing is. */
export function problemsOfOcsf(document: unknown): readonly string[] {
  if (!isObject(document)) return ['no object'];
  const found = Object.values(OCSF_SCHEMA.classes).find(({ uid }) => uid === document['class_uid']);
  if (found === undefined) return ['class_uid: unknown'];
  const metadata = isObject(document['metadata']) ? document['metadata'] : {};
  const profiles = Array.isArray(metadata['profiles']) ? (metadata['profiles'] as readonly string[]) : [];
  return [
    ...problemsOfUids(document, found),
    ...(metadata['version'] === OCSF_SCHEMA.version ? [] : ['metadata.version: another one']),
    ...profiles.filter((name) => !found.profiles.includes(name)).map((name) => `metadata.profiles: ${name} is unknown`),
    ...problemsOfShape(document, found, { path: '', profiles }),
  ];
}

function problemsOfUids(document: Json, { uid, caption, category_uid, category_name }: Class): readonly string[] {
  const wanted: readonly (readonly [string, unknown])[] = [
    ['type_uid', uid * 100 + Number(document['activity_id'])],
    ['category_uid', category_uid],
    ['category_name', category_name],
    ['class_name', caption],
  ];
  return wanted.filter(([name, value]) => document[name] !== value).map(([name]) => `${name}: not that of the class`);
}

interface Place {
  readonly path: string;
  readonly profiles: readonly string[];
}

function problemsOfShape(value: Json, { attributes, constraints = {} }: Shape, place: Place): readonly string[] {
  const at = (name: string) => `${place.path}${name}`;
  const active = ({ profiles }: Attribute) => profiles?.some((name) => place.profiles.includes(name)) ?? true;
  const missing = Object.entries(attributes)
    .filter(([name, attribute]) => attribute.requirement === 'required' && active(attribute) && !(name in value))
    .map(([name]) => `${at(name)}: required`);
  const { at_least_one: any, just_one: one } = constraints;
  const count = (names: readonly string[]) => names.filter((name) => name in value).length;
  return [
    ...missing,
    ...(any !== undefined && count(any) === 0 ? [`${at('')}: none of ${any.join(', ')}`] : []),
    ...(one !== undefined && count(one) !== 1 ? [`${at('')}: not one of ${one.join(', ')}`] : []),
    ...Object.entries(value).flatMap(([name, member]) => {
      const attribute = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
      if (attribute === undefined) return [`${at(name)}: unknown`];
      if (!active(attribute)) return [`${at(name)}: needs a profile`];
      if (attribute.deprecated === true) return [`${at(name)}: deprecated`];
      return [
        ...problemsOfAttribute(member, attribute, { ...place, path: at(name) }),
        ...problemsOfSibling(value, member, attribute).map((problem) => `${at(name)}: ${problem}`),
      ];
    }),
  ];
}

/** The words next to a number are the schema's own, but for `Other`, where they are the source's. */
function problemsOfSibling(owner: Json, value: unknown, { enum: values, sibling }: Attribute): readonly string[] {
  if (values === undefined || sibling === undefined || !(sibling in owner) || value === 99) return [];
  return owner[sibling] === values[String(value)] ? [] : [`${sibling} does not say the same`];
}

function problemsOfAttribute(value: unknown, attribute: Attribute, place: Place): readonly string[] {
  if (attribute.is_array !== true) return problemsOfValue(value, attribute, place);
  if (!Array.isArray(value)) return [`${place.path}: no array`];
  if (value.length === 0) return [`${place.path}: empty`];
  return value.flatMap((item, index) =>
    problemsOfValue(item, attribute, { ...place, path: `${place.path}[${index}]` }),
  );
}

function problemsOfValue(value: unknown, attribute: Attribute, place: Place): readonly string[] {
  const { type, object_type: objectType = '', enum: values } = attribute;
  if (type === 'object_t') {
    const shape = OCSF_SCHEMA.objects[objectType];
    if (shape === undefined) return [`${place.path}: ${objectType} is not in the extract`];
    if (!isObject(value)) return [`${place.path}: no object`];
    // The one object without attributes of its own holds anything: `unmapped`.
    return objectType === 'object' ? [] : problemsOfShape(value, shape, { ...place, path: `${place.path}.` });
  }
  if (values !== undefined && !Object.hasOwn(values, String(value))) return [`${place.path}: not in its enumeration`];
  return problemsOfType(value, type).map((problem) => `${place.path}: ${problem}`);
}

function problemsOfType(value: unknown, name: string): readonly string[] {
  const type = OCSF_SCHEMA.types[name];
  if (type === undefined) return [`${name} is no type`];
  const { type: base = name, regex, max_len: longest = Infinity, range: [least, most] = [-Infinity, Infinity] } = type;
  switch (base) {
    case 'string_t':
      if (typeof value !== 'string' || value === '') return ['no text'];
      if (value.length > longest) return ['too long'];
      return regex === undefined || new RegExp(regex).test(value) ? [] : [`no ${name}`];
    case 'integer_t':
    case 'long_t':
      return Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most ? [] : [`no ${name}`];
    case 'float_t':
      return typeof value === 'number' ? [] : ['no number'];
    case 'boolean_t':
      return typeof value === 'boolean' ? [] : ['no boolean'];
    case 'json_t':
      return [];
    default:
      return [`${base} is not known here`];
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
