/**
 * What a verification can find, each kind by a name that programs and `docs/evidence.md#findings` know it by, with the question
 * that it answers. A finding has the evidence in it, and what to do about it.
 */
import { onOneLine } from '../../model/one-line.ts';

export const QUESTIONS = ['unaltered', 'complete', 'covered', 'signed'] as const;
export type Question = (typeof QUESTIONS)[number];

/** `no`: it disproves; `unknown`: nothing here can prove it; `note`: it proves nothing against it, but somebody should know. */
export type Verdict = 'no' | 'unknown' | 'note';

interface Kind {
  readonly question: Question;
  readonly verdict: Verdict;
}

export const FINDINGS = {
  'file-altered': { question: 'unaltered', verdict: 'no' },
  'file-missing': { question: 'unaltered', verdict: 'no' },
  'file-unreadable': { question: 'unaltered', verdict: 'no' },
  'file-not-unpacked': { question: 'unaltered', verdict: 'no' },
  'file-miscounted': { question: 'unaltered', verdict: 'no' },
  'file-not-opened': { question: 'unaltered', verdict: 'note' },
  'file-not-named': { question: 'unaltered', verdict: 'no' },
  'object-not-named': { question: 'unaltered', verdict: 'note' },
  'zip-unreadable': { question: 'unaltered', verdict: 'no' },
  'manifest-unreadable': { question: 'unaltered', verdict: 'no' },
  'manifest-altered': { question: 'unaltered', verdict: 'no' },
  'manifests-differ': { question: 'unaltered', verdict: 'no' },
  'parent-impossible': { question: 'unaltered', verdict: 'no' },
  'position-altered': { question: 'unaltered', verdict: 'no' },
  'delivery-missing': { question: 'complete', verdict: 'no' },
  'head-missing': { question: 'complete', verdict: 'no' },
  'pull-incomplete': { question: 'complete', verdict: 'no' },
  'not-followed': { question: 'complete', verdict: 'note' },
  'chain-starts-over': { question: 'complete', verdict: 'note' },
  hole: { question: 'covered', verdict: 'no' },
  'begins-late': { question: 'covered', verdict: 'no' },
  'ends-early': { question: 'covered', verdict: 'no' },
  'signatures-not-checked': { question: 'signed', verdict: 'unknown' },
  'manifest-not-signed': { question: 'signed', verdict: 'no' },
  'position-not-signed': { question: 'signed', verdict: 'no' },
  'positions-not-checked': { question: 'signed', verdict: 'note' },
} as const satisfies Readonly<Record<string, Kind>>;

export type FindingKind = keyof typeof FINDINGS;

export interface Finding extends Kind {
  readonly kind: FindingKind;
  /** One sentence. */
  readonly what: string;
  /** What to do. */
  readonly advice: string;
  /** What nothing proves because of it: the rest can be used without it. */
  readonly unproven?: Unproven;
}

export type Unproven =
  | { readonly kind: 'file'; readonly path: string }
  /** Deliveries, by the SHA-256 of their manifests. */
  | { readonly kind: 'deliveries'; readonly sha256s: readonly string[] };

/** Names in `what` and `advice` come from files that anyone can have made, and stay on the line that they stand on. */
export function finding(kind: FindingKind, what: string, advice: string): Finding {
  return { kind, ...FINDINGS[kind], what: onOneLine(what), advice: onOneLine(advice) };
}

export type Answer = 'yes' | 'no' | 'unknown';

export function answerOf(question: Question, findings: readonly Finding[]): Answer {
  const own = findings.filter((each) => each.question === question);
  if (own.some(({ verdict }) => verdict === 'no')) return 'no';
  return own.some(({ verdict }) => verdict === 'unknown') ? 'unknown' : 'yes';
}
