/**
 * Names that come from files of others, as a part of a line of ours: whoever named a file cannot write a line of their own with it, move
 * a cursor, turn the direction of writing, or give a command to a workflow's runner, which obeys a line that begins with `::`, and `##[`
 * anywhere. https://github.com/actions/toolkit/security/advisories/GHSA-mfwh-5m23-j46w
 */

/** Control, format (bidi, zero width), surrogate, private and unassigned characters; line and paragraph separators. */
const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** `text` with what is invisible replaced, so that two different names stay different from what they pretend to be. */
export function onOneLine(text: string): string {
  return text
    .replace(INVISIBLE, '\uFFFD')
    .replaceAll('##[', '## [')
    .replace(/^(\s*)::/, '$1: :');
}

/** A JSON text with the same content, in which every character is visible and nothing is a command. */
export function visibleJson(json: string): string {
  return json
    .replaceAll('##[', '##\\u005b')
    .replace(/(?!\n)[\p{C}\p{Zl}\p{Zp}]/gu, (found) =>
      Array.from({ length: found.length }, (_, at) => `\\u${found.charCodeAt(at).toString(16).padStart(4, '0')}`).join(
        '',
      ),
    );
}
