/** Counts the lines of a file piece by piece. A last line without its line feed counts as well, as it does for every reader here. */

export interface LineTally {
  /** Lines so far. */
  readonly lines: number;
  take(piece: Buffer): void;
}

const LINE_FEED = 0x0a;

export class LineCount implements LineTally {
  #ended = 0;
  #isOpen = false;

  get lines(): number {
    return this.#ended + (this.#isOpen ? 1 : 0);
  }

  take(piece: Buffer): void {
    for (let end = piece.indexOf(LINE_FEED); end !== -1; end = piece.indexOf(LINE_FEED, end + 1)) this.#ended += 1;
    if (piece.length > 0) this.#isOpen = piece.at(-1) !== LINE_FEED;
  }
}
