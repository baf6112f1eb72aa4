export const id = 695;
export const ids = [695];
export const modules = {

/***/ 23695:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  parseVerify: () => (/* binding */ parseVerify),
  runVerify: () => (/* binding */ runVerify)
});

// UNUSED EXPORTS: isProven

// EXTERNAL MODULE: ./lib/evidence/deliveries/entries.js + 1 modules
var entries = __webpack_require__(10958);
// EXTERNAL MODULE: ./lib/evidence/deliveries/find-deliveries.js + 1 modules
var find_deliveries = __webpack_require__(76224);
// EXTERNAL MODULE: ./lib/evidence/merge/merge.js + 4 modules
var merge = __webpack_require__(91314);
// EXTERNAL MODULE: ./lib/model/errors.js
var errors = __webpack_require__(73434);
// EXTERNAL MODULE: ./lib/evidence/lines/fingerprints.js
var lines_fingerprints = __webpack_require__(12844);
// EXTERNAL MODULE: ./lib/evidence/verify/check-chain.js
var check_chain = __webpack_require__(29195);
// EXTERNAL MODULE: ./lib/evidence/verify/check-coverage.js
var check_coverage = __webpack_require__(27914);
// EXTERNAL MODULE: ./lib/evidence/verify/check-files.js + 3 modules
var check_files = __webpack_require__(19064);
// EXTERNAL MODULE: ./lib/evidence/verify/check-signatures.js
var check_signatures = __webpack_require__(92247);
// EXTERNAL MODULE: ./lib/evidence/verify/describe.js
var describe = __webpack_require__(69322);
// EXTERNAL MODULE: ./lib/evidence/verify/finding.js
var finding = __webpack_require__(87742);
;// CONCATENATED MODULE: ./lib/evidence/verify/verify-report.js
/** `deliveries` are those of one chain, in their order, at least one. */
function reportChain(deliveries, { heads, feeds }) {
    const [oldest] = deliveries;
    const { target, apiHost, start } = oldest.manifest;
    return {
        ...{ target, apiHost, start },
        deliveries: deliveries.length,
        oldest: nameOf(oldest),
        heads: heads.map(nameOf),
        feeds,
    };
}
function reportPull(delivery) {
    const { pull, target } = delivery.manifest;
    if (pull === null)
        return [];
    return [{ ...nameOf(delivery), target, since: pull.since, until: pull.until, complete: pull.complete }];
}
function nameOf({ sha256, manifest: { generation, commit, createdAt } }) {
    return { sha256, generation, commit, createdAt };
}
/** What the manifests say of themselves. */
function sumOf(deliveries) {
    const counts = deliveries.map(({ manifest }) => manifest.counts);
    const times = deliveries.flatMap(({ manifest }) => manifest.feeds.flatMap(({ firstAt, lastAt }) => [firstAt, lastAt]));
    const known = times.filter((time) => time !== null).sort((a, b) => Date.parse(a) - Date.parse(b));
    return {
        deliveries: deliveries.length,
        events: counts.reduce((sum, { events }) => sum + events, 0),
        deadLetters: counts.reduce((sum, { deadLetters }) => sum + deadLetters, 0),
        firstAt: known[0] ?? null,
        lastAt: known.at(-1) ?? null,
    };
}

;// CONCATENATED MODULE: ./lib/evidence/verify/verify.js
/**
 * Answers the questions of an auditor about deliveries: unaltered, complete, covered, and by whom. Everything that it says comes
 * from the files that it was given; what cannot be known from them is said to be unknown.
 */











/** Rejects with `InputError` when there is nothing that could be verified. */
async function verify(request, ports) {
    const { tree, scratch, decrypt, progress } = ports;
    const listing = await (0,entries/* listEntries */.f)(request.paths, tree);
    const found = await (0,find_deliveries/* findDeliveries */.i1)(listing);
    const { deliveries } = found;
    if (deliveries.length === 0 && found.noManifests.length === 0)
        throw nothingFound(request.paths);
    const total = found.files.reduce((sum, { entry }) => sum + entry.bytes, 0);
    const fingerprints = new lines_fingerprints/* Fingerprints */.U(scratch);
    const files = await (0,check_files/* checkFiles */.g)(found, listing, { fingerprints, decrypt, progress: (read) => progress(read, total) });
    const chains = (0,check_chain/* chainsOf */.My)(deliveries).map((chain) => lookAtChain(chain, { ...request, all: deliveries }));
    const { signers } = request;
    const signatures = signers === undefined ? undefined : await (0,check_signatures/* checkSignatures */.a)(found, signers);
    const findings = [
        ...files.findings,
        ...(0,check_chain/* checkCommits */.TK)(deliveries),
        ...chains.flatMap((chain) => chain.findings),
        ...(0,check_chain/* checkHeads */.ep)(deliveries, request.heads),
        ...checkPulls(deliveries),
        ...(0,check_coverage/* checkPullCoverage */.Q)(deliveries, request),
        ...(signatures?.findings ?? [UNSIGNED]),
    ];
    const answer = (question) => {
        const answered = (0,finding/* answerOf */.ut)(question, findings);
        // What was not read is not proven: a manifest that cannot be read could name a delivery that is missing.
        return deliveries.length === 0 && answered === 'yes' ? 'unknown' : answered;
    };
    const answers = Object.fromEntries(finding/* QUESTIONS */.cE.map((question) => [question, answer(question)]));
    return {
        answers: answers,
        findings,
        chains: chains.map(({ report }) => report),
        pulls: deliveries.flatMap(reportPull),
        signers: Object.fromEntries(signatures?.signers ?? []),
        totals: {
            ...sumOf(deliveries),
            files: files.totals.files,
            bytes: files.totals.bytes,
            encryptedFiles: files.totals.encrypted,
            duplicates: await fingerprints.countRepeated(),
        },
    };
}
function lookAtChain(deliveries, wanted) {
    const { heads, findings } = (0,check_chain/* checkChain */.uy)(deliveries, wanted);
    const coverage = (0,check_coverage/* checkCoverage */.x)(deliveries, wanted);
    const report = reportChain(deliveries, { heads, feeds: coverage.feeds });
    return { report, findings: [...findings, ...coverage.findings] };
}
function checkPulls(deliveries) {
    return deliveries
        .filter(({ manifest }) => manifest.pull?.complete === false)
        .map((delivery) => (0,finding/* finding */.gk)('pull-incomplete', `the ${(0,describe/* describeDelivery */.Ks)(delivery)} says that it is not complete`, 'Pull the rest: the manifest says how far it came.'));
}
const UNSIGNED = (0,finding/* finding */.gk)('signatures-not-checked', 'signatures were not checked', 'Give the public keys that are allowed to sign: --allowed-signers FILE.');
function nothingFound(paths) {
    return new errors/* InputError */.dz(`there is no manifest below ${paths.join(', ')}`, {
        hint: 'Give the folders or zip files of deliveries: each has a manifest.json next to its events; see docs/evidence.md#verify.',
    });
}

// EXTERNAL MODULE: ./lib/runtime/file-tree.js
var file_tree = __webpack_require__(95965);
// EXTERNAL MODULE: ./lib/runtime/line-output.js
var line_output = __webpack_require__(85440);
// EXTERNAL MODULE: ./lib/runtime/scratch.js
var runtime_scratch = __webpack_require__(21954);
// EXTERNAL MODULE: ./lib/terminal/byte-progress.js
var byte_progress = __webpack_require__(46538);
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
// EXTERNAL MODULE: ./lib/model/one-line.js
var one_line = __webpack_require__(33160);
// EXTERNAL MODULE: ./lib/model/version.js
var version = __webpack_require__(83341);
;// CONCATENATED MODULE: ./lib/terminal/render-report-json.js


/** Of the shape below; it grows only. */
const VERSION = 1;
function renderReportJson({ answers, findings, chains, pulls, signers, totals }) {
    const rendered = {
        version: VERSION,
        tool: version/* TOOL */.j,
        answers,
        findings: findings.map(({ kind, question, verdict, what, advice }) => ({ kind, question, verdict, what, advice })),
        chains: chains.map(({ feeds, ...chain }) => ({
            ...chain,
            feeds: feeds.map(({ feed, span, holes, gaps, events }) => ({
                feed,
                from: span === undefined ? null : iso(span.from),
                to: span === undefined ? null : iso(span.to),
                events,
                holes: holes.map(renderSpan),
                gaps,
            })),
        })),
        pulls,
        signers,
        totals,
    };
    return `${(0,one_line/* visibleJson */.$)(JSON.stringify(rendered, undefined, 2))}\n`;
}
function renderSpan({ from, to }) {
    return { from: iso(from), to: iso(to) };
}
function iso(ms) {
    return new Date(ms).toISOString();
}

// EXTERNAL MODULE: ./lib/terminal/verify-options.js
var verify_options = __webpack_require__(63420);
;// CONCATENATED MODULE: ./lib/terminal/verify-command.js
/** `verify`: the command line, the progress while it reads, and the answer for a person or for a program. */
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















const SHA256 = /^[0-9a-fA-F]{64}$/;
/** Throws `InputError`. */
function parseVerify(args, now) {
    const options = (0,terminal_options/* parseOptions */.A)(args, {
        rows: verify_options/* VERIFY_OPTIONS */.n,
        command: 'verify',
        check: (given) => [
            ...given
                .all('head')
                .filter((head) => !SHA256.test(head))
                .map(() => '--head: it accepts a SHA-256, 64 hex digits'),
            ...(0,moment_option/* momentOption */.s)(given, 'from', now).problems,
            ...(0,moment_option/* momentOption */.s)(given, 'to', now).problems,
            ...(isReversed((0,moment_option/* momentOption */.s)(given, 'from', now).at, (0,moment_option/* momentOption */.s)(given, 'to', now).at)
                ? ['--to: it has to be later than --from']
                : []),
        ],
    });
    return {
        json: options.has('json'),
        allowedSigners: options.one('allowed-signers'),
        identities: options.all('identity'),
        report: options.one('report'),
        request: {
            paths: options.paths,
            heads: options.all('head').map((head) => head.toLowerCase()),
            from: (0,moment_option/* momentOption */.s)(options, 'from', now).at,
            to: (0,moment_option/* momentOption */.s)(options, 'to', now).at,
        },
    };
}
/** A period without a moment in it is covered by anything: a typing error would look like a proof. */
function isReversed(from, to) {
    return from !== undefined && to !== undefined && from >= to;
}
/**
 * The exit code: 0 when everything that was checked is proven, 1 when something is not. Rejects with `InputError` when
 * it could not read.
 */
async function runVerify(flags, outlet) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const { request: given, allowedSigners, identities, json, report: page } = flags;
        // Before hours of reading, not after them.
        if (page !== undefined)
            await (0,line_output/* makeFolderOf */.i)(page);
        const request = { ...given, signers: await (0,read_signers/* readSigners */.i)(allowedSigners) };
        const decrypt = await (0,read_identities/* readIdentities */.d)(identities);
        const scratch = __addDisposableResource(env_1, (0,runtime_scratch/* openScratch */.j)(), true);
        const bar = new byte_progress/* ByteProgress */.Om(outlet.screen, outlet.clock);
        const progress = (read, total) => {
            outlet.signal.throwIfAborted();
            bar.show(read, total);
        };
        const ports = { tree: file_tree/* systemFileTree */.w, scratch, decrypt, progress };
        const report = await verify(request, ports).finally(() => bar.end());
        const columns = outlet.isWatched ? outlet.columns : undefined;
        outlet.write(json ? renderReportJson(report) : (0,render_report/* renderReport */.B1)(report, request, columns));
        if (page !== undefined)
            await writePage(page, { request, report, scratch, decrypt, outlet });
        return isProven(report, request) ? 0 : 1;
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
/** A page of events that somebody has changed would look like one of the log. */
async function writePage(path, { request, report, scratch, decrypt, outlet }) {
    if (report.answers.unaltered !== 'yes') {
        outlet.tell(`${path} was not written: something is altered.\n`);
        return;
    }
    const { createFilesReport } = await Promise.all(/* import() */[__webpack_require__.e(220), __webpack_require__.e(736)]).then(__webpack_require__.bind(__webpack_require__, 736));
    const found = await (0,find_deliveries/* findDeliveries */.i1)(await (0,entries/* listEntries */.f)(request.paths, file_tree/* systemFileTree */.w));
    const range = { since: request.from, until: request.to };
    const progress = () => outlet.signal.throwIfAborted();
    const { batches, counts } = await (0,merge/* mergeDeliveries */.D)(found, { ...range, scratch, decrypt, progress });
    const page = createFilesReport(found);
    for await (const lines of batches) {
        outlet.signal.throwIfAborted();
        page.add(lines);
    }
    const isComplete = report.answers.complete === 'yes' && report.answers.covered === 'yes';
    await page.write(path, { ...range, isComplete, duplicates: counts.duplicates });
}
/** `--allowed-signers` checks signatures; without it nothing is reported about them. */
function isProven({ answers }, { signers }) {
    const { unaltered, complete, covered, signed } = answers;
    return ([unaltered, complete, covered].every((answer) => answer === 'yes') && (signers === undefined || signed === 'yes'));
}


/***/ })

};
