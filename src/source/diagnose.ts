/**
 * Turns a refusal by GitHub into what a person needs: what happened, the most likely cause, what to do, and where to read
 * more. The server's own text is looked at but never quoted: it may echo a token, and a log may be public.
 */
import type { ApiResponse } from '../github/api.ts';
import { AccessError } from '../model/errors.ts';
import type { Target } from '../model/target.ts';
import { describeHost } from './host.ts';
import { readSsoUrl } from './sso-url.ts';

/** The sections of docs/troubleshooting.md that errors link to. */
export const ANCHORS = [
  'bad-credentials',
  'saml-sso',
  'user-agent',
  'classic-token-forbidden',
  'token-policy',
  'ip-allow-list',
  'github-token',
  'fine-grained-token',
  'not-an-owner',
  'missing-scope',
  'forbidden',
  'not-found',
  'redirect',
  'api-version',
  'proxy',
  'not-github',
  'query-refused',
  'certificate',
  'network',
  'server-errors',
] as const;
export type Anchor = (typeof ANCHORS)[number];

export interface Circumstances {
  readonly target: Target;
  /** Root of the API as configured. */
  readonly apiUrl: string;
}

/** A hint that ends in a link. */
export function withLink(advice: string, anchor: Anchor): string {
  return `${advice} See docs/troubleshooting.md#${anchor}`;
}

/** What a refusing answer means; which answers refuse is decided in `classify-response.ts`. */
export function diagnose(response: ApiResponse, circumstances: Circumstances): AccessError {
  const { status } = response;
  const finding = status === 403 ? explain403(response, circumstances) : explainStatus(response, circumstances);
  return new AccessError(`GitHub answered ${status} for ${nameTarget(circumstances.target)}: ${finding.cause}.`, {
    hint: withLink(finding.advice, finding.anchor),
  });
}

export function nameTarget(target: Target): string {
  return `${target.kind} "${target.name}"`;
}

/** Whether a 403 is one of the refusals known to have nothing to do with a rate limit. */
export function isKnownRefusal(response: ApiResponse): boolean {
  return response.headers['x-github-sso'] !== undefined || REFUSALS.some(({ pattern }) => pattern.test(response.body));
}

export function isHtml(response: ApiResponse): boolean {
  return /^\s*text\/html\b/i.test(response.headers['content-type'] ?? '');
}

interface Finding {
  readonly anchor: Anchor;
  /** Goes on after "GitHub answered 403 for organization "acme": ". */
  readonly cause: string;
  /** Whole sentences. */
  readonly advice: string;
}

const SCOPE = 'Use a classic token with the scope read:audit_log (for an enterprise on Enterprise Server: admin:enterprise)';

/** The texts that GitHub is known to send with 403. The most telling one comes first. */
const REFUSALS: readonly (Finding & { readonly pattern: RegExp })[] = [
  {
    pattern: /saml enforcement/i,
    anchor: 'saml-sso',
    cause: 'the token is not authorized for single sign-on',
    advice: 'In the settings of the token choose "Configure SSO" and authorize it for the organization.',
  },
  {
    pattern: /administrative rules|user-agent header/i,
    anchor: 'user-agent',
    cause: 'the request came without a user agent that it accepts',
    advice: 'Check the `user-agent` input, and whether a proxy on the way removes the header.',
  },
  {
    pattern: /forbids access via a personal access token \(classic\)/i,
    anchor: 'classic-token-forbidden',
    cause: 'its owners forbid classic personal access tokens',
    advice: 'For an organization use a fine-grained token or a GitHub App with the organization permission "Administration" (read); or let an owner allow classic tokens.',
  },
  {
    pattern: /forbids access via a|token['’]s lifetime/i,
    anchor: 'token-policy',
    cause: 'its policy does not allow this kind of token or its lifetime',
    advice: 'Let an owner look at the policies for personal access tokens, then use a token that they allow.',
  },
  {
    pattern: /ip allow list/i,
    anchor: 'ip-allow-list',
    cause: 'its IP allow list does not contain the address of this runner',
    advice: 'Run the job on a runner with an allowed address, or let an owner add the address to the list.',
  },
  {
    pattern: /not accessible by integration/i,
    anchor: 'github-token',
    cause: 'the token is the GITHUB_TOKEN of a workflow, or of a GitHub App without the permission',
    advice: 'GITHUB_TOKEN can never read an audit log. Use a personal access token of an owner, or for an organization a GitHub App with the organization permission "Administration" (read).',
  },
  {
    pattern: /not accessible by personal access token/i,
    anchor: 'fine-grained-token',
    cause: 'the fine-grained token lacks the permission',
    advice: 'For an organization give it the organization permission "Administration" (read), with the organization as resource owner; an enterprise needs a classic token with read:audit_log.',
  },
  {
    pattern: /must have admin rights|must be an? .{0,40}(?:owner|admin)/i,
    anchor: 'not-an-owner',
    cause: 'the owner of the token does not own it',
    advice: 'Use a token of an organization owner, or for an enterprise of an enterprise owner.',
  },
];

const SCOPES_THAT_READ = ['read:audit_log', 'audit_log', 'admin:org', 'admin:enterprise'];

function explain403(response: ApiResponse, circumstances: Circumstances): Finding {
  const sso = REFUSALS.find(({ anchor }) => anchor === 'saml-sso');
  if (sso !== undefined && response.headers['x-github-sso'] !== undefined) return withSsoUrl(sso, response, circumstances);
  const known = REFUSALS.find(({ pattern }) => pattern.test(response.body));
  if (known !== undefined) return known;
  if (isHtml(response)) return NOT_GITHUB;
  if (lacksScope(response)) {
    return { anchor: 'missing-scope', cause: 'the classic token lacks the scope', advice: `${SCOPE}.` };
  }
  return {
    anchor: 'forbidden',
    cause: 'the token may not read this audit log',
    advice: `${SCOPE}, of an owner; for an organization a fine-grained token or a GitHub App with the organization permission "Administration" (read) works as well.`,
  };
}

function withSsoUrl(finding: Finding, response: ApiResponse, circumstances: Circumstances): Finding {
  const url = readSsoUrl(response.headers['x-github-sso'] ?? '', describeHost(circumstances.apiUrl).webOrigin);
  return url === undefined ? finding : { ...finding, advice: `${finding.advice} Or open ${url} in a browser.` };
}

/** GitHub lists the scopes of classic tokens, and only of those. */
function lacksScope(response: ApiResponse): boolean {
  const scopes = response.headers['x-oauth-scopes']?.split(',').map((scope) => scope.trim());
  return scopes !== undefined && !scopes.some((scope) => SCOPES_THAT_READ.includes(scope));
}

const NOT_GITHUB: Finding = {
  anchor: 'not-github',
  cause: 'the answer is a web page, so it is likely from a proxy, a firewall or the web site and not from the API',
  advice: 'Check `api-url` (https://api.github.com, https://api.NAME.ghe.com or https://HOST/api/v3) and what lies between the runner and it.',
};

function explainStatus(response: ApiResponse, circumstances: Circumstances): Finding {
  const { status } = response;
  if (status >= 300 && status < 400) {
    return {
      anchor: 'redirect',
      cause: 'it redirects, which is not followed, so that the token goes nowhere else',
      advice: 'Check `api-url`: https, the API host and on Enterprise Server /api/v3. A renamed organization redirects as well: use its present name.',
    };
  }
  switch (status) {
    case 401:
      return {
        anchor: 'bad-credentials',
        cause: 'the token is wrong, expired or revoked',
        advice: 'Put a valid token into the secret behind the `token` input, and check that the job can read that secret.',
      };
    case 404:
      return explain404(response, circumstances);
    case 407:
      return {
        anchor: 'proxy',
        cause: 'a proxy between the runner and GitHub asks for credentials',
        advice: 'Set the proxy variables of the runner with credentials that the proxy accepts.',
      };
    default:
      if (isHtml(response)) return NOT_GITHUB;
      if (status === 400 && /version/i.test(response.body)) {
        return {
          anchor: 'api-version',
          cause: 'it does not know this version of its API',
          advice: 'Set `api-version` to one that this host supports, or leave it out for 2022-11-28.',
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
          ? 'no such organization, not on GitHub Enterprise Cloud, or the token may not read its audit log (GitHub says the same for all three)'
          : 'no such organization, or the token may not read its audit log (GitHub says the same for both)',
      advice: `Check the login (an enterprise goes into \`enterprise\`), that the token is of an owner, and its permission: scope read:audit_log, or "Administration" (read) of a fine-grained token or GitHub App.`,
    };
  }
  return {
    anchor: 'not-found',
    cause: 'no such enterprise, or the token may not read its audit log (GitHub says the same for both)',
    advice: `${ENTERPRISE_SLUG[host.kind]} (an organization goes into \`organization\`); and use a classic token of an enterprise owner with the scope ${host.kind === 'server' ? 'admin:enterprise' : 'read:audit_log'}.`,
  };
}

const ENTERPRISE_SLUG = {
  'github.com': 'Check the slug, as in github.com/enterprises/SLUG',
  'data-residency': 'Check the slug, which is the NAME in NAME.ghe.com',
  server: 'Check the slug, which is almost always "github" on Enterprise Server',
} as const;
