/** One run of `pull` over simulated ports. */
import { pull } from '../../src/collector/pull/pull.ts';
import { openPullDelivery } from '../../src/collector/pull/pull-delivery.ts';
import type { Pulled } from '../../src/collector/pull/pull-job.ts';
import { renderRaw } from '../../src/format/raw.ts';
import { connect, type Place, runFactsOf } from './connect.ts';
import type { Process } from './process.ts';

/** Resolves with what was pulled, or never when its process dies. Pulls the last `backMs`. */
export async function pullOnce(process: Process, place: Place, backMs: number): Promise<Pulled> {
  const run = connect(process, place);
  const { setup, settings, identity, clock, random, log, files, auditLog, artifacts } = run;
  const delivery = await openPullDelivery({
    dir: run.outputDir,
    files,
    run: runFactsOf(process),
    writeLines: undefined,
    end: process.cancellation.signal,
    clock,
    log,
    render: renderRaw,
    signingKey: undefined,
    id: `${identity.run}.${random.token()}`,
    sink: run.sink,
    artifacts: setup.delivery === 'artifact' ? artifacts : undefined,
  });
  const ports = { clock, random, log, auditLog, delivery, batchLimits: { pages: setup.batchPages, bytes: 1e9 } };
  const order = process.id % 3 === 0 ? 'desc' : 'asc';
  const range = { ...settings, since: { kind: 'before-now', ms: backMs }, order } as const;
  return pull(ports, { settings: range, identity }, process.cancellation.signal);
}
