/** Proxies and private certificates, for GitHub and the sink alike, as a runner passes them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { selfSigned } from '../emulator/certificate.ts';
import { MINUTE } from '../emulator/clock.ts';
import { startProxy } from '../emulator/proxy.ts';
import { NdjsonDouble } from '../emulator/sinks/ndjson-double.ts';
import { startSink } from '../emulator/sinks/sink-server.ts';
import { startTlsFront } from '../emulator/tls-front.ts';
import { expectFailure, expectSuccess, openStage } from './stage.ts';

const QUICK = { 'retry-attempts': '1', artifact: 'false' };
const inputsFor = (url: string) => ({ sink: 'http', 'sink-url': `${url}/in`, ...QUICK });
const hostOf = (url: string) => new URL(url).host;

test('through a proxy, to GitHub and to the sink', async () => {
  const tls = selfSigned();
  await using stage = await openStage();
  await using github = await startTlsFront(stage.github.apiUrl, tls);
  await using sink = await startSink(new NdjsonDouble(), { tls });
  await using proxy = await startProxy();
  const inputs = { ...inputsFor(sink.url), 'api-url': github.url, 'ca-certificates': tls.cert };
  for (const name of ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY']) {
    stage.happen(20);
    const before = proxy.seen.length;
    expectSuccess(await stage.collect(inputs, { env: { [name]: proxy.url } }));
    const seen = proxy.seen.slice(before);
    assert.ok(seen.includes(hostOf(sink.url)), `the sink, by ${name}`);
    assert.ok(seen.includes(hostOf(github.url)), `GitHub, by ${name}`);
    stage.pass(MINUTE);
  }
  stage.assertComplete(stage.github.log.all, sink.stored);
});

test('plain HTTP goes through no proxy, which could read tokens and events', async () => {
  // The second way, Node itself took the variables up before the action began.
  for (const early of [{}, { NODE_USE_ENV_PROXY: '1' }]) {
    await using stage = await openStage();
    await using sink = await startSink(new NdjsonDouble());
    await using proxy = await startProxy();
    stage.happen(20);
    const env = { HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url, http_proxy: proxy.url, ...early };
    expectSuccess(await stage.collect({ ...inputsFor(sink.url), 'state-dir': 'state' }, { env }));
    stage.assertComplete(stage.github.log.all, sink.stored);
    assert.deepEqual(proxy.seen, []);
  }
});

test('not through the proxy where NO_PROXY says so', async () => {
  const tls = selfSigned();
  await using stage = await openStage();
  await using sink = await startSink(new NdjsonDouble(), { tls });
  await using proxy = await startProxy();
  stage.happen(5);
  const inputs = { ...inputsFor(sink.url), 'ca-certificates': tls.cert };
  expectSuccess(await stage.collect(inputs, { env: { HTTPS_PROXY: proxy.url, NO_PROXY: '127.0.0.1' } }));
  assert.deepEqual(proxy.seen, []);
  stage.assertComplete(stage.github.log.all, sink.stored);
});

test('a private certificate is refused, and trusted when it is given', async () => {
  const tls = selfSigned();
  await using stage = await openStage();
  await using sink = await startSink(new NdjsonDouble(), { tls });
  stage.happen(10);
  const refused = expectFailure(await stage.collect(inputsFor(sink.url)), /certificate of the sink is not trusted/);
  assert.equal(refused.outputs['events'], '0');
  expectSuccess(await stage.collect({ ...inputsFor(sink.url), 'ca-certificates': tls.cert }));
  stage.assertComplete(stage.github.log.all, sink.stored);
  expectFailure(
    await stage.collect({
      ...inputsFor(sink.url),
      'ca-certificates': '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----',
    }),
    /contains no certificate/,
  );
});

test('TLS through a proxy, with a private certificate', async () => {
  const tls = selfSigned();
  await using stage = await openStage();
  await using sink = await startSink(new NdjsonDouble(), { tls });
  await using proxy = await startProxy();
  stage.happen(10);
  const env = { HTTPS_PROXY: proxy.url, NODE_EXTRA_CA_CERTS: undefined };
  expectSuccess(await stage.collect({ ...inputsFor(sink.url), 'ca-certificates': tls.cert }, { env }));
  stage.assertComplete(stage.github.log.all, sink.stored);
  assert.ok(proxy.seen.includes(hostOf(sink.url)));
});
