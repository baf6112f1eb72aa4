/** The page: reads its data, and draws again whenever the view changes. */
import { Lines, readHead } from './data.ts';
import { format, make } from './dom.ts';
import { exportCsv, exportNdjson } from './export.ts';
import { renderFacets, renderNotable } from './facets.ts';
import { renderHeader } from './header.ts';
import { makeTable } from './table.ts';
import { makeTimeline } from './timeline.ts';
import { EVERYTHING, isEverything, readFragment, rowsOf, type View, writeFragment } from './view.ts';

const head = await readHead();
const lines = new Lines(head);
let view = readFragment(location.hash, head);
let rows: Uint32Array = new Uint32Array();
let drawing = 0;

const timeline = makeTimeline(head, (from, to) => change({ from, to }));
const table = makeTable(head, lines, (sort) => change({ sort, descending: view.sort === sort && !view.descending }));
const search = make('input', {
  attributes: {
    type: 'search',
    placeholder: 'Search in everything',
    'aria-label': 'Search in everything',
    value: view.search,
  },
});
const feed = make('select', { attributes: { 'aria-label': 'Feed' } }, [
  make('option', { text: 'All events', attributes: { value: '' } }),
  make('option', { text: 'Without Git events', attributes: { value: 'web' } }),
  make('option', { text: 'Git events', attributes: { value: 'git' } }),
]);
const local = make('input', { attributes: { type: 'checkbox' } });
const clear = make('button', {
  text: 'Clear all filters',
  attributes: { type: 'button' },
  on: { click: () => change({ ...EVERYTHING, local: view.local }) },
});
const shown = make('p', { class: 'shown', attributes: { role: 'status' } });
const active = make('ul', { class: 'active-filters', attributes: { 'aria-label': 'Active filters' } });
const facets = make('div', { class: 'facets' });
const notable = make('div');
const button = (text: string, click: () => void) =>
  make('button', { text, attributes: { type: 'button' }, on: { click } });

let waiting: ReturnType<typeof setTimeout> | undefined;
search.addEventListener('input', () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => change({ search: search.value.trim() }), 150);
});
feed.addEventListener('change', () =>
  change({ feed: feed.value === 'web' || feed.value === 'git' ? feed.value : undefined }),
);
local.addEventListener('change', () => change({ local: local.checked }));
addEventListener('hashchange', () => {
  view = readFragment(location.hash, head);
  void draw();
});
addEventListener('resize', () => timeline.draw(rows, view));

document.title = `Audit log of ${head.facts.target}`;
document
  .querySelector('#app')
  ?.replaceChildren(
    renderHeader(head),
    make('div', { class: 'toolbar', attributes: { role: 'search' } }, [
      search,
      feed,
      make('label', {}, [local, document.createTextNode(' Local time')]),
      clear,
    ]),
    active,
    timeline.element,
    make('div', { class: 'columns' }, [
      make('aside', { attributes: { 'aria-label': 'Filters' } }, [notable, facets]),
      make('div', { class: 'list' }, [
        make('div', { class: 'bar' }, [
          shown,
          button('Save as NDJSON', () => void exportNdjson(rows, lines)),
          button('Save as CSV', () => exportCsv(rows, head)),
        ]),
        table.element,
      ]),
    ]),
  );
await draw();
document.documentElement.dataset['ready'] = 'true';

function change(next: Partial<View>): void {
  view = { ...view, ...next };
  const fragment = writeFragment(view);
  history.replaceState(null, '', fragment === '' ? location.pathname + location.search : `#${fragment}`);
  void draw();
}

async function draw(): Promise<void> {
  drawing += 1;
  const own = drawing;
  const found = await rowsOf(head, lines, view);
  // A later change has overtaken this one.
  if (own !== drawing) return;
  rows = found;
  if (document.activeElement !== search) search.value = view.search;
  feed.value = view.feed ?? '';
  local.checked = view.local;
  clear.hidden = isEverything(view);
  shown.textContent = `${format(rows.length)} of ${format(head.times.length)} events`;
  active.replaceChildren(...chips());
  timeline.draw(rows, view);
  facets.replaceChildren(...renderFacets(head, { rows, view }, change));
  notable.replaceChildren(renderNotable(head, view, change));
  table.draw(rows, view);
}

/** What is active, each with a way to remove it. */
function chips(): readonly HTMLElement[] {
  const chip = (text: string, next: Partial<View>) =>
    make('li', {}, [
      make('button', {
        text: `${text} ✕`,
        attributes: { type: 'button', 'aria-label': `Remove the filter ${text}` },
        on: { click: () => change(next) },
      }),
    ]);
  const { picks, from, to } = view;
  const title = head.conditions.find(({ id }) => id === view.notable)?.title;
  return [
    ...(from === undefined && to === undefined
      ? []
      : [
          chip(
            `${from === undefined ? '…' : new Date(from).toISOString()} to ${to === undefined ? '…' : new Date(to).toISOString()}`,
            { from: undefined, to: undefined },
          ),
        ]),
    ...(view.feed === undefined ? [] : [chip(`feed: ${view.feed}`, { feed: undefined })]),
    ...(Object.keys(picks) as (keyof typeof picks)[]).flatMap((facet) =>
      picks[facet].map((text) =>
        chip(`${facet}: ${text}`, { picks: { ...picks, [facet]: picks[facet].filter((other) => other !== text) } }),
      ),
    ),
    ...(title === undefined ? [] : [chip(title, { notable: undefined })]),
    ...(view.search === '' ? [] : [chip(`search: ${view.search}`, { search: '' })]),
  ];
}
