/** A private certificate authority and a certificate of 127.0.0.1 that it signed, made by OpenSSL on the spot. */
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Authority {
  /** PEM text of the authority. */
  readonly pem: string;
  /** Files of the server's certificate and key. */
  readonly cert: string;
  readonly key: string;
}

/** Rejects where there is no `openssl`. */
export async function makeAuthority(folder: string): Promise<Authority> {
  const at = (name: string) => join(folder, name);
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const [ca, caKey, request, cert, key] = ['ca.pem', 'ca.key', 'server.csr', 'server.pem', 'server.key'].map(at) as [
    string,
    string,
    string,
    string,
    string,
  ];
  await run('openssl', ['req', '-x509', ...newKey, '-keyout', caKey, '-out', ca, '-days', '2', '-subj', '/CN=interop']);
  await run('openssl', ['req', ...newKey, '-keyout', key, '-out', request, '-subj', '/CN=sink']);
  await writeFile(at('server.ext'), 'subjectAltName=IP:127.0.0.1\n');
  const signing = ['-CA', ca, '-CAkey', caKey, '-CAcreateserial', '-days', '2', '-extfile', at('server.ext')];
  await run('openssl', ['x509', '-req', '-in', request, ...signing, '-out', cert]);
  return { pem: await readFile(ca, 'utf8'), cert, key };
}
