/** The commands of the terminal, as a person sees them: what each is for, how it is written, and examples to copy. */

export const COMMAND_NAMES = ['collect'] as const;

export type CommandName = (typeof COMMAND_NAMES)[number];

export interface CommandText {
  /** A few words for the list of commands. */
  readonly does: string;
  readonly usage: string;
  readonly examples: readonly Example[];
}

export interface Example {
  readonly about: string;
  readonly line: string;
}

export const COMMANDS: Readonly<Record<CommandName, CommandText>> = {
  collect: {
    does: 'Collect the events since the last run. The default when no command is given.',
    usage: 'collect-audit-log [collect] --organization LOGIN [flags]',
    examples: [
      {
        about: 'Events of the last 7 days into audit-log/; later runs add what is new',
        line: 'GITHUB_TOKEN=… collect-audit-log --organization acme',
      },
      {
        about: 'Into a pipe, one event a line',
        line: 'collect-audit-log --organization acme --stdout | jq -r .action',
      },
      {
        about: 'One day of Git events, without touching the position',
        line: 'collect-audit-log --organization acme --mode pull --include git --since 2026-11-20 --until 2026-11-21',
      },
      {
        about: 'To Splunk; secrets by the names of variables',
        line: 'collect-audit-log --organization acme --sink splunk-hec --sink-url https://splunk.example:8088 --sink-token env:HEC_TOKEN',
      },
    ],
  },
};

export function isCommandName(word: string): word is CommandName {
  return Object.hasOwn(COMMANDS, word);
}
