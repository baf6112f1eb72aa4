/**
 * Azure Blob Storage and Entra's token endpoint behind one origin, as Microsoft documents them (Put Blob 2023-11-03, OAuth 2.0 v2). The
 * signature of a SAS is compared as a text: Azurite verifies one in `npm run interop`. Unlike there, an overwrite with a SAS that can only
 * create is answered as by Azure itself. https://learn.microsoft.com/rest/api/storageservices/put-blob
 */
import { hash } from 'node:crypto';
import { json, type Label, type Reply, type Request } from '../exchange.ts';
import type { Double } from '../sinks/sink-server.ts';

export const AZURE_TENANT = '00000000-1111-2222-3333-444444444444';

export class AzureDouble implements Double {
  readonly stored = [];
  readonly objects = new Map<string, Buffer>();
  account = 'auditarchive';
  container = 'audit-archive';
  tenant = AZURE_TENANT;
  readonly signature = 'azure-sas-signature-0123456789';
  identity = 'github-id-token-1';
  tokensIssued = 0;
  #tokens = new Set<string>();

  label(path: string): Label {
    return path.endsWith('/oauth2/v2.0/token') ? 'archive.token' : 'archive.put';
  }

  /** Tokens that were given out are refused from now on. */
  revoke(): void {
    this.#tokens.clear();
  }

  answer(request: Request, text: string): Reply {
    if (request.path === `/${this.tenant}/oauth2/v2.0/token`) return this.#issue(new URLSearchParams(text));
    const { headers, query, body } = request;
    const permissions = this.#permissions(request);
    if (typeof permissions !== 'string') return permissions;
    const { account, container, rest } = placeOf(request);
    if (account !== this.account || container !== this.container) return failure(404, 'ContainerNotFound');
    if (request.method !== 'PUT' || headers['x-ms-blob-type'] !== 'BlockBlob')
      return failure(400, 'MissingRequiredHeader');
    if (!/[cw]/.test(permissions)) return failure(403, 'AuthorizationPermissionMismatch');
    const md5 = hash('md5', body, 'base64');
    if (headers['content-md5'] !== undefined && headers['content-md5'] !== md5) return failure(400, 'Md5Mismatch');
    const key = rest.join('/');
    if (this.objects.has(key)) {
      if (!permissions.includes('w')) return failure(403, 'UnauthorizedBlobOverwrite');
      if (headers['if-none-match'] === '*') return failure(409, 'BlobAlreadyExists');
    }
    this.objects.set(key, body);
    const id = { 'x-ms-request-id': `${query.size}-${this.objects.size}` };
    return { status: 201, headers: { ...id, etag: '"0x8"', 'content-md5': md5 } };
  }

  #permissions({ headers, query }: Request): string | Reply {
    if (headers.authorization !== undefined) {
      return this.#tokens.has(headers.authorization) ? 'c' : failure(401, 'InvalidAuthenticationInfo');
    }
    if (query.get('sig') !== this.signature) return failure(403, 'AuthenticationFailed');
    return query.get('sp') ?? '';
  }

  #issue(form: URLSearchParams): Reply {
    const isSound =
      form.get('grant_type') === 'client_credentials' &&
      form.get('scope') === 'https://storage.azure.com/.default' &&
      form.get('client_assertion_type') === 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' &&
      form.get('client_assertion') === this.identity;
    if (!isSound)
      return json(401, { error: 'invalid_client', error_description: 'AADSTS7000215 canary-of-the-server' });
    this.tokensIssued += 1;
    const token = `entra-access-token-${this.tokensIssued}`;
    this.#tokens.add(`Bearer ${token}`);
    return json(200, { token_type: 'Bearer', expires_in: 3599, access_token: token });
  }
}

/** The account is the first part of the path, or the name of the host as in Azure itself. */
function placeOf({ headers, path }: Request) {
  const [, named] = /^([a-z0-9]+)\.blob\.core\.windows\.net$/.exec(headers.host ?? '') ?? [];
  const parts = decodeURIComponent(path).split('/').slice(1);
  const [account, container, ...rest] = named === undefined ? parts : [named, ...parts];
  return { account, container, rest };
}

function failure(status: number, code: string): Reply {
  return { status, headers: { 'x-ms-error-code': code }, body: '<Error>canary-of-the-server</Error>' };
}
