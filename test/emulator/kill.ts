/**
 * Ends a running action from outside: at a step of the protocol, before or after it took effect, or after some time; at once, by
 * a signal, or as GitHub cancels a job.
 */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { LabelPattern, Request } from './exchange.ts';
import type { GitHub } from './github.ts';
import { RequestOwner } from './process-probe.ts';

/** `cancel` is what GitHub does: SIGINT, 7.5 s later SIGTERM, 2.5 s later SIGKILL. */
export type KillSignal = 'SIGKILL' | 'SIGINT' | 'SIGTERM' | 'cancel';

/** When and how an action ends. The signal is SIGKILL when absent. */
export type Kill =
  | {
      /** The step; only requests of the action itself count. */
      readonly on: LabelPattern;
      /** The n-th such request; 1 when absent. */
      readonly nth?: number;
      readonly where?: (request: Request) => boolean;
      /** Whether the request has taken effect by then. In either case a killed action gets no answer. */
      readonly moment: 'before' | 'after';
      readonly signal?: KillSignal;
    }
  | { readonly afterMs: number; readonly signal?: KillSignal };

/** Plans the end of `child`; gives a function that calls it off. */
export function planKill(github: GitHub, child: ChildProcess, kill: Kill): () => void {
  const timers: NodeJS.Timeout[] = [];
  const strike = (): void => {
    const { signal = 'SIGKILL' } = kill;
    child.kill(signal === 'cancel' ? 'SIGINT' : signal);
    if (signal !== 'cancel') return;
    timers.push(setTimeout(() => child.kill('SIGTERM'), 7500));
    timers.push(setTimeout(() => child.kill('SIGKILL'), 10_000));
  };
  const callOff = (): void => timers.forEach(clearTimeout);
  if ('afterMs' in kill) {
    timers.push(setTimeout(strike, kill.afterMs));
    return callOff;
  }
  const { where = () => true, nth = 1, moment, signal = 'SIGKILL' } = kill;
  const owner = new RequestOwner(child.pid ?? 0);
  const fault = github.faults.on(
    kill.on,
    async (effect) => {
      const early = moment === 'after' ? await effect() : undefined;
      const ended = once(child, 'exit');
      strike();
      if (signal !== 'SIGKILL') return early ?? effect();
      await ended;
      return { status: 0, transport: { kind: 'reset' } };
    },
    { nth, where: (request) => where(request) && owner.sent(request) },
  );
  return () => {
    callOff();
    fault.remove();
  };
}
