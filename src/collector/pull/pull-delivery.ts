/**
 * Where a pull puts its events: the sink first, then one file that grows batch by batch, so that memory stays flat, and in
 * the end one artifact of it. There is no position: whether all of the range is there stands in the manifest, and in the
 * name of an artifact that lacks something.
 */
import { encodeBatch } from '../../delivery/batch-lines.ts';
import type { ArtifactPorts } from '../../delivery/commit-artifact.ts';
import { EVENTS_FILE } from '../../delivery/delivered-files.ts';
import type { Sink } from '../../delivery/http/sink.ts';
import { encodeLines, type TakeLines } from '../../delivery/line-file.ts';
import { type OutputDirectory, type OutputSettings, openOutputDirectory } from '../../delivery/output-directory.ts';
import { sendArtifact } from '../../delivery/send-artifact.ts';
import { countReasons, describeReasons, SinkDelivery } from '../../delivery/sink-delivery.ts';
import type { PullFacts, RunFacts } from '../../evidence/manifest.ts';
import type { Render } from '../../format/render.ts';
import type { Batch } from '../../model/batch.ts';
import { sentence } from '../../model/errors.ts';
import type { AuditEvent } from '../../model/event.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Log } from '../../runtime/log.ts';
import type { BatchFacts, DeliveryResult } from '../delivery.ts';

export interface PullDeliveryParts extends OutputSettings {
  readonly run: RunFacts;
  readonly clock: Clock;
  readonly log: Log;
  readonly render: Render;
  /** `run.attempt.token`, of this pull only. */
  readonly id: string;
  readonly sink: Sink | undefined;
  readonly artifacts: { readonly client: ArtifactPorts['artifacts']; readonly prefix: string } | undefined;
  /** Where they go as lines before they go into files, never compressed; `undefined`: nowhere. */
  readonly takeLines: TakeLines | undefined;
  /** When whatever still hangs is given up. */
  readonly end: AbortSignal;
}

export interface PullDelivery {
  /** Resolves once the sink has acknowledged the batch and it is on the disk. Rejects with `DeliveryError`. */
  add(batch: Batch, pull: PullFacts, facts: BatchFacts): Promise<void>;
  /** Uploads what there is, once. */
  finish(pull: PullFacts): Promise<void>;
  readonly result: DeliveryResult;
}

export async function openPullDelivery(parts: PullDeliveryParts): Promise<PullDelivery> {
  return new FileAndArtifact(parts, await openOutputDirectory(parts));
}

class FileAndArtifact implements PullDelivery {
  readonly #parts: PullDeliveryParts;
  readonly #output: OutputDirectory;
  readonly #sink: SinkDelivery | undefined;
  readonly #artifacts: DeliveryResult['artifacts'][number][] = [];
  readonly #incidents: string[] = [];
  constructor(parts: PullDeliveryParts, output: OutputDirectory) {
    this.#parts = parts;
    this.#output = output;
    this.#sink = parts.sink === undefined ? undefined : new SinkDelivery(parts.sink);
  }

  get result(): DeliveryResult {
    return {
      files: this.#output.eventPaths,
      artifacts: this.#artifacts,
      incidents: this.#incidents,
      sink: this.#sink?.totals,
    };
  }

  async add({ events, deadLetters }: Batch, pull: PullFacts, facts: BatchFacts): Promise<void> {
    const setAside = (await this.#sink?.settle(events, this.#parts.end)) ?? [];
    const sink =
      this.#sink === undefined
        ? undefined
        : {
            name: this.#sink.totals.name,
            acknowledged: events.length - setAside.length,
            setAside: countReasons(setAside),
          };
    if (sink !== undefined && setAside.length > 0) {
      const told = `${setAside.length} events were set aside, because ${sink.name} does not accept them (${describeReasons(setAside)}).`;
      this.#incidents.push(told);
      this.#parts.log.warning(told);
    }
    const unusable: readonly AuditEvent[] = [...deadLetters, ...setAside.map(({ event }) => event)];
    await this.#parts.takeLines?.(encodeLines(events.values().map(this.#parts.render)));
    await this.#output.append({
      batch: { events, deadLetters: unusable },
      lines: await encodeBatch({ events, deadLetters: unusable }, this.#parts.render, this.#parts.run.compression),
      commitId: this.#parts.id,
      position: undefined,
      pull,
      sink,
      ...facts,
    });
  }

  async finish(pull: PullFacts): Promise<void> {
    const { artifacts, clock, log, dir } = this.#parts;
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
  { since, until, complete, id }: PullFacts & { readonly id: string },
  attempt: number,
): string {
  const parts = [prefix, 'pull', renderSecond(since), renderSecond(until), id];
  if (attempt > 0) parts.push(`again${attempt}`);
  if (!complete) parts.push('incomplete');
  return parts.join('-');
}

function renderSecond(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}
