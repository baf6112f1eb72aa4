/**
 * The page of a delivery: one file of HTML that works without a network. Events are hostile text, so none of them is ever markup:
 * all data is compressed and in base64, which only the page's own script reads, and only as text. The script and the style are let in
 * by their digests, everything else is forbidden by the page's own policy.
 */
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { CONDITIONS } from './notable.ts';
import type { ReportRows } from './report-rows.ts';

/** What the page says above the events. Instants are ISO 8601. */
export interface PageFacts {
  readonly target: string;
  readonly host: string;
  readonly mode: 'collect' | 'pull' | 'files';
  readonly createdAt: string;
  /** `undefined` for a report of files on disk. */
  readonly run: string | undefined;
  readonly from: string | undefined;
  /** Exclusive. */
  readonly to: string | undefined;
  readonly phrase: string | undefined;
  readonly isComplete: boolean;
  readonly gaps: readonly PageGap[];
  readonly deadLetters: number;
  readonly duplicates: number;
  /** SHA-256 of the manifests of these deliveries, newest last. */
  readonly manifests: readonly string[];
}

export interface PageGap {
  readonly feed: string;
  readonly from: string;
  readonly to: string;
  readonly kind: string;
  readonly certain: boolean;
}

export interface PageAssets {
  readonly script: string;
  readonly style: string;
}

export function renderPage(facts: PageFacts, rows: ReportRows, { script, style }: PageAssets): string {
  const conditions = CONDITIONS.map(({ id, title, why }) => ({ id, title, why }));
  const head = { facts, conditions, leftOut: rows.leftOut, ...rows.data() };
  const policy = [
    "default-src 'none'",
    `script-src '${digestOf(script)}'`,
    `style-src '${digestOf(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    '<title>Audit log report</title>',
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    '<main id="app"><noscript>This page needs JavaScript. It contacts no other host.</noscript></main>',
    block('head', gzipSync(JSON.stringify(head))),
    ...rows.chunks().map((chunk) => block('lines', chunk)),
    `<script>${script}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/** Data that no browser runs. Base64 holds no character that ends it. */
function block(kind: string, bytes: Uint8Array): string {
  return `<script type="application/gzip" data-kind="${kind}">${Buffer.from(bytes).toString('base64')}</script>`;
}

function digestOf(text: string): string {
  return `sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}`;
}
