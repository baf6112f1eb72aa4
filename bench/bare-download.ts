/**
 * The baseline: pages, follows Link, writes the events to a file, and keeps neither position nor ids nor proofs. What the
 * collector needs beyond this is the price of losing nothing. It has `node:http` and
 * Node's own `fetch` as ways to request pages, and one that drops them unread, which shows what the server can do.
 */
import { createWriteStream } from 'node:fs';
import { Agent, get, type IncomingMessage } from 'node:http';
import { finished } from 'node:stream/promises';
import { gunzipSync } from 'node:zlib';

const [apiUrl = '', organization = '', token = '', output = '', way = 'http'] = process.argv.slice(2);
const headers = { authorization: `Bearer ${token}`, 'user-agent': 'bare-download' };
const agent = new Agent({ keepAlive: true });
const file = createWriteStream(output);
let count = 0;
let url: string | undefined = `${apiUrl}/orgs/${organization}/audit-log?include=web&order=asc&per_page=100`;
while (url !== undefined) {
  const { text, link }: Downloaded = await (way === 'fetch' ? byFetch(url) : byHttp(url));
  if (way !== 'drop') {
    const events = JSON.parse(text) as readonly unknown[];
    count += events.length;
    file.write(events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  }
  url = /<([^>]+)>; rel="next"/.exec(link)?.[1];
}
file.end();
await finished(file);
console.log(count);
agent.destroy();

interface Downloaded {
  readonly text: string;
  readonly link: string;
}

async function byFetch(from: string): Promise<Downloaded> {
  const response = await fetch(from, { headers });
  return { text: await response.text(), link: response.headers.get('link') ?? '' };
}

async function byHttp(from: string): Promise<Downloaded> {
  const options = { agent, headers: { ...headers, 'accept-encoding': 'gzip' } };
  const response = await new Promise<IncomingMessage>((resolve, reject) =>
    get(from, options, resolve).on('error', reject),
  );
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const isPacked = response.headers['content-encoding'] === 'gzip';
  if (way === 'drop') return { text: '', link: String(response.headers['link'] ?? '') };
  return { text: (isPacked ? gunzipSync(body) : body).toString(), link: String(response.headers['link'] ?? '') };
}
