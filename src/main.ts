/** Entry of the action: hand the world over as values, run, one catch. */
import { runAction } from './action/run-action.ts';
import { actionsRunner } from './action/runner-console.ts';
import { describeForeign } from './model/errors.ts';
import { keepMemoryLow } from './runtime/memory.ts';

keepMemoryLow();
const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stop.abort(new Error(name)));

/** Ends the process once everything is written: what a pipe has not taken by then would be lost, and with it the error. */
function leave(): void {
  process.stdout.write('', () => process.exit());
}

/** Only a bug ends here. Of a foreign error nothing is shown but its class and where in our code it came from. */
function crash(error: unknown): void {
  const frames = error instanceof Error ? (error.stack ?? '').match(/^ {4}at .*$/gm) : null;
  const where = (frames ?? []).slice(0, 8).join('\n');
  actionsRunner.setFailed(`collect-audit-log stopped because of a bug (${describeForeign(error)}).\n${where}`);
  leave();
}
process.on('uncaughtException', crash);

await runAction(actionsRunner, { variables: process.env, cwd: process.cwd() }, stop.signal).catch(crash);
leave();
