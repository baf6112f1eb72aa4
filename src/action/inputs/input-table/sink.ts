/** Inputs of the HTTP sink. Its preset decides what most of them mean; `docs/sinks.md` has a chapter for each. */
import { SINK_NAMES } from '../../../model/sink-name.ts';
import { boolean, choice, count, duration, type InputRows, MINUTE, SECOND, text } from './row.ts';

export const SINK = {
  sink: {
    kind: choice('none', ...SINK_NAMES),
    default: 'none',
    help: 'Kind of receiver to push every event to. The position moves only after the receiver has acknowledged every event. See docs/sinks.md.',
  },
  'sink-url': {
    kind: text('an `https://` URL', /^[\x21-\x7e]+$/, 2000),
    default: '',
    // In some products the path is the credential.
    secret: true,
    help: "URL of the sink. If it has no path, the preset's default path is added; otherwise it is used unchanged.",
  },
  'sink-token': {
    kind: text('a token, or `user:password`, without a line break', /^[\x20-\x7e]+$/, 8192),
    default: '',
    secret: true,
    help: 'Credential for the sink: a token, an API key, `user:password` or a signing secret, depending on the preset. It is sent to the host of `sink-url` only.',
  },
  'sink-headers': {
    kind: text('headers, `Name: value`, one per line', /^[\x20-\x7e\t\r\n]+$/, 20_000),
    default: '',
    secret: true,
    help: 'Additional headers for the sink, `Name: value`, one per line. They override those of the preset.',
  },
  'sink-options': {
    kind: text('options of the preset as YAML, `name: value`, one per line', /^[^\0]+$/, 20_000),
    default: '',
    help: 'Settings of the preset, such as index, labels or stream. The chapter of each sink in docs/sinks.md lists them.',
  },
  'sink-batch-events': {
    kind: count(1, 100_000),
    default: '',
    defaultShown: 'of the preset',
    help: 'Most events in one request.',
  },
  'sink-batch-bytes': {
    kind: count(1000, 100_000_000),
    default: '',
    defaultShown: 'of the preset',
    help: 'Most bytes in one request, before compression. A larger event is sent alone.',
  },
  'sink-timeout': {
    kind: duration(SECOND, 10 * MINUTE),
    default: '60s',
    help: 'Timeout of one request to the sink.',
  },
  'sink-gzip': {
    kind: boolean,
    default: '',
    defaultShown: 'of the preset',
    help: 'Compress requests to the sink with gzip. A signature covers the compressed bytes.',
  },
  'sink-on-not-accepted': {
    kind: choice('fail', 'warn'),
    default: 'fail',
    help: 'Whether the run fails or only warns when the sink does not accept some events. They are kept in `dead-letters.ndjson` either way. With an artifact, events that are only too old or too large for the sink never fail a run.',
  },
} as const satisfies InputRows;
