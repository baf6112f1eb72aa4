/**
 * What `verify`, `merge` and the inputs of keys say is explained: each finding has its row in docs/evidence.md and a test that leads to
 * it, each refusal its place in docs/troubleshooting.md. (That quoted messages are those of the code: docs.test.ts.)
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { FINDINGS } from '../../src/evidence/verify/finding.ts';
import { files, ROOT } from './tree.ts';

/** The first piece of three words or more of each text that an error of input is made of: its first argument, or a reason that is put into one. */
function refusalsIn(text: string): readonly string[] {
  const literals = [
    ...text.matchAll(/new InputError\(\s*(`[^`]+`|'[^']+')/g),
    ...text.matchAll(/\b(?:refused|no|refuse)\((?:path, )?(`[^`]+`|'[^']+')\)/g),
    ...text.matchAll(/\bform\.(?:refuse|conflict)\(\s*(?:'[\w-]+'|\w+),\s*(`(?:\\`|[^`])+`|'[^']+')/g),
    ...text.matchAll(/\breturn (?:is\w+ \? undefined : )?('[^']{12,}')/g),
  ];
  return literals.flatMap(([, literal = '']) => {
    const pieces = literal
      .slice(1, -1)
      .replaceAll('\\`', '`')
      .split(/\$\{[^}]*\}|…/);
    const plain = pieces.map((piece) => piece.replaceAll(/^[\s:.`]+|[\s:.(]+$/g, ''));
    return plain.find((piece) => piece.split(' ').length > 2) ?? [];
  });
}

test('docs/evidence.md says of every finding of verify what it means and what to do, and a test leads to each', () => {
  const text = readFileSync(join(ROOT, 'docs/evidence.md'), 'utf8');
  const rows = [...text.matchAll(/^\| `([a-z-]+)` \| [^|]{10,} \| [^|]{8,} \|$/gm)].map(([, kind = '']) => kind);
  const kinds = Object.keys(FINDINGS);
  assert.deepEqual(
    kinds.filter((kind) => !rows.includes(kind)),
    [],
  );
  const [produced] = files(/^test\/unit\/evidence\/findings\.test\.ts$/);
  assert.deepEqual(
    kinds.filter((kind) => !new RegExp(`^  '?${kind}'?: async`, 'm').test(produced?.text ?? '')),
    [],
  );
});
test('everything that verify and merge refuse, and every key that is refused, is in docs/troubleshooting.md and in a test', () => {
  const refusing = files(
    /^src\/(?:evidence\/.*|terminal\/(?:verify|merge)-command|terminal\/read-(?:identities|signers)|action\/inputs\/parse-(?:signing|recipients|privacy))\.ts$/,
  );
  const said = refusing.flatMap(({ text }) => refusalsIn(text));
  assert.ok(said.length > 25, `${said.length} refusals`);
  const explained = readFileSync(join(ROOT, 'docs/troubleshooting.md'), 'utf8');
  assert.deepEqual(
    said.filter((piece) => !explained.includes(piece)),
    [],
  );
  // As a text or as a pattern.
  const tested = files(/^test\/(?:unit|contract)\/.*\.test\.ts$/).map(({ text }) => text.replaceAll('\\', ''));
  assert.deepEqual(
    said.filter((piece) => !tested.some((text) => text.includes(piece))),
    [],
  );
});

test('what a refusal says is found, however it is written', () => {
  const said = refusalsIn(`
    throw new InputError(\`there is no manifest below \${paths}\`, {});
    throw new InputError(
      'the deliveries have no format', {});
    throw refused(path, 'it is a wrong file');
    form.refuse('encrypt-to', \`which has a mistake in recipient \${index}\`);
    return isSized ? undefined : 'it is too long by far';
  `);
  const expected = ['there is no manifest below', 'the deliveries have no format', 'it is a wrong file'];
  assert.deepEqual(
    said.toSorted(),
    [...expected, 'which has a mistake in recipient', 'it is too long by far'].toSorted(),
  );
});
