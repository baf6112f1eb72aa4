/** A filtered delivery names its filter, or the digest of it where the filter itself must not be read. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { describePhrase } from '../../../src/action/describe-phrase.ts';
import { createRedactor } from '../../../src/action/inputs/secrets.ts';
import { sha256Of } from '../../../src/evidence/chain.ts';

const OPEN = { phrase: 'actor:octocat', privacy: { droppedFields: [], pseudonyms: undefined }, encryptTo: [] };
const PSEUDONYMS = { fields: ['actor'], key: 'a-key-of-some-length' };
const SECRET = 'sink-secret-0123456789';
const redact = createRedactor([SECRET]);

describe('the phrase in a manifest', () => {
  test('is there as it was given, an empty one as well', () => {
    assert.deepEqual(describePhrase(OPEN, redact), { phrase: 'actor:octocat', phraseSha256: null });
  });

  const hashed = {
    'fields are dropped': { ...OPEN, privacy: { droppedFields: ['actor'], pseudonyms: undefined } },
    'fields are pseudonymized': { ...OPEN, privacy: { droppedFields: [], pseudonyms: PSEUDONYMS } },
    'files are encrypted': { ...OPEN, encryptTo: ['age1recipient'] },
    'it holds a masked value': { ...OPEN, phrase: `actor:${SECRET}` },
    'it holds a masked value in base64': { ...OPEN, phrase: `actor:${Buffer.from(SECRET).toString('base64')}` },
  };
  for (const [when, settings] of Object.entries(hashed)) {
    test(`is its digest where ${when}`, () => {
      assert.deepEqual(describePhrase(settings, redact), { phrase: null, phraseSha256: sha256Of(settings.phrase) });
    });
  }

  test('that filters nothing hides nothing', () => {
    const nothing = { ...OPEN, phrase: '', encryptTo: ['age1recipient'] };
    assert.deepEqual(describePhrase(nothing, redact), { phrase: '', phraseSha256: null });
  });
});
