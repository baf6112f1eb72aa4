/**
 * What it means that no complete answer came from a store. What waiting cannot help ends it at once: a certificate that is not trusted,
 * a host name that does not exist, a proxy that is not there.
 */
import { DeliveryError, describeForeign } from '../../model/errors.ts';
import { codesOf, describeWay, isCertificateCode, isHopeless } from '../../resilience/failure-codes.ts';
import type { Disposition } from '../../resilience/retry.ts';

export const NOTHING_SKIPPED = 'Nothing was skipped: the next run archives the same events again.';
const SEE = 'see docs/archive.md#when-the-store-refuses';

export function classifyFailure(error: unknown): Disposition {
  const codes = codesOf(error);
  const way = describeWay(error);
  if (codes.some(isCertificateCode)) {
    return fail(error, {
      message: `the certificate of the archive is not trusted${way} (${codes.join(', ')})`,
      hint: 'If the store or a proxy uses a private certificate authority, set it in `ca-certificates`; see docs/sinks.md#proxy-and-private-certificates.',
    });
  }
  const check =
    way === ''
      ? 'Check `archive-url`, `endpoint` in `archive-options`, and whether a firewall lets the runner reach the store'
      : 'Check the address, user and password in HTTPS_PROXY, and whether the proxy allows this host';
  if (isHopeless(error)) {
    return fail(error, {
      message: `the archive cannot be reached${way} (${codes.join(', ')})`,
      hint: `${check}; ${SEE}.`,
    });
  }
  const isTimeout = error instanceof Error && error.name === 'TimeoutError';
  const failure = isTimeout ? 'no answer in time' : `no complete answer${way} (${describeForeign(error)})`;
  return { kind: 'retry', failure, hint: `${NOTHING_SKIPPED} ${check}; ${SEE}.`, waitMs: undefined };
}

function fail(cause: unknown, { message, hint }: { readonly message: string; readonly hint: string }): Disposition {
  return { kind: 'fail', error: new DeliveryError(message, { hint, cause }) };
}
