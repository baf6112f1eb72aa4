export const id = 347;
export const ids = [347];
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

/***/ 90347:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openReplay: () => (/* binding */ openReplay)
});

// EXTERNAL MODULE: ./lib/github/credentials.js
var credentials = __webpack_require__(94377);
// EXTERNAL MODULE: ./lib/model/errors.js
var errors = __webpack_require__(73434);
// EXTERNAL MODULE: ./lib/runtime/random.js
var runtime_random = __webpack_require__(18385);
// EXTERNAL MODULE: ./lib/recording/exchange-file.js
var exchange_file = __webpack_require__(95117);
// EXTERNAL MODULE: ./lib/recording/recording.js
var recording = __webpack_require__(71052);
;// CONCATENATED MODULE: ./lib/recording/replay-clock.js
class ReplayClock {
    #now;
    #scopes = new Set();
    constructor(startedAt) {
        this.#now = startedAt;
    }
    now() {
        return this.#now;
    }
    /** Time never goes back. */
    reach(at) {
        this.#now = Math.max(this.#now, at);
    }
    async sleep(ms, signal) {
        signal.throwIfAborted();
        this.#now += ms;
    }
    /** Runs out when the recording says so, see `expire`. */
    timeout(_ms, signal) {
        const scope = new AbortController();
        this.#scopes.add(scope);
        return { signal: AbortSignal.any([signal, scope.signal]), done: () => this.#scopes.delete(scope) };
    }
    /** The request timed out when it was recorded. */
    expire() {
        for (const scope of this.#scopes)
            scope.abort(new DOMException('timed out', 'TimeoutError'));
    }
}

// EXTERNAL MODULE: ./lib/recording/start.js
var recording_start = __webpack_require__(49663);
;// CONCATENATED MODULE: ./lib/recording/replay.js
/**
 * A run from its recording, with no network: the same position, the same random numbers, the same time, and for each
 * request the response that it got. Requests are distinguished by path and query; one that was made several times gets
 * its responses in their order. One that was not recorded is an error, never an empty response.
 */







/** `dir` is absolute. Rejects with `InputError` when it holds no complete recording of `subject`. */
async function openReplay(subject, { dir, files }) {
    const library = new Library(dir, files);
    const facts = (0,recording/* parseFacts */.hx)(await library.readText((0,recording/* pathsOf */.wG)(dir).facts, 'recording.json'));
    (0,recording/* checkSubject */.jj)(facts, subject);
    const clock = new ReplayClock(facts.startedAt);
    const random = (0,runtime_random/* seededRandom */.I)(facts.seed);
    const api = new ReplayedApi({ library, facts, clock }, await library.list(facts));
    return {
        clock,
        // Ids of commits do not disturb the order of what the recorded run drew.
        random: { next: random.next, token: (0,runtime_random/* seededRandom */.I)(facts.seed + 1).token },
        api,
        credentials: (0,credentials/* recordedCredentials */.r$)(facts.asker, facts.startedAt),
        findPosition: () => library.readStart(),
    };
}
/** The files of a recording. Bodies stay on the disk until they are needed: a long run does not fit into memory. */
class Library {
    #files;
    #paths;
    constructor(dir, files) {
        this.#files = files;
        this.#paths = (0,recording/* pathsOf */.wG)(dir);
    }
    async readText(path, name) {
        const bytes = await this.#read(path);
        if (bytes === undefined)
            throw (0,recording/* unusable */._P)(`${name} is missing`);
        return Buffer.from(bytes).toString();
    }
    /** All of it is read once, so that damage is reported before anything is delivered. */
    async list({ end }) {
        const listed = [];
        for (let number = 1;; number += 1) {
            const exchange = await this.exchange(number);
            if (exchange === undefined)
                break;
            listed.push({ number, request: exchange.request });
        }
        if (end !== undefined && end.exchanges !== listed.length) {
            throw (0,recording/* unusable */._P)(`${end.exchanges} requests were recorded, and only ${listed.length} of them are in the directory`);
        }
        return listed;
    }
    async exchange(number) {
        const path = this.#paths.exchange(number);
        const bytes = await this.#read(path);
        if (bytes === undefined)
            return undefined;
        const exchange = (0,exchange_file/* parseExchange */.Tv)(Buffer.from(bytes).toString());
        if (exchange === undefined)
            throw (0,recording/* unusable */._P)(`the file of request ${number} was cut short or changed`);
        return exchange;
    }
    async readStart() {
        const start = await this.readText(this.#paths.start, 'start.json');
        return (0,recording_start/* parseStart */.o)({ start, position: await this.#read(this.#paths.position) });
    }
    async #read(path) {
        return this.#files.read(path).catch((cause) => {
            throw (0,recording/* unusable */._P)(`it could not be read (${(0,errors/* describeForeign */.eQ)(cause)})`, cause);
        });
    }
}
class ReplayedApi {
    #parts;
    /** The exchanges of each request, those that come next first. */
    #next;
    #total;
    #replayed = 0;
    constructor(parts, listed) {
        this.#parts = parts;
        this.#next = Map.groupBy(listed, ({ request }) => request);
        this.#total = listed.length;
    }
    async get(request) {
        const { library, facts, clock } = this.#parts;
        const text = (0,exchange_file/* renderRequest */.iP)(request);
        const next = this.#next.get(text)?.shift();
        const exchange = next === undefined ? undefined : await library.exchange(next.number);
        if (exchange === undefined)
            throw notRecorded(text, this.#next.has(text));
        clock.reach(exchange.endedAt);
        this.#replayed += 1;
        // What the run did after its last request also needed time, and can have been what ended it.
        if (this.#replayed === this.#total && facts.end !== undefined)
            clock.reach(facts.end.at);
        if (exchange.outcome.kind === 'answered')
            return exchange.outcome.response;
        const failure = failureOf(exchange.outcome);
        if (failure.name === 'TimeoutError')
            clock.expire();
        throw failure;
    }
}
/** An error with the name and, along its causes, the codes of the recorded one. */
function failureOf({ name, codes }) {
    return codes.reduceRight((cause, code) => Object.assign(new Error('recorded', { cause }), { name, code }), Object.assign(new Error('recorded'), { name }));
}
function notRecorded(request, wasAsked) {
    // A cursor ends in the id of an event, and this goes into a log.
    const shown = request.replace(/([?&]after=[^&]{0,8})[^&]*/, '$1\u2026');
    const what = wasAsked ? 'was made fewer times when this was recorded' : 'was not recorded';
    return new errors/* InputError */.dz(`the request GET ${shown} ${what}`, {
        hint: 'Replay with the inputs of the recorded run, which are in recording.json; a run that was killed ends here. See docs/terminal.md#record-and-replay.',
    });
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
