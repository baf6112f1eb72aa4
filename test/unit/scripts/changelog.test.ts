import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readChapters, releaseNotes } from '../../../scripts/changelog.ts';

const CHANGELOG = `# Changelog

Words.

## Unreleased

- Next.

## 1.2.0 (2026-11-27)

- New: \`## no heading\`.

- Fixed.

## 1.1.0 (2026-10-01)
`;

test('the notes of a release are its chapter', () => {
  const changelog = CHANGELOG;
  assert.equal(releaseNotes('v1.2.0', { version: '1.2.0', changelog }), '- New: `## no heading`.\n\n- Fixed.');
});

test('a tag, a version and a changelog that do not fit together are refused', () => {
  const changelog = CHANGELOG;
  assert.throws(() => releaseNotes('v1.2.0', { version: '1.1.0', changelog }), /the tag is v1\.2\.0, but .* 1\.1\.0/);
  assert.throws(() => releaseNotes('1.2.0', { version: '1.2.0', changelog }), /the tag is 1\.2\.0/);
  assert.throws(() => releaseNotes('v1.3.0', { version: '1.3.0', changelog }), /says nothing of 1\.3\.0/);
  assert.throws(() => releaseNotes('v1.1.0', { version: '1.1.0', changelog }), /says nothing of 1\.1\.0/);
  for (const heading of ['v1.2.0 (2026-11-27)', '1.2.0', '1.2.0 (yesterday)', 'unreleased']) {
    assert.throws(() => readChapters(`# C\n\n## ${heading}\n\n- a\n`), /neither/, heading);
  }
});

test('the changelog of this project can be read, newest first', () => {
  const chapters = readChapters(readFileSync(join(import.meta.dirname, '../../../CHANGELOG.md'), 'utf8'));
  assert.ok(chapters.length > 0);
  const [, ...released] = chapters.map(({ version }) => version);
  assert.ok(!released.includes('Unreleased'), 'what is not released comes first');
});
