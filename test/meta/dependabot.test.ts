/** Whatever is installed from a registry gets its updates proposed: every list of packages in the tree is one that Dependabot reads. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { files, paths, ROOT } from './tree.ts';

const ECOSYSTEMS: Readonly<Record<string, string>> = {
  'package-lock.json': 'npm',
  'go.mod': 'gomod',
  'pom.xml': 'maven',
  'requirements.txt': 'pip',
};

interface Update {
  readonly 'package-ecosystem': string;
  readonly directory?: string;
  readonly directories?: readonly string[];
  readonly cooldown?: { readonly 'default-days': number };
}

const { updates }: { readonly updates: readonly Update[] } = parse(
  readFileSync(join(ROOT, '.github/dependabot.yml'), 'utf8'),
);
const listed = updates.flatMap(({ 'package-ecosystem': ecosystem, directory, directories = [] }) =>
  [...(directory === undefined ? [] : [directory]), ...directories].map((folder) => `${ecosystem} ${folder}`),
);

test('every list of packages is read by Dependabot, and it reads no folder without one', () => {
  const there = paths().flatMap((path) => {
    const ecosystem = ECOSYSTEMS[basename(path)];
    return ecosystem === undefined ? [] : [`${ecosystem} /${dirname(path).replace(/^\.$/, '')}`];
  });
  assert.ok(there.length > 10, `${there.length} lists of packages`);
  assert.deepEqual(listed.filter((each) => !each.startsWith('github-actions ')).sort(), there.sort());
});

test('every folder whose workflows and actions use others is read for updates of actions', () => {
  const using = files(/\.ya?ml$/).filter(({ text }) => /^ *(?:- )?uses: +[\w-]+\/[\w./-]+@[0-9a-f]{40}/m.test(text));
  const folders = new Set(using.map(({ path }) => `/${dirname(path).replace(/^\.github\/workflows$|^\.$/, '')}`));
  assert.deepEqual(
    [...folders].filter((folder) => !listed.includes(`github-actions ${folder}`)),
    [],
  );
});

test('no release is proposed before it is a week old', () => {
  assert.deepEqual(
    updates.filter(({ cooldown }) => (cooldown?.['default-days'] ?? 0) < 7),
    [],
  );
});
