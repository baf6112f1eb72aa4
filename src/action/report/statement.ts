/**
 * What a mode other than `collect` has to say: a headline, sentences, facts with labels, and what to do. The log and the
 * summary show the same. It holds no event content, and every text is redacted and escaped on the way out.
 */

import type { Failure } from '../../collector/report.ts';
import type { Fact } from '../../position/inspect.ts';
import type { Log } from '../../runtime/log.ts';
import type { Redact } from '../inputs/secrets.ts';
import { escapeText, renderTable } from './markdown.ts';
import type { OutputName } from './output-table.ts';

export interface Statement {
  readonly mark: '✅' | '⚠️' | '❌';
  readonly headline: string;
  readonly sentences: readonly string[];
  readonly facts: readonly Fact[];
  /** Sentences that were logged as warnings when they happened: the log does not repeat them. */
  readonly warned?: readonly string[];
}

/** What a mode leaves behind: for people, for later steps, and for success or failure of the run. */
export interface Outcome {
  readonly statement: Statement;
  readonly outputs: Readonly<Partial<Record<OutputName, string>>>;
  /** Why the run failed; `undefined` when it succeeded. */
  readonly error: Failure | undefined;
}

/** One line each. */
export function logStatement({ sentences, facts }: Statement, log: Log): void {
  for (const sentence of sentences) log.info(sentence);
  for (const [label, value] of facts) log.info(`${label}: ${value}`);
}

/** Markdown of bounded size. */
export function renderStatement({ statement, error }: Outcome, redact: Redact): string {
  const show = (text: string) => escapeText(redact(text));
  const { mark, headline, sentences, facts, warned = [] } = statement;
  const sections = [`## ${error === undefined ? mark : '❌'} ${show(headline)}`];
  if (error !== undefined) sections.push(show(error.message));
  if (error?.hint !== undefined) sections.push(`**What to do:** ${show(error.hint)}`);
  sections.push(...[...warned, ...sentences].map(show));
  if (facts.length > 0) sections.push(renderTable(['', ''], facts, ([label, value]) => [show(label), show(value)]));
  return redact(`${sections.join('\n\n')}\n`);
}
