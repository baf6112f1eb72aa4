/**
 * The inputs of a run from a terminal: flags first, then the variables that everybody sets, then the defaults outside
 * of a workflow. A secret is best given as `env:NAME`, because every user of a machine can read the command lines of
 * the others.
 */
import { INPUT_ROWS, type InputName, isInputName } from '../action/inputs/input-table.ts';
import { InputError } from '../model/errors.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** Used when no flag of the same row is given. */
const FROM_ENVIRONMENT: readonly {
  readonly input: InputName;
  readonly variable: string;
  readonly unless: readonly InputName[];
}[] = [
  { input: 'organization', variable: 'GITHUB_ORG', unless: ['organization', 'enterprise'] },
  { input: 'enterprise', variable: 'GITHUB_ENTERPRISE', unless: ['organization', 'enterprise'] },
  { input: 'token', variable: 'GITHUB_TOKEN', unless: ['token', 'app-id', 'app-private-key', 'replay-dir'] },
  { input: 'api-url', variable: 'GITHUB_API_URL', unless: ['api-url'] },
];

/** Where a terminal differs from a step of a workflow. */
export const TERMINAL_DEFAULTS: Readonly<Partial<Record<InputName, string>>> = {
  'api-url': 'https://api.github.com',
  artifact: 'false',
  'output-dir': 'audit-log',
  'state-dir': 'audit-log-state',
};

/** What only a workflow has; given here, the run reports it. */
export const WORKFLOW_ONLY: readonly InputName[] = [
  'github-token',
  'artifact',
  'artifact-name',
  'retention-days',
  'allow-public-repository',
  'summary-actions',
];

export interface TerminalInputs {
  /** '' for what is not given. */
  read(name: string): string;
  /** Secrets that are on the command line. */
  readonly exposed: readonly InputName[];
}

/** Throws `InputError` for a variable that is named and not set. */
export function readTerminalInputs(flags: ReadonlyMap<InputName, string>, variables: Variables): TerminalInputs {
  const problems: string[] = [];
  const exposed: InputName[] = [];
  const given = new Map<InputName, string>(Object.entries(TERMINAL_DEFAULTS).filter(isEntry));
  for (const { input, variable, unless } of FROM_ENVIRONMENT) {
    const value = variables[variable] ?? '';
    if (value !== '' && !unless.some((name) => flags.has(name))) given.set(input, value);
  }
  for (const [name, text] of flags) {
    const resolved = text.split('\n').map((line) => resolve(line, variables));
    for (const { problem } of resolved) if (problem !== undefined) problems.push(`--${name}: ${problem}.`);
    if (INPUT_ROWS[name].secret === true && resolved.some(({ isNamed }) => !isNamed)) exposed.push(name);
    given.set(name, resolved.map(({ value }) => value).join('\n'));
  }
  if (problems.length > 0) throw unset(problems);
  return { read: (name) => (isInputName(name) ? (given.get(name) ?? '') : '').trim(), exposed };
}

interface Resolved {
  readonly value: string;
  readonly isNamed: boolean;
  readonly problem?: string;
}

function resolve(text: string, variables: Variables): Resolved {
  if (!text.startsWith('env:')) return { value: text, isNamed: false };
  const name = text.slice('env:'.length);
  // A text that is no name can be a secret.
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    return { value: '', isNamed: true, problem: '`env:` expects the name of a variable after it' };
  }
  const value = variables[name] ?? '';
  if (value !== '') return { value, isNamed: true };
  return { value, isNamed: true, problem: `it names the variable ${name}, which is not set or is empty` };
}

function unset(problems: readonly string[]): InputError {
  return new InputError(['The command line names a variable without a value:', ...problems].join('\n- '), {
    hint: 'Set the variable and export it, so that programs started from this shell see it; see docs/terminal.md#secrets.',
  });
}

function isEntry(entry: [string, string | undefined]): entry is [InputName, string] {
  return isInputName(entry[0]) && entry[1] !== undefined;
}
