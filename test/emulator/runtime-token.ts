/**
 * The token that a runner gives to an action for the cache and artifact services: a JWT whose claims say which job it is and
 * which cache scopes it may read and write. The services decode it; no signature is checked.
 */
import { json, type Reply, type Request } from './exchange.ts';
import { bearer } from './tokens.ts';

/** What a job can do with one cache scope. */
export interface CacheScope {
  /** A ref, such as `refs/heads/main`. */
  readonly scope: string;
  readonly access: 'none' | 'read' | 'write-only' | 'read-write';
}

/** What the token of one job says. */
export interface RuntimeClaims {
  readonly runBackendId: string;
  readonly jobBackendId: string;
  /** The own ref first: look-ups go through them in this order. */
  readonly scopes: readonly CacheScope[];
}

const BITS: Readonly<Record<CacheScope['access'], number>> = { none: 0, read: 1, 'write-only': 2, 'read-write': 3 };
const ACCESS: readonly CacheScope['access'][] = ['none', 'read', 'write-only', 'read-write'];

/** The scopes of a job on `ref`: its own in full, the default branch's for reading. */
export function scopesOf(ref: string, defaultRef: string): readonly CacheScope[] {
  const own: CacheScope = { scope: ref, access: 'read-write' };
  return ref === defaultRef ? [own] : [own, { scope: defaultRef, access: 'read' }];
}

/** Writes the token. */
export function encodeRuntimeToken({ runBackendId, jobBackendId, scopes }: RuntimeClaims): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = {
    ac: JSON.stringify(scopes.map(({ scope, access }) => ({ Scope: scope, Permission: BITS[access] }))),
    scp: `Actions.ExampleScope Actions.Results:${runBackendId}:${jobBackendId}`,
  };
  return `${part({ typ: 'JWT', alg: 'HS256' })}.${part(claims)}.x`;
}

/** Reads the token of a request; `undefined` when there is none that can be read. */
export function readRuntimeToken(request: Request): RuntimeClaims | undefined {
  try {
    const payload = Buffer.from(bearer(request)?.split('.')[1] ?? '', 'base64url').toString('utf8');
    const claims = JSON.parse(payload) as { readonly ac: string; readonly scp: string };
    const [, runBackendId = '', jobBackendId = ''] = /Actions\.Results:([^: ]+):([^: ]+)/.exec(claims.scp) ?? [];
    if (jobBackendId === '') return undefined;
    const rows = JSON.parse(claims.ac) as readonly { readonly Scope: string; readonly Permission: number }[];
    const scopes = rows.map(({ Scope, Permission }) => ({ scope: Scope, access: ACCESS[Permission & 3] ?? 'none' }));
    return { runBackendId, jobBackendId, scopes };
  } catch {
    return undefined;
  }
}

/** An error in the form of the Actions services. */
export function twirp(status: number, code: string, msg: string): Reply {
  return json(status, { code, msg });
}

/** The refusal of a request without a readable runtime token. */
export function unauthenticated(): Reply {
  return twirp(401, 'unauthenticated', 'invalid or missing runtime token');
}
