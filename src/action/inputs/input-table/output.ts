/** Inputs that say where events are put, and who may see them there. */
import { COMPRESSIONS } from '../../../model/compression.ts';
import { FORMATS } from '../../../model/format-name.ts';
import { boolean, choice, count, type InputRows, path, text } from './row.ts';

export const OUTPUT = {
  'output-dir': {
    kind: path,
    // Not `runner.temp`: in a container job that expression names the host's folder.
    // https://github.com/actions/runner/issues/965
    default: '',
    defaultShown: '$RUNNER_TEMP/audit-log',
    help: 'Directory where `events.ndjson` and its manifest are written, for later steps of the job.',
  },
  format: {
    kind: choice(...FORMATS),
    default: 'raw',
    help: 'How an event is written, in files and to the sink: `raw` as GitHub sent it, which every SIEM parses; the others are in docs/formats.md.',
  },
  compression: {
    kind: choice(...COMPRESSIONS),
    default: 'none',
    help: 'Compress the files of events: `events.ndjson.gz` or `events.ndjson.zst` in place of `events.ndjson`. An artifact is a ZIP file and small either way; see docs/formats.md#compression.',
  },
  artifact: {
    kind: boolean,
    default: 'true',
    help: 'Upload the files as an artifact of the run. Without it and without a sink the files are the delivery: a later step must take them away, with `if: always()`.',
  },
  'artifact-name': {
    kind: text('from 1 to 100 letters, digits, `-`, `_` and `.`', /^[A-Za-z0-9._-]+$/, 100),
    default: 'audit-log',
    help: 'How the name of every artifact begins; the target, the position and the run are added. That of a `pull` has `pull-` in front.',
  },
  'retention-days': {
    kind: count(1, 400),
    default: '',
    help: "Days that GitHub keeps the artifacts, up to the repository's limit; empty: that limit.",
  },
  'allow-public-repository': {
    kind: boolean,
    default: 'false',
    help: 'Run although everyone can read the artifacts of this repository. Audit events hold names, addresses and e-mail.',
  },
} as const satisfies InputRows;
