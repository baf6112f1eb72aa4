import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { INPUT_NAMES, INPUT_ROWS, type InputName } from '../../../../src/action/inputs/input-table.ts';
import { parseInputs } from '../../../../src/action/inputs/inputs.ts';
import { describeError, InputError } from '../../../../src/model/errors.ts';
import { anyText } from '../any-text.ts';
import { CONTEXT, parse, problemsOf, readerOf, VALID } from '../input-values.ts';

const DAY = 86_400_000;

test('the defaults are what the README promises', () => {
  assert.deepEqual(parse({}), {
    mode: 'collect',
    target: { kind: 'organization', name: 'acme' },
    feeds: ['web', 'git'],
    phrase: '',
    since: { kind: 'before-now', ms: 7 * DAY },
    until: undefined,
    order: 'asc',
    credentials: { kind: 'token', token: VALID.token },
    api: { url: 'https://api.github.com', version: '2022-11-28', userAgent: 'collect-audit-log' },
    githubToken: 'ghs_workflowworkflowworkflow',
    limits: {
      perPage: 100,
      maxPages: 1000,
      maxDurationMs: 45 * 60_000,
      pageDelayMs: 0,
      jitterMs: 0,
      rateLimitReserve: 50,
    },
    resilience: {
      requestTimeoutMs: 30_000,
      retry: { attempts: 5, initialBackoffMs: 2000, maxBackoffMs: 60_000, multiplier: 2 },
      breaker: { failures: 5, successes: 2, cooldownMs: 60_000 },
    },
    position: {
      stateKey: '',
      stateDir: undefined,
      file: undefined,
      overlapMs: 15 * 60_000,
      reconcileEveryMs: DAY,
      reconcileWindowMs: DAY,
      dedupeId: ['_document_id'],
      dedupeCapacity: 500_000,
      onGap: 'fail',
      onColdStart: 'collect',
      maxLagMs: undefined,
    },
    output: {
      dir: '/runner/temp/audit-log',
      artifact: true,
      artifactName: 'audit-log',
      retentionDays: undefined,
      format: 'raw',
      compression: 'none',
    },
    encryptTo: [],
    signing: undefined,
    privacy: { droppedFields: [], pseudonyms: undefined },
    allowPublicRepository: false,
    caCertificates: undefined,
    reporting: { summaryActions: false, report: false, heartbeatUrl: undefined },
    sink: undefined,
    archive: undefined,
    recording: undefined,
  });
});

test('an empty input means its default, so nothing changes where a runner delivers no defaults', () => {
  const bare = (name: string) => ({ organization: 'acme', token: 'ghp_0123456789abcdefghij' })[name] ?? '';
  assert.deepEqual(parseInputs(bare, CONTEXT), { ...parse({}), githubToken: '' });
});

test('every input that is given arrives', () => {
  const settings = parse({
    organization: '',
    enterprise: 'octo-corp',
    include: 'git',
    phrase: 'action:git.push',
    since: '2026-01-31T10:00:00+02:00',
    'api-url': 'https://ghes.example.com/api/v3/',
    'per-page': '1',
    'retry-multiplier': '1.5',
    'state-key': 'siem.2',
    'state-dir': 'state',
    'dedupe-id': 'meta.id',
    'on-gap': 'warn',
    'max-lag': '6h',
    'output-dir': '/data/out',
    artifact: 'FALSE',
    'retention-days': '400',
    format: 'ecs',
    compression: 'zstd',
    'allow-public-repository': 'True',
    'summary-actions': 'true',
    report: 'true',
    'heartbeat-url': 'https://watch.example/ping?key=1',
  });
  assert.deepEqual(settings.target, { kind: 'enterprise', name: 'octo-corp' });
  assert.deepEqual(settings.feeds, ['git']);
  assert.equal(settings.phrase, 'action:git.push');
  assert.deepEqual(settings.since, { kind: 'instant', at: Date.UTC(2026, 0, 31, 8) });
  assert.equal(settings.api.url, 'https://ghes.example.com/api/v3');
  assert.equal(settings.limits.perPage, 1);
  assert.equal(settings.resilience.retry.multiplier, 1.5);
  assert.equal(settings.position.stateKey, 'siem.2');
  assert.equal(settings.position.stateDir, '/runner/workspace/state');
  assert.deepEqual(settings.position.dedupeId, ['meta', 'id']);
  assert.equal(settings.position.onGap, 'warn');
  assert.equal(settings.position.maxLagMs, 6 * 3_600_000);
  assert.deepEqual(settings.output, {
    dir: '/data/out',
    artifact: false,
    artifactName: 'audit-log',
    retentionDays: 400,
    format: 'ecs',
    compression: 'zstd',
  });
  assert.equal(settings.allowPublicRepository, true);
  assert.deepEqual(settings.reporting, {
    summaryActions: true,
    report: true,
    heartbeatUrl: 'https://watch.example/ping?key=1',
  });
});

test('a heartbeat goes over TLS or to this machine, and its address is never quoted', () => {
  for (const url of ['https://watch.example/x', 'http://127.0.0.1:8080/x', 'http://localhost/x', 'https://a.example']) {
    assert.deepEqual(problemsOf({ 'heartbeat-url': url }), []);
  }
  for (const [url, because] of [
    ['http://watch.example/canary', 'over plain http anyone on the way can read it'],
    ['watch.example/canary', 'it accepts a complete URL'],
    ['ftp://watch.example/canary', 'it accepts a URL that begins with `https://`'],
    ['https://user:canary@watch.example', 'it accepts no user and no password'],
    ['https://watch.example/#canary', 'it accepts no `#…`'],
    ['https://watch.example/a canary', 'it accepts an `https://` URL'],
  ] as const) {
    const [problem = '', ...more] = problemsOf({ 'heartbeat-url': url });
    assert.ok(
      problem.startsWith('heartbeat-url: got a value that is not shown; ') && problem.includes(because),
      problem,
    );
    assert.ok(!problem.includes('canary') && more.length === 0);
  }
});

test('all problems come in one error, each with name, value and what is accepted', () => {
  const problems = problemsOf({ 'per-page': '0', include: 'push', artifact: 'yes', overlap: '15', organization: '' });
  assert.deepEqual(problems, [
    'organization: got neither `organization` nor `enterprise`; set exactly one of them.',
    'include: got "push"; it accepts `web`, `git` or `all`.',
    'per-page: got "0"; it accepts a whole number from 1 to 100.',
    'overlap: got "15"; it accepts a duration from 1s to 30d, written like `90s`, `15m`, `24h` or `7d`.',
    'artifact: got "yes"; it accepts `true` or `false`',
  ]);
});

test('the hint leads to the table of inputs', () => {
  assert.throws(
    () => parseInputs(() => '', CONTEXT),
    (error) => error instanceof InputError && error.hint.includes('README.md#inputs'),
  );
});

test('a start in the phrase is taken out of it and wins over the default of since', () => {
  const settings = parse({ phrase: 'actor:octocat created:>=2026-01-31' });
  assert.equal(settings.phrase, 'actor:octocat');
  assert.deepEqual(settings.since, { kind: 'instant', at: Date.UTC(2026, 0, 31) });
});

test('a long value is shortened and its control characters are spelled out', () => {
  const [problem = ''] = problemsOf({ include: `\u001b[31m\u202e${'x'.repeat(5000)}` });
  assert.match(problem, /^include: got "\\u\{1b\}\[31m\\u\{202e\}x+…";/);
  assert.ok(problem.length < 150);
});

test('a password in a URL and a token in the wrong input are not shown', () => {
  assert.ok(!problemsOf({ 'api-url': 'https://me:hunter22@github.com' }).join().includes('hunter22'));
  assert.ok(!problemsOf({ 'api-url': 'me:hunter22@github.com' }).join().includes('hunter22'));
  assert.ok(!problemsOf({ organization: 'see ghp_abcdefghijklmnopqrst' }).join().includes('ghp_'));
});

test('a secret is not cut in half by shortening', () => {
  const token = 'correct.horse.battery.staple';
  assert.ok(
    !problemsOf({ token, include: `${'x'.repeat(40)}${token}` })
      .join()
      .includes('correct'),
  );
});

const anyInputs = fc.record(Object.fromEntries(INPUT_NAMES.map((name) => [name, fc.oneof(anyText(40), fc.string())])), {
  requiredKeys: [],
});

test('no text makes the parser fail with anything but an InputError', () => {
  fc.assert(
    fc.property(anyInputs, (given) => {
      try {
        parseInputs((name) => given[name] ?? '', CONTEXT);
      } catch (error) {
        assert.ok(error instanceof InputError, `${error}`);
        assert.equal(error.message.split('\n').length > 1, true);
      }
    }),
  );
});

const anySecret = fc.stringMatching(/^[A-Za-z0-9_+/=-]{8,60}$/);

test('a secret is in no error, wherever else it was put by mistake', () => {
  const elsewhere = fc.constantFrom<InputName>(...INPUT_NAMES.filter((name) => INPUT_ROWS[name].kind.type !== 'path'));
  fc.assert(
    fc.property(anySecret, elsewhere, fc.string(), (secret, name, noise) => {
      const given = { ...VALID, 'per-page': 'x', [name]: `${noise}${secret}${noise}`, token: `${secret}` };
      try {
        parseInputs(readerOf(given), CONTEXT);
        assert.fail('per-page is wrong');
      } catch (error) {
        const { message, hint } = describeError(error);
        assert.ok(!`${message}${hint}`.includes(secret), message);
      }
    }),
  );
});
