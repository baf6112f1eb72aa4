import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readTokenFacts, tokenKind } from '../../../src/source/token-facts.ts';

const facts = (headers: Readonly<Record<string, string>>) =>
  readTokenFacts({ status: 200, headers, body: Buffer.alloc(0) });

describe('the kind of a token', () => {
  it('is in its prefix', () => {
    assert.match(tokenKind('ghp_0123'), /classic/);
    assert.match(tokenKind('github_pat_0123'), /fine-grained/);
    assert.match(tokenKind('ghs_0123'), /installation/);
    assert.match(tokenKind('0123456789abcdef0123456789abcdef01234567'), /old form/);
    assert.equal(tokenKind('something'), 'of an unknown kind');
  });
});

describe('the headers of an answer', () => {
  it('give the scopes, the expiry and the budget', () => {
    const found = facts({
      'x-oauth-scopes': 'read:audit_log, repo',
      'github-authentication-token-expiration': '2026-12-01 10:00:00 UTC',
      'x-ratelimit-remaining': '1749',
      'x-ratelimit-limit': '1750',
      date: 'Sun, 22 Nov 2026 12:00:00 GMT',
    });
    assert.deepEqual(found, {
      scopes: ['read:audit_log', 'repo'],
      expiresAt: Date.parse('2026-12-01T10:00:00Z'),
      budget: { remaining: 1749, limit: 1750 },
      date: Date.parse('2026-11-22T12:00:00Z'),
    });
    const offset = facts({ 'github-authentication-token-expiration': '2026-12-01 10:00:00 -0700' });
    assert.equal(offset.expiresAt, Date.parse('2026-12-01T17:00:00Z'));
  });

  it('that are missing or malformed give nothing, and nothing malformed is shown', () => {
    assert.deepEqual(facts({}), { scopes: undefined, expiresAt: undefined, budget: undefined, date: undefined });
    assert.deepEqual(facts({ 'x-oauth-scopes': '' }).scopes, []);
    const strange = facts({
      'x-oauth-scopes': '::set-output name=a::b, <b>, repo',
      'github-authentication-token-expiration': '2026-13-41 10:00:00 UTC',
      'x-ratelimit-remaining': '-1',
    });
    assert.deepEqual(strange, { scopes: ['repo'], expiresAt: undefined, budget: undefined, date: undefined });
  });
});
