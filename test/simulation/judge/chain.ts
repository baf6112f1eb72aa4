/**
 * I16, from nothing but the manifests that lie in artifacts: every parent was delivered, what the chain claims joins without a
 * hole but for the gaps that it names, each gap is said once and none is left out, and whoever knew a delivery follows it.
 */
import { sha256Of } from '../../../src/evidence/chain.ts';
import type { Manifest, ManifestGap } from '../../../src/evidence/manifest.ts';
import { parseManifest } from '../../../src/evidence/manifest-shape.ts';
import type { Checkpoint, Commit, Gap } from '../../../src/model/checkpoint.ts';
import { FEEDS, type FeedName } from '../../../src/model/feed.ts';
import type { Process } from '../process.ts';
import type { CopyRecord, Position, Positions } from './copies.ts';
import { Violation } from './verdict.ts';

interface Link {
  readonly sha256: string;
  readonly manifest: Manifest;
  /** Every manifest that it follows, directly or not. */
  readonly ancestors: ReadonlySet<Link>;
}

interface Known {
  readonly process: Process;
  readonly served: readonly Position[];
  readonly stored: readonly CopyRecord[];
}

interface Span {
  readonly from: number;
  readonly to: number;
}

export class ChainOfManifests {
  readonly #links = new Map<string, Link>();
  readonly #byCommit = new Map<string, Link>();

  readonly #positions: Positions;

  constructor(positions: Positions) {
    this.#positions = positions;
  }

  /** `run`: what the run that delivered it was given, and saved before. */
  deliver(what: { readonly manifest: Uint8Array; readonly position: Uint8Array }, run: Known): void {
    const sha256 = sha256Of(what.manifest);
    // Sent again because the answer was lost: the same commit under another name is no other link.
    if (this.#links.has(sha256)) return;
    const manifest = parseManifest(what.manifest);
    const position = this.#positions.read(what.position).checkpoint;
    if (manifest === undefined) throw new Violation('I16', 'a delivered manifest cannot be read');
    // Where events lie elsewhere, their manifests do, too.
    if (!manifest.destinations.includes('artifact')) return;
    const parents = manifest.parents.map((parent) => {
      const link = this.#links.get(parent.sha256);
      if (link?.manifest.commit === parent.commit && parent.generation < position.generation) return link;
      throw broken(manifest, `names a parent that was not delivered: ${parent.commit}`);
    });
    const ancestors = new Set(parents.flatMap((parent) => [parent, ...parent.ancestors]));
    const link: Link = { sha256, manifest, ancestors };
    if ((parents.length === 0) !== (manifest.start !== null))
      throw broken(manifest, 'does not say why it has no parent');
    const given = run.served.map(({ checkpoint }) => checkpoint.commits);
    // What was joined to its own when it was saved is followed by the next run, which is given both.
    const own = run.stored.map(({ position }) =>
      position.checkpoint.commits.filter(({ id }) => id.startsWith(`${run.process.id}.`)),
    );
    this.#checkFollows(link, [...given, ...own]);
    for (const feed of FEEDS) {
      checkJoins(link, feed);
      checkGaps(link, feed, position);
    }
    this.#links.set(link.sha256, link);
    this.#byCommit.set(manifest.commit, link);
  }

  /** What a position contains was delivered, and the next manifest follows it. */
  #checkFollows({ manifest, ancestors }: Link, known: readonly (readonly Commit[])[]): void {
    for (const commits of known) {
      const newest = commits.map(({ id }) => this.#byCommit.get(id)).find((link) => link !== undefined);
      if (newest === undefined || ancestors.has(newest)) continue;
      throw broken(manifest, `does not follow ${newest.manifest.commit}, which its run knew`);
    }
  }
}

/** Where the parents ended, the next stretch begins; what lies between has to be a gap that somebody said. */
function checkJoins({ manifest, ancestors }: Link, feed: FeedName): void {
  const own = spansOf(manifest, feed)[0];
  // One that claims nothing yet covers nothing: two first runs at once begin a moment apart, and only the later start is promised.
  const before = [...ancestors].flatMap((link) => spansOf(link.manifest, feed)).filter(({ from, to }) => from < to);
  if (own === undefined || before.length === 0) return;
  const gaps = [manifest, ...[...ancestors].map((link) => link.manifest)].flatMap((each) => gapsOf(each, feed));
  const reached = cover(promisedFrom(before, [...ancestors], feed), [
    ...before,
    ...gaps,
    ...lostBefore(ancestors, feed),
  ]);
  if (own.from > reached) throw broken(manifest, `leaves a hole in ${feed} from ${reached} to ${own.from}`);
  const ofEpoch = [...ancestors].filter((link) => link.manifest.epoch === manifest.epoch);
  const ended = Math.max(0, ...ofEpoch.flatMap((link) => spansOf(link.manifest, feed)).map(({ to }) => to));
  if (own.from < ended)
    throw broken(manifest, `claims ${feed} again from ${own.from}, and its parents ended at ${ended}`);
}

/** Where only names were left, the chain starts over at the floor that they say: what it knew of earlier deliveries is lost. */
function lostBefore(ancestors: ReadonlySet<Link>, feed: FeedName): readonly Span[] {
  return [...ancestors]
    .filter(({ manifest }) => manifest.start === 'position-lost')
    .flatMap(({ manifest }) => spansOf(manifest, feed).map(({ from }) => ({ from: 0, to: from })));
}

/** Where everything was deleted under a run that is still at work, another begins a day earlier than `since`: nobody promised that. */
function promisedFrom(before: readonly Span[], ancestors: readonly Link[], feed: FeedName): number {
  const speaking = ancestors.filter(({ manifest }) => spansOf(manifest, feed).length > 0);
  // The first run of a feed, also of one that was included later.
  const first = speaking
    .filter((link) => link.manifest.start !== 'position-lost' && !speaking.some((each) => link.ancestors.has(each)))
    .flatMap(({ manifest }) => spansOf(manifest, feed).slice(0, 1));
  return first.length > 0 ? Math.max(...first.map(({ from }) => from)) : Math.min(...before.map(({ from }) => from));
}

/** `position`: the one that the manifest goes with. */
function checkGaps({ manifest, ancestors }: Link, feed: FeedName, position: Checkpoint): void {
  const own = gapsOf(manifest, feed);
  const gaps: readonly Gap[] = position.feeds[feed]?.gaps ?? [];
  const before = [...ancestors].flatMap((link) => gapsOf(link.manifest, feed));
  // Of several resets in a row the last one can know less of what is said already than one that it replaces.
  const valid = [...ancestors].filter((link) => (link.manifest.epoch ?? 0) >= position.epoch);
  const known = valid.flatMap((link) => gapsOf(link.manifest, feed));
  const twice = own.find((gap) =>
    known.some((said) => isOfKind(said, gap) && said.from < gap.to && said.to > gap.from),
  );
  if (twice !== undefined) throw broken(manifest, `says a gap of ${feed} again, from ${twice.from} to ${twice.to}`);
  for (const gap of gaps) {
    const said = [...own, ...before].filter((each) => isOfKind(each, gap));
    if (cover(gap.from, said) < gap.to)
      throw broken(manifest, `leaves out a gap of ${feed} from ${gap.from} to ${gap.to}`);
  }
}

/** How far these spans reach from an instant on without a hole. */
function cover(from: number, spans: readonly Span[]): number {
  return spans
    .toSorted((a, b) => a.from - b.from)
    .reduce((to, span) => (span.from <= to ? Math.max(to, span.to) : to), from);
}

function spansOf({ feeds }: Manifest, feed: FeedName): readonly Span[] {
  return feeds.flatMap(({ name, from, to }) => (name === feed ? [{ from: Date.parse(from), to: Date.parse(to) }] : []));
}

function gapsOf({ gaps }: Manifest, feed: FeedName) {
  const said = gaps.filter((gap) => gap.feed === feed);
  return said.map((gap) => ({ ...gap, from: Date.parse(gap.from), to: Date.parse(gap.to) }));
}

function isOfKind(a: Pick<ManifestGap, 'kind' | 'certain'>, b: Pick<ManifestGap, 'kind' | 'certain'>): boolean {
  return a.kind === b.kind && a.certain === b.certain;
}

function broken({ commit }: Manifest, what: string): Violation {
  return new Violation('I16', `the manifest of ${commit} ${what}`);
}
