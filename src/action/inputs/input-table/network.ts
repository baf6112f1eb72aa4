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
    help: 'Certificate authorities that are trusted beside the public ones, by GitHub Enterprise Server or by the sink. A proxy is taken from `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`.',
  },
} as const satisfies InputRows;
