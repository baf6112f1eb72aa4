/** What is shown, as a file: the delivered lines, or the columns as CSV. */
import { FACETS, type Head, type Lines } from './data.ts';
import { textOf } from './table.ts';

export async function exportNdjson(rows: Uint32Array, lines: Lines): Promise<void> {
  const parts: string[] = [];
  for (const row of rows) parts.push(`${await lines.at(row)}\n`);
  save(new Blob(parts, { type: 'application/x-ndjson' }), 'events.ndjson');
}

export function exportCsv(rows: Uint32Array, head: Head): void {
  const names = ['time', 'feed', ...FACETS] as const;
  const parts = [`${names.join(',')}\r\n`];
  for (const row of rows) {
    const cells = names.map((name) =>
      name === 'time' ? new Date(head.times[row] ?? 0).toISOString() : textOf(head, row, { name, local: false }),
    );
    parts.push(`${cells.map(csvCell).join(',')}\r\n`);
  }
  save(new Blob(parts, { type: 'text/csv;charset=utf-8' }), 'events.csv');
}

/** RFC 4180; a cell that a spreadsheet would run as a formula begins with an apostrophe. */
export function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function save(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
