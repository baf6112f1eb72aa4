/**
 * Where the credential of an archive comes from: the job's OIDC identity first, exchanged and renewed; then what the environment holds;
 * then `archive-token`. Each secret that is made on the way is masked before it is used, and none is in an error.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DeliveryError, InputError } from '../../src/model/errors.ts';
import { HOUR, MINUTE } from '../emulator/clock.ts';
import { json } from '../emulator/exchange.ts';
import { NdjsonDouble } from '../emulator/sinks/ndjson-double.ts';
import { startSink } from '../emulator/sinks/sink-server.ts';
import { AZURE_TENANT } from '../emulator/stores/azure-double.ts';
import { GCS_ACCOUNT, GCS_PROVIDER } from '../emulator/stores/gcs-double.ts';
import { archiveEvents } from './archive-cases.ts';
import { startAzureDouble, startGcsDouble, startS3Double } from './archive-doubles.ts';
import { type ArchiveSubject, NO_AWS, openSubject } from './archive-subject.ts';

const signal = new AbortController().signal;

/** GitHub's side: the identity of a job, for one audience. */
async function startIssuer(audience: string) {
  const server = await startSink(new NdjsonDouble());
  server.faults.on('sink', (_, { query, headers }) => {
    assert.equal(query.get('audience'), audience);
    assert.equal(headers.authorization, 'Bearer runner-token-0123');
    return json(200, { value: 'github-id-token-1' });
  });
  return {
    idToken: { url: `${server.url}/token?api-version=2.0`, token: 'runner-token-0123' },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

let commits = 0;

/** One commit with one object for each of three days. */
async function store({ archive }: ArchiveSubject): Promise<void> {
  commits += 1;
  await archive.put({ events: archiveEvents(3, `commit ${commits}`), deadLetters: [] }, `42.1.${commits}`, signal);
}

async function messageOf(doing: Promise<unknown>): Promise<string> {
  const error = await doing.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof DeliveryError || error instanceof InputError, String(error));
  const text = `${error.message}. ${error.hint}`;
  assert.doesNotMatch(text, /canary|github-id-token|secret-0123|session-secret/);
  return text;
}

const ROLE = 'role-arn: arn:aws:iam::123456789012:role/archive';

test('S3: one session of the role for many objects, renewed when refused and before it ends', async () => {
  await using issuer = await startIssuer('sts.amazonaws.com');
  await using server = await startS3Double();
  const options = `${ROLE}\nregion: us-east-1\nendpoint: ${server.url}\nsts-endpoint: ${server.url}/`;
  const inputs = { 'archive-token': '', 'archive-options': options, 'max-duration': '3h' };
  await using subject = await openSubject(server, { inputs, environment: { idToken: issuer.idToken } });
  await store(subject);
  await store(subject);
  assert.equal(server.double.sessions, 1);
  server.double.expire();
  await store(subject);
  const renewed = server.double.sessions;
  assert.ok(renewed >= 2);
  await subject.clock.sleep(HOUR - 3 * MINUTE, signal);
  // The store allows fifteen minutes between its clock and ours: the second answer puts that right.
  await store(subject);
  assert.ok(server.double.sessions > renewed);
  assert.equal(server.double.objects.size, 12);
  for (const secret of ['github-id-token-1', 'session-secret/1', 'session-token-1+/=', 'session-secret/2']) {
    assert.ok(subject.hidden.includes(secret), `${secret} is not masked`);
  }
});

test('S3: the keys of the environment come before archive-token, and the role before both', async () => {
  await using server = await startS3Double();
  server.double.keys.set('ENVIRONMENTKEY', 'environment-session-token');
  server.double.keys.delete('archive-writer');
  const aws = { ...NO_AWS, accessKeyId: 'ENVIRONMENTKEY', secretAccessKey: 'environment-secret', region: 'us-east-1' };
  const environment = { aws: { ...aws, sessionToken: 'environment-session-token' } };
  await using subject = await openSubject(server, { environment });
  await store(subject);
  assert.ok(subject.hidden.includes('environment-secret') && subject.hidden.includes('environment-session-token'));
  server.double.expire();
  assert.match(
    await messageOf(store(subject)),
    /the credential has expired \(HTTP 400, ExpiredToken\)\. Use `role-arn`/,
  );
});

test('S3: a trust policy that does not name the job, and an identity that the account does not know', async () => {
  await using issuer = await startIssuer('sts.amazonaws.com');
  await using server = await startS3Double();
  const options = `${ROLE}\nendpoint: ${server.url}\nsts-endpoint: ${server.url}/`;
  const inputs = { 'archive-token': '', 'archive-options': options };
  const open = () => openSubject(server, { inputs, environment: { idToken: issuer.idToken } });
  server.double.role = 'arn:aws:iam::123456789012:role/another';
  await using untrusted = await open();
  assert.match(
    await messageOf(store(untrusted)),
    /AWS STS issued no credentials: the trust policy of the role does not name this job/,
  );
  server.double.identity = 'identity-of-another-issuer';
  await using unknown = await open();
  assert.match(await messageOf(store(unknown)), /does not accept the job's identity token/);
});

test('Google Cloud: a federated token for a service account, or without one, renewed when refused', async () => {
  await using issuer = await startIssuer(`https://iam.googleapis.com/${GCS_PROVIDER}`);
  await using server = await startGcsDouble();
  const provider = `workload-identity-provider: ${GCS_PROVIDER}\nsts-endpoint: ${server.url}\niam-endpoint: ${server.url}`;
  for (const account of [`\nservice-account: ${GCS_ACCOUNT}`, '']) {
    const inputs = { 'archive-token': '', 'archive-options': `endpoint: ${server.url}\n${provider}${account}` };
    await using subject = await openSubject(server, { inputs, environment: { idToken: issuer.idToken } });
    const before = server.double.exchanges;
    await store(subject);
    await store(subject);
    assert.equal(server.double.exchanges, before + 1);
    server.double.revoke();
    await store(subject);
    assert.ok(server.double.exchanges > before + 1);
    const made = account === '' ? ['federated-token'] : ['federated-token', 'account-token'];
    for (const secret of made.flatMap((kind) => [1, 2].map((nth) => `${kind}-${before + nth}`))) {
      assert.ok(subject.hidden.includes(secret), `${secret} is not masked`);
    }
    assert.ok(subject.hidden.includes('github-id-token-1'));
  }
  server.double.identity = 'identity-of-another-issuer';
  server.double.revoke();
  const inputs = { 'archive-token': '', 'archive-options': `endpoint: ${server.url}\n${provider}` };
  await using refused = await openSubject(server, { inputs, environment: { idToken: issuer.idToken } });
  assert.match(
    await messageOf(store(refused)),
    /Google Cloud issued no access token: it does not accept the job's identity token/,
  );
});

test('Azure: a token of Entra for the identity of the job, renewed when refused', async () => {
  await using issuer = await startIssuer('api://AzureADTokenExchange');
  await using server = await startAzureDouble();
  const options = `endpoint: ${server.url}/auditarchive\nauthority: ${server.url}\ntenant-id: ${AZURE_TENANT}\nclient-id: ${AZURE_TENANT}`;
  const inputs = { 'archive-token': '', 'archive-options': options };
  await using subject = await openSubject(server, { inputs, environment: { idToken: issuer.idToken } });
  await store(subject);
  server.double.revoke();
  await store(subject);
  assert.equal(server.double.objects.size, 6);
  for (const secret of ['github-id-token-1', 'entra-access-token-1', 'entra-access-token-2']) {
    assert.ok(subject.hidden.includes(secret), `${secret} is not masked`);
  }
  server.double.identity = 'identity-of-another-issuer';
  server.double.revoke();
  assert.match(await messageOf(store(subject)), /Entra issued no token.*archive\.md#azure/);
});

test('everything that the job lacks is reported before the first request', async () => {
  await using s3 = await startS3Double();
  await using gcs = await startGcsDouble();
  const lacking = (server: Parameters<typeof openSubject>[0], options: string) =>
    messageOf(openSubject(server, { inputs: { 'archive-token': '', 'archive-options': options } }));
  assert.match(
    await lacking(s3, `${ROLE}\nregion: eu-west-1`),
    /this job has no OIDC identity, which `role-arn` in `archive-options` needs.*id-token: write/,
  );
  assert.match(await lacking(s3, 'region: eu-west-1'), /the archive has no credential/);
  assert.match(await lacking(s3, ''), /no region is set/);
  assert.match(await lacking(gcs, `workload-identity-provider: ${GCS_PROVIDER}`), /no OIDC identity/);
  assert.equal(s3.server.requests.length + gcs.server.requests.length, 0);
});
