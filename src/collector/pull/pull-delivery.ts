/**
 * Where a pull puts its events: the sink first, then the archive, then one file that grows batch by batch, so that
 * memory stays flat, and in the end one artifact of it. There is no position: the manifest says whether all of the
 * range was delivered, and so does the name of an incomplete artifact.
 */

import type { Archive, ArchivedBatch } from '../../delivery/archive/archive.ts';
import { encodeBatch } from '../../delivery/batch-lines.ts';
import type { ArtifactPorts } from '../../delivery/commit-artifact.ts';
import { type DeliveryFolder, EVENTS_FILE } from '../../delivery/delivery-folder.ts';
import type { Sink } from '../../delivery/http/sink.ts';
import { encodeLines, GrowingFile, type WriteLines } from '../../delivery/line-file.ts';
import { type OutputSettings, openOutputDirectory } from '../../delivery/output-directory.ts';
import { asBytes, manifestFiles, nameLines, type PackedManifest, renderSink } from '../../delivery/pack-commit.ts';
import { sendArtifact } from '../../delivery/send-artifact.ts';
import { addCounts, countReasons, describeReasons, SinkDelivery } from '../../delivery/sink-delivery.ts';
import { renderInstant, renderStretch, sha256Of } from '../../evidence/chain.ts';
import {
  type Destination,
  type FileFacts,
  MANIFEST_FILE,
  MANIFEST_VERSION,
  type RunFacts,
  renderManifest,
} from '../../evidence/manifest.ts';
import { MANIFEST_NAMESPACE, type SigningKey } from '../../evidence/ssh-signature.ts';
import type { Render } from '../../format/render.ts';
import type { Batch } from '../../model/batch.ts';
import { sentence } from '../../model/errors.ts';
import type { AuditEvent } from '../../model/event.ts';
import type { SinkCounts } from '../../model/sink-counts.ts';
import type { ReportWriter } from '../../report-page/report-writer.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Log } from '../../runtime/log.ts';
import type { DeliveryResult } from '../delivery.ts';
import { RunPages } from '../run-pages.ts';
import type { PullFacts } from './pull-facts.ts';

export interface PullDeliveryParts extends OutputSettings {
  readonly run: RunFacts;
  readonly signingKey: SigningKey | undefined;
  readonly clock: Clock;
  readonly log: Log;
  readonly render: Render;
  /** `run.attempt.token`, of this pull only. */
  readonly id: string;
  readonly sink: Sink | undefined;
  readonly archive?: Archive | undefined;
  readonly artifacts: { readonly client: ArtifactPorts['artifacts']; readonly prefix: string } | undefined;
  /** Where they go as lines before they go into files, never compressed; `undefined`: nowhere. */
  readonly writeLines: WriteLines | undefined;
  /** Makes the page of the pull; `undefined`: none is made. */
  readonly report?: ReportWriter | undefined;
  /** When whatever still hangs is given up. */
  readonly end: AbortSignal;
}

type SignedManifest = Pick<PackedManifest, 'content' | 'signature'>;

export interface PullDelivery {
  /** Resolves once the sink has acknowledged the batch and it is on the disk. Rejects with `DeliveryError`. */
  add(batch: Batch, pull: PullFacts): Promise<void>;
  /** Uploads what there is, once. */
  finish(pull: PullFacts): Promise<void>;
  readonly result: DeliveryResult;
}

export async function openPullDelivery(parts: PullDeliveryParts): Promise<PullDelivery> {
  return new FileAndArtifact(parts, await openOutputDirectory(parts));
}

class FileAndArtifact implements PullDelivery {
  readonly #parts: PullDeliveryParts;
  readonly #output: DeliveryFolder;
  readonly #sink: SinkDelivery | undefined;
  readonly #artifacts: DeliveryResult['artifacts'][number][] = [];
  readonly #incidents: string[] = [];
  readonly #counts = { events: 0, deadLetters: 0 };
  /** Batches so far. */
  #batches = 0;
  #sent: SinkCounts | undefined;
  readonly #objects: FileFacts[] = [];
  readonly #files = new Map<string, GrowingFile>();
  /** Of everything so far. */
  #manifest: SignedManifest | undefined;
  readonly #pages: RunPages;

  constructor(parts: PullDeliveryParts, output: DeliveryFolder) {
    this.#parts = parts;
    this.#output = output;
    this.#pages = new RunPages(parts.report);
    this.#sink = parts.sink === undefined ? undefined : new SinkDelivery(parts.sink);
  }

  get result(): DeliveryResult {
    const own = this.#manifest?.content;
    return {
      manifests: own === undefined ? [] : [{ name: MANIFEST_FILE, sha256: sha256Of(own) }],
      files: this.#output.linePaths,
      artifacts: this.#artifacts,
      incidents: this.#incidents,
      sink: this.#sink?.totals,
      archive: this.#parts.archive?.facts,
      page: this.#pages.path,
    };
  }

  async add({ events, deadLetters }: Batch, pull: PullFacts): Promise<void> {
    const notAccepted = (await this.#sink?.settle(events, this.#parts.end)) ?? [];
    const sink =
      this.#sink === undefined
        ? undefined
        : {
            name: this.#sink.totals.name,
            acknowledged: events.length - notAccepted.length,
            notAccepted: countReasons(notAccepted),
          };
    if (sink !== undefined && notAccepted.length > 0) {
      const incident = `${notAccepted.length} events were not accepted by the sink ${sink.name} (${describeReasons(notAccepted)}).`;
      this.#incidents.push(incident);
      this.#parts.log.warning(incident);
    }
    const unusable: readonly AuditEvent[] = [...deadLetters, ...notAccepted.map(({ event }) => event)];
    await this.#parts.writeLines?.(encodeLines(events.values().map(this.#parts.render)));
    const { run } = this.#parts;
    const stored = await this.#store({ events, deadLetters: unusable });
    this.#objects.push(...stored.objects);
    if (sink !== undefined) this.#sent = this.#sent === undefined ? sink : addCounts(this.#sent, sink);
    this.#counts.events += events.length;
    this.#counts.deadLetters += unusable.length;
    this.#batches += 1;
    const lines = nameLines(stored.lines, run, this.#batches);
    for (const each of lines) this.#fileOf(each.name).add(each.lines);
    const manifest = this.#signManifest(pull);
    await this.#output.add({ lines, documents: manifestFiles(manifest) });
    this.#manifest = manifest;
    this.#parts.report?.collect(events);
  }

  /** The batch as the content of its files, and the objects that hold it where there is an archive. */
  async #store(batch: Batch): Promise<ArchivedBatch> {
    const { archive, render, run, id, end } = this.#parts;
    if (archive !== undefined) return archive.put(batch, id, end);
    return { objects: [], lines: await encodeBatch(batch, render, run) };
  }

  #fileOf(name: string): GrowingFile {
    const file = this.#files.get(name) ?? new GrowingFile(name);
    this.#files.set(name, file);
    return file;
  }

  #renderManifest(pull: PullFacts): string {
    const { run, id, clock, sink, archive, artifacts } = this.#parts;
    const places: readonly Destination[] = [
      ...(artifacts === undefined ? [] : (['artifact'] as const)),
      ...(archive === undefined ? [] : (['archive'] as const)),
      ...(sink === undefined ? [] : (['sink'] as const)),
    ];
    const manifest = renderManifest({
      ...run,
      version: MANIFEST_VERSION,
      mode: 'pull',
      createdAt: renderInstant(clock.now()),
      commit: id,
      ...{ stream: null, epoch: null, generation: null, start: null, parents: [], position: null, totals: null },
      feeds: pull.feeds.map(({ name, delivered }) => renderStretch(name, pull.piece, delivered)),
      gaps: pull.gaps.map(({ feed, from, to, kind, certain, run }) => ({
        ...{ feed, from: renderInstant(from), to: renderInstant(to), kind, certain, run },
      })),
      pull: {
        since: renderInstant(pull.since),
        until: renderInstant(pull.until),
        order: pull.order,
        complete: pull.complete,
      },
      destinations: places.length === 0 ? ['files'] : places,
      sink: this.#sent === undefined ? null : renderSink(this.#sent),
      files: [...this.#files.values()].map(({ facts }) => facts),
      objects: this.#objects,
      counts: { ...this.#counts, duplicates: 0 },
    });
    return manifest;
  }

  #signManifest(pull: PullFacts): SignedManifest {
    const content = this.#renderManifest(pull);
    return { content, signature: this.#parts.signingKey?.sign(content, MANIFEST_NAMESPACE) };
  }

  async finish(pull: PullFacts): Promise<void> {
    const { archive, artifacts, id, clock, log, dir, end } = this.#parts;
    if (archive !== undefined && this.#manifest !== undefined && this.#objects.length > 0) {
      await archive.seal({ generation: undefined, commitId: id, ...asBytes(this.#manifest) }, end);
    }
    if (this.#manifest !== undefined) await this.#pages.write(this.#output, dir, [this.#manifest.content]);
    if (artifacts === undefined || this.#output.paths.length === 0) return;
    const sent = await sendArtifact(
      { root: dir, paths: this.#output.paths },
      {
        artifacts: artifacts.client,
        clock,
        nameOf: (attempt) => renderPullName(artifacts.prefix, { ...pull, id: this.#parts.id }, attempt),
        note: (incident) => {
          this.#incidents.push(sentence(incident));
          log.warning(sentence(incident));
        },
      },
      this.#parts.end,
    );
    this.#artifacts.push(sent);
    log.info(`Artifact ${sent.name} with ${EVENTS_FILE} uploaded, ${sent.sizeBytes} bytes.`);
  }
}

/** Never the name of a position: `parseArtifactName` reads none in it, whatever the prefix. */
export function renderPullName(
  prefix: string,
  { since, until, complete, id }: Pick<PullFacts, 'since' | 'until' | 'complete'> & { readonly id: string },
  attempt: number,
): string {
  const parts = ['pull', prefix, renderSecond(since), renderSecond(until), id];
  if (attempt > 0) parts.push(`again${attempt}`);
  if (!complete) parts.push('incomplete');
  return parts.join('-');
}

function renderSecond(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}
