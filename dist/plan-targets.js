// Where a runner starts the first step of the reusable workflow; see src/program.ts.
import { planTargets } from './program.js';

await planTargets();
