/** One run of `collect` over simulated ports. */
import { collect } from '../../src/collector/collect.ts';
import { openDelivery } from '../../src/collector/deliver-and-commit.ts';
import type { Delivery } from '../../src/collector/delivery.ts';
import type { Report } from '../../src/collector/report.ts';
import { renderRaw } from '../../src/format/raw.ts';
import { connect, type Place, runFactsOf, STAGING } from './connect.ts';
import type { Onlooker } from './onlooker.ts';
import type { Process } from './process.ts';

/** Resolves with the report of the run, or never when its process dies. */
export async function collectOnce(process: Process, place: Place): Promise<Report> {
  const run = connect(process, place);
  const { setup, settings, identity, clock, random, log, files, store, auditLog, isDirectory } = run;
  const delivery = await openDelivery({
    files,
    clock,
    log,
    run: runFactsOf(process),
    signingKey: undefined,
    outputDir: run.outputDir,
    stagingDir: STAGING,
    sink: run.sink,
    render: renderRaw,
    store,
    prune: run.prune,
    artifacts:
      isDirectory && setup.delivery !== 'artifact'
        ? undefined
        : { ...run.artifacts, holdEvents: setup.delivery === 'artifact', arePositions: !isDirectory },
  });
  return collect(
    {
      clock,
      random,
      log,
      auditLog,
      findPosition: run.findPosition,
      delivery: watch(delivery, process, place.onlooker),
      batchLimits: { pages: setup.batchPages, bytes: 1e9 },
    },
    { settings, identity },
    process.cancellation.signal,
  );
}

/** Shows the onlooker what the collector considers committed. */
function watch(delivery: Delivery, process: Process, onlooker: Onlooker): Delivery {
  return {
    offer: async (events) => delivery.offer?.(events),
    commit: async (batch, next, facts) => {
      const position = await delivery.commit(batch, next, facts);
      const [commit] = next.commits;
      if (commit !== undefined) onlooker.committed(process, commit);
      return position;
    },
    finish: (before) => delivery.finish(before),
    get result() {
      return delivery.result;
    },
  };
}
