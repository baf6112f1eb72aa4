/**
 * The baseline: pages, follows Link, writes the events to a file in a temporary folder, and keeps neither position nor
 * ids nor proofs. What the collector needs beyond this is the price of losing nothing.
 */
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';

const [apiUrl, organization, token] = process.argv.slice(2);
const folder = await mkdtemp(join(tmpdir(), 'bare-'));
const file = createWriteStream(join(folder, 'events.ndjson'));
let count = 0;
let url: string | undefined = `${apiUrl}/orgs/${organization}/audit-log?include=all&order=asc&per_page=100`;
while (url !== undefined) {
  const response: Response = await fetch(url, {
    headers: { authorization: `Bearer ${token}`, 'user-agent': 'bare-download' },
  });
  const events = (await response.json()) as readonly unknown[];
  count += events.length;
  file.write(events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  url = /<([^>]+)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
}
file.end();
await finished(file);
await rm(folder, { recursive: true });
console.log(count);
