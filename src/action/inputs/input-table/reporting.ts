/** Inputs that say what a run tells about itself, and to whom. */
import { boolean, type InputRows, text } from './row.ts';

export const REPORTING = {
  'summary-actions': {
    kind: boolean,
    default: 'false',
    help: 'Name the most frequent actions in the job summary, with their counts. Everyone who can read the repository can read the summary, so without it only counts are shown.',
  },
  'heartbeat-url': {
    kind: text('an `https://` URL', /^[\x21-\x7e]+$/, 2000),
    default: '',
    // Whoever knows it can keep the alarm silent.
    secret: true,
    help: 'Asked by GET at the end of every green `collect`, for a service that raises an alarm when it is not asked for a while. `{manifest}` in it is replaced by `manifest-sha256`. Nothing of the log goes there, and when it fails the run only warns.',
  },
} as const satisfies InputRows;
