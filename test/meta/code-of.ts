/**
 * Blanks out what is no code in a TypeScript text, so that a rule about code does not trip over a comment or a message.
 * Every kept character stays where it was: lines and columns of the result are those of the text.
 */

/** Comments, and what stands between quotes or slashes, become spaces; what is inside of `${}` is code again. */
export function codeOf(text: string): string {
  const out = text.split('');
  /** Depth of braces at which each open `${` of a template literal ends. */
  const templates: number[] = [];
  let depth = 0;
  let before = '';
  let at = 0;
  const blankTo = (end: number): void => {
    for (let i = at; i < end; i += 1) if (out[i] !== '\n') out[i] = ' ';
    at = end;
  };
  while (at < text.length) {
    const char = text.charAt(at);
    const two = text.slice(at, at + 2);
    if (two === '//') blankTo(endOf(text, '\n', at));
    else if (two === '/*') blankTo(Math.min(text.length, endOf(text, '*/', at) + 2));
    else if (char === "'" || char === '"') {
      at += 1;
      blankTo(endOfQuoted(text, at, (rest) => rest.startsWith(char)));
      at += 1;
      before = char;
    } else if (char === '`' || (char === '}' && templates.at(-1) === depth)) {
      if (char === '}') templates.pop();
      at += 1;
      blankTo(endOfQuoted(text, at, (rest) => rest.startsWith('`') || rest.startsWith('${')));
      if (text.startsWith('${', at)) {
        templates.push(depth);
        at += 2;
        before = '{';
      } else {
        at += 1;
        before = '`';
      }
    } else if (char === '/' && opensRegExp(before, text.slice(Math.max(0, at - 12), at))) {
      at += 1;
      blankTo(endOfRegExp(text, at));
      at += 1;
      before = '/';
    } else {
      if (char === '{') depth += 1;
      if (char === '}') depth -= 1;
      if (char.trim() !== '') before = char;
      at += 1;
    }
  }
  return out.join('');
}

function endOf(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found === -1 ? text.length : found;
}

function endOfQuoted(text: string, from: number, isEnd: (rest: string) => boolean): number {
  let at = from;
  while (at < text.length && !isEnd(text.slice(at, at + 2))) at += text.charAt(at) === '\\' ? 2 : 1;
  return Math.min(at, text.length);
}

/** A slash divides after a value and opens an expression anywhere else. */
function opensRegExp(before: string, recent: string): boolean {
  if (/[\w$)\]}'"`]/.test(before)) return /\b(return|typeof|case|of|in)\s*$/.test(recent);
  return true;
}

function endOfRegExp(text: string, from: number): number {
  let inClass = false;
  let at = from;
  while (at < text.length && (inClass || text.charAt(at) !== '/')) {
    const char = text.charAt(at);
    if (char === '[') inClass = true;
    if (char === ']') inClass = false;
    at += char === '\\' ? 2 : 1;
  }
  return Math.min(at, text.length);
}
