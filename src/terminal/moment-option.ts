/** An instant on the command line: as `since` and `until` are written everywhere. */
import { parseDuration } from '../action/inputs/parse-values.ts';
import { parseInstant } from '../source/phrase.ts';
import type { Options } from './options.ts';

/** UTC epoch ms; `undefined` when it is not given, or is a problem. */
export function momentOption(
  options: Options,
  name: string,
  now: number,
): { readonly at: number | undefined; readonly problems: readonly string[] } {
  const text = options.one(name);
  if (text === undefined) return { at: undefined, problems: [] };
  const ms = parseDuration(text);
  const at = ms === undefined ? parseInstant(text) : now - ms;
  if (at !== undefined) return { at, problems: [] };
  return {
    at,
    problems: [
      `--${name}: it accepts an ISO 8601 date or date-time (UTC when no zone is given), or a duration before now, such as \`36h\` or \`7d\``,
    ],
  };
}
