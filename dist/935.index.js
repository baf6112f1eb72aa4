export const id = 935;
export const ids = [935];
export const modules = {

/***/ 90935:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  connectAzure: () => (/* binding */ connectAzure)
});

// EXTERNAL MODULE: ./lib/delivery/archive/archive-options.js
var archive_options = __webpack_require__(14844);
// EXTERNAL MODULE: ./lib/delivery/archive/md5.js
var md5 = __webpack_require__(34025);
// EXTERNAL MODULE: ./lib/delivery/archive/refusal.js
var refusal = __webpack_require__(67325);
;// CONCATENATED MODULE: ./lib/delivery/archive/azure-store.js


const API_VERSION = '2023-11-03';
const OVERWRITES = new Set([
    'BlobAlreadyExists',
    'UnauthorizedBlobOverwrite',
    'BlobImmutableDueToPolicy',
    'ConditionNotMet',
]);
const PASSING = new Set(['Md5Mismatch', 'ServerBusy', 'OperationTimedOut', 'InternalError', 'ContainerBeingDeleted']);
/** https://learn.microsoft.com/rest/api/storageservices/blob-service-error-codes */
const REFUSALS = {
    AuthenticationFailed: [
        'the signature or the time of the SAS or token is not valid',
        'Check that the SAS in `archive-token` is complete and has not expired, and the clock of the runner',
    ],
    AuthorizationFailure: [
        'access is denied',
        "Allow the runner's address in the network rules of the account, and check the SAS",
    ],
    AuthorizationPermissionMismatch: [
        'the credential is not allowed to create blobs',
        'Give the SAS the permission `c`, or the identity a role with `blobs/add/action` on the container',
    ],
    AuthorizationProtocolMismatch: ['the SAS is for another protocol', 'Create one that allows https'],
    AuthorizationResourceTypeMismatch: ['the SAS is not for blobs', 'Create one for objects (`sr=c`, or `srt=o`)'],
    AuthorizationServiceMismatch: ['the SAS is for another service', 'Create one for blobs'],
    AuthorizationSourceIPMismatch: ['the SAS is for other addresses', 'Create one for the addresses of the runner'],
    InsufficientAccountPermissions: ['the account does not allow writing', 'Check the state of the storage account'],
    InvalidAuthenticationInfo: ['the token is not for this account', 'Check `tenant-id` and the account'],
    NoAuthenticationInformation: ['the request has no credential', 'Set `archive-token`, or `tenant-id` and `client-id`'],
    PublicAccessNotPermitted: ['the request has no credential', 'Set `archive-token`, or `tenant-id` and `client-id`'],
    ContainerNotFound: ['the container does not exist', 'Create it, or check `archive-url`'],
    ContainerDisabled: ['the container is disabled', 'Enable it'],
    ResourceNotFound: ['the container does not exist', 'Create it, or check `archive-url`'],
    AccountIsDisabled: ['the account is disabled', 'Enable it'],
    InvalidHeaderValue: ['it does not support the access tier', 'Check `storage-class` in `archive-options`'],
    KeyVaultEncryptionKeyNotFound: ['the key of the account is not in its vault', 'Restore the customer-managed key'],
    KeyVaultAccessTokenCannotBeAcquired: [
        'the account cannot reach its key',
        'Check the identity of the account and its vault',
    ],
    KeyVaultVaultNotFound: ['the vault of the account does not exist', 'Restore the vault of the customer-managed key'],
};
class AzureStore {
    name;
    #settings;
    #credential;
    #clock;
    constructor(settings, using) {
        this.name = `${settings.account}/${settings.container}`;
        this.#settings = settings;
        this.#credential = using.credential;
        this.#clock = using.clock;
    }
    async request({ key, bytes, mediaType }, signal) {
        const { endpoint, container, accessTier } = this.#settings;
        const query = this.#credential.kind === 'sas' ? `?${this.#credential.sas}` : '';
        const authorized = this.#credential.kind === 'sas' ? {} : await this.#credential.authorization.headers(signal);
        return {
            method: 'PUT',
            url: `${endpoint}/${container}/${key}${query}`,
            headers: {
                ...authorized,
                'content-type': mediaType,
                'content-md5': (0,md5/* md5Of */.i)(bytes),
                'if-none-match': '*',
                'x-ms-blob-type': 'BlockBlob',
                'x-ms-date': new Date(this.#clock.now()).toUTCString(),
                'x-ms-version': API_VERSION,
                ...(accessTier === undefined ? {} : { 'x-ms-access-tier': accessTier }),
            },
            body: bytes,
        };
    }
    judge(answer, { object: { bytes } }) {
        const { status, headers } = answer;
        if (status === 201) {
            const stored = headers['content-md5'];
            if (stored !== undefined && stored !== (0,md5/* md5Of */.i)(bytes))
                return { kind: 'altered' };
            if (headers['x-ms-request-id'] !== undefined)
                return { kind: 'stored' };
            return {
                kind: 'busy',
                failure: 'HTTP 201 without x-ms-request-id, which is not the answer of Azure',
                mayBeStored: true,
            };
        }
        const code = headers['x-ms-error-code'] ?? '';
        if (OVERWRITES.has(code))
            return { kind: 'exists' };
        if (status === 408 || status === 429 || status >= 500 || PASSING.has(code)) {
            return { kind: 'busy', failure: `HTTP ${status}`, mayBeStored: status >= 500 };
        }
        const error = (0,refusal/* refusal */.x)({ status, code }, REFUSALS);
        if (status !== 401 || this.#credential.kind === 'sas')
            return { kind: 'refused', error };
        this.#credential.authorization.forget();
        return { kind: 'changed', what: 'HTTP 401, the token had to be renewed', otherwise: error };
    }
}

// EXTERNAL MODULE: ./lib/delivery/http/entra-token.js
var entra_token = __webpack_require__(56241);
// EXTERNAL MODULE: ./lib/delivery/http/options.js
var http_options = __webpack_require__(22407);
// EXTERNAL MODULE: ./lib/model/assert.js
var assert = __webpack_require__(76779);
// EXTERNAL MODULE: ./lib/action/archives/store-context.js
var store_context = __webpack_require__(19139);
;// CONCATENATED MODULE: ./lib/action/archives/azure.js






/** https://learn.microsoft.com/rest/api/storageservices/authorize-with-azure-active-directory */
const SCOPE = 'https://storage.azure.com/.default';
function connectAzure({ account, container, origin }, given, context) {
    const reading = (0,http_options/* readOptions */.Tt)(archive_options/* AZURE_OPTIONS */.HX, given);
    (0,assert/* assert */.v)(reading.kind === 'read', 'options were checked before they are used');
    const { options } = reading;
    const endpoint = (options.endpoint ?? origin).replace(/\/+$/, '');
    const settings = { account, container, endpoint, accessTier: options['storage-class'] };
    return new AzureStore(settings, { credential: credentialOf(options, context), clock: context.world.clock });
}
function credentialOf(options, { token, idToken, world }) {
    const [tenant, clientId] = [options['tenant-id'], options['client-id']];
    if (tenant === undefined || clientId === undefined)
        return { kind: 'sas', sas: token.replace(/^\?/, '') };
    if (idToken === undefined)
        throw (0,store_context/* noIdentity */.k)('client-id');
    const { http, clock, hide } = world;
    const { audience } = options;
    const authority = options.authority.replace(/\/+$/, '');
    const hint = 'Check `tenant-id`, `client-id` and the federated credential of the application; see docs/archive.md#azure-blob-storage.';
    const authorization = new entra_token/* EntraTokens */.H({
        ...{ authority, tenant, clientId, scope: SCOPE, secret: undefined, audience, http, clock, idToken, hide },
        hints: { noCredential: hint, noToken: hint },
    });
    return { kind: 'token', authorization };
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


/***/ }),

/***/ 56241:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ EntraTokens)
/* harmony export */ });
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73434);
/* harmony import */ var _acknowledge_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(33009);
/**
 * Access tokens of Microsoft Entra, from a client secret or from the identity that GitHub gives to a job. The secret
 * goes to the authority and nowhere else, the access token to the sink and nowhere else; neither is ever part of a
 * message.
 * https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
 */


/** What Entra expects in GitHub's token: https://learn.microsoft.com/entra/workload-id/workload-identity-federation */
const AUDIENCE = 'api://AzureADTokenExchange';
/** A token is renewed this long before its end, so that none expires in transit. */
const MARGIN_MS = 5 * 60_000;
class EntraTokens {
    #parts;
    #token;
    constructor(parts) {
        this.#parts = parts;
    }
    /** Rejects with `DeliveryError` when another try cannot help, otherwise with an error that is worth one. */
    async headers(signal) {
        if (this.#token === undefined || this.#parts.clock.now() >= this.#token.usableUntil) {
            this.#token = await this.#fetch(signal);
        }
        return { authorization: `Bearer ${this.#token.value}` };
    }
    forget() {
        this.#token = undefined;
    }
    async #fetch(signal) {
        const { authority, tenant, clientId, scope, http, clock, hints, hide } = this.#parts;
        const form = new URLSearchParams({
            grant_type: 'client_credentials',
            client_id: clientId,
            scope,
            ...(await this.#credential(signal)),
        });
        const answer = await http.send({
            method: 'POST',
            url: `${authority}/${tenant}/oauth2/v2.0/token`,
            headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
            body: Buffer.from(form.toString()),
        }, signal);
        const token = readToken(answer, { now: clock.now(), hint: hints.noToken });
        hide(token.value);
        return token;
    }
    async #credential(signal) {
        const { secret, idToken, audience = AUDIENCE, hints } = this.#parts;
        if (secret !== undefined)
            return { client_secret: secret };
        if (idToken === undefined) {
            throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DeliveryError */ .VE('there is neither a client secret nor an identity of this job for Entra', {
                hint: hints.noCredential,
            });
        }
        return {
            client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
            client_assertion: await idToken(audience, signal),
        };
    }
}
function readToken(answer, { now, hint }) {
    const { status } = answer;
    if (status === 429 || status >= 500) {
        throw Object.assign(new Error('Entra has a problem'), { code: `ENTRA_HTTP_${status}` });
    }
    const body = status === 200 ? (0,_acknowledge_js__WEBPACK_IMPORTED_MODULE_1__/* .readObject */ .Ag)(answer.body) : undefined;
    const [value, seconds] = [body?.['access_token'], Number(body?.['expires_in'])];
    if (typeof value !== 'string' || !/^[\x21-\x7e]+$/.test(value) || !Number.isFinite(seconds)) {
        throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DeliveryError */ .VE(`Entra issued no token (HTTP ${status})`, { hint });
    }
    return { value, usableUntil: now + seconds * 1000 - MARGIN_MS };
}


/***/ })

};
