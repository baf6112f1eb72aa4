/**
 * `test`: one request to the audit log, once, and what it shows: whose token it is, whether it can read, how many
 * requests it has left. Nothing is changed anywhere, no event is shown, and a refusal fails the run with its diagnosis.
 */

import type { ApiResponse } from '../../github/api.ts';
import { CollectError, describeError, sentence, UpstreamError } from '../../model/errors.ts';
import type { FeedName } from '../../model/feed.ts';
import type { Settings } from '../../model/settings.ts';
import type { Fact } from '../../position/inspect.ts';
import { systemClock } from '../../runtime/clock.ts';
import { openNetwork } from '../../runtime/network.ts';
import type { AuditLog, Page } from '../../source/page.ts';
import { readTokenFacts, type TokenFacts, tokenKind } from '../../source/token-facts.ts';
import { connectAuditLog } from '../connect-github.ts';
import { isServerApi } from '../inputs/parse-access.ts';
import type { Situation } from '../place.ts';
import { renderSpan } from '../report/markdown.ts';
import type { Outcome } from '../report/statement.ts';
import type { World } from '../world.ts';
import { type Marked, markArchive } from './mark-archive.ts';

export async function test(situation: Situation, signal: AbortSignal): Promise<Outcome> {
  const { settings, world } = situation;
  openNetwork(settings);
  let answer: ApiResponse | undefined;
  const openApi: World['openApi'] = async (connect) => {
    const api = await world.openApi(connect);
    return {
      async get(request, signal) {
        answer = await api.get(request, signal);
        return answer;
      },
    };
  };
  const auditLog = await connectAuditLog({
    ...situation,
    settings: asOneRequest(settings),
    world: { ...world, openApi },
  });
  const [feed = 'web'] = settings.feeds;
  const page = await ask(auditLog, { feed, timeoutMs: settings.resilience.requestTimeoutMs }, signal);
  const facts = answer === undefined ? undefined : readTokenFacts(answer);
  const mayRead = !(page instanceof CollectError);
  const marked = await markArchive({ ...situation, settings: asOneRequest(settings) }, signal);
  const refused = marked.kind === 'refused' ? marked.error : undefined;
  const { kind, name } = settings.target;
  return {
    statement: {
      mark: '✅',
      headline: `The token ${mayRead ? 'can' : 'could not'} read the audit log of ${kind} ${name}`,
      // One error is shown; the other must not get lost behind it.
      sentences: mayRead || refused === undefined ? [] : [sentence(refused.message), refused.hint],
      facts: [
        ['Token', nameOf(settings.credentials)],
        ['Can read the audit log', mayRead ? 'yes' : 'no, see the error'],
        ...(facts === undefined ? [] : describeToken(facts)),
        ...(mayRead ? describePage(page, { feed, settings }) : []),
        ...describeMark(marked),
      ],
    },
    outputs: {
      requests: String(auditLog.usage.requests),
      'rate-limit-remaining': facts?.budget === undefined ? '' : String(facts.budget.remaining),
      'archive-objects': marked.kind === 'marked' ? marked.key : '',
    },
    error: mayRead ? refused && describeError(refused) : describeError(page),
  };
}

function describeMark(marked: Marked): readonly Fact[] {
  switch (marked.kind) {
    case 'no-archive':
      return [];
    case 'marked':
      return [['Archive', `${marked.key} stored in ${marked.store}`]];
    case 'refused':
      return [['Archive', `nothing can be stored in ${marked.store}`]];
  }
}

function nameOf(credentials: Settings['credentials']): string {
  return credentials.kind === 'token' ? tokenKind(credentials.token) : `GitHub App ${credentials.appId}`;
}

/** One event is enough, and a failure is reported and not tried again. */
function asOneRequest(settings: Settings): Settings {
  const { limits, resilience } = settings;
  const retry = { ...resilience.retry, attempts: 1 };
  return { ...settings, limits: { ...limits, perPage: 1 }, resilience: { ...resilience, retry } };
}

async function ask(
  auditLog: AuditLog,
  { feed, timeoutMs }: { readonly feed: FeedName; readonly timeoutMs: number },
  signal: AbortSignal,
): Promise<Page | CollectError> {
  const request = { feed, order: 'desc', after: undefined, createdFrom: undefined } as const;
  // No time for waiting, and no reserve: it is one request.
  const allowance = { deadlineAt: systemClock.now() + timeoutMs, reserve: 0 };
  try {
    const answer = await auditLog.read(request, allowance, signal);
    if (answer.kind === 'page') return answer.page;
    const why = answer.kind === 'stopped' ? answer.reason : answer.kind;
    return new UpstreamError(`GitHub did not answer whether the token can read the audit log (${why})`, {
      hint: 'The rate limit of the token is used up, or GitHub has an outage: test again later; see docs/troubleshooting.md#server-errors.',
    });
  } catch (error) {
    if (error instanceof CollectError) return error;
    throw error;
  }
}

function describeToken({ scopes, expiresAt, budget, date }: TokenFacts): readonly Fact[] {
  const now = date ?? systemClock.now();
  return [
    ['Scopes', scopes === undefined ? 'not reported; only classic tokens have scopes' : scopes.join(', ') || 'none'],
    [
      'Expires',
      expiresAt === undefined
        ? 'not reported: never, or GitHub does not say'
        : `${new Date(expiresAt).toISOString()}, in ${renderSpan(Math.max(0, expiresAt - now) / 1000)}`,
    ],
    [
      'Requests left this hour',
      budget === undefined
        ? 'not reported: no limit, as on Enterprise Server'
        : ofLimit(budget.remaining, budget.limit),
    ],
  ];
}

function ofLimit(remaining: number, limit: number | undefined): string {
  return limit === undefined ? String(remaining) : `${remaining} of ${limit}`;
}

function describePage(
  { elements, date }: Page,
  { feed, settings }: { readonly feed: FeedName; readonly settings: Settings },
): readonly Fact[] {
  const newest = elements.find(({ ts }) => ts !== undefined)?.ts;
  const age = newest === undefined ? 'none' : `${renderSpan(Math.max(0, date - newest) / 1000)} old`;
  const plan = isServerApi(settings.api.url)
    ? 'GitHub Enterprise Server'
    : 'GitHub Enterprise Cloud: with no other plan the audit log can be read like this';
  return [
    ['Plan', plan],
    [`Newest event of the ${feed} feed`, settings.phrase === '' ? age : `${age}, of those that the phrase finds`],
  ];
}
