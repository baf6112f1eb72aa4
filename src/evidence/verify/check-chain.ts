/**
 * Whether a chain of manifests is whole: every parent is there and is the one that its follower names, and what somebody knows
 * to be the head is there as well. What would come after the newest manifest cannot be known from the manifests.
 */
import type { Delivery } from '../deliveries/find-deliveries.ts';
import type { Parent } from '../manifest.ts';
import { describeDelivery, describeParent, runOf } from './describe.ts';
import { type Finding, finding } from './finding.ts';

export interface Wanted {
  /** SHA-256 of manifests that have to be there. */
  readonly heads: readonly string[];
  /** UTC epoch ms: deliveries before and after are not checked. */
  readonly from: number | undefined;
  readonly to: number | undefined;
}

export interface ChainCheck {
  readonly findings: readonly Finding[];
  /** The deliveries of the chain that no other one follows, newest last. */
  readonly heads: readonly Delivery[];
}

/**
 * `deliveries` are those of one stream, in their order. `all`: a position that was taken over from another stream continues
 * the chain of that one.
 */
export function checkChain(
  deliveries: readonly Delivery[],
  { from, all }: Pick<Wanted, 'from'> & { readonly all: readonly Delivery[] },
): ChainCheck {
  const known = new Map(all.map((delivery) => [delivery.sha256, delivery]));
  const missing = new Map<string, Missing>();
  const followed = new Set<string>();
  for (const follower of deliveries) {
    for (const parent of follower.manifest.parents) {
      followed.add(parent.sha256);
      if (!known.has(parent.sha256)) missing.set(parent.sha256, { parent, follower });
    }
  }
  const restarts = deliveries.slice(1).filter(({ manifest }) => manifest.start !== null);
  const heads = deliveries.filter(({ sha256 }) => !followed.has(sha256));
  const findings = [
    ...[...missing.values()].flatMap((each) => judgeMissing(each, { all, from })),
    ...impossible(deliveries, known),
    ...unexplained(heads, { deliveries, missing: [...missing.values()], restarts }).map(unfollowed),
    ...restarts.map(startsOver),
  ];
  return { findings, heads };
}

/** A parent that is not among the deliveries, and the last one that names it. */
interface Missing {
  readonly parent: Parent;
  readonly follower: Delivery;
}

/** Heads that a later delivery should have followed: not the newest one, and not one that was the newest when the chain started over. */
function unexplained(
  heads: readonly Delivery[],
  {
    deliveries,
    missing,
    restarts,
  }: {
    readonly deliveries: readonly Delivery[];
    readonly missing: readonly Missing[];
    readonly restarts: readonly Delivery[];
  },
): readonly Delivery[] {
  const places = new Map(deliveries.map((delivery, place) => [delivery, place]));
  const isBefore = (a: Delivery, b: Delivery) => (places.get(a) ?? 0) < (places.get(b) ?? 0);
  const newest = new Set(restarts.map((restart) => heads.findLast((head) => isBefore(head, restart))));
  newest.add(heads.at(-1));
  return heads.filter((head) => {
    // What follows it may be the one that is missing, or name the manifest that it was before.
    const isExplained = missing.some(
      ({ parent, follower }) => isBefore(head, follower) || parent.commit === head.manifest.commit,
    );
    return !newest.has(head) && !isExplained;
  });
}

const REPOSITORY = /^[\w.-]+\/[\w.-]+$/;

function judgeMissing(
  { parent, follower }: Missing,
  { all, from }: { readonly all: readonly Delivery[]; readonly from: number | undefined },
): readonly Finding[] {
  const other = all.find(({ manifest }) => manifest.commit === parent.commit);
  if (other !== undefined) {
    const what = `the manifest of ${describeDelivery(other)} is altered: its SHA-256 is ${other.sha256}, and its follower (${describeDelivery(follower)}) names ${parent.sha256}`;
    return [
      doubt([other], finding('manifest-altered', what, 'Download both from their runs or the archive, and compare.')),
    ];
  }
  // Whatever the parents delivered had happened by the time their follower was made.
  if (from !== undefined && Date.parse(follower.manifest.createdAt) <= from) return [];
  const run = runOf(parent.commit);
  const { repository } = follower.manifest.run;
  // People copy the command: a manifest that somebody else wrote must not add one of its own.
  const where =
    run === undefined || repository === null || !REPOSITORY.test(repository)
      ? 'Look for it in the archive'
      : `Download it: gh run download ${run} --repo ${repository}`;
  const what = `a delivery is missing: ${describeParent(parent)}, before ${describeDelivery(follower)}`;
  return [finding('delivery-missing', what, `${where}; or set a later beginning with --from.`)];
}

/** The manifests of these deliveries prove nothing. */
function doubt(deliveries: readonly Delivery[], found: Finding): Finding {
  return { ...found, unproven: { kind: 'deliveries', sha256s: deliveries.map(({ sha256 }) => sha256) } };
}

/** One commit writes one manifest, that of a pull as well. */
export function checkCommits(deliveries: readonly Delivery[]): readonly Finding[] {
  const commits = Map.groupBy(deliveries, ({ manifest }) => manifest.commit);
  return [...commits.values()].flatMap((same): readonly Finding[] => {
    const [first] = same;
    if (first === undefined || same.length === 1) return [];
    const places = same.flatMap(({ copies }) => copies.map(({ at }) => at.path)).join(', ');
    const what = `there are ${same.length} different manifests of ${describeDelivery(first)}: ${places}`;
    const advice =
      'At most one of them is the one that was delivered: download it again from its run or the archive, and compare.';
    return [doubt(same, finding('manifests-differ', what, advice))];
  });
}

/** A manifest names what was there before it. */
function impossible(deliveries: readonly Delivery[], known: ReadonlyMap<string, Delivery>): readonly Finding[] {
  return deliveries.flatMap((delivery) =>
    delivery.manifest.parents.flatMap((parent): readonly Finding[] => {
      const there = known.get(parent.sha256)?.manifest;
      const fits =
        there === undefined ||
        (there.commit === parent.commit &&
          there.generation === parent.generation &&
          parent.generation < (delivery.manifest.generation ?? 0));
      if (fits) return [];
      const what = `the manifest of ${describeDelivery(delivery)} names a parent that does not fit: ${describeParent(parent)}`;
      const advice = 'No release writes such a manifest: compare it with a second copy, and check the signature.';
      return [doubt([delivery], finding('parent-impossible', what, advice))];
    }),
  );
}

function unfollowed(delivery: Delivery): Finding {
  return finding(
    'not-followed',
    `no later delivery follows ${describeDelivery(delivery)}`,
    'Its run failed after it had delivered, or ran at the same time as another one; the events in it may be delivered again elsewhere.',
  );
}

function startsOver(delivery: Delivery): Finding {
  return finding(
    'chain-starts-over',
    `the chain starts over at ${describeDelivery(delivery)} (${delivery.manifest.start})`,
    'Its run did not find the position before it: the gaps of that delivery say what may be missing.',
  );
}

/** Manifests that somebody knows of, from a log, a summary or a second store. */
export function checkHeads(deliveries: readonly Delivery[], wanted: readonly string[]): readonly Finding[] {
  return wanted
    .filter((sha256) => !deliveries.some((delivery) => delivery.sha256 === sha256))
    .map((sha256) =>
      finding(
        'head-missing',
        `the manifest with the SHA-256 ${sha256}, given by --head, is not among these deliveries`,
        'What was delivered after the newest manifest here is missing, or the digest is of another target.',
      ),
    );
}

/** The chains of these deliveries, each in its order; pulls are outside of any. */
export function chainsOf(deliveries: readonly Delivery[]): readonly (readonly [Delivery, ...Delivery[]])[] {
  const inChain = deliveries.filter(({ manifest }) => manifest.stream !== null);
  const streams = Map.groupBy(inChain, ({ manifest }) => `${manifest.apiHost} ${manifest.stream}`);
  return [...streams.values()].flatMap(([first, ...rest]) => (first === undefined ? [] : [[first, ...rest]]));
}
