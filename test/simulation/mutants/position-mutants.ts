/** Wrong ways to keep a position and to find it again, and to deliver events. */
import { type Mutant, mutant, testMutant } from './mutant.ts';

const HAND_OVER = 'collector/deliver-and-commit.ts';
const SINK = 'delivery/sink-delivery.ts';
const FIND = 'position/find-position.ts';
const ARTIFACTS = 'checkpoint/artifacts.ts';
const NONE = "{ kind: 'none', history: { kind: 'none' }, besides: false, notes: [] }";

export const POSITION_MUTANTS: readonly Mutant[] = [
  mutant(
    'a feed left out of include is dropped',
    ['settings', 30],
    ['position/next-checkpoint.ts', 'feeds: { ...current.feeds, ...feeds },', 'feeds,'],
  ),
  mutant(
    'commit before the artifact',
    ['swarm', 30],
    [
      HAND_OVER,
      'await this.#upload(withPage(contentOf(packed), packed.page), position);\n      if (!artifacts',
      'await this.#commitPosition(position);\n    await this.#upload(withPage(contentOf(packed), packed.page), position);\n      if (!artifacts',
    ],
  ),
  mutant(
    'commit before the files',
    ['files', 14],
    [
      HAND_OVER,
      'await this.#output.add(contentOf(packed, this.#earlier));',
      'if (this.#parts.artifacts?.holdEvents !== true) await this.#commitPosition(next);\n    await this.#output.add(contentOf(packed, this.#earlier));',
    ],
  ),
  mutant(
    'commit before the sink',
    ['sink', 14],
    [
      HAND_OVER,
      'const { batch, sink } = await settleBatch(',
      'if (this.#sink !== undefined) await this.#commitPosition(next);\n    const { batch, sink } = await settleBatch(',
    ],
  ),
  mutant(
    'failed sink swallowed',
    ['sink', 16],
    [
      'collector/settle-batch.ts',
      'const notAccepted = await delivery.settle(batch.events, signal);',
      'const notAccepted = await delivery.settle(batch.events, signal).catch(() => []);',
    ],
  ),
  mutant(
    'sending ahead not waited for',
    ['sink', 22],
    [
      SINK,
      'Promise<readonly NotAccepted[]> {\n    await this.#landed();',
      'Promise<readonly NotAccepted[]> {\n    void this.#landed();',
    ],
  ),
  mutant(
    'failed sending ahead dropped',
    ['sink', 17],
    [SINK, 'this.#failure = { error: ended.error };\n      return;', 'return;'],
  ),
  mutant(
    'failed upload swallowed',
    ['upload', 50],
    [
      HAND_OVER,
      'await this.#upload(withPage(contentOf(packed), packed.page), position);\n      if (!artifacts',
      'await this.#upload(contentOf(packed), position).catch(() => {});\n    if (!artifacts',
    ],
  ),
  mutant(
    'failed files swallowed',
    ['files', 40],
    [
      HAND_OVER,
      'await this.#output.add(contentOf(packed, this.#earlier));',
      'await this.#output.add(contentOf(packed, this.#earlier)).catch(() => {});',
    ],
  ),
  mutant(
    'upload not looked up',
    ['upload', 170],
    [
      'delivery/commit-artifact.ts',
      'const seen = await lookUp(name, ports, signal);',
      "const seen: Seen = sent.id === undefined ? { kind: 'not-listed' } : await lookUp(name, ports, signal);",
    ],
  ),
  mutant(
    'save not looked up',
    ['stores', 18],
    [
      'checkpoint/actions-cache.ts',
      'if (await has(client, key)) return [];\n    for',
      'if (saved.claimed || (await has(client, key))) return [];\n    for',
    ],
  ),
  mutant(
    'older copy saved after a newer one',
    ['stores', 280],
    [
      HAND_OVER,
      '    this.#uncopied = undefined;\n    this.#last = { checkpoint: next, inArtifact: true };',
      '    this.#last = { checkpoint: next, inArtifact: true };',
    ],
  ),
  mutant(
    'commit goes on after a failed delivery',
    ['files', 120],
    ['collector/progress.ts', 'if (!this.#moved || this.#deliveryFailed) return;', 'if (!this.#moved) return;'],
  ),
  mutant(
    'cache only',
    ['stores', 17],
    [
      FIND,
      'const copies = await elsewhere?.artifacts.load(stream, known, signal);',
      'const copies = known === undefined ? await elsewhere?.artifacts.load(stream, known, signal) : undefined;',
    ],
  ),
  mutant(
    'start over on a miss',
    ['stores', 30],
    [FIND, "if (stored.kind === 'unknown') return stored;", `if (stored.kind === 'unknown') return ${NONE};`],
  ),
  mutant(
    'start over when artifacts are unlisted',
    ['stores', 50],
    [FIND, "case 'unknown':\n      return copies;", `case 'unknown':\n      return ${NONE};`],
  ),
  mutant(
    'history without a gap',
    ['lost-state', 30],
    [
      'position/cold-start.ts',
      'return { ...feed, gaps: [gap] };',
      'return { ...feed, gaps: gap.to < 0 ? [gap] : [] };',
    ],
  ),
  mutant(
    'history ignored',
    ['lost-state', 30],
    [FIND, 'const history = await elsewhere.history(signal);', "const history: History = { kind: 'none' };"],
  ),
  mutant(
    'names carry the watermark',
    ['names', 110],
    [
      'checkpoint/artifact-name.ts',
      'feeds.map(({ name, feed }) => [name, feed.deep.claim])',
      'feeds.map(({ name, feed }) => [name, feed.tail.claim])',
    ],
  ),
  mutant(
    'generation starts over after names',
    ['names', 30],
    ['position/new-checkpoint.ts', "generation: found.kind === 'floors' ? found.generation : 0,", 'generation: 0,'],
  ),
  mutant(
    'expired copies hide readable ones',
    ['names', 110],
    [
      ARTIFACTS,
      'for (const copy of copies) {\n      if (this.#read',
      'for (const copy of copies.slice(0, NEWEST)) {\n      if (this.#read',
    ],
  ),
  mutant(
    'feed of a lost copy starts over',
    ['names', 520],
    [
      'position/cold-start.ts',
      "found.kind === 'none' ? undefined : found.floors[name]",
      "found.kind === 'floors' ? found.floors[name] : undefined",
    ],
  ),
  mutant(
    'lost feed that was not shown starts over',
    ['lost-state', 930],
    [
      'collector/open-feeds.ts',
      'return { ...checkpoint, feeds: { ...feeds, ...checkpoint.feeds } };',
      'return feeds === undefined ? { ...checkpoint, feeds } : checkpoint;',
    ],
    // Next to it, the gap of the other feed says the same.
    ['position/cold-start.ts', "found.kind === 'resume' ? lossIn(found.checkpoint) : undefined", 'undefined'],
  ),
  mutant(
    'success without a position',
    ['lost-state', 120],
    [
      'collector/conclude.ts',
      'if (progress !== undefined && progress.checkpoint.commits.length > 0) return undefined;',
      'if (progress === undefined || progress.checkpoint.commits.length >= 0) return undefined;',
    ],
  ),
  mutant(
    'no second copy for a sink',
    ['sink', 20],
    [HAND_OVER, 'await this.#secondCopy();', 'if (this.#delivered < 0) await this.#secondCopy();'],
  ),
  mutant(
    'state directory not committed with each batch',
    ['swarm', 60],
    [
      HAND_OVER,
      'await this.#upload(withPage(contentOf(packed), packed.page), position);\n      if (!artifacts.arePositions) return this.#commitPosition(position);',
      'await this.#upload(withPage(contentOf(packed), packed.page), position);',
    ],
  ),
  mutant(
    'what another run saved in the directory is replaced',
    ['swarm', 280],
    [
      'checkpoint/directory.ts',
      'encodeCheckpoint(others === undefined ? checkpoint : joinHere(checkpoint, others))',
      'encodeCheckpoint(checkpoint)',
    ],
  ),
  testMutant('no fast copy in mid-run', 'collector/deliver-and-commit.test.ts', [
    'collector/delivery-facts.ts',
    'const EVENTS_BETWEEN_COPIES = 20_000;',
    'const EVENTS_BETWEEN_COPIES = 1e12;',
  ]),
  testMutant('copies left out without a word', 'checkpoint/artifact-belief.test.ts', [
    ARTIFACTS,
    'if (!this.#notes.includes(NOT_REQUESTED)) this.#notes.push(NOT_REQUESTED);',
    '',
  ]),
];
