/**
 * Which stretch of time is meant, and what is searched for in it. The runner delivers defaults as if they were given, so
 * `since` has its default here: what moves a saved position has to come from a person.
 */
import type { Mode } from '../../model/mode.ts';
import type { Moment, Settings } from '../../model/settings.ts';
import { parseInstant, parsePhrase } from '../../source/phrase.ts';
import type { InputForm } from './input-form.ts';
import { INPUTS } from './input-table.ts';
import { parseDuration } from './parse-values.ts';

const DEFAULT_SINCE: Moment = { kind: 'before-now', ms: 7 * 86_400_000 };

/** `validate` can check the inputs of a pull. */
const WITH_END: readonly Mode[] = ['pull', 'validate'];

export function parseRange(form: InputForm): Pick<Settings, 'mode' | 'phrase' | 'since' | 'until' | 'order'> {
  const mode = form.choice('mode', INPUTS.mode.kind);
  const order = form.choice('order', INPUTS.order.kind);
  const given = form.optional('until', () => parseMoment(form, 'until'));
  const { phrase, since, until = given } = parsePhraseAndTimes(form);
  if (given !== undefined && until !== given) {
    form.conflict('phrase', 'its `created:` and `until` both set the end; set only one of them');
  }
  if (form.isSound('mode') && !WITH_END.includes(mode)) {
    if (given !== undefined) form.conflict('until', `\`mode: ${mode}\` has no end; only \`mode: pull\` has one`);
    if (given === undefined && until !== undefined) {
      form.conflict(
        'phrase',
        `a range in \`created:\` is for \`mode: pull\`; \`mode: ${mode}\` accepts only created:>=INSTANT`,
      );
    }
    if (order !== INPUTS.order.default) form.conflict('order', `only \`mode: pull\` accepts one, not \`${mode}\``);
  }
  const takesFile = form.value('position-file') !== '';
  if (takesFile && mode !== 'reset')
    form.conflict('position-file', `only \`mode: reset\` accepts one, not \`${mode}\``);
  if (takesFile && since !== undefined)
    form.conflict('position-file', 'it and `since` both say where to continue; set only one of them');
  if (mode === 'reset' && since === undefined && !takesFile && form.isSound('since', 'phrase')) {
    form.refuse('since', 'it accepts where `mode: reset` moves the position, which is never left to a default');
  }
  const from = since ?? DEFAULT_SINCE;
  if (form.isSound('since', 'until') && until !== undefined && isAfter(from, until)) {
    form.conflict('until', 'it is not later than `since`');
  }
  return { mode, phrase, since: from, until, order };
}

interface PhraseAndTimes {
  readonly phrase: string;
  /** `undefined` when nobody gave one. */
  readonly since: Moment | undefined;
  /** Of the phrase. */
  readonly until?: Moment;
}

function parsePhraseAndTimes(form: InputForm): PhraseAndTimes {
  const text = form.text('phrase');
  const since = form.optional('since', () => parseMoment(form, 'since'));
  if (text === '' || !form.isSound('phrase')) return { phrase: '', since };
  const parsed = parsePhrase(text);
  if (typeof parsed === 'string') {
    form.refuse('phrase', parsed);
    return { phrase: '', since };
  }
  if (parsed.since === undefined) return { phrase: parsed.phrase, since };
  if (since !== undefined) {
    form.conflict('phrase', 'its `created:` and `since` both set the beginning; set only one of them');
  }
  const until: Pick<PhraseAndTimes, 'until'> =
    parsed.until === undefined ? {} : { until: { kind: 'instant', at: parsed.until } };
  return { phrase: parsed.phrase, since: { kind: 'instant', at: parsed.since }, ...until };
}

function parseMoment(form: InputForm, name: 'since' | 'until'): Moment {
  const text = form.value(name);
  const at = parseInstant(text);
  if (at !== undefined && at >= 0) return { kind: 'instant', at };
  const ms = parseDuration(text);
  if (ms === undefined || ms > INPUTS[name].kind.maxMs) form.refuse(name);
  return { kind: 'before-now', ms: ms ?? 0 };
}

/** As far as it is known without a clock. */
function isAfter(since: Moment, until: Moment): boolean {
  if (since.kind === 'instant' && until.kind === 'instant') return since.at >= until.at;
  return since.kind === 'before-now' && until.kind === 'before-now' && since.ms <= until.ms;
}
