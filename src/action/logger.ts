/**
 * The log of a run on a runner. Whatever it is given, a line that leaves here is one line of visible characters without a
 * secret in it, and never a command to the runner: the runner obeys a line that begins with `::` after white space, and
 * `##[` anywhere in a line. https://github.com/actions/toolkit/security/advisories/GHSA-mfwh-5m23-j46w
 */
import type { Log } from '../runtime/log.ts';
import type { Redact } from './inputs/secrets.ts';
import { plainLine } from './plain-text.ts';
import type { RunnerConsole } from './runner-console.ts';

/** Characters of one line; longer ones are cut. */
const LINE_LENGTH_MAX = 4000;

export interface ActionsLog extends Log {
  /** Writes one line as an annotation that is no warning. */
  notice(line: string): void;
  /** Shows what `body` writes under a title that folds. */
  group<T>(title: string, body: () => Promise<T>): Promise<T>;
  /** Fails the step with one annotation: what happened, line by line, and what to do. To be called once. */
  fail(failure: { readonly message: string; readonly hint: string | undefined }): void;
}

/** A log over `console` that `redact`s every text; `link` makes the names of pages in it into addresses. */
export function createActionsLog(
  console: RunnerConsole,
  redact: Redact,
  link: (text: string) => string = (text) => text,
): ActionsLog {
  const clean = (text: string) => safeLine(link(text), redact);
  return {
    info: (line) => console.info(clean(line)),
    warning: (line) => console.warning(clean(line)),
    ...(console.progress === undefined ? {} : { progress: console.progress }),
    notice: (line) => console.notice(clean(line)),
    async group(title, body) {
      console.startGroup(clean(title));
      try {
        return await body();
      } finally {
        console.endGroup();
      }
    },
    fail({ message, hint }) {
      const lines = [...redact(message).split(/\r\n|\n|\r/), ...(hint === undefined ? [] : [hint])];
      console.setFailed(lines.map(clean).join('\n'));
    },
  };
}

/**
 * `text` as one line that is safe in a runner's log. Redacted before cleaning, because a secret can contain a line
 * break, and after it, because dropping an invisible character can put a secret together; defused last, for the same
 * reason.
 */
export function safeLine(text: string, redact: Redact): string {
  const line = redact(plainLine(redact(text))).trim();
  const cut = line.length > LINE_LENGTH_MAX ? `${line.slice(0, LINE_LENGTH_MAX)}…` : line;
  return cut.replaceAll('##[', '## [').replace(/^::/, ': :');
}
