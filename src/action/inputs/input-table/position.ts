/** Inputs about the saved position and about what counts as already delivered. */
import { choice, count, DAY, duration, type InputRows, path, SECOND, text } from './row.ts';

export const POSITION = {
  'state-key': {
    kind: text('at most 100 letters, digits, `-`, `_` and `.`', /^[A-Za-z0-9._-]+$/, 100),
    default: '',
    help: 'Key of a separate position, for two workflows that collect from the same target. If you change it, collection starts at `since` again.',
  },
  'state-dir': {
    kind: path,
    default: '',
    help: 'Directory that keeps the position instead of the Actions cache, for self-hosted runners, GitHub Enterprise Server and the terminal. It must persist between jobs.',
  },
  'position-file': {
    kind: path,
    default: '',
    help: 'For `mode: reset`: take over the position in this `checkpoint.json` (exported by `mode: inspect`, also in another repository or from another store) instead of moving it to `since`.',
  },
  overlap: {
    kind: duration(SECOND, 30 * DAY),
    default: '15m',
    help: 'How much of the most recent log each run reads again, to find events that GitHub indexed late. Events that are already delivered are skipped.',
  },
  'reconcile-every': {
    kind: duration(0, 30 * DAY),
    default: '24h',
    help: 'How often a run reads further back than `overlap` (a deep sweep).',
  },
  'reconcile-window': {
    kind: duration(SECOND, 90 * DAY),
    default: '24h',
    help: 'How far back a deep sweep reads: an event that GitHub indexes later than this is not found. It cannot be shorter than `overlap`.',
  },
  'dedupe-id': {
    kind: text(
      'the path of a field, names joined by `.`, at most 200 characters',
      /^[A-Za-z0-9_@$:-]+(?:\.[A-Za-z0-9_@$:-]+)*$/,
      200,
    ),
    default: '_document_id',
    help: 'Field that uniquely identifies an event. Events without it are compared by their complete content.',
  },
  'dedupe-capacity': {
    kind: count(1000, 5_000_000),
    default: '500000',
    help: 'Number of ids of delivered events to remember for each feed, at about 22 bytes each. It should cover the events of `reconcile-window` plus `reconcile-every`.',
  },
  'on-gap': {
    kind: choice('fail', 'warn'),
    default: 'fail',
    help: 'Whether the run fails or only warns when GitHub no longer provides some events. Everything that is available is delivered either way.',
  },
  'on-cold-start': {
    kind: choice('collect', 'fail'),
    // The runner fills in a default, and then it is unknown whether it was chosen.
    default: '',
    defaultShown: 'collect; with `signing-key` fail',
    help: 'Whether a run that finds no position of a feed starts at `since` and says so, or fails without reading anything. Choose `fail` for a collector that must have a position.',
  },
  'max-lag': {
    kind: duration(SECOND, 180 * DAY),
    default: '',
    help: 'Fail the run when the position is further behind than this. What was read is delivered first. If empty, a run never fails for lag.',
  },
} as const satisfies InputRows;
