/**
 * Foreign programs that are jars: what a `pom.xml` names, brought by Maven into a cache outside of the repository. What was brought
 * once for the same files is taken from there.
 */
import { execFile } from 'node:child_process';
import { hash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { locate } from './program.ts';
import type { Found } from './subject.ts';

const run = promisify(execFile);

const FETCH_MAX_MS = 5 * 60_000;

/** `name`: of a folder below `receivers/`. `path` of what is found is the folder of the jars. Never rejects. */
export async function findJars(name: string): Promise<Found> {
  const [java, maven] = [locate('java'), locate('mvn')];
  if (java === undefined || maven === undefined) return { kind: 'missing', why: 'no Java with Maven on this machine' };
  const sources = join(import.meta.dirname, 'receivers', name);
  const path = join(cacheFolder(), `${name}-${await keyOf(sources)}`);
  if (existsSync(path)) return { kind: 'found', path };
  await mkdir(cacheFolder(), { recursive: true });
  const unfinished = `${path}.${process.pid}`;
  console.log(`fetching the jars of ${name}, once`);
  const args = ['-B', '-q', '-C', '-f', join(sources, 'pom.xml')];
  const goal = [
    'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies',
    `-DoutputDirectory=${unfinished}`,
  ];
  try {
    await run(maven, [...args, ...goal], { timeout: FETCH_MAX_MS });
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    return {
      kind: 'missing',
      why: `its jars could not be fetched: ${error instanceof Error ? firstLine(error.message) : ''}`,
    };
  }
  await rename(unfinished, path);
  return { kind: 'found', path };
}

function cacheFolder(): string {
  const base = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  return join(base, 'collect-audit-log', 'receivers');
}

async function keyOf(sources: string): Promise<string> {
  const names = (await readdir(sources)).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(sources, name), 'utf8')));
  return hash('sha256', texts.join('\0'), 'hex').slice(0, 16);
}

function firstLine(text: string): string {
  return text.split('\n').find((line) => line.includes('ERROR')) ?? text.split('\n')[0] ?? '';
}
