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
  SignatureDoesNotMatch: ['the secret key does not belong to the access key', 'Check both halves of the credential'],
  RequestTimeTooSkewed: [
    'the clocks of the store and of the runner differ, even after the request was signed by the clock of the store',
    'Synchronize both clocks',
  ],
  NoSuchBucket: ['the bucket does not exist', 'Check `archive-url`, and `region` or `endpoint` in `archive-options`'],
  InvalidBucketName: ['the name of the bucket is invalid', 'Check `archive-url`'],
  InvalidStorageClass: ['it does not support the storage class', 'Check `storage-class` in `archive-options`'],
  InvalidEncryptionAlgorithmError: ['it does not support the encryption', 'Check `sse` in `archive-options`'],
  EntityTooLarge: ['the object is too large', 'Raise the limit of the store'],
  QuotaExceeded: ['its quota is used up', 'Raise the quota of the store, or free space in it'],
  MethodNotAllowed: ['it does not accept objects at this address', 'Check `archive-url` and `endpoint`'],
  NotImplemented: [
    'it does not support a header of the request',
    'If the store does not support conditional writes, set `precondition: false` in `archive-options`',
  ],
  'KMS.DisabledException': ['the KMS key is disabled', KMS],
  'KMS.NotFoundException': ['the KMS key does not exist', KMS],
  'KMS.KMSInvalidStateException': ['the state of the KMS key does not allow its use', KMS],
  'KMS.InvalidKeyUsageException': ['the KMS key is not for encryption', KMS],
};
