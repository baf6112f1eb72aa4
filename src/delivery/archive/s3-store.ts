/**
 * Amazon S3 and its compatibles: one signed `PUT` for each object, with `If-None-Match: *` and a checksum that the store verifies
 * before it confirms. The signature covers the hash of the bytes, so a store without checksums cannot keep other bytes either.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
 */
import { AwsV4Signer } from 'aws4fetch';
import { parseHttpDate } from '../../resilience/http-date.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { HttpAnswer, HttpRequest } from '../../runtime/http.ts';
import type { AwsCredentials } from './aws-credentials.ts';
import { md5Of } from './md5.ts';
import type { NewObject } from './object-store.ts';
import { refusal } from './refusal.ts';
import { S3_REFUSALS } from './s3-refusals.ts';
import type { PutVerdict, SentObject, StoreProtocol } from './store-protocol.ts';
import { readXml } from './xml-text.ts';

export interface S3Settings {
  readonly bucket: string;
  readonly region: string;
  /** Of a compatible, without a path; `undefined`: Amazon's own. */
  readonly endpoint: string | undefined;
  /** Whether `If-None-Match` is sent: some compatibles refuse it. */
  readonly precondition: boolean;
  readonly storageClass: string | undefined;
  readonly sse: string | undefined;
  readonly kmsKeyId: string | undefined;
}

/** Codes that come and go. `RequestTimeout` is a 400, and says that the bytes came too slowly. */
const PASSING = new Set([
  'RequestTimeout',
  'BadDigest',
  'XAmzContentSHA256Mismatch',
  'XAmzContentChecksumMismatch',
  'IncompleteBody',
]);
/** Another request to the same key is under way: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html */
const CONFLICTS = new Set(['ConditionalRequestConflict', 'OperationAborted']);
const STALE = new Set(['ExpiredToken', 'InvalidToken', 'TokenRefreshRequired']);
/** Codes by which compatibles refuse a header that they do not know. */
const UNKNOWN_HEADER = new Set([
  '',
  'InvalidArgument',
  'InvalidRequest',
  'NotImplemented',
  'BadRequest',
  'InvalidDigest',
]);

export class S3Store implements StoreProtocol {
  readonly name: string;
  readonly #settings: S3Settings;
  readonly #credentials: AwsCredentials;
  readonly #clock: Clock;
  readonly #signingKeys = new Map<string, ArrayBuffer>();
  #checksum: 'sha256' | 'md5' = 'sha256';
  /** How far the store's clock is ahead of this machine's. */
  #offsetMs = 0;

  constructor(settings: S3Settings, using: { readonly credentials: AwsCredentials; readonly clock: Clock }) {
    this.name = `s3://${settings.bucket}`;
    this.#settings = settings;
    this.#credentials = using.credentials;
    this.#clock = using.clock;
  }

  async request({ key, bytes, sha256, mediaType }: NewObject, signal: AbortSignal): Promise<HttpRequest> {
    const { region, precondition, storageClass, sse, kmsKeyId } = this.#settings;
    const { accessKeyId, secretAccessKey, sessionToken } = await this.#credentials.current(signal);
    const headers: Record<string, string> = {
      'content-type': mediaType,
      'x-amz-content-sha256': sha256,
      ...(this.#checksum === 'sha256'
        ? { 'x-amz-checksum-sha256': toBase64(sha256) }
        : { 'content-md5': md5Of(bytes) }),
      ...(precondition ? { 'if-none-match': '*' } : {}),
      ...(storageClass === undefined ? {} : { 'x-amz-storage-class': storageClass }),
      ...(sse === undefined ? {} : { 'x-amz-server-side-encryption': sse }),
      ...(kmsKeyId === undefined ? {} : { 'x-amz-server-side-encryption-aws-kms-key-id': kmsKeyId }),
    };
    const signer = new AwsV4Signer({
      method: 'PUT',
      url: urlOf(this.#settings, key),
      headers,
      service: 's3',
      ...{ region, accessKeyId, secretAccessKey, cache: this.#signingKeys },
      ...(sessionToken === undefined ? {} : { sessionToken }),
      datetime: renderSignatureTime(this.#clock.now() + this.#offsetMs),
    });
    const signed = await signer.sign();
    return { method: 'PUT', url: signed.url.href, headers: Object.fromEntries(signed.headers), body: bytes };
  }

  judge(answer: HttpAnswer, { object: { sha256 }, request }: SentObject): PutVerdict {
    const { status, headers } = answer;
    if (status === 200) {
      const stored = headers['x-amz-checksum-sha256'];
      if (stored !== undefined && stored !== toBase64(sha256)) return { kind: 'altered' };
      if (headers['etag'] !== undefined) return { kind: 'stored' };
      return {
        kind: 'busy',
        failure: 'HTTP 200 without an ETag, which is not the answer of an S3 store',
        mayBeStored: true,
      };
    }
    const code = readXml(answer.body, 'Code') ?? '';
    if (status === 412 && code === 'PreconditionFailed') return { kind: 'exists' };
    if (CONFLICTS.has(code)) return { kind: 'busy', failure: `HTTP ${status}, ${code}`, mayBeStored: false };
    if (status === 408 || status === 429 || PASSING.has(code) || (status >= 500 && status !== 501)) {
      return { kind: 'busy', failure: `HTTP ${status}`, mayBeStored: status >= 500 };
    }
    return this.#adapt(code, answer, request) ?? { kind: 'refused', error: refusal({ status, code }, S3_REFUSALS) };
  }

  /** What can be put right from here is put right, once. */
  #adapt(code: string, { status, headers }: HttpAnswer, request: HttpRequest): PutVerdict | undefined {
    const otherwise = refusal({ status, code }, S3_REFUSALS);
    if (code === 'RequestTimeTooSkewed') {
      const date = parseHttpDate(headers['date']);
      if (date === undefined) return undefined;
      this.#offsetMs = date - this.#clock.now();
      return {
        kind: 'changed',
        what: "the clock of this machine is wrong, so the request is signed by the store's",
        otherwise,
      };
    }
    if (STALE.has(code) && this.#credentials.forget()) {
      return { kind: 'changed', what: 'the credential had to be renewed', otherwise };
    }
    if ((status === 400 || status === 501) && 'x-amz-checksum-sha256' in request.headers && UNKNOWN_HEADER.has(code)) {
      this.#checksum = 'md5';
      return {
        kind: 'changed',
        what: 'the store does not support SHA-256 checksums, so Content-MD5 is sent',
        otherwise,
      };
    }
    return undefined;
  }
}

/** Path style for compatibles, and for names with dots, which no wildcard certificate covers. */
function urlOf({ bucket, region, endpoint }: S3Settings, key: string): string {
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  if (endpoint !== undefined) return `${endpoint}/${bucket}/${key}`;
  if (bucket.includes('.')) return `https://s3.${region}.${domain}/${bucket}/${key}`;
  return `https://${bucket}.s3.${region}.${domain}/${key}`;
}

function toBase64(hex: string): string {
  return Buffer.from(hex, 'hex').toString('base64');
}

/** `20261128T091500Z` */
function renderSignatureTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}
