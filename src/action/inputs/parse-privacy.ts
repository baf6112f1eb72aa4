/**
 * The inputs that keep fields private. What the collector and its readers live by (when, what, which event) cannot be left
 * out, and a pseudonym without a key would be one that everybody can undo.
 */
import type { PrivacySettings } from '../../model/settings.ts';
import type { InputForm } from './input-form.ts';

const LISTS = ['drop-fields', 'pseudonymize-fields'] as const;

/** `dedupeId`: the path of the id, as it is given. */
export function parsePrivacy(form: InputForm, dedupeId: string): PrivacySettings {
  const [dropped, pseudonymized] = LISTS.map((name) => parseFields(form, name, dedupeId));
  const [droppedFields, fields] = [dropped ?? [], pseudonymized ?? []];
  const both = fields.find((path) => droppedFields.includes(path));
  if (both !== undefined) form.conflict('pseudonymize-fields', `\`${both}\` stands in \`drop-fields\` as well`);
  const key = form.text('pseudonym-key');
  if (fields.length === 0) {
    if (key !== '') form.conflict('pseudonym-key', 'it has no effect without fields; set `pseudonymize-fields`');
    return { droppedFields, pseudonyms: undefined };
  }
  if (key === '')
    form.refuse('pseudonym-key', 'for `pseudonymize-fields` it accepts a secret of at least 32 characters');
  return { droppedFields, pseudonyms: { fields, key } };
}

function parseFields(form: InputForm, name: (typeof LISTS)[number], dedupeId: string): readonly string[] {
  const fields = [...new Set(form.text(name).split(/[\s,]+/))].filter((path) => path !== '');
  const needed = fields.find((path) => path === '@timestamp' || path === 'action' || isAt(path, dedupeId));
  if (needed !== undefined && form.isSound(name)) {
    form.refuse(
      name,
      `\`${needed}\` is needed to know which event it is, what happened and when; it stays in every event`,
    );
  }
  return fields;
}

/** Whether what is at `path` is the id, or holds it. */
function isAt(path: string, id: string): boolean {
  return id === path || id.startsWith(`${path}.`);
}
