export const id = 480;
export const ids = [480];
export const modules = {

/***/ 68480:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  connectGcs: () => (/* binding */ connectGcs)
});

// EXTERNAL MODULE: ./lib/delivery/archive/archive-options.js
var archive_options = __webpack_require__(14844);
// EXTERNAL MODULE: ./lib/delivery/http/acknowledge.js
var acknowledge = __webpack_require__(33009);
// EXTERNAL MODULE: ./lib/delivery/archive/md5.js
var md5 = __webpack_require__(34025);
// EXTERNAL MODULE: ./lib/delivery/archive/refusal.js
var refusal = __webpack_require__(67325);
;// CONCATENATED MODULE: ./lib/delivery/archive/gcs-store.js



/** A policy of the organization is a 412 as well. Google says the first; servers that imitate it nothing, or the name of the status. */
const EXISTS = new Set(['conditionNotMet', '', 'Precondition Failed']);
const KMS = 'Check that the key is enabled and in the location of the bucket: `kms-key-id` in `archive-options`, or the default key of the bucket';
/** By `reason`: https://cloud.google.com/storage/docs/json_api/v1/status-codes */
const REFUSALS = {
    authError: [
        'the access token is invalid or has expired',
        'Use `workload-identity-provider`, which renews it, or fetch a new token',
    ],
    forbidden: [
        'access is denied',
        'Grant `storage.objects.create` on the bucket (Storage Object Creator) to the service account or the federated identity; if the bucket encrypts with a Cloud KMS key, grant Cloud KMS CryptoKey Encrypter/Decrypter to the service agent of Cloud Storage',
    ],
    insufficientPermissions: [
        'the access token does not cover Cloud Storage',
        'Use `workload-identity-provider`, or fetch the token with the scope `devstorage.read_write`',
    ],
    notFound: ['the bucket does not exist', 'Check `archive-url`'],
    userProjectMissing: ['the bucket makes requesters pay', 'Turn Requester Pays off for this bucket'],
    accountDisabled: ['the account that owns the bucket is disabled', 'Check its billing'],
    quotaExceeded: ['the quota of the project is used up', 'Raise it in the Google Cloud console'],
    cloudKmsBadKey: ['the Cloud KMS key cannot be used', KMS],
    cloudKmsDisabledKey: ['the Cloud KMS key is disabled or destroyed', KMS],
    cloudKmsEncryptionKeyNotFound: ['the Cloud KMS key does not exist', KMS],
    cloudKmsKeyLocationNotAllowed: ['the Cloud KMS key is in another location than the bucket', KMS],
    orgPolicyConstraintFailed: [
        'a policy of the organization forbids it',
        'Check the constraints of the organization for Cloud Storage, such as a required retention or location',
    ],
    retentionPolicyNotMet: ['a retention policy forbids it', 'Check the retention policy of the bucket'],
};
class GcsStore {
    name;
    #settings;
    #authorization;
    constructor(settings, authorization) {
        this.name = `gs://${settings.bucket}`;
        this.#settings = settings;
        this.#authorization = authorization;
    }
    async request({ key, bytes, sha256, mediaType }, signal) {
        const { bucket, endpoint, storageClass, kmsKeyName } = this.#settings;
        const url = new URL(`${endpoint}/upload/storage/v1/b/${bucket}/o`);
        url.search = new URLSearchParams({
            uploadType: 'multipart',
            ifGenerationMatch: '0',
            ...(kmsKeyName === undefined ? {} : { kmsKeyName }),
        }).toString();
        const metadata = {
            name: key,
            contentType: mediaType,
            md5Hash: (0,md5/* md5Of */.i)(bytes),
            ...(storageClass && { storageClass }),
        };
        // Nothing holds its own hash, so this line is in no object.
        const boundary = `part-${sha256}`;
        const opening = [
            `--${boundary}\r\ncontent-type: application/json; charset=UTF-8\r\n\r\n${JSON.stringify(metadata)}\r\n`,
            `--${boundary}\r\ncontent-type: ${mediaType}\r\n\r\n`,
        ].join('');
        return {
            method: 'POST',
            url: url.href,
            headers: {
                ...(await this.#authorization.headers(signal)),
                'content-type': `multipart/related; boundary=${boundary}`,
            },
            body: Buffer.concat([Buffer.from(opening), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
        };
    }
    judge(answer, { object: { key, bytes } }) {
        const { status, body } = answer;
        if (status === 200) {
            const stored = (0,acknowledge/* readObject */.Ag)(body);
            if (stored?.['name'] !== key) {
                return { kind: 'busy', failure: 'HTTP 200, but not for this object', mayBeStored: true };
            }
            return stored['md5Hash'] === (0,md5/* md5Of */.i)(bytes) ? { kind: 'stored' } : { kind: 'altered' };
        }
        const reason = readReason(body);
        if (status === 412 && EXISTS.has(reason))
            return { kind: 'exists' };
        if (status === 408 || status === 429 || status >= 500) {
            return { kind: 'busy', failure: `HTTP ${status}`, mayBeStored: status >= 500 };
        }
        const error = (0,refusal/* refusal */.x)({ status, code: reason }, REFUSALS);
        if (status !== 401)
            return { kind: 'refused', error };
        this.#authorization.forget();
        return { kind: 'changed', what: 'HTTP 401, the token had to be renewed', otherwise: error };
    }
}
/** `error.errors[0].reason`, or ''. */
function readReason(body) {
    const error = (0,acknowledge/* readObject */.Ag)(body)?.['error'];
    const list = isRecord(error) && Array.isArray(error['errors']) ? error['errors'] : [];
    const [first] = list;
    return isRecord(first) && typeof first['reason'] === 'string' ? first['reason'] : '';
}
function isRecord(value) {
    return typeof value === 'object' && value !== null;
}

// EXTERNAL MODULE: ./lib/model/errors.js
var errors = __webpack_require__(73434);
;// CONCATENATED MODULE: ./lib/delivery/archive/google-credentials.js
/**
 * Access tokens of Google Cloud: the job's OIDC identity exchanged by workload identity federation, then for a service account if
 * one is named; or a fixed token. What was made on the way is masked before anything else sees it, and renewed before it ends.
 * https://cloud.google.com/iam/docs/workload-identity-federation-with-deployment-pipelines
 */



function fixedBearer(token) {
    return { headers: async () => ({ authorization: `Bearer ${token}` }), forget: () => { } };
}
const MARGIN_MS = 5 * 60_000;
const SCOPE = 'https://www.googleapis.com/auth/devstorage.read_write';
const CLOUD_SCOPE = 'https://www.googleapis.com/auth/cloud-platform';
/** https://datatracker.ietf.org/doc/html/rfc6749#section-5.2, and `error.status` of the Google APIs. */
const google_credentials_REFUSALS = {
    invalid_grant: [
        "it does not accept the job's identity token",
        'Compare the attribute condition and the allowed audience of the provider with this workflow',
    ],
    invalid_target: [
        'the workload identity provider does not exist',
        'Check `workload-identity-provider`: it starts with the number of the project',
    ],
    invalid_request: ['it does not understand the request', 'Check `workload-identity-provider` and `audience`'],
    unauthorized_client: ['the provider rejects this job', 'Compare its attribute condition with this workflow'],
    PERMISSION_DENIED: [
        'the job lacks permission to act as the service account',
        'Grant `roles/iam.workloadIdentityUser` on the service account to the principal of this repository',
    ],
    NOT_FOUND: ['the service account does not exist', 'Check `service-account` in `archive-options`'],
};
class FederatedTokens {
    #parts;
    #token;
    #underWay;
    constructor(parts) {
        this.#parts = parts;
    }
    async headers(signal) {
        return { authorization: `Bearer ${await this.#current(signal)}` };
    }
    forget() {
        this.#token = undefined;
    }
    async #current(signal) {
        if (this.#token !== undefined && this.#parts.clock.now() < this.#token.usableUntil)
            return this.#token.value;
        this.#underWay ??= this.#fetch(signal).finally(() => {
            this.#underWay = undefined;
        });
        return this.#underWay;
    }
    async #fetch(signal) {
        const { serviceAccount, clock, hide } = this.#parts;
        const startedAt = clock.now();
        const federated = await this.#exchange(signal);
        hide(federated.value);
        const { value, seconds } = serviceAccount === undefined ? federated : await this.#impersonate(federated.value, signal);
        hide(value);
        this.#token = { value, usableUntil: startedAt + seconds * 1000 - MARGIN_MS };
        return value;
    }
    /** https://cloud.google.com/iam/docs/reference/sts/rest/v1/TopLevel/token */
    async #exchange(signal) {
        const { provider, audience, sts, idToken } = this.#parts;
        const answer = await this.#post(`${sts}/v1/token`, {
            body: {
                audience: `//iam.googleapis.com/${provider}`,
                grantType: 'urn:ietf:params:oauth:grant-type:token-exchange',
                requestedTokenType: 'urn:ietf:params:oauth:token-type:access_token',
                scope: CLOUD_SCOPE,
                subjectTokenType: 'urn:ietf:params:oauth:token-type:jwt',
                subjectToken: await idToken(audience, signal),
            },
            bearer: undefined,
        }, signal);
        const read = readAnswer(answer);
        return asToken(read['access_token'], read['expires_in'] ?? 3600, answer);
    }
    /** https://cloud.google.com/iam/docs/reference/credentials/rest/v1/projects.serviceAccounts/generateAccessToken */
    async #impersonate(bearer, signal) {
        const { serviceAccount = '', iam } = this.#parts;
        const path = `/v1/projects/-/serviceAccounts/${encodeURIComponent(serviceAccount)}:generateAccessToken`;
        const body = { scope: [SCOPE], lifetime: '3600s' };
        const answer = await this.#post(`${iam}${path}`, { body, bearer }, signal);
        return asToken(readAnswer(answer)['accessToken'], 3600, answer);
    }
    #post(url, { body, bearer }, signal) {
        const authorized = bearer === undefined ? {} : { authorization: `Bearer ${bearer}` };
        const headers = { 'content-type': 'application/json', accept: 'application/json', ...authorized };
        return this.#parts.http.send({ method: 'POST', url, headers, body: Buffer.from(JSON.stringify(body)) }, signal);
    }
}
function readAnswer({ status, body }) {
    if (status === 429 || status >= 500) {
        throw Object.assign(new Error('Google Cloud issues no access token at the moment'), {
            code: `GOOGLE_TOKEN_HTTP_${status}`,
        });
    }
    const read = (0,acknowledge/* readObject */.Ag)(body) ?? {};
    if (status === 200)
        return read;
    const { error } = read;
    const code = typeof error === 'string' ? error : statusOf(error);
    throw (0,refusal/* refusal */.x)({ status, code }, google_credentials_REFUSALS, 'Google Cloud issued no access token');
}
function statusOf(error) {
    return typeof error === 'object' && error !== null && 'status' in error ? String(error.status) : '';
}
function asToken(value, seconds, { status }) {
    if (typeof value === 'string' && /^[\x21-\x7e]+$/.test(value) && Number.isFinite(Number(seconds))) {
        return { value, seconds: Number(seconds) };
    }
    throw new errors/* DeliveryError */.VE(`Google Cloud answered without an access token (HTTP ${status})`, {
        hint: 'Check `workload-identity-provider` and `service-account` in `archive-options`; see docs/archive.md#when-the-store-refuses.',
    });
}

// EXTERNAL MODULE: ./lib/delivery/http/options.js
var http_options = __webpack_require__(22407);
// EXTERNAL MODULE: ./lib/model/assert.js
var assert = __webpack_require__(76779);
// EXTERNAL MODULE: ./lib/action/archives/store-context.js
var store_context = __webpack_require__(19139);
;// CONCATENATED MODULE: ./lib/action/archives/gcs.js






function connectGcs({ bucket }, given, context) {
    const reading = (0,http_options/* readOptions */.Tt)(archive_options/* GCS_OPTIONS */.Lz, given);
    (0,assert/* assert */.v)(reading.kind === 'read', 'options were checked before they are used');
    const { options } = reading;
    const settings = {
        bucket,
        endpoint: options.endpoint.replace(/\/+$/, ''),
        storageClass: options['storage-class'],
        kmsKeyName: options['kms-key-id'],
    };
    return new GcsStore(settings, authorizationOf(options, context));
}
function authorizationOf(options, { token, idToken, world }) {
    const provider = options['workload-identity-provider'];
    if (provider === undefined)
        return fixedBearer(token);
    if (idToken === undefined)
        throw (0,store_context/* noIdentity */.k)('workload-identity-provider');
    const { http, clock, hide } = world;
    return new FederatedTokens({
        provider,
        serviceAccount: options['service-account'],
        audience: options.audience ?? `https://iam.googleapis.com/${provider}`,
        sts: options['sts-endpoint'].replace(/\/+$/, ''),
        iam: options['iam-endpoint'].replace(/\/+$/, ''),
        ...{ idToken, http, clock, hide },
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


/***/ }),

/***/ 33009:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ag: () => (/* binding */ readObject),
/* harmony export */   EZ: () => (/* binding */ acknowledgeByStatus),
/* harmony export */   Gv: () => (/* binding */ isObject),
/* harmony export */   L5: () => (/* binding */ retry),
/* harmony export */   Q7: () => (/* binding */ all),
/* harmony export */   TR: () => (/* binding */ refuse),
/* harmony export */   hf: () => (/* binding */ notUnderstood),
/* harmony export */   xo: () => (/* binding */ classifyStatus)
/* harmony export */ });
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73434);
/* harmony import */ var _resilience_rate_limit_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(15257);
/**
 * What a response means for the events that were sent. A status alone never acknowledges: receivers respond 200 and
 * store nothing, or 400 and store most, so each preset reads its own responses, and only what no preset claims is
 * decided here.
 */


/** Every event met the same fate. */
function all(fate, count) {
    return { kind: 'fates', fates: Array.from({ length: count }, () => fate) };
}
/** A receiver whose only signal is its 2xx. A web page comes from something in between. */
function acknowledgeByStatus(answer, { entries, now }) {
    const type = answer.headers['content-type'] ?? '';
    if (/^\s*text\/html\b/i.test(type))
        return notUnderstood(answer, 'a web page', now);
    return all('acknowledged', entries.length);
}
/**
 * A 2xx without what this protocol expects: a proxy's page, or another kind of receiver. It is sent again; then the
 * sending fails.
 */
function notUnderstood(answer, expected, now) {
    return retry(answer, `HTTP ${answer.status}, but ${expected}`, now);
}
/** Another try ends the same way: somebody has to fix the inputs or the sink. */
function refuse(what, hint) {
    return { kind: 'fail', error: new _model_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DeliveryError */ .VE(`the sink refused the request: ${what}`, { hint }) };
}
const DOCS = 'see docs/troubleshooting.md#the-sink-refuses-the-request';
/**
 * What a status that is no success means wherever the protocol says nothing else. `why`: what the receiver named, in words of
 * ours.
 */
function classifyStatus(answer, now, why) {
    const { status } = answer;
    const what = why === undefined ? `HTTP ${status}` : `HTTP ${status}: ${why}`;
    if (status === 408 || status === 429 || status >= 500)
        return retry(answer, what, now);
    if (status >= 300 && status < 400) {
        return refuse(`HTTP ${status}, a redirect, which is not followed because it would send the token elsewhere`, URL_HINT);
    }
    switch (status) {
        case 413:
            return { kind: 'split', reason: 'too-large', why: what };
        case 400:
        case 422:
            return { kind: 'split', reason: 'rejected', why: what };
        case 401:
        case 403:
            return refuse(what, `Check \`sink-token\`, its permissions, and \`sink-headers\`; ${DOCS}.`);
        case 404:
        case 405:
            return refuse(what, URL_HINT);
        case 407:
            return refuse('HTTP 407', 'The proxy requires a user and a password: add them to HTTPS_PROXY.');
        case 415:
            return refuse('HTTP 415, it does not accept this content type', `Choose the preset that fits the sink; ${DOCS}.`);
        default:
            return refuse(what, `Look at the log of the sink; ${DOCS}.`);
    }
}
const URL_HINT = `Check \`sink-url\`: a URL without a path gets the preset's own, any other is used unchanged; ${DOCS}.`;
/** To be tried again unchanged, when the server said so or after the backoff. */
function retry(answer, failure, now) {
    const waitMs = (0,_resilience_rate_limit_js__WEBPACK_IMPORTED_MODULE_1__/* .readRetryAfterMs */ .jR)(answer.headers, now);
    const hint = `The sink is down or busy; the next run sends the same events again. Look at its log, or set \`sink-batch-events\` lower or \`retry-attempts\` higher; see docs/troubleshooting.md#the-sink-is-down-or-busy.`;
    // The server is well and chose the pause itself.
    if (answer.status === 429 && waitMs !== undefined)
        return { kind: 'wait', failure, waitMs };
    return { kind: 'retry', failure, hint, waitMs };
}
/** The body as a JSON object, or `undefined`. */
function readObject(body) {
    try {
        const value = JSON.parse(body);
        return isObject(value) ? value : undefined;
    }
    catch {
        return undefined;
    }
}
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}


/***/ })

};
