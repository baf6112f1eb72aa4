/**
 * Google Cloud Storage through its JSON API: one multipart upload for each object, on the condition that its name is free, with an
 * MD5 that the service compares before it confirms. https://cloud.google.com/storage/docs/json_api/v1/objects/insert
 */
import type { HttpAnswer, HttpRequest } from '../../runtime/http.ts';
import { readObject } from '../http/acknowledge.ts';
import type { Authorization } from '../http/preset.ts';
import { md5Of } from './md5.ts';
import type { NewObject } from './object-store.ts';
import { type Refusals, refusal } from './refusal.ts';
import type { PutVerdict, SentObject, StoreProtocol } from './store-protocol.ts';

export interface GcsSettings {
  readonly bucket: string;
  /** Scheme and host. */
  readonly endpoint: string;
  readonly storageClass: string | undefined;
  readonly kmsKeyName: string | undefined;
}

/** A policy of the organization is a 412 as well. Google says the first; servers that imitate it nothing, or the name of the status. */
const EXISTS = new Set(['conditionNotMet', '', 'Precondition Failed']);

const KMS =
  'Check that the key is enabled and in the location of the bucket: `kms-key-id` in `archive-options`, or the default key of the bucket';

/** By `reason`: https://cloud.google.com/storage/docs/json_api/v1/status-codes */
const REFUSALS: Refusals = {
  authError: [
    'the access token is invalid or has expired',
    'Use `workload-identity-provider`, which renews it, or fetch a new token',
  ],
  forbidden: [
    'access is denied',
    'Grant `storage.objects.create` on the bucket (Storage Object Creator) to the service account or the federated identity; if the bucket encrypts with a Cloud KMS key, grant Cloud KMS CryptoKey Encrypter/Decrypter to the service agent of Cloud Storage',
  ],
  insufficientPermissions: [
    'the access token does not cover Cloud Storage',
    'Use `workload-identity-provider`, or fetch the token with the scope `devstorage.read_write`',
  ],
  notFound: ['the bucket does not exist', 'Check `archive-url`'],
  userProjectMissing: ['the bucket makes requesters pay', 'Turn Requester Pays off for this bucket'],
  accountDisabled: ['the account that owns the bucket is disabled', 'Check its billing'],
  quotaExceeded: ['the quota of the project is used up', 'Raise it in the Google Cloud console'],
  cloudKmsBadKey: ['the Cloud KMS key cannot be used', KMS],
  cloudKmsDisabledKey: ['the Cloud KMS key is disabled or destroyed', KMS],
  cloudKmsEncryptionKeyNotFound: ['the Cloud KMS key does not exist', KMS],
  cloudKmsKeyLocationNotAllowed: ['the Cloud KMS key is in another location than the bucket', KMS],
  orgPolicyConstraintFailed: [
    'a policy of the organization forbids it',
    'Check the constraints of the organization for Cloud Storage, such as a required retention or location',
  ],
  retentionPolicyNotMet: ['a retention policy forbids it', 'Check the retention policy of the bucket'],
};

export class GcsStore implements StoreProtocol {
  readonly name: string;
  readonly #settings: GcsSettings;
  readonly #authorization: Authorization;

  constructor(settings: GcsSettings, authorization: Authorization) {
    this.name = `gs://${settings.bucket}`;
    this.#settings = settings;
    this.#authorization = authorization;
  }

  async request({ key, bytes, sha256, mediaType }: NewObject, signal: AbortSignal): Promise<HttpRequest> {
    const { bucket, endpoint, storageClass, kmsKeyName } = this.#settings;
    const url = new URL(`${endpoint}/upload/storage/v1/b/${bucket}/o`);
    url.search = new URLSearchParams({
      uploadType: 'multipart',
      ifGenerationMatch: '0',
      ...(kmsKeyName === undefined ? {} : { kmsKeyName }),
    }).toString();
    const metadata = {
      name: key,
      contentType: mediaType,
      md5Hash: md5Of(bytes),
      ...(storageClass && { storageClass }),
    };
    // Nothing holds its own hash, so this line is in no object.
    const boundary = `part-${sha256}`;
    const opening = [
      `--${boundary}\r\ncontent-type: application/json; charset=UTF-8\r\n\r\n${JSON.stringify(metadata)}\r\n`,
      `--${boundary}\r\ncontent-type: ${mediaType}\r\n\r\n`,
    ].join('');
    return {
      method: 'POST',
      url: url.href,
      headers: {
        ...(await this.#authorization.headers(signal)),
        'content-type': `multipart/related; boundary=${boundary}`,
      },
      body: Buffer.concat([Buffer.from(opening), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
    };
  }

  judge(answer: HttpAnswer, { object: { key, bytes } }: SentObject): PutVerdict {
    const { status, body } = answer;
    if (status === 200) {
      const stored = readObject(body);
      if (stored?.['name'] !== key) {
        return { kind: 'busy', failure: 'HTTP 200, but not for this object', mayBeStored: true };
      }
      return stored['md5Hash'] === md5Of(bytes) ? { kind: 'stored' } : { kind: 'altered' };
    }
    const reason = readReason(body);
    if (status === 412 && EXISTS.has(reason)) return { kind: 'exists' };
    if (status === 408 || status === 429 || status >= 500) {
      return { kind: 'busy', failure: `HTTP ${status}`, mayBeStored: status >= 500 };
    }
    const error = refusal({ status, code: reason }, REFUSALS);
    if (status !== 401) return { kind: 'refused', error };
    this.#authorization.forget();
    return { kind: 'changed', what: 'HTTP 401, the token had to be renewed', otherwise: error };
  }
}

/** `error.errors[0].reason`, or ''. */
function readReason(body: string): string {
  const error = readObject(body)?.['error'];
  const list = isRecord(error) && Array.isArray(error['errors']) ? error['errors'] : [];
  const [first]: readonly unknown[] = list;
  return isRecord(first) && typeof first['reason'] === 'string' ? first['reason'] : '';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
