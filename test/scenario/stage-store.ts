/** An object store for a stage, and the inputs of a run that archives into it. */
import { gunzipSync } from 'node:zlib';
import { linesOf } from '../emulator/delivered.ts';
import { startSink } from '../emulator/sinks/sink-server.ts';
import { S3Double } from '../emulator/stores/s3-double.ts';
import type { Stage } from './stage.ts';

export const SECRET = 'archive-secret-0123456789';

export async function openStore(stage: Stage) {
  const server = await startSink(new S3Double(), { faults: stage.github.faults });
  const inputs = {
    'archive-url': 's3://audit-archive/audit',
    'archive-token': `archive-writer:${SECRET}`,
    'archive-options': `endpoint: ${server.url}\nregion: us-east-1`,
    compression: 'gzip',
    'retry-initial-backoff': '1s',
    'retry-attempts': '2',
  };
  const { objects } = server.double;
  const below = (tree: string) => [...objects].filter(([key]) => key.startsWith(`audit/${tree}/`));
  return {
    ...{ server, inputs, objects, below },
    get events(): readonly string[] {
      return below('events').flatMap(([, bytes]) => linesOf(gunzipSync(bytes)));
    },
    manifests: () => below('manifests').map(([, bytes]) => JSON.parse(bytes.toString('utf8'))),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
