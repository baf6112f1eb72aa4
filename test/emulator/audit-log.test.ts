/** The audit log: what it holds against what Octokit can page out of it, with every switch for what nobody knows. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cursorIn, read, readAll } from './audit-log-client.ts';
import { DAY, HOUR, MINUTE } from './clock.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import type { NewEvent } from './event-log.ts';
import { EventGenerator, populate } from './events.ts';
import { startGitHub } from './github.ts';

const START = Date.parse('2026-11-22T12:00:00Z');

function event(id: string, ts: number, more: Partial<NewEvent> & { fields?: object } = {}): NewEvent {
  const { fields, ...rest } = more;
  return { raw: JSON.stringify({ id, '@timestamp': ts, ...fields }), ts, id, feed: 'web', ...rest };
}

function letters(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `e${String(index).padStart(3, '0')}`);
}

for (const cursorForm of ['integer', 'exponent'] as const) {
  for (const order of ['asc', 'desc'] as const) {
    test(`every event comes once, byte for byte: cursor as ${cursorForm}, ${order}`, async () => {
      await using github = await startGitHub({ now: START, auditLog: { cursorForm } });
      const [from, until] = [START - 2 * DAY, START - MINUTE];
      populate(github.log, { seed: 7, count: 950, from, until, oldGitShare: 0.5, oddShare: 0.5, tieShare: 0.5 });
      github.log.append(...new EventGenerator({ seed: 8 }).identicalClones(START - HOUR, 250));
      const pages = await readAll(github, { include: 'all', order, per_page: 100 });
      const raws = github.log.visible().map(({ raw }) => raw);
      assert.equal(
        `[${(order === 'asc' ? raws : raws.reverse()).join(',')}]`,
        pages
          .map(({ raw }) => raw)
          .join('')
          .replaceAll('][', ','),
      );
      assert.equal(pages.length, 12);
    });
  }
}

test('links have the numeric id, both keys, the other parameters, and no last', async () => {
  await using github = await startGitHub({ now: START });
  github.log.append(...letters(5).map((id, index) => event(id, START - HOUR + index)));
  const options = { per_page: 2, order: 'asc', phrase: 'created:>=2026-01-01', unknown: 'x' };
  const pages = await readAll(github, options);
  const base = `${github.apiUrl}/organizations/200002/audit-log?per_page=2&order=asc&phrase=created%3A%3E%3D2026-01-01&unknown=x`;
  const at = (index: number): string =>
    encodeURIComponent(encodeCursor({ ts: START - HOUR + index, id: `e00${index}` }, 'exponent'));
  assert.deepEqual(
    pages.map(({ link }) =>
      link
        .replaceAll(/\?[^>]*(?=after=)/g, (query) => (query === `${base.slice(base.indexOf('?'))}&` ? '?…&' : query))
        .replaceAll(`${github.apiUrl}/organizations/200002/audit-log`, 'U'),
    ),
    [
      `<U?…&after=${at(1)}&before=>; rel="next"`,
      `<U?…&after=${at(3)}&before=>; rel="next", <U?…&after=&before=>; rel="first", <U?…&after=&before=${at(2)}>; rel="prev"`,
      `<U?…&after=&before=>; rel="first", <U?…&after=&before=${at(4)}>; rel="prev"`,
    ],
  );
});

test('a cursor is a position: made up, past everything, backwards, of a deleted event', async () => {
  await using github = await startGitHub({ now: START });
  github.log.append(...letters(6).map((id, index) => event(id, START - HOUR + index)));
  const after = (text: string): string => Buffer.from(text).toString('base64');
  assert.deepEqual((await read(github, { order: 'asc', after: after(`${START - HOUR + 3}|`) })).ids, [
    'e003',
    'e004',
    'e005',
  ]);
  assert.deepEqual((await read(github, { order: 'asc', after: after(`${START - HOUR + 3}|zz`) })).ids, [
    'e004',
    'e005',
  ]);
  assert.deepEqual((await read(github, { order: 'asc', after: after(`${START}|x`) })).ids, []);
  const before = after(`${START - HOUR + 4}|e004`);
  assert.deepEqual((await read(github, { order: 'asc', before, per_page: 2 })).ids, ['e002', 'e003']);
  assert.deepEqual((await read(github, { order: 'desc', before, per_page: 2 })).ids, ['e005']);
  assert.deepEqual(decodeCursor('MS42MTUzMzYzNzg4MzNlKzEyfFlBdkVhclBZR21reGtQMG5uRng4bVE='), {
    ts: 1615336378833,
    id: 'YAvEarPYGmkxkP0nnFx8mQ',
  });
  assert.equal(
    encodeCursor({ ts: 1615336378833, id: 'YAvEarPYGmkxkP0nnFx8mQ' }, 'exponent'),
    'MS42MTUzMzYzNzg4MzNlKzEyfFlBdkVhclBZR21reGtQMG5uRng4bVE=',
  );
});

test('a late event lies behind the cursor and is never returned by it', async () => {
  await using github = await startGitHub({ now: START });
  github.log.append(event('a', START - HOUR), event('b', START - HOUR), event('z', START - HOUR + 1));
  github.log.append(event('late', START - 2 * HOUR, { visibleAt: START + HOUR }));
  const last = encodeCursor({ ts: START - HOUR + 1, id: 'z' }, 'integer');
  assert.deepEqual((await read(github, { order: 'asc' })).ids, ['a', 'b', 'z']);
  github.clock.advance(2 * HOUR);
  assert.deepEqual((await read(github, { order: 'asc', after: last })).ids, []);
  assert.deepEqual((await read(github, { order: 'asc' })).ids, ['late', 'a', 'b', 'z']);
});

test('a stalled pipeline shows nothing until it drains; the other one goes on', async () => {
  await using github = await startGitHub({ now: START });
  github.log.stall('web', START - HOUR, START + HOUR);
  github.log.append(event('w', START - MINUTE), event('g', START - MINUTE, { feed: 'git' }));
  assert.deepEqual((await read(github, { include: 'all' })).ids, ['g']);
  github.clock.advance(HOUR);
  assert.deepEqual((await read(github, { include: 'all', order: 'asc' })).ids, ['g', 'w']);
});

test('retention, the window of three months, include and the size of a page', async () => {
  await using github = await startGitHub({ now: START });
  github.log.append(event('w179', START - 179 * DAY), event('w181', START - 181 * DAY), event('w60', START - 60 * DAY));
  github.log.append(event('g6', START - 6 * DAY, { feed: 'git' }), event('g8', START - 8 * DAY, { feed: 'git' }));
  assert.deepEqual((await read(github, { include: 'all', order: 'asc' })).ids, ['w60', 'g6']);
  assert.deepEqual((await read(github, { include: 'all', order: 'asc', phrase: 'created:>=2020-01-01' })).ids, [
    'w179',
    'w60',
    'g6',
  ]);
  assert.deepEqual((await read(github, { include: 'git' })).ids, ['g6']);
  assert.deepEqual((await read(github)).ids, ['w60']);
  github.log.retentionMs.git = 9 * DAY;
  assert.deepEqual((await read(github, { include: 'git' })).ids, ['g6', 'g8']);
  github.log.append(...letters(120).map((id, index) => event(id, START - HOUR + index)));
  assert.equal((await read(github)).ids.length, 30);
  assert.equal((await read(github, { per_page: 500 })).ids.length, 100);
});

test('created: has whole seconds and looks at either clock', async () => {
  await using github = await startGitHub({ now: START });
  const second = Date.parse('2026-11-20T10:00:00Z');
  github.log.append(
    event('before', second - 1, { createdAt: second - HOUR }),
    event('in', second + 999, { createdAt: second - HOUR }),
  );
  github.log.append(
    event('after', second + 1000, { createdAt: second + 500 }),
    event('git', second + 5, { feed: 'git' }),
  );
  const ids = async (phrase: string): Promise<string> =>
    (await read(github, { include: 'all', order: 'asc', phrase })).ids.join(' ');
  assert.equal(await ids('created:>=2026-11-20T10:00:00Z'), 'git in after');
  assert.equal(await ids('created:>=2026-11-20T12:00:00+02:00'), 'git in after');
  assert.equal(await ids('created:>2026-11-20T10:00:00Z'), 'after');
  assert.equal(await ids('created:<=2026-11-20T10:00:00Z'), 'before git in');
  assert.equal(await ids('created:<2026-11-20T10:00:00Z'), 'before');
  assert.equal(await ids('created:2026-11-20T10:00:00Z..2026-11-20T10:00:00Z'), 'git in');
  assert.equal(await ids('created:2026-11-20'), 'before git in after');
  assert.equal(await ids('created:>=2026-11-20T10:00:00Z created:<2026-11-20T10:00:01Z'), 'git in');
  assert.equal(await ids('-created:>=2026-11-20T10:00:00Z'), 'before');
  assert.equal(await ids('created:>2026-11-20'), '');
  await assert.rejects(ids('created:>=20261120T100000+0000'), { status: 422 });
  github.auditLog.settings.createdClock = 'created_at';
  assert.equal(await ids('created:>=2026-11-20T10:00:00Z'), 'git after');
});

test('other qualifiers look at the fields', async () => {
  await using github = await startGitHub({ now: START });
  github.log.append(
    event('a', START - 3, { fields: { action: 'team.create', actor: 'octocat', repo: ['o/a', 'o/b'] } }),
    event('b', START - 2, { fields: { action: 'team.destroy', actor: 'hubot', operation_type: 'remove' } }),
    event('c', START - 1, {
      fields: { action: 'repo.create', actor: 'hubot', actor_location: { country_code: 'IS' } },
    }),
  );
  github.clock.advance(MINUTE);
  const ids = async (phrase: string): Promise<string> => (await read(github, { order: 'asc', phrase })).ids.join(' ');
  assert.equal(await ids('action:team'), 'a b');
  assert.equal(await ids('action:team.create'), 'a');
  assert.equal(await ids('-action:team.create actor:hubot'), 'b c');
  assert.equal(await ids('actor:octocat actor:HUBOT'), 'a b c');
  assert.equal(await ids('repo:"o/b"'), 'a');
  assert.equal(await ids('operation:remove'), 'b');
  assert.equal(await ids('country:is created:>=2026-11-22'), 'c');
  await assert.rejects(ids('free text'), { status: 422 });
});

test('switches: full last page, empty page, mangled phrase, foreign link, stripped link, refused cursors', async () => {
  await using github = await startGitHub({ now: START });
  const { settings } = github.auditLog;
  github.log.append(...letters(4).map((id, index) => event(id, START - HOUR + index)));
  const full = { order: 'asc', per_page: 4, phrase: 'created:>=2026-11-01' };
  assert.equal((await read(github, full)).link, '');
  settings.fullLastPageHasNext = true;
  const pages = await readAll(github, full);
  assert.deepEqual(
    pages.map(({ ids }) => ids.length),
    [4, 0],
  );
  settings.emptyPageHasNext = true;
  const end = cursorIn(pages[0]?.link ?? '', 'next', 'after') ?? '';
  assert.equal(cursorIn((await read(github, { ...full, after: end })).link, 'next', 'after'), end);
  settings.mangledPhraseInLinks = true;
  assert.match((await read(github, full)).link, /audit-log\?order=asc&per_page=4&phrase%3A2026-11-01=&after=/);
  settings.foreignLinkHost = 'http://evil.example';
  assert.match((await read(github, full)).link, /^<http:\/\/evil\.example\/organizations\/200002\/audit-log\?/);
  settings.stripLink = ({ query }) => query.get('per_page') === '4';
  assert.equal((await read(github, full)).link, '');
  await assert.rejects(read(github, { after: '!' }), { status: 400 });
  settings.refuseCursor = { when: (cursor) => cursor === end, answer: { status: 422, body: { message: 'too old' } } };
  await assert.rejects(read(github, { after: end }), { status: 422, message: /too old/ });
  settings.refuseCursor = { when: () => true, answer: 'nothing' };
  assert.deepEqual((await read(github, { after: encodeCursor({ ts: 1, id: '' }, 'integer'), order: 'asc' })).ids, []);
});

test('an event that changes between two fetches keeps its place', async () => {
  await using github = await startGitHub({ now: START });
  github.log.append(event('a', START - 2), event('b', START - 1));
  github.clock.advance(MINUTE);
  github.log.revise('a', (raw) => raw.replace('{', '{"actor_ip":"192.0.2.7",'));
  assert.match((await read(github, { order: 'asc' })).raw, /^\[\{"actor_ip":"192.0.2.7","id":"a"/);
});
