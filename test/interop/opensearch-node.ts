/**
 * An OpenSearch node for scenarios: one process for all of them, because it takes its time to start; each scenario has indices of its
 * own. Its limits are low, so that a 413 and a 429 come from the server itself.
 */
import assert from 'node:assert/strict';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, locate, type Program, startProgram } from './program.ts';

export interface OpenSearch {
  readonly url: string;
  readonly program: Program;
  /** Any request of its REST interface; the body is JSON. Rejects unless it is answered with success. */
  ask(method: string, path: string, body?: unknown): Promise<unknown>;
  /** The source of every document of an index, as it was sent, with its id. */
  documents(index: string): Promise<readonly Document[]>;
}

export interface Document {
  readonly _id: string;
  readonly _source: Readonly<Record<string, unknown>>;
}

/** Bytes of a body, decompressed, and of all requests that are being worked on. */
export const LIMITS = { body: 3_000_000, pressure: 2_600_000 };

let node: Promise<OpenSearch> | undefined;

export function openSearch(jars: string): Promise<OpenSearch> {
  node ??= startNode(jars);
  return node;
}

async function startNode(jars: string): Promise<OpenSearch> {
  const [folder, port] = [await mkdtemp(join(tmpdir(), 'interop-opensearch-')), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  const main = join(import.meta.dirname, 'receivers', 'opensearch', 'Server.java');
  const settings = [
    'cluster.routing.allocation.disk.threshold_enabled=false',
    `http.max_content_length=${LIMITS.body}b`,
    `indexing_pressure.memory.limit=${LIMITS.pressure}b`,
  ];
  const flags = ['-Xms512m', '-Xmx512m', '-Djava.security.manager=allow', '--class-path', join(jars, '*')];
  const args = [...flags, main, folder, String(port), ...settings];
  const isReady = async () => (await fetch(`${url}/_cluster/health?wait_for_status=yellow&timeout=1s`)).ok;
  const program = await startProgram({
    file: locate('java') ?? 'java',
    args,
    port,
    folder,
    isReady,
    readyMaxMs: 90_000,
  });
  const ask = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const json = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const response = await fetch(`${url}/${path}`, { method, ...(body === undefined ? {} : json) });
    const text = await response.text();
    assert.ok(response.ok, `${method} ${path}: ${text.slice(0, 500)}`);
    return JSON.parse(text);
  };
  const documents = async (index: string) => {
    await ask('POST', `${index}/_refresh`);
    const found = (await ask('GET', `${index}/_search?size=10000`)) as {
      readonly hits: { readonly hits: readonly Document[] };
    };
    return found.hits.hits;
  };
  return { url, program, ask, documents };
}
