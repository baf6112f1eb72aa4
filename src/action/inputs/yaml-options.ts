/**
 * Options that are given as YAML: names and values, one per line. What is wrong with them is reported without quoting
 * them.
 */
import { parseDocument } from 'yaml';

/** The map that a YAML text is, or what is wrong with it. Never what the parser says: it quotes the text. */
export type ReadYaml = (text: string) => Readonly<Record<string, unknown>> | string;

export const readYaml: ReadYaml = (text) => {
  const document = parseDocument(text, { schema: 'core', logLevel: 'silent' });
  const [error] = document.errors;
  if (error !== undefined) return `which is not valid YAML: line ${error.linePos?.[0].line ?? 1}`;
  const value = withoutAliases(document);
  if (value === null || value === undefined) return {};
  if (typeof value === 'object' && !Array.isArray(value)) return value as Readonly<Record<string, unknown>>;
  return 'it accepts names and values, `name: value`, one per line';
};

/** The value of a document; what refers to itself, or multiplies, has none that an option could take. */
function withoutAliases(document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch {
    return [];
  }
}
