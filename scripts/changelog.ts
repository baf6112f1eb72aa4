/**
 * The text of CHANGELOG.md by version. A release has a chapter of its own, `## X.Y.Z (YYYY-MM-DD)`; what comes next gathers
 * below `## Unreleased`.
 */

export interface Chapter {
  /** `X.Y.Z`, or `Unreleased`. */
  readonly version: string;
  readonly text: string;
}

/** The chapters in the order of the file. Throws for a heading that is none of the two forms. */
export function readChapters(changelog: string): readonly Chapter[] {
  const [, ...chapters] = changelog.split(/^## /m);
  return chapters.map((chapter) => {
    const [heading = '', ...lines] = chapter.split('\n');
    const [, version] = /^(Unreleased|\d+\.\d+\.\d+(?= \(\d{4}-\d{2}-\d{2}\)$))/.exec(heading) ?? [];
    if (version === undefined) {
      throw new Error(`CHANGELOG.md: "## ${heading}" is neither "## Unreleased" nor "## X.Y.Z (YYYY-MM-DD)"`);
    }
    return { version, text: lines.join('\n').trim() };
  });
}

/** What a release says of itself. Throws when its tag, `version` of package.json and the changelog do not fit together. */
export function releaseNotes(
  tag: string,
  { version, changelog }: { readonly version: string; readonly changelog: string },
): string {
  if (tag !== `v${version}`) throw new Error(`the tag is ${tag}, but package.json says ${version}`);
  const chapter = readChapters(changelog).find((each) => each.version === version);
  if (chapter === undefined || chapter.text === '') throw new Error(`CHANGELOG.md says nothing of ${version}`);
  return chapter.text;
}
