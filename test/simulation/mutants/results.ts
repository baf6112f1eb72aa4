/** What a hunt for all wrong versions came to, as a piece of the documentation that no hand writes. */
import type { Hunt } from './hunt.ts';
import type { Mutant } from './mutant.ts';

export interface Result {
  readonly mutant: Mutant;
  readonly hunt: Hunt;
}

const BEGIN = '<!-- mutants: written by `npm run sim:mutants -- --write` -->';
const END = '<!-- /mutants -->';

/** `histories`: those that the right version lived through; `seeds`: histories for each wrong version. */
export function renderResults(
  results: readonly Result[],
  { histories, seeds }: { readonly histories: number; readonly seeds: number },
): string {
  const noticed = results.filter(({ hunt }) => hunt.first !== undefined).length;
  const byHistories = results
    .filter(({ mutant }) => mutant.hunter.kind === 'histories')
    .toSorted((a, b) => shareOf(b) - shareOf(a) || (a.mutant.name < b.mutant.name ? -1 : 1));
  const byTests = results
    .filter(({ mutant }) => mutant.hunter.kind === 'test')
    .toSorted((a, b) => (a.mutant.name < b.mutant.name ? -1 : 1));
  return [
    `${noticed} of ${results.length} wrong versions are noticed, and the right version keeps every promise in ${histories.toLocaleString('en-US')} histories of the`,
    `same generators, those that notice a wrong version among them. By the simulation, with the share of ${seeds} histories of the`,
    'named generator that notice each, or else the first seed that does:',
    '',
    byHistories.map(renderHistories).join(' · '),
    '',
    'By a test of the module:',
    '',
    byTests.map(({ mutant: { name, hunter } }) => `${name} [${hunter.kind === 'test' ? hunter.file : ''}]`).join(' · '),
  ].join('\n');
}

function renderHistories(result: Result): string {
  const { mutant, hunt } = result;
  const generator = mutant.hunter.kind === 'histories' ? mutant.hunter.generator : '';
  const found = hunt.caught > 0 ? `${Number((100 * shareOf(result)).toFixed(1))} %` : `seed ${hunt.first?.seed}`;
  return `${mutant.name} ${found} [${generator}]`;
}

function shareOf({ hunt: { caught, histories } }: Result): number {
  return caught / histories;
}

/** Throws when the document has no place for it. */
export function replaceResults(document: string, results: string): string {
  const [begin, end] = [document.indexOf(BEGIN), document.indexOf(END)];
  if (begin === -1 || end < begin) throw new Error(`the document has no place between ${BEGIN} and ${END}`);
  return `${document.slice(0, begin)}${BEGIN}\n${results}\n${document.slice(end)}`;
}
