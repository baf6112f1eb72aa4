/**
 * The page on which a token can be authorized for single sign-on, as the `X-GitHub-SSO` header names it. It is shown only
 * if it could not be anything else: on the web host that belongs to the configured API, of the one known shape, in
 * characters that cannot break out of a log line.
 * https://docs.github.com/en/rest/authentication/authenticating-to-the-rest-api
 */
const SSO_PATH = /^\/(?:orgs|enterprises)\/[A-Za-z0-9-]{1,100}\/sso$/;
const SSO_QUERY = /^(?:\?authorization_request=[A-Za-z0-9_-]{1,500}(?:%3D){0,2})?$/;

/** @param header `required; url=https://…` */
export function readSsoUrl(header: string, webOrigin: string): string | undefined {
  const text = /^required;\s?url=(https?:\/\/\S{1,1000})$/.exec(header.trim())?.[1];
  if (text === undefined || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  const trusted =
    url.origin === webOrigin &&
    url.username === '' &&
    url.password === '' &&
    url.hash === '' &&
    SSO_PATH.test(url.pathname) &&
    SSO_QUERY.test(url.search);
  return trusted ? url.href : undefined;
}
