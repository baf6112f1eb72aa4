/**
 * The policies of docs/archive.md are what an archive needs, and no more: its requests to each double, as the actions that the services
 * document for those requests, is compared with what the policies grant; names and claims, with those of the examples.
 */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { AZURE_OPTIONS, S3_OPTIONS } from '../../src/delivery/archive/archive-options.ts';
import type { Request } from '../emulator/exchange.ts';
import { NdjsonDouble } from '../emulator/sinks/ndjson-double.ts';
import { startSink } from '../emulator/sinks/sink-server.ts';
import { AZURE_TENANT } from '../emulator/stores/azure-double.ts';
import { GCS_ACCOUNT, GCS_PROVIDER } from '../emulator/stores/gcs-double.ts';
import { codeBlocks } from '../meta/markdown.ts';
import { ROOT } from '../meta/tree.ts';
import { archiveEvents, COMMIT, signal } from './archive-cases.ts';
import { startAzureDouble, startGcsDouble, startS3Double } from './archive-doubles.ts';
import { openSubject, type StoreServer } from './archive-subject.ts';

const docs = await readFile(join(ROOT, 'docs/archive.md'), 'utf8');
const documents = codeBlocks(docs)
  .filter(({ language }) => language === 'json')
  .map(({ text }) => JSON.parse(text));
/** The one block of JSON that has this key. */
function withKey(key: string, has: (document: { readonly [key: string]: unknown }) => boolean = () => true) {
  const found = documents.filter((document) => key in document && has(document));
  assert.equal(found.length, 1, `docs/archive.md has not one block of JSON with ${key}`);
  return found[0];
}

async function example(store: string) {
  const { jobs } = parse(await readFile(join(ROOT, `examples/archive-${store}.yml`), 'utf8'));
  const { environment, steps } = jobs.collect;
  const { 'archive-url': url, 'archive-options': options } = steps[0].with;
  const [, host = '', ...prefix] = /^\w+:\/\/([^/]+)\/(.+)$/.exec(url) ?? [];
  return { environment, host, prefix: prefix.join(''), options: parse(options) };
}

type DoubleStore = StoreServer & { readonly server: { readonly requests: readonly Request[] } };

/** Everything that an archive ever stores, by the identity of the job; what was requested of the store for it. */
async function requestsOf(server: DoubleStore, options: string): Promise<readonly Request[]> {
  await using issuer = await startSink(new NdjsonDouble());
  issuer.faults.on('sink', () => ({ status: 200, body: '{"value":"github-id-token-1"}' }));
  const idToken = { url: `${issuer.url}/token?api-version=2.0`, token: 'runner-token-0123' };
  const inputs = { 'archive-token': '', 'archive-options': options.replaceAll('ORIGIN', server.url) };
  await using subject = await openSubject(server, { inputs, environment: { idToken } });
  const deadLetters = archiveEvents(1, 'dead letter');
  await subject.archive.put({ events: archiveEvents(20, 'policy'), deadLetters }, COMMIT, signal);
  const sealed = { generation: 1, commitId: COMMIT, manifest: Buffer.from('{}'), signature: Buffer.from('s') };
  await subject.archive.seal(sealed, signal);
  await subject.archive.mark('42.1', '{}', signal);
  return server.server.requests;
}

/** Each once, in order. */
const distinct = (actions: Iterable<string>) => [...new Set(actions)].sort();
const own = ({ headers }: Request, pattern: RegExp) => Object.keys(headers).filter((name) => pattern.test(name));

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html: tags, ACLs and retention need actions of their own. */
function actionOfS3(request: Request): string {
  const { method, path, query, body } = request;
  if (method === 'POST' && path === '/') return `sts:${new URLSearchParams(String(body)).get('Action')}`;
  assert.deepEqual([method, query.size, own(request, /acl|grant|tagging|object-lock/)], ['PUT', 0, []]);
  return 's3:PutObject';
}

test('S3: one action of the store, and one of the token service', async () => {
  await using server = await startS3Double();
  const role = `role-arn: ${server.double.role}\nregion: us-east-1\nendpoint: ORIGIN\nsts-endpoint: ORIGIN/`;
  const used = distinct((await requestsOf(server, role)).map(actionOfS3));
  const isTrust = (document: unknown) => JSON.stringify(document).includes('Principal');
  const [trust] = withKey('Statement', isTrust).Statement;
  const [permission, ...more] = withKey('Statement', (document) => !isTrust(document)).Statement;
  assert.deepEqual([permission.Action, trust.Action], used);
  assert.deepEqual(more, []);
  const { host, prefix, environment, options } = await example('s3');
  assert.equal(permission.Resource, `arn:aws:s3:::${host}/${prefix}/*`);
  const { StringEquals: claims } = trust.Condition;
  assert.deepEqual(Object.values(claims), [
    S3_OPTIONS.audience.default,
    `repo:your-organization/audit-log:environment:${environment}`,
  ]);
  const [, account] = /::(\d+):/.exec(options['role-arn']) ?? [];
  assert.ok(trust.Principal.Federated.includes(`::${account}:`));
});

test('Google Cloud: objects are created, and the service account lends its identity', async () => {
  await using server = await startGcsDouble();
  const provider = `workload-identity-provider: ${GCS_PROVIDER}\nservice-account: ${GCS_ACCOUNT}`;
  const endpoints = 'endpoint: ORIGIN\nsts-endpoint: ORIGIN\niam-endpoint: ORIGIN';
  const requests = await requestsOf(server, `${provider}\n${endpoints}`);
  // The exchange of the identity is decided by the condition of the provider, not by a role.
  const roles = requests.flatMap(({ method, path, query }) => {
    if (path === '/v1/token') return [];
    if (path.endsWith(':generateAccessToken')) return ['roles/iam.workloadIdentityUser'];
    assert.deepEqual([method, query.get('uploadType')], ['POST', 'multipart']);
    return ['roles/storage.objectCreator'];
  });
  assert.deepEqual(distinct([...docs.matchAll(/roles\/[\w.]+/g)].map(([role]) => role)), distinct(roles));
  const { host, environment, options } = await example('gcs');
  assert.ok(docs.includes(`gcloud storage buckets add-iam-policy-binding gs://${host} `));
  assert.ok(docs.includes(`assertion.sub == 'repo:your-organization/audit-log:environment:${environment}'`));
  const [, pool, name] = /workloadIdentityPools\/([^/]+)\/providers\/(.+)$/.exec(
    options['workload-identity-provider'],
  ) ?? [''];
  assert.ok(docs.includes(`workload-identity-pools create ${pool} `) && docs.includes(`create-oidc ${name} `));
});

test('Azure: blobs are added, by an application that trusts the job', async () => {
  await using server = await startAzureDouble();
  const application = `tenant-id: ${AZURE_TENANT}\nclient-id: ${AZURE_TENANT}`;
  const requests = await requestsOf(server, `endpoint: ORIGIN/auditarchive\nauthority: ORIGIN\n${application}`);
  const used = requests.flatMap((request) => {
    if (request.path.endsWith('/token')) return [];
    // https://learn.microsoft.com/rest/api/storageservices/put-blob#permissions; tags need an action of their own.
    assert.deepEqual(
      [request.method, request.query.size, own(request, /tags|immutability|legal-hold/)],
      ['PUT', 0, []],
    );
    return ['Microsoft.Storage/storageAccounts/blobServices/containers/blobs/add/action'];
  });
  const { Actions, DataActions } = withKey('DataActions');
  assert.deepEqual([Actions, DataActions], [[], distinct(used)]);
  const { environment } = await example('azure');
  const { issuer, subject, audiences } = withKey('issuer');
  assert.deepEqual(
    [issuer, subject, audiences],
    [
      'https://token.actions.githubusercontent.com',
      `repo:your-organization/audit-log:environment:${environment}`,
      [AZURE_OPTIONS.audience.default],
    ],
  );
});

test('what goes to cold storage are the events below the prefix of each example', async () => {
  const [s3, gcs, azure] = await Promise.all(['s3', 'gcs', 'azure'].map(example));
  assert.equal(withKey('Rules').Rules[0].Filter.Prefix, `${s3?.prefix}/events/`);
  assert.deepEqual(withKey('rule').rule[0].condition.matchesPrefix, [`${gcs?.prefix}/events/`]);
  const [{ definition }] = withKey('rules').rules;
  assert.deepEqual(definition.filters.prefixMatch, [`${azure?.prefix}/events/`]);
});
