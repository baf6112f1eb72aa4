/**
 * What Loki's responses to a push of one stream mean. With a 400 Loki can have stored most of it, and it names some of
 * the entries that it refused. Entries that the error does not apply to are sent again, which stores nothing twice,
 * because Loki keeps an identical line of a stream once. The phrases are those of its source
 * (`pkg/validation/validate.go`, `pkg/chunkenc/interface.go`, `pkg/ingester/stream.go`).
 */
import type { HttpAnswer } from '../../../runtime/http.ts';
import { acknowledgeByStatus, classifyStatus, refuse } from '../acknowledge.ts';
import type { Fate, Outcome } from '../outcome.ts';
import type { AnsweredRequest, Entry, PresetContext } from '../preset.ts';

const DOCS = 'see docs/troubleshooting.md#loki';

/** Something about the stream or the tenant: no event would be accepted. */
const MISTAKES: readonly { readonly says: RegExp; readonly what: string; readonly hint: string }[] = [
  {
    says: /includes structured metadata, but this feature is disallowed/,
    what: 'structured metadata is switched off',
    hint: 'Set `limits_config.allow_structured_metadata: true` in Loki (schema v13 or later)',
  },
  {
    says: /structured metadata too large|too many structured metadata labels/,
    what: 'its limits of structured metadata are too low',
    hint: 'Raise `limits_config.max_structured_metadata_size` and `max_structured_metadata_entries_count` in Loki',
  },
  {
    says: /has \d+ label names; limit \d+/,
    what: 'the stream has too many labels',
    hint: 'Set fewer `labels` in `sink-options`, or raise `limits_config.max_label_names_per_series` in Loki',
  },
  {
    says: /has label (?:name|value) too long/,
    what: 'a label is too long',
    hint: 'Shorten the `labels` in `sink-options`',
  },
  {
    says: /missing required labels/,
    what: 'the tenant requires labels that the stream does not have',
    hint: 'Add them to `labels` in `sink-options`',
  },
  {
    says: /error parsing labels|error at least one label pair is required/,
    what: 'it cannot read the labels',
    hint: 'Check `labels` in `sink-options`',
  },
  { says: /ingestion blocked for user/, what: 'ingestion is blocked for this tenant', hint: 'Lift the block in Loki' },
  { says: /^no org id/, what: 'it requires a tenant', hint: 'Set `tenant` in `sink-options`' },
];

/** Temporary, as far as can be known. */
const TROUBLES: readonly { readonly says: RegExp; readonly why: string }[] = [
  { says: /ingestion rate limit exceeded/, why: 'its ingestion rate limit is exceeded' },
  { says: /Per stream rate limit exceeded/, why: 'its rate limit of one stream is exceeded' },
  { says: /maximum active stream limit exceeded/, why: 'it has too many active streams' },
];

export function readTaken(answer: HttpAnswer, request: AnsweredRequest): Outcome {
  // https://grafana.com/docs/loki/latest/operations/block-unwanted-clients/
  if (answer.status === 260)
    return refuse(
      'HTTP 260, ingestion is blocked',
      `Loki accepts the logs of this tenant and drops them. Lift the block; ${DOCS}.`,
    );
  return acknowledgeByStatus(answer, request);
}

export function readRefusal(
  answer: HttpAnswer,
  { entries, now }: AnsweredRequest,
  render: Render,
): Outcome | undefined {
  const { status, body } = answer;
  const mistake = status < 500 ? MISTAKES.find(({ says }) => says.test(body)) : undefined;
  if (mistake !== undefined) return refuse(`HTTP ${status}: ${mistake.what}`, `${mistake.hint}; ${DOCS}.`);
  if (status !== 400) return classifyStatus(answer, now, TROUBLES.find(({ says }) => says.test(body))?.why);
  const judge = judgeFor(body, render);
  if (judge === undefined) return undefined;
  const fates = entries.map((entry): Fate => judge(entry) ?? 'again');
  return fates.every((fate) => fate === 'again') ? undefined : { kind: 'fates', fates };
}

type Render = PresetContext['render'];
type Judge = (entry: Entry) => Fate | undefined;

/** Loki names limits without the fraction of their second: an entry within that second can be beyond it. */
const SECOND = 1000;

/** The fates come from the limit that is quoted. What lies inside of it goes again, stored or not. */
function judgeFor(body: string, render: Render): Judge | undefined {
  const behind = instantIn(body, /entry too far behind, entry timestamp is: \S+ oldest acceptable timestamp is: (\S+)/);
  if (behind !== undefined) return ({ event }) => (event.ts < behind + SECOND ? 'late' : undefined);
  const oldest = instantIn(body, /has timestamp too old: \S+ oldest acceptable timestamp is: (\S+)/);
  if (oldest !== undefined) return ({ event }) => (event.ts < oldest + SECOND ? 'too-old' : undefined);
  const newest = instantIn(body, /has timestamp too new: (\S+)/);
  if (newest !== undefined) return ({ event }) => (event.ts >= newest ? 'too-new' : undefined);
  const [, lineMax] = /max entry size '?(\d+)'? bytes exceeded/i.exec(body) ?? [];
  if (lineMax === undefined) return undefined;
  return ({ event }) => (Buffer.byteLength(render(event)) > Number(lineMax) ? 'too-large' : undefined);
}

/** Epoch milliseconds. An instant is followed by whatever separates it from the next error: `',` and a new line, `;`, nothing. */
function instantIn(body: string, pattern: RegExp): number | undefined {
  const [instant] =
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)/.exec(pattern.exec(body)?.[1] ?? '') ?? [];
  const at = Date.parse(instant ?? '');
  return Number.isFinite(at) ? at : undefined;
}
