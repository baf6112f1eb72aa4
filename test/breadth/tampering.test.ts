/**
 * What the built action has collected and signed, tampered with in every way that an auditor has to fear, and looked at with the built
 * command: each tampering is named by its kind. (A forged position that the next run meets: position-replays.test.ts.)
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFile, cp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { sha256Of } from '../../src/evidence/chain.ts';
import { type Manifest, renderManifest } from '../../src/evidence/manifest.ts';
import { parseManifest } from '../../src/evidence/manifest-shape.ts';
import type { FindingKind } from '../../src/evidence/verify/finding.ts';
import type { VerifyReport } from '../../src/evidence/verify/verify-report.ts';
import { HOUR } from '../emulator/clock.ts';
import { command, download } from '../scenario/evidence-command.ts';
import { openFolder } from '../scenario/folder.ts';
import { expectSuccess, openStage } from '../scenario/stage.ts';
import { makeKey } from './signing-keys.ts';

const RUNS = 9;
const COMPRESSIONS = ['none', 'gzip', 'zstd'] as const;

const home = await openFolder();
const original = join(home.path, 'original');
const signers = join(home.path, 'allowed_signers');
let head = '';
after(() => home[Symbol.asyncDispose]());

before(async () => {
  await using stage = await openStage();
  const key = await makeKey(home.path);
  await makeKey(home.path, 'stranger');
  await writeFile(signers, `collector ${key.line}\n`);
  for (let run = 0; run < RUNS; run += 1) {
    stage.pass(HOUR);
    stage.happen(12, { gitShare: 0.2 });
    const inputs = { ...key.inputs, 'on-cold-start': 'collect', compression: COMPRESSIONS[run % 3] ?? 'none' };
    head = expectSuccess(await stage.collect(inputs)).outputs['manifest-sha256'] ?? '';
  }
  await download(stage.github, original, { zips: false });
});

/** The folders of the deliveries, in their order; the first, fourth and seventh are not compressed. */
type Folders = readonly string[];
type Tamper = (folders: Folders, root: string) => Promise<unknown>;

const at = (folders: Folders, place: number): string => folders.at(place) ?? assert.fail('there are as many');
const events = (folders: Folders, place: number): string => join(at(folders, place), 'events.ndjson');

async function change(path: string, edit: (text: string) => string): Promise<void> {
  const text = await readFile(path, 'latin1');
  const changed = edit(text);
  assert.notEqual(changed, text);
  await writeFile(path, changed, 'latin1');
}

/** With the hashes of the files as they are now, so that the delivery agrees with itself. */
async function rewrite(folder: string, edit: (manifest: Manifest) => Manifest = (same) => same): Promise<void> {
  const path = join(folder, 'manifest.json');
  const manifest = parseManifest(await readFile(path)) ?? assert.fail('a manifest');
  const files = await Promise.all(
    manifest.files.map(async (facts) => {
      const bytes = await readFile(join(folder, facts.name));
      return { ...facts, bytes: bytes.length, sha256: sha256Of(bytes) };
    }),
  );
  await writeFile(path, renderManifest(edit({ ...manifest, files })));
}

/** As somebody who has a key, but not the right one. */
async function signAsStranger(folder: string, name: string, what: 'manifest' | 'position'): Promise<void> {
  await rm(join(folder, `${name}.sig`));
  const args = ['-q', '-Y', 'sign', '-f', join(home.path, 'stranger'), '-n', `collect-audit-log-${what}`];
  execFileSync('ssh-keygen', [...args, join(folder, name)], { stdio: 'ignore' });
}

async function exchange(a: string, b: string): Promise<void> {
  await rename(a, `${a}.other`);
  await rename(b, a);
  await rename(`${a}.other`, b);
}

const TAMPERINGS: Readonly<Record<string, readonly [Tamper, FindingKind]>> = {
  'a byte of the events': [
    (all) => change(events(all, 3), (text) => `${text.slice(0, 30)}~${text.slice(31)}`),
    'file-altered',
  ],
  'a byte of a compressed file': [
    (all) => change(join(at(all, 4), 'events.ndjson.gz'), (text) => `${text.slice(0, 40)}~${text.slice(41)}`),
    'file-altered',
  ],
  'a line removed': [(all) => change(events(all, 3), (text) => text.replace(/.*\n/, '')), 'file-altered'],
  'a line repeated': [(all) => change(events(all, 3), (text) => text.replace(/(.*\n)/, '$1$1')), 'file-altered'],
  'two lines exchanged': [
    (all) => change(events(all, 3), (text) => text.replace(/(.*\n)(.*\n)/, '$2$1')),
    'file-altered',
  ],
  'a field of an event': [
    (all) => change(events(all, 3), (text) => text.replace('"action":"', '"action":"x.')),
    'file-altered',
  ],
  'a file cut short': [(all) => change(events(all, 3), (text) => text.slice(0, -10)), 'file-altered'],
  'a file removed': [(all) => rm(events(all, 3)), 'file-missing'],
  'the files of two deliveries exchanged': [(all) => exchange(events(all, 3), events(all, 6)), 'file-altered'],
  'events that nobody delivered': [(_, root) => writeFile(join(root, 'events.ndjson'), '{}\n'), 'file-not-named'],
  'a delivery removed at the beginning': [(all) => rm(at(all, 0), { recursive: true }), 'delivery-missing'],
  'a delivery removed in the middle': [(all) => rm(at(all, 4), { recursive: true }), 'delivery-missing'],
  'a delivery removed at the end': [(all) => rm(at(all, -1), { recursive: true }), 'head-missing'],
  'three deliveries removed in the middle': [
    (all) => Promise.all([3, 4, 5].map((place) => rm(at(all, place), { recursive: true }))),
    'hole',
  ],
  'a field of a manifest': [
    (all) => rewrite(at(all, 4), (manifest) => ({ ...manifest, phrase: 'actor:mona' })),
    'manifest-altered',
  ],
  'a manifest rewritten with its hashes': [
    async (all) => {
      await change(events(all, 3), (text) => text.replace(/.*\n/, ''));
      await rewrite(at(all, 3));
    },
    'manifest-altered',
  ],
  'the same, of the newest one': [
    (all) => rewrite(at(all, -1), (manifest) => ({ ...manifest, gaps: [], start: 'first-run' })),
    'head-missing',
  ],
  'lines removed from a delivery that agrees with itself': [
    async (all) => {
      await change(events(all, 3), (text) => text.replace(/.*\n/, ''));
      await rewrite(at(all, 3));
    },
    'file-miscounted',
  ],
  'a manifest that is none any more': [
    (all) => change(join(at(all, 4), 'manifest.json'), (text) => text.slice(0, -30)),
    'manifest-unreadable',
  ],
  'a manifest without its signature': [(all) => rm(join(at(all, 4), 'manifest.json.sig')), 'manifest-not-signed'],
  'a signature of another key': [
    (all) => signAsStranger(at(all, 4), 'manifest.json', 'manifest'),
    'manifest-not-signed',
  ],
  'a signature of another manifest': [
    (all) => exchange(join(at(all, 4), 'manifest.json.sig'), join(at(all, 5), 'manifest.json.sig')),
    'manifest-not-signed',
  ],
  'a position forged': [
    (all) => change(join(at(all, 4), 'checkpoint.json'), (text) => text.replace('"generation":', '"generation":9')),
    'position-altered',
  ],
  'a position signed by another key': [
    (all) => signAsStranger(at(all, 4), 'checkpoint.json', 'position'),
    'position-not-signed',
  ],
  'the signature of a manifest as that of its position': [
    (all) => cp(join(at(all, 4), 'manifest.json.sig'), join(at(all, 4), 'checkpoint.json.sig')),
    'position-not-signed',
  ],
  'bytes after the events': [(all) => appendFile(events(all, 3), '{}\n'), 'file-altered'],
};

async function look(root: string): Promise<VerifyReport & { readonly exitCode: number }> {
  const { exitCode, stdout } = await command('verify', root, '--json', '--head', head, '--allowed-signers', signers);
  return { ...JSON.parse(stdout), exitCode };
}

describe('tampering through the built command', { concurrency: 2 }, () => {
  test('what nobody touched is proven, by whom as well', async () => {
    const { exitCode, answers, findings } = await look(original);
    assert.deepEqual([exitCode, findings], [0, []]);
    assert.deepEqual(answers, { unaltered: 'yes', complete: 'yes', covered: 'yes', signed: 'yes' });
  });
  for (const [name, [tamper, kind]] of Object.entries(TAMPERINGS)) {
    test(`${name}: ${kind}`, async () => {
      await using copy = await openFolder();
      await cp(original, copy.path, { recursive: true });
      const names = (await readdir(copy.path)).toSorted((a, b) => generationOf(a) - generationOf(b));
      assert.equal(names.length, RUNS);
      await tamper(
        names.map((each) => join(copy.path, each)),
        copy.path,
      );
      const { exitCode, findings } = await look(copy.path);
      assert.equal(exitCode, 1);
      const kinds = findings.filter(({ verdict }) => verdict === 'no').map((each) => each.kind);
      assert.ok(kinds.includes(kind), kinds.join(', '));
    });
  }
});

function generationOf(name: string): number {
  return Number(/-g(\d+)-/.exec(name)?.[1]);
}
