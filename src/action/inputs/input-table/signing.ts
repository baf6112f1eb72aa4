/** Inputs that say who signs manifests and positions, and whose positions are believed. */
import { type InputRows, text } from './row.ts';

export const SIGNING = {
  'signing-key': {
    kind: text('an OpenSSH Ed25519 private key without a passphrase', /^[\x20-\x7e\s]+$/, 4000),
    default: '',
    secret: true,
    help: 'OpenSSH private key (Ed25519, no passphrase) that signs every manifest and position. Only positions signed by it or by one of `trusted-keys` are believed, the Actions cache holds none, and a run that finds none fails. See docs/evidence.md#signatures.',
  },
  'trusted-keys': {
    kind: text('public keys, `ssh-ed25519 …`, one per line', /^[\x20-\x7e\s]+$/, 20_000),
    default: '',
    help: 'Public keys whose positions are believed in addition to those of `signing-key`, one per line: the old key, until a run has signed with the new one.',
  },
} as const satisfies InputRows;
