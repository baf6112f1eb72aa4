/** The reusable workflow around its matrix: which targets, in which groups, and what became of each. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Lists, planTargets } from '../../../src/action/targets/plan-targets.ts';
import { listJobs, reportTargets } from '../../../src/action/targets/report-targets.ts';
import { InputError, UpstreamError } from '../../../src/model/errors.ts';
import type { Http } from '../../../src/runtime/http.ts';

const LISTS: Lists = { organizations: '', enterprises: '', part: '1', parts: '1', position: ['', '', ''] };
const plan = (changes: Partial<Lists>) => planTargets({ ...LISTS, ...changes });
const many = (count: number) => Array.from({ length: count }, (_, index) => `org-${index}`).join(',');

describe('a plan', () => {
  test('reads JSON, and names with commas, blanks and line breaks, each once', () => {
    for (const organizations of ['["acme", "Labs", "acme"]', 'acme, Labs,acme', 'acme\nLabs\n\nACME\n']) {
      const found = plan({ organizations, enterprises: 'corp' });
      const names = found.map(({ organization, enterprise }) => [organization.toLowerCase(), enterprise]);
      assert.deepEqual(
        names,
        [
          ['acme', ''],
          ['labs', ''],
          ['', 'corp'],
        ],
        organizations,
      );
    }
  });

  test('has a group for each position, short whatever the phrase is, and the same for two spellings of a name', () => {
    const groupOf = (changes: Partial<Lists>) => plan({ organizations: 'acme', ...changes })[0]?.group ?? '';
    const position = ['', 'action:repo.create '.repeat(50), ''];
    const groups = [
      groupOf({}),
      groupOf({ position }),
      groupOf({ position: ['A', '', ''] }),
      groupOf({ position: ['a', '', ''] }),
    ];
    assert.equal(new Set(groups.map((group) => group.toLowerCase())).size, 4);
    assert.ok(groups.every((group) => group.length < 160));
    assert.equal(groupOf({ organizations: 'ACME' }), groupOf({}));
    assert.notEqual(plan({ enterprises: 'acme' })[0]?.group, groupOf({}));
  });

  test('is dealt out in parts: every target in exactly one', () => {
    const parts = ['1', '2', '3'].map((part) => plan({ organizations: many(700), part, parts: '3' }));
    const names = parts.flat().map(({ organization }) => organization);
    assert.equal(new Set(names).size, 700);
    assert.equal(names.length, 700);
    assert.ok(parts.every((part) => part.length <= 256));
  });

  const refused: readonly (readonly [Partial<Lists>, RegExp])[] = [
    [{}, /nothing to collect: organizations and enterprises are both empty/],
    [{ organizations: '[]' }, /nothing to collect/],
    [{ organizations: '["acme"' }, /organizations: begins like a JSON list, but is not one/],
    [{ organizations: "['acme']" }, /organizations: begins like a JSON list/],
    [{ organizations: '[{"a": 1}]' }, /organizations: contains an entry that is not a login/],
    [{ enterprises: 'https://github.com/x' }, /enterprises: contains an entry that is not a slug/],
    [{ organizations: many(257) }, /257 targets are more than the 256 jobs/],
    [{ organizations: 'acme', part: '2', parts: '1' }, /part: got "2"; it accepts a number from 1 to parts/],
    [{ organizations: 'acme', parts: '0' }, /parts: got "0"/],
  ];
  for (const [changes, message] of refused) {
    test(`is refused: ${JSON.stringify(changes).slice(0, 60)}`, () => {
      assert.throws(
        () => plan(changes),
        (error) => error instanceof InputError && message.test(error.message),
      );
    });
  }

  test('that is too large says how many parts it takes', () => {
    assert.throws(
      () => plan({ organizations: many(1000) }),
      (error) => error instanceof InputError && /set parts to 4 or more/.test(error.hint),
    );
  });
});

const URL = 'https://github.com/acme/audit/actions/runs/42/job/7';

describe('a report', () => {
  test('is one table of the targets, those that failed first, and of no other job', () => {
    const { summary, failed } = reportTargets([
      { name: 'collect / Plan', conclusion: 'success', url: URL },
      { name: 'collect / Organization acme', conclusion: 'success', url: URL },
      { name: 'collect / Enterprise corp', conclusion: 'failure', url: URL },
      { name: 'Organization labs', conclusion: null, url: 'javascript:x' },
    ]);
    assert.deepEqual(failed, ['Enterprise corp', 'Organization labs']);
    assert.equal(
      summary,
      [
        '## ❌ 2 of 3 targets failed',
        '',
        '| Target | Result |',
        '| --- | --- |',
        `| [Enterprise corp](${URL}) | failure |`,
        '| Organization labs | not finished |',
        `| [Organization acme](${URL}) | collected |`,
        '',
      ].join('\n'),
    );
  });

  const run = { apiUrl: 'https://api.github.com', repository: 'acme/audit', runId: '42', attempt: '2', token: 't' };
  const never = new AbortController().signal;
  const answering = (bodies: readonly string[], status = 200): Http & { readonly requests: string[] } => {
    const requests: string[] = [];
    return {
      requests,
      async send({ url }) {
        requests.push(url);
        return { status, headers: {}, body: bodies[requests.length - 1] ?? '' };
      },
    };
  };
  const page = (count: number) =>
    JSON.stringify({
      jobs: Array.from({ length: count }, (_, id) => ({ id, name: `j${id}`, conclusion: null, html_url: URL })),
    });

  test('reads the jobs of this attempt to the last page', async () => {
    const http = answering([page(100), page(3)]);
    assert.equal((await listJobs(run, http, never)).length, 103);
    assert.deepEqual(
      http.requests,
      [1, 2].map(
        (n) => `https://api.github.com/repos/acme/audit/actions/runs/42/attempts/2/jobs?per_page=100&page=${n}`,
      ),
    );
  });

  test('that cannot be read says so, with no word of the server', async () => {
    for (const http of [answering(['canary'], 403), answering(['canary']), answering(['{"canary": 1}'])]) {
      await assert.rejects(listJobs(run, http, never), (error) => {
        assert.ok(error instanceof UpstreamError);
        assert.doesNotMatch(error.message + error.hint, /canary/);
        return true;
      });
    }
  });
});
