/** A broken promise: which, and what shows it. */
export const INVARIANTS = {
  I0: 'no run crashes',
  I1: 'a durable position claims only what is delivered or in a gap',
  I2: 'a position remembers only what was delivered',
  I3: 'without a fault: no duplicate, no gap, no incident, no failure',
  I4: 'every duplicate is explained by an incident',
  I5: 'claims and generation never go back',
  I6: 'once faults stop, everything is delivered',
  I7: 'the events of a batch are in order',
  I8: 'a run that succeeds has saved its last commit',
  I9: 'no secret and no foreign text leaves the collector',
  I10: 'a gap is reported if and only if events are out of reach or can be missed',
  I11: 'no run exceeds its budget',
  I12: 'a run fails when GitHub refuses a feed',
  I13: 'lag and caught-up are true',
  I14: 'no run requests or downloads more from the repository than it has to',
  I15: 'a stream stays listed, a loss fails one run, and a position that is not believed is an incident that names its run',
  I16: 'the manifests of deliveries form an unbroken chain',
  I17: 'a complete pull delivered its range, and no pull touches a position',
  I18: 'after a reset, everything from the requested instant on is delivered again',
} as const;

export type Invariant = keyof typeof INVARIANTS;

/** Ends a history. */
export class Violation extends Error {
  readonly invariant: Invariant;

  constructor(invariant: Invariant, what: string) {
    super(`${invariant}, ${INVARIANTS[invariant]}: ${what}`);
    this.name = 'Violation';
    this.invariant = invariant;
  }
}
