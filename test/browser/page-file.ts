/** A report page of events that a test makes, as a file. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { bundlePage } from '../../scripts/bundle-page.ts';
import { compilePage } from '../../scripts/compile-page.ts';
import { type PageFacts, renderPage } from '../../src/report-page/render-page.ts';
import { readFields } from '../../src/report-page/report-fields.ts';
import { type ReportLimits, ReportRows } from '../../src/report-page/report-rows.ts';

const ROOT = dirname(dirname(import.meta.dirname));
export const NOON = Date.UTC(2026, 10, 22, 12);

export const FACTS: PageFacts = {
  target: 'organization octo-org',
  host: 'api.github.com',
  mode: 'collect',
  createdAt: '2026-11-22T12:00:00.000Z',
  run: 'octo-org/audit 42.1',
  from: '2026-11-21T12:00:00.000Z',
  to: '2026-11-22T12:00:00.000Z',
  phrase: undefined,
  isComplete: true,
  gaps: [],
  deadLetters: 0,
  duplicates: 0,
  manifests: ['ab'.repeat(32)],
};

let assets: ReturnType<typeof bundlePage> | undefined;

async function buildAssets(): ReturnType<typeof bundlePage> {
  const folder = await mkdtemp(join(tmpdir(), 'page-'));
  try {
    await compilePage(ROOT, folder);
    return await bundlePage(ROOT, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export interface PageFile extends AsyncDisposable {
  readonly path: string;
  readonly html: string;
}

export interface PageOptions {
  readonly facts?: Partial<PageFacts>;
  readonly limits?: ReportLimits;
}

export async function writePage(
  events: Iterable<{ readonly ts: number; readonly raw: string }>,
  { facts = {}, limits }: PageOptions = {},
): Promise<PageFile> {
  assets ??= buildAssets();
  const rows = new ReportRows(limits);
  for (const { ts, raw } of events) rows.add({ ts, fields: readFields(raw), line: raw });
  const html = renderPage({ ...FACTS, ...facts }, rows, await assets);
  const folder = await mkdtemp(join(tmpdir(), 'report-'));
  const path = join(folder, 'report.html');
  await writeFile(path, html);
  return { path, html, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}
