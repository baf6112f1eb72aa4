/** What the codes of S3 mean: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList */
import type { Refusals } from './refusal.ts';

const REGION = 'Set `region` in `archive-options` to the region of the bucket';
const KMS =
  'Allow `kms:GenerateDataKey` on the key to the role, and check that `kms-key-id` is enabled and in the region of the bucket';

export const S3_REFUSALS: Refusals = {
  AccessDenied: [
    'access is denied',
    'Allow `s3:PutObject` on the prefix to the credential, `kms:GenerateDataKey` if the bucket encrypts with a KMS key, and check the policy of the bucket',
  ],
  AllAccessDisabled: ['access to this bucket is disabled', 'Ask AWS Support'],
  AccountProblem: ['the account that owns the bucket has a problem', 'Ask AWS Support'],
  AuthorizationHeaderMalformed: ['the request was signed for another region', REGION],
  IllegalLocationConstraintException: ['the bucket is in another region', REGION],
  PermanentRedirect: ['the bucket is in another region', REGION],
  TemporaryRedirect: ['the bucket is in another region', REGION],
  ExpiredToken: [
    'the credential has expired',
    'Use `role-arn`, which renews it, or request a session that is longer than the run',
  ],
  InvalidToken: ['the session token is invalid', 'Set AWS_SESSION_TOKEN together with the two keys that it belongs to'],
  InvalidAccessKeyId: [
    'the access key does not exist',
    'Check the access key, and AWS_ACCESS_KEY_ID in the environment',
  ],
  SignatureDoesNotMatch: ['the secret key does not fit the access key', 'Check both halves of the credential'],
  RequestTimeTooSkewed: [
    'the clock of the store and that of the runner differ, even after the difference was taken into account',
    'Set the clocks of both',
  ],
  NoSuchBucket: ['there is no such bucket', 'Check `archive-url`, and `region` or `endpoint` in `archive-options`'],
  InvalidBucketName: ['this is no name of a bucket', 'Check `archive-url`'],
  InvalidStorageClass: ['it does not know this storage class', 'Check `storage-class` in `archive-options`'],
  InvalidEncryptionAlgorithmError: ['it does not know this encryption', 'Check `sse` in `archive-options`'],
  EntityTooLarge: ['the object is too large for it', 'Raise the limit of the store'],
  QuotaExceeded: ['its quota is used up', 'Make room in the store, or raise its quota'],
  MethodNotAllowed: ['it accepts no objects here', 'Check `archive-url` and `endpoint`'],
  NotImplemented: [
    'it does not know a header of the request',
    'If the store knows no conditional writes, set `precondition: false` in `archive-options`',
  ],
  'KMS.DisabledException': ['the KMS key is disabled', KMS],
  'KMS.NotFoundException': ['there is no such KMS key', KMS],
  'KMS.KMSInvalidStateException': ['the KMS key cannot be used in its state', KMS],
  'KMS.InvalidKeyUsageException': ['the KMS key is not one for encryption', KMS],
};
