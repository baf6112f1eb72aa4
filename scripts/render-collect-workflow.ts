/**
 * The parts of the reusable workflow that follow from the table of inputs: what it takes and what it hands to the action.
 * Every input of the action is there, but for those that the workflow itself decides.
 */
import { stringify } from 'yaml';
import type { InputKind } from '../src/action/inputs/input-table/row.ts';
import { INPUT_NAMES, INPUT_ROWS, type InputName } from '../src/action/inputs/input-table.ts';
import { describeInput, quoted } from './render-action-yml.ts';

/**
 * The targets come from its two lists; the token of the job itself is the only one that can read this repository's caches and
 * artifacts; and no later step could look into `output-dir`.
 */
const DECIDED_BY_THE_WORKFLOW: ReadonlySet<InputName> = new Set([
  'organization',
  'enterprise',
  'github-token',
  'output-dir',
]);

const PASSED = INPUT_NAMES.filter((name) => !DECIDED_BY_THE_WORKFLOW.has(name));
const SECRETS = PASSED.filter((name) => INPUT_ROWS[name].secret === true);
const OPEN = PASSED.filter((name) => INPUT_ROWS[name].secret !== true);

/** What does not go to the action as it came, and how people learn of it. */
const CHANGED: Partial<
  Record<InputName, { readonly value: string; readonly description: string; readonly why: string }>
> = {
  artifact: {
    value: "inputs.artifact || inputs.sink == 'none'",
    description:
      'Upload the files as an artifact of the run, also where there is a sink; without one they are uploaded anyway. Accepts `true` or `false`.',
    why: 'The files end with the job: without a sink the artifact is the only delivery.',
  },
};

/** The entries of `on.workflow_call.inputs`. */
export function renderCallInputs(indent: number): string {
  return indented(Object.fromEntries(OPEN.map((name) => [name, callInput(name)])), indent);
}

/** The entries of `on.workflow_call.secrets`. */
export function renderCallSecrets(indent: number): string {
  const rendered = SECRETS.map((name) => {
    const row = INPUT_ROWS[name];
    return [name, { description: describeInput(row), required: row.required ?? false }];
  });
  return indented(Object.fromEntries(rendered), indent);
}

/** The entries below `with:` of the step that uses the action. */
export function renderPassedInputs(indent: number): string {
  const margin = ' '.repeat(indent);
  const lines = PASSED.flatMap((name) => {
    const changed = CHANGED[name];
    const value = changed?.value ?? `${INPUT_ROWS[name].secret ? 'secrets' : 'inputs'}.${name}`;
    const line = `${margin}${name}: \${{ ${value} }}`;
    return changed === undefined ? [line] : [`${margin}# ${changed.why}`, line];
  });
  return lines.join('\n');
}

function callInput(name: InputName): Readonly<Record<string, unknown>> {
  const row = INPUT_ROWS[name];
  const described = { description: CHANGED[name]?.description ?? describeInput(row), required: row.required ?? false };
  // Without a default GitHub takes a number for 0 and a boolean for false; text can be absent.
  if (row.default === '') return { ...described, type: 'string' };
  const type = callType(row.kind);
  return { ...described, type, default: type === 'string' ? quoted(row.default) : JSON.parse(row.default) };
}

function callType({ type }: InputKind): 'boolean' | 'number' | 'string' {
  switch (type) {
    case 'boolean':
      return 'boolean';
    case 'count':
    case 'decimal':
      return 'number';
    default:
      return 'string';
  }
}

function indented(entries: object, indent: number): string {
  const text = stringify(entries, { lineWidth: 0, singleQuote: true });
  return text.trimEnd().replaceAll(/^/gm, ' '.repeat(indent));
}
