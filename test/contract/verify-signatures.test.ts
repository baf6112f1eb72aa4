/** Who signed what: `verify` with a file of allowed signers, over manifests that the real `ssh-keygen` signed. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { renderManifest } from '../../src/evidence/manifest.ts';
import { MANIFEST_NAMESPACE, POSITION_NAMESPACE } from '../../src/evidence/ssh-signature.ts';
import { parseAllowedSigners } from '../../src/evidence/verify/allowed-signers.ts';
import { InputError } from '../../src/model/errors.ts';
import { type Made, makeChain, openRoot, usualLines } from '../unit/evidence/deliveries.ts';
import { look, mergeProven, nth } from '../unit/evidence/look.ts';

async function keyIn(folder: string, name: string): Promise<{ readonly path: string; readonly line: string }> {
  const path = join(folder, name);
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', path]);
  return { path, line: (await readFile(`${path}.pub`, 'utf8')).trim() };
}

function sign({ folder }: Made, key: string, namespace: string = MANIFEST_NAMESPACE): void {
  signFile(join(folder, 'manifest.json'), key, namespace);
}

function signFile(path: string, key: string, namespace: string): void {
  execFileSync('ssh-keygen', ['-q', '-Y', 'sign', '-f', key, '-n', namespace, path], { stdio: 'ignore' });
}

test('every manifest has to bear a good signature of an allowed key', async () => {
  await using root = await openRoot();
  await using keys = await openRoot();
  const [key, other] = [await keyIn(keys.path, 'own'), await keyIn(keys.path, 'other')];
  const made = await makeChain(root.path, 4);
  for (const each of made) {
    sign(each, key.path);
    signFile(join(each.folder, 'checkpoint.json'), key.path, POSITION_NAMESPACE);
  }
  const signers = parseAllowedSigners(`# ours\ncollector ${key.line}\n`);
  const good = await look([root.path], { signers });
  assert.equal(good.answers.signed, 'yes', JSON.stringify(good.findings));
  assert.deepEqual(good.signers, { collector: 4 });
  assert.equal((await look([root.path])).answers.signed, 'unknown', 'without signers nothing can be said');

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

test('a position next to a signed manifest has to be signed as well, and so has one by itself', async () => {
  await using root = await openRoot();
  await using keys = await openRoot();
  const [key, other] = [await keyIn(keys.path, 'own'), await keyIn(keys.path, 'other')];
  const made = await makeChain(root.path, 3);
  const position = join(nth(made, 1).folder, 'checkpoint.json');
  for (const each of made) {
    sign(each, key.path);
    signFile(join(each.folder, 'checkpoint.json'), key.path, POSITION_NAMESPACE);
  }
  const quiet = join(root.path, 'quiet');
  await mkdir(quiet);
  await copyFile(position, join(quiet, 'checkpoint.json'));
  await copyFile(`${position}.sig`, join(quiet, 'checkpoint.json.sig'));
  const signers = parseAllowedSigners(`collector ${key.line}\n`);
  const good = await look([root.path], { signers });
  assert.equal(good.answers.signed, 'yes', JSON.stringify(good.findings));

  const cases: readonly (readonly [RegExp, (path: string) => Promise<unknown>])[] = [
    [/checkpoint\.json has no signature next to it/, async () => {}],
    [/is signed by a key that is not allowed/, async (path) => signFile(path, other.path, POSITION_NAMESPACE)],
    [/bad signature \(made for something else\)/, async (path) => signFile(path, key.path, MANIFEST_NAMESPACE)],
    [
      /bad signature \(not of these bytes\)/,
      (path) => copyFile(join(nth(made, 2).folder, 'checkpoint.json.sig'), `${path}.sig`),
    ],
    [/bad signature \(no signature\)/, (path) => writeFile(`${path}.sig`, 'something')],
  ];
  for (const path of [position, join(quiet, 'checkpoint.json')]) {
    for (const [expected, spoil] of cases) {
      await rm(`${path}.sig`, { force: true });
      await spoil(path);
      const { answers, findings } = await look([root.path], { signers });
      assert.equal(answers.signed, 'no', String(expected));
      const [found, ...more] = findings.filter(({ verdict }) => verdict === 'no');
      assert.deepEqual(more, []);
      assert.match(found?.what ?? '', expected);
      assert.ok(found?.what.includes(path));
    }
    await rm(`${path}.sig`);
    signFile(path, key.path, POSITION_NAMESPACE);
  }
  const manifestsOnly = parseAllowedSigners(`collector namespaces="${MANIFEST_NAMESPACE}" ${key.line}\n`);
  const { answers, findings } = await look([root.path], { signers: manifestsOnly });
  assert.equal(answers.signed, 'yes');
  assert.match(findings.find(({ question }) => question === 'signed')?.what ?? '', /positions were not checked/);
});

test('whoever cannot sign costs no event of a signed delivery with a manifest that names its file', async () => {
  await using keys = await openRoot();
  const key = await keyIn(keys.path, 'own');
  const signers = parseAllowedSigners(`collector ${key.line}\n`);
  for (const lie of [{}, { bytes: 0, events: 3 }, { sha256: '0'.repeat(64) }]) {
    await using root = await openRoot();
    const made = await makeChain(root.path, 2);
    for (const each of made) {
      sign(each, key.path);
      signFile(join(each.folder, 'checkpoint.json'), key.path, POSITION_NAMESPACE);
    }
    const { folder, manifest } = nth(made, 0);
    const files = manifest.files.map((facts) => ({ ...facts, ...lie }));
    const createdAt = '2026-07-01T00:00:00.000Z';
    const planted = { ...manifest, commit: '9.1.planted', createdAt, files };
    await writeFile(join(folder, 'manifest-2.json'), renderManifest(planted));
    const { lines, problems } = await mergeProven(root.path, signers);
    assert.deepEqual(lines, [1, 2].flatMap(usualLines));
    assert.deepEqual(
      problems.map(({ kind }) => kind),
      ['manifest-not-signed'],
    );
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
  assert.throws(() => parseAllowedSigners(`x namespaces="${POSITION_NAMESPACE}" ${line}`), InputError);
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
