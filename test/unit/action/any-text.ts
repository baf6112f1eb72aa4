/** Text of any code points, half of them ASCII, lone surrogates included. (The `binary` unit of fast-check takes seconds to start.) */
import fc from 'fast-check';

const anyCodePoint = fc
  .oneof(fc.integer({ min: 0, max: 0x7f }), fc.integer({ min: 0x80, max: 0x10ffff }))
  .map((codePoint) => String.fromCodePoint(codePoint));

export function anyText(maxLength: number): fc.Arbitrary<string> {
  return fc.string({ unit: anyCodePoint, maxLength });
}
