/**
 * GitHub's audit log as HTTP answers: pages with Link headers from what the world shows at that instant, and every answer
 * that is none.
 */
import type { ApiRequest, ApiResponse, GitHubApi } from '../../../src/github/api.ts';
import type { FeedName } from '../../../src/model/feed.ts';
import type { Onlooker } from '../onlooker.ts';
import type { Behaviour } from '../plan.ts';
import { networkError, type Process } from '../process.ts';
import type { World } from '../world.ts';
import { rawAt } from '../world-event.ts';
import { type Answer, badPage, type HourlyLimit, limited, refusal, serverError } from './bad-answers.ts';
import { type CursorBook, readCursor, writeCursor } from './cursors.ts';

export interface ApiParts {
  readonly world: World;
  readonly behaviour: Behaviour;
  readonly cursors: CursorBook;
  readonly limit: HourlyLimit;
  readonly onlooker: Onlooker;
}

export function simulateApi(process: Process, parts: ApiParts): GitHubApi {
  return {
    get(request, signal) {
      const sent = { ...whichOf(request), isPage: false, date: process.surroundings.timeline.now, isRefused: false };
      parts.onlooker.requested(process, sent);
      if (process.strikes('api-hang')) return new Promise(() => {});
      const slow = process.chance.hit(parts.behaviour.slow) ? 12_000 : 0;
      const answer = process.call('a page', { ms: process.chance.int(40, 400) + slow }, () =>
        answerTo({ request, isGivenUp: signal.aborted }, process, parts),
      );
      return new Promise((resolve, reject) => {
        const onAbort = () => reject(signal.reason);
        signal.addEventListener('abort', onAbort, { once: true });
        answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
      });
    },
  };
}

function whichOf({ query }: ApiRequest): { readonly order: 'asc' | 'desc'; readonly feed: FeedName } {
  return { order: query['order'] === 'desc' ? 'desc' : 'asc', feed: query['include'] === 'git' ? 'git' : 'web' };
}

/** What nobody waits for any more is served all the same: it is no page of the run, and no refusal. */
function answerTo(
  { request, isGivenUp }: { readonly request: ApiRequest; readonly isGivenUp: boolean },
  process: Process,
  parts: ApiParts,
): ApiResponse {
  const { timeline } = process.surroundings;
  const { query } = request;
  const date = timeline.now - (timeline.now % 1000);
  const headers = {
    date: new Date(date).toUTCString(),
    'content-type': 'application/json; charset=utf-8',
    ...parts.limit.take(timeline.now),
  };
  if (process.strikes('api-network')) throw networkError();
  const { order, feed } = whichOf(request);
  const after = query['after'];
  const fault = faultFor(process, parts, { headers, after });
  const isRefused = fault !== undefined && (fault.status === 401 || (fault.status === 404 && after === undefined));
  const isPage = fault === undefined && !isGivenUp;
  parts.onlooker.requested(process, { order, feed, isPage, date, isRefused: isRefused && !isGivenUp });
  process.say(
    () =>
      `GET ${feed} ${order} ${query['phrase'] ?? ''} after ${after === undefined ? 'nothing' : renderCursor(after)}: ${fault === undefined ? '' : `HTTP ${fault.status}`}`,
  );
  return fault ?? page({ feed, order, after, query, headers, isGivenUp }, process, parts);
}

function faultFor(
  process: Process,
  parts: ApiParts,
  { headers, after }: { readonly headers: Readonly<Record<string, string>>; readonly after: string | undefined },
): ApiResponse | undefined {
  const { chance } = process;
  if (parts.limit.isUsedUp) return merge(limited('hour', chance), headers);
  if (process.strikes('rate-limit')) return merge(limited('secondary', chance), headers);
  if (process.strikes('api-error')) return merge(serverError(chance), headers);
  if (process.strikes('api-bad-page')) return merge(badPage(chance), headers);
  if (process.strikes('api-refused')) return merge(refusal(chance), headers);
  if (after === undefined) return undefined;
  if (parts.cursors.hasExpired(after) || process.strikes('cursor-refused')) {
    return { status: chance.pick([400, 404, 422]), headers, body: Buffer.from('{"message":"Foreign-Text"}') };
  }
  if (process.strikes('cursor-empty')) return { status: 200, headers, body: Buffer.from('[]') };
  return undefined;
}

function page(
  request: {
    readonly feed: FeedName;
    readonly order: 'asc' | 'desc';
    readonly after: string | undefined;
    readonly query: ApiRequest['query'];
    readonly headers: Readonly<Record<string, string>>;
    readonly isGivenUp: boolean;
  },
  process: Process,
  parts: ApiParts,
): ApiResponse {
  const { world, behaviour, cursors } = parts;
  const { now } = process.surroundings.timeline;
  const created = /created:(>=?)(\S+)/.exec(request.query['phrase'] ?? '');
  const perPage = Number(request.query['per_page']);
  const found = world.find(
    {
      feed: request.feed,
      order: request.order,
      perPage,
      createdFrom: created === null ? undefined : Date.parse(created[2] ?? '') + (created[1] === '>' ? 1_000 : 0),
      after: request.after === undefined ? undefined : readCursor(request.after),
      asOf: now - (process.chance.hit(0.5) ? behaviour.replicaLagMs : 0),
    },
    now,
  );
  if (!request.isGivenUp) parts.onlooker.shown(process, { order: request.order, events: found.events });
  const last = found.events.at(-1);
  const goesOn = found.more || (behaviour.fullLastPageHasNext && found.events.length === perPage);
  const stripped = goesOn && process.strikes('link-stripped');
  process.say(
    () =>
      `  ${found.events.length} events${last === undefined ? '' : ` up to ${renderCursor(writeCursor(last, 'integer'))}`}${goesOn ? ', more' : ''}`,
  );
  const link =
    last === undefined || !goesOn || stripped ? {} : { link: cursors.link(writeCursor(last, behaviour.cursors), now) };
  return {
    status: 200,
    headers: { ...request.headers, ...link },
    body: Buffer.from(`[${found.events.map((event) => rawAt(event, now)).join(',')}]`),
  };
}

function renderCursor(after: string): string {
  const { ts, documentId } = readCursor(after);
  return `${new Date(ts).toISOString().slice(8, 23)}|${documentId.slice(0, 4)}`;
}

function merge({ status, body, headers: own }: Answer, headers: ApiResponse['headers']): ApiResponse {
  return { status, body: Buffer.from(body), headers: { ...headers, ...own } };
}
