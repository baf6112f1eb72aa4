export const id = 929;
export const ids = [929];
export const modules = {

/***/ 43929:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  connectSink: () => (/* binding */ connectSink)
});

// EXTERNAL MODULE: ./lib/model/assert.js
var assert = __webpack_require__(76779);
// EXTERNAL MODULE: ./lib/format/render.js
var render = __webpack_require__(56531);
;// CONCATENATED MODULE: ./lib/delivery/http/frame.js
/**
 * From records to bodies, each of one stream, and what a body will weigh before it is made. A record goes into its body as
 * UTF-8 once, whether it is text or bytes.
 */


/** The body of entries that share a stream. */
function frame_frame(entries, framing) {
    const { separator } = framing;
    const [opening, closing] = endsOf(entries, framing);
    const separators = Buffer.byteLength(separator) * Math.max(0, entries.length - 1);
    const records = entries.reduce((sum, { bytes }) => sum + bytes, separators);
    const body = Buffer.allocUnsafeSlow(Buffer.byteLength(opening) + records + Buffer.byteLength(closing));
    let at = body.write(opening);
    let isFirst = true;
    for (const { record } of entries) {
        if (!isFirst)
            at += body.write(separator, at);
        at += (0,render/* writeLine */._r)(record, body, at);
        isFirst = false;
    }
    at += body.write(closing, at);
    (0,assert/* assert */.v)(at === body.length, 'a body weighs what its parts weigh');
    return body;
}
/** What stands before and after the records. */
function endsOf(entries, { open, close, stream }) {
    const [first] = entries;
    if (stream === undefined || first === undefined)
        return [open, close];
    const own = stream(first);
    (0,assert/* assert */.v)(entries.every((entry) => stream(entry).open === own.open), 'a request holds one stream');
    return [`${open}${own.open}`, `${own.close}${close}`];
}
/** The entries of each stream, in their order; all of them together where a protocol has no streams. */
function partition(entries, { stream }) {
    if (stream === undefined)
        return [entries];
    return [...Map.groupBy(entries, (entry) => stream(entry).open).values()];
}
/** The pieces of a part that was refused in one: the entry that was named and what lies around it, or two halves. */
function partsOf(part, named) {
    if (named !== undefined && named < part.length) {
        return [part.slice(0, named), part.slice(named, named + 1), part.slice(named + 1)];
    }
    const half = Math.ceil(part.length / 2);
    return [part.slice(0, half), part.slice(half)];
}
/** Adds up what `frame` would write, entry by entry; those of several streams as if they were one body. */
class BodySize {
    #framing;
    #streams = new Set();
    #separatorBytes;
    #bytes;
    constructor(framing) {
        this.#framing = framing;
        this.#separatorBytes = Buffer.byteLength(framing.separator);
        this.#bytes = Buffer.byteLength(framing.open) + Buffer.byteLength(framing.close);
    }
    get bytes() {
        return this.#bytes;
    }
    /** Never less than what the entry adds. */
    add(entry) {
        this.#bytes += entry.bytes + this.#separatorBytes;
        const own = this.#framing.stream?.(entry);
        if (own === undefined || this.#streams.has(own.open))
            return;
        this.#streams.add(own.open);
        this.#bytes += Buffer.byteLength(own.open) + Buffer.byteLength(own.close) + this.#separatorBytes;
    }
}

;// CONCATENATED MODULE: ./lib/delivery/http/batcher.js

/** An event this close to being too old for the sink counts as too old: clocks differ, and sending takes time. */
const AGE_MARGIN_MS = 15 * 60_000;
/** An entry, or why there cannot be one. */
function prepare(event, { record, limits }, now) {
    const { eventBytes, maxAgeMs, maxFutureMs } = limits;
    const notAccepted = (reason) => ({ event, reason });
    if (maxAgeMs !== undefined && event.ts < now - maxAgeMs + AGE_MARGIN_MS)
        return notAccepted('too-old');
    if (maxFutureMs !== undefined && event.ts > now + maxFutureMs)
        return notAccepted('too-new');
    const line = record(event);
    const bytes = Buffer.byteLength(line);
    if (eventBytes !== undefined) {
        const measured = eventBytes.of === undefined ? bytes : Buffer.byteLength(eventBytes.of(event));
        if (measured > eventBytes.max)
            return notAccepted('too-large');
    }
    return { event, record: line, bytes, late: false };
}
/** Collects entries until the next one would be too much. */
class Batcher {
    #framing;
    #limits;
    #entries = [];
    #size;
    constructor({ framing, limits }) {
        this.#framing = framing;
        this.#limits = limits;
        this.#size = new BodySize(framing);
    }
    /** Adds `entry`; returns the batch that had to be closed before it, if there was one. */
    add(entry) {
        const closed = this.#fits(entry) ? undefined : this.take();
        this.#entries.push(entry);
        this.#size.add(entry);
        return closed;
    }
    /** The entries so far; afterwards there are none. */
    take() {
        const entries = this.#entries;
        this.#entries = [];
        this.#size = new BodySize(this.#framing);
        return entries;
    }
    /** A body of this many bytes was too large: the next ones are at most half of it. */
    shrink(bytes) {
        const { batchBytes } = this.#limits;
        this.#limits = { ...this.#limits, batchBytes: Math.max(1, Math.min(batchBytes, Math.floor(bytes / 2))) };
    }
    #fits(entry) {
        const { batchEvents, batchBytes, batchSpanMs = Number.POSITIVE_INFINITY } = this.#limits;
        const [first] = this.#entries;
        if (first === undefined)
            return true;
        if (this.#entries.length >= batchEvents)
            return false;
        if (Math.abs(entry.event.ts - first.event.ts) > batchSpanMs)
            return false;
        return this.#size.bytes + entry.bytes <= batchBytes;
    }
}

// EXTERNAL MODULE: ./lib/model/errors.js
var errors = __webpack_require__(73434);
// EXTERNAL MODULE: ./lib/resilience/retry.js + 2 modules
var retry = __webpack_require__(20026);
// EXTERNAL MODULE: ./lib/delivery/http/acknowledge.js
var http_acknowledge = __webpack_require__(33009);
// EXTERNAL MODULE: ./lib/resilience/failure-codes.js
var failure_codes = __webpack_require__(29424);
;// CONCATENATED MODULE: ./lib/delivery/http/network-failure.js
/**
 * What it means that no complete response came from a sink. The batch can have arrived all the same, so it is sent
 * again under the same key; a failure that waiting cannot fix ends it at once: a certificate that is not trusted, a
 * host name that does not exist.
 */


const UNREACHABLE = [failure_codes/* CONNECT_CODES */.u8.unknownHost, failure_codes/* CONNECT_CODES */.u8.refused, failure_codes/* CONNECT_CODES */.u8.timedOut];
const PROXY_ADVICE = 'Check the address in HTTPS_PROXY with user and password, and whether the proxy allows this host';
function classifyRejection(error) {
    const codes = (0,failure_codes/* codesOf */.MZ)(error);
    if (codes.some(failure_codes/* isCertificateCode */.TR)) {
        return {
            kind: 'fail',
            error: new errors/* DeliveryError */.VE(`the certificate of the sink is not trusted${(0,failure_codes/* describeWay */.x9)(error)} (${codes.join(', ')})`, {
                hint: 'If the sink or a proxy uses a private certificate authority, set its certificate in `ca-certificates`; see docs/sinks.md#proxy-and-private-certificates.',
                cause: error,
            }),
        };
    }
    if ((0,failure_codes/* isHopeless */.cs)(error)) {
        return {
            kind: 'fail',
            error: new errors/* DeliveryError */.VE(`the sink cannot be reached${(0,failure_codes/* describeWay */.x9)(error)} (${codes.join(', ')})`, {
                hint: `${(0,failure_codes/* describeWay */.x9)(error) === '' ? 'Check `sink-url`, and whether the runner can resolve its host name' : PROXY_ADVICE}; see docs/sinks.md#proxy-and-private-certificates.`,
                cause: error,
            }),
        };
    }
    const way = (0,failure_codes/* describeWay */.x9)(error);
    if (way !== '') {
        return network_failure_retry(`the sink cannot be reached${way} (${codes.join(', ')})`, `${PROXY_ADVICE}; NO_PROXY lists hosts to reach without it.`);
    }
    if (codes.some((code) => UNREACHABLE.some((known) => known.test(code)))) {
        return network_failure_retry(`the sink cannot be reached (${codes.join(', ')})`, 'Check `sink-url`, and whether a firewall lets the runner through or a proxy has to be set; see docs/troubleshooting.md#the-sink-is-down-or-busy.');
    }
    const failure = isTimeout(error) ? 'no response in time' : `no complete response (${(0,errors/* describeForeign */.eQ)(error)})`;
    return network_failure_retry(failure, 'This is often temporary: the next run sends the same events again. If it persists, set `sink-batch-events` lower or `sink-timeout` higher; see docs/troubleshooting.md#the-sink-is-down-or-busy.');
}
function isTimeout(error) {
    return error instanceof Error && error.name === 'TimeoutError';
}
function network_failure_retry(failure, hint) {
    return { kind: 'retry', failure, hint, waitMs: undefined };
}

;// CONCATENATED MODULE: ./lib/delivery/http/poll.js
/**
 * Queries whether a batch that was accepted is stored by now. The receiver confirms it once: a confirmation that is
 * lost cannot be requested again, so after the time-out the batch counts as lost and is sent again.
 */



/** The first query comes early: a small batch is stored within a second or two. */
const FIRST_POLL_MS = 1000;
async function awaitAcknowledgement(id, parts, signal) {
    const { poll, clock, run } = parts;
    const until = clock.now() + poll.timeoutMs;
    for (let pauseMs = Math.min(FIRST_POLL_MS, poll.everyMs);; pauseMs = Math.min(poll.everyMs, pauseMs * 2)) {
        await clock.sleep(pauseMs, signal);
        if ((await run(question(id, parts))) === 'acknowledged')
            return true;
        if (clock.now() >= until)
            return false;
    }
}
function question(id, { poll, headers, http, clock, tally }) {
    const body = Buffer.from(poll.body(id));
    return {
        what: 'querying whether a batch is stored',
        send: (signal) => {
            tally.requests += 1;
            return http.send({ method: 'POST', url: poll.url, headers: { 'content-type': 'application/json', ...headers }, body }, signal);
        },
        judge: (answer) => {
            const read = answer.status === 200 ? poll.read(answer, id) : undefined;
            if (read !== undefined)
                return { kind: 'done', value: read };
            const now = clock.now();
            const outcome = answer.status === 200
                ? (0,http_acknowledge/* retry */.L5)(answer, 'HTTP 200, but without a status of the batch', now)
                : (0,http_acknowledge/* classifyStatus */.xo)(answer, now);
            // A query cannot be halved: whatever is wrong with it, nothing was said about the batch.
            if (outcome.kind === 'retry' || outcome.kind === 'wait' || outcome.kind === 'fail')
                return outcome;
            return { kind: 'done', value: 'not-yet' };
        },
        classify: classifyRejection,
    };
}
/** The failure of a batch that was accepted so many times and never confirmed as stored. */
function neverSafe(times) {
    return new errors/* DeliveryError */.VE(`the sink accepted a batch ${times} times and never acknowledged it`, {
        hint: 'Nothing was skipped: the next run sends the same events again. Check that the indexers are up, or set `ack-timeout` higher in `sink-options`; see docs/troubleshooting.md#splunk.',
    });
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
;// CONCATENATED MODULE: ./lib/delivery/http/request.js
/**
 * One batch as one request. The same events make the same body and the same key, however often they are sent; what depends
 * on the moment (a signature, a token) is added for each try.
 */




const compress = (0,external_node_util_.promisify)(external_node_zlib_.gzip);
async function makeBody(entries, { framing, gzip }) {
    const plain = frame_frame(entries, framing);
    return { bytes: gzip ? await compress(plain) : plain, plainBytes: plain.length, key: keyOf(entries) };
}
function keyOf(entries) {
    return (0,external_node_crypto_.hash)('sha256', entries.map(({ event }) => event.key).join('\n'), 'hex').slice(0, 32);
}
function makeRequest({ bytes, key }, protocol, { fixed, authorization, now, }) {
    const { idempotencyHeader, sign, contentType, gzip } = protocol;
    const headers = {
        'user-agent': fixed.userAgent,
        'content-type': contentType,
        ...(gzip ? { 'content-encoding': 'gzip' } : {}),
        ...protocol.headers,
        ...authorization,
        ...(idempotencyHeader === undefined ? {} : { [idempotencyHeader]: key }),
        ...sign?.({ body: bytes, key, now }),
        ...fixed.own,
    };
    return { method: 'POST', url: protocol.url, headers, body: bytes };
}

;// CONCATENATED MODULE: ./lib/delivery/http/settle.js
/** Writes down what became of each event of one request, and what is left to do. */

/** Throws `DeliveryError` when the sink refuses too much. */
function settle(entries, { fates, whys, refused = 0 }, tally) {
    (0,assert/* assert */.v)(entries.length === fates.length, 'every event has one fate');
    (0,assert/* assert */.v)(whys === undefined || whys.length === fates.length, 'every event has one reason, if any has');
    const [busy, again, inDoubt] = [[], [], []];
    let index = -1;
    for (const entry of entries) {
        index += 1;
        switch (fates[index]) {
            case 'acknowledged':
                tally.acknowledge(1);
                break;
            case 'rejected':
            case 'too-large':
                tally.refuse(entry, fates[index] === 'rejected' ? 'rejected' : 'too-large', whys?.[index]);
                break;
            case 'too-old':
            case 'too-new':
                tally.limit(entry, fates[index] === 'too-old' ? 'too-old' : 'too-new');
                break;
            case 'late':
                // Once is enough: there is no second place where order matters less.
                if (entry.late)
                    tally.limit(entry, 'too-old');
                else
                    again.push({ ...entry, late: true });
                break;
            case 'in-doubt':
                inDoubt.push(entry);
                break;
            case 'again':
                again.push(entry);
                break;
            default:
                busy.push(entry);
        }
    }
    if (inDoubt.length > 0)
        tally.doubt(inDoubt, Math.min(refused, inDoubt.length), whys?.[0]);
    // Not before all of them are counted: one refused among many is no sink that refuses all.
    tally.brake();
    return { busy, again, hasProgress: busy.length + again.length < entries.length };
}

;// CONCATENATED MODULE: ./lib/delivery/http/suspects.js
/**
 * Events to which a receiver responds 500 even when they are sent alone. Whether such an event or the receiver is at
 * fault shows only in what became of the others: it becomes a dead letter when the rest of its batch was accepted, and else the
 * sending fails.
 */

/** A receiver that does so for this many is down for some of its traffic. */
const SUSPECTS_MAX = 20;
/** One that has accepted nothing meanwhile is down. */
const SUSPECTS_OF_NONE_MAX = 3;
class Suspects {
    #tally;
    #acknowledgedBefore;
    #entries = [];
    #smallestBytes;
    constructor(tally) {
        this.#tally = tally;
        this.#acknowledgedBefore = tally.acknowledgedEver;
    }
    /**
     * A request of so many bytes was answered with 500 repeatedly. Returns whether it held one event alone, which is then
     * kept here; throws `DeliveryError` when it is the receiver.
     */
    add({ part, bytes }) {
        this.#smallestBytes = Math.min(bytes, this.#smallestBytes ?? bytes);
        const [entry] = part;
        if (part.length > 1 || entry === undefined)
            return false;
        this.#entries.push(entry);
        const count = this.#entries.length;
        if (count >= SUSPECTS_MAX || (count >= SUSPECTS_OF_NONE_MAX && this.#accepted === 0))
            throw unwell();
        return true;
    }
    /**
     * When all else of the batch is settled. Throws `DeliveryError` when it is the receiver; returns the size of the
     * smallest request that it did not accept when it accepted every single event.
     */
    conclude() {
        if (this.#entries.length > this.#accepted)
            throw unwell();
        for (const entry of this.#entries)
            this.#tally.refuse(entry, 'rejected', 'HTTP 500');
        this.#tally.brake();
        return this.#entries.length === 0 ? this.#smallestBytes : undefined;
    }
    get #accepted() {
        return this.#tally.acknowledgedEver - this.#acknowledgedBefore;
    }
}
function unwell() {
    return new errors/* DeliveryError */.VE('the sink responded HTTP 500 repeatedly, also to single events', {
        hint: 'Nothing was skipped: the next run sends the same events again. Look at the log of the receiver and of what stands behind it; see docs/troubleshooting.md#the-sink-is-down-or-busy.',
    });
}

;// CONCATENATED MODULE: ./lib/delivery/http/send-batch.js
/**
 * One batch until each of its events is acknowledged or a dead letter: tried again unchanged while nobody knows what became
 * of it, only the failed ones where the receiver names them, halved where one of them spoils the rest. The position of
 * the collector rests on this: it never resolves while the fate of an event is open.
 */










/** How often the same request is answered with 500 before it is halved. */
const SERVER_ERRORS_MAX = 2;
class BatchSender {
    #protocol;
    #deps;
    #tally;
    #retry;
    /** Called with the size of a body that was too large. */
    #onTooLarge;
    constructor(protocol, deps, using) {
        this.#protocol = protocol;
        this.#deps = deps;
        this.#tally = using.tally;
        this.#onTooLarge = using.onTooLarge;
        const { clock, random, log, resilience } = deps;
        this.#retry = new retry/* Retry */.f({ settings: resilience, clock, random, log });
    }
    /** Rejects with `DeliveryError`; some of the events can have arrived by then. */
    async send(entries, signal) {
        const { framing } = this.#protocol;
        const open = [...partition(entries, framing)];
        const suspects = new Suspects(this.#tally);
        let lost = 0;
        for (let part = open.shift(); part !== undefined; part = open.shift()) {
            if (part.length === 0)
                continue;
            const sent = await this.#sendPart(part, signal);
            switch (sent.kind) {
                case 'settled':
                    open.unshift(...partition(sent.again, framing));
                    break;
                case 'split':
                    open.unshift(...this.#split(sent));
                    break;
                case 'pending': {
                    if (await this.#isSafe(sent.id, signal)) {
                        this.#tally.acknowledge(sent.part.length);
                        break;
                    }
                    lost += 1;
                    if (lost >= this.#deps.resilience.retry.attempts)
                        throw neverSafe(lost);
                    this.#tally.retries += 1;
                    open.unshift(sent.part);
                    break;
                }
                case 'unwell':
                    if (!suspects.add(sent))
                        open.unshift(...partsOf(sent.part));
            }
        }
        const tooLarge = suspects.conclude();
        if (tooLarge !== undefined)
            this.#onTooLarge(tooLarge);
    }
    /** The parts of a batch that was refused in one; one event alone becomes a dead letter. */
    #split({ part, reason, why, at, bytes }) {
        const [only] = part;
        (0,assert/* assert */.v)(only !== undefined, 'a request holds an event');
        if (reason === 'too-large')
            this.#onTooLarge(bytes);
        if (part.length === 1) {
            this.#tally.refuse(only, reason, why);
            this.#tally.brake();
            return [];
        }
        return partsOf(part, at);
    }
    #sendPart(part, signal) {
        return this.#run(this.#task(part), this.#endFor(part), signal);
    }
    /** The end of the run, or sooner: the sink would drop events that are too old by then, and report success. */
    #endFor(part) {
        const { maxAgeMs } = this.#protocol.limits;
        const end = this.#deps.deadlineAt();
        return maxAgeMs === undefined ? end : part.reduce((at, { event }) => Math.min(at, event.ts + maxAgeMs), end);
    }
    #task(whole) {
        const { clock, headers, http } = this.#deps;
        const { attempts } = this.#deps.resilience.retry;
        const { authorization } = this.#protocol;
        let part = whole;
        let body;
        let isRefreshed = false;
        let tries = 0;
        let serverErrors = 0;
        return {
            what: `sending ${whole.length === 1 ? 'one event' : `${whole.length} events`} to ${this.#deps.name}`,
            send: async (signal) => {
                body ??= await makeBody(part, this.#protocol);
                const authorized = (await authorization?.headers(signal)) ?? {};
                this.#tally.requests += 1;
                if (tries > 0)
                    this.#tally.retries += 1;
                tries += 1;
                const request = makeRequest(body, this.#protocol, {
                    fixed: headers,
                    authorization: authorized,
                    now: clock.now(),
                });
                return http.send(request, signal);
            },
            judge: (answer) => {
                if (answer.status === 401 && authorization !== undefined && !isRefreshed) {
                    isRefreshed = true;
                    authorization.forget();
                    return (0,http_acknowledge/* retry */.L5)(answer, 'HTTP 401, the token has to be renewed', clock.now());
                }
                const sent = { part, bytes: body?.plainBytes ?? 0 };
                if (answer.status === 500)
                    serverErrors += 1;
                // Never more than the tries that a request has.
                if (this.#protocol.halvesOn500 === true && serverErrors >= Math.min(SERVER_ERRORS_MAX, attempts)) {
                    return { kind: 'done', value: { kind: 'unwell', ...sent } };
                }
                const outcome = this.#read(answer, part);
                const verdict = this.#judge(outcome, sent, answer);
                if (verdict.kind === 'narrowed') {
                    part = verdict.busy;
                    body = undefined;
                    return verdict.disposition;
                }
                return verdict;
            },
            classify: classifyRejection,
        };
    }
    #read(answer, entries) {
        const { acknowledge, refuse } = this.#protocol;
        const request = { entries, now: this.#deps.clock.now() };
        if (answer.status >= 200 && answer.status < 300)
            return acknowledge(answer, request);
        return refuse?.(answer, request) ?? (0,http_acknowledge/* classifyStatus */.xo)(answer, request.now);
    }
    #judge(outcome, { part, bytes }, answer) {
        switch (outcome.kind) {
            case 'fates': {
                const { busy, again, hasProgress } = settle(part, outcome, this.#tally);
                if (busy.length === 0)
                    return { kind: 'done', value: { kind: 'settled', again } };
                const why = outcome.whys?.find((each, index) => each !== undefined && outcome.fates[index] === 'busy');
                const failure = `${busy.length} of ${part.length} events were not accepted yet${why === undefined ? '' : `: ${why}`}`;
                const disposition = hasProgress
                    ? { kind: 'wait', failure, waitMs: 0 }
                    : (0,http_acknowledge/* retry */.L5)(answer, failure, this.#deps.clock.now());
                return { kind: 'narrowed', busy: [...again, ...busy], disposition };
            }
            case 'split':
                return {
                    kind: 'done',
                    value: { kind: 'split', part, reason: outcome.reason, why: outcome.why, at: outcome.at, bytes },
                };
            case 'pending':
                return { kind: 'done', value: { kind: 'pending', part, id: outcome.id } };
            case 'retry':
            case 'wait':
            case 'fail':
                return outcome;
        }
    }
    async #isSafe(id, signal) {
        const { poll } = this.#protocol;
        (0,assert/* assert */.v)(poll !== undefined, 'only a protocol with acknowledgements leaves a batch pending');
        const { clock, http, headers } = this.#deps;
        const asking = { poll, headers: { ...this.#protocol.headers, 'user-agent': headers.userAgent, ...headers.own } };
        const run = (task) => this.#run(task, this.#deps.deadlineAt(), signal);
        return awaitAcknowledgement(id, { ...asking, http, clock, run, tally: this.#tally }, signal);
    }
    /** One task under the retry layer, with its failures as failures of the delivery. */
    async #run(task, deadlineAt, signal) {
        try {
            const retried = await this.#retry.run(task, deadlineAt, signal);
            if (retried.kind === 'done')
                return retried.value;
            const end = deadlineAt < this.#deps.deadlineAt() ? 'its events were too old for the sink' : 'the run had to end';
            throw new errors/* DeliveryError */.VE(`${task.what} was not done before ${end} (${retried.reason})`, {
                hint: 'Nothing was skipped: the next run sends the same events again. Look at the log of the sink if this persists; see docs/troubleshooting.md#the-sink-is-down-or-busy.',
            });
        }
        catch (error) {
            if (!(error instanceof errors/* UpstreamError */.gA))
                throw error;
            throw new errors/* DeliveryError */.VE(error.message, { hint: error.hint, cause: error });
        }
    }
}

;// CONCATENATED MODULE: ./lib/delivery/http/tally.js
/**
 * What became of the events of a run, one by one. It also notices when a sink refuses so many that the sink or the
 * inputs must be wrong, not the events: treating them as dead letters would only hide the cause, so the sending fails and the
 * position stays.
 */

/** Refusals before a sink that has never accepted anything counts as one that accepts nothing. */
const FIRST_REFUSALS_MAX = 20;
/** So many more refused than accepted, wherever that began, and it is no longer about single events. */
const REFUSED_IN_A_ROW_MAX = 1000;
/** Fewer, when the receiver names the same reason for all of them. */
const REFUSED_ALIKE_MAX = 100;
const WHYS_SHOWN = 3;
class Tally {
    requests = 0;
    retries = 0;
    #acknowledged = 0;
    #notAccepted = [];
    /** Of the whole run, like all that follows. */
    #acknowledgedEver = 0;
    #refusals = 0;
    /** How many more were refused than accepted, and why. */
    #row = 0;
    #whys = new Set();
    #isBroken = false;
    /** Events that the sink has accepted since the run began. */
    get acknowledgedEver() {
        return this.#acknowledgedEver;
    }
    acknowledge(count) {
        this.#acknowledged += count;
        this.#accepted(count);
    }
    /** Not sent, because of a known limit. */
    notAccepted(notAccepted) {
        this.#notAccepted.push(notAccepted);
    }
    /** The sink named its own limit, which this event exceeds. */
    limit({ event }, reason) {
        this.#notAccepted.push({ event, reason });
        this.#refused(1, undefined);
    }
    /** The sink refused this event. */
    refuse({ event }, reason, why) {
        this.#notAccepted.push({ event, reason, ...(why === undefined ? {} : { why }) });
        this.#refusals += 1;
        this.#refused(1, why);
    }
    /** The sink refused `refused` of these without naming them. */
    doubt(entries, refused, why) {
        for (const { event } of entries) {
            this.#notAccepted.push({ event, reason: 'rejected', ...(why === undefined ? {} : { why }) });
        }
        this.#accepted(entries.length - refused);
        this.#refused(refused, why);
    }
    /** Throws `DeliveryError` when the sink refuses too much. */
    brake() {
        if (this.#isBroken)
            throw tooManyRefused(this.#row, this.#whys);
        if (this.#refusals >= FIRST_REFUSALS_MAX)
            this.refuseToGoOn();
    }
    /** Throws `DeliveryError` when the sink has refused events and accepted none. */
    refuseToGoOn() {
        if (this.#acknowledgedEver > 0 || this.#refusals === 0)
            return;
        throw new errors/* DeliveryError */.VE(`the sink refused all of the first ${this.#refusals} events and has accepted none${describe(this.#whys)}`, { hint: NOTHING_SKIPPED });
    }
    /** Everything since the last receipt. */
    takeReceipt() {
        const receipt = {
            acknowledged: this.#acknowledged,
            notAccepted: this.#notAccepted,
            requests: this.requests,
            retries: this.retries,
        };
        this.#acknowledged = 0;
        this.#notAccepted = [];
        this.requests = 0;
        this.retries = 0;
        return receipt;
    }
    /** An occasional accepted event does not make up for many that are not. */
    #accepted(count) {
        this.#acknowledgedEver += count;
        this.#row = Math.max(0, this.#row - count);
        if (this.#row === 0 && !this.#isBroken)
            this.#whys.clear();
    }
    #refused(count, why) {
        if (count === 0 || this.#isBroken)
            return;
        this.#row += count;
        this.#whys.add(why);
        const isAlike = this.#whys.size === 1 && why !== undefined && !isStatus(why);
        this.#isBroken = this.#row >= (isAlike ? REFUSED_ALIKE_MAX : REFUSED_IN_A_ROW_MAX);
    }
}
/** A status alone stands for many reasons. */
function isStatus(why) {
    return /^HTTP \d+$/.test(why);
}
const NOTHING_SKIPPED = 'Nothing was skipped: the position stays, and the next run sends them again. Check `sink-url`, `sink-options` and the log of the sink; see docs/troubleshooting.md#the-sink-refuses-events.';
function tooManyRefused(row, whys) {
    return new errors/* DeliveryError */.VE(`the sink refused ${row} events more than it accepted${describe(whys)}`, {
        hint: NOTHING_SKIPPED,
    });
}
function describe(whys) {
    const known = [...whys].filter((why) => why !== undefined).slice(0, WHYS_SHOWN);
    return known.length === 0 ? '' : ` (${known.join('; ')})`;
}

;// CONCATENATED MODULE: ./lib/delivery/http/http-sink.js
/** A protocol put to work: events in, batches out one after the other in their order, a receipt for all of them. */




function createHttpSink(protocol, deps) {
    const tally = new Tally();
    const batcher = new Batcher(protocol);
    const sender = new BatchSender(protocol, deps, { tally, onTooLarge: (bytes) => batcher.shrink(bytes) });
    const { batchEvents, batchBytes } = protocol.limits;
    let isSending = false;
    async function sendAll(events, signal) {
        const now = deps.clock.now();
        for (const event of events) {
            const prepared = prepare(event, protocol, now);
            if ('reason' in prepared) {
                tally.notAccepted(prepared);
                continue;
            }
            const batch = batcher.add(prepared);
            if (batch !== undefined)
                await sender.send(batch, signal);
        }
        await sender.send(batcher.take(), signal);
        tally.refuseToGoOn();
    }
    return {
        name: deps.name,
        batch: { events: batchEvents, bytes: batchBytes },
        async send(events, signal) {
            (0,assert/* assert */.v)(!isSending, 'one batch at a time is on its way to a sink');
            isSending = true;
            try {
                await sendAll(events, signal);
                const receipt = tally.takeReceipt();
                const answeredFor = receipt.acknowledged + receipt.notAccepted.length;
                (0,assert/* assert */.v)(answeredFor === events.length, 'every event that a sink was given is acknowledged or a dead letter');
                return receipt;
            }
            finally {
                isSending = false;
            }
        },
    };
}

// EXTERNAL MODULE: ./lib/delivery/http/registry.js + 17 modules
var registry = __webpack_require__(16230);
// EXTERNAL MODULE: ./lib/github/id-token.js
var id_token = __webpack_require__(4966);
// EXTERNAL MODULE: ./lib/action/inputs/parse-access.js
var parse_access = __webpack_require__(98728);
;// CONCATENATED MODULE: ./lib/action/connect-sink.js
/** A sink from its settings: the preset configured, with what only this run knows. */




function connectSink(settings, environment, world) {
    const { sink, api, resilience } = settings;
    const { clock } = world;
    const preset = (0,registry.presetOf)(sink.preset);
    const protocol = preset.configure(sink.options, {
        url: preset.resolveUrl(sink.options, { url: sink.url, format: settings.output.format }),
        token: sink.token,
        target: settings.target,
        render: world.render,
        format: settings.output.format,
        isServer: (0,parse_access/* isServerApi */.I)(api.url),
        channel: drawGuid(world.random),
        http: world.http,
        clock,
        idToken: idTokenOf(environment, world),
        hide: world.hide,
    });
    return createHttpSink(adjust(protocol, sink), {
        name: preset.name,
        ...world,
        resilience: { ...resilience, requestTimeoutMs: sink.timeoutMs },
        headers: { userAgent: api.userAgent, own: sink.headers },
        deadlineAt: () => world.endsAt,
    });
}
function adjust(protocol, { batchEvents, batchBytes, gzip }) {
    const { limits } = protocol;
    return {
        ...protocol,
        gzip: gzip ?? protocol.gzip,
        limits: {
            ...limits,
            batchEvents: batchEvents ?? limits.batchEvents,
            batchBytes: batchBytes ?? limits.batchBytes,
        },
    };
}
function idTokenOf({ idToken }, { http, hide }) {
    if (idToken === undefined)
        return undefined;
    return async (audience, signal) => {
        const token = await (0,id_token/* fetchIdToken */.F)(idToken, { http, audience, docs: 'docs/sinks.md#sentinel' }, signal);
        hide(token);
        return token;
    };
}
/** 32 random digits as a GUID of version 4. */
function drawGuid(random) {
    const digits = Array.from({ length: 4 }, () => random.token()).join('');
    return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-8${digits.slice(17, 20)}-${digits.slice(20, 32)}`;
}


/***/ })

};
