import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { NetCheck } from '../../../src/collector/net-check.ts';
import { judgePage, type ListFacts } from '../../../src/collector/page-verdict.ts';
import { beginPass, type Pass } from '../../../src/collector/pass.ts';
import type { Frontier } from '../../../src/model/checkpoint.ts';
import type { Page } from '../../../src/source/page.ts';
import { elementOf, frontier } from './listed-events.ts';
import { pageElement } from './page-elements.ts';

const element = (ts: number, id = `e${ts}`) => elementOf({ ts, id });
const page = (next?: string): Page => ({ elements: [], next, date: 1_000 });
const open = (claim: number, head: number | null): Frontier =>
  frontier(claim, { sweep: { head, openedAt: 900, position: null } });
const facts = (of: Frontier, newest: number | null): ListFacts => ({
  frontier: of,
  probe: { head: of.sweep?.head ?? null, newest, date: 1_000 },
  retentionMs: 10_000,
});

function passAt(lastTs: number | null, more: Partial<Pass> = {}): Pass {
  const net = { first: 0, later: 0, isNarrow: false };
  const pass = beginPass({ kind: 'filter' }, { opened: true, failures: 0, farthest: null, net, netCheck: undefined });
  return { ...pass, lastTs, ...more };
}

describe('the end of a list', () => {
  it('is believed where the list has shown the head and the newest event', () => {
    assert.equal(judgePage(passAt(500), page(), facts(open(100, 500), 500)).kind, 'ended');
    assert.equal(judgePage(passAt(499), page(), facts(open(100, 500), 500)).kind, 'ended-early');
    assert.equal(judgePage(passAt(null), page(), facts(open(100, null), null)).kind, 'ended');
  });

  it('waits for the newest event although that is ahead of the clock and no head', () => {
    assert.equal(judgePage(passAt(500), page(), facts(open(100, 500), 2_000)).kind, 'ended-early');
    assert.equal(judgePage(passAt(2_000), page(), facts(open(100, 500), 2_000)).kind, 'ended');
  });

  it('of a sweep that an earlier run opened waits for its own head alone', () => {
    assert.equal(judgePage(passAt(500, { opened: false }), page(), facts(open(100, 500), 800)).kind, 'ended');
  });

  it('is believed by the claim of its own frontier: what lies below it may be left out by the filter', () => {
    assert.equal(judgePage(passAt(null), page(), facts(open(600, 500), 500)).kind, 'ended');
    assert.equal(judgePage(passAt(300), page(), facts(open(100, 500), 500)).kind, 'ended-early');
  });

  it('is no end while a next page is named', () => {
    const verdict = judgePage(passAt(500), page('more'), facts(open(100, 500), 500));
    assert.deepEqual(verdict, { kind: 'goes-on', next: 'more' });
  });
});

describe('what the probe showed', () => {
  const shown = [element(500), element(400), element(300)];
  const checked = (lastTs: number, met: readonly number[], more: Partial<Pass> = {}) => {
    const netCheck = new NetCheck(shown, 350, ['_document_id']);
    netCheck.meet(met.map((ts) => element(ts)));
    return passAt(lastTs, { netCheck, ...more });
  };
  const judge = (pass: Pass, next?: string) => judgePage(pass, page(next), facts(open(100, 500), 500)).kind;

  it('has to be met where the list passes it, before anything beyond is claimed', () => {
    assert.equal(judge(checked(500, [400]), 'more'), 'goes-on');
    assert.equal(judge(checked(450, []), 'more'), 'net-hides');
    assert.equal(judge(checked(400, []), 'more'), 'goes-on');
    assert.equal(judge(checked(500, [400, 500])), 'ended');
  });

  it('is hidden by the filter when the list ends without it, and by a lost link when it ends before the head', () => {
    assert.equal(judge(checked(500, [500])), 'net-hides');
    assert.equal(judge(checked(400, [400])), 'ended-early');
    assert.equal(judge(checked(400, [400], { failures: 1 })), 'net-hides');
  });
});

describe('the check of the net', () => {
  const misses = (check: NetCheck, edge = 0) => check.misses({ edge, upTo: Number.POSITIVE_INFINITY });

  const bare = (ts: number, text: string) => pageElement({ '@timestamp': ts, text });

  it('takes no other event without an id for the one that the probe showed, because the probe may end between the two', () => {
    const check = new NetCheck([bare(5, 'a')], 0, ['_document_id']);
    check.meet([bare(5, 'b')]);
    assert.equal(misses(check), true);
    check.meet([bare(5, 'a')]);
    assert.equal(misses(check), false);
  });

  it('counts equal events without an id', () => {
    const check = new NetCheck([bare(5, 'a'), bare(5, 'a')], 0, ['_document_id']);
    check.meet([bare(5, 'a')]);
    assert.equal(misses(check), true);
    check.meet([bare(5, 'a')]);
    assert.equal(misses(check), false);
  });

  it('leaves out what lies before the beginning, what has no timestamp, and what has expired', () => {
    const check = new NetCheck([element(4), pageElement({ _document_id: 'e6' })], 5, ['_document_id']);
    assert.equal(misses(check), false);
    assert.equal(misses(new NetCheck([element(6)], 5, ['_document_id']), 7), false);
    assert.equal(misses(new NetCheck([element(7)], 5, ['_document_id']), 7), true);
  });
});
