/**
 * Many deliveries as one list: each event once, in the order of time. An event with an id is one by its id and its time; of
 * lines without an id, equal ones are one only where an incident explains that two deliveries have it.
 */
import { InputError } from '../../model/errors.ts';
import type { FormatName } from '../../model/format-name.ts';
import { onOneLine } from '../../model/one-line.ts';
import type { Scratch } from '../../runtime/scratch.ts';
import type { Decrypt } from '../decryption.ts';
import type { FoundDeliveries } from '../deliveries/find-deliveries.ts';
import { encryptedFiles, readEvents } from '../deliveries/read-events.ts';
import { lineReader, type ReadLine } from '../lines/line-facts.ts';
import { DeliveryOrder } from './delivery-order.ts';
import { LineSorter, type SortedLine } from './line-sorter.ts';

export interface MergeRange {
  /** UTC epoch ms, included; `undefined`: from the first event. */
  readonly since: number | undefined;
  /** UTC epoch ms, excluded. */
  readonly until: number | undefined;
}

export interface MergeParts extends MergeRange {
  readonly scratch: Scratch;
  /** `undefined`: files that are encrypted are refused. */
  readonly decrypt: Decrypt | undefined;
  /** Called with the number of lines that were read so far. */
  readonly progress: (lines: number) => void;
}

export interface Merged {
  /** In their order, many at a time, each without a line feed. */
  readonly batches: AsyncIterable<readonly string[]>;
  /** Complete once all batches were taken. */
  readonly counts: { readonly events: number; readonly duplicates: number };
}

/** Everything is read before the first batch is there. Rejects with `InputError` for what cannot be one list. */
export async function mergeDeliveries(found: FoundDeliveries, parts: MergeParts): Promise<Merged> {
  refuseUnreadable(found, parts.decrypt);
  const order = new DeliveryOrder(found.deliveries);
  const sorter = new LineSorter(parts.scratch);
  await readAll(found, { sorter, order, ...parts });
  const counts = { events: 0, duplicates: 0 };
  return { batches: eachOnce(sorter, order, counts), counts };
}

function refuseUnreadable(found: FoundDeliveries, decrypt: Decrypt | undefined): void {
  const encrypted = encryptedFiles(found);
  if (encrypted.length > 0 && decrypt === undefined) {
    throw new InputError(
      `${encrypted.length} of the files are encrypted, the first of them ${onOneLine(encrypted[0]?.entry.path ?? '')}`,
      {
        hint: 'Give the identity that opens them with --identity FILE: they are decrypted in memory; see docs/evidence.md#encryption.',
      },
    );
  }
  const formats = new Set(found.deliveries.map(({ manifest }) => manifest.format));
  if (formats.size > 1) {
    throw new InputError(`the deliveries have different formats: ${[...formats].sort().join(', ')}`, {
      hint: 'Merge those of each format by themselves.',
    });
  }
}

async function readAll(
  found: FoundDeliveries,
  {
    sorter,
    order,
    since,
    until,
    decrypt,
    progress,
  }: MergeParts & { readonly sorter: LineSorter; readonly order: DeliveryOrder },
): Promise<void> {
  const readers = new Map<string, ReadLine>();
  const readerFor = (format: FormatName, dedupeId: string): ReadLine => {
    const name = `${format} ${dedupeId}`;
    const reader = readers.get(name) ?? lineReader(format, dedupeId);
    readers.set(name, reader);
    return reader;
  };
  let read = 0;
  for await (const { delivery, lines } of readEvents(found, decrypt)) {
    const { format, dedupeId } = delivery.manifest;
    const reader = readerFor(format, dedupeId);
    const number = order.numberOf(delivery);
    const sortable: SortedLine[] = [];
    for (const line of lines) {
      const facts = reader(line);
      if (facts === undefined) throw notAnEvent(delivery.manifest.commit);
      const { ts, tie, identity = null } = facts;
      if ((since !== undefined && ts < since) || (until !== undefined && ts >= until)) continue;
      sortable.push({ ts, tie, identity, delivery: number, line });
    }
    await sorter.add(sortable);
    read += lines.length;
    progress(read);
  }
}

async function* eachOnce(
  sorter: LineSorter,
  order: DeliveryOrder,
  counts: { events: number; duplicates: number },
): AsyncGenerator<readonly string[]> {
  let group: SortedLine[] = [];
  const close = (): readonly string[] => {
    const kept = group.length < 2 ? group.map(({ line }) => line) : keptOf(group, order);
    counts.events += kept.length;
    counts.duplicates += group.length - kept.length;
    return kept;
  };
  for await (const batch of sorter.sorted()) {
    const out: string[] = [];
    for (const line of batch) {
      const [first] = group;
      if (first !== undefined && !isSameEvent(first, line)) {
        for (const kept of close()) out.push(kept);
        group = [];
      }
      group.push(line);
    }
    yield out;
  }
  yield close();
}

function isSameEvent(a: SortedLine, b: SortedLine): boolean {
  if (a.ts !== b.ts || a.identity !== b.identity) return false;
  return a.identity !== null || a.line === b.line;
}

/** `group` is in the order of the deliveries. */
function keptOf(group: readonly SortedLine[], order: DeliveryOrder): readonly string[] {
  const [first] = group;
  if (first === undefined) return [];
  if (first.identity === null) return Array.from({ length: copiesOf(group, order) }, () => first.line);
  const perDelivery = Map.groupBy(group, ({ delivery }) => delivery);
  const isShared = [...perDelivery.values()].some((lines) => new Set(lines.map(({ line }) => line)).size > 1);
  // One delivery has two events of this id: it identifies neither, and the text has to.
  if (isShared) return [...new Set(group.map(({ line }) => line))];
  return [first.line];
}

/** How many events there are at least: the most that deliveries have that knew of each other. */
function copiesOf(group: readonly SortedLine[], order: DeliveryOrder): number {
  const ts = group[0]?.ts ?? 0;
  const counts = [...Map.groupBy(group, ({ delivery }) => delivery)].map(([delivery, lines]) => ({
    delivery,
    count: lines.length,
  }));
  const best: number[] = [];
  for (const [index, { delivery, count }] of counts.entries()) {
    const before = counts
      .slice(0, index)
      .map((earlier, at) => (order.follows(delivery, earlier.delivery, ts) ? (best[at] ?? 0) : 0));
    best.push(count + Math.max(0, ...before));
  }
  return Math.max(...best);
}

function notAnEvent(commit: string): InputError {
  return new InputError(
    `a line in the delivery of commit ${commit} is not an event in the format that its manifest names`,
    {
      hint: 'Run `collect-audit-log verify` on the same paths: it names the file that is altered.',
    },
  );
}
