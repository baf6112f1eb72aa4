export const id = 364;
export const ids = [364];
export const modules = {

/***/ 26364:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  pull: () => (/* binding */ pull_pull)
});

// EXTERNAL MODULE: ./lib/collector/activity.js
var activity = __webpack_require__(8854);
// EXTERNAL MODULE: ./lib/collector/conclude.js + 1 modules
var conclude = __webpack_require__(49823);
// EXTERNAL MODULE: ./lib/evidence/redaction.js
var redaction = __webpack_require__(56884);
// EXTERNAL MODULE: ./lib/model/assert.js
var assert = __webpack_require__(76779);
// EXTERNAL MODULE: ./lib/model/errors.js
var errors = __webpack_require__(73434);
// EXTERNAL MODULE: ./lib/collector/batch-buffer.js
var batch_buffer = __webpack_require__(9430);
// EXTERNAL MODULE: ./lib/collector/budget.js
var budget = __webpack_require__(90994);
;// CONCATENATED MODULE: ./lib/collector/pull/incomplete-pull.js
/** The error of a pull that was stopped: which exact piece of the range was delivered, and how to get the rest. */

/** `reached`: everything of the range that comes before this instant, in the order of the pull, was delivered. */
function incompletePull(stopReason, piece) {
    const why = stopReason === 'cancelled' ? 'it was cancelled' : `it stopped at ${stopReason}`;
    if (piece === undefined) {
        return new errors/* DeliveryError */.VE(`the pull is not complete: ${why}, and nothing was read`, {
            hint: `Pull again; ${READ_ON}`,
        });
    }
    const { range, reached } = piece;
    // Of a list that comes newest first, the instant that was reached is the first that is missing.
    const [from, to] = range.order === 'asc' ? [range.since, reached] : [reached + 1, range.until];
    const rest = range.order === 'asc' ? `since: ${iso(to)}` : `until: ${iso(from)}`;
    return new errors/* DeliveryError */.VE(`the pull is not complete: ${why}, and only ${iso(from)} to ${iso(to)} was delivered`, {
        hint: `Pull the rest with \`${rest}\`, or raise the limit and pull the complete range again; ${READ_ON}`,
    });
}
const READ_ON = 'see docs/modes.md#an-incomplete-pull.';
function iso(ms) {
    return new Date(ms).toISOString();
}

;// CONCATENATED MODULE: ./lib/collector/pull/pull-facts.js
function describePull({ since, until, order }, state) {
    const { complete, reached, feeds, tally } = state;
    return {
        ...{ since, until, order, complete },
        piece: order === 'asc' ? { from: since, to: Math.max(since, reached) } : { from: reached, to: until },
        feeds: feeds.map(({ name }) => ({ name, delivered: tally.of(name) })),
        gaps: feeds.flatMap((feed) => feed.gaps.map((gap) => ({ ...gap, feed: feed.name }))),
    };
}

// EXTERNAL MODULE: ./lib/dedupe/shared-ids.js
var shared_ids = __webpack_require__(89189);
// EXTERNAL MODULE: ./lib/collector/net-check.js
var net_check = __webpack_require__(74197);
// EXTERNAL MODULE: ./lib/collector/pass.js + 1 modules
var pass = __webpack_require__(45900);
// EXTERNAL MODULE: ./lib/position/cold-start.js
var cold_start = __webpack_require__(12976);
;// CONCATENATED MODULE: ./lib/collector/pull/pull-range.js
/**
 * The stretch of time of a pull, and where its edges lie in a list that is read in either direction. Instants are exact
 * to the millisecond: the filter that GitHub offers knows only seconds, and GitHub does not document which clock it
 * uses, so it is a wide net and every event is judged by its own `@timestamp`.
 */


const DAY_MS = 86_400_000;
/**
 * `date` is the server's clock. An `until` that has not come yet is now: no pull holds what has not happened, and none
 * claims to. Throws `InputError` when nothing can lie in the range.
 */
function resolveRange(settings, date) {
    const since = (0,cold_start/* instantOf */.B9)(settings.since, date);
    const until = settings.until === undefined ? date : Math.min(date, (0,cold_start/* instantOf */.B9)(settings.until, date));
    if (since >= until) {
        throw new errors/* InputError */.dz(`since (${new Date(since).toISOString()}) is not earlier than until (${new Date(until).toISOString()}), by GitHub\u2019s clock`, { hint: 'Set a range that has begun; see docs/modes.md#pull.' });
    }
    return { since, until, order: settings.order, openEnded: until === date };
}
/** Whether `a` comes before `b` in a list of this order. */
function isBefore(a, b, order) {
    return order === 'asc' ? a < b : a > b;
}
function isWithin(ts, { since, until }) {
    return since <= ts && ts < until;
}
/** Whether nothing of the range can follow after an event of this timestamp. */
function isPast(ts, { since, until, order }) {
    return order === 'asc' ? ts >= until : ts < since;
}
/** A day to either side of what is still to be read: `created:` can use a clock that is many hours older. */
function netOf({ since, until, order, openEnded }, readTo) {
    const from = order === 'asc' && readTo !== null ? Math.max(since, readTo) : since;
    const createdFrom = Math.max(0, from - DAY_MS);
    if (order === 'asc' || (openEnded && readTo === null))
        return { createdFrom };
    return { createdFrom, createdTo: (readTo === null ? until : Math.min(until, readTo)) + DAY_MS };
}

;// CONCATENATED MODULE: ./lib/collector/pull/pull-feed.js
/**
 * One feed during one pull: reads it in the requested order and keeps, of its events, those in the range. A list ends
 * the pull of a feed only once it has left the range, or has come to the event that the other end of the list shows; a
 * cursor that leads nowhere begins again, and nothing that was kept is kept a second time.
 */






/** As many beginnings of one list as a sweep has. */
const STARTS_MAX = 7;
class PullFeed {
    name;
    counts = { kept: 0, repeated: 0, pages: 0, starts: 1 };
    gaps = [];
    /** Everything of the range in this feed was read. */
    isDone;
    #rules;
    /** Read and not yet delivered, in the order of the list. */
    #kept = [];
    #taken = 0;
    /** How far the list was read, and which events were kept at that very instant. */
    #readTo;
    #deadLetters = new Set();
    #after;
    #pass = newPass();
    /** What is still to be met at the end of the list, in this pass. */
    #atEnd;
    #net;
    constructor(name, rules) {
        this.name = name;
        this.#rules = rules;
        this.#net = netOf(rules.range, null);
        this.#atEnd = this.#expectEnd();
        const { range, end, date } = rules;
        const edge = date - rules.retentionMs;
        if (range.since < edge)
            this.#addGap(range.since, Math.min(edge, range.until));
        // The other end of the list lies before the range: there is nothing in it.
        this.isDone = end === null || (range.order === 'asc' ? end.ts < range.since : end.ts >= range.until);
    }
    /** How far the list was read: everything of the range before that instant, in its order, was kept. */
    get readTo() {
        const { range } = this.#rules;
        return this.#readTo?.ts ?? (range.order === 'asc' ? range.since : range.until);
    }
    /** The next event that nothing of this feed can come before any more; `undefined` until more is read, or when done. */
    get next() {
        const event = this.#kept[this.#taken];
        if (event === undefined || this.isDone)
            return event;
        return isBefore(event.ts, this.readTo, this.#rules.range.order) ? event : undefined;
    }
    take() {
        const event = this.#kept[this.#taken];
        (0,assert/* assert */.v)(event !== undefined, 'only what exists is taken');
        this.#taken += 1;
        return event;
    }
    /** One page; `undefined` when it was read, or when the list begins again. */
    async read(auditLog, share, signal) {
        const { order } = this.#rules.range;
        const request = { feed: this.name, order, after: this.#after, ...this.#net };
        const answer = await auditLog.read(request, share, signal);
        if (answer.kind === 'stopped')
            return answer;
        if (answer.kind === 'cursor-refused') {
            this.#beginAgain();
            return undefined;
        }
        share.takePage();
        this.counts.pages += 1;
        this.#absorb(answer.page);
        return undefined;
    }
    #absorb(page) {
        const { range, dedupeId, redact } = this.#rules;
        const first = page.elements.find(({ ts }) => ts !== undefined)?.ts;
        const { lastTs } = this.#pass;
        if (first !== undefined && lastTs !== null && isBefore(first, lastTs, range.order)) {
            this.#beginAgain();
            return;
        }
        const shared = (0,shared_ids/* sharedIds */.e)(page.elements, dedupeId);
        this.#atEnd.meet(page.elements);
        this.#kept = this.#kept.slice(this.#taken);
        this.#taken = 0;
        for (const [index, element] of page.elements.entries()) {
            const ts = element.ts ?? this.#stampOf(page, index);
            if (element.ts !== undefined && isPast(ts, range)) {
                this.#readTo = { ts, keys: new Set() };
                this.isDone = true;
                return;
            }
            const event = (0,pass/* identify */.ls)(element, { ts, shared, dedupeId, redact }, this.#pass);
            if (isWithin(ts, range))
                this.#keep(event, element.ts !== undefined);
        }
        this.#after = page.next;
        if (page.next === undefined)
            this.#endOfList(page);
    }
    /**
     * An element without a timestamp of its own lies between its neighbours; it is kept when either can be in the range.
     */
    #stampOf({ elements, date }, index) {
        const next = elements.slice(index).find(({ ts }) => ts !== undefined)?.ts;
        const { range } = this.#rules;
        const candidates = [this.#pass.lastTs, next, range.openEnded ? Math.min(date, range.until - 1) : undefined];
        const within = candidates.find((ts) => ts !== null && ts !== undefined && isWithin(ts, range));
        return within ?? next ?? this.#pass.lastTs ?? range.since;
    }
    #keep(event, hasOwnTs) {
        if (this.#isRepeated(event, hasOwnTs)) {
            this.counts.repeated += 1;
            return;
        }
        this.counts.kept += 1;
        this.#kept.push(event);
    }
    /** Also remembers it. Only at the instant that was read last it is not clear from the order what was met before. */
    #isRepeated({ ts, key }, hasOwnTs) {
        if (!hasOwnTs) {
            const known = this.#deadLetters.has(key);
            this.#deadLetters.add(key);
            return known;
        }
        const { order } = this.#rules.range;
        if (this.#readTo !== undefined && isBefore(ts, this.#readTo.ts, order))
            return true;
        if (this.#readTo?.ts !== ts)
            this.#readTo = { ts, keys: new Set() };
        const known = this.#readTo.keys.has(key);
        this.#readTo.keys.add(key);
        return known;
    }
    /** Believed once the list has shown all that its other end shows, or when that has expired meanwhile. */
    #endOfList({ date }) {
        const { end, range, retentionMs } = this.#rules;
        const { lastTs } = this.#pass;
        (0,assert/* assert */.v)(end !== null, 'a feed without an event is not read');
        // Of several events of one timestamp the list can be cut between them.
        const isMet = !this.#atEnd.misses({ edge: Number.NEGATIVE_INFINITY, upTo: Number.POSITIVE_INFINITY });
        const reached = lastTs !== null && (isBefore(end.ts, lastTs, range.order) || (lastTs === end.ts && isMet));
        const edge = date + 1_000 - retentionMs;
        if (!reached && end.ts >= edge) {
            this.#beginAgain();
            return;
        }
        if (!reached && isWithin(end.ts, range))
            this.#addGap(end.ts, Math.min(edge, range.until));
        this.isDone = true;
    }
    #expectEnd() {
        const { end, dedupeId } = this.#rules;
        return new net_check/* NetCheck */.e(end?.shown ?? [], Number.NEGATIVE_INFINITY, dedupeId);
    }
    #beginAgain() {
        if (this.counts.starts >= STARTS_MAX) {
            throw new errors/* UpstreamError */.gA(`the ${this.name} feed ended ${STARTS_MAX} times before the end of its own list`, {
                hint: 'Either GitHub or a proxy on the way shortens the list: pull again; see docs/troubleshooting.md#list-ends-early.',
            });
        }
        this.counts.starts += 1;
        this.#after = undefined;
        this.#pass = newPass();
        this.#atEnd = this.#expectEnd();
        this.#net = netOf(this.#rules.range, this.#readTo?.ts ?? null);
    }
    #addGap(from, to) {
        this.gaps.push({ from, to, kind: 'retention', certain: true, run: this.#rules.run });
    }
}
function newPass() {
    return { lastTs: null, copies: new Map(), texts: new Map() };
}

;// CONCATENATED MODULE: ./lib/collector/pull/pull-tally.js
const NOTHING = { events: 0, firstAt: null, lastAt: null };
class PullTally {
    #feeds = new Map();
    add(name, ts) {
        const { events, firstAt, lastAt } = this.of(name);
        const span = { firstAt: Math.min(firstAt ?? ts, ts), lastAt: Math.max(lastAt ?? ts, ts) };
        this.#feeds.set(name, { events: events + 1, ...span });
    }
    of(name) {
        return this.#feeds.get(name) ?? NOTHING;
    }
}

;// CONCATENATED MODULE: ./lib/collector/pull/pull.js
/**
 * An ad hoc pull: one stretch of time, all feeds merged into one order, no position read or written. Whatever ends it
 * early, what was delivered is an exact piece of the range from its beginning, and the run fails: nobody mistakes a
 * piece for the complete range.
 */










/** Never rejects with a `CollectError`. */
async function pull(ports, job, signal) {
    const run = new PullRun(ports, job);
    await run.attempt(() => run.open(signal), signal);
    if (run.goesOn)
        await run.attempt(() => run.read(signal), signal);
    await run.attempt(() => run.finish(), signal);
    return run.result();
}
class PullRun {
    #ports;
    #job;
    #share;
    #buffer;
    #incidents = [];
    #counts = { events: 0, deadLetters: 0 };
    #tally = new PullTally();
    #range;
    #feeds = [];
    #stopReason = 'caught-up';
    #error;
    /** Half a batch can be in the files: nothing is written after it. */
    #deliveryFailed = false;
    constructor(ports, job) {
        this.#ports = ports;
        this.#job = job;
        this.#share = new budget/* Budget */._(job.settings.limits, ports.clock.now()).forTail(false);
        this.#buffer = new batch_buffer/* BatchBuffer */.h(ports.batchLimits);
    }
    get goesOn() {
        return this.#error === undefined && this.#stopReason === 'caught-up';
    }
    /** A failure that a user can act on, or a cancellation; anything else is a bug and crashes. */
    async attempt(step, signal) {
        try {
            await step();
        }
        catch (error) {
            if (error instanceof errors/* CollectError */.h0) {
                if (this.#error === undefined)
                    this.#error = error;
                else
                    this.#incidents.push((0,errors/* sentence */.em)(error.message));
            }
            else if (signal.aborted && error === signal.reason)
                this.#stopReason = 'cancelled';
            else
                throw error;
        }
    }
    async open(signal) {
        const { settings, identity } = this.#job;
        const { dedupeId } = settings.position;
        const identityRules = { dedupeId, redact: (0,redaction/* createRedaction */.E)(settings.privacy) };
        const feeds = [];
        for (const name of settings.feeds) {
            const newest = await this.#firstOf({ feed: name, order: 'desc', createdFrom: undefined }, signal);
            if (newest === undefined)
                return;
            this.#range ??= resolveRange(settings, newest.date);
            const range = this.#range;
            const isEnd = range.order === 'asc' && newest.first !== null;
            const end = isEnd ? newest : await this.#firstOf(this.#backwards(name, range), signal);
            if (end === undefined)
                return;
            const rules = { range, ...identityRules, end: end.first, date: newest.date };
            const feed = new PullFeed(name, { ...rules, run: identity.run, retentionMs: identity.retentionMs[name] });
            for (const { from, to } of feed.gaps)
                this.#reportGap(name, from, to);
            feeds.push(feed);
        }
        this.#feeds = feeds;
    }
    async read(signal) {
        for (;;) {
            for (const feed of this.#feeds) {
                while (feed.next === undefined && !feed.isDone) {
                    const stopped = await this.#readPage(feed, signal);
                    if (stopped === undefined)
                        continue;
                    this.#stopReason = stopped;
                    return;
                }
            }
            if (!this.#mergeOne())
                return;
            if (this.#buffer.isFull)
                await this.#delivery();
        }
    }
    /** What is certain to be a piece without a hole, then the artifact. */
    async finish() {
        const piece = this.#piece;
        if (piece === undefined)
            return;
        while (this.#mergeOne(piece.reached))
            if (this.#buffer.isFull)
                await this.#delivery();
        await this.#delivery();
        await this.#ports.delivery.finish(this.#facts(piece.range));
    }
    result() {
        return {
            range: this.#range,
            reached: this.#piece?.reached,
            feeds: this.#feeds,
            counts: this.#counts,
            stopReason: this.#stopReason,
            incidents: [...this.#incidents, ...this.#ports.delivery.result.incidents],
            error: this.#error ?? (this.#isComplete ? undefined : incompletePull(this.#stopReason, this.#piece)),
        };
    }
    /** Of the heads of all feeds the one that comes first; only what comes before `bound`, when there is one. */
    #mergeOne(bound) {
        const order = this.#range?.order ?? 'asc';
        const [first, ...others] = this.#feeds.filter(({ next }) => next !== undefined);
        if (first === undefined)
            return false;
        const chosen = others.reduce((best, feed) => (isBefore(headOf(feed), headOf(best), order) ? feed : best), first);
        if (bound !== undefined && !this.#isComplete && !isBefore(headOf(chosen), bound, order))
            return false;
        const event = chosen.take();
        this.#buffer.add(event);
        if (event.wellFormed)
            this.#tally.add(chosen.name, event.ts);
        return true;
    }
    async #readPage(feed, signal) {
        const { clock, log, auditLog } = this.#ports;
        if (!this.#share.hasPage())
            return 'max-pages';
        if (clock.now() >= this.#share.deadlineAt)
            return 'max-duration';
        const starts = feed.counts.starts;
        const stopped = await feed.read(auditLog, this.#share, signal);
        if (feed.counts.starts > starts)
            this.#note(`GitHub refused a cursor of the ${feed.name} feed or cut the list short; the run reads that list again (extra requests, nothing lost).`);
        const { pages, kept } = feed.counts;
        if (pages <= 10 || pages % 10 === 0) {
            log.info(`${kept} events of the ${feed.name} feed so far, page ${pages}, read to ${pull_iso(feed.readTo)}`);
        }
        return stopped?.reason;
    }
    async #delivery() {
        if (this.#range === undefined)
            return;
        const batch = this.#buffer.take(this.#range.order);
        this.#deliveryFailed = true;
        await this.#ports.delivery.add(batch, this.#facts(this.#range));
        this.#deliveryFailed = false;
        this.#counts.events += batch.events.length;
        this.#counts.deadLetters += batch.deadLetters.length;
    }
    get #isComplete() {
        return this.#error === undefined && this.#feeds.length > 0 && this.#feeds.every((feed) => feed.isDone);
    }
    /** Complete only once nothing waits any more: a run that is killed leaves a manifest that says so. */
    #facts(range) {
        const complete = this.#isComplete && !this.#feeds.some(({ next }) => next !== undefined);
        return describePull(range, { complete, reached: this.#reached(range), feeds: this.#feeds, tally: this.#tally });
    }
    /** The least of what all feeds were read to. */
    #reached({ since, until, order }) {
        const open = this.#feeds.filter((feed) => !feed.isDone).map((feed) => feed.readTo);
        if (order === 'asc')
            return Math.min(until, ...open);
        return Math.max(since, ...open);
    }
    get #piece() {
        if (this.#range === undefined || this.#feeds.length === 0 || this.#deliveryFailed)
            return undefined;
        return { range: this.#range, reached: this.#reached(this.#range) };
    }
    /** Where a list begins, and the server's clock; `undefined` when a limit was reached. */
    async #firstOf(request, signal) {
        const answer = await this.#ports.auditLog.read({ ...request, after: undefined }, this.#share, signal);
        if (answer.kind === 'page') {
            const { elements, date, next } = answer.page;
            const ts = elements.find((element) => element.ts !== undefined)?.ts;
            // A list whose events cannot be placed in time is none without events.
            if (ts === undefined && (elements.length > 0 || next !== undefined))
                throw noEnd(request);
            const shown = elements.filter((element) => element.ts === ts);
            return { first: ts === undefined ? null : { ts, shown }, date };
        }
        (0,assert/* assert */.v)(answer.kind === 'stopped', 'a cursor that was not sent is not refused');
        this.#stopReason = answer.reason;
        return undefined;
    }
    /** The list from its other end. Only with `created:` does it go back further than three months. */
    #backwards(feed, range) {
        return { feed, order: range.order === 'asc' ? 'desc' : 'asc', ...netOf(range, null) };
    }
    #reportGap(feed, from, to) {
        this.#note(`GitHub keeps no events of the ${feed} feed from ${pull_iso(from)} to ${pull_iso(to)} any more: they are not in this pull.`);
    }
    #note(incident) {
        this.#incidents.push(incident);
        this.#ports.log.warning(incident);
    }
}
function noEnd({ feed, order }) {
    return new errors/* UpstreamError */.gA(`the ${order === 'desc' ? 'newest' : 'oldest'} event of the ${feed} feed could not be found`, {
        hint: 'No event on the first page has a timestamp: pull again, with a larger per-page if it happens again; see docs/troubleshooting.md#list-ends-early.',
    });
}
function headOf(feed) {
    return feed.next?.ts ?? Number.NaN;
}
function pull_iso(ms) {
    return new Date(ms).toISOString();
}

// EXTERNAL MODULE: ./lib/action/compose.js + 13 modules
var compose = __webpack_require__(2845);
// EXTERNAL MODULE: ./lib/action/compose-position.js + 16 modules
var compose_position = __webpack_require__(7830);
// EXTERNAL MODULE: ./lib/action/inputs/environment.js
var inputs_environment = __webpack_require__(9727);
// EXTERNAL MODULE: ./lib/action/report/markdown.js
var markdown = __webpack_require__(54524);
// EXTERNAL MODULE: ./lib/action/report/outputs.js + 1 modules
var outputs = __webpack_require__(81274);
;// CONCATENATED MODULE: ./lib/action/modes/pull.js
/** `pull`: one range of time, ad hoc. No position is read and none is saved. */









async function pull_pull(situation, signal) {
    const { settings, environment } = situation;
    const ports = await (0,compose/* composePull */.u4)(situation, signal);
    const pulled = await pull(ports, { settings, identity: (0,compose_position/* identityOf */.cu)(situation) }, signal);
    const { result } = ports.delivery;
    const error = pulled.error ?? (0,conclude/* deadLetterError */.lj)(pulled.counts.deadLetters) ?? (0,conclude/* notAcceptedError */.pp)(result.sink, settings);
    const report = { ...reportOf(pulled, result, ports.auditLog.usage), error: error && (0,errors/* describeError */.Uc)(error) };
    const { kind, name } = settings.target;
    const how = pulled.error === undefined ? 'complete' : 'NOT COMPLETE';
    return {
        statement: {
            mark: report.incidents.length === 0 ? '\u2705' : '\u26a0\ufe0f',
            headline: `Pull from the audit log of ${kind} ${name}: ${how}`,
            sentences: [],
            warned: report.incidents,
            facts: factsOf(pulled, report),
        },
        outputs: (0,outputs/* renderOutputs */.$Z)(report, (0,inputs_environment/* runUrlOf */.Qm)(environment)),
        error: report.error,
    };
}
function factsOf({ range, reached, error }, report) {
    const requested = range === undefined ? 'not known' : `${modes_pull_iso(range.since)} to ${modes_pull_iso(range.until)}, ${range.order}`;
    const piece = range === undefined || reached === undefined
        ? 'nothing'
        : range.order === 'asc'
            ? `${modes_pull_iso(range.since)} to ${modes_pull_iso(reached)}`
            : `${modes_pull_iso(error === undefined ? reached : reached + 1)} to ${modes_pull_iso(range.until)}`;
    return [
        ['Requested range', requested],
        ['Delivered', piece],
        ['Events', (0,markdown/* renderNumber */.kT)(report.events)],
        ['Unusable events', (0,markdown/* renderNumber */.kT)(report.deadLetters)],
        ['Requests', `${(0,markdown/* renderNumber */.kT)(report.requests)}, of them ${(0,markdown/* renderNumber */.kT)(report.retries)} repeated`],
        ...report.manifests.map(({ name, sha256 }) => ['Manifest', `${name}, SHA-256 ${sha256}`]),
        ...report.artifacts.map(({ name, sizeBytes }) => ['Artifact', `${name}, ${(0,markdown/* renderSize */.qI)(sizeBytes)}`]),
        ...(report.archive === undefined
            ? []
            : [['Archive', `${(0,markdown/* renderNumber */.kT)(report.archive.keys.length)} objects in ${report.archive.name}`]]),
        ...report.files.map((path) => ['File', path]),
    ];
}
/** In the shape of the outputs. A pull has no position; its watermark is how far the delivered piece goes. */
function reportOf(pulled, delivery, usage) {
    const { range, reached, feeds, counts, stopReason, incidents, error } = pulled;
    return {
        events: counts.events,
        duplicates: feeds.reduce((sum, feed) => sum + feed.counts.repeated, 0),
        deadLetters: counts.deadLetters,
        requests: usage.requests,
        retries: usage.retries,
        pages: feeds.reduce((sum, feed) => sum + feed.counts.pages, 0),
        caughtUp: error === undefined,
        stopReason,
        watermark: range?.order === 'asc' ? reached : error === undefined ? range?.until : undefined,
        lagSeconds: undefined,
        gaps: feeds.flatMap((feed) => feed.gaps),
        coldStart: false,
        files: delivery.files,
        page: delivery.page,
        manifests: delivery.manifests,
        heads: delivery.manifests.map(({ sha256 }) => sha256),
        artifacts: delivery.artifacts,
        rateLimitRemaining: usage.rateLimitRemaining,
        window: undefined,
        activity: new activity/* ActivityCount */.R1(0).activity,
        latenessMs: undefined,
        sink: delivery.sink,
        archive: delivery.archive,
        feeds: {},
        incidents,
        error: error === undefined ? undefined : (0,errors/* describeError */.Uc)(error),
    };
}
function modes_pull_iso(ms) {
    return new Date(ms).toISOString();
}


/***/ })

};
