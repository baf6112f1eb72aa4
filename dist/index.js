// Where a runner starts the action; see src/program.ts.
import { action } from './program.js';

await action();
