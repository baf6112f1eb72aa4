/** Entries of the two small actions of the reusable workflow: the world as values, one step each. */
import { actionsRunner } from './action/runner-console.ts';
import { runPlan, runReport } from './action/targets/run-targets.ts';
import { systemClock } from './runtime/clock.ts';

export const plan = (): Promise<void> => runPlan(actionsRunner, process.env);

export const report = (): Promise<void> => runReport(actionsRunner, process.env, systemClock);
