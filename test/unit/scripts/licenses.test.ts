import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { bundledPackages, renderLicenses } from '../../../scripts/licenses.ts';

const ROOT = join(import.meta.dirname, '../../..');

test('packages are found in nested, concatenated and loaded modules', () => {
  const folders = bundledPackages([
    { identifier: '/a/lib/main.js|123', modules: [{ identifier: '/a/node_modules/@actions/core/lib/core.js|9' }] },
    { identifier: '/a/node_modules/ncc/loader.js!/a/node_modules/glob/node_modules/minimatch/index.js' },
    { identifier: 'external node-commonjs "node:fs"' },
    { identifier: 'C:\\a\\node_modules\\yaml\\index.js' },
  ]);
  assert.deepEqual(folders, [
    'node_modules/@actions/core',
    'node_modules/glob/node_modules/minimatch',
    'node_modules/yaml',
  ]);
});

test('a license is its name, its version and its text', () => {
  const text = renderLicenses(ROOT, ['node_modules/yaml']);
  assert.match(text, /^yaml \d+\.\d+\.\d+\nISC\nCopyright Eemeli Aro/);
  assert.ok(text.endsWith('\n') && !text.endsWith('\n\n'));
});

test('what the bundle is certain to hold is in its list', () => {
  const listed = readFileSync(join(ROOT, 'dist/licenses.txt'), 'utf8');
  for (const name of ['@actions/core', '@actions/cache', '@actions/artifact', '@octokit/rest', 'yaml']) {
    assert.match(listed, new RegExp(`^${name} \\d+\\.\\d+\\.\\d+$`, 'm'));
  }
});
