/**
 * The tables of docs/archive.md for Athena and BigQuery, which cannot be reached from here: a foreign parser reads each statement in its
 * dialect, every column is a field that events have, partitions are those of the layout, and the query for BigQuery, translated, counts
 * in DuckDB what the log held.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { findNpm } from './npm-install.ts';
import { findPip } from './pip-install.ts';
import { locate } from './program.ts';
import type { Subject } from './subject.ts';
import { blocksOf, isReadable, openDuckDb, syncArchive } from './synced-archive.ts';

interface Column {
  readonly name: string;
  readonly quoted: boolean;
  readonly type: string;
}

type Statement =
  | { readonly kind: 'create'; readonly columns: readonly Column[]; readonly all: readonly Column[] }
  | { readonly kind: 'select'; readonly duckdb: string };

const PARTITIONS = ['host', 'target', 'dt'];
const TYPES: Readonly<Record<string, string>> = { BIGINT: 'number', TEXT: 'string' };

/** Of those that Athena has to have in backticks, what a field of an event could be called. https://docs.aws.amazon.com/athena/latest/ug/reserved-words.html */
const RESERVED = new Set(
  'all alter and array as between bigint by case char column conf create current date delete end exchange exists external filter from function grant group if in int interval into is join left like local map more none not null of on only or order out outer over partition percent procedure range references revoke right row rows select set start table then time timestamp to transform trigger true union update user using values when where window with'.split(
    ' ',
  ),
);

function read(path: string, dialect: string, sql: string): readonly Statement[] {
  const script = join(import.meta.dirname, 'receivers/sqlglot/read.py');
  const env = { ...process.env, PYTHONPATH: path };
  const { status, stdout, stderr } = spawnSync(locate('python3') ?? 'python3', [script, dialect], {
    ...{ env, input: sql, encoding: 'utf8' },
  });
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
}

async function athena(path: string): Promise<void> {
  const [ddl = ''] = await blocksOf('sql', 'JsonSerDe');
  const [table, ...more] = read(path, 'athena', ddl);
  assert.ok(table?.kind === 'create' && more.length === 0);
  const mapped = new Map(
    [...ddl.matchAll(/'mapping\.(\w+)' = '([^']+)'/g)].map(([, name = '', field]) => [name, field]),
  );
  await using synced = await syncArchive();
  const events = synced.log.map(({ raw }): Readonly<Record<string, unknown>> => JSON.parse(raw));
  for (const { name, quoted, type } of table.columns) {
    const field = mapped.get(name) ?? name;
    const kinds = new Set(events.map((event) => typeof event[field]));
    assert.ok(
      kinds.has(TYPES[type] as 'string'),
      `${name} is ${[...kinds].join(', ')} in events, and ${type} in the table`,
    );
    assert.ok(quoted || !RESERVED.has(name), `${name} needs backticks`);
  }
  const partitions = table.all.slice(table.columns.length).map(({ name }) => name);
  assert.deepEqual(partitions, PARTITIONS);
  // One projection for each, and a location that is the layout.
  const projected = [...ddl.matchAll(/'projection\.(\w+)\.type'/g)].map(([, name]) => name);
  assert.deepEqual(projected, PARTITIONS);
  const [, location = ''] = /'storage\.location\.template' = '([^']+)'/.exec(ddl) ?? [];
  assert.ok(location.endsWith(`/events/${PARTITIONS.map((name) => `${name}=\${${name}}/`).join('')}`), location);
}

async function bigQuery(path: string): Promise<void> {
  const [sql = ''] = await blocksOf('sql', 'WITH PARTITION COLUMNS');
  // The parser does not know this clause: it is read here, and the rest of the statement there.
  const clause = /^WITH PARTITION COLUMNS \((.+)\)$/m;
  const columns = clause
    .exec(sql)?.[1]
    ?.split(', ')
    .map((column) => column.split(' ')[0]);
  assert.deepEqual(columns, PARTITIONS);
  const [table, query, ...more] = read(path, 'bigquery', sql.replace(clause, ''));
  assert.ok(table?.kind === 'create' && query?.kind === 'select' && more.length === 0);
  assert.deepEqual(table.columns, [{ name: 'line', quoted: false, type: 'TEXT' }]);
  const found = await findNpm('duckdb');
  assert.ok(found.kind === 'found', 'there is no DuckDB to run the query');
  await using synced = await syncArchive();
  const run = await openDuckDb(found.path);
  const [, delimiter = ''] = /field_delimiter = '\\u(\w{4})'/.exec(sql) ?? [];
  const options = `delim = chr(${Number.parseInt(delimiter, 16)}), quote = '', escape = '', header = false, columns = {'line': 'VARCHAR'}`;
  await run('CREATE SCHEMA audit');
  await run(
    `CREATE VIEW audit.github_audit_log AS SELECT line, host, target, CAST(dt AS DATE) AS dt FROM read_csv('${synced.folder}/archive/events/**/*.ndjson.gz', hive_partitioning = true, ${options})`,
  );
  const [all] = await run('SELECT count(*) AS n FROM audit.github_audit_log');
  assert.equal(Number(all?.['n']), synced.log.length, 'each line is one row');
  await run('CREATE OR REPLACE TEMP VIEW readable AS SELECT * FROM audit.github_audit_log WHERE json_valid(line)');
  const rows = await run(query.duckdb.replace('audit.github_audit_log', 'readable'));
  const counts = new Map<string, number>();
  for (const { raw } of synced.log.filter((event) => isReadable(event.raw))) {
    const { actor } = JSON.parse(raw);
    const name = typeof actor === 'string' ? actor : '';
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const counted = new Map(rows.map(({ actor, events }) => [String(actor ?? ''), Number(events)]));
  assert.deepEqual(new Map([...counted].sort()), new Map([...counts].sort()));
}

export const SQLGLOT: Subject = {
  name: 'sqlglot',
  find: () => findPip('sqlglot'),
  scenarios: [
    { name: 'the table for Athena: its dialect, fields that events have, the partitions of the layout', run: athena },
    { name: 'the table and the query for BigQuery: its dialect, and what the log held', run: bigQuery },
  ],
};
