/** Secrets and events planted where they could leak, and every byte that leaves a run searched for them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zstdDecompressSync } from 'node:zlib';
import { HOUR } from '../emulator/clock.ts';
import { deliveredEvents } from '../emulator/delivered.ts';
import type { Reply } from '../emulator/exchange.ts';
import type { Sabotage } from '../emulator/faults.ts';
import type { ActionResult } from '../emulator/runner.ts';
import { expectFailure, expectSuccess, openStage, type Stage, shownBy } from './stage.ts';

/** In every event, on a field of their own and in fields that are looked at. */
const SECRETS = ['canary-actor-7f3a', 'canary-note-91bc', '192.0.2.77', 'canary@example.com'];

/** GitHub, or a proxy, that quotes everything it knows: the token, the request, an event. */
const reportsAll: Sabotage = (_, { headers, url }): Reply => {
  const message = `${headers.authorization} asked ${url}\n::error::canary-actor-7f3a\n##[error]canary-note-91bc`;
  const echoed = { 'content-type': 'application/json', 'x-canary': String(headers.authorization) };
  return { status: 422, headers: echoed, body: JSON.stringify({ message, errors: [{ message }] }) };
};

function plant(stage: Stage): void {
  const generator = stage.generator();
  const now = stage.github.clock.now();
  for (const feed of ['web', 'git'] as const) {
    stage.github.log.appendAll(
      Array.from({ length: 60 }, (_, index) =>
        generator.event(
          now - HOUR / 2 + index,
          feed,
          ['"actor"', '"canary-actor-7f3a"'],
          ['"actor_ip"', '"192.0.2.77"'],
          ['"note"', '"canary-note-91bc\\n::error::canary-note-91bc\\n##[group]canary@example.com"'],
        ),
      ),
    );
  }
}

/** What later runs and other jobs read: cache archives, positions, manifests; and names and keys. */
function keptBy({ github }: Stage): readonly Buffer[] {
  const archives = github.caches.entries.flatMap((entry) => github.caches.archive(entry) ?? []);
  const files = deliveredEvents(github).deliveries.flatMap(({ files }) =>
    [...files].filter(([name]) => name !== 'events.ndjson').map(([, bytes]) => Buffer.from(bytes)),
  );
  const names = [...github.caches.entries.map(({ key }) => key), ...github.artifacts.all.map(({ name }) => name)];
  return [...archives.map(unpacked), ...files, ...names.map((name) => Buffer.from(name))];
}

/** The archive as it is below its compression, which hides every text. */
function unpacked(archive: Buffer): Buffer {
  return archive.readUInt32LE(0) === 0xfd2fb528 ? zstdDecompressSync(archive) : archive;
}

function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  return [secret, encodeURIComponent(secret), bytes.toString('hex'), bytes.toString('base64').replace(/=+$/, '')];
}

function assertSilent(stage: Stage, runs: readonly ActionResult[]): void {
  const { token, githubToken, log } = stage.github;
  const ids = log.all.map(({ id }) => id);
  // A position holds cursors, and a cursor holds the id of an event, in base64; nowhere else is one.
  const secrets = [...[token, githubToken, ...SECRETS].flatMap(formsOf), ...ids];
  const shown = runs.map(shownBy).join('\n');
  const kept = keptBy(stage);
  for (const secret of secrets) {
    assert.ok(!shown.includes(secret), `shown: ${secret}`);
    assert.ok(!kept.some((bytes) => bytes.includes(secret)), `kept: ${secret}`);
  }
}

test('a token never leaves a run, and event content only in events.ndjson, whoever quotes them', async () => {
  await using stage = await openStage();
  plant(stage);
  const first = expectSuccess(await stage.collect());
  stage.assertComplete();
  assert.ok(keptBy(stage).length >= 5, 'an archive, a position, a manifest and their names');
  stage.pass(HOUR);
  const log = stage.github.faults.on('audit-log', reportsAll);
  const refused = expectFailure(await stage.collect(), /422/);
  log.remove();
  plant(stage);
  const list = stage.github.faults.on('rest.artifacts', reportsAll);
  const quoting = await stage.collect();
  assert.ok(log.hits > 0 && list.hits > 0);
  assertSilent(stage, [first, refused, quoting]);
});
