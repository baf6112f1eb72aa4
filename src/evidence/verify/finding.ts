/** What a verification says: one answer for each question, with the evidence for it and what to do about what is missing. */

export const QUESTIONS = ['unaltered', 'complete', 'covered', 'signed'] as const;
export type Question = (typeof QUESTIONS)[number];

export interface Finding {
  readonly question: Question;
  /** `no`: it disproves; `unknown`: nothing here can prove it; `note`: it proves nothing against it, but somebody should know. */
  readonly verdict: 'no' | 'unknown' | 'note';
  /** One sentence. */
  readonly what: string;
  /** What to do, where something can be done. */
  readonly advice?: string;
}

export type Answer = 'yes' | 'no' | 'unknown';

export function answerOf(question: Question, findings: readonly Finding[]): Answer {
  const own = findings.filter((finding) => finding.question === question);
  if (own.some(({ verdict }) => verdict === 'no')) return 'no';
  return own.some(({ verdict }) => verdict === 'unknown') ? 'unknown' : 'yes';
}
