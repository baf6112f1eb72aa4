/**
 * The token and the API root. The root decides where the token is sent, so it is checked before anything is requested:
 * TLS everywhere but on this machine, no user or password in it, and nothing that only looks like an API root.
 */
import type { InputForm } from './input-form.ts';

/** Whether an API root is GitHub Enterprise Server, which keeps events as long as its administrator says. */
export function isServerApi(apiUrl: string): boolean {
  return apiUrl.endsWith('/api/v3');
}

export function parseToken(form: InputForm): string {
  const token = form.value('token');
  if (token === '') {
    form.refuse(
      'token',
      'it takes a token that may read the audit log. A secret that does not exist, or that GitHub does not pass to this event (pull requests from forks, Dependabot), is empty',
    );
    return token;
  }
  if (/^bearer\s|^token\s/i.test(token)) form.refuse('token', 'it takes the token alone, without the word in front');
  else if (/\s/.test(token)) form.refuse('token', 'which contains white space, as no token does');
  else if (token === '***') form.refuse('token', 'which is the mask of a secret, not the secret');
  else if (token.includes('${{')) form.refuse('token', 'which is an expression that the runner did not evaluate');
  else if (token.length < 4) form.refuse('token', 'which is too short to be a token, or to be masked in the log');
  else form.text('token');
  if (token === form.value('github-token')) {
    form.refuse(
      'token',
      'which is the token of this workflow. No permission lets it read an audit log: create a token of its own for it',
    );
  }
  return token;
}

/** The API root without a trailing slash; `ambient` is the one to take when the input is empty. */
export function parseApiUrl(form: InputForm, ambient: string): string {
  const given = form.value('api-url') === '' ? ambient : form.text('api-url');
  if (!form.isSound('api-url')) return given;
  const refuse = (because: string) => form.refuse('api-url', because);
  if (!URL.canParse(given)) {
    if (/^[A-Za-z0-9.-]+(?:\/|$)/.test(given)) refuse('it takes a whole URL, with `https://` in front');
    else form.refuse('api-url');
    return given;
  }
  const url = new URL(given);
  const mistake = describeMistake(url);
  if (mistake !== undefined) refuse(mistake);
  return url.origin + url.pathname.replace(/\/+$/, '');
}

function describeMistake(url: URL): string | undefined {
  if (url.username !== '' || url.password !== '') return 'it takes no user and no password; tokens go into `token`';
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'it takes a URL that begins with `https://`';
  if (url.search !== '' || url.hash !== '') return 'it takes neither `?…` nor `#…`';
  if (isLoopback(url.hostname)) return undefined;
  if (url.protocol === 'http:') return 'it takes `https://`: over plain http anyone on the way can read the token';
  const path = url.pathname.replace(/\/+$/, '');
  if (isOrUnder(url.hostname, 'github.com')) return describeCloudMistake(url.hostname, path);
  if (isOrUnder(url.hostname, 'ghe.com')) return describeResidencyMistake(url.hostname, path);
  if (path === '/api/v3') return undefined;
  return 'it takes `https://HOST/api/v3` for GitHub Enterprise Server';
}

function describeCloudMistake(host: string, path: string): string | undefined {
  if (host === 'api.github.com' && path === '') return undefined;
  return 'it takes `https://api.github.com` for github.com';
}

function describeResidencyMistake(host: string, path: string): string | undefined {
  if (/^api\.[a-z0-9-]+\.ghe\.com$/.test(host) && path === '') return undefined;
  return 'it takes `https://api.NAME.ghe.com` for an enterprise on GHE.com';
}

function isOrUnder(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}

/** This machine, which nobody else can listen to. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(?:\.[0-9]{1,3}){3}$/.test(host);
}
