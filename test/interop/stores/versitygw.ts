/**
 * versitygw: an S3 server that verifies every signature, checksum and condition. The archive gets an account whose policy allows
 * `s3:PutObject` below its prefix and nothing else; the bucket can hold its objects under a retention that nobody shortens.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { hash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { AwsV4Signer } from 'aws4fetch';
import type { StoreServer } from '../../contract/archive-subject.ts';
import { freePort, openFolder, startProgram } from '../program.ts';
import { readTree } from './files.ts';

const BUCKET = 'audit-archive';
const ROOT = { accessKeyId: 'root-access-key', secretAccessKey: 'root-secret-key-0123456789' };
const WRITER = { accessKeyId: 'archive-writer', secretAccessKey: 'archive-writer-secret-0123456789' };

export interface VersityOptions {
  /** Days for which every object of the bucket is kept under Object Lock, in compliance mode. */
  readonly lockedDays?: number;
}

export interface VersityServer extends StoreServer {
  /** A request with the credential of the archive, or of the administrator. */
  request(method: string, path: string, by?: 'writer' | 'root', body?: string): Promise<Response>;
}

export async function startVersity(path: string, { lockedDays }: VersityOptions = {}): Promise<VersityServer> {
  const folder = await openFolder();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const [data, iam, versions, sidecar] = await Promise.all(
    ['data', 'iam', 'versions', 'sidecar'].map(async (name) => {
      await mkdir(join(folder.path, name));
      return join(folder.path, name);
    }),
  );
  assert.ok(data !== undefined && iam !== undefined && versions !== undefined && sidecar !== undefined);
  const keys = ['--access', ROOT.accessKeyId, '--secret', ROOT.secretAccessKey];
  const program = await startProgram({
    file: path,
    args: [
      ...['--port', `127.0.0.1:${port}`, ...keys, '--iam-dir', iam, '--quiet'],
      ...['posix', '--sidecar', sidecar, '--versioning-dir', versions, data],
    ],
    port,
    folder: folder.path,
  });
  const request: VersityServer['request'] = async (method, where, by = 'root', body = '') => {
    const signer = new AwsV4Signer({
      ...(by === 'root' ? ROOT : WRITER),
      ...{ method, url: `${url}${where}`, service: 's3', region: 'us-east-1' },
      ...(body === '' ? {} : { body }),
      headers: {
        'x-amz-content-sha256': hash('sha256', body),
        ...(body === '' ? {} : { 'x-amz-checksum-sha256': hash('sha256', body, 'base64') }),
        ...(method === 'PUT' && where === `/${BUCKET}` && lockedDays !== undefined
          ? { 'x-amz-bucket-object-lock-enabled': 'true' }
          : {}),
      },
    });
    const signed = await signer.sign();
    return fetch(signed.url, { method, headers: signed.headers, ...(body === '' ? {} : { body }) });
  };
  await ok(request('PUT', `/${BUCKET}`));
  const admin = ['admin', ...keys, '--endpoint-url', url];
  const account = ['--access', WRITER.accessKeyId, '--secret', WRITER.secretAccessKey, '--role', 'user'];
  await promisify(execFile)(path, [...admin, 'create-user', ...account]);
  await ok(request('PUT', `/${BUCKET}?policy`, 'root', POLICY));
  if (lockedDays !== undefined)
    await ok(request('PUT', `/${BUCKET}?object-lock`, 'root', lockConfiguration(lockedDays)));
  return {
    kind: 's3',
    url,
    verifiesChecksums: true,
    request,
    inputs: (origin, bucket = BUCKET) => ({
      'archive-url': `s3://${bucket}/audit`,
      'archive-token': `${WRITER.accessKeyId}:${WRITER.secretAccessKey}`,
      'archive-options': `endpoint: ${origin}\nregion: us-east-1`,
    }),
    strangerInputs: () => ({ 'archive-token': `${WRITER.accessKeyId}:not-the-secret-of-the-writer` }),
    objects: () => readTree(join(data, BUCKET)),
    stop: () => program.stop(),
    start: () => program.start(),
    async [Symbol.asyncDispose]() {
      await program.stop();
      await folder[Symbol.asyncDispose]();
    },
  };
}

/** As docs/archive.md has it, with this server's way to name an account. */
const POLICY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: [WRITER.accessKeyId] },
      Action: ['s3:PutObject'],
      Resource: [`arn:aws:s3:::${BUCKET}/audit/*`],
    },
  ],
});

function lockConfiguration(days: number): string {
  const retention = `<DefaultRetention><Mode>COMPLIANCE</Mode><Days>${days}</Days></DefaultRetention>`;
  return `<ObjectLockConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><ObjectLockEnabled>Enabled</ObjectLockEnabled><Rule>${retention}</Rule></ObjectLockConfiguration>`;
}

async function ok(responding: Promise<Response>): Promise<void> {
  const response = await responding;
  assert.ok(response.ok, `${response.status} ${await response.text()}`);
}
