/** Files in memory, with a switch that makes the next calls fail. */
import { basename, dirname } from 'node:path';
import type { Files } from '../../../src/runtime/files.ts';

export class MemoryFiles implements Files {
  readonly content = new Map<string, Buffer>();
  /** The lengths of the pieces of each call. */
  readonly appended: (readonly number[])[] = [];
  /** Calls that still succeed; then the disk is full. */
  room = Number.POSITIVE_INFINITY;

  async read(path: string) {
    return this.content.get(path);
  }

  async readEnd(path: string, bytesMax: number) {
    const bytes = this.content.get(path);
    return bytes?.subarray(Math.max(0, bytes.length - bytesMax));
  }

  async holds(path: string, content: Uint8Array) {
    return this.content.get(path)?.equals(content) === true;
  }

  async replace(path: string, content: Uint8Array | string) {
    this.#write();
    this.content.set(path, Buffer.from(content as Uint8Array));
  }

  async append(path: string, pieces: readonly Uint8Array[]) {
    this.#write();
    this.appended.push(pieces.map(({ length }) => length));
    this.content.set(path, Buffer.concat([this.content.get(path) ?? Buffer.alloc(0), ...pieces]));
  }

  async exists(path: string) {
    return this.paths.some((known) => known === path || known.startsWith(`${path}/`));
  }

  async list(path: string) {
    return this.paths.flatMap((known) => (dirname(known) === path ? [basename(known)] : []));
  }

  async move(from: string, to: string) {
    const content = this.content.get(from);
    if (content === undefined) throw Object.assign(new Error(from), { code: 'ENOENT' });
    this.content.set(to, content);
    this.content.delete(from);
  }

  async remove(path: string) {
    for (const key of this.content.keys()) if (key === path || key.startsWith(`${path}/`)) this.content.delete(key);
  }

  text(path: string): string | undefined {
    return this.content.get(path)?.toString();
  }

  get paths(): readonly string[] {
    return [...this.content.keys()].toSorted();
  }

  #write() {
    if (this.room === 0) throw Object.assign(new Error('canary'), { code: 'ENOSPC' });
    this.room -= 1;
  }
}
