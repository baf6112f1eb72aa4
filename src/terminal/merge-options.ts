/** The flags of `merge`. */
import type { OptionRows } from './options.ts';

export const MERGE_OPTIONS = {
  output: {
    placeholder: 'FILE',
    help: 'Write to this file; a name ending in `.gz` or `.zst` compresses it. Default: standard output.',
  },
  since: {
    placeholder: 'WHEN',
    help: 'Only events at or after this time: a date, a date-time or a duration before now.',
  },
  until: { placeholder: 'WHEN', help: 'Only events before this time.' },
  report: {
    placeholder: 'FILE',
    help: 'Write the events as one HTML page. Without --output, nothing else is written.',
  },
  identity: {
    placeholder: 'FILE',
    repeated: true,
    help: 'age identity that opens encrypted files. They are verified as they are, then decrypted in memory.',
  },
  'allowed-signers': {
    placeholder: 'FILE',
    help: 'Merge only if every delivery is signed by one of these public keys, as `verify` checks it.',
  },
  'only-proven': {
    help: 'Leave out what is altered, not signed or opened by no identity, and merge the rest. Exits with 1 if anything was left out.',
  },
  force: { help: 'Merge even if something is altered or missing; it is still reported.' },
} as const satisfies OptionRows;
