export const id = 91;
export const ids = [91];
export const modules = {

/***/ 86091:
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
    throw refused('it names no key that may sign manifests');
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

// EXTERNAL MODULE: ./lib/evidence/verify/verify.js + 7 modules
var verify = __webpack_require__(57896);
// EXTERNAL MODULE: ./lib/runtime/file-tree.js
var file_tree = __webpack_require__(95965);
// EXTERNAL MODULE: ./lib/runtime/files.js
var files = __webpack_require__(58795);
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
;// CONCATENATED MODULE: ./lib/terminal/render-report.js

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
    switch (question) {
        case 'unaltered':
            return isYes
                ? `Each of ${totals.files} files has the size and the SHA-256 of its manifest, and each manifest that of its follower.`
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
            return isYes
                ? `The claims join without a hole${to === undefined ? '' : ` up to ${iso(to)}`}, except for the gaps listed below.`
                : 'No delivery covers some of the time.';
        case 'signed':
            if (!isYes)
                return answers.signed === 'no'
                    ? 'Not everything is signed by an allowed signer.'
                    : 'Not checked: give --allowed-signers FILE.';
            return `Every manifest has a good signature: ${Object.entries(signers)
                .map(([name, count]) => `${name} ${count}`)
                .join(', ')}.`;
    }
}
function renderChain({ target, apiHost, deliveries, oldest, heads, start }) {
    const beginning = start === null ? '' : `, the beginning of a chain (${start})`;
    return [
        `${target.kind} ${target.name} on ${apiHost}: ${deliveries} deliveries`,
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
    return `Pull of ${target.kind} ${target.name}, ${since} to ${until}, ${complete ? 'complete' : 'NOT COMPLETE'}\n  ${renderNamed(pull)}`;
}
function renderFinding({ verdict, what, advice }) {
    const mark = { no: 'x', unknown: '?', note: '-' }[verdict];
    return [`  ${mark} ${sentence(what)}`, ...(advice === undefined ? [] : [`    ${advice}`])];
}
function renderFeeds({ target, feeds }, isOneOfMany, columns) {
    return feeds.map((feed) => {
        const { span, events, gaps, holes } = feed;
        const name = `${isOneOfMany ? `${target.name} ` : ''}${feed.feed}`.padEnd(5);
        if (span === undefined)
            return `  ${name}  nothing is claimed`;
        const named = gaps.map(({ from, to, kind, certain }) => `\n         gap ${from} to ${to}: ${kind}, ${certain ? 'certain' : 'possible'}`);
        const bar = columns === undefined ? '' : `\n         ${renderBar(feed, Math.min(60, columns - 12))}`;
        return `  ${name}  ${iso(span.from)} to ${iso(span.to)}  ${events} events, ${gaps.length} gaps, ${holes.length} holes${bar}${named.join('')}`;
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
    const encrypted = encryptedFiles === 0 ? '' : ` (${encryptedFiles} files are encrypted: the events in them are not compared)`;
    return [
        `${deliveries} deliveries, ${files} files, ${(0,byte_progress/* renderSize */.qI)(bytes)}`,
        `${events} events${firstAt === null ? '' : ` from ${firstAt} to ${lastAt}`}, ${duplicates} of them more than once${encrypted}; ${deadLetters} dead letters`,
    ];
}
function iso(ms) {
    return new Date(ms).toISOString();
}
function sentence(text) {
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

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
        findings: findings.map(({ question, verdict, what, advice }) => ({
            question,
            verdict,
            what,
            advice: advice ?? null,
        })),
        chains: chains.map(({ feeds, ...chain }) => ({
            ...chain,
            feeds: feeds.map(({ feed, span, holes, gaps, events }) => ({
                feed,
                from: span === undefined ? null : render_report_json_iso(span.from),
                to: span === undefined ? null : render_report_json_iso(span.to),
                events,
                holes: holes.map(renderSpan),
                gaps,
            })),
        })),
        pulls,
        signers,
        totals,
    };
    return `${JSON.stringify(rendered, undefined, 2)}\n`;
}
function renderSpan({ from, to }) {
    return { from: render_report_json_iso(from), to: render_report_json_iso(to) };
}
function render_report_json_iso(ms) {
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
/**
 * The exit code: 0 when everything that was checked is proven, 1 when something is not. Rejects with `InputError` when
 * it could not read.
 */
async function runVerify(flags, outlet) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const { request: given, allowedSigners, identities, json, report: page } = flags;
        const request = { ...given, signers: await readSigners(allowedSigners) };
        const decrypt = await (0,read_identities/* readIdentities */.d)(identities);
        const scratch = __addDisposableResource(env_1, (0,runtime_scratch/* openScratch */.j)(), true);
        const bar = new byte_progress/* ByteProgress */.Om(outlet.screen, outlet.clock);
        const progress = (read, total) => {
            outlet.signal.throwIfAborted();
            bar.show(read, total);
        };
        const ports = { tree: file_tree/* systemFileTree */.w, scratch, decrypt, progress };
        const report = await (0,verify/* verify */.MX)(request, ports).finally(() => bar.end());
        const columns = outlet.isWatched ? outlet.columns : undefined;
        outlet.write(json ? renderReportJson(report) : renderReport(report, request, columns));
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
    const { createFilesReport } = await __webpack_require__.e(/* import() */ 736).then(__webpack_require__.bind(__webpack_require__, 736));
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
/** `--allowed-signers` checks signatures; without it nothing is reported about them. */
function isProven({ answers }, { signers }) {
    const { unaltered, complete, covered, signed } = answers;
    return ([unaltered, complete, covered].every((answer) => answer === 'yes') && (signers === undefined || signed === 'yes'));
}


/***/ })

};
