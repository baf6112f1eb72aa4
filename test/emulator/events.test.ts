/** The generator: the same seed gives the same bytes, and all that is odd is there. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOUR, MINUTE } from './clock.ts';
import { compareEvents, linesOf } from './delivered.ts';
import { allOddities, DUPLICATE_KEY } from './event-oddities.ts';
import { EventGenerator, populate } from './events.ts';
import { startGitHub } from './github.ts';

const UNTIL = Date.parse('2026-11-22T12:00:00Z');
const range = { from: UNTIL - HOUR, until: UNTIL };

test('the same seed gives the same bytes, another seed others', async () => {
  await using github = await startGitHub({ now: UNTIL });
  const raws = (seed: number): string => {
    const events = populate(github.log, { seed, count: 300, oldGitShare: 0.5, oddShare: 0.5, ...range });
    return events.map(({ raw, id, visibleAt }) => `${id} ${visibleAt} ${raw}`).join('\n');
  };
  assert.equal(raws(1), raws(1));
  assert.notEqual(raws(1), raws(2));
});

test('events are JSON on one line, of many actions, both forms of id, with ties, bursts and lateness', async () => {
  await using github = await startGitHub({ now: UNTIL });
  const latenessMs = (_: unknown, random: { chance(p: number): boolean }): number => (random.chance(0.1) ? MINUTE : 0);
  const events = populate(github.log, { seed: 3, count: 5000, gitShare: 0.3, oldGitShare: 0.5, latenessMs, ...range });
  const parsed = events.map(({ raw }) => JSON.parse(raw) as Readonly<Record<string, unknown>>);
  assert.ok(new Set(parsed.map(({ action }) => action)).size >= 40);
  assert.ok(events.every(({ raw }) => !raw.includes('\n')));
  assert.ok(parsed.every((event, index) => event['@timestamp'] === events[index]?.ts));
  assert.equal(new Set(events.map(({ id }) => id)).size, 5000);
  assert.ok(events.some(({ id }) => /^[\w-]{22}$/.test(id)) && events.some(({ id }) => id.includes(':')));
  const git = parsed.filter(({ action }) => String(action).startsWith('git.'));
  const old = git.filter((event) => event['_document_id'] === undefined);
  assert.ok(git.length > 1300 && git.every((event) => event['created_at'] === undefined));
  assert.ok(old.length > 600 && old.some((event) => event['actor'] === undefined));
  assert.ok(events.filter(({ ts, visibleAt }) => visibleAt > ts).length > 400);
  assert.ok(new Set(events.map(({ ts }) => ts)).size < 4900);
});

test('odd shapes survive as text', () => {
  const generator = new EventGenerator({ seed: 4, oddShare: 0 });
  for (const field of allOddities()) {
    const { raw } = generator.event(UNTIL, 'web', field);
    assert.ok(raw.includes(`${field[0]}:${field[1]}`));
    JSON.parse(raw);
  }
  assert.equal(generator.event(UNTIL, 'web', ...DUPLICATE_KEY).raw.match(/"reason":/g)?.length, 2);
  assert.ok(generator.huge(UNTIL).raw.length > 1_000_000);
  JSON.parse(generator.deep(UNTIL).raw);
  const clones = generator.identicalClones(UNTIL, 3);
  assert.deepEqual([new Set(clones.map(({ raw }) => raw)).size, new Set(clones.map(({ id }) => id)).size], [1, 3]);
});

test('comparing what was delivered with what was expected', () => {
  const event = (id: string, value: string): string => `{"_document_id":"${id}","n":${value}}`;
  const expected = [event('a', '1.0'), event('b', '2'), event('c', '3'), '{"clone":1}', '{"clone":1}'];
  const delivered = [event('a', '1'), event('b', '2'), event('b', '2'), '{"clone":1}', '{"clone":1}', '{"new":1}'];
  assert.deepEqual(compareEvents(expected, delivered), {
    lost: [event('c', '3')],
    duplicated: [event('b', '2')],
    altered: [{ expected: event('a', '1.0'), delivered: event('a', '1') }],
    foreign: ['{"new":1}'],
  });
  assert.deepEqual(compareEvents(['x', 'x'], ['x']).lost, ['x']);
  assert.deepEqual(linesOf(Buffer.from('a\u2028\n\n')), ['a\u2028', '']);
  assert.throws(() => linesOf(Buffer.from('a')), /no line feed/);
  assert.throws(() => linesOf(Buffer.from([0xff, 0x0a])));
});
