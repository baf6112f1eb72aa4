/** Of `test`: one small object in the archive, so that a wrong policy shows before it matters. It is never deleted, because nothing here can delete. */
import { CollectError } from '../../model/errors.ts';
import { TOOL } from '../../model/version.ts';
import { systemClock } from '../../runtime/clock.ts';
import { systemRandom } from '../../runtime/random.ts';
import { archiveOf, renderFor } from '../compose.ts';
import type { Situation } from '../place.ts';

export type Marked =
  | { readonly kind: 'no-archive' }
  | { readonly kind: 'marked'; readonly store: string; readonly key: string }
  | { readonly kind: 'refused'; readonly store: string; readonly error: CollectError };

export async function markArchive(situation: Situation, signal: AbortSignal): Promise<Marked> {
  const { settings, environment } = situation;
  const store = settings.archive?.url ?? '';
  try {
    const archive = await archiveOf(situation, await renderFor(settings));
    if (archive === undefined) return { kind: 'no-archive' };
    const run = `${environment.runId}.${environment.runAttempt}`;
    const at = new Date(systemClock.now()).toISOString();
    const text = `${JSON.stringify({ tool: TOOL.name, version: TOOL.version, run, at })}\n`;
    const key = await archive.mark(`${run}.${systemRandom.token()}`, text, signal);
    return { kind: 'marked', store: archive.facts.name, key };
  } catch (error) {
    if (!(error instanceof CollectError)) throw error;
    return { kind: 'refused', store, error };
  }
}
