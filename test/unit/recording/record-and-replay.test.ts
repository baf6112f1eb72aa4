/** A recorder and a replay over files in memory: what the one keeps the other gives back. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ApiRequest, ApiResponse, GitHubApi } from '../../../src/github/api.ts';
import type { Checkpoint } from '../../../src/model/checkpoint.ts';
import { CheckpointError, DeliveryError, InputError } from '../../../src/model/errors.ts';
import type { Found } from '../../../src/position/find-position.ts';
import { openRecorder } from '../../../src/recording/record.ts';
import { openReplay } from '../../../src/recording/replay.ts';
import { codesOf } from '../../../src/resilience/failure-codes.ts';
import { plainCheckpoint } from '../checkpoint/arbitrary-checkpoint.ts';
import { MemoryFiles } from '../delivery/memory-files.ts';
import { FakeClock } from '../fake-clock.ts';

const DIR = '/recording';
const EMPTY: Checkpoint = { ...plainCheckpoint('0'.repeat(24), 4), feeds: {} };
const NEVER = new AbortController().signal;
const SUBJECT = {
  apiUrl: 'https://api.github.com',
  target: { kind: 'organization', name: 'acme' },
  phrase: '',
  stream: '0'.repeat(24),
} as const;
const WEB: ApiRequest = { path: '/orgs/acme/audit-log', query: { include: 'web' } };
const GIT: ApiRequest = { path: '/orgs/acme/audit-log', query: { include: 'git' } };
const FIRST_RUN: Found = { kind: 'none', history: { kind: 'none' }, besides: false, notes: [] };

type Answer = string | Error | ((signal: AbortSignal) => Promise<never>);

function scripted(answers: readonly Answer[]): GitHubApi {
  const left = [...answers];
  return {
    async get(_, signal) {
      const answer = left.shift() ?? 'no more';
      if (answer instanceof Error) throw answer;
      return typeof answer === 'function' ? answer(signal) : response(answer);
    },
  };
}

function response(body: string, headers: Readonly<Record<string, string>> = {}): ApiResponse {
  return { status: 200, headers: { date: 'Sun, 22 Nov 2026 12:00:00 GMT', ...headers }, body: Buffer.from(body) };
}

async function record(files: MemoryFiles, clock = new FakeClock()) {
  const facts = { ...SUBJECT, tool: 'test 1', startedAt: clock.now(), seed: 7, asker: 'token' as const, settings: {} };
  const redact = (text: string) => text.replaceAll('ghp_secret', '***');
  return openRecorder(facts, { dir: DIR, files, clock, redact });
}

const replay = (files: MemoryFiles) => openReplay(SUBJECT, { dir: DIR, files });

test('repeated requests replay their answers in the recorded order, whatever comes in between', async () => {
  const files = new MemoryFiles();
  const recorder = await record(files);
  const api = recorder.record(scripted(['web 1', 'git 1', 'web 2']));
  for (const request of [WEB, GIT, WEB]) await api.get(request, NEVER);
  await recorder.close();
  const { api: replayed } = await replay(files);
  const bodies: string[] = [];
  for (const request of [WEB, WEB, GIT]) bodies.push((await replayed.get(request, NEVER)).body.toString());
  assert.deepEqual(bodies, ['web 1', 'web 2', 'git 1']);
  await assert.rejects(replayed.get(WEB, NEVER), (error) => {
    return error instanceof InputError && /audit-log\?include=web was made fewer times/.test(error.message);
  });
});

test('a request that was not recorded is named without the id in its cursor', async () => {
  const files = new MemoryFiles();
  await (await record(files)).close();
  const { api } = await replay(files);
  const query = { after: 'MTIzNDU2Nzg5fGNhbmFyeS1pZA==', include: 'git', order: 'asc' };
  await assert.rejects(api.get({ ...GIT, query }, NEVER), (error: Error) => {
    assert.match(error.message, /GET \/orgs\/acme\/audit-log\?after=MTIzNDU2…&include=git&order=asc was not recorded/);
    return error instanceof InputError;
  });
});

test('a failure is recorded by name and codes, and fails the same way', async () => {
  const files = new MemoryFiles();
  const recorder = await record(files);
  const cause = Object.assign(new Error('connect 10.0.0.1'), { code: 'ECONNRESET' });
  const api = recorder.record(scripted([new TypeError('fetch failed', { cause })]));
  await assert.rejects(api.get(WEB, NEVER), TypeError);
  await recorder.close();
  assert.doesNotMatch(files.text(`${DIR}/00001.http`) ?? '', /10\.0\.0\.1|fetch failed/);
  const { api: replayed } = await replay(files);
  await assert.rejects(replayed.get(WEB, NEVER), (error: Error) => {
    assert.deepEqual(codesOf(error), ['ECONNRESET']);
    return error.name === 'TypeError';
  });
});

test('a request that is given up is one without an answer, even if it never settles', async () => {
  const files = new MemoryFiles();
  const clock = new FakeClock();
  const recorder = await record(files, clock);
  const api = recorder.record(scripted([() => new Promise(() => {}), 'second']));
  const scope = clock.timeout(30_000, NEVER);
  await assert.rejects(api.get(WEB, scope.signal), { name: 'TimeoutError' });
  assert.equal((await api.get(WEB, NEVER)).body.toString(), 'second');
  await recorder.close();
  const { api: replayed, clock: time } = await replay(files);
  const before = time.now();
  const again = time.timeout(30_000, NEVER);
  await assert.rejects(replayed.get(WEB, again.signal), { name: 'TimeoutError' });
  assert.equal(again.signal.reason?.name, 'TimeoutError', 'whoever waits gets the same reason');
  again.done();
  assert.equal(time.now() - before, 30_000);
  assert.equal((await replayed.get(WEB, NEVER)).body.toString(), 'second');
});

test('a request that was cancelled is not recorded: the replay ends where the run did', async () => {
  const files = new MemoryFiles();
  const recorder = await record(files);
  const stop = new AbortController();
  const api = recorder.record(
    scripted([
      'first',
      (signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    ]),
  );
  await api.get(WEB, stop.signal);
  const underWay = api.get(GIT, stop.signal);
  stop.abort(new Error('SIGINT'));
  await assert.rejects(underWay, /SIGINT/);
  await recorder.close();
  const { api: replayed } = await replay(files);
  assert.equal((await replayed.get(WEB, NEVER)).body.toString(), 'first');
  await assert.rejects(replayed.get(GIT, NEVER), /include=git was not recorded/);
});

test('time in a replay is that of the recorded run, and a pause takes none', async () => {
  const files = new MemoryFiles();
  const clock = new FakeClock(1_000_000);
  const recorder = await record(files, clock);
  // What a run does before it begins, such as looking for its repository, is not in its time.
  clock.spend(700);
  assert.equal(recorder.clock.now(), 1_000_700);
  const slow = async () => {
    clock.spend(400);
    return response('[]');
  };
  await recorder.record({ get: slow }).get(WEB, NEVER);
  clock.spend(5000);
  await recorder.close();
  const { clock: time } = await replay(files);
  assert.equal(time.now(), 1_000_700);
  await time.sleep(3_600_000, NEVER);
  assert.equal(time.now(), 4_600_700);
  const again = await replay(files);
  await again.api.get(WEB, NEVER);
  // The last answer: what the run did after it took time as well.
  assert.equal(again.clock.now(), 1_006_100);
  assert.deepEqual([again.random.next(), again.random.next()], await drawTwice(files));
});

async function drawTwice(files: MemoryFiles): Promise<readonly number[]> {
  const { random } = await replay(files);
  random.token();
  return [random.next(), random.next()];
}

test('headers are kept by name, and secrets are not', async () => {
  const files = new MemoryFiles();
  const recorder = await record(files);
  const headers = {
    link: '<https://api.github.com/x?after=1>; rel="next"',
    'x-ratelimit-remaining': '12',
    'x-github-sso': 'required; url=https://github.com/orgs/acme/sso?authorization_request=AZS',
    'set-cookie': 'session=1',
    'x-echo': 'Bearer ghp_secret',
  };
  await recorder
    .record({ get: async () => response('["ghp_secret","ghs_ABCDEFGHIJKLMNOPQRSTUVWX"]', headers) })
    .get(WEB, NEVER);
  await recorder.close();
  const { api } = await replay(files);
  assert.deepEqual(await api.get(WEB, NEVER), {
    status: 200,
    headers: {
      date: 'Sun, 22 Nov 2026 12:00:00 GMT',
      link: headers.link,
      'x-ratelimit-remaining': '12',
      'x-github-sso': 'required; url=https://github.com/orgs/acme/sso',
    },
    body: Buffer.from('["***","***"]'),
  });
});

const NOT_KEPT = { doubt: undefined, floors: {}, isKept: false } as const;
const beginnings: readonly Found[] = [
  FIRST_RUN,
  { kind: 'none', history: { kind: 'succeeded', startedAt: 12, bySchedule: true }, besides: true, notes: ['one'] },
  { kind: 'floors', floors: { git: 5 }, generation: 3, epoch: 8, where: 'names of artifacts', notes: [] },
  { kind: 'resume', checkpoint: EMPTY, where: 'cache entry 1', notes: ['one'], ...NOT_KEPT },
];
for (const found of beginnings) {
  test(`a run that began with ${JSON.stringify(found).slice(0, 60)} begins so again`, async () => {
    const files = new MemoryFiles();
    const recorder = await record(files);
    assert.equal(await recorder.recordStart(async () => found)('s', NEVER), found);
    await recorder.close();
    assert.deepEqual(await (await replay(files)).findPosition('s', NEVER), found);
  });
}

test('a doubt about the position is replayed as a doubt', async () => {
  const files = new MemoryFiles();
  const recorder = await record(files);
  const doubt = new CheckpointError('a newer one could not be read', { hint: 'look at it' });
  const found: Found = { kind: 'resume', checkpoint: EMPTY, where: 'x', notes: [], doubt, floors: {}, isKept: true };
  await recorder.recordStart(async () => found)('s', NEVER);
  await recorder.close();
  const again = await (await replay(files)).findPosition('s', NEVER);
  assert.equal(again.kind === 'resume' ? again.doubt?.message : undefined, doubt.message);
});

test('a recording without the beginning of its run cannot be replayed', async () => {
  const files = new MemoryFiles();
  await (await record(files)).close();
  await assert.rejects((await replay(files)).findPosition('s', NEVER), /start\.json is missing/);
});

test('a full disk ends the run: at its next request, or at its end', async () => {
  const files = new MemoryFiles();
  const recorder = await record(files);
  files.room = 0;
  const api = recorder.record(scripted(['first', 'second']));
  assert.equal((await api.get(WEB, NEVER)).body.toString(), 'first');
  await new Promise((resolve) => setImmediate(resolve));
  await assert.rejects(api.get(WEB, NEVER), DeliveryError);
  await assert.rejects(recorder.close(), DeliveryError);
});

test('an answer does not wait for the disk', async () => {
  const files = new MemoryFiles();
  const recorder = await record(files);
  files.replace = () => new Promise(() => {});
  assert.equal((await recorder.record(scripted(['first'])).get(WEB, NEVER)).body.toString(), 'first');
});

test('a directory in which no recording can be looked for is an error of the disk, not a bug', async () => {
  const files = new MemoryFiles();
  files.exists = () => Promise.reject(Object.assign(new Error('ENOTDIR'), { code: 'ENOTDIR' }));
  await assert.rejects(record(files), { name: 'DeliveryError', message: /be written to the disk \(Error ENOTDIR\)/ });
});
