/** Fields of a saved position, each of its type and within its range, or an error that names the field and never its content. */
import { CheckpointError } from '../model/errors.ts';
import { TS_MAX } from '../model/seen.ts';

export const UNREADABLE_HINT =
  'The run uses another copy of the position if one exists. If none does, start over with another `state-key`; see docs/troubleshooting.md#start-over.';

export type Fields = Readonly<Record<string, unknown>>;

export function parseFields(value: unknown, path: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(path);
  return value as Fields;
}

export function parseList<T>(value: unknown, parse: (item: unknown, path: string) => T, path: string): readonly T[] {
  if (!Array.isArray(value)) throw wrong(path);
  return value.map((item, index) => parse(item, `${path}[${index}]`));
}

export function parseText(value: unknown, pattern: RegExp, path: string): string {
  if (typeof value !== 'string' || !pattern.test(value)) throw wrong(path);
  return value;
}

export function parseTs(value: unknown, path: string): number {
  const count = parseCount(value, path);
  if (count > TS_MAX) throw wrong(path);
  return count;
}

export function parseCount(value: unknown, path: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw wrong(path);
  return value;
}

export function wrong(path: string): CheckpointError {
  return new CheckpointError(`a saved position differs from what this release writes: see its field ${path}`, {
    hint: UNREADABLE_HINT,
  });
}
