/** Entry of the action: hand the world over as values, run, one catch. */
import { runAction } from './action/run-action.ts';
import { actionsRunner } from './action/runner-console.ts';
import { describeBug } from './model/errors.ts';
import { keepMemoryLow } from './runtime/memory.ts';

keepMemoryLow();
const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stop.abort(new Error(name)));

/** Only a bug ends here. */
function crash(error: unknown): never {
  actionsRunner.setFailed(describeBug(error));
  process.exit(1);
}
process.on('uncaughtException', crash);

await runAction(actionsRunner, { variables: process.env, cwd: process.cwd() }, stop.signal).catch(crash);
process.exit();
