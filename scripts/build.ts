/** `npm run build`: builds `dist/` from nothing and says what came out. */
import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { bundle } from './bundle.ts';

const root = dirname(import.meta.dirname);
const dist = join(root, 'dist');

await bundle(root, dist);

let total = 0;
for (const name of (await readdir(dist)).sort()) {
  const { size } = await stat(join(dist, name));
  total += size;
  console.log(`${size.toLocaleString('en').padStart(12)}  dist/${name}`);
}
console.log(`${total.toLocaleString('en').padStart(12)}  bytes in all`);
