/** Deliveries on the disk as the collector leaves them, for what reads them afterwards: a chain of commits, each in a folder. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { renderInstant, sha256Of } from '../../../src/evidence/chain.ts';
import { type Manifest, type ManifestGap, type Parent, renderManifest } from '../../../src/evidence/manifest.ts';

const HOUR = 3_600_000;
export const BEGIN = Date.parse('2026-08-01T00:00:00Z');

export interface Made {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly bytes: string;
  readonly lines: readonly string[];
  readonly link: Parent;
}

export interface MakeOptions {
  readonly generation: number;
  readonly parents: readonly Parent[];
  readonly lines: readonly string[];
  readonly compression?: 'none' | 'gzip' | 'zstd';
  readonly gaps?: readonly ManifestGap[];
  readonly span?: readonly [number, number];
  readonly start?: Manifest['start'];
  readonly token?: string;
  readonly change?: Partial<Manifest>;
  readonly deadLetters?: readonly string[];
}

const SUFFIXES = { none: '', gzip: '.gz', zstd: '.zst' } as const;

/** A folder for a test, gone with it. */
export async function openRoot(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'deliveries-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

export function eventLine(ts: number, id: string | undefined, more = ''): string {
  const named = id === undefined ? '' : `,"_document_id":${JSON.stringify(id)}`;
  return `{"@timestamp":${ts}${named},"action":"repo.create"${more}}`;
}

/** Writes one delivery below `root`. */
export async function make(root: string, options: MakeOptions): Promise<Made> {
  const { generation, parents, lines, compression = 'none', gaps = [], token = 'abcd0123', deadLetters = [] } = options;
  const [from, to] = options.span ?? [BEGIN + (generation - 1) * HOUR, BEGIN + generation * HOUR];
  const commit = `${1000 + generation}.1.${token}`;
  const folder = join(root, `audit-log-octo-org-g${String(generation).padStart(6, '0')}-${commit}`);
  const encode = (content: readonly string[]) => {
    const bytes = Buffer.from(content.map((line) => `${line}\n`).join(''));
    return compression === 'gzip' ? gzipSync(bytes) : compression === 'zstd' ? zstdCompressSync(bytes) : bytes;
  };
  const files = [
    { name: `events.ndjson${SUFFIXES[compression]}`, content: lines },
    { name: `dead-letters.ndjson${SUFFIXES[compression]}`, content: deadLetters },
  ]
    .filter(({ content }) => content.length > 0)
    .map(({ name, content }) => ({ name, bytes: encode(content), events: content.length }));
  const checkpoint = `{"generation":${generation}}`;
  const manifest: Manifest = {
    version: 2,
    tool: { name: 'collect-audit-log', version: '0.1.0' },
    run: {
      ...{ repository: 'octo-org/audit', repositoryId: '4711', workflow: null, ref: 'refs/heads/main', sha: null },
      ...{ id: String(1000 + generation), attempt: 1 },
    },
    mode: 'collect',
    createdAt: renderInstant(to + 60_000),
    target: { kind: 'organization', name: 'octo-org' },
    apiHost: 'api.github.com',
    ...{ phrase: '', phraseSha256: null, format: 'raw', compression, encryptedTo: [], droppedFields: [] },
    ...{ pseudonymizedFields: [], dedupeId: '_document_id', stream: '0123456789abcdef01234567', epoch: 0 },
    ...{ generation, commit, parents },
    start: parents.length === 0 ? (options.start ?? 'first-run') : null,
    feeds: [
      {
        ...{ name: 'web', from: renderInstant(from), to: renderInstant(to), events: lines.length },
        firstAt: lines.length === 0 ? null : renderInstant(from),
        lastAt: lines.length === 0 ? null : renderInstant(to - 1),
      },
    ],
    gaps,
    pull: null,
    destinations: ['artifact'],
    sink: null,
    files: files.map(({ name, bytes, events }) => ({ name, bytes: bytes.length, sha256: sha256Of(bytes), events })),
    objects: [],
    position: sha256Of(checkpoint),
    counts: { events: lines.length, deadLetters: deadLetters.length, duplicates: 0 },
    totals: { events: lines.length, deadLetters: 0, duplicates: 0 },
    ...options.change,
  };
  const bytes = renderManifest(manifest);
  await mkdir(folder, { recursive: true });
  await Promise.all(files.map(({ name, bytes: content }) => writeFile(join(folder, name), content)));
  await writeFile(join(folder, 'checkpoint.json'), checkpoint);
  await writeFile(join(folder, 'manifest.json'), bytes);
  return { folder, manifest, bytes, lines, link: { generation, commit, sha256: sha256Of(bytes) } };
}

/** Hourly deliveries, one after the other; `linesOf` gives the events of each. */
export async function makeChain(
  root: string,
  count: number,
  linesOf: (generation: number) => readonly string[] = usualLines,
): Promise<readonly Made[]> {
  const made: Made[] = [];
  for (let generation = 1; generation <= count; generation += 1) {
    const compression = (['none', 'gzip', 'zstd'] as const)[generation % 3] ?? 'none';
    const parents = made.slice(-1).map(({ link }) => link);
    made.push(await make(root, { generation, parents, lines: linesOf(generation), compression }));
  }
  return made;
}

export function usualLines(generation: number): readonly string[] {
  return Array.from({ length: 5 }, (_, index) => {
    return eventLine(BEGIN + (generation - 1) * HOUR + index * 1000, `id-${generation}-${index}`);
  });
}

/** Packs a folder as the web page of a run does, and takes the folder away. */
export async function zip(folder: string): Promise<string> {
  const names = await readdir(folder);
  const contents = await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name))] as const));
  await writeFile(`${folder}.zip`, zipSync(Object.fromEntries(contents)));
  await rm(folder, { recursive: true });
  return `${folder}.zip`;
}
