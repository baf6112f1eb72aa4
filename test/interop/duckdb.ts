/**
 * DuckDB reads a synced archive as it stands: what it counts by target and day is what the log held. The queries are those of
 * docs/archive.md, word for word but for the folder; so is the line for jq.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { DAY } from '../emulator/clock.ts';
import type { StoredEvent } from '../emulator/event-log.ts';
import { populate } from '../emulator/events.ts';
import { startSink } from '../emulator/sinks/sink-server.ts';
import { S3Double } from '../emulator/stores/s3-double.ts';
import { codeBlocks } from '../meta/markdown.ts';
import { ROOT } from '../meta/tree.ts';
import { green, openStage } from '../scenario/stage.ts';
import { findNpm } from './npm-install.ts';
import { locate, openFolder } from './program.ts';
import type { Subject } from './subject.ts';

type Row = Readonly<Record<string, unknown>>;

/** What is used of `@duckdb/node-api`, which is not installed with this project. */
export interface DuckDb {
  readonly DuckDBInstance: {
    create(path: string): Promise<{
      connect(): Promise<{ runAndReadAll(sql: string): Promise<{ getRowObjectsJson(): readonly Row[] }> }>;
    }>;
  };
}

interface Synced extends AsyncDisposable {
  readonly folder: string;
  readonly log: readonly StoredEvent[];
}

/** An archive of an organization over three days, and of its enterprise, as `aws s3 sync` leaves it. */
async function syncArchive(): Promise<Synced> {
  const folder = await openFolder();
  await using stage = await openStage();
  await using store = await startSink(new S3Double());
  const { github } = stage;
  const inputs = {
    'archive-url': 's3://audit-archive',
    'archive-token': 'archive-writer:secret-0123456789',
    'archive-options': `endpoint: ${store.url}\nregion: us-east-1`,
    ...{ artifact: 'false', compression: 'gzip' },
  };
  stage.happen(5000, { from: github.clock.now() - 3 * DAY });
  populate(github.enterpriseLog, {
    seed: 'enterprise',
    count: 700,
    from: github.clock.now() - DAY,
    until: github.clock.now(),
  });
  green(await stage.collect(inputs));
  green(await stage.collect({ ...inputs, enterprise: github.enterprise }));
  for (const [key, bytes] of store.double.objects) {
    const path = join(folder.path, 'archive', key);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
  }
  const log = [...github.log.all, ...github.enterpriseLog.all];
  return { folder: folder.path, log, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}

/** The blocks of the documentation in a language that hold `word`. */
async function blocksOf(language: string, word: string): Promise<readonly string[]> {
  const text = await readFile(join(ROOT, 'docs/archive.md'), 'utf8');
  const blocks = codeBlocks(text).filter((block) => block.language === language && block.text.includes(word));
  assert.ok(blocks.length > 0, `docs/archive.md has no ${language} with ${word}`);
  return blocks.map((block) => block.text);
}

const dayOf = (ts: number): string => new Date(ts).toISOString().slice(0, 10);
const actionOf = (raw: string): string => String(JSON.parse(raw).action);
/** Half of a surrogate pair is JSON, and no text that either reader takes. */
const isReadable = (raw: string): boolean => JSON.stringify(JSON.parse(raw)).search(/\\ud[89a-f]/) === -1;

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
  const require = createRequire(join(path, 'package.json'));
  const { DuckDBInstance } = (await import(require.resolve('@duckdb/node-api'))).default as DuckDb;
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const [byDay, ...others] = await blocksOf('sql', 'read_ndjson_objects');
  const here = (sql = '') => sql.replaceAll("'archive/", `'${synced.folder}/archive/`);
  const rows = (await connection.runAndReadAll(here(byDay))).getRowObjectsJson();
  assert.deepEqual(
    [...new Set(rows.map(({ target }) => target))],
    ['enterprise-octo-enterprise', 'organization-octo-org'],
  );
  const counted: Record<string, number> = {};
  for (const { dt, events } of rows) counted[String(dt)] = (counted[String(dt)] ?? 0) + Number(events);
  assert.deepEqual(counted, countByDay(synced.log));
  for (const sql of others) {
    const found = (await connection.runAndReadAll(here(sql))).getRowObjectsJson();
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
