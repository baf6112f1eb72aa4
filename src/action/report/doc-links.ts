/**
 * Turns the pages of the documentation that a text names into links: to the version of the action that runs. Outside of
 * a workflow, and for an action of the repository itself, the names stay as they are.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/variables
 */
type Variables = Readonly<Record<string, string | undefined>>;

/** A name from the root of the project, unless it stands in an address already. */
const PAGE = /(?<![\w./-])(?:docs\/[a-z-]+|README|SECURITY|CONTRIBUTING)\.md(?:#[\w-]+)?/g;

export function linkDocs(text: string, docsUrl: string | undefined): string {
  return docsUrl === undefined ? text : text.replace(PAGE, (page) => `${docsUrl}/${page}`);
}

/** As {@link PAGE}, after `escapeText`. */
const ESCAPED_PAGE = /(?<![\w./-])((?:docs\/[a-z-]+|README|SECURITY|CONTRIBUTING)\.md)(?:&#35;([\w-]+))?/g;
/** The one address outside of the documentation that texts of ours name, after `escapeText`. */
const ESCAPED_STATUS_PAGE = /https&#58;\/\/www&#46;githubstatus\.com/g;

/** Turns the pages that a summary names into links. */
export function linkPages(markdown: string, docsUrl: string | undefined): string {
  const linked = markdown.replace(ESCAPED_STATUS_PAGE, '[githubstatus.com](https://www.githubstatus.com)');
  if (docsUrl === undefined) return linked;
  return linked.replace(ESCAPED_PAGE, (name, page: string, section: string | undefined) => {
    return `[${name}](${docsUrl}/${page}${section === undefined ? '' : `#${section}`})`;
  });
}

/** Where the documentation of this action is, as the runner names the action; `undefined` when it does not. */
export function docsUrlOf(variables: Variables): string | undefined {
  const repository = variables['GITHUB_ACTION_REPOSITORY'] ?? '';
  const ref = variables['GITHUB_ACTION_REF'] ?? '';
  const server = variables['GITHUB_SERVER_URL'] ?? 'https://github.com';
  const isComplete = /^[\w.-]+\/[\w.-]+$/.test(repository) && /^[\w.-]+(?:\/[\w.-]+)*$/.test(ref);
  return isComplete && /^https:\/\/[\w.:-]+$/.test(server) ? `${server}/${repository}/blob/${ref}` : undefined;
}
