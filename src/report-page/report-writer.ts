/**
 * Makes the pages of a run: one for each delivery, which lies in its artifact, and one for all of them in `output-dir`. A page is made
 * from what was delivered and from its manifest; it proves nothing, and no manifest names it.
 */
import { createHash } from 'node:crypto';
import { createEncryption, ENCRYPTED_SUFFIX } from '../evidence/encryption.ts';
import type { Manifest } from '../evidence/manifest.ts';
import type { Render } from '../format/render.ts';
import type { AuditEvent } from '../model/event.ts';
import { readAssets } from './assets.ts';
import { factsOfManifests } from './page-facts.ts';
import { renderPage } from './render-page.ts';
import { readFields } from './report-fields.ts';
import { type ReportRow, ReportRows } from './report-rows.ts';

export const REPORT_FILE = 'report.html';

export interface PageFile {
  readonly name: string;
  readonly content: Uint8Array | string;
}

export interface ReportWriter {
  /** Events for the page of the run, in the order of their delivery. */
  collect(events: readonly AuditEvent[]): void;
  /** As `collect`; answers the page of this delivery alone. */
  add(events: readonly AuditEvent[], manifest: string): Promise<PageFile>;
  /** The page of all events so far, and of these manifests or, without them, those that were added. */
  page(manifests?: readonly string[]): Promise<PageFile | undefined>;
}

/** @param encryptedTo age recipients; the page is for them alone, like the files. */
export function createReportWriter(render: Render, encryptedTo: readonly string[]): ReportWriter {
  return new PagesOfRun(render, encryptedTo);
}

class PagesOfRun implements ReportWriter {
  readonly #render: Render;
  readonly #encryptedTo: readonly string[];
  readonly #rows = new ReportRows();
  readonly #manifests: string[] = [];

  constructor(render: Render, encryptedTo: readonly string[]) {
    this.#render = render;
    this.#encryptedTo = encryptedTo;
  }

  collect(events: readonly AuditEvent[]): void {
    for (const event of events) this.#rows.add(this.#rowOf(event));
  }

  async add(events: readonly AuditEvent[], manifest: string): Promise<PageFile> {
    const rows = new ReportRows();
    for (const event of events) rows.add(this.#rowOf(event));
    this.collect(events);
    this.#manifests.push(manifest);
    return this.#fileOf(rows, [manifest]);
  }

  async page(manifests: readonly string[] = this.#manifests): Promise<PageFile | undefined> {
    return manifests.length === 0 ? undefined : this.#fileOf(this.#rows, manifests);
  }

  #rowOf(event: AuditEvent): ReportRow {
    return { ts: event.ts, fields: readFields(event.raw.toString()), line: this.#render(event).toString() };
  }

  async #fileOf(rows: ReportRows, manifests: readonly string[]): Promise<PageFile> {
    const page = renderPage(factsOfManifests(manifests.map(readManifest)), rows, await readAssets());
    if (this.#encryptedTo.length === 0) return { name: REPORT_FILE, content: page };
    const pieces = await createEncryption(this.#encryptedTo)([Buffer.from(page)]);
    return { name: REPORT_FILE + ENCRYPTED_SUFFIX, content: Buffer.concat(pieces) };
  }
}

export interface ManifestText {
  readonly manifest: Manifest;
  readonly sha256: string;
}

function readManifest(text: string): ManifestText {
  return { manifest: JSON.parse(text) as Manifest, sha256: createHash('sha256').update(text).digest('hex') };
}
