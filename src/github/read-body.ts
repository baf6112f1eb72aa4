/**
 * Reads the body of an answer whole or not at all: one that was cut short rejects, one beyond the cap is cut off before it
 * fills the memory.
 */
/** The body is larger than we read; asking for less may help. */
export class BodyTooLargeError extends Error {
  readonly code = 'BODY_TOO_LARGE';
  override readonly name = 'BodyTooLargeError';
}

/** Rejects with `BodyTooLargeError` beyond `bytesMax` (after decompression), else with what the transfer failed of. */
export async function readBody(response: Response, bytesMax: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    // Leaving the loop cancels the body, and so the transfer.
    if (length > bytesMax) throw new BodyTooLargeError(`more than ${bytesMax} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
