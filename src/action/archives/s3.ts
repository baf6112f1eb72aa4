/** S3 with the first credential that this job has: a role for its OIDC identity, the keys of its environment, then `archive-token`. */
import type { ArchiveLocation } from '../../delivery/archive/archive-location.ts';
import { S3_OPTIONS, type S3Options } from '../../delivery/archive/archive-options.ts';
import { AssumedRole, type AwsCredentials, fixedKeys } from '../../delivery/archive/aws-credentials.ts';
import { S3Store } from '../../delivery/archive/s3-store.ts';
import type { StoreProtocol } from '../../delivery/archive/store-protocol.ts';
import { readOptions } from '../../delivery/http/options.ts';
import { assert } from '../../model/assert.ts';
import { InputError } from '../../model/errors.ts';
import type { ArchiveSettings } from '../../model/settings.ts';
import { noIdentity, type StoreContext } from './store-context.ts';

/** Compatible stores mostly accept any region; Amazon's own has to be the right one. */
const ANY_REGION = 'us-east-1';

export function connectS3(
  { bucket }: Extract<ArchiveLocation, { kind: 's3' }>,
  given: ArchiveSettings['options'],
  context: StoreContext,
): StoreProtocol {
  const reading = readOptions(S3_OPTIONS, given);
  assert(reading.kind === 'read', 'options were checked before they are used');
  const { options } = reading;
  const { environment, world } = context;
  const region = options.region ?? (environment.aws.region || (options.endpoint && ANY_REGION));
  if (region === undefined) {
    throw new InputError('archive-url is in S3, and no region is set', {
      hint: 'Set `region` in `archive-options`, or AWS_REGION in the environment; see docs/archive.md#amazon-s3.',
    });
  }
  const credentials = credentialsOf(options, region, context);
  return new S3Store(
    {
      bucket,
      region,
      endpoint: options.endpoint?.replace(/\/+$/, ''),
      precondition: options.precondition,
      storageClass: options['storage-class'],
      sse: options.sse,
      kmsKeyId: options['kms-key-id'],
    },
    { credentials, clock: world.clock },
  );
}

function credentialsOf(
  options: S3Options,
  region: string,
  { token, environment, idToken, world }: StoreContext,
): AwsCredentials {
  const roleArn = options['role-arn'];
  if (roleArn !== undefined) {
    if (idToken === undefined) throw noIdentity('role-arn');
    const { http, clock, hide } = world;
    const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
    const endpoint = options['sts-endpoint'] ?? `https://sts.${region}.${domain}/`;
    const sessionName = `collect-audit-log-${environment.runId}`.slice(0, 64);
    return new AssumedRole({ roleArn, sessionName, endpoint, audience: options.audience, idToken, http, clock, hide });
  }
  const { accessKeyId, secretAccessKey, sessionToken } = environment.aws;
  if (accessKeyId !== '' && secretAccessKey !== '') {
    for (const secret of [secretAccessKey, sessionToken]) if (secret !== '') world.hide(secret);
    return fixedKeys({ accessKeyId, secretAccessKey, sessionToken: sessionToken === '' ? undefined : sessionToken });
  }
  const [, key, secret] = /^([^:]+):(.+)$/.exec(token) ?? [];
  if (key !== undefined && secret !== undefined) {
    return fixedKeys({ accessKeyId: key, secretAccessKey: secret, sessionToken: undefined });
  }
  throw new InputError('the archive has no credential', {
    hint: 'Set `role-arn` in `archive-options`, run aws-actions/configure-aws-credentials before this step, or set `archive-token`; see docs/archive.md#credentials.',
  });
}
