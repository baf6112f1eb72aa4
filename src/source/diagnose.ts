/**
 * Turns a refusal by GitHub into what a person needs: what happened, the most likely cause, what to do, and where to
 * read more. The server's own text is examined but never quoted: it can echo a token, and a log can be public.
 */
import type { ApiResponse } from '../github/api.ts';
import type { Credentials } from '../github/credentials.ts';
import { AccessError } from '../model/errors.ts';
import type { Target } from '../model/target.ts';
import { type Finding, withLink } from './finding.ts';
import { describeHost } from './host.ts';
import { findRefusal } from './refusals.ts';
import { readSsoUrl } from './sso-url.ts';

export interface Circumstances {
  readonly target: Target;
  /** Root of the API as configured. */
  readonly apiUrl: string;
  readonly asker: Credentials['kind'];
}

/** What a refusal means; which responses are refusals is decided in `classify-response.ts`. */
export function diagnose(response: ApiResponse, circumstances: Circumstances): AccessError {
  const { status } = response;
  const finding = status === 403 ? explain403(response, circumstances) : explainStatus(response, circumstances);
  return new AccessError(`GitHub answered ${status} for ${nameTarget(circumstances.target)}: ${finding.cause}`, {
    hint: withLink(finding.advice, finding.anchor),
  });
}

export function nameTarget(target: Target): string {
  return `${target.kind} "${target.name}"`;
}

export function isHtml(response: ApiResponse): boolean {
  return /^\s*text\/html\b/i.test(response.headers['content-type'] ?? '');
}

const SCOPE =
  'Use a classic token with the scope read:audit_log (for an enterprise on Enterprise Server: admin:enterprise)';
const SCOPES_THAT_READ = ['read:audit_log', 'audit_log', 'admin:org', 'admin:enterprise'];

function explain403(response: ApiResponse, circumstances: Circumstances): Finding {
  const known = findRefusal(response);
  if (known?.anchor === 'github-token' && circumstances.asker === 'app') return APP_WITHOUT_PERMISSION;
  if (known?.anchor === 'saml-sso') return withSsoUrl(known, response, circumstances);
  if (known !== undefined) return known;
  if (isHtml(response)) return NOT_GITHUB;
  if (lacksScope(response)) {
    return { anchor: 'missing-scope', cause: 'the classic token lacks the scope', advice: `${SCOPE}.` };
  }
  return {
    anchor: 'forbidden',
    cause: 'the token has no permission to read this audit log',
    advice: `${SCOPE}, of an owner; for an organization a fine-grained token or a GitHub App with the organization permission "Administration" (read) works as well.`,
  };
}

const APP_WITHOUT_PERMISSION: Finding = {
  anchor: 'github-app',
  cause: 'the GitHub App lacks the permission',
  advice:
    'Give the App the organization permission "Administration" (read) in its settings, and have an owner of the organization accept the change under Settings > GitHub Apps.',
};

function withSsoUrl(finding: Finding, response: ApiResponse, circumstances: Circumstances): Finding {
  const url = readSsoUrl(response.headers['x-github-sso'] ?? '', describeHost(circumstances.apiUrl).webOrigin);
  return url === undefined ? finding : { ...finding, advice: `${finding.advice} Or open ${url} in a browser.` };
}

/** GitHub lists the scopes of classic tokens, and only of those. */
function lacksScope(response: ApiResponse): boolean {
  const scopes = response.headers['x-oauth-scopes']?.split(',').map((scope) => scope.trim());
  return scopes !== undefined && !scopes.some((scope) => SCOPES_THAT_READ.includes(scope));
}

export const NOT_GITHUB: Finding = {
  anchor: 'not-github',
  cause:
    'the response is a web page, so it most likely came from a proxy, a firewall or the web site, not from the API',
  advice:
    'Check `api-url` (https://api.github.com, https://api.NAME.ghe.com or https://HOST/api/v3) and any proxy between the runner and it.',
};

export const PROXY_WANTS_CREDENTIALS: Finding = {
  anchor: 'proxy',
  cause: 'a proxy between the runner and GitHub requires credentials',
  advice: 'Set the proxy variables of the runner with credentials that the proxy accepts.',
};

/** The App had a token a moment ago, and its next one is refused as well. */
const APP_TOKEN_REFUSED: Finding = {
  anchor: 'github-app',
  cause: 'it does not accept the token of the GitHub App that it has just issued',
  advice: 'Check whether the App was uninstalled or suspended; if not, run again later.',
};

function explainStatus(response: ApiResponse, circumstances: Circumstances): Finding {
  const { status } = response;
  if (status >= 300 && status < 400) {
    return {
      anchor: 'redirect',
      cause: 'it redirects, which is not followed, so that the token is sent nowhere else',
      advice:
        'Check `api-url`: https, the API host and on Enterprise Server /api/v3. A renamed organization also redirects: use its current name.',
    };
  }
  switch (status) {
    case 401:
      if (circumstances.asker === 'app') return APP_TOKEN_REFUSED;
      return {
        anchor: 'bad-credentials',
        cause: 'the token is wrong, expired or revoked',
        advice:
          'Set a valid token in the secret behind the `token` input, and check that the job can read that secret.',
      };
    case 404:
      return explain404(response, circumstances);
    case 407:
      return PROXY_WANTS_CREDENTIALS;
    default:
      if (isHtml(response)) return NOT_GITHUB;
      if (status === 400 && /version/i.test(response.body.toString())) {
        return {
          anchor: 'api-version',
          cause: 'it does not support this version of its API',
          advice: 'Set `api-version` to a version that this host supports, or remove it for 2022-11-28.',
        };
      }
      return {
        anchor: 'query-refused',
        cause: 'it does not accept the query',
        advice: 'Check the `phrase` input first; it is the only part of the query that is free text.',
      };
  }
}

function explain404(response: ApiResponse, { target, apiUrl }: Circumstances): Finding {
  const host = describeHost(apiUrl);
  if (host.kind === 'server' && !host.rootLooksRight) {
    return {
      anchor: 'not-found',
      cause: 'the API root is not that of GitHub Enterprise Server',
      advice: 'Set `api-url` to https://HOST/api/v3.',
    };
  }
  if (isHtml(response)) return NOT_GITHUB;
  if (target.kind === 'organization') {
    return {
      anchor: 'not-found',
      cause:
        host.kind === 'github.com'
          ? 'the organization does not exist, is not on GitHub Enterprise Cloud, or the token has no permission to read its audit log (GitHub does not distinguish these)'
          : 'the organization does not exist, or the token has no permission to read its audit log (GitHub does not distinguish these)',
      advice:
        'Check the login (the slug of an enterprise belongs in `enterprise`, which is read at /enterprises/SLUG/audit-log); that the token belongs to an owner; and its permission: scope read:audit_log, or "Administration" (read) of a fine-grained token or GitHub App.',
    };
  }
  return {
    anchor: 'not-found',
    cause:
      'the enterprise does not exist, or the token has no permission to read its audit log (GitHub does not distinguish these)',
    advice: `${ENTERPRISE_SLUG[host.kind]} (an organization belongs in \`organization\`); and use a classic token of an enterprise owner with the scope ${host.kind === 'server' ? 'admin:enterprise' : 'read:audit_log'}.`,
  };
}

const ENTERPRISE_SLUG = {
  'github.com': 'Check the slug, as in github.com/enterprises/SLUG',
  'data-residency': 'Check the slug, which is the NAME in NAME.ghe.com',
  server: 'Check the slug, which is almost always "github" on Enterprise Server',
} as const;
