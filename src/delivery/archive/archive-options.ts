/**
 * What `archive-options` can hold for each kind of store, and what does not go together. Only the tables are here: the adapters are
 * loaded when there is an archive.
 */
import { BOOLEAN, choice, type OptionRows, type OptionsOf, text } from '../http/options.ts';
import type { ArchiveLocation } from './archive-location.ts';

const REGION = text('the name of a region', /^[a-z0-9-]{2,40}$/);
/** Plain http is for this very machine. */
const ENDPOINT = text(
  'an `https://` address without a query',
  /^(?:https:\/\/[A-Za-z0-9.-]+(?::\d{1,5})?|http:\/\/(?:127\.0\.0\.1|localhost|\[::1\]):\d{1,5})(?:\/[A-Za-z0-9._~/-]*)?$/,
);
const AUDIENCE = text('an audience', /^[\x21-\x7e]{1,500}$/);
const GUID = text('a GUID', /^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/);
const STORAGE_CLASS = text('the name of a storage class', /^[A-Za-z_]{2,40}$/);

export const S3_OPTIONS = {
  region: { kind: REGION, help: 'Region of the bucket; AWS_REGION of the environment when it is absent.' },
  endpoint: { kind: ENDPOINT, help: 'Address of a store that speaks S3; without it Amazon’s own.' },
  'role-arn': {
    kind: text('the ARN of a role', /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/),
    help: 'Role that the job assumes with its OIDC identity.',
  },
  'sts-endpoint': { kind: ENDPOINT, help: 'Address of the token service; without it that of the region.' },
  audience: { kind: AUDIENCE, default: 'sts.amazonaws.com', help: 'Audience of the identity token.' },
  'storage-class': { kind: STORAGE_CLASS, help: 'Storage class of the objects, such as `STANDARD_IA`.' },
  sse: {
    kind: choice('AES256', 'aws:kms', 'aws:kms:dsse'),
    help: 'Encryption by the store, instead of the default of the bucket.',
  },
  'kms-key-id': {
    kind: text('the id or ARN of a KMS key', /^[\w:/-]{1,200}$/),
    help: 'KMS key for `sse: aws:kms`.',
  },
  precondition: {
    kind: BOOLEAN,
    default: true,
    help: '`false` for a store that does not support conditional writes and answers 501 to `If-None-Match`.',
  },
} as const satisfies OptionRows;

export const GCS_OPTIONS = {
  'workload-identity-provider': {
    kind: text(
      '`projects/NUMBER/locations/global/workloadIdentityPools/POOL/providers/PROVIDER`',
      /^projects\/\d{1,20}\/locations\/global\/workloadIdentityPools\/[a-z0-9-]{4,32}\/providers\/[a-z0-9-]{4,32}$/,
    ),
    help: 'Provider that accepts the OIDC identity of the job.',
  },
  'service-account': {
    kind: text('the address of a service account', /^[a-z0-9-]{1,63}@[a-z0-9.-]{1,120}\.gserviceaccount\.com$/),
    help: 'Service account to act as; without it the federated identity itself.',
  },
  audience: { kind: AUDIENCE, help: 'Audience of the identity token; without it the address of the provider.' },
  endpoint: { kind: ENDPOINT, default: 'https://storage.googleapis.com', help: 'Address of the storage service.' },
  'sts-endpoint': { kind: ENDPOINT, default: 'https://sts.googleapis.com', help: 'Address of the token service.' },
  'iam-endpoint': {
    kind: ENDPOINT,
    default: 'https://iamcredentials.googleapis.com',
    help: 'Address of the service that issues tokens for service accounts.',
  },
  'storage-class': { kind: STORAGE_CLASS, help: 'Storage class of the objects, such as `NEARLINE`.' },
  'kms-key-id': {
    kind: text(
      'the resource name of a Cloud KMS key',
      /^projects\/[\w.:-]+\/locations\/[\w-]+\/keyRings\/[\w-]+\/cryptoKeys\/[\w-]+$/,
    ),
    help: 'Cloud KMS key, instead of the default of the bucket.',
  },
} as const satisfies OptionRows;

export const AZURE_OPTIONS = {
  'tenant-id': { kind: GUID, help: 'Directory (tenant) id, for the OIDC identity of the job.' },
  'client-id': { kind: GUID, help: 'Application (client) id, for the OIDC identity of the job.' },
  audience: { kind: AUDIENCE, default: 'api://AzureADTokenExchange', help: 'Audience of the identity token.' },
  authority: {
    kind: ENDPOINT,
    default: 'https://login.microsoftonline.com',
    help: 'Address of Entra, for sovereign clouds.',
  },
  endpoint: { kind: ENDPOINT, help: 'Address of the account, if it is not the one in `archive-url`.' },
  'storage-class': { kind: choice('Hot', 'Cool', 'Cold', 'Archive'), help: 'Access tier of new blobs.' },
} as const satisfies OptionRows;

export type S3Options = OptionsOf<typeof S3_OPTIONS>;
export type GcsOptions = OptionsOf<typeof GCS_OPTIONS>;
export type AzureOptions = OptionsOf<typeof AZURE_OPTIONS>;

export const OPTIONS_OF: Readonly<Record<ArchiveLocation['kind'], OptionRows>> = {
  s3: S3_OPTIONS,
  gs: GCS_OPTIONS,
  azure: AZURE_OPTIONS,
};
