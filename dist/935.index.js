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


/***/ })

};
