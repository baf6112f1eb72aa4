/** Azure Blob Storage with the job's OIDC identity where an application is named, else with the SAS of `archive-token`. */
import type { ArchiveLocation } from '../../delivery/archive/archive-location.ts';
import { AZURE_OPTIONS, type AzureOptions } from '../../delivery/archive/archive-options.ts';
import { type AzureCredential, AzureStore } from '../../delivery/archive/azure-store.ts';
import type { StoreProtocol } from '../../delivery/archive/store-protocol.ts';
import { EntraTokens } from '../../delivery/http/entra-token.ts';
import { readOptions } from '../../delivery/http/options.ts';
import { assert } from '../../model/assert.ts';
import type { ArchiveSettings } from '../../model/settings.ts';
import { noIdentity, type StoreContext } from './store-context.ts';

/** https://learn.microsoft.com/rest/api/storageservices/authorize-with-azure-active-directory */
const SCOPE = 'https://storage.azure.com/.default';

export function connectAzure(
  { account, container, origin }: Extract<ArchiveLocation, { kind: 'azure' }>,
  given: ArchiveSettings['options'],
  context: StoreContext,
): StoreProtocol {
  const reading = readOptions(AZURE_OPTIONS, given);
  assert(reading.kind === 'read', 'options were checked before they are used');
  const { options } = reading;
  const endpoint = (options.endpoint ?? origin).replace(/\/+$/, '');
  const settings = { account, container, endpoint, accessTier: options['storage-class'] };
  return new AzureStore(settings, { credential: credentialOf(options, context), clock: context.world.clock });
}

function credentialOf(options: AzureOptions, { token, idToken, world }: StoreContext): AzureCredential {
  const [tenant, clientId] = [options['tenant-id'], options['client-id']];
  if (tenant === undefined || clientId === undefined) return { kind: 'sas', sas: token.replace(/^\?/, '') };
  if (idToken === undefined) throw noIdentity('client-id');
  const { http, clock, hide } = world;
  const { audience } = options;
  const authority = options.authority.replace(/\/+$/, '');
  const hint =
    'Check `tenant-id`, `client-id` and the federated credential of the application; see docs/archive.md#azure-blob-storage.';
  const authorization = new EntraTokens({
    ...{ authority, tenant, clientId, scope: SCOPE, secret: undefined, audience, http, clock, idToken, hide },
    hints: { noCredential: hint, noToken: hint },
  });
  return { kind: 'token', authorization };
}
