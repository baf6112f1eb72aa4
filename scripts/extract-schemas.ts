/**
 * Cuts the parts of the published ECS and OCSF schemas that the tests of the formats need: which attributes there are, of
 * which type, required or not, with which values. Run by hand when a schema version is to be followed, never by CI:
 *
 *   npm pack @elastic/ecs@9.4.0 && tar -xzf elastic-ecs-9.4.0.tgz          (a folder `package`)
 *   pip download --no-deps ocsf-json-schema==1.2.0 && unzip ocsf_json_schema-1.2.0-*.whl
 *   node scripts/extract-schemas.ts --ecs ./package --ocsf ./ocsf_json_schema/ocsf/1.8.0.json && npm run format
 *
 * Sources, licences and notices: `test/unit/format/schema/SOURCES.md`.
 */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const OUT = join(import.meta.dirname, '..', 'test', 'unit', 'format', 'schema');

/** The fields of ECS that are kept; a field that is not is unknown to the validator, and so refused. */
const ECS_FIELDS =
  /^(@timestamp|message|tags|host\.name|(data_stream|ecs|event|group|organization|related|user_agent)\..+|user\.(name|id|email|target\.(name|id))|source\.(ip|geo\.country_iso_code)|http\.request\.id)$/;

const CLASSES = ['account_change', 'api_activity', 'authentication', 'entity_management', 'group_management'];

/** The objects that are kept; an attribute of any other is refused by the validator. */
const OBJECTS = [
  ...['account', 'actor', 'api', 'cloud', 'group', 'http_request', 'location', 'managed_entity', 'metadata'],
  ...['network_endpoint', 'object', 'organization', 'product', 'programmatic_credential', 'resource_details'],
  ...['service', 'session', 'user'],
];

/** Attributes that come with a profile are kept if it is one of these. */
const PROFILES = ['cloud', 'datetime'];

type Json = Readonly<Record<string, unknown>>;

function extractEcs(folder: string): unknown {
  const { EcsFlat, EcsVersion } = createRequire(import.meta.url)(join(resolve(folder), 'build/commonjs/index.js')) as {
    readonly EcsFlat: Readonly<Record<string, Json>>;
    readonly EcsVersion: string;
  };
  const roots = [...new Set(Object.keys(EcsFlat).map((name) => name.split('.', 1)[0]))].sort();
  const fields = Object.entries(EcsFlat)
    .filter(([name]) => ECS_FIELDS.test(name))
    .map(([name, field]) => [
      name,
      {
        type: field['type'],
        ...((field['normalize'] as readonly string[]).includes('array') ? { array: true } : {}),
        ...(field['required'] === true ? { required: true } : {}),
        ...(Array.isArray(field['allowed_values']) ? { allowed: allowedOf(field['allowed_values']) } : {}),
      },
    ]);
  return { version: EcsVersion, roots, fields: Object.fromEntries(fields) };
}

/** Each allowed value, with the event types that are expected with it. */
function allowedOf(values: readonly Json[]): unknown {
  return Object.fromEntries(values.map((value) => [value['name'], value['expected_event_types'] ?? []]));
}

function extractOcsf(path: string): unknown {
  const schema = JSON.parse(readFileSync(path, 'utf8')) as Json;
  const types = (schema['dictionary'] as { readonly types: { readonly attributes: Json } }).types.attributes;
  return {
    version: schema['version'],
    types: mapValues(types, (type) => keep(type, ['type', 'regex', 'max_len', 'range'])),
    classes: mapValues(pick(schema['classes'], CLASSES), (it) => ({
      ...keep(it, ['uid', 'caption', 'category_uid', 'category_name', 'constraints', 'profiles']),
      attributes: attributesOf(it['attributes'] as Json),
    })),
    objects: mapValues(pick(schema['objects'], OBJECTS), (it) => ({
      ...keep(it, ['constraints']),
      attributes: attributesOf(it['attributes'] as Json),
    })),
  };
}

function attributesOf(attributes: Json): Json {
  const kept = Object.entries(attributes as Readonly<Record<string, Json>>).filter(([, { profiles }]) => {
    return !Array.isArray(profiles) || profiles.some((profile) => PROFILES.includes(profile));
  });
  return mapValues(Object.fromEntries(kept), attributeOf);
}

function attributeOf(attribute: Json): unknown {
  const { requirement, enum: values } = attribute as { readonly requirement: string; readonly enum?: Json };
  return {
    ...keep(attribute, ['type', 'object_type', 'is_array', 'sibling']),
    ...(requirement === 'required' ? { requirement } : {}),
    ...(Array.isArray(attribute['profiles']) ? { profiles: attribute['profiles'] } : {}),
    ...('@deprecated' in attribute ? { deprecated: true } : {}),
    ...(values === undefined ? {} : { enum: mapValues(values, ({ caption }) => caption) }),
  };
}

function keep(from: Json, names: readonly string[]): Json {
  return Object.fromEntries(names.filter((name) => from[name] !== undefined).map((name) => [name, from[name]]));
}

function pick(from: unknown, names: readonly string[]): Json {
  const there = from as Json;
  for (const name of names) assert.ok(name in there, `the schema has no ${name}`);
  return keep(there, names);
}

function mapValues(from: Json, change: (value: Json) => unknown): Json {
  const entries = Object.entries(from).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, value]) => [name, change(value as Json)]));
}

const { values: from } = parseArgs({ options: { ecs: { type: 'string' }, ocsf: { type: 'string' } } });
assert.ok(from.ecs !== undefined && from.ocsf !== undefined, 'say where the schemas are: --ecs FOLDER --ocsf FILE');
const extracts: readonly (readonly [string, unknown])[] = [
  ['ecs.json', extractEcs(from.ecs)],
  ['ocsf.json', extractOcsf(from.ocsf)],
];
for (const [file, extract] of extracts) writeFileSync(join(OUT, file), `${JSON.stringify(extract)}\n`);
