/**
 * Azurite: Microsoft's own emulator of Azure Storage. It verifies the signature, the times and the permissions of a SAS; the archive gets
 * one that can create blobs in one container, and neither overwrite nor read them.
 */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import type { StoreServer } from '../../contract/archive-subject.ts';
import { freePort, openFolder, startProgram } from '../program.ts';

const CONTAINER = 'audit-archive';
/** Of every Azurite: https://learn.microsoft.com/azure/storage/common/storage-connect-azurite#azurite-connection-strings */
const ACCOUNT = 'devstoreaccount1';
const ACCOUNT_KEY = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';
const VERSION = '2023-11-03';

/** `main`: the script of its blob service. */
export async function startAzurite(main: string): Promise<StoreServer> {
  const folder = await openFolder();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const program = await startProgram({
    file: process.execPath,
    args: [
      ...[main, '--blobHost', '127.0.0.1', '--blobPort', String(port), '--location', folder.path],
      ...['--silent', '--disableTelemetry'],
    ],
    port,
    folder: folder.path,
  });
  const container = `${url}/${ACCOUNT}/${CONTAINER}`;
  const owner = signSas('racwdl');
  const made = await fetch(`${container}?restype=container&${accountSas()}`, {
    method: 'PUT',
    headers: { 'x-ms-version': VERSION },
  });
  assert.ok(made.ok, `${made.status} ${await made.text()}`);
  return {
    kind: 'azure',
    url,
    verifiesChecksums: true,
    // Azure answers an overwrite with `UnauthorizedBlobOverwrite`; Azurite as if the SAS could not create anything.
    takenInputs: { 'archive-token': signSas('cw') },
    inputs: (origin, name = CONTAINER) => ({
      'archive-url': `https://${ACCOUNT}.blob.core.windows.net/${name}/audit`,
      'archive-token': name === CONTAINER ? signSas('c') : accountSas(),
      'archive-options': `endpoint: ${origin}/${ACCOUNT}`,
    }),
    strangerInputs: () => ({ 'archive-token': signSas('c').replace(/sig=.{8}/, 'sig=AAAAAAAA') }),
    async objects() {
      const list = await (await fetch(`${container}?restype=container&comp=list&${owner}`)).text();
      const names = [...list.matchAll(/<Name>([^<]+)<\/Name>/g)].map(([, name = '']) => name);
      const blobs = names.map(async (name) => {
        const response = await fetch(`${container}/${name}?${owner}`);
        return [name, Buffer.from(await response.arrayBuffer())] as const;
      });
      return new Map(await Promise.all(blobs));
    },
    stop: () => program.stop(),
    start: () => program.start(),
    async [Symbol.asyncDispose]() {
      await program.stop();
      await folder[Symbol.asyncDispose]();
    },
  };
}

const EXPIRY = () => new Date(Date.now() + 3_600_000).toISOString().replace(/\.\d+/, '');

/** https://learn.microsoft.com/rest/api/storageservices/create-service-sas#version-2020-12-06-and-later */
function signSas(permissions: string): string {
  const se = EXPIRY();
  const resource = `/blob/${ACCOUNT}/${CONTAINER}`;
  const toSign = [permissions, '', se, resource, '', '', '', VERSION, 'c', '', '', '', '', '', '', ''].join('\n');
  const sig = createHmac('sha256', Buffer.from(ACCOUNT_KEY, 'base64')).update(toSign).digest('base64');
  return new URLSearchParams({ sv: VERSION, sr: 'c', sp: permissions, se, sig }).toString();
}

/** https://learn.microsoft.com/rest/api/storageservices/create-account-sas#version-2020-12-06-and-later */
function accountSas(): string {
  const [se, permissions] = [EXPIRY(), 'racwdl'];
  const toSign = [ACCOUNT, permissions, 'b', 'co', '', se, '', '', VERSION, '', ''].join('\n');
  const sig = createHmac('sha256', Buffer.from(ACCOUNT_KEY, 'base64')).update(toSign).digest('base64');
  return new URLSearchParams({ sv: VERSION, ss: 'b', srt: 'co', sp: permissions, se, sig }).toString();
}
