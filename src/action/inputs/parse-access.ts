/**
 * The API root. It decides where tokens are sent, so it is checked before anything is requested: TLS everywhere but on this
 * machine, no user or password in it, and nothing that only looks like an API root.
 */
import type { InputForm } from './input-form.ts';

/** Whether an API root is GitHub Enterprise Server, which keeps events as long as its administrator says. */
export function isServerApi(apiUrl: string): boolean {
  return apiUrl.endsWith('/api/v3');
}

/** The API root without a trailing slash; `ambient` is the one to use when the input is empty. */
export function parseApiUrl(form: InputForm, ambient: string): string {
  const given = form.value('api-url') === '' ? ambient : form.text('api-url');
  if (!form.isSound('api-url')) return given;
  const refuse = (because: string) => form.refuse('api-url', because);
  if (!URL.canParse(given)) {
    if (/^[A-Za-z0-9.-]+(?:\/|$)/.test(given)) refuse('it accepts a complete URL, with `https://` in front');
    else form.refuse('api-url');
    return given;
  }
  const url = new URL(given);
  const mistake = describeMistake(url);
  if (mistake !== undefined) refuse(mistake);
  return url.origin + url.pathname.replace(/\/+$/, '');
}

function describeMistake(url: URL): string | undefined {
  if (url.username !== '' || url.password !== '')
    return 'it accepts no user and no password; a token belongs in `token`';
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'it accepts a URL that begins with `https://`';
  if (url.search !== '' || url.hash !== '') return 'it accepts neither `?…` nor `#…`';
  if (isLoopback(url.hostname)) return undefined;
  if (url.protocol === 'http:') return 'it accepts `https://`: over plain http anyone on the way can read the token';
  const path = url.pathname.replace(/\/+$/, '');
  if (isOrUnder(url.hostname, 'github.com')) return describeCloudMistake(url.hostname, path);
  if (isOrUnder(url.hostname, 'ghe.com')) return describeResidencyMistake(url.hostname, path);
  if (path === '/api/v3') return undefined;
  return 'it accepts `https://HOST/api/v3` for GitHub Enterprise Server';
}

function describeCloudMistake(host: string, path: string): string | undefined {
  if (host === 'api.github.com' && path === '') return undefined;
  return 'it accepts `https://api.github.com` for github.com';
}

function describeResidencyMistake(host: string, path: string): string | undefined {
  if (/^api\.[a-z0-9-]+\.ghe\.com$/.test(host) && path === '') return undefined;
  return 'it accepts `https://api.NAME.ghe.com` for an enterprise on GHE.com';
}

function isOrUnder(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}

/** This machine, which nobody else can listen to. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(?:\.[0-9]{1,3}){3}$/.test(host);
}
