/** Inputs that say who asks, and where. */
import { count, type InputRows, text } from './row.ts';

/** What may stand in an HTTP header without being encoded, but for the space. */
const TOKEN_SHAPE = /^[\x21-\x7e]+$/;

export const WHO = {
  token: {
    kind: text('a token, from 4 to 4096 characters without a space', TOKEN_SHAPE, 4096),
    default: '',
    secret: true,
    help: 'Token that may read the audit log: for an organization a token with `read:audit_log` (or the fine-grained permission "Administration", read), for an enterprise a classic token with `read:audit_log` (on GitHub Enterprise Server `admin:enterprise`). The GITHUB_TOKEN of a workflow cannot. Give either this or a GitHub App; see docs/tokens.md.',
  },
  'app-id': {
    kind: text(
      'the client id (`Iv…`) or the app id (a number) of a GitHub App',
      /^(?:[1-9][0-9]{0,17}|Iv[0-9A-Za-z][0-9A-Za-z.]{7,60})$/,
      63,
    ),
    default: '',
    help: 'GitHub App that reads the audit log of an organization, instead of `token`: installed there, with the organization permission "Administration" (read). Its tokens are got, and replaced before they run out, as the run goes.',
  },
  'app-private-key': {
    kind: text('the private key of the App, as in the .pem file that GitHub made', /^[\x20-\x7e\s]+$/, 20_000),
    default: '',
    secret: true,
    help: 'Private key of the GitHub App. Line breaks may be written as `\\n`, and the whole file may be in base64. It stays in memory, and is sent nowhere.',
  },
  'app-installation-id': {
    kind: count(1, 999_999_999_999),
    default: '',
    help: 'Installation of the GitHub App; empty: that on `organization` is looked up.',
  },
  'api-url': {
    kind: text('`https://api.github.com`, `https://api.NAME.ghe.com` or `https://HOST/api/v3`', /^[\x21-\x7e]+$/, 500),
    // The runner evaluates this expression; an empty value means the API that the workflow runs on.
    default: '${{ github.api_url }}',
    help: 'Root of the REST API whose audit log is read.',
  },
  'api-version': {
    kind: text('a version of the REST API, a date like `2022-11-28`', /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/, 10),
    default: '2022-11-28',
    help: 'Sent as `X-GitHub-Api-Version`.',
  },
  'user-agent': {
    kind: text('from 1 to 200 printable ASCII characters', /^[\x20-\x7e]+$/, 200),
    default: 'collect-audit-log',
    help: 'Sent as `User-Agent`, so that administrators can tell who reads.',
  },
  'github-token': {
    kind: text('a token without a space', TOKEN_SHAPE, 4096),
    default: '${{ github.token }}',
    secret: true,
    help: 'Used only for this repository: to list its caches and artifacts, where the position is kept, and to see whether it is public. Needs `actions: read`; it is never sent to another host and never used for the audit log.',
  },
} as const satisfies InputRows;
