/** The lines of a stream of bytes, many at a time: a step of an asynchronous loop for each line would cost more than the line. */

const LINE_FEED = 0x0a;

/** Each line without its line feed; a last line without one counts as well. */
export async function* lineBatches(pieces: AsyncIterable<Buffer>): AsyncGenerator<readonly string[]> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const piece of pieces) {
    const end = piece.lastIndexOf(LINE_FEED);
    if (end === -1) {
      rest = Buffer.concat([rest, piece]);
      continue;
    }
    const whole = Buffer.concat([rest, piece.subarray(0, end)]).toString('utf8');
    rest = Buffer.from(piece.subarray(end + 1));
    yield whole.split('\n');
  }
  if (rest.length > 0) yield [rest.toString('utf8')];
}
