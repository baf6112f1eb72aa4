/** What the report page costs: the time to write it, and in a real browser the time from opening it until it can be used. */
import { openBrowser, openPage } from '../test/browser/browser.ts';
import { NOON, writePage } from '../test/browser/page-file.ts';
import { EventGenerator } from '../test/emulator/events.ts';
import { median, megabytes, type Row, seconds } from './table.ts';

const RUNS = 3;

export async function measureReportPage(): Promise<readonly Row[]> {
  // The first page compiles the page's script, which an action has in its bundle.
  await using warm = await writePage(eventsOf(1));
  const empty = await openTimes(warm.path);
  return [await measureSize(20_000, 1_000, empty), await measureSize(200_000, 4_000, empty)];
}

async function measureSize(count: number, aimMs: number, emptyMs: number): Promise<Row> {
  const events = eventsOf(count);
  const startedAt = performance.now();
  await using file = await writePage(events);
  const writtenMs = performance.now() - startedAt;
  const readyMs = await openTimes(file.path);
  return {
    what: `report page of ${count} events: opened and ready`,
    figure: `${seconds(readyMs)}, written in ${seconds(writtenMs)}, ${megabytes(Buffer.byteLength(file.html))}`,
    aim: `ready within ${seconds(aimMs)}`,
    met: readyMs <= aimMs,
    baseline: `a page of one event: ${seconds(emptyMs)}`,
  };
}

async function openTimes(path: string): Promise<number> {
  const browser = await openBrowser();
  try {
    const times: number[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      await using opened = await openPage(browser, path);
      times.push(opened.readyMs);
    }
    return median(times);
  } finally {
    await browser.close();
  }
}

function eventsOf(count: number): readonly { readonly ts: number; readonly raw: string }[] {
  const generator = new EventGenerator({ seed: 15, oddShare: 0 });
  return Array.from({ length: count }, (_, index) => {
    const ts = NOON - (count - index) * 1_000;
    return { ts, raw: generator.next(ts).raw };
  });
}
