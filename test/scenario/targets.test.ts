/** Where the audit log is read: an organization, an enterprise, the API of Enterprise Server, a part of the log. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOUR, MINUTE } from '../emulator/clock.ts';
import { populate } from '../emulator/events.ts';
import { expectSuccess, openStage } from './stage.ts';

test('an enterprise, requested by its slug', async () => {
  await using stage = await openStage();
  const { github } = stage;
  const until = github.clock.now() - MINUTE;
  populate(github.enterpriseLog, { seed: 'enterprise', count: 240, from: until - HOUR, until });
  stage.happen(50);
  const first = expectSuccess(await stage.collect({ enterprise: github.enterprise }));
  const idle = expectSuccess(await stage.collect({ enterprise: github.enterprise }));
  stage.assertComplete(github.enterpriseLog.all);
  assert.equal(idle.outputs['events'], '0');
  assert.match(
    first.requests.find(({ label }) => label === 'audit-log')?.path ?? '',
    /^\/enterprises\/octo-enterprise\//,
  );
});

test('the API of Enterprise Server below /api/v3, without a rate limit', async () => {
  await using stage = await openStage({ rateLimit: 0 });
  stage.happen(240);
  const first = expectSuccess(await stage.collect({ 'api-url': stage.github.serverApiUrl }));
  expectSuccess(await stage.collect({ 'api-url': stage.github.serverApiUrl }));
  stage.assertComplete();
  assert.ok(first.requests.every(({ label, prefix }) => label !== 'audit-log' || prefix === '/api/v3'));
  assert.equal(first.outputs['rate-limit-remaining'], '');
});

test('a phrase collects its part of the log, with a position of its own', async () => {
  await using stage = await openStage();
  stage.happen(200, { gitShare: 0 });
  const phrase = 'action:repo';
  expectSuccess(await stage.collect({ phrase }));
  const repo = stage.github.log.all.filter(({ raw }) => /"action":"repo\./.test(raw));
  assert.ok(repo.length > 0 && repo.length < 200, `${repo.length} events of repositories`);
  stage.assertComplete(repo);
  const whole = expectSuccess(await stage.collect({}, { workflow: 'whole.yml' }));
  assert.equal(whole.outputs['cold-start'], 'true');
  stage.assertComplete([...repo, ...stage.github.log.all]);
});

test('events before since are not requested, and all later ones are delivered', async () => {
  await using stage = await openStage();
  const { github } = stage;
  const until = github.clock.now() - MINUTE;
  const day = 24 * HOUR;
  stage.happen(60, { from: until - 3 * day, until });
  const since = new Date(until - day).toISOString();
  expectSuccess(await stage.collect({ since }));
  const edge = Math.floor((until - day) / HOUR) * HOUR;
  const later = github.log.all.filter(({ ts }) => ts >= edge);
  assert.ok(later.length > 10 && later.length < 50);
  stage.assertComplete(later);
});
