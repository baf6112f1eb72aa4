/** Inputs that say what is collected. */
import { MODES } from '../../../model/mode.ts';
import { choice, DAY, type InputRows, moment, text } from './row.ts';

const NAME_SHAPE = /^[A-Za-z0-9][A-Za-z0-9_-]*$/;

export const WHAT = {
  organization: {
    kind: text('the login of one organization, as in github.com/LOGIN', NAME_SHAPE, 100),
    default: '',
    help: 'Organization to collect from. Set either this or `enterprise`.',
  },
  enterprise: {
    kind: text('the slug of one enterprise, as in github.com/enterprises/SLUG', NAME_SHAPE, 100),
    default: '',
    help: 'Enterprise to collect from. Set either this or `organization`.',
  },
  mode: {
    kind: choice(...MODES),
    default: 'collect',
    help: 'What the run does. `collect` continues from the saved position · `pull` fetches a fixed range of time and leaves the position alone · `validate` checks the inputs without a request · `test` sends one request and reports what the token can read · `inspect` shows the saved position · `reset` moves it to `since`. See docs/modes.md.',
  },
  include: {
    kind: choice('web', 'git', 'all'),
    default: 'all',
    help: 'Which events to collect: `web` (everything except Git), `git` (clone, fetch, push) or `all`. GitHub keeps Git events for 7 days only.',
  },
  phrase: {
    kind: text('a search phrase of at most 1000 characters', /^.*$/su, 1000),
    default: '',
    help: 'Search phrase, as in the audit log on the web; only matching events are collected. A single `created:>=…` in it sets `since`, and in a `pull` a single range in `created:` sets `since` and `until`; any other `created:` is refused.',
  },
  since: {
    kind: moment(3650 * DAY),
    // Not in `action.yml`, so that a reset can distinguish what somebody set from what the runner adds.
    default: '',
    defaultShown: '7d',
    help: 'Start of the first run, start of the range of a `pull`, or where `reset` moves the position. Later runs of `collect` continue from the saved position and ignore it.',
  },
  until: {
    kind: moment(3650 * DAY),
    default: '',
    defaultShown: 'now',
    help: 'End of the range of a `pull`, exclusive.',
  },
  order: {
    kind: choice('asc', 'desc'),
    default: 'asc',
    help: 'Sort order of a `pull`: oldest event first (`asc`) or newest first (`desc`).',
  },
} as const satisfies InputRows;
