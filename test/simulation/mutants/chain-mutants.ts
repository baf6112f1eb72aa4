/** Wrong chains of manifests: parents, stretches and gaps that would let a missing delivery pass, or accuse a whole chain. */
import { type Mutant, mutant, testMutant } from './mutant.ts';

const CHAIN = 'model/chain.ts';
const FACTS = 'evidence/chain.ts';

export const CHAIN_MUTANTS: readonly Mutant[] = [
  mutant(
    'parent is the last commit, not the last manifest',
    ['swarm', 50],
    [
      FACTS,
      'parents: chain.heads.map(({ generation, commit, sha256 }) => ({ generation, commit, sha256 })),',
      "parents: chain.heads.map(({ sha256 }) => ({ generation: commits[1]?.generation ?? 0, commit: commits[1]?.id ?? '', sha256 })),",
    ],
  ),
  mutant(
    'head lost with the copy in an artifact',
    ['stores', 80],
    [
      'checkpoint/artifacts.ts',
      'isGood ? adoptManifest(reading.checkpoint, files) : reading.checkpoint',
      'isGood && this.#stream.length === 0 ? adoptManifest(reading.checkpoint, files) : reading.checkpoint',
    ],
  ),
  mutant(
    'one head kept where two runs overlapped',
    ['stores', 100],
    [CHAIN, 'sortLinks([...a.heads, ...b.heads],', 'sortLinks(a.heads.length > 0 ? a.heads : b.heads,'],
  ),
  mutant(
    'stretch from the claim of the commit before',
    ['swarm', 80],
    [
      'position/next-checkpoint.ts',
      'feeds: { ...current.feeds, ...feeds },',
      'feeds: Object.fromEntries(Object.entries({ ...current.feeds, ...feeds }).map(([name, feed]) => [name, { ...feed, begin: current.feeds[name]?.tail.claim ?? feed.begin }])),',
    ],
  ),
  mutant(
    'gap said by every manifest',
    ['expire', 80],
    [
      CHAIN,
      'const reported = keepGaps(uniteGaps(feed.reported ?? [], feed.gaps));',
      'const reported = keepGaps(feed.reported ?? []);',
    ],
  ),
  mutant(
    'gap said by no manifest',
    ['expire', 80],
    [FACTS, 'unreportedGaps(next.feeds[feed])).map(', 'unreportedGaps(next.feeds[feed]).slice(0, 0)).map('],
  ),
  testMutant('heads of another epoch say how far it came', 'evidence/chain.test.ts', [
    CHAIN,
    'head.epoch === epoch ? (head.to[name] ?? []) : []',
    'head.epoch >= 0 * epoch ? (head.to[name] ?? []) : []',
  ]),
  testMutant('a stretch that claims nothing leaves a hole', 'evidence/verify.test.ts', [
    'evidence/verify/check-coverage.ts',
    'const joined = join(claiming.length > 0 ? claiming : claimed);',
    'const joined = join(claiming.length > 0 ? claimed : claiming);',
  ]),
];
