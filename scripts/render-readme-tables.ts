/** The tables of inputs and outputs: the first sentence of each in README.md, all of it in docs/reference.md. */
import { describeKind, firstSentence, type InputRow } from '../src/action/inputs/input-table/row.ts';
import { INPUT_GROUPS } from '../src/action/inputs/input-table.ts';
import { OUTPUTS } from '../src/action/report/output-table.ts';

export type Detail = 'short' | 'full';

/** One table for each group of inputs, under its title. */
export function renderInputTables(detail: Detail): string {
  return INPUT_GROUPS.map(({ title, rows }) => {
    const lines = Object.entries(rows).map(([name, row]) => [
      `\`${name}\``,
      renderDefault(row),
      renderMeaning(row, detail),
    ]);
    return `### ${title}\n\n${renderTable(['Input', 'Default', 'Meaning'], lines)}`;
  }).join('\n\n');
}

export function renderOutputTable(detail: Detail): string {
  const lines = Object.entries(OUTPUTS).map(([name, meaning]) => [
    `\`${name}\``,
    detail === 'short' ? firstSentence(meaning) : meaning,
  ]);
  return renderTable(['Output', 'Meaning'], lines);
}

function renderMeaning(row: InputRow, detail: Detail): string {
  const required = row.required === true ? '**Required.** ' : '';
  if (detail === 'short') return `${required}${firstSentence(row.help)}`;
  return `${required}${row.help} *Accepts ${describeKind(row.kind)}.*`;
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
