/** All wrong versions that the simulation has to notice. */
import { BY_HAND_MUTANTS } from './by-hand-mutants.ts';
import { CHAIN_MUTANTS } from './chain-mutants.ts';
import { CLAIM_MUTANTS } from './claim-mutants.ts';
import { FLOOR_MUTANTS } from './floor-mutants.ts';
import type { Mutant } from './mutant.ts';
import { POSITION_MUTANTS } from './position-mutants.ts';
import { RECOVERY_MUTANTS } from './recovery-mutants.ts';
import { SWEEP_MUTANTS } from './sweep-mutants.ts';

export const MUTANTS: readonly Mutant[] = [
  ...SWEEP_MUTANTS,
  ...CLAIM_MUTANTS,
  ...FLOOR_MUTANTS,
  ...POSITION_MUTANTS,
  ...RECOVERY_MUTANTS,
  ...CHAIN_MUTANTS,
  ...BY_HAND_MUTANTS,
];
