/**
 * Splunk's HTTP Event Collector, and what speaks its protocol (LogScale, Cribl, Axiom). Taken means code 0, 24 or 25 in the
 * body, and with indexer acknowledgement not before Splunk says that the batch is indexed; it says so once.
 * https://help.splunk.com/en/splunk-enterprise/get-started/get-data-in/9.4/get-data-with-http-event-collector/about-http-event-collector-indexer-acknowledgment
 */
import type { HttpAnswer } from '../../../runtime/http.ts';
import { all, isObject, notUnderstood, readObject, refuse } from '../acknowledge.ts';
import { definePreset } from '../define-preset.ts';
import { uidOf } from '../event-fields.ts';
import { ANY_TEXT, BOOLEAN } from '../options.ts';
import type { Outcome } from '../outcome.ts';
import type { Asked, Framing, Poll, PresetContext } from '../preset.ts';

/** Objects one after the other; an array would become one event. */
const CONCATENATED: Framing = { open: '', separator: '\n', close: '' };

/** 24 and 25 warn of a queue that is filling up, and are successes all the same. */
const TAKEN: readonly unknown[] = [0, 24, 25];
/** No data, no event, a blank one, bad fields, not JSON: one event spoils the request. */
const SPOILT: readonly unknown[] = [5, 6, 12, 13, 15];
const MISTAKES: ReadonlyMap<unknown, string> = new Map([
  [7, 'Splunk has no such index, or the token may not write to it: check `index` in `sink-options` and the token'],
  [
    10,
    'Splunk wants indexer acknowledgement: set `acknowledge: true` in `sink-options`, or switch it off for the token',
  ],
  [11, 'Splunk does not take the channel; see its log'],
  [14, 'indexer acknowledgement is off for this token: switch it on in Splunk, or set `acknowledge: false`'],
]);

const SECOND = 1000;

export const SPLUNK_HEC = definePreset({
  name: 'splunk-hec',
  token: { is: 'the token of the HTTP Event Collector', optional: false },
  options: {
    index: { kind: ANY_TEXT, help: 'Index; the one of the token when absent.' },
    sourcetype: {
      kind: ANY_TEXT,
      help: 'Default: `github:cloud:audit`, on Enterprise Server `github:enterprise:audit`.',
    },
    source: { kind: ANY_TEXT, help: 'Default: `github:` and the name of the organization or enterprise.' },
    host: { kind: ANY_TEXT, default: 'github.com', help: 'The host that the event is said to come from.' },
    acknowledge: {
      kind: BOOLEAN,
      default: false,
      help: 'Wait for indexer acknowledgement, which has to be on for the token. Splunk Cloud does not offer it.',
    },
    'ack-every': {
      kind: { type: 'duration', minMs: SECOND, maxMs: 60 * SECOND },
      default: 10 * SECOND,
      help: 'Longest pause between two questions.',
    },
    'ack-timeout': {
      kind: { type: 'duration', minMs: SECOND, maxMs: 1800 * SECOND },
      default: 300 * SECOND,
      help: 'A batch that is not indexed by then is sent again; Splunk itself forgets it after about five minutes.',
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
        `{"time":${(event.ts / 1000).toFixed(3)},${prefix}"event":${render(event)},"fields":{"document_id":${JSON.stringify(uidOf(event))}}}`,
      framing: CONCATENATED,
      limits: {
        batchEvents: 5000,
        // What Splunk advises for its cloud; an event that is larger goes alone.
        batchBytes: 1_000_000,
        eventBytes: { max: 5_000_000 },
        maxAgeMs: undefined,
        maxFutureMs: undefined,
      },
      gzip: true,
      acknowledge: (answer, asked) => readTaken(answer, asked, poll !== undefined),
      refuse: readRefusal,
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

function readTaken(answer: HttpAnswer, { entries, now }: Asked, isPolled: boolean): Outcome {
  const body = readObject(answer.body);
  if (!TAKEN.includes(body?.['code'])) return notUnderstood(answer, 'no word of success from an event collector', now);
  if (!isPolled) return all('acknowledged', entries.length);
  const id = body?.['ackId'];
  if (typeof id === 'number') return { kind: 'pending', id: String(id) };
  return refuse(
    'it gave no ackId',
    'Switch indexer acknowledgement on for the token in Splunk, or set `acknowledge: false`.',
  );
}

function readRefusal(answer: HttpAnswer): Outcome | undefined {
  const body = readObject(answer.body);
  const code = body?.['code'];
  const mistake = answer.status === 400 ? MISTAKES.get(code) : undefined;
  if (mistake !== undefined) return refuse(`code ${String(code)}`, `${mistake}.`);
  if (answer.status !== 400 || !SPOILT.includes(code)) return undefined;
  const at = body?.['invalid-event-number'];
  const isNamed = typeof at === 'number' && Number.isSafeInteger(at) && at >= 0;
  return { kind: 'split', reason: 'rejected', ...(isNamed ? { at } : {}) };
}

function pollFor(url: string, { everyMs, timeoutMs }: Pick<Poll, 'everyMs' | 'timeoutMs'>): Poll {
  const asked = new URL(url);
  asked.pathname = asked.pathname.replace(/(?:\/event(?:\/[0-9.]+)?)?\/*$/, '/ack');
  return {
    url: asked.href,
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
