/** Elements as they are cut out of a page. */
import assert from 'node:assert/strict';
import { cutElements } from '../../../src/source/json-elements.ts';
import type { PageElement } from '../../../src/source/page-element.ts';

export function pageElement(value: unknown): PageElement {
  const cut = cutElements(Buffer.from(JSON.stringify([value])));
  const [element] = cut.kind === 'list' ? cut.elements : [];
  assert.ok(element !== undefined);
  return element;
}
