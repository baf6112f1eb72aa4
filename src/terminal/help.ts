/** The texts of `--help`: the list of commands, and one short page for each. */
import { firstSentence, type InputKind, type InputRow } from '../action/inputs/input-table/row.ts';
import { INPUT_GROUPS, INPUT_NAMES, INPUT_ROWS, type InputName, isInputName } from '../action/inputs/input-table.ts';
import { TOOL } from '../model/version.ts';
import { COMMAND_NAMES, COMMANDS, type CommandName, type Example } from './commands.ts';
import { MERGE_OPTIONS } from './merge-options.ts';
import type { OptionRows } from './options.ts';
import { TERMINAL_DEFAULTS, WORKFLOW_ONLY } from './terminal-inputs.ts';
import { VERIFY_OPTIONS } from './verify-options.ts';

/** Two columns of one line or more: what is written, and what it means. */
type Row = readonly [string, string];
interface Section {
  readonly title: string;
  readonly rows: readonly Row[];
}

const EVERYWHERE: readonly Row[] = [
  ['--help, -h', 'Show the help of a command.'],
  ['--version', 'Show the version.'],
];

const EXIT_OF_COLLECT: readonly Row[] = [
  ['0', 'Everything that was read is delivered, whether or not the run caught up.'],
  ['1', 'The run failed; its last lines show why, and what to do.'],
  ['130, 143', 'Stopped by Ctrl-C or a signal. Everything that was read is delivered.'],
];

const EXIT_OF_VERIFY: readonly Row[] = [
  ['0', 'Everything that was checked is proven.'],
  ['1', 'Something is not proven; the report names it.'],
  ['2', 'The check could not run: a path is missing, or a flag is wrong.'],
];

const EXIT_OF_MERGE: readonly Row[] = [
  ['0', 'Everything is written.'],
  ['1', 'Something is altered or not signed: nothing was written, or, with --only-proven, all the rest.'],
  ['2', 'The check could not run: a path is missing, or a flag is wrong.'],
];

const COLLECT_ONLY: readonly Row[] = [['--stdout', 'Also write every event to standard output, one per line.']];

const INTRODUCTION = 'Collects the audit log of a GitHub organization or enterprise.';

const COLLECT_NOTE =
  'The token comes from GITHUB_TOKEN, the target from GITHUB_ORG or GITHUB_ENTERPRISE when no flag names it. Use `env:NAME` as a value to read it from that variable. docs/reference.md describes every input in full.';

/** What most people need; `--help --all` shows the other flags. */
const MAIN: readonly InputName[] = [
  ...(['organization', 'enterprise', 'token', 'api-url', 'mode', 'include', 'phrase', 'since', 'until'] as const),
  ...(['state-dir', 'output-dir', 'format', 'compression', 'sink', 'sink-url', 'sink-token'] as const),
];

export interface HelpRequest {
  /** `undefined`: what commands there are. */
  readonly of: CommandName | undefined;
  /** Whether every flag is wanted. */
  readonly all: boolean;
}

/** Lines of at most `columns` characters, where words allow it. `link` makes the names of pages into addresses. */
export function renderHelp({ of, all }: HelpRequest, columns: number, link = (text: string) => text): string {
  return `${(of === undefined ? overview(columns) : page({ of, all }, columns, link)).join('\n\n')}\n`;
}

function overview(columns: number): readonly string[] {
  const commands: readonly Row[] = COMMAND_NAMES.map((name) => [name, COMMANDS[name].does]);
  return [
    wrap(INTRODUCTION, columns, ''),
    ['Usage', ...COMMAND_NAMES.map((name) => `  ${COMMANDS[name].usage}`)].join('\n'),
    renderSection({ title: 'Commands', rows: commands }, columns),
    renderExamples(
      COMMAND_NAMES.flatMap((name) => COMMANDS[name].examples.slice(0, 1)),
      columns,
    ),
    renderSection({ title: 'Everywhere', rows: EVERYWHERE }, columns),
    wrap(`\`${TOOL.name} COMMAND --help\` shows the flags of a command, and more examples.`, columns, ''),
  ];
}

function page(
  { of, all }: { readonly of: CommandName; readonly all: boolean },
  columns: number,
  link: (text: string) => string,
): readonly string[] {
  const { does, usage, examples } = COMMANDS[of];
  return [
    wrap(does, columns, ''),
    `Usage\n  ${usage}`,
    renderExamples(examples, columns),
    ...sectionsOf(of, all).map(({ title, rows }) =>
      renderSection({ title, rows: rows.map(([written, meaning]) => [written, link(meaning)]) }, columns),
    ),
    ...(of === 'collect' ? [wrap(link(COLLECT_NOTE), columns, '')] : []),
  ];
}

function sectionsOf(of: CommandName, all: boolean): readonly Section[] {
  switch (of) {
    case 'collect':
      return [...sectionsOfInputs(all), { title: 'Exit code', rows: EXIT_OF_COLLECT }];
    case 'verify':
      return [sectionOfOptions(VERIFY_OPTIONS), { title: 'Exit code', rows: EXIT_OF_VERIFY }];
    case 'merge':
      return [sectionOfOptions(MERGE_OPTIONS), { title: 'Exit code', rows: EXIT_OF_MERGE }];
  }
}

function sectionOfOptions(options: OptionRows): Section {
  const rows = Object.entries(options).map(([name, { placeholder, help }]): Row => {
    return [placeholder === undefined ? `--${name}` : `--${name} ${placeholder}`, help];
  });
  return { title: 'Flags', rows: [...rows, ...EVERYWHERE] };
}

function sectionsOfInputs(all: boolean): readonly Section[] {
  const others = INPUT_NAMES.filter((name) => !MAIN.includes(name));
  if (!all) {
    const more: Row = ['--help --all', `Show the other ${others.length} flags as well.`];
    return [{ title: 'Flags', rows: [...MAIN.map(describeInput), ...COLLECT_ONLY, ...EVERYWHERE, more] }];
  }
  const groups = INPUT_GROUPS.map(({ title, rows }) => ({
    title,
    rows: Object.keys(rows).filter(isInputName).filter(isUsable).map(describeInput),
  }));
  return [
    ...groups.filter(({ rows }) => rows.length > 0),
    { title: 'In a terminal', rows: [...COLLECT_ONLY, ...EVERYWHERE] },
    { title: 'In a workflow only', rows: WORKFLOW_ONLY.map(describeInput) },
  ];
}

function isUsable(name: InputName): boolean {
  return !WORKFLOW_ONLY.includes(name);
}

function describeInput(name: InputName): Row {
  const row = INPUT_ROWS[name];
  const own = TERMINAL_DEFAULTS[name];
  const byTable = row.defaultShown ?? (row.default.startsWith('${{') ? '' : row.default);
  const value = own ?? byTable;
  return [`--${name}${placeholder(row)}`, firstSentence(row.help) + (value === '' ? '' : ` Default: ${value}.`)];
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

/** The column of meanings; what is written longer than that has its meaning on the next line. */
const MEANINGS_AT = 30;

function renderSection({ title, rows }: Section, columns: number): string {
  const indent = ' '.repeat(MEANINGS_AT);
  const lines = rows.map(([written, meaning]) => {
    const head = `  ${written}`;
    const text = wrap(meaning, columns, indent);
    return head.length < MEANINGS_AT - 1 ? head + text.slice(head.length) : `${head}\n${text}`;
  });
  return [title, ...lines].join('\n');
}

function renderExamples(examples: readonly Example[], columns: number): string {
  return ['Examples', ...examples.map(({ about, line }) => `${wrap(`# ${about}`, columns, '  ')}\n  ${line}`)].join(
    '\n',
  );
}

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
