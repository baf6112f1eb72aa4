/**
 * Splunk's HTTP Event Collector, and what speaks its protocol (LogScale, Cribl, Axiom). A batch is accepted with code
 * 0, 24 or 25 in the body; with indexer acknowledgement not before Splunk reports that the batch is indexed, which it
 * reports once.
 * https://help.splunk.com/en/splunk-enterprise/get-started/get-data-in/9.4/get-data-with-http-event-collector/about-http-event-collector-indexer-acknowledgment
 */
import { isObject, readObject } from '../acknowledge.ts';
import { definePreset } from '../define-preset.ts';
import { uidOf } from '../event-fields.ts';
import { ANY_TEXT, BOOLEAN } from '../options.ts';
import type { Framing, Poll, PresetContext } from '../preset.ts';
import { readRefusal, readTaken } from './splunk-answers.ts';

/** Objects one after the other; an array would become one event. */
const CONCATENATED: Framing = { open: '', separator: '\n', close: '' };

const SECOND = 1000;

export const SPLUNK_HEC = definePreset({
  name: 'splunk-hec',
  token: { is: 'the token of the HTTP Event Collector', optional: false },
  options: {
    index: { kind: ANY_TEXT, help: 'Index. Default: the index of the token.' },
    sourcetype: {
      kind: ANY_TEXT,
      help: 'Default: `github:cloud:audit`, on Enterprise Server `github:enterprise:audit`.',
    },
    source: { kind: ANY_TEXT, help: 'Default: `github:` and the name of the organization or enterprise.' },
    host: { kind: ANY_TEXT, default: 'github.com', help: 'Sent as `host` of each event.' },
    acknowledge: {
      kind: BOOLEAN,
      default: false,
      help: 'Wait for indexer acknowledgement, which has to be switched on for the token. Splunk Cloud does not offer it.',
    },
    'ack-every': {
      kind: { type: 'duration', minMs: SECOND, maxMs: 60 * SECOND },
      default: 10 * SECOND,
      help: 'Longest pause between two queries.',
    },
    'ack-timeout': {
      kind: { type: 'duration', minMs: SECOND, maxMs: 1800 * SECOND },
      default: 300 * SECOND,
      help: 'A batch that is not indexed by then is sent again; Splunk itself keeps it for about five minutes.',
    },
  },
  path: () => '/services/collector/event',
  protocol(options, context) {
    const { url, token, channel, render } = context;
    const prefix = renderPrefix(options, context);
    const poll = options.acknowledge
      ? pollFor(url, { everyMs: options['ack-every'], timeoutMs: options['ack-timeout'] })
      : undefined;
    return {
      url,
      contentType: 'application/json',
      headers: {
        authorization: `Splunk ${token}`,
        ...(poll === undefined ? {} : { 'x-splunk-request-channel': channel }),
      },
      record: (event) =>
        `{"time":${(event.ts / 1000).toFixed(3)},${prefix}"event":${render(event).toString()},"fields":{"document_id":${JSON.stringify(uidOf(event))}}}`,
      framing: CONCATENATED,
      limits: {
        batchEvents: 5000,
        // The size that Splunk recommends for its cloud; a larger event is sent alone.
        batchBytes: 1_000_000,
        eventBytes: { max: 5_000_000 },
        maxAgeMs: undefined,
        maxFutureMs: undefined,
      },
      gzip: true,
      acknowledge: (answer, request) => readTaken(answer, request, poll !== undefined),
      refuse: readRefusal,
      // An OpenTelemetry Collector passes on whatever stands behind it as a 500.
      halvesOn500: true,
      ...(poll === undefined ? {} : { poll }),
    };
  },
});

interface Names {
  readonly index: string | undefined;
  readonly sourcetype: string | undefined;
  readonly source: string | undefined;
  readonly host: string;
}

function renderPrefix({ index, sourcetype, source, host }: Names, { target, isServer }: PresetContext): string {
  const fields = {
    host,
    source: source ?? `github:${target.name}`,
    sourcetype: sourcetype ?? (isServer ? 'github:enterprise:audit' : 'github:cloud:audit'),
    ...(index === undefined ? {} : { index }),
  };
  return `${JSON.stringify(fields).slice(1, -1)},`;
}

function pollFor(url: string, { everyMs, timeoutMs }: Pick<Poll, 'everyMs' | 'timeoutMs'>): Poll {
  const ackUrl = new URL(url);
  ackUrl.pathname = ackUrl.pathname.replace(/(?:\/event(?:\/[0-9.]+)?)?\/*$/, '/ack');
  return {
    url: ackUrl.href,
    everyMs,
    timeoutMs,
    body: (id) => `{"acks":[${id}]}`,
    read: (answer, id) => {
      const acks = readObject(answer.body)?.['acks'];
      if (!isObject(acks) || typeof acks[id] !== 'boolean') return undefined;
      return acks[id] ? 'acknowledged' : 'not-yet';
    },
  };
}
