/** The flags of `merge`. */
import type { OptionRows } from './options.ts';

export const MERGE_OPTIONS = {
  output: {
    placeholder: 'FILE',
    help: 'Write into this file; `.gz` or `.zst` at its end compresses it. Default: standard output.',
  },
  since: { placeholder: 'WHEN', help: 'Only events from here on: a date, a date-time or a duration before now.' },
  until: { placeholder: 'WHEN', help: 'Only events before this.' },
  report: {
    placeholder: 'FILE',
    help: 'Write the events as one HTML page. Without --output, nothing else is written.',
  },
  identity: {
    placeholder: 'FILE',
    repeated: true,
    help: 'age identity that opens encrypted files. They are verified as they are, then decrypted in memory.',
  },
  force: { help: 'Merge although something is altered or missing; it is named all the same.' },
} as const satisfies OptionRows;
