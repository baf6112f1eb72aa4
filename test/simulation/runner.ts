/** The machines that jobs run on: each starts a process, stops it when it takes too long or is cancelled, and reports its end. */
import { CollectError } from '../../src/model/errors.ts';
import { Violation } from './judge/verdict.ts';
import type { Plan } from './plan.ts';
import { Process, type RunParts, type Surroundings } from './process.ts';
import type { Storage } from './storage.ts';

/** Time that a job has beyond `max-duration`, and a cancelled one to end. */
const JOB_SLACK_MS = 20 * 60_000;
const GRACE_MS = 10_000;

interface RunnerParts {
  readonly plan: Plan;
  readonly storage: Storage;
  readonly surroundings: Surroundings;
}

export class Runner {
  readonly #parts: RunnerParts;

  constructor(parts: RunnerParts) {
    this.#parts = parts;
  }

  newProcess(id: number, of: Omit<RunParts, 'surroundings'> = {}): Process {
    const { plan, storage, surroundings } = this.#parts;
    const process = new Process(id, `${plan.generator}/${plan.seed}`, { surroundings, ...of });
    storage.startRun(process);
    process.say(() => 'starts');
    return process;
  }

  /** `settle` is called once, without a result when the process died, or failed before it had one. */
  follow<T>(process: Process, work: () => Promise<T>, settle: (result: T | undefined) => void): void {
    this.#limit(process);
    process.onDeath = () => settle(undefined);
    work().then(
      (result) => this.#settle(process, () => settle(result)),
      (error: unknown) => this.#settle(process, () => settle(resultOf(process, error))),
    );
  }

  /** A cancelled or endless job gets a signal to stop, and is killed when it does not. */
  #limit(process: Process): void {
    const { plan, surroundings } = this.#parts;
    const { timeline } = surroundings;
    const stop = (why: string) => {
      process.say(() => why);
      process.cancellation.abort(new DOMException('The operation was cancelled', 'AbortError'));
      timeline.after(GRACE_MS, process, () => process.die('killed by the runner'));
    };
    const jobMs = plan.setup.maxDurationMs + JOB_SLACK_MS;
    timeline.after(jobMs, process, () => stop('stopped: the job takes too long'));
    if (process.strikes('cancel')) timeline.after(process.chance.int(0, 20_000), process, () => stop('stopped'));
  }

  /** What a process does in its last moment may break a promise as well. */
  #settle(process: Process, act: () => void): void {
    if (!process.alive) return;
    try {
      act();
    } catch (error) {
      if (!(error instanceof Violation)) throw error;
      this.#parts.surroundings.fail(error);
    }
  }
}

/** A run that fails before it begins has none; anything else is a crash. */
function resultOf(process: Process, error: unknown): undefined {
  if (error instanceof CollectError) return undefined;
  const what = error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error);
  throw new Violation('I0', `${process.name} crashed: ${what}`);
}
