/**
 * What GitHub's answers about a repository must look like. A list is taken whole or not at all: one row that is not
 * understood makes the answer unusable, because a row that was skipped could be the one that proves a position exists.
 * https://docs.github.com/en/rest/actions/cache and https://docs.github.com/en/rest/actions/artifacts
 */
import type { ArtifactRow, CacheRow } from './repository.ts';

/** One page, and how many rows GitHub says the whole list has. */
export interface Rows<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
}

export interface RunRow {
  readonly id: number;
  /** UTC epoch milliseconds. */
  readonly startedAt: number;
}

type Fields = Readonly<Record<string, unknown>>;

/** Whether anyone can read the repository; `undefined` when the answer does not tell. */
export function parseVisibility(value: unknown): boolean | undefined {
  const fields = parseFields(value);
  const isPrivate = fields?.['private'];
  const visibility = fields?.['visibility'];
  if (typeof isPrivate !== 'boolean') return undefined;
  // When the two disagree, the answer that keeps events in is taken.
  return !isPrivate || visibility === 'public';
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
  return parseRows(value, 'artifacts', (row) => {
    const [id, createdAt] = [parseCount(row['id']), parseInstant(row['created_at'])];
    const sizeBytes = parseCount(row['size_in_bytes']);
    const { name, expired } = row as { readonly name: unknown; readonly expired: unknown };
    if (id === undefined || createdAt === undefined || sizeBytes === undefined) return undefined;
    if (typeof name !== 'string' || typeof expired !== 'boolean') return undefined;
    return { id, name, expired, sizeBytes, createdAt, isForeign: isForeign(parseFields(row['workflow_run'])) };
  });
}

/** Old servers do not say whose run it was; where they do, a run of a fork's code names two repositories. */
function isForeign(run: Fields | undefined): boolean {
  return run?.['head_repository_id'] !== run?.['repository_id'];
}

export function parseRunRows(value: unknown): Rows<RunRow> | undefined {
  return parseRows(value, 'workflow_runs', (row) => {
    const id = parseCount(row['id']);
    const startedAt = parseInstant(row['run_started_at'] ?? row['created_at']);
    return id === undefined || startedAt === undefined ? undefined : { id, startedAt };
  });
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
