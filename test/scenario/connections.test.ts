/** Ways to reach a host that is not simply there: proxies and their exceptions, authorities, addresses that do not work. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { startApiHost } from '../emulator/api-host.ts';
import { selfSigned } from '../emulator/certificate.ts';
import { MINUTE } from '../emulator/clock.ts';
import { startProxy } from '../emulator/proxy.ts';
import { NdjsonDouble } from '../emulator/sinks/ndjson-double.ts';
import { startSink } from '../emulator/sinks/sink-server.ts';
import { expectFailure, expectSuccess, openStage } from './stage.ts';

const API = 'api.github.com';
const RESULTS = 'results-receiver.actions.githubusercontent.com';
const ONE_TRY = { 'retry-attempts': '1', artifact: 'false' };
const QUICK = { ...ONE_TRY, 'state-dir': 'state' };

test('one proxy and one set of authorities for the API, the services and the blobs, however they are given', async () => {
  await using stage = await openStage();
  await using host = await startApiHost(stage.github, API, RESULTS);
  const folder = await mkdtemp(join(tmpdir(), 'authority-'));
  const file = join(folder, 'ca.pem');
  await writeFile(file, host.cert);
  const named = { 'api-url': `https://${API}` };
  const env = {
    ...{ GITHUB_API_URL: `https://${API}`, ACTIONS_RESULTS_URL: `https://${RESULTS}/` },
    // Without a scheme, as curl takes it.
    HTTPS_PROXY: new URL(host.env['HTTPS_PROXY'] ?? '').host,
  };
  const ways: readonly (readonly [Readonly<Record<string, string>>, Readonly<Record<string, string>>])[] = [
    [{ ...named, 'ca-certificates': host.cert }, {}],
    [named, { NODE_EXTRA_CA_CERTS: file }],
    [named, { RUNNER_ENVIRONMENT: 'self-hosted', SSL_CERT_FILE: file }],
  ];
  for (const [inputs, trusting] of ways) {
    stage.happen(20);
    const before = host.proxy.seen.length;
    expectSuccess(await stage.collect(inputs, { env: { ...env, ...trusting } }));
    const seen = new Set(host.proxy.seen.slice(before));
    assert.deepEqual([...seen].sort(), [`${API}:443`, `${RESULTS}:443`], JSON.stringify(trusting));
    stage.pass(MINUTE);
  }
  stage.assertComplete();
  await rm(folder, { recursive: true });
});

test('NO_PROXY in each of its forms', async () => {
  const tls = selfSigned();
  await using stage = await openStage();
  await using sink = await startSink(new NdjsonDouble(), { tls });
  await using proxy = await startProxy();
  const { host, port } = new URL(sink.url);
  const inputs = { sink: 'http', 'sink-url': `${sink.url}/in`, 'ca-certificates': tls.cert, ...ONE_TRY };
  const forms: readonly (readonly [string, boolean])[] = [
    ['*', true],
    ['127.0.0.0/8', true],
    [`a.test b.test,127.0.0.1:${port}`, true],
    ['127.0.0.1:1', false],
    ['128.0.0.0/8, .0.0.1', false],
  ];
  for (const [form, isDirect] of forms) {
    stage.happen(5);
    const before = proxy.seen.length;
    expectSuccess(await stage.collect(inputs, { env: { HTTPS_PROXY: proxy.url, no_proxy: form } }));
    assert.deepEqual(new Set(proxy.seen.slice(before)), new Set(isDirect ? [] : [host]), form);
    stage.pass(MINUTE);
  }
  stage.assertComplete(stage.github.log.all, sink.stored);
});

test('a proxy that refuses, and one that is not there, are named by address and without password', async () => {
  await using stage = await openStage();
  await using host = await startApiHost(stage.github);
  const inputs = { 'api-url': `https://${API}`, 'ca-certificates': host.cert, ...QUICK };
  const { host: address } = new URL(host.proxy.url);
  const env = { HTTPS_PROXY: `http://user:hunter2@${address}` };
  host.proxy.wantsCredentials = true;
  const refused = expectFailure(
    await stage.collect(inputs, { env }),
    new RegExp(`the proxy did not connect through the proxy ${address} \\(PROXY_HTTP_407\\)`),
  );
  await using gone = await startProxy();
  const { host: dead } = new URL(gone.url);
  await gone[Symbol.asyncDispose]();
  const missing = expectFailure(
    await stage.collect(inputs, { env: { HTTPS_PROXY: `http://user:hunter2@${dead}` } }),
    new RegExp(`connection refused or host unreachable through the proxy ${dead} \\(ECONNREFUSED\\)`),
  );
  for (const { stdout } of [refused, missing]) assert.ok(!stdout.includes('hunter2'));
  const wrong = await stage.collect(inputs, { env: { HTTPS_PROXY: 'socks5://user:hunter2@proxy.example:1080' } });
  expectFailure(wrong, /proxy in HTTPS_PROXY or HTTP_PROXY is not an http or https address/);
  assert.ok(!wrong.stdout.includes('hunter2'));
});

test('neither the toolkit nor we load a second HTTP client, or become the dispatcher of Node\u2019s own', async () => {
  await using stage = await openStage();
  await using sink = await startSink(new NdjsonDouble());
  stage.happen(5);
  const folder = await mkdtemp(join(tmpdir(), 'clients-'));
  await writeFile(join(folder, 'watch.cjs'), WATCH_CLIENTS);
  const env = { NODE_OPTIONS: `--require ${join(folder, 'watch.cjs')}`, SEEN_IN: join(folder, 'seen') };
  expectSuccess(await stage.collect({ sink: 'http', 'sink-url': `${sink.url}/in`, ...QUICK }, { env }));
  assert.equal(await readFile(env.SEEN_IN, 'utf8'), 'undefined');
  stage.assertComplete(stage.github.log.all, sink.stored);
  // Not loaded, and not there to be loaded by another way through the program.
  const dist = join(import.meta.dirname, '..', '..', 'dist');
  for (const name of await readdir(dist)) {
    assert.ok(!(await readFile(join(dist, name), 'utf8')).includes('undici.globalDispatcher'), name);
  }
  await rm(folder, { recursive: true });
});

test('a host that takes a second to connect is reached, though it has another address that does not work', async () => {
  await using stage = await openStage();
  stage.happen(5);
  await using slow = await startSlowHost(new URL(stage.github.apiUrl).port);
  const folder = await mkdtemp(join(tmpdir(), 'names-'));
  await writeFile(join(folder, 'names.cjs'), TWO_ADDRESSES);
  const env = { NODE_OPTIONS: `--require ${join(folder, 'names.cjs')}` };
  const run = expectSuccess(await stage.collect({ 'api-url': `http://localhost:${slow.port}`, ...QUICK }, { env }));
  assert.equal(run.outputs['events'], '5');
  assert.ok(run.durationMs > 900, `the first attempt was too quick to show anything: ${run.durationMs} ms`);
  await rm(folder, { recursive: true });
});

/** Forwards to `port`, but its backlog is full at first: a connection is made when its first packet is sent again. */
async function startSlowHost(port: string) {
  const child = spawn(process.execPath, ['-e', SLOW_HOST, port], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  const own = Number(said.toString());
  const fillers = Array.from({ length: 4 }, () => connect(own, '127.0.0.1').on('error', () => {}));
  await once(fillers[0] ?? child, 'connect');
  return {
    port: own,
    async [Symbol.asyncDispose]() {
      for (const filler of fillers) filler.destroy();
      child.kill();
      await once(child, 'exit');
    },
  };
}

/** Where undici, Node's own included, leaves its dispatcher when it is loaded. */
const WATCH_CLIENTS = `
  process.on('exit', () => {
    const dispatcher = globalThis[Symbol.for('undici.globalDispatcher.1')];
    require('node:fs').writeFileSync(process.env.SEEN_IN, typeof dispatcher);
  });
`;

/** What a resolver says where there is an address that works, and one of the other family that does not. */
const TWO_ADDRESSES = `
  const both = [{ address: '127.0.0.1', family: 4 }, { address: '::1', family: 6 }];
  require('node:dns').lookup = (name, options, done) => setImmediate(done, null, both);
`;

/** The program waits before it takes the first connection, so that those behind it fill the backlog of one. */
const SLOW_HOST = `
  const { createServer, connect } = require('node:net');
  const server = createServer((client) => {
    const onward = connect(Number(process.argv[1]), '127.0.0.1');
    client.pipe(onward).pipe(client);
    for (const socket of [client, onward]) socket.on('error', () => {});
  });
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
    require('node:fs').writeSync(1, String(server.address().port));
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 900);
  });
`;
