export const id = 441;
export const ids = [441];
export const modules = {

/***/ 95117:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Tv: () => (/* binding */ parseExchange),
/* harmony export */   i4: () => (/* binding */ renderExchange),
/* harmony export */   iP: () => (/* binding */ renderRequest)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/**
 * One request and what came of it, as a text file that a person can read and a replay can trust: the request, the time,
 * and the response with its body as it came. A file that was cut or changed does not match its digest and is no
 * exchange.
 */

/** The same text for the same request, whatever the order of its parameters. */
function renderRequest({ path, query }) {
    const parameters = new URLSearchParams(query);
    parameters.sort();
    return parameters.size === 0 ? path : `${path}?${parameters}`;
}
function renderExchange({ request, requestedAt, endedAt, outcome }) {
    const head = [`GET ${request}`, `asked: ${instant(requestedAt)}`, `ended: ${instant(endedAt)}`].join('\n');
    const rest = renderOutcome(outcome);
    return `${head}\nsha256: ${digestOf(head, rest)}\n\n${rest}`;
}
function renderOutcome(outcome) {
    if (outcome.kind === 'failed')
        return `NO ANSWER\nname: ${outcome.name}\ncodes: ${outcome.codes.join(' ')}\n`;
    const { status, headers, body } = outcome.response;
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    return `${[`HTTP ${status}`, ...lines].join('\n')}\n\n${body.toString()}`;
}
/**
 * `undefined` for what is no complete exchange. A file without its `sha256` line, as after an edit by hand, is accepted
 * unchecked.
 */
function parseExchange(text) {
    const [head, rest] = cut(text, '\n\n');
    const [signed, digest] = cut(head, '\nsha256: ');
    const [first = '', ...lines] = signed.split('\n');
    const fields = fieldsOf(lines);
    const [requestedAt, endedAt] = [Date.parse(fields.get('asked') ?? ''), Date.parse(fields.get('ended') ?? '')];
    if (!first.startsWith('GET /') || rest === undefined || !(requestedAt <= endedAt))
        return undefined;
    if (digest !== undefined && digest !== digestOf(signed, rest))
        return undefined;
    const outcome = parseOutcome(rest);
    return outcome === undefined ? undefined : { request: first.slice('GET '.length), requestedAt, endedAt, outcome };
}
function parseOutcome(text) {
    if (text.startsWith('NO ANSWER\n')) {
        const fields = fieldsOf(text.trimEnd().split('\n').slice(1));
        const codes = (fields.get('codes') ?? '').split(' ').filter((code) => code !== '');
        return { kind: 'failed', name: fields.get('name') ?? 'Error', codes };
    }
    const [head, body] = cut(text, '\n\n');
    const [first = '', ...lines] = head.split('\n');
    const [, status] = /^HTTP ([1-5][0-9]{2})$/.exec(first) ?? [];
    if (status === undefined || body === undefined)
        return undefined;
    return {
        kind: 'answered',
        response: { status: Number(status), headers: Object.fromEntries(fieldsOf(lines)), body: Buffer.from(body) },
    };
}
function fieldsOf(lines) {
    return new Map(lines.map((line) => {
        const [name, value = ''] = cut(line, ': ');
        return [name, value];
    }));
}
/** The text before and after the first `mark`; nothing after it when there is none. */
function cut(text, mark) {
    const at = text.indexOf(mark);
    return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + mark.length)];
}
function digestOf(head, rest) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(`${head}\n\n${rest}`).digest('hex');
}
function instant(ms) {
    return new Date(ms).toISOString();
}


/***/ }),

/***/ 56441:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openRecorder: () => (/* binding */ openRecorder)
});

// EXTERNAL MODULE: ./lib/model/errors.js
var errors = __webpack_require__(73434);
// EXTERNAL MODULE: ./lib/resilience/failure-codes.js
var failure_codes = __webpack_require__(29424);
// EXTERNAL MODULE: ./lib/recording/exchange-file.js
var exchange_file = __webpack_require__(95117);
// EXTERNAL MODULE: ./lib/recording/recording.js
var recording = __webpack_require__(71052);
// EXTERNAL MODULE: ./lib/model/token-shapes.js
var token_shapes = __webpack_require__(52635);
;// CONCATENATED MODULE: ./lib/recording/redact.js
/**
 * What of a response can be kept in a recording: the headers that this program reads and a few that help to find out
 * what happened, by name. A header that nobody listed is left out, so that no cookie and no token can get in unnoticed.
 */

const KEPT_HEADERS = new Set([
    'content-type',
    'date',
    'github-authentication-token-expiration',
    'link',
    'location',
    'retry-after',
    'server',
    'x-accepted-github-permissions',
    'x-accepted-oauth-scopes',
    'x-github-enterprise-version',
    'x-github-media-type',
    'x-github-request-id',
    'x-github-sso',
    'x-oauth-scopes',
]);
/** `redact`, and everything that looks like a token: those that were made during the run, and those of other people. */
function withoutTokens(redact) {
    return (text) => redact(text).replace((0,token_shapes/* tokenPattern */.M)(), '***');
}
/** The response with the listed headers only, and without a secret even where the server echoed it. */
function redactResponse({ status, headers, body }, redact) {
    const kept = Object.entries(headers)
        .filter(([name]) => KEPT_HEADERS.has(name) || name.startsWith('x-ratelimit-'))
        .map(([name, value]) => [name, redact(withoutRequest(name, value))]);
    return { status, headers: Object.fromEntries(kept), body: Buffer.from(redact(body.toString())) };
}
/** The address for single sign-on carries a one-time request in its query; the page itself is what people need. */
function withoutRequest(name, value) {
    return name === 'x-github-sso' || name === 'location' ? value.replace(/\?[^;\s]*/, '') : value;
}

// EXTERNAL MODULE: ./lib/recording/start.js
var recording_start = __webpack_require__(49663);
;// CONCATENATED MODULE: ./lib/recording/record.js
/**
 * Keeps the responses of a run, one file a request, without any effect on the run. A recording holds log content: the
 * files are for the user alone, and no token is in them. A recording that cannot be written ends the run: half of one
 * would pass for a complete one.
 */






/** Rejects with `InputError` when there is a recording already, because two in one directory are none. */
async function openRecorder(facts, deps) {
    const { files, dir } = deps;
    if (await files.exists((0,recording/* pathsOf */.wG)(dir).facts).catch(refuseDisk)) {
        throw new errors/* InputError */.dz('record-dir already contains a recording', {
            hint: 'Use a separate directory for each run; see docs/terminal.md#record-and-replay.',
        });
    }
    const recorder = new DirectoryRecorder(facts, { ...deps, redact: withoutTokens(deps.redact) });
    await recorder.open();
    return recorder;
}
class DirectoryRecorder {
    #facts;
    #deps;
    #paths;
    #startedAt;
    #requests = 0;
    #kept = 0;
    #failure;
    #underWay = new Set();
    constructor(facts, deps) {
        this.#facts = facts;
        this.#deps = deps;
        this.#paths = (0,recording/* pathsOf */.wG)(deps.dir);
    }
    async open() {
        await this.#writeFacts(undefined);
    }
    get clock() {
        const { clock } = this.#deps;
        return {
            now: () => {
                const now = clock.now();
                this.#startedAt ??= now;
                return now;
            },
            sleep: (ms, signal) => clock.sleep(ms, signal),
            timeout: (ms, signal) => clock.timeout(ms, signal),
        };
    }
    record(api) {
        return { get: (request, signal) => this.#get(api, request, signal) };
    }
    recordStart(find) {
        return async (stream, signal) => {
            const found = await find(stream, signal);
            const { start, position } = (0,recording_start/* renderStart */.b)(found);
            if (position !== undefined)
                await this.#write(this.#paths.position, position);
            await this.#write(this.#paths.start, start);
            return found;
        };
    }
    async close() {
        await Promise.all(this.#underWay);
        if (this.#failure !== undefined)
            throw this.#failure;
        await this.#writeFacts({ at: this.#deps.clock.now(), exchanges: this.#kept });
    }
    async #get(api, request, signal) {
        if (this.#failure !== undefined)
            throw this.#failure;
        const { clock } = this.#deps;
        // The number is the order of requests: the same request twice gets its responses in that order.
        this.#requests += 1;
        const started = { number: this.#requests, request: (0,exchange_file/* renderRequest */.iP)(request), requestedAt: clock.now() };
        const ended = await settle(api.get(request, signal), signal);
        // A run that was stopped sends the request again when it is replayed, and then learns that the recording ends here.
        const isCancelled = ended.kind === 'failed' && signal.aborted && !isTimeout(ended.error);
        if (!isCancelled)
            this.#keep(started, this.#outcomeOf(ended));
        if (ended.kind === 'failed')
            throw ended.error;
        return ended.response;
    }
    #outcomeOf(ended) {
        const { redact } = this.#deps;
        if (ended.kind === 'answered')
            return { kind: 'answered', response: redactResponse(ended.response, redact) };
        const name = ended.error instanceof Error && /^[A-Za-z]{1,40}$/.test(ended.error.name) ? ended.error.name : 'Error';
        return { kind: 'failed', name, codes: (0,failure_codes/* codesOf */.MZ)(ended.error) };
    }
    /**
     * In parallel to the run: a response that had to wait for the disk could come too late for a deadline that it met.
     */
    #keep({ number, ...started }, outcome) {
        const exchange = { ...started, endedAt: Math.max(started.requestedAt, this.#deps.clock.now()), outcome };
        const text = (0,exchange_file/* renderExchange */.i4)({ ...exchange, request: this.#deps.redact(exchange.request) });
        this.#kept += 1;
        const written = this.#write(this.#paths.exchange(number), text)
            .catch((error) => {
            this.#failure ??= error;
        })
            .finally(() => this.#underWay.delete(written));
        this.#underWay.add(written);
    }
    async #writeFacts(end) {
        const startedAt = this.#startedAt ?? this.#facts.startedAt;
        await this.#write(this.#paths.facts, (0,recording/* renderFacts */.Id)({ ...this.#facts, startedAt, end }));
    }
    async #write(path, content) {
        await this.#deps.files.replace(path, content).catch(refuseDisk);
    }
}
function refuseDisk(cause) {
    throw new errors/* DeliveryError */.VE(`the recording could not be written to the disk (${(0,errors/* describeForeign */.eQ)(cause)})`, {
        hint: 'Check that `record-dir` can be written to and has space, or remove it; see docs/terminal.md#record-and-replay.',
        cause,
    });
}
/** Some requests never settle, not even when aborted; that they were given up has to be recorded all the same. */
async function settle(answer, signal) {
    const { promise: aborted, reject } = Promise.withResolvers();
    const onAbort = () => reject(signal.reason);
    if (signal.aborted)
        onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    try {
        return { kind: 'answered', response: await Promise.race([answer, aborted]) };
    }
    catch (error) {
        return { kind: 'failed', error };
    }
    finally {
        signal.removeEventListener('abort', onAbort);
    }
}
function isTimeout(error) {
    return error instanceof Error && error.name === 'TimeoutError';
}


/***/ }),

/***/ 71052:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ce: () => (/* binding */ isFields),
/* harmony export */   Id: () => (/* binding */ renderFacts),
/* harmony export */   L5: () => (/* binding */ parseFields),
/* harmony export */   _P: () => (/* binding */ unusable),
/* harmony export */   hx: () => (/* binding */ parseFacts),
/* harmony export */   jj: () => (/* binding */ checkSubject),
/* harmony export */   wG: () => (/* binding */ pathsOf)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73434);
/**
 * A recording as a directory: `recording.json` says what was recorded, `start.json` and `position.json` where the run
 * began, `00001.http` and so on the requests and responses. Whatever is missing, damaged or of another run is refused
 * before anything is done with it.
 */


const VERSION = 1;
/**
 * A replay has to read what the run read, so nothing is left out. This is for whoever opens the folder, and is not read
 * back.
 */
const CONTENT = 'Responses of GitHub in clear text, without tokens. They include the fields that drop-fields and pseudonymize-fields keep private.';
function pathsOf(dir) {
    return {
        facts: (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(dir, 'recording.json'),
        start: (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(dir, 'start.json'),
        position: (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(dir, 'position.json'),
        /** From 1. */
        exchange: (number) => (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(dir, `${String(number).padStart(5, '0')}.http`),
    };
}
function renderFacts({ startedAt, end, ...facts }) {
    const { tool, apiUrl, target, phrase, stream, seed, asker, settings } = facts;
    const times = {
        startedAt: new Date(startedAt).toISOString(),
        ...(end === undefined ? {} : { endedAt: new Date(end.at).toISOString(), exchanges: end.exchanges }),
    };
    const rendered = {
        version: VERSION,
        tool,
        content: CONTENT,
        ...times,
        apiUrl,
        target,
        phrase,
        stream,
        seed,
        asker,
        settings,
    };
    return `${JSON.stringify(rendered, undefined, 2)}\n`;
}
/** Throws `InputError` when it is not a recording. */
function parseFacts(text) {
    const fields = parseFields(text, 'recording.json');
    if (typeof fields['version'] === 'number' && fields['version'] > VERSION) {
        throw unusable('it was made by a newer release of collect-audit-log');
    }
    const { tool, apiUrl, target, phrase, stream, seed, startedAt, endedAt, exchanges, settings } = fields;
    const start = Date.parse(String(startedAt));
    const isComplete = fields['version'] === VERSION &&
        [tool, apiUrl, phrase, stream].every((each) => typeof each === 'string') &&
        isTarget(target) &&
        Number.isSafeInteger(seed) &&
        start >= 0;
    if (!isComplete)
        throw unusable('recording.json is damaged');
    const end = endedAt === undefined ? undefined : { at: Date.parse(String(endedAt)), exchanges: Number(exchanges) };
    if (end !== undefined && !(end.at >= start && Number.isSafeInteger(end.exchanges))) {
        throw unusable('recording.json is damaged');
    }
    return {
        tool: String(tool),
        apiUrl: String(apiUrl),
        target,
        phrase: String(phrase),
        stream: String(stream),
        seed: Number(seed),
        asker: fields['asker'] === 'app' ? 'app' : 'token',
        startedAt: start,
        end,
        settings: isFields(settings) ? settings : {},
    };
}
/** Throws `InputError` when a recording is not of what is to be replayed. */
function checkSubject(recorded, wanted) {
    const name = ({ kind, name }) => `${kind} ${name}`;
    if (name(recorded.target).toLowerCase() !== name(wanted.target).toLowerCase()) {
        throw unusable(`it was made of ${name(recorded.target)}, not of ${name(wanted.target)}`);
    }
    if (recorded.apiUrl !== wanted.apiUrl)
        throw unusable(`it was recorded with another api-url, ${recorded.apiUrl}`);
    if (recorded.stream === wanted.stream)
        return;
    throw unusable('it was recorded with another phrase or another state-key; recording.json shows the phrase');
}
/** Throws `InputError` for what is not a JSON object; `name` is that of the file. */
function parseFields(text, name) {
    const damaged = (cause) => unusable(`${name} is damaged`, cause);
    let value;
    try {
        value = JSON.parse(text);
    }
    catch (cause) {
        throw damaged(cause);
    }
    if (!isFields(value))
        throw damaged();
    return value;
}
function isFields(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function unusable(why, cause) {
    return new _model_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(`the recording in replay-dir cannot be replayed: ${why}`, {
        hint: 'Set it to the directory that record-dir wrote, complete and unchanged, with the inputs of that run; see docs/terminal.md#record-and-replay.',
        cause,
    });
}
function isTarget(value) {
    return (isFields(value) &&
        (value['kind'] === 'organization' || value['kind'] === 'enterprise') &&
        typeof value['name'] === 'string');
}


/***/ }),

/***/ 49663:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ renderStart),
/* harmony export */   o: () => (/* binding */ parseStart)
/* harmony export */ });
/* harmony import */ var _checkpoint_codec_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(37255);
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73434);
/* harmony import */ var _model_feed_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(94049);
/* harmony import */ var _recording_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(71052);
/**
 * Where a run began, kept next to its requests: the position that it found, or why it began without one. A recording of
 * a run that continued from a position replays from the same position.
 */




function renderStart(found) {
    const render = (value) => `${JSON.stringify(value, undefined, 2)}\n`;
    if (found.kind !== 'resume')
        return { start: render(found), position: undefined };
    const { checkpoint, doubt, ...rest } = found;
    const kept = { ...rest, doubt: doubt === undefined ? undefined : { message: doubt.message, hint: doubt.hint } };
    return { start: render(kept), position: (0,_checkpoint_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .encodeCheckpoint */ .Xn)(checkpoint) };
}
/** Throws `InputError` when no recorder wrote it. */
function parseStart({ start, position }) {
    const fields = (0,_recording_js__WEBPACK_IMPORTED_MODULE_3__/* .parseFields */ .L5)(start, 'start.json');
    const { kind } = fields;
    const notes = Array.isArray(fields['notes']) ? fields['notes'].map(String) : [];
    if (kind === 'none') {
        return { kind, history: parseHistory(fields['history']), besides: fields['besides'] === true, notes };
    }
    const { where, generation, epoch } = fields;
    const floors = parseFloors(fields['floors']);
    if (typeof where !== 'string' || floors === undefined)
        throw (0,_recording_js__WEBPACK_IMPORTED_MODULE_3__/* .unusable */ ._P)('start.json is damaged');
    if (kind === 'floors' && typeof generation === 'number' && typeof epoch === 'number') {
        return { kind, floors, generation, epoch, where, notes };
    }
    if (kind !== 'resume' || position === undefined)
        throw (0,_recording_js__WEBPACK_IMPORTED_MODULE_3__/* .unusable */ ._P)('the position that it began from is missing');
    const checkpoint = parsePosition(position);
    const isKept = fields['isKept'] !== false;
    return { kind, where, floors, notes, doubt: parseDoubt(fields['doubt']), checkpoint, isKept };
}
function parseHistory(value) {
    if (!(0,_recording_js__WEBPACK_IMPORTED_MODULE_3__/* .isFields */ .Ce)(value) || value['kind'] !== 'succeeded')
        return { kind: 'none' };
    const { startedAt, bySchedule } = value;
    if (typeof startedAt !== 'number')
        throw (0,_recording_js__WEBPACK_IMPORTED_MODULE_3__/* .unusable */ ._P)('start.json is damaged');
    return { kind: 'succeeded', startedAt, bySchedule: bySchedule === true };
}
function parsePosition(bytes) {
    try {
        return (0,_checkpoint_codec_js__WEBPACK_IMPORTED_MODULE_0__/* .decodeCheckpoint */ .hy)(bytes);
    }
    catch (error) {
        if (error instanceof _model_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .CheckpointError */ .jg)
            throw (0,_recording_js__WEBPACK_IMPORTED_MODULE_3__/* .unusable */ ._P)('position.json is damaged', error);
        throw error;
    }
}
function parseFloors(value) {
    if (!(0,_recording_js__WEBPACK_IMPORTED_MODULE_3__/* .isFields */ .Ce)(value))
        return undefined;
    const floors = _model_feed_js__WEBPACK_IMPORTED_MODULE_2__/* .FEEDS */ .SF.filter((name) => Object.hasOwn(value, name)).map((name) => [name, value[name]]);
    return floors.every(([, floor]) => Number.isSafeInteger(floor)) ? Object.fromEntries(floors) : undefined;
}
function parseDoubt(value) {
    if (!(0,_recording_js__WEBPACK_IMPORTED_MODULE_3__/* .isFields */ .Ce)(value))
        return undefined;
    return new _model_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .CheckpointError */ .jg(String(value['message']), { hint: String(value['hint']) });
}


/***/ })

};
