/** Inputs that decide who can read what was delivered. */
import { type InputRows, text } from './row.ts';

export const EVIDENCE = {
  'encrypt-to': {
    kind: text('age recipients, `age1…`, one per line', /^[\x20-\x7e\r\n]+$/, 50_000),
    default: '',
    help: 'Encrypt the files of events and dead letters to these age recipients. Their names end in `.age`, and only the holder of one of the secret keys can read them. Sinks receive events unencrypted. See docs/evidence.md#encryption.',
  },
} as const satisfies InputRows;
