/**
 * The command line as what the user wants. The first word names the command; without one it is `collect`. Whatever is not
 * understood is an error that names it; nothing is guessed and nothing is left out.
 */
import { InputError } from '../model/errors.ts';
import { COMMAND_NAMES, type CommandName, isCommandName } from './commands.ts';
import { type CollectFlags, parseFlags, shown } from './flags.ts';
import { nearest } from './nearest.ts';

/** Commands that look at deliveries; what reads their flags is loaded only for them. */
export type DeliveriesCommand = Exclude<CommandName, 'collect'>;

export type Command =
  /** `undefined`: the list of commands. */
  | { readonly kind: 'help'; readonly of: CommandName | undefined; readonly all: boolean }
  | { readonly kind: 'version' }
  | ({ readonly kind: 'collect' } & CollectFlags)
  | { readonly kind: 'deliveries'; readonly command: DeliveriesCommand; readonly args: readonly string[] };

/** `args` without the program's own name. Throws `InputError` with everything that is wrong with them. */
export function parseCommandLine(args: readonly string[]): Command {
  const [first, ...rest] = args;
  const named = first === undefined || first.startsWith('-') ? undefined : first;
  // `--help` wins, whatever else is on the line.
  if (args.some((arg) => arg === '--help' || arg === '-h')) {
    return { kind: 'help', of: named === undefined ? undefined : commandOf(named), all: args.includes('--all') };
  }
  const command = named === undefined ? 'collect' : commandOf(named);
  const flags = named === undefined ? args : rest;
  if (flags.length === 1 && flags[0] === '--version') return { kind: 'version' };
  switch (command) {
    case 'collect':
      return { kind: 'collect', ...parseFlags(flags) };
    case 'verify':
    case 'merge':
      return { kind: 'deliveries', command, args: flags };
  }
}

function commandOf(word: string): CommandName {
  if (isCommandName(word)) return word;
  const meant = nearest(word, COMMAND_NAMES);
  const suggestion = meant === undefined ? '' : `; did you mean \`${meant}\`?`;
  throw new InputError(`${shown(word)} is not a command${suggestion}`, {
    hint: `The commands are ${COMMAND_NAMES.map((name) => `\`${name}\``).join(', ')}. \`collect-audit-log --help\` describes them.`,
  });
}
