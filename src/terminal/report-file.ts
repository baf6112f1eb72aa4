/**
 * `--report`: the report page of deliveries on the disk. It shows what the files hold, each event once, and says so when something is
 * missing. It holds log content, so it is written for this user alone, and it appears only when it is complete.
 */
import { resolve } from 'node:path';
import type { FoundDeliveries } from '../evidence/deliveries/find-deliveries.ts';
import { lineReader } from '../evidence/lines/line-facts.ts';
import type { MergeRange } from '../evidence/merge/merge.ts';
import { readAssets } from '../report-page/assets.ts';
import { factsOfManifests } from '../report-page/page-facts.ts';
import { renderPage } from '../report-page/render-page.ts';
import { fieldsOfLine } from '../report-page/report-lines.ts';
import { ReportRows } from '../report-page/report-rows.ts';
import { privateFiles } from '../runtime/files.ts';

export interface FilesReport {
  /** In the order of time, as `merge` gives them. */
  add(lines: readonly string[]): void;
  write(path: string, shown: ReportFacts): Promise<void>;
}

/** What the manifests alone do not say. */
export interface ReportFacts extends MergeRange {
  readonly isComplete: boolean;
  /** Events that several deliveries have. */
  readonly duplicates: number;
}

/** `found` has at least one delivery, and all have one format. */
export function createFilesReport({ deliveries }: FoundDeliveries): FilesReport {
  const rows = new ReportRows();
  const format = deliveries[0]?.manifest.format ?? 'raw';
  // Only the time is read, and that is in the same place whatever the id is.
  const read = lineReader(format, '');
  return {
    add(lines) {
      for (const line of lines) {
        const ts = read(line)?.ts;
        if (ts !== undefined) rows.add({ ts, fields: fieldsOfLine(line, format), line });
      }
    },
    async write(path, { since, until, isComplete, duplicates }) {
      const facts = factsOfManifests(deliveries);
      const shown = {
        ...facts,
        ...({ mode: 'files', run: undefined, isComplete: facts.isComplete && isComplete } as const),
        // Of what was requested, what the manifests claim: the page says that all of it is here.
        from: [facts.from, iso(since)]
          .filter((at) => at !== undefined)
          .sort()
          .at(-1),
        to: [facts.to, iso(until)].filter((at) => at !== undefined).sort()[0],
        duplicates,
      };
      await privateFiles.replace(resolve(path), renderPage(shown, rows, await readAssets()));
    },
  };
}

function iso(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : new Date(ms).toISOString();
}
