/** Inputs of the HTTP sink. Its preset decides what most of them mean; `docs/sinks.md` has a chapter for each. */
import { SINK_NAMES } from '../../../delivery/http/registry.ts';
import { boolean, choice, count, duration, type InputRows, MINUTE, SECOND, text } from './row.ts';

export const SINK = {
  sink: {
    kind: choice('none', ...SINK_NAMES),
    default: 'none',
    help: 'Push every event to this kind of receiver as well; the position moves only when it has acknowledged each of them. See docs/sinks.md.',
  },
  'sink-url': {
    kind: text('an `https://` URL', /^[\x21-\x7e]+$/, 2000),
    default: '',
    // In some products the path is the credential.
    secret: true,
    help: "Where the sink is. A URL without a path gets the preset's own, any other is used as it stands.",
  },
  'sink-token': {
    kind: text('a token, or `user:password`, without a line break', /^[\x20-\x7e]+$/, 8192),
    default: '',
    secret: true,
    help: 'What the sink wants to see: a token, an API key, `user:password` or a signing secret, as the preset has it. Sent to the host of `sink-url` only.',
  },
  'sink-headers': {
    kind: text('headers, `Name: value`, one a line', /^[\x20-\x7e\t\r\n]+$/, 20_000),
    default: '',
    secret: true,
    help: 'More headers for the sink, `Name: value`, one a line. They win over those of the preset.',
  },
  'sink-options': {
    kind: text('options of the preset as YAML, `name: value`, one a line', /^[^\0]+$/, 20_000),
    default: '',
    help: 'What the preset can be told: index, labels, stream and so on, each in its chapter of docs/sinks.md.',
  },
  'sink-batch-events': {
    kind: count(1, 100_000),
    default: '',
    defaultShown: 'of the preset',
    help: 'Events in one request at most.',
  },
  'sink-batch-bytes': {
    kind: count(1000, 100_000_000),
    default: '',
    defaultShown: 'of the preset',
    help: 'Bytes of one request at most, before compression. An event that is larger goes alone.',
  },
  'sink-timeout': {
    kind: duration(SECOND, 10 * MINUTE),
    default: '60s',
    help: 'How long the sink may take to answer one request before it counts as failed.',
  },
  'sink-gzip': {
    kind: boolean,
    default: '',
    defaultShown: 'of the preset',
    help: 'Compress requests. A signature is made over the bytes that are sent.',
  },
  'sink-on-set-aside': {
    kind: choice('fail', 'warn'),
    default: 'fail',
    help: 'What to do about events that the sink cannot take: end red, or only warn. They are in `dead-letters.ndjson` either way, and with an artifact those that are only too old or too large for the sink never make a run red.',
  },
} as const satisfies InputRows;
