/** The flags of `collect`: every input of the action is one, and a few more. All problems are reported at once. */
import { INPUT_NAMES, INPUT_ROWS, type InputName, isInputName } from '../action/inputs/input-table.ts';
import { parseBoolean } from '../action/inputs/parse-values.ts';
import { looksLikeKey } from '../action/inputs/secrets.ts';
import { quote } from '../action/plain-text.ts';
import { InputError } from '../model/errors.ts';
import { holdsToken } from '../model/token-shapes.ts';
import type { CommandName } from './commands.ts';
import { nearest } from './nearest.ts';

export interface CollectFlags {
  /** As given; a flag that was given several times has several lines. */
  readonly inputs: ReadonlyMap<InputName, string>;
  /** Whether the events go to the standard output as well. */
  readonly stdout: boolean;
}

/** Flags that are no input; `help` and `version` are looked for before. */
export const OWN_FLAGS = ['stdout', 'help', 'version'] as const;

/** Inputs of several lines: each time that the flag is given is one more line. */
const REPEATABLE: readonly InputName[] = [
  'sink-headers',
  'sink-options',
  'drop-fields',
  'pseudonymize-fields',
  'encrypt-to',
];

/** `args` without the name of the command. Throws `InputError` with everything that is wrong with them. */
export function parseFlags(args: readonly string[]): CollectFlags {
  const reading = new Reading(args);
  while (!reading.isDone) reading.readOne();
  return reading.flags();
}

class Reading {
  readonly #args: readonly string[];
  readonly #problems: string[] = [];
  readonly #inputs = new Map<InputName, string>();
  #stdout = false;
  #at = 0;

  constructor(args: readonly string[]) {
    this.#args = args;
  }

  get isDone(): boolean {
    return this.#at >= this.#args.length;
  }

  readOne(): void {
    const arg = this.#args[this.#at++] ?? '';
    const [, name, value] = /^--([^=]+)(?:=(.*))?$/s.exec(arg) ?? [];
    if (name === undefined) this.#refuse(`${shown(arg)}: this is not a flag; flags begin with \`--\``);
    else if (name === 'stdout' && value === undefined) this.#stdout = true;
    else if (OWN_FLAGS.some((own) => own === name)) this.#refuse(`--${name}: it must be the only flag`);
    else if (isInputName(name)) this.#add(name, value);
    else this.#refuseUnknown(name, value);
  }

  flags(): CollectFlags {
    if (this.#problems.length > 0) throw misunderstood(this.#problems, 'collect');
    return { inputs: this.#inputs, stdout: this.#stdout };
  }

  #add(name: InputName, attached: string | undefined): void {
    const value = attached ?? this.#following(name);
    if (value === undefined) return;
    const before = this.#inputs.get(name);
    if (before !== undefined && !REPEATABLE.includes(name)) this.#refuse(`--${name}: it is given twice`);
    this.#inputs.set(name, before === undefined ? value : `${before}\n${value}`);
  }

  /** The value in the argument after the flag; `--artifact` alone is `--artifact true`. */
  #following(name: InputName): string | undefined {
    const next = this.#args[this.#at];
    if (INPUT_ROWS[name].kind.type === 'boolean') {
      if (next === undefined || parseBoolean(next) === undefined) return 'true';
    } else if (next === undefined || next.startsWith('--')) {
      this.#refuse(`--${name}: it needs a value (one that begins with \`--\` is written \`--${name}=…\`)`);
      return undefined;
    }
    this.#at += 1;
    return next;
  }

  /** The argument after it is most likely its value, and no separate problem. */
  #refuseUnknown(name: string, attached: string | undefined): void {
    this.#refuse(`${shown(`--${name}`)}: this flag does not exist${suggestion(name)}`);
    if (attached === undefined && this.#args[this.#at]?.startsWith('-') === false) this.#at += 1;
  }

  #refuse(problem: string): void {
    this.#problems.push(problem);
  }
}

function suggestion(name: string): string {
  const known = nearest(name, [...INPUT_NAMES, ...OWN_FLAGS]);
  return known === undefined ? '' : `; did you mean --${known}?`;
}

/** One error for everything that is wrong with the flags of a command. */
export function misunderstood(problems: readonly string[], command: CommandName): InputError {
  const lines = problems.map((problem) => (problem.endsWith('?') ? problem : `${problem}.`));
  return new InputError(['The command line has problems:', ...lines].join('\n- '), {
    hint: `\`collect-audit-log ${command} --help\` shows every flag; see also docs/terminal.md.`,
  });
}

/**
 * Short, because it can be a secret that was put in the wrong place; one that looks like a secret is not shown at all.
 */
export function shown(text: string): string {
  return holdsToken(text) || looksLikeKey(text) ? '"***"' : quote(text, 30);
}
