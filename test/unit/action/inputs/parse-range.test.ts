import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse, problemsOf } from '../input-values.ts';

const DAY = 86_400_000;
const INSTANT = '2026-11-20T08:00:00.123Z';
const AT = Date.parse(INSTANT);

describe('the range of a pull', () => {
  it('has two edges, each an instant or a time before now, and an order', () => {
    const { mode, since, until, order } = parse({ mode: 'pull', since: INSTANT, until: '1d', order: 'desc' });
    assert.deepEqual(
      { mode, since, until, order },
      { mode: 'pull', since: { kind: 'instant', at: AT }, until: { kind: 'before-now', ms: DAY }, order: 'desc' },
    );
  });

  it('ends now and begins a week ago when nothing is said', () => {
    const { since, until, order } = parse({ mode: 'pull' });
    assert.deepEqual(
      { since, until, order },
      { since: { kind: 'before-now', ms: 7 * DAY }, until: undefined, order: 'asc' },
    );
  });

  it('is refused when it is empty, as far as that is known without a clock', () => {
    for (const [since, until] of [
      [INSTANT, INSTANT],
      [INSTANT, '2026-11-20T08:00:00.122Z'],
      ['1d', '1d'],
      ['1d', '36h'],
    ] as const) {
      assert.deepEqual(problemsOf({ mode: 'pull', since, until }), ['until: it is not later than `since`']);
    }
    assert.deepEqual(problemsOf({ mode: 'pull', since: '36h', until: '1d' }), []);
  });

  it('is given in one place only', () => {
    assert.deepEqual(parse({ mode: 'pull', phrase: 'action:repo created:>=2026-11-20' }).since, {
      kind: 'instant',
      at: Date.parse('2026-11-20'),
    });
    assert.match(
      problemsOf({ mode: 'pull', phrase: 'created:>=2026-11-20', since: '7d' }).join(),
      /^phrase: its `created:` and `since` both set/,
    );
    assert.match(
      problemsOf({ mode: 'pull', phrase: 'created:<2026-11-20' }).join(),
      /^phrase: .* another created: qualifier; only one created:>=INSTANT, or created:INSTANT\.\.INSTANT of a pull/,
    );
  });

  it('is taken from a range in the phrase of a pull, and nowhere else', () => {
    const phrase = 'action:repo created:2026-11-20..2026-11-21';
    const { since, until, phrase: rest } = parse({ mode: 'pull', phrase });
    assert.deepEqual(since, { kind: 'instant', at: Date.parse('2026-11-20') });
    assert.deepEqual(until, { kind: 'instant', at: Date.parse('2026-11-22') });
    assert.equal(rest, 'action:repo');
    assert.match(
      problemsOf({ mode: 'pull', phrase, until: '1d' }).join(),
      /^phrase: its `created:` and `until` both set/,
    );
    assert.match(
      problemsOf({ mode: 'pull', phrase, since: '1d' }).join(),
      /^phrase: its `created:` and `since` both set/,
    );
    for (const mode of ['collect', 'reset', 'test'] as const) {
      assert.match(problemsOf({ mode, phrase }).join(), /^phrase: a range in `created:` is for `mode: pull`/);
    }
  });

  it('belongs to a pull: an end or an order says nothing to the other modes', () => {
    for (const mode of ['collect', 'test', 'inspect'] as const) {
      assert.deepEqual(problemsOf({ mode, until: '1d', order: 'desc' }), [
        `until: \`mode: ${mode}\` has no end; only \`mode: pull\` has one.`,
        `order: only \`mode: pull\` accepts one, not \`${mode}\``,
      ]);
    }
    assert.deepEqual(problemsOf({ mode: 'validate', until: '1d', order: 'desc' }), []);
  });
});

describe('where a reset goes', () => {
  it('is never left to a default', () => {
    assert.match(problemsOf({ mode: 'reset' }).join(), /^since: is empty; it accepts where `mode: reset` moves/);
    assert.deepEqual(parse({ mode: 'reset', since: '7d' }).since, { kind: 'before-now', ms: 7 * DAY });
    assert.deepEqual(parse({ mode: 'reset', phrase: `created:>=${INSTANT}` }).since, { kind: 'instant', at: AT });
  });
});

describe('a mode', () => {
  it('that reads no range of events is not recorded', () => {
    for (const [input, mode] of [
      ['record-dir', 'inspect'],
      ['replay-dir', 'reset'],
    ] as const) {
      const [problem = ''] = problemsOf({ mode, since: '1d', [input]: '/recording', artifact: 'false' });
      assert.ok(
        problem.startsWith(`${input}: only \`mode: collect\` and \`mode: pull\` can be recorded, not \`${mode}\``),
        problem,
      );
    }
  });

  it('that does not exist is named, with those that do', () => {
    assert.deepEqual(problemsOf({ mode: 'resume' }), [
      'mode: got "resume"; it accepts `collect`, `pull`, `validate`, `test`, `inspect` or `reset`',
    ]);
  });
});
