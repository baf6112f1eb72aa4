/**
 * The port of an object store: an object is put under a key that nobody uses again, and it counts as stored only once the store
 * has confirmed it. Nothing is read, listed, overwritten or deleted: a credential that can only create objects is enough.
 */

export interface NewObject {
  /** Below the bucket or container, without a leading slash; letters, digits, `-`, `_`, `.`, `=` and `/` only. */
  readonly key: string;
  readonly bytes: Uint8Array;
  /** Of `bytes`, hex. */
  readonly sha256: string;
  readonly mediaType: string;
}

export interface ObjectStore {
  /** For people: `s3://BUCKET`. */
  readonly name: string;
  /** Resolves once the store has confirmed exactly these bytes. Rejects with `DeliveryError`; the object can then exist or not. */
  put(object: NewObject, signal: AbortSignal): Promise<void>;
}
