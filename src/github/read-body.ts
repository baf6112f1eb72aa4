/**
 * Reads the body of an answer whole or not at all: one that was cut short rejects, one beyond the cap is cut off before it
 * fills the memory.
 */
import { UpstreamError } from '../model/errors.ts';

/** Rejects with `UpstreamError` beyond `bytesMax` (after decompression), else with what the transfer failed of. */
export async function readBody(response: Response, bytesMax: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    // Leaving the loop cancels the body, and so the transfer.
    if (length > bytesMax) throw tooLarge(bytesMax);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function tooLarge(bytesMax: number): UpstreamError {
  return new UpstreamError(`GitHub answered with more than ${bytesMax} bytes`, {
    hint: 'Something between the runner and GitHub changes the answers, or `per-page` is too large for these events.',
  });
}
