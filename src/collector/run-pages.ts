/** The pages of a run that makes them: one for the artifact of each delivery, one for all of it next to its files. */
import { join } from 'node:path';
import type { DeliveryFolder, Document } from '../delivery/delivery-folder.ts';
import { type PackedCommit, withPage } from '../delivery/pack-commit.ts';
import type { AuditEvent } from '../model/event.ts';
import type { ReportWriter } from '../report-page/report-writer.ts';

/** A commit with the page of its events, for its artifact. */
export interface DeliveredCommit extends PackedCommit {
  readonly page: Document | undefined;
}

export class RunPages {
  readonly #writer: ReportWriter | undefined;
  /** Of the page of the run, once it is written. */
  #path: string | undefined;

  constructor(writer: ReportWriter | undefined) {
    this.#writer = writer;
  }

  get path(): string | undefined {
    return this.#path;
  }

  /** The page of a delivery; none when it delivers no event. */
  async of({ manifest }: PackedCommit, events: readonly AuditEvent[]): Promise<Document | undefined> {
    if (manifest === undefined || events.length === 0) return undefined;
    return this.#writer?.add(events, manifest.content);
  }

  /** `manifests`: those of the run, where it has others than were added. */
  async write(output: DeliveryFolder, dir: string, manifests?: readonly string[]): Promise<void> {
    const page = await this.#writer?.page(manifests);
    if (page === undefined) return;
    await output.add(withPage({ lines: [], documents: [] }, page));
    this.#path = join(dir, page.name);
  }
}
