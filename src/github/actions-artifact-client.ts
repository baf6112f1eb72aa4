/**
 * The artifacts of the running workflow through `@actions/artifact`. Unlike the cache it rejects when something failed,
 * but also when only the response was lost, so callers look a name up before they believe a rejection. An upload that
 * nobody waits for any more can still succeed; only the end of the process ends it.
 */
import { assert } from '../model/assert.ts';
import type { ArtifactClient } from './artifact-client.ts';
import { callToolkit, type ToolkitLimits } from './toolkit-call.ts';

type Toolkit = Pick<import('@actions/artifact').ArtifactClient, 'uploadArtifact' | 'listArtifacts'>;

export interface ArtifactSettings {
  /** As in actions/upload-artifact; `undefined`: the repository's own setting. */
  readonly retentionDays: number | undefined;
  /** zlib, 0 (store) to 9. */
  readonly compressionLevel: number;
}

/** The list has a few rows; the toolkit tries for half a minute when the service fails. */
const LIST_WAIT_MS = 2 * 60_000;

export function openActionsArtifacts(
  settings: ArtifactSettings,
  limits: ToolkitLimits,
  load: () => Promise<Toolkit> = loadToolkit,
): ArtifactClient {
  const { retentionDays, compressionLevel } = settings;
  const options = { compressionLevel, ...(retentionDays === undefined ? {} : { retentionDays }) };
  return {
    async upload(name, root, files) {
      const work = async () => (await load()).uploadArtifact(name, [...files], root, options);
      const { id, size, digest } = await callToolkit({ waitMs: undefined, work }, limits);
      assert(
        id !== undefined && size !== undefined && digest !== undefined,
        'an upload that resolves reports what it made',
      );
      return { id, sizeBytes: size, digest };
    },
    async find(name) {
      const work = async () => (await load()).listArtifacts({ latest: false });
      const { artifacts } = await callToolkit({ waitMs: LIST_WAIT_MS, work }, limits);
      const found = artifacts.find((artifact) => artifact.name === name);
      return found === undefined ? undefined : { id: found.id, sizeBytes: found.size };
    },
  };
}

async function loadToolkit(): Promise<Toolkit> {
  const { DefaultArtifactClient } = await import('@actions/artifact');
  return new DefaultArtifactClient();
}
