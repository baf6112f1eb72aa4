/** Reads the emulated audit log through Octokit, for the emulator's own tests: one page, or all of them by their links. */
import { Octokit } from '@octokit/rest';
import type { GitHub } from './github.ts';

const quiet = (): void => {};
const SILENT = { debug: quiet, info: quiet, warn: quiet, error: quiet };

export interface Page {
  readonly raw: string;
  readonly ids: readonly string[];
  readonly link: string;
}

/** One page as Octokit gets it, with the text of its body. */
export async function read(github: GitHub, parameters: Readonly<Record<string, string | number>> = {}): Promise<Page> {
  const octokit = new Octokit({ auth: github.token, baseUrl: github.apiUrl, log: SILENT });
  const response = await octokit.request('GET /orgs/{org}/audit-log', {
    org: 'octo-org',
    request: { parseSuccessResponseBody: false },
    ...parameters,
  });
  const raw = await new Response(response.data as ReadableStream).text();
  const events = JSON.parse(raw) as readonly { readonly id: string }[];
  return { raw, ids: events.map(({ id }) => id), link: response.headers.link ?? '' };
}

/** The cursor `name` in the link `rel`. */
export function cursorIn(link: string, rel: string, name: string): string | undefined {
  const url = link
    .split(', ')
    .find((part) => part.endsWith(`rel="${rel}"`))
    ?.match(/<(.*)>/)?.[1];
  return url === undefined ? undefined : (new URL(url).searchParams.get(name) ?? undefined);
}

/** Every page, by following `next`. */
export async function readAll(github: GitHub, parameters: Readonly<Record<string, string | number>>): Promise<Page[]> {
  const pages: Page[] = [];
  let after: string | undefined = '';
  while (after !== undefined) {
    const page = await read(github, { ...parameters, after });
    pages.push(page);
    after = cursorIn(page.link, 'next', 'after');
  }
  return pages;
}
