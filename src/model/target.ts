/** What is collected: one organization or one enterprise, and the names under which its position is kept. */
export interface Target {
  readonly kind: 'organization' | 'enterprise';
  /** Organization login or enterprise slug. */
  readonly name: string;
}

/** The same for every pipeline over one target: logins and slugs are not case sensitive on GitHub. */
export function subjectOf({ kind, name }: Target, apiHost: string): string {
  return `${apiHost} ${kind} ${name.toLowerCase()}`;
}

/** The path of the target's audit log below the API root, without a trailing slash (GitHub answers that with 404). */
export function auditLogPath(target: Target): string {
  const root = target.kind === 'organization' ? 'orgs' : 'enterprises';
  return `/${root}/${encodeURIComponent(target.name)}/audit-log`;
}
