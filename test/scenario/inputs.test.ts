/** Inputs that are wrong: one error names all of them, nothing is requested, and no secret is quoted. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makeApp } from '../emulator/app.ts';
import { expectFailure, openStage, shownBy } from './stage.ts';

test('several wrong inputs are one error', async () => {
  await using stage = await openStage();
  const secret = 'ghp_pasted with a space';
  const run = expectFailure(
    await stage.collect({
      organization: 'octo org',
      include: 'everything',
      'max-pages': '1',
      'max-duration': '45',
      artifact: 'yes',
      'api-url': 'http://github.example/api/v3',
      token: secret,
    }),
    /include/,
  );
  const error = run.annotations.find(({ level }) => level === 'error')?.message ?? '';
  for (const name of ['organization', 'include', 'max-pages', 'max-duration', 'artifact', 'api-url', 'token']) {
    assert.match(error, new RegExp(`\\b${name}\\b`), name);
  }
  assert.equal(run.requests.length, 0);
  for (const part of [secret, 'ghp_pasted']) assert.ok(!shownBy(run).includes(part), 'the token is quoted');
});

test('an input that does not exist is a warning of the runner, not an input that is guessed', async () => {
  await using stage = await openStage();
  const run = await stage.collect({ organisation: 'octo-org', organization: '' });
  expectFailure(run, /neither `organization` nor `enterprise`/);
  assert.ok(run.annotations.some(({ level, message }) => level === 'warning' && message.includes('organisation')));
  assert.equal(run.requests.length, 0);
});

const TOKEN = 'ghp_misplacedMisplacedMisplacedMisplaced0';
const PEM = makeApp('octo-org').privateKey;

const WRONG_LOOKING: readonly (readonly [string, Readonly<Record<string, string>>, RegExp])[] = [
  [
    'a display name for a login',
    { organization: 'Octo Org' },
    /organization: got "Octo Org", which looks like a display name/,
  ],
  [
    'an address for a login',
    { organization: 'https://github.com/octo-org' },
    /which is a URL or an email address; it accepts the name alone/,
  ],
  [
    'the web site for the API',
    { 'api-url': 'https://github.com' },
    /it accepts `https:\/\/api\.github\.com` for github\.com/,
  ],
  ['a server for its API', { 'api-url': 'https://ghes.example.com' }, /it accepts `https:\/\/HOST\/api\/v3`/],
  [
    'a token for a login',
    { organization: TOKEN },
    /organization: got a value that is not shown.* a token belongs in `token`/,
  ],
  [
    'a token in the URL of the sink',
    { sink: 'http', 'sink-url': `https://x.example/?t=${TOKEN}` },
    /sink-url: .* a token belongs in `token`/,
  ],
  ['a token in the search phrase', { phrase: `actor:x ${TOKEN}` }, /phrase: .* a token belongs in `token`/],
  [
    'a private key as a token',
    { token: PEM },
    /token: .* the private key of a GitHub App belongs in `app-private-key`/,
  ],
  [
    'a private key as the id of the App',
    { token: '', 'app-id': PEM, 'app-private-key': PEM },
    /app-id: .* belongs in `app-private-key`/,
  ],
  [
    'a token as a private key',
    { token: '', 'app-id': '7', 'app-private-key': TOKEN },
    /app-private-key: .* which is a token/,
  ],
  [
    'neither a token nor an App',
    { token: '' },
    /token: is empty; it accepts a token .* or set `app-id` and `app-private-key`/,
  ],
  ['both', { 'app-id': '7', 'app-private-key': PEM }, /got both `token` and a GitHub App; set exactly one of them/],
  [
    'an App for an enterprise',
    { token: '', enterprise: 'octo', 'app-id': '7', 'app-private-key': PEM },
    /no GitHub App can read the audit log of an `enterprise`/,
  ],
];

describe('what looks wrong is caught before the network, and a secret in it is not shown', { concurrency: 3 }, () => {
  for (const [what, inputs, problem] of WRONG_LOOKING) {
    test(what, async () => {
      await using stage = await openStage();
      const run = expectFailure(await stage.collect(inputs), problem);
      assert.match(run.annotations[0]?.message ?? '', /^One input is wrong:\n/);
      assert.deepEqual(stage.github.requests, []);
      const shown = shownBy(run);
      const line = PEM.split('\n')[3] ?? '';
      assert.ok(!shown.includes(TOKEN) && !shown.includes(line), 'a secret is shown');
      const given = Object.values(inputs).join('\n');
      if (given.includes(TOKEN))
        assert.ok(
          run.masks.some((mask) => mask.includes(TOKEN)),
          'the token is masked',
        );
      if (given.includes(line)) assert.ok(run.masks.includes(line), 'the key is masked');
    });
  }
});
