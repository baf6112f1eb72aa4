import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type StreamParts, streamOf } from '../../../src/checkpoint/stream.ts';

const PARTS: StreamParts = {
  apiUrl: 'https://api.github.com',
  target: { kind: 'organization', name: 'acme' },
  phrase: '',
  stateKey: '',
};

describe('the name of a stream', () => {
  const pinned: readonly [string, StreamParts, string][] = [
    ['plain', PARTS, 'b669f1288e3a10da00e57fb4'],
    ['enterprise', { ...PARTS, target: { kind: 'enterprise', name: 'acme' } }, '3f942fa5d5e0f7e4d4f3775b'],
    ['phrase', { ...PARTS, phrase: 'action:repo.create' }, 'dfa1d446a8f78b637b4c5b32'],
    ['state key', { ...PARTS, stateKey: 'siem' }, '4ad3ae0b03bee719ad7949b0'],
    ['server', { ...PARTS, apiUrl: 'https://ghe.example.com/api/v3' }, '347637d920d11847e97785ad'],
  ];
  for (const [what, parts, digest] of pinned) {
    it(`never changes: ${what}`, () => assert.equal(streamOf(parts), digest));
  }

  it('is the same for spellings of the same target, host and phrase', () => {
    const spelled = { ...PARTS, phrase: 'actor:a action:b "two  words"' };
    const other = {
      apiUrl: 'https://API.GitHub.com/',
      target: { kind: 'organization', name: 'ACME' },
      phrase: ' actor:a \t action:b\n"two  words"  ',
      stateKey: '',
    } as const;
    assert.equal(streamOf(other), streamOf(spelled));
  });

  it('differs when a space inside quotes differs', () => {
    assert.notEqual(streamOf({ ...PARTS, phrase: '"two  words"' }), streamOf({ ...PARTS, phrase: '"two words"' }));
  });

  it('differs when any part differs, wherever the parts are cut', () => {
    const word = fc.stringMatching(/^[a-c",\\]{0,4}$/);
    fc.assert(
      fc.property(fc.tuple(word, word, word), fc.tuple(word, word, word), (a, b) => {
        const [one, other] = [a, b].map(([name, phrase, stateKey]) => {
          return streamOf({ ...PARTS, target: { kind: 'organization', name }, phrase, stateKey });
        });
        assert.equal(
          one === other,
          a.every((part, index) => part === b[index]),
        );
      }),
    );
  });
});
