/** What `verify` and `merge` refuse to look at: one error each, in words that docs/troubleshooting.md explains, and nothing written. */
import assert from 'node:assert/strict';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { describe, test } from 'node:test';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { sha256Of } from '../../../src/evidence/chain.ts';
import { createEncryption } from '../../../src/evidence/encryption.ts';
import { InputError } from '../../../src/model/errors.ts';
import { systemClock } from '../../../src/runtime/clock.ts';
import { parseMerge, runMerge } from '../../../src/terminal/merge-command.ts';
import { type Outlet, parseVerify, runVerify } from '../../../src/terminal/verify-command.ts';
import { BEGIN, eventLine, make, openRoot } from '../evidence/deliveries.ts';

const line = `${eventLine(BEGIN, 'a')}\n`;
const [own, other] = [await generateX25519Identity(), await generateX25519Identity()];

interface Said {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

async function run(command: 'verify' | 'merge', args: readonly string[]): Promise<Said> {
  const said = { out: '', err: '' };
  const outlet: Outlet = {
    ...{ signal: new AbortController().signal, clock: systemClock, screen: undefined, columns: 80, isWatched: false },
    write: (text) => {
      said.out += text;
    },
    tell: (text) => {
      said.err += text;
    },
  };
  const stdout = new Writable({
    write(piece, _, done) {
      said.out += String(piece);
      done();
    },
  });
  const exitCode =
    command === 'verify'
      ? await runVerify(parseVerify(args, BEGIN), outlet)
      : await runMerge(parseMerge(args, BEGIN), { ...outlet, stdout });
  return { exitCode, ...said };
}

async function deliver(root: string, lines: readonly string[] = [eventLine(BEGIN, 'a')]): Promise<void> {
  await make(root, { generation: 1, parents: [], lines });
}

/** One delivery whose events are encrypted to `own`. */
async function deliverEncrypted(root: string): Promise<void> {
  const recipient = await identityToRecipient(own);
  const content = Buffer.concat(await createEncryption([recipient])([Buffer.from(line)]));
  const facts = { name: 'events.ndjson.age', bytes: content.length, sha256: sha256Of(content), events: 1 };
  const change = { files: [facts], encryptedTo: [recipient] };
  const { folder } = await make(root, { generation: 1, parents: [], lines: [], change });
  await writeFile(join(folder, facts.name), content);
}

async function file(root: string, name: string, content: string): Promise<string> {
  const path = join(root, name);
  await writeFile(path, content);
  return path;
}

type Refusal = readonly [
  command: 'verify' | 'merge',
  prepare: (root: string) => Promise<readonly string[]>,
  message: string,
];

const below = async (root: string, ...args: readonly string[]) => {
  await deliver(root);
  return [root, ...args];
};
const PUBLIC_KEY = Buffer.concat([Buffer.from('\0\0\0\x0bssh-ed25519\0\0\0\x20'), Buffer.alloc(32)]).toString('base64');
const SIGNERS = 'the file of --allowed-signers cannot be used: ';

const REFUSALS: Readonly<Record<string, Refusal>> = {
  'a path with nothing': ['verify', async (root) => [join(root, 'gone')], 'there is nothing at'],
  'a folder without deliveries': ['verify', async (root) => [root], 'there is no manifest below'],
  'the same, of merge': ['merge', async (root) => [root], 'no manifest was found below'],
  'a head that is none': [
    'verify',
    (root) => below(root, '--head', 'abc'),
    '--head: it accepts a SHA-256, 64 hex digits',
  ],
  'a period that ends before it begins': [
    'verify',
    (root) => below(root, '--from', '2026-08-02', '--to', '2026-08-01'),
    '--to: it has to be later than --from',
  ],
  'a report that is the output': [
    'merge',
    (root) => below(root, '--report', 'x', '--output', 'x'),
    '--report: it is the same file as --output',
  ],
  'no file of signers': [
    'verify',
    (root) => below(root, '--allowed-signers', join(root, 'gone')),
    '--allowed-signers names a file that does not exist',
  ],
  'a line of signers that is none': [
    'verify',
    async (root) => below(root, '--allowed-signers', await file(root, 'signers', 'ssh-ed25519\n')),
    `${SIGNERS}line 1 is not "PRINCIPAL ssh-ed25519 KEY"`,
  ],
  'an option of a signer that is not understood': [
    'verify',
    async (root) => {
      const text = `collector cert-authority ssh-ed25519 ${PUBLIC_KEY}\n`;
      return below(root, '--allowed-signers', await file(root, 'signers', text));
    },
    `${SIGNERS}line 1 has an option other than namespaces="…"`,
  ],
  'no signer': [
    'verify',
    async (root) => below(root, '--allowed-signers', await file(root, 'signers', '# nobody\n')),
    `${SIGNERS}it names no key that is allowed to sign manifests`,
  ],
  'no identity': ['merge', (root) => below(root, '--identity', join(root, 'gone')), 'there is no file'],
  'an identity with a passphrase': [
    'merge',
    async (root) => below(root, '--identity', await file(root, 'key', 'age-encryption.org/v1\n')),
    'of --identity cannot be used: it is protected by a passphrase',
  ],
  'an empty identity': [
    'verify',
    async (root) => below(root, '--identity', await file(root, 'key', '# created\n')),
    'of --identity cannot be used: no identity is in it',
  ],
  'a mistyped identity': [
    'verify',
    async (root) => below(root, '--identity', await file(root, 'key', `${own.slice(0, -1)}x`)),
    'of --identity cannot be used: line 1 is no identity that can be used',
  ],
  'encrypted files without an identity': [
    'merge',
    async (root) => {
      await deliverEncrypted(root);
      return [root];
    },
    '1 of the files are encrypted, the first of them',
  ],
  'encrypted files with the identity of somebody else': [
    'merge',
    async (root) => {
      await deliverEncrypted(root);
      return [root, '--identity', await file(root, 'key', other)];
    },
    'no identity of --identity opens',
  ],
  'two formats': [
    'merge',
    async (root) => {
      await deliver(root);
      await make(root, { generation: 2, parents: [], lines: [], change: { format: 'ecs' } });
      return [root];
    },
    'the deliveries have different formats: ecs, raw',
  ],
  'a line that is no event': [
    'merge',
    async (root) => {
      await deliver(root, ['{"action":"repo.create"}']);
      return [root];
    },
    'a line in the delivery of commit 1001.1.abcd0123 is not an event in the format that its manifest names',
  ],
  'a file that is cut, with --force': [
    'merge',
    async (root) => {
      const lines = [eventLine(BEGIN, 'a')];
      const { folder } = await make(root, { generation: 1, parents: [], lines, compression: 'gzip' });
      await writeFile(join(folder, 'events.ndjson.gz'), 'no gzip');
      return [root, '--force'];
    },
    'cannot be read to its end',
  ],
};

describe('refused with one error', () => {
  for (const [name, [command, prepare, message]] of Object.entries(REFUSALS)) {
    test(`${command}: ${name}`, async () => {
      await using root = await openRoot();
      const args = await prepare(root.path);
      const before = await readdir(root.path);
      await assert.rejects(run(command, args), (error) => {
        assert.ok(error instanceof InputError);
        assert.ok(error.message.includes(message), error.message);
        assert.ok(error.hint.length > 20, 'what to do');
        assert.ok(!`${error.message}${error.hint}`.includes(own.slice(16, 40)), 'no identity is shown');
        return true;
      });
      assert.deepEqual(await readdir(root.path), before, 'nothing is written');
    });
  }
});

test('what is altered is not merged and makes no page, and both say so', async () => {
  await using root = await openRoot();
  const made = await make(root.path, { generation: 1, parents: [], lines: [eventLine(BEGIN, 'a')] });
  await rm(join(made.folder, 'events.ndjson'));
  const merged = await run('merge', [root.path]);
  assert.deepEqual([merged.exitCode, merged.out], [1, '']);
  assert.match(
    merged.err,
    /^error: events\.ndjson is missing next to .*\.\nDownload it again .*\nNothing was written\. Run /,
  );
  const page = join(root.path, 'page.html');
  const verified = await run('verify', [root.path, '--report', page]);
  assert.equal(verified.exitCode, 1);
  assert.equal(verified.err, `${page} was not written: something is altered.\n`);
});
