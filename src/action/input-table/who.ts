/** Inputs that say who asks, and where. */
import { type InputRows, text } from './row.ts';

/** What may stand in an HTTP header without being encoded, but for the space. */
const TOKEN_SHAPE = /^[\x21-\x7e]+$/;

export const WHO = {
  token: {
    kind: text('a token, from 4 to 4096 characters without a space', TOKEN_SHAPE, 4096),
    default: '',
    secret: true,
    required: true,
    help: 'Token that may read the audit log: for an organization a token with `read:audit_log` (or the fine-grained permission "Administration", read), for an enterprise a classic token with `read:audit_log` (on GitHub Enterprise Server `admin:enterprise`). The GITHUB_TOKEN of a workflow cannot.',
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
