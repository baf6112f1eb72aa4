/**
 * Azure Blob Storage: one `Put Blob` for each object, with `If-None-Match: *` and an MD5 that the service compares before it
 * confirms. The credential is a SAS that goes into the address of each request, or a token of Entra.
 * https://learn.microsoft.com/rest/api/storageservices/put-blob
 */
import type { Clock } from '../../runtime/clock.ts';
import type { HttpAnswer, HttpRequest } from '../../runtime/http.ts';
import type { Authorization } from '../http/preset.ts';
import { md5Of } from './md5.ts';
import type { NewObject } from './object-store.ts';
import { type Refusals, refusal } from './refusal.ts';
import type { PutVerdict, SentObject, StoreProtocol } from './store-protocol.ts';

export interface AzureSettings {
  readonly account: string;
  readonly container: string;
  /** Of the account, without the container. */
  readonly endpoint: string;
  readonly accessTier: string | undefined;
}

export type AzureCredential =
  /** Without the leading `?`. */
  { readonly kind: 'sas'; readonly sas: string } | { readonly kind: 'token'; readonly authorization: Authorization };

const API_VERSION = '2023-11-03';
const OVERWRITES = new Set([
  'BlobAlreadyExists',
  'UnauthorizedBlobOverwrite',
  'BlobImmutableDueToPolicy',
  'ConditionNotMet',
]);
const PASSING = new Set(['Md5Mismatch', 'ServerBusy', 'OperationTimedOut', 'InternalError', 'ContainerBeingDeleted']);

/** https://learn.microsoft.com/rest/api/storageservices/blob-service-error-codes */
const REFUSALS: Refusals = {
  AuthenticationFailed: [
    'the signature or the time of the SAS or token is not valid',
    'Check that the SAS in `archive-token` is complete and has not expired, and the clock of the runner',
  ],
  AuthorizationFailure: [
    'access is denied',
    "Allow the runner's address in the network rules of the account, and check the SAS",
  ],
  AuthorizationPermissionMismatch: [
    'the credential is not allowed to create blobs',
    'Give the SAS the permission `c`, or the identity a role with `blobs/add/action` on the container',
  ],
  AuthorizationProtocolMismatch: ['the SAS is for another protocol', 'Create one that allows https'],
  AuthorizationResourceTypeMismatch: ['the SAS is not for blobs', 'Create one for objects (`sr=c`, or `srt=o`)'],
  AuthorizationServiceMismatch: ['the SAS is for another service', 'Create one for blobs'],
  AuthorizationSourceIPMismatch: ['the SAS is for other addresses', 'Create one for the addresses of the runner'],
  InsufficientAccountPermissions: ['the account does not allow writing', 'Check the state of the storage account'],
  InvalidAuthenticationInfo: ['the token is not for this account', 'Check `tenant-id` and the account'],
  NoAuthenticationInformation: ['the request has no credential', 'Set `archive-token`, or `tenant-id` and `client-id`'],
  PublicAccessNotPermitted: ['the request has no credential', 'Set `archive-token`, or `tenant-id` and `client-id`'],
  ContainerNotFound: ['the container does not exist', 'Create it, or check `archive-url`'],
  ContainerDisabled: ['the container is disabled', 'Enable it'],
  ResourceNotFound: ['the container does not exist', 'Create it, or check `archive-url`'],
  AccountIsDisabled: ['the account is disabled', 'Enable it'],
  InvalidHeaderValue: ['it does not support the access tier', 'Check `storage-class` in `archive-options`'],
  KeyVaultEncryptionKeyNotFound: ['the key of the account is not in its vault', 'Restore the customer-managed key'],
  KeyVaultAccessTokenCannotBeAcquired: [
    'the account cannot reach its key',
    'Check the identity of the account and its vault',
  ],
  KeyVaultVaultNotFound: ['the vault of the account does not exist', 'Restore the vault of the customer-managed key'],
};

export class AzureStore implements StoreProtocol {
  readonly name: string;
  readonly #settings: AzureSettings;
  readonly #credential: AzureCredential;
  readonly #clock: Clock;

  constructor(settings: AzureSettings, using: { readonly credential: AzureCredential; readonly clock: Clock }) {
    this.name = `${settings.account}/${settings.container}`;
    this.#settings = settings;
    this.#credential = using.credential;
    this.#clock = using.clock;
  }

  async request({ key, bytes, mediaType }: NewObject, signal: AbortSignal): Promise<HttpRequest> {
    const { endpoint, container, accessTier } = this.#settings;
    const query = this.#credential.kind === 'sas' ? `?${this.#credential.sas}` : '';
    const authorized = this.#credential.kind === 'sas' ? {} : await this.#credential.authorization.headers(signal);
    return {
      method: 'PUT',
      url: `${endpoint}/${container}/${key}${query}`,
      headers: {
        ...authorized,
        'content-type': mediaType,
        'content-md5': md5Of(bytes),
        'if-none-match': '*',
        'x-ms-blob-type': 'BlockBlob',
        'x-ms-date': new Date(this.#clock.now()).toUTCString(),
        'x-ms-version': API_VERSION,
        ...(accessTier === undefined ? {} : { 'x-ms-access-tier': accessTier }),
      },
      body: bytes,
    };
  }

  judge(answer: HttpAnswer, { object: { bytes } }: SentObject): PutVerdict {
    const { status, headers } = answer;
    if (status === 201) {
      const stored = headers['content-md5'];
      if (stored !== undefined && stored !== md5Of(bytes)) return { kind: 'altered' };
      if (headers['x-ms-request-id'] !== undefined) return { kind: 'stored' };
      return {
        kind: 'busy',
        failure: 'HTTP 201 without x-ms-request-id, which is not the answer of Azure',
        mayBeStored: true,
      };
    }
    const code = headers['x-ms-error-code'] ?? '';
    if (OVERWRITES.has(code)) return { kind: 'exists' };
    if (status === 408 || status === 429 || status >= 500 || PASSING.has(code)) {
      return { kind: 'busy', failure: `HTTP ${status}`, mayBeStored: status >= 500 };
    }
    const error = refusal({ status, code }, REFUSALS);
    if (status !== 401 || this.#credential.kind === 'sas') return { kind: 'refused', error };
    this.#credential.authorization.forget();
    return { kind: 'changed', what: 'HTTP 401, the token had to be renewed', otherwise: error };
  }
}
