/** What the page is about: target, range, filters, completeness, totals, and the digest of the manifest. */
import type { Head } from './data.ts';
import { format, make } from './dom.ts';

export function renderHeader({ facts, times, leftOut }: Head): HTMLElement {
  const range =
    facts.from === undefined || facts.to === undefined ? undefined : `${read(facts.from)} to ${read(facts.to)}`;
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Range', range],
    ['Search phrase', facts.phrase],
    ['Made', `${read(facts.createdAt)}${facts.run === undefined ? '' : `, run ${facts.run}`}`],
    [
      'Events',
      `${format(times.length + leftOut)}${facts.deadLetters === 0 ? '' : `, and ${format(facts.deadLetters)} entries that are not valid events`}`,
    ],
    [
      'Not on this page',
      leftOut === 0
        ? undefined
        : `${format(leftOut)} older events: the page holds the newest ${format(times.length)}. All are in the files next to it`,
    ],
    ['Gaps', facts.gaps.length === 0 ? undefined : facts.gaps.map(describeGap).join('; ')],
    [
      'Manifest',
      facts.manifests.length === 0
        ? undefined
        : `SHA-256 ${facts.manifests.at(-1)}${facts.manifests.length > 1 ? `, the last of ${facts.manifests.length}` : ''}`,
    ],
  ];
  const isComplete = facts.isComplete && facts.gaps.every(({ certain }) => !certain);
  return make('header', {}, [
    make('h1', { text: `Audit log of ${facts.target}` }),
    make('p', {
      class: isComplete ? 'verdict good' : 'verdict bad',
      text: isComplete
        ? 'Complete: every event of the range is delivered.'
        : 'Not complete: see the range and the gaps.',
    }),
    make(
      'dl',
      {},
      rows.flatMap(([name, value]) =>
        value === undefined || value === '' ? [] : [make('dt', { text: name }), make('dd', { text: value })],
      ),
    ),
  ]);
}

function describeGap({ feed, from, to, kind, certain }: Head['facts']['gaps'][number]): string {
  return `${feed}, ${read(from)} to ${read(to)}, ${certain ? 'missing' : 'possibly missing'} (${kind})`;
}

function read(instant: string): string {
  return instant.replace('T', ' ').replace(/(\.000)?Z$/, ' UTC');
}
