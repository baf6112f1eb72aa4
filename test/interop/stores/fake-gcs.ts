/**
 * fake-gcs-server: the JSON API of Google Cloud Storage with preconditions and hashes. It looks at no credential, so what refuses one is
 * tried elsewhere.
 */
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { StoreServer } from '../../contract/archive-subject.ts';
import { freePort, openFolder, startProgram } from '../program.ts';

const BUCKET = 'audit-archive';

export async function startFakeGcs(path: string): Promise<StoreServer> {
  const folder = await openFolder();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const root = join(folder.path, 'objects');
  await mkdir(root);
  const program = await startProgram({
    file: path,
    args: [
      ...['-scheme', 'http', '-host', '127.0.0.1', '-port', String(port), '-log-level', 'error'],
      ...['-backend', 'filesystem', '-filesystem-root', root, '-external-url', url],
    ],
    port,
    folder: folder.path,
  });
  const api = `${url}/storage/v1/b`;
  const body = JSON.stringify({ name: BUCKET });
  const made = await fetch(`${api}?project=audit`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  assert.ok(made.ok, `${made.status} ${await made.text()}`);
  return {
    kind: 'gs',
    url,
    verifiesChecksums: false,
    inputs: (origin, bucket = BUCKET) => ({
      'archive-url': `gs://${bucket}/audit`,
      'archive-token': 'gcs-access-token-0123456789',
      'archive-options': `endpoint: ${origin}`,
    }),
    strangerInputs: () => undefined,
    async objects() {
      const found = new Map<string, Buffer>();
      for (let page = ''; ; ) {
        const query = page === '' ? '' : `?pageToken=${encodeURIComponent(page)}`;
        const list = (await (await fetch(`${api}/${BUCKET}/o${query}`)).json()) as {
          readonly items?: readonly { readonly name: string }[];
          readonly nextPageToken?: string;
        };
        for (const { name } of list.items ?? []) {
          const response = await fetch(`${api}/${BUCKET}/o/${encodeURIComponent(name)}?alt=media`);
          found.set(name, Buffer.from(await response.arrayBuffer()));
        }
        if (list.nextPageToken === undefined) return found;
        page = list.nextPageToken;
      }
    },
    stop: () => program.stop(),
    start: () => program.start(),
    async [Symbol.asyncDispose]() {
      await program.stop();
      await folder[Symbol.asyncDispose]();
    },
  };
}
