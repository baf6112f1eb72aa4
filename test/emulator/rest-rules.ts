/**
 * What holds for every REST request, whatever it asks for: a User-Agent, a known API version, and the headers that each answer
 * carries.
 */
import { randomBytes } from 'node:crypto';
import { json, type Reply, type Request } from './exchange.ts';
import { problem } from './tokens.ts';

const API_VERSIONS = ['2022-11-28', '2026-03-10'];

/** Whether these rules apply; the Actions services and the blob storage are other hosts in reality. */
export function isRest({ path }: { readonly path: string }): boolean {
  return !path.startsWith('/twirp/') && !path.startsWith('/blobs/');
}

/** Why a request is refused before anybody looks at what it asks for. */
export function refuseRest(request: Request): Reply | undefined {
  if (!isRest(request)) return undefined;
  if ((request.headers['user-agent'] ?? '') === '') {
    return {
      status: 403,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      body: 'Request forbidden by administrative rules. Please make sure your request has a User-Agent header (https://docs.github.com/en/rest/overview/resources-in-the-rest-api#user-agent-required). Check https://developer.github.com for other possible causes.\n',
    };
  }
  const version = versionOf(request);
  if (!API_VERSIONS.includes(version)) {
    const message = `The API version you specified is not supported: ${version}. Supported versions: ${API_VERSIONS.join(', ')}.`;
    return json(400, problem(message, 400));
  }
  return undefined;
}

/** The headers that every REST answer has. */
export function restHeaders(request: Request): Record<string, string> {
  if (!isRest(request)) return {};
  return {
    server: 'github.com',
    'x-github-request-id': requestId(),
    'x-github-api-version-selected': versionOf(request),
    'x-github-media-type': 'github.v3; format=json',
    'x-content-type-options': 'nosniff',
  };
}

function versionOf(request: Request): string {
  return String(request.headers['x-github-api-version'] ?? '2022-11-28');
}

function requestId(): string {
  const hex = randomBytes(16).toString('hex').toUpperCase();
  return [hex.slice(0, 4), hex.slice(4, 10), hex.slice(10, 16), hex.slice(16, 23), hex.slice(23, 31)].join(':');
}
