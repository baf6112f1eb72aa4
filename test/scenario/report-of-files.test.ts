/** `verify --report` and `merge --report`: the page of deliveries on the disk, for its owner alone and never of what is altered. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { cp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { HOUR } from '../emulator/clock.ts';
import { deliveredEvents, linesOf } from '../emulator/delivered.ts';
import { command } from './evidence-command.ts';
import { openFolder } from './folder.ts';
import { type Page, readPage } from './read-page.ts';
import { expectSuccess, openStage, type Stage } from './stage.ts';

async function readOwnPage(path: string): Promise<Page> {
  assert.equal((await stat(path)).mode & 0o777, 0o600, 'it is for this user alone');
  return readPage(await readFile(path, 'utf8'));
}

/** Three runs, each with its files in a folder of its own. */
async function collectInto(folder: string, stage: Stage, inputs: Readonly<Record<string, string>>): Promise<void> {
  for (const name of ['one', 'two', 'three']) {
    stage.happen(30, { gitShare: 0 });
    await cp(expectSuccess(await stage.collect(inputs)).outputDir, join(folder, name), { recursive: true });
    stage.pass(HOUR);
  }
}

describe('the page of files on the disk', { concurrency: 2 }, () => {
  for (const format of ['raw', 'ecs']) {
    test(`holds what merge gives, in its order; format ${format}`, async () => {
      await using stage = await openStage();
      await using folder = await openFolder();
      await collectInto(folder.path, stage, { format, compression: 'gzip' });
      const merged = linesOf(Buffer.from((await command('merge', folder.path)).stdout));
      assert.equal(merged.length, 90);

      await using pages = await openFolder();
      const path = join(pages.path, 'page.html');
      const verified = await command('verify', folder.path, '--report', path);
      assert.equal(verified.exitCode, 0, verified.stderr);
      assert.match(verified.stdout, /^Unaltered\? +YES/m, 'the answer is there as well');
      const page = await readOwnPage(path);
      assert.deepEqual(page.lines, merged);
      assert.deepEqual(page.times, page.times.toSorted());
      const { target, mode, isComplete, duplicates } = page.facts;
      assert.deepEqual(
        { target, mode, isComplete, duplicates },
        { target: `organization ${stage.github.organization}`, mode: 'files', isComplete: true, duplicates: 0 },
      );
      assert.equal((page.facts['manifests'] as readonly string[]).length, 3);

      const alone = await command('merge', folder.path, '--report', path);
      assert.deepEqual([alone.exitCode, alone.stdout], [0, ''], 'the page and nothing else');
      assert.deepEqual(await readOwnPage(path), page);
      const since = new Date(page.times[60] ?? 0).toISOString();
      const output = join(pages.path, 'merged.ndjson');
      await command('merge', folder.path, '--report', path, '--output', output, '--since', since);
      const part = await readOwnPage(path);
      assert.deepEqual(part.lines, linesOf(await readFile(output)));
      assert.equal(part.facts['from'], since);
      assert.ok(part.lines.length < 90);
      assert.deepEqual((await readdir(pages.path)).toSorted(), ['merged.ndjson', 'page.html'], 'no draft is left');
    });
  }

  test('is not made of what is altered, and says that it is not complete when a delivery is missing', async () => {
    await using stage = await openStage();
    await using folder = await openFolder();
    await collectInto(folder.path, stage, {});
    const path = join(folder.path, 'page.html');
    await rm(join(folder.path, 'two'), { recursive: true });
    for (const name of ['verify', 'merge']) {
      const { exitCode } = await command(name, folder.path, '--report', path);
      assert.equal(exitCode, name === 'verify' ? 1 : 0);
      const page = await readOwnPage(path);
      assert.deepEqual([page.lines.length, page.facts['isComplete']], [60, false]);
      await rm(path);
    }
    const events = join(folder.path, 'one', 'events.ndjson');
    await writeFile(events, (await readFile(events, 'utf8')).replace('repo', 'team'));
    for (const name of ['verify', 'merge']) {
      const { exitCode, stderr } = await command(name, folder.path, '--report', path);
      assert.equal(exitCode, 1);
      assert.match(stderr, name === 'verify' ? /was not written: something is altered/ : /Nothing was written/);
      assert.equal(existsSync(path), false);
    }
    const same = await command('merge', folder.path, '--report', path, '--output', path);
    assert.match(same.stderr, /--report: it is the same file as --output/);
  });
});

test('with encrypt-to no page and no event lies anywhere in clear text; --identity makes the page from the files', async () => {
  await using stage = await openStage();
  await using folder = await openFolder();
  const identity = await generateX25519Identity();
  const inputs = { report: 'true', compression: 'none', 'encrypt-to': await identityToRecipient(identity) };
  stage.happen(60);
  stage.github.log.append({
    raw: `{"@timestamp":${stage.github.clock.now() - HOUR},"action":"repo.create","_document_id":"needle-id","actor":"needle-in-clear-text"}`,
    ts: stage.github.clock.now() - HOUR,
    id: 'needle-id',
    feed: 'web',
  });
  const run = expectSuccess(await stage.collect(inputs));
  assert.match(run.outputs['report'] ?? '', /report\.html\.age$/);
  const pull = expectSuccess(await stage.collect({ ...inputs, mode: 'pull', since: '1d' }));
  assert.match(pull.outputs['report'] ?? '', /report\.html\.age$/);
  for (const place of [run.temp, run.workspace, pull.temp, pull.workspace]) {
    const names = (await readdir(place, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    for (const { name, parentPath } of names) {
      const content = await readFile(join(parentPath, name));
      assert.ok(!content.includes('needle-in-clear-text'), `${name} holds an event`);
      assert.ok(!/<!doctype html>/i.test(content.toString('latin1')), `${name} is a page`);
    }
  }
  const uploaded = deliveredEvents(stage.github).deliveries.flatMap(({ files }) => [...files]);
  assert.ok(uploaded.some(([name]) => name === 'report.html.age'));
  for (const [name, bytes] of uploaded) {
    const content = Buffer.from(bytes).toString('latin1');
    assert.ok(!content.includes('needle-in-clear-text') && !/<!doctype html>/i.test(content), name);
  }
  await cp(run.outputDir, join(folder.path, 'run'), { recursive: true });
  const [key, page] = [join(folder.path, 'key.txt'), join(folder.path, 'page.html')];
  await writeFile(key, identity);
  const closed = await command('verify', folder.path, '--report', page);
  assert.equal(closed.exitCode, 2);
  assert.match(closed.stderr, /are encrypted.*\n.*--identity/);
  assert.equal(existsSync(page), false);
  for (const name of ['verify', 'merge']) {
    assert.equal((await command(name, folder.path, '--report', page, '--identity', key)).exitCode, 0);
    const { lines } = await readOwnPage(page);
    stage.assertComplete(stage.github.log.all, lines);
    await rm(page);
  }
});
