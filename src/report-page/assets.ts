/**
 * The script and the style of the page as text. The bundle has a module of its own in the place of this one, which holds both:
 * see `scripts/bundle.ts`. Run from the sources, they are what the last `npm run build` made.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../model/errors.ts';
import type { PageAssets } from './render-page.ts';

export async function readAssets(): Promise<PageAssets> {
  const path = join(import.meta.dirname, '../../lib/page-assets.json');
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new InputError('report: the script of the page is not built', { hint: 'Run `npm run build` first.', cause });
  });
  return JSON.parse(text) as PageAssets;
}
