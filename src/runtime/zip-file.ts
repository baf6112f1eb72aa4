/**
 * A zip file on the disk, by the directory at its end: of any size, one entry at a time, never unpacked to the disk. An entry
 * that unpacks to another size than it announces fails while it is read.
 */
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import type { Entry, ZipFile } from 'yauzl';

export interface ZipEntry {
  /** With slashes; no entry leads out of the zip. */
  readonly name: string;
  /** Unpacked, as announced. */
  readonly bytes: number;
  /** The content, in pieces. */
  read(): AsyncIterable<Buffer>;
}

/** What is in it, without folders. Rejects with an `Error` of the library when it is not a zip file. */
export async function listZip(path: string): Promise<readonly ZipEntry[]> {
  const zip = await openZip(path);
  try {
    const entries: ZipEntry[] = [];
    await new Promise<void>((resolve, reject) => {
      zip.on('error', reject);
      zip.on('end', resolve);
      zip.on('entry', (entry: Entry) => {
        const { fileName: name, uncompressedSize: bytes } = entry;
        if (!name.endsWith('/')) entries.push({ name, bytes, read: () => readEntry(path, entry) });
        zip.readEntry();
      });
      zip.readEntry();
    });
    return entries;
  } finally {
    zip.close();
  }
}

async function openZip(path: string): Promise<ZipFile> {
  const { default: yauzl } = await import('yauzl');
  return new Promise<ZipFile>((resolve, reject) => {
    yauzl.open(path, { lazyEntries: true, autoClose: false }, (error, zip) => {
      if (error === null && zip !== undefined) resolve(zip);
      else reject(error);
    });
  });
}

async function* readEntry(path: string, entry: Entry): AsyncIterable<Buffer> {
  const zip = await openZip(path);
  try {
    const stream: Readable = await promisify(zip.openReadStream.bind(zip, entry))();
    for await (const piece of stream) yield piece as Buffer;
  } finally {
    zip.close();
  }
}
