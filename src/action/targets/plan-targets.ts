/**
 * From the lists that a caller of the reusable workflow writes to the matrix of its jobs: every target once, with the concurrency
 * group that keeps its runs apart, and never more jobs than GitHub allows. Bad lists are one error, before any job is made.
 */
import { createHash } from 'node:crypto';
import { InputError } from '../../model/errors.ts';

/** One row of `strategy.matrix.include`. */
export interface PlannedTarget {
  /** Login, or '' for an enterprise. */
  readonly organization: string;
  /** Slug, or '' for an organization. */
  readonly enterprise: string;
  readonly group: string;
}

/** As they come from a workflow: text. */
export interface Lists {
  readonly organizations: string;
  readonly enterprises: string;
  /** Which part of the targets, from 1. */
  readonly part: string;
  readonly parts: string;
  /** Distinguishes two positions of one target. */
  readonly position: readonly string[];
}

/** https://docs.github.com/en/actions/reference/limits: a matrix makes at most 256 jobs in a workflow run. */
export const JOBS_MAX = 256;

const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/;
const HINT = 'See examples/many-organizations.yml and docs/scale.md#the-reusable-workflow.';

/** Throws `InputError`. An empty plan is none: there is nothing to collect from. */
export function planTargets({ organizations, enterprises, part, parts, position }: Lists): readonly PlannedTarget[] {
  const all = [
    ...parseNames('organizations', organizations).map((name) => ({ kind: 'organization', name }) as const),
    ...parseNames('enterprises', enterprises).map((name) => ({ kind: 'enterprise', name }) as const),
  ];
  if (all.length === 0) {
    throw new InputError(
      'nothing to collect: organizations and enterprises are both empty (a variable that does not exist is empty)',
      { hint: `Set at least one of them to a list of names, such as ["acme"]. ${HINT}` },
    );
  }
  const [of, at] = [parseCount('parts', parts), parseCount('part', part)];
  if (at > of)
    throw new InputError(`part: got "${at}"; it accepts a number from 1 to parts, which is ${of}`, { hint: HINT });
  const mine = all.filter((_, index) => index % of === at - 1);
  if (mine.length > JOBS_MAX) {
    const needed = Math.ceil(all.length / JOBS_MAX);
    throw new InputError(`${mine.length} targets are more than the ${JOBS_MAX} jobs of a workflow run`, {
      hint: `Collect from them in parts, each in a separate run: set parts to ${needed} or more, and part from 1 to that. See examples/organizations-in-parts.yml.`,
    });
  }
  return mine.map(({ kind, name }) => ({
    organization: kind === 'organization' ? name : '',
    enterprise: kind === 'enterprise' ? name : '',
    group: groupOf(`${kind} ${name.toLowerCase()}`, position),
  }));
}

/** JSON as `["a", "b"]`, or names with commas, blanks or line breaks between them; each once, in the order of the list. */
function parseNames(input: string, text: string): readonly string[] {
  const names = text.trim().startsWith('[')
    ? parseJson(input, text)
    : text.split(/[\s,]+/).filter((name) => name !== '');
  const wrong = names.find((name) => typeof name !== 'string' || !NAME.test(name));
  if (wrong !== undefined) {
    throw new InputError(
      `${input}: contains an entry that is not a ${input === 'organizations' ? 'login' : 'slug'} of letters, digits and hyphens`,
      {
        hint: `Write names only, such as ["acme", "acme-labs"] or acme, acme-labs. ${HINT}`,
      },
    );
  }
  const known = new Map(names.map((name) => [String(name).toLowerCase(), String(name)]));
  return [...known.values()];
}

function parseJson(input: string, text: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    if (Array.isArray(value)) return value;
  } catch {
    // Reported below: what the parser says quotes the text.
  }
  throw new InputError(`${input}: begins like a JSON list, but is not one`, {
    hint: `Write it as ["acme", "acme-labs"], with double quotes, or without brackets as acme, acme-labs. ${HINT}`,
  });
}

function parseCount(input: string, text: string): number {
  if (/^[1-9][0-9]{0,3}$/.test(text)) return Number(text);
  throw new InputError(`${input}: got "${text.slice(0, 20)}"; it accepts a whole number from 1 to 9999`, {
    hint: HINT,
  });
}

/**
 * Group names are case-insensitive, and GitHub cuts long ones off: what makes a position is in it as a hash, whatever its length.
 * https://docs.github.com/en/actions/how-tos/write-workflows/choose-when-workflows-run/control-workflow-concurrency
 */
function groupOf(target: string, position: readonly string[]): string {
  const hash = createHash('sha256').update(position.join('\0')).digest('hex').slice(0, 16);
  return `collect-audit-log ${target} ${hash}`;
}
