import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import type { ApiResponse } from '../../../src/github/api.ts';
import type { Connection } from '../../../src/github/connection.ts';
import { connectOctokit } from '../../../src/github/octokit.ts';
import { connectPages } from '../../../src/github/page-api.ts';
import { BodyTooLargeError } from '../../../src/runtime/http-client.ts';

const CLIENTS = {
  'the REST API over Octokit': connectOctokit,
  'the pages of the audit log': async (connection: Connection) => connectPages(connection),
};

for (const [title, connect] of Object.entries(CLIENTS))
  describe(title, () => {
    let answer: (request: IncomingMessage, response: ServerResponse) => void = () => {};
    const requests: IncomingMessage[] = [];
    const server = createServer((request, response) => {
      requests.push(request);
      answer(request, response);
    });
    let url = '';
    /** Where nobody listens. */
    let closed = '';
    before(async () => {
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const shortLived = createServer();
      await new Promise<void>((resolve) => shortLived.listen(0, '127.0.0.1', resolve));
      closed = `http://127.0.0.1:${(shortLived.address() as AddressInfo).port}`;
      await new Promise<unknown>((resolve) => shortLived.close(resolve));
    });
    after(() => {
      server.closeAllConnections();
      server.close();
    });

    async function get(
      respond: typeof answer,
      {
        path = '/orgs/acme/audit-log',
        query = {},
        signal = AbortSignal.timeout(5000),
        ...connection
      }: Partial<Connection & { path: string; query: Record<string, string>; signal: AbortSignal }> = {},
    ): Promise<ApiResponse> {
      answer = respond;
      requests.length = 0;
      const client = await connect({
        url,
        bearer: () => 'secret',
        apiVersion: '2022-11-28',
        userAgent: 'tests',
        ...connection,
      });
      return client.get({ path, query }, signal);
    }
    const ok = (body: string | Uint8Array, headers: Record<string, string> = {}) =>
      ((_, response) =>
        response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(body)) satisfies typeof answer;

    it('sends our headers and none of its own', async () => {
      await get(ok('[]'));
      const headers = requests[0]?.headers;
      assert.equal(headers?.['accept'], 'application/vnd.github+json');
      assert.equal(headers?.['x-github-api-version'], '2022-11-28');
      assert.equal(headers?.['user-agent'], 'tests');
      assert.equal(headers?.['authorization'], 'Bearer secret');
    });

    it('sends no authorization without a token', async () => {
      await get(ok('[]'), { bearer: () => '' });
      assert.equal(requests[0]?.headers.authorization, undefined);
    });

    it('encodes the query and takes nothing in it for a template or an option of Octokit', async () => {
      const query = {
        phrase: 'action:repo.create {x} created:>=2026-01-01T00:00:00+00:00',
        q: 'a+b',
        baseUrl: 'http://x',
        headers: 'y',
        'a b': '/&=',
      };
      await get(ok('[]'), { query });
      const sent = new URL(requests[0]?.url ?? '', url);
      assert.deepEqual(Object.fromEntries(sent.searchParams), query);
      assert.equal(sent.pathname, '/orgs/acme/audit-log');
    });

    it('keeps the path of an Enterprise Server root', async () => {
      await get(ok('[]'), { url: `${url}/api/v3/` });
      assert.equal(requests[0]?.url, '/api/v3/orgs/acme/audit-log');
    });

    it('refuses a path that could leave the root or be taken for a template', async () => {
      for (const path of [
        'orgs/acme',
        '/orgs/../user',
        '/orgs/:org',
        '/orgs/{org}',
        '//evil',
        '/a?b=c',
        '/a b',
        '/orgs/acme/',
      ]) {
        await assert.rejects(get(ok('[]'), { path }), /bug in collect-audit-log/, path);
        assert.equal(requests.length, 0);
      }
    });

    it('returns the body as it came, with lower-case headers', async () => {
      const body = '[{"n":12345678901234567890, "f":1.0,"f":1e3,"t":"ünïcødé\\u2028"}]\n';
      const response = await get(ok(body, { 'X-GitHub-Request-Id': 'A:1' }));
      assert.deepEqual(
        [response.status, response.body.toString(), response.headers['x-github-request-id']],
        [200, body, 'A:1'],
      );
    });

    for (const status of [204, 301, 302, 304, 400, 401, 403, 404, 409, 410, 422, 429, 500, 502, 503]) {
      it(`resolves with an answer of status ${status}`, async () => {
        const bodyless = status === 204 || status === 304;
        const response = await get((_, reply) => {
          reply.writeHead(status, {
            location: 'http://127.0.0.1:1/x',
            'content-type': 'application/json',
            'retry-after': '7',
          });
          reply.end(bodyless ? undefined : '{"message":"no"}');
        });
        assert.deepEqual([response.status, response.body.toString()], [status, bodyless ? '' : '{"message":"no"}']);
        assert.equal(response.headers['retry-after'], '7');
        assert.equal(requests.length, 1);
      });
    }

    it('rejects when nobody listens, with the failure of the network', async () => {
      await assert.rejects(get(ok(''), { url: closed }), (error) => {
        assert.ok(error instanceof Error && !('status' in error));
        assert.equal((error.cause as NodeJS.ErrnoException).code, 'ECONNREFUSED');
        return true;
      });
    });

    for (const status of [200, 500]) {
      it(`rejects when the body of a ${status} is cut short`, async () => {
        const cut = get((_, reply) => {
          reply.writeHead(status, { 'content-type': 'application/json', 'content-length': '1000' });
          reply.write('[{"a":1}');
          setTimeout(() => reply.destroy(), 20);
        });
        await assert.rejects(cut, (error) => error instanceof Error && !('status' in error));
      });
    }

    it('rejects with the reason of the signal, before and within the body', async () => {
      for (const silent of [true, false]) {
        const controller = new AbortController();
        const reason = new DOMException('enough', 'TimeoutError');
        setTimeout(() => controller.abort(reason), 50);
        const hanging = get((_, reply) => void (silent || reply.writeHead(200).write('[')), {
          signal: controller.signal,
        });
        await assert.rejects(hanging, (error) => error === reason);
      }
    });

    it('stops a body that is larger than the cap, however small it was sent', async () => {
      assert.equal((await get(ok('x'.repeat(1000)), { bodyBytesMax: 1000 })).body.length, 1000);
      await assert.rejects(get(ok('x'.repeat(1001)), { bodyBytesMax: 1000 }), BodyTooLargeError);
      const { gzipSync } = await import('node:zlib');
      const bomb = ok(gzipSync(Buffer.alloc(100_000)), { 'content-encoding': 'gzip' });
      await assert.rejects(get(bomb, { bodyBytesMax: 1000 }), BodyTooLargeError);
    });

    it('prints nothing, not even for a deprecated or a failed call', async (t) => {
      const printers = (['debug', 'info', 'log', 'warn', 'error'] as const).map((name) =>
        t.mock.method(console, name, () => {}),
      );
      await get((_, reply) =>
        reply.writeHead(200, { deprecation: 'true', sunset: 'soon', link: '<http://x>; rel="deprecation"' }).end('[]'),
      );
      await get((_, reply) => reply.writeHead(404).end('{}'));
      await get(ok(''), { url: closed }).catch(() => {});
      for (const printer of printers) assert.equal(printer.mock.callCount(), 0);
    });

    it('deletes', async () => {
      answer = (_, reply) => reply.writeHead(204).end();
      requests.length = 0;
      const client = await connectOctokit({ url, bearer: () => 't', apiVersion: '2022-11-28', userAgent: 'tests' });
      const response = await client.delete(
        { path: '/repos/o/r/actions/caches/1', query: {} },
        AbortSignal.timeout(5000),
      );
      assert.deepEqual([response.status, requests[0]?.method], [204, 'DELETE']);
    });
  });
