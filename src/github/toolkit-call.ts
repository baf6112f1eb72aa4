/**
 * A call of `@actions/cache` or `@actions/artifact`, which wait for up to 47 minutes, accept no signal, and report
 * little about a failure that can be shown. It ends with the call, at a limit, or at once where waiting cannot help;
 * and it fails with the result of its requests: step, status, code.
 */
import { LibraryFailure } from '../model/errors.ts';
import { renderDuration } from '../resilience/duration.ts';
import { codesOf, isCertificateCode } from '../resilience/failure-codes.ts';
import type { RunEnd } from '../resilience/run-end.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Watched, WatchedRequest, WatchHttp } from '../runtime/http-watch.ts';

export interface ToolkitLimits {
  readonly clock: Clock;
  readonly watch: WatchHttp;
  /** Ends the waiting for a call, not the call. */
  readonly end: RunEnd;
}

interface ToolkitCall<T> {
  /**
   * Longest wait of a call that has an alternative: never more than half of what the run has left. `undefined`: until
   * the end of the run.
   */
  readonly waitMs: number | undefined;
  readonly work: () => Promise<T>;
  /** Whether this value means that the call failed. */
  readonly isFailure?: (value: T) => boolean;
  /** What then failed if no request did, by the step of the last request; `undefined`: nothing did. */
  readonly locally?: (lastStep: string | undefined) => string | undefined;
}

/** Rejects with `LibraryFailure`. After that the call can still be under way and can even succeed. */
export async function callToolkit<T>(call: ToolkitCall<T>, { clock, watch, end }: ToolkitLimits): Promise<T> {
  const seen = new Seen();
  const { promise: hopeless, reject: giveUp } = Promise.withResolvers<never>();
  end.signal.throwIfAborted();
  const unwatch = watch((what) => {
    seen.add(what);
    if (what.kind !== 'failed') return;
    const failure = describeFailed(what);
    if (failure.isLasting) giveUp(failure);
  });
  const startedAt = clock.now();
  const leftMs = end.at - startedAt;
  const limit = clock.timeout(call.waitMs === undefined ? TIMER_MAX_MS : Math.min(call.waitMs, leftMs / 2), end.signal);
  const { promise: late, reject: isLate } = Promise.withResolvers<never>();
  const onLimit = () => isLate(seen.silence(clock.now() - startedAt));
  limit.signal.addEventListener('abort', onLimit);
  const working = Promise.resolve().then(call.work);
  // A call that nobody waits for any more must not end the process.
  for (const each of [working, hopeless, late]) each.catch(() => {});
  try {
    const value = await Promise.race([late, hopeless, working]);
    if (call.isFailure?.(value) !== true) return value;
    const failure = seen.failure ?? describeLocal(call.locally?.(seen.lastStep));
    if (failure === undefined) return value;
    throw failure;
  } catch (error) {
    if (error instanceof LibraryFailure) throw error;
    throw seen.failure ?? ofError(error);
  } finally {
    limit.signal.removeEventListener('abort', onLimit);
    limit.done();
    unwatch();
  }
}

/** No timer waits longer than this. */
const TIMER_MAX_MS = 2 ** 31 - 1;

const OUTAGE_HINT = 'See https://www.githubstatus.com.';
const LOCAL_HINT = 'See docs/troubleshooting.md#cache-and-artifacts.';
const REFUSED_HINT =
  'Check whether the storage of this account is full or read-only for this job (`cache-mode`, an untrusted trigger); see docs/troubleshooting.md#cache-and-artifacts.';
const NETWORK_HINT =
  'Check that a firewall or proxy lets the runner reach the hosts of the Actions service; see docs/security.md#hosts and docs/troubleshooting.md#network.';
const CERTIFICATE_HINT =
  'Set the certificate of the authority behind your proxy in `ca-certificates`; see docs/troubleshooting.md#certificate.';
const PROXY_HINT = 'Check HTTPS_PROXY and NO_PROXY of the runner; see docs/troubleshooting.md#proxy.';

/** What the requests of one call came to. */
class Seen {
  #last: Watched | undefined;
  #failure: LibraryFailure | undefined;

  add(what: Watched): void {
    this.#last = what;
    if (what.kind === 'sent') return;
    if (what.kind === 'failed') this.#failure = describeFailed(what);
    else this.#failure = what.status >= 400 ? describeRefused(what) : undefined;
  }

  /** Of the last request, if it failed: what failed before it was tried again with success. */
  get failure(): LibraryFailure | undefined {
    return this.#failure;
  }

  get lastStep(): string | undefined {
    return this.#last === undefined ? undefined : stepOf(this.#last.request);
  }

  silence(ms: number): LibraryFailure {
    const step = this.lastStep ?? 'nothing was sent';
    const before = this.#failure === undefined ? '' : `, after ${this.#failure.message}`;
    return new LibraryFailure(`${step}: no end within ${renderDuration(ms)}${before}`, {
      hint: OUTAGE_HINT,
      isLasting: false,
    });
  }
}

function describeRefused({ request, status, errorCode }: Extract<Watched, { kind: 'answered' }>): LibraryFailure {
  const code = errorCode === undefined ? '' : ` ${errorCode}`;
  const hint = status >= 500 ? OUTAGE_HINT : status === 407 ? PROXY_HINT : REFUSED_HINT;
  return new LibraryFailure(`${stepOf(request)}: HTTP ${status}${code}`, { hint, isLasting: status === 407 });
}

function describeFailed({ request, error }: Extract<Watched, { kind: 'failed' }>): LibraryFailure {
  const codes = codesOf(error);
  const step = stepOf(request);
  const shown = codes.length === 0 ? 'no answer' : codes.join(', ');
  if (codes.some(isCertificateCode)) {
    return new LibraryFailure(`${step}: the certificate is not trusted (${shown})`, {
      hint: CERTIFICATE_HINT,
      isLasting: true,
    });
  }
  const isUnknownHost = codes.includes('ENOTFOUND');
  const isProxyGone = request.isProxied && codes.some((code) => code === 'ECONNREFUSED' || code === 'ENOTFOUND');
  if (isProxyGone) {
    return new LibraryFailure(`${step}: the proxy refuses the connection (${shown})`, {
      hint: PROXY_HINT,
      isLasting: true,
    });
  }
  const what = isUnknownHost ? `the host name is not found (${shown})` : shown;
  return new LibraryFailure(`${step}: ${what}`, { hint: NETWORK_HINT, isLasting: isUnknownHost });
}

function describeLocal(what: string | undefined): LibraryFailure | undefined {
  return what === undefined ? undefined : new LibraryFailure(what, { hint: LOCAL_HINT, isLasting: false });
}

function ofError(error: unknown): LibraryFailure {
  const name = error instanceof Error && /^[A-Za-z]{1,40}$/.test(error.name) ? error.name : 'Error';
  const codes = codesOf(error);
  return new LibraryFailure([name, ...codes].join(' '), { hint: LOCAL_HINT, isLasting: false });
}

/** `CreateArtifact`, `FinalizeCacheEntryUpload`; a request to a storage by what it does. */
function stepOf({ method, path, part }: WatchedRequest): string {
  if (method === 'CONNECT') return 'the tunnel through the proxy';
  const call = /^\/twirp\/[\w.]{1,100}\/(\w{1,60})$/.exec(path)?.[1];
  if (call !== undefined) return call;
  if (/\/_apis\/artifactcache\//.test(path)) return 'the cache service';
  if (method !== 'PUT') return 'the download from the storage';
  return part === 'blocklist' ? 'the end of the upload to the storage' : 'the upload to the storage';
}
