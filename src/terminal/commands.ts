/** The commands of the terminal, as a person sees them: what each is for, how it is written, and examples to copy. */

export const COMMAND_NAMES = ['collect', 'verify', 'merge'] as const;

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
  verify: {
    does: 'Prove that deliveries are unaltered and that none is missing.',
    usage: 'collect-audit-log verify PATH… [flags]',
    examples: [
      {
        about: 'Everything in a folder: deliveries, zip files, a synced archive',
        line: 'collect-audit-log verify audit-log/',
      },
      {
        about: 'The artifacts of a repository, up to the head that a job summary names',
        line: "gh run download --repo acme/audit --pattern 'audit-log-*' --dir audit-log && collect-audit-log verify audit-log/ --head 3f1c…",
      },
      {
        about: 'One quarter, as JSON',
        line: 'collect-audit-log verify audit-log/ --from 2026-07-01 --to 2026-10-01 --json',
      },
    ],
  },
  merge: {
    does: 'Write the events of many deliveries as one list, each event once, in order.',
    usage: 'collect-audit-log merge PATH… [flags]',
    examples: [
      {
        about: 'Everything in a folder, into one compressed file',
        line: 'collect-audit-log merge audit-log/ --output all.ndjson.gz',
      },
      {
        about: 'What one person did in the last week',
        line: `collect-audit-log merge audit-log/ --since 7d | jq -c 'select(.actor == "mona")'`,
      },
      {
        about: 'A page to look at, of encrypted files',
        line: 'collect-audit-log merge audit-log/ --identity key.txt --report page.html',
      },
    ],
  },
};

export function isCommandName(word: string): word is CommandName {
  return Object.hasOwn(COMMANDS, word);
}
