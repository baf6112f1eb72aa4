/**
 * Google Cloud Storage, its token exchange and the service that gives tokens of service accounts, behind one origin, as Google documents
 * them (storage JSON API v1, STS v1, IAM Credentials v1). fake-gcs-server does the storing in `npm run interop`.
 * https://cloud.google.com/storage/docs/json_api/v1/objects/insert
 */
import { hash } from 'node:crypto';
import { json, jsonObject, type Label, type Reply, type Request } from '../exchange.ts';
import type { Double } from '../sinks/sink-server.ts';

export const GCS_PROVIDER = 'projects/123456789/locations/global/workloadIdentityPools/github/providers/audit-log';
export const GCS_ACCOUNT = 'archive@octo-audit.iam.gserviceaccount.com';

export class GcsDouble implements Double {
  readonly stored = [];
  readonly objects = new Map<string, Buffer>();
  bucket = 'audit-archive';
  account = GCS_ACCOUNT;
  readonly tokens = new Set(['gcs-access-token-0123456789']);
  identity = 'github-id-token-1';
  tokenSeconds = 3599;
  exchanges = 0;
  #federated = '';

  label(path: string): Label {
    return path.startsWith('/upload/') ? 'archive.put' : 'archive.token';
  }

  /** Tokens that were given out are refused from now on. */
  revoke(): void {
    this.tokens.clear();
  }

  answer(request: Request, text: string): Reply {
    if (request.path === '/v1/token') return this.#exchange(jsonObject(request.body) ?? {});
    if (request.path === `/v1/projects/-/serviceAccounts/${encodeURIComponent(this.account)}:generateAccessToken`) {
      return this.#impersonate(request);
    }
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if (!this.tokens.has(token)) return failure(401, 'authError');
    if (request.path !== `/upload/storage/v1/b/${this.bucket}/o`) return failure(404, 'notFound');
    if (request.method !== 'POST' || request.query.get('uploadType') !== 'multipart') return failure(400, 'badRequest');
    return this.#insert(request, text);
  }

  #insert({ headers, body, query }: Request, text: string): Reply {
    const boundary = /^multipart\/related; boundary=(.+)$/.exec(headers['content-type'] ?? '')?.[1] ?? '';
    const [, metadata = '{}'] = text.split(`--${boundary}\r\n`).map((part) => part.split('\r\n\r\n')[1]?.trim() ?? '');
    const opening = body.indexOf('\r\n\r\n', body.indexOf(`--${boundary}`, 2)) + 4;
    const content = body.subarray(opening, body.lastIndexOf(`\r\n--${boundary}--`));
    const { name, md5Hash } = JSON.parse(metadata) as { readonly name: string; readonly md5Hash: string };
    const md5 = hash('md5', content, 'base64');
    if (md5Hash !== md5) return failure(400, 'invalid');
    if (query.get('ifGenerationMatch') === '0' && this.objects.has(name)) return failure(412, 'conditionNotMet');
    this.objects.set(name, Buffer.from(content));
    return json(200, { kind: 'storage#object', name, bucket: this.bucket, generation: '1', md5Hash: md5 });
  }

  /** https://cloud.google.com/iam/docs/reference/sts/rest/v1/TopLevel/token */
  #exchange(body: Readonly<Record<string, unknown>>): Reply {
    if (body['audience'] !== `//iam.googleapis.com/${GCS_PROVIDER}`) return json(400, { error: 'invalid_target' });
    if (body['subjectToken'] !== this.identity) {
      return json(400, { error: 'invalid_grant', error_description: 'canary-of-the-server' });
    }
    if (body['grantType'] !== 'urn:ietf:params:oauth:grant-type:token-exchange')
      return json(400, { error: 'invalid_request' });
    this.exchanges += 1;
    this.#federated = `federated-token-${this.exchanges}`;
    this.tokens.add(this.#federated);
    return json(200, { access_token: this.#federated, token_type: 'Bearer', expires_in: this.tokenSeconds });
  }

  /** https://cloud.google.com/iam/docs/reference/credentials/rest/v1/projects.serviceAccounts/generateAccessToken */
  #impersonate({ headers }: Request): Reply {
    if (headers.authorization !== `Bearer ${this.#federated}`) {
      return json(403, { error: { code: 403, status: 'PERMISSION_DENIED', message: 'canary-of-the-server' } });
    }
    const accessToken = `account-token-${this.exchanges}`;
    this.tokens.delete(this.#federated);
    this.tokens.add(accessToken);
    return json(200, { accessToken, expireTime: new Date(Date.now() + 3_600_000).toISOString() });
  }
}

function failure(status: number, reason: string): Reply {
  return json(status, {
    error: { code: status, message: 'canary-of-the-server', errors: [{ domain: 'global', reason }] },
  });
}
