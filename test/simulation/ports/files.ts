/**
 * Files: those of a run vanish with its machine, those below `/disk` stay. A replacement is atomic; an append can be torn by
 * a kill, and then ends in the middle of a line.
 */
import { basename, dirname } from 'node:path';
import type { Files } from '../../../src/runtime/files.ts';
import type { Onlooker } from '../onlooker.ts';
import type { Process } from '../process.ts';

export interface SimulatedFiles extends Files {
  peek(path: string): Uint8Array | undefined;
}

export interface FileParts {
  readonly disk: Map<string, Uint8Array>;
  readonly onlooker: Onlooker;
  /** The folder whose event files are themselves the delivery, if they are. */
  readonly deliveredIn: string | undefined;
}

export const DISK = '/disk';

export function simulateFiles(process: Process, { disk, onlooker, deliveredIn }: FileParts): SimulatedFiles {
  const own = new Map<string, Uint8Array>();
  const placeOf = (path: string) => (path.startsWith(`${DISK}/`) ? disk : own);

  /** At once, unlike calls that leave the machine. */
  function doNow<T>(what: string, effect: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      if (!process.alive) return;
      if (process.strikes('kill')) return process.die(`killed before ${what}`);
      if (process.strikes('file-fails')) return reject(Object.assign(new Error('Foreign-Text'), { code: 'ENOSPC' }));
      const value = effect();
      if (process.alive) resolve(value);
    });
  }

  function noteAppended(path: string, text: string): void {
    if (deliveredIn === undefined || !path.startsWith(`${deliveredIn}/`)) return;
    if (path.endsWith('/events.ndjson')) onlooker.delivered(process, { events: text, deadLetters: '' });
    if (path.endsWith('/dead-letters.ndjson')) onlooker.delivered(process, { events: '', deadLetters: text });
  }

  return {
    peek: (path) => placeOf(path).get(path),
    read: (path) =>
      doNow(`reading ${path}`, () => {
        const bytes = placeOf(path).get(path);
        if (bytes !== undefined && path.endsWith('.checkpoint.json')) onlooker.served(process, bytes, 'directory');
        return bytes === undefined ? undefined : Uint8Array.from(bytes);
      }),
    readEnd: (path, bytesMax) =>
      doNow(`reading the end of ${path}`, () => {
        const bytes = placeOf(path).get(path);
        return bytes?.slice(Math.max(0, bytes.length - bytesMax));
      }),
    holds: (path, content) =>
      doNow(`comparing ${path}`, () => {
        const bytes = placeOf(path).get(path);
        return bytes !== undefined && Buffer.compare(bytes, content) === 0;
      }),
    replace: (path, content) =>
      doNow(`writing ${path}`, () => {
        const bytes = Buffer.from(content);
        placeOf(path).set(path, bytes);
        process.say(() => `wrote ${path}`);
        if (path.endsWith('.checkpoint.json')) onlooker.stored(process, { id: 0, bytes, where: 'directory' });
        onlooker.left(process, { where: path, text: bytes.toString('utf8'), mayHoldEvents: path.endsWith('.ndjson') });
      }),
    append: (path, pieces) =>
      doNow(`appending to ${path}`, () => {
        const bytes = Buffer.concat(pieces);
        const torn = process.strikes('file-torn');
        const written = torn ? bytes.subarray(0, Math.floor(bytes.length / 2)) : bytes;
        placeOf(path).set(path, Buffer.concat([placeOf(path).get(path) ?? Buffer.alloc(0), written]));
        noteAppended(path, written.toString('utf8'));
        onlooker.left(process, {
          where: path,
          text: written.toString('utf8'),
          mayHoldEvents: path.endsWith('.ndjson'),
        });
        if (torn) process.die(`killed in the middle of appending to ${path}`);
      }),
    exists: (path) =>
      doNow(`looking for ${path}`, () =>
        [...own.keys(), ...disk.keys()].some((known) => known === path || known.startsWith(`${path}/`)),
      ),
    list: (path) =>
      doNow(`listing ${path}`, () =>
        [...own.keys(), ...disk.keys()].flatMap((known) => (dirname(known) === path ? [basename(known)] : [])).sort(),
      ),
    move: (from, to) =>
      doNow(`moving ${from}`, () => {
        const content = placeOf(from).get(from);
        if (content === undefined) throw Object.assign(new Error('Foreign-Text'), { code: 'ENOENT' });
        placeOf(from).delete(from);
        placeOf(to).set(to, content);
      }),
    remove: (path) =>
      doNow(`removing ${path}`, () => {
        for (const place of [own, disk]) {
          for (const known of place.keys()) if (known === path || known.startsWith(`${path}/`)) place.delete(known);
        }
      }),
  };
}
