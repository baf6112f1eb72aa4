/**
 * Wrong versions of the collector are noticed. Here only those that show in many histories, so that it takes seconds; all of
 * them: `npm run sim:mutants`.
 */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { applyEdit, hunt } from './hunt.ts';
import { MUTANTS } from './table.ts';

const SOURCES = join(import.meta.dirname, '../../../src');
/** Histories within which a mutant must show to be hunted here. */
const QUICK_SEEDS = 20;

describe('every mutant', () => {
  for (const { name, edits } of MUTANTS) {
    it(`is a change of what is there: ${name}`, async () => {
      for (const edit of edits) {
        const source = await readFile(join(SOURCES, edit.file), 'utf8');
        assert.notEqual(applyEdit(source, edit), source);
      }
    });
  }

  it('has a name of its own', () => assert.equal(new Set(MUTANTS.map(({ name }) => name)).size, MUTANTS.length));
});

describe('a mutant is noticed', { concurrency: 2 }, () => {
  for (const mutant of MUTANTS.filter(({ hunter }) => hunter.kind === 'histories' && hunter.seeds <= QUICK_SEEDS)) {
    it(mutant.name, async () => {
      const { first } = await hunt(mutant, { from: 1, seeds: QUICK_SEEDS, stopAtFirst: true });
      assert.notEqual(first, undefined);
    });
  }
});

describe('a change', () => {
  const edit = { file: 'a.ts', find: 'one', replace: 'two' };

  it('is made where its text stands once', () => assert.equal(applyEdit('one $&', edit), 'two $&'));
  it('is refused where it stands twice, or not at all', () => {
    assert.throws(() => applyEdit('one one', edit), /2 places/);
    assert.throws(() => applyEdit('none', { ...edit, find: 'x' }), /0 places/);
  });
});
