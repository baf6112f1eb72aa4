/** The inputs of the archive: what they become, and one clear sentence for each mistake. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRedactor, readSecrets } from '../../../../src/action/inputs/secrets.ts';
import { parseLocation } from '../../../../src/delivery/archive/archive-location.ts';
import { parse, problemsOf, readerOf, VALID } from '../input-values.ts';

test('where an archive can be', () => {
  assert.deepEqual(parseLocation('s3://audit.archive/a/b'), { kind: 's3', bucket: 'audit.archive', prefix: 'a/b' });
  assert.deepEqual(parseLocation('gs://audit_archive/'), { kind: 'gs', bucket: 'audit_archive', prefix: '' });
  assert.deepEqual(parseLocation('https://audit.blob.core.usgovcloudapi.net/logs/github/x'), {
    kind: 'azure',
    account: 'audit',
    container: 'logs',
    origin: 'https://audit.blob.core.usgovcloudapi.net',
    prefix: 'github/x',
  });
});

for (const [url, complaint] of [
  ['ftp://bucket/prefix', /accepts `s3:\/\/BUCKET\/PREFIX`/],
  ['audit-archive/github', /accepts `s3:\/\/BUCKET\/PREFIX`/],
  ['s3://Bucket/prefix', /its bucket name is not one that S3 allows/],
  ['s3://ab/prefix', /its bucket name is not one that S3 allows/],
  ['s3://bucket/a//b', /no empty part/],
  ['s3://bucket/../b', /no empty part/],
  ['s3://bucket/späte', /archive-url/],
  ['https://minio.example.com/bucket', /set `endpoint` in `archive-options`/],
  ['https://audit.blob.core.windows.net/', /name of a container/],
  ['https://audit.blob.core.windows.net/logs?sv=1&sig=x', /a credential goes into `archive-token`/],
  ['s3://key:secret@bucket/prefix', /a credential goes into `archive-token`/],
] as const) {
  test(`refused: ${url}`, () => {
    const problems = problemsOf({ 'archive-url': url, 'archive-options': 'region: eu-west-1' });
    assert.equal(problems.length, 1, problems.join('\n'));
    assert.match(problems[0] ?? '', complaint);
  });
}

for (const [url, token, options, complaint] of [
  ['s3://bucket/p', 'only-a-key', '', /archive-token: .*`KEY:SECRET`/],
  ['https://audit.blob.core.windows.net/logs', 'no-signature', '', /archive-token: .*a SAS with `sig=`/],
  ['s3://bucket/p', '', 'regoin: eu-west-1', /`regoin` is not an option of this store; its options are `region`/],
  ['s3://bucket/p', '', 'endpoint: http://store.example.com:9000', /`endpoint` .*`https:\/\/` address/],
  ['s3://bucket/p', '', 'kms-key-id: abc', /`kms-key-id` needs `sse: aws:kms`/],
  [
    's3://bucket/p',
    '',
    'role-arn: arn:aws:iam::123456789012:role/x\nendpoint: https://store.example.com',
    /needs `sts-endpoint` as well/,
  ],
  ['s3://bucket/p', '', '- a list', /accepts names and values/],
  ['gs://bucket/p', '', '', /accepts `workload-identity-provider`, or an access token/],
  ['gs://bucket/p', '0123456789', 'service-account: a@b.iam.gserviceaccount.com', /`service-account` needs/],
  ['https://audit.blob.core.windows.net/logs', '', 'tenant-id: 00000000-0000-0000-0000-000000000000', /go together/],
  ['', 'KEY:0123456789', '', /archive-token: it has no effect without an archive; set `archive-url`/],
] as const) {
  test(`refused: ${url} with ${options || token || 'nothing'}`, () => {
    const problems = problemsOf({ 'archive-url': url, 'archive-token': token, 'archive-options': options });
    assert.equal(problems.length, 1, problems.join('\n'));
    assert.match(problems[0] ?? '', complaint);
  });
}

test('the secret of a key, and the signature in a SAS, are masked by themselves', () => {
  for (const [token, secret] of [
    ['AKIAEXAMPLE:secret-access-key/0123', 'secret-access-key/0123'],
    ['?sv=2023-11-03&sp=c&sig=abcdefgh0123456789', 'abcdefgh0123456789'],
  ] as const) {
    const redact = createRedactor(readSecrets(readerOf({ ...VALID, 'archive-token': token })));
    assert.equal(redact(`it said ${secret} here`), 'it said *** here');
  }
});

test('without an archive there is none, and a replay archives nothing', () => {
  assert.equal(parse({}).archive, undefined);
  const problems = problemsOf({ 'replay-dir': 'r', 'archive-url': 's3://bucket/p', token: '' });
  assert.match(problems.join('\n'), /replay-dir: a replay archives nothing/);
});
