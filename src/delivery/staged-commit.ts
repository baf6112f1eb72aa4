/**
 * The files of one commit in a folder of their own, exactly as its artifact holds them. The folder is new for each commit,
 * and every file is closed before it is handed on: the uploader reads them in the background, where an error kills the run.
 */
import { join } from 'node:path';
import type { RunFacts } from '../evidence/manifest.ts';
import type { Files } from '../runtime/files.ts';
import { type CommitContent, DeliveredFiles, notWritten } from './delivered-files.ts';

export interface StagedCommit {
  /** Absolute; the artifact's paths are relative to it. */
  readonly root: string;
  readonly paths: readonly string[];
  readonly manifestSha256: string | undefined;
  /** Removes the folder; a failure costs room only. */
  discard(): Promise<void>;
}

export interface StagingSettings {
  /** Absolute, of nobody else; below it each commit gets a folder by its id. */
  readonly dir: string;
  readonly files: Files;
  readonly run: RunFacts;
  /** SHA-256 of the manifest of the commit before it in this run. */
  readonly previousSha256: string | undefined;
}

/** Rejects with `DeliveryError`. */
export async function stageCommit(content: CommitContent, settings: StagingSettings): Promise<StagedCommit> {
  const { files, run, previousSha256 } = settings;
  const root = join(settings.dir, content.commitId);
  await files.remove(root).catch((error) => {
    throw notWritten(error);
  });
  const delivered = new DeliveredFiles({ folder: root, files, run, previousSha256 });
  await delivered.add(content);
  return {
    root,
    paths: delivered.paths,
    manifestSha256: delivered.manifestSha256,
    discard: () => files.remove(root).catch(() => {}),
  };
}
