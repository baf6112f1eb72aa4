export const id = 200;
export const ids = [200];
export const modules = {

/***/ 7830:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  cu: () => (/* binding */ identityOf),
  Wx: () => (/* binding */ openPosition),
  An: () => (/* binding */ trustOf)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/model/assert.js
var assert = __webpack_require__(76779);
// EXTERNAL MODULE: ./lib/model/claims.js
var claims = __webpack_require__(94728);
// EXTERNAL MODULE: ./lib/model/errors.js
var errors = __webpack_require__(73434);
// EXTERNAL MODULE: ./lib/checkpoint/codec.js + 2 modules
var codec = __webpack_require__(37255);
// EXTERNAL MODULE: ./lib/model/feed.js
var feed = __webpack_require__(94049);
// EXTERNAL MODULE: ./lib/checkpoint/artifact-name.js
var artifact_name = __webpack_require__(4304);
;// CONCATENATED MODULE: ./lib/checkpoint/copies.js



/** Copies after which a run that knows a position stops looking. */
const ENOUGH = 3;
/** Pages of 100 artifacts that are looked through when a position is known already, and when none is. */
const PAGES_MAX = { known: 10, unknown: 1_000 };
/** Servers of one API differ by seconds; a name beyond that was made by no run of ours. */
const CLOCK_DIFFERENCE_MAX_MS = 3_600_000;
/** Rejects as `listArtifacts` does. */
async function listCopies(repository, { stream, known }, signal) {
    const copies = [];
    const others = [];
    const pagesMax = known === undefined ? PAGES_MAX.unknown : PAGES_MAX.known;
    let [pages, isComplete] = [0, true];
    for await (const rows of repository.listArtifacts(signal)) {
        for (const row of rows) {
            const name = (0,artifact_name/* parseArtifactName */.TZ)(row.name);
            if (name === undefined || !isPlausible(row, name))
                continue;
            if ((0,artifact_name/* isOfStream */.Yr)(name, stream))
                copies.push({ row, name });
            else
                others.push(row);
        }
        pages += 1;
        if (pages >= pagesMax || (known !== undefined && (copies.length >= ENOUGH || isBehind(rows, known)))) {
            isComplete = false;
            break;
        }
    }
    return { copies: copies.toSorted(compareCopies), others, isComplete };
}
/** A page that begins behind the artifact that the position remembers holds what an earlier run has looked at. */
function isBehind([first], { artifact }) {
    return artifact !== null && first !== undefined && first.id < artifact;
}
/** No run knows of a time that has not come when it uploads. */
function isPlausible({ createdAt }, { epoch, floors }) {
    const latest = createdAt + CLOCK_DIFFERENCE_MAX_MS;
    return epoch <= latest && feed/* FEEDS */.SF.every((feed) => (floors[feed] ?? 0) <= latest);
}
function compareCopies(a, b) {
    return b.name.epoch - a.name.epoch || b.name.generation - a.name.generation || b.row.createdAt - a.row.createdAt;
}
/** Whether this copy went into the position. */
function isContained({ commitId }, { commits }) {
    return commits.some(({ id }) => id === commitId);
}
/** Of the copies that went into a position, the one that was uploaded last, if it was after the artifact with this id. */
function newestIn(copies, known, after) {
    const later = copies.filter(({ row, name }) => !row.expired && row.id > after && isContained(name, known));
    return later.toSorted((a, b) => b.row.id - a.row.id)[0];
}
/**
 * Not what went into the known position, nor what lies behind the oldest commit that it remembers, nor what a move by hand has
 * replaced. What a run at the same time left so far behind costs repeated events at most, but for a feed that it alone has begun.
 */
function mayHoldNews(name, known) {
    const { epoch, generation, floors = {} } = name;
    if (isContained(name, known) || epoch < known.epoch)
        return false;
    const oldest = known.commits.length < claims/* COMMITS_MAX */.IH ? undefined : known.commits.at(-1);
    const knowsMore = feed/* FEEDS */.SF.some((feed) => floors[feed] !== undefined && known.feeds[feed] === undefined);
    return knowsMore || epoch > known.epoch || oldest === undefined || generation > oldest.generation;
}
/**
 * As `mayHoldNews`, and what was uploaded after every artifact that the position knows: where everything was deleted under a run
 * that was still at work, the next one counts from the beginning, and is left behind by a position that knows nothing of it.
 */
function isWorthReading({ row, name }, known) {
    const isLater = known.artifact !== null && row.id > known.artifact && name.epoch >= known.epoch;
    return (isLater && !isContained(name, known)) || mayHoldNews(name, known);
}
/**
 * A copy that is ahead by fewer commits than it remembers, and does not remember the known position, does not follow from it.
 */
function isOutOfLine(copy, known) {
    const [newest] = known.commits;
    const ahead = copy.generation - known.generation;
    if (newest === undefined || copy.epoch !== known.epoch || ahead <= 0 || ahead >= claims/* COMMITS_MAX */.IH)
        return false;
    return copy.commits.every(({ id }) => id !== newest.id);
}

// EXTERNAL MODULE: ./lib/checkpoint/parse-fields.js
var parse_fields = __webpack_require__(64703);
;// CONCATENATED MODULE: ./lib/checkpoint/read-position.js



/** `where` is for the log: `cache entry \u2026`. */
function readPosition(bytes, stream, where) {
    try {
        const { checkpoint, leavesOutIds } = (0,codec/* decodeSaved */.UO)(bytes);
        return checkpoint.stream === stream
            ? { kind: 'found', checkpoint, where, leavesOutIds }
            : { kind: 'unknown', reason: unreadable('it is a position in another stream of events', where) };
    }
    catch (error) {
        if (error instanceof errors/* CheckpointError */.jg)
            return { kind: 'unknown', reason: error };
        throw error;
    }
}
function unreadable(why, where) {
    return new errors/* CheckpointError */.jg(`${where} could not be read: ${why}`, { hint: parse_fields/* UNREADABLE_HINT */.wK });
}

;// CONCATENATED MODULE: ./lib/checkpoint/actions-cache.js






/** How many listed entries are tried one by one in addition to the one that a restore by prefix gives. */
const EXACT_TRIES = 3;
/** The service can find an entry some time after it reported it as saved. */
const LOOK_AGAIN_AFTER_MS = [1_000, 3_000];
/** Entries that stay in addition to those that this run saves. */
const KEPT = 3;
const DELETED_MAX = 20;
function createCacheStore({ client, repository, refs, clock }) {
    let own = [];
    async function load(stream, signal) {
        const restoring = { client, stream, failures: new Set() };
        const restored = await restore(restoring, prefixOf(stream));
        const listed = await listEntries(stream, signal);
        if (restored?.reading.kind === 'found') {
            if (listed.kind === 'listed')
                return joinOthers(client, { key: restored.key, reading: restored.reading, rows: listed.rows }, signal);
            const note = `The run could not search for older cache entries: ${listed.reason.message}. Events can be delivered again.`;
            return { ...restored.reading, notes: [note] };
        }
        if (listed.kind === 'unknown')
            return listed;
        const { rows } = listed;
        if (restored === undefined && rows.length === 0)
            return { kind: 'absent' };
        for (const { key } of rows.slice(0, EXACT_TRIES)) {
            signal.throwIfAborted();
            const exact = key === restored?.key ? restored : await restore(restoring, key);
            if (exact?.reading.kind !== 'found')
                continue;
            return key === rows[0]?.key ? exact.reading : { ...exact.reading, doubt: olderOnly() };
        }
        const reason = restored?.reading.kind === 'unknown' ? restored.reading.reason : listedOnly(rows.length, restoring);
        return { kind: 'unknown', reason };
    }
    /** Of the refs that this job can restore; an entry elsewhere is no sign of damage. */
    async function listEntries(stream, signal) {
        if (repository === undefined)
            return { kind: 'unknown', reason: unproven() };
        try {
            const [first, ...others] = await refs(signal);
            own = await repository.listCaches({ prefix: prefixOf(stream), ref: first }, signal);
            const rows = [own];
            for (const ref of others)
                rows.push(await repository.listCaches({ prefix: prefixOf(stream), ref }, signal));
            return { kind: 'listed', rows: rows.flat() };
        }
        catch (error) {
            if (error instanceof errors/* CollectError */.h0)
                return { kind: 'unknown', reason: error };
            throw error;
        }
    }
    async function holdsAny(signal) {
        for (const ref of await refs(signal)) {
            const rows = (await repository?.listCaches({ prefix: CACHE_KEYS, ref }, signal)) ?? [];
            if (rows.length > 0)
                return true;
        }
        return false;
    }
    async function commit(checkpoint, signal) {
        const key = keyOf(checkpoint);
        const bytes = (0,codec/* encodeCheckpoint */.Xn)(checkpoint);
        const saved = await client.save(key, bytes).then((id) => ({
            claimed: id > 0,
            how: id > 0 ? 'the service said that it is saved' : 'it was not saved',
            hint: undefined,
        }), (error) => ({
            claimed: false,
            how: `saving it failed (${(0,errors/* describeForeign */.eQ)(error)})`,
            hint: error instanceof errors/* LibraryFailure */.CN ? error.hint : undefined,
        }));
        // Also after a failure: the entry can exist, and only the response was lost.
        if (await has(client, key))
            return [];
        for (const ms of saved.claimed ? LOOK_AGAIN_AFTER_MS : []) {
            // A cancelled wait only makes the last look an early one.
            await clock.sleep(ms, signal).catch(() => { });
            if (await has(client, key))
                return [];
        }
        throw notThere(saved.how, saved.hint);
    }
    async function prune(signal) {
        let deleted = 0;
        try {
            for (const { id } of replaced(own).slice(-DELETED_MAX)) {
                await repository?.deleteCache(id, signal);
                deleted += 1;
            }
        }
        catch (error) {
            if (!(error instanceof errors/* CollectError */.h0) && !signal.aborted)
                throw error;
        }
        return deleted;
    }
    return { name: HERE, load, commit, prune, holdsAny };
}
const HERE = 'the Actions cache';
/** How the keys of all streams begin. */
const CACHE_KEYS = 'audit-log-';
/** Concurrent runs can save out of order, so that the newest entry lacks what an older one holds. */
async function joinOthers(client, { key, reading, rows }, signal) {
    let { checkpoint } = reading;
    const notes = [];
    let tries = 0;
    for (const row of rows.toSorted((a, b) => generationOf(b) - generationOf(a))) {
        const commitId = COMMIT_ID.exec(row.key)?.[1] ?? row.key;
        const named = { epoch: checkpoint.epoch, generation: generationOf(row), commitId };
        if (row.key === key || !mayHoldNews(named, checkpoint))
            continue;
        if (tries === EXACT_TRIES)
            break;
        tries += 1;
        signal.throwIfAborted();
        const restoring = { client, stream: checkpoint.stream, failures: new Set() };
        const other = await restore(restoring, row.key);
        if (other?.reading.kind === 'found')
            checkpoint = (0,claims/* join */.fj)(checkpoint, other.reading.checkpoint);
        else
            notes.push(notRead(named.generation, restoring));
    }
    return { ...reading, checkpoint, notes };
}
/** Ends where no hex digit can follow, so that no stream's entries are another's. */
function prefixOf(stream) {
    return `${CACHE_KEYS}${stream}-`;
}
function keyOf({ stream, generation, commits: [commit] }) {
    (0,assert/* assert */.v)(commit?.generation === generation, 'the newest commit of a checkpoint is its own');
    return `${prefixOf(stream)}${String(generation).padStart(10, '0')}-${commit.id}`;
}
async function restore({ client, stream, failures }, prefix) {
    // The client rejects for reasons of the runner (no token, no disk) as well: nothing was read, which proves nothing.
    const entry = await client.restore(prefix).catch((error) => {
        failures.add((0,errors/* describeForeign */.eQ)(error));
        return undefined;
    });
    if (entry === undefined)
        return undefined;
    return { key: entry.key, reading: readPosition(entry.bytes, stream, 'the newest cache entry') };
}
async function has(client, key) {
    return client.has(key).catch(() => false);
}
/** All but the newest few, and but those of the highest generations: overlapping runs can save out of order. */
function replaced(rows) {
    const kept = new Set([
        ...rows.slice(0, KEPT),
        ...rows.toSorted((a, b) => generationOf(b) - generationOf(a)).slice(0, KEPT),
    ]);
    return rows.filter((row) => !kept.has(row));
}
function generationOf({ key }) {
    return Number(/-(\d{10,16})-[^-]+$/.exec(key)?.[1] ?? 0);
}
const COMMIT_ID = /-([^-]+)$/;
function olderOnly() {
    return unreadable('newer entries are listed than the one that can be restored', HERE);
}
function listedOnly(count, failed) {
    const problem = `this job can restore none of the saved positions that are listed (${count})`;
    return unreadable(`${problem}${because(failed)}`, HERE);
}
function notRead(generation, failed) {
    return `The cache entry of generation ${generation} could not be read${because(failed)}. Events can be delivered again.`;
}
function because({ failures }) {
    return failures.size === 0 ? '' : ` (${[...failures].join('; ')})`;
}
function unproven() {
    return new errors/* CheckpointError */.jg('the Actions cache returned no position, and without github-token the run cannot prove that none exists', { hint: 'Leave `github-token` at its default and give the job `permissions: actions: read`.' });
}
const FULL_OR_READ_ONLY = 'Check whether the cache of this repository is full or read-only for this job (`cache-mode`, an untrusted trigger).';
function notThere(how, hint = FULL_OR_READ_ONLY) {
    return new errors/* CheckpointError */.jg(`the position is not in the Actions cache: ${how}, and a look-up does not find it`, {
        hint,
    });
}

// EXTERNAL MODULE: ./lib/evidence/chain.js
var chain = __webpack_require__(96056);
// EXTERNAL MODULE: ./lib/model/seen.js
var model_seen = __webpack_require__(35294);
;// CONCATENATED MODULE: ./lib/checkpoint/artifact-lifetime.js

const WEEK_MS = 7 * 86_400_000;
/** What cannot be queried counts as listed: one more copy in each run would be no better. */
async function isKept(id, { rows, repository, clock, }, signal) {
    try {
        const row = rows.find((listed) => listed.id === id) ?? (await repository.findArtifact(id, signal));
        return row !== undefined && lasts(row, clock.now());
    }
    catch (error) {
        if (error instanceof errors/* CollectError */.h0)
            return true;
        throw error;
    }
}
/** For another week; what is kept for two weeks or less, for half of its time. */
function lasts({ expired, createdAt, expiresAt }, now) {
    if (expired || expiresAt === undefined)
        return !expired;
    return expiresAt - now > Math.min(WEEK_MS, (expiresAt - createdAt) / 2);
}

;// CONCATENATED MODULE: ./lib/checkpoint/believing.js


/** Runs that are queried when a position is known already, and when none is. */
const RUNS_MAX = { known: 10, unknown: 200 };
/** Believed names after which more of them say nothing new. */
const NAMES = 3;
class Believing {
    #origins;
    #runsMax;
    #before;
    #judged = new Map();
    constructor(origins, { isKnown }) {
        this.#origins = origins;
        this.#runsMax = isKnown ? RUNS_MAX.known : RUNS_MAX.unknown;
        this.#before = origins.requests;
    }
    /** No more queries about runs: what was not judged by now is left alone. */
    get isExhausted() {
        return this.#origins.requests - this.#before >= this.#runsMax;
    }
    /** Rejects with `CollectError` when GitHub does not answer. */
    async isBelieved(copy, signal) {
        const belief = this.#judged.get(copy) ?? (await this.#origins.ofArtifact(copy.row, signal));
        this.#judged.set(copy, belief);
        return belief.kind === 'believed';
    }
    /** One sentence for each run whose copies were passed over. */
    get notes() {
        const sentences = [...this.#judged].flatMap(([{ row, name }, belief]) => {
            if (belief.kind === 'believed')
                return [];
            const by = row.uploader === undefined ? '' : ` by run ${row.uploader.runId}`;
            const remedy = belief.kind === 'unknown' ? REMEDIES[belief.remedy] : FOREIGN_ADVICE;
            return [
                [
                    by,
                    `A position uploaded${by} (generation ${name.generation}) is not trusted, because ${belief.why}. ${remedy}`,
                ],
            ];
        });
        return [...new Map(sentences.map(([by, text]) => [by ?? '', text ?? ''])).values()];
    }
    /** Why it is not known that there is no position: copies that can be ours; `undefined` when there are none. */
    get doubt() {
        return this.doubtOf([...this.#judged.keys()]);
    }
    /** As `doubt`, of these copies only. */
    doubtOf(copies) {
        const unknown = [...this.#judged].find(([copy, { kind }]) => kind === 'unknown' && copies.includes(copy));
        const [copy, belief] = unknown ?? [];
        if (copy !== undefined && belief?.kind === 'unknown') {
            return new errors/* CheckpointError */.jg(`the only position is in the artifact of run ${copy.row.uploader?.runId ?? 'nobody'}, and the run cannot verify that artifact: ${belief.why}`, { hint: `${REMEDIES[belief.remedy]} See docs/troubleshooting.md#whose-position-it-is.` });
        }
        if (!this.isExhausted)
            return undefined;
        return new errors/* CheckpointError */.jg(`positions of ${this.#runsMax} runs are listed, and none of them is trusted`, {
            hint: 'Somebody uploads forged positions: delete those artifacts. See docs/troubleshooting.md#whose-position-it-is.',
        });
    }
    /** What the believed names say together; `undefined` when there are none. */
    async names(copies, signal) {
        const believed = [];
        const isEnough = (feed) => believed.filter(({ name }) => name.floors[feed] !== undefined).length >= NAMES ||
            copies.every(({ name }) => name.floors[feed] === undefined);
        for (const copy of copies) {
            if (feed/* FEEDS */.SF.every(isEnough) || this.isExhausted)
                break;
            if (await this.isBelieved(copy, signal))
                believed.push(copy);
        }
        if (believed.length === 0)
            return undefined;
        const generation = Math.max(...believed.map(({ name }) => name.generation));
        const where = `the names of ${believed.length} artifacts`;
        return { floors: largestFloors(believed), generation, epoch: latestEpoch(believed), where };
    }
    /**
     * The floors of feeds that a position lacks, from the believed names that know them. That is rare, and a feed whose names
     * are not looked at would begin as a new one: as many runs are queried as without a position. `doubt`: names know a feed, and
     * whether they are ours stays open.
     */
    async floorsOfLacking(copies, found, signal) {
        const lacking = feed/* FEEDS */.SF.filter((feed) => found.feeds[feed] === undefined);
        const knowing = copies.filter(({ name }) => lacking.some((feed) => name.floors[feed] !== undefined));
        if (knowing.length === 0)
            return { floors: {}, doubt: undefined };
        this.#runsMax = RUNS_MAX.unknown;
        const names = await this.names(knowing, signal);
        const floors = Object.fromEntries(lacking.flatMap((feed) => (names?.floors[feed] === undefined ? [] : [[feed, names.floors[feed]]])));
        return { floors, doubt: names === undefined ? this.doubtOf(knowing) : undefined };
    }
}
/** Whether any of these artifacts is one of ours. Rejects with `CollectError` when GitHub does not answer. */
async function isAnyBelieved(rows, origins, signal) {
    const before = origins.requests;
    for (const row of rows) {
        if (origins.requests - before >= RUNS_MAX.unknown)
            return false;
        if ((await origins.ofArtifact(row, signal)).kind === 'believed')
            return true;
    }
    return false;
}
function latestEpoch(copies) {
    return Math.max(...copies.map(({ name }) => name.epoch));
}
/** Of each feed in the latest epoch that knows it: a move by hand leaves the feeds alone that it does not name. */
function largestFloors(copies) {
    return Object.fromEntries(feed/* FEEDS */.SF.flatMap((feed) => {
        const knowing = copies.filter(({ name }) => name.floors[feed] !== undefined);
        const epoch = latestEpoch(knowing);
        const floors = knowing.flatMap(({ name }) => (name.epoch === epoch ? (name.floors[feed] ?? []) : []));
        return floors.length === 0 ? [] : [[feed, Math.max(...floors)]];
    }));
}
/** Said where the bound on questions leaves copies out that may hold news. */
const NOT_REQUESTED = 'More runs uploaded copies of the position than one run checks, so some copies were not read: events can be delivered again. Delete the artifacts that are not trusted; see docs/security.md#the-position-as-a-target.';
const FOREIGN_ADVICE = 'If this was not a test of yours on a branch, check that run; see docs/security.md#the-position-as-a-target.';
const REMEDIES = {
    'contents: read': 'Give the job `permissions: contents: read`, so that the run can check.',
    none: 'No permission would change this.',
};

// EXTERNAL MODULE: ./lib/evidence/manifest.js
var manifest = __webpack_require__(2676);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
;// CONCATENATED MODULE: ./lib/github/artifact-zip.js
/**
 * Reads the zip of an artifact in memory. Whoever can upload artifacts writes these bytes, so every size in them is a claim:
 * an entry is unpacked only within its announced size and within the caller's limit, and unpacking stops where it grows beyond.
 * https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */

/** The bytes are no zip, or not one that `actions/upload-artifact` and its like write. */
class ZipError extends Error {
    name = 'ZipError';
}
const END = { signature: 0x06054b50, bytes: 22, commentBytesMax: 0xffff };
const DIRECTORY = { signature: 0x02014b50, bytes: 46 };
const LOCAL = { signature: 0x04034b50, bytes: 30 };
const STORED = 0;
const DEFLATED = 8;
/** The entries that the directory at the end lists, not unpacked. Throws `ZipError`, also for more than `entriesMax`. */
function readZip(bytes, entriesMax) {
    const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    try {
        const { count, at } = findDirectory(zip);
        if (count > entriesMax)
            throw new ZipError('it has too many entries');
        const entries = [];
        for (let next = at; entries.length < count;) {
            const { entry, end } = readEntry(zip, next);
            entries.push(entry);
            next = end;
        }
        return entries;
    }
    catch (error) {
        throw asZipError(error);
    }
}
function findDirectory(zip) {
    const first = Math.max(0, zip.length - END.bytes - END.commentBytesMax);
    for (let at = zip.length - END.bytes; at >= first; at -= 1) {
        if (zip.readUInt32LE(at) !== END.signature)
            continue;
        return { count: zip.readUInt16LE(at + 10), at: zip.readUInt32LE(at + 16) };
    }
    throw new ZipError('its directory is missing');
}
function readEntry(zip, at) {
    if (zip.readUInt32LE(at) !== DIRECTORY.signature)
        throw new ZipError('its directory is damaged');
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset));
    const nameEnd = at + DIRECTORY.bytes + (nameBytes ?? 0);
    const sizeBytes = zip.readUInt32LE(at + 24);
    const packed = {
        method: zip.readUInt16LE(at + 10),
        checksum: zip.readUInt32LE(at + 16),
        packedBytes: zip.readUInt32LE(at + 20),
        sizeBytes,
        localAt: zip.readUInt32LE(at + 42),
    };
    const name = zip.toString('utf8', at + DIRECTORY.bytes, nameEnd);
    const unpack = () => {
        try {
            return unpackEntry(zip, packed);
        }
        catch (error) {
            throw asZipError(error);
        }
    };
    return { entry: { name, sizeBytes, unpack }, end: nameEnd + (extraBytes ?? 0) + (commentBytes ?? 0) };
}
function unpackEntry(zip, { method, checksum, packedBytes, sizeBytes, localAt }) {
    if (zip.readUInt32LE(localAt) !== LOCAL.signature)
        throw new ZipError('its content is not where it says');
    const from = localAt + LOCAL.bytes + zip.readUInt16LE(localAt + 26) + zip.readUInt16LE(localAt + 28);
    if (from + packedBytes > zip.length)
        throw new ZipError('it was cut short');
    const packed = zip.subarray(from, from + packedBytes);
    const content = method === DEFLATED ? inflateWithin(packed, sizeBytes) : method === STORED ? packed : undefined;
    if (content === undefined)
        throw new ZipError('it is packed in an unknown way');
    if (content.length !== sizeBytes || (0,external_node_zlib_.crc32)(content) !== checksum)
        throw new ZipError('its content is damaged');
    return content;
}
/** Without `maxOutputLength` a few kilobytes unpack for minutes, and no signal interrupts that. */
function inflateWithin(packed, bytesMax) {
    // Zero is no limit that zlib knows; one byte too many is found by the comparison of the sizes.
    return (0,external_node_zlib_.inflateRawSync)(packed, { maxOutputLength: Math.max(1, bytesMax) });
}
/** What is read beyond the end of the bytes, and what zlib refuses, is a damaged zip; anything else is a bug. */
function asZipError(error) {
    if (!(error instanceof Error) || !('code' in error))
        return error;
    const code = String(error.code);
    if (code === 'ERR_BUFFER_TOO_LARGE')
        return new ZipError('it unpacks to more than it announces');
    const isDamage = code === 'ERR_OUT_OF_RANGE' || code === 'ERR_BUFFER_OUT_OF_BOUNDS' || code.startsWith('Z_');
    return isDamage ? new ZipError('it is damaged') : error;
}

;// CONCATENATED MODULE: ./lib/checkpoint/checkpoint-zip.js
/**
 * Reads a position, and the manifest next to it if there is one, from the zip of an artifact, in memory. Whoever can
 * upload artifacts writes these bytes, so no name in them becomes a path, nothing else is unpacked, and nothing is
 * unpacked beyond what it announces.
 */




const CHECKPOINT_FILE = 'checkpoint.json';
/** The list of entries is read before any is unpacked; ours have four. */
const ENTRIES_MAX = 1_000;
/** Throws `CheckpointError` when there is no checkpoint, more than one of a name, or one that unpacks to more than `bytesMax`. */
function unzipPosition(zip, bytesMax) {
    try {
        const entries = readZip(zip, ENTRIES_MAX);
        const take = (wanted) => {
            const [entry, ...others] = entries.filter(({ name }) => name === wanted);
            if (others.length > 0)
                throw broken(`it holds more than one ${wanted}`);
            if (entry !== undefined && entry.sizeBytes > bytesMax)
                throw broken(`its ${wanted} is too large`);
            return entry?.unpack();
        };
        const position = take(CHECKPOINT_FILE);
        if (position === undefined)
            throw broken(`it holds no ${CHECKPOINT_FILE}`);
        return {
            position,
            positionSignature: take((0,manifest/* signatureOf */.yK)(CHECKPOINT_FILE)),
            manifest: take(manifest/* MANIFEST_FILE */.h1),
            manifestSignature: take((0,manifest/* signatureOf */.yK)(manifest/* MANIFEST_FILE */.h1)),
        };
    }
    catch (error) {
        if (error instanceof ZipError)
            throw broken(`it is not a readable zip: ${error.message}`, error);
        throw error;
    }
}
function broken(why, cause) {
    return new errors/* CheckpointError */.jg(`a checkpoint artifact could not be read: ${why}`, { hint: parse_fields/* UNREADABLE_HINT */.wK, cause });
}

;// CONCATENATED MODULE: ./lib/checkpoint/search-notes.js

/** A name never outranks an intact position, so a move that only a name records is undone, and the run reports it. */
const LOST_MOVE = 'The position was moved by hand, and the artifact that records the move has expired, so the move does not count. Run `mode: reset` again if you still need it.';
const LEFT_OUT = 'An artifact holds the newest ids of delivered events only, and the position that held all of them is lost: the next deep sweep can deliver older events again.';
function outOfLine({ row, name }) {
    return `The artifact of generation ${name.generation}, which run ${row.uploader?.runId} uploaded, does not follow from the saved position: either two runs overlapped, or it is forged. See docs/security.md#the-position-as-a-target.`;
}
/** `refusal` goes on after the subject. */
function notOurs({ row, name }, refusal) {
    return `The artifact of generation ${name.generation}, which run ${row.uploader?.runId} uploaded, ${refusal}, so it is no position. See docs/evidence.md#signatures.`;
}
function unreadableCopy({ generation }, error) {
    return `The artifact of generation ${generation} is unreadable: ${error.message}.`;
}
function expired({ generation }) {
    return `The artifact of generation ${generation} has expired.`;
}
function uploaderUnknown(error) {
    return `GitHub did not report who uploaded an artifact: ${error.message}. Events can be delivered again.`;
}
function renderCount(count) {
    return `${count} checkpoint ${count === 1 ? 'artifact' : 'artifacts'}`;
}
function tooManyArtifacts() {
    return unreadable('it is longer than the 100000 artifacts that a run searches', 'the list of artifacts');
}

// EXTERNAL MODULE: ./lib/checkpoint/trust.js
var checkpoint_trust = __webpack_require__(70828);
;// CONCATENATED MODULE: ./lib/checkpoint/artifacts.js
/**
 * The copies of the position in artifacts. They show a commit that the cache missed (a run killed in between), survive
 * the eviction of the cache, and where even they have expired their names still show how far deliveries certainly were.
 * Anyone who can start a workflow can upload one, so only those count that are believed; see `belief.ts`.
 */












/** Copies that are joined, and that are tried when some of them cannot be read. */
const [NEWEST, TRIES_MAX] = [3, 10];
/** Expired copies whose runs are queried, so that enough queries are left for their names. */
const EXPIRED_MAX = 30;
const ZIP_BYTES_MAX = 64 * 1024 * 1024;
const ENTRY_BYTES_MAX = 64 * 1024 * 1024;
function createArtifactPositions(ports) {
    return {
        async load(stream, known, signal) {
            try {
                return await new Search(ports, stream, known).run(signal);
            }
            catch (error) {
                if (error instanceof errors/* CollectError */.h0)
                    return { kind: 'unknown', reason: error };
                throw error;
            }
        },
    };
}
class Search {
    #ports;
    #stream;
    #known;
    #believing;
    #notes = [];
    #read = [];
    #hidden;
    #mayLackIds = false;
    #expiredEpoch = 0;
    constructor(ports, stream, known) {
        this.#ports = ports;
        this.#stream = stream;
        this.#known = known;
        this.#believing = new Believing(ports.origins, { isKnown: known !== undefined });
    }
    async run(signal) {
        const wanted = { stream: this.#stream, known: this.#known };
        const { copies, others, isComplete } = await listCopies(this.#ports.repository, wanted, signal);
        await this.#readNewest(copies, signal);
        await this.#lookForExpired(copies, signal);
        const [first, ...further] = this.#read.map(({ checkpoint }) => checkpoint);
        if (first !== undefined) {
            const checkpoint = further.reduce(claims/* join */.fj, first);
            this.#noteLeftOut();
            const listed = { ...(await this.#listed(copies, checkpoint, signal)), mayLackIds: this.#mayLackIds };
            return { kind: 'found', checkpoint, where: renderCount(this.#read.length), ...listed };
        }
        if (this.#known !== undefined)
            return { kind: 'nothing-new', ...(await this.#listed(copies, this.#known, signal)) };
        if (this.#hidden !== undefined)
            return { kind: 'unknown', reason: this.#hidden };
        // Whoever can upload an artifact can name it.
        const names = this.#ports.trust === undefined ? await this.#believing.names(copies, signal) : undefined;
        const notes = this.#allNotes;
        if (names !== undefined)
            return { kind: 'names', ...names, notes };
        const doubt = this.#believing.doubt;
        if (doubt !== undefined)
            return { kind: 'unknown', reason: doubt };
        return isComplete ? { kind: 'absent', others, notes } : { kind: 'unknown', reason: tooManyArtifacts() };
    }
    get #allNotes() {
        return [...this.#believing.notes, ...this.#notes];
    }
    async #readNewest(copies, signal) {
        let tries = 0;
        for (const copy of copies) {
            if (this.#read.length >= NEWEST || tries >= TRIES_MAX)
                return;
            if (copy.row.expired || !this.#mayHoldNews(copy))
                continue;
            if (this.#believing.isExhausted) {
                this.#noteUnchecked(copy);
                return;
            }
            const isBelieved = await this.#unlessHidden(this.#believing.isBelieved(copy, signal));
            if (isBelieved === undefined)
                return;
            if (!isBelieved)
                continue;
            tries += 1;
            await this.#readOne(copy, signal);
        }
    }
    /**
     * Those that were lost with their content, after those that can be read: however many have expired, none of them keeps a run
     * from reading one that has not. Some are enough: the first that is believed says the most, the others are named.
     */
    async #lookForExpired(copies, signal) {
        const against = [this.#known, ...this.#read.map(({ checkpoint }) => checkpoint)].filter((each) => each !== undefined);
        const lost = copies.filter(({ row, name }) => row.expired && against.every((each) => mayHoldNews(name, each)));
        let isNoted = false;
        for (const [index, copy] of lost.entries()) {
            if (this.#believing.isExhausted || index === EXPIRED_MAX) {
                if (!isNoted || this.#believing.notes.length > 0)
                    this.#noteUnchecked(copy);
                return;
            }
            const isBelieved = await this.#unlessHidden(this.#believing.isBelieved(copy, signal));
            if (isBelieved === undefined)
                return;
            if (!isBelieved || isNoted)
                continue;
            this.#passOver(copy);
            this.#noteExpired(copy);
            isNoted = true;
        }
    }
    /** A copy that left out ids is filled up by those that went into it. */
    #mayHoldNews(copy) {
        if (this.#known !== undefined && !isWorthReading(copy, this.#known))
            return false;
        const isPartial = this.#read.some(({ leavesOutIds }) => leavesOutIds);
        return isPartial || this.#read.every(({ checkpoint }) => !isContained(copy.name, checkpoint));
    }
    async #readOne({ row, name }, signal) {
        try {
            const zip = await this.#ports.repository.downloadArtifact(row.id, ZIP_BYTES_MAX, signal);
            const files = unzipPosition(zip, ENTRY_BYTES_MAX);
            const { trust } = this.#ports;
            const refusal = trust && (0,checkpoint_trust/* refusalOf */.Of)(files, trust);
            const reading = readPosition(files.position, this.#stream, 'a checkpoint artifact');
            if (refusal === undefined && reading.kind === 'unknown')
                throw reading.reason;
            if (refusal !== undefined ||
                reading.kind === 'unknown' ||
                (trust && !(0,checkpoint_trust/* isOfRepository */.iI)(reading.checkpoint, trust))) {
                this.#notes.push(notOurs({ row, name }, refusal ?? 'was saved by another repository'));
                return;
            }
            const { leavesOutIds } = reading;
            const isGood = (0,checkpoint_trust/* isManifestGood */.r3)(files, trust);
            const checkpoint = isGood ? (0,chain/* adoptManifest */._M)(reading.checkpoint, files) : reading.checkpoint;
            this.#read.push({ row, checkpoint, leavesOutIds });
            if (this.#known !== undefined && isOutOfLine(checkpoint, this.#known)) {
                this.#notes.push(outOfLine({ row, name }));
            }
        }
        catch (error) {
            if (!(error instanceof errors/* CollectError */.h0))
                throw error;
            this.#passOver({ name });
            this.#notes.push(unreadableCopy(name, error));
            // What is damaged stays damaged; a failed download, or a newer release's format, hides a position that exists.
            const isDamaged = error instanceof errors/* CheckpointError */.jg && !(error instanceof codec/* NewerCheckpointError */.Uy);
            if (!isDamaged)
                this.#hidden ??= error;
        }
    }
    /** What GitHub does not answer about one copy hides that copy; what was read stands. `undefined` then. */
    async #unlessHidden(answer) {
        try {
            return await answer;
        }
        catch (error) {
            if (!(error instanceof errors/* CollectError */.h0))
                throw error;
            if (this.#hidden === undefined)
                this.#notes.push(uploaderUnknown(error));
            this.#hidden ??= error;
            this.#mayLackIds = true;
            return undefined;
        }
    }
    #passOver({ name }) {
        this.#mayLackIds ||= this.#read.every(({ checkpoint }) => mayHoldNews(name, checkpoint));
    }
    /** It can be ours and hold what this run does not know. */
    #noteUnchecked(copy) {
        this.#passOver(copy);
        if (!this.#notes.includes(NOT_REQUESTED))
            this.#notes.push(NOT_REQUESTED);
    }
    #noteExpired({ name }) {
        if (this.#known === undefined)
            this.#notes.push(expired(name));
        this.#expiredEpoch = Math.max(this.#expiredEpoch, name.epoch);
    }
    /** Events beyond the ids that a copy holds can come again, unless the known position has them. */
    #noteLeftOut() {
        const before = this.#known?.counters.events;
        const short = this.#read.find(({ checkpoint, leavesOutIds }) => {
            if (!leavesOutIds)
                return false;
            const ids = Object.values(checkpoint.feeds).reduce((sum, { seen }) => sum + (0,model_seen/* countSeen */.$E)(seen), 0);
            return before === undefined || checkpoint.counters.events - before > ids;
        });
        if (short === undefined)
            return;
        this.#mayLackIds = true;
        this.#notes.push(LEFT_OUT);
    }
    async #listed(copies, found, signal) {
        if (this.#expiredEpoch > found.epoch)
            this.#notes.push(LOST_MOVE);
        // With a key, no name says anything.
        const isNamed = this.#ports.trust === undefined;
        const lacking = isNamed
            ? await this.#unlessHidden(this.#believing.floorsOfLacking(copies, found, signal))
            : undefined;
        this.#hidden ??= lacking?.doubt;
        const artifact = await this.#newestOf(copies, found, signal);
        const rows = copies.map(({ row }) => row);
        const kept = artifact !== null && (await isKept(artifact, { rows, ...this.#ports }, signal));
        return { notes: this.#allNotes, hidden: this.#hidden, floors: lacking?.floors ?? {}, artifact, isKept: kept };
    }
    /** A run that was killed, and one that had nothing to deliver, leave an artifact that their position does not name. */
    async #newestOf(copies, found, signal) {
        const remembered = Math.max(found.artifact ?? 0, this.#known?.artifact ?? 0, ...this.#read.map(({ row }) => row.id));
        const later = newestIn(copies, found, remembered);
        const belief = later === undefined ? undefined : this.#unlessHidden(this.#believing.isBelieved(later, signal));
        if (later !== undefined && (await belief) === true)
            return later.row.id;
        return remembered === 0 ? null : remembered;
    }
}

// EXTERNAL MODULE: ./lib/evidence/ssh-signature.js
var ssh_signature = __webpack_require__(4212);
;// CONCATENATED MODULE: ./lib/checkpoint/directory.js
/**
 * The position in a directory of the user's own, one file a stream. A crash leaves the old file or the new one; a file
 * that exists and cannot be read is an error, never a reason to start over. What another run saved meanwhile is joined and
 * not replaced, so that a commit takes back no claim, no feed and no move by hand.
 */








/** Times that a commit begins again because another run wrote in between. */
const TRIES = 3;
/** Signatures that stay next to a new one: two files cannot be replaced at once, and another run can be about to write. */
const EARLIER_SIGNATURES = 3;
/** `dir` is absolute; it is made with the first commit. With `trust` a position counts only with its signature next to it. */
function createDirectoryStore(dir, files, trust) {
    return new DirectoryStore(dir, files, trust);
}
class DirectoryStore {
    name = 'the state directory';
    #dir;
    #files;
    #trust;
    /** Digests of what was read or written here: the position of this run, and `#others`, hold all of that. */
    #known = new Set();
    /** What other runs saved since this one loaded, by stream. */
    #others = new Map();
    constructor(dir, files, trust) {
        this.#dir = dir;
        this.#files = files;
        this.#trust = trust;
    }
    async load(stream) {
        return this.#read(stream);
    }
    async commit(checkpoint) {
        let failure = failed('was missing when read back');
        const notes = new Set();
        for (let tries = 0; tries < TRIES; tries++) {
            const present = await this.#readOthers(checkpoint.stream);
            if (present.kind === 'unknown') {
                failure = present.reason;
                continue;
            }
            if (present.kind === 'found') {
                this.#addOther(present.checkpoint);
                notes.add(JOINED);
            }
            if (await this.#write(checkpoint))
                return [...notes];
            failure = failed('was missing when read back');
        }
        throw failure;
    }
    #pathOf(stream) {
        return (0,external_node_path_.join)(this.#dir, `audit-log-${stream}.checkpoint.json`);
    }
    /** What is known already is as good as absent. */
    async #readOthers(stream) {
        try {
            const end = await this.#files.readEnd(this.#pathOf(stream), codec/* TAIL_BYTES */.dd);
            if (end === undefined || this.#known.has((0,codec/* digestIn */.s)(end)))
                return { kind: 'absent' };
        }
        catch (error) {
            return { kind: 'unknown', reason: failed('could not be read', error) };
        }
        return this.#read(stream);
    }
    async #read(stream) {
        try {
            const bytes = await this.#files.read(this.#pathOf(stream));
            if (bytes === undefined)
                return { kind: 'absent' };
            const reading = await this.#accept(stream, bytes);
            if (reading.kind === 'found')
                this.#known.add((0,codec/* digestIn */.s)(bytes));
            return reading;
        }
        catch (error) {
            return { kind: 'unknown', reason: failed('could not be read', error) };
        }
    }
    async #accept(stream, position) {
        const trust = this.#trust;
        const positionSignature = trust && (await this.#files.read((0,manifest/* signatureOf */.yK)(this.#pathOf(stream))));
        const refusal = trust && (0,checkpoint_trust/* refusalOf */.Of)({ position, positionSignature }, trust);
        if (refusal !== undefined)
            return { kind: 'unknown', reason: directory_notOurs(refusal) };
        const reading = readPosition(position, stream, this.name);
        const isForeign = reading.kind === 'found' && trust !== undefined && !(0,checkpoint_trust/* isOfRepository */.iI)(reading.checkpoint, trust);
        return isForeign ? { kind: 'unknown', reason: directory_notOurs('was saved by another repository') } : reading;
    }
    #addOther(checkpoint) {
        const before = this.#others.get(checkpoint.stream);
        this.#others.set(checkpoint.stream, before === undefined ? checkpoint : joinHere(before, checkpoint));
    }
    /** Whether it is there when read back; rejects with `CheckpointError`. */
    async #write(checkpoint) {
        const path = this.#pathOf(checkpoint.stream);
        const others = this.#others.get(checkpoint.stream);
        const bytes = (0,codec/* encodeCheckpoint */.Xn)(others === undefined ? checkpoint : joinHere(checkpoint, others));
        this.#known.add((0,codec/* digestIn */.s)(bytes));
        try {
            const signature = this.#trust?.key.sign(bytes, ssh_signature/* POSITION_NAMESPACE */.wy);
            if (signature !== undefined)
                await this.#addSignature((0,manifest/* signatureOf */.yK)(path), signature);
            await this.#files.replace(path, bytes);
            if (!(await this.#files.holds(path, bytes)))
                return false;
            return signature === undefined || (await this.#signatures((0,manifest/* signatureOf */.yK)(path))).includes(signature);
        }
        catch (error) {
            throw failed('could not be written', error);
        }
    }
    /** The new one first: the others are those of the position that is still there. */
    async #addSignature(path, signature) {
        const earlier = (await this.#signatures(path)).filter((each) => each !== signature).slice(0, EARLIER_SIGNATURES);
        await this.#files.replace(path, [signature, ...earlier].join(''));
    }
    async #signatures(path) {
        const text = Buffer.from((await this.#files.read(path)) ?? '').toString('latin1');
        return text.match(/-----BEGIN[^-]+-----[^-]+-----END[^-]+-----\n/g) ?? [];
    }
}
/** As `join`; a feed that the later epoch does not know is not lost with the earlier one, because here no other copy of it is left. */
function joinHere(a, b) {
    const joined = (0,claims/* join */.fj)(a, b);
    return { ...joined, feeds: { ...a.feeds, ...b.feeds, ...joined.feeds } };
}
const JOINED = 'Another run saved its position in the state directory since this one began; both are joined, and nothing is lost. Events can be delivered twice.';
function directory_notOurs(refusal) {
    return new errors/* CheckpointError */.jg(`the position in the state directory ${refusal}, so it is not believed`, {
        hint: 'If you trust it, move it out of `state-dir` and take it over once with mode: reset and position-file; see docs/evidence.md#signatures.',
    });
}
function failed(how, cause) {
    const why = cause === undefined ? '' : ` (${(0,errors/* describeForeign */.eQ)(cause)})`;
    return new errors/* CheckpointError */.jg(`the position in the state directory ${how}${why}`, {
        hint: 'Check that `state-dir` is a directory that this job can read and write, on a disk with free space.',
        cause,
    });
}

;// CONCATENATED MODULE: ./lib/checkpoint/memory.js
/** A position that lasts as long as the process, kept as the bytes that a real store would keep. For replays and tests. */


/** `saved` holds the bytes of each stream, and can be read and changed from outside. */
function createMemoryStore(saved = new Map()) {
    return {
        name: 'memory',
        async load(stream) {
            const bytes = saved.get(stream);
            return bytes === undefined ? { kind: 'absent' } : readPosition(bytes, stream, 'memory');
        },
        async commit(checkpoint) {
            saved.set(checkpoint.stream, (0,codec/* encodeCheckpoint */.Xn)(checkpoint));
            return [];
        },
    };
}

;// CONCATENATED MODULE: ./lib/checkpoint/belief.js
/** GitHub runs these on the default branch only, with its newest commit. https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows */
const DEFAULT_BRANCH_EVENTS = ['schedule', 'repository_dispatch'];
/**
 * These run the very commit that the list of runs shows. A pull request does not: it runs a merge with its base, which
 * can be any branch, and shows the commit of its head, which can be the newest of the default branch.
 */
const COMMIT_EVENTS = ['push', 'workflow_dispatch', 'workflow_run'];
const BELIEVED = { kind: 'believed' };
/** What the list of artifacts says of the run that uploaded one decides only against it. */
function judgeHome(home) {
    switch (home) {
        case 'own':
            return undefined;
        case 'foreign':
            return { kind: 'foreign', why: 'it ran the code of another repository' };
        case 'not-said':
            return { kind: 'unknown', why: 'GitHub does not say whose code it ran', remedy: 'none' };
    }
}
function judgeRun(run, own) {
    if (String(run.id) === own.id)
        return BELIEVED;
    const elsewhere = judgeHome(run.home);
    if (elsewhere !== undefined)
        return elsewhere;
    if (DEFAULT_BRANCH_EVENTS.some((event) => event === run.event))
        return BELIEVED;
    if (!COMMIT_EVENTS.includes(run.event)) {
        return { kind: 'foreign', why: `${nameOf(run.event)} does not show which code it ran` };
    }
    return run.headSha === own.sha ? BELIEVED : { kind: 'by-commit', sha: run.headSha };
}
/** `onOwnName`: it ran on something that is called like the default branch, or like the branch of this run. */
function judgeStanding(standing, { onOwnName }) {
    switch (standing) {
        case 'of-the-default-branch':
            return BELIEVED;
        case 'of-no-default-branch':
            return { kind: 'foreign', why: 'its commit is not one of the default branch' };
        case 'not-said':
            if (!onOwnName)
                return { kind: 'foreign', why: 'it ran on another branch' };
            return {
                kind: 'unknown',
                why: 'nothing shows that its commit is one of the default branch',
                remedy: 'contents: read',
            };
    }
}
/** GitHub's word for an event, and nothing else, gets into a message. */
function nameOf(event) {
    return /^[a-z_]{1,40}$/.test(event) ? `its event ${event}` : 'its event';
}

;// CONCATENATED MODULE: ./lib/checkpoint/origins.js

function createOrigins(repository, own) {
    const runs = new Map();
    const standings = new Map();
    async function ofArtifact({ uploader }, signal) {
        if (uploader === undefined) {
            return { kind: 'unknown', why: 'GitHub does not report which run uploaded it', remedy: 'none' };
        }
        const { runId, home } = uploader;
        const known = runs.get(runId) ?? judgeHome(home) ?? (await requestRun(runId, signal));
        runs.set(runId, known);
        return known;
    }
    async function requestRun(runId, signal) {
        if (String(runId) === own.id)
            return { kind: 'believed' };
        const run = await repository.findRun(runId, signal);
        if (run === undefined)
            return { kind: 'unknown', why: 'its run no longer exists', remedy: 'none' };
        return ofRun(run, signal);
    }
    async function ofRun(run, signal) {
        const judgement = judgeRun(run, own);
        if (judgement.kind !== 'by-commit')
            return judgement;
        const standing = await standingOf(judgement.sha, signal);
        const names = [own.ref, `refs/heads/${await repository.defaultBranch(signal)}`];
        return judgeStanding(standing, { onOwnName: names.includes(`refs/heads/${run.headBranch}`) });
    }
    async function standingOf(sha, signal) {
        const known = standings.get(sha) ?? (await requestStanding(sha, signal));
        standings.set(sha, known);
        return known;
    }
    /** A commit that GitHub ran on the default branch's own events was its newest at the time. */
    async function requestStanding(sha, signal) {
        for (const event of DEFAULT_BRANCH_EVENTS) {
            if (await repository.hasRunOf(event, sha, signal))
                return 'of-the-default-branch';
        }
        const isInHistory = await repository.isInDefaultHistory(sha, signal);
        if (isInHistory === undefined)
            return 'not-said';
        return isInHistory ? 'of-the-default-branch' : 'of-no-default-branch';
    }
    return {
        ofArtifact,
        ofRun,
        get requests() {
            return runs.size;
        },
    };
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: ./lib/github/toolkit-call.js
var toolkit_call = __webpack_require__(82206);
;// CONCATENATED MODULE: ./lib/github/actions-cache-client.js
/**
 * The Actions cache through `@actions/cache`, for one small file. The toolkit hashes the literal paths that it is given
 * into the entry's version and packs them relative to the workspace, so an entry is found again on every runner only
 * because the path is one constant word, and workspace and working directory are a private folder during each call.
 */




/** Part of the version hash: another word here orphans every saved position. */
const CACHED_PATH = 'state';
const FILE = (0,external_node_path_.join)(CACHED_PATH, 'checkpoint.json');
/** Anyone who can write caches writes entries; a position is a tenth of this at most. */
const BYTES_MAX = 128 * 1024 * 1024;
/** A position is small: a call that lasts longer than this hangs, and the artifacts are available instead. */
const WAIT_MS = 2 * 60_000;
/** `folder` is an absolute path that nobody else uses, below `RUNNER_TEMP`; it is made when it is needed. */
function openActionsCache(folder, limits, load = () => Promise.all(/* import() */[__webpack_require__.e(838), __webpack_require__.e(566), __webpack_require__.e(204), __webpack_require__.e(142), __webpack_require__.e(897)]).then(__webpack_require__.bind(__webpack_require__, 60142))) {
    // The working directory belongs to the whole process, so calls wait for each other.
    let queue = Promise.resolve();
    /** A call that was given up, but still has the folder and the working directory. */
    let isAbandoned = false;
    async function inFolder(work, how = {}) {
        if (isAbandoned)
            throw new errors/* LibraryFailure */.CN('an earlier call still hangs', { hint: '', isLasting: false });
        const before = queue;
        let isOver = false;
        const running = async () => {
            await before;
            const toolkit = await load();
            await (0,promises_.rm)((0,external_node_path_.join)(folder, CACHED_PATH), { recursive: true, force: true });
            await (0,promises_.mkdir)((0,external_node_path_.join)(folder, CACHED_PATH), { recursive: true });
            return withWorkspace(folder, () => work(toolkit));
        };
        const result = running().finally(() => {
            isOver = true;
            isAbandoned = false;
        });
        queue = result.catch(() => { });
        try {
            return await (0,toolkit_call/* callToolkit */.L)({ waitMs: WAIT_MS, work: () => result, ...how }, limits);
        }
        finally {
            isAbandoned = !isOver;
        }
    }
    return {
        restore: (prefix) => inFolder(async ({ restoreCache }) => {
            const key = await restoreCache([CACHED_PATH], prefix, [prefix]);
            const bytes = key === undefined ? undefined : await readSmall((0,external_node_path_.join)(folder, FILE));
            return key === undefined || bytes === undefined ? undefined : { key, bytes };
        }, {
            isFailure: (entry) => entry === undefined,
            // What the service does not have is not downloaded.
            locally: (lastStep) => (lastStep?.includes('download') ? 'unpacking it with `tar` failed' : undefined),
        }),
        save: (key, bytes) => inFolder(async ({ saveCache }) => {
            await (0,promises_.writeFile)((0,external_node_path_.join)(folder, FILE), bytes);
            return saveCache([CACHED_PATH], key);
        }, { isFailure: (id) => !(id > 0), locally: describeUnsaved }),
        has: (key) => inFolder(async ({ restoreCache }) => (await restoreCache([CACHED_PATH], key, [], { lookupOnly: true })) === key),
    };
}
/** The toolkit returns -1 whatever went wrong; which requests it made shows where. */
function describeUnsaved(lastStep) {
    if (lastStep !== undefined)
        return `${lastStep}: refused`;
    const mode = process.env['ACTIONS_CACHE_MODE'] ?? '';
    return mode === 'read' || mode === 'none'
        ? '`cache-mode` of this job does not let it write'
        : 'packing it with `tar` failed';
}
async function withWorkspace(folder, work) {
    const before = { cwd: process.cwd(), workspace: process.env['GITHUB_WORKSPACE'] };
    process.chdir(folder);
    process.env['GITHUB_WORKSPACE'] = folder;
    try {
        return await work();
    }
    finally {
        process.chdir(before.cwd);
        if (before.workspace === undefined)
            delete process.env['GITHUB_WORKSPACE'];
        else
            process.env['GITHUB_WORKSPACE'] = before.workspace;
    }
}
/** An entry without the file, or with one that cannot be a position, counts as one that cannot be read. */
async function readSmall(path) {
    try {
        const { size } = await (0,promises_.stat)(path);
        return size <= BYTES_MAX ? await (0,promises_.readFile)(path) : undefined;
    }
    catch {
        return undefined;
    }
}

// EXTERNAL MODULE: ./lib/model/target.js
var target = __webpack_require__(66220);
;// CONCATENATED MODULE: ./lib/position/find-position.js

const find_position_TRIES = 3;
const PAUSE_MS = 5_000;
/** Rejects with `CheckpointError` or `AccessError` when existence could be neither shown nor ruled out. */
async function findPosition(stream, sources, signal) {
    for (let attempt = 1;; attempt++) {
        const found = await lookEverywhere(stream, sources, signal);
        if (found.kind !== 'unknown')
            return found;
        if (attempt === find_position_TRIES)
            throw found.reason;
        await sources.clock.sleep(PAUSE_MS * attempt, signal);
    }
}
async function lookEverywhere(stream, sources, signal) {
    const { store, elsewhere } = sources;
    const stored = (await store?.load(stream, signal)) ?? { kind: 'absent' };
    const known = stored.kind === 'found' ? stored.checkpoint : undefined;
    const copies = await elsewhere?.artifacts.load(stream, known, signal);
    if (stored.kind === 'found')
        return resume(stored, copies);
    if (copies?.kind === 'found') {
        const mayLackIds = copies.mayLackIds || elsewhere?.holdEveryDelivery !== true;
        return resumeFromCopies(stored, { ...copies, mayLackIds }, store?.name);
    }
    if (stored.kind === 'unknown')
        return stored;
    if (elsewhere === undefined || copies === undefined) {
        return { kind: 'none', history: { kind: 'none' }, besides: false, notes: [] };
    }
    switch (copies.kind) {
        case 'unknown':
            return copies;
        case 'names': {
            const { floors, generation, epoch, where, notes } = copies;
            return { kind: 'floors', floors, generation, epoch, where, notes };
        }
        case 'nothing-new':
            throw new Error('copies are old only next to a position');
        case 'absent': {
            const history = await elsewhere.history(signal);
            const asks = history.kind === 'succeeded' && history.bySchedule;
            const besides = asks && (await elsewhere.isOtherThere(copies.others, signal));
            return { kind: 'none', history, besides, notes: copies.notes };
        }
    }
}
function resume(stored, copies) {
    const { checkpoint, where, doubt, notes = [] } = stored;
    const found = { kind: 'resume', checkpoint, where, notes, doubt, floors: {}, isKept: true };
    switch (copies?.kind) {
        case undefined:
        case 'names':
        case 'absent':
            return found;
        case 'unknown': {
            const note = `The run could not search the artifacts for copies of the position: ${copies.reason.message}. Events can be delivered again.`;
            return { ...found, notes: [...notes, note], doubt: doubt ?? copies.reason };
        }
        case 'nothing-new':
            return { ...found, ...listed(stored, copies), checkpoint: naming(checkpoint, copies) };
        case 'found':
            return {
                ...found,
                ...listed(stored, copies),
                checkpoint: naming((0,claims/* join */.fj)(checkpoint, copies.checkpoint), copies),
                where: `${where} and ${copies.where}`,
            };
    }
}
function resumeFromCopies(stored, copies, storeName) {
    const why = stored.kind === 'absent' ? 'holds no position' : `could not be read (${stored.reason.message})`;
    const repeats = copies.mayLackIds ? ' Events can be delivered again.' : '';
    const note = `${storeName} ${why}; the position comes from ${copies.where}.${repeats}`;
    return {
        kind: 'resume',
        checkpoint: naming(copies.checkpoint, copies),
        where: copies.where,
        notes: storeName === undefined ? copies.notes : [...copies.notes, note],
        doubt: stored.kind === 'unknown' ? stored.reason : copies.hidden,
        floors: copies.floors,
        isKept: copies.isKept,
    };
}
function naming(checkpoint, { artifact }) {
    return { ...checkpoint, artifact };
}
function listed({ notes = [], doubt }, copies) {
    const { hidden, floors, isKept } = copies;
    return { notes: [...notes, ...copies.notes], doubt: doubt ?? hidden, floors, isKept };
}

;// CONCATENATED MODULE: ./lib/position/history.js
/** Runs that are judged at most. */
const JUDGED_MAX = 20;
/** Rejects with `CollectError` when GitHub does not answer. */
async function readHistory(repository, origins, signal) {
    const scheduled = await first(repository.listSuccesses('schedule', signal));
    const newest = await newestSuccess(repository, origins, signal);
    const starts = [scheduled, newest].flatMap((run) => (run === undefined ? [] : [run.startedAt]));
    if (starts.length === 0)
        return { kind: 'none' };
    return { kind: 'succeeded', startedAt: Math.max(...starts), bySchedule: scheduled !== undefined };
}
/** Without one that is believed, one that can be: it only lets a cold start begin earlier. */
async function newestSuccess(repository, origins, signal) {
    let judged = 0;
    let possible;
    for await (const rows of repository.listSuccesses(undefined, signal)) {
        for (const run of rows) {
            if (judged === JUDGED_MAX)
                return possible;
            judged += 1;
            const { kind } = await origins.ofRun(run, signal);
            if (kind === 'believed')
                return run;
            if (kind === 'unknown')
                possible ??= run;
        }
    }
    return possible;
}
async function first(pages) {
    for await (const rows of pages) {
        const run = rows.find(({ home }) => home === 'own');
        if (run !== undefined)
            return run;
    }
    return undefined;
}

// EXTERNAL MODULE: ./lib/runtime/clock.js
var clock = __webpack_require__(37642);
// EXTERNAL MODULE: ./lib/runtime/http-watch.js
var http_watch = __webpack_require__(7460);
// EXTERNAL MODULE: ./lib/action/inputs/parse-access.js
var parse_access = __webpack_require__(98728);
// EXTERNAL MODULE: ./lib/action/world.js + 1 modules
var world = __webpack_require__(54441);
;// CONCATENATED MODULE: ./lib/action/compose-position.js
/** Where the saved position of this run is kept, where else it can be found, and of which stream it is one. */


















/** Where the position is kept, and where else it can be found. */
function openPosition(situation, repository) {
    const { settings, environment, end } = situation;
    const { position, recording } = settings;
    // A replay begins where its recording says, and the position that it saves is never used.
    if (recording?.kind === 'replay')
        return positionIn(situation, createMemoryStore());
    if (position.stateDir !== undefined)
        return positionIn(situation, createDirectoryStore(position.stateDir, situation.files, trustOf(situation)));
    (0,assert/* assert */.v)(repository !== undefined, 'positions in the cache and in artifacts have a repository');
    // Its client unpacks an entry before any signature can be checked, in the job that holds the key.
    if (settings.signing !== undefined) {
        return positionIn(situation, undefined, lookElsewhere(situation, { repository, store: undefined }));
    }
    const limits = { clock: clock/* systemClock */.m, watch: http_watch/* watchSystemHttp */.V, end };
    const client = openActionsCache((0,external_node_path_.join)(environment.temp, 'collect-audit-log', 'cache'), limits);
    const refs = (signal) => restorableRefs(environment, repository, signal);
    const store = createCacheStore({ client, repository, refs, clock: clock/* systemClock */.m });
    const elsewhere = lookElsewhere(situation, { repository, store });
    const prune = () => store.prune(end.signal);
    return { ...positionIn(situation, store, elsewhere), prune };
}
function positionIn({ world, end }, store, elsewhere) {
    return {
        store,
        prune: undefined,
        findPosition: world.begin((stream, signal) => findPosition(stream, { store, elsewhere, clock: world.clock }, AbortSignal.any([signal, end.signal]))),
    };
}
/** With a key: who signs, and whose positions are believed. */
function trustOf({ settings, environment }) {
    const { signing } = settings;
    if (signing === undefined)
        return undefined;
    const reading = (0,ssh_signature/* parseSigningKey */.UG)(signing.key);
    (0,assert/* assert */.v)(reading.kind === 'key', 'the inputs were checked');
    const { key } = reading;
    return { key, trusted: [key.publicKey, ...signing.trusted], repositoryId: environment.repositoryId };
}
function lookElsewhere(situation, { repository, store }) {
    const { runId, sha, ref } = situation.environment;
    const origins = createOrigins(repository, { id: runId, sha: sha ?? '', ref: ref ?? '' });
    return {
        artifacts: createArtifactPositions({ repository, origins, clock: clock/* systemClock */.m, trust: trustOf(situation) }),
        holdEveryDelivery: situation.settings.output.artifact,
        history: (signal) => readHistory(repository, origins, signal),
        isOtherThere: async (others, signal) => (store !== undefined && (await store.holdsAny(signal))) || (await isAnyBelieved(others, origins, signal)),
    };
}
/** https://docs.github.com/en/actions/reference/workflows-and-actions/dependency-caching#restrictions-for-accessing-a-cache */
async function restorableRefs({ ref: own, baseBranch }, repository, signal) {
    const ref = own ?? '';
    const branches = [await repository.defaultBranch(signal), ...(baseBranch === '' ? [] : [baseBranch])];
    const others = new Set(branches.map((branch) => `refs/heads/${branch}`));
    others.delete(ref);
    return [ref, ...others];
}
function identityOf({ settings, environment }) {
    return {
        stream: (0,world/* streamFor */.Q)(settings),
        subject: (0,target/* subjectOf */.e)(settings.target, new URL(settings.api.url).host),
        run: `${environment.runId}.${environment.runAttempt}`,
        retentionMs: (0,parse_access/* isServerApi */.I)(settings.api.url) ? feed/* SERVER_RETENTION_MS */.KW : feed/* CLOUD_RETENTION_MS */.Y9,
    };
}


/***/ }),

/***/ 2845:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  YH: () => (/* binding */ archiveOf),
  Zz: () => (/* binding */ compose),
  u4: () => (/* binding */ composePull),
  EN: () => (/* binding */ renderFor),
  ro: () => (/* binding */ savingParts)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/collector/batch-buffer.js
var batch_buffer = __webpack_require__(9430);
// EXTERNAL MODULE: ./lib/delivery/batch-lines.js
var batch_lines = __webpack_require__(64082);
// EXTERNAL MODULE: ./lib/delivery/line-file.js
var line_file = __webpack_require__(95223);
// EXTERNAL MODULE: ./lib/delivery/output-directory.js
var output_directory = __webpack_require__(87565);
// EXTERNAL MODULE: ./lib/delivery/pack-commit.js
var pack_commit = __webpack_require__(9865);
// EXTERNAL MODULE: ./lib/delivery/sink-delivery.js
var sink_delivery = __webpack_require__(11310);
// EXTERNAL MODULE: ./lib/model/assert.js
var assert = __webpack_require__(76779);
// EXTERNAL MODULE: ./lib/model/chain.js
var chain = __webpack_require__(22160);
// EXTERNAL MODULE: ./lib/model/errors.js
var errors = __webpack_require__(73434);
// EXTERNAL MODULE: ./lib/position/upload-commit.js + 1 modules
var upload_commit = __webpack_require__(60755);
// EXTERNAL MODULE: ./lib/checkpoint/codec.js + 2 modules
var codec = __webpack_require__(37255);
// EXTERNAL MODULE: ./lib/delivery/delivery-folder.js
var delivery_folder = __webpack_require__(7827);
// EXTERNAL MODULE: ./lib/evidence/manifest.js
var manifest = __webpack_require__(2676);
// EXTERNAL MODULE: ./lib/model/target.js
var model_target = __webpack_require__(66220);
;// CONCATENATED MODULE: ./lib/collector/delivery-facts.js
/** What a delivery says of itself: in its manifest, where the events went; in its position, whose it is. */





/** How the names of its files begin, whatever they end in. */
const DEAD_LETTERS = delivery_folder/* DEAD_LETTERS_FILE */.Qp.slice(0, delivery_folder/* DEAD_LETTERS_FILE */.Qp.indexOf('.'));
/** What a position says of the run that commits it. */
function originOf({ run, target, apiHost }) {
    const subject = (0,model_target/* subjectOf */.e)(target, apiHost);
    return run.repositoryId === null ? { subject } : { subject, repositoryId: run.repositoryId };
}
/** Ids in the checkpoint of an artifact: 1 MB of them. What is left out costs duplicates if every other copy is lost. */
const ARTIFACT_SEEN_BYTES_MAX = 1_000_000;
/** A position as artifacts hold it: all of it where nothing else does. */
function encodePosition(checkpoint, { store }) {
    return (0,codec/* encodeCheckpoint */.Xn)(checkpoint, store === undefined ? {} : { seenBytesMax: ARTIFACT_SEEN_BYTES_MAX });
}
/**
 * Of the lines of a commit those that its artifact holds. Without events these are the dead letters: what neither the sink nor the
 * reader could use is nowhere else, and nothing reports it twice.
 */
function linesToUpload({ lines }, { artifacts }) {
    const holdEvents = artifacts?.holdEvents === true;
    return lines.filter(({ name }) => holdEvents || name.startsWith(DEAD_LETTERS));
}
/**
 * Events after which the fast copy of the position is saved even in the middle of a run: half of the ids that one artifact
 * carries, so that after a kill the newest cache entry and the newest artifacts together still know every id.
 */
const EVENTS_BETWEEN_COPIES = 20_000;
/** By their names in `output-dir`, oldest first. */
function nameManifests(manifests) {
    return manifests.map(({ sha256 }, index) => ({
        name: index === manifests.length - 1 ? manifest/* MANIFEST_FILE */.h1 : (0,pack_commit/* earlierManifest */.i7)(index),
        sha256,
    }));
}

;// CONCATENATED MODULE: ./lib/collector/delivery-parts.js
/** Where events go, for the manifest. */
function destinationsOf({ artifacts, sink, archive }) {
    const places = [];
    if (artifacts?.holdEvents === true)
        places.push('artifact');
    if (archive !== undefined)
        places.push('archive');
    if (sink !== undefined)
        places.push('sink');
    return places.length === 0 ? ['files'] : places;
}

// EXTERNAL MODULE: ./lib/collector/run-pages.js
var run_pages = __webpack_require__(81391);
;// CONCATENATED MODULE: ./lib/collector/settle-batch.js
/** What becomes of a batch at the sink: acknowledged event by event, the rest with the reason among the dead letters as well. */

/** Rejects like the sink; nothing of the batch counts before it resolves. */
async function settleBatch(delivery, batch, { log, note }, signal) {
    if (delivery === undefined)
        return { batch, sink: undefined };
    const notAccepted = await delivery.settle(batch.events, signal);
    const { name } = delivery.totals;
    const sink = { name, acknowledged: batch.events.length - notAccepted.length, notAccepted: (0,sink_delivery/* countReasons */.Vo)(notAccepted) };
    if (batch.events.length > 0)
        log.info(`${sink.acknowledged} events acknowledged by ${name}.`);
    if (notAccepted.length === 0)
        return { batch, sink };
    note(`${notAccepted.length} events were not accepted by the sink ${name} (${(0,sink_delivery/* describeReasons */.nl)(notAccepted)}).`);
    const deadLetters = [...batch.deadLetters, ...notAccepted.map(({ event }) => event)];
    return { batch: { events: batch.events, deadLetters }, sink };
}

;// CONCATENATED MODULE: ./lib/collector/deliver-and-commit.js













async function openDelivery(parts) {
    const output = await (0,output_directory/* openOutputDirectory */.R)({ dir: parts.outputDir, files: parts.files });
    return new FilesAndArtifacts(parts, output);
}
class FilesAndArtifacts {
    #parts;
    #output;
    #artifacts = [];
    #incidents = [];
    /** A durable step is finished even when the run is stopped; the runner kills it if that lasts too long. */
    #signal;
    /** Of this run, oldest first. */
    #manifests = [];
    /** Committed by an artifact, not yet copied to the store. */
    #uncopied;
    #last;
    #sink;
    #delivered = 0;
    #pages;
    /** Id of the newest artifact of this run that holds the position. */
    #newest;
    constructor(parts, output) {
        this.#parts = parts;
        this.#signal = parts.end ?? new AbortController().signal;
        this.#output = output;
        this.#pages = new run_pages/* RunPages */.k(parts.report);
        this.#sink = parts.sink === undefined ? undefined : new sink_delivery/* SinkDelivery */.M0(parts.sink);
    }
    get #earlier() {
        return this.#manifests.map(({ documents }) => documents);
    }
    get result() {
        return {
            manifests: nameManifests(this.#manifests),
            files: this.#output.linePaths,
            artifacts: this.#artifacts,
            incidents: this.#incidents,
            sink: this.#sink?.totals,
            archive: this.#parts.archive?.facts,
            page: this.#pages.path,
        };
    }
    async offer(events) {
        await this.#sink?.offer(events, this.#signal);
    }
    async commit(read, claimed, facts) {
        const next = { ...claimed, ...originOf(this.#parts.run) };
        const settling = { log: this.#parts.log, note: (incident) => this.#note(incident) };
        const { batch, sink } = await settleBatch(this.#sink, read, settling, this.#signal);
        const packed = await this.#writeFiles({ batch, sink }, next, facts);
        const { manifest } = packed;
        // From here on the position knows the manifest; the copy next to the events was made before it.
        const position = manifest === undefined ? next : (0,chain/* followWith */.QT)(next, manifest.head);
        await this.#deliver(packed, batch, position);
        return position;
    }
    /** Archive and files. What is returned has the lines that an artifact will hold: others need no memory from here on. */
    async #writeFiles({ batch, sink }, next, facts) {
        const packed = await this.#pack({ batch, sink }, next, facts);
        await this.#sealArchive(packed, next);
        await this.#parts.writeLines?.((0,line_file/* encodeLines */.m3)(batch.events.values().map(this.#parts.render)));
        const { manifest } = packed;
        // A position alone is no delivery: hourly quiet runs would leave a folder each, and change what the last manifest names.
        if (manifest !== undefined) {
            await this.#output.add((0,pack_commit/* contentOf */.$E)(packed, this.#earlier));
            this.#manifests.push({ documents: (0,pack_commit/* manifestFiles */.TY)(manifest), sha256: manifest.head.sha256 });
        }
        const page = await this.#pages.of(packed, batch.events);
        return { ...packed, lines: linesToUpload(packed, this.#parts), page };
    }
    async #deliver(packed, batch, position) {
        const lines = batch.events.length + batch.deadLetters.length;
        this.#delivered += lines;
        const { artifacts } = this.#parts;
        if (lines === 0 || artifacts === undefined)
            return this.#commitPosition(position);
        if (!artifacts.holdEvents) {
            if (batch.deadLetters.length === 0 || !artifacts.arePositions)
                return this.#commitPosition(position);
            await this.#upload((0,pack_commit/* contentOf */.$E)(packed), position);
        }
        else {
            await this.#upload((0,pack_commit/* withPage */.M8)((0,pack_commit/* contentOf */.$E)(packed), packed.page), position);
            if (!artifacts.arePositions)
                return this.#commitPosition(position);
        }
        // The artifact holds the position as well: it is committed, and must not be sent again under the same name.
        this.#last = { checkpoint: position, inArtifact: true };
        this.#uncopied = { checkpoint: position, events: (this.#uncopied?.events ?? 0) + batch.events.length };
        if (this.#uncopied.events >= EVENTS_BETWEEN_COPIES)
            await this.#copyPosition();
    }
    async finish({ isKept }) {
        await this.#pages.write(this.#output, this.#parts.outputDir);
        await this.#copyPosition();
        const { artifacts } = this.#parts;
        const isShown = isKept || this.#artifacts.length > 0;
        if (!isShown || (this.#delivered > 0 && artifacts?.holdEvents !== true))
            await this.#secondCopy();
        await this.#parts.prune?.();
    }
    /** The batch as the content of its files, and the objects that hold it where there is an archive. */
    async #store(batch, { commits }) {
        const [commit] = commits;
        const { archive, render, run } = this.#parts;
        if (archive !== undefined && commit !== undefined)
            return archive.put(batch, commit.id, this.#signal);
        return { objects: [], lines: await (0,batch_lines/* encodeBatch */.B4)(batch, render, run) };
    }
    async #sealArchive({ commitId, manifest }, { generation }) {
        const { archive, log } = this.#parts;
        if (archive === undefined || manifest === undefined)
            return;
        await archive.seal({ generation, commitId, ...(0,pack_commit/* asBytes */.Yd)(manifest) }, this.#signal);
        log.info(`Archived in ${archive.facts.name}, ${archive.facts.keys.length} objects by now.`);
    }
    async #commitPosition(next) {
        const { store, artifacts, log } = this.#parts;
        if (store === undefined)
            return this.#commitInArtifact(next);
        try {
            for (const note of await store.commit(this.#naming(next), this.#signal))
                this.#note(note);
            this.#uncopied = undefined;
            this.#last = { checkpoint: next, inArtifact: false };
        }
        catch (error) {
            if (!(error instanceof errors/* CollectError */.h0) || artifacts?.arePositions !== true)
                throw error;
            this.#note(`${error.message}; the position was saved in an artifact instead, and nothing is lost.`);
            await this.#commitInArtifact(next);
            log.info('Position saved in a separate artifact.');
        }
    }
    async #commitInArtifact(next) {
        await this.#upload(this.#positionOnly(next), next);
        // A copy of an earlier position would now be older than what the artifact holds.
        this.#uncopied = undefined;
        this.#last = { checkpoint: next, inArtifact: true };
    }
    /** Where the events go nowhere but into a sink, their manifests are kept next to the position. */
    #positionOnly(checkpoint) {
        const { signingKey, artifacts } = this.#parts;
        const manifests = artifacts?.holdEvents === true ? [] : this.#earlier;
        return (0,pack_commit/* positionOnly */.OI)(encodePosition(checkpoint, this.#parts), signingKey, manifests);
    }
    /** The artifact made it durable; the copy in the store is what the next run reads first, and it can fail. */
    async #copyPosition() {
        const { store } = this.#parts;
        if (this.#uncopied === undefined || store === undefined)
            return;
        try {
            for (const note of await store.commit(this.#naming(this.#uncopied.checkpoint), this.#signal))
                this.#note(note);
            this.#uncopied = undefined;
        }
        catch (error) {
            if (!(error instanceof errors/* CollectError */.h0))
                throw error;
            this.#note(`${error.message}; the next run reads the position from the artifact, and nothing is lost.`);
        }
    }
    /**
     * A copy of the position that eviction does not reach: once a run that delivered something outside artifacts, and when no
     * artifact of this stream would stay listed.
     */
    async #secondCopy() {
        if (this.#last === undefined || this.#last.inArtifact)
            return;
        if (this.#parts.artifacts?.arePositions !== true)
            return;
        try {
            const { checkpoint } = this.#last;
            await this.#upload(this.#positionOnly(checkpoint), checkpoint);
        }
        catch (error) {
            if (!(error instanceof errors/* CollectError */.h0))
                throw error;
            this.#note(`${error.message}; the position is only in ${this.#parts.store?.name}, and nothing is lost.`);
        }
    }
    async #upload(content, next) {
        const { artifacts } = this.#parts;
        (0,assert/* assert */.v)(artifacts !== undefined, 'only a run with artifacts uploads one');
        const note = (incident) => this.#note(incident);
        const sent = await (0,upload_commit/* uploadCommit */.n)(content, next, { ...this.#parts, artifacts, note }, this.#signal);
        this.#artifacts.push(sent);
        if (artifacts.arePositions)
            this.#newest = sent.id;
    }
    async #pack({ batch, sink }, next, { duplicates, delivered }) {
        const { run, clock, signingKey: key } = this.#parts;
        const position = encodePosition(this.#naming(next), this.#parts);
        const { lines, objects } = await this.#store(batch, next);
        const part = this.#manifests.length + 1;
        const contents = { batch, lines, next, part, position, delivered, duplicates, sink, objects };
        return (0,pack_commit/* packCommit */["do"])(contents, { run, destinations: destinationsOf(this.#parts), now: clock.now(), key });
    }
    /** With the newest artifact that holds a copy. One that is being made cannot name itself. */
    #naming(checkpoint) {
        return this.#newest === undefined ? checkpoint : { ...checkpoint, artifact: this.#newest };
    }
    #note(incident) {
        if (this.#incidents.includes((0,errors/* sentence */.em)(incident)))
            return;
        this.#incidents.push((0,errors/* sentence */.em)(incident));
        this.#parts.log.warning((0,errors/* sentence */.em)(incident));
    }
}

// EXTERNAL MODULE: ./lib/format/raw.js
var raw = __webpack_require__(1829);
// EXTERNAL MODULE: ./lib/github/toolkit-call.js
var toolkit_call = __webpack_require__(82206);
;// CONCATENATED MODULE: ./lib/github/actions-artifact-client.js
/**
 * The artifacts of the running workflow through `@actions/artifact`. Unlike the cache it rejects when something failed,
 * but also when only the response was lost, so callers look a name up before they believe a rejection. An upload that
 * nobody waits for any more can still succeed; only the end of the process ends it.
 */


/** The list has a few rows; the toolkit tries for half a minute when the service fails. */
const LIST_WAIT_MS = 2 * 60_000;
function openActionsArtifacts(settings, limits, load = loadToolkit) {
    const { retentionDays, compressionLevel } = settings;
    const options = { compressionLevel, ...(retentionDays === undefined ? {} : { retentionDays }) };
    return {
        async upload(name, root, files) {
            const work = async () => (await load()).uploadArtifact(name, [...files], root, options);
            const { id, size, digest } = await (0,toolkit_call/* callToolkit */.L)({ waitMs: undefined, work }, limits);
            (0,assert/* assert */.v)(id !== undefined && size !== undefined && digest !== undefined, 'an upload that resolves reports what it made');
            return { id, sizeBytes: size, digest };
        },
        async find(name) {
            const work = async () => (await load()).listArtifacts({ latest: false });
            const { artifacts } = await (0,toolkit_call/* callToolkit */.L)({ waitMs: LIST_WAIT_MS, work }, limits);
            const found = artifacts.find((artifact) => artifact.name === name);
            return found === undefined ? undefined : { id: found.id, sizeBytes: found.size };
        },
    };
}
async function loadToolkit() {
    const { DefaultArtifactClient } = await Promise.all(/* import() */[__webpack_require__.e(838), __webpack_require__.e(561), __webpack_require__.e(566), __webpack_require__.e(204), __webpack_require__.e(271), __webpack_require__.e(222), __webpack_require__.e(278)]).then(__webpack_require__.bind(__webpack_require__, 65841));
    return new DefaultArtifactClient();
}

// EXTERNAL MODULE: ./lib/model/version.js
var version = __webpack_require__(83341);
// EXTERNAL MODULE: ./lib/runtime/clock.js
var clock = __webpack_require__(37642);
// EXTERNAL MODULE: ./lib/runtime/http.js
var http = __webpack_require__(61906);
// EXTERNAL MODULE: ./lib/runtime/http-watch.js
var http_watch = __webpack_require__(7460);
// EXTERNAL MODULE: ./lib/runtime/random.js
var random = __webpack_require__(18385);
// EXTERNAL MODULE: ./lib/source/host.js
var source_host = __webpack_require__(76471);
// EXTERNAL MODULE: ./lib/action/compose-position.js + 16 modules
var compose_position = __webpack_require__(7830);
// EXTERNAL MODULE: ./lib/evidence/chain.js
var evidence_chain = __webpack_require__(96056);
;// CONCATENATED MODULE: ./lib/delivery/archive/day-parts.js
const DAY_MS = 86_400_000;
const LAST_OF_9999 = Date.UTC(9999, 11, 31);
/** Of the lines of one object, before compression. */
const PART_BYTES_MAX = 64 * 1024 * 1024;
/** `render` gives the line of an event, without its line feed. One line alone may be larger than `bytesMax`. */
function* cutByDay(events, render, bytesMax = PART_BYTES_MAX) {
    let day = Number.NaN;
    let lines = [];
    let bytes = 0;
    for (const event of events) {
        const line = render(event);
        const size = Buffer.byteLength(line) + 1;
        const own = Math.floor(event.ts / DAY_MS);
        if (lines.length > 0 && (own !== day || bytes + size > bytesMax)) {
            yield { day: renderDay(day), lines };
            lines = [];
            bytes = 0;
        }
        day = own;
        lines.push(line);
        bytes += size;
    }
    if (lines.length > 0)
        yield { day: renderDay(day), lines };
}
/** Years of five digits, which a damaged timestamp can have, are no date to a query engine: they go with the last of four. */
function renderDay(day) {
    return new Date(Math.min(day * DAY_MS, LAST_OF_9999)).toISOString().slice(0, 10);
}

;// CONCATENATED MODULE: ./lib/delivery/archive/uploads.js
/**
 * Objects on their way to a store, a few at a time. After a failure nothing more is sent, and everything under way is
 * waited for.
 */
/** More at the same time cost memory and gain nothing. */
const UNDER_WAY_MAX = 4;
class Uploads {
    #underWay = new Set();
    #failure;
    get hasFailed() {
        return this.#failure !== undefined;
    }
    /** Resolves once there is room for the next one. */
    async add(sending) {
        const ended = sending
            .catch((error) => {
            this.#failure ??= { error };
        })
            .finally(() => this.#underWay.delete(ended));
        this.#underWay.add(ended);
        if (this.#underWay.size >= UNDER_WAY_MAX)
            await Promise.race(this.#underWay);
    }
    /** Resolves once none is under way. Rejects with the first failure. */
    async settle() {
        await Promise.all(this.#underWay);
        if (this.#failure !== undefined)
            throw this.#failure.error;
    }
}

;// CONCATENATED MODULE: ./lib/delivery/archive/archive.js
/**
 * Puts a batch into the archive: parts by day, then dead letters, and last the manifest that names them, whose presence says that all
 * of it is there. Whatever rejects in between leaves objects that no manifest names.
 */





function mediaTypeOf({ compression, encryptedTo }) {
    return encryptedTo.length === 0 ? MEDIA_TYPES[compression] : 'application/octet-stream';
}
const MEDIA_TYPES = {
    none: 'application/x-ndjson',
    gzip: 'application/gzip',
    zstd: 'application/zstd',
};
class Archive {
    #parts;
    #keys = [];
    /** Parts so far, by commit: a pull adds to its one commit batch by batch. */
    #counts = new Map();
    constructor(parts) {
        this.#parts = parts;
    }
    get facts() {
        return { name: this.#parts.store.name, keys: this.#keys };
    }
    /** Resolves once all of it is stored. Rejects with `DeliveryError`. */
    async put({ events, deadLetters }, commitId, signal) {
        const { layout, render, packing } = this.#parts;
        const uploads = new Uploads();
        const objects = [];
        const send = async (lines, nameOf) => {
            const compressed = await (0,batch_lines/* compressLines */.Oo)((0,line_file/* encodeLines */.m3)(lines), packing.compression);
            const { bytes, ...part } = await this.#makePart(compressed, commitId);
            const [name, { sha256 }] = [nameOf(part), part];
            objects.push({ name, bytes: bytes.length, sha256, events: compressed.count });
            await uploads.add(this.#store({ name, content: bytes, sha256, mediaType: mediaTypeOf(packing) }, signal));
            return compressed;
        };
        const parts = [];
        for (const { day, lines } of cutByDay(events, render)) {
            if (!uploads.hasFailed)
                parts.push(await send(lines, (part) => layout.events(day, part)));
        }
        const unusable = [];
        if (deadLetters.length > 0 && !uploads.hasFailed) {
            const raws = deadLetters.values().map(({ raw }) => raw);
            unusable.push(await send(raws, (part) => layout.deadLetters(part)));
        }
        await uploads.settle();
        const { encryptedTo } = packing;
        return {
            objects,
            lines: {
                events: await (0,batch_lines/* encryptLines */.PZ)((0,batch_lines/* joinLines */.cT)(parts), encryptedTo),
                deadLetters: await (0,batch_lines/* encryptLines */.PZ)((0,batch_lines/* joinLines */.cT)(unusable), encryptedTo),
            },
        };
    }
    /** After everything that the manifest names. Rejects with `DeliveryError`. */
    async seal({ generation, commitId, manifest, signature }, signal) {
        const name = this.#parts.layout.manifest(generation, commitId);
        if (signature !== undefined) {
            await this.#store(describe(`${name}.sig`, signature, 'text/plain'), signal);
        }
        await this.#store(describe(name, manifest, 'application/json'), signal);
    }
    /** One small object, to find out whether the credential is good for it. Gives its key. */
    async mark(id, text, signal) {
        const name = this.#parts.layout.marker(id);
        await this.#store(describe(name, Buffer.from(text), 'application/json'), signal);
        return this.#keyOf(name);
    }
    /** One part as it is stored: whatever has to happen to its bytes happens here, before they are hashed. */
    async #makePart(compressed, commitId) {
        const { packing } = this.#parts;
        const { pieces } = await (0,batch_lines/* encryptLines */.PZ)(compressed, packing.encryptedTo);
        const bytes = pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : Buffer.concat(pieces);
        const part = (this.#counts.get(commitId) ?? 0) + 1;
        this.#counts.set(commitId, part);
        return { bytes, commitId, part, sha256: (0,evidence_chain/* sha256Of */.Bj)(bytes), suffix: `.ndjson${(0,batch_lines/* suffixOf */.jT)(packing)}` };
    }
    async #store({ name, content, sha256, mediaType }, signal) {
        const key = this.#keyOf(name);
        await this.#parts.store.put({ key, bytes: content, sha256, mediaType }, signal);
        this.#keys.push(key);
    }
    #keyOf(name) {
        return this.#parts.prefix === '' ? name : `${this.#parts.prefix}/${name}`;
    }
}
function describe(name, content, mediaType) {
    return { name, content, sha256: (0,evidence_chain/* sha256Of */.Bj)(content), mediaType };
}

;// CONCATENATED MODULE: ./lib/delivery/archive/archive-layout.js
class ArchiveLayout {
    #facts;
    constructor(facts) {
        this.#facts = facts;
    }
    /** `day`: `2026-11-28`, UTC. */
    events(day, name) {
        return this.#name('events', `dt=${day}`, renderName(name));
    }
    deadLetters(name) {
        return this.#name('dead-letters', renderName(name));
    }
    /** `generation` is `undefined` for a pull. */
    manifest(generation, commitId) {
        const name = generation === undefined ? commitId : `${generation}-${commitId}`;
        return this.#name('manifests', `${name}.json`);
    }
    marker(id) {
        return `tests/${id}.json`;
    }
    #name(tree, ...rest) {
        const { host, target, isPull } = this.#facts;
        // GitHub's names are the same in any case; a port is not, and a colon is no character of a key.
        const partitions = [`host=${clean(host)}`, `target=${target.kind}-${clean(target.name)}`];
        return [...(isPull ? ['pulls'] : []), tree, ...partitions, ...rest].join('/');
    }
}
function renderName({ commitId, part, sha256, suffix }) {
    return `${commitId}-${part}-${sha256}${suffix}`;
}
function clean(text) {
    return text.toLowerCase().replaceAll(/[^a-z0-9._-]/g, '_');
}

// EXTERNAL MODULE: ./lib/delivery/archive/archive-location.js
var archive_location = __webpack_require__(92851);
// EXTERNAL MODULE: ./lib/delivery/archive/archive-options.js
var archive_options = __webpack_require__(14844);
// EXTERNAL MODULE: ./lib/resilience/failure-codes.js
var failure_codes = __webpack_require__(29424);
// EXTERNAL MODULE: ./lib/resilience/rate-limit.js
var rate_limit = __webpack_require__(15257);
// EXTERNAL MODULE: ./lib/resilience/retry.js + 2 modules
var retry = __webpack_require__(20026);
;// CONCATENATED MODULE: ./lib/delivery/archive/store-failure.js
/**
 * What it means that no complete answer came from a store. What waiting cannot help ends it at once: a certificate that is not trusted,
 * a host name that does not exist, a proxy that is not there.
 */


const NOTHING_SKIPPED = 'Nothing was skipped: the next run archives the same events again.';
const SEE = 'see docs/archive.md#when-the-store-refuses';
function classifyFailure(error) {
    const codes = (0,failure_codes/* codesOf */.MZ)(error);
    const way = (0,failure_codes/* describeWay */.x9)(error);
    if (codes.some(failure_codes/* isCertificateCode */.TR)) {
        return fail(error, {
            message: `the certificate of the archive is not trusted${way} (${codes.join(', ')})`,
            hint: 'If the store or a proxy uses a private certificate authority, set it in `ca-certificates`; see docs/sinks.md#proxy-and-private-certificates.',
        });
    }
    const check = way === ''
        ? 'Check `archive-url`, `endpoint` in `archive-options`, and whether a firewall lets the runner reach the store'
        : 'Check the address, user and password in HTTPS_PROXY, and whether the proxy allows this host';
    if ((0,failure_codes/* isHopeless */.cs)(error)) {
        return fail(error, {
            message: `the archive cannot be reached${way} (${codes.join(', ')})`,
            hint: `${check}; ${SEE}.`,
        });
    }
    const isTimeout = error instanceof Error && error.name === 'TimeoutError';
    const failure = isTimeout ? 'no answer in time' : `no complete answer${way} (${(0,errors/* describeForeign */.eQ)(error)})`;
    return { kind: 'retry', failure, hint: `${NOTHING_SKIPPED} ${check}; ${SEE}.`, waitMs: undefined };
}
function fail(cause, { message, hint }) {
    return { kind: 'fail', error: new errors/* DeliveryError */.VE(message, { hint, cause }) };
}

;// CONCATENATED MODULE: ./lib/delivery/archive/put-object.js
/**
 * Puts one object until the store has confirmed it, or rejects. "Exists already" counts as stored only after a try whose end
 * nobody knows: otherwise something else holds the key, and nothing is ever written over it.
 */





class RetryingStore {
    #protocol;
    #deps;
    #retry;
    constructor(protocol, deps) {
        this.#protocol = protocol;
        this.#deps = deps;
        const { clock, random, log, resilience } = deps;
        this.#retry = new retry/* Retry */.f({ settings: resilience, clock, random, log });
    }
    get name() {
        return this.#protocol.name;
    }
    async put(object, signal) {
        const task = new PutTask(object, this.#protocol, this.#deps);
        try {
            const retried = await this.#retry.run(task, this.#deps.deadlineAt, signal);
            if (retried.kind === 'done')
                return;
            throw new errors/* DeliveryError */.VE(`${task.what} was not done before the run had to end (${retried.reason})`, {
                hint: `${NOTHING_SKIPPED} If this happens again, see docs/archive.md#when-the-store-refuses.`,
            });
        }
        catch (error) {
            if (!(error instanceof errors/* UpstreamError */.gA))
                throw error;
            throw new errors/* DeliveryError */.VE(error.message, { hint: error.hint, cause: error });
        }
    }
}
class PutTask {
    what;
    #object;
    #protocol;
    #deps;
    #changed = new Set();
    /** Whether the try under way has reached the point where the store can learn of the object. */
    #isSent = false;
    #mayBeStored = false;
    constructor(object, protocol, deps) {
        this.#object = object;
        this.#protocol = protocol;
        this.#deps = deps;
        this.what = `storing an object in ${protocol.name}`;
    }
    async send(signal) {
        this.#isSent = false;
        const { http, userAgent } = this.#deps;
        const made = await this.#protocol.request(this.#object, signal);
        const request = { ...made, headers: { 'user-agent': userAgent, ...made.headers } };
        this.#isSent = true;
        return { request, answer: await http.send(request, signal) };
    }
    judge({ request, answer }) {
        const verdict = this.#protocol.judge(answer, { object: this.#object, request });
        switch (verdict.kind) {
            case 'stored':
                return { kind: 'done', value: undefined };
            case 'exists':
                return this.#mayBeStored ? { kind: 'done', value: undefined } : { kind: 'fail', error: this.#taken() };
            case 'altered':
                return { kind: 'fail', error: this.#altered() };
            case 'changed':
                if (this.#changed.has(verdict.what))
                    return { kind: 'fail', error: verdict.otherwise };
                this.#changed.add(verdict.what);
                return { kind: 'wait', failure: verdict.what, waitMs: 0 };
            case 'busy':
                return this.#again(verdict, answer);
            case 'refused':
                return { kind: 'fail', error: verdict.error };
        }
    }
    classify(error) {
        if (this.#isSent && !(0,failure_codes/* isUnconnected */.v5)(error))
            this.#mayBeStored = true;
        return classifyFailure(error);
    }
    #again({ failure, mayBeStored }, answer) {
        if (mayBeStored)
            this.#mayBeStored = true;
        const waitMs = (0,rate_limit/* readRetryAfterMs */.jR)(answer.headers, this.#deps.clock.now());
        const hint = `${NOTHING_SKIPPED} The store is unavailable or overloaded: check its status page, or raise \`retry-attempts\`.`;
        return { kind: 'retry', failure, hint, waitMs };
    }
    #taken() {
        return new errors/* DeliveryError */.VE(`${this.#protocol.name} already has an object under a key that no run has used`, {
            hint: 'Nothing was overwritten. Find out who else writes below this prefix, and set a separate prefix for this collector; see docs/archive.md#when-the-store-refuses.',
        });
    }
    #altered() {
        return new errors/* DeliveryError */.VE(`${this.#protocol.name} confirmed an object with another checksum than that of the bytes sent`, {
            hint: 'Something between the runner and the store changes what is sent. The position has not moved, and no manifest names the object. Check proxies and gateways on the way; see docs/archive.md#when-the-store-refuses.',
        });
    }
}

// EXTERNAL MODULE: ./lib/delivery/http/options.js
var options = __webpack_require__(22407);
// EXTERNAL MODULE: ./lib/github/id-token.js
var id_token = __webpack_require__(4966);
;// CONCATENATED MODULE: ./lib/action/connect-archive.js
/**
 * An archive from its settings: the adapter of its store with the credential that this job has for it. Adapters are
 * loaded here, so that a run without an archive never sees them; what the job lacks is reported before anything is
 * requested.
 */









/** An object has up to 64 MB, and a line out of a company can be slow. */
const PUT_TIMEOUT_MIN_MS = 2 * 60_000;
/** Rejects with `InputError` when this job has no credential for the store. Nothing is requested yet. */
async function connectArchive(settings, environment, world) {
    const { archive, api, target, resilience, output, mode } = settings;
    const location = (0,archive_location/* parseLocation */.z)(archive.url);
    (0,assert/* assert */.v)(typeof location === 'object', 'the inputs were checked');
    const context = { token: archive.token, environment, idToken: idTokenOf(environment, world), world };
    const protocol = await openStore(location, archive.options, context);
    const store = new RetryingStore(protocol, {
        ...world,
        resilience: { ...resilience, requestTimeoutMs: Math.max(resilience.requestTimeoutMs, PUT_TIMEOUT_MIN_MS) },
        userAgent: api.userAgent,
        deadlineAt: world.endsAt,
    });
    const { host } = new URL((0,source_host/* describeHost */.Y)(api.url).webOrigin);
    const layout = new ArchiveLayout({ host, target, isPull: mode === 'pull' });
    const packing = { compression: output.compression, encryptedTo: settings.encryptTo };
    return new Archive({ store, layout, prefix: location.prefix, render: world.render, packing });
}
async function openStore(location, given, context) {
    const reading = (0,options/* readOptions */.Tt)(archive_options/* OPTIONS_OF */.jM[location.kind], given, 'store');
    (0,assert/* assert */.v)(reading.kind === 'read', 'options were checked before they are used');
    switch (location.kind) {
        case 's3':
            return (await __webpack_require__.e(/* import() */ 422).then(__webpack_require__.bind(__webpack_require__, 16422))).connectS3(location, given, context);
        case 'gs':
            return (await __webpack_require__.e(/* import() */ 480).then(__webpack_require__.bind(__webpack_require__, 68480))).connectGcs(location, given, context);
        case 'azure':
            return (await __webpack_require__.e(/* import() */ 935).then(__webpack_require__.bind(__webpack_require__, 90935))).connectAzure(location, given, context);
    }
}
function idTokenOf({ idToken }, { http, hide }) {
    if (idToken === undefined)
        return undefined;
    return async (audience, signal) => {
        const docs = 'docs/archive.md#credentials';
        const value = await (0,id_token/* fetchIdToken */.F)(idToken, { http, audience, docs }, signal);
        hide(value);
        return value;
    };
}

// EXTERNAL MODULE: ./lib/action/connect-github.js + 25 modules
var connect_github = __webpack_require__(71790);
;// CONCATENATED MODULE: ./lib/action/describe-phrase.js
/**
 * What a manifest says of the search phrase. A phrase can name what its user keeps out of the files, or hold a secret: then
 * only its digest says which it was, so that a manifest gives nothing away and still cannot deny its filter.
 */

function describePhrase({ phrase, privacy, encryptTo }, redact) {
    const isPrivate = privacy.droppedFields.length > 0 ||
        privacy.pseudonyms !== undefined ||
        encryptTo.length > 0 ||
        redact(phrase) !== phrase;
    return phrase !== '' && isPrivate ? { phrase: null, phraseSha256: (0,evidence_chain/* sha256Of */.Bj)(phrase) } : { phrase, phraseSha256: null };
}

// EXTERNAL MODULE: ./lib/action/inputs/environment.js
var inputs_environment = __webpack_require__(9727);
// EXTERNAL MODULE: ./lib/action/place.js
var place = __webpack_require__(66721);
;// CONCATENATED MODULE: ./lib/action/compose.js
/**
 * Puts the parts of a run together from settings and environment: which store, which artifacts, which connections.
 * Everything that a run touches is chosen here and passed on as a value.
 */

















/** Fast; a log of JSON shrinks to a tenth all the same, and the runner's time is somebody's money. */
const COMPRESSION_LEVEL = 3;
/** Of its name in that of an artifact: enough to distinguish targets, and short enough for the rest. */
const TARGET_CHARACTERS_MAX = 40;
/** For `collect`. Rejects as `openPlace` does. */
async function compose(situation, signal) {
    const { settings, world, log } = situation;
    const position = (0,compose_position/* openPosition */.Wx)(situation, await (0,place/* openPlace */.Q)(situation, signal));
    return {
        ports: {
            clock: world.clock,
            random: world.random,
            log,
            auditLog: await (0,connect_github/* connectAuditLog */.m)(situation),
            findPosition: position.findPosition,
            delivery: await openDelivery(await deliveryParts(situation, position)),
            batchLimits: batch_buffer/* BATCH_LIMITS */.k,
        },
        job: { settings, identity: (0,compose_position/* identityOf */.cu)(situation) },
    };
}
/** For `pull`. Rejects as `openPlace` does. */
async function composePull(situation, signal) {
    const { settings, environment, world, log, writeLines, end } = situation;
    await (0,place/* openPlace */.Q)(situation, signal);
    const { openPullDelivery } = await __webpack_require__.e(/* import() */ 313).then(__webpack_require__.bind(__webpack_require__, 313));
    const { output } = settings;
    const render = await renderFor(settings);
    return {
        clock: world.clock,
        random: world.random,
        log,
        auditLog: await (0,connect_github/* connectAuditLog */.m)(situation),
        delivery: await openPullDelivery({
            dir: output.dir,
            files: situation.files,
            run: runFacts(situation),
            writeLines,
            report: await reportOf(settings, render),
            end: end.signal,
            clock: clock/* systemClock */.m,
            log,
            render,
            signingKey: (0,compose_position/* trustOf */.An)(situation)?.key,
            id: `${environment.runId}.${environment.runAttempt}.${random/* systemRandom */.v.token()}`,
            sink: await sinkOf(situation, render),
            archive: await archiveOf(situation, render),
            artifacts: output.artifact ? { client: artifactClient(situation), prefix: artifactPrefix(settings) } : undefined,
        }),
        batchLimits: batch_buffer/* BATCH_LIMITS */.k,
    };
}
/** For `reset`: where a moved position is saved, in addition to the store. */
function savingParts(situation, { store }) {
    const { settings, environment, log } = situation;
    const hasArtifacts = settings.position.stateDir === undefined && reachesArtifacts(environment);
    return {
        store,
        files: situation.files,
        clock: clock/* systemClock */.m,
        log,
        stagingDir: (0,external_node_path_.join)(environment.temp, 'collect-audit-log', 'staging'),
        signingKey: (0,compose_position/* trustOf */.An)(situation)?.key,
        artifacts: hasArtifacts ? { client: artifactClient(situation), prefix: artifactPrefix(settings) } : undefined,
    };
}
async function deliveryParts(situation, { store, prune }) {
    const { settings, environment, log, writeLines, end } = situation;
    const { output, position, recording } = settings;
    const render = await renderFor(settings);
    const hasArtifacts = reachesArtifacts(environment) && recording?.kind !== 'replay';
    return {
        render,
        files: situation.files,
        clock: clock/* systemClock */.m,
        log,
        run: runFacts(situation),
        signingKey: (0,compose_position/* trustOf */.An)(situation)?.key,
        outputDir: output.dir,
        writeLines,
        report: await reportOf(settings, render),
        end: end.signal,
        stagingDir: (0,external_node_path_.join)(environment.temp, 'collect-audit-log', 'staging'),
        store,
        prune,
        sink: await sinkOf(situation, render),
        archive: await archiveOf(situation, render),
        artifacts: hasArtifacts
            ? {
                client: artifactClient(situation),
                prefix: artifactPrefix(settings),
                holdEvents: output.artifact,
                arePositions: position.stateDir === undefined,
            }
            : undefined,
    };
}
function reachesArtifacts(environment) {
    return !(0,inputs_environment/* isEnterpriseServer */.vh)(environment) && environment.hasRuntimeToken;
}
/** How all names of this run's artifacts begin; it holds only letters, digits, `-`, `_` and `.`. */
function artifactPrefix({ output, target }) {
    return `${output.artifactName}-${target.name.replaceAll(/[^\w.-]/g, '-').slice(0, TARGET_CHARACTERS_MAX)}`;
}
function artifactClient({ settings: { output }, end }) {
    const limits = { clock: clock/* systemClock */.m, watch: http_watch/* watchSystemHttp */.V, end };
    return openActionsArtifacts({ retentionDays: output.retentionDays, compressionLevel: COMPRESSION_LEVEL }, limits);
}
/** The text as it came needs no format to be loaded. */
async function renderFor({ api, output, target }) {
    if (output.format === 'raw')
        return raw/* renderRaw */.p;
    const { createFormat } = await __webpack_require__.e(/* import() */ 496).then(__webpack_require__.bind(__webpack_require__, 66496));
    return createFormat(output.format, { source: (0,source_host/* describeHost */.Y)(api.url).webOrigin, apiUrl: api.url, target });
}
/** The page is a fifth of the program, and few runs write one. */
async function reportOf({ reporting, encryptTo }, render) {
    if (!reporting.report)
        return undefined;
    return (await Promise.all(/* import() */[__webpack_require__.e(220), __webpack_require__.e(820)]).then(__webpack_require__.bind(__webpack_require__, 15820))).createReportWriter(render, encryptTo);
}
async function sinkOf(situation, render) {
    const { settings, environment, log, end, hide } = situation;
    const { sink } = settings;
    if (sink === undefined)
        return undefined;
    const world = { http: http/* systemHttp */.E, clock: clock/* systemClock */.m, random: random/* systemRandom */.v, log, render, endsAt: end.at, hide };
    const { connectSink } = await Promise.all(/* import() */[__webpack_require__.e(230), __webpack_require__.e(929)]).then(__webpack_require__.bind(__webpack_require__, 43929));
    return connectSink({ ...settings, sink }, environment, world);
}
/** The archive of a run that has one. Rejects with `InputError` when this job has no credential for it. */
async function archiveOf(situation, render) {
    const { settings, environment, log, hide, end } = situation;
    const { archive } = settings;
    if (archive === undefined)
        return undefined;
    const world = { http: http/* systemHttp */.E, clock: clock/* systemClock */.m, random: random/* systemRandom */.v, log, hide, render, endsAt: end.at };
    return connectArchive({ ...settings, archive }, environment, world);
}
function runFacts({ settings, environment, redact }) {
    const { target, api, output, position, privacy } = settings;
    const { runId, runAttempt, repository, repositoryId, workflow, ref, sha } = environment;
    return {
        tool: version/* TOOL */.j,
        run: {
            repository: repository === undefined ? null : `${repository.owner}/${repository.repo}`,
            ...{ repositoryId, workflow, ref, sha },
            id: runId,
            attempt: runAttempt,
        },
        target,
        apiHost: new URL(api.url).host,
        ...describePhrase(settings, redact),
        format: output.format,
        compression: output.compression,
        encryptedTo: settings.encryptTo,
        droppedFields: privacy.droppedFields,
        pseudonymizedFields: privacy.pseudonyms?.fields ?? [],
        dedupeId: position.dedupeId.join('.'),
    };
}


/***/ }),

/***/ 71790:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  m: () => (/* binding */ connectAuditLog),
  t: () => (/* binding */ connectOwnRepository)
});

;// CONCATENATED MODULE: ./lib/github/app-jwt.js
/** A JSON web token that is good for some minutes by a clock which is `offsetMs` ahead of this machine's. */
async function signAppJwt({ appId, privateKey }, offsetMs) {
    const { createAppAuth } = await Promise.all(/* import() */[__webpack_require__.e(561), __webpack_require__.e(479)]).then(__webpack_require__.bind(__webpack_require__, 76479));
    // Not in the library's types, but in its state: seconds that the server is ahead.
    const strategy = { appId, privateKey, timeDifference: Math.round(offsetMs / 1000) };
    const { token } = await createAppAuth(strategy)({ type: 'app' });
    return token;
}

// EXTERNAL MODULE: ./lib/github/credentials.js
var github_credentials = __webpack_require__(94377);
// EXTERNAL MODULE: ./lib/model/assert.js
var assert = __webpack_require__(76779);
// EXTERNAL MODULE: ./lib/runtime/http-client.js
var http_client = __webpack_require__(47200);
;// CONCATENATED MODULE: ./lib/github/connection.js
/**
 * What every request to a GitHub API says, and where it goes: the configured root plus a path, so that the token reaches that
 * origin only.
 */

const BODY_BYTES_MAX = 32 * 1024 * 1024;
async function headersOf({ apiVersion, userAgent, bearer }) {
    const token = await bearer();
    return {
        accept: 'application/vnd.github+json',
        'x-github-api-version': apiVersion,
        'user-agent': userAgent,
        ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
    };
}
function rootOf({ url }) {
    return url.replace(/\/+$/, '');
}
/** Path and query, fully encoded: Octokit would treat `:name` and `{name}` in it as templates. */
function renderPath({ path, query }) {
    (0,assert/* assert */.v)(/^(\/(?!\.{1,2}(\/|$))[\w.~%!'()*-]+)+$/.test(path), 'an API path is absolute, encoded and without a query');
    const pairs = Object.entries(query).map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
    return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`;
}

;// CONCATENATED MODULE: ./lib/github/octokit.js
/**
 * GitHub's REST API over Octokit, which builds the request and nothing more. It is sent by the run's own HTTP client,
 * and what comes back is read here, because Octokit treats a body that was cut short as an empty one, parses numbers
 * away, and calls a dead connection "status 500".
 */



const SILENT = { debug: () => { }, info: () => { }, warn: () => { }, error: () => { } };
async function connectOctokit(connection) {
    const { Octokit } = await Promise.all(/* import() */[__webpack_require__.e(561), __webpack_require__.e(271), __webpack_require__.e(303)]).then(__webpack_require__.bind(__webpack_require__, 11303));
    const octokit = new Octokit({ baseUrl: rootOf(connection), log: SILENT });
    const bodyBytesMax = connection.bodyBytesMax ?? BODY_BYTES_MAX;
    async function send(method, request, signal) {
        const url = renderPath(request);
        const headers = await headersOf(connection);
        const watched = watchExchange(bodyBytesMax, signal);
        // Octokit rejects with its own picture of a failure; what really happened is known to the exchange.
        await octokit
            .request({ method, url, headers: { ...headers }, request: { fetch: watched.fetch, signal, log: SILENT } })
            .catch(() => { });
        return watched.result();
    }
    return {
        get: (request, signal) => send('GET', request, signal),
        post: (request, signal) => send('POST', request, signal),
        delete: (request, signal) => send('DELETE', request, signal),
    };
}
/** An empty answer that Octokit cannot misread, without the `Response` that would load Node's own fetch. */
const EMPTY = { status: 204, ok: true, url: '', headers: new Map() };
/** A `fetch` that keeps the complete response, or why there is none. */
function watchExchange(bodyBytesMax, signal) {
    let outcome;
    return {
        fetch: async (url, { method, headers }) => {
            try {
                const answer = await (0,http_client/* exchange */.cv)({ method, url: new URL(url), headers, bodyBytesMax }, signal);
                outcome = { kind: 'answered', answer };
                return EMPTY;
            }
            catch (error) {
                outcome = { kind: 'failed', error };
                throw error;
            }
        },
        result() {
            (0,assert/* assert */.v)(outcome !== undefined, 'Octokit sends every request that it is given');
            if (outcome.kind === 'failed')
                throw outcome.error;
            return outcome.answer;
        },
    };
}

;// CONCATENATED MODULE: ./lib/github/page-api.js
/**
 * The pages of the audit log over the run's own HTTP client. A backlog is thousands of them, nothing of Octokit is needed for
 * one, and a run that keeps its position in a directory does not load it at all (docs/decisions/0013-http-client.md).
 */


/** Nothing is connected yet. */
function connectPages(connection) {
    const root = rootOf(connection);
    const bodyBytesMax = connection.bodyBytesMax ?? BODY_BYTES_MAX;
    return {
        async get(request, signal) {
            const url = new URL(root + renderPath(request));
            const headers = await headersOf(connection);
            return (0,http_client/* exchange */.cv)({ method: 'GET', url, headers, bodyBytesMax }, signal);
        },
    };
}

// EXTERNAL MODULE: ./lib/model/errors.js
var errors = __webpack_require__(73434);
;// CONCATENATED MODULE: ./lib/github/repository-rows.js
/** `undefined` when the answer does not say whether anyone can read the repository. */
function parseRepository(value) {
    const fields = parseFields(value);
    const isPrivate = fields?.['private'];
    const visibility = fields?.['visibility'];
    const defaultBranch = fields?.['default_branch'];
    if (typeof isPrivate !== 'boolean' || typeof defaultBranch !== 'string')
        return undefined;
    // When the two disagree, the answer that keeps events private wins.
    return { isPublic: !isPrivate || visibility === 'public', defaultBranch };
}
function parseCacheRows(value) {
    return parseRows(value, 'actions_caches', (row) => {
        const [id, createdAt] = [parseCount(row['id']), parseInstant(row['created_at'])];
        const { key, ref } = row;
        if (id === undefined || createdAt === undefined || typeof key !== 'string' || typeof ref !== 'string')
            return undefined;
        return { id, key, ref, createdAt };
    });
}
function parseArtifactRows(value) {
    return parseRows(value, 'artifacts', parseArtifact);
}
function parseArtifactRow(value) {
    const row = parseFields(value);
    return row === undefined ? undefined : parseArtifact(row);
}
function parseArtifact(row) {
    const [id, createdAt] = [parseCount(row['id']), parseInstant(row['created_at'])];
    const sizeBytes = parseCount(row['size_in_bytes']);
    const { name, expired } = row;
    if (id === undefined || createdAt === undefined || sizeBytes === undefined)
        return undefined;
    if (typeof name !== 'string' || typeof expired !== 'boolean')
        return undefined;
    const expiresAt = parseInstant(row['expires_at']);
    return { id, name, expired, sizeBytes, createdAt, expiresAt, uploader: parseUploader(row['workflow_run']) };
}
function parseUploader(value) {
    const run = parseFields(value);
    const runId = parseCount(run?.['id']);
    if (runId === undefined)
        return undefined;
    return { runId, home: homeOf(run?.['repository_id'], run?.['head_repository_id']) };
}
function parseRunRows(value) {
    return parseRows(value, 'workflow_runs', parseRun);
}
function parseRunRow(value) {
    const row = parseFields(value);
    return row === undefined ? undefined : parseRun(row);
}
function parseRun(row) {
    const id = parseCount(row['id']);
    const startedAt = parseInstant(row['run_started_at'] ?? row['created_at']);
    const { event, head_sha: headSha } = row;
    if (id === undefined || startedAt === undefined)
        return undefined;
    if (typeof event !== 'string' || typeof headSha !== 'string')
        return undefined;
    const home = homeOf(parseFields(row['repository'])?.['id'], parseFields(row['head_repository'])?.['id']);
    const headBranch = typeof row['head_branch'] === 'string' ? row['head_branch'] : undefined;
    return { id, event, headSha, headBranch, home, startedAt };
}
function homeOf(repositoryId, headRepositoryId) {
    const [own, head] = [parseCount(repositoryId), parseCount(headRepositoryId)];
    if (own === undefined || head === undefined)
        return 'not-said';
    return own === head ? 'own' : 'foreign';
}
/** How a commit lies to the default branch; `behind` and `identical`: in its history. */
function parseComparison(value) {
    const status = parseFields(value)?.['status'];
    return typeof status === 'string' ? status : undefined;
}
function parseRows(value, name, parse) {
    const fields = parseFields(value);
    const total = parseCount(fields?.['total_count']);
    const list = fields?.[name];
    if (total === undefined || !Array.isArray(list))
        return undefined;
    const rows = [];
    for (const item of list) {
        const row = parseFields(item);
        const parsed = row === undefined ? undefined : parse(row);
        if (parsed === undefined)
            return undefined;
        rows.push(parsed);
    }
    return { rows, total };
}
function parseFields(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
}
function parseCount(value) {
    return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}
function parseInstant(value) {
    const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN;
    return Number.isNaN(ms) ? undefined : ms;
}

// EXTERNAL MODULE: ./lib/model/version.js
var version = __webpack_require__(83341);
// EXTERNAL MODULE: ./lib/resilience/duration.js
var duration = __webpack_require__(95741);
// EXTERNAL MODULE: ./lib/resilience/retry.js + 2 modules
var retry = __webpack_require__(20026);
;// CONCATENATED MODULE: ./lib/github/rest-questions.js
/**
 * One query to the REST API about the workflow's own repository, retried until it is answered or certainly will not be:
 * a few tries within two minutes. What a refusal means is known where the audit log is read; nothing of what GitHub
 * wrote is shown.
 */





const DEADLINE_MS = 120_000;
const SETTINGS = {
    requestTimeoutMs: 60_000,
    retry: { attempts: 4, initialBackoffMs: 1_000, maxBackoffMs: 8_000, multiplier: 2 },
    // Each query is bounded by its own tries; a breaker would let one list speak for another.
    breaker: { failures: Number.MAX_SAFE_INTEGER, successes: 1, cooldownMs: 0 },
};
const RATE_LIMIT_HINT = 'All jobs of this repository share one budget: run this workflow at another time. Nothing was read and nothing is lost; see docs/troubleshooting.md#own-token.';
/** A storage may pack nothing more: what it holds is a zip. */
const STORAGE_HEADERS = { 'user-agent': version/* TOOL */.j.name, 'accept-encoding': 'identity' };
const OUTAGE_HINT = 'See https://www.githubstatus.com; the next run continues where this one stopped.';
class RestQuestions {
    #deps;
    #retry;
    constructor(deps) {
        this.#deps = deps;
        this.#retry = new retry/* Retry */.f({ ...deps, settings: SETTINGS });
    }
    ask(question, signal) {
        const { path, query } = question;
        const send = async (within) => this.#deps.client.get({ path, query }, within);
        const read = ({ status, body }) => status === 200 ? question.parse(parseJson(body.toString())) : undefined;
        return this.#run(question, { send, read, refusalOf: (response) => response }, signal);
    }
    /** As `ask`, for what may not be there, or not be shown to this token: `undefined` then. */
    async find(question, hidden, signal) {
        const { path, query } = question;
        const send = async (within) => this.#deps.client.get({ path, query }, within);
        const { what, permission } = question;
        const read = (response) => {
            const { status, body } = response;
            const now = this.#deps.clock.now();
            // A rate limit has the same statuses, and says nothing about what is there.
            const refusal = () => this.#deps.refusals.judge({ response, what, permission, unstatedWaits: 0, now });
            if (hidden.includes(status) && refusal().kind === 'fail')
                return { value: undefined };
            const value = status === 200 ? question.parse(parseJson(body.toString())) : undefined;
            return value === undefined ? undefined : { value };
        };
        return (await this.#run(question, { send, read, refusalOf: (response) => response }, signal)).value;
    }
    /** Resolves also when it is gone already. */
    async delete(request, signal) {
        const send = async (within) => this.#deps.client.delete({ path: request.path, query: {} }, within);
        const read = ({ status }) => (status === 204 || status === 200 || status === 404 ? true : undefined);
        await this.#run(request, { send, read, refusalOf: (response) => response }, signal);
    }
    /** GitHub redirects to a storage, which is called without the token. */
    download(download, signal) {
        return this.#run(download, {
            send: (within) => this.#follow(download, within),
            read: (sent) => (sent.kind === 'content' && sent.status === 200 ? sent.bytes : undefined),
            refusalOf: (sent) => (sent.kind === 'answer' ? sent.response : judgeStorage(download, sent)),
        }, signal);
    }
    async #follow({ path, bytesMax }, signal) {
        const response = await this.#deps.client.get({ path, query: {} }, signal);
        if (response.status !== 302)
            return { kind: 'answer', response };
        const location = this.#storageUrl(response.headers['location']);
        if (location === undefined)
            return { kind: 'astray' };
        const { status, body } = await (this.#deps.fetchStored ?? http_client/* exchange */.cv)({ method: 'GET', url: location, headers: STORAGE_HEADERS, bodyBytesMax: bytesMax }, signal);
        return { kind: 'content', status, bytes: body };
    }
    /** Only over https, or on the API's own host, which is how a local GitHub serves it. */
    #storageUrl(location) {
        const url = location === undefined ? null : URL.parse(location);
        if (url === null || url.username !== '' || url.password !== '')
            return undefined;
        const { protocol, host } = new URL(this.#deps.apiUrl);
        return url.protocol === 'https:' || (url.protocol === protocol && url.host === host) ? url : undefined;
    }
    async #run({ what, permission }, { send, read, refusalOf }, signal) {
        const { clock, refusals, endsAt } = this.#deps;
        let waits = 0;
        let last = '';
        const note = (verdict) => {
            if (verdict.kind === 'retry' || verdict.kind === 'wait')
                last = ` (${verdict.failure})`;
            if (verdict.kind === 'wait')
                waits += 1;
            return verdict;
        };
        const judge = (answer) => {
            const value = read(answer);
            if (value !== undefined)
                return { kind: 'done', value };
            const refusal = refusalOf(answer);
            if ('kind' in refusal)
                return note(refusal);
            return note(refusals.judge({ response: refusal, what, permission, unstatedWaits: waits, now: clock.now() }));
        };
        const classify = (error) => error instanceof http_client/* BodyTooLargeError */.Au
            ? { kind: 'fail', error: new errors/* UpstreamError */.gA(`${what} brought ${error.message}`, { hint: OUTAGE_HINT }) }
            : note(refusals.classify(error));
        const startedAt = clock.now();
        const deadlineAt = startedAt + Math.min(DEADLINE_MS, (endsAt - startedAt) / 2);
        const retried = await this.#retry.run({ what, send, judge, classify }, deadlineAt, signal);
        if (retried.kind === 'done')
            return retried.value;
        signal.throwIfAborted();
        if (retried.reason === 'rate-limit') {
            const hint = waits > 0 ? RATE_LIMIT_HINT : OUTAGE_HINT;
            const most = (0,duration/* renderDuration */.P)(deadlineAt - startedAt);
            throw new errors/* UpstreamError */.gA(`${what} has to wait longer than ${most}${last}`, { hint });
        }
        const waited = (0,duration/* renderDuration */.P)(clock.now() - startedAt);
        throw new errors/* UpstreamError */.gA(`${what} received no response within ${waited}${last}`, { hint: OUTAGE_HINT });
    }
}
function judgeStorage({ what }, sent) {
    const failure = sent.kind === 'astray' ? 'a redirect that is not followed' : `HTTP ${sent.status} from the storage`;
    return sent.kind === 'content' && (sent.status >= 500 || sent.status === 429)
        ? { kind: 'retry', failure, hint: OUTAGE_HINT, waitMs: undefined }
        : { kind: 'fail', error: new errors/* UpstreamError */.gA(`${what} failed: ${failure}`, { hint: OUTAGE_HINT }) };
}
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./lib/github/rest-repository.js
/**
 * The workflow's own repository over REST. Its lists are proofs: a list counts as empty only when GitHub said so in
 * full. So each is read to its announced end, and a response that cannot be understood is an error, never an empty
 * list.
 */



const PER_PAGE = 100;
/** Needs `actions: read`, and `actions: write` to delete caches. No connection is made yet. */
function connectRepository(settings) {
    const questions = new RestQuestions(settings);
    const root = `/repos/${encodeURIComponent(settings.owner)}/${encodeURIComponent(settings.repo)}`;
    const permission = 'actions: read';
    async function* walk({ what, path, query, parse }, signal) {
        let seen = 0;
        for (let page = 1;; page += 1) {
            const question = { what, path: root + path, query: { ...query, per_page: `${PER_PAGE}`, page: `${page}` } };
            const { rows, total } = await questions.ask({ ...question, permission, parse }, signal);
            seen += rows.length;
            if (rows.length > 0)
                yield rows;
            if (seen >= total)
                return;
            if (rows.length === 0)
                throw endedEarly(what, seen, total);
        }
    }
    const describe = memoize((signal) => {
        const what = 'Reading the visibility of this repository';
        return questions.ask({ what, path: root, query: {}, permission: undefined, parse: parseRepository }, signal);
    });
    const defaultBranch = async (signal) => (await describe(signal)).defaultBranch;
    return {
        isPublic: async (signal) => (await describe(signal)).isPublic,
        defaultBranch,
        async listCaches({ prefix, ref }, signal) {
            const what = 'Listing the caches of this repository';
            const query = { key: prefix, ref, sort: 'created_at', direction: 'desc' };
            const pages = await Array.fromAsync(walk({ what, path: '/actions/caches', query, parse: parseCacheRows }, signal));
            return pages
                .flat()
                .filter((row) => row.key.startsWith(prefix) && row.ref === ref)
                .toSorted((a, b) => b.createdAt - a.createdAt || b.id - a.id);
        },
        deleteCache(id, signal) {
            const what = 'Deleting an old cache entry';
            return questions.delete({ what, path: `${root}/actions/caches/${id}`, permission: 'actions: write' }, signal);
        },
        listArtifacts(signal) {
            const what = 'Listing the artifacts of this repository';
            return walk({ what, path: '/actions/artifacts', query: {}, parse: parseArtifactRows }, signal);
        },
        findArtifact(id, signal) {
            const what = 'Looking for an artifact of this repository';
            const path = `${root}/actions/artifacts/${id}`;
            return questions.find({ what, path, query: {}, permission, parse: parseArtifactRow }, NOT_THERE, signal);
        },
        downloadArtifact(id, bytesMax, signal) {
            const what = 'Downloading an artifact of this repository';
            return questions.download({ what, path: `${root}/actions/artifacts/${id}/zip`, permission, bytesMax }, signal);
        },
        ...requestsAboutRuns(questions, { root, defaultBranch }),
        async *listSuccesses(event, signal) {
            const what = 'Looking for an earlier success of this workflow';
            const path = `/actions/workflows/${encodeURIComponent(workflowFile(settings.workflowRef))}/runs`;
            const query = { status: 'success', exclude_pull_requests: 'true', ...(event === undefined ? {} : { event }) };
            const list = { what, path, query, parse: parseRunRows };
            for await (const rows of walk(list, signal))
                yield rows.filter(({ id }) => String(id) !== settings.runId);
        },
    };
}
/** Who uploaded an artifact, and whether that was the default branch's code. */
function requestsAboutRuns(questions, { root, defaultBranch }) {
    const permission = 'actions: read';
    return {
        findRun(id, signal) {
            const what = 'Looking for the run that uploaded an artifact';
            const path = `${root}/actions/runs/${id}`;
            return questions.find({ what, path, query: {}, permission, parse: parseRunRow }, NOT_THERE, signal);
        },
        async hasRunOf(event, sha, signal) {
            const what = 'Looking for other runs of a commit';
            const query = { event, head_sha: sha, per_page: '1' };
            const question = { what, path: `${root}/actions/runs`, query, permission, parse: parseRunRows };
            return (await questions.ask(question, signal)).rows.some((run) => run.event === event && run.headSha === sha && run.home === 'own');
        },
        async isInDefaultHistory(sha, signal) {
            const what = 'Looking for a commit in the default branch';
            const branch = encodeURIComponent(await defaultBranch(signal));
            const path = `${root}/compare/${branch}...${encodeURIComponent(sha)}`;
            const question = {
                what,
                path,
                query: { per_page: '1' },
                permission: 'contents: read',
                parse: parseComparison,
            };
            const status = await questions.find(question, NOT_SHOWN, signal);
            return status === undefined ? undefined : status === 'behind' || status === 'identical';
        },
    };
}
const NOT_THERE = [404];
/** GitHub hides what a token cannot see either way. */
const NOT_SHOWN = [403, 404];
/** Requested once; a failure is requested again. */
function memoize(ask) {
    let known;
    return (signal) => {
        const answer = known ?? ask(signal);
        known = answer;
        answer.catch(() => {
            known = undefined;
        });
        return answer;
    };
}
/** GitHub announced more rows than it shows: the rest is unknown. */
function endedEarly(what, seen, total) {
    return new errors/* UpstreamError */.gA(`${what} ended after ${seen} of ${total} rows`, {
        hint: 'Run it again; if it persists, see https://www.githubstatus.com.',
    });
}
function workflowFile(workflowRef) {
    const file = /\/\.github\/workflows\/([^/@]+)@/.exec(workflowRef)?.[1];
    if (file !== undefined)
        return file;
    throw new errors/* UpstreamError */.gA('GITHUB_WORKFLOW_REF does not name the workflow of this run', {
        hint: 'Run it as a step of a workflow, or keep the position in a `state-dir`.',
    });
}

// EXTERNAL MODULE: ./lib/runtime/clock.js
var clock = __webpack_require__(37642);
// EXTERNAL MODULE: ./lib/runtime/random.js
var random = __webpack_require__(18385);
// EXTERNAL MODULE: ./lib/resilience/http-date.js
var http_date = __webpack_require__(95014);
// EXTERNAL MODULE: ./lib/resilience/rate-limit.js
var rate_limit = __webpack_require__(15257);
;// CONCATENATED MODULE: ./lib/source/finding.js
/**
 * What a person reads about a failure: its cause, what to do, and the section of docs/troubleshooting.md with more.
 * Every text is our own.
 */
/** The sections of docs/troubleshooting.md that errors link to. */
const ANCHORS = (/* unused pure expression or super */ null && ([
    'bad-credentials',
    'saml-sso',
    'user-agent',
    'classic-token-forbidden',
    'token-policy',
    'ip-allow-list',
    'github-token',
    'github-app',
    'fine-grained-token',
    'not-an-owner',
    'missing-scope',
    'forbidden',
    'not-found',
    'redirect',
    'api-version',
    'proxy',
    'not-github',
    'own-token',
    'query-refused',
    'certificate',
    'clock',
    'network',
    'server-errors',
    'rate-limit',
]));
/** A hint that ends in a link. */
function withLink(advice, anchor) {
    return `${advice} See docs/troubleshooting.md#${anchor}`;
}

// EXTERNAL MODULE: ./lib/source/host.js
var source_host = __webpack_require__(76471);
;// CONCATENATED MODULE: ./lib/source/refusals.js
/** The most specific one comes first. */
const REFUSALS = [
    {
        pattern: /saml enforcement/i,
        anchor: 'saml-sso',
        cause: 'the token is not authorized for single sign-on',
        advice: 'Under Settings > Developer settings > Personal access tokens, choose "Configure SSO" next to the token and authorize it for the organization.',
    },
    {
        pattern: /administrative rules|user-agent header/i,
        anchor: 'user-agent',
        cause: 'the request came without a user agent that it accepts',
        advice: 'Check the `user-agent` input, and whether a proxy on the way removes the header.',
    },
    {
        pattern: /forbids access via a personal access token \(classic\)/i,
        anchor: 'classic-token-forbidden',
        cause: 'its owners forbid classic personal access tokens',
        advice: 'For an organization, use a fine-grained token or a GitHub App with the organization permission "Administration" (read); or have an owner allow classic tokens.',
    },
    {
        pattern: /forbids access via a|token['\u2019]s lifetime/i,
        anchor: 'token-policy',
        cause: 'its policy does not allow this kind of token or its lifetime',
        advice: 'Have an owner check the policies for personal access tokens, then use a token that they allow.',
    },
    {
        pattern: /ip allow list/i,
        anchor: 'ip-allow-list',
        cause: 'its IP allow list does not contain the address of this runner',
        advice: 'Run the job on a runner with an allowed address, or have an owner add the address to the list.',
    },
    {
        pattern: /not accessible by integration/i,
        anchor: 'github-token',
        cause: 'the token is the GITHUB_TOKEN of a workflow, or of a GitHub App without the permission',
        advice: 'GITHUB_TOKEN can never read an audit log. Use a personal access token of an owner, or for an organization a GitHub App with the organization permission "Administration" (read).',
    },
    {
        pattern: /not accessible by personal access token/i,
        anchor: 'fine-grained-token',
        cause: 'the fine-grained token lacks the permission',
        advice: 'For an organization, give it the organization permission "Administration" (read), with the organization as resource owner; an enterprise needs a classic token with read:audit_log.',
    },
    {
        pattern: /must have admin rights|must be an? .{0,40}(?:owner|admin)/i,
        anchor: 'not-an-owner',
        cause: 'the user of the token is not an owner',
        advice: 'Use a token of an organization owner, or for an enterprise of an enterprise owner.',
    },
];
/** The refusal that a 403 is, or `undefined` when it is none of the known ones. */
function findRefusal(response) {
    const sso = response.headers['x-github-sso'] !== undefined;
    const body = response.body.toString();
    return REFUSALS.find(({ anchor, pattern }) => (sso && anchor === 'saml-sso') || pattern.test(body));
}

;// CONCATENATED MODULE: ./lib/source/sso-url.js
/**
 * The page on which a token can be authorized for single sign-on, as the `X-GitHub-SSO` header names it. It is shown only
 * if it could not be anything else: on the web host that belongs to the configured API, of the one known shape, in
 * characters that cannot break out of a log line.
 * https://docs.github.com/en/rest/authentication/authenticating-to-the-rest-api
 */
const SSO_PATH = /^\/(?:orgs|enterprises)\/[A-Za-z0-9-]{1,100}\/sso$/;
const SSO_QUERY = /^(?:\?authorization_request=[A-Za-z0-9_-]{1,500}(?:%3D){0,2})?$/;
/** @param header `required; url=https://\u2026` */
function readSsoUrl(header, webOrigin) {
    const text = /^required;\s?url=(https?:\/\/\S{1,1000})$/.exec(header.trim())?.[1];
    if (text === undefined || !URL.canParse(text))
        return undefined;
    const url = new URL(text);
    const trusted = url.origin === webOrigin &&
        url.username === '' &&
        url.password === '' &&
        url.hash === '' &&
        SSO_PATH.test(url.pathname) &&
        SSO_QUERY.test(url.search);
    return trusted ? url.href : undefined;
}

;// CONCATENATED MODULE: ./lib/source/diagnose.js





/** What a refusal means; which responses are refusals is decided in `classify-response.ts`. */
function diagnose(response, circumstances) {
    const { status } = response;
    const finding = status === 403 ? explain403(response, circumstances) : explainStatus(response, circumstances);
    return new errors/* AccessError */.Zz(`GitHub answered ${status} for ${nameTarget(circumstances.target)}: ${finding.cause}`, {
        hint: withLink(finding.advice, finding.anchor),
    });
}
function nameTarget(target) {
    return `${target.kind} "${target.name}"`;
}
function isHtml(response) {
    return /^\s*text\/html\b/i.test(response.headers['content-type'] ?? '');
}
const SCOPE = 'Use a classic token with the scope read:audit_log (for an enterprise on Enterprise Server: admin:enterprise)';
const SCOPES_THAT_READ = ['read:audit_log', 'audit_log', 'admin:org', 'admin:enterprise'];
function explain403(response, circumstances) {
    const known = findRefusal(response);
    if (known?.anchor === 'github-token' && circumstances.asker === 'app')
        return APP_WITHOUT_PERMISSION;
    if (known?.anchor === 'saml-sso')
        return withSsoUrl(known, response, circumstances);
    if (known !== undefined)
        return known;
    if (isHtml(response))
        return NOT_GITHUB;
    if (lacksScope(response)) {
        return { anchor: 'missing-scope', cause: 'the classic token lacks the scope', advice: `${SCOPE}.` };
    }
    return {
        anchor: 'forbidden',
        cause: 'the token has no permission to read this audit log',
        advice: `${SCOPE}, of an owner; for an organization a fine-grained token or a GitHub App with the organization permission "Administration" (read) works as well.`,
    };
}
const APP_WITHOUT_PERMISSION = {
    anchor: 'github-app',
    cause: 'the GitHub App lacks the permission',
    advice: 'Give the App the organization permission "Administration" (read) in its settings, and have an owner of the organization accept the change under Settings > GitHub Apps.',
};
function withSsoUrl(finding, response, circumstances) {
    const url = readSsoUrl(response.headers['x-github-sso'] ?? '', (0,source_host/* describeHost */.Y)(circumstances.apiUrl).webOrigin);
    return url === undefined ? finding : { ...finding, advice: `${finding.advice} Or open ${url} in a browser.` };
}
/** GitHub lists the scopes of classic tokens, and only of those. */
function lacksScope(response) {
    const scopes = response.headers['x-oauth-scopes']?.split(',').map((scope) => scope.trim());
    return scopes !== undefined && !scopes.some((scope) => SCOPES_THAT_READ.includes(scope));
}
const NOT_GITHUB = {
    anchor: 'not-github',
    cause: 'the response is a web page, so it most likely came from a proxy, a firewall or the web site, not from the API',
    advice: 'Check `api-url` (https://api.github.com, https://api.NAME.ghe.com or https://HOST/api/v3) and any proxy between the runner and it.',
};
const PROXY_WANTS_CREDENTIALS = {
    anchor: 'proxy',
    cause: 'a proxy between the runner and GitHub requires credentials',
    advice: 'Set the proxy variables of the runner with credentials that the proxy accepts.',
};
/** The App had a token a moment ago, and its next one is refused as well. */
const APP_TOKEN_REFUSED = {
    anchor: 'github-app',
    cause: 'it does not accept the token of the GitHub App that it has just issued',
    advice: 'Check whether the App was uninstalled or suspended; if not, run again later.',
};
function explainStatus(response, circumstances) {
    const { status } = response;
    if (status >= 300 && status < 400) {
        return {
            anchor: 'redirect',
            cause: 'it redirects, which is not followed, so that the token is sent nowhere else',
            advice: 'Check `api-url`: https, the API host and on Enterprise Server /api/v3. A renamed organization also redirects: use its current name.',
        };
    }
    switch (status) {
        case 401:
            if (circumstances.asker === 'app')
                return APP_TOKEN_REFUSED;
            return {
                anchor: 'bad-credentials',
                cause: 'the token is wrong, expired or revoked',
                advice: 'Set a valid token in the secret behind the `token` input, and check that the job can read that secret.',
            };
        case 404:
            return explain404(response, circumstances);
        case 407:
            return PROXY_WANTS_CREDENTIALS;
        default:
            if (isHtml(response))
                return NOT_GITHUB;
            if (status === 400 && /version/i.test(response.body.toString())) {
                return {
                    anchor: 'api-version',
                    cause: 'it does not support this version of its API',
                    advice: 'Set `api-version` to a version that this host supports, or remove it for 2022-11-28.',
                };
            }
            return {
                anchor: 'query-refused',
                cause: 'it does not accept the query',
                advice: 'Check the `phrase` input first; it is the only part of the query that is free text.',
            };
    }
}
function explain404(response, { target, apiUrl }) {
    const host = (0,source_host/* describeHost */.Y)(apiUrl);
    if (host.kind === 'server' && !host.rootLooksRight) {
        return {
            anchor: 'not-found',
            cause: 'the API root is not that of GitHub Enterprise Server',
            advice: 'Set `api-url` to https://HOST/api/v3.',
        };
    }
    if (isHtml(response))
        return NOT_GITHUB;
    if (target.kind === 'organization') {
        return {
            anchor: 'not-found',
            cause: host.kind === 'github.com'
                ? 'the organization does not exist, is not on GitHub Enterprise Cloud, or the token has no permission to read its audit log (GitHub does not distinguish these)'
                : 'the organization does not exist, or the token has no permission to read its audit log (GitHub does not distinguish these)',
            advice: 'Check the login (the slug of an enterprise belongs in `enterprise`, which is read at /enterprises/SLUG/audit-log); that the token belongs to an owner; and its permission: scope read:audit_log, or "Administration" (read) of a fine-grained token or GitHub App.',
        };
    }
    return {
        anchor: 'not-found',
        cause: 'the enterprise does not exist, or the token has no permission to read its audit log (GitHub does not distinguish these)',
        advice: `${ENTERPRISE_SLUG[host.kind]} (an organization belongs in \`organization\`); and use a classic token of an enterprise owner with the scope ${host.kind === 'server' ? 'admin:enterprise' : 'read:audit_log'}.`,
    };
}
const ENTERPRISE_SLUG = {
    'github.com': 'Check the slug, as in github.com/enterprises/SLUG',
    'data-residency': 'Check the slug, which is the NAME in NAME.ghe.com',
    server: 'Check the slug, which is almost always "github" on Enterprise Server',
};

;// CONCATENATED MODULE: ./lib/source/classify-response.js




/** The shortest wait that GitHub documents when it does not say how long; longer with every repetition. */
const UNSTATED_WAIT_MS = 60_000;
/**
 * With a cursor, these say nothing about it, and neither does a rate limit. 408 and 409 pass; Octokit treats 409 as an
 * empty last page.
 */
const NOT_THE_CURSOR = [401, 403, 407, 408, 409];
function classifyResponse(response, facts) {
    const { status } = response;
    if (status === 200)
        return { kind: 'answered' };
    const limited = classifyRateLimit(response, facts);
    if (limited !== undefined)
        return limited;
    if (status >= 400 && status < 500 && facts.cursorSent && !NOT_THE_CURSOR.includes(status)) {
        return { kind: 'cursor-refused' };
    }
    // 304 answers a conditional request, and none was sent; a cache on the way can err for a moment.
    if (status >= 300 && status < 500 && status !== 304 && status !== 408 && status !== 409) {
        return { kind: 'fail', error: diagnose(response, facts) };
    }
    return {
        kind: 'retry',
        failure: `HTTP ${status}`,
        hint: withLink('Either GitHub or a proxy in front of it has an outage: check https://www.githubstatus.com and run again later. If it persists, set `per-page` lower or `retry-attempts` higher.', 'server-errors'),
        waitMs: (0,rate_limit/* readRetryAfterMs */.jR)(response.headers, facts.now),
    };
}
/**
 * The wait that a rate limit demands, or `undefined` when the answer is none. The order is GitHub's: `Retry-After`, else
 * the reset when nothing is left, else a minute and more.
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
 */
function classifyRateLimit(response, facts) {
    if (response.status !== 403 && response.status !== 429)
        return undefined;
    const failure = nameRateLimit(response);
    const statedMs = (0,rate_limit/* readStatedWaitMs */.zO)(response.headers, facts.now);
    if (failure === undefined && statedMs === undefined)
        return undefined;
    // The last request of an hour can be refused like any other; waiting for the reset would not help it.
    if (response.status === 403 && findRefusal(response))
        return undefined;
    return {
        kind: 'wait',
        failure: failure ?? `HTTP ${response.status} with a time to wait`,
        waitMs: statedMs ?? UNSTATED_WAIT_MS * 2 ** facts.unstatedWaits,
    };
}
function nameRateLimit(response) {
    const body = response.body.toString();
    if (/secondary rate limit|abuse detection/i.test(body))
        return 'secondary rate limit';
    if ((0,rate_limit/* readRateLimit */.y9)(response.headers)?.remaining === 0)
        return 'the hourly rate limit is used up';
    if (/rate limit/i.test(body))
        return 'rate limit';
    return response.status === 429 ? 'HTTP 429, too many requests' : undefined;
}

;// CONCATENATED MODULE: ./lib/source/diagnose-app.js




function diagnoseApp(step, response, circumstances) {
    const finding = explain(step, response);
    if (finding === undefined)
        return diagnose(response, circumstances);
    const { status } = response;
    return new errors/* AccessError */.Zz(`GitHub answered ${status} to the GitHub App for ${nameTarget(circumstances.target)}: ${finding.cause}`, { hint: withLink(finding.advice, 'github-app') });
}
function explain(step, response) {
    switch (response.status) {
        case 401:
            return {
                cause: 'no App has this id, or the private key is not one of its keys',
                advice: 'Compare `app-id` with the client id or app id on the settings page of the App, and set a private key of that App in the secret behind `app-private-key`.',
            };
        case 403:
            if (findRefusal(response) !== undefined || !/suspended/i.test(response.body.toString()))
                return undefined;
            return {
                cause: 'its installation is suspended',
                advice: 'Have an owner of the organization lift the suspension under Settings > GitHub Apps.',
            };
        case 404:
            return step === 'installation'
                ? {
                    cause: 'the App is not installed there, or the organization does not exist',
                    advice: 'Have an owner install the App on the organization, and check the login.',
                }
                : {
                    cause: 'the App has no installation with that id',
                    advice: 'Remove `app-installation-id`: the installation is then looked up.',
                };
        default:
            return undefined;
    }
}

// EXTERNAL MODULE: ./lib/resilience/failure-codes.js
var failure_codes = __webpack_require__(29424);
;// CONCATENATED MODULE: ./lib/source/network-failure.js
/**
 * What it means that no complete response came: by the code of the failure only, because the message of a network error
 * can contain addresses and more. Everything is tried again except what waiting cannot fix: a certificate that is not
 * trusted, a host name that does not exist, a proxy that is not there.
 */



/** Failures before GitHub had the request, so that its size cannot be the reason; the first that fits is reported. */
const CONNECT = [
    {
        codes: failure_codes/* CONNECT_CODES */.u8.proxyRefused,
        failure: 'the proxy did not connect',
        advice: 'Check HTTPS_PROXY with user and password, and whether the proxy allows this host; NO_PROXY lists hosts to reach without it.',
        anchor: 'proxy',
    },
    {
        codes: failure_codes/* CONNECT_CODES */.u8.unknownHost,
        failure: 'host name not found',
        advice: 'Check `api-url`, and whether the runner can resolve that name.',
        anchor: 'network',
    },
    {
        codes: failure_codes/* CONNECT_CODES */.u8.timedOut,
        failure: 'no connection in time',
        advice: 'Something between the runner and the host drops packets: check whether a firewall lets the runner through, and whether a proxy has to be set.',
        anchor: 'network',
    },
    {
        codes: failure_codes/* CONNECT_CODES */.u8.refused,
        failure: 'connection refused or host unreachable',
        advice: 'Check `api-url`, and whether a firewall lets the runner through or a proxy has to be set.',
        anchor: 'network',
    },
    {
        codes: failure_codes/* CONNECT_CODES */.u8.tls,
        failure: 'TLS handshake failed',
        advice: 'Check that `api-url` names an https port, and whether a proxy on the way intercepts TLS.',
        anchor: 'certificate',
    },
];
const UNCONNECTED = 'Check `api-url`, and whether a firewall or a proxy on the way ends the connection.';
/** Where the address of the proxy is wrong, not that of GitHub. */
const PROXY_ADVICE = 'Check the address in HTTPS_PROXY, and whether the runner can reach that proxy.';
const CUT = 'This is often temporary: run again. If it persists, set `per-page` lower, or `request-timeout` or `retry-attempts` higher.';
/** The disposition of a request without a complete response. */
function classifyRejection(error) {
    const codes = (0,failure_codes/* codesOf */.MZ)(error);
    if (codes.some(failure_codes/* isCertificateCode */.TR)) {
        return {
            kind: 'fail',
            error: new errors/* AccessError */.Zz(`The certificate of the API host is not trusted${(0,failure_codes/* describeWay */.x9)(error)} (${codes.join(', ')})`, {
                hint: withLink('If the host or a proxy uses a certificate of a private authority, set the certificate of that authority in `ca-certificates`; check `api-url` and the clock of the runner.', 'certificate'),
                cause: error,
            }),
        };
    }
    const cause = findConnectCause(codes);
    const way = (0,failure_codes/* describeWay */.x9)(error);
    if (cause !== undefined) {
        const isProxys = way !== '' && cause.anchor === 'network';
        const hint = isProxys ? withLink(PROXY_ADVICE, 'proxy') : withLink(cause.advice, cause.anchor);
        const failure = `${cause.failure}${way} (${codes.join(', ')})`;
        if (!(0,failure_codes/* isHopeless */.cs)(error))
            return network_failure_retry(failure, hint);
        return { kind: 'fail', error: new errors/* UpstreamError */.gA(`No connection to the API: ${failure}`, { hint, cause: error }) };
    }
    if ((0,failure_codes/* isUnconnected */.v5)(error)) {
        const hint = way === '' ? withLink(UNCONNECTED, 'network') : withLink(PROXY_ADVICE, 'proxy');
        return network_failure_retry(`no connection${way} (${codes.join(', ')})`, hint);
    }
    if (isTimeout(error))
        return network_failure_retry('no response in time', withLink(CUT, 'server-errors'));
    return network_failure_retry(`no complete response (${(0,errors/* describeForeign */.eQ)(error)})`, withLink(CUT, 'server-errors'));
}
/** Whether a smaller request could help: not when there was no connection in the first place. */
function mayBeTooLarge(error) {
    return !(0,failure_codes/* isUnconnected */.v5)(error) && findConnectCause((0,failure_codes/* codesOf */.MZ)(error)) === undefined;
}
function findConnectCause(codes) {
    return CONNECT.find((cause) => codes.some((code) => cause.codes.test(code)));
}
function isTimeout(error) {
    return error instanceof Error && error.name === 'TimeoutError';
}
function network_failure_retry(failure, hint) {
    return { kind: 'retry', failure, hint, waitMs: undefined };
}

;// CONCATENATED MODULE: ./lib/source/app-tokens.js







/** A token is replaced this long before its end, so that none expires in transit. */
const MARGIN_MS = 5 * 60_000;
/** What the App's signature tolerates in both directions; a clock within it is not the reason for a refusal. */
const CLOCK_TOLERANCE_MS = 5000;
class AppTokens {
    kind = 'app';
    #deps;
    #retry;
    #client;
    #installationId;
    #token;
    /** How far the server's clock is ahead. */
    #offsetMs = 0;
    constructor(deps) {
        this.#deps = deps;
        const { resilience, clock, random, log } = deps;
        this.#retry = new retry/* Retry */.f({ settings: resilience, clock, random, log });
        this.#installationId = deps.installationId;
    }
    bearer() {
        return this.#token?.value ?? '';
    }
    freshUntil() {
        return this.#token?.freshUntil ?? 0;
    }
    forget() {
        this.#token = undefined;
        return true;
    }
    async prepare(deadlineAt, signal) {
        const { clock, log } = this.#deps;
        if (this.#token !== undefined && clock.now() < this.#token.usableUntil)
            return undefined;
        if (this.#installationId === undefined) {
            const found = await this.#retry.run(this.#lookUp(), deadlineAt, signal);
            if (found.kind === 'stopped')
                return found;
            this.#installationId = found.value;
        }
        const minted = await this.#retry.run(this.#mint(this.#installationId), deadlineAt, signal);
        if (minted.kind === 'stopped')
            return minted;
        this.#token = minted.value;
        log.info(`The GitHub App has a new token for the next ${minutes(minted.value.usableUntil - clock.now())} min.`);
        return undefined;
    }
    #lookUp() {
        const path = `/orgs/${encodeURIComponent(this.#deps.target.name)}/installation`;
        return this.#task('installation', { method: 'get', path, success: 200 }, (body) => {
            const id = body['id'];
            return typeof id === 'number' && Number.isSafeInteger(id) ? id : undefined;
        });
    }
    #mint(installationId) {
        const path = `/app/installations/${installationId}/access_tokens`;
        return this.#task('token', { method: 'post', path, success: 201 }, (body, date) => {
            const [value, ends] = [body['token'], Date.parse(String(body['expires_at']))];
            if (typeof value !== 'string' || !/^[\x21-\x7e]{4,}$/.test(value) || Number.isNaN(ends))
                return undefined;
            this.#deps.hide(value);
            const lastsMs = ends - date;
            const now = this.#deps.clock.now();
            return { value, usableUntil: now + Math.max(lastsMs - MARGIN_MS, lastsMs / 2), freshUntil: now + github_credentials/* FRESH_MS */.k3 };
        });
    }
    #task(step, { method, path, success }, read) {
        let unstatedWaits = 0;
        const ask = async (signal) => (await this.#connected())[method]({ path, query: {} }, signal);
        return {
            what: step === 'token' ? 'Requesting a token of the GitHub App' : 'Looking up the installation of the GitHub App',
            send: async (signal) => {
                const response = await ask(signal);
                return response.status === 401 && this.#learnClock(response) ? ask(signal) : response;
            },
            judge: (response) => {
                if (response.status === success) {
                    const value = read(parseObject(response.body.toString()), (0,http_date/* parseHttpDate */.m)(response.headers['date']) ?? this.#serverNow());
                    return value === undefined ? NOT_AS_DOCUMENTED : { kind: 'done', value };
                }
                const { target, apiUrl, clock } = this.#deps;
                const circumstances = { target, apiUrl, asker: 'app' };
                const requestFacts = { ...circumstances, cursorSent: false, unstatedWaits, now: clock.now() };
                const classified = classifyResponse(response, requestFacts);
                if (classified.kind === 'wait')
                    unstatedWaits += 1;
                if (classified.kind === 'fail')
                    return { kind: 'fail', error: diagnoseApp(step, response, circumstances) };
                return classified.kind === 'retry' || classified.kind === 'wait' ? classified : NOT_AS_DOCUMENTED;
            },
            classify: classifyRejection,
        };
    }
    #connected() {
        this.#client ??= this.#deps.connect(async () => {
            const proof = await this.#deps.sign(this.#offsetMs);
            this.#deps.hide(proof);
            return proof;
        });
        return this.#client;
    }
    #serverNow() {
        return this.#deps.clock.now() + this.#offsetMs;
    }
    /** Whether the refused signature was made by a clock that differs from the server's. */
    #learnClock({ headers }) {
        const date = (0,http_date/* parseHttpDate */.m)(headers['date']);
        if (date === undefined || Math.abs(date - this.#serverNow()) <= CLOCK_TOLERANCE_MS)
            return false;
        this.#offsetMs = date - this.#deps.clock.now();
        return true;
    }
}
const NOT_AS_DOCUMENTED = {
    kind: 'retry',
    failure: 'a response that is not what GitHub documents',
    hint: withLink('Run again later; check `api-url`, and any proxy between the runner and it.', 'not-github'),
    waitMs: undefined,
};
function parseObject(text) {
    try {
        const value = JSON.parse(text);
        return typeof value === 'object' && value !== null ? { ...value } : {};
    }
    catch {
        return {};
    }
}
function minutes(ms) {
    return Math.round(ms / 60_000);
}

// EXTERNAL MODULE: ./lib/model/target.js
var model_target = __webpack_require__(66220);
// EXTERNAL MODULE: ./lib/resilience/deadline.js
var deadline = __webpack_require__(97673);
;// CONCATENATED MODULE: ./lib/source/clock-skew.js
/**
 * Whether this machine's clock is right, by the `Date` of GitHub's responses. Positions, waits and tokens use GitHub's
 * clock whatever this one says; a wrong clock is reported all the same, because TLS certificates and the Actions
 * services depend on it.
 */



/** A slow response, or machines that differ a little, do not mean a wrong clock. */
const SKEW_MAX_MS = 5 * 60_000;
/** A warning in one line, or `undefined` when the clock is right or the response has no `Date`. */
function describeSkew(headers, now) {
    const date = (0,http_date/* parseHttpDate */.m)(headers['date']);
    if (date === undefined || Math.abs(now - date) <= SKEW_MAX_MS)
        return undefined;
    const side = now > date ? 'ahead of' : 'behind';
    const skew = (0,duration/* renderDuration */.P)(Math.abs(now - date));
    return `The clock of the runner is ${skew} ${side} GitHub's. ${withLink('No events are lost, but correct it: TLS certificates and cache expiry depend on it.', 'clock')}.`;
}

;// CONCATENATED MODULE: ./lib/source/cursor-chain.js
/**
 * Notices a list that leads back to where it was, so that no run reads in a circle until its budget is gone. What is
 * remembered is a chain of pages, each requested with the cursor of the page before; several sweeps may walk the same
 * list, or one walk it again from an earlier place, without counting as a circle.
 */
class CursorChains {
    /** By the cursor at its end: every cursor of a chain. */
    #chains = new Map();
    /** Whether a page requested with `after` must not lead to `next`, because its chain has been there. */
    leadsBack(after, next) {
        if (after === undefined)
            return false;
        return after === next || (this.#chains.get(after)?.has(next) ?? false);
    }
    /** Records a page that was accepted. */
    follow(after, next) {
        const chain = (after === undefined ? undefined : this.#chains.get(after)) ?? new Set();
        if (after !== undefined) {
            this.#chains.delete(after);
            chain.add(after);
        }
        if (next === undefined)
            return;
        chain.add(next);
        this.#chains.set(next, chain);
    }
}

;// CONCATENATED MODULE: ./lib/source/page-size.js
/**
 * How many events to request in the tries of one page. GitHub gives up on a search after ten seconds, and we on a body
 * beyond the cap: a page that is too large must become smaller until it passes, or the feed would stand still for ever.
 * https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api
 */
class PageSize {
    #current;
    #failures = 0;
    constructor(configured) {
        this.#current = configured;
    }
    /** For `per_page`; 1 at least. */
    get current() {
        return this.#current;
    }
    /** A try failed in a way that a smaller page can fix. The first failure counts as chance. */
    failed() {
        this.#failures += 1;
        if (this.#failures > 1)
            this.#current = Math.max(1, Math.floor(this.#current / 2));
    }
}

// EXTERNAL MODULE: ./lib/source/phrase.js
var source_phrase = __webpack_require__(67512);
// EXTERNAL MODULE: external "node:buffer"
var external_node_buffer_ = __webpack_require__(4573);
;// CONCATENATED MODULE: ./lib/source/json-scan.js
/**
 * Finds where the values of JSON end in the bytes of a body, and accepts exactly what `JSON.parse` accepts of its text: a body
 * that was cut short or changed on the way is no JSON, wherever it was damaged. No recursion, because a value can be
 * nested deeper than the call stack allows. Expects UTF-8.
 */
/** The bytes are no JSON. */
class NotJson extends Error {
    name = 'NotJson';
}
const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const SPACE = 0x20;
const MINUS = 0x2d;
const PLUS = 0x2b;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const ESCAPED = new Set(Buffer.from('"\\/bfnrt'));
const WORDS = [Buffer.from('true'), Buffer.from('false'), Buffer.from('null')];
/** The first index from `at` on that is not whitespace. */
function skipSpace(json, at) {
    let next = at;
    while (isSpace(json[next]))
        next += 1;
    return next;
}
/** The index of the first byte of a string, from `at` on, that does not stand for itself: most often its closing quote. */
function endOfPlain(json, at) {
    const { length } = json;
    let next = at;
    for (; next < length; next += 1) {
        const byte = json[next] ?? 0;
        if (byte === QUOTE || byte === BACKSLASH || byte < SPACE)
            break;
    }
    return next;
}
/** The index of the value behind the name that opens at `open`. Throws `NotJson`. */
function skipName(json, open) {
    if (json[open] !== QUOTE)
        throw new NotJson();
    return skipColon(json, endOfString(json, open));
}
/** The index of the value behind the colon that comes next. Throws `NotJson`. */
function skipColon(json, at) {
    const colon = skipSpace(json, at);
    if (json[colon] !== COLON)
        throw new NotJson();
    return skipSpace(json, colon + 1);
}
function endOfString(json, open) {
    let at = endOfPlain(json, open + 1);
    while (json[at] === BACKSLASH)
        at = endOfPlain(json, endOfEscape(json, at));
    if (json[at] !== QUOTE)
        throw new NotJson();
    return at + 1;
}
/** The index after the value that begins at `start`. Throws `NotJson`. */
function endOfValue(json, start) {
    const byte = json[start];
    return byte === OPEN_BRACE || byte === OPEN_BRACKET ? endOfNested(json, start) : endOfScalar(json, start);
}
function endOfNested(json, start) {
    /** What closes each of the objects and arrays that are open. */
    const closers = [];
    let at = start;
    for (;;) {
        const byte = json[at];
        if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
            const closer = byte === OPEN_BRACE ? CLOSE_BRACE : CLOSE_BRACKET;
            closers.push(closer);
            at = skipSpace(json, at + 1);
            if (json[at] !== closer) {
                if (closer === CLOSE_BRACE)
                    at = skipName(json, at);
                continue;
            }
        }
        else
            at = skipSpace(json, endOfScalar(json, at));
        for (let closer = closers.at(-1); json[at] !== COMMA; closer = closers.at(-1)) {
            if (json[at] !== closer)
                throw new NotJson();
            at += 1;
            closers.pop();
            if (closers.length === 0)
                return at;
            at = skipSpace(json, at);
        }
        at = skipSpace(json, at + 1);
        if (closers.at(-1) === CLOSE_BRACE)
            at = skipName(json, at);
    }
}
function endOfScalar(json, start) {
    const byte = json[start];
    if (byte === QUOTE)
        return endOfString(json, start);
    if (byte === MINUS || isDigit(byte))
        return endOfNumber(json, start);
    for (const word of WORDS)
        if (standsAt(json, start, word))
            return start + word.length;
    throw new NotJson();
}
function standsAt(json, at, word) {
    for (let index = 0; index < word.length; index += 1)
        if (json[at + index] !== word[index])
            return false;
    return true;
}
function endOfNumber(json, start) {
    let at = json[start] === MINUS ? start + 1 : start;
    at = json[at] === ZERO ? at + 1 : endOfDigits(json, at);
    if (json[at] === POINT)
        at = endOfDigits(json, at + 1);
    // Either case of the letter.
    if (((json[at] ?? 0) | SPACE) !== 0x65)
        return at;
    const sign = json[at + 1];
    return endOfDigits(json, sign === PLUS || sign === MINUS ? at + 2 : at + 1);
}
/** At least one. */
function endOfDigits(json, start) {
    let at = start;
    while (isDigit(json[at]))
        at += 1;
    if (at === start)
        throw new NotJson();
    return at;
}
function isSpace(byte) {
    return byte === SPACE || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
function isDigit(byte) {
    return byte !== undefined && byte >= ZERO && byte <= NINE;
}
/** The index after the escape that begins with the backslash at `at`. */
function endOfEscape(json, at) {
    const letter = json[at + 1] ?? 0;
    if (ESCAPED.has(letter))
        return at + 2;
    const isUnit = letter === 0x75 && [2, 3, 4, 5].every((index) => isHex(json[at + index] ?? 0));
    if (!isUnit)
        throw new NotJson();
    return at + 6;
}
function isHex(byte) {
    return isDigit(byte) || ((byte | SPACE) >= 0x61 && (byte | SPACE) <= 0x66);
}

// EXTERNAL MODULE: ./lib/model/seen.js
var seen = __webpack_require__(35294);
;// CONCATENATED MODULE: ./lib/source/page-element.js
/**
 * One element of a page as the bytes that GitHub sent. Nearly all of it is delivered unread: only the fields that
 * decisions need become values, and they are what `JSON.parse` would make of them.
 */


/** Where names open, those of all objects of a page in one list: numbers that are no garbage, a million times. */
class NameList {
    #opens = new Uint32Array(1024);
    #length = 0;
    get length() {
        return this.#length;
    }
    push(at) {
        if (this.#length === this.#opens.length) {
            const opens = new Uint32Array(2 * this.#length);
            opens.set(this.#opens);
            this.#opens = opens;
        }
        this.#opens[this.#length] = at;
        this.#length += 1;
    }
    at(place) {
        return this.#opens[place] ?? 0;
    }
}
class PageElement {
    /** JSON on one line, otherwise untouched. */
    raw;
    /** `@timestamp` where it is a number that can be one (0 to 2^48 \u2212 1, floored), else `undefined`. */
    ts;
    #names;
    constructor(raw, names) {
        this.raw = raw;
        this.#names = names;
        this.ts = this.isObject ? parseTs(this.field('@timestamp')) : undefined;
    }
    get isObject() {
        return this.raw[0] === OPEN_BRACE;
    }
    /** The value of its own field of this name, the last one where there are several. */
    field(name) {
        if (!this.isObject || !this.#names.isPlain)
            return ownField(this.parsed().value, name);
        const bytes = bytesOf(name);
        const open = this.#lastOf(bytes);
        if (open === undefined)
            return undefined;
        const start = skipColon(this.raw, open + bytes.length);
        const end = endOfValue(this.raw, start);
        return this.raw[start] === QUOTE ? this.#textOf(start, end) : JSON.parse(this.raw.toString('utf8', start, end));
    }
    /** Its text, and all of it as a value. */
    parsed() {
        const raw = this.raw.toString();
        return { raw, value: JSON.parse(raw) };
    }
    /** Where the last field of this name opens. */
    #lastOf(name) {
        const { opens, from, until } = this.#names;
        for (let place = until - 1; place >= from; place -= 1) {
            const at = opens.at(place);
            if (this.#opensAt(at, name))
                return at;
        }
        return undefined;
    }
    /** What the string from `start` to `end` says. */
    #textOf(start, end) {
        const text = this.raw.toString('utf8', start + 1, end - 1);
        return text.includes('\\') ? JSON.parse(`"${text}"`) : text;
    }
    #opensAt(at, bytes) {
        for (let index = bytes.length - 1; index > 0; index -= 1)
            if (this.raw[at + index] !== bytes[index])
                return false;
        return true;
    }
}
const NAMES = new Map();
/** Of a name in quotes; there are never more of them than a run looks for. */
function bytesOf(name) {
    const known = NAMES.get(name) ?? Buffer.from(`"${name}"`);
    NAMES.set(name, known);
    return known;
}
/** A number of milliseconds, floored. */
function parseTs(stamp) {
    if (typeof stamp !== 'number')
        return undefined;
    const ts = Math.floor(stamp);
    // An event of \u22120 is one of 0.
    return ts >= 0 && ts <= seen/* TS_MAX */.X7 ? ts + 0 : undefined;
}
function ownField(value, name) {
    return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
        ? Reflect.get(value, name)
        : undefined;
}

;// CONCATENATED MODULE: ./lib/source/json-elements.js
/**
 * Cuts the bytes of a JSON array into its elements, so that what is delivered is what was sent: no number rounded, no key
 * reordered, no duplicate key dropped. A body is cut completely, or it is no list.
 */



/**
 * The elements of the array in `body`, each on one line: without the whitespace around it and without line breaks, which
 * JSON allows between tokens only. Bytes that are no UTF-8 become replacement characters, as in any text.
 */
function cutElements(body) {
    const json = (0,external_node_buffer_.isUtf8)(body) ? body : Buffer.from(body.toString());
    try {
        const start = skipSpace(json, 0);
        if (json[start] === OPEN_BRACKET)
            return { kind: 'list', elements: cutLines(json) };
        if (skipSpace(json, endOfValue(json, start)) === json.length)
            return { kind: 'no-list' };
    }
    catch (error) {
        if (!(error instanceof NotJson))
            throw error;
    }
    return { kind: 'no-json' };
}
const [LINE_FEED, CARRIAGE_RETURN] = [0x0a, 0x0d];
function cutLines(json) {
    const elements = cutArray(json);
    if (!json.includes(LINE_FEED) && !json.includes(CARRIAGE_RETURN))
        return elements;
    // Only now that it is known to be JSON: in a string a line break is none.
    return cutArray(Buffer.from(json.filter((byte) => byte !== LINE_FEED && byte !== CARRIAGE_RETURN)));
}
function cutArray(json) {
    const elements = [];
    const opens = new NameList();
    let at = skipSpace(json, skipSpace(json, 0) + 1);
    let isMore = json[at] !== CLOSE_BRACKET;
    while (isMore) {
        const names = { opens, from: opens.length, until: opens.length, isPlain: true };
        const end = json[at] === OPEN_BRACE ? endOfObject(json, at, names) : endOfValue(json, at);
        names.until = opens.length;
        elements.push(new PageElement(json.subarray(at, end), names));
        at = skipSpace(json, end);
        isMore = json[at] === COMMA;
        if (isMore)
            at = skipSpace(json, at + 1);
    }
    if (json[at] !== CLOSE_BRACKET || skipSpace(json, at + 1) !== json.length)
        throw new NotJson();
    return elements;
}
/** Also notes where its names are. */
function endOfObject(json, start, names) {
    let at = skipSpace(json, start + 1);
    if (json[at] === CLOSE_BRACE)
        return at + 1;
    for (;;) {
        if (json[at] !== QUOTE)
            throw new NotJson();
        names.opens.push(at - start);
        const end = endOfPlain(json, at + 1);
        names.isPlain &&= json[end] === QUOTE;
        at = endOfValue(json, json[end] === QUOTE ? skipColon(json, end + 1) : skipName(json, at));
        at = skipSpace(json, at);
        if (json[at] === CLOSE_BRACE)
            return at + 1;
        if (json[at] !== COMMA)
            throw new NotJson();
        at = skipSpace(json, at + 1);
    }
}

;// CONCATENATED MODULE: ./lib/source/link-header.js
const UNREADABLE = { kind: 'unreadable' };
/** @param header the value of `Link`, several of them joined by commas, or `undefined` when there was none */
function readNextLink(header) {
    const links = header === undefined ? [] : parseLinks(header);
    if (links === undefined)
        return UNREADABLE;
    const cursors = new Set(links.filter(isNext).map((link) => readAfter(link.target)));
    if (cursors.size === 0)
        return { kind: 'none' };
    const [after, ...others] = cursors;
    return after === undefined || others.length > 0 ? UNREADABLE : { kind: 'next', after };
}
function isNext(link) {
    return link.rel.split(/[ \t]+/).some((type) => type.toLowerCase() === 'next');
}
/** Every link of the header, or `undefined` when any part of it is not as RFC 8288 has it. */
function parseLinks(header) {
    const text = new Cursor(header);
    const links = [];
    for (;;) {
        // Empty elements of a list are to be ignored: https://www.rfc-editor.org/rfc/rfc9110#section-5.6.1
        do
            text.skipBlanks();
        while (text.take(','));
        if (text.atEnd)
            return links;
        const link = parseLink(text);
        if (link === undefined || !(text.atEnd || text.take(',')))
            return undefined;
        links.push(link);
    }
}
function parseLink(text) {
    if (!text.take('<'))
        return undefined;
    const target = text.until('>');
    if (target === undefined)
        return undefined;
    let rel;
    for (text.skipBlanks(); text.take(';'); text.skipBlanks()) {
        text.skipBlanks();
        const name = text.token();
        if (name === '')
            continue;
        text.skipBlanks();
        let value = '';
        if (text.take('=')) {
            text.skipBlanks();
            const parsed = text.take('"') ? text.quoted() : text.token() || undefined;
            if (parsed === undefined)
                return undefined;
            value = parsed;
        }
        if (name.toLowerCase() === 'rel')
            rel ??= value;
    }
    return rel === undefined || rel === '' ? undefined : { target, rel };
}
/** The one non-empty `after` in the query of `target`, decoded, or `undefined`. */
function readAfter(target) {
    const [resource = ''] = target.split('#', 1);
    const mark = resource.indexOf('?');
    const pairs = mark === -1 ? [] : resource.slice(mark + 1).split('&');
    const values = pairs.filter((pair) => pair.startsWith('after=')).map((pair) => pair.slice('after='.length));
    const [value, ...others] = values;
    if (value === undefined || value === '' || others.length > 0)
        return undefined;
    try {
        // A `+` stays what it is. Forms write a space that way, but a cursor is base64: it has no space and may have a plus.
        const after = decodeURIComponent(value);
        return after.isWellFormed() ? after : undefined;
    }
    catch {
        return undefined;
    }
}
/** A place in a text that only moves forward, so that reading is linear in its length. */
class Cursor {
    #text;
    #at = 0;
    constructor(text) {
        this.#text = text;
    }
    get atEnd() {
        return this.#at >= this.#text.length;
    }
    take(character) {
        if (this.#text[this.#at] !== character)
            return false;
        this.#at += 1;
        return true;
    }
    skipBlanks() {
        while (this.take(' ') || this.take('\t'))
            ;
    }
    /** The text before `character`, which is passed; `undefined` when it does not come. */
    until(character) {
        const end = this.#text.indexOf(character, this.#at);
        if (end === -1)
            return undefined;
        const passed = this.#text.slice(this.#at, end);
        this.#at = end + 1;
        return passed;
    }
    /** As many characters of a token as there are, perhaps none. https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2 */
    token() {
        const start = this.#at;
        while (/[!#$%&'*+\-.^_`|~0-9A-Za-z]/.test(this.#text[this.#at] ?? ''))
            this.#at += 1;
        return this.#text.slice(start, this.#at);
    }
    /** The rest of a quoted string whose opening quote is passed; `undefined` when it is never closed. */
    quoted() {
        let value = '';
        while (!this.atEnd) {
            if (this.take('"'))
                return value;
            this.take('\\');
            value += this.#text[this.#at] ?? '';
            this.#at += 1;
        }
        return undefined;
    }
}

;// CONCATENATED MODULE: ./lib/source/read-page.js




function readPage(response, order) {
    if (!isJson(response.headers['content-type']))
        return notGitHub('its type is not JSON');
    const date = (0,http_date/* parseHttpDate */.m)(response.headers['date']);
    if (date === undefined)
        return notGitHub('it has no valid Date');
    const cut = cutElements(response.body);
    if (cut.kind === 'no-json')
        return noPage('its body is not JSON; it was most likely cut short', 'server-errors', true);
    if (cut.kind === 'no-list')
        return notGitHub('its body is not a list');
    const { elements } = cut;
    if (!isInOrder(elements, order))
        return noPage('its events are not in the requested order', 'server-errors');
    const next = readNextLink(response.headers['link']);
    switch (next.kind) {
        case 'unreadable':
            return noPage('its Link header is not understood', 'not-github');
        case 'none':
            return { kind: 'page', page: { elements, next: undefined, date } };
        case 'next':
            return { kind: 'page', page: { elements, next: next.after, date } };
    }
}
function isInOrder(elements, order) {
    let before;
    for (const { ts } of elements) {
        if (ts === undefined)
            continue;
        if (before !== undefined && (order === 'asc' ? before > ts : before < ts))
            return false;
        before = ts;
    }
    return true;
}
function isJson(contentType) {
    const type = contentType?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
    return type === 'application/json' || (type.startsWith('application/') && type.endsWith('+json'));
}
function notGitHub(why) {
    return noPage(why, 'not-github');
}
function noPage(why, anchor, cut = false) {
    return { kind: 'no-page', why, hint: withLink(ADVICE, anchor), cut };
}
const ADVICE = 'Nothing of it was used. Run again later; if it persists, check `api-url` and whether a proxy changes what GitHub sends.';

;// CONCATENATED MODULE: ./lib/source/audit-log.js













const OUT_OF_BUDGET = `GitHub's rate limit ends the reading of this run; the next run continues from here. ${withLink('All tokens of a user share one budget: give the collector its own user or GitHub App.', 'rate-limit')}.`;
/** Between tries with a token that not every server of GitHub knows yet. */
const FRESH_WAITS_MS = [1000, 2000, 4000];
function openAuditLog(deps) {
    return new GitHubAuditLog(deps);
}
class GitHubAuditLog {
    #deps;
    #retry;
    #budget;
    /** By feed and order: each is a list of its own. */
    #chains = new Map();
    #begun = false;
    #clockReported = false;
    #requests = 0;
    #retries = 0;
    constructor(deps) {
        this.#deps = deps;
        const { resilience, clock, random, log } = deps;
        this.#retry = new retry/* Retry */.f({ settings: resilience, clock, random, log });
        this.#budget = new rate_limit/* RateBudget */.Ys(clock);
    }
    get usage() {
        return { requests: this.#requests, retries: this.#retries, rateLimitRemaining: this.#budget.remaining };
    }
    async read(request, allowance, signal) {
        const pauseMs = this.#begun ? this.#deps.pageDelayMs : 0;
        this.#begun = true;
        this.#refuseReserve(allowance.reserve);
        const { deadlineAt } = allowance;
        const stopped = await (0,deadline/* waitWithin */.r)(this.#deps.clock, { ms: pauseMs, deadlineAt, otherwise: 'max-duration' }, signal);
        if (stopped !== undefined)
            return stopped;
        return this.#readWithToken(request, { ...allowance, canReplace: true }, signal);
    }
    /** Nothing could ever be read, in any hour: no limit was reached, the setting cannot work. */
    #refuseReserve(reserve) {
        const { limit } = this.#budget;
        if (limit === undefined || reserve < limit)
            return;
        throw new errors/* InputError */.dz(`rate-limit-reserve (${reserve}) is not less than the ${limit} requests that GitHub allows in an hour`, {
            hint: 'Nothing can be read with it. Set rate-limit-reserve lower; see docs/troubleshooting.md#rate-limit.',
        });
    }
    /** A token that is refused is replaced once; when the next one is refused as well, that is the answer. */
    async #readWithToken(request, allowance, signal) {
        const { deadlineAt } = allowance;
        const stopped = await this.#deps.credentials.prepare(deadlineAt, signal);
        if (stopped !== undefined)
            return stopped;
        const retried = await this.#retry.run(this.#task(request, allowance), deadlineAt, signal);
        if (retried.kind === 'stopped') {
            if (retried.reason === 'rate-limit')
                this.#deps.log.warning(OUT_OF_BUDGET);
            return retried;
        }
        if (retried.value.kind !== 'token-refused')
            return retried.value;
        this.#retries += 1;
        return this.#readWithToken(request, { ...allowance, canReplace: false }, signal);
    }
    #task(request, allowance) {
        const { api, target, clock, credentials } = this.#deps;
        const size = new PageSize(this.#deps.perPage);
        let tries = 0;
        let unstatedWaits = 0;
        let freshTries = 0;
        return {
            what: `Reading a page of the ${request.feed} feed`,
            holdMs: () => this.#budget.holdMs(allowance.reserve),
            send: (signal) => {
                this.#requests += 1;
                if (tries > 0)
                    this.#retries += 1;
                tries += 1;
                return api.get({ path: (0,model_target/* auditLogPath */.H)(target), query: this.#query(request, size.current) }, signal);
            },
            judge: (response) => {
                this.#budget.observe(response.headers);
                this.#watchClock(response);
                if (response.status >= 500)
                    size.failed();
                const freshWaitMs = FRESH_WAITS_MS[freshTries];
                if (response.status === 401 && freshWaitMs !== undefined && this.#isFresh(freshWaitMs, allowance)) {
                    freshTries += 1;
                    return {
                        kind: 'wait',
                        failure: 'HTTP 401, which a token can get that was just created',
                        waitMs: freshWaitMs,
                    };
                }
                if (response.status === 401 && allowance.canReplace && credentials.forget()) {
                    return { kind: 'done', value: { kind: 'token-refused' } };
                }
                const cursorSent = request.after !== undefined;
                const circumstances = { target, apiUrl: this.#deps.apiUrl, asker: credentials.kind };
                const requestFacts = { ...circumstances, cursorSent, unstatedWaits, now: clock.now() };
                const classified = classifyResponse(response, requestFacts);
                if (classified.kind === 'wait')
                    unstatedWaits += 1;
                if (classified.kind === 'answered')
                    return this.#judgePage(response, request, size);
                return classified.kind === 'cursor-refused' ? { kind: 'done', value: classified } : classified;
            },
            classify: (error) => {
                if (mayBeTooLarge(error))
                    size.failed();
                return classifyRejection(error);
            },
        };
    }
    /** Whether a refusal can be over in a moment, and the run has that moment. */
    #isFresh(waitMs, { deadlineAt }) {
        const now = this.#deps.clock.now();
        return now < this.#deps.credentials.freshUntil() && now + waitMs < deadlineAt;
    }
    /** Once a run: a clock that is wrong is wrong in every answer. */
    #watchClock({ headers }) {
        if (this.#clockReported)
            return;
        const skew = describeSkew(headers, this.#deps.clock.now());
        if (skew === undefined)
            return;
        this.#clockReported = true;
        this.#deps.log.warning(skew);
    }
    #judgePage(response, request, size) {
        const reading = readPage(response, request.order);
        if (reading.kind === 'no-page') {
            if (reading.cut)
                size.failed();
            return { kind: 'retry', failure: `HTTP 200, but ${reading.why}`, hint: reading.hint, waitMs: undefined };
        }
        const page = withoutStandstill(reading.page, request);
        const chains = this.#chainsOf(request);
        if (page.next !== undefined && chains.leadsBack(request.after, page.next)) {
            const hint = withLink('Run again later; if it persists, report it to GitHub Support.', 'server-errors');
            return { kind: 'retry', failure: 'HTTP 200, but its next cursor leads back', hint, waitMs: undefined };
        }
        chains.follow(request.after, page.next);
        return { kind: 'done', value: { kind: 'page', page } };
    }
    #query(request, perPage) {
        const phrase = (0,source_phrase/* renderPhrase */.gF)(this.#deps.phrase, request.createdFrom, request.createdTo);
        return {
            include: request.feed,
            order: request.order,
            per_page: String(perPage),
            ...(phrase === '' ? {} : { phrase }),
            ...(request.after === undefined ? {} : { after: request.after }),
        };
    }
    #chainsOf(request) {
        const key = `${request.feed} ${request.order}`;
        const chains = this.#chains.get(key) ?? new CursorChains();
        this.#chains.set(key, chains);
        return chains;
    }
}
/**
 * An empty page that leads to itself says that nothing comes after it. Nobody documents whether GitHub has such pages;
 * as an end of the list it is believed like any other end: only when the list has reached its newest event.
 */
function withoutStandstill(page, { after }) {
    return page.elements.length === 0 && page.next === after ? { ...page, next: undefined } : page;
}

;// CONCATENATED MODULE: ./lib/source/own-repository.js







const own_repository_OUTAGE_HINT = 'See https://www.githubstatus.com; the next run continues where this one stopped.';
/** What to do about a response that is not the requested one. */
function judgeOwnRefusal({ response, what, permission, unstatedWaits, now }) {
    const { status, headers } = response;
    if (status >= 500 || status === 408 || status === 409) {
        return { kind: 'retry', failure: `HTTP ${status}`, hint: own_repository_OUTAGE_HINT, waitMs: (0,rate_limit/* readRetryAfterMs */.jR)(headers, now) };
    }
    const limited = classifyRateLimit(response, { unstatedWaits, now });
    if (limited !== undefined)
        return limited;
    if (status === 200)
        return isHtml(response) ? WEB_PAGE : own_repository_NOT_AS_DOCUMENTED;
    const finding = findCause(response);
    if (finding === 'unknown') {
        return { kind: 'fail', error: new errors/* UpstreamError */.gA(`${what} failed: HTTP ${status}`, { hint: own_repository_OUTAGE_HINT }) };
    }
    const refused = `${what} was refused (HTTP ${status})`;
    if (finding !== undefined)
        return fail(`${refused}: ${finding.cause}`, finding);
    if (permission === undefined)
        return fail(`${refused}: the token is not one of this repository`, DEFAULT_TOKEN);
    return fail(`${refused}; it needs \`${permission}\``, {
        anchor: 'own-token',
        advice: `Leave \`github-token\` at its default and give the job \`permissions: ${permission}\`.`,
    });
}
/** What it means that no complete response came: its size is never the reason here. */
function classifyOwnRejection(error) {
    const disposition = classifyRejection(error);
    return disposition.kind === 'retry' && mayBeTooLarge(error) ? { ...disposition, hint: own_repository_OUTAGE_HINT } : disposition;
}
function fail(message, { advice, anchor }) {
    return { kind: 'fail', error: new errors/* AccessError */.Zz(message, { hint: withLink(advice, anchor) }) };
}
/** `undefined`: the permission is missing, which GitHub reports in several ways. */
function findCause(response) {
    const { status } = response;
    if (status === 401)
        return EXPIRED;
    if (status === 407)
        return PROXY_WANTS_CREDENTIALS;
    if (status >= 300 && status < 400)
        return MOVED;
    if (isHtml(response))
        return NOT_GITHUB;
    const known = status === 403 ? findRefusal(response) : undefined;
    if (known !== undefined)
        return isAboutPermission(known) ? undefined : known;
    return status === 403 || status === 404 ? undefined : 'unknown';
}
function isAboutPermission({ anchor }) {
    return anchor === 'github-token' || anchor === 'fine-grained-token' || anchor === 'not-an-owner';
}
const DEFAULT_TOKEN = { anchor: 'own-token', advice: 'Leave `github-token` at its default.' };
const EXPIRED = {
    anchor: 'own-token',
    cause: 'the token of the job is wrong or has expired',
    advice: 'Leave `github-token` at its default. GitHub revokes that token at the end of the job, and after 24 hours at the latest.',
};
const MOVED = {
    anchor: 'own-token',
    cause: 'it redirects, which is not followed; this repository was renamed or moved while the job ran',
    advice: 'Run the workflow again.',
};
const own_repository_NOT_AS_DOCUMENTED = {
    kind: 'retry',
    failure: 'a response that is not what GitHub documents',
    hint: own_repository_OUTAGE_HINT,
    waitMs: undefined,
};
/** A page that says "please wait" can be gone with the next try. */
const WEB_PAGE = {
    kind: 'retry',
    failure: 'HTTP 200, but a web page',
    hint: withLink(`${NOT_GITHUB.cause}. ${NOT_GITHUB.advice}`.replace(/^t/, 'T'), NOT_GITHUB.anchor),
    waitMs: undefined,
};

;// CONCATENATED MODULE: ./lib/action/connect-github.js
/**
 * The two connections to GitHub: the audit log with the credentials that can read it, and the workflow's own repository
 * with the token of the job. Neither ever meets the other's host.
 */











const OWN_REFUSALS = { judge: judgeOwnRefusal, classify: classifyOwnRejection };
/** The version of all requests about the workflow's own repository, whatever `api-version` says. */
const OWN_API_VERSION = '2022-11-28';
async function connectAuditLog(asker) {
    const { settings, world, log } = asker;
    const { api, target, phrase, limits, resilience } = settings;
    const credentials = world.openCredentials(() => openCredentials(asker));
    return openAuditLog({
        api: await world.openApi(async () => connectPages({ ...connectionTo(api), bearer: () => credentials.bearer() })),
        credentials,
        apiUrl: api.url,
        target,
        phrase,
        perPage: limits.perPage,
        pageDelayMs: limits.pageDelayMs,
        resilience,
        clock: world.clock,
        random: world.random,
        log,
    });
}
/**
 * The App calls the same host by the same rules as everybody else. Its requests are no part of a recording, so its
 * random numbers are not those of the recorded run.
 */
function openCredentials({ settings, log, hide }) {
    const { credentials, api, target, resilience } = settings;
    if (credentials.kind === 'token')
        return (0,github_credentials/* fixedToken */.WV)(credentials.token, clock/* systemClock */.m.now());
    return new AppTokens({
        target,
        apiUrl: api.url,
        installationId: credentials.installationId,
        sign: (offsetMs) => signAppJwt(credentials, offsetMs),
        connect: (bearer) => connectOctokit({ ...connectionTo(api), bearer }),
        hide,
        resilience,
        clock: clock/* systemClock */.m,
        random: random/* systemRandom */.v,
        log,
    });
}
function connectionTo({ url, version, userAgent }) {
    return { url, apiVersion: version, userAgent };
}
async function connectOwnRepository(settings, environment, { log, endsAt }) {
    const { repository, workflowRef, runId, apiUrl } = environment;
    const { api, githubToken } = settings;
    if (githubToken === '' || repository === undefined) {
        throw new errors/* InputError */.dz('github-token is empty: the run cannot check whether this repository is private and what it has saved', {
            hint: 'Leave github-token at its default and grant the job `actions: read`; see docs/troubleshooting.md#position.',
        });
    }
    const own = { ...api, url: apiUrl, version: OWN_API_VERSION };
    const client = await connectOctokit({ ...connectionTo(own), bearer: () => githubToken });
    const questions = { client, apiUrl, clock: clock/* systemClock */.m, random: random/* systemRandom */.v, log, endsAt, refusals: OWN_REFUSALS };
    return connectRepository({ ...questions, ...repository, workflowRef, runId });
}


/***/ }),

/***/ 9727:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Qm: () => (/* binding */ runUrlOf),
/* harmony export */   Qo: () => (/* binding */ readEnvironment),
/* harmony export */   vh: () => (/* binding */ isEnterpriseServer)
/* harmony export */ });
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(48161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(73434);
/**
 * What the runner passes to a step through its environment, read once and checked, so that nothing else of the program
 * looks at `process.env`. https://docs.github.com/en/actions/reference/workflows-and-actions/variables
 */



/** Rejects a half-set environment with `InputError`; outside Actions everything has a default. */
function readEnvironment(variables, cwd) {
    const read = (name) => variables[name] ?? '';
    const [owner, repo] = read('GITHUB_REPOSITORY').split('/');
    const runAttempt = Number(read('GITHUB_RUN_ATTEMPT') || '1');
    if (!Number.isSafeInteger(runAttempt) || !/^[0-9A-Za-z_]*$/.test(read('GITHUB_RUN_ID'))) {
        throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz('GITHUB_RUN_ID or GITHUB_RUN_ATTEMPT is not what a runner sets', {
            hint: 'Run this as a step of a workflow, without setting these variables; see README.md#set-it-up.',
        });
    }
    return {
        apiUrl: read('GITHUB_API_URL') || 'https://api.github.com',
        serverUrl: read('GITHUB_SERVER_URL') || 'https://github.com',
        repository: owner && repo ? { owner, repo } : undefined,
        workflowRef: read('GITHUB_WORKFLOW_REF'),
        repositoryId: /^\d{1,20}$/.exec(read('GITHUB_REPOSITORY_ID'))?.[0] ?? null,
        workflow: read('GITHUB_WORKFLOW_REF') || null,
        ref: read('GITHUB_REF') || null,
        sha: read('GITHUB_SHA') || null,
        runId: read('GITHUB_RUN_ID') || 'local',
        runAttempt,
        baseBranch: read('GITHUB_BASE_REF'),
        temp: read('RUNNER_TEMP') || (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)((0,node_os__WEBPACK_IMPORTED_MODULE_0__.tmpdir)(), 'collect-audit-log'),
        workspace: read('GITHUB_WORKSPACE') || cwd,
        hasRuntimeToken: read('ACTIONS_RUNTIME_TOKEN') !== '',
        idToken: readIdToken(read),
        aws: {
            accessKeyId: read('AWS_ACCESS_KEY_ID'),
            secretAccessKey: read('AWS_SECRET_ACCESS_KEY'),
            sessionToken: read('AWS_SESSION_TOKEN'),
            region: read('AWS_REGION') || read('AWS_DEFAULT_REGION'),
        },
    };
}
function readIdToken(read) {
    const [url, token] = [read('ACTIONS_ID_TOKEN_REQUEST_URL'), read('ACTIONS_ID_TOKEN_REQUEST_TOKEN')];
    return url === '' || token === '' ? undefined : { url, token };
}
/** As the toolkit decides it: on Enterprise Server, artifacts and the current cache protocol do not exist. */
function isEnterpriseServer({ serverUrl }) {
    const host = URL.parse(serverUrl)?.hostname.toLowerCase() ?? 'github.com';
    return host !== 'github.com' && !host.endsWith('.ghe.com') && !host.endsWith('.localhost');
}
/** Address of the workflow run for people, or `undefined` outside Actions. */
function runUrlOf({ serverUrl, repository, runId }) {
    return repository === undefined
        ? undefined
        : `${serverUrl}/${repository.owner}/${repository.repo}/actions/runs/${runId}`;
}


/***/ }),

/***/ 98728:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ isServerApi),
/* harmony export */   U9: () => (/* binding */ isLoopback),
/* harmony export */   nV: () => (/* binding */ parseApiUrl)
/* harmony export */ });
/** Whether an API root is GitHub Enterprise Server, which keeps events as long as its administrator says. */
function isServerApi(apiUrl) {
    return apiUrl.endsWith('/api/v3');
}
/** The API root without a trailing slash; `ambient` is the one to use when the input is empty. */
function parseApiUrl(form, ambient) {
    const given = form.value('api-url') === '' ? ambient : form.text('api-url');
    if (!form.isSound('api-url'))
        return given;
    const refuse = (because) => form.refuse('api-url', because);
    if (!URL.canParse(given)) {
        if (/^[A-Za-z0-9.-]+(?:\/|$)/.test(given))
            refuse('it accepts a complete URL, with `https://` in front');
        else
            form.refuse('api-url');
        return given;
    }
    const url = new URL(given);
    const mistake = describeMistake(url);
    if (mistake !== undefined)
        refuse(mistake);
    return url.origin + url.pathname.replace(/\/+$/, '');
}
function describeMistake(url) {
    if (url.username !== '' || url.password !== '')
        return 'it accepts no user and no password; a token belongs in `token`';
    if (url.protocol !== 'https:' && url.protocol !== 'http:')
        return 'it accepts a URL that begins with `https://`';
    if (url.search !== '' || url.hash !== '')
        return 'it accepts neither `?\u2026` nor `#\u2026`';
    if (isLoopback(url.hostname))
        return undefined;
    if (url.protocol === 'http:')
        return 'it accepts `https://`: over plain http anyone on the way can read the token';
    const path = url.pathname.replace(/\/+$/, '');
    if (isOrUnder(url.hostname, 'github.com'))
        return describeCloudMistake(url.hostname, path);
    if (isOrUnder(url.hostname, 'ghe.com'))
        return describeResidencyMistake(url.hostname, path);
    if (path === '/api/v3')
        return undefined;
    return 'it accepts `https://HOST/api/v3` for GitHub Enterprise Server';
}
function describeCloudMistake(host, path) {
    if (host === 'api.github.com' && path === '')
        return undefined;
    return 'it accepts `https://api.github.com` for github.com';
}
function describeResidencyMistake(host, path) {
    if (/^api\.[a-z0-9-]+\.ghe\.com$/.test(host) && path === '')
        return undefined;
    return 'it accepts `https://api.NAME.ghe.com` for an enterprise on GHE.com';
}
function isOrUnder(host, domain) {
    return host === domain || host.endsWith(`.${domain}`);
}
/** This machine, which nobody else can listen to. */
function isLoopback(host) {
    return host === 'localhost' || host === '[::1]' || /^127(?:\.[0-9]{1,3}){3}$/.test(host);
}


/***/ }),

/***/ 77811:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ isWithin),
/* harmony export */   f: () => (/* binding */ parseRecording)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/**
 * Recording and replaying as settings. A recording is log content, so it must not be in the folder whose files are
 * uploaded or copied; a replay connects to nothing, so it excludes everything that needs a connection.
 */

function parseRecording(form, folders) {
    const { recordDir, replayDir, outputDir } = folders;
    if (replayDir !== undefined) {
        if (recordDir !== undefined)
            form.conflict('replay-dir', 'a replay cannot be recorded; remove `record-dir`');
        if (form.value('sink') !== 'none') {
            form.conflict('replay-dir', 'a replay sends nothing to a `sink`; its events are in `output-dir`. Remove `sink`');
        }
        if (form.value('archive-url') !== '') {
            form.conflict('replay-dir', 'a replay archives nothing; remove `archive-url`');
        }
        if (form.value('heartbeat-url') !== '') {
            form.conflict('replay-dir', 'a replay sends no heartbeat; remove `heartbeat-url`');
        }
        return { kind: 'replay', dir: replayDir };
    }
    if (recordDir === undefined)
        return undefined;
    if (isWithin(outputDir, recordDir)) {
        form.conflict('record-dir', 'it is inside `output-dir`, so that the recording would be uploaded or copied with the files');
    }
    return { kind: 'record', dir: recordDir };
}
/** Both absolute. */
function isWithin(folder, path) {
    const way = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.relative)(folder, path);
    return way === '' || !(way === '..' || way.startsWith(`..${node_path__WEBPACK_IMPORTED_MODULE_0__.sep}`) || /^(?:[A-Za-z]:|[\\/])/.test(way));
}


/***/ }),

/***/ 66721:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ openPlace),
/* harmony export */   u: () => (/* binding */ checkPlace)
/* harmony export */ });
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73434);
/* harmony import */ var _runtime_network_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(58194);
/* harmony import */ var _connect_github_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(71790);
/* harmony import */ var _inputs_environment_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9727);




/**
 * The network made ready, and the workflow's own repository where this mode keeps or finds something there. Rejects with
 * `InputError` when the settings cannot work here, with `AccessError` when uploading would publish the log.
 */
async function openPlace({ settings, environment, log, end }, signal) {
    checkPlace(settings, environment);
    (0,_runtime_network_js__WEBPACK_IMPORTED_MODULE_1__/* .openNetwork */ .X)(settings);
    if (!usesRepository(settings))
        return undefined;
    const repository = await (0,_connect_github_js__WEBPACK_IMPORTED_MODULE_2__/* .connectOwnRepository */ .t)(settings, environment, { log, endsAt: end.at });
    if (!settings.allowPublicRepository)
        await refusePublicRepository(repository, signal);
    return repository;
}
/** Reports what cannot work before anything is requested. */
function checkPlace(settings, environment) {
    if ((0,_inputs_environment_js__WEBPACK_IMPORTED_MODULE_3__/* .isEnterpriseServer */ .vh)(environment) && uploadsEvents(settings)) {
        throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz('artifact is true, but GitHub Enterprise Server has no artifacts that an action can write', {
            hint: 'Set artifact: false and a state-dir, and copy the files in a later step; see docs/troubleshooting.md#delivery.',
        });
    }
    if (environment.hasRuntimeToken)
        return;
    if (usesRepository(settings)) {
        throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz('the Actions cache and artifacts are not available, because this is not a step of a workflow', {
            hint: 'Outside a workflow, set artifact: false and state-dir; see docs/troubleshooting.md#delivery.',
        });
    }
}
function uploadsEvents({ mode, output }) {
    return output.artifact && mode !== 'inspect' && mode !== 'reset';
}
/** Whether anything of this run lies in the repository's cache or artifacts: events, or a position. */
function usesRepository(settings) {
    if (settings.recording?.kind === 'replay')
        return false;
    const hasPosition = settings.mode !== 'pull' && settings.position.stateDir === undefined;
    return uploadsEvents(settings) || hasPosition;
}
/**
 * Fails closed: what cannot be shown to be private counts as public, and even a position shows when something happened.
 */
async function refusePublicRepository(repository, signal) {
    if (!(await repository.isPublic(signal)))
        return;
    throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz('this repository is public: everyone could read the audit log in its artifacts', {
        hint: 'Collect from a private repository or, if this log is meant for everyone, set allow-public-repository: true; see docs/security.md#public-repositories.',
    });
}


/***/ }),

/***/ 81274:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Kz: () => (/* binding */ REFUSED_OUTPUTS),
  $Z: () => (/* binding */ renderOutputs),
  Kn: () => (/* binding */ writeOutputs)
});

;// CONCATENATED MODULE: ./lib/action/report/output-table.js
/** Every output of the action, once: the writer fills in exactly these, and `action.yml` and the README are made from them. */
const OUTPUTS = {
    events: 'Events delivered and committed by this run.',
    duplicates: 'Events that this run read again and skipped, because they were delivered before.',
    'dead-letters': 'Number of list entries that are not valid events. They are kept unchanged in `dead-letters.ndjson`.',
    requests: 'Requests sent to the audit log.',
    'caught-up': '`true` when this run read everything that existed when it began, otherwise `false`.',
    'stop-reason': 'Why the run stopped reading: `caught-up`, `max-pages`, `max-duration`, `rate-limit`, `circuit-open`, `cancelled` or `failed`.',
    watermark: 'Instant (ISO 8601) before which everything is delivered. Empty without a position.',
    'lag-seconds': 'How far the position is behind, in seconds. Empty without a position.',
    'lateness-seconds': 'Upper bound, in seconds, on how late GitHub showed the latest event that this run found in a deep sweep (its age when found). Empty if it found none. Compare it with `overlap` and `reconcile-window`.',
    gap: '`true` when this run found that events may be missing, otherwise `false`.',
    'cold-start': '`true` when the run found no position to continue from, otherwise `false`.',
    'sink-acknowledged': 'Events that the sink acknowledged. Empty without a sink.',
    'sink-too-old': 'Events that were not sent because they are older than the sink accepts. Empty without a sink.',
    'sink-too-new': 'Events that were not sent because they lie further in the future than the sink accepts. Empty without a sink.',
    'sink-too-large': 'Events that are too large for the sink. Empty without a sink.',
    'sink-rejected': 'Events that the sink rejected. Empty without a sink.',
    files: 'Paths of the files with the collected events, one per line.',
    report: 'Path of `report.html`. Empty without `report: true`, or when nothing was delivered.',
    'artifact-names': 'Names of the uploaded artifacts, one per line.',
    'artifact-ids': 'Ids of the uploaded artifacts, one per line.',
    'artifact-url': 'URL of the last uploaded artifact. Empty if there is none.',
    'archive-objects': 'Keys of the objects that this run stored in the archive, one per line: events, dead letters, manifests, and in `mode: test` the marker. Empty without an archive.',
    'manifest-sha256': 'SHA-256 of the newest manifest, written by this run or an earlier one: the head of the chain. After runs that overlapped there can be several, one per line. Empty before the first delivery. See docs/evidence.md.',
    'rate-limit-remaining': 'Requests left of the hourly rate limit. Empty if GitHub did not report it.',
};

;// CONCATENATED MODULE: ./lib/action/report/outputs.js

/**
 * The value of each output.
 * @param runUrl Address of the running workflow run, `https://github.com/OWNER/REPO/actions/runs/ID`, if there is one.
 */
function renderOutputs(report, runUrl) {
    const lastArtifact = report.artifacts.at(-1);
    return {
        events: String(report.events),
        duplicates: String(report.duplicates),
        'dead-letters': String(report.deadLetters),
        requests: String(report.requests),
        'caught-up': String(report.caughtUp),
        'stop-reason': stopReasonOf(report),
        watermark: report.watermark === undefined ? '' : new Date(report.watermark).toISOString(),
        'lag-seconds': renderInteger(report.lagSeconds),
        'lateness-seconds': renderInteger(report.latenessMs === undefined ? undefined : report.latenessMs / 1000),
        gap: String(report.gaps.length > 0),
        'cold-start': String(report.coldStart),
        'sink-acknowledged': renderInteger(report.sink?.acknowledged),
        'sink-too-old': renderInteger(report.sink?.notAccepted['too-old']),
        'sink-too-new': renderInteger(report.sink?.notAccepted['too-new']),
        'sink-too-large': renderInteger(report.sink?.notAccepted['too-large']),
        'sink-rejected': renderInteger(report.sink?.notAccepted.rejected),
        files: report.files.join('\n'),
        report: report.page ?? '',
        'artifact-names': report.artifacts.map(({ name }) => name).join('\n'),
        'artifact-ids': report.artifacts.map(({ id }) => id).join('\n'),
        'artifact-url': lastArtifact === undefined || runUrl === undefined ? '' : `${runUrl}/artifacts/${lastArtifact.id}`,
        'archive-objects': report.archive?.keys.join('\n') ?? '',
        'manifest-sha256': report.heads.join('\n'),
        'rate-limit-remaining': renderInteger(report.rateLimitRemaining),
    };
}
/** A run that failed before it had read everything was not stopped by the end of the list. */
function stopReasonOf({ stopReason, caughtUp, error }) {
    return stopReason === 'caught-up' && !caughtUp && error !== undefined ? 'failed' : stopReason;
}
/** Those of a run that ended before it had a report. */
const REFUSED_OUTPUTS = {
    ...Object.fromEntries(Object.keys(OUTPUTS).map((name) => [name, ''])),
    events: '0',
    duplicates: '0',
    'dead-letters': '0',
    requests: '0',
    'caught-up': 'false',
    'stop-reason': 'failed',
    gap: 'false',
    'cold-start': 'false',
};
/** Rounded up: a lateness or a lag is never made to look smaller. */
function renderInteger(value) {
    return value === undefined ? '' : String(Math.ceil(value));
}
function writeOutputs(values, setOutput) {
    for (const [name, value] of Object.entries(values))
        setOutput(name, value);
}


/***/ }),

/***/ 41016:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  C: () => (/* binding */ runAction)
});

// EXTERNAL MODULE: ./lib/model/errors.js
var errors = __webpack_require__(73434);
// EXTERNAL MODULE: ./lib/resilience/duration.js
var resilience_duration = __webpack_require__(95741);
;// CONCATENATED MODULE: ./lib/resilience/run-end.js
/**
 * When a run is over. Reading stops at `max-duration`; what was read has a grace after it to be delivered and
 * committed, and whatever hangs beyond that is given up: a job that is killed by its `timeout-minutes` reports nothing.
 */


const GRACE_MIN_MS = 60_000;
const GRACE_MAX_MS = 5 * 60_000;
/** As long as the run can read, but at least one minute, and at most five. */
function graceMs(maxDurationMs) {
    return Math.min(GRACE_MAX_MS, Math.max(GRACE_MIN_MS, maxDurationMs));
}
/** For a run that begins now. */
function endOfRun(maxDurationMs, clock) {
    const limitMs = maxDurationMs + graceMs(maxDurationMs);
    const end = new AbortController();
    const [duration, grace] = [maxDurationMs, graceMs(maxDurationMs)].map(resilience_duration/* renderDuration */.P);
    const over = new errors/* DeliveryError */.VE(`the run did not end within max-duration (${duration}) and ${grace} after it`, {
        hint: 'Nothing is lost: the next run continues from what was committed. See docs/troubleshooting.md#a-run-that-does-not-end.',
    });
    clock.timeout(limitMs, new AbortController().signal).signal.addEventListener('abort', () => end.abort(over));
    return { at: clock.now() + limitMs, signal: end.signal };
}

// EXTERNAL MODULE: ./lib/runtime/clock.js
var clock = __webpack_require__(37642);
// EXTERNAL MODULE: ./lib/runtime/http.js
var http = __webpack_require__(61906);
// EXTERNAL MODULE: ./lib/runtime/random.js
var random = __webpack_require__(18385);
// EXTERNAL MODULE: ./lib/action/inputs/environment.js
var inputs_environment = __webpack_require__(9727);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/model/feed.js
var model_feed = __webpack_require__(94049);
// EXTERNAL MODULE: ./lib/model/token-shapes.js
var token_shapes = __webpack_require__(52635);
// EXTERNAL MODULE: ./lib/action/plain-text.js
var plain_text = __webpack_require__(42576);
// EXTERNAL MODULE: ./lib/action/inputs/input-table/row.js
var row = __webpack_require__(65724);
// EXTERNAL MODULE: ./lib/action/inputs/input-table.js + 16 modules
var input_table = __webpack_require__(27149);
// EXTERNAL MODULE: ./lib/action/inputs/parse-values.js
var parse_values = __webpack_require__(36512);
// EXTERNAL MODULE: ./lib/action/inputs/secrets.js
var secrets = __webpack_require__(50203);
;// CONCATENATED MODULE: ./lib/action/inputs/input-form.js
/**
 * Reads inputs one by one and remembers what is wrong with each, so that a user fixes all of them at once. A problem
 * never shows a secret; a wrong value never turns into a default: what stands in for it is thrown away with the error.
 */







/** Characters of a wrong value that are shown. */
const SHOWN_LENGTH_MAX = 60;
class InputForm {
    #read;
    #redact;
    #problems = [];
    #wrong = new Set();
    constructor(read, redact) {
        this.#read = read;
        this.#redact = redact;
    }
    /** The value as given, trimmed; '' when the user gave none. */
    given(name) {
        return this.#read(name).trim();
    }
    /** The value as given, or the default of the table. Defaults that the runner evaluates are '' here. */
    value(name) {
        const given = this.given(name);
        const fallback = input_table/* INPUT_ROWS */.r7[name].default;
        return given === '' && !fallback.startsWith('${{') ? fallback : given;
    }
    /** The value of a text input; one of the wrong shape is remembered, an empty one is left to the caller. */
    text(name) {
        const value = this.value(name);
        const { pattern, lengthMax } = input_table/* INPUTS */.mc[name].kind;
        if (value !== '' && (value.length > lengthMax || !pattern.test(value)))
            this.refuse(name);
        return value;
    }
    count(name) {
        const { min, max } = input_table/* INPUTS */.mc[name].kind;
        return this.#within(name, (0,parse_values/* parseCount */.zq)(this.value(name)), [min, max]);
    }
    decimal(name) {
        const { min, max } = input_table/* INPUTS */.mc[name].kind;
        return this.#within(name, (0,parse_values/* parseDecimal */.$Q)(this.value(name)), [min, max]);
    }
    /** Milliseconds. */
    duration(name) {
        const { minMs, maxMs } = input_table/* INPUTS */.mc[name].kind;
        return this.#within(name, (0,parse_values/* parseDuration */.E9)(this.value(name)), [minMs, maxMs]);
    }
    boolean(name) {
        const value = (0,parse_values/* parseBoolean */.yG)(this.value(name));
        if (value === undefined)
            this.refuse(name);
        return value ?? false;
    }
    /** `kind` is the one of `name` in the table; it carries the type of the values. */
    choice(name, kind) {
        const text = this.value(name);
        const value = kind.values.find((each) => each === text);
        if (value === undefined)
            this.refuse(name);
        return value ?? kind.values[0];
    }
    /** `undefined` when the input is empty and has no default, else what `read` makes of it. */
    optional(name, read) {
        return this.value(name) === '' ? undefined : read();
    }
    /**
     * Remembers that a value is not what the input accepts. `because` is for where more is known; it continues after "got
     * \u2026" with "it accepts \u2026", with "which \u2026", or names the mistake.
     */
    refuse(name, because) {
        if (this.#wrong.has(name))
            return;
        const reason = because ?? `it accepts ${(0,row/* describeKind */.SB)(input_table/* INPUT_ROWS */.r7[name].kind)}`;
        const joint = reason.startsWith('it ') ? ';' : reason.startsWith('which ') ? ',' : ':';
        this.#add(name, `${this.#show(name)}${joint} ${reason}`);
    }
    /** Remembers every input that holds a secret of GitHub in which none belongs. */
    refuseMisplacedSecrets() {
        for (const name of input_table/* INPUT_NAMES */.Qh.filter((each) => !HOMES_OF_SECRETS.includes(each))) {
            const home = misplacedIn(this.value(name));
            if (home !== undefined)
                this.refuse(name, `${home}. Create a new one if a log has shown it`);
        }
    }
    /** Remembers that inputs do not go together; counted against the first of them. */
    conflict(name, sentence) {
        this.#add(name, sentence);
    }
    /** Whether nothing is wrong with any of these so far: only then is it worth comparing them. */
    isSound(...names) {
        return names.every((name) => !this.#wrong.has(name));
    }
    /** Throws one `InputError` that lists every problem found; `remedy` is its hint. */
    throwProblems(remedy) {
        const count = this.#problems.length;
        if (count === 0)
            return;
        const title = count === 1 ? 'One input is wrong' : `The inputs have ${count} problems`;
        const message = [`${title}:`, ...this.#problems.map((problem) => `- ${problem}`)].join('\n');
        throw new errors/* InputError */.dz(this.#redact(message), { hint: remedy });
    }
    #within(name, value, [min, max]) {
        if (value !== undefined && value >= min && value <= max)
            return value;
        this.refuse(name);
        return min;
    }
    #add(name, sentence) {
        this.#wrong.add(name);
        this.#problems.push(`${name}: ${sentence}.`);
    }
    #show(name) {
        const text = this.value(name);
        if (text === '')
            return 'is empty';
        if (input_table/* INPUT_ROWS */.r7[name].secret === true)
            return 'got a value that is not shown';
        if (mayHoldSecret(text))
            return 'got a value that is not shown, because it looks like a secret';
        return `got ${(0,plain_text/* quote */.A)(this.#redact(text), SHOWN_LENGTH_MAX)}`;
    }
}
/** Inputs that accept a token or a key, of GitHub's kind or of another; each is checked separately. */
const HOMES_OF_SECRETS = [
    'token',
    'github-token',
    'app-private-key',
    'signing-key',
    'sink-token',
    'sink-headers',
    'archive-token',
];
function misplacedIn(value) {
    if ((0,token_shapes/* holdsToken */.Q)(value))
        return 'a token belongs in `token`, where it is masked';
    if ((0,secrets/* looksLikeAgeKey */.wY)(value)) {
        return 'no input accepts a secret key of age; `encrypt-to` accepts its public key, `age1\u2026`';
    }
    return (0,secrets/* looksLikeKey */.zC)(value)
        ? 'the private key of a GitHub App belongs in `app-private-key`, where it is masked'
        : undefined;
}
/** A token pasted into the wrong input, or a URL with a password. */
function mayHoldSecret(text) {
    return ((0,token_shapes/* holdsToken */.Q)(text) ||
        text.includes('-----BEGIN') ||
        (0,secrets/* looksLikeAgeKey */.wY)(text) ||
        (text.includes(':') && text.lastIndexOf('@') > text.indexOf(':')));
}

// EXTERNAL MODULE: ./lib/action/inputs/parse-access.js
var parse_access = __webpack_require__(98728);
// EXTERNAL MODULE: ./lib/delivery/archive/archive-location.js
var archive_location = __webpack_require__(92851);
// EXTERNAL MODULE: ./lib/delivery/archive/archive-options.js
var archive_options = __webpack_require__(14844);
// EXTERNAL MODULE: ./lib/delivery/http/options.js
var http_options = __webpack_require__(22407);
;// CONCATENATED MODULE: ./lib/action/inputs/parse-archive.js
/**
 * The inputs of the archive. Where objects go and with which credential is settled before anything is collected; what depends on the
 * job (its identity, its environment) is checked when the store is connected.
 */



const OF_AN_ARCHIVE = ['archive-token', 'archive-options'];
/** `undefined` without an archive. */
function parseArchive(form, { readYaml }) {
    const url = form.text('archive-url');
    if (url === '') {
        for (const each of OF_AN_ARCHIVE) {
            if (form.given(each) !== '')
                form.conflict(each, 'it has no effect without an archive; set `archive-url`');
        }
        return undefined;
    }
    const token = form.text('archive-token');
    if (!form.isSound('archive-url'))
        return undefined;
    const location = (0,archive_location/* parseLocation */.z)(url);
    if (typeof location === 'string') {
        form.refuse('archive-url', location);
        return undefined;
    }
    if (!isToken(location, token))
        form.refuse('archive-token', TOKENS[location.kind]);
    return { url, token, options: parseOptions(form, location, { token, readYaml }) };
}
const TOKENS = {
    s3: 'for S3 it accepts `KEY:SECRET`',
    gs: 'for Google Cloud it accepts an access token, without `Bearer`',
    azure: 'for Azure it accepts a SAS with `sig=` and, at best, only the permission `c`',
};
function isToken({ kind }, token) {
    if (token === '')
        return true;
    switch (kind) {
        case 's3':
            return /^[^:\s]+:[^\s]+$/.test(token);
        case 'gs':
            return !/\s/.test(token);
        case 'azure':
            return /^\??(?:[a-z]+=[^&\s]*&)*sig=[^&\s]+(?:&[a-z]+=[^&\s]*)*$/.test(token);
    }
}
function parseOptions(form, { kind }, { token, readYaml }) {
    const text = form.text('archive-options');
    if (!form.isSound('archive-options'))
        return {};
    const options = text === '' ? {} : readYaml(text);
    if (typeof options === 'string') {
        form.refuse('archive-options', options);
        return {};
    }
    const reading = (0,http_options/* readOptions */.Tt)(archive_options/* OPTIONS_OF */.jM[kind], options, 'store');
    const complaints = reading.kind === 'wrong' ? reading.complaints : check(kind, options, token);
    for (const complaint of complaints)
        form.conflict('archive-options', complaint);
    return options;
}
/** Options that do not go together. */
function check(kind, given, token) {
    const has = (name) => given[name] !== undefined && given[name] !== null;
    switch (kind) {
        case 's3':
            return [
                ...(has('kms-key-id') && !String(given['sse'] ?? '').startsWith('aws:kms')
                    ? ['`kms-key-id` needs `sse: aws:kms`']
                    : []),
                ...(has('sts-endpoint') && !has('role-arn') ? ['`sts-endpoint` is only for `role-arn`'] : []),
                ...(has('role-arn') && has('endpoint') && !has('sts-endpoint')
                    ? [
                        "with `endpoint`, `role-arn` needs `sts-endpoint` as well: the job's identity is never sent to a guessed address",
                    ]
                    : []),
            ];
        case 'gs':
            return has('workload-identity-provider') || token !== ''
                ? has('service-account') && !has('workload-identity-provider')
                    ? ['`service-account` needs `workload-identity-provider`']
                    : []
                : ['it accepts `workload-identity-provider`, or an access token in `archive-token`'];
        case 'azure':
            if (has('tenant-id') !== has('client-id'))
                return ['`tenant-id` and `client-id` go together'];
            return has('tenant-id') || token !== ''
                ? []
                : ['it accepts `tenant-id` and `client-id`, or a SAS in `archive-token`'];
    }
}

// EXTERNAL MODULE: ./lib/action/inputs/parse-private-key.js
var parse_private_key = __webpack_require__(8973);
;// CONCATENATED MODULE: ./lib/action/inputs/parse-credentials.js


const APP_INPUTS = ['app-id', 'app-private-key', 'app-installation-id'];
const EMPTY = 'A secret that does not exist, or that GitHub does not pass to this event (pull requests from forks, Dependabot), is empty';
function parseCredentials(form) {
    const isApp = APP_INPUTS.some((name) => form.value(name) !== '');
    if (form.value('token') !== '') {
        if (isApp)
            form.conflict('token', 'got both `token` and a GitHub App; set exactly one of them, see docs/tokens.md');
        return { kind: 'token', token: parseToken(form) };
    }
    if (isApp)
        return parseApp(form);
    form.refuse('token', `it accepts a token that can read the audit log; or set \`app-id\` and \`app-private-key\`. ${EMPTY}`);
    return { kind: 'token', token: '' };
}
function parseApp(form) {
    const appId = form.text('app-id');
    if (appId === '')
        form.refuse('app-id', 'it accepts the client id or the app id of the GitHub App whose key is given');
    const installationId = form.optional('app-installation-id', () => form.count('app-installation-id'));
    if (form.value('enterprise') !== '') {
        form.conflict('app-id', 'no GitHub App can read the audit log of an `enterprise`; set a classic `token` of an enterprise owner with the scope read:audit_log');
    }
    return { kind: 'app', appId, privateKey: parseKey(form), installationId };
}
function parseKey(form) {
    const text = form.text('app-private-key');
    const refuse = (because) => form.refuse('app-private-key', because);
    if (text === '')
        refuse(`it accepts the private key of the GitHub App in \`app-id\`. ${EMPTY}`);
    else if (text === '***')
        refuse('which is the mask of a secret, not the secret');
    else if (text.includes('${{'))
        refuse('which is an expression that the runner did not evaluate');
    else if ((0,token_shapes/* holdsToken */.Q)(text))
        refuse('which is a token; it belongs in `token`');
    else {
        const reading = (0,parse_private_key/* parsePrivateKey */.QW)(text);
        if (reading.kind === 'key')
            return reading.pem;
        refuse(reading.because);
    }
    return '';
}
function parseToken(form) {
    const token = form.value('token');
    if (/^bearer\s|^token\s/i.test(token))
        form.refuse('token', 'it accepts the token alone, without the word in front');
    else if (token.includes('-----BEGIN'))
        form.refuse('token', 'which is a key; the private key of a GitHub App belongs in `app-private-key`');
    else if (/\s/.test(token))
        form.refuse('token', 'which contains white space, as no token does');
    else if (token === '***')
        form.refuse('token', 'which is the mask of a secret, not the secret');
    else if (token.includes('${{'))
        form.refuse('token', 'which is an expression that the runner did not evaluate');
    else if (token.length < 4)
        form.refuse('token', 'which is too short to be a token, or to be masked in the log');
    else
        form.text('token');
    if (token === form.value('github-token')) {
        form.refuse('token', 'which is the token of this workflow. No permission lets it read an audit log: create a separate token for the collector');
    }
    return token;
}

;// CONCATENATED MODULE: ./lib/action/inputs/parse-privacy.js
const LISTS = ['drop-fields', 'pseudonymize-fields'];
/** `dedupeId`: the path of the id, as it is given. */
function parsePrivacy(form, dedupeId) {
    const [dropped, pseudonymized] = LISTS.map((name) => parseFields(form, name, dedupeId));
    const [droppedFields, fields] = [dropped ?? [], pseudonymized ?? []];
    const both = fields.find((path) => droppedFields.includes(path));
    if (both !== undefined)
        form.conflict('pseudonymize-fields', `\`${both}\` stands in \`drop-fields\` as well`);
    const key = form.text('pseudonym-key');
    if (fields.length === 0) {
        if (key !== '')
            form.conflict('pseudonym-key', 'it has no effect without fields; set `pseudonymize-fields`');
        return { droppedFields, pseudonyms: undefined };
    }
    if (key === '')
        form.refuse('pseudonym-key', 'for `pseudonymize-fields` it accepts a secret of at least 32 characters');
    return { droppedFields, pseudonyms: { fields, key } };
}
function parseFields(form, name, dedupeId) {
    const fields = [...new Set(form.text(name).split(/[\s,]+/))].filter((path) => path !== '');
    const needed = fields.find((path) => path === '@timestamp' || path === 'action' || isAt(path, dedupeId));
    if (needed !== undefined && form.isSound(name)) {
        form.refuse(name, `\`${needed}\` is needed to know which event it is, what happened and when; it stays in every event`);
    }
    return fields;
}
/** Whether what is at `path` is the id, or holds it. */
function isAt(path, id) {
    return id === path || id.startsWith(`${path}.`);
}

// EXTERNAL MODULE: ./lib/source/phrase.js
var phrase = __webpack_require__(67512);
;// CONCATENATED MODULE: ./lib/action/inputs/parse-range.js



const DEFAULT_SINCE = { kind: 'before-now', ms: 7 * 86_400_000 };
/** `validate` can check the inputs of a pull. */
const WITH_END = ['pull', 'validate'];
function parseRange(form) {
    const mode = form.choice('mode', input_table/* INPUTS */.mc.mode.kind);
    const order = form.choice('order', input_table/* INPUTS */.mc.order.kind);
    const given = form.optional('until', () => parseMoment(form, 'until'));
    const { phrase, since, until = given } = parsePhraseAndTimes(form);
    if (given !== undefined && until !== given) {
        form.conflict('phrase', 'its `created:` and `until` both set the end; set only one of them');
    }
    if (form.isSound('mode') && !WITH_END.includes(mode)) {
        if (given !== undefined)
            form.conflict('until', `\`mode: ${mode}\` has no end; only \`mode: pull\` has one`);
        if (given === undefined && until !== undefined) {
            form.conflict('phrase', `a range in \`created:\` is for \`mode: pull\`; \`mode: ${mode}\` accepts only created:>=INSTANT`);
        }
        if (order !== input_table/* INPUTS */.mc.order.default)
            form.conflict('order', `only \`mode: pull\` accepts one, not \`${mode}\``);
    }
    const takesFile = form.value('position-file') !== '';
    if (takesFile && mode !== 'reset')
        form.conflict('position-file', `only \`mode: reset\` accepts one, not \`${mode}\``);
    if (takesFile && since !== undefined)
        form.conflict('position-file', 'it and `since` both say where to continue; set only one of them');
    if (mode === 'reset' && since === undefined && !takesFile && form.isSound('since', 'phrase')) {
        form.refuse('since', 'it accepts where `mode: reset` moves the position, which is never left to a default');
    }
    const from = since ?? DEFAULT_SINCE;
    if (form.isSound('since', 'until') && until !== undefined && isAfter(from, until)) {
        form.conflict('until', 'it is not later than `since`');
    }
    return { mode, phrase, since: from, until, order };
}
function parsePhraseAndTimes(form) {
    const text = form.text('phrase');
    const since = form.optional('since', () => parseMoment(form, 'since'));
    if (text === '' || !form.isSound('phrase'))
        return { phrase: '', since };
    const parsed = (0,phrase/* parsePhrase */.L1)(text);
    if (typeof parsed === 'string') {
        form.refuse('phrase', parsed);
        return { phrase: '', since };
    }
    if (parsed.since === undefined)
        return { phrase: parsed.phrase, since };
    if (since !== undefined) {
        form.conflict('phrase', 'its `created:` and `since` both set the beginning; set only one of them');
    }
    const until = parsed.until === undefined ? {} : { until: { kind: 'instant', at: parsed.until } };
    return { phrase: parsed.phrase, since: { kind: 'instant', at: parsed.since }, ...until };
}
function parseMoment(form, name) {
    const text = form.value(name);
    const at = (0,phrase/* parseInstant */.nV)(text);
    if (at !== undefined && at >= 0)
        return { kind: 'instant', at };
    const ms = (0,parse_values/* parseDuration */.E9)(text);
    if (ms === undefined || ms > input_table/* INPUTS */.mc[name].kind.maxMs)
        form.refuse(name);
    return { kind: 'before-now', ms: ms ?? 0 };
}
/** As far as it is known without a clock. */
function isAfter(since, until) {
    if (since.kind === 'instant' && until.kind === 'instant')
        return since.at >= until.at;
    return since.kind === 'before-now' && until.kind === 'before-now' && since.ms <= until.ms;
}

// EXTERNAL MODULE: ./node_modules/@scure/base/index.js
var base = __webpack_require__(64929);
;// CONCATENATED MODULE: ./lib/action/inputs/parse-recipients.js
/**
 * The recipients that files are encrypted to. One that is mistyped would make files that nobody can read, so each is checked to
 * the last character before anything is collected.
 */

/** What age knows as a recipient, and the bytes of its key where that is fixed. */
const KINDS = new Map([
    ['age', 32],
    ['age1pq', undefined],
    ['age1tag', undefined],
    ['age1tagpq', undefined],
]);
function parseRecipients(form) {
    const lines = form
        .text('encrypt-to')
        .split(/[\r\n]+/)
        .map((line) => line.trim())
        // As in a file of recipients: https://github.com/FiloSottile/age#recipient-files
        .filter((line) => line !== '' && !line.startsWith('#'));
    for (const [index, line] of lines.entries()) {
        const mistake = mistakeOf(line);
        if (mistake !== undefined)
            form.refuse('encrypt-to', `which has a mistake in recipient ${index + 1}: ${mistake}`);
    }
    return [...new Set(lines)];
}
function mistakeOf(recipient) {
    if (/^(?:ssh-|age1yubikey1)/.test(recipient))
        return 'only recipients that begin with `age1` and need no plugin can be used';
    const decoded = base/* bech32 */.I.decodeUnsafe(recipient, false);
    if (decoded === undefined || recipient !== recipient.toLowerCase())
        return 'it is not a recipient of age, or a character of it is wrong';
    if (!KINDS.has(decoded.prefix))
        return 'only recipients that begin with `age1` and need no plugin can be used';
    const bytes = KINDS.get(decoded.prefix);
    const isSized = bytes === undefined || base/* bech32 */.I.fromWordsUnsafe(decoded.words)?.length === bytes;
    return isSized ? undefined : 'it is not as long as a recipient';
}

// EXTERNAL MODULE: ./lib/action/inputs/parse-recording.js
var parse_recording = __webpack_require__(77811);
;// CONCATENATED MODULE: ./lib/action/inputs/parse-reporting.js

function parseReporting(form) {
    return {
        summaryActions: form.boolean('summary-actions'),
        report: form.boolean('report'),
        heartbeatUrl: form.optional('heartbeat-url', () => parseHeartbeatUrl(form)),
    };
}
function parseHeartbeatUrl(form) {
    const text = form.text('heartbeat-url');
    if (!form.isSound('heartbeat-url'))
        return text;
    const url = URL.parse(text);
    const mistake = url === null ? 'it accepts a complete URL, with `https://` in front' : describeMistake(url);
    if (mistake !== undefined)
        form.refuse('heartbeat-url', mistake);
    return text;
}
function describeMistake(url) {
    if (url.protocol !== 'https:' && url.protocol !== 'http:')
        return 'it accepts a URL that begins with `https://`';
    if (url.username !== '' || url.password !== '')
        return 'it accepts no user and no password';
    if (url.hash !== '')
        return 'it accepts no `#\u2026`';
    if (url.protocol === 'http:' && !(0,parse_access/* isLoopback */.U9)(url.hostname)) {
        return 'it accepts `https://`: over plain http anyone on the way can read it, and call it in place of the runs';
    }
    return undefined;
}

// EXTERNAL MODULE: ./lib/evidence/ssh-signature.js
var ssh_signature = __webpack_require__(4212);
;// CONCATENATED MODULE: ./lib/action/inputs/parse-signing.js
/** The key that signs, and the keys that are trusted besides; nothing of the private key is ever part of a message. */


function parseSigning(form) {
    const text = form.text('signing-key');
    const trusted = parseTrustedKeys(form);
    if (text === '') {
        if (trusted.length > 0)
            form.conflict('trusted-keys', 'without `signing-key` no signature is looked at');
        return undefined;
    }
    if (!form.isSound('signing-key'))
        return undefined;
    const pem = (0,parse_private_key/* unwrapPem */.eQ)(text);
    const why = noKeyAtAll(text) ?? whyNoKey(pem);
    if (why !== undefined) {
        form.refuse('signing-key', `which is no key to sign with: ${why}. Make one with \`ssh-keygen -t ed25519 -f key\``);
        return undefined;
    }
    return { key: pem, trusted };
}
function parseTrustedKeys(form) {
    const lines = form.text('trusted-keys').split(/\r?\n/);
    const given = lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
    const keys = given.flatMap((line) => (0,ssh_signature/* parsePublicKey */.ee)(line) ?? []);
    if (keys.length < given.length)
        form.refuse('trusted-keys');
    return [...new Set(keys)];
}
function noKeyAtAll(text) {
    if (text === '***')
        return 'it is the mask of a secret, not the secret';
    if (text.includes('${{'))
        return 'it is an expression that the runner did not evaluate';
    const isPublic = /^(?:ssh|ecdsa|sk)-\S+ +AAAA/.test(text);
    return isPublic ? 'it is a public key; the private one is in the file without .pub' : undefined;
}
function whyNoKey(pem) {
    const reading = (0,ssh_signature/* parseSigningKey */.UG)(pem);
    return reading.kind === 'key' ? undefined : reading.because;
}

// EXTERNAL MODULE: ./lib/model/format-name.js
var format_name = __webpack_require__(64880);
// EXTERNAL MODULE: ./lib/action/inputs/sink-headers.js
var sink_headers = __webpack_require__(54324);
;// CONCATENATED MODULE: ./lib/action/inputs/parse-sink.js




const OF_A_SINK = [
    'sink-url',
    'sink-token',
    'sink-headers',
    'sink-options',
    'sink-batch-events',
    'sink-batch-bytes',
    'sink-gzip',
];
/** What is sent is described by these; some receivers respond to a wrong one with success and store nothing. */
const OWN_HEADERS = new Set([
    'content-type',
    'content-length',
    'content-encoding',
    'transfer-encoding',
    'connection',
    'host',
]);
/** `undefined` without a sink. */
function parseSink(form, { presetOf, readYaml }) {
    const name = form.choice('sink', input_table/* INPUTS */.mc.sink.kind);
    if (name === 'none') {
        if (!form.isSound('sink'))
            return undefined;
        for (const each of OF_A_SINK) {
            if (form.given(each) !== '')
                form.conflict(each, 'it has no effect without a sink; set `sink`');
        }
        return undefined;
    }
    const preset = presetOf(name);
    const token = form.text('sink-token');
    if (token === '' && !preset.token.optional)
        form.refuse('sink-token', `for \`${name}\` it accepts ${preset.token.is}`);
    const url = parseUrl(form, preset);
    return {
        preset: name,
        url,
        token,
        headers: parseHeaders(form),
        options: parse_sink_parseOptions(form, preset, { token, url, readYaml }),
        batchEvents: form.optional('sink-batch-events', () => form.count('sink-batch-events')),
        batchBytes: form.optional('sink-batch-bytes', () => form.count('sink-batch-bytes')),
        timeoutMs: form.duration('sink-timeout'),
        gzip: form.optional('sink-gzip', () => form.boolean('sink-gzip')),
        onNotAccepted: form.choice('sink-on-not-accepted', input_table/* INPUTS */.mc['sink-on-not-accepted'].kind),
    };
}
function parseUrl(form, preset) {
    const text = form.text('sink-url');
    if (text === '') {
        if (preset.needsUrl)
            form.refuse('sink-url', `for \`${preset.name}\` it accepts the URL of the sink`);
        return undefined;
    }
    if (!form.isSound('sink-url'))
        return undefined;
    const url = URL.parse(text);
    const mistake = url === null ? 'it accepts a complete URL, with `https://` in front' : parse_sink_describeMistake(url);
    if (mistake !== undefined)
        form.refuse('sink-url', mistake);
    return text;
}
function parse_sink_describeMistake(url) {
    if (url.protocol !== 'https:' && url.protocol !== 'http:')
        return 'it accepts a URL that begins with `https://`';
    if (url.username !== '' || url.password !== '')
        return 'it accepts no user and no password; they belong in `sink-token`';
    if (url.hash !== '')
        return 'it accepts no `#\u2026`';
    if (url.protocol === 'http:' && !(0,parse_access/* isLoopback */.U9)(url.hostname)) {
        return 'it accepts `https://`: over plain http anyone on the way can read the events and the token';
    }
    return undefined;
}
function parseHeaders(form) {
    const lines = (0,sink_headers/* readHeaderLines */.V)(form.text('sink-headers'));
    const headers = {};
    for (const [index, line] of lines.entries()) {
        if (line === undefined)
            form.refuse('sink-headers', `line ${index + 1} is not \`Name: value\``);
        else if (OWN_HEADERS.has(line.name))
            form.refuse('sink-headers', `\`${line.name}\` is set by the action for each request`);
        else if (Object.hasOwn(headers, line.name))
            form.refuse('sink-headers', `\`${line.name}\` is set twice`);
        else
            headers[line.name] = line.value;
    }
    return headers;
}
function parse_sink_parseOptions(form, preset, { token, url, readYaml, }) {
    const text = form.text('sink-options');
    if (!form.isSound('sink-options'))
        return {};
    const options = text === '' ? {} : readYaml(text);
    if (typeof options === 'string') {
        form.refuse('sink-options', options);
        return {};
    }
    const format = format_name/* FORMATS */.h.find((each) => each === form.given('format')) ?? 'raw';
    const others = { token, format, url: url === undefined ? undefined : (URL.parse(url) ?? undefined) };
    for (const complaint of preset.check(options, others))
        form.conflict('sink-options', complaint);
    return options;
}

;// CONCATENATED MODULE: ./lib/action/inputs/parse-target.js

const EXAMPLES = { organization: 'github.com/LOGIN', enterprise: 'github.com/enterprises/SLUG' };
function parseTarget(form) {
    const organization = parseName(form, 'organization');
    const enterprise = parseName(form, 'enterprise');
    if (organization !== '' && enterprise !== '') {
        form.conflict('organization', 'got both `organization` and `enterprise`; one run collects from exactly one of them');
    }
    if (organization === '' && enterprise === '') {
        form.conflict('organization', 'got neither `organization` nor `enterprise`; set exactly one of them');
    }
    return enterprise === '' ? { kind: 'organization', name: organization } : { kind: 'enterprise', name: enterprise };
}
function parseName(form, input) {
    const name = form.value(input);
    const { pattern, lengthMax } = input_table/* INPUTS */.mc[input].kind;
    if (name === '' || (pattern.test(name) && name.length <= lengthMax))
        return name;
    form.refuse(input, parse_target_describeMistake(name, input));
    return name;
}
function parse_target_describeMistake(name, input) {
    const instead = `it accepts the name alone, as in ${EXAMPLES[input]}`;
    if (name.startsWith('@'))
        return `which has an @ in front; ${instead}`;
    if (name.includes('${{'))
        return `which is an expression that the runner did not evaluate; ${instead}`;
    if (name.includes('://') || /^(?:www\.)?github\.com\//i.test(name))
        return `which is a URL or an email address; ${instead}`;
    if (name.includes('/'))
        return `which names something inside an account, such as a repository; ${instead}`;
    if (/[\s,;]/.test(name))
        return `which looks like a display name or a list; ${instead}`;
    return undefined;
}

;// CONCATENATED MODULE: ./lib/action/inputs/inputs.js
/**
 * From the texts of the inputs to `Settings`, or to one error that names every problem. Pure: what the environment adds
 * (folders, the API that the workflow runs on) is a parameter. Nothing wrong is replaced by a default.
 */

















const REMEDY = 'Correct the `with:` of the step. Every input is described in README.md#inputs.';
const FEEDS_OF = {
    web: ['web'],
    git: ['git'],
    all: ['web', 'git'],
};
/** Modes of which there can be a recording, or that check the inputs of one. */
const RECORDED = ['collect', 'pull', 'validate'];
/** How long before GitHub deletes an event the deep sweep has to be done, because schedules are late by hours. */
const RETENTION_MARGIN_MS = 86_400_000;
/**
 * Reads every input through `read`, which returns '' for one that is not given.
 * @throws InputError with every problem in its message and no secret in it.
 */
function parseInputs(read, context) {
    const form = new InputForm(read, (0,secrets/* createRedactor */.lY)((0,secrets/* readSecrets */.ql)(read)));
    form.refuseMisplacedSecrets();
    const outputDir = parsePath(form, 'output-dir', context) ?? (0,external_node_path_.resolve)(context.temp, 'audit-log');
    const recording = (0,parse_recording/* parseRecording */.f)(form, {
        recordDir: parsePath(form, 'record-dir', context),
        replayDir: parsePath(form, 'replay-dir', context),
        outputDir,
    });
    const isReplay = recording?.kind === 'replay';
    const range = parseRange(form);
    if (recording !== undefined && !RECORDED.includes(range.mode)) {
        form.conflict(`${recording.kind}-dir`, `only \`mode: collect\` and \`mode: pull\` can be recorded, not \`${range.mode}\``);
    }
    const settings = {
        target: parseTarget(form),
        feeds: FEEDS_OF[form.choice('include', input_table/* INPUTS */.mc.include.kind)],
        ...range,
        credentials: isReplay ? { kind: 'token', token: '' } : parseCredentials(form),
        api: {
            url: (0,parse_access/* parseApiUrl */.nV)(form, context.apiUrl),
            version: form.text('api-version'),
            userAgent: form.text('user-agent'),
        },
        githubToken: form.text('github-token'),
        limits: parseLimits(form),
        resilience: parseResilience(form),
        position: parsePosition(form, context),
        output: {
            dir: outputDir,
            artifact: form.boolean('artifact') && !isReplay,
            artifactName: form.text('artifact-name'),
            retentionDays: form.optional('retention-days', () => form.count('retention-days')),
            format: form.choice('format', input_table/* INPUTS */.mc.format.kind),
            compression: form.choice('compression', input_table/* INPUTS */.mc.compression.kind),
        },
        encryptTo: parseRecipients(form),
        signing: parseSigning(form),
        privacy: parsePrivacy(form, form.text('dedupe-id')),
        allowPublicRepository: form.boolean('allow-public-repository'),
        caCertificates: form.optional('ca-certificates', () => form.text('ca-certificates')),
        reporting: parseReporting(form),
        sink: parseSink(form, context.optionParts),
        archive: parseArchive(form, context.optionParts),
        recording,
    };
    if (!(0,parse_access/* isServerApi */.I)(settings.api.url))
        checkRetention(form, settings);
    form.throwProblems(context.remedy ?? REMEDY);
    return settings;
}
function parseLimits(form) {
    const limits = {
        perPage: form.count('per-page'),
        maxPages: form.count('max-pages'),
        maxDurationMs: form.duration('max-duration'),
        pageDelayMs: form.duration('page-delay'),
        jitterMs: form.duration('jitter'),
        rateLimitReserve: form.count('rate-limit-reserve'),
    };
    if (form.isSound('jitter', 'max-duration') && limits.jitterMs >= limits.maxDurationMs) {
        form.conflict('jitter', 'it is not shorter than `max-duration`, so that a run can end before its first request');
    }
    if (form.isSound('page-delay', 'max-duration') && limits.pageDelayMs >= limits.maxDurationMs) {
        form.conflict('page-delay', 'it is not shorter than `max-duration`, so that a run ends before its second page');
    }
    return limits;
}
function parseResilience(form) {
    const retry = {
        attempts: form.count('retry-attempts'),
        initialBackoffMs: form.duration('retry-initial-backoff'),
        maxBackoffMs: form.duration('retry-max-backoff'),
        multiplier: form.decimal('retry-multiplier'),
    };
    const isSound = form.isSound('retry-max-backoff', 'retry-initial-backoff');
    if (isSound && retry.maxBackoffMs < retry.initialBackoffMs) {
        form.conflict('retry-max-backoff', 'it is shorter than `retry-initial-backoff`');
    }
    return {
        requestTimeoutMs: form.duration('request-timeout'),
        retry,
        breaker: {
            failures: form.count('breaker-failures'),
            successes: form.count('breaker-successes'),
            cooldownMs: form.duration('breaker-cooldown'),
        },
    };
}
function parsePosition(form, context) {
    const position = {
        stateKey: form.text('state-key'),
        stateDir: parsePath(form, 'state-dir', context),
        file: parsePath(form, 'position-file', context),
        overlapMs: form.duration('overlap'),
        reconcileEveryMs: form.duration('reconcile-every'),
        reconcileWindowMs: form.duration('reconcile-window'),
        dedupeId: form.text('dedupe-id').split('.'),
        dedupeCapacity: form.count('dedupe-capacity'),
        onGap: form.choice('on-gap', input_table/* INPUTS */.mc['on-gap'].kind),
        onColdStart: parseColdStart(form),
        maxLagMs: form.optional('max-lag', () => form.duration('max-lag')),
    };
    if (form.isSound('reconcile-window', 'overlap') && position.reconcileWindowMs < position.overlapMs) {
        form.conflict('reconcile-window', 'it is shorter than `overlap`, so that a deep sweep would find less than every run does');
    }
    return position;
}
/** With a key, a position that is not found counts as removed by somebody. */
function parseColdStart(form) {
    const chosen = form.optional('on-cold-start', () => form.choice('on-cold-start', input_table/* INPUTS */.mc['on-cold-start'].kind));
    return chosen ?? (form.value('signing-key') === '' ? 'collect' : 'fail');
}
/** A late event is lost if GitHub deletes it before the deep sweep that would find it, so such settings are refused. */
function checkRetention(form, { feeds, position }) {
    if (!form.isSound('reconcile-window', 'reconcile-every'))
        return;
    const reach = position.reconcileWindowMs + position.reconcileEveryMs;
    for (const feed of feeds) {
        const most = model_feed/* CLOUD_RETENTION_MS */.Y9[feed] - RETENTION_MARGIN_MS;
        if (reach <= most)
            continue;
        form.conflict('reconcile-window', `together with \`reconcile-every\` it is ${(0,parse_values/* renderDuration */.PP)(reach)}, and must be ${(0,parse_values/* renderDuration */.PP)(most)} at most: ` +
            `GitHub keeps ${feed} events for ${(0,parse_values/* renderDuration */.PP)(model_feed/* CLOUD_RETENTION_MS */.Y9[feed])}, and a late one would expire before a deep sweep reads it`);
        return;
    }
}
function parsePath(form, name, context) {
    const text = form.value(name);
    if (text === '')
        return undefined;
    const isExpanded = !text.startsWith('~') && !/\$[A-Za-z_{(]|%[A-Za-z_]+%/.test(text);
    if (!isExpanded)
        form.refuse(name, 'which only a shell would expand; it accepts a literal path, or an expression of the workflow');
    else if (/\p{Cc}/u.test(text))
        form.refuse(name);
    return (0,external_node_path_.isAbsolute)(text) ? (0,external_node_path_.resolve)(text) : (0,external_node_path_.resolve)(context.workspace, text);
}

;// CONCATENATED MODULE: ./lib/action/inputs/option-parts.js
const WITH_OPTIONS = ['sink-options', 'archive-options'];
/** `read` returns '' for an input that is not given. */
async function loadOptionParts(read) {
    const hasOptions = WITH_OPTIONS.some((name) => read(name) !== '');
    const hasSink = !['', 'none'].includes(read('sink'));
    return {
        readYaml: hasOptions ? (await Promise.all(/* import() */[__webpack_require__.e(815), __webpack_require__.e(712)]).then(__webpack_require__.bind(__webpack_require__, 78712))).readYaml : notLoaded,
        presetOf: hasSink ? (await __webpack_require__.e(/* import() */ 230).then(__webpack_require__.bind(__webpack_require__, 16230))).presetOf : notLoaded,
    };
}
function notLoaded() {
    throw new Error('nothing reads an option that is not given');
}

// EXTERNAL MODULE: ./lib/action/logger.js
var logger = __webpack_require__(3796);
// EXTERNAL MODULE: ./lib/position/cold-start.js
var cold_start = __webpack_require__(12976);
// EXTERNAL MODULE: ./lib/collector/budget.js
var budget = __webpack_require__(90994);
// EXTERNAL MODULE: ./lib/collector/conclude.js + 1 modules
var conclude = __webpack_require__(49823);
// EXTERNAL MODULE: ./lib/evidence/redaction.js
var redaction = __webpack_require__(56884);
// EXTERNAL MODULE: ./lib/position/new-checkpoint.js
var new_checkpoint = __webpack_require__(77356);
// EXTERNAL MODULE: ./lib/model/assert.js
var assert = __webpack_require__(76779);
// EXTERNAL MODULE: ./lib/model/claims.js
var claims = __webpack_require__(94728);
// EXTERNAL MODULE: ./lib/model/gaps.js
var gaps = __webpack_require__(30312);
;// CONCATENATED MODULE: ./lib/collector/sweep.js
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/**
 * The sweep that a run works on. An open one that has passed its claim is resumed with its own head. Any other begins
 * afresh with the head of this run; a position below the claim is kept even then, because everything below the claim is
 * claimed and because dropping it would read the same pages in every run and never get further.
 */
function openSweep(frontier, probe) {
    const position = frontier.sweep?.position ?? null;
    if (frontier.sweep !== null && position !== null && position.ts >= frontier.claim) {
        return { sweep: frontier.sweep, fresh: false };
    }
    const isWide = frontier.sweep?.net === 'wide' && frontier.completedAt === null;
    const opened = { head: probe.head, openedAt: probe.date, position };
    return { sweep: isWide ? { ...opened, net: 'wide' } : opened, fresh: true };
}
/**
 * The farther of the position and the newest mark strictly below the claim; else the filter alone. `skipped`: marks that are
 * passed over, because the one after them led nowhere.
 */
function startOf(frontier, marks, skipped = 0) {
    const position = frontier.sweep?.position ?? null;
    const below = marks.findLastIndex((candidate) => candidate.ts < frontier.claim);
    const mark = below - skipped < 0 ? undefined : marks[below - skipped];
    if (position !== null && (mark === undefined || position.ts >= mark.ts))
        return { kind: 'position', ...position };
    if (mark !== undefined)
        return { kind: 'mark', ...mark, copies: {} };
    return { kind: 'filter' };
}
/**
 * Where a sweep goes on whose position is refused: the newest mark between its claim and that position. The sweep has
 * read everything up to the position, so it can stand at any place before; going back behind the claim each time would
 * never end a sweep whose cursors are refused now and then. Copies are counted again from there, and what they find was
 * delivered.
 */
function retreatFrom({ claim, sweep }, marks, skipped = 0) {
    const position = sweep?.position ?? null;
    if (position === null)
        return undefined;
    const within = marks.filter(({ ts }) => ts >= claim && ts < position.ts);
    const mark = within.at(-1 - skipped);
    return mark === undefined ? undefined : { ...mark, copies: {} };
}
/**
 * How many marks to pass over at the `failures`-th cursor in a row that leads nowhere: 0, 3, 15, 63, then all. One bad
 * cursor costs a page, and a thousand of them a handful of requests.
 */
function skippedAfter(failures) {
    return failures > 4 ? Number.POSITIVE_INFINITY : 4 ** Math.max(0, failures - 1) - 1;
}
/** How many pages a day has at the rate of the newest events. */
function pagesOfADay(shown) {
    const stamps = shown.flatMap(({ ts }) => (ts === undefined ? [] : [ts]));
    return stamps.length < 2 ? 0 : DAY_MS / (Math.max(...stamps) - Math.min(...stamps));
}
/**
 * GitHub does not say whether it filters on `@timestamp` or on `created_at`, which can be many hours older, so the cursor
 * carries the position and the filter is only a wide net. Without a cursor it is narrower, because all that it lets in is
 * read again, and narrowest on the cold start of a busy organization, which must not spend its first run before `since`: an
 * hour, unless its first page reaches the claim, so that the pass begins again with the day. What the net hides all the same
 * is looked for in `net-check.ts`.
 */
function netOf({ claim, completedAt, sweep }, { start, date, isBusy }) {
    if (sweep?.net === 'none') {
        // Without `created:` GitHub searches three months only.
        const edge = claim < date - 80 * DAY_MS ? 0 : undefined;
        return { first: edge, later: edge, isNarrow: false };
    }
    const isNarrow = isBusy && start.kind === 'filter' && completedAt === null && sweep?.net !== 'wide';
    return {
        first: Math.max(0, claim - (isNarrow ? HOUR_MS : DAY_MS)),
        later: Math.max(0, claim - 30 * DAY_MS),
        isNarrow,
    };
}
/** Everything from here on is read by a pass that begins so: at a cursor nobody knows which of its equals it has passed. */
function readsFrom(claim, start) {
    return start.kind === 'filter' ? claim : start.ts + 1;
}
/**
 * Where the stretch begins that a pass goes on with which reads from `from` on, after one that read everything from `begun`
 * to `readTo`. The events of that very millisecond may not all have been read.
 */
function continuesFrom(begun, { from, readTo }) {
    return readTo !== null && begun <= from && from <= readTo ? begun : from;
}
/**
 * The floor after a tail sweep has delivered everything up to `lastTs`. One that has read everything since the floor under
 * its head is as good as a deep sweep: without this, a first run over more events than `dedupe-capacity` would have to give
 * up lateness that it has looked for.
 */
function floorAfterTail({ tail, deep }, lastTs, windowMs) {
    const from = tail.sweep?.from;
    if (from === undefined || from > deep.claim)
        return deep.claim;
    return Math.max(deep.claim, Math.min(claimAfter({ ...tail, claim: 0 }, lastTs, windowMs), tail.claim));
}
/**
 * What can be claimed once everything up to `lastTs` was delivered: an event that this sweep missed became visible
 * after its opening, so it is late relative to the head, so it lies at `head \u2212 bound` or later.
 */
function claimAfter(frontier, lastTs, bound) {
    const head = frontier.sweep?.head ?? null;
    if (head === null || lastTs === null)
        return frontier.claim;
    return Math.max(frontier.claim, Math.min(lastTs, head - bound));
}
/**
 * Whether a list without a next page really ended: it has to reach the head, unless the head lies before `edge`: it has
 * expired, or it is older than the claim, as in a quiet target at its first run, and the filter leaves it out. A list
 * that stops short lost its Link header on the way, or was requested with a cursor that finds nothing.
 */
function reachedHead(sweep, lastTs, edge) {
    return sweep.head === null || (lastTs !== null && lastTs >= sweep.head) || sweep.head < edge;
}
/** Whether the deep sweep has to be read in this run. */
function deepIsDue({ sweep, completedAt }, date, everyMs) {
    return sweep !== null || completedAt === null || date - completedAt >= everyMs;
}

;// CONCATENATED MODULE: ./lib/collector/feed-draft.js
/**
 * The position of one feed as it would be if everything read so far were delivered. It runs ahead of what is delivered, and
 * its claims only grow; it becomes the position when everything that it claims was delivered and saved.
 */




class FeedDraft {
    #rules;
    #feed;
    #freshMarks = [];
    #refused;
    constructor(feed, rules) {
        this.#feed = feed;
        this.#rules = rules;
        this.#refused = feed.refused ?? [];
    }
    /** `seen` lacks the ids that are on their way. */
    get feed() {
        const { refused: _, ...feed } = this.#feed;
        return { ...feed, marks: this.#marks, ...(this.#refused.length === 0 ? {} : { refused: this.#refused }) };
    }
    frontier(name) {
        return this.#feed[name];
    }
    get floor() {
        return this.#feed.deep.claim;
    }
    /** What was delivered and saved. */
    committed(feed) {
        this.#feed = feed;
        this.#freshMarks = [];
        this.#refused = feed.refused ?? [];
    }
    /** The sweep to work on, and where its first pass begins. */
    open(name, probe) {
        const { sweep, fresh } = openSweep(this.#feed[name], probe);
        this.#move(name, { sweep });
        const start = startOf(this.#feed[name], this.#marks);
        if (fresh)
            this.#move(name, { sweep: { ...sweep, from: readsFrom(this.#feed[name].claim, start) } });
        return { fresh, start };
    }
    /** Everything up to the position was read. */
    moveTo(name, position) {
        const sweep = this.#sweep(name);
        this.#freshMarks.push({ ts: position.ts, after: position.after });
        this.#claim(name, position.ts);
        this.#move(name, { sweep: { ...sweep, position } });
    }
    /** The list was read to its end. */
    end(name, lastTs) {
        const { openedAt } = this.#sweep(name);
        this.#claim(name, lastTs);
        this.#move(name, { completedAt: Math.max(this.#feed[name].completedAt ?? 0, openedAt), sweep: null });
    }
    /**
     * A cursor led nowhere: the position or a mark, never both. Returns where the next pass begins. `failures`: cursors
     * in a row of which that is true.
     */
    startAgain(name, led, failures) {
        const sweep = this.#sweep(name);
        const { position } = sweep;
        if (led.untouched && led.from.kind === 'mark') {
            this.#forget(led.from);
            return this.#begin(name, startOf(this.#feed[name], this.#marks, skippedAfter(failures)), led.readTo);
        }
        if (position !== null && (led.after === position.after || failures > 1)) {
            if (led.after === position.after && led.refused)
                this.#forget(position);
            const retreat = retreatFrom(this.#feed[name], this.#marks, skippedAfter(failures));
            this.#move(name, { sweep: { ...sweep, position: retreat ?? null } });
        }
        const skipped = position === null ? skippedAfter(failures) : 0;
        return this.#begin(name, startOf(this.#feed[name], this.#marks, skipped), led.readTo);
    }
    /** The filter hid something: from the claim on, without it, and what was read through it proves nothing. */
    startUnfiltered(name) {
        this.#move(name, { sweep: { ...this.#sweep(name), position: null, net: 'none' } });
        return this.#begin(name, startOf(this.#feed[name], this.#marks), null);
    }
    /** The narrow net of a cold start led to the claim at once. */
    widen(name) {
        this.#move(name, { sweep: { ...this.#sweep(name), net: 'wide' } });
    }
    /** A page came for this cursor: if it was refused before, it is not any more. */
    works(after) {
        this.#refused = this.#refused.filter((mark) => mark.after !== after);
    }
    noteGap(gap) {
        this.#feed = { ...this.#feed, gaps: (0,gaps/* uniteGaps */.rm)(this.#feed.gaps, [gap]) };
    }
    /** Something between the floor and this sweep expired unread, so that it is no deep sweep. */
    forgetFrom(name) {
        const { from: _, ...sweep } = this.#sweep(name);
        this.#move(name, { sweep });
    }
    /** What was read under one head stays one stretch: where a pass begins behind a hole, the stretch begins there as well. */
    #begin(name, start, readTo) {
        const sweep = this.#sweep(name);
        if (sweep.from === undefined)
            return start;
        const from = continuesFrom(sweep.from, { from: readsFrom(this.#feed[name].claim, start), readTo });
        this.#move(name, { sweep: { ...sweep, from } });
        return start;
    }
    #claim(name, lastTs) {
        const { tail, deep } = this.#feed;
        if (name === 'tail') {
            this.#move('tail', { claim: claimAfter(tail, lastTs, this.#rules.overlapMs) });
            this.#move('deep', { claim: floorAfterTail(this.#feed, lastTs, this.#rules.reconcileWindowMs) });
            return;
        }
        const floor = Math.min(claimAfter(deep, lastTs, this.#rules.reconcileWindowMs), tail.claim);
        this.#move('deep', { claim: Math.max(deep.claim, floor) });
    }
    #forget({ ts, after }) {
        this.#refused = (0,claims/* uniteMarks */.st)(this.#refused, [{ ts, after }]);
    }
    get #marks() {
        const refused = new Set(this.#refused.map(({ after }) => after));
        return (0,claims/* uniteMarks */.st)(this.#feed.marks, this.#freshMarks).filter(({ after }) => !refused.has(after));
    }
    #sweep(name) {
        const { sweep } = this.#feed[name];
        (0,assert/* assert */.v)(sweep !== null, 'a pass belongs to an open sweep');
        return sweep;
    }
    #move(name, change) {
        this.#feed = { ...this.#feed, [name]: { ...this.#feed[name], ...change } };
    }
}

// EXTERNAL MODULE: ./lib/collector/net-check.js
var net_check = __webpack_require__(74197);
// EXTERNAL MODULE: ./lib/model/seen.js
var model_seen = __webpack_require__(35294);
;// CONCATENATED MODULE: ./lib/dedupe/delivered-ids.js

class DeliveredIds {
    #delivered;
    /** Delivered, at the floor or later, and without room in the position. */
    #forgotten = model_seen/* NOTHING_SEEN */.s3;
    #pending = [];
    /** The same by key, with the timestamps that it has. */
    #pendingTimes = new Map();
    /** `seen`: the packed array of a position. */
    constructor(seen) {
        this.#delivered = seen;
    }
    /** On their way to delivery. */
    get pending() {
        return this.#pending;
    }
    /** Of those that were delivered. */
    get size() {
        return (0,model_seen/* countSeen */.$E)(this.#delivered);
    }
    /** `isTimed`: the timestamp is the element's own. Otherwise it is a guess, which changes from read to read. */
    has(event, isTimed) {
        const times = this.#pendingTimes.get(event.key);
        const [delivered, forgotten] = [this.#delivered, this.#forgotten];
        if (!isTimed)
            return times !== undefined || (0,model_seen/* hasSeenKey */.hz)(delivered, event.key) || (0,model_seen/* hasSeenKey */.hz)(forgotten, event.key);
        return times?.includes(event.ts) === true || (0,model_seen/* hasSeen */.yC)(delivered, event) || (0,model_seen/* hasSeen */.yC)(forgotten, event);
    }
    /** Of an event that is new. */
    add(event) {
        this.#pending.push(event);
        const times = this.#pendingTimes.get(event.key);
        if (times === undefined)
            this.#pendingTimes.set(event.key, [event.ts]);
        else
            times.push(event.ts);
    }
    /** Everything that was on its way was delivered, and `seen` is what the position knows by now, from the floor on. */
    committed(seen, floor) {
        const oldest = seen.length === 0 ? Number.POSITIVE_INFINITY : (0,model_seen/* seenTs */.h3)(seen, 0);
        const early = (0,model_seen/* packSeen */.H_)(this.#pending.filter(({ ts }) => ts >= floor && ts <= oldest));
        const lost = [(0,model_seen/* cutSeen */.iK)(this.#delivered, floor), early].map((each) => (0,model_seen/* seenBefore */.v$)(each, seen));
        this.#forgotten = lost.reduce(model_seen/* uniteSeen */.DN, (0,model_seen/* cutSeen */.iK)(this.#forgotten, floor));
        this.#delivered = seen;
        this.#pending = [];
        this.#pendingTimes.clear();
    }
}

// EXTERNAL MODULE: ./lib/dedupe/shared-ids.js
var shared_ids = __webpack_require__(89189);
// EXTERNAL MODULE: ./lib/collector/pass.js + 1 modules
var collector_pass = __webpack_require__(45900);
;// CONCATENATED MODULE: ./lib/collector/new-events.js
/**
 * Which events of a page are new in one feed: not older than the floor, and neither delivered nor on their way. It counts
 * what it meets, and remembers what was new until that is committed.
 */



class NewEvents {
    counts = { fresh: 0, duplicates: 0, sharedIds: 0 };
    #rules;
    #ids;
    /** `seen`: of the position. */
    constructor(seen, rules) {
        this.#ids = new DeliveredIds(seen);
        this.#rules = rules;
    }
    get pending() {
        return this.#ids.pending;
    }
    get remembered() {
        return this.#ids.size;
    }
    /** The position that was saved. */
    committed({ seen, deep }) {
        this.#ids.committed(seen, deep.claim);
    }
    /** Also moves the pass to the last event of the page. */
    of(page, pass, floor) {
        const { dedupeId, redact } = this.#rules;
        const [stamps, shared] = [(0,collector_pass/* stampsOf */.cH)(page), (0,shared_ids/* sharedIds */.e)(page.elements, dedupeId)];
        const fresh = [];
        let index = 0;
        for (const element of page.elements) {
            const ts = stamps[index] ?? page.date;
            index += 1;
            const event = (0,collector_pass/* identify */.ls)(element, { ts, shared, dedupeId, redact }, pass);
            if (event.ts < floor)
                continue;
            if (this.#ids.has(event, element.ts !== undefined)) {
                this.counts.duplicates++;
                continue;
            }
            this.#ids.add(event);
            if (event.sharesId === true)
                this.counts.sharedIds++;
            fresh.push(event);
        }
        this.counts.fresh += fresh.length;
        return fresh;
    }
}

;// CONCATENATED MODULE: ./lib/collector/retention.js
/** `Date` has full seconds: up to this much more can have expired than it says. */
const DATE_STEP_MS = 1_000;
/**
 * The gaps that a page read at `date` (server's clock) reveals. Called with `lastTs` as it was before the page. A deep sweep
 * that comes too late puts in doubt only events that were late, so its gap is not certain while the tail covers the same
 * time. What was delivered before the position was moved back is not lost: it is only not delivered again.
 */
function retentionGaps(feed, { frontier, lastTs, date, }, rules) {
    const edge = date + DATE_STEP_MS - rules.retentionMs;
    const from = Math.max(coveredBy(feed[frontier], rules), lastTs ?? 0);
    if (from >= edge)
        return [];
    const certain = frontier === 'tail' || coveredBy(feed.tail, rules) < edge;
    const before = Math.max(from, Math.min(edge, rules.deliveredTo));
    const gaps = [
        { from, to: before, kind: 'reset', certain: false, run: rules.run },
        { from: before, to: edge, kind: 'retention', certain, run: rules.run },
    ];
    return gaps.filter((gap) => gap.from < gap.to);
}
function coveredBy(frontier, rules) {
    const completed = frontier.completedAt === null ? 0 : frontier.completedAt - rules.reconcileWindowMs;
    return Math.max(frontier.claim, completed);
}

;// CONCATENATED MODULE: ./lib/collector/page-verdict.js
/**
 * What a page says about its list: that it goes on, that it has ended, or that it cannot be believed. An end is believed
 * only where the list has shown everything that the probe of this run showed, because behind an end that is believed too
 * early events stay hidden. Pure.
 */



/** After the elements of the page were counted in by the pass. */
function judgePage(pass, page, facts) {
    const edge = page.date + DATE_STEP_MS - facts.retentionMs;
    const misses = (upTo) => pass.netCheck?.misses({ edge, upTo }) === true;
    if (misses(pass.lastTs ?? 0))
        return { kind: 'net-hides' };
    if (page.next !== undefined)
        return { kind: 'goes-on', next: page.next };
    const isIncomplete = misses(Number.POSITIVE_INFINITY);
    if (isEnd(pass, page, facts))
        return { kind: isIncomplete ? 'net-hides' : 'ended' };
    // The filter can hide the newest event; a lost Link header is likelier, so it is tried first.
    return { kind: isIncomplete && pass.failures > 0 ? 'net-hides' : 'ended-early' };
}
/** It has to reach the head, unless that has expired or lies below the claim, where the filter leaves it out. */
function isEnd({ opened, lastTs }, { date }, { frontier, probe, retentionMs }) {
    const { sweep, claim } = frontier;
    (0,assert/* assert */.v)(sweep !== null, 'a pass belongs to an open sweep');
    const edge = Math.max(date - retentionMs, claim);
    const newest = opened ? probe.newest : null;
    return reachedHead(sweep, lastTs, edge) && reachedHead({ ...sweep, head: newest }, lastTs, edge);
}
/** Whether the first page of a narrow net reaches the claim: events that the net can hide are wanted. */
function isTooNarrow({ net, after }, { elements, next }, { frontier, probe }) {
    const { claim } = frontier;
    const isWanted = probe.newest !== null && probe.newest >= claim;
    const reaches = next === undefined || elements.some(({ ts }) => ts !== undefined && ts >= claim);
    return net.isNarrow && after === undefined && isWanted && reaches;
}

;// CONCATENATED MODULE: ./lib/collector/feed-run.js








/** Beginnings in one run of a sweep that gets no farther; the last of them failing means that it never will. */
const STARTS_MAX = 7;
class FeedRun {
    name;
    probe;
    /** In the order in which they were found; they may touch. */
    gapsFound = [];
    /** Of the events that only a deep sweep found: the most that one can have been late. */
    latenessMs;
    /** The list of the tail was read to its end in this run. */
    caughtUp = false;
    /** The server's clock at the last answer. */
    date;
    #shown;
    #isBusy;
    #rules;
    #events;
    #pages = 0;
    #draft;
    #passes = {};
    /** A sweep that this run opened is closed: one is enough, however short `reconcile-every` is. */
    #done = { tail: false, deep: false };
    constructor(name, { feed, probe, shown, more }, rules) {
        this.name = name;
        this.probe = probe;
        this.date = probe.date;
        this.#shown = shown;
        // The day before the claim must not cost more than half of a run.
        this.#isBusy = more && pagesOfADay(shown) > rules.maxPages / 2;
        this.#draft = new FeedDraft(feed, rules);
        this.#events = new NewEvents(feed.seen, rules);
        this.#rules = rules;
    }
    get counts() {
        return { ...this.#events.counts, pages: this.#pages };
    }
    /** The position as it would be if everything read so far were delivered; `seen` lacks the ids of `pending`. */
    get draft() {
        return this.#draft.feed;
    }
    /** The claim of the tail as it would be if everything read so far were delivered. */
    get watermark() {
        return this.#draft.frontier('tail').claim;
    }
    get pending() {
        return this.#events.pending;
    }
    get remembered() {
        return this.#events.remembered;
    }
    deepIsDue() {
        return deepIsDue(this.#draft.frontier('deep'), this.probe.date, this.#rules.reconcileEveryMs);
    }
    /** Whether there is nothing more to read; a tail that was resumed is followed by a fresh one. */
    isDone(name) {
        return this.#done[name] || (name === 'deep' && !this.deepIsDue());
    }
    /** What was delivered and saved is now the position, and its ids are remembered. */
    committed(feed) {
        this.#draft.committed(feed);
        this.#events.committed(feed);
    }
    async read(name, using, signal) {
        this.#passes[name] ??= this.#open(name);
        const pass = this.#passes[name];
        if (pass.over === 'net-hides')
            return this.#startUnfiltered(name, pass);
        if (pass.over === 'ended-early')
            return this.#startAgain(name, pass, { refused: false });
        const { after, net } = pass;
        const answer = await using.auditLog.read({ feed: this.name, order: 'asc', after, createdFrom: after === undefined ? net.first : net.later }, using.share, signal);
        switch (answer.kind) {
            case 'stopped':
                return answer;
            case 'cursor-refused':
                return this.#startAgain(name, pass, { refused: true });
            case 'page':
                using.share.takePage();
                this.#pages++;
                return this.#absorb(name, pass, answer.page);
        }
    }
    #open(name) {
        const { fresh, start } = this.#draft.open(name, this.probe);
        return this.#begin(name, start, { opened: fresh, failures: 0, farthest: null });
    }
    #begin(name, start, { opened, failures, farthest }) {
        const frontier = this.#draft.frontier(name);
        const { dedupeId } = this.#rules;
        const from = readsFrom(frontier.claim, start);
        return (0,collector_pass/* beginPass */.Z3)(start, {
            opened,
            failures,
            farthest,
            net: netOf(frontier, { start, date: this.probe.date, isBusy: this.#isBusy }),
            netCheck: frontier.sweep?.net === 'none' ? undefined : new net_check/* NetCheck */.e(this.#shown, from, dedupeId),
        });
    }
    #startUnfiltered(name, pass) {
        this.#passes[name] = this.#begin(name, this.#draft.startUnfiltered(name), pass);
        return { kind: 'started-again', why: 'net' };
    }
    /** Drops the cursor that led nowhere and starts again, keeping the head and everything that was read. */
    #startAgain(name, pass, { refused }) {
        const failures = pass.failures + 1;
        if (failures >= STARTS_MAX) {
            throw new errors/* UpstreamError */.gA(`the ${this.name} feed ended ${STARTS_MAX} times before its own newest event`, {
                hint: 'Either GitHub or a proxy on the way shortens the list. Nothing was skipped: run again; see docs/troubleshooting.md#list-ends-early.',
            });
        }
        const { after, start: from, untouched, opened, farthest, lastTs } = pass;
        const led = { after, from, untouched, refused: refused || untouched, readTo: lastTs };
        const start = this.#draft.startAgain(name, led, failures);
        this.#passes[name] = this.#begin(name, start, { opened, failures, farthest });
        return { kind: 'started-again', why: 'cursor' };
    }
    #absorb(name, pass, page) {
        this.date = page.date;
        if (page.elements.length > 0)
            this.#draft.works(pass.after);
        const first = page.elements.find((element) => element.ts !== undefined)?.ts;
        if (first !== undefined && pass.lastTs !== null && first < pass.lastTs)
            return this.#startAgain(name, pass, { refused: false });
        if (isTooNarrow(pass, page, this.#facts(name))) {
            this.#draft.widen(name);
            this.#passes[name] = this.#begin(name, pass.start, pass);
            return { kind: 'started-again', why: 'narrow' };
        }
        this.#noteGaps(name, pass, page.date);
        if (page.elements.length > 0)
            pass.untouched = false;
        const fresh = this.#events.of(page, pass, this.#draft.floor);
        if (name === 'deep')
            this.#noteLateness(fresh);
        if (pass.lastTs !== null && pass.lastTs > (pass.farthest ?? -1)) {
            pass.farthest = pass.lastTs;
            pass.failures = 0;
        }
        pass.netCheck?.meet(page.elements);
        const verdict = judgePage(pass, page, this.#facts(name));
        if (verdict.kind === 'goes-on')
            this.#goOn(name, pass, { page, next: verdict.next });
        else if (verdict.kind === 'ended')
            this.#endOfList(name, pass);
        // Before anything is claimed, but not at once: the events of this page have to be delivered first, and starting again can fail.
        else
            pass.over = verdict.kind;
        return { kind: 'page', fresh, ended: verdict.kind === 'ended' };
    }
    #facts(name) {
        return { frontier: this.#draft.frontier(name), probe: this.probe, retentionMs: this.#rules.retentionMs };
    }
    #goOn(name, pass, { page, next }) {
        pass.after = next;
        const ts = (0,collector_pass/* standsOn */.RG)(next, page.elements.at(-1), pass.lastTs);
        if (ts === undefined)
            return;
        if (ts !== pass.lastTs)
            pass.copies.clear();
        pass.lastTs = ts;
        this.#draft.moveTo(name, { ts, after: next, copies: Object.fromEntries(pass.copies) });
    }
    #endOfList(name, pass) {
        this.#draft.end(name, pass.lastTs);
        delete this.#passes[name];
        if (pass.opened)
            this.#done[name] = true;
        if (name === 'tail')
            this.caughtUp = true;
    }
    #noteGaps(frontier, pass, date) {
        const [{ lastTs }, { feed }] = [pass, this.#draft];
        const isNoDeepSweep = retentionGaps(feed, { frontier: 'deep', lastTs, date }, this.#rules).length > 0;
        if (frontier === 'tail' && isNoDeepSweep)
            this.#draft.forgetFrom('tail');
        for (const gap of retentionGaps(feed, { frontier, lastTs, date }, this.#rules)) {
            this.gapsFound.push(gap);
            this.#draft.noteGap(gap);
        }
    }
    #noteLateness(fresh) {
        for (const { ts } of fresh) {
            if (ts < this.watermark)
                this.latenessMs = Math.max(this.latenessMs ?? 0, this.probe.date - ts);
        }
    }
}

;// CONCATENATED MODULE: ./lib/collector/opening-words.js
function incidentsOf(found) {
    switch (found.kind) {
        case 'resume':
            return found.notes;
        case 'floors':
            return [
                `The position is lost: only names of artifacts show how far deliveries were (${found.where}). Later events are delivered again.`,
                ...found.notes,
            ];
        case 'none':
            return [...found.notes, ...doubtOf(found)];
    }
}
/** Both readings: the run cannot know which of them is true. */
function doubtOf({ history, besides }) {
    if (history.kind === 'none' || !history.bySchedule)
        return [];
    if (besides) {
        return [
            'No position of this target was found, although this workflow has run by schedule. If the target was only just added, nothing is missing. If it was collected before, its position was deleted, and what happened before the start may be missing.',
        ];
    }
    return [
        `No position of any target was found, although this workflow succeeded by schedule: its newest success was at ${new Date(history.startedAt).toISOString()}. If that run collected, every position was deleted, and what happened before the start may be missing.`,
    ];
}
function foundIn({ where, checkpoint }) {
    return `Position found in ${where}, generation ${checkpoint.generation}.`;
}
function beginningOf(name, { tail }) {
    return `No position of this target was found for the ${name} feed: it begins at ${new Date(tail.claim).toISOString()}.`;
}
/** The remembered ids are those of another field, so that from the floor on nothing is known to be delivered. */
function dedupeIdChanged({ dedupeId, feeds }, { position }) {
    const now = position.dedupeId.join('.');
    if (dedupeId === undefined || dedupeId === now)
        return [];
    const floors = Object.entries(feeds).map(([name, { deep }]) => `${name} from ${new Date(deep.claim).toISOString()}`);
    return [
        `dedupe-id is ${now}, and the position was saved with ${dedupeId}: events that were delivered since then can be delivered again once (${floors.join(', ')}).`,
    ];
}

;// CONCATENATED MODULE: ./lib/collector/open-feeds.js
/**
 * The opening of a run: the newest event of each feed and the server's clock, before anything is read; from then on a run
 * never looks at its own clock to know where the log stands. Feeds are opened in random order, so that a limit never
 * starves the same one twice.
 */







async function openFeeds(opening, job, signal) {
    const { found, settings, identity } = job;
    const checkpoint = found.kind === 'resume' ? found.checkpoint : (0,new_checkpoint/* newCheckpoint */.v)(identity.stream, found);
    const feeds = [];
    const failures = [];
    const beginnings = found.kind === 'resume' ? [foundIn(found)] : [];
    let cold = false;
    let stopped;
    let date;
    for (const name of shuffled(settings.feeds, opening.random)) {
        const probe = await probeFeed(name, opening, signal);
        if (probe.kind === 'stopped') {
            stopped = probe.reason;
            break;
        }
        if (probe.kind === 'failed') {
            failures.push(probe.error);
            continue;
        }
        date = probe.date;
        const known = checkpoint.feeds[name];
        const doubt = known === undefined ? doubtOfNew(name, found) : implausible(known, probe);
        if (doubt !== undefined) {
            failures.push(doubt);
            continue;
        }
        const feed = known ?? newFeed(name, probe, job);
        if (known === undefined)
            beginnings.push(beginningOf(name, feed));
        cold ||= known === undefined;
        const run = new FeedRun(name, { feed, probe, shown: probe.shown, more: probe.more }, rulesFor(name, checkpoint, job));
        if (known === undefined)
            run.gapsFound.push(...feed.gaps);
        feeds.push(run);
    }
    return {
        feeds,
        checkpoint: { ...withUnopened(checkpoint, date, job), dedupeId: settings.position.dedupeId.join('.') },
        incidents: [...incidentsOf(found), ...dedupeIdChanged(checkpoint, settings)],
        cold,
        beginnings,
        isKept: found.kind === 'resume' && found.isKept,
        failures,
        stopped,
    };
}
/**
 * A feed that could not be opened begins where it would have begun in this run, and so does a lost one that this run does
 * not include: this run knows that a position is lost; the next one, which finds the position of the other feed, would not
 * know it and would treat the feed as newly configured.
 */
function withUnopened(checkpoint, date, job) {
    if (date === undefined)
        return checkpoint;
    const unopened = model_feed/* FEEDS */.SF.filter((name) => checkpoint.feeds[name] === undefined &&
        (job.settings.feeds.includes(name) || (0,cold_start/* isLost */.JD)(name, job.found)) &&
        doubtOfNew(name, job.found) === undefined);
    const feeds = Object.fromEntries(unopened.map((name) => [name, newFeed(name, { date }, job)]));
    return { ...checkpoint, feeds: { ...feeds, ...checkpoint.feeds } };
}
/** A feed that no readable position knows is a new one only when every position could be read. */
function doubtOfNew(name, found) {
    if (found.kind !== 'resume' || found.doubt === undefined)
        return undefined;
    return new errors/* CheckpointError */.jg(`the position of the ${name} feed is unknown: ${found.doubt.message}`, {
        hint: found.doubt.hint,
        cause: found.doubt,
    });
}
/** Servers of one API differ by seconds; a claim beyond that was made by no run of ours. */
const CLOCK_DIFFERENCE_MAX_MS = 3_600_000;
/** No run claims a time that has not come yet: a position that does is damaged or forged, and would hide events. */
function implausible({ tail, deep }, { date }) {
    if (Math.max(tail.claim, deep.claim) <= date + CLOCK_DIFFERENCE_MAX_MS)
        return undefined;
    return new errors/* CheckpointError */.jg('the saved position claims events of a time in the future', {
        hint: 'It is damaged or forged: nothing is read from it. Start over with another state-key; see docs/troubleshooting.md#start-over.',
    });
}
function rulesFor(name, checkpoint, { settings, identity }) {
    const { overlapMs, reconcileEveryMs, reconcileWindowMs, dedupeId } = settings.position;
    return {
        retentionMs: identity.retentionMs[name],
        run: identity.run,
        overlapMs,
        reconcileEveryMs,
        reconcileWindowMs,
        dedupeId,
        redact: (0,redaction/* createRedaction */.E)(settings.privacy),
        maxPages: settings.limits.maxPages,
        // The newest move comes first; what it left behind was delivered.
        deliveredTo: checkpoint.resets.find(({ feed }) => feed === name)?.from ?? 0,
    };
}
/** Pages of events that are stamped in the future; beyond that many, a feed counts as having none of the past. */
const PROBES_MAX = 5;
async function probeFeed(feed, { auditLog, allowance }, signal) {
    let openedAt;
    let newest;
    let after;
    const shown = [];
    for (let probes = 1;; probes++) {
        const request = { feed, order: 'desc', after, createdFrom: undefined };
        const answer = await auditLog.read(request, allowance, signal).catch((error) => {
            if (error instanceof errors/* CollectError */.h0)
                return { kind: 'failed', error };
            throw error;
        });
        if (answer.kind === 'failed' || answer.kind === 'stopped')
            return answer;
        if (answer.kind === 'cursor-refused')
            return { kind: 'failed', error: noHead(feed) };
        const { elements, date, next } = answer.page;
        shown.push(...elements);
        const opening = openedAt ?? date;
        openedAt = opening;
        newest ??= elements.find(({ ts }) => ts !== undefined)?.ts;
        const head = elements.find(({ ts }) => ts !== undefined && ts <= opening)?.ts;
        const isEmpty = probes === 1 && elements.length === 0 && next === undefined;
        if (head !== undefined || isEmpty)
            return {
                kind: 'probe',
                head: head ?? null,
                newest: newest ?? null,
                date: opening,
                shown,
                more: next !== undefined,
            };
        if (next === undefined || probes === PROBES_MAX) {
            if (newest === undefined)
                return { kind: 'failed', error: noHead(feed) };
            return { kind: 'probe', head: null, newest, date: opening, shown, more: next !== undefined };
        }
        after = next;
    }
}
/** Without its newest event it is unknown where a list ends, and an end that is only believed can hide events. */
function noHead(feed) {
    return new errors/* UpstreamError */.gA(`the newest event of the ${feed} feed could not be found`, {
        hint: 'Nothing was skipped: run again later, and raise per-page if it persists; see docs/troubleshooting.md#list-ends-early.',
    });
}
function newFeed(name, { date }, { found, settings, identity }) {
    const start = { date, since: settings.since, retentionMs: identity.retentionMs[name], run: identity.run };
    if (settings.since.kind === 'instant' && settings.since.at > date) {
        throw new errors/* InputError */.dz('since is in the future, by GitHub\u2019s clock', {
            hint: 'Set a past instant or a duration such as 7d; see README.md#inputs.',
        });
    }
    return (0,cold_start/* coldFeed */.FR)(name, found, start);
}
function shuffled(items, random) {
    return items
        .map((item) => ({ item, at: random.next() }))
        .sort((a, b) => a.at - b.at)
        .map(({ item }) => item);
}

// EXTERNAL MODULE: ./lib/position/next-checkpoint.js
var next_checkpoint = __webpack_require__(93705);
// EXTERNAL MODULE: ./lib/collector/activity.js
var activity = __webpack_require__(8854);
// EXTERNAL MODULE: ./lib/collector/batch-buffer.js
var batch_buffer = __webpack_require__(9430);
;// CONCATENATED MODULE: ./lib/collector/progress.js



class Progress {
    delivered = { events: 0, duplicates: 0, deadLetters: 0 };
    window = { from: undefined, to: undefined };
    /** Of what is delivered, and nothing else. */
    activity;
    #parts;
    #buffer;
    #feeds;
    #checkpoint;
    /** Something was learnt since the last commit that the next run should not have to learn again. */
    #moved;
    #isKept;
    #deliveryFailed = false;
    /** Feeds with more events inside `overlap` than `dedupe-capacity` ids: every run delivers some of them again. */
    overfull = new Set();
    /**
     * `cold`: some feed has no saved position yet; not `isKept`: no artifact shows for long that there is one. Then even a run
     * that reads nothing has a position to save. One that found none and opened no feed has none: a position without feeds would
     * hide from the next run that everything is lost.
     */
    constructor(parts, from) {
        this.#parts = parts;
        this.#buffer = new batch_buffer/* BatchBuffer */.h(parts.batchLimits);
        this.#checkpoint = from.checkpoint;
        this.#feeds = from.feeds;
        this.#moved = from.cold || (!from.isKept && from.checkpoint.commits.length > 0);
        this.#isKept = from.isKept;
        this.activity = new activity/* ActivityCount */.R1(Math.max(0, ...from.feeds.map(({ probe }) => probe.date)));
    }
    /** The last position that was committed and verified. */
    get checkpoint() {
        return this.#checkpoint;
    }
    /** What the next run should not have to learn again, although no page came: a cursor is refused, a net too narrow. */
    noteMove() {
        this.#moved = true;
    }
    /** Adds the new events of a page; commits when that fills a batch. */
    async addPage(fresh) {
        this.#moved = true;
        this.#buffer.addPage(fresh);
        await this.#offer(fresh);
        if (this.#buffer.isFull)
            await this.commit();
    }
    /** Delivers what is buffered and commits the position that follows from it; without events it moves the position alone. */
    async commit() {
        if (!this.#moved || this.#deliveryFailed)
            return;
        const batch = this.#buffer.take();
        const generation = this.#checkpoint.generation + 1;
        const feeds = this.#feeds.map((feed) => ({ feed, next: this.#next(feed, generation) }));
        const duplicates = this.#duplicatesMet() - this.delivered.duplicates;
        const delivered = { events: batch.events.length, duplicates, deadLetters: batch.deadLetters.length };
        const next = (0,next_checkpoint/* nextCheckpoint */.QK)(this.#checkpoint, {
            feeds: Object.fromEntries(feeds.map(({ feed, next }) => [feed.name, next])),
            commit: { generation, id: this.#parts.commitId() },
            delivered,
        });
        this.#deliveryFailed = true;
        const facts = { duplicates, delivered: this.#deliveredByFeed(batch.events) };
        const position = await this.#parts.delivery.commit(batch, next, facts);
        this.#deliveryFailed = false;
        this.#moved = false;
        this.#checkpoint = position;
        for (const { feed, next } of feeds)
            feed.committed(position.feeds[feed.name] ?? next);
        this.#count(delivered, batch.events[0]?.ts, batch.events.at(-1)?.ts);
        this.activity.add(batch.events);
    }
    /** The last batch, then what is done once a run. */
    async finish() {
        await this.commit();
        if (!this.#deliveryFailed)
            await this.#parts.delivery.finish({ isKept: this.#isKept });
    }
    /** What was offered is claimed by every later draft, so a delivery that fails on it is one that failed. */
    async #offer(fresh) {
        const before = this.#deliveryFailed;
        this.#deliveryFailed = true;
        await this.#parts.delivery.offer?.(fresh.filter((event) => event.wellFormed));
        this.#deliveryFailed = before;
    }
    #next(feed, generation) {
        const { feed: next, gap, forgotten, } = (0,next_checkpoint/* nextFeed */._m)(feed.draft, { pending: feed.pending, generation }, this.#parts.feedLimits);
        if (gap !== undefined)
            this.#noteGap(feed, gap);
        if (forgotten > 0) {
            this.overfull.add(feed.name);
            this.#parts.incident(`${forgotten} ids of the ${feed.name} feed did not fit into dedupe-capacity: their events can be delivered again.`);
        }
        return next;
    }
    /** Once a run: each commit may find one more of its kind. */
    #noteGap(feed, gap) {
        if (feed.gapsFound.every(({ kind }) => kind !== 'capacity')) {
            this.#parts.incident(`More events of the ${feed.name} feed happened than dedupe-capacity holds: late ones before ${new Date(gap.to).toISOString()} may be missing. Raise dedupe-capacity; see docs/troubleshooting.md#gap.`);
        }
        feed.gapsFound.push(gap);
    }
    #deliveredByFeed(events) {
        return Object.fromEntries(this.#feeds.map(({ name, pending }) => {
            const keys = new Set(pending.map(({ key }) => key));
            const own = events.filter(({ key }) => keys.has(key));
            return [name, { events: own.length, firstAt: own[0]?.ts ?? null, lastAt: own.at(-1)?.ts ?? null }];
        }));
    }
    #duplicatesMet() {
        return this.#feeds.reduce((sum, feed) => sum + feed.counts.duplicates, 0);
    }
    #count(delivered, from, to) {
        this.delivered.events += delivered.events;
        this.delivered.duplicates += delivered.duplicates;
        this.delivered.deadLetters += delivered.deadLetters;
        if (from !== undefined)
            this.window.from = Math.min(this.window.from ?? from, from);
        if (to !== undefined)
            this.window.to = Math.max(this.window.to ?? to, to);
    }
}
/** Gaps of all feeds that this run found: by reading, by making room, or because it found no position. */
function gapsFound(feeds) {
    return feeds.flatMap((feed) => feed.gapsFound);
}

;// CONCATENATED MODULE: ./lib/collector/collect.js
/**
 * One run: find the position, open the feeds, read in turns, deliver batch by batch, report. Everything that was read
 * is delivered and committed before the run ends, whatever ends it; a kill at any moment costs requests or a repeated
 * event, never a lost one.
 */






/** Pages that one feed reads at most before the other has its turn. */
const TURN_PAGES = 50;
const STARTED_AGAIN = {
    cursor: (feed) => `GitHub refused a saved cursor of the ${feed} feed or cut the list short; the run restarted from an earlier one (extra requests, nothing lost).`,
    net: (feed) => `The filter created: hid events of the ${feed} feed that GitHub lists among its newest; the run restarted without the filter (extra requests, nothing lost).`,
};
/** Never rejects with a `CollectError`: what went wrong is in the report, next to what was delivered all the same. */
async function collect(ports, job, signal) {
    const run = new Run(ports, job.settings, job.identity);
    try {
        await run.open(signal);
        await run.read(signal);
    }
    catch (error) {
        run.endedBy(error, signal);
    }
    return run.close(signal);
}
class Run {
    #ports;
    #settings;
    #identity;
    #budget;
    #incidents = [];
    #feeds = [];
    /** Feeds that GitHub does not serve in this run; the other feeds are read all the same. */
    #failing = new Set();
    #progress;
    #found;
    #stopReason = 'caught-up';
    #error;
    constructor(ports, settings, identity) {
        this.#ports = ports;
        this.#settings = settings;
        this.#identity = identity;
        this.#budget = new budget/* Budget */._(settings.limits, ports.clock.now());
    }
    async open(signal) {
        const { clock, random, log, auditLog, findPosition } = this.#ports;
        const { jitterMs } = this.#settings.limits;
        if (jitterMs > 0)
            await clock.sleep(Math.floor(random.next() * jitterMs), signal);
        const found = await findPosition(this.#identity.stream, signal);
        this.#found = found;
        (0,cold_start/* refuseColdStart */.nB)(found, this.#settings);
        const opened = await openFeeds({ auditLog, random, allowance: this.#budget.forProbe() }, { found, settings: this.#settings, identity: this.#identity }, signal);
        this.#feeds = opened.feeds;
        this.#progress = new Progress(this.#progressParts(), opened);
        for (const beginning of opened.beginnings)
            log.info(beginning);
        for (const incident of opened.incidents)
            this.#incident(incident);
        for (const failure of opened.failures)
            this.#failed(failure);
        if (opened.stopped !== undefined)
            this.#stopReason = opened.stopped;
    }
    /** Tails first; the deep sweeps have what was kept for them and all that is left over. */
    async read(signal) {
        if (this.#stopReason !== 'caught-up')
            return;
        const { auditLog } = this.#ports;
        const deepIsDue = this.#feeds.some((feed) => feed.deepIsDue());
        await this.#readInTurns('tail', this.#budget.forTail(deepIsDue, auditLog.usage.rateLimitRemaining), signal);
        if (deepIsDue && !signal.aborted)
            await this.#readInTurns('deep', this.#budget.forDeep(auditLog.usage.rateLimitRemaining), signal);
    }
    /** Whatever ended the reading: deliver the rest, then report how it went. */
    async close(signal) {
        try {
            await this.#progress?.finish();
        }
        catch (error) {
            this.endedBy(error, signal);
        }
        const before = [...this.#incidents, ...this.#ports.delivery.result.incidents];
        const report = (0,conclude/* conclude */.Ep)({
            feeds: this.#feeds,
            progress: this.#progress,
            found: this.#found,
            stopReason: this.#stopReason,
            incidents: before,
            delivery: this.#ports.delivery.result,
            usage: this.#ports.auditLog.usage,
            error: this.#error,
            settings: this.#settings,
            retentionMs: this.#identity.retentionMs,
            now: this.#ports.clock.now(),
        });
        for (const incident of report.incidents.slice(before.length))
            this.#ports.log.warning(incident);
        return report;
    }
    /** A failure that a user can act on, or a cancellation; anything else is a bug and crashes. */
    endedBy(error, signal) {
        if (error instanceof errors/* CollectError */.h0)
            this.#failed(error);
        else if (signal.aborted && error === signal.reason)
            this.#stopReason = 'cancelled';
        else
            throw error;
    }
    async #readInTurns(frontier, share, signal) {
        const waiting = () => this.#feeds.filter((feed) => !feed.isDone(frontier) && !this.#failing.has(feed));
        for (let feeds = waiting(); feeds.length > 0; feeds = waiting()) {
            for (const feed of feeds) {
                const stopped = await this.#turn(feed, { frontier, share }, signal);
                if (stopped === undefined)
                    continue;
                if (this.#stopReason === 'caught-up')
                    this.#stopReason = stopped;
                return;
            }
        }
    }
    /** Up to fifty pages of one frontier; returns why reading has to stop, if it has to. */
    async #turn(feed, { frontier, share }, signal) {
        for (let pages = 0; pages < TURN_PAGES && !feed.isDone(frontier); pages++) {
            if (!share.hasPage())
                return share.usedUp;
            if (this.#ports.clock.now() >= share.deadlineAt)
                return 'max-duration';
            const step = await this.#readPage(feed, { frontier, share }, signal);
            if (step === undefined)
                return undefined;
            if (step.kind === 'stopped')
                return step.reason;
            if (step.kind === 'started-again') {
                this.#progress?.noteMove();
                if (step.why !== 'narrow')
                    this.#incident(STARTED_AGAIN[step.why](feed.name));
                continue;
            }
            this.#logPage(feed, frontier);
            await this.#progress?.addPage(step.fresh);
            // Before a fresh sweep of the one feed, the other is read to its end.
            if (step.ended)
                return undefined;
        }
        return undefined;
    }
    /** One page; `undefined` when the feed fails in this run. */
    async #readPage(feed, { frontier, share }, signal) {
        const gapsBefore = feed.gapsFound.length;
        try {
            const step = await feed.read(frontier, { auditLog: this.#ports.auditLog, share }, signal);
            this.#reportGaps(feed, gapsBefore);
            return step;
        }
        catch (error) {
            if (!(error instanceof errors/* CollectError */.h0))
                throw error;
            this.#failing.add(feed);
            this.#failed(error);
            return undefined;
        }
    }
    #progressParts() {
        const { overlapMs, dedupeCapacity } = this.#settings.position;
        const { run } = this.#identity;
        return {
            delivery: this.#ports.delivery,
            batchLimits: this.#ports.batchLimits,
            feedLimits: { overlapMs, dedupeCapacity, run },
            commitId: () => `${run}.${this.#ports.random.token()}`,
            incident: (text) => this.#incident(text),
        };
    }
    /** The first failure is the cause; a later one is an incident, unless it is the same in the same words. */
    #failed(error) {
        if (this.#error === undefined)
            this.#error = error;
        else if (this.#error.message !== error.message)
            this.#incident((0,errors/* sentence */.em)(error.message));
    }
    /** At once: a run that is killed later has reported it all the same. */
    #reportGaps(feed, before) {
        for (const { from, to, certain } of feed.gapsFound.slice(before)) {
            const what = certain ? 'are out of reach' : 'may be missing';
            const span = `${new Date(from).toISOString()} to ${new Date(to).toISOString()}`;
            this.#ports.log.warning(`Events of the ${feed.name} feed from ${span} ${what}.`);
        }
    }
    #incident(text) {
        this.#incidents.push(text);
        this.#ports.log.warning(text);
    }
    /** Every page at first, then every tenth and the last: a long run is seen to move, and its log stays readable. */
    #logPage(feed, frontier) {
        const { pages, fresh } = feed.counts;
        const { log, clock } = this.#ports;
        if (log.progress !== undefined) {
            const now = clock.now();
            log.progress({ feed: feed.name, sweep: frontier, pages, events: fresh, upTo: feed.watermark, now });
            return;
        }
        if (pages > 10 && pages % 10 !== 0 && !feed.isDone(frontier))
            return;
        const { rateLimitRemaining } = this.#ports.auditLog.usage;
        const left = rateLimitRemaining === undefined ? '' : `, ${rateLimitRemaining} requests left this hour`;
        const what = frontier === 'tail' ? 'page' : 'page of the deep sweep';
        const upTo = new Date(feed.watermark).toISOString();
        log.info(`${fresh} new events of the ${feed.name} feed so far, ${what} ${pages}, complete up to ${upTo}${left}`);
    }
}

// EXTERNAL MODULE: ./lib/action/compose.js + 13 modules
var compose = __webpack_require__(2845);
;// CONCATENATED MODULE: ./lib/action/modes/collect.js
/** `collect`: continues from the saved position. */


async function collect_collect(situation, signal) {
    const { ports, job } = await (0,compose/* compose */.Zz)(situation, signal);
    return collect(ports, job, signal);
}

// EXTERNAL MODULE: ./lib/action/report/doc-links.js
var doc_links = __webpack_require__(6291);
// EXTERNAL MODULE: ./lib/model/version.js
var version = __webpack_require__(83341);
// EXTERNAL MODULE: ./lib/resilience/failure-codes.js
var failure_codes = __webpack_require__(29424);
// EXTERNAL MODULE: ./lib/resilience/retry.js + 2 modules
var retry = __webpack_require__(20026);
;// CONCATENATED MODULE: ./lib/action/report/heartbeat.js
/**
 * The heartbeat for a monitor outside of GitHub: one GET that says only that a run succeeded. It never fails a run,
 * because everything is delivered and saved by then; its silence raises the alarm.
 */




/** Short: a job should not wait for its monitor. */
const RESILIENCE = {
    requestTimeoutMs: 5_000,
    retry: { attempts: 3, initialBackoffMs: 1_000, maxBackoffMs: 2_000, multiplier: 2 },
    breaker: { failures: 100, successes: 1, cooldownMs: 0 },
};
const ALL_TRIES_MS = 20_000;
const HINT = 'The run succeeded, and everything is delivered and saved. Check `heartbeat-url`; see docs/security.md#the-watch-from-outside.';
/** Resolves when the heartbeat was answered, or when a warning says why not. */
async function sendHeartbeat(url, world, signal) {
    const { http, clock, log } = world;
    try {
        const retried = await new retry/* Retry */.f({ ...world, settings: RESILIENCE }).run({
            what: 'The heartbeat',
            send: (trySignal) => http.send({ method: 'GET', url, headers: { 'user-agent': version/* TOOL */.j.name, accept: '*/*' } }, trySignal),
            judge,
            classify,
        }, clock.now() + ALL_TRIES_MS, signal);
        if (retried.kind === 'done')
            log.info('Heartbeat sent.');
        else
            log.warning(`The heartbeat got no response in time (${retried.reason}). ${HINT}`);
    }
    catch (error) {
        if (!(error instanceof errors/* CollectError */.h0))
            throw error;
        log.warning(`${(0,errors/* sentence */.em)(error.message)} ${error.hint}`);
    }
}
function judge({ status }) {
    if (status >= 200 && status < 300)
        return { kind: 'done', value: undefined };
    if (status === 408 || status === 429 || status >= 500)
        return heartbeat_retry(`HTTP ${status}`);
    if (status >= 300 && status < 400)
        return fail(`HTTP ${status}, a redirect, which is not followed`);
    return fail(`HTTP ${status}`);
}
function classify(error) {
    const codes = (0,failure_codes/* codesOf */.MZ)(error);
    if (codes.some(failure_codes/* isCertificateCode */.TR))
        return fail(`its certificate is not trusted (${codes.join(', ')})`);
    const isTimeout = error instanceof Error && error.name === 'TimeoutError';
    return heartbeat_retry(isTimeout ? 'no response in time' : (0,errors/* describeForeign */.eQ)(error));
}
function heartbeat_retry(failure) {
    return { kind: 'retry', failure, hint: HINT, waitMs: undefined };
}
function fail(failure) {
    return { kind: 'fail', error: new errors/* DeliveryError */.VE(`the heartbeat failed (${failure})`, { hint: HINT }) };
}

// EXTERNAL MODULE: ./lib/action/report/markdown.js
var markdown = __webpack_require__(54524);
// EXTERNAL MODULE: ./lib/action/report/outputs.js + 1 modules
var report_outputs = __webpack_require__(81274);
;// CONCATENATED MODULE: ./lib/action/report/leave.js





/** Reports `error` first, so that nothing that goes wrong with the rest hides it. */
async function leaveResults({ outputs, summary, error }, place) {
    const { runner, log, docsUrl } = place;
    if (error !== undefined)
        log.fail(error);
    const unwritten = writeAll(outputs, runner);
    if (unwritten !== undefined && error === undefined)
        log.fail(unwritten);
    else if (unwritten !== undefined)
        log.warning((0,errors/* sentence */.em)(unwritten.message));
    if (summary === undefined)
        return;
    await runner.writeSummary((0,doc_links/* linkPages */.pt)(summary, docsUrl)).catch((cause) => {
        log.warning(`The job summary could not be written to the file in GITHUB_STEP_SUMMARY (${describeWriting(cause)}).`);
    });
}
function writeAll(outputs, { setOutput }) {
    try {
        (0,report_outputs/* writeOutputs */.Kn)(outputs, setOutput);
        return undefined;
    }
    catch (cause) {
        return {
            message: `The outputs could not be written to the file in GITHUB_OUTPUT (${describeWriting(cause)}).`,
            hint: 'What was read is delivered and saved, but later steps see no outputs. Check that the file exists and that the disk has space; see docs/troubleshooting.md#outputs-and-summary.',
        };
    }
}
/** The toolkit looks first whether the file is there, and then says so without a code. */
function describeWriting(cause) {
    return (0,failure_codes/* codesOf */.MZ)(cause)[0] ?? 'it is missing or not writable';
}
/** Of a run that ended before it had anything to report: all outputs, and a summary with the cause. */
function resultsOfRefusal(error, { title, cancelled, redact, }) {
    const show = (text) => (0,markdown/* escapeText */.X1)(redact(text));
    const lines = error.message.split('\n').map(show);
    const sections = [`## \u274c ${show(title)}: ${cancelled ? 'cancelled' : 'failed'}`, lines.join('\n\n')];
    if (error.hint !== undefined)
        sections.push(`**What to do:** ${show(error.hint)}`);
    const outputs = { ...report_outputs/* REFUSED_OUTPUTS */.Kz, 'stop-reason': cancelled ? 'cancelled' : 'failed' };
    return { outputs, summary: redact(`${sections.join('\n\n')}\n`), error };
}

;// CONCATENATED MODULE: ./lib/action/report/silence.js



/** `undefined` when there were events, or when this sweep can still find some. */
function explainSilence(report, scope) {
    if (!report.caughtUp || report.error !== undefined)
        return undefined;
    if (report.events + report.duplicates + report.deadLetters > 0)
        return undefined;
    if (model_feed/* FEEDS */.SF.some((name) => (report.feeds[name]?.remembered ?? 0) > 0))
        return undefined;
    const { kind, name } = scope.target;
    return `GitHub showed no event of ${kind} ${name}, and none was ever delivered. ${reasonsOf(scope).join(' ')} See docs/troubleshooting.md#no-events-at-all`;
}
function reasonsOf({ target, feeds, phrase, since }) {
    const reasons = [];
    if (phrase !== '')
        reasons.push('Most likely `phrase` matches nothing: try it in the audit log on the web.');
    if (!feeds.includes('web'))
        reasons.push('Only Git events were requested, which GitHub keeps for 7 days; set `include: all`.');
    reasons.push(`Nothing may have happened since ${renderSince(since)}: \`since\` is where the first run begins.`);
    if (!feeds.includes('git'))
        reasons.push('Git events were not requested; set `include: all` to collect them.');
    if (target.kind === 'enterprise')
        reasons.push('Check that the slug is that of the enterprise with the organizations.');
    return reasons;
}
function renderSince(since) {
    if (since.kind === 'instant')
        return new Date(since.at).toISOString();
    const days = since.ms / 86_400_000;
    const length = Number.isInteger(days) && days > 0 ? (0,markdown/* renderCount */.SS)(days, 'day') : (0,resilience_duration/* renderDuration */.P)(since.ms);
    return `${length} before the first run`;
}

;// CONCATENATED MODULE: ./lib/action/report/statement.js
/**
 * What a mode other than `collect` has to say: a headline, sentences, facts with labels, and what to do. The log and the
 * summary show the same. It holds no event content, and every text is redacted and escaped on the way out.
 */

/** One line each. */
function logStatement({ sentences, facts }, log) {
    for (const sentence of sentences)
        log.info(sentence);
    for (const [label, value] of facts)
        log.info(`${label}: ${value}`);
}
/** Markdown of bounded size. */
function renderStatement({ statement, error }, redact) {
    const show = (text) => (0,markdown/* escapeText */.X1)(redact(text));
    const { mark, headline, sentences, facts, warned = [] } = statement;
    const sections = [`## ${error === undefined ? mark : '\u274c'} ${show(headline)}`];
    if (error !== undefined)
        sections.push(show(error.message));
    if (error?.hint !== undefined)
        sections.push(`**What to do:** ${show(error.hint)}`);
    sections.push(...[...warned, ...sentences].map(show));
    if (facts.length > 0)
        sections.push((0,markdown/* renderTable */.bo)(['', ''], facts, ([label, value]) => [show(label), show(value)]));
    return redact(`${sections.join('\n\n')}\n`);
}

;// CONCATENATED MODULE: ./lib/action/report/summary-activity.js

/** A chart that GitHub draws itself: https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/creating-diagrams */
function renderChart({ buckets, bucketMs }) {
    const [first] = buckets;
    if (first === undefined || buckets.length < 2)
        return undefined;
    const shown = buckets.slice(0, CHART_BARS_MAX);
    const unit = UNITS.find(({ ms }) => bucketMs % ms === 0) ?? LAST_UNIT;
    return [
        '```mermaid',
        '---',
        'config:',
        '  xyChart:',
        '    width: 800',
        '    height: 240',
        '  themeVariables:',
        '    xyChart:',
        '      plotColorPalette: "#0969da"',
        '---',
        'xychart-beta',
        `  x-axis "${unit.name} since ${(0,markdown/* renderTime */.sZ)(first.from)}" 0 --> ${((shown.length - 1) * bucketMs) / unit.ms}`,
        `  y-axis "Events" 0 --> ${Math.max(...shown.map(({ events }) => events))}`,
        `  bar [${shown.map(({ events }) => events).join(', ')}]`,
        '```',
    ].join('\n');
}
const CHART_BARS_MAX = 50;
const LAST_UNIT = { name: 'Minutes', ms: 60_000 };
const UNITS = [{ name: 'Days', ms: 86_400_000 }, { name: 'Hours', ms: 3_600_000 }, LAST_UNIT];
/** The same in numbers, for those who cannot see the chart. */
function renderTimes({ buckets, bucketMs, longAgo, inTheFuture }) {
    const rows = buckets.map(({ from, events }) => [(0,markdown/* renderTime */.sZ)(from), (0,markdown/* renderNumber */.kT)(events)]);
    if (longAgo > 0)
        rows.unshift(['earlier', (0,markdown/* renderNumber */.kT)(longAgo)]);
    if (inTheFuture > 0)
        rows.push(['in the future', (0,markdown/* renderNumber */.kT)(inTheFuture)]);
    if (rows.length === 0)
        return undefined;
    const head = [`${(0,markdown/* renderSpan */.LP)(bucketMs / 1000).replace(/ 0 [a-z]+$/, '')} from`, 'Events'];
    return (0,markdown/* renderDetails */.PL)('Events over time as a table', (0,markdown/* renderTable */.bo)(head, rows, (row) => row));
}
function renderActions({ actions, kinds, others, buckets, longAgo, inTheFuture }, { namesActions, show }) {
    const total = buckets.reduce((sum, { events }) => sum + events, longAgo + inTheFuture);
    if (total === 0)
        return undefined;
    const share = (events) => renderShare(events / total);
    if (!namesActions) {
        const first = actions.slice(0, 5).reduce((sum, { events }) => sum + events, 0);
        const counted = kinds > 5
            ? `${(0,markdown/* renderNumber */.kT)(kinds)} different actions; the most frequent is ${share(actions[0]?.events ?? 0)} of the events, the first five are ${share(first)}.`
            : `${(0,markdown/* renderNumber */.kT)(kinds)} different ${kinds === 1 ? 'action' : 'actions'}.`;
        return (0,markdown/* renderDetails */.PL)('Actions', `${counted} Set \`summary-actions: true\` to see their names here.`);
    }
    const rows = actions.map(({ name, events }) => [show(name), (0,markdown/* renderNumber */.kT)(events), share(events)]);
    const named = actions.reduce((sum, { events }) => sum + events, 0);
    if (kinds > actions.length) {
        const rest = total - named - others;
        rows.push([`${(0,markdown/* renderNumber */.kT)(kinds - actions.length)} others`, (0,markdown/* renderNumber */.kT)(rest), share(rest)]);
    }
    if (others > 0)
        rows.push(['not distinguished', (0,markdown/* renderNumber */.kT)(others), share(others)]);
    return (0,markdown/* renderDetails */.PL)('Actions', (0,markdown/* renderTable */.bo)(['Action', 'Events', 'Share'], rows, (row) => row));
}
function renderShare(share) {
    return share > 0 && share < 0.01 ? 'under 1 %' : `${Math.round(share * 100)} %`;
}

;// CONCATENATED MODULE: ./lib/model/sink-counts.js
/** What became of events at a sink: how many it acknowledged, and why it did not take the others. */
/** `rejected`: the sink refuses this very event. The others are limits of the sink. */
const NOT_ACCEPTED_REASONS = ['too-old', 'too-new', 'too-large', 'rejected'];

// EXTERNAL MODULE: ./lib/delivery/sink-delivery.js
var sink_delivery = __webpack_require__(11310);
;// CONCATENATED MODULE: ./lib/action/report/verdict.js

const GOES_ON = 'Everything that was read is delivered and saved; the next run continues from there.';
/** Texts can quote the report's own error and are not escaped. */
function verdict_judge(report) {
    if (report.error !== undefined) {
        const { message, hint } = report.error;
        return { mark: '\u274c', headline: 'failed', sentence: message, advice: hint };
    }
    if (report.gaps.length > 0)
        return judgeGaps(report);
    if (report.deadLetters > 0) {
        return {
            mark: '\u26a0\ufe0f',
            headline: 'invalid entries',
            sentence: 'GitHub returned entries that are not valid events. They are kept unchanged in dead-letters.ndjson.',
            advice: 'Look at dead-letters.ndjson in the output directory or the artifact.',
        };
    }
    if (report.sink !== undefined && (0,sink_delivery/* countNotAccepted */.sD)(report.sink) > 0)
        return judgeNotAccepted(report);
    if (!report.caughtUp)
        return { mark: '\u23f3', ...STOPS[report.stopReason] };
    return {
        mark: '\u2705',
        headline: 'caught up',
        sentence: 'Every event that GitHub showed when the run began is delivered, and the position is saved.',
        advice: undefined,
    };
}
function judgeGaps(report) {
    const isCertain = report.gaps.some((gap) => gap.certain);
    return {
        mark: '\u26a0\ufe0f',
        headline: isCertain ? 'events are missing' : 'events may be missing',
        sentence: `${isCertain ? 'GitHub no longer provides the events of the gaps below.' : 'Late events of the gaps below may have been missed.'} ${report.caughtUp ? 'Everything else is delivered and saved.' : GOES_ON}`,
        advice: 'Run more often, or raise max-pages or max-duration, so that the position never falls behind what GitHub keeps.',
    };
}
function judgeNotAccepted(report) {
    return {
        mark: '\u26a0\ufe0f',
        headline: 'some events were not accepted by the sink',
        sentence: `The sink does not accept some events. They are kept unchanged in dead-letters.ndjson. ${report.caughtUp ? 'The sink acknowledged all others.' : GOES_ON}`,
        advice: 'Look at the reasons below; docs/sinks.md explains each limit.',
    };
}
const STOPS = {
    'caught-up': {
        headline: 'more to read',
        sentence: GOES_ON,
        advice: 'none, if the next run catches up.',
    },
    'max-pages': {
        headline: 'stopped at max-pages',
        sentence: `The run used up its pages. ${GOES_ON}`,
        advice: 'none, if it catches up within a few runs. Otherwise raise max-pages or run more often.',
    },
    'max-duration': {
        headline: 'stopped at max-duration',
        sentence: `The run used up its time. ${GOES_ON}`,
        advice: 'none, if it catches up within a few runs. Otherwise raise max-duration or run more often.',
    },
    'rate-limit': {
        headline: 'stopped by the rate limit',
        sentence: `The hourly budget of the token is used up to its reserve, or GitHub required a pause. ${GOES_ON}`,
        advice: 'none, if it catches up within a few runs. Otherwise give the collector its own token.',
    },
    'circuit-open': {
        headline: 'stopped because GitHub kept failing',
        sentence: `Too many requests in a row failed. ${GOES_ON}`,
        advice: 'Look at githubstatus.com if the next runs stop the same way.',
    },
    cancelled: {
        headline: 'cancelled',
        sentence: `The run was cancelled or timed out. ${GOES_ON}`,
        advice: 'none, if somebody cancelled it. Otherwise keep `max-duration` some minutes below the timeout of the job.',
    },
};

;// CONCATENATED MODULE: ./lib/action/report/summary-facts.js



function renderFacts(report, frame) {
    const facts = [
        ['Delivered', renderDelivered(report, frame.show)],
        ['Complete up to', renderCompleteUpTo(report)],
        ['Next step', renderNextStep(report, frame.show)],
        report.artifacts.length === 0
            ? ['Files', renderFiles(report, frame.show)]
            : ['Artifact', renderArtifact(report, frame)],
    ];
    return facts.map(([label, value]) => `- **${label}:** ${value}`).join('\n');
}
function renderDelivered(report, show) {
    const { events, sink, archive, window } = report;
    if (events === 0)
        return 'no new events';
    const now = serverTimeOf(report);
    const times = window === undefined ? '' : `, ${(0,markdown/* renderTime */.sZ)(window.from, now)} to ${(0,markdown/* renderTime */.sZ)(window.to, now)}`;
    const where = sink === undefined ? '' : `, sink ${show(sink.name)}`;
    const kept = archive === undefined ? '' : `, archive ${show(archive.name)}`;
    return `${(0,markdown/* renderCount */.SS)(events, 'event')}${times}${where}${kept}`;
}
/**
 * A run that read everything is still complete only up to `overlap` before the newest event, because GitHub can show
 * earlier events later: the summary says so, so that nobody mistakes it for a delay.
 */
function renderCompleteUpTo(report) {
    const { watermark, lagSeconds, caughtUp } = report;
    if (watermark === undefined)
        return 'unknown: this run has no position';
    const now = serverTimeOf(report);
    const ago = now === undefined || lagSeconds === undefined ? '' : `, ${(0,markdown/* renderSpan */.LP)((now - watermark) / 1000)} ago`;
    const why = caughtUp ? ' (newer events are delivered; the next run checks for late ones)' : '';
    return `${(0,markdown/* renderTime */.sZ)(watermark, now)}${ago}${why}`;
}
/**
 * The server's clock when the feeds were last read; `undefined` when it is not known. A run that read everything has no lag,
 * however long ago its newest event is.
 */
function serverTimeOf({ watermark, lagSeconds, caughtUp, feeds }) {
    if (watermark === undefined || lagSeconds === undefined)
        return undefined;
    if (!caughtUp)
        return watermark + lagSeconds * 1000;
    const completed = model_feed/* FEEDS */.SF.flatMap((name) => feeds[name]?.completedAt ?? []);
    return completed.length === 0 ? undefined : Math.max(...completed);
}
function renderNextStep(report, show) {
    const { advice } = verdict_judge(report);
    if (advice !== undefined)
        return show(advice);
    return report.coldStart
        ? 'none. No saved position was found, so this run started at `since`: expected on the first run'
        : 'none';
}
function renderArtifact({ artifacts }, { runUrl, show }) {
    const [first] = artifacts;
    if (first === undefined)
        return 'none';
    const size = (0,markdown/* renderSize */.qI)(artifacts.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0));
    if (artifacts.length > 1)
        return `${(0,markdown/* renderCount */.SS)(artifacts.length, 'artifact')}, ${size}, listed below`;
    const address = addressOf(runUrl, first.id);
    return address === undefined ? `${show(first.name)}, ${size}` : `[${show(first.name)}](${address}), ${size}`;
}
/** Where a browser downloads an artifact of this run; `undefined` where the address of the run is not known for certain. */
function addressOf(runUrl, id) {
    const isAddress = runUrl !== undefined && /^https?:\/\/[^\s()<>|]+$/.test(runUrl);
    return isAddress ? `${runUrl}/artifacts/${id}` : undefined;
}
function renderFiles({ files }, show) {
    const [first] = files;
    if (first === undefined)
        return 'none';
    return files.length === 1 ? show(first) : `${(0,markdown/* renderCount */.SS)(files.length, 'file')}, listed below`;
}

;// CONCATENATED MODULE: ./lib/action/report/summary-details.js




/** Of a run that delivers in many commits the last ones: each names the one before it. */
const MANIFESTS_MAX = 20;
function renderFigures(report) {
    const { lagSeconds, latenessMs, rateLimitRemaining } = report;
    const rows = [['Caught up', renderCaughtUp(report)]];
    if (!report.caughtUp && lagSeconds !== undefined)
        rows.push(['Behind', (0,markdown/* renderSpan */.LP)(lagSeconds)]);
    rows.push(['Read again and skipped, because they are delivered', (0,markdown/* renderNumber */.kT)(report.duplicates)], ['Requests', renderRequests(report)], ['Pages', (0,markdown/* renderNumber */.kT)(report.pages)], ['Requests left this hour', rateLimitRemaining === undefined ? 'unknown' : (0,markdown/* renderNumber */.kT)(rateLimitRemaining)]);
    if (report.deadLetters > 0)
        rows.push(['Entries that are not valid events', (0,markdown/* renderNumber */.kT)(report.deadLetters)]);
    if (report.archive !== undefined)
        rows.push(['Objects in the archive', (0,markdown/* renderNumber */.kT)(report.archive.keys.length)]);
    if (latenessMs !== undefined)
        rows.push(['Latest late event', `at most ${(0,markdown/* renderSpan */.LP)(latenessMs / 1000)} late`]);
    return (0,markdown/* renderDetails */.PL)('Figures of this run', (0,markdown/* renderTable */.bo)(['', ''], rows, (row) => row));
}
function renderRequests({ requests, retries }) {
    return retries === 0 ? (0,markdown/* renderNumber */.kT)(requests) : `${(0,markdown/* renderNumber */.kT)(requests)}, ${(0,markdown/* renderNumber */.kT)(retries)} of them retries`;
}
/** Whether everything was read, and if not, since when: the last time that each feed was, of those that are not now. */
function renderCaughtUp(report) {
    if (report.caughtUp)
        return 'yes';
    const behind = model_feed/* FEEDS */.SF.flatMap((name) => report.feeds[name] ?? []).filter((feed) => !feed.caughtUp);
    const [first] = behind.map(({ completedAt }) => completedAt ?? 0).sort((a, b) => a - b);
    if (first === undefined)
        return 'no';
    return first === 0 ? 'no, not yet' : `no, last on ${(0,markdown/* renderTime */.sZ)(first, serverTimeOf(report))}`;
}
const NOT_ACCEPTED = {
    'too-old': 'Not sent: older than the sink accepts',
    'too-new': 'Not sent: further in the future than the sink accepts',
    'too-large': 'Too large for the sink',
    rejected: 'Rejected by the sink',
};
/** Kept apart from the files, a digest proves later that they are those of this run. */
function renderManifests({ manifests, heads }) {
    const earlier = heads.filter((head) => !manifests.some(({ sha256 }) => sha256 === head));
    const rows = [
        ...manifests.map(({ name, sha256 }) => [name, sha256]),
        ...earlier.map((sha256) => ['Newest manifest of an earlier run', sha256]),
    ];
    if (rows.length === 0)
        return undefined;
    const table = (0,markdown/* renderTable */.bo)(['Manifest', 'SHA-256'], rows.slice(-MANIFESTS_MAX), (row) => row);
    return (0,markdown/* renderDetails */.PL)('Manifests', table);
}
function renderSink({ sink }) {
    if (sink === undefined)
        return undefined;
    const rows = [
        ['Events acknowledged', (0,markdown/* renderNumber */.kT)(sink.acknowledged)],
        ...NOT_ACCEPTED_REASONS.filter((reason) => sink.notAccepted[reason] > 0).map((reason) => [NOT_ACCEPTED[reason], (0,markdown/* renderNumber */.kT)(sink.notAccepted[reason])]),
        ['Requests', renderRequests(sink)],
    ];
    return (0,markdown/* renderDetails */.PL)(`Sink ${sink.name}`, (0,markdown/* renderTable */.bo)(['', ''], rows, (row) => row));
}
function renderFeeds(report) {
    const names = model_feed/* FEEDS */.SF.filter((name) => report.feeds[name] !== undefined);
    if (names.length === 0)
        return undefined;
    const head = ['Feed', 'Caught up', 'Events', 'Complete up to', 'Ids remembered'];
    const now = serverTimeOf(report);
    return (0,markdown/* renderDetails */.PL)('Feeds', (0,markdown/* renderTable */.bo)(head, names, (name) => [name, ...renderFeed(report.feeds[name], now)]));
}
function renderFeed(feed, now) {
    if (feed === undefined)
        return [];
    return [
        feed.caughtUp ? 'yes' : 'not yet',
        (0,markdown/* renderNumber */.kT)(feed.events),
        (0,markdown/* renderTime */.sZ)(feed.watermark, now),
        (0,markdown/* renderNumber */.kT)(feed.remembered),
    ];
}
/** A single one is named above already. */
function renderArtifacts(report, { runUrl, show }) {
    if (report.artifacts.length > 1) {
        const renderArtifact = ({ id, name, sizeBytes }) => {
            const address = addressOf(runUrl, id);
            return [address === undefined ? show(name) : `[${show(name)}](${address})`, (0,markdown/* renderSize */.qI)(sizeBytes)];
        };
        return (0,markdown/* renderDetails */.PL)('Artifacts', (0,markdown/* renderTable */.bo)(['Name', 'Size'], report.artifacts, renderArtifact));
    }
    if (report.artifacts.length === 1 || report.files.length < 2)
        return undefined;
    return (0,markdown/* renderDetails */.PL)('Files', (0,markdown/* renderList */.pI)(report.files, show));
}

;// CONCATENATED MODULE: ./lib/action/report/summary.js






/** The summary as Markdown, far below 900 KB whatever the volume. */
function renderSummary(report, { target, runUrl, redact, namesActions }) {
    // Before escaping, which would hide a secret from the redactor, and after, for what escaping leaves alone.
    const show = (text) => (0,markdown/* escapeText */.X1)(redact(text));
    const sections = [
        renderVerdict(report, target, show),
        renderFacts(report, { runUrl, show }),
        renderGaps(report),
        renderIncidents(report, show),
        renderChart(report.activity),
        renderTimes(report.activity),
        renderActions(report.activity, { namesActions, show }),
        renderFigures(report),
        renderSink(report),
        renderFeeds(report),
        renderArtifacts(report, { runUrl, show }),
        renderManifests(report),
    ];
    return redact(`${sections.filter((section) => section !== undefined).join('\n\n')}\n`);
}
function renderVerdict(report, target, show) {
    const { mark, headline, sentence } = verdict_judge(report);
    return `## ${mark} ${summary_KINDS[target.kind]} ${show(target.name)}: ${show(headline)}\n\n${show(sentence)}`;
}
const summary_KINDS = { organization: 'Organization', enterprise: 'Enterprise' };
const GAP_REASONS = {
    retention: 'GitHub no longer keeps these events',
    'state-lost': 'the saved position was lost',
    reset: 'the position was moved past them with `mode: reset`',
    capacity: '`dedupe-capacity` was too small to look for late events',
};
function renderGaps(report) {
    if (report.gaps.length === 0)
        return undefined;
    const renderGap = (gap) => {
        const feeds = model_feed/* FEEDS */.SF.filter((name) => report.feeds[name]?.gaps.some((other) => isSame(gap, other)));
        const whose = feeds.length === 0 ? '' : `${feeds.join(' and ')}: `;
        const certainty = gap.certain ? 'missing' : 'possibly missing';
        return `${whose}${(0,markdown/* renderTime */.sZ)(gap.from)} to ${(0,markdown/* renderTime */.sZ)(gap.to)}, ${certainty}: ${GAP_REASONS[gap.kind]}`;
    };
    return `### Gaps\n\n${(0,markdown/* renderList */.pI)(report.gaps, renderGap)}`;
}
function isSame(a, b) {
    return a.from === b.from && a.to === b.to && a.kind === b.kind && a.certain === b.certain;
}
function renderIncidents(report, show) {
    if (report.incidents.length === 0)
        return undefined;
    return `### Incidents\n\n${(0,markdown/* renderList */.pI)(report.incidents, show)}`;
}

// EXTERNAL MODULE: ./lib/action/world.js + 1 modules
var action_world = __webpack_require__(54441);
;// CONCATENATED MODULE: ./lib/action/run-action.js





















/** Resolves when everything is written; the exit code is set through `runner`. */
async function runAction(runner, place, signal) {
    const { hide, redact } = (0,secrets/* keepSecrets */.JY)(runner.setSecret);
    hide(...(0,secrets/* readSecrets */.ql)(runner.readInput));
    const docsUrl = place.docsUrl ?? (0,doc_links/* docsUrlOf */.Mo)(place.variables);
    const log = (0,logger/* createActionsLog */.g)(runner, redact, (text) => (0,doc_links/* linkDocs */.cG)(text, docsUrl));
    const isStep = (place.variables['GITHUB_REPOSITORY'] ?? '') !== '';
    // A job that is cancelled, or that runs into its `timeout-minutes`, has some ten seconds left.
    if (isStep)
        signal.addEventListener('abort', () => log.info(STOPPING), { once: true });
    let title = 'Audit log';
    try {
        const environment = (0,inputs_environment/* readEnvironment */.Qo)(place.variables, place.cwd);
        const optionParts = await loadOptionParts(runner.readInput);
        const settings = parseInputs(runner.readInput, { ...environment, remedy: place.remedy, optionParts });
        const { mode, target } = settings;
        title = `${TITLES[mode]} ${target.kind} ${target.name}`;
        const end = endOfRun(settings.limits.maxDurationMs, clock/* systemClock */.m);
        const tell = await log.group(title, async () => {
            // What only checks its inputs begins no recording.
            const world = await (0,action_world/* openWorld */.H)(mode === 'validate' ? { ...settings, recording: undefined } : settings, redact);
            const { writeLines, files } = place;
            const made = { hide, redact, settings, environment, world, end, writeLines, files };
            return perform({ runner, log, docsUrl, ...made }, signal);
        });
        await tell();
    }
    catch (error) {
        const cancelled = signal.aborted && error === signal.reason;
        if (!cancelled && !(error instanceof errors/* CollectError */.h0))
            throw error;
        const results = resultsOfRefusal(cancelled ? CANCELLED : (0,errors/* describeError */.Uc)(error), { title, cancelled, redact });
        await leaveResults(isStep ? results : { ...results, summary: undefined }, { runner, log, docsUrl });
    }
}
const STOPPING = 'GitHub is stopping this job (it was cancelled, or its timeout-minutes are over): the run delivers what was read and ends.';
/** Failed, because a later run relies on every success as a proof that a position was saved. */
const CANCELLED = {
    message: 'The run was cancelled before anything was read.',
    hint: 'Nothing is lost: run it again.',
};
const TITLES = {
    collect: 'Collecting the audit log of',
    pull: 'Pulling from the audit log of',
    validate: 'Checking the inputs for',
    test: 'Testing access to the audit log of',
    inspect: 'Looking at the position of',
    reset: 'Moving the position of',
};
/** Does what the mode is for; returns how to report it. Nearly every run collects, so the other modes are loaded on demand. */
async function perform(audience, signal) {
    const { settings } = audience;
    switch (settings.mode) {
        case 'collect': {
            const report = await recorded(audience, collect_collect(audience, signal));
            return () => reportRun(report, audience, signal);
        }
        case 'pull': {
            const { pull } = await __webpack_require__.e(/* import() */ 364).then(__webpack_require__.bind(__webpack_require__, 26364));
            return reporting(await recorded(audience, pull(audience, signal)), audience);
        }
        case 'validate': {
            const { validate } = await Promise.all(/* import() */[__webpack_require__.e(230), __webpack_require__.e(83)]).then(__webpack_require__.bind(__webpack_require__, 65083));
            return reporting(await validate(audience), audience);
        }
        case 'test': {
            const { test } = await __webpack_require__.e(/* import() */ 55).then(__webpack_require__.bind(__webpack_require__, 24055));
            return reporting(await test(audience, signal), audience);
        }
        case 'inspect': {
            const { inspect } = await __webpack_require__.e(/* import() */ 457).then(__webpack_require__.bind(__webpack_require__, 67457));
            return reporting(await inspect(audience, signal), audience);
        }
        case 'reset': {
            const { reset } = await __webpack_require__.e(/* import() */ 869).then(__webpack_require__.bind(__webpack_require__, 80869));
            return reporting(await reset(audience, signal), audience);
        }
    }
}
/**
 * The result of the modes that read events. They also fail when the responses could not be recorded, but have a report
 * all the same: what was delivered is delivered, and later steps need the outputs for it.
 */
async function recorded(audience, running) {
    const { privacy, recording, encryptTo } = audience.settings;
    const isPrivate = privacy.droppedFields.length > 0 || privacy.pseudonyms !== undefined || encryptTo.length > 0;
    if (recording?.kind === 'record' && isPrivate)
        audience.log.warning(CLEAR_RECORDING);
    await Promise.allSettled([running]);
    const unkept = await audience.world.close().then(() => undefined, asFailure);
    const ended = await running;
    return { ...ended, error: ended.error ?? unkept };
}
const CLEAR_RECORDING = 'The recording in `record-dir` holds everything in clear text, the fields of `drop-fields` and `pseudonymize-fields` included, because a replay reads what this run reads. Delete it when you are done.';
function asFailure(error) {
    if (!(error instanceof errors/* CollectError */.h0))
        throw error;
    return (0,errors/* describeError */.Uc)(error);
}
function reporting(outcome, audience) {
    return () => reportOutcome(outcome, audience);
}
async function reportOutcome(outcome, audience) {
    const { log, redact, environment } = audience;
    const summary = environment.repository === undefined ? undefined : renderStatement(outcome, redact);
    await leaveResults({ outputs: outcome.outputs, summary, error: outcome.error }, audience);
    logStatement(outcome.statement, log);
    log.info(`${outcome.statement.headline}.`);
}
async function reportRun(report, audience, signal) {
    const { log, redact, settings, environment } = audience;
    const runUrl = (0,inputs_environment/* runUrlOf */.Qm)(environment);
    const frame = { target: settings.target, runUrl, redact, namesActions: settings.reporting.summaryActions };
    const summary = environment.repository === undefined ? undefined : renderSummary(report, frame);
    await leaveResults({ outputs: (0,report_outputs/* renderOutputs */.$Z)(report, runUrl), summary, error: report.error }, audience);
    const silence = explainSilence(report, settings);
    if (silence !== undefined)
        log.notice(silence);
    log.info(closingLine(report));
    const heartbeatUrl = settings.reporting.heartbeatUrl?.replaceAll('{manifest}', report.heads.join(','));
    // A run that was stopped is shown as cancelled, whatever it saved.
    if (heartbeatUrl === undefined || report.error !== undefined || report.stopReason === 'cancelled')
        return;
    await sendHeartbeat(heartbeatUrl, { http: http/* systemHttp */.E, clock: clock/* systemClock */.m, random: random/* systemRandom */.v, log }, signal);
}
/** In the log, which outlives the artifacts: with it anyone can verify that the newest files are complete. */
function describeHeads({ heads }) {
    return heads.length === 0 ? '' : `, newest manifest ${heads.join(' and ')}`;
}
function closingLine(report) {
    const { events, duplicates, pages, requests } = report;
    const upTo = report.watermark === undefined ? '' : `, complete up to ${new Date(report.watermark).toISOString()}`;
    const counts = [(0,markdown/* renderCount */.SS)(pages, 'page'), (0,markdown/* renderCount */.SS)(requests, 'request')].join(', ');
    return `${(0,markdown/* renderCount */.SS)(events, 'event')} delivered, ${(0,markdown/* renderNumber */.kT)(duplicates)} already known, ${counts}${upTo}${describeHeads(report)}: ${verdict_judge(report).headline}.`;
}


/***/ }),

/***/ 54441:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  H: () => (/* binding */ openWorld),
  Q: () => (/* binding */ streamFor)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./lib/checkpoint/stream.js
/**
 * Names a stream of events: positions are kept under this name, so two pipelines that read the same events with the same
 * settings share it, and any difference that changes which events come separates them.
 */

/** 24 hex digits; a change here orphans every saved position. */
function streamOf({ apiUrl, target, phrase, stateKey }) {
    // JSON keeps the parts apart whatever they hold. Logins and slugs are not case sensitive on GitHub.
    const parts = [new URL(apiUrl).host, target.kind, target.name.toLowerCase(), normalizePhrase(phrase), stateKey];
    return (0,external_node_crypto_.createHash)('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 24);
}
/** Space between words means nothing, space inside quotes is searched for. */
function normalizePhrase(phrase) {
    return phrase.replace(/("[^"]*")|\s+/g, (_, quoted) => quoted ?? ' ').trim();
}

// EXTERNAL MODULE: ./lib/model/errors.js
var errors = __webpack_require__(73434);
// EXTERNAL MODULE: ./lib/model/version.js
var version = __webpack_require__(83341);
// EXTERNAL MODULE: ./lib/runtime/clock.js
var clock = __webpack_require__(37642);
// EXTERNAL MODULE: ./lib/runtime/files.js
var files = __webpack_require__(58795);
// EXTERNAL MODULE: ./lib/runtime/random.js
var random = __webpack_require__(18385);
// EXTERNAL MODULE: ./lib/action/inputs/parse-recording.js
var parse_recording = __webpack_require__(77811);
;// CONCATENATED MODULE: ./lib/action/world.js
/**
 * What a run gets from outside: time, random numbers, the responses of the audit log and where it begins. They are the
 * real ones, the real ones with a recorder attached, or those of a recording; the rest of the program does not know
 * which.
 */







/** Rejects with `InputError` when there is no recording that could be replayed, or one already where one is to be made. */
async function openWorld(settings, redact) {
    const { recording, api, target, phrase } = settings;
    const subject = { apiUrl: api.url, target, phrase, stream: streamFor(settings) };
    switch (recording?.kind) {
        case undefined:
            return REAL;
        case 'record':
            return openRecorded(settings, { subject, redact }, recording.dir);
        case 'replay':
            return openReplayed(subject, recording.dir);
    }
}
/** The stream of events that the position of these settings is kept for. */
function streamFor({ api, target, phrase, position }) {
    return streamOf({ apiUrl: api.url, target, phrase, stateKey: position.stateKey });
}
const REAL = {
    clock: clock/* systemClock */.m,
    random: random/* systemRandom */.v,
    openApi: (connect) => connect(),
    openCredentials: (open) => open(),
    begin: (find) => find,
    close: async () => { },
};
async function openRecorded({ mode, credentials, feeds, since, until, order, limits, position, output }, { subject, redact }, dir) {
    if ((0,parse_recording/* isWithin */.U)(await (0,files/* realPathOf */.dN)(output.dir), await (0,files/* realPathOf */.dN)(dir))) {
        throw new errors/* InputError */.dz('record-dir leads into output-dir through a symbolic link', {
            hint: 'The recording would be uploaded or copied with the files: set a directory outside; see docs/terminal.md#record-and-replay.',
        });
    }
    const seed = Number.parseInt(random/* systemRandom */.v.token(), 16);
    const facts = {
        ...subject,
        tool: `${version/* TOOL */.j.name} ${version/* TOOL */.j.version}`,
        startedAt: clock/* systemClock */.m.now(),
        seed,
        asker: credentials.kind,
        settings: { mode, feeds, since, until, order, limits, position: { ...position, stateDir: undefined } },
    };
    const { openRecorder } = await __webpack_require__.e(/* import() */ 441).then(__webpack_require__.bind(__webpack_require__, 56441));
    const recorder = await openRecorder(facts, { dir, files: files/* privateFiles */.vs, clock: clock/* systemClock */.m, redact });
    return {
        clock: recorder.clock,
        // Random numbers can be repeated; ids of commits stay unique.
        random: { next: (0,random/* seededRandom */.I)(seed).next, token: random/* systemRandom */.v.token },
        openApi: async (connect) => recorder.record(await connect()),
        openCredentials: (open) => open(),
        begin: (find) => recorder.recordStart(find),
        close: () => recorder.close(),
    };
}
async function openReplayed(subject, dir) {
    const { openReplay } = await __webpack_require__.e(/* import() */ 347).then(__webpack_require__.bind(__webpack_require__, 90347));
    const { clock, random, api, credentials, findPosition } = await openReplay(subject, { dir, files: files/* systemFiles */.Hy });
    return {
        ...{ clock, random },
        openApi: async () => api,
        openCredentials: () => credentials,
        begin: () => findPosition,
        close: async () => { },
    };
}


/***/ }),

/***/ 4304:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   QK: () => (/* binding */ describeCheckpoint),
/* harmony export */   TZ: () => (/* binding */ parseArtifactName),
/* harmony export */   Ut: () => (/* binding */ renderArtifactName),
/* harmony export */   Yr: () => (/* binding */ isOfStream)
/* harmony export */ });
/* harmony import */ var _model_assert_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76779);
/* harmony import */ var _model_feed_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(94049);
/* harmony import */ var _model_seen_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(35294);
/**
 * The names of artifacts, which outlive their content: the list still shows an expired artifact, and from its name alone a
 * run learns how far collecting had got. So a name carries the floor of each feed and the epoch that they belong to; the
 * watermark in it is for people.
 */



const STREAM_DIGITS = 12;
const PATTERN = /-([0-9a-f]{12})-(?:e([0-9a-z]{8,10}))?g([0-9]{6,16})-(none|[0-9]{8}T[0-9]{6}Z)-f(x|[0-9a-z]{8,10})\.(x|[0-9a-z]{8,10})-([0-9A-Za-z_]{1,40}\.[0-9]{1,9}\.[0-9a-z]{1,40})(?:_[1-9])?$/;
/** What the name of the artifact that holds this checkpoint says. Its newest commit is the one that is being made. */
function describeCheckpoint(checkpoint) {
    const [commit] = checkpoint.commits;
    (0,_model_assert_js__WEBPACK_IMPORTED_MODULE_2__/* .assert */ .v)(commit?.generation === checkpoint.generation, 'the newest commit of a checkpoint is its own');
    const feeds = _model_feed_js__WEBPACK_IMPORTED_MODULE_0__/* .FEEDS */ .SF.flatMap((name) => {
        const feed = checkpoint.feeds[name];
        return feed === undefined ? [] : [{ name, feed }];
    });
    const watermark = Math.min(...feeds.map(({ feed }) => feed.tail.claim));
    return {
        stream: checkpoint.stream.slice(0, STREAM_DIGITS),
        generation: checkpoint.generation,
        epoch: checkpoint.epoch,
        watermark: feeds.length === 0 ? undefined : watermark - (watermark % 1000),
        floors: Object.fromEntries(feeds.map(({ name, feed }) => [name, feed.deep.claim])),
        commitId: commit.id,
    };
}
/**
 * `prefix` holds only letters, digits, `-`, `_` and `.`; so does the result. `resend` counts the names that this commit
 * has used before: a name whose upload failed can stay in use, and every name of a commit identifies the same commit.
 */
function renderArtifactName(prefix, name, resend = 0) {
    const { stream, generation, epoch, watermark, floors, commitId } = name;
    const rendered = [
        prefix,
        stream,
        `${epoch === 0 ? '' : `e${renderTs(epoch)}`}g${String(generation).padStart(6, '0')}`,
        renderInstant(watermark),
        `f${renderFloor(floors.web)}.${renderFloor(floors.git)}`,
        resend === 0 ? commitId : `${commitId}_${resend}`,
    ].join('-');
    (0,_model_assert_js__WEBPACK_IMPORTED_MODULE_2__/* .assert */ .v)(/^[\w.-]+$/.test(rendered) && PATTERN.test(rendered), 'an artifact name can be read back');
    return rendered;
}
/** Whatever the prefix; `undefined` for a name that is not ours. */
function parseArtifactName(text) {
    const [, stream, since, digits, instant, web, git, commitId] = PATTERN.exec(text) ?? [];
    if (stream === undefined || digits === undefined || instant === undefined || commitId === undefined)
        return undefined;
    const generation = Number(digits);
    const epoch = since === undefined ? 0 : Number.parseInt(since, 36);
    const floors = { web: parseFloor(web), git: parseFloor(git) };
    const watermark = instant === 'none' ? undefined : parseInstant(instant);
    const sound = Number.isSafeInteger(generation) &&
        epoch <= _model_seen_js__WEBPACK_IMPORTED_MODULE_1__/* .TS_MAX */ .X7 &&
        (watermark !== undefined || instant === 'none') &&
        _model_feed_js__WEBPACK_IMPORTED_MODULE_0__/* .FEEDS */ .SF.every((name) => floors[name] === undefined || floors[name] <= _model_seen_js__WEBPACK_IMPORTED_MODULE_1__/* .TS_MAX */ .X7);
    if (!sound)
        return undefined;
    const known = _model_feed_js__WEBPACK_IMPORTED_MODULE_0__/* .FEEDS */ .SF.flatMap((name) => (floors[name] === undefined ? [] : [[name, floors[name]]]));
    return { stream, generation, epoch, watermark, floors: Object.fromEntries(known), commitId };
}
/** Whether an artifact of this name belongs to the stream. */
function isOfStream(name, stream) {
    return name.stream === stream.slice(0, STREAM_DIGITS);
}
function renderInstant(ms) {
    const iso = ms === undefined ? '' : new Date(ms).toISOString();
    // Beyond the year 9999 ISO 8601 needs a sign, which would not fit; the watermark in a name is only for people.
    if (!/^\d{4}-/.test(iso))
        return 'none';
    return `${iso.slice(0, 19).replace(/[-:]/g, '')}Z`;
}
function parseInstant(text) {
    const iso = text.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6.000Z');
    const ms = Date.parse(iso);
    return Number.isNaN(ms) || new Date(ms).toISOString() !== iso ? undefined : ms;
}
function renderFloor(ms) {
    return ms === undefined ? 'x' : renderTs(ms);
}
/** Eight digits at least, so that the number 33 is not `x`. */
function renderTs(ms) {
    return ms.toString(36).padStart(8, '0');
}
function parseFloor(text) {
    return text === undefined || text === 'x' ? undefined : Number.parseInt(text, 36);
}


/***/ }),

/***/ 37255:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Uy: () => (/* binding */ NewerCheckpointError),
  dd: () => (/* binding */ TAIL_BYTES),
  hy: () => (/* binding */ decodeCheckpoint),
  UO: () => (/* binding */ decodeSaved),
  s: () => (/* binding */ digestIn),
  Xn: () => (/* binding */ encodeCheckpoint)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./lib/model/assert.js
var assert = __webpack_require__(76779);
// EXTERNAL MODULE: ./lib/model/errors.js
var errors = __webpack_require__(73434);
// EXTERNAL MODULE: ./lib/model/feed.js
var model_feed = __webpack_require__(94049);
// EXTERNAL MODULE: ./lib/model/seen.js
var model_seen = __webpack_require__(35294);
// EXTERNAL MODULE: ./lib/model/checkpoint.js
var checkpoint = __webpack_require__(84735);
// EXTERNAL MODULE: ./lib/model/gaps.js
var gaps = __webpack_require__(30312);
// EXTERNAL MODULE: ./lib/model/chain.js
var chain = __webpack_require__(22160);
// EXTERNAL MODULE: ./lib/checkpoint/parse-fields.js
var parse_fields = __webpack_require__(64703);
;// CONCATENATED MODULE: ./lib/checkpoint/chain-shape.js
/** The chain of manifests in a position that comes from outside, checked field by field. */



/** Positions of earlier releases have none: their deliveries are in no chain. */
function parseChain(value) {
    if (value === undefined)
        return (0,chain/* newChain */.Yg)('earlier-release');
    const fields = (0,parse_fields/* parseFields */.L5)(value, 'chain');
    const start = chain/* CHAIN_STARTS */.uj.find((known) => known === fields['start']);
    if (start === undefined)
        throw (0,parse_fields/* wrong */.Qm)('chain.start');
    return {
        start,
        heads: (0,parse_fields/* parseList */.E1)(fields['heads'], parseHead, 'chain.heads'),
        followed: (0,parse_fields/* parseList */.E1)(fields['followed'], parseLink, 'chain.followed'),
    };
}
function parseHead(value, path) {
    const fields = (0,parse_fields/* parseFields */.L5)(value, path);
    const to = (0,parse_fields/* parseFields */.L5)(fields['to'], `${path}.to`);
    return {
        ...parseLink(value, path),
        sha256: (0,parse_fields/* parseText */.r4)(fields['sha256'], /^[0-9a-f]{64}$/, `${path}.sha256`),
        epoch: (0,parse_fields/* parseTs */.JG)(fields['epoch'], `${path}.epoch`),
        to: Object.fromEntries(model_feed/* FEEDS */.SF.flatMap((name) => (to[name] === undefined ? [] : [[name, (0,parse_fields/* parseTs */.JG)(to[name], `${path}.to.${name}`)]]))),
    };
}
function parseLink(value, path) {
    const fields = (0,parse_fields/* parseFields */.L5)(value, path);
    return {
        generation: (0,parse_fields/* parseCount */.zq)(fields['generation'], `${path}.generation`),
        commit: (0,parse_fields/* parseText */.r4)(fields['commit'], /^[\w.-]{1,128}$/, `${path}.commit`),
    };
}

;// CONCATENATED MODULE: ./lib/checkpoint/checkpoint-shape.js
/**
 * Checks every field of a checkpoint that comes from outside: its type, its range, and the rules between fields that the
 * collector relies on (the floor never above the watermark, ids packed and ascending). An error names the field, never its
 * content.
 */






const GAP_KINDS = ['retention', 'state-lost', 'capacity', 'reset'];
const CURSOR_CHARACTERS_MAX = 8192;
/** Unknown fields are dropped. Throws `CheckpointError`. */
function parseCheckpoint(value) {
    const fields = (0,parse_fields/* parseFields */.L5)(value, 'checkpoint');
    if (fields['version'] !== checkpoint/* CHECKPOINT_VERSION */.A)
        throw (0,parse_fields/* wrong */.Qm)('version');
    if (fields['seenTruncated'] !== undefined && fields['seenTruncated'] !== true)
        throw (0,parse_fields/* wrong */.Qm)('seenTruncated');
    const feeds = (0,parse_fields/* parseFields */.L5)(fields['feeds'], 'feeds');
    const counters = (0,parse_fields/* parseFields */.L5)(fields['counters'], 'counters');
    return {
        version: checkpoint/* CHECKPOINT_VERSION */.A,
        stream: (0,parse_fields/* parseText */.r4)(fields['stream'], /^[0-9a-f]{24}$/, 'stream'),
        generation: (0,parse_fields/* parseCount */.zq)(fields['generation'], 'generation'),
        ...parseEpoch(fields),
        commits: (0,parse_fields/* parseList */.E1)(fields['commits'], parseCommit, 'commits'),
        artifact: (fields['artifact'] ?? null) === null ? null : (0,parse_fields/* parseCount */.zq)(fields['artifact'], 'artifact'),
        feeds: Object.fromEntries(model_feed/* FEEDS */.SF.flatMap((name) => {
            const feed = Object.hasOwn(feeds, name) ? feeds[name] : undefined;
            return feed === undefined ? [] : [[name, parseFeed(feed, `feeds.${name}`)]];
        })),
        counters: {
            events: (0,parse_fields/* parseCount */.zq)(counters['events'], 'counters.events'),
            duplicates: (0,parse_fields/* parseCount */.zq)(counters['duplicates'], 'counters.duplicates'),
            deadLetters: (0,parse_fields/* parseCount */.zq)(counters['deadLetters'], 'counters.deadLetters'),
        },
        chain: parseChain(fields['chain']),
        ...(fields['subject'] === undefined
            ? {}
            : { subject: (0,parse_fields/* parseText */.r4)(fields['subject'], /^[\w.:-]{1,255} (?:organization|enterprise) \S{1,255}$/, 'subject') }),
        ...(fields['repositoryId'] === undefined
            ? {}
            : { repositoryId: (0,parse_fields/* parseText */.r4)(fields['repositoryId'], /^\d{1,20}$/, 'repositoryId') }),
        ...(fields['dedupeId'] === undefined
            ? {}
            : { dedupeId: (0,parse_fields/* parseText */.r4)(fields['dedupeId'], /^.{1,1000}$/su, 'dedupeId') }),
    };
}
/** Positions that were never moved by hand do not have these fields. */
function parseEpoch(fields) {
    const epoch = fields['epoch'] === undefined ? 0 : (0,parse_fields/* parseTs */.JG)(fields['epoch'], 'epoch');
    const resets = fields['resets'] === undefined ? [] : (0,parse_fields/* parseList */.E1)(fields['resets'], parseReset, 'resets');
    if (resets.some((reset) => reset.epoch > epoch))
        throw (0,parse_fields/* wrong */.Qm)('resets');
    return { epoch, resets };
}
function parseReset(value, path) {
    const fields = (0,parse_fields/* parseFields */.L5)(value, path);
    const feed = model_feed/* FEEDS */.SF.find((known) => known === fields['feed']);
    if (feed === undefined)
        throw (0,parse_fields/* wrong */.Qm)(`${path}.feed`);
    return {
        epoch: (0,parse_fields/* parseTs */.JG)(fields['epoch'], `${path}.epoch`),
        run: (0,parse_fields/* parseText */.r4)(fields['run'], /^[\w.-]{1,128}$/, `${path}.run`),
        feed,
        from: fields['from'] === null ? null : (0,parse_fields/* parseTs */.JG)(fields['from'], `${path}.from`),
        to: (0,parse_fields/* parseTs */.JG)(fields['to'], `${path}.to`),
    };
}
function parseCommit(value, path) {
    const fields = (0,parse_fields/* parseFields */.L5)(value, path);
    return {
        generation: (0,parse_fields/* parseCount */.zq)(fields['generation'], `${path}.generation`),
        id: (0,parse_fields/* parseText */.r4)(fields['id'], /^[\w.-]{1,128}$/, `${path}.id`),
    };
}
function parseFeed(value, path) {
    const fields = (0,parse_fields/* parseFields */.L5)(value, path);
    const [tail, deep] = [parseFrontier(fields['tail'], `${path}.tail`), parseFrontier(fields['deep'], `${path}.deep`)];
    if (deep.claim > tail.claim)
        throw (0,parse_fields/* wrong */.Qm)(`${path}.deep.claim`);
    return {
        generation: (0,parse_fields/* parseCount */.zq)(fields['generation'], `${path}.generation`),
        // Earlier releases wrote none: nothing before what is claimed now is said by a manifest.
        begin: fields['begin'] === undefined ? tail.claim : (0,parse_fields/* parseTs */.JG)(fields['begin'], `${path}.begin`),
        tail,
        deep,
        marks: (0,parse_fields/* parseList */.E1)(fields['marks'], parseMark, `${path}.marks`),
        ...parseRefused(fields['refused'], `${path}.refused`),
        ...parseReported(fields['told'], `${path}.told`),
        seen: parseSeen(fields['seen'], `${path}.seen`),
        // Earlier releases kept gaps apart that touch.
        gaps: (0,gaps/* uniteGaps */.rm)((0,parse_fields/* parseList */.E1)(fields['gaps'], parseGap, `${path}.gaps`), []),
    };
}
/** Earlier releases did not remember them. */
function parseReported(value, path) {
    const reported = value === undefined ? [] : (0,gaps/* uniteGaps */.rm)((0,parse_fields/* parseList */.E1)(value, parseGap, path), []);
    return reported.length === 0 ? {} : { reported };
}
function parseRefused(value, path) {
    const refused = value === undefined ? [] : (0,parse_fields/* parseList */.E1)(value, parseMark, path);
    return refused.length === 0 ? {} : { refused };
}
function parseFrontier(value, path) {
    const fields = (0,parse_fields/* parseFields */.L5)(value, path);
    const { completedAt, sweep } = fields;
    return {
        claim: (0,parse_fields/* parseTs */.JG)(fields['claim'], `${path}.claim`),
        completedAt: completedAt === null ? null : (0,parse_fields/* parseTs */.JG)(completedAt, `${path}.completedAt`),
        sweep: sweep === null ? null : parseSweep(sweep, `${path}.sweep`),
    };
}
function parseSweep(value, path) {
    const fields = (0,parse_fields/* parseFields */.L5)(value, path);
    const { head, position } = fields;
    return {
        head: head === null ? null : (0,parse_fields/* parseTs */.JG)(head, `${path}.head`),
        openedAt: (0,parse_fields/* parseTs */.JG)(fields['openedAt'], `${path}.openedAt`),
        position: position === null ? null : parsePosition(position, `${path}.position`),
        ...parseReading(fields, path),
    };
}
/** Earlier releases did not say where reading began, so that such a sweep moves no floor. */
function parseReading(fields, path) {
    const [from, net] = [fields['from'] ?? null, fields['net'] ?? null];
    if (net !== null && net !== 'none' && net !== 'wide')
        throw (0,parse_fields/* wrong */.Qm)(`${path}.net`);
    return {
        ...(from === null ? {} : { from: (0,parse_fields/* parseTs */.JG)(from, `${path}.from`) }),
        ...(net === null ? {} : { net }),
    };
}
function parsePosition(value, path) {
    const fields = (0,parse_fields/* parseFields */.L5)(value, path);
    const copies = Object.entries((0,parse_fields/* parseFields */.L5)(fields['copies'], `${path}.copies`)).map(([hash, count]) => [
        (0,parse_fields/* parseText */.r4)(hash, /^[\w-]{1,128}$/, `${path}.copies`),
        (0,parse_fields/* parseCount */.zq)(count, `${path}.copies`),
    ]);
    return { ...parseMark(value, path), copies: Object.fromEntries(copies) };
}
function parseMark(value, path) {
    const fields = (0,parse_fields/* parseFields */.L5)(value, path);
    const after = fields['after'];
    if (typeof after !== 'string' || after === '' || after.length > CURSOR_CHARACTERS_MAX)
        throw (0,parse_fields/* wrong */.Qm)(`${path}.after`);
    return { ts: (0,parse_fields/* parseTs */.JG)(fields['ts'], `${path}.ts`), after };
}
function parseGap(value, path) {
    const fields = (0,parse_fields/* parseFields */.L5)(value, path);
    const [from, to] = [(0,parse_fields/* parseTs */.JG)(fields['from'], `${path}.from`), (0,parse_fields/* parseTs */.JG)(fields['to'], `${path}.to`)];
    const kind = GAP_KINDS.find((known) => known === fields['kind']);
    const certain = fields['certain'];
    if (from > to)
        throw (0,parse_fields/* wrong */.Qm)(`${path}.from`);
    if (kind === undefined)
        throw (0,parse_fields/* wrong */.Qm)(`${path}.kind`);
    if (typeof certain !== 'boolean')
        throw (0,parse_fields/* wrong */.Qm)(`${path}.certain`);
    return { from, to, kind, certain, run: (0,parse_fields/* parseText */.r4)(fields['run'], /^[\w.-]{1,128}$/, `${path}.run`) };
}
function parseSeen(value, path) {
    if (typeof value !== 'string')
        throw (0,parse_fields/* wrong */.Qm)(path);
    const packed = Buffer.from(value, 'base64');
    if (packed.toString('base64') !== value || !(0,model_seen/* isPackedSeen */.W$)(packed))
        throw (0,parse_fields/* wrong */.Qm)(path);
    return new Uint8Array(packed.buffer, packed.byteOffset, packed.byteLength);
}

;// CONCATENATED MODULE: ./lib/checkpoint/codec.js
/**
 * A checkpoint as bytes: one line of JSON in a fixed order of fields, closed by the SHA-256 of all that stands before it.
 * Bytes that were cut, flipped or written by someone else never become a position: they decode to the very checkpoint that
 * was encoded, or to an error. What cannot be decoded is refused by the encoder, so no commit writes what no run can read.
 */







/** Throws `CheckpointError` when the checkpoint breaks its own rules, which only a bug of ours does. */
function encodeCheckpoint(checkpoint, options = {}) {
    const seen = cutToBudget(checkpoint, options.seenBytesMax ?? Number.POSITIVE_INFINITY);
    const feeds = Object.fromEntries(model_feed/* FEEDS */.SF.flatMap((name) => {
        const feed = checkpoint.feeds[name];
        return feed === undefined ? [] : [[name, renderFeed(feed)]];
    }));
    const rendered = {
        version: checkpoint.version,
        stream: checkpoint.stream,
        generation: checkpoint.generation,
        ...(checkpoint.epoch === 0 ? {} : { epoch: checkpoint.epoch }),
        ...(checkpoint.resets.length === 0 ? {} : { resets: checkpoint.resets.map(renderReset) }),
        commits: checkpoint.commits.map(({ generation, id }) => ({ generation, id })),
        artifact: checkpoint.artifact,
        feeds,
        counters: {
            events: checkpoint.counters.events,
            duplicates: checkpoint.counters.duplicates,
            deadLetters: checkpoint.counters.deadLetters,
        },
        chain: renderChain(checkpoint.chain),
        ...(checkpoint.subject === undefined ? {} : { subject: checkpoint.subject }),
        ...(checkpoint.repositoryId === undefined ? {} : { repositoryId: checkpoint.repositoryId }),
        ...(checkpoint.dedupeId === undefined ? {} : { dedupeId: checkpoint.dedupeId }),
        ...(seen.truncated ? { seenTruncated: true } : {}),
    };
    parseCheckpoint(rendered);
    const ids = model_feed/* FEEDS */.SF.flatMap((name) => (name in feeds ? [seen.kept.get(name) ?? model_seen/* NOTHING_SEEN */.s3] : []));
    return fillIn(JSON.stringify(rendered).slice(0, -1), ids);
}
const SEEN = '"seen":"';
/**
 * The ids go in as bytes, and into the one buffer that is returned: as a part of the JSON they would be copied, checked and
 * escaped a character at a time.
 */
function fillIn(text, ids) {
    // A quote inside of a string is escaped, so that this is a member wherever it stands.
    const parts = text.split(`${SEEN}"`);
    (0,assert/* assert */.v)(parts.length === ids.length + 1, 'each feed has its ids');
    const textBytes = Buffer.byteLength(parts.join(`${SEEN}"`)) + TAIL_BYTES;
    const encoded = Buffer.allocUnsafeSlow(ids.reduce((sum, { length }) => sum + 4 * Math.ceil(length / 3), textBytes));
    let at = 0;
    for (const [index, part] of parts.entries()) {
        const seen = ids[index];
        at += encoded.write(part, at);
        if (seen === undefined)
            continue;
        if (!(0,model_seen/* isPackedSeen */.W$)(seen))
            throw (0,parse_fields/* wrong */.Qm)('seen');
        at += encoded.write(SEEN, at);
        at = writeBase64(seen, encoded, at);
        at += encoded.write('"', at);
    }
    at += encoded.write(renderTail(encoded.subarray(0, at)), at);
    (0,assert/* assert */.v)(at === encoded.length, 'a position is as long as its parts');
    return encoded;
}
/** Throws as `decodeSaved` does. */
function decodeCheckpoint(bytes) {
    return decodeSaved(bytes).checkpoint;
}
/** Throws `CheckpointError` that says what is wrong and quotes nothing. */
function decodeSaved(bytes) {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const value = parseJson(buffer);
    refuseNewerVersion(value);
    const covered = buffer.subarray(0, Math.max(0, buffer.length - TAIL_BYTES));
    if (buffer.compare(Buffer.from(renderTail(covered)), undefined, undefined, covered.length) !== 0) {
        throw new errors/* CheckpointError */.jg('a saved position does not match its own digest: it was cut short or changed', {
            hint: parse_fields/* UNREADABLE_HINT */.wK,
        });
    }
    const checkpoint = parseCheckpoint(value);
    return { checkpoint, leavesOutIds: typeof value === 'object' && value !== null && 'seenTruncated' in value };
}
/** Written by a release that this one does not understand; unlike damage, this says that a newer position exists. */
class NewerCheckpointError extends errors/* CheckpointError */.jg {
}
const VERSION_MAX = 1;
function refuseNewerVersion(value) {
    if (typeof value !== 'object' || value === null || !('version' in value))
        return;
    const { version } = value;
    if (typeof version !== 'number' || !Number.isSafeInteger(version) || version <= VERSION_MAX)
        return;
    throw new NewerCheckpointError(`a saved position has version ${version}: it was written by a newer release`, {
        hint: 'Run the newer release of collect-audit-log again, or start over with another `state-key`; see docs/troubleshooting.md#start-over.',
    });
}
function parseJson(bytes) {
    try {
        return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    }
    catch (error) {
        throw new errors/* CheckpointError */.jg(`a saved position is not JSON (${bytes.length} bytes, ${(0,errors/* describeForeign */.eQ)(error)})`, {
            hint: parse_fields/* UNREADABLE_HINT */.wK,
            cause: error,
        });
    }
}
/** A multiple of three bytes, which makes whole groups of four characters. */
const BASE64_STEP = 3 * 2 ** 16;
/** Returns where it ends. In pieces, so that half a million ids are not a string of 15 MB on the way. */
function writeBase64(seen, into, at) {
    const bytes = Buffer.from(seen.buffer, seen.byteOffset, seen.byteLength);
    let end = at;
    for (let from = 0; from < bytes.length; from += BASE64_STEP) {
        end += into.write(bytes.toString('base64', from, from + BASE64_STEP), end, 'latin1');
    }
    return end;
}
function renderTail(covered) {
    return `,"digest":"${(0,external_node_crypto_.hash)('sha256', covered, 'hex')}"}\n`;
}
/** What encoded bytes, or the end of them, say their digest is: the same for the same position, and no proof that they match it. */
function digestIn(bytes) {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1', bytes.length - TAIL_BYTES);
}
/** Of the end that has the digest. */
const TAIL_BYTES = `,"digest":"${'0'.repeat(64)}"}\n`.length;
function renderFeed(feed) {
    const { generation, begin, tail, deep, marks, gaps, reported = [], refused = [] } = feed;
    return {
        generation,
        begin,
        tail: renderFrontier(tail),
        deep: renderFrontier(deep),
        marks: marks.map(({ ts, after }) => ({ ts, after })),
        refused: refused.map(({ ts, after }) => ({ ts, after })),
        gaps: gaps.map(renderGap),
        told: reported.map(renderGap),
        seen: '',
    };
}
function renderGap({ from, to, kind, certain, run }) {
    return { from, to, kind, certain, run };
}
function renderChain({ start, heads, followed }) {
    return {
        start,
        heads: heads.map(({ generation, commit, sha256, epoch, to }) => ({
            ...{ generation, commit, sha256, epoch },
            to: Object.fromEntries(model_feed/* FEEDS */.SF.flatMap((name) => (to[name] === undefined ? [] : [[name, to[name]]]))),
        })),
        followed: followed.map(({ generation, commit }) => ({ generation, commit })),
    };
}
function renderReset({ epoch, run, feed, from, to }) {
    return { epoch, run, feed, from, to };
}
function renderFrontier({ claim, completedAt, sweep }) {
    if (sweep === null)
        return { claim, completedAt, sweep };
    const { head, openedAt, position, from, net } = sweep;
    const facts = { from: from ?? null, net: net ?? null };
    if (position === null)
        return { claim, completedAt, sweep: { head, openedAt, position, ...facts } };
    const copies = Object.fromEntries(Object.entries(position.copies).sort(([a], [b]) => (a < b ? -1 : 1)));
    const at = { ts: position.ts, after: position.after, copies };
    return { claim, completedAt, sweep: { head, openedAt, position: at, ...facts } };
}
/** Shares the budget among the feeds, the smaller first, so that what one does not need goes to the other. */
function cutToBudget(checkpoint, bytesMax) {
    const sizes = model_feed/* FEEDS */.SF.flatMap((name) => {
        const feed = checkpoint.feeds[name];
        return feed === undefined ? [] : [[name, feed.seen]];
    }).sort(([, a], [, b]) => a.length - b.length);
    const kept = new Map();
    let left = bytesMax;
    for (const [index, [name, seen]] of sizes.entries()) {
        const share = Math.floor(left / (sizes.length - index) / model_seen/* SEEN_RECORD_BYTES */.WF) * model_seen/* SEEN_RECORD_BYTES */.WF;
        const newest = seen.subarray(Math.max(0, seen.length - share));
        kept.set(name, newest);
        left -= newest.length;
    }
    return { kept, truncated: sizes.some(([name, seen]) => kept.get(name)?.length !== seen.length) };
}


/***/ }),

/***/ 64703:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E1: () => (/* binding */ parseList),
/* harmony export */   JG: () => (/* binding */ parseTs),
/* harmony export */   L5: () => (/* binding */ parseFields),
/* harmony export */   Qm: () => (/* binding */ wrong),
/* harmony export */   r4: () => (/* binding */ parseText),
/* harmony export */   wK: () => (/* binding */ UNREADABLE_HINT),
/* harmony export */   zq: () => (/* binding */ parseCount)
/* harmony export */ });
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73434);
/* harmony import */ var _model_seen_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(35294);
/** Fields of a saved position, each of its type and within its range, or an error that names the field and never its content. */


const UNREADABLE_HINT = 'The run uses another copy of the position if one exists. If none does, start over with another `state-key`; see docs/troubleshooting.md#start-over.';
function parseFields(value, path) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        throw wrong(path);
    return value;
}
function parseList(value, parse, path) {
    if (!Array.isArray(value))
        throw wrong(path);
    return value.map((item, index) => parse(item, `${path}[${index}]`));
}
function parseText(value, pattern, path) {
    if (typeof value !== 'string' || !pattern.test(value))
        throw wrong(path);
    return value;
}
function parseTs(value, path) {
    const count = parseCount(value, path);
    if (count > _model_seen_js__WEBPACK_IMPORTED_MODULE_1__/* .TS_MAX */ .X7)
        throw wrong(path);
    return count;
}
function parseCount(value, path) {
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0)
        throw wrong(path);
    return value;
}
function wrong(path) {
    return new _model_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .CheckpointError */ .jg(`a saved position differs from what this release writes: see its field ${path}`, {
        hint: UNREADABLE_HINT,
    });
}


/***/ }),

/***/ 70828:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Of: () => (/* binding */ refusalOf),
/* harmony export */   iI: () => (/* binding */ isOfRepository),
/* harmony export */   r3: () => (/* binding */ isManifestGood)
/* harmony export */ });
/* harmony import */ var _evidence_ssh_signature_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4212);
/**
 * Whose positions count when there is a key: only one that bears a good signature, of this repository. Anything else is not a
 * position at all: it is never joined, whatever its name says.
 */

/** Why these bytes are not a position of ours, going on after "it"; `undefined` when they are. */
function refusalOf({ position, positionSignature }, trust) {
    if (positionSignature === undefined)
        return 'is not signed';
    const expected = { namespace: _evidence_ssh_signature_js__WEBPACK_IMPORTED_MODULE_0__/* .POSITION_NAMESPACE */ .wy, trusted: trust.trusted };
    const judged = (0,_evidence_ssh_signature_js__WEBPACK_IMPORTED_MODULE_0__/* .judgeSignature */ .ub)(position, positionSignature, expected);
    switch (judged.kind) {
        case 'good':
            return undefined;
        case 'other-key':
            return 'is signed by a key that is not trusted';
        case 'bad':
            return judged.why === 'no signature' ? 'has a signature that cannot be read' : `has a signature ${judged.why}`;
    }
}
/** The key can sign for several repositories; a position of one is none of another. */
function isOfRepository(checkpoint, { repositoryId }) {
    return (checkpoint.repositoryId ?? null) === repositoryId;
}
function isManifestGood({ manifest, manifestSignature }, trust) {
    if (manifest === undefined)
        return false;
    if (trust === undefined)
        return true;
    if (manifestSignature === undefined)
        return false;
    const expected = { namespace: _evidence_ssh_signature_js__WEBPACK_IMPORTED_MODULE_0__/* .MANIFEST_NAMESPACE */ .EL, trusted: trust.trusted };
    return (0,_evidence_ssh_signature_js__WEBPACK_IMPORTED_MODULE_0__/* .judgeSignature */ .ub)(manifest, manifestSignature, expected).kind === 'good';
}


/***/ }),

/***/ 8854:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R1: () => (/* binding */ ActivityCount),
/* harmony export */   V8: () => (/* binding */ actionNameOf)
/* harmony export */ });
/* unused harmony exports BUCKETS_MAX, KINDS_MAX, ACTIONS_NAMED */
const BUCKETS_MAX = 24;
/** Several times what GitHub documents. */
const KINDS_MAX = 4000;
const ACTIONS_NAMED = 15;
const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];
/** Longer than github.com keeps events, and than a run can last. */
const [PAST_MS, FUTURE_MS] = [400 * DAY, 7 * DAY];
/** Each is a multiple of the one before, so that buckets unite without being torn; beyond the last they double. */
const WIDTHS = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY];
/** The `action` of an element of the list, when it is shaped like one: `repo.create`, `git.clone`. */
function actionNameOf(action) {
    const isName = typeof action === 'string' && action.length <= 100 && /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/i.test(action);
    return isName ? action : undefined;
}
class ActivityCount {
    /** The server's clock, epoch milliseconds. */
    #now;
    #width = MINUTE;
    /** Events by the number of their bucket since the epoch; never more than {@link BUCKETS_MAX} of them. */
    #buckets = new Map();
    #actions = new Map();
    #longAgo = 0;
    #inTheFuture = 0;
    #others = 0;
    constructor(now) {
        this.#now = now;
    }
    add(events) {
        for (const { ts, action } of events) {
            this.#addTime(ts);
            this.#addAction(action);
        }
    }
    get activity() {
        const { from, to } = this.#reach();
        const numbers = Array.from({ length: to - from }, (_, index) => from + index);
        const ranked = [...this.#actions].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
        return {
            buckets: numbers.map((bucket) => ({ from: bucket * this.#width, events: this.#buckets.get(bucket) ?? 0 })),
            bucketMs: this.#width,
            longAgo: this.#longAgo,
            inTheFuture: this.#inTheFuture,
            actions: ranked.slice(0, ACTIONS_NAMED).map(([name, events]) => ({ name, events })),
            kinds: this.#actions.size,
            others: this.#others,
        };
    }
    #addTime(ts) {
        if (ts < this.#now - PAST_MS)
            this.#longAgo += 1;
        else if (ts > this.#now + FUTURE_MS)
            this.#inTheFuture += 1;
        else {
            const bucket = Math.floor(ts / this.#width);
            const isNew = !this.#buckets.has(bucket);
            increment(this.#buckets, bucket);
            if (isNew)
                this.#keepFew();
        }
    }
    #addAction(action) {
        const isNamed = action !== undefined && (this.#actions.has(action) || this.#actions.size < KINDS_MAX);
        if (isNamed)
            increment(this.#actions, action);
        else
            this.#others += 1;
    }
    /** The first bucket with an event, and the one behind the last. */
    #reach() {
        if (this.#buckets.size === 0)
            return { from: 0, to: 0 };
        const numbers = [...this.#buckets.keys()];
        return { from: Math.min(...numbers), to: Math.max(...numbers) + 1 };
    }
    /** Wider buckets, until there are few enough. */
    #keepFew() {
        for (let { from, to } = this.#reach(); to - from > BUCKETS_MAX; { from, to } = this.#reach())
            this.#widen();
    }
    #widen() {
        const width = WIDTHS.find((wider) => wider > this.#width) ?? 2 * this.#width;
        const wide = new Map();
        for (const [bucket, events] of this.#buckets)
            increment(wide, Math.floor((bucket * this.#width) / width), events);
        this.#width = width;
        this.#buckets = wide;
    }
}
function increment(counts, key, by = 1) {
    counts.set(key, (counts.get(key) ?? 0) + by);
}


/***/ }),

/***/ 9430:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ BatchBuffer),
/* harmony export */   k: () => (/* binding */ BATCH_LIMITS)
/* harmony export */ });
/* harmony import */ var _model_event_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(63837);

const BATCH_LIMITS = { pages: 100, bytes: 32 * 1024 * 1024 };
class BatchBuffer {
    #limits;
    #events = [];
    #pages = 0;
    #bytes = 0;
    constructor(limits) {
        this.#limits = limits;
    }
    get isFull() {
        return this.#pages >= this.#limits.pages || this.#bytes >= this.#limits.bytes;
    }
    /** One event of a merged list; a hundred of them count as a page. */
    add(event) {
        this.#events.push(event);
        this.#bytes += event.raw.length;
        this.#pages += 1 / 100;
    }
    addPage(fresh) {
        this.#pages++;
        for (const event of fresh) {
            this.#events.push(event);
            this.#bytes += event.raw.length;
        }
    }
    /** Everything so far, sorted, as one batch; the buffer is empty afterwards. */
    take(order = 'asc') {
        const sort = order === 'asc' ? _model_event_js__WEBPACK_IMPORTED_MODULE_0__/* .byTime */ .X : (a, b) => (0,_model_event_js__WEBPACK_IMPORTED_MODULE_0__/* .byTime */ .X)(b, a);
        const batch = {
            events: this.#events.filter((event) => event.wellFormed).sort(sort),
            deadLetters: this.#events.filter((event) => !event.wellFormed),
        };
        this.#events = [];
        this.#pages = 0;
        this.#bytes = 0;
        return batch;
    }
}


/***/ }),

/***/ 90994:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ Budget)
/* harmony export */ });
class Budget {
    #pagesLeft;
    /** Pages that the tails leave to the deep sweeps. */
    #kept = 0;
    #limits;
    #startedAt;
    /** `startedAt` by `Clock.now`. */
    constructor(limits, startedAt) {
        this.#limits = limits;
        this.#startedAt = startedAt;
        this.#pagesLeft = limits.maxPages;
    }
    /**
     * What is left for the tails: all of it, or three quarters while a deep sweep is waiting, but never nothing.
     * `remaining`: of the hour's requests, where GitHub says so.
     */
    forTail(deepIsDue, remaining) {
        this.#kept = deepIsDue ? Math.min(this.#quarterOf(remaining), Math.max(0, this.#available(remaining) - 1)) : 0;
        const time = this.#limits.maxDurationMs * (deepIsDue ? 3 / 4 : 1);
        return this.#share({
            pagesKept: this.#kept,
            pagesMax: Number.POSITIVE_INFINITY,
            deadlineAt: this.#startedAt + time,
            reserve: this.#limits.rateLimitReserve + this.#kept,
        });
    }
    /** What is left for the deep sweeps: all pages, but of the hour's requests no more than a quarter. */
    forDeep(remaining) {
        const pagesMax = remaining === undefined ? Number.POSITIVE_INFINITY : Math.max(this.#kept, this.#quarterOf(remaining));
        return this.#share({ ...this.forProbe(), pagesKept: 0, pagesMax });
    }
    /** What the opening of a run can use: requests that are no pages of the list. */
    forProbe() {
        return { deadlineAt: this.#startedAt + this.#limits.maxDurationMs, reserve: this.#limits.rateLimitReserve };
    }
    #available(remaining) {
        const { maxPages, rateLimitReserve } = this.#limits;
        return remaining === undefined ? maxPages : Math.min(maxPages, Math.max(0, remaining - rateLimitReserve));
    }
    #quarterOf(remaining) {
        return Math.max(1, Math.floor(this.#available(remaining) / 4));
    }
    #share({ pagesKept, pagesMax, deadlineAt, reserve }) {
        let taken = 0;
        return {
            deadlineAt,
            reserve,
            get usedUp() {
                return taken >= pagesMax ? 'rate-limit' : 'max-pages';
            },
            hasPage: () => this.#pagesLeft > pagesKept && taken < pagesMax,
            takePage: () => {
                taken++;
                this.#pagesLeft--;
            },
        };
    }
}


/***/ }),

/***/ 49823:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Ep: () => (/* binding */ conclude),
  lj: () => (/* binding */ deadLetterError),
  pp: () => (/* binding */ notAcceptedError)
});

// EXTERNAL MODULE: ./lib/model/errors.js
var errors = __webpack_require__(73434);
// EXTERNAL MODULE: ./lib/model/gaps.js
var gaps = __webpack_require__(30312);
// EXTERNAL MODULE: ./lib/position/cold-start.js
var cold_start = __webpack_require__(12976);
// EXTERNAL MODULE: ./lib/collector/activity.js
var activity = __webpack_require__(8854);
;// CONCATENATED MODULE: ./lib/collector/gap-error.js

/** `undefined` when no gap is certain. */
function gapError(gaps, facts) {
    const certain = gaps.filter((gap) => gap.certain);
    if (certain.length === 0)
        return undefined;
    const kinds = [...new Set(certain.map(({ kind }) => kind))];
    const advice = kinds.map((kind) => ADVICE[kind](certain.filter((gap) => gap.kind === kind), facts));
    return new errors/* GapError */.x5(`the collector can no longer deliver some events: ${certain.map(describeGap).join(', ')}; everything later was delivered`, { hint: `${advice.join(' ')} A gap is recorded and reported once; see docs/troubleshooting.md#gap.` });
}
/** `the web feed from 2026-01-01T00:00:00.000Z to 2026-01-02T00:00:00.000Z (retention)` */
function describeGap({ feed, from, to, kind }) {
    return `the ${feed} feed from ${from === 0 ? 'the beginning' : iso(from)} to ${iso(to)} (${kind})`;
}
const ADVICE = {
    retention: () => 'They expired before they were read. Run more often, or raise max-pages and max-duration, so that it does not happen again.',
    'state-lost': (gaps, facts) => `Fetch what GitHub still keeps of them with ${gaps.map((gap) => pullOf(gap, facts)).join(', and with ')}.`,
    capacity: () => 'Raise dedupe-capacity, so that late events are found again.',
    reset: () => 'They are before the position that was set by hand. Move it back with mode: reset if you need them.',
};
/** Ready to copy into the `with:` of a step. */
function pullOf({ feed, from, to }, { date, retentionMs }) {
    const edge = Number.isFinite(retentionMs[feed]) ? date - retentionMs[feed] : 0;
    const since = Math.max(from, edge - (edge % 1000));
    return `\`mode: pull\`, \`include: ${feed}\`, \`since: ${iso(since)}\`, \`until: ${iso(to)}\``;
}
function iso(ms) {
    return new Date(ms).toISOString();
}

;// CONCATENATED MODULE: ./lib/collector/conclude.js





const NOTHING_DONE = {
    checkpoint: undefined,
    delivered: { events: 0, duplicates: 0, deadLetters: 0 },
    window: { from: undefined, to: undefined },
    activity: new activity/* ActivityCount */.R1(0),
};
function conclude(course) {
    const { feeds, progress, usage, delivery, settings } = course;
    const { checkpoint, delivered, window, activity } = progress ?? NOTHING_DONE;
    const reports = feeds.map((feed) => reportFeed(feed, checkpoint));
    const gaps = feeds.flatMap(({ name }, at) => (reports[at]?.gaps ?? []).map((gap) => ({ ...gap, feed: name })));
    const caughtUp = course.error === undefined &&
        course.stopReason !== 'cancelled' &&
        reports.length === settings.feeds.length &&
        reports.every((feed) => feed.caughtUp);
    const lagMs = greatest(settings.feeds.map((name) => lagOf(name, course)));
    const error = course.error ??
        unsavedError(course) ??
        deadLetterError(delivered.deadLetters) ??
        notAcceptedError(delivery.sink, settings) ??
        capacityError(course) ??
        (settings.position.onGap === 'warn' ? undefined : gapError(gaps, { ...course, date: dateOf(course) })) ??
        (0,cold_start/* everythingLost */.gs)(course.found, settings) ??
        retentionError(course) ??
        lagError(lagMs, settings);
    return {
        events: delivered.events,
        duplicates: delivered.duplicates,
        deadLetters: delivered.deadLetters,
        requests: usage.requests,
        retries: usage.retries,
        pages: feeds.reduce((sum, feed) => sum + feed.counts.pages, 0),
        caughtUp,
        // A limit that only prevented the next check stopped nothing.
        stopReason: caughtUp ? 'caught-up' : course.stopReason,
        watermark: reports.length === 0 ? undefined : Math.min(...reports.map((feed) => feed.watermark)),
        lagSeconds: lagMs === undefined ? undefined : Math.round(lagMs / 1000),
        gaps: gaps.map(({ feed: _, ...gap }) => gap),
        coldStart: (course.found?.kind ?? 'resume') !== 'resume',
        files: delivery.files,
        page: delivery.page,
        manifests: delivery.manifests,
        heads: (checkpoint?.chain.heads ?? []).map(({ sha256 }) => sha256),
        artifacts: delivery.artifacts,
        sink: delivery.sink,
        archive: delivery.archive,
        rateLimitRemaining: usage.rateLimitRemaining,
        window: window.from === undefined || window.to === undefined ? undefined : { from: window.from, to: window.to },
        activity: activity.activity,
        latenessMs: greatest(feeds.map((feed) => feed.latenessMs)),
        feeds: Object.fromEntries(feeds.map(({ name }, at) => [name, reports[at]])),
        incidents: [
            ...course.incidents,
            ...feeds.flatMap((feed) => sharedIdWarning(feed, settings)),
            ...settings.feeds.flatMap((name) => retentionWarning(name, course)),
            ...filesWarning(course, error),
        ],
        error: error === undefined ? undefined : { ...(0,errors/* describeError */.Uc)(error), hint: error.hint },
    };
}
function reportFeed(feed, checkpoint) {
    const position = checkpoint?.feeds[feed.name] ?? feed.draft;
    return {
        events: feed.counts.fresh,
        duplicates: feed.counts.duplicates,
        watermark: position.tail.claim,
        completedAt: position.tail.completedAt ?? undefined,
        caughtUp: feed.caughtUp && position.deep.sweep === null,
        remembered: feed.remembered,
        gaps: (0,gaps/* uniteGaps */.rm)(feed.gapsFound, []),
    };
}
/**
 * How far behind the server's clock: a quiet feed that was read to its end is not behind, however old its last event. A feed
 * that could not be opened has only this machine's clock to be measured by; `undefined` without a position.
 */
function lagOf(name, { feeds, progress, now }) {
    const tail = tailOf(name, { feeds, progress });
    if (tail === undefined)
        return undefined;
    const date = feeds.find((feed) => feed.name === name)?.date ?? now;
    return Math.max(0, date - Math.max(tail.claim, tail.completedAt ?? 0));
}
/** As it was committed last, or as this run would have begun it; `undefined` for a feed without a position. */
function tailOf(name, { feeds, progress }) {
    return (progress?.checkpoint.feeds[name] ?? feeds.find((feed) => feed.name === name)?.draft)?.tail;
}
/** How much of the time that GitHub keeps events has passed since the position, from 0 to 1. */
function retentionShare(name, course) {
    return (lagOf(name, course) ?? 0) / course.retentionMs[name];
}
function retentionWarning(name, course) {
    if (retentionShare(name, course) < 0.5)
        return [];
    const days = Math.round(course.retentionMs[name] / 86_400_000);
    return [
        `The ${name} feed is behind by more than half of the ${days} days that GitHub keeps its events; what expires before it is read is lost. Run more often, or raise max-pages.`,
    ];
}
/** Delivered all the same; but by such an id nobody can drop a duplicate. */
function sharedIdWarning({ name, counts }, { position }) {
    if (counts.sharedIds === 0)
        return [];
    return [
        `${counts.sharedIds} events of the ${name} feed have the same ${position.dedupeId.join('.')} as another event of their millisecond: dedupe-id does not identify an event. They were delivered, each by its content; set dedupe-id to a field that does.`,
    ];
}
/** A failed step keeps the next ones from running, and the position has moved on. */
function filesWarning({ delivery, settings }, error) {
    const filesOnly = delivery.files.length > 0 && !settings.output.artifact && settings.sink === undefined;
    if (error === undefined || !filesOnly)
        return [];
    return ['This run failed, and its events are only in its files: copy them in a step with `if: always()`.'];
}
/**
 * Before a gap is certain. A feed that is still being read for the first time, in one run or in several, is that far
 * behind on purpose: events of it that expire all the same are a gap, which fails the run.
 */
function retentionError(course) {
    if (course.settings.position.onGap === 'warn')
        return undefined;
    const hasBeenRead = (name) => (tailOf(name, course)?.completedAt ?? null) !== null;
    const feed = course.settings.feeds.find((name) => hasBeenRead(name) && retentionShare(name, course) >= 0.8);
    if (feed === undefined)
        return undefined;
    return new errors/* GapError */.x5(`the ${feed} feed is so far behind that events are about to expire unread`, {
        hint: 'Everything that was read is delivered, and the next run continues. Run more often, or raise max-pages or max-duration; see docs/troubleshooting.md#lag.',
    });
}
/** Without a position the run must not succeed: later runs rely on every success as a proof that one was saved. */
function unsavedError({ progress, stopReason }) {
    if (progress !== undefined && progress.checkpoint.commits.length > 0)
        return undefined;
    return new errors/* CheckpointError */.jg(`the run was stopped (${stopReason}) before a position could be saved`, {
        hint: `Nothing was read and nothing is lost: run it again. See ${WHY_STOPPED[stopReason] ?? 'docs/troubleshooting.md#not-caught-up'}`,
    });
}
const WHY_STOPPED = {
    'rate-limit': 'docs/troubleshooting.md#rate-limit',
    'circuit-open': 'docs/troubleshooting.md#server-errors',
};
function deadLetterError(count) {
    if (count === 0)
        return undefined;
    return new errors/* DeliveryError */.VE(`GitHub returned ${count} entries that are not valid events; they are kept unchanged in dead-letters.ndjson`, {
        hint: 'Everything else was delivered, and these entries are not reported again. Look at dead-letters.ndjson; see docs/troubleshooting.md#dead-letters.',
    });
}
/** A configured limit of the sink is no failure while the artifact holds the events beyond it; a refusal always is. */
function notAcceptedError(sink, { output, sink: chosen }) {
    if (sink === undefined || chosen?.onNotAccepted === 'warn')
        return undefined;
    const { rejected, ...beyondLimits } = sink.notAccepted;
    const beyond = Object.values(beyondLimits).reduce((sum, count) => sum + count, 0);
    const counted = rejected + (output.artifact ? 0 : beyond);
    if (counted === 0)
        return undefined;
    const kept = output.artifact
        ? 'the artifact and in dead-letters.ndjson'
        : 'dead-letters.ndjson of the output directory';
    return new errors/* DeliveryError */.VE(`${counted} events were not accepted by the sink; they are in ${kept}`, {
        hint: 'Everything else was delivered, and these events are not sent again. The summary counts them by reason. Set `sink-on-not-accepted: warn` to let the run succeed; see docs/sinks.md#events-that-the-sink-does-not-accept.',
    });
}
/** A setting that is too small in every run cannot work: events would be delivered again in every run. */
function capacityError({ progress, settings }) {
    const [feed] = progress?.overfull ?? [];
    if (feed === undefined)
        return undefined;
    return new errors/* InputError */.dz(`dedupe-capacity (${settings.position.dedupeCapacity}) is less than the events of the ${feed} feed within overlap`, {
        hint: 'Everything was delivered, but events whose ids did not fit are delivered again in every run. Raise dedupe-capacity; see docs/troubleshooting.md#the-same-event-came-twice.',
    });
}
function lagError(lagMs, settings) {
    const { maxLagMs } = settings.position;
    if (lagMs === undefined || maxLagMs === undefined || lagMs <= maxLagMs)
        return undefined;
    return new errors/* GapError */.x5(`the position is ${Math.round(lagMs / 60_000)} minutes behind, more than max-lag allows`, {
        hint: 'Everything that was read is delivered, and the next run continues. Run more often, or raise max-pages or max-duration; see docs/troubleshooting.md#lag.',
    });
}
/** The server's clock as it was read last. */
function dateOf({ feeds, now }) {
    return greatest(feeds.map(({ date }) => date)) ?? now;
}
function greatest(values) {
    return values.reduce((most, value) => (value === undefined || (most ?? value) > value ? most : value), undefined);
}


/***/ }),

/***/ 74197:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ NetCheck)
/* harmony export */ });
/* harmony import */ var _dedupe_event_key_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(95669);
/* harmony import */ var _dedupe_shared_ids_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(89189);
/**
 * Whether the filter `created:` hides events: GitHub does not document which clock it uses, and events outside of it
 * never show up. But the newest events of a feed are known from the probe, which has no filter, so each of them has to
 * be met where the list passes its timestamp.
 */


class NetCheck {
    #dedupeId;
    #expected = new Map();
    #stamps = new Set();
    /** `shown`: the elements of the probe; `from`: the timestamp from which on everything is read. */
    constructor(shown, from, dedupeId) {
        this.#dedupeId = dedupeId;
        for (const element of shown) {
            if (element.ts === undefined || element.ts < from)
                continue;
            const name = this.#nameOf(element);
            this.#stamps.add(element.ts);
            this.#expected.set(name, { ts: element.ts, left: (this.#expected.get(name)?.left ?? 0) + 1 });
        }
    }
    meet(elements) {
        for (const element of elements) {
            if (element.ts === undefined || !this.#stamps.has(element.ts))
                continue;
            const expected = this.#expected.get(this.#nameOf(element));
            if (expected !== undefined)
                expected.left -= 1;
        }
    }
    /** Whether an event before `upTo` was not met, although it has not expired before `edge`. */
    misses({ edge, upTo }) {
        for (const { ts, left } of this.#expected.values())
            if (left > 0 && ts >= edge && ts < upTo)
                return true;
        return false;
    }
    /**
     * What has no id goes by its content, as everywhere: the probe may end among events of one timestamp, so that their number
     * says nothing. A text that changes between the two reads costs a sweep.
     */
    #nameOf(element) {
        const id = (0,_dedupe_event_key_js__WEBPACK_IMPORTED_MODULE_0__/* .idOf */ .TH)(element, this.#dedupeId);
        return `${element.ts} ${id === undefined ? (0,_dedupe_event_key_js__WEBPACK_IMPORTED_MODULE_0__/* .contentHash */ .Ae)(element.parsed()) : (0,_dedupe_shared_ids_js__WEBPACK_IMPORTED_MODULE_1__/* .tokenOf */ .B)(id)}`;
    }
}


/***/ }),

/***/ 45900:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Z3: () => (/* binding */ beginPass),
  ls: () => (/* binding */ identify),
  cH: () => (/* binding */ stampsOf),
  RG: () => (/* binding */ standsOn)
});

// EXTERNAL MODULE: ./lib/dedupe/event-key.js + 2 modules
var event_key = __webpack_require__(95669);
// EXTERNAL MODULE: ./lib/dedupe/shared-ids.js
var shared_ids = __webpack_require__(89189);
// EXTERNAL MODULE: ./lib/model/seen.js
var seen = __webpack_require__(35294);
;// CONCATENATED MODULE: ./lib/source/cursor.js
/**
 * Looks into GitHub's cursor, which is the position of an event: base64 of `<timestamp in ms>|<id>`. GitHub documents
 * it as opaque, so what is read here can confirm a belief or make it more careful; nothing depends on it, and no cursor
 * is ever built. The number is an integer in some years and in exponent form in others:
 * https://github.com/google/go-github/issues/1848
 */

const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/;
const INTEGER = /^\d{1,15}$/;
const EXPONENT = /^\d(?:\.\d{1,20})?[eE]\+?\d{1,2}$/;
const LENGTH_MAX = 1000;
/** The timestamp that a cursor stands on, or `undefined` when it does not look like one of those. */
function decodeCursor(after) {
    if (after.length > LENGTH_MAX || !BASE64.test(after))
        return undefined;
    // Node reads both alphabets of base64.
    const decoded = Buffer.from(after, 'base64').toString('latin1');
    const bar = decoded.indexOf('|');
    const number = decoded.slice(0, Math.max(0, bar));
    if (!INTEGER.test(number) && !EXPONENT.test(number))
        return undefined;
    const ts = Number(number);
    return Number.isInteger(ts) && ts <= seen/* TS_MAX */.X7 ? { ts } : undefined;
}

// EXTERNAL MODULE: ./lib/collector/activity.js
var activity = __webpack_require__(8854);
;// CONCATENATED MODULE: ./lib/collector/pass.js
/**
 * A sweep as one run reads it: how far it got down the list, and how many equal events without an id it has met at the
 * timestamp that it stands on, which distinguishes them.
 */




function beginPass(start, given) {
    const filterOnly = start.kind === 'filter';
    return {
        ...given,
        start,
        untouched: true,
        after: filterOnly ? undefined : start.after,
        over: undefined,
        lastTs: filterOnly ? null : start.ts,
        copies: new Map(filterOnly ? [] : Object.entries(start.copies)),
        texts: new Map(),
    };
}
/**
 * The next element of the list as an event at `ts`; counts it among its equals when it has no id. One without a timestamp of
 * its own does not move the pass: where it stands in the list is not known.
 */
function identify(element, { ts, shared, dedupeId, redact }, pass) {
    const { raw } = element;
    const wellFormed = element.ts !== undefined && element.isObject;
    if (element.ts !== undefined && ts !== pass.lastTs) {
        if (pass.copies.size > 0)
            pass.copies.clear();
        if (pass.texts.size > 0)
            pass.texts.clear();
        pass.lastTs = ts;
    }
    const { id, key, sharesId } = identityOf(element, { ts, shared, dedupeId }, pass);
    return { ts, id, key, raw: redact(raw), wellFormed, action: (0,activity/* actionNameOf */.V8)(element.field('action')), sharesId };
}
function identityOf(element, { ts, shared, dedupeId }, { copies, texts }) {
    const { raw } = element;
    const id = (0,event_key/* idOf */.TH)(element, dedupeId);
    if (id === undefined) {
        const content = (0,event_key/* contentHash */.Ae)(element.parsed());
        const copy = (copies.get(content) ?? 0) + 1;
        copies.set(content, copy);
        return { id, key: (0,event_key/* keyOfCopy */.IR)(content, copy), sharesId: false };
    }
    const token = (0,shared_ids/* tokenOf */.B)(id);
    const before = element.ts === undefined ? undefined : texts.get(token);
    if (element.ts !== undefined && before === undefined)
        texts.set(token, raw);
    if (isShared(shared, ts, token) || (before !== undefined && !before.equals(raw))) {
        return { id: undefined, key: (0,event_key/* keyOfSharedId */.jh)(id, (0,event_key/* contentHash */.Ae)(element.parsed())), sharesId: true };
    }
    return { id: String(id), key: (0,event_key/* keyOfId */.sP)(id), sharesId: false };
}
/** Nearly every page shares nothing, and then no name is made to be looked for. */
function isShared(shared, ts, token) {
    return shared.size > 0 && shared.has(`${ts} ${token}`);
}
/**
 * The timestamp of each element. One without its own gets that of the next one that has, the server's clock after the
 * last: a bound from above, so that it neither counts as older than the floor nor is dropped while it can be met again.
 */
function stampsOf({ elements, date }) {
    const stamps = elements.map(({ ts }) => ts ?? date);
    let next = date;
    for (let index = elements.length - 1; index >= 0; index -= 1) {
        next = elements[index]?.ts ?? next;
        stamps[index] = next;
    }
    return stamps;
}
/**
 * The timestamp that the cursor after a page stands on, or `undefined` when it is unknown: then no position is derived
 * from it, because a timestamp that is too small would make events before the cursor pass for claimed.
 */
function standsOn(next, last, lastTs) {
    const decoded = decodeCursor(next)?.ts;
    if (last !== undefined && last.ts === undefined)
        return decoded;
    const read = last?.ts ?? lastTs;
    return read === null ? undefined : Math.min(decoded ?? read, read);
}


/***/ }),

/***/ 81391:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ RunPages)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _delivery_pack_commit_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9865);
/** The pages of a run that makes them: one for the artifact of each delivery, one for all of it next to its files. */


class RunPages {
    #writer;
    /** Of the page of the run, once it is written. */
    #path;
    constructor(writer) {
        this.#writer = writer;
    }
    get path() {
        return this.#path;
    }
    /** The page of a delivery; none when it delivers no event. */
    async of({ manifest }, events) {
        if (manifest === undefined || events.length === 0)
            return undefined;
        return this.#writer?.add(events, manifest.content);
    }
    /** `manifests`: those of the run, where it has others than were added. */
    async write(output, dir, manifests) {
        const page = await this.#writer?.page(manifests);
        if (page === undefined)
            return;
        await output.add((0,_delivery_pack_commit_js__WEBPACK_IMPORTED_MODULE_1__/* .withPage */ .M8)({ lines: [], documents: [] }, page));
        this.#path = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(dir, page.name);
    }
}


/***/ }),

/***/ 95669:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Ae: () => (/* binding */ contentHash),
  jj: () => (/* binding */ idAt),
  TH: () => (/* binding */ idOf),
  IR: () => (/* binding */ keyOfCopy),
  sP: () => (/* binding */ keyOfId),
  jh: () => (/* binding */ keyOfSharedId)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./lib/dedupe/canonical-json.js
function canonicalJson(value) {
    const parts = [];
    const steps = [{ value }];
    for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
        if ('text' in step)
            parts.push(step.text);
        else if (Array.isArray(step.value))
            pushAll(steps, arraySteps(step.value));
        else if (typeof step.value === 'object' && step.value !== null)
            pushAll(steps, objectSteps(step.value));
        else
            parts.push(JSON.stringify(step.value) ?? 'null');
    }
    return parts.join('');
}
function arraySteps(array) {
    return [
        { text: '[' },
        ...array.flatMap((value, i) => (i === 0 ? [{ value }] : [{ text: ',' }, { value }])),
        { text: ']' },
    ];
}
function objectSteps(object) {
    const entries = Object.entries(object).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    const members = entries.flatMap(([key, value], i) => [
        { text: `${i === 0 ? '' : ','}${JSON.stringify(key)}:` },
        { value },
    ]);
    return [{ text: '{' }, ...members, { text: '}' }];
}
function pushAll(steps, next) {
    for (let i = next.length - 1; i >= 0; i--) {
        const step = next[i];
        if (step !== undefined)
            steps.push(step);
    }
}

;// CONCATENATED MODULE: ./lib/dedupe/long-numbers.js
/**
 * Numbers that a double cannot hold, kept by their text: two events that differ only in an integer beyond 2^53 are two
 * events, and after `JSON.parse` they would be one. All other numbers stay values, so that the keys of events stay as
 * they were.
 */
/** Fifteen significant digits survive a double; a text with more of them is looked at. */
const MAY_BE_LONG = /\d[\d.]{15}/;
const NUMBER_OR_QUOTE = /"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
/** A control character, escaped: no text of an event is mistaken for a number. */
const MARK = '\\u0000number ';
/** `value` is `raw`, parsed; returns it with each such number as a text that names it. */
function keepLongNumbers(raw, value) {
    if (!MAY_BE_LONG.test(raw))
        return value;
    const parts = [];
    let copied = 0;
    NUMBER_OR_QUOTE.lastIndex = 0;
    for (let match = NUMBER_OR_QUOTE.exec(raw); match !== null; match = NUMBER_OR_QUOTE.exec(raw)) {
        const [source] = match;
        if (source === '"')
            NUMBER_OR_QUOTE.lastIndex = closingQuote(raw, match.index) + 1;
        else if (isLong(source)) {
            parts.push(raw.slice(copied, match.index), `"${MARK}${source}"`);
            copied = match.index + source.length;
        }
    }
    return parts.length === 0 ? value : JSON.parse(parts.join('') + raw.slice(copied));
}
function isLong(source) {
    if (source.length <= 15)
        return false;
    if (/^-?\d+$/.test(source))
        return !Number.isSafeInteger(Number(source));
    const digits = source
        .replace(/[eE].*$/, '')
        .replace(/\D/g, '')
        .replace(/^0+/, '');
    return digits.length > 15;
}
function closingQuote(text, open) {
    for (let at = open + 1; at < text.length; at += 1) {
        if (text[at] === '\\')
            at += 1;
        else if (text[at] === '"')
            return at;
    }
    return text.length;
}

;// CONCATENATED MODULE: ./lib/dedupe/event-key.js
/**
 * What makes an event the same event: its timestamp, and next to it a key. With an id the key is that of the id, because
 * the rest of an event can change between two reads (GitHub adds `actor_ip` to old events when IP disclosure is switched
 * on). Without one it is that of its content and its running number among equal contents at the same timestamp: two
 * anonymous clones in one millisecond are two events.
 */



/** 128 bits of SHA-256 as hex: shorter keys would collide, and a collision is a lost event. */
const KEY_BYTES = 16;
/** As {@link idAt}. */
function idOf(event, [first = '', ...rest]) {
    return idAt(event.field(first), rest);
}
/** The id at `path`, or `undefined` when there is nothing there that can identify an event. */
function idAt(value, path) {
    let at = value;
    for (const name of path) {
        if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name))
            return undefined;
        at = at[name];
    }
    if (typeof at === 'string')
        return at === '' ? undefined : at;
    // A number that was rounded when it was parsed no longer distinguishes two events.
    return typeof at === 'number' && Number.isSafeInteger(at) ? at : undefined;
}
/** Texts keep the key that they had before numbers had one of their own: positions that exist stay good. */
function keyOfId(id) {
    return digest(typeof id === 'string' ? `id\n${id}` : `number\n${id}`);
}
/** Of an event whose id another event with another text has at the same timestamp: the id does not identify it. */
function keyOfSharedId(id, content) {
    return digest(`shared\n${typeof id}\n${content}\n${id}`);
}
/** The content of an event without an id, as a hash: what `Position.copies` counts. `raw` is the text of `value`. */
function contentHash({ raw, value }) {
    return digest(`content\n${canonicalJson(keepLongNumbers(raw, value))}`);
}
/** `copy` counts from 1. */
function keyOfCopy(content, copy) {
    return digest(`copy\n${content}\n${copy}`);
}
function digest(text) {
    // As text at once: by way of a buffer it takes four times as long. The longer text stays in memory behind the key, for a batch.
    return (0,external_node_crypto_.hash)('sha256', text, 'hex').slice(0, 2 * KEY_BYTES);
}


/***/ }),

/***/ 89189:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ tokenOf),
/* harmony export */   e: () => (/* binding */ sharedIds)
/* harmony export */ });
/* harmony import */ var _event_key_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(95669);
/**
 * Ids that do not identify: one that two elements of a page with different texts have at one timestamp. The list shows each
 * event once, so these are two events, and both have to be delivered, whatever `dedupe-id` was set to.
 */

/** Names an id among those of one feed at one timestamp. */
function tokenOf(id) {
    return `${typeof id} ${id}`;
}
const NONE = new Set();
/** Those that are not alone at their timestamp. */
function equalsOf(elements) {
    const equals = [];
    let previous;
    for (const element of elements) {
        if (element.ts === undefined)
            continue;
        if (previous?.ts === element.ts) {
            if (equals.at(-1) !== previous)
                equals.push(previous);
            equals.push(element);
        }
        previous = element;
    }
    return equals;
}
/** As `<timestamp> <token>`; an element without a timestamp shares nothing. `elements` are in order of time. */
function sharedIds(elements, dedupeId) {
    const equals = equalsOf(elements);
    if (equals.length === 0)
        return NONE;
    const texts = new Map();
    const shared = new Set();
    for (const element of equals) {
        const id = (0,_event_key_js__WEBPACK_IMPORTED_MODULE_0__/* .idOf */ .TH)(element, dedupeId);
        if (id === undefined)
            continue;
        const name = `${element.ts} ${tokenOf(id)}`;
        const other = texts.get(name);
        if (other === undefined)
            texts.set(name, element.raw);
        else if (!other.equals(element.raw))
            shared.add(name);
    }
    return shared;
}


/***/ }),

/***/ 14844:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HX: () => (/* binding */ AZURE_OPTIONS),
/* harmony export */   Lz: () => (/* binding */ GCS_OPTIONS),
/* harmony export */   Oz: () => (/* binding */ S3_OPTIONS),
/* harmony export */   jM: () => (/* binding */ OPTIONS_OF)
/* harmony export */ });
/* harmony import */ var _http_options_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(22407);
/**
 * What `archive-options` can hold for each kind of store, and what does not go together. Only the tables are here: the adapters are
 * loaded when there is an archive.
 */

const REGION = (0,_http_options_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)('the name of a region', /^[a-z0-9-]{2,40}$/);
/** Plain http is for this very machine. */
const ENDPOINT = (0,_http_options_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)('an `https://` address without a query', /^(?:https:\/\/[A-Za-z0-9.-]+(?::\d{1,5})?|http:\/\/(?:127\.0\.0\.1|localhost|\[::1\]):\d{1,5})(?:\/[A-Za-z0-9._~/-]*)?$/);
const AUDIENCE = (0,_http_options_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)('an audience', /^[\x21-\x7e]{1,500}$/);
const GUID = (0,_http_options_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)('a GUID', /^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/);
const STORAGE_CLASS = (0,_http_options_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)('the name of a storage class', /^[A-Za-z_]{2,40}$/);
const S3_OPTIONS = {
    region: { kind: REGION, help: 'Region of the bucket; AWS_REGION of the environment when it is absent.' },
    endpoint: { kind: ENDPOINT, help: 'Address of a store that speaks S3; without it Amazon\u2019s own.' },
    'role-arn': {
        kind: (0,_http_options_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)('the ARN of a role', /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/),
        help: 'Role that the job assumes with its OIDC identity.',
    },
    'sts-endpoint': { kind: ENDPOINT, help: 'Address of the token service; without it that of the region.' },
    audience: { kind: AUDIENCE, default: 'sts.amazonaws.com', help: 'Audience of the identity token.' },
    'storage-class': { kind: STORAGE_CLASS, help: 'Storage class of the objects, such as `STANDARD_IA`.' },
    sse: {
        kind: (0,_http_options_js__WEBPACK_IMPORTED_MODULE_0__/* .choice */ .Yq)('AES256', 'aws:kms', 'aws:kms:dsse'),
        help: 'Encryption by the store, instead of the default of the bucket.',
    },
    'kms-key-id': {
        kind: (0,_http_options_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)('the id or ARN of a KMS key', /^[\w:/-]{1,200}$/),
        help: 'KMS key for `sse: aws:kms`.',
    },
    precondition: {
        kind: _http_options_js__WEBPACK_IMPORTED_MODULE_0__/* .BOOLEAN */ .Jx,
        default: true,
        help: '`false` for a store that does not support conditional writes and answers 501 to `If-None-Match`.',
    },
};
const GCS_OPTIONS = {
    'workload-identity-provider': {
        kind: (0,_http_options_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)('`projects/NUMBER/locations/global/workloadIdentityPools/POOL/providers/PROVIDER`', /^projects\/\d{1,20}\/locations\/global\/workloadIdentityPools\/[a-z0-9-]{4,32}\/providers\/[a-z0-9-]{4,32}$/),
        help: 'Provider that accepts the OIDC identity of the job.',
    },
    'service-account': {
        kind: (0,_http_options_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)('the address of a service account', /^[a-z0-9-]{1,63}@[a-z0-9.-]{1,120}\.gserviceaccount\.com$/),
        help: 'Service account to act as; without it the federated identity itself.',
    },
    audience: { kind: AUDIENCE, help: 'Audience of the identity token; without it the address of the provider.' },
    endpoint: { kind: ENDPOINT, default: 'https://storage.googleapis.com', help: 'Address of the storage service.' },
    'sts-endpoint': { kind: ENDPOINT, default: 'https://sts.googleapis.com', help: 'Address of the token service.' },
    'iam-endpoint': {
        kind: ENDPOINT,
        default: 'https://iamcredentials.googleapis.com',
        help: 'Address of the service that issues tokens for service accounts.',
    },
    'storage-class': { kind: STORAGE_CLASS, help: 'Storage class of the objects, such as `NEARLINE`.' },
    'kms-key-id': {
        kind: (0,_http_options_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)('the resource name of a Cloud KMS key', /^projects\/[\w.:-]+\/locations\/[\w-]+\/keyRings\/[\w-]+\/cryptoKeys\/[\w-]+$/),
        help: 'Cloud KMS key, instead of the default of the bucket.',
    },
};
const AZURE_OPTIONS = {
    'tenant-id': { kind: GUID, help: 'Directory (tenant) id, for the OIDC identity of the job.' },
    'client-id': { kind: GUID, help: 'Application (client) id, for the OIDC identity of the job.' },
    audience: { kind: AUDIENCE, default: 'api://AzureADTokenExchange', help: 'Audience of the identity token.' },
    authority: {
        kind: ENDPOINT,
        default: 'https://login.microsoftonline.com',
        help: 'Address of Entra, for sovereign clouds.',
    },
    endpoint: { kind: ENDPOINT, help: 'Address of the account, if it is not the one in `archive-url`.' },
    'storage-class': { kind: (0,_http_options_js__WEBPACK_IMPORTED_MODULE_0__/* .choice */ .Yq)('Hot', 'Cool', 'Cold', 'Archive'), help: 'Access tier of new blobs.' },
};
const OPTIONS_OF = {
    s3: S3_OPTIONS,
    gs: GCS_OPTIONS,
    azure: AZURE_OPTIONS,
};


/***/ }),

/***/ 64082:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B4: () => (/* binding */ encodeBatch),
/* harmony export */   Oo: () => (/* binding */ compressLines),
/* harmony export */   PZ: () => (/* binding */ encryptLines),
/* harmony export */   cT: () => (/* binding */ joinLines),
/* harmony export */   jT: () => (/* binding */ suffixOf)
/* harmony export */ });
/* unused harmony export SUFFIXES */
/* harmony import */ var node_stream_consumers__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(38321);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(46466);
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(38522);
/* harmony import */ var _evidence_encryption_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(29224);
/* harmony import */ var _line_file_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(95223);
/**
 * A batch as the content of its files. Compressed, the lines of a commit are complete gzip members or zstd frames: what was appended
 * stays readable whatever happens to the run afterwards. The same batch makes the same bytes, except with encryption, which makes
 * other bytes each time.
 */





/** What the name of a compressed file ends in. */
const SUFFIXES = { none: '', gzip: '.gz', zstd: '.zst' };
const OPEN = {
    gzip: () => (0,node_zlib__WEBPACK_IMPORTED_MODULE_2__.createGzip)(),
    // gzip always has a checksum; with one, a damaged file is an error here too, and not other events.
    zstd: () => (0,node_zlib__WEBPACK_IMPORTED_MODULE_2__.createZstdCompress)({ params: { [node_zlib__WEBPACK_IMPORTED_MODULE_2__.constants.ZSTD_c_checksumFlag]: 1 } }),
};
/** Events as `render` writes them, dead letters as they came. */
async function encodeBatch(batch, render, packing) {
    return {
        events: await packLines((0,_line_file_js__WEBPACK_IMPORTED_MODULE_3__/* .encodeLines */ .m3)(batch.events.values().map(render)), packing),
        deadLetters: await packLines((0,_line_file_js__WEBPACK_IMPORTED_MODULE_3__/* .encodeLines */ .m3)(batch.deadLetters.values().map(({ raw }) => raw)), packing),
    };
}
/** The lines of one file as they are stored: compressed, then encrypted. */
async function packLines(lines, { compression, encryptedTo }) {
    return encryptLines(await compressLines(lines, compression), encryptedTo);
}
/** `recipients`: of age; none: the lines as they are. */
async function encryptLines({ count, pieces }, recipients) {
    if (count === 0 || recipients.length === 0)
        return { count, pieces };
    return { count, pieces: await (0,_evidence_encryption_js__WEBPACK_IMPORTED_MODULE_4__/* .createEncryption */ .k)(recipients)(pieces) };
}
/** Parts of a file, one after another: compressed parts are complete in themselves, so together they are the file. */
function joinLines(parts) {
    return {
        count: parts.reduce((sum, { count }) => sum + count, 0),
        pieces: parts.flatMap(({ pieces }) => pieces),
    };
}
/** What stands behind `.ndjson` in the name of a file. */
function suffixOf({ compression, encryptedTo }) {
    return SUFFIXES[compression] + (encryptedTo.length === 0 ? '' : _evidence_encryption_js__WEBPACK_IMPORTED_MODULE_4__/* .ENCRYPTED_SUFFIX */ .T);
}
/** As one gzip member or one zstd frame. */
async function compressLines(lines, compression) {
    if (compression === 'none' || lines.count === 0)
        return lines;
    return { count: lines.count, pieces: [await (0,node_stream_promises__WEBPACK_IMPORTED_MODULE_1__.pipeline)(lines.pieces, OPEN[compression](), node_stream_consumers__WEBPACK_IMPORTED_MODULE_0__.buffer)] };
}


/***/ }),

/***/ 7827:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Pc: () => (/* binding */ EVENTS_FILE),
/* harmony export */   Qp: () => (/* binding */ DEAD_LETTERS_FILE),
/* harmony export */   S5: () => (/* binding */ CHECKPOINT_FILE),
/* harmony export */   nh: () => (/* binding */ DeliveryFolder),
/* harmony export */   xc: () => (/* binding */ notWritten)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73434);
/**
 * The files of a delivery in one folder: files of lines that grow, and documents next to them that are written last, so that
 * a manifest is there only when all that it names is. Everything is on the disk when `add` resolves.
 */


const EVENTS_FILE = 'events.ndjson';
const DEAD_LETTERS_FILE = 'dead-letters.ndjson';
const CHECKPOINT_FILE = 'checkpoint.json';
class DeliveryFolder {
    #folder;
    #files;
    #lines = new Set();
    #documents = new Set();
    #broken;
    /** `folder` is absolute, and holds no file of lines yet. */
    constructor(folder, files) {
        this.#folder = folder;
        this.#files = files;
    }
    /** Absolute paths of the files of lines. */
    get linePaths() {
        return [...this.#lines].map((name) => (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(this.#folder, name));
    }
    get paths() {
        return [...this.linePaths, ...[...this.#documents].map((name) => (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(this.#folder, name))];
    }
    /** Rejects with `DeliveryError`, from then on always: a half is in the files. */
    async add({ lines, documents }) {
        if (this.#broken !== undefined)
            throw this.#broken;
        try {
            for (const { name, lines: each } of lines) {
                if (each.count === 0)
                    continue;
                this.#lines.add(name);
                await this.#files.append((0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(this.#folder, name), each.pieces);
            }
            for (const { name, content } of documents) {
                await this.#files.replace((0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(this.#folder, name), content);
                this.#documents.add(name);
            }
        }
        catch (error) {
            this.#broken = notWritten(error);
            throw this.#broken;
        }
    }
}
/** A failure of the disk, in our words. */
function notWritten(error) {
    return new _model_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .DeliveryError */ .VE(`the events could not be written to the disk (${(0,_model_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .describeForeign */ .eQ)(error)})`, {
        hint: 'See that `output-dir` and the temporary folder of the runner can be written to and have room; docs/troubleshooting.md#delivery.',
        cause: error,
    });
}


/***/ }),

/***/ 22407:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Jx: () => (/* binding */ BOOLEAN),
/* harmony export */   Qq: () => (/* binding */ text),
/* harmony export */   Tt: () => (/* binding */ readOptions),
/* harmony export */   Yq: () => (/* binding */ choice),
/* harmony export */   hm: () => (/* binding */ ANY_TEXT)
/* harmony export */ });
/* unused harmony export describeOption */
/**
 * The options of a preset: a table says what each is, its default and its help; the reader accepts exactly these, so a
 * misspelt option is an error that names the right ones, never a default that nobody chose.
 */
const LENGTH_MAX = 2000;
function text(accepts, pattern) {
    return { type: 'text', pattern, accepts };
}
const ANY_TEXT = text('a text on one line', /^[^\p{Cc}]+$/u);
function choice(...values) {
    return { type: 'choice', values };
}
const BOOLEAN = { type: 'boolean' };
/** Reads `given` by the table of an `owner`; values are not quoted, even those that are no secret by definition. */
function readOptions(rows, given, owner = 'preset') {
    const names = Object.keys(rows);
    const complaints = Object.keys(given)
        .filter((name) => !Object.hasOwn(rows, name))
        .map((name) => `${quoteName(name)} is not an option of this ${owner}; its options are ${listOf(names)}`);
    const options = {};
    for (const [name, row] of Object.entries(rows)) {
        const value = given[name];
        const read = value === undefined || value === null ? row.default : readValue(row.kind, value);
        if (read === undefined && value !== undefined && value !== null) {
            complaints.push(`\`${name}\` accepts ${describeOption(row.kind)}`);
        }
        options[name] = read;
    }
    return complaints.length > 0 ? { kind: 'wrong', complaints } : { kind: 'read', options: options };
}
function readValue(kind, value) {
    switch (kind.type) {
        case 'text':
            // YAML makes numbers of what people mean as text: `index: 2026`.
            return readText(typeof value === 'number' ? String(value) : value, kind.pattern);
        case 'boolean':
            return typeof value === 'boolean' ? value : undefined;
        case 'choice':
            return kind.values.find((each) => each === value);
        case 'count':
            return typeof value === 'number' && Number.isSafeInteger(value) && value >= kind.min && value <= kind.max
                ? value
                : undefined;
        case 'duration': {
            const ms = readDuration(value);
            return ms !== undefined && ms >= kind.minMs && ms <= kind.maxMs ? ms : undefined;
        }
        case 'map':
            return readMap(value, kind.keys);
    }
}
function readText(value, pattern) {
    return typeof value === 'string' && value.length <= LENGTH_MAX && pattern.test(value) ? value : undefined;
}
function readMap(value, keys) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        return undefined;
    const pairs = Object.entries(value).map(([name, each]) => [name, typeof each === 'number' ? String(each) : each]);
    const isSound = pairs.every(([name, each]) => keys.test(String(name)) && readText(each, ANY_TEXT.pattern) !== undefined);
    return isSound ? Object.fromEntries(pairs) : undefined;
}
const UNITS_MS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
function readDuration(value) {
    const [, digits, unit = ''] = /^([1-9][0-9]{0,6})([smhd])$/.exec(typeof value === 'string' ? value : '') ?? [];
    const ms = UNITS_MS[unit];
    return ms === undefined ? undefined : Number(digits) * ms;
}
/** What an option accepts, as the end of a sentence. */
function describeOption(kind) {
    switch (kind.type) {
        case 'text':
        case 'map':
            return kind.accepts;
        case 'boolean':
            return '`true` or `false`';
        case 'choice':
            return listOf(kind.values, 'or');
        case 'count':
            return `a whole number from ${kind.min} to ${kind.max}`;
        case 'duration':
            return 'a duration, written like `90s`, `15m`, `24h` or `7d`';
    }
}
function quoteName(name) {
    return /^[\w .-]{1,40}$/.test(name) ? `\`${name}\`` : 'a name with unusual characters';
}
function listOf(names, joint = 'and') {
    const quoted = names.map((name) => `\`${name}\``);
    return quoted.length < 2 ? quoted.join() : `${quoted.slice(0, -1).join(', ')} ${joint} ${quoted.at(-1)}`;
}


/***/ }),

/***/ 95223:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BT: () => (/* binding */ describeLines),
/* harmony export */   eY: () => (/* binding */ GrowingFile),
/* harmony export */   m3: () => (/* binding */ encodeLines)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var _format_render_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(56531);
/**
 * Lines as they stand in a file, and what a file of them is: its line count, and size and SHA-256 as it lies on the disk. Lines
 * are made once, in pieces, so that memory stays flat and every place gets the very same bytes.
 */


const PIECE_BYTES = 1024 * 1024;
const LINE_FEED = 0x0a;
/** Of a UTF-16 unit in UTF-8, at most. */
const UNIT_BYTES_MAX = 3;
/** Each line without its line feed. */
function encodeLines(lines) {
    const pieces = [];
    let count = 0;
    let piece = Buffer.alloc(0);
    let length = 0;
    for (const line of lines) {
        count += 1;
        // Counted only where it could be too much.
        if (length + line.length * UNIT_BYTES_MAX >= piece.length && length + Buffer.byteLength(line) >= piece.length) {
            if (length > 0)
                pieces.push(piece.subarray(0, length));
            piece = Buffer.allocUnsafeSlow(Math.max(PIECE_BYTES, Buffer.byteLength(line) + 1));
            length = 0;
        }
        length += (0,_format_render_js__WEBPACK_IMPORTED_MODULE_1__/* .writeLine */ ._r)(line, piece, length);
        piece[length] = LINE_FEED;
        length += 1;
    }
    if (length > 0)
        pieces.push(piece.subarray(0, length));
    return { count, pieces };
}
/** What a file is that grows by lines, kept along the way: it never has to be read again to be described. */
class GrowingFile {
    #name;
    #hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
    #bytes = 0;
    #lines = 0;
    constructor(name) {
        this.#name = name;
    }
    get facts() {
        return { name: this.#name, bytes: this.#bytes, sha256: this.#hash.copy().digest('hex'), events: this.#lines };
    }
    add({ count, pieces }) {
        for (const bytes of pieces) {
            this.#hash.update(bytes);
            this.#bytes += bytes.length;
        }
        this.#lines += count;
    }
}
/** What a file with these lines and no others is. */
function describeLines(name, lines) {
    const file = new GrowingFile(name);
    file.add(lines);
    return file.facts;
}


/***/ }),

/***/ 87565:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ openOutputDirectory)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _delivery_folder_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7827);
/**
 * The files of a run in `output-dir`, for later steps of the job; without artifact and sink they are the delivery itself.
 * So what an earlier run left is moved into a folder of its own, never overwritten and never appended to: a file holds one
 * run, and nobody reads the events of yesterday a second time because today was quiet.
 */


/** Moves aside what is there; nothing is written before the first commit. Rejects with `DeliveryError`. */
async function openOutputDirectory({ dir, files }) {
    try {
        await moveAside(dir, files);
        return new _delivery_folder_js__WEBPACK_IMPORTED_MODULE_1__/* .DeliveryFolder */ .nh(dir, files);
    }
    catch (error) {
        throw (0,_delivery_folder_js__WEBPACK_IMPORTED_MODULE_1__/* .notWritten */ .xc)(error);
    }
}
/** What a run writes here, whatever its settings. */
const OURS = /^(?:events|dead-letters|manifest|checkpoint|report)[.-]/;
/** Together, so that a manifest stays next to the files that it names; under the first number that is not taken. */
async function moveAside(dir, files) {
    const present = (await files.list(dir)).filter((name) => OURS.test(name));
    if (present.length === 0)
        return;
    let number = 1;
    while (await files.exists((0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(dir, `earlier-${number}`)))
        number += 1;
    for (const name of present)
        await files.move((0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(dir, name), (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(dir, `earlier-${number}`, name));
}


/***/ }),

/***/ 9865:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $E: () => (/* binding */ contentOf),
/* harmony export */   K$: () => (/* binding */ renderSink),
/* harmony export */   M8: () => (/* binding */ withPage),
/* harmony export */   OI: () => (/* binding */ positionOnly),
/* harmony export */   RA: () => (/* binding */ nameLines),
/* harmony export */   TY: () => (/* binding */ manifestFiles),
/* harmony export */   Yd: () => (/* binding */ asBytes),
/* harmony export */   "do": () => (/* binding */ packCommit),
/* harmony export */   i7: () => (/* binding */ earlierManifest)
/* harmony export */ });
/* unused harmony export positionFiles */
/* harmony import */ var _evidence_chain_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(96056);
/* harmony import */ var _evidence_manifest_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(2676);
/* harmony import */ var _evidence_ssh_signature_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4212);
/* harmony import */ var _model_assert_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(76779);
/* harmony import */ var _batch_lines_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(64082);
/* harmony import */ var _delivery_folder_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7827);
/* harmony import */ var _line_file_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(95223);
/**
 * What one commit delivers, as bytes that are made once: the lines of its files, the position that it makes true, and the
 * manifest over them. Every place gets these very bytes, so that one digest names the delivery wherever it lies.
 */







function packCommit(contents, { run, destinations, now, key }) {
    const { batch, next, part, position, delivered, duplicates, sink, objects } = contents;
    const [commit] = next.commits;
    (0,_model_assert_js__WEBPACK_IMPORTED_MODULE_5__/* .assert */ .v)(commit?.generation === next.generation, 'the newest commit of a checkpoint is its own');
    const lines = nameLines(contents.lines, run, part);
    const signed = { commitId: commit.id, lines, position: positionFiles(position, key) };
    if (lines.length === 0)
        return { ...signed, manifest: undefined };
    const manifest = {
        ...run,
        version: _evidence_manifest_js__WEBPACK_IMPORTED_MODULE_6__/* .MANIFEST_VERSION */ .hh,
        mode: 'collect',
        createdAt: (0,_evidence_chain_js__WEBPACK_IMPORTED_MODULE_0__/* .renderInstant */ .Wv)(now),
        ...(0,_evidence_chain_js__WEBPACK_IMPORTED_MODULE_0__/* .describePosition */ .jm)(next, delivered),
        pull: null,
        destinations,
        sink: sink === undefined ? null : renderSink(sink),
        files: lines.map(({ name, lines }) => (0,_line_file_js__WEBPACK_IMPORTED_MODULE_4__/* .describeLines */ .BT)(name, lines)),
        objects,
        position: (0,_evidence_chain_js__WEBPACK_IMPORTED_MODULE_0__/* .sha256Of */ .Bj)(position),
        counts: { events: batch.events.length, deadLetters: batch.deadLetters.length, duplicates },
    };
    const content = (0,_evidence_manifest_js__WEBPACK_IMPORTED_MODULE_6__/* .renderManifest */ .sB)(manifest);
    const head = (0,_evidence_chain_js__WEBPACK_IMPORTED_MODULE_0__/* .headOf */ .Uo)(manifest, content);
    (0,_model_assert_js__WEBPACK_IMPORTED_MODULE_5__/* .assert */ .v)(head !== undefined, 'the manifest of a position is a link of its chain');
    return { ...signed, manifest: { content, signature: key?.sign(content, _evidence_ssh_signature_js__WEBPACK_IMPORTED_MODULE_1__/* .MANIFEST_NAMESPACE */ .EL), head } };
}
/**
 * The lines of a batch under the names of their files, without those that would be empty. Encrypted files cannot be appended to,
 * so that from the second part of a run on they are numbered: `events-2.ndjson.age`.
 */
function nameLines({ events, deadLetters }, run, part) {
    const numbered = (name) => part === 1 || run.encryptedTo.length === 0 ? name : name.replace('.', `-${part}.`);
    return [
        { name: numbered(_delivery_folder_js__WEBPACK_IMPORTED_MODULE_3__/* .EVENTS_FILE */ .Pc) + (0,_batch_lines_js__WEBPACK_IMPORTED_MODULE_2__/* .suffixOf */ .jT)(run), lines: events },
        { name: numbered(_delivery_folder_js__WEBPACK_IMPORTED_MODULE_3__/* .DEAD_LETTERS_FILE */ .Qp) + (0,_batch_lines_js__WEBPACK_IMPORTED_MODULE_2__/* .suffixOf */ .jT)(run), lines: deadLetters },
    ].filter(({ lines }) => lines.count > 0);
}
function renderSink({ name, acknowledged, notAccepted }) {
    return { name, acknowledged, notAccepted: notAccepted };
}
/** The folder of a commit; `earlier` are the manifests of those before it in the same folder, which keep a name of their own. */
function contentOf(packed, earlier = []) {
    const { lines, position, manifest } = packed;
    const documents = manifest === undefined ? position : [...renamed(earlier).slice(-1).flat(), ...position, ...manifestFiles(manifest)];
    return { lines, documents };
}
/** The same folder with a page next to what it holds. */
function withPage(content, page) {
    if (page === undefined)
        return content;
    return { ...content, documents: [...content.documents, page] };
}
/** A position without events, and the manifests of deliveries that lie elsewhere. */
function positionOnly(content, key, manifests = []) {
    const documents = [...renamed(manifests).flat(), ...positionFiles(content, key)];
    return { lines: [], documents };
}
function positionFiles(content, key) {
    const signature = key?.sign(content, _evidence_ssh_signature_js__WEBPACK_IMPORTED_MODULE_1__/* .POSITION_NAMESPACE */ .wy);
    // The signature first: a position that lies there without one would be none.
    const signatures = signature === undefined ? [] : [{ name: (0,_evidence_manifest_js__WEBPACK_IMPORTED_MODULE_6__/* .signatureOf */ .yK)(_delivery_folder_js__WEBPACK_IMPORTED_MODULE_3__/* .CHECKPOINT_FILE */ .S5), content: signature }];
    return [...signatures, { name: _delivery_folder_js__WEBPACK_IMPORTED_MODULE_3__/* .CHECKPOINT_FILE */ .S5, content }];
}
/** As an archive stores them. */
function asBytes({ content, signature }) {
    return {
        manifest: Buffer.from(content),
        signature: signature === undefined ? undefined : Buffer.from(signature),
    };
}
/** The manifest, and its signature before it. */
function manifestFiles({ content, signature, }) {
    const signatures = signature === undefined ? [] : [{ name: (0,_evidence_manifest_js__WEBPACK_IMPORTED_MODULE_6__/* .signatureOf */ .yK)(_evidence_manifest_js__WEBPACK_IMPORTED_MODULE_6__/* .MANIFEST_FILE */ .h1), content: signature }];
    return [...signatures, { name: _evidence_manifest_js__WEBPACK_IMPORTED_MODULE_6__/* .MANIFEST_FILE */ .h1, content }];
}
/** Manifests with their signatures, under the names that they have next to a later one. */
function renamed(manifests) {
    return manifests.map((files, index) => files.map(({ name, content }) => ({ name: name.replace(_evidence_manifest_js__WEBPACK_IMPORTED_MODULE_6__/* .MANIFEST_FILE */ .h1, earlierManifest(index)), content })));
}
/** `manifest-1.json` is that of the first commit of a run; its position is not the `checkpoint.json` next to it. */
function earlierManifest(index) {
    return `manifest-${index + 1}.json`;
}


/***/ }),

/***/ 89686:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  f: () => (/* binding */ sendArtifact)
});

// EXTERNAL MODULE: ./lib/model/assert.js
var assert = __webpack_require__(76779);
// EXTERNAL MODULE: ./lib/model/errors.js
var errors = __webpack_require__(73434);
;// CONCATENATED MODULE: ./lib/delivery/commit-artifact.js

/** The list may show an artifact a moment after its upload ended. */
const LOOK_AGAIN_AFTER_MS = [1_000, 3_000];
/** Rejects with `DeliveryError` when it is uncertain whether the artifact is there; then the same content must not be sent. */
async function uploadVerified(content, ports, signal) {
    const { name, root, paths } = content;
    signal.throwIfAborted();
    const sent = await ports.artifacts.upload(name, root, paths).then(({ id }) => ({ id, failure: undefined }), (error) => ({ id: undefined, failure: failureOf(error) }));
    const seen = await lookUp(name, ports, signal);
    switch (seen.kind) {
        case 'listed': {
            const { id, sizeBytes } = seen;
            if (sizeBytes > 0 && (sent.id === undefined || sent.id === id))
                return { kind: 'uploaded', id, name, sizeBytes };
            throw uncertain('another artifact, or an empty one, has its name', undefined);
        }
        case 'not-listed':
            if (sent.failure === undefined) {
                throw uncertain('the service said that it is uploaded, but does not list it', undefined);
            }
            if (signal.aborted) {
                throw uncertain(`${sent.failure.message}, and the run had to end before it could show up`, sent.failure);
            }
            return { kind: 'absent', reason: failed(sent.failure), isLasting: sent.failure.isLasting };
        case 'unknown': {
            const how = sent.failure?.message ?? 'uploaded';
            throw uncertain(`${how}, and the list of artifacts cannot be read (${seen.failure.message})`, sent.failure);
        }
    }
}
function failureOf(error) {
    if (error instanceof errors/* LibraryFailure */.CN)
        return error;
    return { message: (0,errors/* describeForeign */.eQ)(error), hint: READ_ON, isLasting: false };
}
/** Only the last look counts: an early one may be too early. */
async function lookUp(name, { artifacts, clock }, signal) {
    let seen = await look(name, artifacts);
    for (const ms of LOOK_AGAIN_AFTER_MS) {
        if (seen.kind === 'listed')
            return seen;
        // A cancelled wait only makes the next look an early one: what was sent still has to be accounted for.
        await clock.sleep(ms, signal).catch(() => { });
        seen = await look(name, artifacts);
    }
    return seen;
}
function look(name, artifacts) {
    return artifacts.find(name).then((found) => found === undefined ? { kind: 'not-listed' } : { kind: 'listed', id: found.id, sizeBytes: found.sizeBytes }, (error) => ({ kind: 'unknown', failure: failureOf(error) }));
}
const READ_ON = 'See docs/troubleshooting.md#delivery.';
const COST = 'The next run delivers the same events again.';
function failed({ message, hint }) {
    return new errors/* DeliveryError */.VE(`an artifact could not be uploaded (${message})`, { hint: `${COST} ${hint}` });
}
function uncertain(how, failure) {
    return new errors/* DeliveryError */.VE(`an artifact was sent, but cannot be verified: ${how}`, {
        hint: `${COST} ${failure?.hint ?? READ_ON}`,
    });
}

;// CONCATENATED MODULE: ./lib/delivery/send-artifact.js
/**
 * One artifact, tried again under new names until the list of artifacts shows it: a name that failed once may stay reserved.
 * Resolves only when it is there.
 */



const TRIES = 3;
const PAUSE_MS = 2_000;
/** Rejects with `DeliveryError` when it could not be uploaded, or when it is uncertain whether it was. */
async function sendArtifact({ root, paths }, { nameOf, note, ...ports }, signal) {
    let failure;
    for (let attempt = 0; attempt < TRIES; attempt++) {
        const name = nameOf(attempt);
        const uploaded = await uploadVerified({ name, root, paths }, ports, signal);
        if (uploaded.kind === 'uploaded')
            return { id: uploaded.id, name, sizeBytes: uploaded.sizeBytes };
        failure = uploaded.reason;
        if (uploaded.isLasting || attempt === TRIES - 1)
            break;
        note((0,errors/* sentence */.em)(`${failure.message}; it was not there, so it was sent again, which costs time`));
        await ports.clock.sleep(PAUSE_MS * (attempt + 1), signal);
    }
    (0,assert/* assert */.v)(failure !== undefined, 'a loop that ends without an upload has failed');
    throw failure;
}


/***/ }),

/***/ 11310:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M0: () => (/* binding */ SinkDelivery),
/* harmony export */   Vo: () => (/* binding */ countReasons),
/* harmony export */   c5: () => (/* binding */ addCounts),
/* harmony export */   nl: () => (/* binding */ describeReasons),
/* harmony export */   sD: () => (/* binding */ countNotAccepted)
/* harmony export */ });
/* harmony import */ var _model_assert_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76779);
/* harmony import */ var _model_event_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(63837);
/**
 * A sink at work in parallel to the reading: full batches leave while the next pages are fetched, one on its way at a
 * time, and nothing counts before `settle` has the word of the sink for every event. Once it failed it stays failed:
 * what came after would be committed over a hole.
 */


function countNotAccepted({ notAccepted }) {
    return Object.values(notAccepted).reduce((sum, count) => sum + count, 0);
}
function countReasons(notAccepted) {
    const counts = { 'too-old': 0, 'too-new': 0, 'too-large': 0, rejected: 0 };
    for (const { reason } of notAccepted)
        counts[reason] += 1;
    return counts;
}
/** `3 too-old, 2 rejected: it does not fit the mapping of the index`; reasons in the words of the presets. */
function describeReasons(notAccepted) {
    const groups = Map.groupBy(notAccepted, ({ reason, why }) => (why === undefined ? reason : `${reason}: ${why}`));
    return [...groups].map(([text, all]) => `${all.length} ${text}`).join(', ');
}
/** Both of one sink. */
function addCounts(a, b) {
    const notAccepted = sumReasons(a.notAccepted, b.notAccepted);
    return { name: a.name, acknowledged: a.acknowledged + b.acknowledged, notAccepted };
}
function sumReasons(a, b) {
    const sum = (reason) => a[reason] + b[reason];
    return {
        'too-old': sum('too-old'),
        'too-new': sum('too-new'),
        'too-large': sum('too-large'),
        rejected: sum('rejected'),
    };
}
class SinkDelivery {
    #sink;
    #counts = { acknowledged: 0, notAccepted: countReasons([]), requests: 0, retries: 0 };
    /** Taken in and not yet on their way. */
    #waiting = [];
    #waitingBytes = 0;
    /** Since the last `settle`. */
    #taken = new Set();
    #notAccepted = [];
    #underWay;
    #failure;
    constructor(sink) {
        this.#sink = sink;
    }
    get totals() {
        return { name: this.#sink.name, ...this.#counts };
    }
    /**
     * Takes events that will be settled later, and may send them meanwhile. Waits only when two batches are waiting already.
     * Rejects with what an earlier sending failed of.
     */
    async offer(events, signal) {
        for (const event of events)
            this.#take(event);
        if (this.#fill() >= 2)
            await this.#landed();
        if (this.#failure !== undefined)
            throw this.#failure.error;
        if (this.#underWay === undefined && this.#fill() >= 1)
            this.#start(signal);
    }
    /**
     * Resolves with the dead letters once each of `events` is acknowledged or a dead letter, offered before or not. Rejects with
     * what the sending failed of, from then on always.
     */
    async settle(events, signal) {
        await this.#landed();
        for (const event of events)
            if (!this.#taken.has(event))
                this.#take(event);
        if (this.#failure === undefined && this.#waiting.length > 0) {
            this.#start(signal);
            await this.#landed();
        }
        if (this.#failure !== undefined)
            throw this.#failure.error;
        (0,_model_assert_js__WEBPACK_IMPORTED_MODULE_0__/* .assert */ .v)(this.#taken.size === events.length, 'what was offered to the sink is what is delivered');
        const notAccepted = this.#notAccepted;
        this.#taken = new Set();
        this.#notAccepted = [];
        return notAccepted;
    }
    #take(event) {
        this.#taken.add(event);
        this.#waiting.push(event);
        this.#waitingBytes += event.raw.length;
    }
    /** How many batches are waiting. */
    #fill() {
        const { events, bytes } = this.#sink.batch;
        return Math.max(this.#waiting.length / events, this.#waitingBytes / bytes);
    }
    /** Sorted, because what waits may come from two feeds, or from a tail and the deep sweep behind it. */
    #start(signal) {
        const events = this.#waiting.sort(_model_event_js__WEBPACK_IMPORTED_MODULE_1__/* .byTime */ .X);
        this.#waiting = [];
        this.#waitingBytes = 0;
        this.#underWay = this.#sink.send(events, signal).then((receipt) => ({ kind: 'sent', receipt }), (error) => ({ kind: 'failed', error }));
    }
    /** Waits for what is on its way, if anything is, and writes down what became of it. */
    async #landed() {
        const ended = await this.#underWay;
        this.#underWay = undefined;
        if (ended === undefined)
            return;
        if (ended.kind === 'failed') {
            this.#failure = { error: ended.error };
            return;
        }
        const { acknowledged, notAccepted, requests, retries } = ended.receipt;
        for (const each of notAccepted)
            this.#notAccepted.push(each);
        this.#counts = {
            acknowledged: this.#counts.acknowledged + acknowledged,
            notAccepted: sumReasons(this.#counts.notAccepted, countReasons(notAccepted)),
            requests: this.#counts.requests + requests,
            retries: this.#counts.retries + retries,
        };
    }
}


/***/ }),

/***/ 96056:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bj: () => (/* binding */ sha256Of),
/* harmony export */   M: () => (/* binding */ renderStretch),
/* harmony export */   Uo: () => (/* binding */ headOf),
/* harmony export */   Wv: () => (/* binding */ renderInstant),
/* harmony export */   _M: () => (/* binding */ adoptManifest),
/* harmony export */   jm: () => (/* binding */ describePosition)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var _model_chain_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(22160);
/* harmony import */ var _model_feed_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(94049);
/* harmony import */ var _manifest_shape_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(91136);
/**
 * Where a manifest stands in its chain: what it says of the position that its delivery makes true, and what that position
 * knows of it afterwards. A stretch begins where the parents ended, so that the stretches of a chain join without a hole.
 */




const NOTHING = { events: 0, firstAt: null, lastAt: null };
/** Of the manifest that the newest commit of `next` writes. `next` does not know it yet. */
function describePosition(next, delivered) {
    const { stream, epoch, generation, chain, counters, commits } = next;
    return {
        ...{ stream, epoch, generation },
        commit: commits[0]?.id ?? '',
        start: chain.heads.length === 0 ? chain.start : null,
        parents: chain.heads.map(({ generation, commit, sha256 }) => ({ generation, commit, sha256 })),
        feeds: _model_feed_js__WEBPACK_IMPORTED_MODULE_2__/* .FEEDS */ .SF.flatMap((name) => {
            const feed = next.feeds[name];
            if (feed === undefined)
                return [];
            const from = (0,_model_chain_js__WEBPACK_IMPORTED_MODULE_1__/* .reportedUpTo */ .I2)(next, name) ?? feed.tail.claim;
            return [renderStretch(name, { from, to: Math.max(from, feed.tail.claim) }, delivered[name] ?? NOTHING)];
        }),
        gaps: _model_feed_js__WEBPACK_IMPORTED_MODULE_2__/* .FEEDS */ .SF.flatMap((feed) => (next.feeds[feed] === undefined ? [] : (0,_model_chain_js__WEBPACK_IMPORTED_MODULE_1__/* .unreportedGaps */ .A9)(next.feeds[feed])).map(({ from, to, kind, certain, run }) => ({
            feed,
            from: renderInstant(from),
            to: renderInstant(to),
            ...{ kind, certain, run },
        }))),
        totals: counters,
    };
}
function renderStretch(name, { from, to }, { events, firstAt, lastAt }) {
    return {
        name,
        from: renderInstant(from),
        to: renderInstant(to),
        events,
        firstAt: firstAt === null ? null : renderInstant(firstAt),
        lastAt: lastAt === null ? null : renderInstant(lastAt),
    };
}
/** What the position remembers of a manifest; `undefined` for that of a pull. */
function headOf(manifest, bytes) {
    const { generation, commit, epoch, feeds } = manifest;
    if (generation === null || epoch === null)
        return undefined;
    const to = Object.fromEntries(feeds.map(({ name, to }) => [name, Date.parse(to)]));
    return { generation, commit, sha256: sha256Of(bytes), epoch, to };
}
/**
 * A position as it was found next to its manifest, with that manifest as its head: the bytes of a position cannot name what is
 * made after them. A manifest of another position, or none, changes nothing.
 */
function adoptManifest(checkpoint, { position, manifest: bytes }) {
    const manifest = bytes === undefined ? undefined : (0,_manifest_shape_js__WEBPACK_IMPORTED_MODULE_3__/* .parseManifest */ .N)(bytes);
    if (bytes === undefined || manifest === undefined)
        return checkpoint;
    const isItsOwn = manifest.position === sha256Of(position) &&
        manifest.stream === checkpoint.stream &&
        manifest.epoch === checkpoint.epoch &&
        manifest.commit === checkpoint.commits[0]?.id;
    const head = headOf(manifest, bytes);
    return isItsOwn && head !== undefined ? (0,_model_chain_js__WEBPACK_IMPORTED_MODULE_1__/* .followWith */ .QT)(checkpoint, head) : checkpoint;
}
function sha256Of(bytes) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(bytes).digest('hex');
}
function renderInstant(ms) {
    return new Date(ms).toISOString();
}


/***/ }),

/***/ 29224:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ ENCRYPTED_SUFFIX),
/* harmony export */   k: () => (/* binding */ createEncryption)
/* harmony export */ });
/**
 * Encrypts files of events to age recipients, so that only who holds an identity can read them: https://age-encryption.org/v1.
 * What goes in piece by piece comes out piece by piece, and each file is complete in itself. The library is loaded by the
 * runs that need it only.
 */
/** What the name of an encrypted file ends in. */
const ENCRYPTED_SUFFIX = '.age';
/** `recipients` were checked when the inputs were parsed. */
function createEncryption(recipients) {
    return async (pieces) => {
        const { Encrypter } = await __webpack_require__.e(/* import() */ 73).then(__webpack_require__.bind(__webpack_require__, 74073));
        const encrypter = new Encrypter();
        for (const recipient of recipients)
            encrypter.addRecipient(recipient);
        const encrypted = [];
        for await (const piece of await encrypter.encrypt(ReadableStream.from(pieces)))
            encrypted.push(piece);
        return encrypted;
    };
}


/***/ }),

/***/ 91136:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ parseManifest)
/* harmony export */ });
/* harmony import */ var _model_chain_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(22160);
/* harmony import */ var _model_compression_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(32759);
/* harmony import */ var _model_feed_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(94049);
/* harmony import */ var _model_format_name_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(64880);
/* harmony import */ var _manifest_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2676);
/**
 * Reads a manifest that comes from outside: every field has the type and the form that `docs/manifest.schema.json` gives it,
 * or the bytes are no manifest. Fields of later releases are left out.
 */





const COMMIT = /^[\w.-]{1,128}$/;
const SHA256 = /^[0-9a-f]{64}$/;
/** Below the root of the archive: no step of it leads out again. */
const OBJECT = /^(?!\.\.?\/)[A-Za-z0-9_.=-]+(?:\/(?!\.\.?(?:\/|$))[A-Za-z0-9_.=-]+)+$/;
const INSTANT = /^[+-]?\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
/** Thrown inside, never seen outside. */
class NoManifest extends Error {
}
/** `undefined` for bytes that are no manifest of this version. */
function parseManifest(bytes) {
    try {
        const text = typeof bytes === 'string' ? bytes : new TextDecoder('utf-8', { fatal: true }).decode(bytes);
        return parseFields(JSON.parse(text));
    }
    catch (error) {
        if (error instanceof NoManifest || error instanceof SyntaxError || error instanceof TypeError)
            return undefined;
        throw error;
    }
}
function parseFields(value) {
    const f = fields(value);
    if (f['version'] !== _manifest_js__WEBPACK_IMPORTED_MODULE_2__/* .MANIFEST_VERSION */ .hh)
        throw new NoManifest();
    const [tool, run, target] = [fields(f['tool']), fields(f['run']), fields(f['target'])];
    return {
        version: _manifest_js__WEBPACK_IMPORTED_MODULE_2__/* .MANIFEST_VERSION */ .hh,
        tool: { name: text(tool['name']), version: text(tool['version']) },
        run: {
            repository: orNull(run['repository'], text),
            repositoryId: orNull(run['repositoryId'], text),
            workflow: orNull(run['workflow'], text),
            ref: orNull(run['ref'], text),
            sha: orNull(run['sha'], text),
            id: text(run['id']),
            attempt: count(run['attempt']),
        },
        createdAt: instant(f['createdAt']),
        target: { kind: oneOf(['organization', 'enterprise'])(target['kind']), name: text(target['name']) },
        apiHost: text(f['apiHost']),
        mode: oneOf(['collect', 'pull'])(f['mode']),
        phrase: orNull(f['phrase'], text),
        phraseSha256: orNull(f['phraseSha256'], sha256),
        format: oneOf(_model_format_name_js__WEBPACK_IMPORTED_MODULE_3__/* .FORMATS */ .h)(f['format']),
        compression: oneOf(_model_compression_js__WEBPACK_IMPORTED_MODULE_4__/* .COMPRESSIONS */ ._)(f['compression']),
        encryptedTo: list(f['encryptedTo'], text),
        droppedFields: list(f['droppedFields'], text),
        pseudonymizedFields: list(f['pseudonymizedFields'], text),
        dedupeId: text(f['dedupeId']),
        stream: orNull(f['stream'], matching(/^[0-9a-f]{24}$/)),
        epoch: orNull(f['epoch'], count),
        generation: orNull(f['generation'], count),
        commit: matching(COMMIT)(f['commit']),
        start: orNull(f['start'], oneOf(_model_chain_js__WEBPACK_IMPORTED_MODULE_0__/* .CHAIN_STARTS */ .uj)),
        parents: list(f['parents'], parent),
        feeds: list(f['feeds'], stretch),
        gaps: list(f['gaps'], gap),
        pull: orNull(f['pull'], pull),
        destinations: list(f['destinations'], oneOf(_manifest_js__WEBPACK_IMPORTED_MODULE_2__/* .DESTINATIONS */ .qI)),
        sink: orNull(f['sink'], sink),
        files: list(f['files'], file(/^[^/\\]+$/)),
        objects: list(f['objects'], file(OBJECT)),
        position: orNull(f['position'], sha256),
        counts: counts(f['counts']),
        totals: orNull(f['totals'], counts),
    };
}
const file = (name) => (value) => {
    const f = fields(value);
    return {
        name: matching(name)(f['name']),
        bytes: count(f['bytes']),
        sha256: sha256(f['sha256']),
        events: count(f['events']),
    };
};
function parent(value) {
    const f = fields(value);
    return { generation: count(f['generation']), commit: matching(COMMIT)(f['commit']), sha256: sha256(f['sha256']) };
}
function stretch(value) {
    const f = fields(value);
    return {
        name: oneOf(_model_feed_js__WEBPACK_IMPORTED_MODULE_1__/* .FEEDS */ .SF)(f['name']),
        from: instant(f['from']),
        to: instant(f['to']),
        events: count(f['events']),
        firstAt: orNull(f['firstAt'], instant),
        lastAt: orNull(f['lastAt'], instant),
    };
}
function gap(value) {
    const f = fields(value);
    return {
        feed: oneOf(_model_feed_js__WEBPACK_IMPORTED_MODULE_1__/* .FEEDS */ .SF)(f['feed']),
        from: instant(f['from']),
        to: instant(f['to']),
        kind: oneOf(['retention', 'state-lost', 'capacity', 'reset'])(f['kind']),
        certain: flag(f['certain']),
        run: text(f['run']),
    };
}
function pull(value) {
    const f = fields(value);
    return {
        since: instant(f['since']),
        until: instant(f['until']),
        order: oneOf(['asc', 'desc'])(f['order']),
        complete: flag(f['complete']),
    };
}
function sink(value) {
    const f = fields(value);
    const reasons = fields(f['notAccepted']);
    return {
        name: text(f['name']),
        acknowledged: count(f['acknowledged']),
        notAccepted: {
            'too-old': count(reasons['too-old']),
            'too-new': count(reasons['too-new']),
            'too-large': count(reasons['too-large']),
            rejected: count(reasons['rejected']),
        },
    };
}
function counts(value) {
    const f = fields(value);
    return {
        events: count(f['events']),
        deadLetters: count(f['deadLetters']),
        duplicates: count(f['duplicates']),
    };
}
function fields(value) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        throw new NoManifest();
    return value;
}
function list(value, parse) {
    if (!Array.isArray(value))
        throw new NoManifest();
    return value.map((item) => parse(item));
}
function orNull(value, parse) {
    return value === null ? null : parse(value);
}
function oneOf(known) {
    return (value) => {
        const found = known.find((each) => each === value);
        if (found === undefined)
            throw new NoManifest();
        return found;
    };
}
function matching(pattern) {
    return (value) => {
        if (typeof value !== 'string' || !pattern.test(value))
            throw new NoManifest();
        return value;
    };
}
function text(value) {
    if (typeof value !== 'string')
        throw new NoManifest();
    return value;
}
function instant(value) {
    const shown = matching(INSTANT)(value);
    if (Number.isNaN(Date.parse(shown)))
        throw new NoManifest();
    return shown;
}
function sha256(value) {
    return matching(SHA256)(value);
}
function count(value) {
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0)
        throw new NoManifest();
    return value;
}
function flag(value) {
    if (typeof value !== 'boolean')
        throw new NoManifest();
    return value;
}


/***/ }),

/***/ 2676:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h1: () => (/* binding */ MANIFEST_FILE),
/* harmony export */   hh: () => (/* binding */ MANIFEST_VERSION),
/* harmony export */   qI: () => (/* binding */ DESTINATIONS),
/* harmony export */   sB: () => (/* binding */ renderManifest),
/* harmony export */   yK: () => (/* binding */ signatureOf)
/* harmony export */ });
const MANIFEST_FILE = 'manifest.json';
const MANIFEST_VERSION = 2;
/** The name of the detached signature of a file, next to it. */
function signatureOf(name) {
    return `${name}.sig`;
}
const DESTINATIONS = ['artifact', 'archive', 'sink', 'files'];
/** JSON, indented, with a line feed at its end. */
function renderManifest(manifest) {
    const { tool, run, target, counts, totals, sink, pull } = manifest;
    const ordered = {
        version: manifest.version,
        tool: { name: tool.name, version: tool.version },
        run: {
            repository: run.repository,
            repositoryId: run.repositoryId,
            workflow: run.workflow,
            ref: run.ref,
            sha: run.sha,
            id: run.id,
            attempt: run.attempt,
        },
        createdAt: manifest.createdAt,
        target: { kind: target.kind, name: target.name },
        apiHost: manifest.apiHost,
        mode: manifest.mode,
        phrase: manifest.phrase,
        phraseSha256: manifest.phraseSha256,
        format: manifest.format,
        compression: manifest.compression,
        encryptedTo: manifest.encryptedTo,
        droppedFields: manifest.droppedFields,
        pseudonymizedFields: manifest.pseudonymizedFields,
        dedupeId: manifest.dedupeId,
        stream: manifest.stream,
        epoch: manifest.epoch,
        generation: manifest.generation,
        commit: manifest.commit,
        start: manifest.start,
        parents: manifest.parents.map(({ generation, commit, sha256 }) => ({ generation, commit, sha256 })),
        feeds: manifest.feeds.map(({ name, from, to, events, firstAt, lastAt }) => ({
            ...{ name, from, to, events, firstAt, lastAt },
        })),
        gaps: manifest.gaps.map(({ feed, from, to, kind, certain, run }) => ({ feed, from, to, kind, certain, run })),
        pull: pull && { since: pull.since, until: pull.until, order: pull.order, complete: pull.complete },
        destinations: manifest.destinations,
        sink: sink && { name: sink.name, acknowledged: sink.acknowledged, notAccepted: sink.notAccepted },
        files: manifest.files.map(({ name, bytes, sha256, events }) => ({ name, bytes, sha256, events })),
        objects: manifest.objects.map(({ name, bytes, sha256, events }) => ({ name, bytes, sha256, events })),
        position: manifest.position,
        counts: renderCounts(counts),
        totals: totals && renderCounts(totals),
    };
    return `${JSON.stringify(ordered, null, 2)}\n`;
}
function renderCounts({ events, deadLetters, duplicates }) {
    return { events, deadLetters, duplicates };
}


/***/ }),

/***/ 56884:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ createRedaction)
/* harmony export */ });
/* unused harmony export pseudonymOf */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var _model_json_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(62463);
/**
 * Keeps fields out of an event: dropped ones are cut out of its text, pseudonymized ones are replaced by a keyed hash, and
 * every other byte stays as GitHub sent it. It runs once, where an event becomes a line, so that no file, sink, format or
 * report can miss it; the key of the event is taken before.
 */


const PSEUDONYM_BYTES = 16;
const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
function createRedaction({ droppedFields, pseudonyms }) {
    if (droppedFields.length === 0 && pseudonyms === undefined)
        return (raw) => raw;
    const plan = new Plan(droppedFields, pseudonyms?.fields ?? []);
    const hide = (value) => pseudonymOf(value, pseudonyms?.key ?? '');
    return (raw) => Buffer.from(new Redacting(raw.toString(), plan, hide).text());
}
/** The same value has the same pseudonym under the same key, whatever field it stands in, so that events can be joined by it. */
function pseudonymOf(value, key) {
    const digest = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHmac)('sha256', key).update(value, 'utf8').digest();
    return `p:${digest.toString('base64url', 0, PSEUDONYM_BYTES)}`;
}
/** What to do with the member at a path. */
class Plan {
    #dropped;
    #pseudonymized;
    /** Paths that lead to one of those. */
    #outer;
    constructor(dropped, pseudonymized) {
        this.#dropped = new Set(dropped);
        this.#pseudonymized = new Set(pseudonymized);
        this.#outer = new Set([...dropped, ...pseudonymized].flatMap(prefixesOf));
    }
    /** `first`: the first character of the member's value. */
    treatmentOf(path, first) {
        if (this.#dropped.has(path))
            return 'drop';
        const isNested = first === OPEN_BRACE || first === OPEN_BRACKET;
        // What an object says cannot be hidden behind one name, so it is left out.
        if (this.#pseudonymized.has(path))
            return isNested ? 'drop' : 'pseudonymize';
        return isNested && this.#outer.has(path) ? 'enter' : 'keep';
    }
}
function prefixesOf(path) {
    const names = path.split('.');
    return names.slice(1).map((_, index) => names.slice(0, index + 1).join('.'));
}
/** One pass over one event, with a stack of its own. */
class Redacting {
    #raw;
    #plan;
    #hide;
    #levels = [];
    #out = '';
    /** Up to here the text is in `#out`, or left out. */
    #done = 0;
    #at;
    constructor(raw, plan, hide) {
        this.#raw = raw;
        this.#plan = plan;
        this.#hide = hide;
        this.#at = (0,_model_json_text_js__WEBPACK_IMPORTED_MODULE_1__/* .skipSpace */ .AN)(raw, 0);
    }
    text() {
        this.#readValue('');
        for (let level = this.#levels.at(-1); level !== undefined; level = this.#levels.at(-1))
            this.#step(level);
        return this.#done === 0 ? this.#raw : this.#out + this.#raw.slice(this.#done);
    }
    #step(level) {
        this.#at = (0,_model_json_text_js__WEBPACK_IMPORTED_MODULE_1__/* .skipSpace */ .AN)(this.#raw, this.#at);
        switch (this.#raw.charCodeAt(this.#at)) {
            case CLOSE_BRACE:
            case CLOSE_BRACKET:
                this.#levels.pop();
                this.#at += 1;
                return;
            case COMMA:
                level.edge = this.#at;
                this.#at += 1;
                return;
            default:
                if (level.isArray)
                    this.#readValue(level.prefix);
                else
                    this.#readMember(level);
        }
    }
    /** The value at `#at`, in the end an object to look into or one to pass over. */
    #readValue(prefix) {
        const first = this.#raw.charCodeAt(this.#at);
        if (first === OPEN_BRACE || first === OPEN_BRACKET) {
            this.#at += 1;
            this.#levels.push({ isArray: first === OPEN_BRACKET, prefix, edge: this.#at, hasKept: false });
        }
        else
            this.#at = (0,_model_json_text_js__WEBPACK_IMPORTED_MODULE_1__/* .endOfValue */ .eU)(this.#raw, this.#at);
    }
    #readMember(level) {
        const nameEnd = (0,_model_json_text_js__WEBPACK_IMPORTED_MODULE_1__/* .closingQuote */ .m2)(this.#raw, this.#at) + 1;
        const path = level.prefix + (0,_model_json_text_js__WEBPACK_IMPORTED_MODULE_1__/* .parseString */ .$l)(this.#raw.slice(this.#at, nameEnd));
        const colon = (0,_model_json_text_js__WEBPACK_IMPORTED_MODULE_1__/* .skipSpace */ .AN)(this.#raw, nameEnd);
        this.#at = (0,_model_json_text_js__WEBPACK_IMPORTED_MODULE_1__/* .skipSpace */ .AN)(this.#raw, colon + 1);
        const treatment = this.#plan.treatmentOf(path, this.#raw.charCodeAt(this.#at));
        if (treatment === 'drop') {
            this.#drop(level);
            return;
        }
        level.hasKept = true;
        if (treatment === 'enter')
            this.#readValue(`${path}.`);
        else {
            const end = (0,_model_json_text_js__WEBPACK_IMPORTED_MODULE_1__/* .endOfValue */ .eU)(this.#raw, this.#at);
            if (treatment === 'pseudonymize')
                this.#replace(end);
            this.#at = end;
        }
    }
    /** Leaves out the member and one of the commas around it. */
    #drop(level) {
        const next = (0,_model_json_text_js__WEBPACK_IMPORTED_MODULE_1__/* .skipSpace */ .AN)(this.#raw, (0,_model_json_text_js__WEBPACK_IMPORTED_MODULE_1__/* .endOfValue */ .eU)(this.#raw, this.#at));
        const isFirst = !level.hasKept;
        this.#out += this.#raw.slice(this.#done, level.edge);
        this.#at = isFirst && this.#raw.charCodeAt(next) === COMMA ? next + 1 : next;
        this.#done = this.#at;
        level.edge = this.#at;
    }
    /** A `null` says nothing that could be hidden. */
    #replace(end) {
        const value = this.#raw.slice(this.#at, end);
        if (value === 'null')
            return;
        const text = value.charCodeAt(0) === QUOTE ? (0,_model_json_text_js__WEBPACK_IMPORTED_MODULE_1__/* .parseString */ .$l)(value) : value;
        this.#out += `${this.#raw.slice(this.#done, this.#at)}"${this.#hide(text)}"`;
        this.#done = end;
    }
}


/***/ }),

/***/ 4212:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EL: () => (/* binding */ MANIFEST_NAMESPACE),
/* harmony export */   UG: () => (/* binding */ parseSigningKey),
/* harmony export */   ee: () => (/* binding */ parsePublicKey),
/* harmony export */   ub: () => (/* binding */ judgeSignature),
/* harmony export */   wy: () => (/* binding */ POSITION_NAMESPACE)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/**
 * Detached SSH signatures with Ed25519, as `ssh-keygen -Y sign` makes them and `ssh-keygen -Y verify` checks them, so that
 * nobody needs this program to check a delivery. Only the framing is here; the cryptography is Node's. A signature counts only
 * for its namespace: one of a manifest is none of a position.
 * https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.sshsig
 */

const MANIFEST_NAMESPACE = 'collect-audit-log-manifest';
const POSITION_NAMESPACE = 'collect-audit-log-position';
const KEY_TYPE = 'ssh-ed25519';
const MAGIC = Buffer.from('SSHSIG');
const PRIVATE_MAGIC = Buffer.from('openssh-key-v1\0');
/** RFC 8410: what stands before the 32 bytes of an Ed25519 key. */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
function parseSigningKey(text) {
    const [, body] = /-----BEGIN OPENSSH PRIVATE KEY-----([\s\S]+?)-----END OPENSSH PRIVATE KEY-----/.exec(text) ?? [];
    if (body === undefined) {
        const isOther = /-----END (?!OPENSSH )[A-Z ]*PRIVATE KEY-----/.test(text);
        if (isOther)
            return no('it is a private key in another format than that of OpenSSH');
        return no('it is not an OpenSSH private key with its first and its last line');
    }
    try {
        const reader = new Reader(Buffer.from(body.replaceAll(/\s/g, ''), 'base64'));
        reader.expect(PRIVATE_MAGIC);
        const cipher = reader.string().toString();
        if (cipher !== 'none')
            return no('it is protected by a passphrase');
        reader.string();
        reader.string();
        if (reader.uint32() !== 1)
            return no('it holds more than one key');
        reader.string();
        const secret = new Reader(reader.string());
        const [check, repeated] = [secret.uint32(), secret.uint32()];
        if (check !== repeated)
            return no('it is damaged');
        const type = secret.string().toString();
        if (type !== KEY_TYPE)
            return no('it is not an Ed25519 key');
        const point = secret.string();
        const seed = secret.string().subarray(0, 32);
        return signingKey(seed, point);
    }
    catch {
        return no('it is damaged');
    }
}
function signingKey(seed, point) {
    const key = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createPrivateKey)({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' });
    const own = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createPublicKey)(key).export({ format: 'der', type: 'spki' }).subarray(SPKI_PREFIX.length);
    if (!own.equals(point))
        return no('it is damaged');
    const publicBlob = Buffer.concat([field(KEY_TYPE), field(point)]);
    return {
        kind: 'key',
        key: {
            publicKey: publicBlob.toString('base64'),
            sign(content, namespace) {
                const signature = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.sign)(null, signedData(content, namespace), key);
                const blob = Buffer.concat([
                    ...[MAGIC, uint32(1), field(publicBlob), field(namespace), field(''), field('sha512')],
                    field(Buffer.concat([field(KEY_TYPE), field(signature)])),
                ]);
                const lines = blob.toString('base64').match(/.{1,70}/g) ?? [];
                return `-----BEGIN SSH SIGNATURE-----\n${lines.join('\n')}\n-----END SSH SIGNATURE-----\n`;
            },
        },
    };
}
/** One line of `trusted-keys`: `ssh-ed25519 AAAA\u2026 comment`; `undefined` for anything else. */
function parsePublicKey(line) {
    const [type, key = ''] = line.trim().split(/\s+/);
    if (type !== KEY_TYPE || !/^[A-Za-z0-9+/]+=*$/.test(key))
        return undefined;
    return pointOf(Buffer.from(key, 'base64')) === undefined ? undefined : key;
}
/** Of several signatures in one text the first good one counts. */
function judgeSignature(content, armored, { namespace, trusted }) {
    const blocks = [
        ...Buffer.from(armored)
            .toString('latin1')
            .matchAll(/-----BEGIN SSH SIGNATURE-----([A-Za-z0-9+/=\s]+)-----END SSH SIGNATURE-----/g),
    ];
    const judged = blocks.map(([, body = '']) => judgeBlock(content, Buffer.from(body.replaceAll(/\s/g, ''), 'base64'), { namespace, trusted }));
    const best = judged.find(({ kind }) => kind === 'good') ?? judged.find(({ kind }) => kind === 'other-key');
    return best ?? judged[0] ?? { kind: 'bad', why: 'no signature' };
}
function judgeBlock(content, blob, { namespace, trusted }) {
    try {
        const reader = new Reader(blob);
        reader.expect(MAGIC);
        if (reader.uint32() !== 1)
            return { kind: 'bad', why: 'no signature' };
        const publicBlob = reader.string();
        const isForThis = reader.string().toString() === namespace;
        reader.string();
        const hash = reader.string().toString();
        const inner = new Reader(reader.string());
        const point = pointOf(publicBlob);
        if (point === undefined || inner.string().toString() !== KEY_TYPE)
            return { kind: 'bad', why: 'no signature' };
        if (!isForThis)
            return { kind: 'bad', why: 'made for something else' };
        if (hash !== 'sha512' && hash !== 'sha256')
            return { kind: 'bad', why: 'no signature' };
        const key = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createPublicKey)({ key: Buffer.concat([SPKI_PREFIX, point]), format: 'der', type: 'spki' });
        if (!(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.verify)(null, signedData(content, namespace, hash), key, inner.string())) {
            return { kind: 'bad', why: 'not of these bytes' };
        }
        const by = publicBlob.toString('base64');
        return { kind: trusted.includes(by) ? 'good' : 'other-key', by };
    }
    catch {
        return { kind: 'bad', why: 'no signature' };
    }
}
function signedData(content, namespace, hash = 'sha512') {
    const digest = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)(hash).update(content).digest();
    return Buffer.concat([MAGIC, field(namespace), field(''), field(hash), field(digest)]);
}
function pointOf(blob) {
    try {
        const reader = new Reader(blob);
        const isOfType = reader.string().toString() === KEY_TYPE;
        const point = reader.string();
        return isOfType && point.length === 32 ? point : undefined;
    }
    catch {
        return undefined;
    }
}
function field(content) {
    const bytes = Buffer.from(content);
    return Buffer.concat([uint32(bytes.length), bytes]);
}
function uint32(value) {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return bytes;
}
function no(because) {
    return { kind: 'no-key', because };
}
/** Throws `RangeError` where the bytes end too early. */
class Reader {
    #bytes;
    #at = 0;
    constructor(bytes) {
        this.#bytes = bytes;
    }
    uint32() {
        const value = this.#bytes.readUInt32BE(this.#at);
        this.#at += 4;
        return value;
    }
    string() {
        return this.#take(this.uint32());
    }
    expect(magic) {
        if (!this.#take(magic.length).equals(magic))
            throw new RangeError('another magic');
    }
    #take(length) {
        if (this.#at + length > this.#bytes.length)
            throw new RangeError('cut short');
        this.#at += length;
        return this.#bytes.subarray(this.#at - length, this.#at);
    }
}


/***/ }),

/***/ 1829:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ renderRaw)
/* harmony export */ });
const renderRaw = ({ raw }) => raw;


/***/ }),

/***/ 56531:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X5: () => (/* binding */ endpointOf),
/* harmony export */   _r: () => (/* binding */ writeLine),
/* harmony export */   ag: () => (/* binding */ rfc3339),
/* harmony export */   qu: () => (/* binding */ feedOf),
/* harmony export */   vz: () => (/* binding */ sourceOf)
/* harmony export */ });
/* harmony import */ var _model_target_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(66220);

/** Writes it as UTF-8; returns how many bytes that were. There has to be room for them. */
function writeLine(line, into, at) {
    return typeof line === 'string' ? into.write(line, at) : line.copy(into, at);
}
/** The address that the events were read at, without a query. */
function endpointOf({ apiUrl, target }) {
    return `${apiUrl.replace(/\/+$/, '')}${(0,_model_target_js__WEBPACK_IMPORTED_MODULE_0__/* .auditLogPath */ .H)(target)}`;
}
/** The address of the target itself, as people know it: what CloudEvents calls a source. */
function sourceOf({ source, target }) {
    const name = encodeURIComponent(target.name);
    return target.kind === 'organization' ? `${source}/${name}` : `${source}/enterprises/${name}`;
}
/** The feed of an event, by its action: Git events are those of `git.`. */
function feedOf(action) {
    return action?.startsWith('git.') === true ? 'git' : 'web';
}
/** RFC 3339 knows four digits of a year. https://www.rfc-editor.org/rfc/rfc3339#section-5.6 */
const LAST_OF_9999 = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
/** `ts` (epoch milliseconds) in RFC 3339, or `undefined` beyond the year 9999. */
function rfc3339(ts) {
    return ts > LAST_OF_9999 ? undefined : new Date(ts).toISOString();
}


/***/ }),

/***/ 94377:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   WV: () => (/* binding */ fixedToken),
/* harmony export */   k3: () => (/* binding */ FRESH_MS),
/* harmony export */   r$: () => (/* binding */ recordedCredentials)
/* harmony export */ });
/** How long a server that does not know a new token yet can refuse it. */
const FRESH_MS = 10_000;
/** `now`: a token that is given can have been made by the step before. */
function fixedToken(token, now) {
    return {
        kind: 'token',
        bearer: () => token,
        prepare: async () => undefined,
        freshUntil: () => now + FRESH_MS,
        forget: () => false,
    };
}
/** Those of a run that is replayed, which sends no request. */
function recordedCredentials(kind, startedAt) {
    return {
        kind,
        bearer: () => '',
        prepare: async () => undefined,
        freshUntil: () => startedAt + FRESH_MS,
        forget: () => kind === 'app',
    };
}


/***/ }),

/***/ 4966:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ fetchIdToken)
/* harmony export */ });
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73434);
/**
 * GitHub's identity of this job, as a signed token for one audience. A job gets it only with `permissions: id-token:
 * write`.
 * https://docs.github.com/en/actions/reference/security/oidc#methods-for-requesting-the-oidc-token
 */

/** Rejects with `DeliveryError` when GitHub refuses, otherwise with an error that is worth another try. */
async function fetchIdToken({ url, token }, { http, audience, docs }, signal) {
    const tokenUrl = new URL(url);
    tokenUrl.searchParams.set('audience', audience);
    const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
    const { status, body } = await http.send({ method: 'GET', url: tokenUrl.href, headers }, signal);
    if (status === 429 || status >= 500) {
        throw Object.assign(new Error('GitHub issues no identity token at the moment'), {
            code: `ID_TOKEN_HTTP_${status}`,
        });
    }
    const value = readValue(body);
    if (status !== 200 || value === undefined) {
        throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DeliveryError */ .VE(`GitHub issued no identity token for the job (HTTP ${status})`, {
            hint: `Give the job \`permissions: id-token: write\`; see ${docs}.`,
        });
    }
    return value;
}
function readValue(body) {
    try {
        const { value } = JSON.parse(body);
        return typeof value === 'string' && value !== '' ? value : undefined;
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 82206:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ callToolkit)
/* harmony export */ });
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73434);
/* harmony import */ var _resilience_duration_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(95741);
/* harmony import */ var _resilience_failure_codes_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(29424);
/**
 * A call of `@actions/cache` or `@actions/artifact`, which wait for up to 47 minutes, accept no signal, and report
 * little about a failure that can be shown. It ends with the call, at a limit, or at once where waiting cannot help;
 * and it fails with the result of its requests: step, status, code.
 */



/** Rejects with `LibraryFailure`. After that the call can still be under way and can even succeed. */
async function callToolkit(call, { clock, watch, end }) {
    const seen = new Seen();
    const { promise: hopeless, reject: giveUp } = Promise.withResolvers();
    end.signal.throwIfAborted();
    const unwatch = watch((what) => {
        seen.add(what);
        if (what.kind !== 'failed')
            return;
        const failure = describeFailed(what);
        if (failure.isLasting)
            giveUp(failure);
    });
    const startedAt = clock.now();
    const leftMs = end.at - startedAt;
    const limit = clock.timeout(call.waitMs === undefined ? TIMER_MAX_MS : Math.min(call.waitMs, leftMs / 2), end.signal);
    const { promise: late, reject: isLate } = Promise.withResolvers();
    const onLimit = () => isLate(seen.silence(clock.now() - startedAt));
    limit.signal.addEventListener('abort', onLimit);
    const working = Promise.resolve().then(call.work);
    // A call that nobody waits for any more must not end the process.
    for (const each of [working, hopeless, late])
        each.catch(() => { });
    try {
        const value = await Promise.race([late, hopeless, working]);
        if (call.isFailure?.(value) !== true)
            return value;
        const failure = seen.failure ?? describeLocal(call.locally?.(seen.lastStep));
        if (failure === undefined)
            return value;
        throw failure;
    }
    catch (error) {
        if (error instanceof _model_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .LibraryFailure */ .CN)
            throw error;
        throw seen.failure ?? ofError(error);
    }
    finally {
        limit.signal.removeEventListener('abort', onLimit);
        limit.done();
        unwatch();
    }
}
/** No timer waits longer than this. */
const TIMER_MAX_MS = 2 ** 31 - 1;
const OUTAGE_HINT = 'See https://www.githubstatus.com.';
const LOCAL_HINT = 'See docs/troubleshooting.md#cache-and-artifacts.';
const REFUSED_HINT = 'Check whether the storage of this account is full or read-only for this job (`cache-mode`, an untrusted trigger); see docs/troubleshooting.md#cache-and-artifacts.';
const NETWORK_HINT = 'Check that a firewall or proxy lets the runner reach the hosts of the Actions service; see docs/security.md#hosts and docs/troubleshooting.md#network.';
const CERTIFICATE_HINT = 'Set the certificate of the authority behind your proxy in `ca-certificates`; see docs/troubleshooting.md#certificate.';
const PROXY_HINT = 'Check HTTPS_PROXY and NO_PROXY of the runner; see docs/troubleshooting.md#proxy.';
/** What the requests of one call came to. */
class Seen {
    #last;
    #failure;
    add(what) {
        this.#last = what;
        if (what.kind === 'sent')
            return;
        if (what.kind === 'failed')
            this.#failure = describeFailed(what);
        else
            this.#failure = what.status >= 400 ? describeRefused(what) : undefined;
    }
    /** Of the last request, if it failed: what failed before it was tried again with success. */
    get failure() {
        return this.#failure;
    }
    get lastStep() {
        return this.#last === undefined ? undefined : stepOf(this.#last.request);
    }
    silence(ms) {
        const step = this.lastStep ?? 'nothing was sent';
        const before = this.#failure === undefined ? '' : `, after ${this.#failure.message}`;
        return new _model_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .LibraryFailure */ .CN(`${step}: no end within ${(0,_resilience_duration_js__WEBPACK_IMPORTED_MODULE_2__/* .renderDuration */ .P)(ms)}${before}`, {
            hint: OUTAGE_HINT,
            isLasting: false,
        });
    }
}
function describeRefused({ request, status, errorCode }) {
    const code = errorCode === undefined ? '' : ` ${errorCode}`;
    const hint = status >= 500 ? OUTAGE_HINT : status === 407 ? PROXY_HINT : REFUSED_HINT;
    return new _model_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .LibraryFailure */ .CN(`${stepOf(request)}: HTTP ${status}${code}`, { hint, isLasting: status === 407 });
}
function describeFailed({ request, error }) {
    const codes = (0,_resilience_failure_codes_js__WEBPACK_IMPORTED_MODULE_1__/* .codesOf */ .MZ)(error);
    const step = stepOf(request);
    const shown = codes.length === 0 ? 'no answer' : codes.join(', ');
    if (codes.some(_resilience_failure_codes_js__WEBPACK_IMPORTED_MODULE_1__/* .isCertificateCode */ .TR)) {
        return new _model_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .LibraryFailure */ .CN(`${step}: the certificate is not trusted (${shown})`, {
            hint: CERTIFICATE_HINT,
            isLasting: true,
        });
    }
    const isUnknownHost = codes.includes('ENOTFOUND');
    const isProxyGone = request.isProxied && codes.some((code) => code === 'ECONNREFUSED' || code === 'ENOTFOUND');
    if (isProxyGone) {
        return new _model_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .LibraryFailure */ .CN(`${step}: the proxy refuses the connection (${shown})`, {
            hint: PROXY_HINT,
            isLasting: true,
        });
    }
    const what = isUnknownHost ? `the host name is not found (${shown})` : shown;
    return new _model_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .LibraryFailure */ .CN(`${step}: ${what}`, { hint: NETWORK_HINT, isLasting: isUnknownHost });
}
function describeLocal(what) {
    return what === undefined ? undefined : new _model_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .LibraryFailure */ .CN(what, { hint: LOCAL_HINT, isLasting: false });
}
function ofError(error) {
    const name = error instanceof Error && /^[A-Za-z]{1,40}$/.test(error.name) ? error.name : 'Error';
    const codes = (0,_resilience_failure_codes_js__WEBPACK_IMPORTED_MODULE_1__/* .codesOf */ .MZ)(error);
    return new _model_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .LibraryFailure */ .CN([name, ...codes].join(' '), { hint: LOCAL_HINT, isLasting: false });
}
/** `CreateArtifact`, `FinalizeCacheEntryUpload`; a request to a storage by what it does. */
function stepOf({ method, path, part }) {
    if (method === 'CONNECT')
        return 'the tunnel through the proxy';
    const call = /^\/twirp\/[\w.]{1,100}\/(\w{1,60})$/.exec(path)?.[1];
    if (call !== undefined)
        return call;
    if (/\/_apis\/artifactcache\//.test(path))
        return 'the cache service';
    if (method !== 'PUT')
        return 'the download from the storage';
    return part === 'blocklist' ? 'the end of the upload to the storage' : 'the upload to the storage';
}


/***/ }),

/***/ 22160:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A9: () => (/* binding */ unreportedGaps),
/* harmony export */   F7: () => (/* binding */ joinChains),
/* harmony export */   I2: () => (/* binding */ reportedUpTo),
/* harmony export */   QT: () => (/* binding */ followWith),
/* harmony export */   Yg: () => (/* binding */ newChain),
/* harmony export */   uj: () => (/* binding */ CHAIN_STARTS)
/* harmony export */ });
/* unused harmony export LINKS_MAX */
/* harmony import */ var _feed_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(94049);
/* harmony import */ var _gaps_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(30312);


/** Why a chain has no manifest before its first one, the weaker reason first. */
const CHAIN_STARTS = ['first-run', 'earlier-release', 'position-lost'];
/** Heads and followed manifests remembered together: the greatest of a union, so that joining stays a lattice. */
const LINKS_MAX = 48;
function newChain(start) {
    return { start, heads: [], followed: [] };
}
function joinChains(a, b) {
    const start = CHAIN_STARTS.findLast((each) => each === a.start || each === b.start) ?? a.start;
    return { start, ...sortLinks([...a.heads, ...b.heads], [...a.followed, ...b.followed]) };
}
/**
 * The position once the manifest of its newest commit exists: that one is the only head, and says every gap that is known.
 * Whoever knows the manifest of a position calls this, before joining it with others.
 */
function followWith(checkpoint, head) {
    const { chain } = checkpoint;
    const feeds = Object.fromEntries(_feed_js__WEBPACK_IMPORTED_MODULE_0__/* .FEEDS */ .SF.flatMap((name) => {
        const feed = checkpoint.feeds[name];
        return feed === undefined ? [] : [[name, reportGaps(feed)]];
    }));
    const followed = [...chain.followed, ...chain.heads.filter(({ commit }) => commit !== head.commit)];
    return { ...checkpoint, feeds, chain: { start: chain.start, ...sortLinks([head], followed) } };
}
/** Up to where the chain has spoken of a feed, or where it began to; `undefined` for a feed without a position. */
function reportedUpTo({ chain, epoch, feeds }, name) {
    const feed = feeds[name];
    if (feed === undefined)
        return undefined;
    const heads = chain.heads.flatMap((head) => (head.epoch === epoch ? (head.to[name] ?? []) : []));
    return Math.max(feed.begin, ...heads);
}
/** Gaps, or the parts of gaps, that no manifest has said yet. */
function unreportedGaps({ gaps, reported = [] }) {
    return reported.reduce((left, said) => left.flatMap((gap) => (isOfKind(gap, said) ? subtract(gap, said) : [gap])), gaps);
}
function isOfKind(a, b) {
    return a.kind === b.kind && a.certain === b.certain;
}
function subtract(gap, said) {
    if (said.to <= gap.from || said.from >= gap.to)
        return [gap];
    const before = said.from > gap.from ? [{ ...gap, to: said.from }] : [];
    const after = said.to < gap.to ? [{ ...gap, from: said.to }] : [];
    return [...before, ...after];
}
function reportGaps(feed) {
    const reported = (0,_gaps_js__WEBPACK_IMPORTED_MODULE_1__/* .keepGaps */ .tE)((0,_gaps_js__WEBPACK_IMPORTED_MODULE_1__/* .uniteGaps */ .rm)(feed.reported ?? [], feed.gaps));
    return reported.length === 0 ? feed : { ...feed, reported };
}
/** A commit that is followed anywhere is no head; the newest of all are kept. */
function sortLinks(heads, followed) {
    const links = new Map();
    for (const { generation, commit } of followed) {
        links.set(commit, { generation: Math.max(generation, links.get(commit)?.generation ?? 0), commit });
    }
    const open = new Map();
    for (const head of heads) {
        const known = open.get(head.commit);
        if (links.has(head.commit))
            continue;
        if (known === undefined || compareText(render(head), render(known)) > 0)
            open.set(head.commit, head);
    }
    const kept = [...open.values(), ...links.values()].sort(byNewest).slice(0, LINKS_MAX);
    return { heads: kept.filter(isHead), followed: kept.filter((link) => !isHead(link)) };
}
function isHead(link) {
    return 'sha256' in link;
}
function byNewest(a, b) {
    return b.generation - a.generation || compareText(b.commit, a.commit);
}
function render({ sha256, epoch, to }) {
    return JSON.stringify([sha256, epoch, to.web ?? null, to.git ?? null]);
}
function compareText(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
}


/***/ }),

/***/ 84735:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ CHECKPOINT_VERSION)
/* harmony export */ });
const CHECKPOINT_VERSION = 1;


/***/ }),

/***/ 94728:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G3: () => (/* binding */ uniteResets),
/* harmony export */   IH: () => (/* binding */ COMMITS_MAX),
/* harmony export */   eY: () => (/* binding */ uniteCommits),
/* harmony export */   fj: () => (/* binding */ join),
/* harmony export */   st: () => (/* binding */ uniteMarks)
/* harmony export */ });
/* unused harmony export RESETS_MAX */
/* harmony import */ var _assert_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(76779);
/* harmony import */ var _chain_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(22160);
/* harmony import */ var _feed_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(94049);
/* harmony import */ var _gaps_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(30312);
/* harmony import */ var _seen_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(35294);
/**
 * Joining positions. Any two checkpoints of one stream may be joined: the result claims what either claimed and remembers
 * what either delivered. Of two epochs the later one wins, whole: a position that was moved by hand is not moved back by an
 * older copy. `join` is idempotent, commutative and associative, so overlapping runs, re-runs, stale restores
 * and ambiguous saves are harmless by construction: whichever copies survive, in whatever order they are met, no claim
 * becomes false. An older copy only claims less.
 */





/** How many of the newest commits a checkpoint remembers. Taking the greatest of a union keeps join a lattice. */
const COMMITS_MAX = 24;
const RESETS_MAX = 40;
function join(a, b) {
    (0,_assert_js__WEBPACK_IMPORTED_MODULE_3__/* .assert */ .v)(a.stream === b.stream, 'only positions of one stream can be joined');
    return {
        version: a.version,
        stream: a.stream,
        generation: Math.max(a.generation, b.generation),
        epoch: Math.max(a.epoch, b.epoch),
        resets: uniteResets(a.resets, b.resets),
        commits: uniteCommits(a.commits, b.commits),
        artifact: latest(a.artifact, b.artifact),
        feeds: joinFeeds(a, b),
        counters: joinCounters(a.counters, b.counters),
        chain: (0,_chain_js__WEBPACK_IMPORTED_MODULE_0__/* .joinChains */ .F7)(a.chain, b.chain),
        ...joinDedupeId(a, b),
        ...joinOrigin(a, b),
    };
}
/** That of the later generation, with which the newest ids were made. */
function joinDedupeId(a, b) {
    const order = a.generation - b.generation || compareText(a.dedupeId ?? '', b.dedupeId ?? '');
    const { dedupeId } = order >= 0 ? a : b;
    return dedupeId === undefined ? {} : { dedupeId };
}
/** One order over the epochs, and within an epoch the join of its feeds: together a lattice again. */
function joinFeeds(a, b) {
    if (a.epoch !== b.epoch)
        return a.epoch > b.epoch ? a.feeds : b.feeds;
    return Object.fromEntries(_feed_js__WEBPACK_IMPORTED_MODULE_1__/* .FEEDS */ .SF.flatMap((name) => {
        const [left, right] = [a.feeds[name], b.feeds[name]];
        const feed = left === undefined ? right : right === undefined ? left : joinFeed(left, right);
        return feed === undefined ? [] : [[name, feed]];
    }));
}
function joinFeed(a, b) {
    const pick = (one, other) => pickSweep([a.generation, one.sweep], [b.generation, other.sweep]);
    const deep = joinFrontier(a.deep, b.deep, pick(a.deep, b.deep));
    return {
        generation: Math.max(a.generation, b.generation),
        begin: Math.min(a.begin, b.begin),
        tail: joinFrontier(a.tail, b.tail, pick(a.tail, b.tail)),
        deep,
        marks: uniteMarks(a.marks, b.marks),
        ...joinRefused(a, b),
        ...joinReported(a, b),
        seen: (0,_seen_js__WEBPACK_IMPORTED_MODULE_2__/* .cutSeen */ .iK)((0,_seen_js__WEBPACK_IMPORTED_MODULE_2__/* .uniteSeen */ .DN)(a.seen, b.seen), deep.claim),
        gaps: (0,_gaps_js__WEBPACK_IMPORTED_MODULE_4__/* .uniteGaps */ .rm)(a.gaps, b.gaps),
    };
}
/** Joined positions are of one repository and one target, but for one that was carried over: the greater, whatever the order. */
function joinOrigin(a, b) {
    const repositoryId = greaterText(a.repositoryId, b.repositoryId);
    const subject = greaterText(a.subject, b.subject);
    return { ...(repositoryId === undefined ? {} : { repositoryId }), ...(subject === undefined ? {} : { subject }) };
}
function greaterText(a, b) {
    if (a === undefined || b === undefined)
        return a ?? b;
    return a > b ? a : b;
}
function joinReported(a, b) {
    const reported = (0,_gaps_js__WEBPACK_IMPORTED_MODULE_4__/* .uniteGaps */ .rm)(a.reported ?? [], b.reported ?? []);
    return reported.length === 0 ? {} : { reported };
}
function joinRefused(a, b) {
    const refused = uniteMarks(a.refused ?? [], b.refused ?? []);
    return refused.length === 0 ? {} : { refused };
}
function joinFrontier(a, b, sweep) {
    return {
        claim: Math.max(a.claim, b.claim),
        completedAt: latest(a.completedAt, b.completedAt),
        sweep,
    };
}
/**
 * One of two sweeps, by a total order: that of the later generation (a closed sweep must not rise again from an older
 * copy), closed before open, the one that got farther, the one with the smaller head (it claims less). Never a mixture: a
 * head and a position are true only together.
 */
function pickSweep([genA, a], [genB, b]) {
    if (genA !== genB)
        return genA > genB ? a : b;
    if (a === null || b === null)
        return null;
    return compareSweeps(a, b) >= 0 ? a : b;
}
function compareSweeps(a, b) {
    return ((a.position?.ts ?? -1) - (b.position?.ts ?? -1) ||
        compareText(a.position?.after ?? '', b.position?.after ?? '') ||
        // Below here the order only has to be total, with the smaller claim first.
        (b.head ?? -1) - (a.head ?? -1) ||
        b.openedAt - a.openedAt ||
        compareText(copiesOf(b), copiesOf(a)) ||
        (b.from ?? _seen_js__WEBPACK_IMPORTED_MODULE_2__/* .TS_MAX */ .X7 + 1) - (a.from ?? _seen_js__WEBPACK_IMPORTED_MODULE_2__/* .TS_MAX */ .X7 + 1) ||
        compareText(b.net ?? '', a.net ?? ''));
}
function copiesOf(sweep) {
    return JSON.stringify(Object.entries(sweep.position?.copies ?? {}).sort(([a], [b]) => compareText(a, b)));
}
function uniteCommits(a, b) {
    return uniteSorted(a, b, (x, y) => y.generation - x.generation || compareText(y.id, x.id)).slice(0, COMMITS_MAX);
}
function uniteResets(a, b) {
    return uniteSorted(a, b, (x, y) => y.epoch - x.epoch ||
        compareText(x.feed, y.feed) ||
        compareText(x.run, y.run) ||
        y.to - x.to ||
        (y.from ?? -1) - (x.from ?? -1)).slice(0, RESETS_MAX);
}
function uniteMarks(a, b) {
    return uniteSorted(a, b, (x, y) => x.ts - y.ts || compareText(x.after, y.after));
}
function joinCounters(a, b) {
    return {
        events: Math.max(a.events, b.events),
        duplicates: Math.max(a.duplicates, b.duplicates),
        deadLetters: Math.max(a.deadLetters, b.deadLetters),
    };
}
function uniteSorted(a, b, compare) {
    const sorted = [...a, ...b].sort(compare);
    return sorted.filter((item, index) => {
        const previous = sorted[index - 1];
        return previous === undefined || compare(previous, item) !== 0;
    });
}
function latest(a, b) {
    if (a === null || b === null)
        return a ?? b;
    return Math.max(a, b);
}
function compareText(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
}


/***/ }),

/***/ 63837:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ byTime)
/* harmony export */ });
/** The order in which events are delivered. */
function byTime(a, b) {
    if (a.ts !== b.ts)
        return a.ts - b.ts;
    const [left, right] = [a.id ?? a.key, b.id ?? b.key];
    return left < right ? -1 : left > right ? 1 : 0;
}


/***/ }),

/***/ 94049:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   KW: () => (/* binding */ SERVER_RETENTION_MS),
/* harmony export */   SF: () => (/* binding */ FEEDS),
/* harmony export */   Y9: () => (/* binding */ CLOUD_RETENTION_MS)
/* harmony export */ });
/**
 * The two feeds of an audit log. GitHub runs them as separate pipelines with separate retention and lateness, so each has
 * its own claims; nothing ever compares a time of one with a time of the other.
 */
const FEEDS = ['web', 'git'];
const DAY_MS = 86_400_000;
/**
 * How long the cloud service keeps events, in milliseconds.
 * https://docs.github.com/en/enterprise-cloud@latest/organizations/keeping-your-organization-secure/managing-security-settings-for-your-organization/reviewing-the-audit-log-for-your-organization
 */
const CLOUD_RETENTION_MS = { web: 180 * DAY_MS, git: 7 * DAY_MS };
/** GitHub Enterprise Server keeps events for ever unless its administrator says otherwise. */
const SERVER_RETENTION_MS = {
    web: Number.POSITIVE_INFINITY,
    git: Number.POSITIVE_INFINITY,
};


/***/ }),

/***/ 30312:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   rm: () => (/* binding */ uniteGaps),
/* harmony export */   tE: () => (/* binding */ keepGaps)
/* harmony export */ });
/* unused harmony export POSSIBLE_GAPS_MAX */
/** Newest first. Idempotent, commutative and associative, for lists that it made itself. */
function uniteGaps(a, b) {
    const groups = Map.groupBy([...a, ...b], ({ kind, certain }) => `${kind} ${certain}`);
    return [...groups.values()].flatMap(mergeTouching).sort(byTime);
}
/** Of one kind and certainty. Which run found the gap: the first of them by name, so that the order of joins is no matter. */
function mergeTouching(gaps) {
    const merged = [];
    for (const gap of gaps.toSorted((x, y) => x.from - y.from || x.to - y.to)) {
        const last = merged.at(-1);
        if (last === undefined || gap.from > last.to)
            merged.push(gap);
        else
            merged[merged.length - 1] = { ...last, to: Math.max(last.to, gap.to), run: earlier(last.run, gap.run) };
    }
    return merged;
}
/** Gaps that are only possible, kept at most. */
const POSSIBLE_GAPS_MAX = 200;
/** What a position keeps: every certain gap, and the newest of the others. */
function keepGaps(gaps) {
    let possible = 0;
    return gaps.filter(({ certain }) => {
        if (!certain)
            possible += 1;
        return certain || possible <= POSSIBLE_GAPS_MAX;
    });
}
function earlier(a, b) {
    return a < b ? a : b;
}
const KINDS = ['retention', 'state-lost', 'capacity', 'reset'];
function byTime(a, b) {
    return (b.to - a.to ||
        b.from - a.from ||
        KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) ||
        Number(b.certain) - Number(a.certain));
}


/***/ }),

/***/ 62463:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $l: () => (/* binding */ parseString),
/* harmony export */   AN: () => (/* binding */ skipSpace),
/* harmony export */   eU: () => (/* binding */ endOfValue),
/* harmony export */   m2: () => (/* binding */ closingQuote)
/* harmony export */ });
/**
 * Finds its way through the text of JSON without parsing it, so that what is cut out or passed on stays byte for byte what
 * was sent. Every function expects text that `JSON.parse` accepts; for anything else its result means nothing.
 */
const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const SPACE = 0x20;
/** Where the string that opens at `open` ends: at the first quote with an even number of backslashes before it. */
function closingQuote(json, open) {
    for (let at = json.indexOf('"', open + 1); at !== -1; at = json.indexOf('"', at + 1)) {
        let backslashes = 0;
        while (json.charCodeAt(at - 1 - backslashes) === BACKSLASH)
            backslashes += 1;
        if (backslashes % 2 === 0)
            return at;
    }
    return json.length;
}
/** The first index from `at` on that is not whitespace. */
function skipSpace(json, at) {
    let next = at;
    while (json.charCodeAt(next) <= SPACE)
        next += 1;
    return next;
}
/** The index after the value that begins at `start`. No recursion: a value can be nested deeper than the call stack allows. */
function endOfValue(json, start) {
    let depth = 0;
    for (let at = start; at < json.length; at += 1) {
        switch (json.charCodeAt(at)) {
            case QUOTE:
                at = closingQuote(json, at);
                if (depth === 0)
                    return at + 1;
                break;
            case OPEN_BRACKET:
            case OPEN_BRACE:
                depth += 1;
                break;
            case CLOSE_BRACKET:
            case CLOSE_BRACE:
                // At depth 0 it closes what the value is in: the value was a number or a word.
                if (depth === 0)
                    return at;
                depth -= 1;
                if (depth === 0)
                    return at + 1;
                break;
            case COMMA:
                if (depth === 0)
                    return at;
                break;
            default:
                if (depth === 0 && json.charCodeAt(at) <= SPACE)
                    return at;
        }
    }
    return json.length;
}
/** What a JSON string says. Nearly all have no escape in them, and those need no parser. */
function parseString(json) {
    return json.includes('\\') ? JSON.parse(json) : json.slice(1, -1);
}


/***/ }),

/***/ 35294:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $E: () => (/* binding */ countSeen),
/* harmony export */   DN: () => (/* binding */ uniteSeen),
/* harmony export */   H_: () => (/* binding */ packSeen),
/* harmony export */   W$: () => (/* binding */ isPackedSeen),
/* harmony export */   WF: () => (/* binding */ SEEN_RECORD_BYTES),
/* harmony export */   X7: () => (/* binding */ TS_MAX),
/* harmony export */   h3: () => (/* binding */ seenTs),
/* harmony export */   hz: () => (/* binding */ hasSeenKey),
/* harmony export */   iK: () => (/* binding */ cutSeen),
/* harmony export */   s3: () => (/* binding */ NOTHING_SEEN),
/* harmony export */   v$: () => (/* binding */ seenBefore),
/* harmony export */   yC: () => (/* binding */ hasSeen)
/* harmony export */ });
/* unused harmony export seenRecords */
/* harmony import */ var _assert_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76779);
/**
 * The ids that were delivered, as one packed array: 22 bytes an id (6 of timestamp, big-endian, and 16 of key), ascending,
 * without repetition. A byte comparison is therefore a comparison by time, and union and cut are linear.
 * A key is never shorter than 128 bits: two events that share one would be one event lost.
 */

const SEEN_RECORD_BYTES = 22;
const TS_BYTES = 6;
const KEY_BYTES = SEEN_RECORD_BYTES - TS_BYTES;
const TS_MAX = 2 ** 48 - 1;
const NOTHING_SEEN = new Uint8Array(0);
function packSeen(records) {
    const packed = Buffer.alloc(records.length * SEEN_RECORD_BYTES);
    const order = records.toSorted((a, b) => a.ts - b.ts || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
    let length = 0;
    let previous;
    for (const record of order) {
        if (previous !== undefined && previous.ts === record.ts && previous.key === record.key)
            continue;
        packed.writeUIntBE(record.ts, length, TS_BYTES);
        const written = packed.write(record.key, length + TS_BYTES, 'hex');
        (0,_assert_js__WEBPACK_IMPORTED_MODULE_0__/* .assert */ .v)(record.key.length === 2 * KEY_BYTES && written === KEY_BYTES, 'a key has 32 hex digits');
        length += SEEN_RECORD_BYTES;
        previous = record;
    }
    return packed.subarray(0, length);
}
function countSeen(seen) {
    return seen.length / SEEN_RECORD_BYTES;
}
function seenTs(seen, index) {
    return asBuffer(seen).readUIntBE(index * SEEN_RECORD_BYTES, TS_BYTES);
}
function* seenRecords(seen) {
    const bytes = asBuffer(seen);
    for (let at = 0; at < bytes.length; at += SEEN_RECORD_BYTES) {
        yield { ts: bytes.readUIntBE(at, TS_BYTES), key: bytes.toString('hex', at + TS_BYTES, at + SEEN_RECORD_BYTES) };
    }
}
/** The union of two packed arrays. What lies before the other one's beginning is copied as it is: most of it, while reading. */
function uniteSeen(a, b) {
    if (a.length === 0)
        return b;
    if (b.length === 0)
        return a;
    const [left, right] = seenTs(a, 0) <= seenTs(b, 0) ? [asBuffer(a), asBuffer(b)] : [asBuffer(b), asBuffer(a)];
    const united = Buffer.allocUnsafe(a.length + b.length);
    let i = left.length - cutSeen(left, seenTs(right, 0)).length;
    let j = 0;
    let length = left.copy(united, 0, 0, i);
    while (i < left.length && j < right.length) {
        const order = left.compare(right, j, j + SEEN_RECORD_BYTES, i, i + SEEN_RECORD_BYTES);
        const [source, at] = order <= 0 ? [left, i] : [right, j];
        source.copy(united, length, at, at + SEEN_RECORD_BYTES);
        length += SEEN_RECORD_BYTES;
        if (order <= 0)
            i += SEEN_RECORD_BYTES;
        if (order >= 0)
            j += SEEN_RECORD_BYTES;
    }
    length += left.copy(united, length, i);
    length += right.copy(united, length, j);
    return united.subarray(0, length);
}
/** What of `seen` has a timestamp of `floor` or later. */
function cutSeen(seen, floor) {
    let [low, high] = [0, countSeen(seen)];
    while (low < high) {
        const middle = (low + high) >>> 1;
        if (seenTs(seen, middle) < floor)
            low = middle + 1;
        else
            high = middle;
    }
    return seen.subarray(low * SEEN_RECORD_BYTES);
}
/** What of `seen` stands before the first of `other`; all of it where that is empty. */
function seenBefore(seen, other) {
    if (other.length === 0)
        return seen;
    const bytes = asBuffer(seen);
    let [low, high] = [0, countSeen(seen)];
    while (low < high) {
        const middle = (low + high) >>> 1;
        const at = middle * SEEN_RECORD_BYTES;
        if (bytes.compare(other, 0, SEEN_RECORD_BYTES, at, at + SEEN_RECORD_BYTES) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return seen.subarray(0, low * SEEN_RECORD_BYTES);
}
/** Whether this event is among them. */
function hasSeen(seen, { ts, key }) {
    const bytes = asBuffer(seen);
    let [low, high] = [0, countSeen(seen)];
    // While a backlog is read nothing is older than what is remembered.
    if (high === 0 || ts > bytes.readUIntBE(bytes.length - SEEN_RECORD_BYTES, TS_BYTES))
        return false;
    const wanted = parseKey(key);
    while (low < high) {
        const middle = (low + high) >>> 1;
        const at = middle * SEEN_RECORD_BYTES;
        const after = bytes.readUIntBE(at, TS_BYTES) - ts;
        const order = after === 0 ? bytes.compare(wanted, 0, KEY_BYTES, at + TS_BYTES, at + SEEN_RECORD_BYTES) : after;
        if (order === 0)
            return true;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}
/** Whether an event of this key is, whenever it was. Looks through all of them. */
function hasSeenKey(seen, key) {
    const bytes = asBuffer(seen);
    const wanted = parseKey(key);
    for (let at = bytes.indexOf(wanted); at !== -1; at = bytes.indexOf(wanted, at + 1)) {
        if (at % SEEN_RECORD_BYTES === TS_BYTES)
            return true;
    }
    return false;
}
function parseKey(key) {
    const bytes = Buffer.from(key, 'hex');
    (0,_assert_js__WEBPACK_IMPORTED_MODULE_0__/* .assert */ .v)(key.length === 2 * KEY_BYTES && bytes.length === KEY_BYTES, 'a key has 32 hex digits');
    return bytes;
}
/** Whether bytes from outside are a packed array as this module writes it. */
function isPackedSeen(bytes) {
    if (bytes.length % SEEN_RECORD_BYTES !== 0)
        return false;
    const packed = asBuffer(bytes);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let before = -1;
    for (let at = 0; at < packed.length; at += SEEN_RECORD_BYTES) {
        const ts = view.getUint16(at) * 2 ** 32 + view.getUint32(at + 2);
        if (ts < before)
            return false;
        // Two of one instant are rare, so that most records are compared by their time alone.
        if (ts === before && packed.compare(packed, at, at + SEEN_RECORD_BYTES, at - SEEN_RECORD_BYTES, at) >= 0)
            return false;
        before = ts;
    }
    return true;
}
function asBuffer(bytes) {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}


/***/ }),

/***/ 66220:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ auditLogPath),
/* harmony export */   e: () => (/* binding */ subjectOf)
/* harmony export */ });
/** The same for every pipeline over one target: logins and slugs are not case sensitive on GitHub. */
function subjectOf({ kind, name }, apiHost) {
    return `${apiHost} ${kind} ${name.toLowerCase()}`;
}
/** The path of the target's audit log below the API root, without a trailing slash (GitHub answers that with 404). */
function auditLogPath(target) {
    const root = target.kind === 'organization' ? 'orgs' : 'enterprises';
    return `/${root}/${encodeURIComponent(target.name)}/audit-log`;
}


/***/ }),

/***/ 83341:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ DOCS_URL),
/* harmony export */   j: () => (/* binding */ TOOL)
/* harmony export */ });
/** The release, as in package.json (a test keeps them equal); name and version stand in every manifest. */
const TOOL = { name: 'collect-audit-log', version: '0.1.0' };
/** Where the documentation of this release is. */
const DOCS_URL = `https://github.com/OWNER/collect-audit-log/blob/v${TOOL.version}`;


/***/ }),

/***/ 12976:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ae: () => (/* binding */ canBeLost),
/* harmony export */   B9: () => (/* binding */ instantOf),
/* harmony export */   FR: () => (/* binding */ coldFeed),
/* harmony export */   JD: () => (/* binding */ isLost),
/* harmony export */   c2: () => (/* binding */ oldestClaim),
/* harmony export */   gs: () => (/* binding */ everythingLost),
/* harmony export */   nB: () => (/* binding */ refuseColdStart)
/* harmony export */ });
/* unused harmony exports firstFeed, firstClaim, feedFromFloor, feedAfter */
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73434);
/* harmony import */ var _model_seen_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(35294);


const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A first run: everything since `since`, as far as GitHub still holds it with an hour to spare. */
function firstFeed(start) {
    const claim = firstClaim(start);
    return {
        generation: 0,
        begin: claim,
        tail: { claim, completedAt: null, sweep: null },
        deep: { claim, completedAt: start.date, sweep: null },
        marks: [],
        seen: _model_seen_js__WEBPACK_IMPORTED_MODULE_1__/* .NOTHING_SEEN */ .s3,
        gaps: [],
    };
}
/** `since` as an instant, on the whole hour before it, so that two runs of one day begin at the same event. */
function firstClaim({ date, since, retentionMs }) {
    const hour = Math.floor(instantOf(since, date) / HOUR_MS) * HOUR_MS;
    return Math.max(hour, oldestClaim({ date, retentionMs }));
}
/** By the server's clock; not before 1970. */
function instantOf(moment, date) {
    return Math.max(0, moment.kind === 'instant' ? moment.at : date - moment.ms);
}
/** What GitHub still holds, with an hour to spare for reading it. */
function oldestClaim({ date, retentionMs }) {
    return Number.isFinite(retentionMs) ? Math.max(0, date - retentionMs + HOUR_MS) : 0;
}
/**
 * The floor is all that is left of the position: everything below it was delivered, everything above can be delivered
 * again.
 */
function feedFromFloor(floor) {
    const frontier = { claim: floor, completedAt: null, sweep: null };
    return { generation: 0, begin: floor, tail: frontier, deep: frontier, marks: [], seen: _model_seen_js__WEBPACK_IMPORTED_MODULE_1__/* .NOTHING_SEEN */ .s3, gaps: [] };
}
/**
 * No position, proven. Where this workflow succeeded before, it begins a day before that success or where a first run
 * would, whichever is earlier: a success does not mean caught up, and repeating is better than losing. A scheduled run
 * collects, so after one, events before the start can be missing.
 */
function feedAfter(history, start) {
    const first = firstFeed(start);
    if (history.kind === 'none')
        return first;
    const moved = backTo(first, Math.max(oldestClaim(start), history.startedAt - DAY_MS));
    return history.bySchedule ? withLoss(moved, start) : moved;
}
function backTo(first, at) {
    const claim = Math.min(first.tail.claim, at);
    return { ...first, begin: claim, tail: { ...first.tail, claim }, deep: { ...first.deep, claim } };
}
function withLoss(feed, { run }) {
    const gap = { from: 0, to: feed.tail.claim, kind: 'state-lost', certain: false, run };
    return { ...feed, gaps: [gap] };
}
/** Up to where events of a lost position may be missing; `undefined`: none was lost that this one knows of. */
function lossIn({ feeds }) {
    const losses = Object.values(feeds).flatMap(({ gaps }) => gaps.filter(({ kind }) => kind === 'state-lost'));
    return losses.length === 0 ? undefined : Math.min(...losses.map(({ to }) => to));
}
/** Where a feed begins that has no position. That it was lost with the other one, only the gap of that one still says. */
function coldFeed(name, found, start) {
    const floor = found.kind === 'none' ? undefined : found.floors[name];
    if (floor !== undefined)
        return feedFromFloor(floor);
    if (found.kind === 'none')
        return feedAfter(found.history, start);
    const lostUpTo = found.kind === 'resume' ? lossIn(found.checkpoint) : undefined;
    if (lostUpTo === undefined)
        return firstFeed(start);
    return withLoss(backTo(firstFeed(start), Math.max(oldestClaim(start), lostUpTo)), start);
}
/**
 * Whether there was a position of this feed, or can have been one, of which nothing but a name is left. Only the run that
 * finds it so knows it: what it saves has to say so of every such feed, also of one that it does not include.
 */
function isLost(name, found) {
    // Where other targets have positions, this one is most likely new.
    return canBeLost(name, found) && !(found.kind === 'none' && found.besides);
}
/** The same where nothing shows whether the target is a new one. */
function canBeLost(name, found) {
    if (found.kind === 'none')
        return found.history.kind === 'succeeded' && found.history.bySchedule;
    return found.floors[name] !== undefined;
}
/** Throws `CheckpointError` with `on-cold-start: fail`, unless every feed continues from a position. */
function refuseColdStart(found, { feeds, position, }) {
    const cold = found.kind === 'resume' ? feeds.filter((name) => found.checkpoint.feeds[name] === undefined) : feeds;
    if (position.onColdStart !== 'fail' || cold.length === 0)
        return;
    const feed = `the position of the ${cold.join(' and ')} feed`;
    const message = found.kind === 'floors'
        ? `${feed} is lost but for the names of its artifacts, and on-cold-start is fail`
        : `${feed} was not found, and on-cold-start is fail`;
    throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .CheckpointError */ .jg(message, {
        hint: 'Nothing was read. If a position must exist, find out who deleted it. To start without one, run once with on-cold-start: collect, or with mode: reset; see docs/troubleshooting.md#cold-start.',
    });
}
/** Fails once: all that was in reach is delivered, and the next run finds the position that this one saved. */
function everythingLost(found, { position: { onGap } }) {
    if (found?.kind !== 'none' || found.history.kind === 'none' || onGap === 'warn')
        return undefined;
    if (!found.history.bySchedule || found.besides)
        return undefined;
    return new _model_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .GapError */ .x5('every saved position is gone, although this workflow has collected by schedule', {
        hint: 'Everything from the start of this run on was delivered; earlier events may be missing. Find out who deleted the caches and artifacts, and fetch what GitHub still has with mode: pull; see docs/troubleshooting.md#cold-start.',
    });
}


/***/ }),

/***/ 77356:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   v: () => (/* binding */ newCheckpoint)
/* harmony export */ });
/* harmony import */ var _model_chain_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(22160);
/* harmony import */ var _model_checkpoint_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(84735);
/** The position of a stream that has none: no feed is claimed yet. */


function newCheckpoint(stream, found) {
    return {
        version: _model_checkpoint_js__WEBPACK_IMPORTED_MODULE_1__/* .CHECKPOINT_VERSION */ .A,
        stream,
        // Above every artifact of the past, or the next run would look at those and not at what this one saves.
        generation: found.kind === 'floors' ? found.generation : 0,
        epoch: found.kind === 'floors' ? found.epoch : 0,
        resets: [],
        commits: [],
        artifact: null,
        feeds: {},
        counters: { events: 0, duplicates: 0, deadLetters: 0 },
        chain: (0,_model_chain_js__WEBPACK_IMPORTED_MODULE_0__/* .newChain */ .Yg)(hasCollected(found) ? 'position-lost' : 'first-run'),
    };
}
/** Whether this stream can have had a position: a scheduled run collects. */
function hasCollected(found) {
    return found.kind === 'floors' || (found.history.kind === 'succeeded' && found.history.bySchedule);
}


/***/ }),

/***/ 93705:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   QK: () => (/* binding */ nextCheckpoint),
/* harmony export */   _m: () => (/* binding */ nextFeed)
/* harmony export */ });
/* unused harmony export thinMarks */
/* harmony import */ var _model_claims_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(94728);
/* harmony import */ var _model_gaps_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(30312);
/* harmony import */ var _model_seen_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(35294);



/** Marks kept at most; losing one costs requests, never an event. */
const MARKS_MAX = 1_000;
function nextFeed(draft, { pending, generation }, limits) {
    const seen = (0,_model_seen_js__WEBPACK_IMPORTED_MODULE_1__/* .cutSeen */ .iK)((0,_model_seen_js__WEBPACK_IMPORTED_MODULE_1__/* .uniteSeen */ .DN)(draft.seen, (0,_model_seen_js__WEBPACK_IMPORTED_MODULE_1__/* .packSeen */ .H_)(pending)), draft.deep.claim);
    const floor = Math.max(draft.deep.claim, Math.min(floorFor(seen, limits.dedupeCapacity), draft.tail.claim));
    const gap = floor > draft.deep.claim
        ? { from: draft.deep.claim, to: floor, kind: 'capacity', certain: false, run: limits.run }
        : undefined;
    const above = (0,_model_seen_js__WEBPACK_IMPORTED_MODULE_1__/* .cutSeen */ .iK)(seen, floor);
    const forgotten = Math.max(0, (0,_model_seen_js__WEBPACK_IMPORTED_MODULE_1__/* .countSeen */ .$E)(above) - limits.dedupeCapacity);
    return {
        feed: {
            generation,
            begin: draft.begin,
            tail: draft.tail,
            deep: { ...draft.deep, claim: floor },
            ...keepMarks(draft, floor, limits.overlapMs),
            seen: above.subarray(forgotten * _model_seen_js__WEBPACK_IMPORTED_MODULE_1__/* .SEEN_RECORD_BYTES */ .WF),
            gaps: (0,_model_gaps_js__WEBPACK_IMPORTED_MODULE_2__/* .keepGaps */ .tE)(gap === undefined ? draft.gaps : (0,_model_gaps_js__WEBPACK_IMPORTED_MODULE_2__/* .uniteGaps */ .rm)(draft.gaps, [gap])),
            ...(draft.reported === undefined ? {} : { reported: draft.reported }),
        },
        gap,
        forgotten,
    };
}
/** The lowest floor at which no more than `capacity` ids are left. */
function floorFor(seen, capacity) {
    const excess = (0,_model_seen_js__WEBPACK_IMPORTED_MODULE_1__/* .countSeen */ .$E)(seen) - capacity;
    return excess <= 0 ? 0 : (0,_model_seen_js__WEBPACK_IMPORTED_MODULE_1__/* .seenTs */ .h3)(seen, excess - 1) + 1;
}
/** Next to the marks those that were refused, as long as a mark of their stretch can come back from an older copy. */
function keepMarks(draft, floor, overlapMs) {
    const positions = [draft.tail, draft.deep].flatMap(({ sweep }) => sweep?.position?.ts ?? []);
    const marks = thinMarks(draft.marks, { floor, overlapMs, positions });
    const oldest = Math.min(marks[0]?.ts ?? floor, floor);
    const refused = (draft.refused ?? []).filter(({ ts }) => ts >= oldest).slice(-MARKS_MAX);
    return refused.length === 0 ? { marks } : { marks, refused };
}
/** Marks that stay in front of a position: when that is refused, a sweep goes back by a page and not by an `overlap`. */
const MARKS_BEFORE_A_POSITION = 4;
/**
 * One mark for each `overlap` of time, the smallest in it, and nothing older than the newest one below the floor but for
 * those in front of a position: a sweep starts strictly below its claim, and no claim is below the floor, but a sweep that
 * began there with the filter alone has to get up to its claim first.
 */
function thinMarks(marks, { floor, overlapMs, positions = [], }) {
    const cell = (mark) => Math.floor(mark.ts / overlapMs);
    const before = (ts) => marks.filter((mark) => mark.ts < ts).slice(-MARKS_BEFORE_A_POSITION);
    const close = new Set(positions.flatMap(before));
    const thinned = marks.filter((mark, i) => {
        const previous = marks[i - 1];
        return close.has(mark) || previous === undefined || cell(previous) < cell(mark);
    });
    const oldest = thinned.findLastIndex((mark) => mark.ts < floor);
    let kept = thinned.filter((mark, i) => i >= oldest || close.has(mark));
    while (kept.length > MARKS_MAX)
        kept = kept.filter((_, i) => i % 2 === 0);
    return kept;
}
function nextCheckpoint(current, { feeds, commit, delivered, }) {
    return {
        ...current,
        generation: commit.generation,
        commits: (0,_model_claims_js__WEBPACK_IMPORTED_MODULE_0__/* .uniteCommits */ .eY)(current.commits, [commit]),
        feeds: { ...current.feeds, ...feeds },
        counters: {
            events: current.counters.events + delivered.events,
            duplicates: current.counters.duplicates + delivered.duplicates,
            deadLetters: current.counters.deadLetters + delivered.deadLetters,
        },
    };
}


/***/ }),

/***/ 60755:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  n: () => (/* binding */ uploadCommit)
});

// EXTERNAL MODULE: ./lib/checkpoint/artifact-name.js
var artifact_name = __webpack_require__(4304);
// EXTERNAL MODULE: ./lib/delivery/send-artifact.js + 1 modules
var send_artifact = __webpack_require__(89686);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/delivery/delivery-folder.js
var delivery_folder = __webpack_require__(7827);
;// CONCATENATED MODULE: ./lib/delivery/staged-commit.js
/**
 * The files of one commit in a folder of their own, exactly as its artifact holds them. The folder is new for each commit,
 * and every file is closed before it is uploaded: the uploader reads them in the background, where an error kills the run.
 */


/** Rejects with `DeliveryError`. */
async function stageCommit(content, { dir, files, commitId }) {
    const root = (0,external_node_path_.join)(dir, commitId);
    await files.remove(root).catch((error) => {
        throw (0,delivery_folder/* notWritten */.xc)(error);
    });
    const folder = new delivery_folder/* DeliveryFolder */.nh(root, files);
    await folder.add(content);
    return { root, paths: folder.paths, discard: () => files.remove(root).catch(() => { }) };
}

// EXTERNAL MODULE: ./lib/model/assert.js
var assert = __webpack_require__(76779);
;// CONCATENATED MODULE: ./lib/position/upload-commit.js
/**
 * One commit as one artifact, under a name that says which position it makes true: its finalize is delivery and commit at
 * once, so it resolves only when the list of artifacts shows it.
 */




/** Rejects with `DeliveryError`. */
async function uploadCommit(content, checkpoint, { artifacts, files, clock, log, stagingDir, note }, signal) {
    const [commit] = checkpoint.commits;
    (0,assert/* assert */.v)(commit !== undefined, 'a checkpoint that is committed names its commit');
    const staged = await stageCommit(content, { dir: stagingDir, files, commitId: commit.id });
    try {
        const described = (0,artifact_name/* describeCheckpoint */.QK)(checkpoint);
        const nameOf = (attempt) => (0,artifact_name/* renderArtifactName */.Ut)(artifacts.prefix, described, attempt);
        const sent = await (0,send_artifact/* sendArtifact */.f)(staged, { artifacts: artifacts.client, clock, nameOf, note }, signal);
        log.info(`Artifact ${sent.name} uploaded, ${sent.sizeBytes} bytes.`);
        return sent;
    }
    finally {
        // An upload that was given up still reads its files, and the toolkit ends the process when one is gone.
        if (!signal.aborted)
            await staged.discard();
    }
}


/***/ }),

/***/ 97673:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   r: () => (/* binding */ waitWithin)
/* harmony export */ });
/** Resolves with `undefined` once there is time for more, else with why there is none. */
async function waitWithin(clock, wait, signal) {
    if (signal.aborted)
        return { kind: 'stopped', reason: 'cancelled' };
    if (clock.now() >= wait.deadlineAt)
        return { kind: 'stopped', reason: 'max-duration' };
    if (wait.ms <= 0)
        return undefined;
    if (clock.now() + wait.ms >= wait.deadlineAt)
        return { kind: 'stopped', reason: wait.otherwise };
    try {
        await clock.sleep(wait.ms, signal);
    }
    catch (error) {
        if (signal.aborted)
            return { kind: 'stopped', reason: 'cancelled' };
        throw error;
    }
    return undefined;
}


/***/ }),

/***/ 95741:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ renderDuration)
/* harmony export */ });
/** Durations in the words of a log line: exact enough to act on, never in milliseconds. */
/** `0.4 s`, `61 s`, `12 min`, `1.5 h`; an endless one is `for ever`. */
function renderDuration(ms) {
    if (!Number.isFinite(ms))
        return 'for ever';
    if (ms < 10_000)
        return `${trim(ms / 1000)} s`;
    if (ms < 120_000)
        return `${Math.round(ms / 1000)} s`;
    if (ms < 5_400_000)
        return `${Math.round(ms / 60_000)} min`;
    return `${trim(ms / 3_600_000)} h`;
}
function trim(value) {
    return value.toFixed(1).replace(/\.0$/, '');
}


/***/ }),

/***/ 29424:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   MZ: () => (/* binding */ codesOf),
/* harmony export */   TR: () => (/* binding */ isCertificateCode),
/* harmony export */   cs: () => (/* binding */ isHopeless),
/* harmony export */   u8: () => (/* binding */ CONNECT_CODES),
/* harmony export */   v5: () => (/* binding */ isUnconnected),
/* harmony export */   x9: () => (/* binding */ describeWay)
/* harmony export */ });
/** The codes by which a failed connection says what it is; messages are never looked at, because they hold addresses and more. */
/** Of OpenSSL's verification as Node names them: https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const CERTIFICATE = /^(?:CERT_.*|.*_CERT|.*_CERT_LOCALLY|.*_LEAF_SIGNATURE|SELF_SIGNED_CERT_IN_CHAIN|INVALID_CA|PATH_LENGTH_EXCEEDED|HOSTNAME_MISMATCH|ERR_TLS_CERT_ALTNAME_INVALID)$/;
/** The system or client codes of an error and its causes, and of every address that was tried without success. */
function codesOf(error) {
    return [...new Set(walk(error, 0))];
}
function walk(error, depth) {
    if (!(error instanceof Error) || depth === 5)
        return [];
    const own = 'code' in error && typeof error.code === 'string' && /^[A-Z0-9_]{1,40}$/.test(error.code);
    const tried = error instanceof AggregateError ? error.errors : [];
    return [
        ...(own ? [String(error.code)] : []),
        ...tried.flatMap((one) => walk(one, depth + 1)),
        ...walk(error.cause, depth + 1),
    ];
}
/** Where the request had to go through, as ` through the proxy HOST:PORT`; '' where it went direct or is not known. */
function describeWay(error) {
    const proxy = error instanceof Error && 'proxy' in error ? error.proxy : undefined;
    return typeof proxy === 'string' && /^[\w.:[\]-]{1,260}$/.test(proxy) ? ` through the proxy ${proxy}` : '';
}
/** Whether there was no connection at all, so that nothing of the request can be the reason. */
function isUnconnected(error) {
    return error instanceof Error && error.name === 'ConnectionError';
}
/** Failures before the other side had the request, by their codes. */
const CONNECT_CODES = {
    unknownHost: /^(?:ENOTFOUND|EAI_.*|ENODATA)$/,
    refused: /^(?:ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|EADDRNOTAVAIL|ENETDOWN)$/,
    timedOut: /^ETIMEDOUT$/,
    tls: /^(?:EPROTO|ERR_SSL_.*|ERR_TLS_.*)$/,
    proxyRefused: /^PROXY_HTTP_\d+$/,
};
/**
 * A connection that waiting does not bring about: a host name that does not exist (name servers that do not answer say EAI_AGAIN), a
 * proxy that is not there, or one that refuses.
 */
function isHopeless(error) {
    const codes = codesOf(error);
    const isProxyGone = describeWay(error) !== '' && codes.includes('ECONNREFUSED');
    return isProxyGone || codes.some((code) => code === 'ENOTFOUND' || /^PROXY_HTTP_4\d\d$/.test(code));
}
/** A certificate that cannot be trusted, which another try does not fix either. */
function isCertificateCode(code) {
    return CERTIFICATE.test(code);
}


/***/ }),

/***/ 95014:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ parseHttpDate)
/* harmony export */ });
/**
 * The one date format that HTTP senders may write (IMF-fixdate). Anything else is no date: a guess here would move the
 * server's clock, by which every claim is judged. https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7
 */
const IMF_FIXDATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;
/** Epoch milliseconds, or `undefined` for a text that is no such date. */
function parseHttpDate(text) {
    const trimmed = text?.trim();
    if (trimmed === undefined || !IMF_FIXDATE.test(trimmed))
        return undefined;
    const at = Date.parse(trimmed);
    if (!Number.isFinite(at))
        return undefined;
    // Date.parse rolls 31 February over into March; the day of the week is redundant and nobody's concern.
    return new Date(at).toUTCString().slice(5) === trimmed.slice(5) ? at : undefined;
}


/***/ }),

/***/ 15257:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ys: () => (/* binding */ RateBudget),
/* harmony export */   jR: () => (/* binding */ readRetryAfterMs),
/* harmony export */   y9: () => (/* binding */ readRateLimit),
/* harmony export */   zO: () => (/* binding */ readStatedWaitMs)
/* harmony export */ });
/* harmony import */ var _http_date_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(95014);

/** The reset is given in full seconds, and the machines behind one name differ a little. */
const RESET_MARGIN_MS = 1000;
/** `x-ratelimit-remaining` and `x-ratelimit-reset`; `undefined` from a server that has no limit (GHES by default). */
function readRateLimit(headers) {
    const remaining = integer(headers['x-ratelimit-remaining']);
    if (remaining === undefined)
        return undefined;
    const reset = integer(headers['x-ratelimit-reset']);
    return { remaining, resetAt: reset === undefined ? undefined : reset * 1000 };
}
/**
 * `Retry-After` in milliseconds from the moment of the response: full seconds, or a date against the response's own
 * `Date` (against `now` when it has none).
 */
function readRetryAfterMs(headers, now) {
    const text = headers['retry-after']?.trim();
    const seconds = integer(text);
    if (seconds !== undefined)
        return seconds * 1000;
    const at = (0,_http_date_js__WEBPACK_IMPORTED_MODULE_0__/* .parseHttpDate */ .m)(text);
    return at === undefined ? undefined : Math.max(0, at - ((0,_http_date_js__WEBPACK_IMPORTED_MODULE_0__/* .parseHttpDate */ .m)(headers['date']) ?? now));
}
/** How long the response demands to wait, in milliseconds: `Retry-After`, else the reset when nothing is left. */
function readStatedWaitMs(headers, now) {
    const retryAfterMs = readRetryAfterMs(headers, now);
    if (retryAfterMs !== undefined)
        return retryAfterMs;
    const limit = readRateLimit(headers);
    if (limit?.remaining !== 0 || limit.resetAt === undefined)
        return undefined;
    return Math.max(0, limit.resetAt + RESET_MARGIN_MS - ((0,_http_date_js__WEBPACK_IMPORTED_MODULE_0__/* .parseHttpDate */ .m)(headers['date']) ?? now));
}
/** What is left of the hourly budget, as last reported, and until when it has to be spared. */
class RateBudget {
    #clock;
    #limit;
    #last;
    constructor(clock) {
        this.#clock = clock;
    }
    /** Requests of a window in all, as last reported; `undefined` when no response had it. */
    get limit() {
        return this.#limit;
    }
    /** Requests left as last reported; `undefined` when no response had it. */
    get remaining() {
        return this.#last?.remaining;
    }
    /** Records a response that has just come. One that says nothing about the limit changes nothing. */
    observe(headers) {
        const limit = readRateLimit(headers);
        if (limit === undefined)
            return;
        this.#limit = integer(headers['x-ratelimit-limit']) ?? this.#limit;
        const now = this.#clock.now();
        const serverNow = (0,_http_date_js__WEBPACK_IMPORTED_MODULE_0__/* .parseHttpDate */ .m)(headers['date']) ?? now;
        const untilReset = limit.resetAt === undefined ? 0 : limit.resetAt + RESET_MARGIN_MS - serverNow;
        // A server that sends Retry-After accepts the next request then, whatever the reset says.
        const untilWelcome = Math.min(untilReset, readRetryAfterMs(headers, now) ?? Number.POSITIVE_INFINITY);
        this.#last = { remaining: limit.remaining, freeAt: now + untilWelcome };
    }
    /** How long to wait before the next request so that `reserve` requests stay for others, in milliseconds. */
    holdMs(reserve) {
        if (this.#last === undefined || this.#last.remaining > reserve)
            return 0;
        return Math.max(0, this.#last.freeAt - this.#clock.now());
    }
}
function integer(text) {
    const trimmed = text?.trim();
    return trimmed !== undefined && /^\d+$/.test(trimmed) ? Number(trimmed) : undefined;
}


/***/ }),

/***/ 20026:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  f: () => (/* binding */ Retry)
});

// EXTERNAL MODULE: ./lib/model/errors.js
var errors = __webpack_require__(73434);
;// CONCATENATED MODULE: ./lib/resilience/backoff.js
/** The longest wait after `failures` failed tries (1 or more), in milliseconds. */
function backoffCapMs(settings, failures) {
    if (settings.initialBackoffMs === 0)
        return 0;
    return Math.min(settings.maxBackoffMs, settings.initialBackoffMs * settings.multiplier ** (failures - 1));
}
/** A whole number of milliseconds between 0 and the cap, both included; `chance` is uniform in [0, 1). */
function backoffMs(settings, failures, chance) {
    return Math.floor(chance * (Math.floor(backoffCapMs(settings, failures)) + 1));
}

;// CONCATENATED MODULE: ./lib/resilience/circuit-breaker.js
class CircuitBreaker {
    #settings;
    #now;
    #state = { kind: 'closed', failures: 0 };
    constructor(settings, now) {
        this.#settings = settings;
        this.#now = now;
    }
    get state() {
        if (this.#state.kind === 'open' && this.#now() >= this.#state.until) {
            this.#state = { kind: 'half-open', successes: 0 };
        }
        return this.#state;
    }
    /** How long nobody tries, in milliseconds; 0 when a try is welcome. */
    get coolingMs() {
        const state = this.state;
        return state.kind === 'open' ? state.until - this.#now() : 0;
    }
    succeeded() {
        const state = this.state;
        switch (state.kind) {
            case 'closed':
                this.#state = { kind: 'closed', failures: 0 };
                return;
            case 'half-open': {
                const successes = state.successes + 1;
                this.#state =
                    successes >= this.#settings.successes ? { kind: 'closed', failures: 0 } : { kind: 'half-open', successes };
                return;
            }
            case 'open':
                // A straggler that was sent before the circuit opened proves nothing about the server now.
                return;
        }
    }
    failed() {
        const state = this.state;
        switch (state.kind) {
            case 'closed': {
                const failures = state.failures + 1;
                this.#state = failures >= this.#settings.failures ? this.#opened() : { kind: 'closed', failures };
                return;
            }
            case 'half-open':
                this.#state = this.#opened();
                return;
            case 'open':
                return;
        }
    }
    #opened() {
        return { kind: 'open', until: this.#now() + this.#settings.cooldownMs };
    }
}

// EXTERNAL MODULE: ./lib/resilience/deadline.js
var deadline = __webpack_require__(97673);
// EXTERNAL MODULE: ./lib/resilience/duration.js
var duration = __webpack_require__(95741);
;// CONCATENATED MODULE: ./lib/resilience/retry.js
/**
 * The one retry layer. A task is tried until it is done, until its tries are used up, or until a limit of the run is
 * reached; no wait and no try goes beyond the deadline, and a try that never settles cannot hold the run.
 * What a failure means is the task's knowledge; how long to wait and when to give up is decided here.
 */





/** A server that says "come back in 0 s" repeatedly is called no faster than this, doubled each time. */
const WAIT_MIN_MS = 1000;
/** Longer waits are warnings: someone who watches the run should know why nothing moves. */
const LONG_WAIT_MS = 30_000;
const NOTHING_DUE = { ms: 0, otherwise: 'max-duration' };
/** Retries against one server: its circuit breaker lives as long as this does. */
class Retry {
    #deps;
    #breaker;
    constructor(deps) {
        this.#deps = deps;
        this.#breaker = new CircuitBreaker(deps.settings.breaker, () => deps.clock.now());
    }
    /** Rejects with the task's own `fail` error, or with `UpstreamError` when the tries are used up. */
    async run(task, deadlineAt, signal) {
        const failures = [];
        let waits = 0;
        let due;
        for (;;) {
            const stopped = await this.#waitUntilDue({ task, due, deadlineAt }, signal);
            if (stopped !== undefined)
                return stopped;
            const verdict = await this.#try(task, deadlineAt, signal);
            switch (verdict.kind) {
                case 'done':
                    this.#breaker.succeeded();
                    return verdict;
                case 'stopped':
                    return verdict;
                case 'fail':
                    throw verdict.error;
                case 'wait':
                    due = waitDue(verdict, waits);
                    waits += 1;
                    break;
                case 'retry':
                    failures.push(verdict.failure);
                    this.#breaker.failed();
                    if (failures.length >= this.#deps.settings.retry.attempts)
                        throw usedUp(task.what, failures, verdict.hint);
                    due = this.#retryDue(verdict, failures.length);
                    break;
            }
        }
    }
    /** The longest of what is due, what the breaker demands and what the budget demands; again until nothing is left. */
    async #waitUntilDue(next, signal) {
        const { clock } = this.#deps;
        let due = next.due;
        for (;;) {
            const all = [due, this.#breakerDue(), holdDue(next.task)].filter((candidate) => candidate !== undefined);
            const longest = all.reduce((a, b) => (a === undefined || b.ms > a.ms ? b : a), undefined);
            if (longest !== undefined) {
                const fits = clock.now() + longest.ms < next.deadlineAt;
                this.#tell(`${next.task.what}: ${all.map(({ why }) => why).join('; ')}`, longest.ms, fits);
            }
            const { ms, otherwise } = longest ?? NOTHING_DUE;
            const stopped = await (0,deadline/* waitWithin */.r)(clock, { ms, otherwise, deadlineAt: next.deadlineAt }, signal);
            if (stopped !== undefined || longest === undefined)
                return stopped;
            due = undefined;
        }
    }
    async #try(task, deadlineAt, signal) {
        const { clock, settings } = this.#deps;
        const leftMs = deadlineAt - clock.now();
        const scope = clock.timeout(Math.min(leftMs, settings.requestTimeoutMs), signal);
        const sent = await settle(task, scope.signal).finally(() => scope.done());
        if (sent.kind === 'answered')
            return task.judge(sent.answer);
        if (signal.aborted)
            return { kind: 'stopped', reason: 'cancelled' };
        if (scope.signal.aborted && leftMs <= settings.requestTimeoutMs)
            return { kind: 'stopped', reason: 'max-duration' };
        if (sent.error instanceof errors/* CollectError */.h0)
            return { kind: 'fail', error: sent.error };
        return task.classify(sent.error);
    }
    #retryDue(disposition, failed) {
        const { settings, random } = this.#deps;
        const stated = disposition.waitMs;
        return {
            ms: stated ?? backoffMs(settings.retry, failed, random.next()),
            otherwise: stated === undefined ? 'max-duration' : 'rate-limit',
            why: `${disposition.failure}, try ${failed + 1} of ${settings.retry.attempts} follows`,
        };
    }
    #breakerDue() {
        const ms = this.#breaker.coolingMs;
        return ms > 0
            ? { ms, otherwise: 'circuit-open', why: 'the circuit breaker is open after too many failures in a row' }
            : undefined;
    }
    #tell(line, waitMs, fits) {
        const wait = (0,duration/* renderDuration */.P)(waitMs);
        const sentence = `${line} (${fits ? `waiting ${wait}` : `a wait of ${wait} does not fit before the deadline`}).`;
        if (waitMs > LONG_WAIT_MS)
            this.#deps.log.warning(sentence);
        else
            this.#deps.log.info(sentence);
    }
}
function waitDue(disposition, waits) {
    return {
        ms: Math.max(disposition.waitMs, WAIT_MIN_MS * 2 ** waits),
        otherwise: 'rate-limit',
        why: disposition.failure,
    };
}
function holdDue(task) {
    const ms = task.holdMs?.() ?? 0;
    return ms > 0 ? { ms, otherwise: 'rate-limit', why: 'the rate limit is down to the reserve' } : undefined;
}
/** Settles with the try or with the signal, whichever comes first: some requests never settle, not even when aborted. */
function settle(task, signal) {
    return new Promise((resolve) => {
        // Before the client hears of it: clients dress an abort up as many things, Octokit as status 500.
        const onAbort = () => resolve({ kind: 'failed', error: signal.reason });
        if (signal.aborted)
            return onAbort();
        signal.addEventListener('abort', onAbort, { once: true });
        const tried = (async () => task.send(signal))();
        tried
            .then((answer) => resolve({ kind: 'answered', answer }), (error) => resolve({ kind: 'failed', error }))
            .finally(() => signal.removeEventListener('abort', onAbort));
    });
}
/** `Reading a page of the web feed failed 5 times (HTTP 502, 3 times; no answer in time, 2 times)` */
function usedUp(what, failures, hint) {
    const kinds = [...Map.groupBy(failures, (failure) => failure)].map(([failure, all]) => `${failure}, ${times(all)}`);
    return new errors/* UpstreamError */.gA(`${what} failed ${times(failures)} (${kinds.join('; ')})`, { hint });
}
function times(list) {
    return list.length === 1 ? 'once' : `${list.length} times`;
}


/***/ }),

/***/ 58795:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hy: () => (/* binding */ systemFiles),
/* harmony export */   dN: () => (/* binding */ realPathOf),
/* harmony export */   vs: () => (/* binding */ privateFiles)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _random_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(18385);
/** The file system as a value. Paths are absolute. Every failure rejects with Node's own error. */



const systemFiles = filesWith({});
/** New files and folders are for the user alone, where the system knows such a thing. */
const privateFiles = filesWith({ file: 0o600, folder: 0o700 });
/** Where `path` really is, or would be once it is made: every symbolic link on the way followed, also one to nowhere. */
async function realPathOf(path) {
    try {
        return await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(path);
    }
    catch {
        if ((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path) === path)
            return path;
        const parent = await realPathOf((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path));
        const target = await readTarget(path);
        return target === undefined ? (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(parent, (0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(path)) : (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(parent, target);
    }
}
async function readTarget(path) {
    const isLink = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.lstat)(path).then((stats) => stats.isSymbolicLink(), () => false);
    return isLink ? (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readlink)(path) : undefined;
}
function filesWith(modes) {
    return {
        async read(path) {
            return ifThere(path, (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(path));
        },
        async readEnd(path, bytesMax) {
            return ifThere(path, withReader(path, async (handle) => {
                const { size } = await handle.stat();
                const end = Buffer.alloc(Math.min(size, bytesMax));
                const { bytesRead } = await handle.read(end, 0, end.length, size - end.length);
                return end.subarray(0, bytesRead);
            }));
        },
        async holds(path, content) {
            return ((await ifThere(path, withReader(path, (handle) => isExactly(handle, content)))) ?? false);
        },
        async replace(path, content) {
            await makeFolder(path, modes);
            // Of its own: two processes that wrote into one draft would make one file of both.
            const draft = `${path}.${_random_js__WEBPACK_IMPORTED_MODULE_2__/* .systemRandom */ .v.token()}.tmp`;
            try {
                await withHandle(draft, { flags: 'wx', mode: modes.file }, (handle) => handle.writeFile(content));
                await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rename)(draft, path);
            }
            catch (error) {
                await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(draft, { force: true });
                throw error;
            }
            await withHandle((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path), { flags: 'r', mode: undefined }, async () => { });
        },
        async append(path, pieces) {
            await makeFolder(path, modes);
            await withHandle(path, { flags: 'a', mode: modes.file }, (handle) => handle.writeFile(pieces));
        },
        async exists(path) {
            return (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(path).then(() => true, (error) => {
                if (error.code === 'ENOENT')
                    return false;
                throw error;
            });
        },
        async list(path) {
            const entries = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)(path, { withFileTypes: true }).catch((error) => {
                if (error.code === 'ENOENT')
                    return [];
                throw error;
            });
            return entries.flatMap((entry) => (entry.isFile() ? [entry.name] : [])).sort();
        },
        async move(from, to) {
            await makeFolder(to, modes);
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rename)(from, to);
        },
        async remove(path) {
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(path, { recursive: true, force: true });
        },
    };
}
async function ifThere(path, reading) {
    return reading.catch((error) => {
        if (error.code === 'ENOENT')
            return undefined;
        // Of a folder, Node says everything but its path.
        throw Object.assign(error, { path });
    });
}
async function withReader(path, work) {
    const handle = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.open)(path, 'r');
    try {
        return await work(handle);
    }
    finally {
        await handle.close();
    }
}
const COMPARED_BYTES = 256 * 1024;
async function isExactly(handle, content) {
    const piece = Buffer.alloc(COMPARED_BYTES);
    for (let at = 0;;) {
        const { bytesRead } = await handle.read(piece, 0, piece.length, at);
        if (bytesRead === 0)
            return at === content.length;
        if (piece.compare(content, at, Math.min(at + bytesRead, content.length), 0, bytesRead) !== 0)
            return false;
        at += bytesRead;
    }
}
/** The folder that `path` lies in. */
async function makeFolder(path, { folder }) {
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdir)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path), { recursive: true, ...(folder === undefined ? {} : { mode: folder }) });
}
/** Opens, works, flushes to the disk, closes. A folder cannot be flushed on Windows; the rename is then all there is. */
async function withHandle(path, { flags, mode }, work) {
    const handle = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.open)(path, flags, mode);
    try {
        await work(handle);
        await handle.sync().catch((error) => {
            if (error.code !== 'EPERM')
                throw error;
        });
    }
    finally {
        await handle.close();
    }
}


/***/ }),

/***/ 7460:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ watchSystemHttp)
/* harmony export */ });
/* harmony import */ var node_diagnostics_channel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(53053);
/**
 * Sees what becomes of the requests that libraries make over `node:http`, which they report as a number, as "Error" or in the
 * server's words. Nothing that a request or an answer says is kept: a method, a path without its query, a status, a code.
 * https://nodejs.org/api/diagnostics_channel.html#http
 */

/** All requests of this process over `node:http`. `fetch` is not among them. */
const watchSystemHttp = (see) => {
    const subscriptions = [
        subscribe('http.client.request.start', ({ request }) => see({ kind: 'sent', request: describe(request) })),
        subscribe('http.client.response.finish', ({ request, response }) => {
            const status = response?.statusCode ?? 0;
            const errorCode = readErrorCode(response?.headers['x-ms-error-code']);
            see({ kind: 'answered', request: describe(request), status, errorCode });
        }),
        subscribe('http.client.request.error', ({ request, error }) => {
            see({ kind: 'failed', request: describe(request), error });
        }),
    ];
    return () => {
        for (const unsubscribe of subscriptions)
            unsubscribe();
    };
};
function subscribe(name, listen) {
    const from = (0,node_diagnostics_channel__WEBPACK_IMPORTED_MODULE_0__.channel)(name);
    const onMessage = (message) => listen(message);
    from.subscribe(onMessage);
    return () => {
        from.unsubscribe(onMessage);
    };
}
function describe(request) {
    const [path = '', query = ''] = request.path.split('?', 2);
    const part = new URLSearchParams(query).get('comp') ?? undefined;
    return { method: request.method, path, part, isProxied: request.method === 'CONNECT' || hasProxy(request) };
}
/** The agents that the toolkits make for a proxy keep its address: `tunnel` and `https-proxy-agent`. */
function hasProxy(request) {
    const agent = 'agent' in request ? request.agent : undefined;
    return typeof agent === 'object' && agent !== null && ('proxy' in agent || 'proxyOptions' in agent);
}
function readErrorCode(value) {
    return typeof value === 'string' && /^[A-Za-z]{1,60}$/.test(value) ? value : undefined;
}


/***/ }),

/***/ 21093:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ keepMemoryLow)
/* harmony export */ });
/* harmony import */ var node_v8__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(78877);
/**
 * Keeps the process small. A run reads much and keeps little; V8 would answer by growing the young space and, with it,
 * everything that survives it, and by letting the old space grow to a multiple of what lives in it before it looks again.
 * A hundred thousand events into a sink, wall and processor time and peak memory, medians of five that alternate
 * (`heap-growing-percent` with a young space that stays small; `none`: the options of Node):
 *
 *     none   2.2 s, 2.3 s, 225 MB
 *     60     2.4 s, 2.8 s, 140 MB   (the collector of garbage then runs for a third of the processor time)
 *     150    2.1 s, 2.3 s, 160 MB
 *     300    2.1 s, 2.2 s, 186 MB
 *
 * The options of the process are the runner's, so these can only be set from inside.
 */

function keepMemoryLow() {
    (0,node_v8__WEBPACK_IMPORTED_MODULE_0__.setFlagsFromString)('--semi-space-growth-factor=1');
    (0,node_v8__WEBPACK_IMPORTED_MODULE_0__.setFlagsFromString)('--heap-growing-percent=150');
    // The artifact client looks at every body whether it is a form. That would load all of Node's own `fetch`, 9 MB of a quiet
    // run, to find that none is: nothing here sends forms, and without the class it does not look.
    Reflect.deleteProperty(globalThis, 'FormData');
}


/***/ }),

/***/ 18385:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ seededRandom),
/* harmony export */   v: () => (/* binding */ systemRandom)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/** Chance as a value, so that a simulated history, or a recorded run, can be repeated from its seed. */

const systemRandom = {
    next: () => Math.random(),
    // Not Web Crypto, whose modules take 2 ms to load.
    token: () => (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(4).toString('hex'),
};
/** The same numbers in the same order for the same `seed`, of which 32 bits count. (mulberry32, public domain) */
function seededRandom(seed) {
    let state = seed >>> 0;
    const next = () => {
        state = (state + 0x6d2b79f5) >>> 0;
        let mixed = Math.imul(state ^ (state >>> 15), state | 1);
        mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
    return {
        next,
        token: () => Math.floor(next() * 2 ** 32)
            .toString(16)
            .padStart(8, '0'),
    };
}


/***/ }),

/***/ 76471:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ describeHost)
/* harmony export */ });
/** @param apiUrl an absolute URL, checked when the inputs were */
function describeHost(apiUrl) {
    const url = new URL(apiUrl);
    if (url.hostname === 'api.github.com') {
        return { kind: 'github.com', webOrigin: 'https://github.com', rootLooksRight: true };
    }
    if (/^api\.[^.]+\.ghe\.com$/.test(url.hostname)) {
        const web = url.hostname.slice('api.'.length);
        return { kind: 'data-residency', webOrigin: `https://${web}`, rootLooksRight: true };
    }
    return { kind: 'server', webOrigin: url.origin, rootLooksRight: /^\/api\/v3\/?$/.test(url.pathname) };
}


/***/ }),

/***/ 67512:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L1: () => (/* binding */ parsePhrase),
/* harmony export */   gF: () => (/* binding */ renderPhrase),
/* harmony export */   nV: () => (/* binding */ parseInstant)
/* harmony export */ });
const SINCE = /^created:>=(.+)$/i;
const RANGE = /^created:([^.]+(?:\.\d+[^.]*)?)\.\.([^.]+(?:\.\d+[^.]*)?)$/i;
const WHY = 'only one created:>=INSTANT, or created:INSTANT..INSTANT of a pull, is accepted there: otherwise the position, or since and until, say which events are read';
const SHAPE = 'a date like 2026-01-31 or a date-time like 2026-01-31T10:00:00Z or \u2026+01:00';
/**
 * Parses the `phrase` input. A text is the problem with it; it goes on after `got \u2026`, begins with `which` and quotes
 * nothing of the input.
 */
function parsePhrase(text) {
    const words = splitWords(text);
    if (words === undefined)
        return 'which has a quoted string that is not closed, or a backslash in front of a quote';
    const limits = words.filter(limitsTime);
    const [limit, ...others] = limits;
    const rest = words.filter((word) => !limits.includes(word)).join(' ');
    if (limit === undefined)
        return { phrase: rest };
    if (others.length > 0)
        return `which has more than one created: qualifier; ${WHY}`;
    const range = RANGE.exec(limit);
    if (range !== null)
        return parseCreatedRange(rest, range[1] ?? '', range[2] ?? '');
    const instant = SINCE.exec(limit)?.[1];
    if (instant === undefined)
        return `which has another created: qualifier; ${WHY}`;
    const since = parseInstant(instant);
    if (since === undefined)
        return `which has a created:>= without ${SHAPE}`;
    return { phrase: rest, since };
}
/** As GitHub reads it, both ends are part of the range: a date means all of its day, a date-time all of its second. */
function parseCreatedRange(phrase, from, to) {
    const [since, last] = [parseInstant(from), parseInstant(to)];
    if (since === undefined || last === undefined)
        return `which has a range in created: without ${SHAPE} at both ends`;
    const until = to.includes('T') ? Math.floor(last / 1000) * 1000 + 1000 : last + 86_400_000;
    if (until <= since)
        return 'which has a range in created: that ends before it begins';
    return { phrase, since, until };
}
/**
 * The phrase to send. The edges (epoch milliseconds) are widened to the second, because `created:` knows no smaller
 * unit, so that the filter never lets in less than was requested; '' when there is nothing to search for.
 */
function renderPhrase(phrase, createdFrom, createdTo) {
    if (createdFrom === undefined)
        return phrase;
    // A retention without end puts the start before all time; nothing was logged before 1970.
    const from = renderSecond(Math.max(0, createdFrom));
    const created = createdTo === undefined ? `>=${from}` : `${from}..${renderSecond(createdTo + 999)}`;
    return phrase === '' ? `created:${created}` : `${phrase} created:${created}`;
}
/** Floored. */
function renderSecond(ms) {
    return new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
const INSTANT = /^(\d{4}-\d{2}-\d{2})(?:T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,9}))?)?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)?)?$/;
/** Epoch milliseconds of an ISO 8601 date or date-time, UTC when it names no zone, not before 1970; else `undefined`. */
function parseInstant(text) {
    const [, date, hours = '00', minutes = '00', seconds = '00', fraction = '', zone = 'Z'] = INSTANT.exec(text) ?? [];
    if (date === undefined)
        return undefined;
    const midnight = Date.parse(`${date}T00:00:00Z`);
    // Date.parse reads 31 February as 3 March.
    if (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== date)
        return undefined;
    const ms = fraction.slice(0, 3).padEnd(3, '0');
    const at = Date.parse(`${date}T${hours}:${minutes}:${seconds}.${ms}${zone}`);
    return at < 0 ? undefined : at;
}
/** The words of a phrase, each quoted string as one, or `undefined` when it is not clear where a quoted string ends. */
function splitWords(text) {
    // Whether GitHub reads \" as a quote inside a string is not documented; either guess could hide a created:.
    if (text.includes('\\"'))
        return undefined;
    const words = [];
    let word = '';
    for (const [index, part] of text.split('"').entries()) {
        if (index % 2 === 1) {
            word += `"${part}"`;
            continue;
        }
        const [first = '', ...more] = part.split(/\s+/);
        word += first;
        for (const next of more) {
            words.push(word);
            word = next;
        }
    }
    if (text.split('"').length % 2 === 0)
        return undefined;
    return [...words, word].filter((each) => each !== '');
}
/** Whether a word has `created:` outside quotes and not as the end of another key, also glued on with `-`, `+` or `%20`. */
function limitsTime(word) {
    const unquoted = word.replaceAll(/"[^"]*"/g, '""');
    return /(?:^|[^a-z_.])created:/i.test(unquoted);
}


/***/ })

};
