/**
 * What it means that no complete response came: by the code of the failure only, because the message of a network error
 * can contain addresses and more. Everything is tried again except what waiting cannot fix: a certificate that is not
 * trusted, a host name that does not exist, a proxy that is not there.
 */
import { AccessError, describeForeign, UpstreamError } from '../model/errors.ts';
import {
  CONNECT_CODES,
  codesOf,
  describeWay,
  isCertificateCode,
  isHopeless,
  isUnconnected,
} from '../resilience/failure-codes.ts';
import type { Disposition } from '../resilience/retry.ts';
import { type Anchor, withLink } from './finding.ts';

interface Cause {
  readonly codes: RegExp;
  readonly failure: string;
  readonly advice: string;
  readonly anchor: Anchor;
}

/** Failures before GitHub had the request, so that its size cannot be the reason; the first that fits is reported. */
const CONNECT: readonly Cause[] = [
  {
    codes: CONNECT_CODES.proxyRefused,
    failure: 'the proxy did not connect',
    advice:
      'Check HTTPS_PROXY with user and password, and whether the proxy allows this host; NO_PROXY lists hosts to reach without it.',
    anchor: 'proxy',
  },
  {
    codes: CONNECT_CODES.unknownHost,
    failure: 'host name not found',
    advice: 'Check `api-url`, and whether the runner can resolve that name.',
    anchor: 'network',
  },
  {
    codes: CONNECT_CODES.timedOut,
    failure: 'no connection in time',
    advice:
      'Something between the runner and the host drops packets: check whether a firewall lets the runner through, and whether a proxy has to be set.',
    anchor: 'network',
  },
  {
    codes: CONNECT_CODES.refused,
    failure: 'connection refused or host unreachable',
    advice: 'Check `api-url`, and whether a firewall lets the runner through or a proxy has to be set.',
    anchor: 'network',
  },
  {
    codes: CONNECT_CODES.tls,
    failure: 'TLS handshake failed',
    advice: 'Check that `api-url` names an https port, and whether a proxy on the way intercepts TLS.',
    anchor: 'certificate',
  },
];

const UNCONNECTED = 'Check `api-url`, and whether a firewall or a proxy on the way ends the connection.';

/** Where the address of the proxy is wrong, not that of GitHub. */
const PROXY_ADVICE = 'Check the address in HTTPS_PROXY, and whether the runner can reach that proxy.';

const CUT =
  'This is often temporary: run again. If it persists, set `per-page` lower, or `request-timeout` or `retry-attempts` higher.';

/** The disposition of a request without a complete response. */
export function classifyRejection(error: unknown): Disposition {
  const codes = codesOf(error);
  if (codes.some(isCertificateCode)) {
    return {
      kind: 'fail',
      error: new AccessError(
        `The certificate of the API host is not trusted${describeWay(error)} (${codes.join(', ')})`,
        {
          hint: withLink(
            'If the host or a proxy uses a certificate of a private authority, set the certificate of that authority in `ca-certificates`; check `api-url` and the clock of the runner.',
            'certificate',
          ),
          cause: error,
        },
      ),
    };
  }
  const cause = findConnectCause(codes);
  const way = describeWay(error);
  if (cause !== undefined) {
    const isProxys = way !== '' && cause.anchor === 'network';
    const hint = isProxys ? withLink(PROXY_ADVICE, 'proxy') : withLink(cause.advice, cause.anchor);
    const failure = `${cause.failure}${way} (${codes.join(', ')})`;
    if (!isHopeless(error)) return retry(failure, hint);
    return { kind: 'fail', error: new UpstreamError(`No connection to the API: ${failure}`, { hint, cause: error }) };
  }
  if (isUnconnected(error)) {
    const hint = way === '' ? withLink(UNCONNECTED, 'network') : withLink(PROXY_ADVICE, 'proxy');
    return retry(`no connection${way} (${codes.join(', ')})`, hint);
  }
  if (isTimeout(error)) return retry('no response in time', withLink(CUT, 'server-errors'));
  return retry(`no complete response (${describeForeign(error)})`, withLink(CUT, 'server-errors'));
}

/** Whether a smaller request could help: not when there was no connection in the first place. */
export function mayBeTooLarge(error: unknown): boolean {
  return !isUnconnected(error) && findConnectCause(codesOf(error)) === undefined;
}

function findConnectCause(codes: readonly string[]): Cause | undefined {
  return CONNECT.find((cause) => codes.some((code) => cause.codes.test(code)));
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === 'TimeoutError';
}

function retry(failure: string, hint: string): Disposition {
  return { kind: 'retry', failure, hint, waitMs: undefined };
}
