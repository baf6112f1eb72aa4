/**
 * The files of one commit in a folder of their own, exactly as its artifact holds them. The folder is new for each commit,
 * and every file is closed before it is uploaded: the uploader reads them in the background, where an error kills the run.
 */
import { join } from 'node:path';
import type { Files } from '../runtime/files.ts';
import { DeliveryFolder, type FolderContent, notWritten } from './delivery-folder.ts';

export interface StagedCommit {
  /** Absolute; the artifact's paths are relative to it. */
  readonly root: string;
  readonly paths: readonly string[];
  /** Removes the folder; a failure costs room only. */
  discard(): Promise<void>;
}

export interface Staging {
  /** Absolute, of nobody else; below it each commit gets a folder by its id. */
  readonly dir: string;
  readonly files: Files;
  /** `run.attempt.token`. */
  readonly commitId: string;
}

/** Rejects with `DeliveryError`. */
export async function stageCommit(content: FolderContent, { dir, files, commitId }: Staging): Promise<StagedCommit> {
  const root = join(dir, commitId);
  await files.remove(root).catch((error) => {
    throw notWritten(error);
  });
  const folder = new DeliveryFolder(root, files);
  await folder.add(content);
  return { root, paths: folder.paths, discard: () => files.remove(root).catch(() => {}) };
}
