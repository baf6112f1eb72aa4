/**
 * The one date format that HTTP senders may write (IMF-fixdate). Anything else is no date: a guess here would move the
 * server's clock, by which every claim is judged. https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7
 */
const IMF_FIXDATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** Epoch milliseconds, or `undefined` for a text that is no such date. */
export function parseHttpDate(text: string | undefined): number | undefined {
  const trimmed = text?.trim();
  if (trimmed === undefined || !IMF_FIXDATE.test(trimmed)) return undefined;
  const at = Date.parse(trimmed);
  if (!Number.isFinite(at)) return undefined;
  // Date.parse rolls 31 February over into March; the day of the week is redundant and nobody's concern.
  return new Date(at).toUTCString().slice(5) === trimmed.slice(5) ? at : undefined;
}
