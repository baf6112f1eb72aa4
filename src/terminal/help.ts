/** The text of `--help`, from the same table as `action.yml`, the README and the parser. */
import { describeKind, type InputKind, type InputRow } from '../action/inputs/input-table/row.ts';
import { INPUT_GROUPS, isInputName } from '../action/inputs/input-table.ts';
import { TERMINAL_DEFAULTS, WORKFLOW_ONLY } from './terminal-inputs.ts';

const INTRODUCTION = `Collects the audit log of a GitHub organization or enterprise: every event at least once, from where the last run stopped.

  npm run collect -- --organization LOGIN [flags]

The token comes from GITHUB_TOKEN. Without the flags for them, GITHUB_ORG, GITHUB_ENTERPRISE and GITHUB_API_URL are taken too. \`env:NAME\` as a value is the value of that variable. Flags are written \`--flag value\` or \`--flag=value\`. What the run does goes to the standard error, so that the standard output is free for events.`;

const OWN: readonly (readonly [string, string])[] = [
  [
    '--stdout',
    'Write every event to the standard output as well, one a line; the position moves only after it was taken.',
  ],
  ['--help, -h', 'Show this and do nothing.'],
  ['--version', 'Show the release and do nothing.'],
];

const EXIT = `0: everything that was read is delivered, caught up or not. 1: red, with the reason. 130 or 143: stopped by Ctrl-C or a signal, with everything that was read delivered.`;

const [INDENT, DEEP] = ['  ', '      '];

/** Lines of at most `columns` characters, where words allow it. */
export function renderHelp(columns: number): string {
  const fill = (text: string, indent: string) => wrap(text, columns, indent);
  const flag = ([head, text]: readonly [string, string]) => `${INDENT}${head}\n${fill(text, DEEP)}`;
  const groups = INPUT_GROUPS.map(({ title, rows }) => ({ title, rows: Object.entries(rows).filter(isUsable) }));
  const workflow = INPUT_GROUPS.flatMap(({ rows }) => Object.entries(rows)).filter((row) => !isUsable(row));
  const sections = [
    INTRODUCTION.split('\n\n')
      .map((paragraph) => (paragraph.startsWith(' ') ? paragraph : fill(paragraph, '')))
      .join('\n\n'),
    ['In a terminal', ...OWN.map(flag)].join('\n'),
    ...groups.map(({ title, rows }) => [title, ...rows.map(describeRow).map(flag)].join('\n')),
    ['In a workflow only', ...workflow.map(describeRow).map(flag)].join('\n'),
    `Exit code\n${fill(EXIT, INDENT)}`,
  ];
  return `${sections.join('\n\n')}\n`;
}

function isUsable([name]: readonly [string, InputRow]): boolean {
  return !(isInputName(name) && WORKFLOW_ONLY.includes(name));
}

function describeRow([name, row]: readonly [string, InputRow]): readonly [string, string] {
  const own = isInputName(name) ? TERMINAL_DEFAULTS[name] : undefined;
  const byTable = row.defaultShown ?? (row.default.startsWith('${{') ? '' : row.default);
  const shown = own ?? byTable;
  const takes = `Accepts ${describeKind(row.kind)}.`;
  return [`--${name}${placeholder(row)}`, `${row.help} ${takes}${shown === '' ? '' : ` Default: ${shown}.`}`];
}

function placeholder({ kind, secret }: InputRow): string {
  return secret === true ? ' env:NAME' : PLACEHOLDERS[kind.type];
}

const PLACEHOLDERS: Readonly<Record<InputKind['type'], string>> = {
  boolean: '',
  choice: ' NAME',
  count: ' NUMBER',
  decimal: ' NUMBER',
  duration: ' DURATION',
  moment: ' WHEN',
  path: ' PATH',
  text: ' TEXT',
};

function wrap(text: string, columns: number, indent: string): string {
  const lines: string[] = [];
  let line = indent;
  for (const word of text.split(/\s+/)) {
    if (line !== indent && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = indent;
    }
    line += line === indent ? word : ` ${word}`;
  }
  return [...lines, line].join('\n');
}
