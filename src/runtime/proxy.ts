/**
 * The proxy of this process: one decision for the API, the sink, the cache and the artifacts. What is not encrypted never goes
 * to a proxy, which would read the token and every event. The toolkits look at the variables themselves, each in its own way,
 * so these are rewritten once into what all of them understand alike.
 */
import { InputError } from '../model/errors.ts';
import { type NoProxy, parseNoProxy, portOf } from './no-proxy.ts';

/** A reader uses the first that is not empty; the proxy for plain http counts for TLS where there is no other. */
const PROXY_VARIABLES = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY', 'all_proxy', 'ALL_PROXY'];
const NO_PROXY_VARIABLES = ['no_proxy', 'NO_PROXY'];

export interface ProxyRules {
  readonly url: URL;
  readonly noProxy: NoProxy;
}

export type Variables = Readonly<Record<string, string | undefined>>;

/** The proxy that `variables` name, or `undefined` without one. Throws `InputError` for an address that is none. */
export function readProxy(variables: Variables): ProxyRules | undefined {
  const text = firstOf(variables, PROXY_VARIABLES);
  if (text === undefined) return undefined;
  const noProxy = parseNoProxy(firstOf(variables, NO_PROXY_VARIABLES) ?? '');
  // As curl has it: an address without a scheme is that of a proxy that speaks plain http.
  const url = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`);
  if (url === null || !/^https?:$/.test(url.protocol) || url.hostname === '') {
    throw new InputError('The proxy in HTTPS_PROXY or HTTP_PROXY is not an http or https address', {
      hint: 'Set it to http://HOST:PORT or HOST:PORT, with USER:PASSWORD@ in front of the host if the proxy requires them; see docs/troubleshooting.md#proxy.',
    });
  }
  return noProxy.all ? undefined : { url, noProxy };
}

/** Whether a request to `url` goes through `proxy`. */
export function isProxied(url: URL, proxy: ProxyRules | undefined): proxy is ProxyRules {
  return proxy !== undefined && url.protocol === 'https:' && !proxy.noProxy.covers(url);
}

/** `HOST:PORT` of the proxy, the only part of it that can be shown. */
export function describeProxy({ url }: ProxyRules): string {
  return `${url.hostname}:${portOf(url)}`;
}

/**
 * The proxy variables for clients that read them on their own; `undefined` removes one. Such a client knows names and
 * suffixes (`@actions/http-client` the first form below and with ports, `@azure/core-rest-pipeline` the second), and no
 * ranges: `hosts` are the URLs that are known beforehand, and each that goes direct is named in full, plain http among
 * them.
 */
export function renderVariables(proxy: ProxyRules | undefined, hosts: readonly URL[]): Variables {
  const none = Object.fromEntries([...PROXY_VARIABLES, ...NO_PROXY_VARIABLES].map((name) => [name, undefined]));
  if (proxy === undefined) return none;
  const suffixes = proxy.noProxy.suffixes.flatMap(({ domain, port }) => {
    if (port === undefined) return [domain, `.${domain}`];
    // One client knows no ports; it only ever speaks to 443.
    return port === 443 ? [domain, `.${domain}`] : [`${domain}:${port}`];
  });
  const direct = hosts.filter((url) => !isProxied(url, proxy)).map(({ hostname }) => hostname);
  const list = [...new Set([...suffixes, ...direct])].join(',');
  return { ...none, HTTPS_PROXY: proxy.url.href, ...(list === '' ? {} : { NO_PROXY: list }) };
}

function firstOf(variables: Variables, names: readonly string[]): string | undefined {
  return names.map((name) => variables[name]?.trim() ?? '').find((value) => value !== '');
}
