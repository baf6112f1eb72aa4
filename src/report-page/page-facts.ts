/** What a page says above its events, from the manifests of the deliveries that are on it. */
import type { Manifest } from '../evidence/manifest.ts';
import type { PageFacts } from './render-page.ts';

/** @param manifests oldest first, at least one */
export function factsOfManifests(
  manifests: readonly { readonly manifest: Manifest; readonly sha256: string }[],
): PageFacts {
  const all = manifests.map(({ manifest }) => manifest);
  const last = all.at(-1);
  const stretches = all.flatMap(({ feeds }) => feeds);
  const least = (texts: readonly string[]) => texts.toSorted()[0];
  const pulls = all.flatMap(({ pull }) => pull ?? []);
  const targets = [...new Set(all.map(({ target }) => `${target.kind} ${target.name}`))];
  const phrases = [...new Set(all.map(({ phrase, phraseSha256 }) => phrase ?? `(SHA-256 ${phraseSha256})`))];
  return {
    target: targets.join(', '),
    host: last?.apiHost ?? '',
    mode: last?.mode ?? 'collect',
    createdAt: last?.createdAt ?? '',
    run:
      last === undefined ? undefined : `${last.run.repository ?? 'in a terminal'} ${last.run.id}.${last.run.attempt}`,
    from: least(pulls.length > 0 ? pulls.map(({ since }) => since) : stretches.map(({ from }) => from)),
    to: (pulls.length > 0 ? pulls.map(({ until }) => until) : stretches.map(({ to }) => to)).toSorted().at(-1),
    phrase: phrases.filter((phrase) => phrase !== '').join(' · ') || undefined,
    isComplete: pulls.every(({ complete }) => complete),
    gaps: all.flatMap(({ gaps }) =>
      gaps.map(({ feed, from, to, kind, certain }) => ({ feed, from, to, kind, certain })),
    ),
    deadLetters: all.reduce((sum, { counts }) => sum + counts.deadLetters, 0),
    duplicates: all.reduce((sum, { counts }) => sum + counts.duplicates, 0),
    manifests: manifests.map(({ sha256 }) => sha256),
  };
}
