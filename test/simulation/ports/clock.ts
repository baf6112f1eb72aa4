/** Virtual time as one run sees it: possibly wrong by hours, and stopped once the run is dead. */
import type { Clock } from '../../../src/runtime/clock.ts';
import type { Process } from '../process.ts';

export function simulateClock(process: Process): Clock {
  const { timeline } = process.surroundings;
  return {
    now: () => timeline.now + process.clockSkewMs,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (!process.alive) return;
        if (signal.aborted) return reject(signal.reason);
        const onAbort = () => {
          timer.cancel();
          if (process.alive) reject(signal.reason);
        };
        const timer = timeline.after(ms, process, () => {
          signal.removeEventListener('abort', onAbort);
          resolve();
        });
        signal.addEventListener('abort', onAbort, { once: true });
      }),
    timeout: (ms, signal) => {
      const controller = new AbortController();
      const abort = () => controller.abort(signal.reason);
      if (signal.aborted) abort();
      signal.addEventListener('abort', abort, { once: true });
      const timer = timeline.after(ms, process, () => controller.abort(new DOMException('timed out', 'TimeoutError')));
      return {
        signal: controller.signal,
        done: () => {
          timer.cancel();
          signal.removeEventListener('abort', abort);
        },
      };
    },
  };
}
