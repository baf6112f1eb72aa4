/** Entry of the action: pass the world in as values, run, one catch. */
import { runAction } from './action/run-action.ts';
import { actionsRunner } from './action/runner-console.ts';
import { describeBug } from './model/errors.ts';
import { systemFiles } from './runtime/files.ts';
import { keepMemoryLow } from './runtime/memory.ts';

keepMemoryLow();
const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stop.abort(new Error(name)));

/** Ends the process once everything is written: what a pipe has not taken by then would be lost, and with it the error. */
function leave(): void {
  process.stdout.write('', () => process.exit());
}

/** Only a bug ends here. */
function crash(error: unknown): void {
  actionsRunner.setFailed(describeBug(error));
  leave();
}
process.on('uncaughtException', crash);

await runAction(actionsRunner, { variables: process.env, cwd: process.cwd(), files: systemFiles }, stop.signal).catch(
  crash,
);
leave();
