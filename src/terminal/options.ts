/**
 * The flags of commands that read deliveries: switches, values, and paths without a flag. All problems are reported at
 * once, and nothing that is not understood is left out.
 */
import type { CommandName } from './commands.ts';
import { misunderstood, shown } from './flags.ts';
import { nearest } from './nearest.ts';

export interface OptionRow {
  /** What stands behind the flag; `undefined`: nothing, it is a switch. */
  readonly placeholder?: string;
  /** Whether it can be given several times. */
  readonly repeated?: true;
  readonly help: string;
}

export type OptionRows = Readonly<Record<string, OptionRow>>;

export interface Options {
  readonly paths: readonly string[];
  has(name: string): boolean;
  /** Every value that was given. */
  all(name: string): readonly string[];
  one(name: string): string | undefined;
}

/** `check` looks at the values: what is wrong with them. Throws `InputError`. */
export function parseOptions(
  args: readonly string[],
  {
    rows,
    command,
    check,
  }: {
    readonly rows: OptionRows;
    readonly command: CommandName;
    readonly check: (given: Options) => readonly string[];
  },
): Options {
  const given = new Map<string, string[]>();
  const paths: string[] = [];
  const problems: string[] = [];
  const queue = [...args];
  for (let arg = queue.shift(); arg !== undefined; arg = queue.shift()) {
    if (arg === '--') paths.push(...queue.splice(0));
    else if (!arg.startsWith('-') || arg === '-') paths.push(arg);
    else readFlag(arg, { given, problems, queue, rows });
  }
  if (paths.length === 0) problems.push('it needs at least one path: a folder, a zip file or a manifest');
  const options: Options = {
    paths,
    has: (name) => given.has(name),
    all: (name) => given.get(name) ?? [],
    one: (name) => given.get(name)?.[0],
  };
  problems.push(...check(options));
  if (problems.length > 0) throw misunderstood(problems, command);
  return options;
}

interface Reading {
  readonly given: Map<string, string[]>;
  readonly problems: string[];
  readonly queue: string[];
  readonly rows: OptionRows;
}

function readFlag(arg: string, { given, problems, queue, rows }: Reading): void {
  const [, name, attached] = /^--([^=]+)(?:=(.*))?$/s.exec(arg) ?? [];
  const row = name === undefined || !Object.hasOwn(rows, name) ? undefined : rows[name];
  if (name === undefined || row === undefined) {
    const meant = name === undefined ? undefined : nearest(name, Object.keys(rows));
    problems.push(
      `${shown(arg.split('=', 1)[0] ?? arg)}: this flag does not exist${meant === undefined ? '' : `; did you mean --${meant}?`}`,
    );
    return;
  }
  const values = given.get(name);
  if (values !== undefined && row.repeated !== true) problems.push(`--${name}: it is given twice`);
  if (row.placeholder === undefined) {
    if (attached !== undefined) problems.push(`--${name}: it accepts no value`);
    given.set(name, []);
    return;
  }
  const value = attached ?? (queue[0]?.startsWith('--') === true ? undefined : queue.shift());
  if (value === undefined || value === '') problems.push(`--${name}: it needs a value`);
  else given.set(name, [...(values ?? []), value]);
}
