/**
 * What it means that no whole answer came: by the code of the failure only, because the message of a network error may
 * hold addresses and more. Everything is tried again except what waiting cannot help: a certificate that is not trusted, a host
 * name that does not exist.
 */
import { AccessError, describeForeign, UpstreamError } from '../model/errors.ts';
import { codesOf, isCertificateCode } from '../resilience/failure-codes.ts';
import type { Disposition } from '../resilience/retry.ts';
import { type Anchor, withLink } from './finding.ts';

interface Cause {
  readonly codes: RegExp;
  readonly failure: string;
  readonly advice: string;
  readonly anchor: Anchor;
}

/** Failures before GitHub had the request, so that its size cannot be the reason. */
const CONNECT: readonly Cause[] = [
  {
    codes: /^(?:EAI_AGAIN|EAI_FAIL|ENODATA)$/,
    failure: 'host name not found',
    advice: 'Check `api-url`, and whether the runner can resolve that name.',
    anchor: 'network',
  },
  {
    codes: /^(?:ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|EADDRNOTAVAIL|ENETDOWN)$/,
    failure: 'connection refused or host unreachable',
    advice: 'Check `api-url`, and whether a firewall lets the runner through or a proxy has to be set.',
    anchor: 'network',
  },
  {
    codes: /^(?:EPROTO|ERR_SSL_.*|ERR_TLS_.*)$/,
    failure: 'TLS handshake failed',
    advice: 'Check that `api-url` names an https port, and whether a proxy on the way breaks up TLS.',
    anchor: 'certificate',
  },
  {
    // Of a CONNECT that the proxy did not answer with 200.
    codes: /^(?:UND_ERR_ABORTED)$/,
    failure: 'the proxy did not connect',
    advice:
      'Check HTTPS_PROXY with user and password, and whether the proxy allows this host; NO_PROXY lists hosts to reach without it.',
    anchor: 'proxy',
  },
  {
    codes: /^(?:UND_ERR_CONNECT_TIMEOUT)$/,
    failure: 'no connection in time',
    advice: 'Check whether a firewall lets the runner through or a proxy has to be set.',
    anchor: 'network',
  },
];

/** The name servers know that there is no such name; one that does not answer says EAI_AGAIN. */
const UNKNOWN_HOST = 'ENOTFOUND';

const CUT =
  'This is often passing: run again. If it stays, set `per-page` lower, or `request-timeout` or `retry-attempts` higher.';

/** The disposition of a request that brought no whole answer. */
export function classifyRejection(error: unknown): Disposition {
  const codes = codesOf(error);
  if (codes.some(isCertificateCode)) {
    return {
      kind: 'fail',
      error: new AccessError(`The certificate of the API host is not trusted (${codes.join(', ')})`, {
        hint: withLink(
          'If the host or a proxy has a certificate of a private authority, give the certificate of that authority in `ca-certificates`; check `api-url` and the clock of the runner.',
          'certificate',
        ),
        cause: error,
      }),
    };
  }
  if (codes.includes(UNKNOWN_HOST)) {
    return {
      kind: 'fail',
      error: new UpstreamError('The host name of the API does not exist (ENOTFOUND)', {
        hint: withLink(
          'Check `api-url`, and HTTPS_PROXY if the runner uses a proxy, and whether the runner can resolve that name.',
          'network',
        ),
        cause: error,
      }),
    };
  }
  const cause = findConnectCause(codes);
  if (cause !== undefined) {
    return retry(`${cause.failure} (${codes.join(', ')})`, withLink(cause.advice, cause.anchor));
  }
  if (isTimeout(error)) return retry('no answer in time', withLink(CUT, 'server-errors'));
  return retry(`no whole answer (${describeForeign(error)})`, withLink(CUT, 'server-errors'));
}

/** Whether asking for less could help: not when there was no connection in the first place. */
export function mayBeTooLarge(error: unknown): boolean {
  const codes = codesOf(error);
  return !codes.includes(UNKNOWN_HOST) && findConnectCause(codes) === undefined;
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
