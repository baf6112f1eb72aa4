/** GitHub refuses: each refusal has its own cause and remedy, takes one request, and costs nothing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answer } from '../emulator/sabotage.ts';
import type { AuditLogAccess } from '../emulator/tokens.ts';
import { expectFailure, expectSuccess, openStage } from './stage.ts';

const REFUSALS: Readonly<Record<Exclude<AuditLogAccess, 'ok'>, RegExp>> = {
  'bad-credentials': /401 .*wrong, expired or revoked/,
  'no-scope': /403 .*(is not an owner|lacks the scope)/,
  saml: /403 .*single sign-on/,
  'classic-forbidden': /403 .*forbid classic/,
  integration: /403 .*GITHUB_TOKEN/,
  'fine-grained': /403 .*fine-grained/,
  'ip-allow-list': /403 .*IP allow list/,
  'not-found': /404 /,
};

test('every way in which GitHub refuses has its own message, and none of them moves the position', async () => {
  await using stage = await openStage();
  const { github } = stage;
  stage.happen(120);
  const errors = new Set<string>();
  for (const [access, cause] of Object.entries(REFUSALS) as [keyof typeof REFUSALS, RegExp][]) {
    github.tokens.set(github.token, access);
    const run = expectFailure(await stage.collect({ include: 'web' }), cause);
    // A token that is not known may be so new that not every server knows it.
    const expected = access === 'bad-credentials' ? 4 : 1;
    assert.equal(stage.pagesRequested(run), expected, `${access} is no reason for another request`);
    assert.equal(run.outputs['caught-up'], 'false');
    errors.add(run.annotations.find(({ level }) => level === 'error')?.message ?? '');
  }
  assert.equal(errors.size, Object.keys(REFUSALS).length);
  github.tokens.set(github.token, 'ok');
  expectSuccess(await stage.collect());
  stage.assertComplete();
});

test('a token that GitHub does not know for its first seconds is tried again, without a word about it', async () => {
  await using stage = await openStage();
  stage.happen(20, { gitShare: 0 });
  const fault = stage.github.faults.on('audit-log', answer(401, { message: 'Bad credentials' }), { nth: [1, 2] });
  const run = expectSuccess(await stage.collect({ include: 'web' }));
  assert.equal(fault.hits, 2);
  assert.ok(run.durationMs > 3000 && run.durationMs < 20_000, `${run.durationMs} ms`);
  assert.match(run.stdout, /HTTP 401, which a token can get that was just created \(waiting 1 s\)/);
  stage.assertComplete();
});

test('a token that is taken away in the middle: what was read is delivered, the rest with the next run', async () => {
  await using stage = await openStage();
  const { github } = stage;
  stage.happen(500, { gitShare: 0 });
  const forget = github.observe(({ label }) => {
    if (label === 'audit-log' && github.requestsTo('audit-log').length === 4) github.tokens.revoke(github.token);
  });
  const run = expectFailure(await stage.collect({ include: 'web' }), /401/);
  forget();
  assert.equal(run.outputs['events'], '200');
  assert.equal(stage.delivered.length, 200);
  github.tokens.set(github.token, 'ok');
  expectSuccess(await stage.collect({ include: 'web' }));
  stage.assertComplete();
});
