/**
 * Runs the probe action with some steps and gives what each step gave.
 */
import { fileURLToPath } from 'node:url';
import type { Step } from './probe-action.ts';
import { type ActionResult, type ActionRun, runAction } from './runner.ts';

/** The result of a run of the probe, and of each of its steps. */
export interface ProbeResult extends ActionResult {
  readonly results: readonly unknown[];
}

/** Runs `steps` as an action. */
export async function probe(options: ActionRun, ...steps: readonly Step[]): Promise<ProbeResult> {
  const { github } = options;
  const result = await runAction({
    ...options,
    inputs: { 'github-token': github.githubToken, ...options.inputs },
    entry: fileURLToPath(new URL('probe-action.ts', import.meta.url)),
    actionYml: options.actionYml ?? 'none',
    env: { PROBE_STEPS: JSON.stringify(steps), ...options.env },
  });
  return { ...result, results: JSON.parse(result.outputs['results'] ?? '[]') as unknown[] };
}
