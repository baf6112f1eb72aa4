export const id = 283;
export const ids = [283];
export const modules = {

/***/ 98283:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  parseMerge: () => (/* binding */ parseMerge),
  runMerge: () => (/* binding */ runMerge)
});

// EXTERNAL MODULE: ./lib/action/report/markdown.js
var markdown = __webpack_require__(54524);
// EXTERNAL MODULE: ./lib/evidence/deliveries/entries.js + 1 modules
var entries = __webpack_require__(10958);
// EXTERNAL MODULE: ./lib/evidence/deliveries/find-deliveries.js + 1 modules
var find_deliveries = __webpack_require__(76224);
// EXTERNAL MODULE: ./lib/evidence/lines/fingerprints.js
var fingerprints = __webpack_require__(12844);
// EXTERNAL MODULE: ./lib/evidence/merge/merge.js + 4 modules
var merge = __webpack_require__(91314);
// EXTERNAL MODULE: ./lib/evidence/verify/check-chain.js
var check_chain = __webpack_require__(29195);
// EXTERNAL MODULE: ./lib/evidence/verify/check-coverage.js
var check_coverage = __webpack_require__(27914);
// EXTERNAL MODULE: ./lib/evidence/verify/check-files.js + 3 modules
var check_files = __webpack_require__(19064);
// EXTERNAL MODULE: ./lib/evidence/verify/finding.js
var finding = __webpack_require__(87742);
;// CONCATENATED MODULE: ./lib/evidence/verify/check-altered.js




async function checkAltered(found, listing, ports) {
    const { deliveries } = found;
    const files = await (0,check_files/* checkFiles */.g)(found, listing, ports);
    const chains = (0,check_chain/* chainsOf */.My)(deliveries).flatMap((chain) => (0,check_chain/* checkChain */.uy)(chain, { from: undefined, all: deliveries }).findings);
    const findings = [...files.findings, ...(0,check_chain/* checkCommits */.TK)(deliveries), ...chains];
    return findings.filter(({ question, verdict }) => question === 'unaltered' && verdict === 'no');
}
function isComplete({ deliveries }) {
    const wanted = { from: undefined, to: undefined, all: deliveries };
    const findings = (0,check_chain/* chainsOf */.My)(deliveries).flatMap((chain) => [
        ...(0,check_chain/* checkChain */.uy)(chain, wanted).findings,
        ...(0,check_coverage/* checkCoverage */.x)(chain, wanted).findings,
    ]);
    return ['unaltered', 'complete', 'covered'].every((question) => (0,finding/* answerOf */.ut)(question, findings) === 'yes');
}

// EXTERNAL MODULE: ./lib/model/errors.js
var errors = __webpack_require__(73434);
// EXTERNAL MODULE: ./lib/runtime/file-tree.js
var file_tree = __webpack_require__(95965);
// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(78474);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(46466);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
;// CONCATENATED MODULE: ./lib/runtime/line-output.js
/**
 * Where lines go for good: a file that appears under its name only when it is complete, or a stream that somebody
 * reads. The next lines are accepted only when the ones before have been passed on.
 */





const PIECE_CHARACTERS = 256 * 1024;
/** A path, whose end says how it is compressed, or an open stream. */
async function openLineOutput(target) {
    return typeof target === 'string' ? openFile(target) : openStream(target);
}
function openStream(stream) {
    const lines = new Pieces((piece) => push(stream, piece));
    return { write: (batch) => lines.add(batch), end: () => lines.flush(), discard: async () => { } };
}
function openFile(path) {
    const draft = `${path}.tmp`;
    const file = (0,external_node_fs_.createWriteStream)(draft, { mode: 0o600 });
    const compressor = path.endsWith('.gz') ? (0,external_node_zlib_.createGzip)() : path.endsWith('.zst') ? (0,external_node_zlib_.createZstdCompress)() : undefined;
    const entrance = compressor ?? file;
    compressor?.pipe(file);
    const lines = new Pieces((piece) => push(entrance, piece));
    // A failure is met by the write or the end that waits for it.
    const closed = (0,external_node_stream_promises_.finished)(file);
    closed.catch(() => { });
    return {
        write: (batch) => Promise.race([lines.add(batch), failing(closed)]),
        async end() {
            await lines.flush();
            entrance.end();
            await closed;
            await (0,promises_.rename)(draft, path);
        },
        async discard() {
            file.destroy();
            await (0,promises_.rm)(draft, { force: true });
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
        await (0,external_node_events_.once)(stream, 'drain');
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

// EXTERNAL MODULE: ./lib/runtime/scratch.js
var runtime_scratch = __webpack_require__(21954);
// EXTERNAL MODULE: ./lib/terminal/byte-progress.js
var byte_progress = __webpack_require__(46538);
// EXTERNAL MODULE: ./lib/terminal/merge-options.js
var merge_options = __webpack_require__(70495);
// EXTERNAL MODULE: ./lib/terminal/moment-option.js
var moment_option = __webpack_require__(86802);
// EXTERNAL MODULE: ./lib/terminal/options.js
var terminal_options = __webpack_require__(49758);
// EXTERNAL MODULE: ./lib/terminal/read-identities.js
var read_identities = __webpack_require__(75165);
// EXTERNAL MODULE: ./lib/terminal/render-report.js
var render_report = __webpack_require__(54309);
;// CONCATENATED MODULE: ./lib/terminal/merge-command.js
var __addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
    if (value !== null && value !== void 0) {
        if (typeof value !== "object" && typeof value !== "function") throw new TypeError("Object expected.");
        var dispose, inner;
        if (async) {
            if (!Symbol.asyncDispose) throw new TypeError("Symbol.asyncDispose is not defined.");
            dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
            if (!Symbol.dispose) throw new TypeError("Symbol.dispose is not defined.");
            dispose = value[Symbol.dispose];
            if (async) inner = dispose;
        }
        if (typeof dispose !== "function") throw new TypeError("Object not disposable.");
        if (inner) dispose = function() { try { inner.call(this); } catch (e) { return Promise.reject(e); } };
        env.stack.push({ value: value, dispose: dispose, async: async });
    }
    else if (async) {
        env.stack.push({ async: true });
    }
    return value;
};
var __disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
    return function (env) {
        function fail(e) {
            env.error = env.hasError ? new SuppressedError(e, env.error, "An error was suppressed during disposal.") : e;
            env.hasError = true;
        }
        var r, s = 0;
        function next() {
            while (r = env.stack.pop()) {
                try {
                    if (!r.async && s === 1) return s = 0, env.stack.push(r), Promise.resolve().then(next);
                    if (r.dispose) {
                        var result = r.dispose.call(r.value);
                        if (r.async) return s |= 2, Promise.resolve(result).then(next, function(e) { fail(e); return next(); });
                    }
                    else s |= 1;
                }
                catch (e) {
                    fail(e);
                }
            }
            if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
            if (env.hasError) throw env.error;
        }
        return next();
    };
})(typeof SuppressedError === "function" ? SuppressedError : function (error, suppressed, message) {
    var e = new Error(message);
    return e.name = "SuppressedError", e.error = error, e.suppressed = suppressed, e;
});
















/** Throws `InputError`. */
function parseMerge(args, now) {
    const options = (0,terminal_options/* parseOptions */.A)(args, {
        rows: merge_options/* MERGE_OPTIONS */.W,
        command: 'merge',
        check: (given) => [
            ...['since', 'until'].flatMap((name) => (0,moment_option/* momentOption */.s)(given, name, now).problems),
            ...(given.one('report') !== undefined && given.one('report') === given.one('output')
                ? ['--report: it is the same file as --output']
                : []),
        ],
    });
    const [since, until] = ['since', 'until'].map((name) => (0,moment_option/* momentOption */.s)(options, name, now).at);
    return {
        paths: options.paths,
        output: options.one('output'),
        report: options.one('report'),
        range: { since, until },
        force: options.has('force'),
        identities: options.all('identity'),
    };
}
/**
 * The exit code: 1 when something is altered and `--force` is not given. Rejects with `InputError` when it could not
 * read.
 */
async function runMerge(flags, outlet) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const { paths, range, force } = flags;
        const decrypt = await (0,read_identities/* readIdentities */.d)(flags.identities);
        const scratch = __addDisposableResource(env_1, (0,runtime_scratch/* openScratch */.j)(), true);
        const found = await findDeliveriesIn(paths);
        const problems = await findAltered(paths, found, { scratch, outlet });
        for (const { what, advice } of problems)
            outlet.tell(`${force ? 'warning' : 'error'}: ${what}.\n${advice}\n`);
        if (problems.length > 0 && !force) {
            outlet.tell('Nothing was written. Run `collect-audit-log verify` for details, or add --force to merge anyway.\n');
            return 1;
        }
        const bar = new byte_progress/* ByteProgress */.Om(outlet.screen, outlet.clock);
        const progress = () => outlet.signal.throwIfAborted();
        const merged = await (0,merge/* mergeDeliveries */.D)(found, { ...range, scratch, decrypt, progress }).finally(() => bar.end());
        await writeMerged(merged, found, { flags, outlet, isComplete: problems.length === 0 && isComplete(found) });
        const { events, duplicates } = merged.counts;
        const [from, count] = [(0,render_report/* renderDeliveries */.lK)(found.deliveries.length), (0,markdown/* renderCount */.SS)(events, 'event')];
        outlet.tell(`${count} from ${from}, ${(0,markdown/* renderCount */.SS)(duplicates, 'duplicate')} left out.\n`);
        return 0;
    }
    catch (e_1) {
        env_1.error = e_1;
        env_1.hasError = true;
    }
    finally {
        const result_1 = __disposeResources(env_1);
        if (result_1)
            await result_1;
    }
}
async function writeMerged(merged, found, { flags, outlet, isComplete }) {
    const { output, report, range } = flags;
    const page = report === undefined ? undefined : (await __webpack_require__.e(/* import() */ 736).then(__webpack_require__.bind(__webpack_require__, 736))).createFilesReport(found);
    const target = report !== undefined && output === undefined ? undefined : await openLineOutput(output ?? outlet.stdout);
    try {
        for await (const lines of merged.batches) {
            outlet.signal.throwIfAborted();
            page?.add(lines);
            await target?.write(lines);
        }
        await target?.end();
    }
    catch (error) {
        await target?.discard();
        throw error;
    }
    const { duplicates } = merged.counts;
    if (report !== undefined)
        await page?.write(report, { ...range, isComplete: isComplete, duplicates });
}
async function findDeliveriesIn(paths) {
    const found = await (0,find_deliveries/* findDeliveries */.i1)(await (0,entries/* listEntries */.f)(paths, file_tree/* systemFileTree */.w));
    if (found.deliveries.length > 0)
        return found;
    throw new errors/* InputError */.dz(`no manifest was found below ${paths.join(', ')}`, {
        hint: 'Give the folders or zip files of deliveries: each has a manifest.json next to its events; see docs/evidence.md#merge.',
    });
}
async function findAltered(paths, found, { scratch, outlet }) {
    const bar = new byte_progress/* ByteProgress */.Om(outlet.screen, outlet.clock);
    const total = found.files.reduce((sum, { entry }) => sum + entry.bytes, 0);
    const progress = (read) => {
        outlet.signal.throwIfAborted();
        bar.show(read, total);
    };
    const listing = await (0,entries/* listEntries */.f)(paths, file_tree/* systemFileTree */.w);
    // What is encrypted is verified as it is stored; it is decrypted once, when its events are read.
    const ports = { fingerprints: new fingerprints/* Fingerprints */.U(scratch), decrypt: undefined, progress };
    return checkAltered(found, listing, ports).finally(() => bar.end());
}


/***/ })

};
