/** Bodies as they never should be: JSON with odd tokens in it, cut, spliced and with bytes in it that do not belong there. */
import fc from 'fast-check';

const PIECES = [
  ...[
    '[',
    ']',
    '{',
    '}',
    ',',
    ':',
    '"',
    '\\',
    '""',
    '[]',
    '{}',
    ' ',
    '\n',
    '\r',
    '\t',
    '\f',
    '\v',
    '\u00a0',
    '\u2028',
    '\ufeff',
  ],
  ...['-', '+', '.', '0', '1', '9', 'e', 'E', '-0', '01', '1.', '.5', '1e400', '-1e-7', '12345678901234567890', '0x1'],
  ...['true', 'false', 'null', 'tru', 'nul', 'NaN', 'Infinity', 'undefined', "'a'", '//', '"a":1', '"a":', ',,'],
  ...[
    '\\u',
    '\\u00',
    '\\ud800',
    '\\uDC00',
    '\\u00e9',
    '\\n',
    '\\x',
    '\\/',
    '\\"',
    'é',
    '\u{1f600}',
    '\u0000',
    '\u001f',
    '\u007f',
  ],
  ...[
    '"@timestamp":5',
    '"@timestamp":-0',
    '"\\u0040timestamp":7',
    '"action":"a.b"',
    '"__proto__":{"a":1}',
    '{"a":1,"a":2}',
  ],
].map((text) => Buffer.from(text));
const BYTES = [[0xff], [0xc3], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0x80], [0xe2, 0x80]].map((bytes) =>
  Buffer.from(bytes),
);

const piece = fc.constantFrom(...PIECES, ...BYTES);

const named = fc.dictionary(
  fc.oneof(
    fc.constantFrom('@timestamp', 'action', '_document_id', 'a', '', '__proto__', 'é'),
    fc.string({ unit: 'binary' }),
  ),
  fc.jsonValue({ maxDepth: 2, stringUnit: 'binary' }),
  { noNullPrototype: true },
);

/** An array most often, its elements objects most often. */
const sound = fc
  .tuple(
    fc.oneof(
      {
        weight: 8,
        arbitrary: fc.array(fc.oneof({ weight: 4, arbitrary: named }, fc.jsonValue({ maxDepth: 3 })), { maxLength: 4 }),
      },
      fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' }),
    ),
    fc.constantFrom(undefined, undefined, 1, '\t'),
  )
  .map(([value, indent]) => Buffer.from(JSON.stringify(value, null, indent)));

const change = fc.tuple(fc.nat(), fc.nat({ max: 3 }), fc.option(piece, { nil: Buffer.alloc(0), freq: 4 }));

export const mutatedJson: fc.Arbitrary<Buffer> = fc
  .tuple(sound, fc.array(change, { maxLength: 3 }))
  .map(([body, changes]) => {
    let changed = body;
    for (const [at, without, inserted] of changes) {
      const place = at % (changed.length + 1);
      changed = Buffer.concat([changed.subarray(0, place), inserted, changed.subarray(place + without)]);
    }
    return changed;
  });
