/**
 * Whether the filter `created:` hides events: GitHub does not document which clock it uses, and events outside of it
 * never show up. But the newest events of a feed are known from the probe, which has no filter, so each of them has to
 * be met where the list passes its timestamp.
 */
import { contentHash, idOf } from '../dedupe/event-key.ts';
import { tokenOf } from '../dedupe/shared-ids.ts';
import type { PageElement } from '../source/page-element.ts';

interface Expected {
  readonly ts: number;
  left: number;
}

export class NetCheck {
  readonly #dedupeId: readonly string[];
  readonly #expected = new Map<string, Expected>();
  readonly #stamps = new Set<number>();

  /** `shown`: the elements of the probe; `from`: the timestamp from which on everything is read. */
  constructor(shown: readonly PageElement[], from: number, dedupeId: readonly string[]) {
    this.#dedupeId = dedupeId;
    for (const element of shown) {
      if (element.ts === undefined || element.ts < from) continue;
      const name = this.#nameOf(element);
      this.#stamps.add(element.ts);
      this.#expected.set(name, { ts: element.ts, left: (this.#expected.get(name)?.left ?? 0) + 1 });
    }
  }

  meet(elements: readonly PageElement[]): void {
    for (const element of elements) {
      if (element.ts === undefined || !this.#stamps.has(element.ts)) continue;
      const expected = this.#expected.get(this.#nameOf(element));
      if (expected !== undefined) expected.left -= 1;
    }
  }

  /** Whether an event before `upTo` was not met, although it has not expired before `edge`. */
  misses({ edge, upTo }: { readonly edge: number; readonly upTo: number }): boolean {
    for (const { ts, left } of this.#expected.values()) if (left > 0 && ts >= edge && ts < upTo) return true;
    return false;
  }

  /**
   * What has no id goes by its content, as everywhere: the probe may end among events of one timestamp, so that their number
   * says nothing. A text that changes between the two reads costs a sweep.
   */
  #nameOf(element: PageElement): string {
    const id = idOf(element, this.#dedupeId);
    return `${element.ts} ${id === undefined ? contentHash(element.parsed()) : tokenOf(id)}`;
  }
}
