/** The codes by which a failed connection says what it is; messages are never looked at, because they hold addresses and more. */

/** Of OpenSSL's verification as Node names them: https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const CERTIFICATE =
  /^(?:CERT_.*|.*_CERT|.*_CERT_LOCALLY|.*_LEAF_SIGNATURE|SELF_SIGNED_CERT_IN_CHAIN|INVALID_CA|PATH_LENGTH_EXCEEDED|HOSTNAME_MISMATCH|ERR_TLS_CERT_ALTNAME_INVALID)$/;

/** The system or client codes of an error and its causes, and of every address that was tried without success. */
export function codesOf(error: unknown): readonly string[] {
  return [...new Set(walk(error, 0))];
}

function walk(error: unknown, depth: number): readonly string[] {
  if (!(error instanceof Error) || depth === 5) return [];
  const own = 'code' in error && typeof error.code === 'string' && /^[A-Z0-9_]{1,40}$/.test(error.code);
  const tried: readonly unknown[] = error instanceof AggregateError ? error.errors : [];
  return [
    ...(own ? [String(error.code)] : []),
    ...tried.flatMap((one) => walk(one, depth + 1)),
    ...walk(error.cause, depth + 1),
  ];
}

/** Where the request had to go through, as ` through the proxy HOST:PORT`; '' where it went direct or is not known. */
export function describeWay(error: unknown): string {
  const proxy = error instanceof Error && 'proxy' in error ? error.proxy : undefined;
  return typeof proxy === 'string' && /^[\w.:[\]-]{1,260}$/.test(proxy) ? ` through the proxy ${proxy}` : '';
}

/** Whether there was no connection at all, so that nothing of the request can be the reason. */
export function isUnconnected(error: unknown): boolean {
  return error instanceof Error && error.name === 'ConnectionError';
}

/** Failures before the other side had the request, by their codes. */
export const CONNECT_CODES = {
  unknownHost: /^(?:ENOTFOUND|EAI_.*|ENODATA)$/,
  refused: /^(?:ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|EADDRNOTAVAIL|ENETDOWN)$/,
  timedOut: /^ETIMEDOUT$/,
  tls: /^(?:EPROTO|ERR_SSL_.*|ERR_TLS_.*)$/,
  proxyRefused: /^PROXY_HTTP_\d+$/,
} as const;

/**
 * A connection that waiting does not bring about: a host name that does not exist (name servers that do not answer say EAI_AGAIN), a
 * proxy that is not there, or one that refuses.
 */
export function isHopeless(error: unknown): boolean {
  const codes = codesOf(error);
  const isProxyGone = describeWay(error) !== '' && codes.includes('ECONNREFUSED');
  return isProxyGone || codes.some((code) => code === 'ENOTFOUND' || /^PROXY_HTTP_4\d\d$/.test(code));
}

/** A certificate that cannot be trusted, which another try does not fix either. */
export function isCertificateCode(code: string): boolean {
  return CERTIFICATE.test(code);
}
