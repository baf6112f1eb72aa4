/**
 * Conditions over several events: many clones or deletions by one actor within an hour, and an actor in a new country. Events have to
 * come in the order of their timestamps; memory grows with the number of actors, not of events.
 */
import type { ReportFields } from './report-fields.ts';

const HOUR_MS = 3_600_000;
const CLONES_MIN = 20;
const DELETIONS_MIN = 5;

const DELETION =
  /^(repo\.destroy|protected_branch\.destroy|team\.destroy|repository_ruleset\.destroy|environment\.delete)$/;

interface Recent {
  readonly ts: number;
  readonly row: number;
  readonly what: string;
}

export class NotableHistory {
  readonly #clones = new Map<string, Recent[]>();
  readonly #deletions = new Map<string, Recent[]>();
  readonly #countries = new Map<string, Set<string>>();

  /** Conditions that are met by now, with the rows that meet them: rows of earlier events may be among them. */
  add(
    ts: number,
    row: number,
    { action, actor, repo, country }: ReportFields,
  ): readonly (readonly [string, readonly number[]])[] {
    if (actor === '') return [];
    const met: (readonly [string, readonly number[]])[] = [];
    if (action === 'git.clone') {
      const rows = many(this.#clones, actor, { ts, row, what: repo }, CLONES_MIN);
      if (rows !== undefined) met.push(['mass-clone', rows]);
    }
    if (DELETION.test(action)) {
      const rows = many(this.#deletions, actor, { ts, row, what: String(row) }, DELETIONS_MIN);
      if (rows !== undefined) met.push(['mass-delete', rows]);
    }
    if (country !== '' && this.#isNewCountry(actor, country)) met.push(['new-country', [row]]);
    return met;
  }

  #isNewCountry(actor: string, country: string): boolean {
    const known = this.#countries.get(actor);
    if (known === undefined) {
      this.#countries.set(actor, new Set([country]));
      return false;
    }
    if (known.has(country)) return false;
    known.add(country);
    return true;
  }
}

/** The rows of the last hour, once enough different things are among them. */
function many(all: Map<string, Recent[]>, actor: string, now: Recent, atLeast: number): readonly number[] | undefined {
  const recent = (all.get(actor) ?? []).filter(({ ts }) => now.ts - ts < HOUR_MS);
  recent.push(now);
  all.set(actor, recent);
  const things = new Set(recent.map(({ what }) => what));
  return things.size >= atLeast ? recent.map(({ row }) => row) : undefined;
}
