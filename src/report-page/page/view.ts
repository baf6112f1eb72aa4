/** What is shown: which rows, in which order. It is all in the fragment of the address, so that a view can be sent on. */
import { FACETS, type Facet, type Head, type Lines } from './data.ts';

export type SortColumn = 'time' | 'feed' | Facet;

export interface View {
  /** UTC epoch ms; `undefined`: the edge of the data. */
  readonly from: number | undefined;
  /** Exclusive. */
  readonly to: number | undefined;
  readonly feed: 'web' | 'git' | undefined;
  /** Any of the texts of a facet; all facets together. */
  readonly picks: Readonly<Record<Facet, readonly string[]>>;
  readonly notable: string | undefined;
  readonly search: string;
  readonly sort: SortColumn;
  readonly descending: boolean;
  readonly local: boolean;
}

export const EVERYTHING: View = {
  from: undefined,
  to: undefined,
  feed: undefined,
  picks: { action: [], actor: [], repo: [], country: [], ip: [] },
  notable: undefined,
  search: '',
  sort: 'time',
  descending: false,
  local: false,
};

export function writeFragment(view: View): string {
  const parameters = new URLSearchParams();
  if (view.from !== undefined) parameters.set('from', new Date(view.from).toISOString());
  if (view.to !== undefined) parameters.set('to', new Date(view.to).toISOString());
  if (view.feed !== undefined) parameters.set('feed', view.feed);
  for (const facet of FACETS) for (const text of view.picks[facet]) parameters.append(facet, text);
  if (view.notable !== undefined) parameters.set('look', view.notable);
  if (view.search !== '') parameters.set('q', view.search);
  if (view.sort !== 'time' || view.descending) parameters.set('sort', `${view.descending ? '-' : ''}${view.sort}`);
  if (view.local) parameters.set('time', 'local');
  return parameters.toString();
}

/** Whatever is not understood is left out. */
export function readFragment(fragment: string, { conditions }: Head): View {
  const parameters = new URLSearchParams(fragment.replace(/^#/, ''));
  const instant = (name: string) => {
    const at = Date.parse(parameters.get(name) ?? '');
    return Number.isNaN(at) ? undefined : at;
  };
  const [, minus = '', column = 'time'] = /^(-?)([a-z]+)$/.exec(parameters.get('sort') ?? '') ?? [];
  const feed = parameters.get('feed');
  const look = parameters.get('look');
  const columns: readonly SortColumn[] = ['time', 'feed', ...FACETS];
  return {
    from: instant('from'),
    to: instant('to'),
    feed: feed === 'web' || feed === 'git' ? feed : undefined,
    picks: {
      action: parameters.getAll('action'),
      actor: parameters.getAll('actor'),
      repo: parameters.getAll('repo'),
      country: parameters.getAll('country'),
      ip: parameters.getAll('ip'),
    },
    notable: conditions.some(({ id }) => id === look) ? (look ?? undefined) : undefined,
    search: parameters.get('q') ?? '',
    sort: columns.find((name) => name === column) ?? 'time',
    descending: minus === '-',
    local: parameters.get('time') === 'local',
  };
}

/** The rows of a view in its order. */
export async function rowsOf(head: Head, lines: Lines, view: View): Promise<Uint32Array> {
  const isShown = new Uint8Array(head.times.length).fill(1);
  const keep = (test: (row: number) => boolean) => {
    for (let row = 0; row < isShown.length; row += 1) if (isShown[row] === 1 && !test(row)) isShown[row] = 0;
  };
  const { from, to, feed } = view;
  if (from !== undefined) keep((row) => (head.times[row] ?? 0) >= from);
  if (to !== undefined) keep((row) => (head.times[row] ?? 0) < to);
  if (feed !== undefined) keep((row) => (head.git[row] === 1) === (feed === 'git'));
  for (const facet of FACETS) keepPicked(head, view, facet, keep);
  if (view.notable !== undefined) {
    const wanted = new Set(head.notable[view.notable]);
    keep((row) => wanted.has(row));
  }
  if (view.search !== '') {
    const texts = await lines.lowered();
    const words = view.search
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '');
    keep((row) => words.every((word) => texts[row]?.includes(word) === true));
  }
  return sorted(head, view, isShown);
}

function keepPicked(head: Head, view: View, facet: Facet, keep: (test: (row: number) => boolean) => void): void {
  const picked = view.picks[facet];
  if (picked.length === 0) return;
  const { texts, rows } = head.columns[facet];
  const numbers = new Set(picked.map((text) => texts.indexOf(text)));
  keep((row) => numbers.has(rows[row] ?? -1));
}

function sorted(head: Head, { sort, descending }: View, isShown: Uint8Array): Uint32Array {
  const rows = new Uint32Array(isShown.reduce((sum, one) => sum + one, 0));
  let count = 0;
  for (let row = 0; row < isShown.length; row += 1) {
    if (isShown[row] === 1) {
      rows[count] = row;
      count += 1;
    }
  }
  const value = valueFor(head, sort);
  // The rows come in the order of time already.
  if (sort !== 'time') rows.sort((a, b) => value(a) - value(b) || a - b);
  else if (!isAscending(head.times)) rows.sort((a, b) => value(a) - value(b) || a - b);
  return descending ? rows.reverse() : rows;
}

function valueFor(head: Head, sort: SortColumn): (row: number) => number {
  if (sort === 'time') return (row) => head.times[row] ?? 0;
  if (sort === 'feed') return (row) => head.git[row] ?? 0;
  const { texts, rows } = head.columns[sort];
  const order = texts.map((text, index) => ({ text, index })).sort((a, b) => (a.text < b.text ? -1 : 1));
  const ranks = new Uint32Array(texts.length);
  for (const [rank, { index }] of order.entries()) ranks[index] = rank;
  return (row) => ranks[rows[row] ?? 0] ?? 0;
}

function isAscending(times: readonly number[]): boolean {
  return times.every((time, index) => index === 0 || time >= (times[index - 1] ?? 0));
}

export function isEverything(view: View): boolean {
  const { from, to, feed, picks, notable, search } = view;
  const isPicked = FACETS.some((facet) => picks[facet].length > 0);
  return (
    from === undefined && to === undefined && feed === undefined && notable === undefined && search === '' && !isPicked
  );
}
