/** Who signed what: `verify` with a file of allowed signers, over manifests that the real `ssh-keygen` signed. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFile, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { MANIFEST_NAMESPACE, POSITION_NAMESPACE } from '../../src/evidence/ssh-signature.ts';
import { parseAllowedSigners } from '../../src/evidence/verify/allowed-signers.ts';
import { InputError } from '../../src/model/errors.ts';
import { type Made, makeChain, openRoot } from '../unit/evidence/deliveries.ts';
import { look, nth } from '../unit/evidence/look.ts';

async function keyIn(folder: string, name: string): Promise<{ readonly path: string; readonly line: string }> {
  const path = join(folder, name);
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', path]);
  return { path, line: (await readFile(`${path}.pub`, 'utf8')).trim() };
}

function sign({ folder }: Made, key: string, namespace: string = MANIFEST_NAMESPACE): void {
  execFileSync('ssh-keygen', ['-q', '-Y', 'sign', '-f', key, '-n', namespace, join(folder, 'manifest.json')], {
    stdio: 'ignore',
  });
}

test('every manifest has to bear a good signature of an allowed key', async () => {
  await using root = await openRoot();
  await using keys = await openRoot();
  const [key, other] = [await keyIn(keys.path, 'own'), await keyIn(keys.path, 'other')];
  const made = await makeChain(root.path, 4);
  for (const each of made) sign(each, key.path);
  const signers = parseAllowedSigners(`# ours\ncollector ${key.line}\n`);
  const good = await look([root.path], { signers });
  assert.equal(good.answers.signed, 'yes', JSON.stringify(good.findings));
  assert.deepEqual(good.signers, { collector: 4 });
  assert.equal((await look([root.path])).answers.signed, 'unknown', 'nobody asked');

  const cases: readonly (readonly [RegExp, (made: Made) => Promise<unknown>])[] = [
    [/generation 2.* has no signature next to it/, (each) => rm(join(each.folder, 'manifest.json.sig'))],
    [/generation 2.* is signed by a key that is not allowed/, async (each) => sign(each, other.path)],
    [
      /generation 2.* has a bad signature \(made for something else\)/,
      async (each) => sign(each, key.path, POSITION_NAMESPACE),
    ],
    [
      /generation 2.* has a bad signature \(not of these bytes\)/,
      (each) => copyFile(join(nth(made, 2).folder, 'manifest.json.sig'), join(each.folder, 'manifest.json.sig')),
    ],
  ];
  for (const [expected, spoil] of cases) {
    await rm(join(nth(made, 1).folder, 'manifest.json.sig'), { force: true });
    sign(nth(made, 1), key.path);
    if (!String(expected).includes('not of these bytes'))
      await rm(join(nth(made, 1).folder, 'manifest.json.sig'), { force: true });
    await spoil(nth(made, 1)).catch(() => {});
    const { answers, findings } = await look([root.path], { signers });
    assert.equal(answers.signed, 'no');
    assert.match(findings.find(({ verdict }) => verdict === 'no')?.what ?? '', expected);
  }
});

test('the file of allowed signers is read as ssh-keygen reads it, or refused', async () => {
  await using keys = await openRoot();
  const { line } = await keyIn(keys.path, 'own');
  const principals = (text: string) => parseAllowedSigners(text).map((signer) => signer.principals);
  assert.deepEqual(principals(`a@b,c ${line}\n\n"d e" namespaces="git,${MANIFEST_NAMESPACE}" ${line}`), [
    'a@b,c',
    'd e',
  ]);
  assert.deepEqual(principals(`x namespaces="git" ${line}\ny ${line}\nz ssh-rsa AAAA comment`), ['y']);
  for (const text of [
    '',
    '# nobody',
    line,
    `x valid-before="20200101" ${line}`,
    `x cert-authority ${line}`,
    'x ssh-ed25519 AAAA',
  ]) {
    assert.throws(() => parseAllowedSigners(text), InputError, text);
  }
});
