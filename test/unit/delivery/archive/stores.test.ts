/** The requests of the adapters where the services themselves cannot be reached, and what their documented answers mean. */
import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { test } from 'node:test';
import { fixedKeys } from '../../../../src/delivery/archive/aws-credentials.ts';
import { AzureStore } from '../../../../src/delivery/archive/azure-store.ts';
import { GcsStore } from '../../../../src/delivery/archive/gcs-store.ts';
import { fixedBearer } from '../../../../src/delivery/archive/google-credentials.ts';
import { type S3Settings, S3Store } from '../../../../src/delivery/archive/s3-store.ts';
import type { PutVerdict, StoreProtocol } from '../../../../src/delivery/archive/store-protocol.ts';
import { QuickClock } from '../../../contract/quick-clock.ts';

const signal = new AbortController().signal;
const bytes = Buffer.from('{"a":1}\n');
const object = {
  key: 'p/events/dt=2026-11-28/a.ndjson',
  bytes,
  sha256: hash('sha256', bytes),
  mediaType: 'text/plain',
};
const CANARY = 'canary-of-the-server';

function s3(settings: Partial<S3Settings> = {}): S3Store {
  const keys = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret-0123456789', sessionToken: undefined };
  const defaults = { bucket: 'audit', region: 'eu-central-1', endpoint: undefined, precondition: true };
  const none = { storageClass: undefined, sse: undefined, kmsKeyId: undefined };
  return new S3Store({ ...defaults, ...none, ...settings }, { credentials: fixedKeys(keys), clock: new QuickClock() });
}

const gcs = new GcsStore(
  { bucket: 'audit', endpoint: 'https://storage.googleapis.com', storageClass: 'NEARLINE', kmsKeyName: undefined },
  fixedBearer('token'),
);
const azure = new AzureStore(
  { account: 'acct', container: 'audit', endpoint: 'https://acct.blob.core.windows.net', accessTier: 'Cool' },
  { credential: { kind: 'sas', sas: 'sv=1&sp=c&sig=abc' }, clock: new QuickClock() },
);

for (const [settings, url] of [
  [{}, 'https://audit.s3.eu-central-1.amazonaws.com/p/events/dt=2026-11-28/a.ndjson'],
  [{ bucket: 'audit.example' }, 'https://s3.eu-central-1.amazonaws.com/audit.example/p/events/dt=2026-11-28/a.ndjson'],
  [{ region: 'cn-north-1' }, 'https://audit.s3.cn-north-1.amazonaws.com.cn/p/events/dt=2026-11-28/a.ndjson'],
  [{ endpoint: 'https://store.example' }, 'https://store.example/audit/p/events/dt=2026-11-28/a.ndjson'],
] as const) {
  test(`S3: ${url}`, async () => assert.equal((await s3(settings).request(object, signal)).url, url));
}

test('S3: the hash of the bytes is signed, the key must be free, and the options of the bucket are named', async () => {
  const { method, headers } = await s3({ storageClass: 'STANDARD_IA', sse: 'aws:kms', kmsKeyId: 'k' }).request(
    object,
    signal,
  );
  assert.equal(method, 'PUT');
  assert.equal(headers['x-amz-content-sha256'], object.sha256);
  assert.equal(headers['x-amz-checksum-sha256'], hash('sha256', bytes, 'base64'));
  assert.equal(headers['if-none-match'], '*');
  assert.equal(headers['x-amz-storage-class'], 'STANDARD_IA');
  assert.equal(headers['x-amz-server-side-encryption'], 'aws:kms');
  const [, signed = ''] = /SignedHeaders=([^,]+)/.exec(headers['authorization'] ?? '') ?? [];
  for (const name of ['host', 'if-none-match', 'x-amz-checksum-sha256', 'x-amz-content-sha256', 'x-amz-date']) {
    assert.ok(signed.split(';').includes(name), `${name} is not signed`);
  }
  assert.equal('if-none-match' in (await s3({ precondition: false }).request(object, signal)).headers, false);
});

test('Google Cloud and Azure: on the condition that the name is free, with the hash of the bytes', async () => {
  const inserted = await gcs.request(object, signal);
  assert.match(inserted.url, /\/upload\/storage\/v1\/b\/audit\/o\?uploadType=multipart&ifGenerationMatch=0$/);
  const body = Buffer.from(inserted.body ?? []).toString();
  assert.match(body, /"name":"p\/events\/dt=2026-11-28\/a\.ndjson".*"md5Hash":"[^"]{24}","storageClass":"NEARLINE"/);
  const put = await azure.request(object, signal);
  assert.equal(put.url, 'https://acct.blob.core.windows.net/audit/p/events/dt=2026-11-28/a.ndjson?sv=1&sp=c&sig=abc');
  assert.deepEqual(
    [put.headers['if-none-match'], put.headers['content-md5'], put.headers['x-ms-access-tier']],
    ['*', hash('md5', bytes, 'base64'), 'Cool'],
  );
});

const xml = (code: string) => `<Error><Code>${code}</Code><Message>${CANARY}</Message></Error>`;
const json = (reason: string) => JSON.stringify({ error: { message: CANARY, errors: [{ reason }] } });

type Answered = readonly [store: StoreProtocol, status: number, code: string, PutVerdict['kind'], text?: RegExp];
const ANSWERS: readonly Answered[] = [
  [s3(), 403, 'AccessDenied', 'refused', /access is denied .*Allow `s3:PutObject`/],
  [s3(), 400, 'AuthorizationHeaderMalformed', 'refused', /signed for another region.*`region`/],
  [s3(), 301, 'PermanentRedirect', 'refused', /another region/],
  [s3(), 400, 'KMS.DisabledException', 'refused', /the KMS key is disabled/],
  [s3(), 400, 'ExpiredToken', 'refused', /has expired.*`role-arn`/],
  [s3(), 403, CANARY, 'refused', /access is denied \(HTTP 403\)/],
  [s3(), 409, 'ConditionalRequestConflict', 'busy'],
  [s3(), 412, 'PreconditionFailed', 'exists'],
  [s3(), 412, CANARY, 'refused'],
  [s3(), 400, 'RequestTimeout', 'busy'],
  [s3(), 503, 'SlowDown', 'busy'],
  [gcs, 403, 'forbidden', 'refused', /storage\.objects\.create/],
  [gcs, 404, 'notFound', 'refused', /the bucket does not exist/],
  [gcs, 412, 'conditionNotMet', 'exists'],
  // A 412 that says anything else says nothing about the object: it must not count as stored.
  [gcs, 412, 'orgPolicyConstraintFailed', 'refused', /a policy of the organization forbids it/],
  [gcs, 412, CANARY, 'refused'],
  [gcs, 412, '', 'exists'],
  [gcs, 400, 'cloudKmsDisabledKey', 'refused', /the Cloud KMS key is disabled.*`kms-key-id`/],
  [gcs, 429, 'rateLimitExceeded', 'busy'],
  [azure, 403, 'AuthorizationPermissionMismatch', 'refused', /not allowed to create blobs.*`c`/],
  [azure, 403, 'UnauthorizedBlobOverwrite', 'exists'],
  [azure, 409, 'BlobAlreadyExists', 'exists'],
  [azure, 412, CANARY, 'refused'],
  [azure, 409, 'BlobImmutableDueToPolicy', 'exists'],
  [azure, 403, 'AuthenticationFailed', 'refused', /the signature or the time of the SAS/],
  [azure, 404, 'ContainerNotFound', 'refused', /the container does not exist/],
  [azure, 503, 'ServerBusy', 'busy'],
];

for (const [store, status, code, kind, text] of ANSWERS) {
  test(`${store.name}: HTTP ${status} ${code} is ${kind}`, async () => {
    const request = await store.request(object, signal);
    const body = store === gcs ? json(code) : xml(code);
    const verdict = store.judge({ status, headers: { 'x-ms-error-code': code }, body }, { object, request });
    assert.equal(verdict.kind, kind);
    if (verdict.kind !== 'refused') return;
    const said = `${verdict.error.message} ${verdict.error.hint}`;
    assert.match(said, text ?? /./);
    assert.doesNotMatch(said, new RegExp(CANARY));
  });
}

test('a checksum of other bytes is no confirmation', async () => {
  const other = hash('sha256', 'other', 'base64');
  const request = await s3().request(object, signal);
  const headers = { etag: '"x"', 'x-amz-checksum-sha256': other };
  assert.equal(s3().judge({ status: 200, headers, body: '' }, { object, request }).kind, 'altered');
  const body = JSON.stringify({ name: object.key, md5Hash: hash('md5', 'other', 'base64') });
  assert.equal(gcs.judge({ status: 200, headers: {}, body }, { object, request }).kind, 'altered');
  const ofAzure = { 'x-ms-request-id': '1', 'content-md5': hash('md5', 'other', 'base64') };
  assert.equal(azure.judge({ status: 201, headers: ofAzure, body: '' }, { object, request }).kind, 'altered');
});
