/** The answer of `verify` for an auditor: each question, the answer, the evidence, and what to do. */
import { renderCount, renderNumber } from '../action/report/markdown.ts';
import type { FeedCoverage } from '../evidence/verify/check-coverage.ts';
import type { Answer, Finding, Question } from '../evidence/verify/finding.ts';
import type { VerifyRequest } from '../evidence/verify/verify.ts';
import type { ChainReport, Named, PullReport, Totals, VerifyReport } from '../evidence/verify/verify-report.ts';
import { onOneLine } from '../model/one-line.ts';
import { renderSize } from './byte-progress.ts';

const QUESTIONS: readonly (readonly [Question, string])[] = [
  ['unaltered', 'Unaltered?'],
  ['complete', 'Complete?'],
  ['covered', 'Covered?'],
  ['signed', 'By whom?'],
];

/** `columns`: how wide the screen is; `undefined`: it is no screen, and there is no bar of time. */
export function renderReport(report: VerifyReport, request: VerifyRequest, columns: number | undefined): string {
  const { answers, findings, chains, pulls, totals } = report;
  const blocks = [
    chains.map(renderChain).concat(pulls.map(renderPull)),
    ...QUESTIONS.map(([question, title]) => {
      const own = findings.filter((finding) => finding.question === question);
      const table =
        question === 'covered' ? chains.flatMap((chain) => renderFeeds(chain, chains.length > 1, columns)) : [];
      return [
        `${title.padEnd(12)}${shownAnswer(answers[question])}  ${evidenceOf(question, report, request)}`,
        ...table,
        ...own.flatMap(renderFinding),
      ];
    }),
    renderTotals(totals),
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function shownAnswer(answer: Answer): string {
  return { yes: 'YES    ', no: 'NO     ', unknown: 'UNKNOWN' }[answer];
}

/** What a yes rests on, and how far it goes. */
function evidenceOf(
  question: Question,
  { answers, totals, chains, signers }: VerifyReport,
  { heads, from, to }: VerifyRequest,
): string {
  const isYes = answers[question] === 'yes';
  if (answers[question] === 'unknown' && totals.deliveries === 0) return 'No manifest could be read.';
  switch (question) {
    case 'unaltered':
      return isYes
        ? `${totals.files === 1 ? 'The file has' : `Each of ${renderCount(totals.files, 'file')} has`} the size and the SHA-256 of its manifest, and each manifest that of its follower.`
        : 'Some of it differs from what was delivered.';
    case 'complete': {
      const beginning = from === undefined ? 'the first manifest' : `the time given by --from, ${iso(from)},`;
      const rest =
        heads.length > 0 ? '.' : '; deliveries after the newest one cannot be checked from here (see --head).';
      if (!isYes) return 'A delivery that others refer to is missing.';
      return chains.length === 0
        ? 'Each pull says that it is complete.'
        : `Every manifest from ${beginning} to the newest is here${rest}`;
    }
    case 'covered':
      if (isYes && chains.length === 0 && from === undefined && to === undefined) {
        return 'Each pull covers its own range; to check a period, give --from and --to.';
      }
      return isYes
        ? `The periods that the manifests claim join without a hole${to === undefined ? '' : ` up to ${iso(to)}`}${hasGaps(chains) ? ', except for the gaps listed below' : ''}.`
        : 'No delivery covers some of the time.';
    case 'signed':
      if (!isYes) return answers.signed === 'no' ? 'Not everything is signed by an allowed signer.' : 'Not checked.';
      return `Every manifest has a good signature: ${Object.entries(signers)
        .map(([name, count]) => `${renderCount(count, 'manifest')} by ${name}`)
        .join(', ')}.`;
  }
}

function hasGaps(chains: readonly ChainReport[]): boolean {
  return chains.some(({ feeds }) => feeds.some(({ gaps }) => gaps.length > 0));
}

const CHAIN_STARTS: Readonly<Record<NonNullable<ChainReport['start']>, string>> = {
  'first-run': 'a first run',
  'earlier-release': 'after a release that wrote no chain',
  'position-lost': 'after the position was lost',
};

function renderChain({ target, apiHost, deliveries, oldest, heads, start }: ChainReport): string {
  const beginning = start === null ? '' : `, the beginning of a chain (${CHAIN_STARTS[start]})`;
  return [
    `${target.kind} ${onOneLine(target.name)} on ${onOneLine(apiHost)}: ${renderDeliveries(deliveries)}`,
    `  from ${renderNamed(oldest)}${beginning}`,
    ...heads.map((head, index) => `  ${index === heads.length - 1 ? 'to  ' : 'and '} ${renderNamed(head)}`),
  ].join('\n');
}

function renderNamed({ generation, createdAt, commit, sha256 }: Named): string {
  const place = generation === null ? '' : `generation ${generation}, `;
  return `${place}${createdAt}, commit ${commit}\n         manifest SHA-256 ${sha256}`;
}

function renderPull(pull: PullReport): string {
  const { target, since, until, complete } = pull;
  return `Pull of ${target.kind} ${onOneLine(target.name)}, ${since} to ${until}, ${complete ? 'complete' : 'NOT COMPLETE'}\n  ${renderNamed(pull)}`;
}

function renderFinding({ verdict, what, advice }: Finding): readonly string[] {
  const mark = { no: 'x', unknown: '?', note: '-' }[verdict];
  return [`  ${mark} ${sentence(what)}`, `    ${advice}`];
}

function renderFeeds(
  { target, feeds }: ChainReport,
  isOneOfMany: boolean,
  columns: number | undefined,
): readonly string[] {
  return feeds.map((feed) => {
    const { span, events, gaps, holes } = feed;
    const name = `${isOneOfMany ? `${onOneLine(target.name)} ` : ''}${feed.feed}`.padEnd(5);
    if (span === undefined) return `  ${name}  nothing is claimed`;
    const named = gaps.map(
      ({ from, to, kind, certain }) => `\n         gap ${from} to ${to}: ${kind}, ${certain ? 'certain' : 'possible'}`,
    );
    const bar = columns === undefined ? '' : `\n         ${renderBar(feed, Math.min(60, columns - 12))}`;
    return `  ${name}  ${iso(span.from)} to ${iso(span.to)}  ${renderCount(events, 'event')}, ${renderCount(gaps.length, 'gap')}, ${renderCount(holes.length, 'hole')}${bar}${named.join('')}`;
  });
}

/** The span from its left to its right: `#` is claimed, `~` lies in a gap, a blank in a hole. */
export function renderBar({ span, holes, gaps }: FeedCoverage, width: number): string {
  if (span === undefined || span.to <= span.from) return `|${'#'.repeat(Math.max(1, width))}|`;
  const cellMs = (span.to - span.from) / width;
  const isIn = (spans: readonly { readonly from: number; readonly to: number }[], cell: number) =>
    spans.some(({ from, to }) => from < span.from + (cell + 1) * cellMs && to > span.from + cell * cellMs);
  const gapSpans = gaps.map(({ from, to }) => ({ from: Date.parse(from), to: Date.parse(to) }));
  const cells = Array.from({ length: width }, (_, cell) =>
    isIn(holes, cell) ? ' ' : isIn(gapSpans, cell) ? '~' : '#',
  );
  return `|${cells.join('')}|`;
}

function renderTotals(totals: Totals): readonly string[] {
  const { deliveries, files, bytes, events, duplicates, deadLetters, encryptedFiles, firstAt, lastAt } = totals;
  const encrypted =
    encryptedFiles === 0 ? '' : ` (${renderCount(encryptedFiles, 'encrypted file')}, whose events are not compared)`;
  return [
    `${renderDeliveries(deliveries)}, ${renderCount(files, 'file')}, ${renderSize(bytes)}`,
    `${renderCount(events, 'event')}${firstAt === null ? '' : ` from ${firstAt} to ${lastAt}`}, ${renderNumber(duplicates)} of them more than once${encrypted}; ${renderCount(deadLetters, 'dead letter')}`,
  ];
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}

export function renderDeliveries(count: number): string {
  return count === 1 ? '1 delivery' : `${renderNumber(count)} deliveries`;
}

/** A path at the beginning stays as it is: with a capital it would name another file. */
function sentence(text: string): string {
  const begun = /^[a-z]+ /.test(text) ? `${text.charAt(0).toUpperCase()}${text.slice(1)}` : text;
  return `${begun}.`;
}
