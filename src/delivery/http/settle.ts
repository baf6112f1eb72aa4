/** Writes down what became of each event of one request, and what is left to do. */
import { assert } from '../../model/assert.ts';
import type { Fate, Fates } from './outcome.ts';
import type { Entry } from './preset.ts';
import type { Tally } from './tally.ts';

export interface Settled {
  /** To be sent again after a pause. */
  readonly busy: readonly Entry[];
  /** To be sent again at once. */
  readonly again: readonly Entry[];
  /** Something was acknowledged or a dead letter. */
  readonly hasProgress: boolean;
}

/** Throws `DeliveryError` when the sink refuses too much. */
export function settle(entries: readonly Entry[], { fates, whys, refused = 0 }: Fates, tally: Tally): Settled {
  assert(entries.length === fates.length, 'every event has one fate');
  assert(whys === undefined || whys.length === fates.length, 'every event has one reason, if any has');
  const [busy, again, inDoubt]: [Entry[], Entry[], Entry[]] = [[], [], []];
  let index = -1;
  for (const entry of entries) {
    index += 1;
    switch (fates[index] satisfies Fate | undefined) {
      case 'acknowledged':
        tally.acknowledge(1);
        break;
      case 'rejected':
      case 'too-large':
        tally.refuse(entry, fates[index] === 'rejected' ? 'rejected' : 'too-large', whys?.[index]);
        break;
      case 'too-old':
      case 'too-new':
        tally.limit(entry, fates[index] === 'too-old' ? 'too-old' : 'too-new');
        break;
      case 'late':
        // Once is enough: there is no second place where order matters less.
        if (entry.late) tally.limit(entry, 'too-old');
        else again.push({ ...entry, late: true });
        break;
      case 'in-doubt':
        inDoubt.push(entry);
        break;
      case 'again':
        again.push(entry);
        break;
      default:
        busy.push(entry);
    }
  }
  if (inDoubt.length > 0) tally.doubt(inDoubt, Math.min(refused, inDoubt.length), whys?.[0]);
  // Not before all of them are counted: one refused among many is no sink that refuses all.
  tally.brake();
  return { busy, again, hasProgress: busy.length + again.length < entries.length };
}
