/**
 * An archive from its settings: the adapter of its store with the credential that this job has for it. Adapters are
 * loaded here, so that a run without an archive never sees them; what the job lacks is reported before anything is
 * requested.
 */
import { Archive } from '../delivery/archive/archive.ts';
import { ArchiveLayout } from '../delivery/archive/archive-layout.ts';
import { type ArchiveLocation, parseLocation } from '../delivery/archive/archive-location.ts';
import { OPTIONS_OF } from '../delivery/archive/archive-options.ts';
import { RetryingStore } from '../delivery/archive/put-object.ts';
import { readOptions } from '../delivery/http/options.ts';
import { fetchIdToken } from '../github/id-token.ts';
import { assert } from '../model/assert.ts';
import type { ArchiveSettings, Settings } from '../model/settings.ts';
import { describeHost } from '../source/host.ts';
import type { ArchiveWorld, StoreContext } from './archives/store-context.ts';

/** An object has up to 64 MB, and a line out of a company can be slow. */
const PUT_TIMEOUT_MIN_MS = 2 * 60_000;

/** Rejects with `InputError` when this job has no credential for the store. Nothing is requested yet. */
export async function connectArchive(
  settings: Settings & { readonly archive: ArchiveSettings },
  environment: StoreContext['environment'],
  world: ArchiveWorld,
): Promise<Archive> {
  const { archive, api, target, resilience, output, mode } = settings;
  const location = parseLocation(archive.url);
  assert(typeof location === 'object', 'the inputs were checked');
  const context = { token: archive.token, environment, idToken: idTokenOf(environment, world), world };
  const protocol = await openStore(location, archive.options, context);
  const store = new RetryingStore(protocol, {
    ...world,
    resilience: { ...resilience, requestTimeoutMs: Math.max(resilience.requestTimeoutMs, PUT_TIMEOUT_MIN_MS) },
    userAgent: api.userAgent,
    deadlineAt: world.endsAt,
  });
  const { host } = new URL(describeHost(api.url).webOrigin);
  const layout = new ArchiveLayout({ host, target, isPull: mode === 'pull' });
  const packing = { compression: output.compression, encryptedTo: settings.encryptTo };
  return new Archive({ store, layout, prefix: location.prefix, render: world.render, packing });
}

async function openStore(location: ArchiveLocation, given: ArchiveSettings['options'], context: StoreContext) {
  const reading = readOptions(OPTIONS_OF[location.kind], given, 'store');
  assert(reading.kind === 'read', 'options were checked before they are used');
  switch (location.kind) {
    case 's3':
      return (await import('./archives/s3.ts')).connectS3(location, given, context);
    case 'gs':
      return (await import('./archives/gcs.ts')).connectGcs(location, given, context);
    case 'azure':
      return (await import('./archives/azure.ts')).connectAzure(location, given, context);
  }
}

function idTokenOf({ idToken }: StoreContext['environment'], { http, hide }: ArchiveWorld): StoreContext['idToken'] {
  if (idToken === undefined) return undefined;
  return async (audience, signal) => {
    const docs = 'docs/archive.md#credentials';
    const value = await fetchIdToken(idToken, { http, audience, docs }, signal);
    hide(value);
    return value;
  };
}
