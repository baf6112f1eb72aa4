/** Inputs that decide who can read what was delivered. */
import { type InputRows, text } from './row.ts';

export const EVIDENCE = {
  'encrypt-to': {
    kind: text('age recipients, `age1…`, one a line', /^[\x20-\x7e\r\n]+$/, 50_000),
    default: '',
    help: 'Encrypt the files of events and dead letters to these age recipients: their names end in `.age`, and only who has one of the secret keys can read them. Sinks receive clear events. See docs/evidence.md#encryption.',
  },
} as const satisfies InputRows;
