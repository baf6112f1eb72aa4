import assert from 'node:assert/strict';
import { test } from 'node:test';
import { docsUrlOf, linkDocs } from '../../../../src/action/report/doc-links.ts';

const ACTION = { GITHUB_ACTION_REPOSITORY: 'octo/collect-audit-log', GITHUB_ACTION_REF: 'v1' };
const ROOT = 'https://github.com/octo/collect-audit-log/blob/v1';

test('the documentation is where the action came from', () => {
  assert.equal(docsUrlOf(ACTION), ROOT);
  assert.equal(
    docsUrlOf({ ...ACTION, GITHUB_SERVER_URL: 'https://ghes.example.com' }),
    ROOT.replace('github.com', 'ghes.example.com'),
  );
  assert.equal(docsUrlOf({ ...ACTION, GITHUB_ACTION_REF: 'refs/tags/v1' })?.endsWith('/blob/refs/tags/v1'), true);
});

test('outside of a workflow, in the own repository and with anything strange there is no address', () => {
  for (const variables of [
    {},
    { GITHUB_ACTION_REPOSITORY: 'octo/collect-audit-log' },
    { ...ACTION, GITHUB_ACTION_REPOSITORY: '' },
    { ...ACTION, GITHUB_ACTION_REPOSITORY: 'octo' },
    { ...ACTION, GITHUB_ACTION_REF: 'a b' },
    { ...ACTION, GITHUB_ACTION_REF: 'a\n::error::b' },
    { ...ACTION, GITHUB_SERVER_URL: 'javascript:alert(1)' },
  ]) {
    assert.equal(docsUrlOf(variables), undefined, JSON.stringify(variables));
  }
});

test('names of pages become addresses, once', () => {
  const text = 'Do it. See docs/troubleshooting.md#not-found and README.md#inputs, not a/docs/b.md or xdocs/a.md.';
  const linked = linkDocs(text, ROOT);
  assert.equal(
    linked,
    `Do it. See ${ROOT}/docs/troubleshooting.md#not-found and ${ROOT}/README.md#inputs, not a/docs/b.md or xdocs/a.md.`,
  );
  assert.equal(linkDocs(linked, ROOT), linked);
  assert.equal(linkDocs(text, undefined), text);
});
