/**
 * What it means that GitHub refuses a query about the workflow's own repository, or does not respond: the causes of a
 * refused audit log, read by the same code, with the remedies of the job's own token. The server's text is never
 * quoted.
 */
import type { ApiResponse } from '../github/api.ts';
import type { Refused } from '../github/rest-questions.ts';
import { AccessError, UpstreamError } from '../model/errors.ts';
import { readRetryAfterMs } from '../resilience/rate-limit.ts';
import type { Disposition } from '../resilience/retry.ts';
import { classifyRateLimit } from './classify-response.ts';
import { isHtml, NOT_GITHUB, PROXY_WANTS_CREDENTIALS } from './diagnose.ts';
import { type Finding, withLink } from './finding.ts';
import { classifyRejection, mayBeTooLarge } from './network-failure.ts';
import { findRefusal } from './refusals.ts';

const OUTAGE_HINT = 'See https://www.githubstatus.com; the next run continues where this one stopped.';

/** What to do about a response that is not the requested one. */
export function judgeOwnRefusal({ response, what, permission, unstatedWaits, now }: Refused): Disposition {
  const { status, headers } = response;
  if (status >= 500 || status === 408 || status === 409) {
    return { kind: 'retry', failure: `HTTP ${status}`, hint: OUTAGE_HINT, waitMs: readRetryAfterMs(headers, now) };
  }
  const limited = classifyRateLimit(response, { unstatedWaits, now });
  if (limited !== undefined) return limited;
  if (status === 200) return isHtml(response) ? WEB_PAGE : NOT_AS_DOCUMENTED;
  const finding = findCause(response);
  if (finding === 'unknown') {
    return { kind: 'fail', error: new UpstreamError(`${what} failed: HTTP ${status}`, { hint: OUTAGE_HINT }) };
  }
  const refused = `${what} was refused (HTTP ${status})`;
  if (finding !== undefined) return fail(`${refused}: ${finding.cause}`, finding);
  if (permission === undefined) return fail(`${refused}: the token is not one of this repository`, DEFAULT_TOKEN);
  return fail(`${refused}; it needs \`${permission}\``, {
    anchor: 'own-token',
    advice: `Leave \`github-token\` at its default and give the job \`permissions: ${permission}\`.`,
  });
}

/** What it means that no complete response came: its size is never the reason here. */
export function classifyOwnRejection(error: unknown): Disposition {
  const disposition = classifyRejection(error);
  return disposition.kind === 'retry' && mayBeTooLarge(error) ? { ...disposition, hint: OUTAGE_HINT } : disposition;
}

function fail(message: string, { advice, anchor }: Pick<Finding, 'advice' | 'anchor'>): Disposition {
  return { kind: 'fail', error: new AccessError(message, { hint: withLink(advice, anchor) }) };
}

/** `undefined`: the permission is missing, which GitHub reports in several ways. */
function findCause(response: ApiResponse): Finding | 'unknown' | undefined {
  const { status } = response;
  if (status === 401) return EXPIRED;
  if (status === 407) return PROXY_WANTS_CREDENTIALS;
  if (status >= 300 && status < 400) return MOVED;
  if (isHtml(response)) return NOT_GITHUB;
  const known = status === 403 ? findRefusal(response) : undefined;
  if (known !== undefined) return isAboutPermission(known) ? undefined : known;
  return status === 403 || status === 404 ? undefined : 'unknown';
}

function isAboutPermission({ anchor }: Finding): boolean {
  return anchor === 'github-token' || anchor === 'fine-grained-token' || anchor === 'not-an-owner';
}

const DEFAULT_TOKEN = { anchor: 'own-token', advice: 'Leave `github-token` at its default.' } as const;

const EXPIRED: Finding = {
  anchor: 'own-token',
  cause: 'the token of the job is wrong or has expired',
  advice:
    'Leave `github-token` at its default. GitHub revokes that token at the end of the job, and after 24 hours at the latest.',
};

const MOVED: Finding = {
  anchor: 'own-token',
  cause: 'it redirects, which is not followed; this repository was renamed or moved while the job ran',
  advice: 'Run the workflow again.',
};

const NOT_AS_DOCUMENTED: Disposition = {
  kind: 'retry',
  failure: 'a response that is not what GitHub documents',
  hint: OUTAGE_HINT,
  waitMs: undefined,
};

/** A page that says "please wait" can be gone with the next try. */
const WEB_PAGE: Disposition = {
  kind: 'retry',
  failure: 'HTTP 200, but a web page',
  hint: withLink(`${NOT_GITHUB.cause}. ${NOT_GITHUB.advice}`.replace(/^t/, 'T'), NOT_GITHUB.anchor),
  waitMs: undefined,
};
