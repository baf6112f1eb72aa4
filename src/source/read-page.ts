/**
 * Decides whether a response with status 200 is a page of the audit log. Whatever is not one in full (cut short, a web
 * page from a proxy, out of order, a link that is not understood) is no page at all, and never an empty one: an empty
 * page without a next link ends the list.
 */
import type { ApiResponse } from '../github/api.ts';
import { parseHttpDate } from '../resilience/http-date.ts';
import { type Anchor, withLink } from './finding.ts';
import { cutElements } from './json-elements.ts';
import { readNextLink } from './link-header.ts';
import type { Page, PageRequest } from './page.ts';
import type { PageElement } from './page-element.ts';

export type PageReading =
  | { readonly kind: 'page'; readonly page: Page }
  | {
      readonly kind: 'no-page';
      /** Goes on after "HTTP 200 that is no page: ". */
      readonly why: string;
      readonly hint: string;
      /** Whether the body is incomplete, so that a smaller request could help. */
      readonly cut: boolean;
    };

export function readPage(response: ApiResponse, order: PageRequest['order']): PageReading {
  if (!isJson(response.headers['content-type'])) return notGitHub('its type is not JSON');
  const date = parseHttpDate(response.headers['date']);
  if (date === undefined) return notGitHub('it has no valid Date');
  const cut = cutElements(response.body);
  if (cut.kind === 'no-json')
    return noPage('its body is not JSON; it was most likely cut short', 'server-errors', true);
  if (cut.kind === 'no-list') return notGitHub('its body is not a list');
  const { elements } = cut;
  if (!isInOrder(elements, order)) return noPage('its events are not in the requested order', 'server-errors');
  const next = readNextLink(response.headers['link']);
  switch (next.kind) {
    case 'unreadable':
      return noPage('its Link header is not understood', 'not-github');
    case 'none':
      return { kind: 'page', page: { elements, next: undefined, date } };
    case 'next':
      return { kind: 'page', page: { elements, next: next.after, date } };
  }
}

function isInOrder(elements: readonly PageElement[], order: PageRequest['order']): boolean {
  let before: number | undefined;
  for (const { ts } of elements) {
    if (ts === undefined) continue;
    if (before !== undefined && (order === 'asc' ? before > ts : before < ts)) return false;
    before = ts;
  }
  return true;
}

function isJson(contentType: string | undefined): boolean {
  const type = contentType?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return type === 'application/json' || (type.startsWith('application/') && type.endsWith('+json'));
}

function notGitHub(why: string): PageReading {
  return noPage(why, 'not-github');
}

function noPage(why: string, anchor: Anchor, cut = false): PageReading {
  return { kind: 'no-page', why, hint: withLink(ADVICE, anchor), cut };
}

const ADVICE =
  'Nothing of it was used. Run again later; if it persists, check `api-url` and whether a proxy changes what GitHub sends.';
