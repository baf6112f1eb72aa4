/** A receiver that goes away in the middle of a delivery and comes back: the decisions of a gate that make it so. */
import { setTimeout as pause } from 'node:timers/promises';
import type { GateOptions } from './gate.ts';
import type { Program } from './program.ts';

const AWAY_MS = 500;

export interface Restart {
  readonly decide: NonNullable<GateOptions['decide']>;
  /** Resolves when it is back; rejects when it never went away, or never came back. */
  readonly done: () => Promise<void>;
}

/** It goes before request `nth` reaches it. `unanswered`: a request that it takes, and nobody learns of it. */
export function restartBefore(nth: number, program: Program, unanswered?: number): Restart {
  let back: Promise<void> = Promise.reject(new Error(`there was no request ${nth}`));
  back.catch(() => {});
  return {
    async decide(each) {
      if (each === unanswered) return 'drop-answer';
      if (each === nth) {
        await program.stop();
        back = pause(AWAY_MS).then(() => program.start());
        back.catch(() => {});
      }
      return 'pass';
    },
    done: () => back,
  };
}
