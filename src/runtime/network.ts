/**
 * The proxy and the certificates of this process, for GitHub and the sink alike. What is not encrypted never goes to a proxy. Node's own `fetch` looks at no proxy variable
 * unless it is told to, and a runner cannot be told before it starts an action.
 * https://nodejs.org/api/http.html#built-in-proxy-support
 */
import http from 'node:http';
import tls from 'node:tls';
import { InputError } from '../model/errors.ts';
import type { Log } from './log.ts';

const PROXY_VARIABLES = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'];

/** Requests over TLS from now on go through the proxy of the usual variables. */
export function useProxy(log: Log): void {
  if (!PROXY_VARIABLES.some((name) => (process.env[name] ?? '') !== '')) return;
  // In Node 24 only since 24.14: https://github.com/nodejs/node/pull/60953
  if (!('setGlobalProxyFromEnv' in http)) {
    if (process.env['NODE_USE_ENV_PROXY'] !== '1') {
      log.warning(
        `A proxy is set, but the runner's Node ${process.versions.node} is too old to take it up: set NODE_USE_ENV_PROXY to 1 for the job.`,
      );
    }
    return;
  }
  keepPlainHttpHere();
  try {
    http.setGlobalProxyFromEnv();
  } catch (cause) {
    throw new InputError('the proxy in HTTPS_PROXY or HTTP_PROXY is no address that Node takes', {
      hint: 'Set it to http://HOST:PORT, with user and password in front of the host where the proxy wants them.',
      cause,
    });
  }
}

/**
 * Plain http is spoken with this very machine only. A proxy would read the token and every event of it, and send them to a
 * machine of its own; so the proxy for plain http counts for TLS, as `fetch` has it where there is no other, and for nothing else.
 */
function keepPlainHttpHere(): void {
  const proxy = PROXY_VARIABLES.map((name) => process.env[name] ?? '').find((value) => value !== '') ?? '';
  for (const name of PROXY_VARIABLES) delete process.env[name];
  process.env['HTTPS_PROXY'] = proxy;
}

/** Trusts the certificate authorities in `pem` beside those that Node trusts already. Throws `InputError` for what is none. */
export function trustCertificates(pem: string): void {
  const added = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
  try {
    if (added.length === 0) throw new Error('no certificate');
    tls.setDefaultCACertificates([...tls.getCACertificates('default'), ...added]);
  } catch (cause) {
    throw new InputError('ca-certificates holds nothing that is a certificate', {
      hint: 'Give it the text of one or more certificates, each from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----.',
      cause,
    });
  }
}
