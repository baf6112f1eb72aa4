/**
 * What a row of the input table says about one input. The parser, `action.yml` and the README all read the same row, so
 * none of them can promise what another refuses.
 */
import { renderDuration } from '../parse-values.ts';

export type InputKind =
  | ChoiceKind
  | BooleanKind
  | CountKind
  | DecimalKind
  | DurationKind
  | MomentKind
  | TextKind
  | PathKind;

export interface ChoiceKind<V extends string = string> {
  readonly type: 'choice';
  readonly values: readonly [V, ...V[]];
}
export interface BooleanKind {
  readonly type: 'boolean';
}
export interface CountKind {
  readonly type: 'count';
  readonly min: number;
  readonly max: number;
}
export interface DecimalKind {
  readonly type: 'decimal';
  readonly min: number;
  readonly max: number;
}
export interface DurationKind {
  readonly type: 'duration';
  readonly minMs: number;
  readonly maxMs: number;
}
/** An instant, or a duration before now. */
export interface MomentKind {
  readonly type: 'moment';
  readonly maxMs: number;
}
export interface TextKind {
  readonly type: 'text';
  /** Linear in the length of its subject; the subject is cut at `lengthMax` first. */
  readonly pattern: RegExp;
  readonly lengthMax: number;
  /** Completes the sentence "it accepts …". */
  readonly accepts: string;
}
export interface PathKind {
  readonly type: 'path';
}

export interface InputRow {
  readonly kind: InputKind;
  /** What `action.yml` says; '' where there is no default or where the program finds it out. */
  readonly default: string;
  /** How the README shows the default when `default` cannot say it. */
  readonly defaultShown?: string;
  /** Masked, never shown, not even in an error. */
  readonly secret?: true;
  readonly required?: true;
  /** One or two sentences for someone who has never read the code. */
  readonly help: string;
}

export type InputRows = Readonly<Record<string, InputRow>>;

export const boolean: BooleanKind = { type: 'boolean' };
export const path: PathKind = { type: 'path' };

export function choice<const V extends string>(...values: readonly [V, ...V[]]): ChoiceKind<V> {
  return { type: 'choice', values };
}

export function count(min: number, max: number): CountKind {
  return { type: 'count', min, max };
}

export function decimal(min: number, max: number): DecimalKind {
  return { type: 'decimal', min, max };
}

export const [SECOND, MINUTE, HOUR, DAY] = [1000, 60_000, 3_600_000, 86_400_000] as const;

export function duration(minMs: number, maxMs: number): DurationKind {
  return { type: 'duration', minMs, maxMs };
}

export function moment(maxMs: number): MomentKind {
  return { type: 'moment', maxMs };
}

export function text(accepts: string, pattern: RegExp, lengthMax: number): TextKind {
  return { type: 'text', pattern, lengthMax, accepts };
}

/** What an input takes, as the end of a sentence: in errors, in `action.yml` and in the README. */
export function describeKind(kind: InputKind): string {
  switch (kind.type) {
    case 'choice':
      return listOf(kind.values.map((value) => `\`${value}\``));
    case 'boolean':
      return '`true` or `false`';
    case 'count':
      return `a whole number from ${kind.min} to ${kind.max}`;
    case 'decimal':
      return `a number from ${kind.min} to ${kind.max}`;
    case 'duration':
      return `a duration from ${renderDuration(kind.minMs)} to ${renderDuration(kind.maxMs)}, written like \`90s\`, \`15m\`, \`24h\` or \`7d\``;
    case 'moment':
      return `an ISO 8601 date or date-time (UTC when no zone is given), or a duration before now of at most ${renderDuration(kind.maxMs)}, written like \`36h\` or \`7d\``;
    case 'text':
      return kind.accepts;
    case 'path':
      return 'a path, absolute or relative to the workspace, without `~` and without variables';
  }
}

/** Up to the first full stop that a new sentence follows. */
export function firstSentence(text: string): string {
  return /^.*?\.(?=\s+[A-Z`]|$)/s.exec(text)?.[0] ?? text;
}

function listOf(items: readonly string[]): string {
  return items.length < 2 ? items.join() : `${items.slice(0, -1).join(', ')} or ${items.at(-1)}`;
}
