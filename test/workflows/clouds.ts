/**
 * The hosts of the three clouds that the examples of an archive name, each with its token service, and GitHub's issuer of identities.
 * The stores accept the identity of a job and nothing else, so that an example without `id-token: write` cannot archive here either.
 */
import { gunzipSync } from 'node:zlib';
import { linesOf } from '../emulator/delivered.ts';
import { json, type Reply, type Request } from '../emulator/exchange.ts';
import { type Double, startSink } from '../emulator/sinks/sink-server.ts';
import { AzureDouble } from '../emulator/stores/azure-double.ts';
import { GcsDouble } from '../emulator/stores/gcs-double.ts';
import { S3Double } from '../emulator/stores/s3-double.ts';

const REQUEST_TOKEN = 'identity-request-token-0123456789';

class IssuerDouble implements Double {
  readonly stored = [];

  answer({ headers, query }: Request): Reply {
    if (headers.authorization !== `Bearer ${REQUEST_TOKEN}` || !query.has('audience')) return json(401, {});
    return json(200, { value: 'github-id-token-1' });
  }
}

/** Everything as docs/archive.md has it created, under the names of the examples. */
export async function startClouds() {
  const stack = new AsyncDisposableStack();
  const s3 = stack.use(await startSink(new S3Double()));
  Object.assign(s3.double, { bucket: 'your-audit-archive', region: 'eu-central-1' });
  s3.double.role = 'arn:aws:iam::123456789012:role/audit-log-archive';
  s3.double.keys.clear();
  const gcs = stack.use(await startSink(new GcsDouble()));
  Object.assign(gcs.double, { bucket: 'your-audit-archive' });
  gcs.double.account = 'audit-log-archive@your-project.iam.gserviceaccount.com';
  gcs.double.tokens.clear();
  const azure = stack.use(await startSink(new AzureDouble()));
  Object.assign(azure.double, { account: 'youraccount', container: 'audit' });
  azure.double.tenant = '00000000-0000-0000-0000-000000000000';
  const issuer = stack.use(await startSink(new IssuerDouble()));
  const hosts = [
    ['your-audit-archive.s3.eu-central-1.amazonaws.com', s3.url],
    ['sts.eu-central-1.amazonaws.com', s3.url],
    ['storage.googleapis.com', gcs.url],
    ['sts.googleapis.com', gcs.url],
    ['iamcredentials.googleapis.com', gcs.url],
    ['youraccount.blob.core.windows.net', azure.url],
    ['login.microsoftonline.com', azure.url],
  ] as const;
  return {
    hosts: hosts.map(([host, url]) => [`${host}:443`, url] as const),
    /** What a runner gives a job with `id-token: write`. */
    identity: {
      ACTIONS_ID_TOKEN_REQUEST_URL: `${issuer.url}/token?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: REQUEST_TOKEN,
    },
    stores: { s3: s3.double, gcs: gcs.double, azure: azure.double },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

export type Clouds = Awaited<ReturnType<typeof startClouds>>;

/** The lines of all events in a store, whatever their day. */
export function archivedLines({ objects }: { readonly objects: ReadonlyMap<string, Buffer> }): readonly string[] {
  const events = [...objects].filter(([key]) => key.startsWith('github/events/'));
  return events.flatMap(([, bytes]) => linesOf(gunzipSync(bytes)));
}
