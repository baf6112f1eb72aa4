/**
 * What the jobs of a called workflow are allowed to do, by the rules of GitHub's own parser: what a job or the top of the called workflow names
 * is refused where the caller does not grant it, before any job starts; a job that names nothing has exactly what the caller grants.
 * act looks at no permissions, so they are looked at here.
 * https://github.com/actions/runner/blob/main/src/Sdk/WorkflowParser/Conversion/WorkflowTemplateConverter.cs, ConvertToReferencedWorkflow
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { StagedRepository } from './staged-repository.ts';

export type Permissions = Readonly<Record<string, string>>;

interface Workflow {
  readonly permissions?: Permissions;
  readonly jobs: Readonly<Record<string, { readonly permissions?: Permissions; readonly uses?: string }>>;
}

export type CalledPermissions =
  | { readonly kind: 'started'; readonly jobs: Readonly<Record<string, Permissions>> }
  /** What GitHub says instead of starting anything. */
  | { readonly kind: 'refused'; readonly why: string };

const LEVELS = ['none', 'read', 'write'];

export function permissionsOfCalled(granted: Permissions, called: Workflow): CalledPermissions {
  const requests = [
    { what: 'The workflow', requested: called.permissions },
    ...Object.entries(called.jobs).map(([name, { permissions }]) => ({
      what: `The nested job '${name}'`,
      requested: permissions,
    })),
  ];
  for (const { what, requested = {} } of requests) {
    for (const [name, level] of Object.entries(requested)) {
      const allowed = granted[name] ?? 'none';
      if (LEVELS.indexOf(level) <= LEVELS.indexOf(allowed)) continue;
      return {
        kind: 'refused',
        why: `${what} is requesting '${name}: ${level}', but is only allowed '${name}: ${allowed}'.`,
      };
    }
  }
  const inherited = called.permissions ?? granted;
  const jobs = Object.entries(called.jobs).map(([name, job]) => [name, job.permissions ?? inherited] as const);
  return { kind: 'started', jobs: Object.fromEntries(jobs) };
}

/** Whether the jobs that collect have an OIDC identity, those of the reusable workflow included. */
export async function grantsIdentity({ workspace, releaseFolder }: StagedRepository, name: string): Promise<boolean> {
  const read = async (...path: readonly string[]): Promise<Workflow> => parse(await readFile(join(...path), 'utf8'));
  const { permissions: all = {}, jobs } = await read(workspace, '.github/workflows', name);
  const called = await read(releaseFolder, '.github/workflows/collect.yml');
  return Object.values(jobs).some(({ uses, permissions = all }) => {
    if (uses === undefined) return permissions['id-token'] === 'write';
    const outcome = permissionsOfCalled(permissions, called);
    return outcome.kind === 'started' && outcome.jobs['target']?.['id-token'] === 'write';
  });
}
