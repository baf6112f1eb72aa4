/** The audit log refuses a GitHub App: a fault of the App is reported as such, any other as for every token. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { diagnose } from '../../../src/source/diagnose.ts';

const CASES = [
  [
    403,
    'Resource not accessible by integration',
    /the GitHub App lacks the permission/,
    /"Administration" \(read\).*accept/,
    'github-app',
  ],
  [401, 'Bad credentials', /does not accept the token of the GitHub App/, /uninstalled or suspended/, 'github-app'],
  [403, 'the `acme` organization has an IP allow list enabled', /IP allow list/, /runner/, 'ip-allow-list'],
  [404, 'Not Found', /the organization does not exist/, /GitHub App/, 'not-found'],
] as const;

for (const [status, body, message, hint, anchor] of CASES) {
  test(`${status} ${body}`, () => {
    const circumstances = {
      target: { kind: 'organization', name: 'acme' },
      apiUrl: 'https://api.github.com',
      asker: 'app',
    } as const;
    const error = diagnose({ status, headers: {}, body: Buffer.from(body) }, circumstances);
    assert.match(error.message, message);
    assert.match(error.hint, hint);
    assert.ok(error.hint.endsWith(`See docs/troubleshooting.md#${anchor}`), error.hint);
  });
}
