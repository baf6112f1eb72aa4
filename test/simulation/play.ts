/** Plays seeds one after the other: in this thread, or as the thread that `main.ts` starts. */
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { drawPlan, type GeneratorName, generatorOf } from './generators.ts';
import { simulate } from './history.ts';
import { type Totals, totalOf } from './totals.ts';

export interface Share {
  /** Every `step`-th seed from `from` to below `to`. */
  readonly from: number;
  readonly to: number;
  readonly step: number;
  /** Instead of the one that each seed stands for. */
  readonly generator: GeneratorName | undefined;
}

export async function play({ from, to, step, generator }: Share, report: (totals: Totals) => boolean): Promise<void> {
  for (let seed = from; seed < to; seed += step) {
    const name = generator ?? generatorOf(seed);
    const outcome = await simulate(drawPlan(name, seed));
    if (!report(totalOf(outcome, { seed, generator: name }))) return;
  }
}

if (!isMainThread && parentPort !== null) {
  const port = parentPort;
  await play(workerData, (totals) => {
    port.postMessage(totals);
    return true;
  });
}
