/**
 * The artifacts of the running workflow through `@actions/artifact`. Unlike the cache it rejects when something failed, but
 * also when only the answer was lost, so callers look a name up before they believe a rejection.
 */
import { assert } from '../model/assert.ts';
import type { ArtifactClient } from './artifact-client.ts';

type Toolkit = Pick<import('@actions/artifact').ArtifactClient, 'uploadArtifact' | 'listArtifacts'>;

export interface ArtifactSettings {
  /** As in actions/upload-artifact; `undefined` takes the repository's own. */
  readonly retentionDays: number | undefined;
  /** zlib, 0 (store) to 9. */
  readonly compressionLevel: number;
}

export function openActionsArtifacts(
  settings: ArtifactSettings,
  load: () => Promise<Toolkit> = loadToolkit,
): ArtifactClient {
  const { retentionDays, compressionLevel } = settings;
  const options = { compressionLevel, ...(retentionDays === undefined ? {} : { retentionDays }) };
  return {
    async upload(name, root, files) {
      const { id, size, digest } = await (await load()).uploadArtifact(name, [...files], root, options);
      assert(
        id !== undefined && size !== undefined && digest !== undefined,
        'an upload that resolves tells what it made',
      );
      return { id, sizeBytes: size, digest };
    },
    async find(name) {
      const { artifacts } = await (await load()).listArtifacts({ latest: false });
      const found = artifacts.find((artifact) => artifact.name === name);
      return found === undefined ? undefined : { id: found.id, sizeBytes: found.size };
    },
  };
}

async function loadToolkit(): Promise<Toolkit> {
  const { DefaultArtifactClient } = await import('@actions/artifact');
  return new DefaultArtifactClient();
}
