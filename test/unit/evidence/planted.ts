/** Files that somebody puts among deliveries. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BEGIN, eventLine } from './deliveries.ts';

/** Where an archive keeps an object, and as it names it. */
export const OBJECT = `events/host=github.com/target=organization-octo-org/dt=2026-11-28/9.1.abcd-1-${'0'.repeat(64)}.ndjson.gz`;

export async function plantLines(root: string, path: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), `${eventLine(BEGIN, 'planted')}\n`);
}
