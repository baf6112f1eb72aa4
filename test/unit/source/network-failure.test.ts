import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AccessError, UpstreamError } from '../../../src/model/errors.ts';
import { ConnectionError } from '../../../src/runtime/http-client.ts';
import { classifyRejection, mayBeTooLarge } from '../../../src/source/network-failure.ts';

const SECRET = 'ghp_canary';

/** As a client rejects: what happened is in the cause. */
function fetchFailed(code: string, depth = 1): Error {
  let error: Error = Object.assign(new Error(`${SECRET} ${code}`), { code });
  for (let i = 0; i < depth; i += 1) error = new TypeError(`fetch failed ${SECRET}`, { cause: error });
  return error;
}

function retried(error: unknown) {
  const disposition = classifyRejection(error);
  assert.ok(disposition.kind === 'retry');
  assert.ok(!JSON.stringify(disposition).includes(SECRET));
  return disposition;
}

test('failures before GitHub had the request are named by their code and have nothing to do with its size', () => {
  const cases = {
    EAI_AGAIN: /host name not found \(EAI_AGAIN\)/,
    ECONNREFUSED: /connection refused or host unreachable \(ECONNREFUSED\)/,
    ENETUNREACH: /unreachable/,
    EPROTO: /TLS handshake/,
    ERR_SSL_WRONG_VERSION_NUMBER: /TLS handshake/,
    ETIMEDOUT: /no connection in time/,
    PROXY_HTTP_502: /the proxy did not connect/,
  };
  for (const [code, failure] of Object.entries(cases)) {
    for (const depth of [0, 1, 3]) {
      assert.match(retried(fetchFailed(code, depth)).failure, failure);
      assert.equal(mayBeTooLarge(fetchFailed(code, depth)), false, code);
    }
  }
  assert.match(retried(fetchFailed('EAI_AGAIN')).hint, /`api-url`.*docs\/troubleshooting\.md#network$/);
});

test('a host name that does not exist is looked up once', () => {
  const disposition = classifyRejection(fetchFailed('ENOTFOUND'));
  assert.ok(disposition.kind === 'fail' && disposition.error instanceof UpstreamError);
  assert.match(disposition.error.message, /^No connection to the API: host name not found \(ENOTFOUND\)$/);
  assert.match(disposition.error.hint, /`api-url`.*#network$/);
  assert.ok(!(disposition.error.message + disposition.error.hint).includes(SECRET));
  assert.equal(mayBeTooLarge(fetchFailed('ENOTFOUND')), false);
});

test('where no address could be reached, each is named by its code, and so is the proxy', () => {
  const tried = ['ETIMEDOUT', 'ENETUNREACH'].map((code) => Object.assign(new Error(SECRET), { code }));
  const failed = new ConnectionError(
    Object.assign(new AggregateError(tried, SECRET), { code: 'ETIMEDOUT' }),
    undefined,
  );
  assert.equal(retried(failed).failure, 'no connection in time (ETIMEDOUT, ENETUNREACH)');
  assert.match(retried(failed).hint, /drops packets.*#network$/);
  const proxied = new ConnectionError(fetchFailed('ECONNREFUSED'), 'proxy.example:3128');
  const hopeless = classifyRejection(proxied);
  assert.ok(hopeless.kind === 'fail');
  assert.match(hopeless.error.message, /refused.* through the proxy proxy\.example:3128 \(ECONNREFUSED\)/);
  assert.match(hopeless.error.hint, /HTTPS_PROXY.*#proxy$/);
  const reset = new ConnectionError(fetchFailed('ECONNRESET'), undefined);
  assert.equal(retried(reset).failure, 'no connection (ECONNRESET)');
  assert.equal(mayBeTooLarge(reset), false);
});

test('an untrusted certificate is not retried', () => {
  const codes = [
    'CERT_HAS_EXPIRED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'UNABLE_TO_GET_ISSUER_CERT',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'ERR_TLS_CERT_ALTNAME_INVALID',
  ];
  for (const code of codes) {
    const disposition = classifyRejection(fetchFailed(code));
    assert.ok(disposition.kind === 'fail' && disposition.error instanceof AccessError, code);
    assert.match(disposition.error.message, new RegExp(code));
    assert.match(disposition.error.hint, /`ca-certificates`.*#certificate$/);
    assert.ok(!(disposition.error.message + disposition.error.hint).includes(SECRET));
  }
});

test('a cut body, a body beyond the cap and a timeout may come from the size', () => {
  const cut = fetchFailed('HPE_INVALID_CONSTANT');
  assert.equal(retried(cut).failure, 'no complete response (TypeError HPE_INVALID_CONSTANT)');
  const timeout = new DOMException(SECRET, 'TimeoutError');
  assert.equal(retried(timeout).failure, 'no response in time');
  const failures: unknown[] = [cut, timeout, fetchFailed('ECONNRESET'), new Error(SECRET), SECRET, undefined];
  for (const error of failures) {
    assert.equal(mayBeTooLarge(error), true);
    assert.match(retried(error).hint, /`per-page` lower/);
  }
});

test('a circle of causes ends', () => {
  const a: Error = new Error('a');
  const b = new Error('b', { cause: a });
  a.cause = b;
  assert.equal(retried(a).kind, 'retry');
});
