/** `npm run build`: builds `dist/` from nothing and says what came out. */
import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BundleError, bundle } from './bundle.ts';

const root = dirname(import.meta.dirname);
const dist = join(root, 'dist');

try {
  await bundle(root, dist);
  await listSizes();
} catch (error) {
  if (!(error instanceof BundleError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function listSizes(): Promise<void> {
  let total = 0;
  for (const name of (await readdir(dist)).sort()) {
    const { size } = await stat(join(dist, name));
    total += size;
    console.log(`${size.toLocaleString('en').padStart(12)}  dist/${name}`);
  }
  console.log(`${total.toLocaleString('en').padStart(12)}  bytes in all`);
}
