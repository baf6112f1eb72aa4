export const id = 230;
export const ids = [230];
export const modules = {

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


/***/ }),

/***/ 16230:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  PRESETS: () => (/* binding */ PRESETS),
  presetOf: () => (/* binding */ presetOf)
});

// EXTERNAL MODULE: ./lib/model/assert.js
var assert = __webpack_require__(76779);
// EXTERNAL MODULE: ./lib/delivery/http/acknowledge.js
var acknowledge = __webpack_require__(33009);
// EXTERNAL MODULE: ./lib/delivery/http/options.js
var options = __webpack_require__(22407);
;// CONCATENATED MODULE: ./lib/delivery/http/define-preset.js
/**
 * A preset as the rest of the program sees it: its options are checked by its own table before anything is sent, and what
 * comes out is a `Protocol`. The URL is settled here: a path of the user's is never touched.
 */


function definePreset(spec) {
    const read = (given) => {
        const reading = (0,options/* readOptions */.Tt)(spec.options, given);
        (0,assert/* assert */.v)(reading.kind === 'read', 'options were checked before they are used');
        return reading.options;
    };
    return {
        name: spec.name,
        token: spec.token,
        options: spec.options,
        needsUrl: spec.url === undefined,
        check(given, inputs) {
            const reading = (0,options/* readOptions */.Tt)(spec.options, given);
            if (reading.kind === 'wrong')
                return reading.complaints;
            return spec.check?.(reading.options, inputs) ?? [];
        },
        resolveUrl(given, { url, format }) {
            const options = read(given);
            const base = url ?? spec.url?.(options);
            (0,assert/* assert */.v)(base !== undefined, 'a preset without a URL of its own is given one');
            const own = url === undefined ? undefined : new URL(url);
            const whole = new URL(withPath(base, spec.path(options)));
            for (const [name, value] of Object.entries(spec.query?.(options, { format, url: own }) ?? {})) {
                if (!whole.searchParams.has(name))
                    whole.searchParams.append(name, value);
            }
            return whole.href;
        },
        configure: (given, context) => spec.protocol(read(given), context),
    };
}
/** `path` where `url` has none; a query that was given is kept. */
function withPath(url, path) {
    const whole = new URL(url);
    if (whole.pathname !== '/' || path === '')
        return whole.href;
    const own = new URL(path, whole.origin);
    for (const [name, value] of whole.searchParams)
        own.searchParams.append(name, value);
    return own.href;
}

;// CONCATENATED MODULE: ./lib/delivery/http/preset.js
const LINES = { open: '', separator: '\n', close: '\n' };
const ARRAY = { open: '[', separator: ',', close: ']' };

;// CONCATENATED MODULE: ./lib/delivery/http/presets/datadog.js




const HOUR = 3_600_000;
const DATADOG = definePreset({
    name: 'datadog',
    token: { is: 'an API key of Datadog', optional: false },
    options: {
        site: {
            kind: (0,options/* text */.Qq)('a site of Datadog, a host like `datadoghq.eu`', /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/),
            default: 'datadoghq.com',
            help: 'Site of your Datadog organization; used when `sink-url` is empty.',
        },
        service: { kind: options/* ANY_TEXT */.hm, default: 'github-audit', help: 'Sent as `service`.' },
        source: { kind: options/* ANY_TEXT */.hm, default: 'github', help: "Sent as `ddsource`; `github` selects Datadog's own pipeline." },
        tags: {
            kind: { type: 'map', keys: /^[A-Za-z][\w.-]{0,99}$/, accepts: 'names and texts' },
            default: {},
            help: 'Sent as `ddtags`, in addition to `org` or `enterprise`.',
        },
        hostname: { kind: options/* ANY_TEXT */.hm, default: 'github.com', help: 'Sent as `hostname`.' },
        'max-age': {
            kind: { type: 'duration', minMs: HOUR, maxMs: 8760 * HOUR },
            default: 18 * HOUR,
            help: 'Older events are not sent to Datadog, which would accept and drop them.',
        },
    },
    url: ({ site }) => `https://http-intake.logs.${site}`,
    path: () => '/api/v2/logs',
    protocol(options, { url, token, target, render }) {
        const { service, source, hostname, tags } = options;
        const scope = { [target.kind === 'organization' ? 'org' : 'enterprise']: target.name };
        const ddtags = Object.entries({ ...scope, ...tags }).map(([name, value]) => `${name}:${value}`);
        const fixed = JSON.stringify({ ddsource: source, service, hostname, ddtags: ddtags.join(',') }).slice(0, -1);
        return {
            url,
            contentType: 'application/json',
            headers: { 'dd-api-key': token },
            record: (event) => `${fixed},"timestamp":${event.ts},"message":${JSON.stringify(render(event).toString())}}`,
            framing: ARRAY,
            limits: {
                batchEvents: 1000,
                // The intake accepts 5 MB; Datadog's own advice for senders leaves room.
                batchBytes: 4_250_000,
                eventBytes: { max: 1_000_000 },
                maxAgeMs: options['max-age'],
                maxFutureMs: undefined,
            },
            gzip: true,
            acknowledge: acknowledge/* acknowledgeByStatus */.EZ,
            refuse: readRefusal,
        };
    },
});
/** Keys belong to one site: a good key at another site is refused like a wrong one. */
function readRefusal({ status }) {
    if (status !== 401 && status !== 403)
        return undefined;
    return (0,acknowledge/* refuse */.TR)(`HTTP ${status}: the API key is not valid at this site`, 'Check `site` in `sink-options`, and that `sink-token` is an API key, not an application key; see docs/troubleshooting.md#datadog.');
}

// EXTERNAL MODULE: ./lib/format/members.js
var format_members = __webpack_require__(88988);
;// CONCATENATED MODULE: ./lib/delivery/http/data-stream.js
/**
 * The `data_stream.*` fields of a document. Detection rules and dashboards of Elastic filter by them, and a data stream refuses
 * documents whose fields name another one: so they follow from the name of the index, and from nothing else.
 * https://www.elastic.co/docs/reference/ecs/ecs-data_stream
 */

/** `logs-DATASET-NAMESPACE`, or `undefined` for the name of anything else. */
function dataStreamOf(index) {
    const [, dataset, namespace] = /^logs-([^-]+)-([^-]+)$/.exec(index) ?? [];
    return dataset === undefined || namespace === undefined ? undefined : { type: 'logs', dataset, namespace };
}
/** `document` (a JSON object on one line) with these fields in the place of its own. */
function withDataStream(document, stream) {
    if (stream === undefined)
        return document;
    const others = document.includes('"data_stream') ? withoutDataStream(document) : document;
    const field = `"data_stream":${JSON.stringify(stream)}`;
    const rest = others.slice(1).trimStart();
    return rest.startsWith('}') ? `{${field}${rest}` : `{${field},${rest}`;
}
function withoutDataStream(document) {
    const members = (0,format_members/* cutMembers */.u)(document) ?? [];
    const kept = members.filter(({ name }) => name !== 'data_stream' && !name.startsWith('data_stream.'));
    return `{${kept.map(({ text }) => text).join(',')}}`;
}

;// CONCATENATED MODULE: ./lib/delivery/http/event-fields.js

/** What receivers can drop a duplicate by: GitHub's id, or the hash of the content where it gave none. */
function uidOf({ id, key }) {
    return id !== undefined && id.length <= 200 ? id : key;
}
/** `action`, or `unknown` for an event without a plain one. */
function actionOf({ raw }) {
    // Cheaper than parsing, and right for all that GitHub writes; what looks different is parsed.
    const [, quick] = QUICK.exec(raw.toString('latin1', 0, QUICK_BYTES)) ?? [];
    return quick ?? parsedAction(raw.toString());
}
/** Matches ASCII only, so that it finds the same in the bytes as in the text. */
const QUICK = /^\{(?:"@timestamp":[0-9]+,)?(?:"_document_id":"[\w-]+",)?"action":"([a-z0-9_.]+)"/;
const QUICK_BYTES = 256;
function parsedAction(raw) {
    try {
        const value = JSON.parse(raw);
        const action = (0,acknowledge/* isObject */.Gv)(value) ? value['action'] : undefined;
        return typeof action === 'string' && /^[\w.:-]{1,100}$/.test(action) ? action : 'unknown';
    }
    catch {
        return 'unknown';
    }
}
/** GitHub's two pipelines: each is in order, the two are not in order with each other. */
function feedOf(event) {
    return actionOf(event).startsWith('git.') ? 'git' : 'web';
}
function isoOf({ ts }) {
    return new Date(ts).toISOString();
}

;// CONCATENATED MODULE: ./lib/delivery/http/presets/elastic-errors.js
const INDEX = 'Check `index` in `sink-options`';
/** Of the inputs or of the cluster: it would be the same for every event. */
const MISTAKES = [
    {
        type: /^illegal_argument_exception$/,
        says: /pipeline with id \[[^\]]*\] does not exist/,
        what: 'the ingest pipeline does not exist',
        hint: 'Create it, or correct `pipeline` in `sink-options`',
    },
    {
        type: /^illegal_argument_exception$/,
        says: /no write index is defined for alias/,
        what: 'the alias has no write index',
        hint: 'Give the alias a write index, or set another `index` in `sink-options`',
    },
    {
        type: /^illegal_argument_exception$/,
        says: /only write ops with an op_type of create|index_template .* doesn't match|data stream.*no matching/,
        what: 'the data stream does not accept the documents',
        hint: INDEX,
    },
    {
        type: /^index_closed_exception$/,
        what: 'the index is closed',
        hint: 'Open it, or set another `index` in `sink-options`',
    },
    {
        type: /^index_not_found_exception$/,
        what: 'the index does not exist',
        hint: `Create it, or permit its creation (\`auto_configure\`, \`action.auto_create_index\`). ${INDEX}`,
    },
    {
        type: /^(?:invalid_index_name_exception|index_create_block_exception)$/,
        what: 'the index cannot be created',
        hint: INDEX,
    },
    {
        type: /^security_exception$/,
        what: 'access is denied',
        hint: 'Check `sink-token`, and that it may `create_doc` in the index and `auto_configure` it',
    },
    {
        type: /^(?:action_request_validation_exception|parse_exception)$/,
        says: /index is missing/,
        what: 'the path of the URL names no index',
        hint: 'Set `index` in `sink-options` and write the path as `/GATEWAY/INDEX/_bulk`',
    },
];
const WRITE_BLOCK = {
    what: 'the index is blocked for writing',
    hint: 'Remove the block (`index.blocks.write`, `index.blocks.read_only_allow_delete`), and free disk space if it came from there',
};
/** `undefined`: the error is of one event, or temporary. */
function findMistake(status, { type, reason }) {
    // 429 is the flood stage of a disk, which lifts its block by itself.
    if (type === 'cluster_block_exception' && status === 403)
        return WRITE_BLOCK;
    const known = MISTAKES.find((each) => each.type.test(type ?? '') && (each.says?.test(reason) ?? true));
    if (known !== undefined)
        return known;
    if (status === 401 || status === 403)
        return { what: 'access is denied', hint: ACCESS_HINT };
    return status === 404 ? { what: 'the index does not exist', hint: INDEX } : undefined;
}
const ACCESS_HINT = 'Check `index` in `sink-options`, and that `sink-token` may create documents in it';
/** Of one event, or temporary; the first that fits. */
const WHYS = [
    { type: /./, says: /Limit of total fields \[\d+\]/, why: 'the index has reached its limit of fields' },
    { type: /./, says: /Limit of mapping depth \[\d+\]/, why: 'it is nested deeper than the index allows' },
    { type: /./, says: /immense term/, why: 'it has a term that is too long for the index' },
    {
        type: /^(?:document_parsing_exception|mapper_parsing_exception|mapper_exception)$/,
        why: 'it does not fit the mapping of the index',
    },
    { type: /^strict_dynamic_mapping_exception$/, why: 'it has a field that the strict mapping of the index does not' },
    {
        type: /^illegal_argument_exception$/,
        says: /cannot be changed from type|different \[?type|non-object mapping|object mapping/,
        why: 'it does not fit the mapping of the index',
    },
    {
        type: /^(?:ingest_processor_exception|script_exception|fail_processor_exception)$/,
        why: 'an ingest pipeline failed on it',
    },
    { type: /^cluster_block_exception$/, why: 'its disk is over the flood-stage watermark' },
    { type: /^(?:es_rejected_execution_exception|rejected_execution_exception)$/, why: 'its write queue is full' },
    { type: /^circuit_breaking_exception$/, why: 'its memory is used up (circuit breaker)' },
    { type: /^(?:unavailable_shards_exception|no_shard_available_action_exception)$/, why: 'a shard is unavailable' },
    { type: /^(?:timeout_exception|process_cluster_event_timeout_exception)$/, why: 'it took too long' },
    { type: /^illegal_argument_exception$/, why: 'it is not acceptable to the index (illegal_argument_exception)' },
];
/** Our words for what the receiver named; `undefined` for what is not known. */
function whyOf({ type, reason }) {
    if (type === undefined)
        return undefined;
    return WHYS.find((each) => each.type.test(type) && (each.says?.test(reason) ?? true))?.why;
}

;// CONCATENATED MODULE: ./lib/delivery/http/presets/elastic-answers.js


const DOCS = 'see docs/troubleshooting.md#elasticsearch-and-opensearch';
function readItems(answer, { entries, now }) {
    const items = (0,acknowledge/* readObject */.Ag)(answer.body)?.['items'];
    if (!Array.isArray(items) || items.length !== entries.length) {
        return (0,acknowledge/* notUnderstood */.hf)(answer, 'not one result for each event', now);
    }
    const read = items.map(readItem).filter((item) => item !== undefined);
    if (read.length < items.length)
        return (0,acknowledge/* notUnderstood */.hf)(answer, 'a result without a status', now);
    for (const { status, error } of read) {
        const mistake = status < 300 ? undefined : findMistake(status, error);
        if (mistake !== undefined)
            return (0,acknowledge/* refuse */.TR)(`items with status ${status}, ${mistake.what}`, `${mistake.hint}; ${DOCS}.`);
    }
    const judged = read.map(judge);
    return { kind: 'fates', fates: judged.map(({ fate }) => fate), whys: judged.map(({ why }) => why) };
}
/** A request that was refused in one. */
function elastic_answers_readRefusal(answer, { now }) {
    const body = (0,acknowledge/* readObject */.Ag)(answer.body);
    if (body === undefined)
        return undefined;
    const error = readError(body['error']);
    // A gateway, or a path that is none of the server's: its status is all that is known.
    if (error.type === undefined)
        return undefined;
    const mistake = findMistake(answer.status, error);
    if (mistake !== undefined)
        return (0,acknowledge/* refuse */.TR)(`HTTP ${answer.status}, ${mistake.what}`, `${mistake.hint}; ${DOCS}.`);
    return (0,acknowledge/* classifyStatus */.xo)(answer, now, whyOf(error));
}
function readItem(item) {
    const result = (0,acknowledge/* isObject */.Gv)(item) ? (item['create'] ?? item['index']) : undefined;
    if (!(0,acknowledge/* isObject */.Gv)(result) || typeof result['status'] !== 'number')
        return undefined;
    return {
        status: result['status'],
        error: readError(result['error']),
        result: result['result'],
        failureStore: result['failure_store'],
    };
}
function readError(error) {
    if (!(0,acknowledge/* isObject */.Gv)(error))
        return { type: undefined, reason: '' };
    const [type, reason, cause] = [error['type'], error['reason'], error['caused_by']];
    const inner = (0,acknowledge/* isObject */.Gv)(cause) ? cause['reason'] : undefined;
    return {
        type: typeof type === 'string' ? type : undefined,
        reason: [reason, inner].filter((text) => typeof text === 'string').join(' '),
    };
}
function judge({ status, error, result, failureStore }) {
    const why = whyOf(error);
    // The index holds a document of this id, so this event was stored before.
    const isThere = status === 409 && (error.type ?? CONFLICT) === CONFLICT;
    if (isThere)
        return { fate: 'acknowledged', why: undefined };
    if (status === 429 || status >= 500)
        return { fate: 'busy', why: why ?? `status ${status}` };
    if (status >= 300)
        return { fate: 'rejected', why: why ?? `HTTP ${status}` };
    if (failureStore === 'used')
        return { fate: 'rejected', why: 'it went to the failure store' };
    if (result === 'noop')
        return { fate: 'rejected', why: 'an ingest pipeline dropped it' };
    return { fate: 'acknowledged', why: undefined };
}
const CONFLICT = 'version_conflict_engine_exception';

;// CONCATENATED MODULE: ./lib/delivery/http/presets/elastic-index.js
/** Data streams of Elastic's GitHub integration: their pipeline expects GitHub's own text in `message`. */
const INTEGRATION = /^logs-github\.audit-/;
/** Whether the event itself is the document, not a field of it. */
function isDocument({ document }, format) {
    return document === undefined ? format === 'ecs' || format === 'ocsf' : document === 'event';
}
/** The index in a path like `/NAME/_bulk`. Longer paths are those of gateways and of other products. */
function indexInPath(url) {
    return /^\/([^/%]+)\/_bulk\/?$/.exec(url?.pathname ?? '')?.[1];
}
function placeOf(given, { format, url }) {
    if (given.index !== undefined)
        return { index: given.index, isNamed: true };
    const inPath = indexInPath(url);
    return inPath === undefined ? { index: defaultOf(given, format), isNamed: true } : { index: inPath, isNamed: false };
}
/** ECS has the namespace of its own, so that rules find it and the pipeline for raw events never parses it. */
function defaultOf(given, format) {
    if (format === 'raw' && !isDocument(given, format))
        return 'logs-github.audit-default';
    return format === 'ecs' ? 'logs-github.audit-ecs' : `logs-github.${format}-default`;
}
/** The pipeline that is named in the request. `_none`: the index's own pipeline for raw events would fail on ECS. */
function pipelineOf(given, surroundings) {
    if (given.pipeline !== undefined)
        return given.pipeline;
    const isEcs = surroundings.format === 'ecs' && isDocument(given, surroundings.format);
    return isEcs && INTEGRATION.test(placeOf(given, surroundings).index) ? '_none' : undefined;
}
function complaintsOf(given, surroundings) {
    const { url, format } = surroundings;
    const complaints = [];
    const path = url?.pathname ?? '/';
    if (path !== '/' && !/\/_bulk\/?$/.test(path))
        complaints.push('the path of `sink-url` has to end in `/_bulk`');
    const inPath = indexInPath(url);
    if (given.index !== undefined && inPath !== undefined && given.index !== inPath) {
        complaints.push('`index` and the index in the path of `sink-url` differ; leave one out, or write `/GATEWAY/INDEX/_bulk` where the first is the path of a gateway');
    }
    const inQuery = url?.searchParams.get('pipeline') ?? undefined;
    if (given.pipeline !== undefined && inQuery !== undefined && given.pipeline !== inQuery) {
        complaints.push('`pipeline` and the pipeline in `sink-url` differ; leave one out');
    }
    const isForIntegration = INTEGRATION.test(placeOf(given, surroundings).index);
    const isParsed = format === 'raw' && !isDocument(given, format);
    const isUnparsed = (pipelineOf(given, surroundings) ?? inQuery) !== undefined;
    if (isForIntegration && !isParsed && !isUnparsed) {
        complaints.push("`logs-github.audit-*` is parsed by Elastic's GitHub integration, which expects `format: raw` and `document: message`; set your own `index`, or the `pipeline` that fits");
    }
    return complaints;
}

;// CONCATENATED MODULE: ./lib/delivery/http/presets/elastic.js
/**
 * Elasticsearch and OpenSearch over `_bulk`. Every event is created under its own id, so a repeated one is recognized,
 * and sending twice stores once. Where a document goes is in `elastic-index.ts`, what a response means in
 * `elastic-answers.ts`.
 * https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-bulk
 */







const elastic_INDEX = (0,options/* text */.Qq)('the name of a data stream or index in lower case', /^[a-z0-9][^\s"*\\<>|,/?A-Z#]{0,254}$/);
const PIPELINE = (0,options/* text */.Qq)('the name of an ingest pipeline', /^[^\s"*\\<>|,?#]{1,255}$/);
const ELASTIC = definePreset({
    name: 'elastic',
    token: {
        is: 'an API key (base64, as Elasticsearch shows it), or `user:password` for basic authentication',
        optional: true,
    },
    options: {
        index: {
            kind: elastic_INDEX,
            help: "Data stream or index. Default: `logs-github.audit-default`, where Elastic's own GitHub integration looks; `logs-github.audit-ecs` with `format: ecs`, `logs-github.FORMAT-default` with any other format or with `document: event`; or the one in the path of `sink-url`.",
        },
        document: {
            kind: (0,options/* choice */.Yq)('message', 'event'),
            help: "`message`: the event as text in `message`, as Elastic's GitHub integration parses it. `event`: the event itself. Default: `message`; `event` with `format: ecs` or `ocsf`.",
        },
        pipeline: {
            kind: PIPELINE,
            help: 'Ingest pipeline; `_none` for none. Default: the one of the index, `_none` with `format: ecs` in `logs-github.audit-*`.',
        },
    },
    path: () => '/_bulk',
    query(options, given) {
        const pipeline = pipelineOf(options, given);
        return pipeline === undefined ? {} : { pipeline };
    },
    check: complaintsOf,
    protocol(options, { url, token, render, format }) {
        const { index, isNamed } = placeOf(options, { format, url: new URL(url) });
        const stream = dataStreamOf(index);
        const renderDocument = isDocument(options, format)
            ? (event) => withDataStream(render(event).toString(), stream)
            : (event) => renderMessage(event, render(event).toString(), stream);
        const head = isNamed ? `{"create":{"_index":${JSON.stringify(index)},"_id":` : '{"create":{"_id":';
        return {
            url,
            contentType: 'application/x-ndjson',
            headers: token === '' ? {} : { authorization: renderAuthorization(token) },
            record: (event) => `${head}${JSON.stringify(uidOf(event))}}}\n${renderDocument(event)}`,
            framing: LINES,
            limits: {
                batchEvents: 5000,
                batchBytes: 5_000_000,
                eventBytes: undefined,
                maxAgeMs: undefined,
                maxFutureMs: undefined,
            },
            gzip: true,
            acknowledge: readItems,
            refuse: elastic_answers_readRefusal,
        };
    },
});
function renderMessage(event, text, stream) {
    const document = `{"@timestamp":"${isoOf(event)}","message":${JSON.stringify(text)},"tags":["preserve_original_event"]}`;
    return withDataStream(document, stream);
}
/** No API key holds a colon: they are base64. */
function renderAuthorization(token) {
    return token.includes(':') ? `Basic ${Buffer.from(token).toString('base64')}` : `ApiKey ${token}`;
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./lib/delivery/http/signature.js
/** Signatures over the bytes on the wire, so that a receiver can verify who sent them and that nothing was changed. */

/** As GitHub signs webhooks: https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries */
function signForHub(secret) {
    return ({ body }) => ({ 'x-hub-signature-256': `sha256=${(0,external_node_crypto_.createHmac)('sha256', secret).update(body).digest('hex')}` });
}
/**
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 *
 * The id is the key of the batch, the same for every try; the time is that of the try, because receivers refuse old ones.
 */
function signForStandardWebhooks(secret) {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
    return ({ body, key: id, now }) => {
        const timestamp = String(Math.floor(now / 1000));
        const signature = (0,external_node_crypto_.createHmac)('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64');
        return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
    };
}
/** `whsec_` and base64 of 24 to 64 bytes; the prefix can be missing. */
function isWebhookSecret(secret) {
    const encoded = secret.replace(/^whsec_/, '');
    const length = Buffer.from(encoded, 'base64').length;
    return /^[A-Za-z0-9+/]+={0,2}$/.test(encoded) && length >= 24 && length <= 64;
}

;// CONCATENATED MODULE: ./lib/delivery/http/presets/http.js





const http_HOUR = 3_600_000;
const CONTENT_TYPE = (0,options/* text */.Qq)('a media type like `application/json`', /^[\w.+-]+\/[\w.+-]+(; ?[\w-]+=[\w.-]+)*$/);
const HTTP = definePreset({
    name: 'http',
    token: { is: 'a bearer token, or with `signature` the secret that signs', optional: true },
    options: {
        framing: {
            kind: (0,options/* choice */.Yq)('ndjson', 'array'),
            help: 'One event a line, or one JSON array a request. Default: `ndjson`; `array` with `signature: standard-webhooks` or `format: cloudevents`.',
        },
        'content-type': {
            kind: CONTENT_TYPE,
            help: 'Sent as `Content-Type`. Default: `application/x-ndjson`, or `application/json` for an array, `application/cloudevents-batch+json` for one of CloudEvents.',
        },
        signature: {
            kind: (0,options/* choice */.Yq)('none', 'hmac-sha256', 'standard-webhooks'),
            default: 'none',
            help: '`hmac-sha256`: `X-Hub-Signature-256` as GitHub signs webhooks. `standard-webhooks`: see standardwebhooks.com. Both sign the bytes on the wire with `sink-token`, which is then not sent.',
        },
        'event-bytes': {
            kind: { type: 'count', min: 1000, max: 100_000_000 },
            help: 'Larger events are not sent. Default: no limit.',
        },
        'max-age': {
            kind: { type: 'duration', minMs: http_HOUR, maxMs: 87_600 * http_HOUR },
            help: 'Older events are not sent. Default: no limit.',
        },
        'idempotency-header': {
            kind: (0,options/* text */.Qq)('the name of a header', /^[A-Za-z0-9-]{1,100}$/),
            default: 'Idempotency-Key',
            help: 'Header for a key that stays the same when the same events are sent again.',
        },
    },
    path: () => '',
    check({ signature, framing }, { token }) {
        if (signature === 'none')
            return [];
        const complaints = token === '' ? ['`signature` needs the secret in `sink-token`'] : [];
        if (signature === 'standard-webhooks' && token !== '' && !isWebhookSecret(token)) {
            complaints.push('`signature: standard-webhooks` expects a secret of `whsec_` and base64 of 24 to 64 bytes in `sink-token`');
        }
        // Its official verifier parses the body as JSON after checking it, and so refuses lines.
        if (signature === 'standard-webhooks' && framing === 'ndjson') {
            complaints.push('`signature: standard-webhooks` accepts JSON only: set `framing: array`');
        }
        return complaints;
    },
    protocol(options, { url, token, render, format }) {
        const { signature, 'event-bytes': eventBytes, 'max-age': maxAge } = options;
        const isBatch = signature === 'standard-webhooks' || format === 'cloudevents';
        const framing = options.framing ?? (isBatch ? 'array' : 'ndjson');
        const ownType = framing === 'array' ? arrayType(format) : 'application/x-ndjson';
        const bearer = signature === 'none' && token !== '' ? { authorization: `Bearer ${token}` } : {};
        return {
            url,
            contentType: options['content-type'] ?? ownType,
            headers: { ...bearer },
            record: render,
            framing: framing === 'array' ? ARRAY : LINES,
            limits: {
                batchEvents: 1000,
                batchBytes: 1_000_000,
                eventBytes: eventBytes === undefined ? undefined : { max: eventBytes },
                maxAgeMs: maxAge,
                maxFutureMs: undefined,
            },
            gzip: false,
            acknowledge: acknowledge/* acknowledgeByStatus */.EZ,
            idempotencyHeader: options['idempotency-header'].toLowerCase(),
            ...(signature === 'hmac-sha256' ? { sign: signForHub(token) } : {}),
            ...(signature === 'standard-webhooks' ? { sign: signForStandardWebhooks(token) } : {}),
        };
    },
});
/** https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md#4-json-batch-format */
function arrayType(format) {
    return format === 'cloudevents' ? 'application/cloudevents-batch+json' : 'application/json';
}

;// CONCATENATED MODULE: ./lib/delivery/http/presets/loki-answers.js

const loki_answers_DOCS = 'see docs/troubleshooting.md#loki';
/** Something about the stream or the tenant: no event would be accepted. */
const loki_answers_MISTAKES = [
    {
        says: /includes structured metadata, but this feature is disallowed/,
        what: 'structured metadata is switched off',
        hint: 'Set `limits_config.allow_structured_metadata: true` in Loki (schema v13 or later)',
    },
    {
        says: /structured metadata too large|too many structured metadata labels/,
        what: 'its limits of structured metadata are too low',
        hint: 'Raise `limits_config.max_structured_metadata_size` and `max_structured_metadata_entries_count` in Loki',
    },
    {
        says: /has \d+ label names; limit \d+/,
        what: 'the stream has too many labels',
        hint: 'Set fewer `labels` in `sink-options`, or raise `limits_config.max_label_names_per_series` in Loki',
    },
    {
        says: /has label (?:name|value) too long/,
        what: 'a label is too long',
        hint: 'Shorten the `labels` in `sink-options`',
    },
    {
        says: /missing required labels/,
        what: 'the tenant requires labels that the stream does not have',
        hint: 'Add them to `labels` in `sink-options`',
    },
    {
        says: /error parsing labels|error at least one label pair is required/,
        what: 'it cannot read the labels',
        hint: 'Check `labels` in `sink-options`',
    },
    { says: /ingestion blocked for user/, what: 'ingestion is blocked for this tenant', hint: 'Lift the block in Loki' },
    { says: /^no org id/, what: 'it requires a tenant', hint: 'Set `tenant` in `sink-options`' },
];
/** Temporary, as far as can be known. */
const TROUBLES = [
    { says: /ingestion rate limit exceeded/, why: 'its ingestion rate limit is exceeded' },
    { says: /Per stream rate limit exceeded/, why: 'its rate limit of one stream is exceeded' },
    { says: /maximum active stream limit exceeded/, why: 'it has too many active streams' },
];
function readTaken(answer, request) {
    // https://grafana.com/docs/loki/latest/operations/block-unwanted-clients/
    if (answer.status === 260)
        return (0,acknowledge/* refuse */.TR)('HTTP 260, ingestion is blocked', `Loki accepts the logs of this tenant and drops them. Lift the block; ${loki_answers_DOCS}.`);
    return (0,acknowledge/* acknowledgeByStatus */.EZ)(answer, request);
}
function loki_answers_readRefusal(answer, { entries, now }, render) {
    const { status, body } = answer;
    const mistake = status < 500 ? loki_answers_MISTAKES.find(({ says }) => says.test(body)) : undefined;
    if (mistake !== undefined)
        return (0,acknowledge/* refuse */.TR)(`HTTP ${status}: ${mistake.what}`, `${mistake.hint}; ${loki_answers_DOCS}.`);
    if (status !== 400)
        return (0,acknowledge/* classifyStatus */.xo)(answer, now, TROUBLES.find(({ says }) => says.test(body))?.why);
    const judge = judgeFor(body, render);
    if (judge === undefined)
        return undefined;
    const fates = entries.map((entry) => judge(entry) ?? 'again');
    return fates.every((fate) => fate === 'again') ? undefined : { kind: 'fates', fates };
}
/** Loki names limits without the fraction of their second: an entry within that second can be beyond it. */
const SECOND = 1000;
/** The fates come from the limit that is quoted. What lies inside of it goes again, stored or not. */
function judgeFor(body, render) {
    const behind = instantIn(body, /entry too far behind, entry timestamp is: \S+ oldest acceptable timestamp is: (\S+)/);
    if (behind !== undefined)
        return ({ event }) => (event.ts < behind + SECOND ? 'late' : undefined);
    const oldest = instantIn(body, /has timestamp too old: \S+ oldest acceptable timestamp is: (\S+)/);
    if (oldest !== undefined)
        return ({ event }) => (event.ts < oldest + SECOND ? 'too-old' : undefined);
    const newest = instantIn(body, /has timestamp too new: (\S+)/);
    if (newest !== undefined)
        return ({ event }) => (event.ts >= newest ? 'too-new' : undefined);
    const [, lineMax] = /max entry size '?(\d+)'? bytes exceeded/i.exec(body) ?? [];
    if (lineMax === undefined)
        return undefined;
    return ({ event }) => (Buffer.byteLength(render(event)) > Number(lineMax) ? 'too-large' : undefined);
}
/** Epoch milliseconds. An instant is followed by whatever separates it from the next error: `',` and a new line, `;`, nothing. */
function instantIn(body, pattern) {
    const [instant] = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)/.exec(pattern.exec(body)?.[1] ?? '') ?? [];
    const at = Date.parse(instant ?? '');
    return Number.isFinite(at) ? at : undefined;
}

;// CONCATENATED MODULE: ./lib/delivery/http/presets/loki.js
/**
 * Grafana Loki. Its response to a push of several streams speaks of the last one only, so a request holds one. A stream
 * has to be nearly in order, so each feed has its own, and a late event goes to the stream of its hour.
 * https://grafana.com/docs/loki/latest/reference/loki-http-api/#ingest-logs
 */




const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const LOKI = definePreset({
    name: 'loki',
    token: { is: 'a bearer token, or `user:password` for basic authentication (Grafana Cloud)', optional: true },
    options: {
        labels: {
            kind: {
                type: 'map',
                keys: /^[a-zA-Z_][a-zA-Z0-9_]{0,99}$/,
                accepts: 'labels: names of letters, digits and `_` with texts',
            },
            default: {},
            help: 'Labels of the streams, in addition to `service_name`, `org` or `enterprise`, and `feed`.',
        },
        tenant: { kind: (0,options/* text */.Qq)('the id of a tenant', /^[\w.!*'()-]{1,150}$/), help: 'Sent as `X-Scope-OrgID`.' },
        'max-age': {
            kind: { type: 'duration', minMs: 60 * MINUTE, maxMs: 3650 * DAY },
            default: 7 * DAY,
            help: 'Older events are not sent; set it to `reject_old_samples_max_age` of the server.',
        },
        'line-bytes': {
            kind: { type: 'count', min: 1024, max: 100_000_000 },
            default: 262_144,
            help: 'Larger events are not sent; set it to `max_line_size` of the server.',
        },
    },
    path: () => '/loki/api/v1/push',
    protocol(options, { url, token, target, render }) {
        const scope = { [target.kind === 'organization' ? 'org' : 'enterprise']: target.name };
        const labels = { service_name: 'github-audit', ...scope, ...options.labels };
        return {
            url,
            contentType: 'application/json',
            headers: {
                ...(token === '' ? {} : { authorization: loki_renderAuthorization(token) }),
                ...(options.tenant === undefined ? {} : { 'x-scope-orgid': options.tenant }),
            },
            record: (event) => {
                const metadata = { document_id: uidOf(event), action: actionOf(event) };
                return `["${event.ts}000000",${JSON.stringify(render(event).toString())},${JSON.stringify(metadata)}]`;
            },
            framing: streamsOf(labels),
            limits: {
                batchEvents: 5000,
                batchBytes: 1_000_000,
                // Sent again, a line that lies further back than an hour would be "too far behind" the one it was sent with.
                batchSpanMs: 45 * MINUTE,
                eventBytes: { max: options['line-bytes'], of: render },
                maxAgeMs: options['max-age'],
                maxFutureMs: 9 * MINUTE,
            },
            gzip: true,
            acknowledge: readTaken,
            refuse: (answer, request) => loki_answers_readRefusal(answer, request, render),
        };
    },
});
function loki_renderAuthorization(token) {
    return token.includes(':') ? `Basic ${Buffer.from(token).toString('base64')}` : `Bearer ${token}`;
}
/** Within an hour nothing is ever "too far behind": https://grafana.com/docs/loki/latest/configure/#accept-out-of-order-writes */
function streamsOf(labels) {
    return {
        open: '{"streams":[',
        separator: ',',
        close: ']}',
        stream: ({ event, late }) => {
            const own = { ...labels, feed: feedOf(event), ...(late ? { late: isoOf(event).slice(0, 13) } : {}) };
            return { open: `{"stream":${JSON.stringify(own)},"values":[`, close: ']}' };
        },
    };
}

;// CONCATENATED MODULE: ./lib/delivery/http/presets/otlp.js




/** INFO, in the numbers of the data model. */
const SEVERITY = 9;
const OTLP = definePreset({
    name: 'otlp',
    token: { is: 'a bearer token; other credentials go into `sink-headers`', optional: true },
    options: {
        'service-name': { kind: options/* ANY_TEXT */.hm, default: 'github-audit', help: 'Resource attribute `service.name`.' },
        attributes: {
            kind: { type: 'map', keys: /^[A-Za-z][\w.-]{0,199}$/, accepts: 'names and texts' },
            default: {},
            help: 'More attributes of the resource.',
        },
    },
    path: () => '/v1/logs',
    protocol(options, { url, token, target, render }) {
        const scope = { [`github.${target.kind}`]: target.name };
        const resource = { 'service.name': options['service-name'], ...scope, ...options.attributes };
        return {
            url,
            contentType: 'application/json',
            headers: token === '' ? {} : { authorization: `Bearer ${token}` },
            record: (event) => renderRecord(event, render(event).toString()),
            framing: envelopeOf(resource),
            limits: {
                batchEvents: 5000,
                batchBytes: 4_000_000,
                eventBytes: undefined,
                maxAgeMs: undefined,
                maxFutureMs: undefined,
            },
            gzip: true,
            acknowledge: readPartialSuccess,
            refuse: otlp_readRefusal,
            // What stands behind a Collector can have responded 413 or refused one record; the Collector responds 500 to either.
            halvesOn500: true,
        };
    },
});
function envelopeOf(resource) {
    const attributes = JSON.stringify(Object.entries(resource).map(([key, value]) => attribute(key, value)));
    return {
        open: `{"resourceLogs":[{"resource":{"attributes":${attributes}},"scopeLogs":[{"scope":{"name":"collect-audit-log"},"logRecords":[`,
        separator: ',',
        close: ']}]}]}',
    };
}
function attribute(key, value) {
    return { key, value: { stringValue: value } };
}
/** 64-bit integers are strings in OTLP's JSON. */
function renderRecord(event, text) {
    const action = actionOf(event);
    const attributes = [attribute('log.record.uid', uidOf(event)), attribute('github.action', action)];
    const name = JSON.stringify(`github.audit.${action}`);
    return `{"timeUnixNano":"${event.ts}000000","severityNumber":${SEVERITY},"eventName":${name},"body":{"stringValue":${JSON.stringify(text)}},"attributes":${JSON.stringify(attributes)}}`;
}
function readPartialSuccess(answer, { entries, now }) {
    // Loki's OTLP endpoint answers 204, others with an empty body or `{}`.
    if (answer.body.trim() === '')
        return (0,acknowledge/* all */.Q7)('acknowledged', entries.length);
    const body = (0,acknowledge/* readObject */.Ag)(answer.body);
    if (body === undefined)
        return (0,acknowledge/* notUnderstood */.hf)(answer, 'not the response of an OTLP receiver', now);
    const partial = body['partialSuccess'];
    const rejected = (0,acknowledge/* isObject */.Gv)(partial) ? Number(partial['rejectedLogRecords'] ?? 0) : 0;
    if (!Number.isFinite(rejected))
        return (0,acknowledge/* notUnderstood */.hf)(answer, 'no number of refused records', now);
    if (rejected <= 0)
        return (0,acknowledge/* all */.Q7)('acknowledged', entries.length);
    const { length } = entries;
    const fates = Array.from({ length }, () => (rejected >= length ? 'rejected' : 'in-doubt'));
    return { kind: 'fates', fates, whys: fates.map(() => 'a partial success'), refused: rejected };
}
/** Of the 5xx these can be tried again, and 500 within limits. */
const TRIED_AGAIN = [500, 502, 503, 504];
function otlp_readRefusal(answer) {
    const { status } = answer;
    if (status < 500 || TRIED_AGAIN.includes(status))
        return undefined;
    return (0,acknowledge/* refuse */.TR)(`HTTP ${status}`, 'By the OTLP specification this status must not be retried at once; the next run sends the same events. Look at its log; see docs/troubleshooting.md#opentelemetry.');
}

// EXTERNAL MODULE: ./lib/delivery/http/entra-token.js
var entra_token = __webpack_require__(56241);
;// CONCATENATED MODULE: ./lib/delivery/http/presets/sentinel.js





const GUID = (0,options/* text */.Qq)('a GUID', /^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/);
const SENTINEL = definePreset({
    name: 'sentinel',
    token: {
        is: 'the client secret of the application, or nothing to use the identity of the job (`id-token: write`)',
        optional: true,
    },
    options: {
        dcr: {
            kind: (0,options/* text */.Qq)('the immutable id of a data collection rule, `dcr-` and 32 digits', /^dcr-[0-9a-f]{32}$/),
            help: '**Required.** Immutable id of the data collection rule.',
        },
        stream: {
            kind: (0,options/* text */.Qq)('the name of a stream, `Custom-\u2026`', /^(?:Custom|Microsoft)-[\w-]{1,100}$/),
            default: 'Custom-GitHubAuditLogs',
            help: "Stream of the rule. The default is that of Sentinel's own connector.",
        },
        tenant: { kind: GUID, help: '**Required.** Directory (tenant) id.' },
        'client-id': { kind: GUID, help: '**Required.** Application (client) id.' },
        authority: {
            kind: (0,options/* text */.Qq)('an https URL without a path', /^(?:https:\/\/[\w.-]+|http:\/\/127\.0\.0\.1)(?::\d+)?$/),
            default: 'https://login.microsoftonline.com',
            help: 'Where tokens come from; another one in sovereign clouds.',
        },
        scope: {
            kind: (0,options/* text */.Qq)('an https URL', /^https:\/\/[\w./-]+$/),
            default: 'https://monitor.azure.com/.default',
            help: 'What the token is for; another one in sovereign clouds.',
        },
    },
    path: ({ dcr, stream }) => `/dataCollectionRules/${dcr ?? ''}/streams/${stream}?api-version=2023-01-01`,
    check: (options) => ['dcr', 'tenant', 'client-id']
        .filter((name) => options[name] === undefined)
        .map((name) => `\`${name}\` is missing`),
    protocol(options, { url, token, render, http, clock, idToken, hide }) {
        const authorization = new entra_token/* EntraTokens */.H({
            authority: options.authority,
            tenant: options.tenant ?? '',
            clientId: options['client-id'] ?? '',
            scope: options.scope,
            secret: token === '' ? undefined : token,
            http,
            clock,
            idToken,
            hide,
            hints: {
                noCredential: 'Set the secret in `sink-token`, or give the job `permissions: id-token: write`; see docs/sinks.md#sentinel.',
                noToken: 'Check `tenant`, `client-id` and the secret or the federated credential of the application; see docs/sinks.md#sentinel.',
            },
        });
        return {
            url,
            contentType: 'application/json',
            headers: {},
            record: render,
            framing: ARRAY,
            limits: {
                batchEvents: 10_000,
                // 1 MB a call: https://learn.microsoft.com/azure/azure-monitor/service-limits#logs-ingestion-api
                batchBytes: 1_000_000,
                eventBytes: { max: 1_000_000 },
                maxAgeMs: undefined,
                maxFutureMs: undefined,
            },
            gzip: true,
            acknowledge: acknowledge/* acknowledgeByStatus */.EZ,
            refuse: sentinel_readRefusal,
            authorization,
        };
    },
});
const sentinel_DOCS = 'see docs/troubleshooting.md#sentinel';
/** https://learn.microsoft.com/azure/azure-monitor/logs/tutorial-logs-ingestion-portal#troubleshooting */
function sentinel_readRefusal({ status }) {
    if (status === 403) {
        return (0,acknowledge/* refuse */.TR)('HTTP 403: the application lacks permission to send to this data collection rule', `Give it the role Monitoring Metrics Publisher on the rule, which takes effect within 30 minutes; ${sentinel_DOCS}.`);
    }
    if (status === 404) {
        return (0,acknowledge/* refuse */.TR)('HTTP 404: the rule or the stream does not exist at this endpoint', `Check \`dcr\` and \`stream\` in \`sink-options\`, and that \`sink-url\` is the endpoint of that rule; ${sentinel_DOCS}.`);
    }
    return undefined;
}

;// CONCATENATED MODULE: ./lib/delivery/http/presets/splunk-answers.js

/** 24 and 25 warn of a queue that is filling up, and are successes all the same. */
const TAKEN = [0, 24, 25];
/** One event spoils the request. */
const SPOILT = new Map([
    [5, 'no data'],
    [6, 'invalid data format'],
    [12, 'an event without data'],
    [13, 'a blank event'],
    [15, 'indexed fields that it cannot read'],
]);
/** Of the token, of the inputs or of Splunk: no event would be accepted. */
const splunk_answers_MISTAKES = new Map([
    [1, ['the token is disabled', 'Enable it in Splunk']],
    [
        2,
        ['the token is missing', 'Check `sink-token`, and that `sink-headers` or a proxy does not replace `Authorization`'],
    ],
    [3, ['the authorization is invalid', 'Check that `sink-headers` or a proxy does not replace `Authorization`']],
    [4, ['the token is invalid', 'Check `sink-token`: Splunk does not know it on this host']],
    [
        7,
        [
            'the index does not exist, or the token has no access to it',
            'Check `index` in `sink-options` and the allowed indexes of the token',
        ],
    ],
    [
        10,
        [
            'the token requires indexer acknowledgement',
            'Set `acknowledge: true` in `sink-options`, or switch it off for the token',
        ],
    ],
    [11, ['the channel is invalid', 'Look at the log of Splunk']],
    [14, ['indexer acknowledgement is off for the token', 'Switch it on in Splunk, or set `acknowledge: false`']],
    [16, ['it expects the token in the query', 'Check `sink-url`']],
    [21, ['the token is invalid', 'Check `sink-token`: Splunk does not know it on this host']],
    [22, ['the token is disabled', 'Enable it in Splunk']],
]);
const splunk_answers_TROUBLES = new Map([
    [8, 'internal server error'],
    [9, 'the server is busy'],
    [18, 'its queues are full'],
    [19, 'its acknowledgement service is unavailable'],
    [20, 'its queues are full and its acknowledgement service is unavailable'],
    [23, 'the server is shutting down'],
    [26, 'its queue is at capacity'],
    [27, 'its acknowledgement channel is at capacity'],
]);
function splunk_answers_readTaken(answer, { entries, now }, isPolled) {
    const body = (0,acknowledge/* readObject */.Ag)(answer.body);
    if (!TAKEN.includes(body?.['code']))
        return (0,acknowledge/* notUnderstood */.hf)(answer, 'without the success code of an event collector', now);
    if (!isPolled)
        return (0,acknowledge/* all */.Q7)('acknowledged', entries.length);
    const id = body?.['ackId'];
    if (typeof id === 'number')
        return { kind: 'pending', id: String(id) };
    return (0,acknowledge/* refuse */.TR)('it returned no ackId', 'Switch indexer acknowledgement on for the token in Splunk, or set `acknowledge: false`; see docs/troubleshooting.md#splunk.');
}
function splunk_answers_readRefusal(answer, { now }) {
    const body = (0,acknowledge/* readObject */.Ag)(answer.body);
    const code = body?.['code'];
    const [what, hint] = splunk_answers_MISTAKES.get(code) ?? [];
    if (what !== undefined)
        return (0,acknowledge/* refuse */.TR)(`code ${String(code)}, ${what}`, `${hint}; see docs/troubleshooting.md#splunk.`);
    const trouble = splunk_answers_TROUBLES.get(code);
    if (trouble !== undefined)
        return (0,acknowledge/* classifyStatus */.xo)(answer, now, `code ${String(code)}, ${trouble}`);
    const spoilt = answer.status === 400 ? SPOILT.get(code) : undefined;
    if (spoilt === undefined)
        return undefined;
    const at = body?.['invalid-event-number'];
    const isNamed = typeof at === 'number' && Number.isSafeInteger(at) && at >= 0;
    return { kind: 'split', reason: 'rejected', why: `code ${String(code)}, ${spoilt}`, ...(isNamed ? { at } : {}) };
}

;// CONCATENATED MODULE: ./lib/delivery/http/presets/splunk-hec.js
/**
 * Splunk's HTTP Event Collector, and what speaks its protocol (LogScale, Cribl, Axiom). A batch is accepted with code
 * 0, 24 or 25 in the body; with indexer acknowledgement not before Splunk reports that the batch is indexed, which it
 * reports once.
 * https://help.splunk.com/en/splunk-enterprise/get-started/get-data-in/9.4/get-data-with-http-event-collector/about-http-event-collector-indexer-acknowledgment
 */





/** Objects one after the other; an array would become one event. */
const CONCATENATED = { open: '', separator: '\n', close: '' };
const splunk_hec_SECOND = 1000;
const SPLUNK_HEC = definePreset({
    name: 'splunk-hec',
    token: { is: 'the token of the HTTP Event Collector', optional: false },
    options: {
        index: { kind: options/* ANY_TEXT */.hm, help: 'Index. Default: the index of the token.' },
        sourcetype: {
            kind: options/* ANY_TEXT */.hm,
            help: 'Default: `github:cloud:audit`, on Enterprise Server `github:enterprise:audit`.',
        },
        source: { kind: options/* ANY_TEXT */.hm, help: 'Default: `github:` and the name of the organization or enterprise.' },
        host: { kind: options/* ANY_TEXT */.hm, default: 'github.com', help: 'Sent as `host` of each event.' },
        acknowledge: {
            kind: options/* BOOLEAN */.Jx,
            default: false,
            help: 'Wait for indexer acknowledgement, which has to be switched on for the token. Splunk Cloud does not offer it.',
        },
        'ack-every': {
            kind: { type: 'duration', minMs: splunk_hec_SECOND, maxMs: 60 * splunk_hec_SECOND },
            default: 10 * splunk_hec_SECOND,
            help: 'Longest pause between two queries.',
        },
        'ack-timeout': {
            kind: { type: 'duration', minMs: splunk_hec_SECOND, maxMs: 1800 * splunk_hec_SECOND },
            default: 300 * splunk_hec_SECOND,
            help: 'A batch that is not indexed by then is sent again; Splunk itself keeps it for about five minutes.',
        },
    },
    path: () => '/services/collector/event',
    protocol(options, context) {
        const { url, token, channel, render } = context;
        const prefix = renderPrefix(options, context);
        const poll = options.acknowledge
            ? pollFor(url, { everyMs: options['ack-every'], timeoutMs: options['ack-timeout'] })
            : undefined;
        return {
            url,
            contentType: 'application/json',
            headers: {
                authorization: `Splunk ${token}`,
                ...(poll === undefined ? {} : { 'x-splunk-request-channel': channel }),
            },
            record: (event) => `{"time":${(event.ts / 1000).toFixed(3)},${prefix}"event":${render(event).toString()},"fields":{"document_id":${JSON.stringify(uidOf(event))}}}`,
            framing: CONCATENATED,
            limits: {
                batchEvents: 5000,
                // The size that Splunk recommends for its cloud; a larger event is sent alone.
                batchBytes: 1_000_000,
                eventBytes: { max: 5_000_000 },
                maxAgeMs: undefined,
                maxFutureMs: undefined,
            },
            gzip: true,
            acknowledge: (answer, request) => splunk_answers_readTaken(answer, request, poll !== undefined),
            refuse: splunk_answers_readRefusal,
            // An OpenTelemetry Collector passes on whatever stands behind it as a 500.
            halvesOn500: true,
            ...(poll === undefined ? {} : { poll }),
        };
    },
});
function renderPrefix({ index, sourcetype, source, host }, { target, isServer }) {
    const fields = {
        host,
        source: source ?? `github:${target.name}`,
        sourcetype: sourcetype ?? (isServer ? 'github:enterprise:audit' : 'github:cloud:audit'),
        ...(index === undefined ? {} : { index }),
    };
    return `${JSON.stringify(fields).slice(1, -1)},`;
}
function pollFor(url, { everyMs, timeoutMs }) {
    const ackUrl = new URL(url);
    ackUrl.pathname = ackUrl.pathname.replace(/(?:\/event(?:\/[0-9.]+)?)?\/*$/, '/ack');
    return {
        url: ackUrl.href,
        everyMs,
        timeoutMs,
        body: (id) => `{"acks":[${id}]}`,
        read: (answer, id) => {
            const acks = (0,acknowledge/* readObject */.Ag)(answer.body)?.['acks'];
            if (!(0,acknowledge/* isObject */.Gv)(acks) || typeof acks[id] !== 'boolean')
                return undefined;
            return acks[id] ? 'acknowledged' : 'not-yet';
        },
    };
}

;// CONCATENATED MODULE: ./lib/delivery/http/registry.js
/**
 * Every preset, once. A new one is a file next to the others, a line here and its name in `model/sink-name.ts`; inputs, docs and
 * tests follow from it.
 */








const PRESETS = {
    http: HTTP,
    'splunk-hec': SPLUNK_HEC,
    elastic: ELASTIC,
    datadog: DATADOG,
    loki: LOKI,
    sentinel: SENTINEL,
    otlp: OTLP,
};
function isSinkName(name) {
    return Object.hasOwn(PRESETS, name);
}
/** `name` was checked when the inputs were. */
function presetOf(name) {
    (0,assert/* assert */.v)(isSinkName(name), 'a sink is one of the presets');
    return PRESETS[name];
}


/***/ }),

/***/ 88988:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ cutMembers)
/* harmony export */ });
/* harmony import */ var _model_json_text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(62463);
/**
 * Cuts the text of a JSON object into the text of its members, so that what no mapping knows can be passed on as it was
 * sent: no number rounded, no duplicate key dropped, no depth too deep. One pass, no recursion.
 */

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
/**
 * The members in the order in which they were written, or `undefined` for JSON that is no object.
 *
 * @param json text that `JSON.parse` accepts; for anything else the result means nothing
 */
function cutMembers(json) {
    const members = [];
    let start = json.search(/\S/) + 1;
    if (json.charCodeAt(start - 1) !== OPEN_BRACE)
        return undefined;
    let colon = -1;
    let depth = 0;
    const push = (end) => {
        const text = json.slice(start, end).trim();
        // Only an object without members has an empty one.
        if (text !== '')
            members.push(memberOf(json.slice(start, colon), json.slice(colon + 1, end).trim(), text));
        start = end + 1;
        colon = -1;
    };
    for (let at = start; at < json.length; at += 1) {
        switch (json.charCodeAt(at)) {
            case QUOTE:
                at = (0,_model_json_text_js__WEBPACK_IMPORTED_MODULE_0__/* .closingQuote */ .m2)(json, at);
                break;
            case COLON:
                if (depth === 0)
                    colon = at;
                break;
            case COMMA:
                if (depth === 0)
                    push(at);
                break;
            case OPEN_BRACKET:
            case OPEN_BRACE:
                depth += 1;
                break;
            case CLOSE_BRACKET:
                depth -= 1;
                break;
            case CLOSE_BRACE:
                if (depth === 0) {
                    push(at);
                    return members;
                }
                depth -= 1;
                break;
            default:
                break;
        }
    }
    return members;
}
function memberOf(key, value, text) {
    return { name: (0,_model_json_text_js__WEBPACK_IMPORTED_MODULE_0__/* .parseString */ .$l)(key.trim()), text, value };
}


/***/ })

};
