/** Google Cloud Storage with the job's OIDC identity where a provider is named, else with the access token of `archive-token`. */
import type { ArchiveLocation } from '../../delivery/archive/archive-location.ts';
import { GCS_OPTIONS, type GcsOptions } from '../../delivery/archive/archive-options.ts';
import { GcsStore } from '../../delivery/archive/gcs-store.ts';
import { FederatedTokens, fixedBearer } from '../../delivery/archive/google-credentials.ts';
import type { StoreProtocol } from '../../delivery/archive/store-protocol.ts';
import { readOptions } from '../../delivery/http/options.ts';
import type { Authorization } from '../../delivery/http/preset.ts';
import { assert } from '../../model/assert.ts';
import type { ArchiveSettings } from '../../model/settings.ts';
import { noIdentity, type StoreContext } from './store-context.ts';

export function connectGcs(
  { bucket }: Extract<ArchiveLocation, { kind: 'gs' }>,
  given: ArchiveSettings['options'],
  context: StoreContext,
): StoreProtocol {
  const reading = readOptions(GCS_OPTIONS, given);
  assert(reading.kind === 'read', 'options were checked before they are used');
  const { options } = reading;
  const settings = {
    bucket,
    endpoint: options.endpoint.replace(/\/+$/, ''),
    storageClass: options['storage-class'],
    kmsKeyName: options['kms-key-id'],
  };
  return new GcsStore(settings, authorizationOf(options, context));
}

function authorizationOf(options: GcsOptions, { token, idToken, world }: StoreContext): Authorization {
  const provider = options['workload-identity-provider'];
  if (provider === undefined) return fixedBearer(token);
  if (idToken === undefined) throw noIdentity('workload-identity-provider');
  const { http, clock, hide } = world;
  return new FederatedTokens({
    provider,
    serviceAccount: options['service-account'],
    audience: options.audience ?? `https://iam.googleapis.com/${provider}`,
    sts: options['sts-endpoint'].replace(/\/+$/, ''),
    iam: options['iam-endpoint'].replace(/\/+$/, ''),
    ...{ idToken, http, clock, hide },
  });
}
