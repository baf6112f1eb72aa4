/** GitHub's real cache and artifact clients, in a process as a runner starts it, against the emulator. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { compareEvents, deliveredEvents } from './delivered.ts';
import { startGitHub } from './github.ts';
import { probe } from './probe.ts';
import { answer, cacheReadDenied, finalizeLies, refused, twirpError } from './sabotage.ts';

/** The cache version of the path `state` with zstd, measured from the real client. */
const STATE_VERSION = 'eda6e1adc570618f1a82dc42347a761937b71dfecd8333246410f5589e0434f8';

suite('the real clients', { concurrency: true }, () => {
  test('the cache: miss, save, look-up, restore by prefix in a later run', async () => {
    await using github = await startGitHub();
    const first = await probe(
      { github },
      ['restore', 'k-9', ['k-']],
      ['save', 'k-1', 'one'],
      ['lookup', 'k-1'],
      ['save', 'k-1', 'again'],
    );
    assert.deepEqual(first.results, [null, 101, 'k-1', -1]);
    const second = await probe({ github }, ['restore', 'k-9', ['k-']]);
    assert.deepEqual(second.results, [{ key: 'k-1', content: 'one' }]);
    assert.deepEqual(
      github.caches.entries.map(({ version, ref }) => [version, ref]),
      [[STATE_VERSION, 'refs/heads/main']],
    );
    const labels = first.requests.map(({ label, status }) => `${label} ${status}`);
    assert.deepEqual(labels, [
      'cache.get 200',
      'cache.create 200',
      'blob.put 201',
      'cache.finalize 200',
      'cache.get 200',
      'cache.create 409',
    ]);
  });

  test('the cache: errors that the client swallows', async () => {
    await using github = await startGitHub();
    github.faults.on('cache.create', twirpError(429, 'resource_exhausted'), { nth: 1 });
    github.faults.on('cache.finalize', refused(), { nth: 1 });
    github.faults.on('cache.finalize', finalizeLies(), { nth: 2 });
    github.faults.on('cache.finalize', answer(200, { ok: true }), { nth: 3 });
    github.faults.on('cache.get', cacheReadDenied(), { nth: 2 });
    const saves = ['a', 'b', 'c', 'd'].map((key) => ['save', key, 'x'] as const);
    const { results, annotations } = await probe({ github }, ...saves, ['lookup', 'c'], ['lookup', 'e']);
    assert.deepEqual(results, [-1, -1, 987654321, 0, null, null]);
    assert.ok(annotations.some(({ message }) => message.includes('cache read denied')));
  });

  test('the cache: another branch reads the default branch and writes its own scope; a denied write is reported', async () => {
    await using github = await startGitHub();
    await probe({ github }, ['save', 'k-1', 'main']);
    const branch = await probe({ github, ref: 'refs/heads/topic' }, ['restore', 'k-', []], ['save', 'k-2', 'topic']);
    assert.deepEqual(branch.results, [{ key: 'k-1', content: 'main' }, 102]);
    const main = await probe(
      { github, cacheScopes: [{ scope: 'refs/heads/main', access: 'read' }] },
      ['restore', 'k-', []],
      ['save', 'k-3', 'x'],
    );
    assert.deepEqual(main.results, [{ key: 'k-1', content: 'main' }, -1]);
    assert.ok(
      main.annotations.some(({ message }) => message.includes('cache write denied: token has no writable scopes')),
    );
  });

  test('artifacts: upload, list, download in the run and from another one, the same name twice', async () => {
    await using github = await startGitHub();
    const files = { 'events.ndjson': '{"a":1}\n{"a":2}\n', 'manifest.json': '{"n":2}', 'checkpoint.json': '{}' };
    const first = await probe(
      { github },
      ['upload', 'audit-log-1', files],
      ['list'],
      ['download', 1001],
      ['upload', 'audit-log-1', files],
    );
    const [uploaded, list, downloaded, again] = first.results as [
      { id: number; digest: string },
      unknown,
      { content: string },
      { error: string },
    ];
    assert.equal(uploaded.id, 1001);
    assert.deepEqual(list, ['audit-log-1']);
    assert.equal(downloaded.content, files['events.ndjson']);
    assert.match(again.error, /409/);
    const second = await probe({ github }, ['list'], ['download', 1001, first.run.id]);
    assert.deepEqual(second.results[0], []);
    assert.equal((second.results[1] as { content: string }).content, files['events.ndjson']);
    const { lines, deliveries } = deliveredEvents(github, 'audit-log');
    assert.deepEqual(compareEvents(['{"a":1}', '{"a":2}'], lines), {
      lost: [],
      duplicated: [],
      altered: [],
      foreign: [],
    });
    assert.deepEqual(
      deliveries.map(({ manifest, checkpoint }) => [manifest, checkpoint]),
      [[{ n: 2 }, {}]],
    );
    assert.equal(`sha256:${uploaded.digest}`, deliveries[0]?.artifact.digest);
  });
});
