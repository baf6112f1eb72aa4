/** Fields that stay private, through the built action: every file, artifact and line without them, every other byte as it came. */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { HOUR, MINUTE } from '../emulator/clock.ts';
import { deliveredEvents } from '../emulator/delivered.ts';
import type { ActionResult } from '../emulator/runner.ts';
import { openFolder } from './folder.ts';
import { expectFailure, expectSuccess, openStage, type Stage, shownBy, warningsOf } from './stage.ts';

const KEY = 'canary-key-0123456789-0123456789';
const RULES = {
  'drop-fields': 'actor_ip\ndata.note',
  'pseudonymize-fields': 'actor, data.owner',
  'pseudonym-key': KEY,
};
/** In clear text they are in no byte that leaves. */
const PRIVATE = ['canary-actor-7f3a', '192.0.2.77', 'canary-note-91bc', 'canary-owner-55aa', KEY];

const pseudonym = (value: string) =>
  `p:${createHmac('sha256', KEY).update(value).digest().subarray(0, 16).toString('base64url')}`;

/** What is left of the fields that `plant` adds. */
const LEFT = [
  `"\\u0061ctor":"${pseudonym('canary-actor-7f3a')}"`,
  '"big":12345678901234567890',
  `"data":{"owner": "${pseudonym('canary-owner-55aa')}"}`,
];

function plant(stage: Stage, count: number): void {
  const generator = stage.generator({ oddShare: 0 });
  const now = stage.github.clock.now();
  stage.github.log.appendAll(
    Array.from({ length: count }, (_, index) =>
      generator.event(
        now - HOUR / 2 + index,
        'web',
        ['"actor_ip"', '"192.0.2.77"'],
        ['"\\u0061ctor"', '"canary-\\u0061ctor-7f3a"'],
        ['"big"', '12345678901234567890'],
        ['"data"', '{"note":"canary-note-91bc","owner": "canary-owner-55aa"}'],
      ),
    ),
  );
}

async function bytesOf(dir: string): Promise<readonly Buffer[]> {
  const entries = await readdir(dir, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return Promise.all(files.map((path) => readFile(path)));
}

async function assertPrivate(stage: Stage, run: ActionResult): Promise<void> {
  const artifacts = deliveredEvents(stage.github).deliveries.flatMap(({ files }) => [...files.values()]);
  const left = [
    ...artifacts.map((bytes) => Buffer.from(bytes)),
    ...(await bytesOf(run.outputDir)),
    Buffer.from(shownBy(run)),
  ];
  for (const text of PRIVATE) assert.ok(!left.some((bytes) => bytes.includes(text)), `${text} has left`);
}

describe('privacy', { concurrency: 3 }, () => {
  test('fields are left out or replaced in files and artifacts, and the next run knows the events all the same', async () => {
    await using stage = await openStage();
    plant(stage, 120);
    const first = expectSuccess(await stage.collect(RULES));
    assert.equal(first.outputs['events'], '120');
    await assertPrivate(stage, first);
    assert.equal(stage.delivered.length, 120);
    for (const line of stage.delivered) for (const text of LEFT) assert.ok(line.includes(text), text);
    stage.pass(2 * MINUTE);
    // The key of an event is that of its whole text, so rules can be changed at any time.
    for (const inputs of [RULES, {}]) assert.equal(expectSuccess(await stage.collect(inputs)).outputs['events'], '0');
  });

  test('all else is what GitHub sent, byte for byte', async () => {
    await using stage = await openStage();
    stage.happen(250, { oddShare: 0.3, oldGitShare: 0.3 });
    expectSuccess(await stage.collect({ 'drop-fields': 'no_such_field,actor_location.no_such_field' }));
    stage.assertComplete();
  });

  test('a dead letter and a pull keep them private as well', async () => {
    await using stage = await openStage();
    const { log, clock } = stage.github;
    plant(stage, 20);
    log.append({
      raw: '[{"actor":"canary-actor-7f3a","actor_ip":"192.0.2.77"}]',
      ts: clock.now() - 20 * MINUTE,
      id: 'poison',
      feed: 'web',
    });
    for (const mode of ['collect', 'pull'] as const) {
      const run = expectFailure(
        await stage.collect({ ...RULES, mode, since: '1d', include: 'web' }),
        /returned 1 entries that are not valid events/,
      );
      await assertPrivate(stage, run);
      const letters = await readFile(join(run.outputDir, 'dead-letters.ndjson'), 'utf8');
      assert.equal(letters, `[{"actor":"${pseudonym('canary-actor-7f3a')}"}]\n`);
    }
  });

  test('a recording holds the clear text, and says so', async () => {
    await using stage = await openStage();
    await using folder = await openFolder();
    plant(stage, 5);
    const dir = join(folder.path, 'recording');
    const run = expectSuccess(await stage.collect({ ...RULES, 'record-dir': dir }));
    assert.match(warningsOf(run), /recording .* holds everything in clear text, the fields of `drop-fields`/);
    await assertPrivate(stage, run);
    assert.match(
      await readFile(join(dir, 'recording.json'), 'utf8'),
      /include the fields that drop-fields and pseudonymize-fields keep/,
    );
    assert.ok((await bytesOf(dir)).some((bytes) => bytes.includes('192.0.2.77')));
  });
});
