/** Inputs that are wrong: one error names all of them, nothing is requested, and no secret is quoted. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openStage, red, shownBy } from './stage.ts';

test('several wrong inputs are one error', async () => {
  await using stage = await openStage();
  const secret = 'ghp_pasted with a space';
  const run = red(
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
  red(run, /neither `organization` nor `enterprise`/);
  assert.ok(run.annotations.some(({ level, message }) => level === 'warning' && message.includes('organisation')));
  assert.equal(run.requests.length, 0);
});
