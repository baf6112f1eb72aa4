/** The events: only the rows in sight are elements. A row opens to the event as it was delivered. */
import type { Facet, Head, Lines } from './data.ts';
import { format, make, visible } from './dom.ts';
import type { SortColumn, View } from './view.ts';

const ROW_HEIGHT = 32;
const AROUND = 8;

const COLUMNS: readonly { readonly name: SortColumn; readonly title: string }[] = [
  { name: 'time', title: 'Time' },
  { name: 'action', title: 'Action' },
  { name: 'actor', title: 'Actor' },
  { name: 'repo', title: 'Repository' },
  { name: 'country', title: 'Country' },
  { name: 'ip', title: 'Address' },
];

export interface Table {
  readonly element: HTMLElement;
  draw(rows: Uint32Array, view: View): void;
}

export function makeTable(head: Head, lines: Lines, sortBy: (column: SortColumn) => void): Table {
  const heading = make('div', { class: 'row heading', attributes: { role: 'row' } });
  const body = make('div', { class: 'rows', attributes: { role: 'rowgroup' } });
  const space = make('div', { class: 'space' });
  const scroll = make(
    'div',
    { class: 'scroll', attributes: { tabindex: '0', role: 'table', 'aria-label': 'Events' } },
    [heading, space],
  );
  const detail = make('section', { class: 'detail', attributes: { 'aria-live': 'polite', 'aria-label': 'Event' } });
  let rows: Uint32Array = new Uint32Array();
  let view: View | undefined;
  let active = 0;
  space.append(body);

  function drawRows(): void {
    const first = Math.max(0, Math.floor(scroll.scrollTop / ROW_HEIGHT) - AROUND);
    const count = Math.ceil((scroll.clientHeight || 400) / ROW_HEIGHT) + 2 * AROUND;
    space.style.height = `${rows.length * ROW_HEIGHT}px`;
    body.style.transform = `translateY(${first * ROW_HEIGHT}px)`;
    body.replaceChildren(...[...rows.subarray(first, first + count)].map((row, index) => rowOf(row, first + index)));
  }

  function rowOf(row: number, position: number): HTMLElement {
    const cells = COLUMNS.map(({ name }) =>
      make('span', {
        class: `cell ${name}`,
        text: textOf(head, row, { name, local: view?.local ?? false }),
        attributes: { role: 'cell' },
      }),
    );
    const isActive = position === active;
    return make(
      'div',
      {
        class: isActive ? 'row active' : 'row',
        attributes: { role: 'row', 'aria-rowindex': String(position + 2), tabindex: isActive ? '0' : '-1' },
        on: { click: () => open(position) },
      },
      cells,
    );
  }

  function open(position: number): void {
    active = position;
    drawRows();
    const row = rows[position];
    if (row === undefined) return;
    void lines.at(row).then((line) => detail.replaceChildren(...detailOf(head, row, line)));
  }

  scroll.addEventListener('scroll', drawRows, { passive: true });
  scroll.addEventListener('keydown', (event) => {
    const page = Math.max(1, Math.floor(scroll.clientHeight / ROW_HEIGHT) - 2);
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: -rows.length,
      End: rows.length,
    };
    const step = steps[event.key];
    if (event.key === 'Enter') return open(active);
    if (step === undefined) return;
    event.preventDefault();
    active = Math.min(Math.max(0, active + step), Math.max(0, rows.length - 1));
    const top = active * ROW_HEIGHT;
    if (top < scroll.scrollTop) scroll.scrollTop = top;
    const bottom = top + 2 * ROW_HEIGHT - scroll.clientHeight;
    if (bottom > scroll.scrollTop) scroll.scrollTop = bottom;
    drawRows();
  });

  return {
    element: make('div', { class: 'events' }, [scroll, detail]),
    draw(nextRows, nextView) {
      rows = nextRows;
      view = nextView;
      active = 0;
      scroll.scrollTop = 0;
      scroll.setAttribute('aria-rowcount', String(rows.length + 1));
      heading.replaceChildren(...COLUMNS.map((column) => headingOf(column, nextView, sortBy)));
      drawRows();
    },
  };
}

function headingOf(
  { name, title }: (typeof COLUMNS)[number],
  view: View,
  sortBy: (column: SortColumn) => void,
): HTMLElement {
  const isSorted = view.sort === name;
  const direction = view.descending ? 'descending' : 'ascending';
  const button = make('button', {
    text: `${title}${isSorted ? (view.descending ? ' ↓' : ' ↑') : ''}`,
    attributes: { type: 'button' },
    on: { click: () => sortBy(name) },
  });
  return make(
    'span',
    { class: `cell ${name}`, attributes: { role: 'columnheader', 'aria-sort': isSorted ? direction : 'none' } },
    [button],
  );
}

export function textOf(
  head: Head,
  row: number,
  { name, local }: { readonly name: SortColumn; readonly local: boolean },
): string {
  if (name === 'time') return timeOf(head.times[row] ?? 0, local);
  if (name === 'feed') return head.git[row] === 1 ? 'git' : 'web';
  const { texts, rows } = head.columns[name as Facet];
  return texts[rows[row] ?? 0] ?? '';
}

/** `2026-11-29 16:17:05.123`, in UTC or as the clock on the wall says. */
export function timeOf(ms: number, local: boolean): string {
  const date = new Date(local ? ms - new Date(ms).getTimezoneOffset() * 60_000 : ms);
  return Number.isNaN(date.getTime()) ? String(ms) : date.toISOString().replace('T', ' ').replace('Z', '');
}

function detailOf(head: Head, row: number, line: string): readonly HTMLElement[] {
  const text = make('pre', { attributes: { tabindex: '0' } });
  text.textContent = visible(pretty(line)).replaceAll('‹000A›', '\n');
  const copied = make('span', { class: 'hint', attributes: { role: 'status' } });
  const copy = make('button', {
    text: 'Copy as delivered',
    attributes: { type: 'button' },
    on: {
      click: () => {
        void navigator.clipboard.writeText(line).then(
          () => copied.replaceChildren('Copied.'),
          () => copied.replaceChildren('The browser does not allow it: select the text.'),
        );
      },
    },
  });
  return [
    make('h2', {
      text: `${textOf(head, row, { name: 'action', local: false }) || 'Event'}, number ${format(row + 1)}`,
    }),
    make('div', { class: 'bar' }, [copy, copied]),
    text,
  ];
}

/** Indented for reading; numbers beyond 2^53 stay as they were delivered, which `JSON.parse` would round. */
function pretty(line: string): string {
  let depth = 0;
  return line.replace(/"(?:[^"\\]|\\.)*"|[{}[\],:]/g, (token) => {
    const newLine = () => `\n${'  '.repeat(depth)}`;
    switch (token) {
      case '{':
      case '[':
        depth += 1;
        return `${token}${newLine()}`;
      case '}':
      case ']':
        depth = Math.max(0, depth - 1);
        return `${newLine()}${token}`;
      case ',':
        return `,${newLine()}`;
      case ':':
        return ': ';
      default:
        return token;
    }
  });
}
