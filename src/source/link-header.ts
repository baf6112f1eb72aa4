/**
 * Reads the one thing that we use of a `Link` header: the `after` cursor of `rel="next"`. A header that is not
 * understood in full is `unreadable`, never `none`, because `none` ends the list. Host, path and filter of the link are
 * ignored: the next request is built on the configured root, so a foreign link leads nowhere.
 * https://www.rfc-editor.org/rfc/rfc8288#section-3
 */
export type NextLink =
  | { readonly kind: 'next'; readonly after: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'unreadable' };

const UNREADABLE: NextLink = { kind: 'unreadable' };

/** @param header the value of `Link`, several of them joined by commas, or `undefined` when there was none */
export function readNextLink(header: string | undefined): NextLink {
  const links = header === undefined ? [] : parseLinks(header);
  if (links === undefined) return UNREADABLE;
  const cursors = new Set(links.filter(isNext).map((link) => readAfter(link.target)));
  if (cursors.size === 0) return { kind: 'none' };
  const [after, ...others] = cursors;
  return after === undefined || others.length > 0 ? UNREADABLE : { kind: 'next', after };
}

interface Link {
  readonly target: string;
  /** The first `rel`, which no link may lack; a second one does not count. */
  readonly rel: string;
}

function isNext(link: Link): boolean {
  return link.rel.split(/[ \t]+/).some((type) => type.toLowerCase() === 'next');
}

/** Every link of the header, or `undefined` when any part of it is not as RFC 8288 has it. */
function parseLinks(header: string): readonly Link[] | undefined {
  const text = new Cursor(header);
  const links: Link[] = [];
  for (;;) {
    // Empty elements of a list are to be ignored: https://www.rfc-editor.org/rfc/rfc9110#section-5.6.1
    do text.skipBlanks();
    while (text.take(','));
    if (text.atEnd) return links;
    const link = parseLink(text);
    if (link === undefined || !(text.atEnd || text.take(','))) return undefined;
    links.push(link);
  }
}

function parseLink(text: Cursor): Link | undefined {
  if (!text.take('<')) return undefined;
  const target = text.until('>');
  if (target === undefined) return undefined;
  let rel: string | undefined;
  for (text.skipBlanks(); text.take(';'); text.skipBlanks()) {
    text.skipBlanks();
    const name = text.token();
    if (name === '') continue;
    text.skipBlanks();
    let value = '';
    if (text.take('=')) {
      text.skipBlanks();
      const parsed = text.take('"') ? text.quoted() : text.token() || undefined;
      if (parsed === undefined) return undefined;
      value = parsed;
    }
    if (name.toLowerCase() === 'rel') rel ??= value;
  }
  return rel === undefined || rel === '' ? undefined : { target, rel };
}

/** The one non-empty `after` in the query of `target`, decoded, or `undefined`. */
function readAfter(target: string): string | undefined {
  const [resource = ''] = target.split('#', 1);
  const mark = resource.indexOf('?');
  const pairs = mark === -1 ? [] : resource.slice(mark + 1).split('&');
  const values = pairs.filter((pair) => pair.startsWith('after=')).map((pair) => pair.slice('after='.length));
  const [value, ...others] = values;
  if (value === undefined || value === '' || others.length > 0) return undefined;
  try {
    // A `+` stays what it is. Forms write a space that way, but a cursor is base64: it has no space and may have a plus.
    const after = decodeURIComponent(value);
    return after.isWellFormed() ? after : undefined;
  } catch {
    return undefined;
  }
}

/** A place in a text that only moves forward, so that reading is linear in its length. */
class Cursor {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get atEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  skipBlanks(): void {
    while (this.take(' ') || this.take('\t'));
  }

  /** The text before `character`, which is passed; `undefined` when it does not come. */
  until(character: string): string | undefined {
    const end = this.#text.indexOf(character, this.#at);
    if (end === -1) return undefined;
    const passed = this.#text.slice(this.#at, end);
    this.#at = end + 1;
    return passed;
  }

  /** As many characters of a token as there are, perhaps none. https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2 */
  token(): string {
    const start = this.#at;
    while (/[!#$%&'*+\-.^_`|~0-9A-Za-z]/.test(this.#text[this.#at] ?? '')) this.#at += 1;
    return this.#text.slice(start, this.#at);
  }

  /** The rest of a quoted string whose opening quote is passed; `undefined` when it is never closed. */
  quoted(): string | undefined {
    let value = '';
    while (!this.atEnd) {
      if (this.take('"')) return value;
      this.take('\\');
      value += this.#text[this.#at] ?? '';
      this.#at += 1;
    }
    return undefined;
  }
}
