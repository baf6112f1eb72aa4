/**
 * The npm registry as far as `npx` needs it: this project as a release would publish it, packed by npm from the files that its
 * `package.json` names. No other package exists here, so a bundle that lacked one would not run.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(import.meta.dirname, '../..');
/** What `@1` in an example means. */
const VERSION = '1.0.0';

export interface PackageRegistry extends AsyncDisposable {
  readonly url: string;
}

/**
 * It packs when it gets its first request.
 *
 * @param origin Under which `npx` knows it.
 */
export async function startPackageRegistry(origin: string): Promise<PackageRegistry> {
  let release: Promise<ReadonlyMap<string, Buffer | string>> | undefined;
  const server = createServer(async ({ url = '' }, response) => {
    release ??= packRelease(origin);
    const content = (await release).get(url);
    response.writeHead(content === undefined ? 404 : 200).end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** What is there, by its path. */
async function packRelease(origin: string): Promise<ReadonlyMap<string, Buffer | string>> {
  const folder = await mkdtemp(join(tmpdir(), 'package-'));
  try {
    for (const path of ['dist', 'README.md', 'LICENSE']) {
      await cp(join(ROOT, path), join(folder, path), { recursive: true });
    }
    const fields = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
    await writeFile(join(folder, 'package.json'), JSON.stringify({ ...fields, version: VERSION }));
    await promisify(execFile)('npm', ['pack', '--ignore-scripts'], { cwd: folder });
    const tarball = await readFile(join(folder, `${fields.name}-${VERSION}.tgz`));
    const path = `/${fields.name}/-/${fields.name}-${VERSION}.tgz`;
    const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
    const versions = { [VERSION]: { ...fields, version: VERSION, dist: { tarball: `${origin}${path}`, integrity } } };
    const listed = JSON.stringify({ name: fields.name, 'dist-tags': { latest: VERSION }, versions });
    return new Map<string, Buffer | string>([
      [path, tarball],
      [`/${fields.name}`, listed],
    ]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
