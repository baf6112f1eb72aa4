/** A run recorded once and replayed where there is no GitHub: the same events, the same outcome; or one clear error. */
import assert from 'node:assert/strict';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { makeApp } from '../emulator/app.ts';
import { HOUR } from '../emulator/clock.ts';
import { answer, badGateway, reset } from '../emulator/sabotage.ts';
import { openFolder } from '../scenario/folder.ts';
import { expectFailure, expectSuccess, openStage } from '../scenario/stage.ts';
import { FILES, outcomeOf, recorded, replay } from './replayed.ts';

describe('a recording replays', () => {
  test('of a run by a GitHub App whose token stopped working in the middle', async () => {
    await using folder = await openFolder();
    const dir = join(folder.path, 'recording');
    const { app, privateKey } = makeApp('octo-org');
    const { run, events, inputs } = await recorded(dir, (stage) => {
      stage.happen(260, { gitShare: 0 });
      const { github } = stage;
      github.apps.register(app);
      github.faults.on('audit-log', answer(401, { message: 'Bad credentials' }), { nth: 3 });
      return { token: '', 'app-id': app.clientId, 'app-private-key': privateKey, include: 'web' };
    });
    assert.equal(run.outputs['events'], '260');
    for (const name of await readdir(dir)) {
      const text = await readFile(join(dir, name), 'utf8');
      assert.ok(!/ghs_installation|PRIVATE KEY/.test(text), 'a secret is recorded');
    }
    const again = await replay(dir, inputs);
    expectSuccess(again.run);
    assert.deepEqual(again.events, events);
    assert.deepEqual(outcomeOf(again.run), outcomeOf(run));
  });

  test('of a first run, with what went wrong in it', async () => {
    await using folder = await openFolder();
    const dir = join(folder.path, 'recording');
    const { run, events, inputs } = await recorded(dir, (stage) => {
      stage.happen(260);
      const { github } = stage;
      github.faults.on('audit-log', reset(), { nth: 2 });
      github.faults.on('audit-log', badGateway(), { nth: 3 });
      github.faults.on('audit-log', answer(429, {}, { 'retry-after': '3' }), { nth: 5 });
      return { 'retry-initial-backoff': '1s' };
    });
    assert.equal(events.length, 260);
    const again = await replay(dir, inputs);
    expectSuccess(again.run);
    assert.deepEqual(again.events, events);
    assert.deepEqual(outcomeOf(again.run), outcomeOf(run));
    assert.ok(again.run.durationMs < run.durationMs - 2000, 'nothing is waited for');
    // As often as one likes: a replay saves no position.
    assert.deepEqual(outcomeOf((await replay(dir, inputs)).run), outcomeOf(run));
  });

  test('of a run that went on from a saved position', async () => {
    await using folder = await openFolder();
    const dir = join(folder.path, 'recording');
    const { run, events, inputs } = await recorded(dir, async (stage) => {
      stage.happen(120);
      expectSuccess(await stage.collect(FILES));
      stage.pass(HOUR);
      stage.happen(30);
      return {};
    });
    assert.equal(events.length, 30);
    const again = await replay(dir, inputs);
    expectSuccess(again.run);
    assert.deepEqual(again.events, events);
    assert.deepEqual(outcomeOf(again.run), outcomeOf(run));
  });

  test('of a run that stopped at max-duration', async () => {
    await using folder = await openFolder();
    const dir = join(folder.path, 'recording');
    const { run, events, inputs } = await recorded(dir, (stage) => {
      stage.github.auditLog.settings.latencyMs = 150;
      stage.happen(600, { gitShare: 0 });
      return { 'max-duration': '4s', 'per-page': '10', include: 'web' };
    });
    assert.equal(run.outputs['stop-reason'], 'max-duration');
    const again = await replay(dir, inputs);
    expectSuccess(again.run);
    assert.deepEqual(again.events, events);
    assert.deepEqual(outcomeOf(again.run), outcomeOf(run));
  });

  test('of a workflow that uploads artifacts, without uploading any', async () => {
    await using folder = await openFolder();
    const dir = join(folder.path, 'recording');
    const { run, events, inputs } = await recorded(dir, (stage) => {
      stage.happen(40);
      return { artifact: 'true' };
    });
    const again = await replay(dir, inputs);
    expectSuccess(again.run);
    assert.deepEqual(again.events, events);
    assert.equal(again.run.outputs['watermark'], run.outputs['watermark']);
    assert.equal(again.run.outputs['artifact-names'], '');
  });
});

test('a recording is readable, for its owner alone, and has no token in it', async () => {
  await using folder = await openFolder();
  const dir = join(folder.path, 'recording');
  let token = '';
  await recorded(dir, (stage) => {
    stage.happen(10);
    const { github } = stage;
    token = github.token;
    // A server that says back what it was sent.
    github.faults.on('audit-log', answer(500, { message: `Bearer ${token}` }, { 'set-cookie': token }), { nth: 2 });
    return { 'retry-initial-backoff': '0s' };
  });
  const names = await readdir(dir);
  assert.ok(names.includes('recording.json') && names.includes('start.json') && names.includes('00001.http'));
  for (const name of names) {
    const path = join(dir, name);
    const text = await readFile(path, 'utf8');
    assert.ok(!text.includes(token), `${name} holds the token`);
    assert.doesNotMatch(text, /authorization|set-cookie/i);
    if (process.platform !== 'win32') assert.equal((await stat(path)).mode & 0o777, 0o600, name);
  }
  assert.match(
    await readFile(join(dir, '00001.http'), 'utf8'),
    /^GET \/orgs\/octo-org\/audit-log\?[\s\S]*\n\nHTTP 200\n/,
  );
});

describe('a replay that cannot be', () => {
  test('requests what was not recorded: the error names path and query', async () => {
    await using folder = await openFolder();
    const { inputs } = await recorded(folder.path, (stage) => {
      stage.happen(10);
      return {};
    });
    expectFailure(
      (await replay(folder.path, { ...inputs, 'per-page': '50' })).run,
      /GET \/orgs\/octo-org\/audit-log\?include=\S+per_page=50\S* was not recorded/,
    );
  });

  const damages: readonly (readonly [string, (dir: string) => Promise<void>, RegExp])[] = [
    ['is missing', (dir) => rm(join(dir, 'recording.json')), /recording\.json is missing/],
    [
      'has a changed answer',
      (dir) => change(join(dir, '00003.http'), 'octo', 'evil'),
      /request 3 was cut short or changed/,
    ],
    ['has a cut answer', (dir) => change(join(dir, '00003.http'), /..$/s, ''), /request 3 was cut short or changed/],
    ['lacks an answer', (dir) => rm(join(dir, '00003.http')), /requests were recorded, and only 2 of them/],
    ['has no JSON in it', (dir) => change(join(dir, 'recording.json'), '{', ''), /recording\.json is damaged/],
  ];
  for (const [what, damage, cause] of damages) {
    test(`from a recording that ${what}`, async () => {
      await using folder = await openFolder();
      const { inputs } = await recorded(folder.path, (stage) => {
        stage.happen(10);
        return {};
      });
      await damage(folder.path);
      const again = await replay(folder.path, inputs);
      expectFailure(again.run, cause);
      assert.deepEqual(again.events, []);
    });
  }

  test('of another target, phrase or API', async () => {
    await using folder = await openFolder();
    const { inputs } = await recorded(folder.path, () => ({}));
    expectFailure(
      (await replay(folder.path, { ...inputs, organization: 'other-org' })).run,
      /was made of organization octo-org, not of/,
    );
    expectFailure((await replay(folder.path, { ...inputs, phrase: 'action:repo.create' })).run, /with another phrase/);
    expectFailure(
      (await replay(folder.path, { ...inputs, 'api-url': 'https://api.github.com' })).run,
      /with another api-url/,
    );
  });

  test('together with a sink', async () => {
    await using folder = await openFolder();
    const sink = { sink: 'http', 'sink-url': 'https://siem.example.com/events', 'sink-token': 'canary-canary' };
    expectFailure((await replay(folder.path, sink)).run, /replay-dir: a replay sends nothing to a `sink`/);
  });
});

test('a recording is refused in a folder that the run clears, and over another recording', async () => {
  await using stage = await openStage();
  await using folder = await openFolder();
  const out = join(folder.path, 'out');
  const inside = await stage.collect({ ...FILES, 'output-dir': out, 'record-dir': join(out, 'recording') });
  expectFailure(inside, /record-dir: it is inside `output-dir`/);
  const inputs = { ...FILES, 'output-dir': out, 'record-dir': join(folder.path, 'recording') };
  expectSuccess(await stage.collect(inputs));
  const before = stage.github.requests.length;
  expectFailure(await stage.collect(inputs), /already contains a recording/);
  assert.deepEqual(
    stage.github.requests.slice(before).filter(({ label }) => label === 'audit-log'),
    [],
  );
});

async function change(path: string, from: string | RegExp, to: string): Promise<void> {
  const before = await readFile(path, 'utf8');
  const after = before.replace(from, to);
  assert.notEqual(after, before, 'something is changed');
  await writeFile(path, after);
}
