/** Chance as a value, so that a simulated history can be repeated from its seed. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Eight lower-case hex digits that no other run of any repository is likely to draw. */
  token(): string;
}

export const systemRandom: Random = {
  next: () => Math.random(),
  token: () => crypto.getRandomValues(Buffer.alloc(4)).toString('hex'),
};
