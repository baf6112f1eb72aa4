/**
 * What a delivery is put together from: where events go, where positions are kept, and what a run reports about itself.
 */
import type { CheckpointStore } from '../checkpoint/store.ts';
import type { Archive } from '../delivery/archive/archive.ts';
import type { ArtifactPorts } from '../delivery/commit-artifact.ts';
import type { Sink } from '../delivery/http/sink.ts';
import type { WriteLines } from '../delivery/line-file.ts';
import type { Destination, RunFacts } from '../evidence/manifest.ts';
import type { SigningKey } from '../evidence/ssh-signature.ts';
import type { Render } from '../format/render.ts';
import type { ReportWriter } from '../report-page/report-writer.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Files } from '../runtime/files.ts';
import type { Log } from '../runtime/log.ts';

export interface DeliveryParts {
  readonly files: Files;
  readonly clock: Clock;
  readonly log: Log;
  readonly run: RunFacts;
  /** Signs manifests and positions; `undefined`: nothing is signed. */
  readonly signingKey: SigningKey | undefined;
  readonly outputDir: string;
  /** Absolute, of this run only: where the files of an artifact are put together. */
  readonly stagingDir: string;
  /** An event as a line of `events.ndjson`. */
  readonly render: Render;
  /** `undefined`: positions are kept in artifacts only. */
  readonly store: CheckpointStore | undefined;
  /** Old entries of the store; called once, after the last commit. */
  readonly prune: (() => Promise<unknown>) | undefined;
  /** The artifacts of this run, and whether later runs look for positions there; `undefined` where there are none. */
  readonly artifacts:
    | {
        readonly client: ArtifactPorts['artifacts'];
        readonly prefix: string;
        readonly holdEvents: boolean;
        readonly arePositions: boolean;
      }
    | undefined;
  /** Where events go before anything else; `undefined`: nowhere. */
  readonly sink?: Sink | undefined;
  /** Object store that keeps them before the position moves; `undefined`: none. */
  readonly archive?: Archive | undefined;
  /** Where they go as lines before they go into files, never compressed; `undefined`: nowhere. */
  readonly writeLines?: WriteLines | undefined;
  /** Makes a page of each delivery and of the run; `undefined`: none is made. */
  readonly report?: ReportWriter | undefined;
  /** When whatever still hangs is given up; never, when it is left out. */
  readonly end?: AbortSignal;
}

/** Where events go, for the manifest. */
export function destinationsOf({ artifacts, sink, archive }: DeliveryParts): readonly Destination[] {
  const places: Destination[] = [];
  if (artifacts?.holdEvents === true) places.push('artifact');
  if (archive !== undefined) places.push('archive');
  if (sink !== undefined) places.push('sink');
  return places.length === 0 ? ['files'] : places;
}
