/**
 * An artifact, and how the two interfaces show it: the service of the job, where all is text, and the REST API.
 */
import { isoSeconds } from './clock.ts';
import type { Request } from './exchange.ts';
import type { WorkflowRun } from './workflow-run.ts';

/** One artifact. */
export interface Artifact {
  readonly id: number;
  readonly repository: string;
  readonly runId: number;
  readonly runBackendId: string;
  readonly jobBackendId: string;
  readonly name: string;
  readonly blob: string;
  /** `application/zip`, or the type of a single file that was uploaded as it is. */
  readonly mimeType: string;
  createdAt: number;
  expiresAt: number;
  sizeBytes: number;
  digest: string;
  finalized: boolean;
}

/** Whether its content is gone at `now`. */
export function isExpired(artifact: Artifact, now: number): boolean {
  return artifact.expiresAt <= now;
}

/** The name under which it is downloaded. */
export function fileName({ name, mimeType }: Artifact): string {
  return mimeType === 'application/zip' ? `${name}.zip` : name;
}

/** An artifact as `ListArtifacts` shows it. */
export function twirpRow(artifact: Artifact): Readonly<Record<string, unknown>> {
  return {
    workflow_run_backend_id: artifact.runBackendId,
    workflow_job_run_backend_id: artifact.jobBackendId,
    database_id: String(artifact.id),
    name: artifact.name,
    size: String(artifact.sizeBytes),
    created_at: isoSeconds(artifact.createdAt),
    digest: artifact.digest,
  };
}

/** An artifact as the REST API shows it at `now`. */
export function restRow(
  artifact: Artifact,
  { origin, prefix }: Request,
  {
    now,
    run,
    repositoryId,
  }: { readonly now: number; readonly run: WorkflowRun | undefined; readonly repositoryId: number },
): Readonly<Record<string, unknown>> {
  const url = `${origin}${prefix}/repos/${artifact.repository}/actions/artifacts/${artifact.id}`;
  return {
    id: artifact.id,
    node_id: Buffer.from(`Artifact${artifact.id}`).toString('base64'),
    name: artifact.name,
    size_in_bytes: artifact.sizeBytes,
    url,
    archive_download_url: `${url}/zip`,
    expired: isExpired(artifact, now),
    digest: artifact.digest,
    created_at: isoSeconds(artifact.createdAt),
    updated_at: isoSeconds(artifact.createdAt),
    expires_at: isoSeconds(artifact.expiresAt),
    // A run that was deleted takes its artifacts along; what is shown without one is of an old server.
    ...(run === undefined
      ? {}
      : {
          workflow_run: {
            id: run.id,
            repository_id: repositoryId,
            head_repository_id: run.headRepositoryId,
            head_branch: run.headBranch,
            head_sha: run.headSha,
          },
        }),
  };
}
