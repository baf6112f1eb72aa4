import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRedactor } from '../../../../src/action/inputs/secrets.ts';
import { type Outcome, renderStatement } from '../../../../src/action/report/statement.ts';

const outcome = (facts: Outcome['statement']['facts'], error?: Outcome['error']): Outcome => ({
  statement: { mark: '✅', headline: 'The token can read', sentences: ['One.', 'Two.'], facts },
  outputs: {},
  error,
});

describe('the summary of a statement', () => {
  it('has its headline, its sentences and a table of its facts', () => {
    const text = renderStatement(outcome([['Token', 'classic']]), (same) => same);
    assert.equal(text, '## ✅ The token can read\n\nOne.\n\nTwo.\n\n|  |  |\n| --- | --- |\n| Token | classic |\n');
  });

  it('says first what went wrong and what to do', () => {
    const text = renderStatement(outcome([], { message: 'It is wrong.', hint: 'Fix it.' }), (same) => same);
    assert.match(text, /^## ❌ The token can read\n\nIt is wrong\.\n\n\*\*What to do:\*\* Fix it\.\n\nOne\./);
  });

  it('shows no secret, and no text as anything but text', () => {
    const redact = createRedactor(['hunter2-hunter2']);
    const text = renderStatement(outcome([['<b>', 'hunter2-hunter2 | [x](y) @all']]), redact);
    assert.ok(!text.includes('hunter2'));
    assert.ok(!/<b>|\[x\]|@all/.test(text));
  });

  it('is short whatever there is to say', () => {
    const facts = Array.from({ length: 10_000 }, (_, index) => [`fact ${index}`, 'x'.repeat(5000)] as const);
    assert.ok(renderStatement(outcome(facts), (same) => same).length < 100_000);
  });
});
