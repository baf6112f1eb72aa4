/** Puts generated text between two markers of a file that people write, and leaves every other byte alone. */

/**
 * `text` with everything between `<!-- MARKER -->` and `<!-- /MARKER -->` replaced by `content`. Where the opening marker
 * stands in a comment of its own line (`# `, as YAML has them), so does the closing one.
 */
export function fillRegion(
  text: string,
  { marker, file }: { readonly marker: string; readonly file: string },
  content: string,
): string {
  const [opening, closing] = [`<!-- ${marker} -->`, `<!-- /${marker} -->`];
  const [before, ...inside] = text.split(opening);
  const [, after, ...others] = inside.join(opening).split(closing);
  if (before === undefined || inside.length !== 1 || after === undefined || others.length > 0) {
    throw new Error(`${file} must hold ${opening} once and ${closing} once after it.`);
  }
  const comment = /(?:^|\n)([ \t]*# )$/.exec(before)?.[1] ?? '';
  return `${before}${opening}\n${content}\n${comment}${closing}${after}`;
}
