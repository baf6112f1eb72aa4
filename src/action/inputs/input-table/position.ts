/** Inputs about the saved position and about what counts as already delivered. */
import { choice, count, DAY, duration, type InputRows, path, SECOND, text } from './row.ts';

export const POSITION = {
  'state-key': {
    kind: text('at most 100 letters, digits, `-`, `_` and `.`', /^[A-Za-z0-9._-]+$/, 100),
    default: '',
    help: 'Gives this workflow a position of its own, when two of them collect from the same target. Changing it starts from `since` again.',
  },
  'state-dir': {
    kind: path,
    default: '',
    help: 'Keep the position in this directory instead of the Actions cache: for self-hosted runners, GitHub Enterprise Server and the terminal. It must outlive the job.',
  },
  overlap: {
    kind: duration(SECOND, 30 * DAY),
    default: '15m',
    help: 'How far behind the newest event every run reads again, to find events that GitHub indexed late. Only events that were not delivered before are delivered.',
  },
  'reconcile-every': {
    kind: duration(0, 30 * DAY),
    default: '24h',
    help: 'How often a deep sweep reads further back than `overlap`.',
  },
  'reconcile-window': {
    kind: duration(SECOND, 90 * DAY),
    default: '24h',
    help: 'How late GitHub may index an event for a deep sweep still to find it. Not shorter than `overlap`.',
  },
  'dedupe-id': {
    kind: text(
      'the path of a field, names joined by `.`, at most 200 characters',
      /^[A-Za-z0-9_@$:-]+(?:\.[A-Za-z0-9_@$:-]+)*$/,
      200,
    ),
    default: '_document_id',
    help: 'Field of an event that tells it from every other. Events without it are told apart by their whole content.',
  },
  'dedupe-capacity': {
    kind: count(1000, 5_000_000),
    default: '500000',
    help: 'Ids of delivered events that are remembered for each feed; about 22 bytes each. It should hold what happens in `reconcile-window` and `reconcile-every` together.',
  },
  'on-gap': {
    kind: choice('fail', 'warn'),
    default: 'fail',
    help: 'What to do when events are certainly out of reach: end red, or only warn. What is in reach is delivered either way.',
  },
  'on-cold-start': {
    kind: choice('collect', 'fail'),
    default: 'collect',
    help: 'What `collect` does when it finds no position of a feed: begin at `since` and say so, or fail with nothing read, for a collector that must have one.',
  },
  'max-lag': {
    kind: duration(SECOND, 180 * DAY),
    default: '',
    help: 'End red when the position is further behind than this, although everything that was read is delivered; empty: never.',
  },
} as const satisfies InputRows;
