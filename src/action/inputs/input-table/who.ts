/** Inputs that say who asks, and where. */
import { count, type InputRows, text } from './row.ts';

/** What may stand in an HTTP header without being encoded, but for the space. */
const TOKEN_SHAPE = /^[\x21-\x7e]+$/;

export const WHO = {
  token: {
    kind: text('a token, from 4 to 4096 characters without a space', TOKEN_SHAPE, 4096),
    default: '',
    secret: true,
    help: 'Token that can read the audit log. For an organization: `read:audit_log`, or the fine-grained permission "Administration" (read). For an enterprise: a classic token with `read:audit_log` (on GitHub Enterprise Server `admin:enterprise`). A workflow\'s own GITHUB_TOKEN cannot read it. Set either this or `app-id` with `app-private-key`; see docs/tokens.md.',
  },
  'app-id': {
    kind: text(
      'the client id (`Iv…`) or the app id (a number) of a GitHub App',
      /^(?:[1-9][0-9]{0,17}|Iv[0-9A-Za-z][0-9A-Za-z.]{7,60})$/,
      63,
    ),
    default: '',
    help: 'Client id or app id of a GitHub App that reads the audit log of an organization, instead of `token`. Install it on the organization, with the organization permission "Administration" (read). Installation tokens are requested automatically and renewed before they expire.',
  },
  'app-private-key': {
    kind: text('the private key of the App, as in the .pem file that GitHub made', /^[\x20-\x7e\s]+$/, 20_000),
    default: '',
    secret: true,
    help: 'Private key of the GitHub App. Line breaks can be written as `\\n`, and the whole file can be in base64. It stays in memory and is never sent.',
  },
  'app-installation-id': {
    kind: count(1, 999_999_999_999),
    default: '',
    help: 'Installation id of the GitHub App. If empty, it is looked up for `organization`.',
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
    help: 'Version of the REST API, sent as `X-GitHub-Api-Version`.',
  },
  'user-agent': {
    kind: text('from 1 to 200 printable ASCII characters', /^[\x20-\x7e]+$/, 200),
    default: 'collect-audit-log',
    help: 'Value of the `User-Agent` header, so that administrators can identify the collector.',
  },
  'github-token': {
    kind: text('a token without a space', TOKEN_SHAPE, 4096),
    default: '${{ github.token }}',
    secret: true,
    help: 'Token for this repository only, to find the position in its caches and artifacts and to check whether it is public. It needs `actions: read`. It is never sent to another host and never used for the audit log.',
  },
} as const satisfies InputRows;
