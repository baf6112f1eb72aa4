/** Why a run stopped reading. All but `caught-up` leave events for the next run; none of them loses one. */
export type StopReason = 'caught-up' | 'max-pages' | 'max-duration' | 'rate-limit' | 'circuit-open' | 'cancelled';
