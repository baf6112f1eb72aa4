/**
 * The connections that are kept between requests, in two pools: direct, and through the proxy. Which one a request uses
 * is decided in `proxy.ts`, for every client of ours in the same way.
 */
import { type Agent, Agent as PlainAgent } from 'node:http';
import { Agent as TlsAgent } from 'node:https';
import { describeProxy, isProxied, type ProxyRules } from './proxy.ts';

/** A connection that is idle for longer is closed here, before the other side does it under a request. */
const IDLE_MS = 5_000;
const KEPT = { keepAlive: true, timeout: IDLE_MS, scheduling: 'lifo' } as const;

export interface Way {
  readonly agent: Agent;
  /** `HOST:PORT` of the proxy on the way. */
  readonly proxy: string | undefined;
}

const plain: Way = { agent: new PlainAgent(KEPT), proxy: undefined };
let direct: Way | undefined;
let tunnel: Promise<Way> | undefined;
let current: ProxyRules | undefined;

/** From now on; connections that are open stay as they are. */
export function useProxy(proxy: ProxyRules | undefined): void {
  current = proxy;
  tunnel = undefined;
}

/** The way to `url`. */
export async function wayTo(url: URL): Promise<Way> {
  if (url.protocol !== 'https:') return plain;
  if (isProxied(url, current)) {
    tunnel ??= openTunnel(current);
    return tunnel;
  }
  direct ??= { agent: new TlsAgent(KEPT), proxy: undefined };
  return direct;
}

/** Not loaded by the many runs without a proxy. */
async function openTunnel(proxy: ProxyRules): Promise<Way> {
  const { HttpsProxyAgent } = await import('https-proxy-agent');
  return { agent: new HttpsProxyAgent(proxy.url, KEPT), proxy: describeProxy(proxy) };
}
