/** One run of `reset` over simulated ports, as `src/action/modes/reset.ts` puts it together. */
import { movePosition } from '../../src/position/reset.ts';
import { savePosition } from '../../src/position/save-position.ts';
import { connect, type Place, STAGING } from './connect.ts';
import type { Process } from './process.ts';

/** Moves the position to `backMs` ago. Never resolves when its process dies; rejects with `CollectError`. */
export async function resetOnce(process: Process, place: Place, backMs: number): Promise<void> {
  const { signal } = process.cancellation;
  const run = connect(process, place);
  const { settings, identity, auditLog, clock, random, log, files, store, artifacts, isDirectory } = run;
  const allowance = { deadlineAt: clock.now() + settings.limits.maxDurationMs, reserve: 0 };
  const ports = { auditLog, allowance, random, findPosition: run.findPosition };
  const moved = { ...settings, since: { kind: 'before-now', ms: backMs } } as const;
  const { checkpoint } = await movePosition(ports, { settings: moved, identity }, signal);
  signal.throwIfAborted();
  const parts = { store, signingKey: undefined, files, clock, log, stagingDir: STAGING };
  const saved = { ...checkpoint, subject: identity.subject };
  await savePosition(saved, { ...parts, artifacts: isDirectory ? undefined : artifacts }, signal);
}
