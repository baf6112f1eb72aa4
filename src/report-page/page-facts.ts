/**
 * What a page says above its events, from the manifests of the deliveries that are on it. It calls a range complete only if the
 * chains and the pulls of each target cover it without a hole between them.
 */
import type { Manifest } from '../evidence/manifest.ts';
import type { PageFacts } from './render-page.ts';

/** @param manifests oldest first, at least one */
export function factsOfManifests(
  manifests: readonly { readonly manifest: Manifest; readonly sha256: string }[],
): PageFacts {
  const all = manifests.map(({ manifest }) => manifest);
  const last = all.at(-1);
  const ranges = all.flatMap(rangesOf);
  const targets = [...new Set(all.map(({ target }) => `${target.kind} ${target.name}`))];
  const phrases = [...new Set(all.map(({ phrase, phraseSha256 }) => phrase ?? `(SHA-256 ${phraseSha256})`))];
  return {
    target: targets.join(', '),
    host: last?.apiHost ?? '',
    mode: last?.mode ?? 'collect',
    createdAt:
      all
        .map(({ createdAt }) => createdAt)
        .toSorted()
        .at(-1) ?? '',
    run:
      last === undefined ? undefined : `${last.run.repository ?? 'in a terminal'} ${last.run.id}.${last.run.attempt}`,
    from: ranges.map(({ from }) => from).toSorted()[0],
    to: ranges
      .map(({ to }) => to)
      .toSorted()
      .at(-1),
    phrase: phrases.filter((phrase) => phrase !== '').join(' · ') || undefined,
    isComplete: isCovered(all),
    gaps: all.flatMap(({ gaps }) =>
      gaps.map(({ feed, from, to, kind, certain }) => ({ feed, from, to, kind, certain })),
    ),
    deadLetters: all.reduce((sum, { counts }) => sum + counts.deadLetters, 0),
    duplicates: all.reduce((sum, { counts }) => sum + counts.duplicates, 0),
    manifests: manifests.map(({ sha256 }) => sha256),
  };
}

interface Range {
  readonly from: string;
  readonly to: string;
}

/** What a pull requested, or what was claimed of each feed. */
function rangesOf({ pull, feeds }: Manifest): readonly Range[] {
  return pull === null ? feeds : [{ from: pull.since, to: pull.until }];
}

/** Whether what is known of each target is one range. Between two deliveries of a chain, `verify` looks for holes. */
function isCovered(manifests: readonly Manifest[]): boolean {
  const subjects = Map.groupBy(manifests, ({ apiHost, target, phrase, phraseSha256 }) =>
    JSON.stringify([apiHost, target.kind, target.name, phrase, phraseSha256]),
  );
  return [...subjects.values()].every((each) => {
    const chains = Map.groupBy(
      each.filter(({ pull }) => pull === null),
      ({ stream }) => stream,
    );
    const pulls = each.filter(({ pull }) => pull?.complete === true);
    const known = joinAll([...[...chains.values()].flatMap(unite), ...pulls.flatMap(rangesOf)]);
    return known !== undefined && each.flatMap(rangesOf).every(({ from, to }) => from >= known.from && to <= known.to);
  });
}

function unite(manifests: readonly Manifest[]): readonly Range[] {
  const ranges = manifests.flatMap(rangesOf);
  const [first] = ranges.map(({ from }) => from).toSorted();
  const last = ranges
    .map(({ to }) => to)
    .toSorted()
    .at(-1);
  return first === undefined || last === undefined ? [] : [{ from: first, to: last }];
}

/** `undefined` where they leave a hole between them, or where there is none. */
function joinAll(ranges: readonly Range[]): Range | undefined {
  const [first, ...later] = ranges.toSorted((a, b) => (a.from < b.from ? -1 : 1));
  if (first === undefined) return undefined;
  let { to } = first;
  for (const range of later) {
    if (range.from > to) return undefined;
    if (range.to > to) to = range.to;
  }
  return { from: first.from, to };
}
