/**
 * Which events of a page are new in one feed: not older than the floor, and neither delivered nor on their way. It counts
 * what it meets, and remembers what was new until that is committed.
 */
import { DeliveredIds } from '../dedupe/delivered-ids.ts';
import { sharedIds } from '../dedupe/shared-ids.ts';
import type { Feed } from '../model/checkpoint.ts';
import type { AuditEvent } from '../model/event.ts';
import type { SeenRecord } from '../model/seen.ts';
import type { Page } from '../source/page.ts';
import { type IdentityRules, identify, type Pass, stampsOf } from './pass.ts';

export class NewEvents {
  readonly counts = { fresh: 0, duplicates: 0, sharedIds: 0 };
  readonly #rules: IdentityRules;
  readonly #ids: DeliveredIds;

  /** `seen`: of the position. */
  constructor(seen: Uint8Array, rules: IdentityRules) {
    this.#ids = new DeliveredIds(seen);
    this.#rules = rules;
  }

  get pending(): readonly SeenRecord[] {
    return this.#ids.pending;
  }

  get remembered(): number {
    return this.#ids.size;
  }

  /** The position that was saved. */
  committed({ seen, deep }: Feed): void {
    this.#ids.committed(seen, deep.claim);
  }

  /** Also moves the pass to the last event of the page. */
  of(page: Page, pass: Pass, floor: number): readonly AuditEvent[] {
    const { dedupeId, redact } = this.#rules;
    const [stamps, shared] = [stampsOf(page), sharedIds(page.elements, dedupeId)];
    const fresh: AuditEvent[] = [];
    let index = 0;
    for (const element of page.elements) {
      const ts = stamps[index] ?? page.date;
      index += 1;
      const event = identify(element, { ts, shared, dedupeId, redact }, pass);
      if (event.ts < floor) continue;
      if (this.#ids.has(event, element.ts !== undefined)) {
        this.counts.duplicates++;
        continue;
      }
      this.#ids.add(event);
      if (event.sharesId === true) this.counts.sharedIds++;
      fresh.push(event);
    }
    this.counts.fresh += fresh.length;
    return fresh;
  }
}
