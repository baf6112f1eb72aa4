/**
 * What all connections of this process share: how long an attempt to connect can last, whose certificates are trusted,
 * and the proxy. It holds for the API, the sink, the cache and the artifacts alike, because it is set before any of
 * them connects.
 */
import net from 'node:net';
import tls from 'node:tls';
import { InputError } from '../model/errors.ts';
import { useProxy } from './agents.ts';
import { readProxy, renderVariables } from './proxy.ts';

/**
 * Node tries the addresses of a host one after the other and gives each but the last a quarter of a second. Hosts that are
 * farther away, or whose first packet is lost (it is sent again after a second), would never be reached where another address
 * does not work. https://nodejs.org/api/net.html#netsetdefaultautoselectfamilyattempttimeoutvalue
 */
const CONNECT_ATTEMPT_MS = 3_000;

/** Services of the job that the toolkits connect to. */
const SERVICE_VARIABLES = ['ACTIONS_RESULTS_URL', 'ACTIONS_CACHE_URL', 'ACTIONS_RUNTIME_URL', 'GITHUB_API_URL'];

/** `caCertificates`: PEM text of authorities that are trusted as well. Throws `InputError` for what cannot be used. */
export function openNetwork({ caCertificates }: { readonly caCertificates: string | undefined }): void {
  net.setDefaultAutoSelectFamilyAttemptTimeout(CONNECT_ATTEMPT_MS);
  trust([...systemCertificates(), ...(caCertificates === undefined ? [] : parseCertificates(caCertificates))]);
  const proxy = readProxy(process.env);
  const services = SERVICE_VARIABLES.flatMap((name) => URL.parse(process.env[name] ?? '') ?? []);
  for (const [name, value] of Object.entries(renderVariables(proxy, services))) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  useProxy(proxy);
}

/** Throws `InputError` unless every certificate in `pem` is one. */
export function checkCertificates(pem: string): void {
  trust(parseCertificates(pem));
}

/**
 * The authorities of the system, which Node does not look at on its own. A hosted runner has none of its own, and
 * reading them is a tenth of a quiet run; elsewhere a company's authority is most likely installed there and nowhere
 * else.
 */
function systemCertificates(): readonly string[] {
  const isNamed = ['SSL_CERT_FILE', 'SSL_CERT_DIR'].some((name) => (process.env[name] ?? '') !== '');
  if (!isNamed && process.env['RUNNER_ENVIRONMENT'] === 'github-hosted') return [];
  return 'getCACertificates' in tls ? tls.getCACertificates('system') : [];
}

function parseCertificates(pem: string): readonly string[] {
  const certificates = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
  if (certificates.length === 0) throw noCertificate(undefined);
  return certificates;
}

function trust(added: readonly string[]): void {
  if (added.length === 0) return;
  if (!('setDefaultCACertificates' in tls)) {
    throw new InputError(`ca-certificates needs Node 24.5 or later, and this is Node ${process.versions.node}`, {
      hint: 'Use a newer Node, or name a file with the certificates in NODE_EXTRA_CA_CERTS before it starts.',
    });
  }
  try {
    tls.setDefaultCACertificates([...new Set([...tls.getCACertificates('default'), ...added])]);
  } catch (cause) {
    throw noCertificate(cause);
  }
}

function noCertificate(cause: unknown): InputError {
  return new InputError('ca-certificates contains no certificate', {
    hint: 'Set it to the text of one or more certificates, each from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----.',
    cause,
  });
}
