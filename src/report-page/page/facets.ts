/** The most frequent values of each column as bars that filter on click, and the conditions that deserve a look. */
import { FACETS, type Facet, type Head } from './data.ts';
import { format, make } from './dom.ts';
import type { View } from './view.ts';

const SHOWN = 8;

const TITLES: Readonly<Record<Facet, string>> = {
  action: 'Actions',
  actor: 'Actors',
  repo: 'Repositories',
  country: 'Countries',
  ip: 'Addresses',
};

export type Change = (next: Partial<View>) => void;

export function renderFacets(
  head: Head,
  { rows, view }: { readonly rows: Uint32Array; readonly view: View },
  change: Change,
): readonly HTMLElement[] {
  return FACETS.map((facet) => {
    const { texts, rows: numbers } = head.columns[facet];
    const counts = new Uint32Array(texts.length);
    for (const row of rows) {
      const number = numbers[row] ?? 0;
      counts[number] = (counts[number] ?? 0) + 1;
    }
    const ranked = texts
      .map((text, number) => ({ text, count: counts[number] ?? 0 }))
      .filter(({ text, count }) => text !== '' && (count > 0 || view.picks[facet].includes(text)))
      .sort((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1));
    const most = ranked[0]?.count ?? 1;
    const picked = ranked.filter(({ text }, index) => index >= SHOWN && view.picks[facet].includes(text));
    const items = [...ranked.slice(0, SHOWN), ...picked].map(({ text, count }) => {
      const isPicked = view.picks[facet].includes(text);
      const next = isPicked ? view.picks[facet].filter((other) => other !== text) : [...view.picks[facet], text];
      return make('li', {}, [
        barOf({ text, count, share: count / most, isPicked }, () =>
          change({ picks: { ...view.picks, [facet]: next } }),
        ),
      ]);
    });
    const rest = ranked.length - SHOWN;
    return make('section', { class: 'facet' }, [
      make('h2', { text: TITLES[facet] }),
      items.length === 0 ? make('p', { class: 'hint', text: 'none' }) : make('ul', {}, items),
      ...(rest > 0 ? [make('p', { class: 'hint', text: `and ${format(rest)} more` })] : []),
    ]);
  });
}

interface Bar {
  readonly text: string;
  readonly count: number;
  readonly share: number;
  readonly isPicked: boolean;
}

function barOf({ text, count, share, isPicked }: Bar, click: () => void): HTMLButtonElement {
  const bar = make('span', { class: 'share' });
  bar.style.width = share === 0 ? '0' : `${Math.max(1, Math.round(share * 100))}%`;
  return make(
    'button',
    { class: 'facet-bar', attributes: { type: 'button', 'aria-pressed': String(isPicked) }, on: { click } },
    [bar, make('span', { class: 'label', text }), make('span', { class: 'count', text: format(count) })],
  );
}

export function renderNotable(head: Head, view: View, change: Change): HTMLElement {
  const found = head.conditions.filter(({ id }) => (head.notable[id] ?? []).length > 0);
  const items = found.map(({ id, title, why }) => {
    const isPicked = view.notable === id;
    const button = barOf({ text: title, count: head.notable[id]?.length ?? 0, share: 0, isPicked }, () =>
      change({ notable: isPicked ? undefined : id }),
    );
    button.title = why;
    return make('li', {}, [button, make('p', { class: 'hint', text: why })]);
  });
  return make('section', { class: 'notable' }, [
    make('h2', { text: 'Deserves a look' }),
    items.length === 0
      ? make('p', { class: 'hint', text: 'No event in this report meets one of these conditions.' })
      : make('ul', {}, items),
    make('p', {
      class: 'hint',
      text: 'Ordinary work meets these conditions too: a match is a reason to look, not a verdict.',
    }),
  ]);
}
