/**
 * The files of this project as the rules of `test/meta/` see them: everything that git tracks or would add, but for the
 * bundle. A rule is a function from one file to the sentences about what is wrong with it.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { codeOf } from './code-of.ts';

export const ROOT = dirname(dirname(import.meta.dirname));

export interface SourceFile {
  /** Below the root, with slashes. */
  readonly path: string;
  readonly text: string;
  /** Of a TypeScript file: the text with comments and the content of strings blanked out; else the text. */
  readonly code: string;
}

export type Rule = (file: SourceFile) => readonly string[];

export function sourceFile(path: string, text: string): SourceFile {
  return { path, text, code: extname(path) === '.ts' ? codeOf(text) : text };
}

/** Every text file of the project whose path matches, in the order of their paths. */
export function files(pattern: RegExp): readonly SourceFile[] {
  return paths()
    .filter((path) => pattern.test(path))
    .map((path) => sourceFile(path, readFileSync(join(ROOT, path), 'utf8')))
    .filter(({ text }) => !text.includes('\0'));
}

export function paths(): readonly string[] {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: ROOT, encoding: 'utf8' });
  const found = listed.split('\0').filter((path) => path !== '' && !path.startsWith('dist/'));
  // A file that was deleted but is still in git's index is listed, too.
  return [...new Set(found)].filter((path) => existsSync(join(ROOT, path))).sort();
}

/** What a rule finds in files, each sentence with the path of its file; an empty list when all is well. */
export function breaches(rule: Rule, checked: readonly SourceFile[]): readonly string[] {
  return checked.flatMap((file) => rule(file).map((what) => `${file.path}: ${what}`));
}
