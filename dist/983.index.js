export const id = 983;
export const ids = [983];
export const modules = {

/***/ 74364:
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
// EXTERNAL MODULE: ./lib/evidence/verify/check-signatures.js
var check_signatures = __webpack_require__(92247);
// EXTERNAL MODULE: ./lib/evidence/verify/finding.js
var finding = __webpack_require__(87742);
;// CONCATENATED MODULE: ./lib/evidence/verify/leave-out.js
function leaveOut(found, findings) {
    const unproven = findings.flatMap((each) => each.unproven ?? []);
    if (unproven.length === 0)
        return found;
    const paths = new Set(unproven.flatMap((each) => (each.kind === 'file' ? [each.path] : [])));
    const manifests = new Set(unproven.flatMap((each) => (each.kind === 'deliveries' ? each.sha256s : [])));
    const without = (copy) => ({
        ...copy,
        files: copy.files.map(({ facts, entry }) => ({
            facts,
            entry: entry !== undefined && paths.has(entry.path) ? undefined : entry,
        })),
    });
    const kept = new Map(found.deliveries.map((delivery) => {
        const copies = manifests.has(delivery.sha256) ? [] : delivery.copies.map(without);
        return [delivery, { ...delivery, copies }];
    }));
    const keptOf = (delivery) => kept.get(delivery) ?? delivery;
    return {
        ...found,
        deliveries: found.deliveries.filter(({ sha256 }) => !manifests.has(sha256)).map(keptOf),
        // A file keeps the parts of deliveries that are left out: the lines of the others are found by counting them.
        files: found.files
            .filter(({ entry }) => !paths.has(entry.path))
            .map(({ entry, parts }) => ({
            entry,
            parts: parts.map(({ delivery, facts }) => ({ delivery: keptOf(delivery), facts })),
        })),
    };
}

;// CONCATENATED MODULE: ./lib/evidence/verify/check-altered.js






/** `signers`: whose signatures are believed; `undefined`: signatures are not looked at. */
async function checkAltered(found, listing, ports) {
    const { signers } = ports;
    const signatures = signers === undefined ? [] : (await (0,check_signatures/* checkSignatures */.a)(found, signers)).findings;
    // Who cannot sign cannot make a signed delivery doubtful with a manifest that contradicts it.
    const signed = leaveOut(found, signatures);
    const { deliveries } = signed;
    const own = withoutPlanted(found, signed);
    const files = (await (0,check_files/* checkFiles */.g)(own, listing, ports)).findings;
    const chains = (0,check_chain/* chainsOf */.My)(deliveries).flatMap((chain) => (0,check_chain/* checkChain */.uy)(chain, { from: undefined, all: deliveries }).findings);
    const problems = [...signatures, ...files, ...(0,check_chain/* checkCommits */.TK)(deliveries), ...chains].filter(({ question, verdict }) => (question === 'unaltered' || question === 'signed') && verdict === 'no');
    const closed = files.filter(({ kind }) => kind === 'file-not-opened');
    return { problems, closed, proven: leaveOut(own, [...problems, ...closed]) };
}
/** Whoever cannot sign can name a file of a signed delivery in a manifest of their own: where the signed parts are all of the file, no other counts. */
function withoutPlanted(found, { deliveries }) {
    const signed = new Set(deliveries.map(({ sha256 }) => sha256));
    const files = found.files.map(({ entry, parts }) => {
        const own = parts.filter(({ delivery }) => signed.has(delivery.sha256));
        const bytes = own.reduce((sum, { facts }) => sum + facts.bytes, 0);
        return { entry, parts: own.length > 0 && bytes === entry.bytes ? own : parts };
    });
    return { ...found, files };
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
// EXTERNAL MODULE: ./lib/runtime/line-output.js
var line_output = __webpack_require__(85440);
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
// EXTERNAL MODULE: ./lib/terminal/read-signers.js + 1 modules
var read_signers = __webpack_require__(69164);
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
            ...(given.has('force') && given.has('only-proven') ? ['--force: it is the opposite of --only-proven'] : []),
        ],
    });
    const [since, until] = ['since', 'until'].map((name) => (0,moment_option/* momentOption */.s)(options, name, now).at);
    return {
        paths: options.paths,
        output: options.one('output'),
        report: options.one('report'),
        range: { since, until },
        force: options.has('force'),
        onlyProven: options.has('only-proven'),
        allowedSigners: options.one('allowed-signers'),
        identities: options.all('identity'),
    };
}
/**
 * The exit code: 1 when something is altered or not signed and `--force` is not given. Rejects with `InputError` when it could
 * not read.
 */
async function runMerge(flags, outlet) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const { paths, range, force, onlyProven } = flags;
        // Before hours of reading, not after them.
        for (const path of [flags.output, flags.report])
            if (path !== undefined)
                await (0,line_output/* makeFolderOf */.i)(path);
        const signers = await (0,read_signers/* readSigners */.i)(flags.allowedSigners);
        const decrypt = await (0,read_identities/* readIdentities */.d)(flags.identities);
        const scratch = __addDisposableResource(env_1, (0,runtime_scratch/* openScratch */.j)(), true);
        const listing = await (0,entries/* listEntries */.f)(paths, file_tree/* systemFileTree */.w);
        const all = await findDeliveriesIn(listing, paths);
        const check = await findAltered(all, listing, { scratch, outlet, signers, decrypt });
        // Without --only-proven, a file that nobody can open is an error where it is read.
        const problems = onlyProven ? [...check.problems, ...check.closed] : check.problems;
        const found = onlyProven ? check.proven : all;
        const severity = force || onlyProven ? 'warning' : 'error';
        for (const { what, advice } of problems)
            outlet.tell(`${severity}: ${what}.\n${advice}\n`);
        if (problems.length > 0 && !force && (!onlyProven || found.deliveries.length === 0)) {
            outlet.tell(onlyProven
                ? 'Nothing was written, because nothing is proven. Run `collect-audit-log verify` for details.\n'
                : 'Nothing was written. Run `collect-audit-log verify` for details, or add --only-proven to merge the rest, or --force to merge all of it.\n');
            return 1;
        }
        const progress = () => outlet.signal.throwIfAborted();
        const merged = await (0,merge/* mergeDeliveries */.D)(found, { ...range, scratch, decrypt, progress });
        await writeMerged(merged, found, { flags, outlet, isComplete: problems.length === 0 && isComplete(found) });
        const { events, duplicates } = merged.counts;
        const [from, count] = [(0,render_report/* renderDeliveries */.lK)(found.deliveries.length), (0,markdown/* renderCount */.SS)(events, 'event')];
        outlet.tell(`${count} from ${from}, ${(0,markdown/* renderCount */.SS)(duplicates, 'duplicate')} left out.\n`);
        if (problems.length === 0 || force)
            return 0;
        outlet.tell('Only what is proven was merged; the warnings name the rest.\n');
        return 1;
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
    const page = report === undefined ? undefined : (await Promise.all(/* import() */[__webpack_require__.e(220), __webpack_require__.e(736)]).then(__webpack_require__.bind(__webpack_require__, 736))).createFilesReport(found);
    const target = report !== undefined && output === undefined ? undefined : await (0,line_output/* openLineOutput */.w)(output ?? outlet.stdout);
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
async function findDeliveriesIn(listing, paths) {
    const found = await (0,find_deliveries/* findDeliveries */.i1)(listing);
    if (found.deliveries.length > 0)
        return found;
    throw new errors/* InputError */.dz(`no manifest was found below ${paths.join(', ')}`, {
        hint: 'Give the folders or zip files of deliveries: each has a manifest.json next to its events; see docs/evidence.md#merge.',
    });
}
async function findAltered(found, listing, { scratch, outlet, signers, decrypt }) {
    const bar = new byte_progress/* ByteProgress */.Om(outlet.screen, outlet.clock);
    const total = found.files.reduce((sum, { entry }) => sum + entry.bytes, 0);
    const progress = (read) => {
        outlet.signal.throwIfAborted();
        bar.show(read, total);
    };
    const ports = { fingerprints: new fingerprints/* Fingerprints */.U(scratch), signers, decrypt, progress };
    return checkAltered(found, listing, ports).finally(() => bar.end());
}


/***/ })

};
