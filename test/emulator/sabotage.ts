/**
 * The vocabulary of faults. Each function gives a sabotage for `faults.on(label, …)`; `after(…)` turns one that fails before
 * the effect into one that fails after it.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { json, type Reply } from './exchange.ts';
import type { Sabotage } from './faults.ts';

/** Answers this instead; nothing takes effect. An object or array becomes JSON. */
export function answer(status: number, body: unknown = '', headers: Readonly<Record<string, string>> = {}): Sabotage {
  const reply: Reply =
    typeof body === 'string' || body instanceof Uint8Array ? { status, body, headers } : json(status, body, headers);
  return () => reply;
}

/** The request takes effect first, then the other sabotage decides about the answer: the ambiguous case. */
export function after(sabotage: Sabotage): Sabotage {
  return async (effect, request) => {
    const reply = await effect();
    return sabotage(async () => reply, request);
  };
}

/** Resets the connection before anything took effect. */
export function reset(): Sabotage {
  return () => ({ status: 0, transport: { kind: 'reset' } });
}

/** Takes effect, then resets the connection: the client cannot know. */
export function dropAnswer(): Sabotage {
  return after(reset());
}

/** Never answers. */
export function hang(): Sabotage {
  return () => ({ status: 0, transport: { kind: 'hang', after: 'nothing' } });
}

/** Takes effect, sends the headers, and never a byte of the body. */
export function hangInBody(): Sabotage {
  return async (effect) => ({ ...(await effect()), transport: { kind: 'hang', after: 'headers' } });
}

/** Takes effect, then sends the real body a few bytes at a time. */
export function drip(bytes = 1, everyMs = 100): Sabotage {
  return async (effect) => ({ ...(await effect()), transport: { kind: 'drip', bytes, everyMs } });
}

/** Takes effect, sends this share of the real body under its full length, then kills the socket. */
export function cutBody(share = 0.5): Sabotage {
  return async (effect) => ({ ...(await effect()), transport: { kind: 'cut', share } });
}

/** Waits (in real time), then lets it happen. */
export function delay(ms: number): Sabotage {
  return async (effect) => {
    await sleep(ms);
    return effect();
  };
}

/** Takes effect, then changes the real reply. */
export function mutate(change: (reply: Reply) => Reply): Sabotage {
  return async (effect) => change(await effect());
}

/** Takes effect, then changes the text of the real body; status and headers stay. */
export function mutateBody(change: (text: string) => string): Sabotage {
  return mutate((reply) => ({ ...reply, body: change(Buffer.from(reply.body ?? '').toString('utf8')) }));
}

/** Takes effect, then changes or, with `undefined`, removes headers of the real reply. */
export function mutateHeaders(changes: Readonly<Record<string, string | undefined>>): Sabotage {
  return mutate((reply) => {
    const headers: Record<string, string> = { ...reply.headers };
    for (const [name, value] of Object.entries(changes)) {
      if (value === undefined) delete headers[name];
      else headers[name] = value;
    }
    return { ...reply, headers };
  });
}

/** 200 with no body and no content type. */
export function emptyOk(): Sabotage {
  return answer(200);
}

/** 200 with a page of HTML, as a captive portal or a proxy sends. */
export function html(status = 200): Sabotage {
  return answer(status, '<!DOCTYPE html><html><body><h1>Unicorn!</h1></body></html>', {
    'content-type': 'text/html; charset=utf-8',
  });
}

/** The real list, wrapped as `{total_count, items}`: what `octokit.paginate` takes for a list as well. */
export function objectInsteadOfArray(): Sabotage {
  return mutateBody((text) => `{"total_count":1,"items":${text}}`);
}

/** Status 200 and a complete transfer of JSON that stops in the middle. */
export function truncatedJson(share = 0.5): Sabotage {
  return mutateBody((text) => text.slice(0, Math.floor(text.length * share)));
}

/** The 502 of a gateway. */
export function badGateway(): Sabotage {
  return answer(502, '<html><body><h1>502 Bad Gateway</h1></body></html>', { 'content-type': 'text/html' });
}

/** What GitHub answers when a search took longer than ten seconds on its side. */
export function serverError(status = 500): Sabotage {
  return answer(status, { message: 'Server Error' });
}

/** The swallowed status: `octokit.paginate` takes 409 for an empty repository. */
export function conflict(): Sabotage {
  return answer(409, { message: 'Conflict' });
}

/** A redirect, for example to a foreign host; `location` is absolute. */
export function redirect(location: string, status = 302): Sabotage {
  return answer(status, '', { location });
}

/** The primary rate limit is used up until `resetAtSeconds` since the epoch. */
export function primaryRateLimit(resetAtSeconds: number, status: 403 | 429 = 403, retryAfter?: number): Sabotage {
  const body = {
    message: 'API rate limit exceeded for user ID 583231.',
    documentation_url: 'https://docs.github.com/rest/overview/rate-limits-for-the-rest-api',
    status: String(status),
  };
  return answer(status, body, {
    'x-ratelimit-limit': '1750',
    'x-ratelimit-remaining': '0',
    'x-ratelimit-used': '1750',
    'x-ratelimit-reset': String(resetAtSeconds),
    'x-ratelimit-resource': 'audit_log',
    ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
  });
}

/** The secondary rate limit: `retry-after` may be absent, and `remaining` is usually not 0. */
export function secondaryRateLimit(retryAfter?: number, status: 403 | 429 = 403): Sabotage {
  const body = {
    documentation_url:
      'https://docs.github.com/en/free-pro-team@latest/rest/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits',
    message:
      'You have exceeded a secondary rate limit. Please wait a few minutes before you try again. If you reach out to GitHub Support for help, please include the request ID FA2D:1B2C3D.',
  };
  return answer(status, body, {
    'x-ratelimit-remaining': '1200',
    ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
  });
}

/** A twirp error of the Actions services, for example `twirpError(409, 'already_exists')`. */
export function twirpError(status: number, code: string, msg = code): Sabotage {
  return answer(status, { code, msg });
}

/** The service says no with status 200: `{"ok":false,"message":…}`. */
export function refused(message = 'refused'): Sabotage {
  return answer(200, { ok: false, message });
}

/** The cache service's answer to a token that may not write. */
export function cacheWriteDenied(): Sabotage {
  return refused('cache write denied: token has no writable scopes');
}

/** The cache service's answer to a token that may not read. */
export function cacheReadDenied(): Sabotage {
  return twirpError(403, 'permission_denied', 'cache read denied: token has no readable scopes');
}

/** Finalize lies: an id comes back, nothing is stored. */
export function finalizeLies(id = '987654321'): Sabotage {
  return answer(200, { ok: true, entry_id: id, artifact_id: id });
}

/** Finalize works and says ok, but without the id. */
export function finalizeWithoutId(): Sabotage {
  return after(answer(200, { ok: true }));
}

/** The storage is full, in the words that the clients look for. */
export function quotaExceeded(): Sabotage {
  return twirpError(403, 'permission_denied', 'insufficient usage to create entry: storage quota has been hit');
}
