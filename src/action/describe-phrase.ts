/**
 * What a manifest says of the search phrase. A phrase can name what its user keeps out of the files, or hold a secret: then
 * only its digest says which it was, so that a manifest gives nothing away and still cannot deny its filter.
 */
import { sha256Of } from '../evidence/chain.ts';
import type { RunFacts } from '../evidence/manifest.ts';
import type { Settings } from '../model/settings.ts';
import type { Redact } from './inputs/secrets.ts';

export function describePhrase(
  { phrase, privacy, encryptTo }: Pick<Settings, 'phrase' | 'privacy' | 'encryptTo'>,
  redact: Redact,
): Pick<RunFacts, 'phrase' | 'phraseSha256'> {
  const isPrivate =
    privacy.droppedFields.length > 0 ||
    privacy.pseudonyms !== undefined ||
    encryptTo.length > 0 ||
    redact(phrase) !== phrase;
  return phrase !== '' && isPrivate ? { phrase: null, phraseSha256: sha256Of(phrase) } : { phrase, phraseSha256: null };
}
