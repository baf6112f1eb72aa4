/**
 * `dist/licenses.txt`: the license of every package that is part of the bundle. The packages come from the bundler's own list of
 * modules, those inside of concatenated modules included, so that none can be bundled and not listed.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What of webpack's statistics is read: https://webpack.js.org/api/stats/#module-object */
export interface BundledModule {
  /** Path of the module, perhaps with loaders and `!` before it and `|` and flags after it. */
  readonly identifier?: string;
  readonly modules?: readonly BundledModule[];
}

/** Folders of the packages whose code is in the bundle, from the root of the project, sorted. */
export function bundledPackages(modules: readonly BundledModule[]): readonly string[] {
  const folders = new Set<string>();
  const walk = ({ identifier = '', modules: inner = [] }: BundledModule) => {
    const path = identifier.replaceAll('\\', '/').split('!').at(-1)?.split('|')[0] ?? '';
    const folder = /(?:^|\/)(node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
    if (folder !== undefined) folders.add(folder);
    inner.forEach(walk);
  };
  modules.forEach(walk);
  return [...folders].sort();
}

/** Packages that declare no license themselves, with what their authors say elsewhere. */
const UNDECLARED: Readonly<Record<string, string>> = {
  // https://github.com/substack/node-buffers
  buffers: 'no license declared',
};

/** Throws when a package names no license at all and is not known to do so. */
export function renderLicenses(root: string, folders: readonly string[]): string {
  const sections = folders.map((folder) => {
    const {
      name,
      version,
      license = UNDECLARED[name],
    } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
    if (typeof license !== 'string') throw new Error(`${folder} names no license in its package.json`);
    return `${name} ${version}\n${license}\n${textIn(join(root, folder))}`;
  });
  return `${[...new Set(sections)].join('\n\n')}\n`;
}

function textIn(folder: string): string {
  const name = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|copying)([.-].*)?$/i.test(file))
    .sort()[0];
  // A package may ship none; its package.json names the license all the same.
  return name === undefined ? '' : readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim();
}
