/** Puts one subject through its scenarios, one after the other, and reports the result of each. */
import type { Subject } from './subject.ts';

export type Outcome =
  | { readonly kind: 'missing'; readonly why: string }
  | { readonly kind: 'run'; readonly passed: number; readonly failed: number };

const SCENARIO_MAX_MS = 180_000;

/** A library that is not installed keeps its own subject from loading, and no other. */
export async function runSubject(
  name: string,
  load: () => Promise<Subject>,
  say: (line: string) => void,
): Promise<Outcome> {
  const subject = await load().catch((error: unknown) => readMissing(error));
  if (typeof subject === 'string') return { kind: 'missing', why: `${subject}; npm ci` };
  const found = await subject.find();
  if (found.kind === 'missing') return found;
  say(`\n${name} (${found.path})`);
  let passed = 0;
  let failed = 0;
  for (const scenario of subject.scenarios) {
    const startedAt = performance.now();
    const failure = await within(scenario.run(found.path)).then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error)),
    );
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    say(`  ${failure === undefined ? '✔' : '✖'} ${scenario.name} (${seconds} s)`);
    if (failure === undefined) passed += 1;
    else failed += 1;
    if (failure !== undefined) say(failure.replaceAll(/^/gm, '    '));
  }
  return { kind: 'run', passed, failed };
}

function readMissing(error: unknown): string {
  if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') {
    return /Cannot find package '[^']+'/.exec(error.message)?.[0] ?? 'a module is missing';
  }
  throw error;
}

async function within(running: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not over after ${SCENARIO_MAX_MS / 1000} s`)), SCENARIO_MAX_MS);
  });
  await Promise.race([running, tooLong]).finally(() => clearTimeout(timer));
}
