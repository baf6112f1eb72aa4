/** Chance as a value, so that a simulated history, or a recorded run, can be repeated from its seed. */
import { randomBytes } from 'node:crypto';

export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Eight lower-case hex digits that no other run of any repository is likely to draw. */
  token(): string;
}

export const systemRandom: Random = {
  next: () => Math.random(),
  // Not Web Crypto, whose modules take 2 ms to load.
  token: () => randomBytes(4).toString('hex'),
};

/** The same numbers in the same order for the same `seed`, of which 32 bits count. (mulberry32, public domain) */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    token: () =>
      Math.floor(next() * 2 ** 32)
        .toString(16)
        .padStart(8, '0'),
  };
}
