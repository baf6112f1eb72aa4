/**
 * The recipients that files are encrypted to. One that is mistyped would make files that nobody can read, so each is checked to
 * the last character before anything is collected.
 */
import { bech32 } from '@scure/base';
import type { InputForm } from './input-form.ts';

/** What age knows as a recipient, and the bytes of its key where that is fixed. */
const KINDS: ReadonlyMap<string, number | undefined> = new Map([
  ['age', 32],
  ['age1pq', undefined],
  ['age1tag', undefined],
  ['age1tagpq', undefined],
]);

export function parseRecipients(form: InputForm): readonly string[] {
  const lines = form
    .text('encrypt-to')
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    // As in a file of recipients: https://github.com/FiloSottile/age#recipient-files
    .filter((line) => line !== '' && !line.startsWith('#'));
  for (const [index, line] of lines.entries()) {
    const mistake = mistakeOf(line);
    if (mistake !== undefined) form.refuse('encrypt-to', `which has a mistake in recipient ${index + 1}: ${mistake}`);
  }
  return [...new Set(lines)];
}

function mistakeOf(recipient: string): string | undefined {
  if (/^(?:ssh-|age1yubikey1)/.test(recipient))
    return 'only recipients that begin with `age1` and need no plugin can be used';
  const decoded = bech32.decodeUnsafe(recipient, false);
  if (decoded === undefined || recipient !== recipient.toLowerCase())
    return 'it is not a recipient of age, or a character of it is wrong';
  if (!KINDS.has(decoded.prefix)) return 'only recipients that begin with `age1` and need no plugin can be used';
  const bytes = KINDS.get(decoded.prefix);
  const isSized = bytes === undefined || bech32.fromWordsUnsafe(decoded.words)?.length === bytes;
  return isSized ? undefined : 'it is not as long as a recipient';
}
