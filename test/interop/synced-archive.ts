/** A synced archive with what its log held, the blocks of docs/archive.md that read one, and DuckDB to run them. */
import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { DAY } from '../emulator/clock.ts';
import type { StoredEvent } from '../emulator/event-log.ts';
import { populate } from '../emulator/events.ts';
import { startSink } from '../emulator/sinks/sink-server.ts';
import { S3Double } from '../emulator/stores/s3-double.ts';
import { codeBlocks } from '../meta/markdown.ts';
import { ROOT } from '../meta/tree.ts';
import { expectSuccess, openStage } from '../scenario/stage.ts';
import { openFolder } from './program.ts';

type Row = Readonly<Record<string, unknown>>;

/** What is used of `@duckdb/node-api`, which is not installed with this project. */
export interface DuckDb {
  readonly DuckDBInstance: {
    create(path: string): Promise<{
      connect(): Promise<{ runAndReadAll(sql: string): Promise<{ getRowObjectsJson(): readonly Row[] }> }>;
    }>;
  };
}

export interface Synced extends AsyncDisposable {
  readonly folder: string;
  readonly log: readonly StoredEvent[];
}

/** An archive of an organization over three days, and of its enterprise, as `aws s3 sync` leaves it. */
export async function syncArchive(): Promise<Synced> {
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
  expectSuccess(await stage.collect(inputs));
  expectSuccess(await stage.collect({ ...inputs, enterprise: github.enterprise }));
  for (const [key, bytes] of store.double.objects) {
    const path = join(folder.path, 'archive', key);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
  }
  const log = [...github.log.all, ...github.enterpriseLog.all];
  return { folder: folder.path, log, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}

/** The blocks of the documentation in a language that hold `word`. */
export async function blocksOf(language: string, word: string): Promise<readonly string[]> {
  const text = await readFile(join(ROOT, 'docs/archive.md'), 'utf8');
  const blocks = codeBlocks(text).filter((block) => block.language === language && block.text.includes(word));
  assert.ok(blocks.length > 0, `docs/archive.md has no ${language} with ${word}`);
  return blocks.map((block) => block.text);
}

/** Half of a surrogate pair is JSON, and no text that either reader takes. */
export const isReadable = (raw: string): boolean => JSON.stringify(JSON.parse(raw)).search(/\\ud[89a-f]/) === -1;

/** `path`: the folder where it is installed. Gives what runs one statement in a database of its own. */
export async function openDuckDb(path: string): Promise<(sql: string) => Promise<readonly Row[]>> {
  const require = createRequire(join(path, 'package.json'));
  const { DuckDBInstance } = (await import(require.resolve('@duckdb/node-api'))).default as DuckDb;
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  return async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJson();
}
