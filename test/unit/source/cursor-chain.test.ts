import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CursorChains } from '../../../src/source/cursor-chain.ts';

/** Walks as a reader does: false as soon as a page leads back. */
function walk(chains: CursorChains, path: readonly (string | undefined)[]): boolean {
  return path.slice(1).every((next, index) => {
    const after = path[index];
    if (next !== undefined && chains.leadsBack(after, next)) return false;
    chains.follow(after, next);
    return true;
  });
}

test('a page that leads to itself, or to any page before it in its chain, leads back', () => {
  assert.equal(walk(new CursorChains(), ['a', 'a']), false);
  assert.equal(walk(new CursorChains(), ['a', 'b', 'a']), false);
  assert.equal(walk(new CursorChains(), [undefined, 'a', 'b', 'c', 'a']), false);
});

test('a list that goes on does not', () => {
  assert.equal(walk(new CursorChains(), [undefined, 'a', 'b', 'c', undefined]), true);
});

test('walking the same list again, in whole or from the middle, is no circle', () => {
  const chains = new CursorChains();
  assert.equal(walk(chains, [undefined, 'a', 'b', 'c', 'd']), true);
  assert.equal(walk(chains, [undefined, 'a', 'b', 'c', 'd', 'e']), true);
  assert.equal(walk(chains, ['b', 'c', 'd', 'e']), true);
  assert.equal(walk(chains, ['e', undefined]), true);
  assert.equal(walk(chains, ['e', 'f']), true);
});

test('two sweeps that take turns keep their own chains', () => {
  const chains = new CursorChains();
  assert.equal(walk(chains, ['m', 'n', 'o']), true);
  assert.equal(walk(chains, ['a', 'b']), true);
  assert.equal(walk(chains, ['o', 'p']), true);
  assert.equal(walk(chains, ['b', 'm', 'n', 'o', 'p', 'q']), true);
  assert.equal(walk(chains, ['p', 'q', 'r']), true);
});

test('a circle is noticed across an interruption', () => {
  const chains = new CursorChains();
  assert.equal(walk(chains, ['m', 'n', 'o']), true);
  assert.equal(walk(chains, ['a', 'b']), true);
  assert.equal(walk(chains, ['o', 'm']), false);
});
