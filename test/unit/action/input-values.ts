/** Inputs as a runner passes them: the evaluated defaults of `action.yml`, overridden by what a test sets. */
import { INPUT_NAMES, INPUT_ROWS, type InputName } from '../../../src/action/inputs/input-table.ts';
import { type InputContext, parseInputs } from '../../../src/action/inputs/inputs.ts';
import { readYaml } from '../../../src/action/inputs/yaml-options.ts';
import { presetOf } from '../../../src/delivery/http/registry.ts';
import { InputError } from '../../../src/model/errors.ts';
import type { Settings } from '../../../src/model/settings.ts';

export type GivenInputs = Readonly<Partial<Record<InputName, string>>>;

export const CONTEXT: InputContext = {
  workspace: '/runner/workspace',
  temp: '/runner/temp',
  apiUrl: 'https://api.github.com',
  optionParts: { readYaml, presetOf },
};

export const VALID: GivenInputs = { organization: 'acme', token: 'ghp_0123456789abcdefghij' };

const EVALUATED: GivenInputs = { 'api-url': 'https://api.github.com', 'github-token': 'ghs_workflowworkflowworkflow' };

/** Reads like `@actions/core` in a workflow whose step has exactly the inputs `given`. */
export function readerOf(given: GivenInputs): (name: string) => string {
  const defaults = Object.fromEntries(INPUT_NAMES.map((name) => [name, INPUT_ROWS[name].default]));
  const values: Readonly<Record<string, string | undefined>> = { ...defaults, ...EVALUATED, ...given };
  return (name) => (values[name] ?? '').trim();
}

/** Valid inputs with `given` on top. */
export function parse(given: GivenInputs): Settings {
  return parseInputs(readerOf({ ...VALID, ...given }), CONTEXT);
}

/** What is wrong with valid inputs that have `given` on top: one line for each problem. */
export function problemsOf(given: GivenInputs): readonly string[] {
  const read = readerOf({ ...VALID, ...given });
  try {
    parseInputs(read, CONTEXT);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const [, ...problems] = error.message.split('\n');
    return problems.map((problem) => problem.replace(/^- /, ''));
  }
  return [];
}
