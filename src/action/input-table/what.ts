/** Inputs that say what is collected. */
import { choice, DAY, type InputRows, moment, text } from './row.ts';

const NAME_SHAPE = /^[A-Za-z0-9][A-Za-z0-9_-]*$/;

export const WHAT = {
  organization: {
    kind: text('the login of one organization, as in github.com/LOGIN', NAME_SHAPE, 100),
    default: '',
    help: 'Organization to collect from. Give either this or `enterprise`.',
  },
  enterprise: {
    kind: text('the slug of one enterprise, as in github.com/enterprises/SLUG', NAME_SHAPE, 100),
    default: '',
    help: 'Enterprise to collect from. Give either this or `organization`.',
  },
  include: {
    kind: choice('web', 'git', 'all'),
    default: 'all',
    help: 'Which events: `web` (everything but Git), `git` (clone, fetch, push) or both. GitHub keeps Git events for 7 days only.',
  },
  phrase: {
    kind: text('a search phrase of at most 1000 characters', /^.*$/su, 1000),
    default: '',
    help: 'Search phrase as in the audit log on the web, to collect only what matches it. A single `created:>=…` in it is taken as `since`; every other `created:` is refused, because the range comes from the saved position.',
  },
  since: {
    kind: moment(3650 * DAY),
    default: '7d',
    help: 'Where the first run begins. Later runs go on from the saved position and do not look at it.',
  },
} as const satisfies InputRows;
