/**
 * Debian's nginx in front of a receiver: what stands there in most companies, and answers in its own way, with web pages, when the
 * receiver does not. TLS with a private authority, 413, 429 with Retry-After, 502, 504, a redirect.
 */
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { after, hang } from '../emulator/sabotage.ts';
import { NdjsonDouble } from '../emulator/sinks/ndjson-double.ts';
import { startSink } from '../emulator/sinks/sink-server.ts';
import { expectFailure, expectSuccess } from '../scenario/stage.ts';
import { makeAuthority } from './authority.ts';
import { findDebian } from './debian.ts';
import { assertStored, BY_SINK, openJob, rawsOf, TOKEN } from './expect.ts';
import { type Gate, startGate } from './gate.ts';
import { freePort, openFolder, startProgram } from './program.ts';
import type { Subject } from './subject.ts';

interface Front extends AsyncDisposable {
  readonly port: number;
  /** Statuses that it answered with, in order. */
  readonly statuses: () => Promise<readonly string[]>;
}

interface FrontOptions {
  /** Directives of the server. */
  readonly server: string;
  /** Directives of its one location. */
  readonly location: string;
  readonly tls?: boolean;
}

async function openFront(path: string, folder: string, { server, location, tls }: FrontOptions): Promise<Front> {
  const port = await freePort();
  const own = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  );
  const config = `
daemon off; worker_processes 1; pid ${folder}/nginx.pid; error_log stderr warn;
${process.getuid?.() === 0 ? 'user root;' : ''}
events {}
http {
  ${own.join(' ')}
  log_format short '$status';
  access_log ${folder}/access.log short;
  limit_req_zone $binary_remote_addr zone=few:1m rate=4r/s;
  server { listen 127.0.0.1:${port}${tls === true ? ' ssl' : ''}; ${server}
    location / { ${location} } }
}`;
  await writeFile(join(folder, 'nginx.conf'), config);
  const args = ['-p', folder, '-c', join(folder, 'nginx.conf')];
  const program = await startProgram({ file: path, args, port, folder });
  return {
    port,
    statuses: async () =>
      (await readFile(join(folder, 'access.log'), 'utf8')).split('\n').filter((line) => line !== ''),
    [Symbol.asyncDispose]: () => program[Symbol.asyncDispose](),
  };
}

const inputsFor = (origin: string) => ({
  ...BY_SINK,
  sink: 'http',
  'sink-url': `${origin}/in`,
  'sink-token': TOKEN,
  'sink-batch-events': '25',
});

const openSink = () => startSink(Object.assign(new NdjsonDouble(), { token: TOKEN }));

async function privateAuthority(path: string): Promise<void> {
  await using folder = await openFolder();
  await using sink = await openSink();
  const { pem, cert, key } = await makeAuthority(folder.path);
  const server = `ssl_certificate ${cert}; ssl_certificate_key ${key};`;
  await using front = await openFront(path, folder.path, { server, location: `proxy_pass ${sink.url};`, tls: true });
  await using stage = await openJob(100, 0.05);
  const inputs = inputsFor(`https://127.0.0.1:${front.port}`);
  expectFailure(await stage.collect({ ...inputs, 'retry-attempts': '2' }), /certificate of the sink is not trusted/);
  assert.deepEqual(sink.stored, []);
  expectSuccess(await stage.collect({ ...inputs, 'ca-certificates': pem }));
  assertStored(rawsOf(stage), sink.stored);
}

async function tooLarge(path: string): Promise<void> {
  await using folder = await openFolder();
  await using sink = await openSink();
  const options = { server: 'client_max_body_size 8k;', location: `proxy_pass ${sink.url};` };
  await using front = await openFront(path, folder.path, options);
  await using stage = await openJob(150);
  expectSuccess(await stage.collect({ ...inputsFor(`http://127.0.0.1:${front.port}`), 'sink-batch-events': '100' }));
  const tooLarge = (await front.statuses()).filter((status) => status === '413').length;
  assert.ok(tooLarge > 0, 'it found something too large');
  assert.ok(tooLarge < 20, `it learns: ${tooLarge} bodies were too large`);
  assertStored(rawsOf(stage), sink.stored);
}

async function tooMany(path: string): Promise<void> {
  await using folder = await openFolder();
  await using sink = await openSink();
  const server = 'limit_req zone=few; limit_req_status 429; error_page 429 @slower;';
  const options = {
    server: `${server} location @slower { add_header Retry-After 1 always; return 429; }`,
    location: `proxy_pass ${sink.url};`,
  };
  await using front = await openFront(path, folder.path, options);
  await using stage = await openJob(200);
  const result = expectSuccess(await stage.collect(inputsFor(`http://127.0.0.1:${front.port}`)));
  assert.ok((await front.statuses()).includes('429'), 'the limit was reached');
  assert.ok(result.durationMs > 1000, 'Retry-After was waited for');
  assertStored(rawsOf(stage), sink.stored);
}

async function badGateway(path: string): Promise<void> {
  await using folder = await openFolder();
  await using sink = await openSink();
  const upstream = await freePort();
  const options = { server: '', location: `proxy_pass http://127.0.0.1:${upstream};` };
  await using front = await openFront(path, folder.path, options);
  await using stage = await openJob(100);
  const running = stage.collect(inputsFor(`http://127.0.0.1:${front.port}`));
  const isTwice = async () => (await front.statuses()).filter((status) => status === '502').length >= 2;
  for (const until = Date.now() + 20_000; !(await isTwice()) && Date.now() < until; ) await pause(20);
  await using _: Gate = await startGate(sink.url, { port: upstream });
  expectSuccess(await running);
  assert.ok(await isTwice());
  assertStored(rawsOf(stage), sink.stored);
}

async function gatewayTimeout(path: string): Promise<void> {
  await using folder = await openFolder();
  await using sink = await openSink();
  const options = { server: '', location: `proxy_pass ${sink.url}; proxy_read_timeout 1s; proxy_next_upstream off;` };
  await using front = await openFront(path, folder.path, options);
  await using stage = await openJob(100);
  sink.faults.on('sink', after(hang()), { nth: 2 });
  expectSuccess(await stage.collect(inputsFor(`http://127.0.0.1:${front.port}`)));
  assert.ok((await front.statuses()).includes('504'));
  // The receiver had taken that batch: it is there twice under the same key, by which a receiver can notice.
  assertStored(rawsOf(stage), sink.stored, 25);
  assert.equal(new Set(sink.double.keys).size, sink.double.keys.length - 1);
}

async function redirect(path: string): Promise<void> {
  await using folder = await openFolder();
  await using sink = await openSink();
  await using front = await openFront(path, folder.path, {
    server: '',
    location: `return 307 ${sink.url}$request_uri;`,
  });
  await using stage = await openJob(20);
  expectFailure(await stage.collect(inputsFor(`http://127.0.0.1:${front.port}`)), /a redirect, which is not followed/);
  assert.deepEqual(sink.requests, [], 'the token stayed at home');
}

export const NGINX: Subject = {
  name: 'nginx',
  find: () => findDebian('nginx', 'nginx-light'),
  scenarios: [
    { name: 'TLS with a private authority: refused, and trusted when it is given', run: privateAuthority },
    { name: '413: halved until it fits', run: tooLarge },
    { name: '429 with Retry-After: waits', run: tooMany },
    { name: '502 for the first two tries', run: badGateway },
    { name: '504 after the receiver took a batch: same key again', run: gatewayTimeout },
    { name: '307: not followed', run: redirect },
  ],
};
