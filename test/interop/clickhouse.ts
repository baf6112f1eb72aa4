/**
 * Debian's ClickHouse takes NDJSON into a table. An insert is atomic, and its table drops what comes twice by the event's id:
 * so whatever goes wrong on the way, the table read with FINAL holds each event once.
 */
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expectFailure, expectSuccess } from '../scenario/stage.ts';
import { findDebian } from './debian.ts';
import { assertStored, BY_SINK, namesOf, openJob } from './expect.ts';
import { startGate } from './gate.ts';
import { freePort, openFolder, type Program, startProgram } from './program.ts';
import { restartBefore } from './restart.ts';
import type { Subject } from './subject.ts';

const TABLE =
  'CREATE TABLE events (`_document_id` String, action String, `@timestamp` UInt64) ENGINE = ReplacingMergeTree ORDER BY `_document_id`';
/** Where a field has the wrong type in one event, the whole insert is refused. */
const STRICT_TABLE = TABLE.replace('action String', 'action String, visits UInt8');

async function writeConfig(folder: string, ports: { readonly http: number; readonly tcp: number }): Promise<string> {
  const users = join(folder, 'users.xml');
  await writeFile(
    users,
    `<yandex>
  <profiles><default><input_format_skip_unknown_fields>1</input_format_skip_unknown_fields></default></profiles>
  <users><audit><password>interop</password><networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota></audit>
    <default><password></password><networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota></default></users>
  <quotas><default></default></quotas>
</yandex>`,
  );
  const config = join(folder, 'config.xml');
  const data = join(folder, 'data');
  await mkdir(data);
  await writeFile(
    config,
    `<yandex>
  <logger><level>warning</level><console>1</console></logger>
  <listen_host>127.0.0.1</listen_host><http_port>${ports.http}</http_port><tcp_port>${ports.tcp}</tcp_port>
  <path>${data}/</path><tmp_path>${data}/tmp/</tmp_path><user_files_path>${data}/files/</user_files_path>
  <format_schema_path>${data}/schemas/</format_schema_path>
  <mark_cache_size>5368709</mark_cache_size><users_config>${users}</users_config>
  <default_profile>default</default_profile><default_database>default</default_database>
</yandex>`,
  );
  return config;
}

interface Database {
  readonly program: Program;
  readonly url: string;
  readonly ask: (query: string) => Promise<string>;
  readonly stored: () => Promise<readonly string[]>;
}

async function openDatabase(path: string, folder: string): Promise<Database> {
  const ports = { http: await freePort(), tcp: await freePort() };
  const config = await writeConfig(folder, ports);
  const url = `http://127.0.0.1:${ports.http}`;
  const ask = async (query: string): Promise<string> => {
    const headers = { 'x-clickhouse-user': 'audit', 'x-clickhouse-key': 'interop' };
    const response = await fetch(url, { method: 'POST', headers, body: query });
    const text = await response.text();
    assert.ok(response.ok, text);
    return text;
  };
  const args = [`--config-file=${config}`];
  const isReady = async () => (await fetch(`${url}/ping`)).ok;
  const program = await startProgram({ file: path, args, port: ports.http, folder, isReady });
  const stored = async () => {
    const text = await ask("SELECT concat(`_document_id`, ' ', action, ' ', toString(`@timestamp`)) FROM events FINAL");
    return text.split('\n').filter((line) => line !== '');
  };
  return { program, url, ask, stored };
}

const inputsFor = (url: string) => ({
  ...BY_SINK,
  sink: 'http',
  'sink-url': `${url}/?query=INSERT%20INTO%20events%20FORMAT%20JSONEachRow`,
  'sink-headers': 'X-ClickHouse-User: audit\nX-ClickHouse-Key: interop',
  'sink-batch-events': '40',
});

async function storesOnce(path: string): Promise<void> {
  await using folder = await openFolder();
  const database = await openDatabase(path, folder.path);
  await using _ = database.program;
  await database.ask(TABLE);
  const restart = restartBefore(5, database.program, 2);
  await using gate = await startGate(database.url, restart);
  await using stage = await openJob(300);
  expectSuccess(await stage.collect({ ...inputsFor(gate.url), 'sink-gzip': 'true' }));
  await restart.done();
  assert.ok(gate.statuses.includes(0));
  assert.ok(Number(await database.ask('SELECT count() FROM events')) >= 300);
  assertStored(namesOf(stage), await database.stored());
}

async function waitsForTable(path: string): Promise<void> {
  await using folder = await openFolder();
  const database = await openDatabase(path, folder.path);
  await using _ = database.program;
  await using stage = await openJob(120);
  expectFailure(await stage.collect(inputsFor(database.url)), /refused the request: HTTP 404/);
  const wrong = { ...inputsFor(database.url), 'sink-headers': 'X-ClickHouse-User: audit\nX-ClickHouse-Key: wrong' };
  expectFailure(await stage.collect({ ...wrong, 'retry-attempts': '2' }), /HTTP (401|403|500)/);
  await database.ask(TABLE);
  expectSuccess(await stage.collect(inputsFor(database.url)));
  assertStored(namesOf(stage), await database.stored());
}

async function isAtomic(path: string): Promise<void> {
  await using folder = await openFolder();
  const database = await openDatabase(path, folder.path);
  await using _ = database.program;
  await database.ask(STRICT_TABLE);
  await using stage = await openJob(60);
  const spoilt = stage.generator({ oddShare: 0 }).event(Date.now() - 30_000, 'web', ['"visits"', '"many"']);
  stage.github.log.append(spoilt);
  // Bad data is answered with 500 here, like an outage: only bad data persists.
  const inputs = { ...inputsFor(database.url), 'sink-batch-events': '1000', 'retry-attempts': '2' };
  expectFailure(await stage.collect(inputs), /failed 2 times \(HTTP 500, 2 times\)/);
  assert.deepEqual(await database.stored(), [], 'nothing of the insert is there');
  await database.ask('DROP TABLE events');
  await database.ask(TABLE);
  expectSuccess(await stage.collect(inputs));
  assertStored(namesOf(stage), await database.stored());
}

export const CLICKHOUSE: Subject = {
  name: 'clickhouse',
  find: () => findDebian('clickhouse-server'),
  scenarios: [
    { name: 'each event once, with a lost answer and a restart in the middle', run: storesOnce },
    { name: 'no table, a wrong password: the run fails, a later one delivers everything', run: waitsForTable },
    { name: 'one bad event in an insert: nothing stored, nothing skipped', run: isAtomic },
  ],
};
