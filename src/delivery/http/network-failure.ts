/**
 * What it means that no complete response came from a sink. The batch can have arrived all the same, so it is sent
 * again under the same key; a failure that waiting cannot fix ends it at once: a certificate that is not trusted, a
 * host name that does not exist.
 */
import { DeliveryError, describeForeign } from '../../model/errors.ts';
import { CONNECT_CODES, codesOf, describeWay, isCertificateCode, isHopeless } from '../../resilience/failure-codes.ts';
import type { Disposition } from '../../resilience/retry.ts';

const UNREACHABLE = [CONNECT_CODES.unknownHost, CONNECT_CODES.refused, CONNECT_CODES.timedOut];
const PROXY_ADVICE = 'Check the address in HTTPS_PROXY with user and password, and whether the proxy allows this host';

export function classifyRejection(error: unknown): Disposition {
  const codes = codesOf(error);
  if (codes.some(isCertificateCode)) {
    return {
      kind: 'fail',
      error: new DeliveryError(
        `the certificate of the sink is not trusted${describeWay(error)} (${codes.join(', ')})`,
        {
          hint: 'If the sink or a proxy uses a private certificate authority, set its certificate in `ca-certificates`; see docs/sinks.md#proxy-and-private-certificates.',
          cause: error,
        },
      ),
    };
  }
  if (isHopeless(error)) {
    return {
      kind: 'fail',
      error: new DeliveryError(`the sink cannot be reached${describeWay(error)} (${codes.join(', ')})`, {
        hint: `${describeWay(error) === '' ? 'Check `sink-url`, and whether the runner can resolve its host name' : PROXY_ADVICE}; see docs/sinks.md#proxy-and-private-certificates.`,
        cause: error,
      }),
    };
  }
  const way = describeWay(error);
  if (way !== '') {
    return retry(
      `the sink cannot be reached${way} (${codes.join(', ')})`,
      `${PROXY_ADVICE}; NO_PROXY lists hosts to reach without it.`,
    );
  }
  if (codes.some((code) => UNREACHABLE.some((known) => known.test(code)))) {
    return retry(
      `the sink cannot be reached (${codes.join(', ')})`,
      'Check `sink-url`, and whether a firewall lets the runner through or a proxy has to be set; see docs/troubleshooting.md#the-sink-is-down-or-busy.',
    );
  }
  const failure = isTimeout(error) ? 'no response in time' : `no complete response (${describeForeign(error)})`;
  return retry(
    failure,
    'This is often temporary: the next run sends the same events again. If it persists, set `sink-batch-events` lower or `sink-timeout` higher; see docs/troubleshooting.md#the-sink-is-down-or-busy.',
  );
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === 'TimeoutError';
}

function retry(failure: string, hint: string): Disposition {
  return { kind: 'retry', failure, hint, waitMs: undefined };
}
