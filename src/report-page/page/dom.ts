/** Elements made of text and nothing else: no text of an event is ever parsed as markup. */

export interface Properties {
  readonly class?: string;
  readonly text?: string;
  /** Attributes that are set as they are. */
  readonly attributes?: Readonly<Record<string, string>>;
  readonly on?: { readonly [event in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[event]) => void };
}

export function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  { class: className, text, attributes = {}, on = {} }: Properties = {},
  children: readonly Node[] = [],
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  if (className !== undefined) element.className = className;
  if (text !== undefined) element.textContent = visible(text);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  for (const [type, listener] of Object.entries(on)) element.addEventListener(type, listener as EventListener);
  element.append(...children);
  return element;
}

/** Control characters, and those that turn the direction of text, would show something else than what is there. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\u115f\u1160\u3164\uffa0]/gu;

/** The text with a mark in the place of every character that cannot be seen: `‹202E›`. */
export function visible(text: string): string {
  return text.replace(
    INVISIBLE,
    (character) => `‹${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}›`,
  );
}

export function format(count: number): string {
  return count.toLocaleString('en');
}
