/** The flags of `verify`. */
import type { OptionRows } from './options.ts';

export const VERIFY_OPTIONS = {
  from: {
    placeholder: 'WHEN',
    help: 'Check coverage from this time on: a date, a date-time or a duration before now.',
  },
  to: {
    placeholder: 'WHEN',
    help: 'Check coverage up to this time. Without it, coverage after the newest delivery is not checked.',
  },
  head: {
    placeholder: 'SHA256',
    repeated: true,
    help: 'Manifest that must be present: the `manifest-sha256` of a run.',
  },
  'allowed-signers': {
    placeholder: 'FILE',
    help: "Check the signature of every manifest and position: public keys in OpenSSH's format, one per line.",
  },
  identity: {
    placeholder: 'FILE',
    repeated: true,
    help: 'age identity that opens encrypted files, so that the events in them are compared. They are verified without one, too.',
  },
  report: {
    placeholder: 'FILE',
    help: 'Write the events as one HTML page as well, if nothing is altered: it opens with a double click, without a network.',
  },
  json: { help: 'Write the report as JSON.' },
} as const satisfies OptionRows;
