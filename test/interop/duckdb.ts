/**
 * DuckDB reads a synced archive as it stands: what it counts by target and day is what the log held. The queries are those of
 * docs/archive.md, word for word but for the folder; so is the line for jq.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { StoredEvent } from '../emulator/event-log.ts';
import { findNpm } from './npm-install.ts';
import { locate } from './program.ts';
import type { Subject } from './subject.ts';
import { blocksOf, isReadable, openDuckDb, syncArchive } from './synced-archive.ts';

const dayOf = (ts: number): string => new Date(ts).toISOString().slice(0, 10);
const actionOf = (raw: string): string => String(JSON.parse(raw).action);
function countByDay(log: readonly StoredEvent[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { ts } of log) {
    const day = dayOf(ts);
    counts[day] = (counts[day] ?? 0) + 1;
  }
  return counts;
}

async function countsByTargetAndDay(path: string): Promise<void> {
  await using synced = await syncArchive();
  const query = await openDuckDb(path);
  const [byDay, ...others] = await blocksOf('sql', 'read_ndjson_objects');
  const here = (sql = '') => sql.replaceAll("'archive/", `'${synced.folder}/archive/`);
  const rows = await query(here(byDay));
  assert.deepEqual(
    [...new Set(rows.map(({ target }) => target))],
    ['enterprise-octo-enterprise', 'organization-octo-org'],
  );
  const counted: Record<string, number> = {};
  for (const { dt, events } of rows) counted[String(dt)] = (counted[String(dt)] ?? 0) + Number(events);
  assert.deepEqual(counted, countByDay(synced.log));
  for (const sql of others) {
    const found = await query(here(sql));
    const since = /dt >= '([\d-]+)'/.exec(sql)?.[1] ?? '';
    const expected = synced.log.filter(
      ({ ts, raw }) => isReadable(raw) && dayOf(ts) >= since && actionOf(raw).startsWith('org.'),
    );
    assert.ok(expected.length > 0);
    assert.equal(found.length, expected.length);
  }
}

async function findsByJq(): Promise<void> {
  if (locate('jq') === undefined) return;
  await using synced = await syncArchive();
  const [line = ''] = await blocksOf('sh', 'jq -Rr');
  const [action, day] = ['repo.destroy', '2026-11-21'];
  const command = line.replace(/dt=\d{4}-\d\d-\d\d/, `dt=${day}`);
  const { stdout } = await promisify(execFile)('sh', ['-ec', command], { cwd: synced.folder });
  const expected = synced.log.filter(({ ts, raw }) => {
    return isReadable(raw) && actionOf(raw) === action && dayOf(ts) === day;
  });
  assert.equal(stdout.split('\n').filter((each) => each !== '').length, expected.length);
  assert.ok(expected.length > 0);
}

export const DUCKDB: Subject = {
  name: 'duckdb',
  find: () => findNpm('duckdb'),
  scenarios: [
    {
      name: 'counts by target and day what the log held, by the queries of the documentation',
      run: countsByTargetAndDay,
    },
    { name: 'the line for jq finds what it says', run: findsByJq },
  ],
};
