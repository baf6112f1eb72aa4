import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getProxyUrl } from '@actions/http-client';
import { proxyPolicy } from '@azure/core-rest-pipeline';
import { InputError } from '../../../src/model/errors.ts';
import { parseNoProxy } from '../../../src/runtime/no-proxy.ts';
import { describeProxy, isProxied, readProxy, renderVariables, type Variables } from '../../../src/runtime/proxy.ts';

const PROXY = { HTTPS_PROXY: 'http://proxy.example:3128' };

/** `NO_PROXY`, and URLs that go direct by it, then ones that do not. */
const CASES: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['', [], ['https://api.github.com/']],
  ['*', ['https://api.github.com/', 'https://10.0.0.1/'], []],
  [
    'example.com',
    ['https://example.com/', 'https://a.b.example.com/'],
    ['https://badexample.com/', 'https://example.org/'],
  ],
  ['.example.com', ['https://example.com/', 'https://a.example.com:8443/'], ['https://badexample.com/']],
  ['*.example.com', ['https://example.com/', 'https://a.example.com/'], ['https://badexample.com/']],
  ['EXAMPLE.com., other.test', ['https://Example.COM/', 'https://other.test/'], ['https://example.net/']],
  ['a.test b.test\tc.test', ['https://b.test/', 'https://c.test/'], ['https://d.test/']],
  ['example.com:443', ['https://example.com/', 'https://a.example.com:443/'], ['https://example.org/']],
];

/** What only we know of: the toolkits are given the hosts that they are known to connect to. */
const ADDRESSES: typeof CASES = [
  ['example.com:8443', ['https://example.com:8443/', 'https://a.example.com:8443/'], ['https://example.com/']],
  ['10.0.0.0/8', ['https://10.1.2.3/'], ['https://11.0.0.1/', 'https://ten.example/']],
  ['192.168.1.0/24, 10.0.0.7', ['https://192.168.1.9/', 'https://10.0.0.7/'], ['https://192.168.2.1/']],
  ['10.0.0.0/8:8443', [], ['https://10.0.0.1/']],
  ['fd00::/8', ['https://[fd12::1]/'], ['https://[fe80::1]/']],
  ['::1', ['https://[::1]:8443/'], ['https://[::2]/']],
  ['[::1]:8443', ['https://[::1]:8443/'], ['https://[::1]/']],
  ['127.0.0.0/8', ['https://127.9.9.9/'], ['https://126.0.0.1/']],
  ['10.0.0.0/33, /8, :, ..., 999.1.1.1/8', [], ['https://10.0.0.1/']],
];

for (const [noProxy, direct, proxied] of [...CASES, ...ADDRESSES]) {
  test(`NO_PROXY ${JSON.stringify(noProxy)}`, () => {
    const proxy = readProxy({ ...PROXY, NO_PROXY: noProxy });
    for (const url of direct) assert.equal(isProxied(new URL(url), proxy), false, url);
    for (const url of proxied) assert.equal(isProxied(new URL(url), proxy), true, url);
  });
}

test('the clients of the toolkits read the rewritten variables as we read the given ones', async () => {
  for (const [noProxy, direct, proxied] of CASES) {
    const rewritten = renderVariables(readProxy({ ...PROXY, NO_PROXY: noProxy }), []);
    for (const url of [...direct, ...proxied]) {
      const expected = proxied.includes(url);
      await withVariables(rewritten, async () => {
        assert.equal(getProxyUrl(url) !== '', expected, `@actions/http-client, ${noProxy}, ${url}`);
        assert.equal(await isProxiedByAzure(url, rewritten), expected, `Azure, ${noProxy}, ${url}`);
      });
    }
  }
});

test('a host that is known beforehand and lies in a range is named for the toolkits', async () => {
  const rewritten = renderVariables(readProxy({ ...PROXY, NO_PROXY: '10.0.0.0/8' }), [
    new URL('https://10.0.0.9:8443/'),
    new URL('https://results.example/'),
    new URL('http://127.0.0.1:8080/'),
  ]);
  assert.equal(rewritten['NO_PROXY'], '10.0.0.9,127.0.0.1');
  await withVariables(rewritten, async () => {
    assert.equal(getProxyUrl('https://10.0.0.9:8443/x'), '');
    assert.equal(await isProxiedByAzure('https://10.0.0.9:8443/x', rewritten), false);
  });
});

test('the address of the proxy is read as curl reads it', () => {
  const cases: readonly (readonly [Variables, string])[] = [
    [{ HTTPS_PROXY: 'proxy.example:3128' }, 'http://proxy.example:3128/'],
    [{ https_proxy: 'user:p%40ss@proxy.example:3128' }, 'http://user:p%40ss@proxy.example:3128/'],
    [{ HTTPS_PROXY: 'proxy.example' }, 'http://proxy.example/'],
    [{ HTTPS_PROXY: '[::1]:3128' }, 'http://[::1]:3128/'],
    [{ HTTPS_PROXY: 'HTTPS://proxy.example' }, 'https://proxy.example/'],
    [{ HTTPS_PROXY: ' ', HTTP_PROXY: 'http://proxy.example:1' }, 'http://proxy.example:1/'],
    [{ ALL_PROXY: 'proxy.example:1', http_proxy: 'proxy.example:2' }, 'http://proxy.example:2/'],
  ];
  for (const [variables, href] of cases) assert.equal(readProxy(variables)?.url.href, href);
  assert.equal(readProxy({}), undefined);
  assert.equal(readProxy({ ...PROXY, NO_PROXY: 'a.test,*' }), undefined);
  for (const wrong of ['http://', 'socks5://proxy.example:1080', 'http://a b', 'proxy.example:99999']) {
    assert.throws(() => readProxy({ HTTPS_PROXY: wrong }), InputError, wrong);
  }
});

test('only the host and port of a proxy are shown, and only TLS goes through it', () => {
  const proxy = readProxy({ HTTPS_PROXY: 'http://user:secret@proxy.example' });
  assert.ok(proxy !== undefined);
  assert.equal(describeProxy(proxy), 'proxy.example:80');
  assert.equal(isProxied(new URL('http://api.github.com/'), proxy), false);
});

test('the variables of a run without a proxy are taken away, one for plain http with them', () => {
  const none = renderVariables(undefined, []);
  for (const name of ['http_proxy', 'HTTP_PROXY', 'https_proxy', 'all_proxy', 'NO_PROXY']) {
    assert.ok(name in none && none[name] === undefined, name);
  }
  const rewritten = renderVariables(readProxy({ http_proxy: 'proxy.example:1', no_proxy: 'a.test' }), []);
  assert.equal(rewritten['HTTPS_PROXY'], 'http://proxy.example:1/');
  assert.equal(rewritten['http_proxy'], undefined);
  assert.equal(rewritten['NO_PROXY'], 'a.test,.a.test');
  assert.deepEqual(parseNoProxy('a.test').suffixes, [{ domain: 'a.test', port: undefined }]);
});

/** What Azure's pipeline, which the artifact and cache clients use for blobs, would do with `url`. */
async function isProxiedByAzure(url: string, { NO_PROXY: list = '' }: Variables): Promise<boolean> {
  // It reads the list once for the process; this option is the same list, read again.
  const customNoProxyList = list.split(',').filter((entry) => entry !== '');
  const request = { url, method: 'GET', agent: undefined } as unknown as Parameters<
    ReturnType<typeof proxyPolicy>['sendRequest']
  >[0];
  const policy = proxyPolicy(undefined, { customNoProxyList });
  await policy.sendRequest(request, async () => ({}) as never);
  return request.agent !== undefined;
}

async function withVariables(variables: Variables, work: () => Promise<void>): Promise<void> {
  const before = { ...process.env };
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  try {
    await work();
  } finally {
    for (const name of Object.keys(variables)) delete process.env[name];
    Object.assign(process.env, before);
  }
}
