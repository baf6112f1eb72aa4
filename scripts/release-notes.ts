/** `node scripts/release-notes.ts vX.Y.Z`: prints what CHANGELOG.md says of this release, or ends with 1 and says what is wrong. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { releaseNotes } from './changelog.ts';

const read = (path: string) => readFileSync(join(import.meta.dirname, '..', path), 'utf8');

try {
  const { version } = JSON.parse(read('package.json'));
  console.log(releaseNotes(process.argv[2] ?? '', { version, changelog: read('CHANGELOG.md') }));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
