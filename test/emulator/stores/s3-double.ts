/**
 * S3 and STS as Amazon documents them (API versions 2006-03-01 and 2011-06-15), as far as an archive speaks with them: one bucket, objects
 * that are only put, conditions, checksums, a clock that allows fifteen minutes. Signatures are only looked at, not computed: versitygw
 * verifies them in `npm run interop`, and gave the answers to what is refused here.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
 */
import { hash } from 'node:crypto';
import type { Label, Reply, Request } from '../exchange.ts';
import type { Double } from '../sinks/sink-server.ts';

const SKEW_MAX_MS = 15 * 60_000;

export class S3Double implements Double {
  readonly stored = [];
  readonly objects = new Map<string, Buffer>();
  bucket = 'audit-archive';
  region = 'us-east-1';
  /** Access key to session token; '' for a key that needs none. */
  readonly keys = new Map([['archive-writer', '']]);
  /** What STS accepts as the identity of a job, and the role that it may assume. */
  identity = 'github-id-token-1';
  role = 'arn:aws:iam::123456789012:role/archive';
  /** Seconds for which a session is good. */
  sessionSeconds = 3600;
  sessions = 0;

  label(path: string): Label {
    return path === '/' ? 'archive.token' : 'archive.put';
  }

  answer(request: Request, text: string): Reply {
    if (request.method === 'POST' && request.path === '/') return this.#assume(new URLSearchParams(text));
    if (request.method !== 'PUT') return error(405, 'MethodNotAllowed');
    const refused = this.#refusal(request);
    if (refused !== undefined) return refused;
    const { bucket, key } = placeOf(request);
    if (bucket !== this.bucket) return error(404, 'NoSuchBucket');
    const sha256 = hash('sha256', request.body, 'base64');
    const checksum = request.headers['x-amz-checksum-sha256'];
    const md5 = request.headers['content-md5'];
    if (checksum !== undefined && checksum !== sha256) return error(400, 'BadDigest');
    if (md5 !== undefined && md5 !== hash('md5', request.body, 'base64')) return error(400, 'BadDigest');
    if (request.headers['x-amz-content-sha256'] !== hash('sha256', request.body, 'hex')) {
      return error(400, 'XAmzContentSHA256Mismatch');
    }
    if (request.headers['if-none-match'] === '*' && this.objects.has(key)) return error(412, 'PreconditionFailed');
    this.objects.set(key, request.body);
    const confirmed = checksum === undefined ? {} : { 'x-amz-checksum-sha256': sha256 };
    return { status: 200, headers: { etag: `"${hash('md5', request.body)}"`, ...confirmed } };
  }

  /** Sessions that were given out are refused from now on. */
  expire(): void {
    for (const [key, token] of this.keys) if (token !== '') this.keys.set(key, 'expired');
  }

  #refusal({ headers }: Request): Reply | undefined {
    const pattern =
      /^AWS4-HMAC-SHA256 Credential=([^/]+)\/\d{8}\/([^/]+)\/s3\/aws4_request, SignedHeaders=\S+, Signature=[0-9a-f]{64}$/;
    const [, key = '', region] = pattern.exec(headers.authorization ?? '') ?? [];
    if (region === undefined) return error(403, 'AccessDenied');
    if (region !== this.region) return error(400, 'AuthorizationHeaderMalformed');
    const token = this.keys.get(key);
    if (token === undefined) return error(403, 'InvalidAccessKeyId');
    if (token === 'expired') return error(400, 'ExpiredToken');
    if ((headers['x-amz-security-token'] ?? '') !== token) return error(400, 'InvalidToken');
    const at = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(String(headers['x-amz-date'])) ?? [];
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = at.slice(1).map(Number);
    const skew = Math.abs(Date.UTC(year, month - 1, day, hour, minute, second) - Date.now());
    return skew > SKEW_MAX_MS ? error(403, 'RequestTimeTooSkewed') : undefined;
  }

  /** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html */
  #assume(form: URLSearchParams): Reply {
    if (form.get('Action') !== 'AssumeRoleWithWebIdentity' || form.get('Version') !== '2011-06-15') {
      return stsError(400, 'InvalidAction');
    }
    if (!/^[\w+=,.@-]{2,64}$/.test(form.get('RoleSessionName') ?? '')) return stsError(400, 'ValidationError');
    if (form.get('WebIdentityToken') !== this.identity) return stsError(400, 'InvalidIdentityToken');
    if (form.get('RoleArn') !== this.role) return stsError(403, 'AccessDenied');
    this.sessions += 1;
    const [key, token] = [`ASIASESSION${this.sessions}`, `session-token-${this.sessions}+/=`];
    this.keys.set(key, token);
    const expiration = new Date(Date.now() + this.sessionSeconds * 1000).toISOString().replace(/\.\d+/, '');
    return {
      status: 200,
      headers: { 'content-type': 'text/xml' },
      body: `<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <AssumeRoleWithWebIdentityResult>
    <SubjectFromWebIdentityToken>repo:octo-org/audit:environment:archive</SubjectFromWebIdentityToken>
    <Audience>sts.amazonaws.com</Audience>
    <AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/archive/run</Arn></AssumedRoleUser>
    <Credentials>
      <SessionToken>${token}</SessionToken>
      <SecretAccessKey>session-secret/${this.sessions}</SecretAccessKey>
      <Expiration>${expiration}</Expiration>
      <AccessKeyId>${key}</AccessKeyId>
    </Credentials>
  </AssumeRoleWithWebIdentityResult>
</AssumeRoleWithWebIdentityResponse>`,
    };
  }
}

/** In path style, or in that of Amazon's own hosts. */
function placeOf({ headers, path }: Request) {
  const [, named] = /^(.+)\.s3\.[a-z0-9-]+\.amazonaws\.com$/.exec(headers.host ?? '') ?? [];
  const parts = decodeURIComponent(path).split('/').slice(1);
  return named === undefined
    ? { bucket: parts[0] ?? '', key: parts.slice(1).join('/') }
    : { bucket: named, key: parts.join('/') };
}

function error(status: number, code: string): Reply {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>canary-of-the-server</Message></Error>`;
  return { status, headers: { 'content-type': 'application/xml' }, body };
}

function stsError(status: number, code: string): Reply {
  const body = `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>canary-of-the-server</Message></Error></ErrorResponse>`;
  return { status, headers: { 'content-type': 'text/xml' }, body };
}
