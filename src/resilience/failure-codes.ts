/** The codes by which a failed connection says what it is; messages are never looked at, because they hold addresses and more. */

/** Of OpenSSL's verification as Node names them: https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const CERTIFICATE =
  /^(?:CERT_.*|.*_CERT|.*_CERT_LOCALLY|.*_LEAF_SIGNATURE|SELF_SIGNED_CERT_IN_CHAIN|INVALID_CA|PATH_LENGTH_EXCEEDED|HOSTNAME_MISMATCH|ERR_TLS_CERT_ALTNAME_INVALID)$/;

/** The system or client codes of an error and its causes: fetch hides them behind "fetch failed". */
export function codesOf(error: unknown): readonly string[] {
  const codes: string[] = [];
  let at = error;
  for (let depth = 0; depth < 5 && at instanceof Error; depth += 1) {
    if ('code' in at && typeof at.code === 'string' && /^[A-Z0-9_]{1,40}$/.test(at.code)) codes.push(at.code);
    at = at.cause;
  }
  return [...new Set(codes)];
}

/** A certificate that cannot be trusted: the one failure of a connection that another try does not mend. */
export function isCertificateCode(code: string): boolean {
  return CERTIFICATE.test(code);
}
