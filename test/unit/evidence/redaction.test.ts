import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { createRedaction, pseudonymOf } from '../../../src/evidence/redaction.ts';
import type { PrivacySettings } from '../../../src/model/settings.ts';
import { deepField } from '../../emulator/event-oddities.ts';

const KEY = 'a secret of thirty-two characters';

const redaction = (settings: PrivacySettings) => {
  const redact = createRedaction(settings);
  return (raw: string) => redact(Buffer.from(raw)).toString();
};
const drop = (...droppedFields: string[]) => redaction({ droppedFields, pseudonyms: undefined });
const hide = (...fields: string[]) => redaction({ droppedFields: [], pseudonyms: { fields, key: KEY } });

describe('a dropped field', () => {
  test('takes one comma along, and nothing else', () => {
    const cases: readonly (readonly [string, string])[] = [
      ['{"actor":"x"}', '{}'],
      ['{ "actor" : "x" }', '{}'],
      ['{"actor":"x","b":1}', '{"b":1}'],
      ['{"a":1,"actor":"x"}', '{"a":1}'],
      ['{"a":1 , "actor" : "x" , "b":1.0}', '{"a":1 , "b":1.0}'],
      ['{"actor":1,"actor":{"y":[1,2]},"b":2,"actor":null}', '{"b":2}'],
      ['{"actor":1,"actor":2}', '{}'],
      ['{"actor":1,"b":2,"actor":3,"actor":4,"c":5}', '{"b":2,"c":5}'],
      ['{"a":12345678901234567890,"actor":"\\"}","z":-0}', '{"a":12345678901234567890,"z":-0}'],
    ];
    for (const [raw, expected] of cases) assert.equal(drop('actor')(raw), expected);
  });

  test('is found by what its name says, however that is written', () => {
    assert.equal(drop('actor')('{"\\u0061ct\\u006fr":"x","actors":1,"Actor":2}'), '{"actors":1,"Actor":2}');
    assert.equal(drop('näme.ü')('{"n\\u00e4me":{"\\u00fc":1,"u":2}}'), '{"näme":{"u":2}}'.replace('ä', '\\u00e4'));
  });

  test('lies where its path says, in each element of a list as well', () => {
    const at = drop('data.user.login', 'org.name');
    assert.equal(
      at('{"login":1,"data":{"user":{"login":"x","id":2}},"org":7}'),
      '{"login":1,"data":{"user":{"id":2}},"org":7}',
    );
    assert.equal(
      at('{"data":[[{"user":{"login":"x"}}],{"user":[{"login":1,"a":2},3]}]}'),
      '{"data":[[{"user":{}}],{"user":[{"a":2},3]}]}',
    );
    assert.equal(at('{"data.user":{"login":"x"},"org.name":"y","user.login":3}'), '{"data.user":{},"user.login":3}');
  });

  test('is left out of items that are not valid events, too', () => {
    assert.equal(drop('actor')(' [{"actor":"x"},{"a":1}]'), ' [{},{"a":1}]');
    for (const raw of ['null', '7', '"actor"', '[]', '{}', '[["actor"]]']) assert.equal(drop('actor', 'x.y')(raw), raw);
  });

  test('may be nested or lie deeper than any stack', () => {
    const [name, value] = deepField(100_000);
    assert.equal(drop('data')(`{${name}:${value},"b":1}`), '{"b":1}');
    assert.equal(drop('data.x')(`{${name}:${value},"b":1}`), `{${name}:${value},"b":1}`);
    const lists = `${'['.repeat(100_000)}{"x":1}${']'.repeat(100_000)}`;
    assert.equal(drop('a.x')(`{"a":${lists}}`), `{"a":${lists.replace('"x":1', '')}}`);
  });
});

describe('a pseudonym', () => {
  test('is the keyed hash of what the string says, in UTF-8', () => {
    const expected = (value: string) =>
      `p:${createHmac('sha256', KEY).update(Buffer.from(value)).digest().subarray(0, 16).toString('base64url')}`;
    assert.equal(hide('actor')('{"actor":"mona","b":1.0}'), `{"actor":"${expected('mona')}","b":1.0}`);
    assert.equal(hide('actor')('{"actor":"m\\u00f6na\\n"}'), `{"actor":"${expected('möna\n')}"}`);
    assert.equal(hide('a')('{"a":12345678901234567890}'), `{"a":"${expected('12345678901234567890')}"}`);
    assert.equal(hide('a')('{ "a" : true }'), `{ "a" : "${expected('true')}" }`);
    assert.match(expected('mona'), /^p:[\w-]{22}$/);
  });

  test('is of each value of a name that stands there twice; a null stays, an object or a list goes', () => {
    assert.equal(hide('a')('{"a":"x","a":"y"}'), `{"a":"${pseudonymOf('x', KEY)}","a":"${pseudonymOf('y', KEY)}"}`);
    assert.equal(hide('a')('{"a":null,"b":1}'), '{"a":null,"b":1}');
    assert.equal(hide('a')('{"a":{"b":1},"b":1,"a":["x"]}'), '{"b":1}');
  });

  test('is a function of key and value', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'binary' }),
        fc.string({ minLength: 32 }),
        (a, b, key) => {
          const [well, other] = [a.toWellFormed(), b.toWellFormed()];
          assert.equal(pseudonymOf(well, key), pseudonymOf(well, key));
          assert.equal(pseudonymOf(well, key) === pseudonymOf(other, key), well === other);
          assert.notEqual(pseudonymOf(well, key), pseudonymOf(well, `${key}x`));
          const rules = { droppedFields: [], pseudonyms: { fields: ['one', 'two.three'], key } };
          const redacted = redaction(rules)(JSON.stringify({ one: well, two: { three: well }, rest: other }));
          const pseudonym = pseudonymOf(well, key);
          assert.deepEqual(JSON.parse(redacted), { one: pseudonym, two: { three: pseudonym }, rest: other });
        },
      ),
    );
  });
});

/** JSON text as anybody may write it: spaced, escaped, names repeated; with the same text without some of its fields. */
const NAMES = ['a', 'b', 'c', 'a.b', '\\u0061', '@timestamp', '__proto__', ''] as const;
const PATHS = ['a', 'b.a', 'a.b.c', 'c.c', 'a.b', 'b'] as const;

const space = fc.constantFrom('', '', ' ', '\t ');
const leaf = fc.oneof(
  fc.constantFrom(
    '1.0',
    '-0',
    '1E+400',
    '12345678901234567890',
    'true',
    'null',
    '""',
    '"}"',
    '"\\""',
    '"\\\\"',
    '",]"',
  ),
  fc.string({ unit: 'binary' }).map((text) => JSON.stringify(text)),
);

interface Spec {
  /** The text as it is, and as it has to be when `dropped` are left out. */
  render(dropped: ReadonlySet<string>, path: string): { readonly raw: string; readonly redacted: string };
}

const spec = fc.letrec<{ value: Spec; object: Spec; list: Spec }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    leaf.map((text): Spec => ({ render: () => ({ raw: text, redacted: text }) })),
    tie('object'),
    tie('list'),
  ),
  object: fc.array(fc.tuple(fc.constantFrom(...NAMES), tie('value'), space, space, space, space), { maxLength: 5 }).map(
    (members): Spec => ({
      render(dropped, path) {
        const texts = members.map(([name, value, ...spaces]) => {
          const inner = path + (JSON.parse(`"${name}"`) as string);
          const { raw, redacted } = value.render(dropped, `${inner}.`);
          const write = (text: string) => `${spaces[0]}"${name}"${spaces[1]}:${spaces[2]}${text}${spaces[3]}`;
          return { raw: write(raw), redacted: dropped.has(inner) ? undefined : write(redacted) };
        });
        const kept = texts.flatMap(({ redacted }) => redacted ?? []);
        return { raw: `{${texts.map(({ raw }) => raw).join(',')}}`, redacted: `{${kept.join(',')}}` };
      },
    }),
  ),
  list: fc.array(fc.tuple(tie('value'), space, space), { maxLength: 4 }).map(
    (elements): Spec => ({
      render(dropped, path) {
        const texts = elements.map(([value, before, after]) => {
          const { raw, redacted } = value.render(dropped, path);
          return { raw: before + raw + after, redacted: before + redacted + after };
        });
        const join = (which: 'raw' | 'redacted') => `[${texts.map((text) => text[which]).join(',')}]`;
        return { raw: join('raw'), redacted: join('redacted') };
      },
    }),
  ),
}));

test('whatever the event looks like, dropping leaves every other byte', () => {
  fc.assert(
    fc.property(spec.object, fc.subarray([...PATHS]), (object, paths) => {
      const { raw, redacted } = object.render(new Set(paths), '');
      JSON.parse(raw);
      assert.equal(drop(...paths)(raw), redacted);
    }),
    { numRuns: 3000 },
  );
});

test('nothing to keep private, nothing changed', () => {
  fc.assert(
    fc.property(spec.value, (value) => {
      const { raw } = value.render(new Set(), '');
      assert.equal(drop()(raw), raw);
      assert.equal(drop('nowhere', 'a.nowhere')(raw), raw);
      assert.equal(hide('nowhere')(raw), raw);
    }),
  );
});
