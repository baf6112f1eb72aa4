/** Inputs that say where events are put, and who can see them there. */
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
    help: 'Directory for `events.ndjson` and its manifest, which later steps of the job can read.',
  },
  format: {
    kind: choice(...FORMATS),
    default: 'raw',
    help: 'Format of an event, in files and for the sink. `raw` is the event as GitHub sent it, which every SIEM can parse; docs/formats.md describes the others.',
  },
  compression: {
    kind: choice(...COMPRESSIONS),
    default: 'none',
    help: 'Compression of the event files: `events.ndjson.gz` or `events.ndjson.zst` instead of `events.ndjson`. An artifact is a ZIP file and small either way; see docs/formats.md#compression.',
  },
  artifact: {
    kind: boolean,
    default: 'true',
    help: 'Upload the files as an artifact of the run. Without an artifact and without a sink, the files are the delivery: a later step must save them, with `if: always()`.',
  },
  'artifact-name': {
    kind: text('from 1 to 100 letters, digits, `-`, `_` and `.`', /^[A-Za-z0-9._-]+$/, 100),
    default: 'audit-log',
    help: 'Prefix of every artifact name. The target, the position and the run are added; the name of a `pull` has `pull-` in front.',
  },
  'retention-days': {
    kind: count(1, 400),
    default: '',
    help: "Days to keep the artifacts, at most the repository's limit. If empty, the repository's setting applies.",
  },
  'allow-public-repository': {
    kind: boolean,
    default: 'false',
    help: 'Allow a run in a public repository, where everyone can read the artifacts. Audit events contain names, IP addresses and e-mail addresses.',
  },
} as const satisfies InputRows;
