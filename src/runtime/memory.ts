/**
 * Keeps the process small. Keeps the garbage collector from claiming memory before it is needed. A run reads much and
 * keeps little; V8 would answer by growing the young space and, with it, everything that survives it, and by letting
 * the old space grow to a multiple of what lives in it before it looks again: 360 MB at the peak of a backlog instead
 * of some 210, for a tenth of the CPU time (npm run bench). The options of the process are the runner's, so it can only
 * be set from inside.
 */
import { setFlagsFromString } from 'node:v8';

export function keepMemoryLow(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=60');
  // The artifact client looks at every body whether it is a form. That would load all of Node's own `fetch`, 9 MB of a quiet
  // run, to find that none is: nothing here sends forms, and without the class it does not look.
  Reflect.deleteProperty(globalThis, 'FormData');
}
