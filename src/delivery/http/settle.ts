/** Writes down what became of each event of one request, and what is left to do. */
import { assert } from '../../model/assert.ts';
import type { Fate } from './outcome.ts';
import type { Entry } from './preset.ts';
import type { Tally } from './tally.ts';

export interface Settled {
  /** To be sent again after a pause. */
  readonly busy: readonly Entry[];
  /** To be sent again at once. */
  readonly again: readonly Entry[];
  /** Something was acknowledged or set aside. */
  readonly hasProgress: boolean;
}

/** Throws `DeliveryError` when the sink takes nothing at all. */
export function settle(entries: readonly Entry[], fates: readonly Fate[], tally: Tally): Settled {
  assert(entries.length === fates.length, 'every event has one fate');
  const paired = entries.map((entry, index): readonly [Entry, Fate | undefined] => [entry, fates[index]]);
  const having = (fate: Fate) => paired.filter(([, each]) => each === fate).map(([entry]) => entry);
  // First, so that one refused among many is never taken for a sink that refuses all.
  tally.acknowledge(having('acknowledged').length);
  const late = having('late');
  for (const [entry, fate] of paired) {
    if (fate === 'rejected' || fate === 'too-large') tally.refuse(entry, fate);
    else if (fate === 'too-old' || fate === 'too-new') tally.setAside({ event: entry.event, reason: fate });
    else if (fate === 'in-doubt') tally.doubt(entry);
    // Once is enough: there is no second place where order matters less.
    else if (fate === 'late' && entry.late) tally.setAside({ event: entry.event, reason: 'too-old' });
  }
  const again = [...having('again'), ...late.filter((entry) => !entry.late).map((entry) => ({ ...entry, late: true }))];
  const busy = having('busy');
  return { busy, again, hasProgress: busy.length + again.length < entries.length };
}
