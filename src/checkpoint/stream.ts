/**
 * Names a stream of events: positions are kept under this name, so two pipelines that read the same events with the same
 * settings share it, and any difference that changes which events come separates them.
 */
import { createHash } from 'node:crypto';
import type { Target } from '../model/target.ts';

export interface StreamParts {
  /** Root of the REST API; only its host counts. */
  readonly apiUrl: string;
  readonly target: Target;
  /** Search phrase, or ''. */
  readonly phrase: string;
  /** The user's own separator, or ''. */
  readonly stateKey: string;
}

/** 24 hex digits; a change here orphans every saved position. */
export function streamOf({ apiUrl, target, phrase, stateKey }: StreamParts): string {
  // JSON keeps the parts apart whatever they hold. Logins and slugs are not case sensitive on GitHub.
  const parts = [new URL(apiUrl).host, target.kind, target.name.toLowerCase(), normalizePhrase(phrase), stateKey];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 24);
}

/** Space between words means nothing, space inside quotes is searched for. */
function normalizePhrase(phrase: string): string {
  return phrase.replace(/("[^"]*")|\s+/g, (_, quoted: string | undefined) => quoted ?? ' ').trim();
}
