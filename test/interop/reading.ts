/**
 * The recipes of docs/reading.md, word for word, on what the built command delivers and merges: each finds exactly what the log
 * holds, also where a line is one that jq and DuckDB refuse.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { DAY } from '../emulator/clock.ts';
import { deliveredEvents } from '../emulator/delivered.ts';
import type { StoredEvent } from '../emulator/event-log.ts';
import { codeBlocks } from '../meta/markdown.ts';
import { ROOT } from '../meta/tree.ts';
import { expectSuccess, openStage } from '../scenario/stage.ts';
import { findNpm } from './npm-install.ts';
import { locate, openFolder } from './program.ts';
import type { Subject } from './subject.ts';
import { openDuckDb } from './synced-archive.ts';

const SURROGATE = /\\ud83d surrogate/;
const PROGRAMS = ['jq', 'perl', 'python3', 'sh'];

interface Collected extends AsyncDisposable {
  /** Holds `audit-log/`, as `gh run download` leaves it, and what step 2 makes of it. */
  readonly folder: string;
  readonly log: readonly StoredEvent[];
}

async function collect(): Promise<Collected> {
  const folder = await openFolder();
  await using stage = await openStage();
  const { github } = stage;
  // Across the edges of November and of the first runs: the log begins 60 days before the clock of the emulator.
  stage.happen(4000, { from: github.clock.now() - 60 * DAY, until: github.clock.now() - DAY, gitShare: 0 });
  expectSuccess(await stage.collect({ since: '70d' }));
  stage.happen(300, { gitShare: 0 });
  expectSuccess(await stage.collect());
  for (const { artifact, files } of deliveredEvents(github).deliveries) {
    for (const [name, bytes] of files) {
      const path = join(folder.path, 'audit-log', artifact.name, name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, bytes);
    }
  }
  const command = [join(ROOT, 'dist/cli.js'), 'merge', 'audit-log/', '--output', 'events.ndjson'];
  await promisify(execFile)(process.execPath, command, { cwd: folder.path });
  return { folder: folder.path, log: github.log.all, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}

/** The one block of the page in a language that has this in it. */
async function blockOf(language: string, word: string): Promise<string> {
  const text = await readFile(join(ROOT, 'docs/reading.md'), 'utf8');
  const [found, ...more] = codeBlocks(text).filter((block) => block.language === language && block.text.includes(word));
  assert.ok(found !== undefined && more.length === 0, `docs/reading.md has not one block of ${language} with ${word}`);
  return found.text;
}

async function run(command: string, { folder }: Collected): Promise<readonly string[]> {
  const { stdout } = await promisify(execFile)('sh', ['-ec', command], { cwd: folder, maxBuffer: 2 ** 28 });
  return stdout.split('\n').filter((line) => line !== '');
}

const parsed = ({ raw }: StoredEvent) => JSON.parse(raw) as Readonly<Record<string, unknown>>;
const isReadable = ({ raw }: StoredEvent) => !SURROGATE.test(raw);
const isInNovember = ({ ts }: StoredEvent) => ts >= Date.UTC(2026, 10, 1) && ts < Date.UTC(2026, 11, 1);

/** How often each action happened, the most frequent 20; ties by name. */
function frequent(log: readonly StoredEvent[]): readonly (readonly [count: number, action: string])[] {
  const counts = new Map<string, number>();
  for (const event of log) {
    const action = String(parsed(event)['action']);
    counts.set(action, (counts.get(action) ?? 0) + 1);
  }
  const all = [...counts].map(([action, count]) => [count, action] as const);
  return all.sort(([a, x], [b, y]) => b - a || (x < y ? -1 : 1)).slice(0, 20);
}

const countsOf = (pairs: readonly (readonly [number, string])[]) => pairs.map(([count]) => count);

async function recipesOfJq(): Promise<void> {
  await using collected = await collect();
  const log = collected.log.filter(isReadable);
  assert.ok(log.length < collected.log.length, 'no line that jq refuses is in the log');
  const counted = await run(await blockOf('sh', "'fromjson? | .action'"), collected);
  assert.deepEqual(
    counted.map((line) => Number.parseInt(line, 10)),
    countsOf(frequent(log)),
  );
  const deleted = log.filter((event) => parsed(event)['action'] === 'repo.destroy' && isInNovember(event));
  assert.ok(
    deleted.length > 0 && deleted.length < log.filter((event) => parsed(event)['action'] === 'repo.destroy').length,
  );
  assert.equal((await run(await blockOf('sh', '.action == "repo.destroy"'), collected)).length, deleted.length);
  const actor = String(parsed(log[0] ?? assert.fail())['actor']);
  await run((await blockOf('sh', 'mona')).replace('"mona"', JSON.stringify(actor)), collected);
  const own = (await readFile(join(collected.folder, 'mona.ndjson'), 'utf8')).split('\n').slice(0, -1);
  const expected = log.filter((event) => parsed(event)['actor'] === actor).map(({ raw }) => raw);
  assert.deepEqual([...own].sort(), [...expected].sort());
}

async function recipesOfDuckDb(path: string): Promise<void> {
  await using collected = await collect();
  const query = await openDuckDb(path);
  const here = (sql: string) => sql.replaceAll("'events.ndjson'", `'${join(collected.folder, 'events.ndjson')}'`);
  const ask = async (word: string) => query(here(await blockOf('sql', word)));
  const log = collected.log.filter(isReadable);
  const counted = (await ask('count(*)')).filter(({ action }) => action !== null);
  assert.deepEqual(
    counted.map(({ events }) => Number(events)),
    countsOf(frequent(log)).slice(0, counted.length),
  );
  assert.ok(counted.length >= 19);
  // A line that is refused is a row without fields; and all artifacts at once are the same rows.
  for (const from of [join(collected.folder, 'events.ndjson'), join(collected.folder, 'audit-log/*/events.ndjson*')]) {
    const rows = `FROM read_ndjson_objects('${from}', ignore_errors = true)`;
    const count = async (sql: string) => Number((await query(sql))[0]?.['n']);
    assert.equal(await count(`SELECT count(*) AS n ${rows}`), collected.log.length);
    const refused = await count(`SELECT count(*) AS n ${rows} WHERE json->>'$.action' IS NULL`);
    assert.equal(refused, collected.log.length - log.length);
  }
  const deleted = log.filter((event) => parsed(event)['action'] === 'repo.destroy' && isInNovember(event));
  assert.equal((await ask('repo.destroy')).length, deleted.length);
}

async function recipeOfPython(): Promise<void> {
  await using collected = await collect();
  await writeFile(join(collected.folder, 'recipe.py'), await blockOf('python', 'most_common'));
  const counted = await run('python3 recipe.py', collected);
  assert.deepEqual(
    counted.map((line) => Number.parseInt(line, 10)),
    countsOf(frequent(collected.log)),
  );
}

async function recipeOfPandas(): Promise<void> {
  await using collected = await collect();
  await writeFile(join(collected.folder, 'recipe.py'), await blockOf('python', 'pandas'));
  const [header, ...rows] = await run('python3 recipe.py', collected);
  assert.equal(header, 'happened_at,actor,repo');
  const deleted = collected.log.filter((event) => parsed(event)['action'] === 'repo.destroy' && isInNovember(event));
  const expected = deleted.map((event) => `${String(parsed(event)['actor'])},${String(parsed(event)['repo'])}`);
  assert.ok(expected.length > 0);
  assert.deepEqual(rows.map((row) => row.slice(row.indexOf(',') + 1)).sort(), expected.sort());
}

async function readableCopy(): Promise<void> {
  await using collected = await collect();
  const shown = await run(await blockOf('sh', 'perl'), collected);
  const refused = collected.log.filter((event) => !isReadable(event)).map(({ raw }) => `< ${raw}`);
  assert.deepEqual([...shown].sort(), [...refused].sort());
  const actions = await run('jq -c .action readable.ndjson', collected);
  assert.equal(actions.length, collected.log.length);
}

export const READING: Subject = {
  name: 'reading',
  find: async () => {
    const missing = PROGRAMS.filter((name) => locate(name) === undefined);
    return missing.length > 0
      ? { kind: 'missing', why: `no ${missing.join(', ')} on this machine` }
      : findNpm('duckdb');
  },
  scenarios: [
    { name: 'jq finds what the log holds, by the recipes of the documentation', run: recipesOfJq },
    { name: 'DuckDB finds what the log holds, by the recipes of the documentation', run: recipesOfDuckDb },
    { name: 'Python reads every line, by the recipe of the documentation', run: recipeOfPython },
    { name: 'the copy for strict readers has every line, and differs in the refused ones only', run: readableCopy },
  ],
};

/** Its own subject, because pandas is on few machines. */
export const READING_PANDAS: Subject = {
  name: 'reading-pandas',
  find: async () => {
    const python = locate('python3');
    if (python === undefined) return { kind: 'missing', why: 'no python3 on this machine' };
    const hasPandas = await promisify(execFile)(python, ['-c', 'import pandas']).then(
      () => true,
      () => false,
    );
    return hasPandas ? { kind: 'found', path: python } : { kind: 'missing', why: 'no pandas; pip install pandas' };
  },
  scenarios: [{ name: 'pandas finds what the log holds, by the recipe of the documentation', run: recipeOfPandas }],
};
