/**
 * The `Link` header of the audit log as the real service writes it: the path has the numeric id, all parameters of the request
 * come back, then `after` and `before`, of which the unused one is there but empty. There is no `rel="last"`.
 */

/** What the links of one page are made of. */
export interface PageLinks {
  /** The address without a query, with the numeric id: `http://127.0.0.1:1/organizations/1/audit-log`. */
  readonly base: string;
  /** The query of the request. */
  readonly query: URLSearchParams;
  /** Cursor of the page's last event, when more follows. */
  readonly next: string | undefined;
  /** Cursor of the page's first event, when the page is not the first one. */
  readonly prev: string | undefined;
  /** Page 1 has no `first` and no `prev`. */
  readonly isFirstPage: boolean;
  /** Writes the phrase as GitHub's own documentation shows it: `?phrase%3A2022-11-01=`. */
  readonly mangledPhrase: boolean;
}

/** The header, or `undefined` when there is nothing to link to. */
export function renderLinks({ base, query, next, prev, isFirstPage, mangledPhrase }: PageLinks): string | undefined {
  const link = (rel: string, after: string, before: string): string => {
    const parameters = new URLSearchParams();
    for (const [name, value] of query) {
      if (name === 'after' || name === 'before') continue;
      if (name === 'phrase' && mangledPhrase) parameters.append(`phrase:${value.replace(/^.*?created:\W*/s, '')}`, '');
      else parameters.append(name, value);
    }
    parameters.append('after', after);
    parameters.append('before', before);
    return `<${base}?${parameters.toString()}>; rel="${rel}"`;
  };
  const links: string[] = [];
  if (next !== undefined) links.push(link('next', next, ''));
  if (!isFirstPage) {
    links.push(link('first', '', ''));
    if (prev !== undefined) links.push(link('prev', '', prev));
  }
  return links.length === 0 ? undefined : links.join(', ');
}
