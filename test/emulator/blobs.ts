/**
 * The object storage behind caches and artifacts: whole blobs, blocks and block lists, plain and ranged reads. Every address
 * is signed for one blob, one purpose and one hour; anything else gets the storage's own XML error.
 */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { type Clock, HOUR } from './clock.ts';
import type { Reply, Request } from './exchange.ts';
import type { Route } from './router.ts';

interface Blob {
  content: Buffer | undefined;
  contentType: string;
  disposition: string | undefined;
  readonly blocks: Map<string, Buffer>;
}

const ZIP = { contentType: 'application/zip' } as const;

/** The storage account of one emulator. Blobs are named `container/name`. */
export class Blobs {
  readonly #clock: Clock;
  readonly #key = randomBytes(32);
  readonly #blobs = new Map<string, Blob>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** An address that lets its bearer write the blob. */
  signUpload(origin: string, name: string): string {
    return this.#sign(origin, name, 'cw');
  }

  /** An address that lets its bearer read the blob, under `filename`. */
  signDownload(origin: string, name: string, filename?: string): string {
    const blob = this.#blobs.get(name);
    if (blob !== undefined && filename !== undefined) blob.disposition = `attachment; filename="${filename}"`;
    return this.#sign(origin, name, 'r');
  }

  /** The content of a committed blob. */
  read(name: string): Buffer | undefined {
    return this.#blobs.get(name)?.content;
  }

  /** Replaces a content, as when an archive is corrupted or poisoned. */
  overwrite(name: string, content: Uint8Array): void {
    const blob = this.#blobs.get(name);
    if (blob !== undefined) blob.content = Buffer.from(content);
  }

  /** Puts a blob there without an upload. */
  write(name: string, content: Uint8Array): void {
    this.#blobs.set(name, { blocks: new Map(), content: Buffer.from(content), disposition: undefined, ...ZIP });
  }

  delete(name: string): void {
    this.#blobs.delete(name);
  }

  get routes(): readonly Route[] {
    const path = '/blobs/:container/:name';
    const read = { path, label: 'blob.get', answer: (request: Request) => this.#get(request) } as const;
    return [
      {
        method: 'PUT',
        path,
        label: (query) =>
          query.get('comp') === 'block' ? 'blob.put.block' : query.has('comp') ? 'blob.put.list' : 'blob.put',
        answer: (request) => this.#put(request),
      },
      { method: 'GET', ...read },
      { method: 'HEAD', ...read },
    ];
  }

  #put(request: Request): Reply {
    const name = nameOf(request);
    if (!this.#allowed(request, name, 'cw')) return authenticationFailed();
    const blob = this.#blobs.get(name) ?? emptyBlob();
    this.#blobs.set(name, blob);
    const contentType = header(request, 'x-ms-blob-content-type') ?? header(request, 'content-type');
    switch (request.query.get('comp')) {
      case 'block':
        blob.blocks.set(request.query.get('blockid') ?? '', request.body);
        break;
      case 'blocklist': {
        const ids = [...request.body.toString('utf8').matchAll(/<(?:Latest|Uncommitted)>([^<]+)</g)];
        const blocks = ids.map(([, id = '']) => blob.blocks.get(id));
        if (!blocks.every((block) => block !== undefined)) return storageError(400, 'InvalidBlockList');
        blob.content = Buffer.concat(blocks);
        blob.contentType = contentType ?? blob.contentType;
        blob.blocks.clear();
        break;
      }
      default:
        blob.content = request.body;
        blob.contentType = contentType ?? blob.contentType;
    }
    return { status: 201, headers: this.#headers(request.body), body: '' };
  }

  #get(request: Request): Reply {
    const name = nameOf(request);
    if (!this.#allowed(request, name, 'r')) return authenticationFailed();
    const blob = this.#blobs.get(name);
    if (blob?.content === undefined) return storageError(404, 'BlobNotFound');
    const { content, contentType, disposition } = blob;
    const headers = {
      ...this.#headers(content),
      'content-type': contentType,
      'accept-ranges': 'bytes',
      'x-ms-blob-type': 'BlockBlob',
      ...(disposition === undefined ? {} : { 'content-disposition': disposition }),
    };
    const range = /^bytes=(\d+)-(\d*)$/.exec(header(request, 'x-ms-range') ?? header(request, 'range') ?? '');
    if (range === null) return { status: 200, headers, body: content };
    const first = Number(range[1]);
    const last = Math.min(range[2] ? Number(range[2]) : content.length - 1, content.length - 1);
    if (first > last) return storageError(416, 'InvalidRange');
    return {
      status: 206,
      headers: { ...headers, 'content-range': `bytes ${first}-${last}/${content.length}` },
      body: content.subarray(first, last + 1),
    };
  }

  #headers(content: Buffer): Record<string, string> {
    return {
      etag: `"0x${createHash('md5').update(content).digest('hex').slice(0, 15).toUpperCase()}"`,
      'last-modified': new Date(this.#clock.now()).toUTCString(),
      'x-ms-request-id': crypto.randomUUID(),
      'x-ms-version': '2026-02-06',
    };
  }

  #sign(origin: string, name: string, permission: string): string {
    const expiry = String(this.#clock.now() + HOUR);
    const query = new URLSearchParams({ se: expiry, sp: permission, sig: this.#signature(name, permission, expiry) });
    return `${origin}/blobs/${name}?${query.toString()}`;
  }

  #signature(name: string, permission: string, expiry: string): string {
    return createHmac('sha256', this.#key).update(`${name}\n${permission}\n${expiry}`).digest('base64');
  }

  #allowed({ query }: Request, name: string, permission: string): boolean {
    const expiry = query.get('se') ?? '';
    const given = Buffer.from(query.get('sig') ?? '');
    const right = Buffer.from(this.#signature(name, permission, expiry));
    return Number(expiry) > this.#clock.now() && given.length === right.length && timingSafeEqual(given, right);
  }
}

function emptyBlob(): Blob {
  return { content: undefined, contentType: 'application/octet-stream', disposition: undefined, blocks: new Map() };
}

function nameOf({ params }: Request): string {
  return `${params['container']}/${params['name']}`;
}

function header(request: Request, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function authenticationFailed(): Reply {
  return storageError(403, 'AuthenticationFailed');
}

function storageError(status: number, code: string): Reply {
  return {
    status,
    headers: { 'content-type': 'application/xml', 'x-ms-error-code': code },
    body: `\uFEFF<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>Server refused the request.</Message></Error>`,
  };
}
