/** Debian's squid as the only way out: requests to GitHub and to the sink go through it, with a user and a password as well. */
import assert from 'node:assert/strict';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { selfSigned } from '../emulator/certificate.ts';
import { NdjsonDouble } from '../emulator/sinks/ndjson-double.ts';
import { startSink } from '../emulator/sinks/sink-server.ts';
import { startTlsFront } from '../emulator/tls-front.ts';
import { expectFailure, expectSuccess, shownBy } from '../scenario/stage.ts';
import { findDebian } from './debian.ts';
import { assertStored, BY_SINK, openJob, rawsOf, TOKEN } from './expect.ts';
import { freePort, openFolder, type Program, startProgram } from './program.ts';
import type { Subject } from './subject.ts';

const PASSWORD = 'interop-proxy-password';
/** Speaks squid's protocol of helpers: a line with user and password, an answer. */
const AUTHENTICATOR = `#!/bin/sh
while read -r user password; do
  if [ "$user" = auditor ] && [ "$password" = ${PASSWORD} ]; then echo OK; else echo ERR; fi
done
`;

interface Proxy {
  readonly program: Program;
  readonly port: number;
  /** Method and `host:port` or URL of what came through. */
  readonly seen: () => Promise<readonly string[]>;
}

async function openProxy(path: string, folder: string, access: string): Promise<Proxy> {
  const port = await freePort();
  // Started as root it goes on as a user of its own.
  await chmod(folder, 0o777);
  await writeFile(join(folder, 'authenticator.sh'), AUTHENTICATOR, { mode: 0o755 });
  const config = `
http_port 127.0.0.1:${port}
pid_filename ${folder}/squid.pid
coredump_dir ${folder}
cache_log ${folder}/cache.log
logformat short %rm %ru %>Hs
access_log stdio:${folder}/access.log logformat=short
cache deny all
pinger_enable off
shutdown_lifetime 0 seconds
${access}
http_access deny all
`;
  await writeFile(join(folder, 'squid.conf'), config);
  // A name of its own, because shared memory is named after it.
  const args = ['-N', '-n', `interop${port}`, '-f', join(folder, 'squid.conf')];
  const program = await startProgram({ file: path, args, port, folder });
  return {
    program,
    port,
    seen: async () => (await readFile(join(folder, 'access.log'), 'utf8')).split('\n').filter((line) => line !== ''),
  };
}

const inputsFor = (url: string, pem: string) => ({
  ...BY_SINK,
  sink: 'http',
  'sink-url': `${url}/in`,
  'sink-token': TOKEN,
  'sink-batch-events': '25',
  'ca-certificates': pem,
});

const openSink = (tls: ReturnType<typeof selfSigned>) =>
  startSink(Object.assign(new NdjsonDouble(), { token: TOKEN }), { tls });

async function tunnels(path: string): Promise<void> {
  await using folder = await openFolder();
  const tls = selfSigned();
  await using sink = await openSink(tls);
  const proxy = await openProxy(path, folder.path, 'http_access allow localhost');
  await using _ = proxy.program;
  await using stage = await openJob(100, 0.05);
  const url = `http://127.0.0.1:${proxy.port}`;
  await using github = await startTlsFront(stage.github.apiUrl, tls);
  const inputs = { ...inputsFor(sink.url, tls.cert), 'api-url': github.url };
  expectSuccess(await stage.collect(inputs, { env: { HTTP_PROXY: url, HTTPS_PROXY: url } }));
  assertStored(rawsOf(stage), sink.stored);
  const seen = await proxy.seen();
  for (const each of [sink.url, github.url]) {
    assert.ok(seen.includes(`CONNECT ${new URL(each).host} 200`), `a tunnel: ${seen.slice(0, 5).join(', ')}`);
  }
}

async function wantsPassword(path: string): Promise<void> {
  await using folder = await openFolder();
  const tls = selfSigned();
  await using sink = await openSink(tls);
  const rules = `auth_param basic program ${join(folder.path, 'authenticator.sh')}\nacl known proxy_auth REQUIRED\nhttp_access allow known`;
  const proxy = await openProxy(path, folder.path, rules);
  await using _ = proxy.program;
  await using stage = await openJob(50);
  const inputs = inputsFor(sink.url, tls.cert);
  const through = (user: string) => {
    const url = `http://${user}127.0.0.1:${proxy.port}`;
    return { env: { HTTPS_PROXY: url, HTTP_PROXY: undefined, NO_PROXY: undefined } };
  };
  const refused = expectFailure(await stage.collect({ ...inputs, 'retry-attempts': '2' }, through('')), /./);
  assert.equal(refused.outputs['events'], '0');
  assert.deepEqual(sink.requests, []);
  const passed = expectSuccess(await stage.collect(inputs, through(`auditor:${PASSWORD}@`)));
  assert.ok(!shownBy(passed).includes(PASSWORD), 'the password of the proxy is shown');
  assertStored(rawsOf(stage), sink.stored);
}

async function isDown(path: string): Promise<void> {
  await using folder = await openFolder();
  const tls = selfSigned();
  await using sink = await openSink(tls);
  const proxy = await openProxy(path, folder.path, 'http_access allow localhost');
  await using _ = proxy.program;
  await proxy.program.stop();
  await using stage = await openJob(50);
  const url = `http://127.0.0.1:${proxy.port}`;
  const through = { env: { HTTPS_PROXY: url } };
  expectFailure(await stage.collect(inputsFor(sink.url, tls.cert), through), /through the proxy .* \(ECONNREFUSED\)/);
  assert.deepEqual(sink.requests, []);
  await proxy.program.start();
  expectSuccess(await stage.collect(inputsFor(sink.url, tls.cert), through));
  assertStored(rawsOf(stage), sink.stored);
}

export const SQUID: Subject = {
  name: 'squid',
  find: () => findDebian('squid'),
  scenarios: [
    { name: 'GitHub and the sink, through CONNECT, with a private certificate', run: tunnels },
    { name: 'a proxy that wants a password: the run fails without it, succeeds with it', run: wantsPassword },
    {
      name: 'a proxy that is down: the run fails without waiting; once it is up, the next run delivers everything',
      run: isDown,
    },
  ],
};
