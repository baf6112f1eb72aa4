import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { holdsToken, tokenPattern } from '../../../src/model/token-shapes.ts';

const JWT = 'eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJnaXRodWIifQ.c2ln-bmF0dXJl_x';
const TOKENS = [
  `ghp_${'a1B2'.repeat(9)}`,
  `gho_${'a1B2'.repeat(9)}`,
  `ghu_${'a1B2'.repeat(9)}`,
  `ghs_${'a1B2'.repeat(9)}`,
  `ghr_${'a1B2'.repeat(9)}`,
  // Since May 2026: the id of the App and a JSON web token, whatever the length of the id.
  `ghs_7_${JWT}`,
  `ghs_1234567_${JWT}`,
  `ghs_12345678901234_${JWT}`,
  `ghs_${'a._9'.repeat(9)}`,
  `github_pat_11ABCDEFG0${'aB3_'.repeat(15)}`,
  JWT,
];

describe('the shapes of tokens', () => {
  it('are found as a whole, wherever they stand', () => {
    for (const token of TOKENS) {
      for (const text of [token, `x="${token}"`, `Bearer ${token},`, `https://x-access-token:${token}@github.com/`]) {
        assert.ok(holdsToken(text), text);
        const left = text.replace(tokenPattern(), '***');
        assert.equal(left, text.replace(token, '***'));
      }
    }
  });

  it('match no other word', () => {
    for (const text of [
      'audit-log-acme-g000001-20261122T114346Z',
      'ghp_short',
      'highs_and_lows_of_a_very_long_name_of_something',
      'org.update_member',
      'eyJhbGciOiJSUzI1NiJ9',
      'https://api.github.com/orgs/acme/audit-log?phrase=action:git_clone',
      'MS43OTUzNDYzMzcyNDZlKzEyfGNZS1JlTlE1bFNjQ1BSZ003MzdiRGc=',
    ]) {
      assert.equal(holdsToken(text), false, text);
    }
  });
});
