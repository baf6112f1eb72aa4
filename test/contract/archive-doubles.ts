/** The doubles of the three stores as servers with one bucket, for cases that are quick enough to run with every change. */
import { reset } from '../emulator/sabotage.ts';
import { type SinkServer, startSink } from '../emulator/sinks/sink-server.ts';
import { AzureDouble } from '../emulator/stores/azure-double.ts';
import { GcsDouble } from '../emulator/stores/gcs-double.ts';
import { S3Double } from '../emulator/stores/s3-double.ts';
import type { GivenInputs } from '../unit/action/input-values.ts';
import type { StoreServer } from './archive-subject.ts';

export interface DoubleServer<D extends S3Double | GcsDouble | AzureDouble> extends StoreServer {
  readonly double: D;
  readonly server: SinkServer<D>;
}

export async function startS3Double(): Promise<DoubleServer<S3Double>> {
  return serve(new S3Double(), 's3', {
    inputs: (origin, bucket = 'audit-archive') => ({
      'archive-url': `s3://${bucket}/audit`,
      'archive-token': 'archive-writer:secret-0123456789',
      'archive-options': `endpoint: ${origin}\nregion: us-east-1`,
    }),
    stranger: { 'archive-token': 'somebody-else:secret-0123456789' },
  });
}

export async function startGcsDouble(): Promise<DoubleServer<GcsDouble>> {
  return serve(new GcsDouble(), 'gs', {
    inputs: (origin, bucket = 'audit-archive') => ({
      'archive-url': `gs://${bucket}/audit`,
      'archive-token': 'gcs-access-token-0123456789',
      'archive-options': `endpoint: ${origin}`,
    }),
    stranger: { 'archive-token': 'token-of-somebody-else-0123' },
  });
}

export async function startAzureDouble(): Promise<DoubleServer<AzureDouble>> {
  const double = new AzureDouble();
  return serve(double, 'azure', {
    inputs: (origin, container = 'audit-archive') => ({
      'archive-url': `https://auditarchive.blob.core.windows.net/${container}/audit`,
      'archive-token': `sv=2023-11-03&sr=c&sp=c&sig=${double.signature}`,
      'archive-options': `endpoint: ${origin}/auditarchive`,
    }),
    stranger: { 'archive-token': 'sv=2023-11-03&sr=c&sp=c&sig=not-the-signature' },
  });
}

interface Fitting {
  readonly inputs: StoreServer['inputs'];
  readonly stranger: GivenInputs;
}

async function serve<D extends S3Double | GcsDouble | AzureDouble>(
  double: D,
  kind: StoreServer['kind'],
  { inputs, stranger }: Fitting,
): Promise<DoubleServer<D>> {
  const server = await startSink<D>(double);
  let outage: { remove(): void } | undefined;
  return {
    ...{ kind, double, server, inputs, url: server.url, verifiesChecksums: true },
    strangerInputs: () => stranger,
    objects: async () => double.objects,
    async stop() {
      outage = server.faults.on('archive', reset());
    },
    async start() {
      outage?.remove();
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
