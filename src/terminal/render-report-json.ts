/** The report of `verify` for programs: the same facts, with times as ISO 8601. */
import type { Span } from '../evidence/verify/check-coverage.ts';
import type { VerifyReport } from '../evidence/verify/verify-report.ts';
import { visibleJson } from '../model/one-line.ts';
import { TOOL } from '../model/version.ts';

/** Of the shape below; it grows only. */
const VERSION = 1;

export function renderReportJson({ answers, findings, chains, pulls, signers, totals }: VerifyReport): string {
  const rendered = {
    version: VERSION,
    tool: TOOL,
    answers,
    findings: findings.map(({ kind, question, verdict, what, advice }) => ({ kind, question, verdict, what, advice })),
    chains: chains.map(({ feeds, ...chain }) => ({
      ...chain,
      feeds: feeds.map(({ feed, span, holes, gaps, events }) => ({
        feed,
        from: span === undefined ? null : iso(span.from),
        to: span === undefined ? null : iso(span.to),
        events,
        holes: holes.map(renderSpan),
        gaps,
      })),
    })),
    pulls,
    signers,
    totals,
  };
  return `${visibleJson(JSON.stringify(rendered, undefined, 2))}\n`;
}

function renderSpan({ from, to }: Span) {
  return { from: iso(from), to: iso(to) };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
