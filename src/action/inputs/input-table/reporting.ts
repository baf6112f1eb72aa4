/** Inputs that set what a run reports about itself, and to whom. */
import { boolean, type InputRows, text } from './row.ts';

export const REPORTING = {
  'summary-actions': {
    kind: boolean,
    default: 'false',
    help: 'List the most frequent actions by name in the job summary. Everyone who can read the repository can read the summary, so by default it shows counts only.',
  },
  report: {
    kind: boolean,
    default: 'false',
    help: 'Write `report.html` next to the events, and into the artifact: a page to look at them, which works without a network. It contains the events, like the files. See docs/report.md.',
  },
  'heartbeat-url': {
    kind: text('an `https://` URL', /^[\x21-\x7e]+$/, 2000),
    default: '',
    // Whoever knows it can keep the alarm silent.
    secret: true,
    help: 'URL to call (HTTP GET) after every successful `collect`, for a service that alerts you when the calls stop. `{manifest}` in it is replaced by `manifest-sha256`. The call contains nothing of the log; if it fails, the run only warns.',
  },
} as const satisfies InputRows;
