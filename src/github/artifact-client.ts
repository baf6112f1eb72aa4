/** Artifacts of the running workflow, as `@actions/artifact` offers them. Failures reject, sometimes after the effect. */
export interface ArtifactClient {
  /** Uploads `files` (absolute paths below `root`) as one zip under a name that this run has not used. */
  upload(
    name: string,
    root: string,
    files: readonly string[],
  ): Promise<{ readonly id: number; readonly sizeBytes: number; readonly digest: string }>;
  /** The artifact of that name in this run, finalized, or `undefined` if the service reports none. */
  find(name: string): Promise<{ readonly id: number; readonly sizeBytes: number } | undefined>;
}
