/**
 * The two audit-log endpoints, for organizations and enterprises, by name and by numeric id: who can read, which events a
 * request selects, and the page, links and headers that come back. Every point on which GitHub's behaviour is unknown is a
 * switch in `AuditLogSettings`.
 */
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from './clock.ts';
import { type CursorForm, decodeCursor, encodeCursor } from './cursor.ts';
import { type Collation, EventLog, type StoredEvent } from './event-log.ts';
import { json, type Reply, type Request } from './exchange.ts';
import { renderLinks } from './link.ts';
import { type CreatedClock, parsePhrase } from './phrase.ts';
import { type AuditLogQuery, selectPage } from './query.ts';
import { RateLimit } from './rate-limit.ts';
import type { Route } from './router.ts';
import { bearer, notFound, problem, type Tokens } from './tokens.ts';

/** What is done with a cursor for which `when` holds. */
export interface CursorRefusal {
  readonly when: (cursor: string) => boolean;
  /** `nothing` answers 200 with an empty page and no link, as if the cursor no longer existed. */
  readonly answer: 'nothing' | { readonly status: number; readonly body: unknown };
}

/** Switches for what nobody knows and for what went wrong before. All may be changed while the emulator runs. */
export interface AuditLogSettings {
  cursorForm: CursorForm;
  createdClock: CreatedClock;
  /** A last page that is exactly full has a `next` that leads to `[]`. */
  fullLastPageHasNext: boolean;
  /** An empty page has a `next` that leads to itself. */
  emptyPageHasNext: boolean;
  /** Links lose the phrase, as in a sample of GitHub's documentation. */
  mangledPhraseInLinks: boolean;
  /** Links lead to this origin. */
  foreignLinkHost: string | undefined;
  /** Requests whose answer has no `Link` header. */
  stripLink: (request: Request) => boolean;
  refuseCursor: CursorRefusal | undefined;
  /** What a cursor that cannot be decoded gets. */
  invalidCursor: { status: number; body: unknown };
  /** How long an answer takes, in real time. */
  latencyMs: number | ((request: Request) => number);
}

/** An organization or enterprise with an audit log. */
export interface Target {
  readonly kind: 'organization' | 'enterprise';
  readonly name: string;
  readonly id: number;
  readonly log: EventLog;
}

/** The audit-log service of one emulator. */
export class AuditLog {
  readonly settings: AuditLogSettings = {
    cursorForm: 'exponent',
    createdClock: '@timestamp',
    fullLastPageHasNext: false,
    emptyPageHasNext: false,
    mangledPhraseInLinks: false,
    foreignLinkHost: undefined,
    stripLink: () => false,
    refuseCursor: undefined,
    invalidCursor: { status: 400, body: { message: 'Invalid cursor', status: '400' } },
    latencyMs: 0,
  };
  readonly rateLimit: RateLimit;
  readonly #targets: Target[] = [];
  readonly #clock: Clock;
  readonly #tokens: Tokens;

  constructor(clock: Clock, tokens: Tokens) {
    this.#clock = clock;
    this.#tokens = tokens;
    this.rateLimit = new RateLimit('audit_log', 1750, clock);
  }

  /** Adds an account with an empty log, or with `log` when it shares the events of another. */
  addTarget(kind: Target['kind'], name: string, id: number, log: EventLog | Collation = 'bytes'): Target {
    const target = { kind, name, id, log: typeof log === 'string' ? new EventLog(this.#clock, log) : log };
    this.#targets.push(target);
    return target;
  }

  get routes(): readonly Route[] {
    const route = (path: string, find: (name: string) => Target | undefined): Route => ({
      method: 'GET',
      path: `${path}/:account/audit-log`,
      label: 'audit-log',
      answer: (request) => this.#answer(request, find(request.params['account'] ?? '')),
    });
    const byName = (kind: Target['kind']) => (name: string) =>
      this.#targets.find((target) => target.kind === kind && target.name.toLowerCase() === name.toLowerCase());
    const byId = (kind: Target['kind']) => (id: string) =>
      this.#targets.find((target) => target.kind === kind && String(target.id) === id);
    return [
      route('/orgs', byName('organization')),
      route('/organizations', byId('organization')),
      route('/enterprises', (name) => byName('enterprise')(name) ?? byId('enterprise')(name)),
    ];
  }

  async #answer(request: Request, target: Target | undefined): Promise<Reply> {
    const { latencyMs } = this.settings;
    const wait = typeof latencyMs === 'number' ? latencyMs : latencyMs(request);
    if (wait > 0) await sleep(wait);
    const refused = this.#tokens.refuseAuditLog(request, request.params['account'] ?? '');
    const budget = this.rateLimit.take(bearer(request) ?? '');
    if (refused !== undefined) return { ...refused, headers: { ...refused.headers, ...budget.headers } };
    if (budget.refusal !== undefined) return budget.refusal;
    const reply = target === undefined ? notFound() : this.#page(request, target);
    const headers = { ...reply.headers, ...budget.headers, ...this.#tokens.expiryHeader(request) };
    return { ...reply, headers };
  }

  #page(request: Request, target: Target): Reply {
    const { query } = request;
    const settings = this.settings;
    const phrase = parsePhrase(query.get('phrase') ?? '');
    if (phrase === undefined) return json(422, problem('Validation Failed', 422));
    const after = query.get('after') ?? '';
    const before = query.get('before') ?? '';
    for (const cursor of [after, before]) {
      if (cursor === '') continue;
      const { refuseCursor } = settings;
      if (refuseCursor?.when(cursor) !== true) continue;
      if (refuseCursor.answer === 'nothing') return pageOf([], {});
      return json(refuseCursor.answer.status, refuseCursor.answer.body);
    }
    const afterPosition = after === '' ? undefined : decodeCursor(after);
    const beforePosition = before === '' ? undefined : decodeCursor(before);
    if ((after !== '' && afterPosition === undefined) || (before !== '' && beforePosition === undefined)) {
      return json(settings.invalidCursor.status, settings.invalidCursor.body);
    }
    const wanted: AuditLogQuery = {
      phrase,
      createdClock: settings.createdClock,
      include: includeOf(query.get('include')),
      order: query.get('order') === 'asc' ? 'asc' : 'desc',
      perPage: perPageOf(query.get('per_page')),
      after: afterPosition,
      before: beforePosition,
    };
    const { events, more } = selectPage(target.log, wanted, this.#clock.now());
    const full = events.length === wanted.perPage && settings.fullLastPageHasNext;
    const cursorOf = (event: StoredEvent | undefined): string | undefined =>
      event && encodeCursor(event, settings.cursorForm);
    const ownCursor = settings.emptyPageHasNext && events.length === 0 ? after : undefined;
    const link = settings.stripLink(request)
      ? undefined
      : renderLinks({
          base: `${settings.foreignLinkHost ?? request.origin}${request.prefix}/${target.kind}s/${target.id}/audit-log`,
          query,
          next: more || full ? cursorOf(events.at(-1)) : ownCursor,
          prev: cursorOf(events[0]),
          isFirstPage: after === '' && before === '',
          mangledPhrase: settings.mangledPhraseInLinks,
        });
    return pageOf(events, link === undefined ? {} : { link });
  }
}

function pageOf(events: readonly StoredEvent[], headers: Readonly<Record<string, string>>): Reply {
  const body = `[${events.map(({ raw }) => raw).join(',')}]`;
  return {
    status: 200,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'private, max-age=60, s-maxage=60',
      vary: 'Accept, Authorization, Cookie, X-GitHub-OTP, Accept-Encoding, Accept, X-Requested-With',
      etag: `W/"${createHash('sha256').update(body).digest('hex')}"`,
      'x-oauth-scopes': 'read:audit_log',
      'x-accepted-oauth-scopes': 'admin:enterprise, read:audit_log',
      ...headers,
    },
    body,
  };
}

function includeOf(value: string | null): AuditLogQuery['include'] {
  return value === 'git' || value === 'all' ? value : 'web';
}

function perPageOf(value: string | null): number {
  const number = Number(value ?? 30);
  return Number.isInteger(number) && number > 0 ? Math.min(number, 100) : 30;
}
