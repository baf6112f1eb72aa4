/**
 * One program with two doors: a runner starts it as an action, a person starts it as a command. It is what the bundle consists
 * of; each door is a file of two lines next to it, so that neither ever has to guess which one it is.
 */

/** The action, with its inputs in the environment. */
export const action = (): Promise<unknown> => import('./main.ts');

/** The command, with its flags on the command line. */
export const terminal = (): Promise<unknown> => import('./cli.ts');

/** The first step of the reusable workflow: which targets are collected. */
export const planTargets = async (): Promise<void> => (await import('./targets.ts')).plan();

/** Its last step: what became of each target. */
export const reportTargets = async (): Promise<void> => (await import('./targets.ts')).report();
