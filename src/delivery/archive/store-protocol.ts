/**
 * What one kind of store contributes: how an object becomes a request, and what an answer says about it. Retries, the deadline
 * and the meaning of "exists already" are the same for all stores and live in `put-object.ts`.
 */
import type { DeliveryError } from '../../model/errors.ts';
import type { HttpAnswer, HttpRequest } from '../../runtime/http.ts';
import type { NewObject } from './object-store.ts';

/** What an answer says about the object. Every text is in our own words. */
export type PutVerdict =
  | { readonly kind: 'stored' }
  /** The key is taken. */
  | { readonly kind: 'exists' }
  /** Stored, but the checksum in the answer is that of other bytes. */
  | { readonly kind: 'altered' }
  /** The adapter has changed something (credential, clock, header): one more request, and `otherwise` if that ends the same way. */
  | { readonly kind: 'changed'; readonly what: string; readonly otherwise: DeliveryError }
  /** Worth another try. `mayBeStored`: the store can have kept the object all the same. */
  | { readonly kind: 'busy'; readonly failure: string; readonly mayBeStored: boolean }
  | { readonly kind: 'refused'; readonly error: DeliveryError };

/** An object with the request that was answered: others may have changed the adapter meanwhile. */
export interface SentObject {
  readonly object: NewObject;
  readonly request: HttpRequest;
}

export interface StoreProtocol {
  /** For people: `s3://BUCKET`. */
  readonly name: string;
  /** Fetches a credential where one is needed. Rejects like a `send` of the retry layer. */
  request(object: NewObject, signal: AbortSignal): Promise<HttpRequest>;
  judge(answer: HttpAnswer, sent: SentObject): PutVerdict;
}
