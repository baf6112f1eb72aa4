/**
 * What GitHub's responses about a repository must look like. A list is used in full or not at all: one row that is not
 * understood makes the answer unusable, because a row that was skipped could be the one that proves a position exists.
 * https://docs.github.com/en/rest/actions/cache and https://docs.github.com/en/rest/actions/artifacts
 */
import type { ArtifactRow, CacheRow, RunHome, RunRow } from './repository.ts';

/** One page, and how many rows GitHub says the complete list has. */
export interface Rows<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
}

type Fields = Readonly<Record<string, unknown>>;

export interface RepositoryFacts {
  readonly isPublic: boolean;
  readonly defaultBranch: string;
}

/** `undefined` when the answer does not say whether anyone can read the repository. */
export function parseRepository(value: unknown): RepositoryFacts | undefined {
  const fields = parseFields(value);
  const isPrivate = fields?.['private'];
  const visibility = fields?.['visibility'];
  const defaultBranch = fields?.['default_branch'];
  if (typeof isPrivate !== 'boolean' || typeof defaultBranch !== 'string') return undefined;
  // When the two disagree, the answer that keeps events private wins.
  return { isPublic: !isPrivate || visibility === 'public', defaultBranch };
}

export function parseCacheRows(value: unknown): Rows<CacheRow> | undefined {
  return parseRows(value, 'actions_caches', (row) => {
    const [id, createdAt] = [parseCount(row['id']), parseInstant(row['created_at'])];
    const { key, ref } = row as { readonly key: unknown; readonly ref: unknown };
    if (id === undefined || createdAt === undefined || typeof key !== 'string' || typeof ref !== 'string')
      return undefined;
    return { id, key, ref, createdAt };
  });
}

export function parseArtifactRows(value: unknown): Rows<ArtifactRow> | undefined {
  return parseRows(value, 'artifacts', parseArtifact);
}

export function parseArtifactRow(value: unknown): ArtifactRow | undefined {
  const row = parseFields(value);
  return row === undefined ? undefined : parseArtifact(row);
}

function parseArtifact(row: Fields): ArtifactRow | undefined {
  const [id, createdAt] = [parseCount(row['id']), parseInstant(row['created_at'])];
  const sizeBytes = parseCount(row['size_in_bytes']);
  const { name, expired } = row as { readonly name: unknown; readonly expired: unknown };
  if (id === undefined || createdAt === undefined || sizeBytes === undefined) return undefined;
  if (typeof name !== 'string' || typeof expired !== 'boolean') return undefined;
  const expiresAt = parseInstant(row['expires_at']);
  return { id, name, expired, sizeBytes, createdAt, expiresAt, uploader: parseUploader(row['workflow_run']) };
}

function parseUploader(value: unknown): ArtifactRow['uploader'] {
  const run = parseFields(value);
  const runId = parseCount(run?.['id']);
  if (runId === undefined) return undefined;
  return { runId, home: homeOf(run?.['repository_id'], run?.['head_repository_id']) };
}

export function parseRunRows(value: unknown): Rows<RunRow> | undefined {
  return parseRows(value, 'workflow_runs', parseRun);
}

export function parseRunRow(value: unknown): RunRow | undefined {
  const row = parseFields(value);
  return row === undefined ? undefined : parseRun(row);
}

function parseRun(row: Fields): RunRow | undefined {
  const id = parseCount(row['id']);
  const startedAt = parseInstant(row['run_started_at'] ?? row['created_at']);
  const { event, head_sha: headSha } = row as { readonly event: unknown; readonly head_sha: unknown };
  if (id === undefined || startedAt === undefined) return undefined;
  if (typeof event !== 'string' || typeof headSha !== 'string') return undefined;
  const home = homeOf(parseFields(row['repository'])?.['id'], parseFields(row['head_repository'])?.['id']);
  const headBranch = typeof row['head_branch'] === 'string' ? row['head_branch'] : undefined;
  return { id, event, headSha, headBranch, home, startedAt };
}

function homeOf(repositoryId: unknown, headRepositoryId: unknown): RunHome {
  const [own, head] = [parseCount(repositoryId), parseCount(headRepositoryId)];
  if (own === undefined || head === undefined) return 'not-said';
  return own === head ? 'own' : 'foreign';
}

/** How a commit lies to the default branch; `behind` and `identical`: in its history. */
export function parseComparison(value: unknown): string | undefined {
  const status = parseFields(value)?.['status'];
  return typeof status === 'string' ? status : undefined;
}

function parseRows<Row>(value: unknown, name: string, parse: (row: Fields) => Row | undefined): Rows<Row> | undefined {
  const fields = parseFields(value);
  const total = parseCount(fields?.['total_count']);
  const list = fields?.[name];
  if (total === undefined || !Array.isArray(list)) return undefined;
  const rows: Row[] = [];
  for (const item of list) {
    const row = parseFields(item);
    const parsed = row === undefined ? undefined : parse(row);
    if (parsed === undefined) return undefined;
    rows.push(parsed);
  }
  return { rows, total };
}

function parseFields(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

function parseCount(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

function parseInstant(value: unknown): number | undefined {
  const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(ms) ? undefined : ms;
}
