export const id = 903;
export const ids = [903];
export const modules = {

/***/ 18108:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ createDecryption),
/* harmony export */   o: () => (/* binding */ NotARecipient)
/* harmony export */ });
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73434);

/** No identity that was given opens this file. */
class NotARecipient extends Error {
    name = 'NotARecipient';
}
const ENCRYPTED_FILE = /^(?:age-encryption\.org\/v1|-----BEGIN AGE ENCRYPTED FILE-----)/;
const UNMATCHED = /no identity matched/;
/** Throws `InputError` where a file holds anything but identities and comments. */
async function createDecryption(files) {
    const { Decrypter } = await __webpack_require__.e(/* import() */ 73).then(__webpack_require__.bind(__webpack_require__, 74073));
    const decrypter = new Decrypter();
    for (const { path, text } of files) {
        if (ENCRYPTED_FILE.test(text))
            throw refused(path, 'it is protected by a passphrase');
        const lines = text.split(/\r?\n/).map((line, index) => ({ line: line.trim(), number: index + 1 }));
        const identities = lines.filter(({ line }) => line !== '' && !line.startsWith('#'));
        if (identities.length === 0)
            throw refused(path, 'no identity is in it');
        for (const { line, number } of identities) {
            if (!isAdded(decrypter, line))
                throw refused(path, `line ${number} is no identity that can be used`);
        }
    }
    return async function* decrypt(pieces) {
        const clear = await decrypter.decrypt(ReadableStream.from(copies(pieces))).catch((error) => {
            throw error instanceof Error && UNMATCHED.test(error.message) ? new NotARecipient() : error;
        });
        for await (const piece of clear)
            yield Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    };
}
/** What the library says of a wrong one may quote it. */
function isAdded(decrypter, identity) {
    try {
        decrypter.addIdentity(identity);
        return true;
    }
    catch {
        return false;
    }
}
/** A piece is valid until the next one is requested, and a stream requests it before it is done. */
async function* copies(pieces) {
    for await (const piece of pieces)
        yield Uint8Array.from(piece);
}
function refused(path, why) {
    return new _model_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`the file ${path} of --identity cannot be used: ${why}`, {
        hint: 'Give a file as `age-keygen -o` writes it, with AGE-SECRET-KEY-1\u2026 on a line of its own; see docs/evidence.md#encryption.',
    });
}


/***/ }),

/***/ 10958:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  f: () => (/* binding */ listEntries)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/model/errors.js
var errors = __webpack_require__(73434);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
;// CONCATENATED MODULE: ./lib/runtime/zip-file.js

/** What is in it, without folders. Rejects with an `Error` of the library when it is not a zip file. */
async function listZip(path) {
    const zip = await openZip(path);
    try {
        const entries = [];
        await new Promise((resolve, reject) => {
            zip.on('error', reject);
            zip.on('end', resolve);
            zip.on('entry', (entry) => {
                const { fileName: name, uncompressedSize: bytes } = entry;
                if (!name.endsWith('/'))
                    entries.push({ name, bytes, read: () => readEntry(path, entry) });
                zip.readEntry();
            });
            zip.readEntry();
        });
        return entries;
    }
    finally {
        zip.close();
    }
}
async function openZip(path) {
    const { default: yauzl } = await __webpack_require__.e(/* import() */ 663).then(__webpack_require__.t.bind(__webpack_require__, 20663, 19));
    return new Promise((resolve, reject) => {
        yauzl.open(path, { lazyEntries: true, autoClose: false }, (error, zip) => {
            if (error === null && zip !== undefined)
                resolve(zip);
            else
                reject(error);
        });
    });
}
async function* readEntry(path, entry) {
    const zip = await openZip(path);
    try {
        const stream = await (0,external_node_util_.promisify)(zip.openReadStream.bind(zip, entry))();
        for await (const piece of stream)
            yield piece;
    }
    finally {
        zip.close();
    }
}

;// CONCATENATED MODULE: ./lib/evidence/deliveries/entries.js
/**
 * Everything that lies under the paths that somebody gave: files of folders, and entries of zip files as if each zip were a
 * folder. One list, whatever the mixture and the order of the paths; what is given twice is there once.
 */



const ZIP = /\.zip$/i;
/** Rejects with `InputError` for a path where nothing is. */
async function listEntries(paths, tree) {
    const entries = new Map();
    const search = { tree, alone: new Set(), unreadable: new Map() };
    for (const path of paths) {
        for await (const entry of entriesAt(path, search))
            entries.set(entry.path, entry);
    }
    return {
        entries: [...entries.values()].sort((a, b) => (a.path < b.path ? -1 : 1)),
        alone: search.alone,
        unreadable: [...search.unreadable].map(([path, why]) => ({ path, why })),
    };
}
async function* entriesAt(path, search) {
    const { tree, alone } = search;
    const kind = await tree.kindOf(path);
    if (kind === undefined) {
        throw new errors/* InputError */.dz(`there is nothing at ${path}`, {
            hint: 'Give folders, zip files or manifests that exist; see docs/evidence.md#verify.',
        });
    }
    if (kind === 'folder') {
        for await (const file of tree.list(path, 'tree'))
            yield* entryOf(file.path, file.bytes, search);
        return;
    }
    if (ZIP.test(path))
        return yield* entriesOfZip(path, search);
    alone.add(path);
    // What it names lies next to it.
    for await (const file of tree.list((0,external_node_path_.dirname)(path), 'folder'))
        yield fileEntry(file.path, file.bytes, tree);
}
async function* entryOf(path, bytes, search) {
    if (ZIP.test(path))
        yield* entriesOfZip(path, search);
    else
        yield fileEntry(path, bytes, search.tree);
}
function fileEntry(path, bytes, tree) {
    return { path, folder: (0,external_node_path_.dirname)(path), name: (0,external_node_path_.basename)(path), bytes, read: () => tree.read(path) };
}
async function* entriesOfZip(path, { unreadable }) {
    const listed = await listZip(path).catch((error) => {
        unreadable.set(path, (0,errors/* describeForeign */.eQ)(error));
        return [];
    });
    for (const { name, bytes, read } of listed) {
        const inside = (0,external_node_path_.join)(path, name);
        yield { path: inside, folder: (0,external_node_path_.dirname)(inside), name: (0,external_node_path_.basename)(name), bytes, read };
    }
}


/***/ }),

/***/ 76224:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  i1: () => (/* binding */ findDeliveries),
  _e: () => (/* binding */ holdsDeadLetters),
  tk: () => (/* binding */ isReadFrom),
  yw: () => (/* binding */ readAll)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/evidence/chain.js
var chain = __webpack_require__(96056);
// EXTERNAL MODULE: ./lib/evidence/manifest.js
var manifest = __webpack_require__(2676);
// EXTERNAL MODULE: ./lib/evidence/manifest-shape.js
var manifest_shape = __webpack_require__(91136);
;// CONCATENATED MODULE: ./lib/evidence/deliveries/chain-order.js
/** The oldest first, pulls last, each list once. */
function inOrder(deliveries) {
    const known = new Map(deliveries.map((delivery) => [delivery.sha256, delivery]));
    const placed = new Set();
    for (const delivery of deliveries.toSorted(byTime)) {
        const waiting = [delivery];
        for (let top = waiting.at(-1); top !== undefined; top = waiting.at(-1)) {
            const parent = top.manifest.parents
                .flatMap(({ sha256 }) => known.get(sha256) ?? [])
                .find((each) => !placed.has(each));
            if (parent !== undefined)
                waiting.push(parent);
            else {
                placed.add(top);
                waiting.pop();
            }
        }
    }
    return [...placed];
}
function byTime(a, b) {
    const [left, right] = [a.manifest, b.manifest];
    return (Number(left.stream === null) - Number(right.stream === null) ||
        Date.parse(left.createdAt) - Date.parse(right.createdAt) ||
        (left.generation ?? 0) - (right.generation ?? 0) ||
        compareText(left.commit, right.commit) ||
        compareText(a.sha256, b.sha256));
}
function compareText(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
}

;// CONCATENATED MODULE: ./lib/evidence/deliveries/find-deliveries.js
/**
 * The deliveries among the files that were listed: each manifest, wherever its copies lie, and next to each copy the files that
 * it names. A delivery is what its manifest's SHA-256 says; two manifests of one commit are two deliveries, and one is wrong.
 */





/** Whether a delivery is read from this file: from one copy of several, and what that one lacks from the first of the others that has it. */
function isReadFrom({ copies }, { path }) {
    const lackedBy = (name) => copies.flatMap(({ files }) => files).find(({ facts, entry }) => facts.name === name && entry !== undefined)?.entry;
    return fullest(copies)?.files.some(({ facts, entry }) => (entry ?? lackedBy(facts.name))?.path === path) === true;
}
/** The first of those that have most of the events. */
function fullest(copies) {
    if (copies.length < 2)
        return copies[0];
    const whole = copies.find(({ files }) => files.every(({ entry }) => entry !== undefined));
    if (whole !== undefined)
        return whole;
    const counts = copies.map(({ files }) => files.reduce((sum, each) => sum + eventsIn(each), 0));
    return copies[counts.indexOf(Math.max(...counts))];
}
function eventsIn({ facts, entry }) {
    return entry === undefined || holdsDeadLetters(facts.name) ? 0 : facts.events;
}
/** `name` is that of a file next to its manifest, or of an object below the root of an archive. */
function holdsDeadLetters(name) {
    return /^(?:pulls\/)?dead-letters/.test(name);
}
const CHECKPOINT_FILE = 'checkpoint.json';
const MANIFEST_NAME = /^manifest(?:-\d+)?\.json$/;
/** What stands before the folder in which an archive keeps its manifests. */
const ARCHIVE_ROOT = /^(.*[\\/]|)(?:pulls[\\/])?manifests[\\/]/;
const LINES_NAME = /\.ndjson(?:\.gz|\.zst)?(?:\.age)?$/;
/** A manifest is a few kilobytes; whatever is larger under its name is none. */
const MANIFEST_BYTES_MAX = 4_000_000;
async function findDeliveries({ entries, alone }) {
    const byPath = new Map(entries.map((entry) => [entry.path, entry]));
    const folders = Map.groupBy(entries, ({ folder }) => folder);
    const found = new Map();
    const noManifests = [];
    for (const entry of entries.filter((each) => isManifest(each, alone, folders))) {
        const bytes = entry.bytes > MANIFEST_BYTES_MAX ? undefined : await readAll(entry);
        const manifest = bytes === undefined ? undefined : (0,manifest_shape/* parseManifest */.N)(bytes);
        if (bytes === undefined || manifest === undefined) {
            noManifests.push(entry);
            continue;
        }
        const sha256 = (0,chain/* sha256Of */.Bj)(bytes);
        const known = found.get(sha256) ?? { manifest, copies: [] };
        found.set(sha256, known);
        known.copies.push(copyOf(entry, manifest, { siblings: folders.get(entry.folder) ?? [], byPath }));
    }
    const deliveries = inOrder([...found].map(([sha256, each]) => ({ sha256, ...each })));
    const files = storedFiles(deliveries);
    const named = new Set(files.map(({ entry }) => entry.path));
    const unnamed = entries.filter(({ name, path, folder }) => {
        const isLooked = !hasAlone(folder, alone, folders);
        return isLooked && LINES_NAME.test(name) && !named.has(path);
    });
    return { deliveries, files, positions: storedPositions(entries, deliveries), noManifests, unnamed };
}
/** Of a small file; `undefined` where it cannot be read to its end. */
async function readAll(entry) {
    const pieces = [];
    try {
        for await (const piece of entry.read())
            pieces.push(Buffer.from(piece));
    }
    catch {
        return undefined;
    }
    return Buffer.concat(pieces);
}
function isManifest({ name, path, folder }, alone, folders) {
    if (alone.has(path))
        return true;
    if (hasAlone(folder, alone, folders))
        return false;
    return MANIFEST_NAME.test(name) || (name.endsWith('.json') && ARCHIVE_ROOT.test(path));
}
/** Whether a file of this folder was given by itself. */
function hasAlone(folder, alone, folders) {
    return alone.size > 0 && (folders.get(folder) ?? []).some(({ path }) => alone.has(path));
}
/** In an archive the manifest names objects below its root, anywhere else the files next to it. */
function copyOf(at, { files, objects }, { siblings, byPath }) {
    const called = (name) => siblings.find((entry) => entry.name === name);
    const [, root] = ARCHIVE_ROOT.exec(at.path) ?? [];
    const named = root === undefined || objects.length === 0
        ? files.map((facts) => ({ facts, entry: called(facts.name) }))
        : objects.map((facts) => ({ facts, entry: byPath.get((0,external_node_path_.join)(root, facts.name)) }));
    return {
        at,
        signature: called(`${at.name}.sig`),
        files: named,
        position: at.name === manifest/* MANIFEST_FILE */.h1 ? called(CHECKPOINT_FILE) : undefined,
    };
}
function storedPositions(entries, deliveries) {
    const byPath = new Map(entries.map((entry) => [entry.path, entry]));
    const owners = new Map(deliveries.flatMap((delivery) => delivery.copies.flatMap(({ position }) => (position ? [[position.path, delivery]] : []))));
    return entries
        .filter(({ name }) => name === CHECKPOINT_FILE)
        .map((entry) => ({
        entry,
        signature: byPath.get(`${entry.path}.sig`),
        delivery: owners.get(entry.path),
    }));
}
/** A run with several commits appends each to the files in its folder, in the order in which they were made. */
function storedFiles(deliveries) {
    const files = new Map();
    for (const delivery of deliveries) {
        for (const { facts, entry } of delivery.copies.flatMap((copy) => copy.files)) {
            if (entry === undefined)
                continue;
            const file = files.get(entry.path) ?? { entry, parts: [] };
            files.set(entry.path, file);
            // A manifest may be there under two names.
            if (!file.parts.some((part) => part.delivery === delivery))
                file.parts.push({ delivery, facts });
        }
    }
    return [...files.values()];
}


/***/ }),

/***/ 87751:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  p: () => (/* binding */ isEncrypted),
  c: () => (/* binding */ readContent)
});

// EXTERNAL MODULE: ./lib/evidence/encryption.js
var encryption = __webpack_require__(29224);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
;// CONCATENATED MODULE: ./lib/evidence/lines/decompress.js
/**
 * The lines of a stored file as the bytes that they were: of gzip with several members, and of zstd with several frames, because
 * each commit adds one. Nothing is held but what one piece unpacks to. Rejects where a file is damaged or cut.
 */


/** `name` says how the file is compressed. */
async function* decompress(pieces, name) {
    if (name.endsWith('.zst'))
        yield* decompressZstd(pieces);
    else if (name.endsWith('.gz')) {
        // A piece is valid until the next one is requested, and the decompressor requests it before it is done.
        const gunzip = (0,external_node_zlib_.createGunzip)();
        // What fails is met by the loop.
        (0,external_node_stream_.pipeline)(external_node_stream_.Readable.from(copies(pieces)), gunzip, () => { });
        for await (const piece of gunzip)
            yield piece;
    }
    else
        yield* pieces;
}
async function* copies(pieces) {
    for await (const piece of pieces)
        yield Buffer.from(piece);
}
/** Of what is taken at a time; it can unpack to many times as much. */
const SLICE_BYTES = 64 * 1024;
/** Node's decompressor ends with the first frame and leaves out what follows in the same piece. */
async function* decompressZstd(pieces) {
    let frames = new ZstdFrames();
    for await (const piece of pieces) {
        for (let at = 0; at < piece.length;) {
            const slice = Buffer.from(piece.subarray(at, at + SLICE_BYTES));
            const taken = await frames.take(slice);
            yield* frames.output();
            at += taken;
            if (taken < slice.length)
                frames = new ZstdFrames();
        }
    }
    await frames.end();
    yield* frames.output();
}
class ZstdFrames {
    #stream = (0,external_node_zlib_.createZstdDecompress)();
    #failed;
    #ended;
    #output = [];
    #given = 0;
    constructor() {
        this.#failed = new Promise((_, reject) => this.#stream.once('error', reject));
        this.#failed.catch(() => { });
        this.#ended = new Promise((resolve) => this.#stream.once('end', () => resolve('ended')));
        this.#stream.on('data', (piece) => this.#output.push(piece));
    }
    /** How many bytes belonged to frames so far; fewer than given: the last frame ended within them. */
    async take(bytes) {
        this.#given += bytes.length;
        const written = new Promise((resolve) => {
            this.#stream.write(bytes, () => resolve('written'));
        });
        const how = await Promise.race([written, this.#ended, this.#failed]);
        return how === 'written' ? bytes.length : bytes.length - (this.#given - this.#stream.bytesWritten);
    }
    output() {
        const output = this.#output;
        this.#output = [];
        return output;
    }
    async end() {
        if (this.#given === 0)
            return;
        this.#stream.end();
        await Promise.race([this.#ended, this.#failed]);
    }
}

;// CONCATENATED MODULE: ./lib/evidence/deliveries/read-content.js


function isEncrypted({ name }) {
    return name.endsWith(encryption/* ENCRYPTED_SUFFIX */.T);
}
/**
 * `decrypt`: for a file that is encrypted. Pieces are valid until the next one is requested. Rejects where it cannot be
 * read.
 */
function readContent(entry, decrypt) {
    if (!isEncrypted(entry))
        return decompress(entry.read(), entry.name);
    if (decrypt === undefined)
        throw new Error('an encrypted file needs an identity');
    return decompress(decrypt(entry.read()), entry.name.slice(0, -encryption/* ENCRYPTED_SUFFIX */.T.length));
}


/***/ }),

/***/ 12844:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ Fingerprints)
/* harmony export */ });
const RUN_LENGTH = 1 << 20;
/** 8 MB each. */
const RUNS_IN_MEMORY_MAX = 6;
class Fingerprints {
    #scratch;
    #runs = [];
    #spilled = [];
    #open = new BigUint64Array(RUN_LENGTH);
    #halves = new Uint32Array(this.#open.buffer);
    #size = 0;
    constructor(scratch) {
        this.#scratch = scratch;
    }
    /** Two halves of 32 bits. To be called again only after `settle`, when that is due. */
    add(high, low) {
        this.#halves[2 * this.#size] = low;
        this.#halves[2 * this.#size + 1] = high;
        this.#size += 1;
        if (this.#size < RUN_LENGTH)
            return;
        this.#close();
    }
    /** Makes room; cheap when there is room. */
    async settle() {
        while (this.#runs.length > RUNS_IN_MEMORY_MAX) {
            const run = this.#runs.shift();
            if (run === undefined)
                return;
            const name = `fingerprints-${this.#spilled.length}`;
            await this.#scratch.write(name, [new Uint8Array(run.buffer, run.byteOffset, run.byteLength)]);
            this.#spilled.push(name);
        }
    }
    /** How many were there before, and nothing can be added afterwards. */
    async countRepeated() {
        this.#close();
        const runs = [
            ...this.#runs.map((run) => [halvesOf(run)][Symbol.iterator]()),
            ...this.#spilled.map((name) => halvesIn(this.#scratch.read(name))),
        ];
        return countEqual(runs);
    }
    #close() {
        this.#runs.push(this.#open.subarray(0, this.#size).sort());
        this.#open = new BigUint64Array(RUN_LENGTH);
        this.#halves = new Uint32Array(this.#open.buffer);
        this.#size = 0;
    }
}
function halvesOf(run) {
    return new Uint32Array(run.buffer, run.byteOffset, run.length * 2);
}
/** Pieces are a megabyte, and a run is a whole number of words. */
async function* halvesIn(pieces) {
    for await (const { buffer, byteOffset, byteLength } of pieces) {
        yield new Uint32Array(buffer.slice(byteOffset, byteOffset + byteLength));
    }
}
/** A merge of sorted runs by their heads: few runs, so the smallest is looked for one by one. */
async function countEqual(runs) {
    const heads = [];
    for (const run of runs) {
        const head = { run, halves: new Uint32Array(), at: 0, high: 0, low: 0 };
        if (await advance(head))
            heads.push(head);
    }
    let repeated = 0;
    let [lastHigh, lastLow] = [-1, -1];
    for (let least = leastOf(heads); least !== undefined; least = leastOf(heads)) {
        if (least.high === lastHigh && least.low === lastLow)
            repeated += 1;
        [lastHigh, lastLow] = [least.high, least.low];
        least.at += 2;
        if (!step(least) && !(await advance(least)))
            heads.splice(heads.indexOf(least), 1);
    }
    return repeated;
}
function leastOf(heads) {
    let least = heads[0];
    for (const head of heads) {
        if (least === undefined || head.high < least.high || (head.high === least.high && head.low < least.low))
            least = head;
    }
    return least;
}
/** Whether there is another word in what is at hand. */
function step(head) {
    if (head.at >= head.halves.length)
        return false;
    head.low = head.halves[head.at] ?? 0;
    head.high = head.halves[head.at + 1] ?? 0;
    return true;
}
async function advance(head) {
    const next = await head.run.next();
    if (next.done === true)
        return false;
    head.halves = next.value;
    head.at = 0;
    return step(head);
}


/***/ }),

/***/ 58909:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ lineReader)
/* harmony export */ });
/* harmony import */ var _dedupe_event_key_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(95669);
/**
 * What a line of a delivery says of its event, in whatever format it is written: when it happened, and what it is recognized by.
 * Only as much is read as an order and a comparison need.
 */

/** `dedupeId`: the path of the id in the event that GitHub sent. */
function lineReader(format, dedupeId) {
    const path = dedupeId.split('.');
    return (line) => {
        const value = parseObject(line);
        return value === undefined ? undefined : factsOf(value, format, path);
    };
}
function factsOf(value, format, dedupeId) {
    switch (format) {
        case 'raw': {
            const id = (0,_dedupe_event_key_js__WEBPACK_IMPORTED_MODULE_0__/* .idAt */ .jj)(value, dedupeId);
            const facts = named(value['@timestamp'], id === undefined ? undefined : `${typeof id} ${id}`);
            return facts === undefined ? undefined : { ...facts, tie: id === undefined ? '' : String(id) };
        }
        case 'envelope':
            return named(value['ts'], textIn(value['meta'], 'key'));
        case 'cloudevents':
            return named(value['time'], textIn(value, 'id'));
        case 'ecs':
            return named(value['@timestamp'], textIn(value['event'], 'id'));
        case 'ocsf':
            return named(value['time'], textIn(value['metadata'], 'uid'));
    }
}
/** The mapped formats write the key of an event that has no id, so that each line has one. */
function named(when, identity) {
    const ts = typeof when === 'number' ? Math.floor(when) : typeof when === 'string' ? Date.parse(when) : Number.NaN;
    return Number.isNaN(ts) ? undefined : { ts, identity, tie: identity ?? '' };
}
function textIn(value, name) {
    const text = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
    return typeof text === 'string' && text !== '' ? text : undefined;
}
function parseObject(line) {
    try {
        const value = JSON.parse(line);
        return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 91314:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  D: () => (/* binding */ mergeDeliveries)
});

// EXTERNAL MODULE: ./lib/model/errors.js
var errors = __webpack_require__(73434);
// EXTERNAL MODULE: ./lib/model/one-line.js
var one_line = __webpack_require__(33160);
// EXTERNAL MODULE: ./lib/evidence/decryption.js
var decryption = __webpack_require__(18108);
;// CONCATENATED MODULE: ./lib/evidence/lines/line-batches.js
/** The lines of a stream of bytes, many at a time: a step of an asynchronous loop for each line would cost more than the line. */
const LINE_FEED = 0x0a;
/** Each line without its line feed; a last line without one counts as well. */
async function* lineBatches(pieces) {
    let rest = Buffer.alloc(0);
    for await (const piece of pieces) {
        const end = piece.lastIndexOf(LINE_FEED);
        if (end === -1) {
            rest = Buffer.concat([rest, piece]);
            continue;
        }
        const whole = Buffer.concat([rest, piece.subarray(0, end)]).toString('utf8');
        rest = Buffer.from(piece.subarray(end + 1));
        yield whole.split('\n');
    }
    if (rest.length > 0)
        yield [rest.toString('utf8')];
}

// EXTERNAL MODULE: ./lib/evidence/deliveries/find-deliveries.js + 1 modules
var find_deliveries = __webpack_require__(76224);
// EXTERNAL MODULE: ./lib/evidence/deliveries/read-content.js + 1 modules
var read_content = __webpack_require__(87751);
;// CONCATENATED MODULE: ./lib/evidence/deliveries/read-events.js
/**
 * The lines of events of deliveries, each with the delivery that it belongs to: once, however many copies there are, in no
 * order. Nothing but the lines at hand is held.
 */






/** Rejects with `InputError` where a file cannot be read. `decrypt`: of those that are encrypted. */
async function* readEvents(found, decrypt) {
    for (const file of found.files) {
        if (file.parts.some(({ facts }) => (0,find_deliveries/* holdsDeadLetters */._e)(facts.name)))
            continue;
        const isWanted = file.parts.map(({ delivery }) => (0,find_deliveries/* isReadFrom */.tk)(delivery, file.entry));
        if (!isWanted.some((each) => each))
            continue;
        try {
            yield* linesOfParts(file, { isWanted, decrypt });
        }
        catch (error) {
            throw error instanceof decryption/* NotARecipient */.o ? notOpened(file) : unreadable(file, error);
        }
    }
}
function notOpened({ entry, parts }) {
    const recipients = parts[0]?.delivery.manifest.encryptedTo ?? [];
    return new errors/* InputError */.dz(`no identity of --identity opens ${(0,one_line/* onOneLine */.G)(entry.path)}`, {
        hint: `It is encrypted to ${(0,one_line/* onOneLine */.G)(recipients.join(', '))}: give an identity of one of them with a further --identity. \`age-keygen -y FILE\` prints the recipient of an identity; see docs/evidence.md#encryption.`,
    });
}
function unreadable({ entry }, error) {
    return new errors/* InputError */.dz(`the file ${(0,one_line/* onOneLine */.G)(entry.path)} cannot be read to its end (${(0,errors/* describeForeign */.eQ)(error)})`, {
        hint: 'Run `collect-audit-log verify` on the same paths: it names what is altered. Download the file again from its run or the archive.',
        cause: error,
    });
}
function encryptedFiles({ files }) {
    return files.filter(({ entry, parts }) => (0,read_content/* isEncrypted */.p)(entry) && !parts.some(({ facts }) => (0,find_deliveries/* holdsDeadLetters */._e)(facts.name)));
}
/** One part after the other has as many lines as its manifest says. */
async function* linesOfParts({ entry, parts }, { isWanted, decrypt }) {
    let part = 0;
    let left = parts[0]?.facts.events ?? 0;
    for await (const batch of lineBatches((0,read_content/* readContent */.c)(entry, decrypt))) {
        for (let at = 0; at < batch.length;) {
            while (left === 0 && part < parts.length - 1) {
                part += 1;
                left = parts[part]?.facts.events ?? 0;
            }
            const delivery = parts[part]?.delivery;
            // With `--force` there can be more lines than the manifests list: they go with the last one.
            const count = left === 0 ? batch.length - at : Math.min(left, batch.length - at);
            if (delivery !== undefined && isWanted[part] === true)
                yield { delivery, lines: batch.slice(at, at + count) };
            at += count;
            left = Math.max(0, left - count);
        }
    }
}

// EXTERNAL MODULE: ./lib/evidence/lines/line-facts.js
var line_facts = __webpack_require__(58909);
;// CONCATENATED MODULE: ./lib/evidence/merge/delivery-order.js
class DeliveryOrder {
    #deliveries;
    #numbers;
    #known = new Map();
    /** Of each epoch, by its stream: from which instant on it may deliver again what an earlier one did (UTC epoch ms). */
    #begins;
    /** `deliveries` are in the order in which they were made. */
    constructor(deliveries) {
        this.#deliveries = deliveries;
        const epochs = Map.groupBy(this.#deliveries, epochOf);
        this.#begins = new Map([...epochs].map(([epoch, each]) => [epoch, beginOf(each)]));
        this.#numbers = new Map(this.#deliveries.map(({ sha256 }, index) => [sha256, index]));
    }
    numberOf({ sha256 }) {
        return this.#numbers.get(sha256) ?? -1;
    }
    /** Whether the later of two numbers knew what the earlier delivered of the instant `ts`, so that it did not deliver it again. */
    follows(later, earlier, ts) {
        const [from, to] = [this.#deliveries[later], this.#deliveries[earlier]];
        if (from === undefined || to === undefined)
            return false;
        const epoch = epochOf(from);
        if (epoch !== epochOf(to) && ts >= (this.#begins.get(epoch) ?? 0))
            return false;
        const name = `${later} ${earlier}`;
        // Where no link shows the order, it comes from clocks, which may be wrong.
        const known = this.#known.get(name) ?? (this.#search(from, to) || this.#search(to, from));
        this.#known.set(name, known);
        return known;
    }
    #search(from, to) {
        const generation = to.manifest.generation ?? 0;
        const queue = [...from.manifest.parents];
        const seen = new Set();
        for (let parent = queue.pop(); parent !== undefined; parent = queue.pop()) {
            if (parent.sha256 === to.sha256)
                return true;
            if (parent.generation <= generation || seen.has(parent.sha256))
                continue;
            seen.add(parent.sha256);
            const number = this.#numbers.get(parent.sha256);
            if (number === undefined)
                return true;
            queue.push(...(this.#deliveries[number]?.manifest.parents ?? []));
        }
        return false;
    }
}
function epochOf({ manifest: { stream, epoch } }) {
    return `${stream} ${epoch}`;
}
/** Where the later feed begins: a feed that was not moved delivers nothing again. */
function beginOf(deliveries) {
    const stretches = deliveries.flatMap(({ manifest }) => manifest.feeds);
    const feeds = Map.groupBy(stretches, ({ name }) => name);
    return Math.max(...[...feeds.values()].map((each) => Math.min(...each.map(({ from }) => Date.parse(from)))));
}

;// CONCATENATED MODULE: ./lib/evidence/merge/line-sorter.js

/** Characters in memory before a run is put on the disk, one byte or two each. */
const RUN_CHARACTERS = 16_000_000;
/** Each has a piece of its file in memory while it is merged. */
const RUNS_MAX = 48;
const PIECE_CHARACTERS = 256 * 1024;
class LineSorter {
    #scratch;
    #run = [];
    #characters = 0;
    #names = [];
    #made = 0;
    constructor(scratch) {
        this.#scratch = scratch;
    }
    /** Resolves when there is room for more. */
    async add(lines) {
        for (const line of lines) {
            this.#run.push(line);
            this.#characters += line.line.length + 200;
        }
        if (this.#characters < RUN_CHARACTERS)
            return;
        this.#names.push(await this.#write([this.#run.sort(compareLines)]));
        this.#run = [];
        this.#characters = 0;
        if (this.#names.length < RUNS_MAX)
            return;
        const name = await this.#write(mergeRuns(this.#names.map((each) => this.#read(each))));
        for (const each of this.#names)
            await this.#scratch.remove(each);
        this.#names = [name];
    }
    /** All of them, once. */
    async *sorted() {
        const inMemory = this.#run.sort(compareLines);
        if (this.#names.length === 0)
            yield inMemory;
        else
            yield* mergeRuns([...this.#names.map((name) => this.#read(name)), once(inMemory)]);
    }
    async #write(batches) {
        this.#made += 1;
        const name = `run-${this.#made}`;
        await this.#scratch.write(name, encode(batches));
        return name;
    }
    async *#read(name) {
        let head;
        for await (const lines of lineBatches(this.#scratch.read(name))) {
            const batch = [];
            for (const line of lines) {
                if (head === undefined)
                    head = line;
                else {
                    batch.push({ ...JSON.parse(head), line });
                    head = undefined;
                }
            }
            yield batch;
        }
    }
}
async function* once(batch) {
    yield batch;
}
async function* encode(batches) {
    let piece = '';
    for await (const batch of batches) {
        for (const { line, ...head } of batch) {
            piece += `${JSON.stringify(head)}\n${line}\n`;
            if (piece.length < PIECE_CHARACTERS)
                continue;
            yield Buffer.from(piece);
            piece = '';
        }
    }
    if (piece !== '')
        yield Buffer.from(piece);
}
const BATCH_LINES = 1000;
async function* mergeRuns(runs) {
    const heads = [];
    for (const run of runs) {
        const head = { run, batch: [], at: 0 };
        if (await refill(head))
            heads.push(head);
    }
    let out = [];
    while (heads.length > 0) {
        const least = leastOf(heads);
        const line = least?.batch[least.at];
        if (least === undefined || line === undefined)
            break;
        out.push(line);
        least.at += 1;
        if (least.at >= least.batch.length && !(await refill(least)))
            heads.splice(heads.indexOf(least), 1);
        if (out.length < BATCH_LINES)
            continue;
        yield out;
        out = [];
    }
    if (out.length > 0)
        yield out;
}
function leastOf(heads) {
    let least = heads[0];
    for (const head of heads) {
        const [a, b] = [head.batch[head.at], least?.batch[least.at]];
        if (a !== undefined && b !== undefined && compareLines(a, b) < 0)
            least = head;
    }
    return least;
}
async function refill(head) {
    for (;;) {
        const next = await head.run.next();
        if (next.done === true)
            return false;
        if (next.value.length === 0)
            continue;
        head.batch = next.value;
        head.at = 0;
        return true;
    }
}
/** Lines of one event stand together. */
function compareLines(a, b) {
    return (a.ts - b.ts ||
        compareText(a.tie, b.tie) ||
        compareText(a.identity ?? a.line, b.identity ?? b.line) ||
        a.delivery - b.delivery ||
        compareText(a.line, b.line));
}
function compareText(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
}

;// CONCATENATED MODULE: ./lib/evidence/merge/merge.js
/**
 * Many deliveries as one list: each event once, in the order of time. An event with an id is one by its id and its time; of
 * lines without an id, equal ones are one only where an incident explains that two deliveries have it.
 */






/** Everything is read before the first batch is there. Rejects with `InputError` for what cannot be one list. */
async function mergeDeliveries(found, parts) {
    refuseUnreadable(found, parts.decrypt);
    const order = new DeliveryOrder(found.deliveries);
    const sorter = new LineSorter(parts.scratch);
    await readAll(found, { sorter, order, ...parts });
    const counts = { events: 0, duplicates: 0 };
    return { batches: eachOnce(sorter, order, counts), counts };
}
function refuseUnreadable(found, decrypt) {
    const encrypted = encryptedFiles(found);
    if (encrypted.length > 0 && decrypt === undefined) {
        throw new errors/* InputError */.dz(`${encrypted.length} of the files are encrypted, the first of them ${(0,one_line/* onOneLine */.G)(encrypted[0]?.entry.path ?? '')}`, {
            hint: 'Give the identity that opens them with --identity FILE: they are decrypted in memory; see docs/evidence.md#encryption.',
        });
    }
    const formats = new Set(found.deliveries.map(({ manifest }) => manifest.format));
    if (formats.size > 1) {
        throw new errors/* InputError */.dz(`the deliveries have different formats: ${[...formats].sort().join(', ')}`, {
            hint: 'Merge those of each format by themselves.',
        });
    }
}
async function readAll(found, { sorter, order, since, until, decrypt, progress, }) {
    const readers = new Map();
    const readerFor = (format, dedupeId) => {
        const name = `${format} ${dedupeId}`;
        const reader = readers.get(name) ?? (0,line_facts/* lineReader */.g)(format, dedupeId);
        readers.set(name, reader);
        return reader;
    };
    let read = 0;
    for await (const { delivery, lines } of readEvents(found, decrypt)) {
        const { format, dedupeId } = delivery.manifest;
        const reader = readerFor(format, dedupeId);
        const number = order.numberOf(delivery);
        const sortable = [];
        for (const line of lines) {
            const facts = reader(line);
            if (facts === undefined)
                throw notAnEvent(delivery.manifest.commit);
            const { ts, tie, identity = null } = facts;
            if ((since !== undefined && ts < since) || (until !== undefined && ts >= until))
                continue;
            sortable.push({ ts, tie, identity, delivery: number, line });
        }
        await sorter.add(sortable);
        read += lines.length;
        progress(read);
    }
}
async function* eachOnce(sorter, order, counts) {
    let group = [];
    const close = () => {
        const kept = group.length < 2 ? group.map(({ line }) => line) : keptOf(group, order);
        counts.events += kept.length;
        counts.duplicates += group.length - kept.length;
        return kept;
    };
    for await (const batch of sorter.sorted()) {
        const out = [];
        for (const line of batch) {
            const [first] = group;
            if (first !== undefined && !isSameEvent(first, line)) {
                for (const kept of close())
                    out.push(kept);
                group = [];
            }
            group.push(line);
        }
        yield out;
    }
    yield close();
}
function isSameEvent(a, b) {
    if (a.ts !== b.ts || a.identity !== b.identity)
        return false;
    return a.identity !== null || a.line === b.line;
}
/** `group` is in the order of the deliveries. */
function keptOf(group, order) {
    const [first] = group;
    if (first === undefined)
        return [];
    if (first.identity === null)
        return Array.from({ length: copiesOf(group, order) }, () => first.line);
    const perDelivery = Map.groupBy(group, ({ delivery }) => delivery);
    const isShared = [...perDelivery.values()].some((lines) => new Set(lines.map(({ line }) => line)).size > 1);
    // One delivery has two events of this id: it identifies neither, and the text has to.
    if (isShared)
        return [...new Set(group.map(({ line }) => line))];
    return [first.line];
}
/** How many events there are at least: the most that deliveries have that knew of each other. */
function copiesOf(group, order) {
    const ts = group[0]?.ts ?? 0;
    const counts = [...Map.groupBy(group, ({ delivery }) => delivery)].map(([delivery, lines]) => ({
        delivery,
        count: lines.length,
    }));
    const best = [];
    for (const [index, { delivery, count }] of counts.entries()) {
        const before = counts
            .slice(0, index)
            .map((earlier, at) => (order.follows(delivery, earlier.delivery, ts) ? (best[at] ?? 0) : 0));
        best.push(count + Math.max(0, ...before));
    }
    return Math.max(...best);
}
function notAnEvent(commit) {
    return new errors/* InputError */.dz(`a line in the delivery of commit ${commit} is not an event in the format that its manifest names`, {
        hint: 'Run `collect-audit-log verify` on the same paths: it names the file that is altered.',
    });
}


/***/ }),

/***/ 29195:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   My: () => (/* binding */ chainsOf),
/* harmony export */   TK: () => (/* binding */ checkCommits),
/* harmony export */   ep: () => (/* binding */ checkHeads),
/* harmony export */   uy: () => (/* binding */ checkChain)
/* harmony export */ });
/* harmony import */ var _describe_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(69322);
/* harmony import */ var _finding_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(87742);


/**
 * `deliveries` are those of one stream, in their order. `all`: a position that was taken over from another stream continues
 * the chain of that one.
 */
function checkChain(deliveries, { from, all }) {
    const known = new Map(all.map((delivery) => [delivery.sha256, delivery]));
    const missing = new Map();
    const followed = new Set();
    for (const follower of deliveries) {
        for (const parent of follower.manifest.parents) {
            followed.add(parent.sha256);
            if (!known.has(parent.sha256))
                missing.set(parent.sha256, { parent, follower });
        }
    }
    const restarts = deliveries.slice(1).filter(({ manifest }) => manifest.start !== null);
    const heads = deliveries.filter(({ sha256 }) => !followed.has(sha256));
    const findings = [
        ...[...missing.values()].flatMap((each) => judgeMissing(each, { all, from })),
        ...impossible(deliveries, known),
        ...unexplained(heads, { deliveries, missing: [...missing.values()], restarts }).map(unfollowed),
        ...restarts.map(startsOver),
    ];
    return { findings, heads };
}
/** Heads that a later delivery should have followed: not the newest one, and not one that was the newest when the chain started over. */
function unexplained(heads, { deliveries, missing, restarts, }) {
    const places = new Map(deliveries.map((delivery, place) => [delivery, place]));
    const isBefore = (a, b) => (places.get(a) ?? 0) < (places.get(b) ?? 0);
    const newest = new Set(restarts.map((restart) => heads.findLast((head) => isBefore(head, restart))));
    newest.add(heads.at(-1));
    return heads.filter((head) => {
        // What follows it may be the one that is missing, or name the manifest that it was before.
        const isExplained = missing.some(({ parent, follower }) => isBefore(head, follower) || parent.commit === head.manifest.commit);
        return !newest.has(head) && !isExplained;
    });
}
const REPOSITORY = /^[\w.-]+\/[\w.-]+$/;
function judgeMissing({ parent, follower }, { all, from }) {
    const other = all.find(({ manifest }) => manifest.commit === parent.commit);
    if (other !== undefined) {
        const what = `the manifest of ${(0,_describe_js__WEBPACK_IMPORTED_MODULE_1__/* .describeDelivery */ .Ks)(other)} is altered: its SHA-256 is ${other.sha256}, and its follower (${(0,_describe_js__WEBPACK_IMPORTED_MODULE_1__/* .describeDelivery */ .Ks)(follower)}) names ${parent.sha256}`;
        return [
            doubt([other], (0,_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .finding */ .gk)('manifest-altered', what, 'Download both from their runs or the archive, and compare.')),
        ];
    }
    // Whatever the parents delivered had happened by the time their follower was made.
    if (from !== undefined && Date.parse(follower.manifest.createdAt) <= from)
        return [];
    const run = (0,_describe_js__WEBPACK_IMPORTED_MODULE_1__/* .runOf */ .ng)(parent.commit);
    const { repository } = follower.manifest.run;
    // People copy the command: a manifest that somebody else wrote must not add one of its own.
    const where = run === undefined || repository === null || !REPOSITORY.test(repository)
        ? 'Look for it in the archive'
        : `Download it: gh run download ${run} --repo ${repository}`;
    const what = `a delivery is missing: ${(0,_describe_js__WEBPACK_IMPORTED_MODULE_1__/* .describeParent */ .Yj)(parent)}, before ${(0,_describe_js__WEBPACK_IMPORTED_MODULE_1__/* .describeDelivery */ .Ks)(follower)}`;
    return [(0,_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .finding */ .gk)('delivery-missing', what, `${where}; or set a later beginning with --from.`)];
}
/** The manifests of these deliveries prove nothing. */
function doubt(deliveries, found) {
    return { ...found, unproven: { kind: 'deliveries', sha256s: deliveries.map(({ sha256 }) => sha256) } };
}
/** One commit writes one manifest, that of a pull as well. */
function checkCommits(deliveries) {
    const commits = Map.groupBy(deliveries, ({ manifest }) => manifest.commit);
    return [...commits.values()].flatMap((same) => {
        const [first] = same;
        if (first === undefined || same.length === 1)
            return [];
        const places = same.flatMap(({ copies }) => copies.map(({ at }) => at.path)).join(', ');
        const what = `there are ${same.length} different manifests of ${(0,_describe_js__WEBPACK_IMPORTED_MODULE_1__/* .describeDelivery */ .Ks)(first)}: ${places}`;
        const advice = 'At most one of them is the one that was delivered: download it again from its run or the archive, and compare.';
        return [doubt(same, (0,_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .finding */ .gk)('manifests-differ', what, advice))];
    });
}
/** A manifest names what was there before it. */
function impossible(deliveries, known) {
    return deliveries.flatMap((delivery) => delivery.manifest.parents.flatMap((parent) => {
        const there = known.get(parent.sha256)?.manifest;
        const fits = there === undefined ||
            (there.commit === parent.commit &&
                there.generation === parent.generation &&
                parent.generation < (delivery.manifest.generation ?? 0));
        if (fits)
            return [];
        const what = `the manifest of ${(0,_describe_js__WEBPACK_IMPORTED_MODULE_1__/* .describeDelivery */ .Ks)(delivery)} names a parent that does not fit: ${(0,_describe_js__WEBPACK_IMPORTED_MODULE_1__/* .describeParent */ .Yj)(parent)}`;
        const advice = 'No release writes such a manifest: compare it with a second copy, and check the signature.';
        return [doubt([delivery], (0,_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .finding */ .gk)('parent-impossible', what, advice))];
    }));
}
function unfollowed(delivery) {
    return (0,_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .finding */ .gk)('not-followed', `no later delivery follows ${(0,_describe_js__WEBPACK_IMPORTED_MODULE_1__/* .describeDelivery */ .Ks)(delivery)}`, 'Its run failed after it had delivered, or ran at the same time as another one; the events in it may be delivered again elsewhere.');
}
function startsOver(delivery) {
    return (0,_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .finding */ .gk)('chain-starts-over', `the chain starts over at ${(0,_describe_js__WEBPACK_IMPORTED_MODULE_1__/* .describeDelivery */ .Ks)(delivery)} (${delivery.manifest.start})`, 'Its run did not find the position before it: the gaps of that delivery say what may be missing.');
}
/** Manifests that somebody knows of, from a log, a summary or a second store. */
function checkHeads(deliveries, wanted) {
    return wanted
        .filter((sha256) => !deliveries.some((delivery) => delivery.sha256 === sha256))
        .map((sha256) => (0,_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .finding */ .gk)('head-missing', `the manifest with the SHA-256 ${sha256}, given by --head, is not among these deliveries`, 'What was delivered after the newest manifest here is missing, or the digest is of another target.'));
}
/** The chains of these deliveries, each in its order; pulls are outside of any. */
function chainsOf(deliveries) {
    const inChain = deliveries.filter(({ manifest }) => manifest.stream !== null);
    const streams = Map.groupBy(inChain, ({ manifest }) => `${manifest.apiHost} ${manifest.stream}`);
    return [...streams.values()].flatMap(([first, ...rest]) => (first === undefined ? [] : [[first, ...rest]]));
}


/***/ }),

/***/ 27914:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ checkPullCoverage),
/* harmony export */   x: () => (/* binding */ checkCoverage)
/* harmony export */ });
/* harmony import */ var _model_feed_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(94049);
/* harmony import */ var _finding_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(87742);
/**
 * Whether the stretches that the manifests of a chain claim join without a hole, but for gaps that a manifest names: by then
 * every event of a stretch was delivered, or lies in such a gap.
 */


function checkCoverage(deliveries, wanted) {
    const feeds = _model_feed_js__WEBPACK_IMPORTED_MODULE_0__/* .FEEDS */ .SF.flatMap((feed) => coverageOf(feed, deliveries) ?? []);
    const target = deliveries[0]?.manifest.target;
    const whose = target === undefined ? '' : ` of ${target.kind} ${target.name}`;
    return {
        feeds,
        findings: feeds.flatMap((feed) => judge(feed, { ...wanted, what: `the ${feed.feed} feed${whose}` })),
    };
}
/**
 * Pulls of what no chain is of. Each stands alone, unless somebody names a period: then they have to cover it together.
 */
function checkPullCoverage(deliveries, wanted) {
    if (wanted.from === undefined && wanted.to === undefined)
        return [];
    const subjects = Map.groupBy(deliveries, ({ manifest: { apiHost, target, phrase, phraseSha256 } }) => JSON.stringify([apiHost, target.kind, target.name, phrase, phraseSha256]));
    return [...subjects.values()]
        .filter((each) => each.every(({ manifest }) => manifest.stream === null))
        .flatMap((pulls) => checkCoverage(pulls, wanted).findings);
}
function coverageOf(feed, deliveries) {
    const stretches = deliveries.flatMap(({ manifest }) => manifest.feeds.filter(({ name }) => name === feed));
    if (stretches.length === 0)
        return undefined;
    const gaps = deliveries.flatMap(({ manifest }) => manifest.gaps.filter((gap) => gap.feed === feed));
    const claimed = [...stretches, ...gaps].map(({ from, to }) => ({ from: Date.parse(from), to: Date.parse(to) }));
    // Two first runs at once can begin a moment apart: one that claims nothing yet neither covers that moment nor leaves a hole.
    const claiming = claimed.filter(({ from, to }) => from < to);
    const joined = join(claiming.length > 0 ? claiming : claimed);
    const [first, last] = [joined[0], joined.at(-1)];
    const holes = joined.slice(1).map(({ from }, index) => ({ from: joined[index]?.to ?? from, to: from }));
    return {
        feed,
        span: first === undefined || last === undefined ? undefined : { from: first.from, to: last.to },
        holes,
        gaps,
        events: stretches.reduce((sum, { events }) => sum + events, 0),
    };
}
/** Overlapping and touching spans as one, in their order. */
function join(spans) {
    const joined = [];
    for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
        const last = joined.at(-1);
        if (last !== undefined && from <= last.to)
            last.to = Math.max(last.to, to);
        else
            joined.push({ from, to });
    }
    return joined;
}
/** `what`: the feed and its target, because a folder can hold many. */
function judge({ span, holes }, { from, to, what }) {
    const wanted = { from: from ?? Number.NEGATIVE_INFINITY, to: to ?? Number.POSITIVE_INFINITY };
    const findings = holes
        .filter((hole) => hole.to > wanted.from && hole.from < wanted.to)
        .map((hole) => no('hole', `no delivery covers ${what} from ${iso(hole.from)} to ${iso(hole.to)}`));
    if (span === undefined)
        return findings;
    if (from !== undefined && span.from > from) {
        findings.push(no('begins-late', `the deliveries of ${what} begin at ${iso(span.from)}, after --from`, 'If the collector began there, nothing is missing: start the check there. Otherwise add the deliveries of that time, from their runs or the archive.'));
    }
    if (to !== undefined && span.from >= to) {
        findings.push(no('begins-late', `the deliveries of ${what} begin at ${iso(span.from)}, not before --to`));
    }
    if (from !== undefined && span.to <= from) {
        findings.push(no('ends-early', `the deliveries of ${what} end at ${iso(span.to)}, not after --from`));
    }
    if (to !== undefined && span.to < to) {
        findings.push(no('ends-early', `the deliveries of ${what} end at ${iso(span.to)}, before --to`));
    }
    return findings;
}
const ADD_THEM = 'Add the deliveries of that time, from their runs or the archive.';
function no(kind, what, advice = ADD_THEM) {
    return (0,_finding_js__WEBPACK_IMPORTED_MODULE_1__/* .finding */ .gk)(kind, what, advice);
}
function iso(ms) {
    return new Date(ms).toISOString();
}


/***/ }),

/***/ 19064:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  g: () => (/* binding */ checkFiles)
});

// EXTERNAL MODULE: ./lib/model/errors.js
var errors = __webpack_require__(73434);
// EXTERNAL MODULE: ./lib/evidence/chain.js
var chain = __webpack_require__(96056);
// EXTERNAL MODULE: ./lib/evidence/decryption.js
var decryption = __webpack_require__(18108);
// EXTERNAL MODULE: ./lib/evidence/deliveries/find-deliveries.js + 1 modules
var find_deliveries = __webpack_require__(76224);
// EXTERNAL MODULE: ./lib/evidence/deliveries/read-content.js + 1 modules
var read_content = __webpack_require__(87751);
// EXTERNAL MODULE: ./lib/evidence/lines/line-facts.js
var line_facts = __webpack_require__(58909);
;// CONCATENATED MODULE: ./lib/evidence/lines/id-tally.js

const LINE_FEED = '\n';
const ID = '"_document_id":"';
class IdTally {
    #fingerprints;
    #readLine;
    #isUsual;
    /** Bytes as characters of the same number: an end of a line that has not come yet. */
    #rest = '';
    #lines = 0;
    constructor(fingerprints, { format, dedupeId }) {
        this.#fingerprints = fingerprints;
        this.#readLine = (0,line_facts/* lineReader */.g)(format, dedupeId);
        this.#isUsual = format === 'raw' && dedupeId === '_document_id';
    }
    /** Lines so far. */
    get lines() {
        return this.#lines + (this.#rest === '' ? 0 : 1);
    }
    take(piece) {
        const text = this.#rest + piece.toString('latin1');
        let start = 0;
        // Where the name of the id stands next, at or after the line that is looked at.
        let named = this.#isUsual ? text.indexOf(ID) : -1;
        for (let end = text.indexOf(LINE_FEED); end !== -1; end = text.indexOf(LINE_FEED, start)) {
            this.#lines += 1;
            const from = named + ID.length;
            const to = named === -1 || named > end ? -1 : text.indexOf('"', from);
            if (named !== -1 && named < end)
                named = text.indexOf(ID, from);
            const isOnce = to !== -1 && to < end && (named === -1 || named > end);
            // What a string says has its quotes escaped, so that no string looks like a name with its value.
            if (isOnce && isPlain(text, from, to))
                this.#add(text, from, to);
            else
                this.#parse(text.slice(start, end));
            while (named !== -1 && named < end)
                named = text.indexOf(ID, named + 1);
            start = end + 1;
        }
        // A slice of a long text would keep all of it in memory.
        this.#rest = Buffer.from(text.slice(start), 'latin1').toString('latin1');
    }
    /** `line` is bytes as characters. */
    #parse(line) {
        const identity = this.#readLine(Buffer.from(line, 'latin1').toString('utf8'))?.identity;
        // Without an id nothing says whether two events are one.
        if (identity === undefined)
            return;
        const isText = this.#isUsual && identity.startsWith('string ');
        const bytes = Buffer.from(isText ? identity.slice('string '.length) : `\n${identity}`).toString('latin1');
        this.#add(bytes, 0, bytes.length);
    }
    /** Two rounds of multiplying and rotating, 32 bits each, as MurmurHash3 has them. */
    #add(text, from, to) {
        let [high, low] = [0x9747b28c, 0x3c6ef372];
        for (let at = from; at < to; at += 1) {
            const code = text.charCodeAt(at);
            high = Math.imul(high ^ code, 0xcc9e2d51);
            high = (high << 15) | (high >>> 17);
            low = Math.imul(low ^ code, 0x1b873593);
            low = (low << 13) | (low >>> 19);
        }
        high = finish(high ^ (to - from));
        low = finish(low + high);
        this.#fingerprints.add(high >>> 0, low >>> 0);
    }
}
function finish(hash) {
    let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return mixed ^ (mixed >>> 16);
}
function isPlain(text, from, to) {
    for (let at = from; at < to; at += 1) {
        const code = text.charCodeAt(at);
        if (code === 0x5c || code > 0x7e)
            return false;
    }
    return to > from;
}

;// CONCATENATED MODULE: ./lib/evidence/lines/line-count.js
/** Counts the lines of a file piece by piece. A last line without its line feed counts as well, as it does for every reader here. */
const line_count_LINE_FEED = 0x0a;
class LineCount {
    #ended = 0;
    #isOpen = false;
    get lines() {
        return this.#ended + (this.#isOpen ? 1 : 0);
    }
    take(piece) {
        for (let end = piece.indexOf(line_count_LINE_FEED); end !== -1; end = piece.indexOf(line_count_LINE_FEED, end + 1))
            this.#ended += 1;
        if (piece.length > 0)
            this.#isOpen = piece.at(-1) !== line_count_LINE_FEED;
    }
}

// EXTERNAL MODULE: ./lib/evidence/verify/describe.js
var describe = __webpack_require__(69322);
// EXTERNAL MODULE: ./lib/evidence/verify/finding.js
var finding = __webpack_require__(87742);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./lib/evidence/verify/part-hashes.js
/**
 * The SHA-256 of each part of a file whose parts lie one after the other, as the commits of a run leave them in one file. Every byte
 * is hashed once, and none is kept.
 */

class PartHashes {
    #sizes;
    #done = [];
    #hash = (0,external_node_crypto_.createHash)('sha256');
    #bytes = 0;
    /** Bytes after the last part. */
    surplus = 0;
    constructor(sizes) {
        this.#sizes = sizes;
        this.#closeFull();
    }
    take(piece) {
        let rest = piece;
        while (rest.length > 0) {
            const size = this.#sizes[this.#done.length];
            if (size === undefined) {
                this.surplus += rest.length;
                return;
            }
            const own = rest.subarray(0, size - this.#bytes);
            this.#hash.update(own);
            this.#bytes += own.length;
            rest = rest.subarray(own.length);
            this.#closeFull();
        }
    }
    /** Once the file is at its end. */
    part(index) {
        if (this.#done[index] === undefined)
            this.#close();
        return this.#done[index] ?? { bytes: 0, sha256: '' };
    }
    #closeFull() {
        while (this.#bytes === this.#sizes[this.#done.length])
            this.#close();
    }
    #close() {
        this.#done.push({ bytes: this.#bytes, sha256: this.#hash.digest('hex') });
        this.#hash = (0,external_node_crypto_.createHash)('sha256');
        this.#bytes = 0;
    }
}

;// CONCATENATED MODULE: ./lib/evidence/verify/check-files.js
/**
 * Whether the files are what their manifests say: every byte is read once and hashed, nothing is held. What a manifest names is
 * there, has the size and the SHA-256 that stand in it, and nothing follows after it.
 */










async function checkFiles(found, listing, ports) {
    const checking = new FileChecking(ports);
    for (const { path, why } of listing.unreadable) {
        checking.find('zip-unreadable', `${path} cannot be opened as a zip file (${why})`);
    }
    for (const { path } of found.noManifests) {
        checking.find('manifest-unreadable', `${path} is not a manifest of this version`);
    }
    for (const delivery of found.deliveries)
        await checking.checkPlaces(delivery);
    for (const file of found.files)
        await checking.checkFile(file);
    for (const { path } of found.unnamed) {
        const isObject = OBJECT_PATH.test(path.replaceAll('\\', '/'));
        checking.find(isObject ? 'object-not-named' : 'file-not-named', `${path} is named by no manifest`);
    }
    return checking;
}
const PARTITIONS = String.raw `host=[\w.-]+/target=[\w.-]+`;
const OBJECT_NAME = String.raw `[\w.-]+-\d+-[0-9a-f]{64}\.ndjson(?:\.gz|\.zst)?(?:\.age)?`;
/** Of an object in the place where an archive keeps it, as archive-layout.ts names it: its commit, its part, and the hash of its bytes. */
const OBJECT_PATH = new RegExp(String.raw `(?:^|/)(?:events/${PARTITIONS}/dt=\d{4,6}-\d\d-\d\d|dead-letters/${PARTITIONS})/${OBJECT_NAME}$`);
const DOWNLOAD = 'Download it again from the run or the archive, and compare.';
const ADVICE = {
    'zip-unreadable': DOWNLOAD,
    'manifest-unreadable': DOWNLOAD,
    'file-missing': DOWNLOAD,
    'position-altered': DOWNLOAD,
    'file-unreadable': DOWNLOAD,
    'file-altered': DOWNLOAD,
    'file-not-unpacked': 'No release writes such a file: whoever wrote it wrote its manifest, too. Compare both with a second copy, and check the signature.',
    'file-miscounted': 'No release writes such a file: whoever wrote it wrote its manifest, too. Compare both with a second copy, and check the signature.',
    'file-not-opened': 'Its manifest names its recipients (encryptedTo): give an identity of one of them as well.',
    'file-not-named': 'Without its manifest nothing proves what it is: add the manifest, or take the file away.',
    // A run that ended between an object and its manifest leaves one, and nobody can or should take it out of an archive.
    'object-not-named': 'Most likely a run ended before it wrote its manifest, and a later one archived the same events again. merge leaves this object out.',
};
class FileChecking {
    findings = [];
    totals = { files: 0, bytes: 0, encrypted: 0 };
    #ports;
    constructor(ports) {
        this.#ports = ports;
    }
    find(kind, what) {
        this.findings.push((0,finding/* finding */.gk)(kind, what, ADVICE[kind]));
    }
    #findIn({ path }, kind, what) {
        this.findings.push({ ...(0,finding/* finding */.gk)(kind, what, ADVICE[kind]), unproven: { kind: 'file', path } });
    }
    /** That what a manifest names is next to it, and the position that it names. */
    async checkPlaces(delivery) {
        const { manifest, copies } = delivery;
        // Of a sink alone the files were those of the job, and are gone with it.
        const areKept = manifest.destinations.some((place) => place !== 'sink');
        const isComplete = copies.some(({ files }) => files.every(({ entry }) => entry !== undefined));
        for (const { at, files, position } of copies) {
            for (const { facts, entry } of files) {
                if (entry !== undefined || !areKept || isComplete)
                    continue;
                this.find('file-missing', `${facts.name} is missing next to ${at.path} (${(0,describe/* describeDelivery */.Ks)(delivery)})`);
            }
            if (position !== undefined && manifest.position !== null)
                await this.#checkPosition(delivery, position);
        }
    }
    async #checkPosition(delivery, entry) {
        const bytes = await (0,find_deliveries/* readAll */.yw)(entry);
        this.#read(entry.bytes);
        if (bytes !== undefined && (0,chain/* sha256Of */.Bj)(bytes) === delivery.manifest.position)
            return;
        this.find('position-altered', `${entry.path} is not the position that its manifest names`);
    }
    async checkFile(file) {
        const { entry, parts } = file;
        this.totals.files += 1;
        const tally = tallyOf(file, this.#ports.fingerprints);
        const isClosed = (0,read_content/* isEncrypted */.p)(entry) && (this.#ports.decrypt === undefined || tally === undefined);
        if (isClosed)
            this.totals.encrypted += 1;
        const isPlain = !/\.(?:gz|zst|age)$/.test(entry.name);
        const hashes = new PartHashes(parts.map(({ facts }) => facts.bytes));
        try {
            for await (const piece of entry.read()) {
                hashes.take(piece);
                if (isPlain)
                    tally?.take(piece);
                await this.#ports.fingerprints.settle();
                this.#read(piece.length);
            }
        }
        catch (error) {
            this.#findIn(entry, 'file-unreadable', `${entry.path} cannot be read to its end (${(0,errors/* describeForeign */.eQ)(error)})`);
            return;
        }
        if (!this.#compare(file, hashes) || tally === undefined || isClosed)
            return;
        if (isPlain || (await this.#countPacked(entry, tally)))
            this.#compareCount(file, tally);
    }
    #compare({ entry, parts }, hashes) {
        let isSame = true;
        for (const [index, { delivery, facts }] of parts.entries()) {
            const { bytes, sha256 } = hashes.part(index);
            if (bytes === facts.bytes && sha256 === facts.sha256)
                continue;
            isSame = false;
            const why = bytes === facts.bytes
                ? `its SHA-256 is ${sha256}, and the manifest says ${facts.sha256}`
                : `it has ${bytes} bytes, and the manifest says ${facts.bytes}`;
            this.#findIn(entry, 'file-altered', `${entry.path} is altered: ${why} (${(0,describe/* describeDelivery */.Ks)(delivery)})`);
        }
        if (hashes.surplus === 0)
            return isSame;
        this.#findIn(entry, 'file-altered', `${entry.path} is altered: ${hashes.surplus} bytes follow that no manifest names`);
        return false;
    }
    /** A second reading: it is a tenth of the events, and what cannot be unpacked must not end the hashing. */
    async #countPacked(entry, tally) {
        try {
            for await (const piece of (0,read_content/* readContent */.c)(entry, this.#ports.decrypt)) {
                tally.take(piece);
                await this.#ports.fingerprints.settle();
                this.#ports.progress(this.totals.bytes);
            }
            return true;
        }
        catch (error) {
            if (error instanceof decryption/* NotARecipient */.o)
                this.#leaveClosed(entry);
            else {
                const what = `${entry.path} has the SHA-256 of its manifest and cannot be unpacked to its end`;
                this.#findIn(entry, 'file-not-unpacked', `${what} (${(0,errors/* describeForeign */.eQ)(error)})`);
            }
            return false;
        }
    }
    #compareCount({ entry, parts }, { lines }) {
        const expected = parts.reduce((sum, { facts }) => sum + facts.events, 0);
        if (lines === expected)
            return;
        const says = parts.length === 1 ? 'the manifest says' : `its ${parts.length} manifests say`;
        this.#findIn(entry, 'file-miscounted', `${entry.path} has ${renderLines(lines)}, and ${says} ${expected}`);
    }
    #leaveClosed(entry) {
        this.totals.encrypted += 1;
        this.#findIn(entry, 'file-not-opened', `no identity of --identity opens ${entry.path}; it is unaltered, and the events in it are not compared`);
    }
    #read(bytes) {
        this.totals.bytes += bytes;
        this.#ports.progress(this.totals.bytes);
    }
}
function renderLines(count) {
    return count === 1 ? '1 line' : `${count} lines`;
}
/** `undefined` where the lines of a file were counted in another place. */
function tallyOf({ entry, parts }, fingerprints) {
    const [first] = parts;
    if (first === undefined || !parts.every(({ delivery }) => (0,find_deliveries/* isReadFrom */.tk)(delivery, entry)))
        return undefined;
    return (0,find_deliveries/* holdsDeadLetters */._e)(first.facts.name) ? new LineCount() : new IdTally(fingerprints, first.delivery.manifest);
}


/***/ }),

/***/ 92247:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ checkSignatures)
/* harmony export */ });
/* harmony import */ var _deliveries_find_deliveries_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76224);
/* harmony import */ var _ssh_signature_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4212);
/* harmony import */ var _describe_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(69322);
/* harmony import */ var _finding_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(87742);




async function checkSignatures({ deliveries, positions }, signers) {
    const findings = [];
    const counts = new Map();
    const signed = new Set();
    for (const delivery of deliveries) {
        const places = delivery.copies.map(({ at, signature }) => ({ content: at, signature }));
        if (places.some(({ signature }) => signature !== undefined))
            signed.add(delivery);
        const judged = await judge(places, { namespace: _ssh_signature_js__WEBPACK_IMPORTED_MODULE_1__/* .MANIFEST_NAMESPACE */ .EL, signers });
        if (judged.kind === 'good')
            counts.set(judged.by, (counts.get(judged.by) ?? 0) + 1);
        else {
            const found = no('manifest-not-signed', `the manifest of ${(0,_describe_js__WEBPACK_IMPORTED_MODULE_3__/* .describeDelivery */ .Ks)(delivery)} ${judged.why}`);
            findings.push({ ...found, unproven: { kind: 'deliveries', sha256s: [delivery.sha256] } });
        }
    }
    return { findings: [...findings, ...(await checkPositions(positions, { signers, signed }))], signers: counts };
}
/** Without a key the collector signs neither, and the missing signature of the manifest says so already. */
async function checkPositions(positions, { signers, signed }) {
    if (positions.length > 0 && !signers.some(({ signs }) => signs.includes(_ssh_signature_js__WEBPACK_IMPORTED_MODULE_1__/* .POSITION_NAMESPACE */ .wy)))
        return [UNCHECKED];
    const findings = [];
    for (const { entry, signature, delivery } of positions) {
        if (signature === undefined && delivery !== undefined && !signed.has(delivery))
            continue;
        const judged = await judge([{ content: entry, signature }], { namespace: _ssh_signature_js__WEBPACK_IMPORTED_MODULE_1__/* .POSITION_NAMESPACE */ .wy, signers });
        if (judged.kind === 'bad')
            findings.push(no('position-not-signed', `the position ${entry.path} ${judged.why}`));
    }
    return findings;
}
const UNCHECKED = (0,_finding_js__WEBPACK_IMPORTED_MODULE_2__/* .finding */ .gk)('positions-not-checked', 'the signatures of positions were not checked: no key of --allowed-signers is allowed to sign them', `Add the namespace ${_ssh_signature_js__WEBPACK_IMPORTED_MODULE_1__/* .POSITION_NAMESPACE */ .wy} to the key that signs them.`);
/** A good signature in any place is one: the bytes are the same everywhere. */
async function judge(places, { namespace, signers }) {
    const trusted = signers.filter(({ signs }) => signs.includes(namespace)).map(({ key }) => key);
    let worst = { kind: 'bad', why: 'has no signature next to it' };
    for (const { content, signature } of places) {
        if (signature === undefined)
            continue;
        const [bytes, armored] = [await (0,_deliveries_find_deliveries_js__WEBPACK_IMPORTED_MODULE_0__/* .readAll */ .yw)(content), await (0,_deliveries_find_deliveries_js__WEBPACK_IMPORTED_MODULE_0__/* .readAll */ .yw)(signature)];
        if (bytes === undefined || armored === undefined)
            continue;
        const judgement = (0,_ssh_signature_js__WEBPACK_IMPORTED_MODULE_1__/* .judgeSignature */ .ub)(bytes, armored, { namespace, trusted });
        switch (judgement.kind) {
            case 'good':
                return { kind: 'good', by: signers.find(({ key }) => key === judgement.by)?.principals ?? judgement.by };
            case 'other-key':
                worst = { kind: 'bad', why: 'is signed by a key that is not allowed' };
                break;
            case 'bad':
                worst = { kind: 'bad', why: `has a bad signature (${judgement.why})` };
        }
    }
    return worst;
}
function no(kind, what) {
    return (0,_finding_js__WEBPACK_IMPORTED_MODULE_2__/* .finding */ .gk)(kind, what, 'Download it again, or find out who wrote it: see docs/evidence.md#verify.');
}


/***/ }),

/***/ 69322:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ks: () => (/* binding */ describeDelivery),
/* harmony export */   Yj: () => (/* binding */ describeParent),
/* harmony export */   ng: () => (/* binding */ runOf)
/* harmony export */ });
function describeDelivery({ manifest }) {
    const { generation, commit, createdAt } = manifest;
    return generation === null
        ? `pull ${commit} of ${createdAt}`
        : `generation ${generation}, commit ${commit} of ${createdAt}`;
}
/** A commit is named `run.attempt.token`, so the run that has the artifact is known. */
function describeParent({ generation, commit, sha256 }) {
    return `generation ${generation}, commit ${commit}, SHA-256 ${sha256}`;
}
function runOf(commit) {
    return /^(\d+)\.\d+\./.exec(commit)?.[1];
}


/***/ }),

/***/ 87742:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   cE: () => (/* binding */ QUESTIONS),
/* harmony export */   gk: () => (/* binding */ finding),
/* harmony export */   ut: () => (/* binding */ answerOf)
/* harmony export */ });
/* unused harmony export FINDINGS */
/* harmony import */ var _model_one_line_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(33160);
/**
 * What a verification can find, each kind by a name that programs and `docs/evidence.md#findings` know it by, with the question
 * that it answers. A finding has the evidence in it, and what to do about it.
 */

const QUESTIONS = ['unaltered', 'complete', 'covered', 'signed'];
const FINDINGS = {
    'file-altered': { question: 'unaltered', verdict: 'no' },
    'file-missing': { question: 'unaltered', verdict: 'no' },
    'file-unreadable': { question: 'unaltered', verdict: 'no' },
    'file-not-unpacked': { question: 'unaltered', verdict: 'no' },
    'file-miscounted': { question: 'unaltered', verdict: 'no' },
    'file-not-opened': { question: 'unaltered', verdict: 'note' },
    'file-not-named': { question: 'unaltered', verdict: 'no' },
    'object-not-named': { question: 'unaltered', verdict: 'note' },
    'zip-unreadable': { question: 'unaltered', verdict: 'no' },
    'manifest-unreadable': { question: 'unaltered', verdict: 'no' },
    'manifest-altered': { question: 'unaltered', verdict: 'no' },
    'manifests-differ': { question: 'unaltered', verdict: 'no' },
    'parent-impossible': { question: 'unaltered', verdict: 'no' },
    'position-altered': { question: 'unaltered', verdict: 'no' },
    'delivery-missing': { question: 'complete', verdict: 'no' },
    'head-missing': { question: 'complete', verdict: 'no' },
    'pull-incomplete': { question: 'complete', verdict: 'no' },
    'not-followed': { question: 'complete', verdict: 'note' },
    'chain-starts-over': { question: 'complete', verdict: 'note' },
    hole: { question: 'covered', verdict: 'no' },
    'begins-late': { question: 'covered', verdict: 'no' },
    'ends-early': { question: 'covered', verdict: 'no' },
    'signatures-not-checked': { question: 'signed', verdict: 'unknown' },
    'manifest-not-signed': { question: 'signed', verdict: 'no' },
    'position-not-signed': { question: 'signed', verdict: 'no' },
    'positions-not-checked': { question: 'signed', verdict: 'note' },
};
/** Names in `what` and `advice` come from files that anyone can have made, and stay on the line that they stand on. */
function finding(kind, what, advice) {
    return { kind, ...FINDINGS[kind], what: (0,_model_one_line_js__WEBPACK_IMPORTED_MODULE_0__/* .onOneLine */ .G)(what), advice: (0,_model_one_line_js__WEBPACK_IMPORTED_MODULE_0__/* .onOneLine */ .G)(advice) };
}
function answerOf(question, findings) {
    const own = findings.filter((each) => each.question === question);
    if (own.some(({ verdict }) => verdict === 'no'))
        return 'no';
    return own.some(({ verdict }) => verdict === 'unknown') ? 'unknown' : 'yes';
}


/***/ }),

/***/ 95965:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   w: () => (/* binding */ systemFileTree)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);


/** Large enough that reading it costs nothing compared with hashing it. */
const PIECE_BYTES = 1024 * 1024;
const systemFileTree = { kindOf, sizeOf: async (path) => (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(path)).size, list, read };
async function kindOf(path) {
    try {
        return (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(path)).isDirectory() ? 'folder' : 'file';
    }
    catch (error) {
        if (error.code === 'ENOENT')
            return undefined;
        throw error;
    }
}
async function* list(folder, depth) {
    const entries = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)(folder, { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
        const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, entry.name);
        if (entry.isDirectory()) {
            if (depth === 'tree')
                yield* list(path, depth);
        }
        else if (await isFile(entry, path))
            yield { path, bytes: (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(path)).size };
    }
}
async function isFile(entry, path) {
    return entry.isFile() || (entry.isSymbolicLink() && (await kindOf(path)) === 'file');
}
async function* read(path, from = 0) {
    const handle = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.open)(path);
    try {
        const piece = Buffer.allocUnsafe(PIECE_BYTES);
        for (let at = from;;) {
            const { bytesRead } = await handle.read(piece, 0, piece.length, at);
            if (bytesRead === 0)
                return;
            at += bytesRead;
            yield piece.subarray(0, bytesRead);
        }
    }
    finally {
        await handle.close();
    }
}


/***/ }),

/***/ 85440:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ makeFolderOf),
/* harmony export */   w: () => (/* binding */ openLineOutput)
/* harmony export */ });
/* harmony import */ var node_events__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(78474);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(76760);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(46466);
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(38522);
/**
 * Where lines go for good: a file that appears under its name only when it is complete, or a stream that somebody
 * reads. The next lines are accepted only when the ones before have been passed on.
 */






const PIECE_CHARACTERS = 256 * 1024;
/** A path, whose end says how it is compressed, or an open stream. */
async function openLineOutput(target) {
    return typeof target === 'string' ? openFile(target) : openStream(target);
}
/** Rejects with Node's own error where no file can be at `path`. */
async function makeFolderOf(path) {
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.mkdir)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.dirname)(path), { recursive: true });
    const isFolder = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.stat)(path).then((stats) => stats.isDirectory(), () => false);
    if (isFolder)
        throw Object.assign(new Error('it is a folder'), { code: 'EISDIR', syscall: 'open', path });
}
function openStream(stream) {
    const lines = new Pieces((piece) => push(stream, piece));
    return { write: (batch) => lines.add(batch), end: () => lines.flush(), discard: async () => { } };
}
function openFile(path) {
    const draft = `${path}.tmp`;
    const file = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.createWriteStream)(draft, { mode: 0o600 });
    const compressor = path.endsWith('.gz') ? (0,node_zlib__WEBPACK_IMPORTED_MODULE_5__.createGzip)() : path.endsWith('.zst') ? (0,node_zlib__WEBPACK_IMPORTED_MODULE_5__.createZstdCompress)() : undefined;
    const entrance = compressor ?? file;
    compressor?.pipe(file);
    const lines = new Pieces((piece) => push(entrance, piece));
    // A failure is met by the write or the end that waits for it.
    const closed = (0,node_stream_promises__WEBPACK_IMPORTED_MODULE_4__.finished)(file);
    closed.catch(() => { });
    return {
        write: (batch) => Promise.race([lines.add(batch), failing(closed)]),
        async end() {
            await lines.flush();
            entrance.end();
            await closed;
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rename)(draft, path);
        },
        async discard() {
            file.destroy();
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(draft, { force: true });
        },
    };
}
/** Never resolves: it only rejects as `closed` does. */
function failing(closed) {
    return new Promise((_, reject) => {
        closed.catch(reject);
    });
}
async function push(stream, piece) {
    if (stream.destroyed)
        throw new Error('the stream is closed');
    if (!stream.write(piece))
        await (0,node_events__WEBPACK_IMPORTED_MODULE_0__.once)(stream, 'drain');
}
/** Lines put together, because each write costs more than a line. */
class Pieces {
    #push;
    #piece = '';
    constructor(push) {
        this.#push = push;
    }
    async add(lines) {
        for (const line of lines) {
            this.#piece += `${line}\n`;
            if (this.#piece.length >= PIECE_CHARACTERS)
                await this.flush();
        }
    }
    async flush() {
        const piece = this.#piece;
        this.#piece = '';
        if (piece !== '')
            await this.#push(piece);
    }
}


/***/ }),

/***/ 21954:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ openScratch)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(48161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(76760);
/* harmony import */ var _file_tree_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(95965);
/**
 * Files for what does not fit into memory: in a folder of their own that only this user can read, gone when it is disposed of.
 * They hold what the log holds, so they are encrypted with a key that is nowhere but in memory: what was decrypted for reading
 * never lies on a disk in clear text, and what a killed process leaves behind says nothing.
 */





/** Every file has a counter of its own to begin with; a change of these bytes is not what this protects against. */
const CIPHER = 'aes-256-ctr';
const KEY_BYTES = 32;
const COUNTER_BYTES = 16;
/** Nothing is on the disk before the first file is written. */
function openScratch() {
    let made;
    const key = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(KEY_BYTES);
    const counters = new Map();
    const folder = () => (made ??= (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdtemp)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)((0,node_os__WEBPACK_IMPORTED_MODULE_2__.tmpdir)(), 'collect-audit-log-')));
    return {
        async write(name, pieces) {
            const counter = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(COUNTER_BYTES);
            const cipher = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createCipheriv)(CIPHER, key, counter);
            const handle = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(await folder(), name), 'wx', 0o600);
            counters.set(name, counter);
            try {
                for await (const piece of pieces)
                    await handle.writeFile(cipher.update(piece));
            }
            finally {
                await handle.close();
            }
        },
        async *read(name) {
            const counter = counters.get(name);
            if (counter === undefined)
                throw new Error('a file is written before it is read');
            const decipher = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createDecipheriv)(CIPHER, key, counter);
            for await (const piece of _file_tree_js__WEBPACK_IMPORTED_MODULE_4__/* .systemFileTree */ .w.read((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(await folder(), name)))
                yield decipher.update(piece);
        },
        async remove(name) {
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(await folder(), name), { force: true });
        },
        async [Symbol.asyncDispose]() {
            if (made !== undefined)
                await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(await made, { recursive: true, force: true });
        },
    };
}


/***/ }),

/***/ 46538:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Om: () => (/* binding */ ByteProgress),
/* harmony export */   qI: () => (/* binding */ renderSize)
/* harmony export */ });
/* unused harmony export renderBytes */
const CLEAR = '\r\u001b[K';
const BAR_COLUMNS = 24;
const EVERY_MS = 100;
class ByteProgress {
    #screen;
    #clock;
    #startedAt;
    #shownAt = 0;
    constructor(screen, clock) {
        this.#screen = screen;
        this.#clock = clock;
        this.#startedAt = clock.now();
    }
    show(read, total) {
        const now = this.#clock.now();
        if (this.#screen === undefined || now - this.#shownAt < EVERY_MS)
            return;
        this.#shownAt = now;
        const line = renderBytes({ read, total, ms: now - this.#startedAt });
        this.#screen.write(`${CLEAR}${line.slice(0, Math.max(0, (this.#screen.columns ?? 80) - 1))}`);
    }
    end() {
        if (this.#shownAt !== 0)
            this.#screen?.write(CLEAR);
        this.#shownAt = 0;
    }
}
function renderBytes({ read, total, ms, }) {
    const share = total === 0 ? 1 : Math.min(1, read / total);
    const filled = Math.floor(share * BAR_COLUMNS);
    const bar = `[${'#'.repeat(filled)}${'-'.repeat(BAR_COLUMNS - filled)}] ${String(Math.floor(share * 100)).padStart(3)}%`;
    const speed = ms < 500 ? '' : `, ${renderSize((read / ms) * 1000)}/s`;
    return `${bar}  ${renderSize(read)} of ${renderSize(Math.max(read, total))}${speed}`;
}
/** Decimal units, as disks and networks are sold. */
function renderSize(bytes) {
    const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
    const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
    const value = bytes / 1000 ** power;
    return `${power === 0 ? Math.round(value) : value.toFixed(1)} ${units[power]}`;
}


/***/ }),

/***/ 86802:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ momentOption)
/* harmony export */ });
/* harmony import */ var _action_inputs_parse_values_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(36512);
/* harmony import */ var _source_phrase_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(67512);
/** An instant on the command line: as `since` and `until` are written everywhere. */


/** UTC epoch ms; `undefined` when it is not given, or is a problem. */
function momentOption(options, name, now) {
    const text = options.one(name);
    if (text === undefined)
        return { at: undefined, problems: [] };
    const ms = (0,_action_inputs_parse_values_js__WEBPACK_IMPORTED_MODULE_0__/* .parseDuration */ .E9)(text);
    const at = ms === undefined ? (0,_source_phrase_js__WEBPACK_IMPORTED_MODULE_1__/* .parseInstant */ .nV)(text) : now - ms;
    if (at !== undefined)
        return { at, problems: [] };
    return {
        at,
        problems: [
            `--${name}: it accepts an ISO 8601 date or date-time (UTC when no zone is given), or a duration before now, such as \`36h\` or \`7d\``,
        ],
    };
}


/***/ }),

/***/ 49758:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ parseOptions)
/* harmony export */ });
/* harmony import */ var _flags_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(30067);
/* harmony import */ var _nearest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(23802);


/** `check` looks at the values: what is wrong with them. Throws `InputError`. */
function parseOptions(args, { rows, command, check, }) {
    const given = new Map();
    const paths = [];
    const problems = [];
    const queue = [...args];
    for (let arg = queue.shift(); arg !== undefined; arg = queue.shift()) {
        if (arg === '--')
            paths.push(...queue.splice(0));
        else if (!arg.startsWith('-') || arg === '-')
            paths.push(arg);
        else
            readFlag(arg, { given, problems, queue, rows });
    }
    if (paths.length === 0)
        problems.push('it needs at least one path: a folder, a zip file or a manifest');
    const options = {
        paths,
        has: (name) => given.has(name),
        all: (name) => given.get(name) ?? [],
        one: (name) => given.get(name)?.[0],
    };
    problems.push(...check(options));
    if (problems.length > 0)
        throw (0,_flags_js__WEBPACK_IMPORTED_MODULE_0__/* .misunderstood */ .j$)(problems, command);
    return options;
}
function readFlag(arg, { given, problems, queue, rows }) {
    const [, name, attached] = /^--([^=]+)(?:=(.*))?$/s.exec(arg) ?? [];
    const row = name === undefined || !Object.hasOwn(rows, name) ? undefined : rows[name];
    if (name === undefined || row === undefined) {
        const meant = name === undefined ? undefined : (0,_nearest_js__WEBPACK_IMPORTED_MODULE_1__/* .nearest */ .p)(name, Object.keys(rows));
        problems.push(`${(0,_flags_js__WEBPACK_IMPORTED_MODULE_0__/* .shown */ .SP)(arg.split('=', 1)[0] ?? arg)}: this flag does not exist${meant === undefined ? '' : `; did you mean --${meant}?`}`);
        return;
    }
    const values = given.get(name);
    if (values !== undefined && row.repeated !== true)
        problems.push(`--${name}: it is given twice`);
    if (row.placeholder === undefined) {
        if (attached !== undefined)
            problems.push(`--${name}: it accepts no value`);
        given.set(name, []);
        return;
    }
    const value = attached ?? (queue[0]?.startsWith('--') === true ? undefined : queue.shift());
    if (value === undefined || value === '')
        problems.push(`--${name}: it needs a value`);
    else
        given.set(name, [...(values ?? []), value]);
}


/***/ }),

/***/ 75165:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ readIdentities)
/* harmony export */ });
/* harmony import */ var _evidence_decryption_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(18108);
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73434);
/* harmony import */ var _runtime_files_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(58795);
/** The files of `--identity`, read before anything else: one that cannot be used ends the command at once. */



/** `undefined`: none was given. Rejects with `InputError`. */
async function readIdentities(paths) {
    if (paths.length === 0)
        return undefined;
    return (0,_evidence_decryption_js__WEBPACK_IMPORTED_MODULE_0__/* .createDecryption */ .Q)(await Promise.all(paths.map(readIdentity)));
}
async function readIdentity(path) {
    const bytes = await _runtime_files_js__WEBPACK_IMPORTED_MODULE_2__/* .systemFiles */ .Hy.read(path);
    if (bytes !== undefined)
        return { path, text: Buffer.from(bytes).toString('latin1') };
    throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(`there is no file ${path} for --identity`, {
        hint: 'Give the file that `age-keygen -o` wrote; see docs/evidence.md#encryption.',
    });
}


/***/ }),

/***/ 69164:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  i: () => (/* binding */ readSigners)
});

// EXTERNAL MODULE: ./lib/model/errors.js
var errors = __webpack_require__(73434);
// EXTERNAL MODULE: ./lib/evidence/ssh-signature.js
var ssh_signature = __webpack_require__(4212);
;// CONCATENATED MODULE: ./lib/evidence/verify/allowed-signers.js
/**
 * The file that says whose signatures are believed, in OpenSSH's own format: https://man.openbsd.org/ssh-keygen#ALLOWED_SIGNERS.
 * A restriction that is not understood would be one that is not kept, so it is refused.
 */


/** Those that may sign manifests, and perhaps positions. Throws `InputError`. */
function parseAllowedSigners(text) {
    const signers = text
        .split(/\r?\n/)
        .map((line) => line.trim())
        .flatMap((line, index) => (line === '' || line.startsWith('#') ? [] : (parseLine(line, index + 1) ?? [])));
    if (signers.some(({ signs }) => signs.includes(ssh_signature/* MANIFEST_NAMESPACE */.EL)))
        return signers;
    throw refused('it names no key that is allowed to sign manifests');
}
function parseLine(line, number) {
    const [principals = '', ...rest] = line.match(/(?:"[^"]*"|\S)+/g) ?? [];
    const type = rest.findIndex((word) => /^(?:ssh-|sk-|ecdsa-)/.test(word));
    const options = type === -1 ? [] : rest.slice(0, type).flatMap((word) => word.match(/(?:"[^"]*"|[^,])+/g) ?? []);
    const key = type === -1 ? undefined : (0,ssh_signature/* parsePublicKey */.ee)(rest.slice(type, type + 2).join(' '));
    if (key === undefined) {
        if (type !== -1 && rest[type] !== 'ssh-ed25519')
            return undefined;
        throw refused(`line ${number} is not "PRINCIPAL ssh-ed25519 KEY"`);
    }
    let signs = [ssh_signature/* MANIFEST_NAMESPACE */.EL, ssh_signature/* POSITION_NAMESPACE */.wy];
    for (const option of options) {
        const [, namespaces] = /^namespaces="([^"]*)"$/i.exec(option) ?? [];
        if (namespaces === undefined)
            throw refused(`line ${number} has an option other than namespaces="\u2026"`);
        signs = signs.filter((namespace) => namespaces.split(',').includes(namespace));
    }
    return signs.length === 0 ? undefined : { principals: principals.replaceAll('"', ''), key, signs };
}
function refused(why) {
    return new errors/* InputError */.dz(`the file of --allowed-signers cannot be used: ${why}`, {
        hint: 'One line for each key: PRINCIPAL, a space, and the public key as ssh-keygen wrote it; see docs/evidence.md#verify.',
    });
}

// EXTERNAL MODULE: ./lib/runtime/files.js
var files = __webpack_require__(58795);
;// CONCATENATED MODULE: ./lib/terminal/read-signers.js
/** The file of `--allowed-signers`, read before anything else: one that cannot be used ends the command at once. */



/** `undefined`: none was given. Rejects with `InputError`. */
async function readSigners(path) {
    if (path === undefined)
        return undefined;
    const bytes = await files/* systemFiles */.Hy.read(path);
    if (bytes !== undefined)
        return parseAllowedSigners(Buffer.from(bytes).toString('utf8'));
    throw new errors/* InputError */.dz(`--allowed-signers names a file that does not exist: ${path}`, {
        hint: 'Give the file with the public keys that are allowed to sign; see docs/evidence.md#verify.',
    });
}


/***/ }),

/***/ 54309:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B1: () => (/* binding */ renderReport),
/* harmony export */   lK: () => (/* binding */ renderDeliveries)
/* harmony export */ });
/* unused harmony export renderBar */
/* harmony import */ var _action_report_markdown_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(54524);
/* harmony import */ var _model_one_line_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(33160);
/* harmony import */ var _byte_progress_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(46538);
/** The answer of `verify` for an auditor: each question, the answer, the evidence, and what to do. */



const QUESTIONS = [
    ['unaltered', 'Unaltered?'],
    ['complete', 'Complete?'],
    ['covered', 'Covered?'],
    ['signed', 'By whom?'],
];
/** `columns`: how wide the screen is; `undefined`: it is no screen, and there is no bar of time. */
function renderReport(report, request, columns) {
    const { answers, findings, chains, pulls, totals } = report;
    const blocks = [
        chains.map(renderChain).concat(pulls.map(renderPull)),
        ...QUESTIONS.map(([question, title]) => {
            const own = findings.filter((finding) => finding.question === question);
            const table = question === 'covered' ? chains.flatMap((chain) => renderFeeds(chain, chains.length > 1, columns)) : [];
            return [
                `${title.padEnd(12)}${shownAnswer(answers[question])}  ${evidenceOf(question, report, request)}`,
                ...table,
                ...own.flatMap(renderFinding),
            ];
        }),
        renderTotals(totals),
    ];
    return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}
function shownAnswer(answer) {
    return { yes: 'YES    ', no: 'NO     ', unknown: 'UNKNOWN' }[answer];
}
/** What a yes rests on, and how far it goes. */
function evidenceOf(question, { answers, totals, chains, signers }, { heads, from, to }) {
    const isYes = answers[question] === 'yes';
    if (answers[question] === 'unknown' && totals.deliveries === 0)
        return 'No manifest could be read.';
    switch (question) {
        case 'unaltered':
            return isYes
                ? `${totals.files === 1 ? 'The file has' : `Each of ${(0,_action_report_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .renderCount */ .SS)(totals.files, 'file')} has`} the size and the SHA-256 of its manifest, and each manifest that of its follower.`
                : 'Some of it differs from what was delivered.';
        case 'complete': {
            const beginning = from === undefined ? 'the first manifest' : `the time given by --from, ${iso(from)},`;
            const rest = heads.length > 0 ? '.' : '; deliveries after the newest one cannot be checked from here (see --head).';
            if (!isYes)
                return 'A delivery that others refer to is missing.';
            return chains.length === 0
                ? 'Each pull says that it is complete.'
                : `Every manifest from ${beginning} to the newest is here${rest}`;
        }
        case 'covered':
            if (isYes && chains.length === 0 && from === undefined && to === undefined) {
                return 'Each pull covers its own range; to check a period, give --from and --to.';
            }
            return isYes
                ? `The periods that the manifests claim join without a hole${to === undefined ? '' : ` up to ${iso(to)}`}${hasGaps(chains) ? ', except for the gaps listed below' : ''}.`
                : 'No delivery covers some of the time.';
        case 'signed':
            if (!isYes)
                return answers.signed === 'no' ? 'Not everything is signed by an allowed signer.' : 'Not checked.';
            return `Every manifest has a good signature: ${Object.entries(signers)
                .map(([name, count]) => `${(0,_action_report_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .renderCount */ .SS)(count, 'manifest')} by ${name}`)
                .join(', ')}.`;
    }
}
function hasGaps(chains) {
    return chains.some(({ feeds }) => feeds.some(({ gaps }) => gaps.length > 0));
}
const CHAIN_STARTS = {
    'first-run': 'a first run',
    'earlier-release': 'after a release that wrote no chain',
    'position-lost': 'after the position was lost',
};
function renderChain({ target, apiHost, deliveries, oldest, heads, start }) {
    const beginning = start === null ? '' : `, the beginning of a chain (${CHAIN_STARTS[start]})`;
    return [
        `${target.kind} ${(0,_model_one_line_js__WEBPACK_IMPORTED_MODULE_1__/* .onOneLine */ .G)(target.name)} on ${(0,_model_one_line_js__WEBPACK_IMPORTED_MODULE_1__/* .onOneLine */ .G)(apiHost)}: ${renderDeliveries(deliveries)}`,
        `  from ${renderNamed(oldest)}${beginning}`,
        ...heads.map((head, index) => `  ${index === heads.length - 1 ? 'to  ' : 'and '} ${renderNamed(head)}`),
    ].join('\n');
}
function renderNamed({ generation, createdAt, commit, sha256 }) {
    const place = generation === null ? '' : `generation ${generation}, `;
    return `${place}${createdAt}, commit ${commit}\n         manifest SHA-256 ${sha256}`;
}
function renderPull(pull) {
    const { target, since, until, complete } = pull;
    return `Pull of ${target.kind} ${(0,_model_one_line_js__WEBPACK_IMPORTED_MODULE_1__/* .onOneLine */ .G)(target.name)}, ${since} to ${until}, ${complete ? 'complete' : 'NOT COMPLETE'}\n  ${renderNamed(pull)}`;
}
function renderFinding({ verdict, what, advice }) {
    const mark = { no: 'x', unknown: '?', note: '-' }[verdict];
    return [`  ${mark} ${sentence(what)}`, `    ${advice}`];
}
function renderFeeds({ target, feeds }, isOneOfMany, columns) {
    return feeds.map((feed) => {
        const { span, events, gaps, holes } = feed;
        const name = `${isOneOfMany ? `${(0,_model_one_line_js__WEBPACK_IMPORTED_MODULE_1__/* .onOneLine */ .G)(target.name)} ` : ''}${feed.feed}`.padEnd(5);
        if (span === undefined)
            return `  ${name}  nothing is claimed`;
        const named = gaps.map(({ from, to, kind, certain }) => `\n         gap ${from} to ${to}: ${kind}, ${certain ? 'certain' : 'possible'}`);
        const bar = columns === undefined ? '' : `\n         ${renderBar(feed, Math.min(60, columns - 12))}`;
        return `  ${name}  ${iso(span.from)} to ${iso(span.to)}  ${(0,_action_report_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .renderCount */ .SS)(events, 'event')}, ${(0,_action_report_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .renderCount */ .SS)(gaps.length, 'gap')}, ${(0,_action_report_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .renderCount */ .SS)(holes.length, 'hole')}${bar}${named.join('')}`;
    });
}
/** The span from its left to its right: `#` is claimed, `~` lies in a gap, a blank in a hole. */
function renderBar({ span, holes, gaps }, width) {
    if (span === undefined || span.to <= span.from)
        return `|${'#'.repeat(Math.max(1, width))}|`;
    const cellMs = (span.to - span.from) / width;
    const isIn = (spans, cell) => spans.some(({ from, to }) => from < span.from + (cell + 1) * cellMs && to > span.from + cell * cellMs);
    const gapSpans = gaps.map(({ from, to }) => ({ from: Date.parse(from), to: Date.parse(to) }));
    const cells = Array.from({ length: width }, (_, cell) => isIn(holes, cell) ? ' ' : isIn(gapSpans, cell) ? '~' : '#');
    return `|${cells.join('')}|`;
}
function renderTotals(totals) {
    const { deliveries, files, bytes, events, duplicates, deadLetters, encryptedFiles, firstAt, lastAt } = totals;
    const encrypted = encryptedFiles === 0 ? '' : ` (${(0,_action_report_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .renderCount */ .SS)(encryptedFiles, 'encrypted file')}, whose events are not compared)`;
    return [
        `${renderDeliveries(deliveries)}, ${(0,_action_report_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .renderCount */ .SS)(files, 'file')}, ${(0,_byte_progress_js__WEBPACK_IMPORTED_MODULE_2__/* .renderSize */ .qI)(bytes)}`,
        `${(0,_action_report_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .renderCount */ .SS)(events, 'event')}${firstAt === null ? '' : ` from ${firstAt} to ${lastAt}`}, ${(0,_action_report_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .renderNumber */ .kT)(duplicates)} of them more than once${encrypted}; ${(0,_action_report_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .renderCount */ .SS)(deadLetters, 'dead letter')}`,
    ];
}
function iso(ms) {
    return new Date(ms).toISOString();
}
function renderDeliveries(count) {
    return count === 1 ? '1 delivery' : `${(0,_action_report_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .renderNumber */ .kT)(count)} deliveries`;
}
/** A path at the beginning stays as it is: with a capital it would name another file. */
function sentence(text) {
    const begun = /^[a-z]+ /.test(text) ? `${text.charAt(0).toUpperCase()}${text.slice(1)}` : text;
    return `${begun}.`;
}


/***/ })

};
