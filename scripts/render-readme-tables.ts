/** The tables of inputs and outputs in README.md. */
import { describeKind, type InputRow } from '../src/action/inputs/input-table/row.ts';
import { INPUT_GROUPS } from '../src/action/inputs/input-table.ts';
import { OUTPUTS } from '../src/action/report/output-table.ts';

/** One table for each group of inputs, under its title. */
export function renderInputTables(): string {
  return INPUT_GROUPS.map(({ title, rows }) => {
    const lines = Object.entries(rows).map(([name, row]) => [`\`${name}\``, renderDefault(row), renderMeaning(row)]);
    return `### ${title}\n\n${renderTable(['Input', 'Default', 'Meaning'], lines)}`;
  }).join('\n\n');
}

export function renderOutputTable(): string {
  const lines = Object.entries(OUTPUTS).map(([name, meaning]) => [`\`${name}\``, meaning]);
  return renderTable(['Output', 'Meaning'], lines);
}

function renderMeaning(row: InputRow): string {
  return `${row.required === true ? '**Required.** ' : ''}${row.help} *Takes ${describeKind(row.kind)}.*`;
}

function renderDefault(row: InputRow): string {
  const shown = row.defaultShown ?? row.default;
  return shown === '' ? '' : `\`${shown}\``;
}

function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const renderLine = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [renderLine(head), renderLine(head.map(() => '---')), ...rows.map(renderLine)].join('\n');
}
