/**
 * Permissions. Each known REST token has an access that says how GitHub answers it; an unknown one is a bad credential.
 * The texts and headers are the ones seen from the real service.
 */
import type { Clock } from './clock.ts';
import { json, type Reply, type Request } from './exchange.ts';

/** How the audit log answers a token. */
export type AuditLogAccess =
  | 'ok'
  /** 401, also for tokens that nobody knows. */
  | 'bad-credentials'
  /** 403: a classic token without the scope, or of somebody who is no owner. */
  | 'no-scope'
  /** 403 with `X-GitHub-SSO`. */
  | 'saml'
  /** 403: the organization forbids classic tokens. */
  | 'classic-forbidden'
  /** 403: `GITHUB_TOKEN`, or an App without the permission. */
  | 'integration'
  /** 403: a fine-grained token without the permission. */
  | 'fine-grained'
  /** 403: the caller's address is not on the organization's IP allow list. */
  | 'ip-allow-list'
  /** 404: no access, reported as "there is nothing". */
  | 'not-found';

/** Permissions of the job's `GITHUB_TOKEN`. */
export interface JobPermissions {
  readonly actions: 'none' | 'read' | 'write';
  readonly contents: 'none' | 'read';
  readonly metadata: 'none' | 'read';
}

interface KnownToken {
  readonly auditLog: AuditLogAccess;
  readonly job?: JobPermissions;
  readonly expiresAt?: number;
}

/** The table of known tokens. */
export class Tokens {
  readonly #known = new Map<string, KnownToken>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Adds or changes a token for the audit log. It expires at `expiresAt` in the emulator's time. */
  set(token: string, auditLog: AuditLogAccess, expiresAt?: number): void {
    this.#known.set(token, { auditLog, ...(expiresAt === undefined ? {} : { expiresAt }) });
  }

  /** Adds or changes a `GITHUB_TOKEN`; it cannot read the audit log. */
  setJobToken(token: string, job: JobPermissions): void {
    this.#known.set(token, { auditLog: 'integration', job });
  }

  /** Makes a token unknown. */
  revoke(token: string): void {
    this.#known.delete(token);
  }

  /** Why the audit log of `account` refuses this request; `undefined` when it may go on. */
  refuseAuditLog(request: Request, account: string): Reply | undefined {
    const token = bearer(request);
    if (token === undefined) return json(401, problem('Requires authentication', 401));
    const access = this.#current(token)?.auditLog ?? 'bad-credentials';
    return access === 'ok' ? undefined : refusal(access, account);
  }

  /** Why the repository's REST API refuses this request; `undefined` when the job's token has the permission. */
  refuseRepository(request: Request, need: keyof JobPermissions, level: 'read' | 'write'): Reply | undefined {
    const token = bearer(request);
    const known = token === undefined ? undefined : this.#current(token);
    if (token === undefined) return json(404, problem('Not Found', 404));
    if (known === undefined) return refusal('bad-credentials', '');
    const granted = known.job?.[need] ?? 'none';
    const enough = granted === 'write' || (granted === 'read' && level === 'read');
    return enough ? undefined : refusal('integration', '');
  }

  /** What every answer to a personal access token with an end says of it. */
  expiryHeader(request: Request): Readonly<Record<string, string>> {
    const token = bearer(request) ?? '';
    const expiresAt = this.#current(token)?.expiresAt;
    if (expiresAt === undefined || !/^(?:ghp|github_pat)_/.test(token)) return {};
    const [day, time] = new Date(expiresAt).toISOString().split(/[T.]/);
    return { 'github-authentication-token-expiration': `${day} ${time} UTC` };
  }

  #current(token: string): KnownToken | undefined {
    const known = this.#known.get(token);
    return known?.expiresAt !== undefined && known.expiresAt <= this.#clock.now() ? undefined : known;
  }
}

/** The token of a request, in either of the two schemes that GitHub takes. */
export function bearer(request: Request): string | undefined {
  return /^(?:bearer|token)\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
}

/** The body of a REST error. */
export function problem(
  message: string,
  status: number,
  documentationUrl = 'https://docs.github.com/rest',
): Readonly<Record<string, string>> {
  return { message, documentation_url: documentationUrl, status: String(status) };
}

const AUDIT_LOG_DOCS = 'https://docs.github.com/rest/orgs/orgs#get-the-audit-log-for-an-organization';

function refusal(access: Exclude<AuditLogAccess, 'ok'>, account: string): Reply {
  switch (access) {
    case 'bad-credentials':
      return json(401, problem('Bad credentials', 401));
    case 'not-found':
      return notFound();
    case 'no-scope':
      return json(
        403,
        {
          message: 'Must have admin rights to Repository.',
          documentation_url:
            'https://docs.github.com/rest/reference/enterprise-admin#get-the-audit-log-for-an-enterprise',
        },
        { 'x-oauth-scopes': 'repo', 'x-accepted-oauth-scopes': 'admin:enterprise' },
      );
    case 'saml':
      return json(
        403,
        problem(
          'Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.',
          403,
        ),
        { 'x-github-sso': `required; url=https://github.com/orgs/${account}/sso?authorization_request=A1B2C3D4` },
      );
    case 'classic-forbidden':
      return json(
        403,
        problem(
          `\`${account}\` forbids access via a personal access token (classic). Please use a GitHub App, OAuth App, or a personal access token with fine-grained permissions.`,
          403,
        ),
      );
    case 'integration':
      return json(403, problem('Resource not accessible by integration', 403));
    case 'fine-grained':
      return json(403, problem('Resource not accessible by personal access token', 403));
    case 'ip-allow-list':
      return json(
        403,
        problem(
          `Although you appear to have the correct authorization credentials, the \`${account}\` organization has an IP allow list enabled, and your IP address is not permitted to access this resource.`,
          403,
        ),
      );
  }
}

/** The one 404 that GitHub gives for "is not there", "is not yours" and "has no audit log". */
export function notFound(): Reply {
  return json(404, problem('Not Found', 404, AUDIT_LOG_DOCS));
}
