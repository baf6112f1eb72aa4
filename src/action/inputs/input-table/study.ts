/** Inputs for studying a run afterwards: what GitHub answered kept on the disk, and the run made again from that. */
import { type InputRows, path } from './row.ts';

export const STUDY = {
  'record-dir': {
    kind: path,
    default: '',
    help: 'Directory to save every API response in, one readable file each, without tokens. The files contain log content, including `drop-fields` and `pseudonymize-fields` in clear text: protect them like the log itself. See docs/terminal.md#record-and-replay.',
  },
  'replay-dir': {
    kind: path,
    default: '',
    help: 'Directory of a recording to run again from, without network. Events go into `output-dir`; nothing is uploaded, no position is saved, and no token is needed.',
  },
} as const satisfies InputRows;
