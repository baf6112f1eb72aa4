import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { linkPages } from '../../../../src/action/report/doc-links.ts';
import { leaveResults, resultsOfRefusal } from '../../../../src/action/report/leave.ts';
import { escapeText } from '../../../../src/action/report/markdown.ts';
import { OUTPUTS } from '../../../../src/action/report/output-table.ts';

const DOCS = 'https://github.com/o/r/blob/v1';

function place(how: { readonly output?: Error; readonly summary?: Error } = {}) {
  const said: string[] = [];
  const outputs: Record<string, string> = {};
  let summary = '';
  return {
    said,
    outputs,
    summary: () => summary,
    docsUrl: DOCS,
    runner: {
      setOutput(name: string, value: string) {
        if (how.output !== undefined) throw how.output;
        outputs[name] = value;
      },
      async writeSummary(markdown: string) {
        if (how.summary !== undefined) throw how.summary;
        summary = markdown;
      },
    },
    log: {
      info: () => {},
      notice: () => {},
      warning: (line: string) => said.push(`warning: ${line}`),
      group: async <T>(_: string, body: () => Promise<T>) => body(),
      fail: ({ message }: { readonly message: string }) => said.push(`error: ${message}`),
    },
  };
}
const full = Object.assign(new Error('/secret/path'), { code: 'ENOSPC' });
const results = { outputs: { events: '7' }, summary: 'done', error: undefined };
const failure = { message: 'It failed.', hint: 'Do that; see docs/tokens.md#which-one.' };

describe('what a step leaves behind', () => {
  it('is its outputs and its summary', async () => {
    const at = place();
    await leaveResults(results, at);
    assert.deepEqual([at.outputs, at.summary(), at.said], [{ events: '7' }, 'done', []]);
  });

  it('fails the step when outputs cannot be written, once, and still has the summary', async () => {
    const at = place({ output: full });
    await leaveResults(results, at);
    assert.deepEqual(at.said, ['error: The outputs could not be written to the file in GITHUB_OUTPUT (ENOSPC).']);
    assert.equal(at.summary(), 'done');
    const failed = place({ output: full });
    await leaveResults({ ...results, error: failure }, failed);
    assert.match(failed.said.join('\n'), /^error: It failed\.\nwarning: The outputs .*ENOSPC/);
  });

  it('is a warning when the summary cannot be written, and quotes nothing', async () => {
    const at = place({ summary: new Error('/secret/path') });
    await leaveResults(results, at);
    assert.equal(at.said.length, 1);
    assert.match(at.said.join(), /^warning: The job summary .*\(it is missing or not writable\)\.$/);
    assert.deepEqual(at.outputs, { events: '7' });
  });

  it('has every output and a summary even of a run that never began', async () => {
    const redact = (text: string) => text.replaceAll('hunter2', '***');
    const refused = resultsOfRefusal(
      { ...failure, message: 'hunter2 <b>' },
      { title: 'Audit log', cancelled: false, redact },
    );
    assert.deepEqual(Object.keys(refused.outputs).sort(), Object.keys(OUTPUTS).sort());
    assert.equal(refused.outputs['stop-reason'], 'failed');
    const at = place();
    await leaveResults(refused, at);
    assert.match(at.summary(), /^## ❌ Audit log: failed\n\n&#42;&#42;&#42; &#60;b&#62;\n\n\*\*What to do:\*\*/);
    assert.ok(at.summary().includes(`[docs/tokens.md&#35;which-one](${DOCS}/docs/tokens.md#which-one)`));
    const cancelled = resultsOfRefusal(failure, { title: 'Audit log', cancelled: true, redact });
    assert.equal(cancelled.outputs['stop-reason'], 'cancelled');
  });
});

describe('links of a summary', () => {
  it('lead to pages of the action, and to the status of GitHub, and nowhere else', () => {
    const text = escapeText(
      'See README.md#use-it, https://www.githubstatus.com, https://www.evil.example/docs/x.md and a/docs/y.md.',
    );
    const linked = linkPages(text, DOCS);
    assert.deepEqual(
      [...linked.matchAll(/\]\(([^)]*)\)/g)].map(([, url]) => url),
      ['https://www.githubstatus.com', `${DOCS}/README.md#use-it`].sort(
        (a, b) => linked.indexOf(a) - linked.indexOf(b),
      ),
    );
    assert.equal(linkPages(escapeText('See docs/x.md#y.'), undefined), 'See docs/x.md&#35;y.');
  });
});
