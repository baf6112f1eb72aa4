// Where a runner starts the last step of the reusable workflow; see src/program.ts.
import { reportTargets } from './program.js';

await reportTargets();
