export const id = 422;
export const ids = [422];
export const modules = {

/***/ 16422:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  connectS3: () => (/* binding */ connectS3)
});

// EXTERNAL MODULE: ./lib/delivery/archive/archive-options.js
var archive_options = __webpack_require__(14844);
// EXTERNAL MODULE: ./lib/model/errors.js
var errors = __webpack_require__(73434);
// EXTERNAL MODULE: ./lib/delivery/archive/refusal.js
var refusal = __webpack_require__(67325);
;// CONCATENATED MODULE: ./lib/delivery/archive/xml-text.js
/** The text of one element of a short XML answer, where it can hold nothing but a code, a key or a time: no entities, no markup. */
const LENGTH_MAX = 20_000;
/** The text of the first element of this name; `undefined` when there is none, or when it holds anything else than plain text. */
function readXml(xml, name) {
    const head = xml.slice(0, LENGTH_MAX);
    const start = head.indexOf(`<${name}>`);
    if (start === -1)
        return undefined;
    const from = start + name.length + 2;
    const end = head.indexOf(`</${name}>`, from);
    const text = end === -1 ? undefined : head.slice(from, end).trim();
    return text !== undefined && /^[\x21-\x7e]+$/.test(text) && !/[<>&]/.test(text) ? text : undefined;
}

;// CONCATENATED MODULE: ./lib/delivery/archive/aws-credentials.js
/**
 * Keys for S3: those of a role that the job's OIDC identity may assume, renewed before they end, or fixed ones. Keys that were made
 * on the way are masked before anything else sees them.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */



function fixedKeys(keys) {
    return { current: async () => keys, forget: () => false };
}
/** Keys are replaced this long before their end, so that none runs out on the way. */
const MARGIN_MS = 5 * 60_000;
const PASSING = new Set(['IDPCommunicationError', 'Throttling', 'ThrottlingException', 'RequestLimitExceeded']);
const REFUSALS = {
    AccessDenied: [
        'the trust policy of the role does not name this job',
        "Compare its conditions on `token.actions.githubusercontent.com:sub` and `:aud` with this workflow's repository, environment and ref",
    ],
    ExpiredTokenException: ['the identity token of the job has expired', 'Check the clock of the runner'],
    IDPRejectedClaim: [
        "the account rejects a claim of the job's identity",
        'Check the audience of the OIDC provider in IAM',
    ],
    InvalidIdentityToken: [
        "the account does not accept the job's identity token",
        'Add the OIDC provider token.actions.githubusercontent.com with the audience sts.amazonaws.com to IAM',
    ],
    RegionDisabledException: [
        'STS is disabled in this region',
        'Enable the region in the account, or set another `region`',
    ],
    ValidationError: ['the role or the name of the session is invalid', 'Check `role-arn` in `archive-options`'],
};
class AssumedRole {
    #parts;
    #session;
    /** One request for all objects that wait. */
    #underWay;
    constructor(parts) {
        this.#parts = parts;
    }
    async current(signal) {
        if (this.#session !== undefined && this.#parts.clock.now() < this.#session.usableUntil)
            return this.#session.keys;
        this.#underWay ??= this.#assume(signal).finally(() => {
            this.#underWay = undefined;
        });
        return this.#underWay;
    }
    forget() {
        this.#session = undefined;
        return true;
    }
    async #assume(signal) {
        const { roleArn, sessionName, endpoint, audience, idToken, http, clock, hide } = this.#parts;
        const form = new URLSearchParams({
            Action: 'AssumeRoleWithWebIdentity',
            Version: '2011-06-15',
            RoleArn: roleArn,
            RoleSessionName: sessionName,
            WebIdentityToken: await idToken(audience, signal),
        });
        const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8', accept: 'application/xml' };
        const body = Buffer.from(form.toString());
        const answer = await http.send({ method: 'POST', url: endpoint, headers, body }, signal);
        const { keys, endsAt } = readSession(answer);
        for (const secret of [keys.accessKeyId, keys.secretAccessKey, keys.sessionToken])
            hide(secret);
        this.#session = { keys, usableUntil: lifetimeEnd(endsAt, answer, clock.now()) - MARGIN_MS };
        return keys;
    }
}
/** By this machine's clock, however wrong it is: the server's `Date` shows how long the keys last. */
function lifetimeEnd(endsAt, { headers }, now) {
    const date = Date.parse(headers['date'] ?? '');
    return Number.isFinite(date) ? now + (endsAt - date) : endsAt;
}
function readSession(answer) {
    const { status, body } = answer;
    const code = readXml(body, 'Code') ?? '';
    if (status === 429 || status >= 500 || PASSING.has(code)) {
        throw Object.assign(new Error('STS is not available at the moment'), { code: `STS_HTTP_${status}` });
    }
    if (status !== 200)
        throw (0,refusal/* refusal */.x)({ status, code }, REFUSALS, 'AWS STS issued no credentials');
    const read = (name) => readXml(body, name) ?? '';
    const [accessKeyId, secretAccessKey, sessionToken] = ['AccessKeyId', 'SecretAccessKey', 'SessionToken'].map(read);
    const endsAt = Date.parse(read('Expiration'));
    if (!accessKeyId || !secretAccessKey || !sessionToken || !Number.isFinite(endsAt)) {
        throw new errors/* DeliveryError */.VE(`AWS STS answered without credentials (HTTP ${status})`, {
            hint: 'Check `sts-endpoint` in `archive-options`; see docs/archive.md#when-the-store-refuses.',
        });
    }
    return { keys: { accessKeyId, secretAccessKey, sessionToken }, endsAt };
}

;// CONCATENATED MODULE: ./node_modules/aws4fetch/dist/aws4fetch.esm.mjs
/**
 * @license MIT <https://opensource.org/licenses/MIT>
 * @copyright Michael Hart 2024
 */
const encoder = new TextEncoder();
const HOST_SERVICES = {
  appstream2: 'appstream',
  cloudhsmv2: 'cloudhsm',
  email: 'ses',
  marketplace: 'aws-marketplace',
  mobile: 'AWSMobileHubService',
  pinpoint: 'mobiletargeting',
  queue: 'sqs',
  'git-codecommit': 'codecommit',
  'mturk-requester-sandbox': 'mturk-requester',
  'personalize-runtime': 'personalize',
};
const UNSIGNABLE_HEADERS = new Set([
  'authorization',
  'content-type',
  'content-length',
  'user-agent',
  'presigned-expires',
  'expect',
  'x-amzn-trace-id',
  'range',
  'connection',
]);
class AwsClient {
  constructor({ accessKeyId, secretAccessKey, sessionToken, service, region, cache, retries, initRetryMs }) {
    if (accessKeyId == null) throw new TypeError('accessKeyId is a required option')
    if (secretAccessKey == null) throw new TypeError('secretAccessKey is a required option')
    this.accessKeyId = accessKeyId;
    this.secretAccessKey = secretAccessKey;
    this.sessionToken = sessionToken;
    this.service = service;
    this.region = region;
    this.cache = cache || new Map();
    this.retries = retries != null ? retries : 10;
    this.initRetryMs = initRetryMs || 50;
  }
  async sign(input, init) {
    if (input instanceof Request) {
      const { method, url, headers, body } = input;
      init = Object.assign({ method, url, headers }, init);
      if (init.body == null && headers.has('Content-Type')) {
        init.body = body != null && headers.has('X-Amz-Content-Sha256') ? body : await input.clone().arrayBuffer();
      }
      input = url;
    }
    const signer = new AwsV4Signer(Object.assign({ url: input.toString() }, init, this, init && init.aws));
    const signed = Object.assign({}, init, await signer.sign());
    delete signed.aws;
    try {
      return new Request(signed.url.toString(), signed)
    } catch (e) {
      if (e instanceof TypeError) {
        return new Request(signed.url.toString(), Object.assign({ duplex: 'half' }, signed))
      }
      throw e
    }
  }
  async fetch(input, init) {
    for (let i = 0; i <= this.retries; i++) {
      const fetched = fetch(await this.sign(input, init));
      if (i === this.retries) {
        return fetched
      }
      const res = await fetched;
      if (res.status < 500 && res.status !== 429) {
        return res
      }
      await new Promise(resolve => setTimeout(resolve, Math.random() * this.initRetryMs * Math.pow(2, i)));
    }
    throw new Error('An unknown error occurred, ensure retries is not negative')
  }
}
class AwsV4Signer {
  constructor({ method, url, headers, body, accessKeyId, secretAccessKey, sessionToken, service, region, cache, datetime, signQuery, appendSessionToken, allHeaders, singleEncode }) {
    if (url == null) throw new TypeError('url is a required option')
    if (accessKeyId == null) throw new TypeError('accessKeyId is a required option')
    if (secretAccessKey == null) throw new TypeError('secretAccessKey is a required option')
    this.method = method || (body ? 'POST' : 'GET');
    this.url = new URL(url);
    this.headers = new Headers(headers || {});
    this.body = body;
    this.accessKeyId = accessKeyId;
    this.secretAccessKey = secretAccessKey;
    this.sessionToken = sessionToken;
    let guessedService, guessedRegion;
    if (!service || !region) {
[guessedService, guessedRegion] = guessServiceRegion(this.url, this.headers);
    }
    this.service = service || guessedService || '';
    this.region = region || guessedRegion || 'us-east-1';
    this.cache = cache || new Map();
    this.datetime = datetime || new Date().toISOString().replace(/[:-]|\.\d{3}/g, '');
    this.signQuery = signQuery;
    this.appendSessionToken = appendSessionToken || this.service === 'iotdevicegateway';
    this.headers.delete('Host');
    if (this.service === 's3' && !this.signQuery && !this.headers.has('X-Amz-Content-Sha256')) {
      this.headers.set('X-Amz-Content-Sha256', 'UNSIGNED-PAYLOAD');
    }
    const params = this.signQuery ? this.url.searchParams : this.headers;
    params.set('X-Amz-Date', this.datetime);
    if (this.sessionToken && !this.appendSessionToken) {
      params.set('X-Amz-Security-Token', this.sessionToken);
    }
    this.signableHeaders = ['host', ...this.headers.keys()]
      .filter(header => allHeaders || !UNSIGNABLE_HEADERS.has(header))
      .sort();
    this.signedHeaders = this.signableHeaders.join(';');
    this.canonicalHeaders = this.signableHeaders
      .map(header => header + ':' + (header === 'host' ? this.url.host : (this.headers.get(header) || '').replace(/\s+/g, ' ')))
      .join('\n');
    this.credentialString = [this.datetime.slice(0, 8), this.region, this.service, 'aws4_request'].join('/');
    if (this.signQuery) {
      if (this.service === 's3' && !params.has('X-Amz-Expires')) {
        params.set('X-Amz-Expires', '86400');
      }
      params.set('X-Amz-Algorithm', 'AWS4-HMAC-SHA256');
      params.set('X-Amz-Credential', this.accessKeyId + '/' + this.credentialString);
      params.set('X-Amz-SignedHeaders', this.signedHeaders);
    }
    if (this.service === 's3') {
      try {
        this.encodedPath = decodeURIComponent(this.url.pathname.replace(/\+/g, ' '));
      } catch (e) {
        this.encodedPath = this.url.pathname;
      }
    } else {
      this.encodedPath = this.url.pathname.replace(/\/+/g, '/');
    }
    if (!singleEncode) {
      this.encodedPath = encodeURIComponent(this.encodedPath).replace(/%2F/g, '/');
    }
    this.encodedPath = encodeRfc3986(this.encodedPath);
    const seenKeys = new Set();
    this.encodedSearch = [...this.url.searchParams]
      .filter(([k]) => {
        if (!k) return false
        if (this.service === 's3') {
          if (seenKeys.has(k)) return false
          seenKeys.add(k);
        }
        return true
      })
      .map(pair => pair.map(p => encodeRfc3986(encodeURIComponent(p))))
      .sort(([k1, v1], [k2, v2]) => k1 < k2 ? -1 : k1 > k2 ? 1 : v1 < v2 ? -1 : v1 > v2 ? 1 : 0)
      .map(pair => pair.join('='))
      .join('&');
  }
  async sign() {
    if (this.signQuery) {
      this.url.searchParams.set('X-Amz-Signature', await this.signature());
      if (this.sessionToken && this.appendSessionToken) {
        this.url.searchParams.set('X-Amz-Security-Token', this.sessionToken);
      }
    } else {
      this.headers.set('Authorization', await this.authHeader());
    }
    return {
      method: this.method,
      url: this.url,
      headers: this.headers,
      body: this.body,
    }
  }
  async authHeader() {
    return [
      'AWS4-HMAC-SHA256 Credential=' + this.accessKeyId + '/' + this.credentialString,
      'SignedHeaders=' + this.signedHeaders,
      'Signature=' + (await this.signature()),
    ].join(', ')
  }
  async signature() {
    const date = this.datetime.slice(0, 8);
    const cacheKey = [this.secretAccessKey, date, this.region, this.service].join();
    let kCredentials = this.cache.get(cacheKey);
    if (!kCredentials) {
      const kDate = await hmac('AWS4' + this.secretAccessKey, date);
      const kRegion = await hmac(kDate, this.region);
      const kService = await hmac(kRegion, this.service);
      kCredentials = await hmac(kService, 'aws4_request');
      this.cache.set(cacheKey, kCredentials);
    }
    return buf2hex(await hmac(kCredentials, await this.stringToSign()))
  }
  async stringToSign() {
    return [
      'AWS4-HMAC-SHA256',
      this.datetime,
      this.credentialString,
      buf2hex(await hash(await this.canonicalString())),
    ].join('\n')
  }
  async canonicalString() {
    return [
      this.method.toUpperCase(),
      this.encodedPath,
      this.encodedSearch,
      this.canonicalHeaders + '\n',
      this.signedHeaders,
      await this.hexBodyHash(),
    ].join('\n')
  }
  async hexBodyHash() {
    let hashHeader = this.headers.get('X-Amz-Content-Sha256') || (this.service === 's3' && this.signQuery ? 'UNSIGNED-PAYLOAD' : null);
    if (hashHeader == null) {
      if (this.body && typeof this.body !== 'string' && !('byteLength' in this.body)) {
        throw new Error('body must be a string, ArrayBuffer or ArrayBufferView, unless you include the X-Amz-Content-Sha256 header')
      }
      hashHeader = buf2hex(await hash(this.body || ''));
    }
    return hashHeader
  }
}
async function hmac(key, string) {
  const cryptoKey = await crypto.subtle.importKey(
    'raw',
    typeof key === 'string' ? encoder.encode(key) : key,
    { name: 'HMAC', hash: { name: 'SHA-256' } },
    false,
    ['sign'],
  );
  return crypto.subtle.sign('HMAC', cryptoKey, encoder.encode(string))
}
async function hash(content) {
  return crypto.subtle.digest('SHA-256', typeof content === 'string' ? encoder.encode(content) : content)
}
const HEX_CHARS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
function buf2hex(arrayBuffer) {
  const buffer = new Uint8Array(arrayBuffer);
  let out = '';
  for (let idx = 0; idx < buffer.length; idx++) {
    const n = buffer[idx];
    out += HEX_CHARS[(n >>> 4) & 0xF];
    out += HEX_CHARS[n & 0xF];
  }
  return out
}
function encodeRfc3986(urlEncodedStr) {
  return urlEncodedStr.replace(/[!'()*]/g, c => '%' + c.charCodeAt(0).toString(16).toUpperCase())
}
function guessServiceRegion(url, headers) {
  const { hostname, pathname } = url;
  if (hostname.endsWith('.on.aws')) {
    const match = hostname.match(/^[^.]{1,63}\.lambda-url\.([^.]{1,63})\.on\.aws$/);
    return match != null ? ['lambda', match[1] || ''] : ['', '']
  }
  if (hostname.endsWith('.r2.cloudflarestorage.com')) {
    return ['s3', 'auto']
  }
  if (hostname.endsWith('.backblazeb2.com')) {
    const match = hostname.match(/^(?:[^.]{1,63}\.)?s3\.([^.]{1,63})\.backblazeb2\.com$/);
    return match != null ? ['s3', match[1] || ''] : ['', '']
  }
  const match = hostname.replace('dualstack.', '').match(/([^.]{1,63})\.(?:([^.]{0,63})\.)?amazonaws\.com(?:\.cn)?$/);
  let service = (match && match[1]) || '';
  let region = match && match[2];
  if (region === 'us-gov') {
    region = 'us-gov-west-1';
  } else if (region === 's3' || region === 's3-accelerate') {
    region = 'us-east-1';
    service = 's3';
  } else if (service === 'iot') {
    if (hostname.startsWith('iot.')) {
      service = 'execute-api';
    } else if (hostname.startsWith('data.jobs.iot.')) {
      service = 'iot-jobs-data';
    } else {
      service = pathname === '/mqtt' ? 'iotdevicegateway' : 'iotdata';
    }
  } else if (service === 'autoscaling') {
    const targetPrefix = (headers.get('X-Amz-Target') || '').split('.')[0];
    if (targetPrefix === 'AnyScaleFrontendService') {
      service = 'application-autoscaling';
    } else if (targetPrefix === 'AnyScaleScalingPlannerFrontendService') {
      service = 'autoscaling-plans';
    }
  } else if (region == null && service.startsWith('s3-')) {
    region = service.slice(3).replace(/^fips-|^external-1/, '');
    service = 's3';
  } else if (service.endsWith('-fips')) {
    service = service.slice(0, -5);
  } else if (region && /-\d$/.test(service) && !/-\d$/.test(region)) {
[service, region] = [region, service];
  }
  return [HOST_SERVICES[service] || service, region || '']
}



// EXTERNAL MODULE: ./lib/resilience/http-date.js
var http_date = __webpack_require__(95014);
// EXTERNAL MODULE: ./lib/delivery/archive/md5.js
var md5 = __webpack_require__(34025);
;// CONCATENATED MODULE: ./lib/delivery/archive/s3-refusals.js
const REGION = 'Set `region` in `archive-options` to the region of the bucket';
const KMS = 'Allow `kms:GenerateDataKey` on the key to the role, and check that `kms-key-id` is enabled and in the region of the bucket';
const S3_REFUSALS = {
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

;// CONCATENATED MODULE: ./lib/delivery/archive/s3-store.js
/**
 * Amazon S3 and its compatibles: one signed `PUT` for each object, with `If-None-Match: *` and a checksum that the store verifies
 * before it confirms. The signature covers the hash of the bytes, so a store without checksums cannot keep other bytes either.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
 */






/** Codes that come and go. `RequestTimeout` is a 400, and says that the bytes came too slowly. */
const s3_store_PASSING = new Set([
    'RequestTimeout',
    'BadDigest',
    'XAmzContentSHA256Mismatch',
    'XAmzContentChecksumMismatch',
    'IncompleteBody',
]);
/** Another request to the same key is under way: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html */
const CONFLICTS = new Set(['ConditionalRequestConflict', 'OperationAborted']);
const STALE = new Set(['ExpiredToken', 'InvalidToken', 'TokenRefreshRequired']);
/** Codes by which compatibles refuse a header that they do not know. */
const UNKNOWN_HEADER = new Set([
    '',
    'InvalidArgument',
    'InvalidRequest',
    'NotImplemented',
    'BadRequest',
    'InvalidDigest',
]);
class S3Store {
    name;
    #settings;
    #credentials;
    #clock;
    #signingKeys = new Map();
    #checksum = 'sha256';
    /** How far the store's clock is ahead of this machine's. */
    #offsetMs = 0;
    constructor(settings, using) {
        this.name = `s3://${settings.bucket}`;
        this.#settings = settings;
        this.#credentials = using.credentials;
        this.#clock = using.clock;
    }
    async request({ key, bytes, sha256, mediaType }, signal) {
        const { region, precondition, storageClass, sse, kmsKeyId } = this.#settings;
        const { accessKeyId, secretAccessKey, sessionToken } = await this.#credentials.current(signal);
        const headers = {
            'content-type': mediaType,
            'x-amz-content-sha256': sha256,
            ...(this.#checksum === 'sha256'
                ? { 'x-amz-checksum-sha256': toBase64(sha256) }
                : { 'content-md5': (0,md5/* md5Of */.i)(bytes) }),
            ...(precondition ? { 'if-none-match': '*' } : {}),
            ...(storageClass === undefined ? {} : { 'x-amz-storage-class': storageClass }),
            ...(sse === undefined ? {} : { 'x-amz-server-side-encryption': sse }),
            ...(kmsKeyId === undefined ? {} : { 'x-amz-server-side-encryption-aws-kms-key-id': kmsKeyId }),
        };
        const signer = new AwsV4Signer({
            method: 'PUT',
            url: urlOf(this.#settings, key),
            headers,
            service: 's3',
            ...{ region, accessKeyId, secretAccessKey, cache: this.#signingKeys },
            ...(sessionToken === undefined ? {} : { sessionToken }),
            datetime: renderSignatureTime(this.#clock.now() + this.#offsetMs),
        });
        const signed = await signer.sign();
        return { method: 'PUT', url: signed.url.href, headers: Object.fromEntries(signed.headers), body: bytes };
    }
    judge(answer, { object: { sha256 }, request }) {
        const { status, headers } = answer;
        if (status === 200) {
            const stored = headers['x-amz-checksum-sha256'];
            if (stored !== undefined && stored !== toBase64(sha256))
                return { kind: 'altered' };
            if (headers['etag'] !== undefined)
                return { kind: 'stored' };
            return {
                kind: 'busy',
                failure: 'HTTP 200 without an ETag, which is not the answer of an S3 store',
                mayBeStored: true,
            };
        }
        const code = readXml(answer.body, 'Code') ?? '';
        if (status === 412 && code === 'PreconditionFailed')
            return { kind: 'exists' };
        if (CONFLICTS.has(code))
            return { kind: 'busy', failure: `HTTP ${status}, ${code}`, mayBeStored: false };
        if (status === 408 || status === 429 || s3_store_PASSING.has(code) || (status >= 500 && status !== 501)) {
            return { kind: 'busy', failure: `HTTP ${status}`, mayBeStored: status >= 500 };
        }
        return this.#adapt(code, answer, request) ?? { kind: 'refused', error: (0,refusal/* refusal */.x)({ status, code }, S3_REFUSALS) };
    }
    /** What can be put right from here is put right, once. */
    #adapt(code, { status, headers }, request) {
        const otherwise = (0,refusal/* refusal */.x)({ status, code }, S3_REFUSALS);
        if (code === 'RequestTimeTooSkewed') {
            const date = (0,http_date/* parseHttpDate */.m)(headers['date']);
            if (date === undefined)
                return undefined;
            this.#offsetMs = date - this.#clock.now();
            return {
                kind: 'changed',
                what: "the clock of this machine is wrong, so the request is signed by the store's",
                otherwise,
            };
        }
        if (STALE.has(code) && this.#credentials.forget()) {
            return { kind: 'changed', what: 'the credential had to be renewed', otherwise };
        }
        if ((status === 400 || status === 501) && 'x-amz-checksum-sha256' in request.headers && UNKNOWN_HEADER.has(code)) {
            this.#checksum = 'md5';
            return {
                kind: 'changed',
                what: 'the store does not support SHA-256 checksums, so Content-MD5 is sent',
                otherwise,
            };
        }
        return undefined;
    }
}
/** Path style for compatibles, and for names with dots, which no wildcard certificate covers. */
function urlOf({ bucket, region, endpoint }, key) {
    const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
    if (endpoint !== undefined)
        return `${endpoint}/${bucket}/${key}`;
    if (bucket.includes('.'))
        return `https://s3.${region}.${domain}/${bucket}/${key}`;
    return `https://${bucket}.s3.${region}.${domain}/${key}`;
}
function toBase64(hex) {
    return Buffer.from(hex, 'hex').toString('base64');
}
/** `20261128T091500Z` */
function renderSignatureTime(ms) {
    return `${new Date(ms).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}

// EXTERNAL MODULE: ./lib/delivery/http/options.js
var http_options = __webpack_require__(22407);
// EXTERNAL MODULE: ./lib/model/assert.js
var assert = __webpack_require__(76779);
// EXTERNAL MODULE: ./lib/action/archives/store-context.js
var store_context = __webpack_require__(19139);
;// CONCATENATED MODULE: ./lib/action/archives/s3.js







/** Compatible stores mostly accept any region; Amazon's own has to be the right one. */
const ANY_REGION = 'us-east-1';
function connectS3({ bucket }, given, context) {
    const reading = (0,http_options/* readOptions */.Tt)(archive_options/* S3_OPTIONS */.Oz, given);
    (0,assert/* assert */.v)(reading.kind === 'read', 'options were checked before they are used');
    const { options } = reading;
    const { environment, world } = context;
    const region = options.region ?? (environment.aws.region || (options.endpoint && ANY_REGION));
    if (region === undefined) {
        throw new errors/* InputError */.dz('archive-url is in S3, and no region is set', {
            hint: 'Set `region` in `archive-options`, or AWS_REGION in the environment; see docs/archive.md#amazon-s3.',
        });
    }
    const credentials = credentialsOf(options, region, context);
    return new S3Store({
        bucket,
        region,
        endpoint: options.endpoint?.replace(/\/+$/, ''),
        precondition: options.precondition,
        storageClass: options['storage-class'],
        sse: options.sse,
        kmsKeyId: options['kms-key-id'],
    }, { credentials, clock: world.clock });
}
function credentialsOf(options, region, { token, environment, idToken, world }) {
    const roleArn = options['role-arn'];
    if (roleArn !== undefined) {
        if (idToken === undefined)
            throw (0,store_context/* noIdentity */.k)('role-arn');
        const { http, clock, hide } = world;
        const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
        const endpoint = options['sts-endpoint'] ?? `https://sts.${region}.${domain}/`;
        const sessionName = `collect-audit-log-${environment.runId}`.slice(0, 64);
        return new AssumedRole({ roleArn, sessionName, endpoint, audience: options.audience, idToken, http, clock, hide });
    }
    const { accessKeyId, secretAccessKey, sessionToken } = environment.aws;
    if (accessKeyId !== '' && secretAccessKey !== '') {
        for (const secret of [secretAccessKey, sessionToken])
            if (secret !== '')
                world.hide(secret);
        return fixedKeys({ accessKeyId, secretAccessKey, sessionToken: sessionToken === '' ? undefined : sessionToken });
    }
    const [, key, secret] = /^([^:]+):(.+)$/.exec(token) ?? [];
    if (key !== undefined && secret !== undefined) {
        return fixedKeys({ accessKeyId: key, secretAccessKey: secret, sessionToken: undefined });
    }
    throw new errors/* InputError */.dz('the archive has no credential', {
        hint: 'Set `role-arn` in `archive-options`, run aws-actions/configure-aws-credentials before this step, or set `archive-token`; see docs/archive.md#credentials.',
    });
}


/***/ }),

/***/ 19139:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ noIdentity)
/* harmony export */ });
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73434);

/** The error when options name a role, but the job has no identity to assume it with. */
function noIdentity(option) {
    return new _model_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`this job has no OIDC identity, which \`${option}\` in \`archive-options\` needs`, {
        hint: 'Give the job `permissions: id-token: write`, or set `archive-token` instead; see docs/archive.md#credentials.',
    });
}


/***/ }),

/***/ 34025:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ md5Of)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/**
 * The MD5 of an object's bytes, which stores compare with what reached them. It is needed for each request and again for its answer, and
 * computed once: nobody changes the bytes of an object, and they are remembered only as long as the object itself.
 */

const known = new WeakMap();
/** In base64. */
function md5Of(bytes) {
    const md5 = known.get(bytes) ?? (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('md5').update(bytes).digest('base64');
    known.set(bytes, md5);
    return md5;
}


/***/ }),

/***/ 67325:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ refusal)
/* harmony export */ });
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73434);
/** A refusal in our words: what it means and what to do, with the status and the store's code where it is a documented one. Never a server's text. */

/** `happened`: who refused what. */
function refusal({ status, code }, known, happened = 'the archive refused the object') {
    const isKnown = Object.hasOwn(known, code);
    const [what, hint] = (isKnown ? known[code] : undefined) ?? byStatus(status);
    return new _model_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DeliveryError */ .VE(`${happened}: ${what} (HTTP ${status}${isKnown ? `, ${code}` : ''})`, {
        hint: `${hint}; see docs/archive.md#when-the-store-refuses.`,
    });
}
/** What a status says where the code is none that we know. */
function byStatus(status) {
    switch (status) {
        case 401:
        case 403:
            return ['access is denied', 'Check the credential, its policy, and the policy of the bucket or container'];
        case 404:
            return ['the bucket or container does not exist', 'Check `archive-url`'];
        case 407:
            return ['the proxy requires a user and a password', 'Set them in HTTPS_PROXY'];
        case 412:
            return [
                'it answered that a precondition failed, without a code that says which one',
                'Nothing is lost: the next run archives the same events under other keys. If this happens again, let the error bodies of the store through to the runner',
            ];
        case 413:
            return ['the object is too large', 'Raise the limit of the store or of the proxy in front of it'];
        default:
            return status >= 300 && status < 400
                ? [
                    'it answered with a redirect, which is not followed',
                    'Check `archive-url`, and `region` or `endpoint` in `archive-options`',
                ]
                : ['it gave no reason that is known', 'Check the log of the store'];
    }
}


/***/ })

};
