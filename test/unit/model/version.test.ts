/** What the program says of itself is what package.json says. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { DOCS_URL, TOOL } from '../../../src/model/version.ts';
import { ROOT } from '../../meta/tree.ts';

test('name, version and the address of the documentation are those of package.json', () => {
  const { name, version, homepage, repository } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  assert.deepEqual(TOOL, { name, version });
  assert.equal(`${homepage.replace(/#readme$/, '')}/blob/v${version}`, DOCS_URL);
  assert.equal(repository.url, `git+${homepage.replace(/#readme$/, '')}.git`);
});
