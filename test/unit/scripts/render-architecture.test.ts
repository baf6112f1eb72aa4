import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reduce, roomsOf } from '../../../scripts/render-architecture.ts';

const SOURCES = [
  { path: 'src/main.ts', text: "import { a } from './action/a.ts';\nimport type { C } from './model/c.ts';" },
  {
    path: 'src/action/a.ts',
    text: "const b = await import('../collector/deep/b.ts');\nimport { x } from './inputs/x.ts';",
  },
  { path: 'src/collector/deep/b.ts', text: "export type { C } from '../../model/c.ts';\nimport 'node:fs';" },
  { path: 'src/model/c.ts', text: "// from './nothing'" },
];

test('a room imports from the rooms of its imports, lazy ones and types included', () => {
  assert.deepEqual(
    roomsOf(SOURCES),
    new Map([
      ['main', new Set(['action', 'model'])],
      ['action', new Set(['collector'])],
      ['collector', new Set(['model'])],
      ['model', new Set()],
    ]),
  );
});

test('an arrow that follows from others is left out, and no other', () => {
  assert.deepEqual(
    reduce(roomsOf(SOURCES)),
    new Map([
      ['action', new Set(['collector'])],
      ['collector', new Set(['model'])],
      ['main', new Set(['action'])],
      ['model', new Set()],
    ]),
  );
});
