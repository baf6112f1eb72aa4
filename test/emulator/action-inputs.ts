/**
 * The inputs of the action as a runner passes them: every input that `action.yml` declares, given or by its default, with
 * the expressions in the defaults evaluated, as `INPUT_NAME` variables.
 */
import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** The values that an expression in a default may name: `github.token`, `runner.temp` and so on. */
export type Contexts = Readonly<Record<string, string>>;

/** The variables, and the names that the action does not declare (a runner warns about them and passes them anyway). */
export interface InputVariables {
  readonly variables: Readonly<Record<string, string>>;
  readonly undeclared: readonly string[];
}

/** Evaluates the inputs. Without an `action.yml` there are no defaults and nothing is undeclared. */
export function resolveInputs(
  actionYml: string,
  given: Readonly<Record<string, string>>,
  contexts: Contexts,
): InputVariables {
  const defaults = existsSync(actionYml) ? readDefaults(readFileSync(actionYml, 'utf8')) : undefined;
  const variables: Record<string, string> = {};
  for (const [name, text] of defaults ?? []) variables[variableOf(name)] = evaluate(text, contexts);
  const undeclared: string[] = [];
  for (const [name, value] of Object.entries(given)) {
    if (defaults !== undefined && !defaults.has(name.toLowerCase())) undeclared.push(name);
    variables[variableOf(name)] = value;
  }
  return { variables, undeclared };
}

/** Spaces become `_`, letters upper case; hyphens stay. */
function variableOf(name: string): string {
  return `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`;
}

function readDefaults(text: string): ReadonlyMap<string, string> {
  const action = parse(text) as { readonly inputs?: Readonly<Record<string, { readonly default?: unknown } | null>> };
  const rows = Object.entries(action.inputs ?? {});
  return new Map(rows.map(([name, input]) => [name.toLowerCase(), String(input?.default ?? '')]));
}

function evaluate(text: string, contexts: Contexts): string {
  return text.replaceAll(/\$\{\{\s*(.*?)\s*\}\}/g, (_, expression: string) => {
    const value = contexts[expression];
    if (value === undefined) throw new Error(`action.yml has a default that the emulator cannot evaluate: ${text}`);
    return value;
  });
}
