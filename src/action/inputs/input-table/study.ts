/** Inputs for studying a run afterwards: what GitHub answered kept on the disk, and the run made again from that. */
import { type InputRows, path } from './row.ts';

export const STUDY = {
  'record-dir': {
    kind: path,
    default: '',
    help: 'Save every answer of the audit log in this directory, one readable file each, without any token. They hold log content, `drop-fields` and `pseudonymize-fields` in clear text included: keep them as you keep the log itself. See docs/terminal.md#record-and-replay.',
  },
  'replay-dir': {
    kind: path,
    default: '',
    help: 'Run again from such a directory, with no network: the events go into `output-dir`, nothing is uploaded, no position is saved, no token is needed.',
  },
} as const satisfies InputRows;
