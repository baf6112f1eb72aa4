/** Inputs that say how this machine reaches the others. */
import { type InputRows, text } from './row.ts';

export const NETWORK = {
  'ca-certificates': {
    kind: text(
      'one or more certificates as PEM text, from `-----BEGIN CERTIFICATE-----` to `-----END CERTIFICATE-----`',
      /^-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s-]+$/,
      1_000_000,
    ),
    default: '',
    help: 'Certificate authorities to trust in addition to the public ones, for GitHub Enterprise Server or for the sink. The environment variables `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` set a proxy.',
  },
} as const satisfies InputRows;
