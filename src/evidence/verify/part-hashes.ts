/**
 * The SHA-256 of each part of a file whose parts lie one after the other, as the commits of a run leave them in one file. Every byte
 * is hashed once, and none is kept.
 */
import { createHash, type Hash } from 'node:crypto';

export class PartHashes {
  readonly #sizes: readonly number[];
  readonly #done: { readonly bytes: number; readonly sha256: string }[] = [];
  #hash: Hash = createHash('sha256');
  #bytes = 0;
  /** Bytes after the last part. */
  surplus = 0;

  constructor(sizes: readonly number[]) {
    this.#sizes = sizes;
    this.#closeFull();
  }

  take(piece: Buffer): void {
    let rest = piece;
    while (rest.length > 0) {
      const size = this.#sizes[this.#done.length];
      if (size === undefined) {
        this.surplus += rest.length;
        return;
      }
      const own = rest.subarray(0, size - this.#bytes);
      this.#hash.update(own);
      this.#bytes += own.length;
      rest = rest.subarray(own.length);
      this.#closeFull();
    }
  }

  /** Once the file is at its end. */
  part(index: number): { readonly bytes: number; readonly sha256: string } {
    if (this.#done[index] === undefined) this.#close();
    return this.#done[index] ?? { bytes: 0, sha256: '' };
  }

  #closeFull(): void {
    while (this.#bytes === this.#sizes[this.#done.length]) this.#close();
  }

  #close(): void {
    this.#done.push({ bytes: this.#bytes, sha256: this.#hash.digest('hex') });
    this.#hash = createHash('sha256');
    this.#bytes = 0;
  }
}
