export const id = 257;
export const ids = [257,278,897];
export const modules = {

/***/ 33610:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ actionsRunner)
/* harmony export */ });
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(33838);
/**
 * The runner as the rest of the program sees it, and the one place that imports `@actions/core`. Whoever calls `info`
 * is responsible for the text: the toolkit writes it unchanged, and a line of it can be a command to the runner.
 */

const actionsRunner = {
    info: (line) => _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .info */ .pq(line),
    warning: (text) => _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e(text),
    notice: (text) => _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .notice */ .lm(text),
    setFailed: (text) => _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .setFailed */ .C1(text),
    startGroup: (title) => _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .startGroup */ .Oh(title),
    endGroup: () => _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .endGroup */ .N4(),
    setSecret: (value) => _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .setSecret */ .Pq(value),
    readInput: (name) => _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .getInput */ .V4(name),
    setOutput: (name, value) => _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .setOutput */ .uH(name, value),
    writeSummary: async (markdown) => {
        await _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .summary */ .z.addRaw(markdown, true).write({ overwrite: true });
    },
};


/***/ }),

/***/ 56958:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  plan: () => (/* binding */ plan),
  report: () => (/* binding */ report)
});

// EXTERNAL MODULE: ./lib/action/runner-console.js
var runner_console = __webpack_require__(33610);
// EXTERNAL MODULE: ./lib/model/errors.js
var errors = __webpack_require__(73434);
// EXTERNAL MODULE: ./lib/runtime/http.js
var http = __webpack_require__(61906);
// EXTERNAL MODULE: ./lib/runtime/network.js
var network = __webpack_require__(58194);
// EXTERNAL MODULE: ./lib/action/inputs/secrets.js
var secrets = __webpack_require__(50203);
// EXTERNAL MODULE: ./lib/action/logger.js
var logger = __webpack_require__(3796);
// EXTERNAL MODULE: ./lib/action/report/doc-links.js
var doc_links = __webpack_require__(6291);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./lib/action/targets/plan-targets.js
/**
 * From the lists that a caller of the reusable workflow writes to the matrix of its jobs: every target once, with the concurrency
 * group that keeps its runs apart, and never more jobs than GitHub allows. Bad lists are one error, before any job is made.
 */


/** https://docs.github.com/en/actions/reference/limits: a matrix makes at most 256 jobs in a workflow run. */
const JOBS_MAX = 256;
const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/;
const HINT = 'See examples/many-organizations.yml and docs/scale.md#the-reusable-workflow.';
/** Throws `InputError`. An empty plan is none: there is nothing to collect from. */
function planTargets({ organizations, enterprises, part, parts, position }) {
    const all = [
        ...parseNames('organizations', organizations).map((name) => ({ kind: 'organization', name })),
        ...parseNames('enterprises', enterprises).map((name) => ({ kind: 'enterprise', name })),
    ];
    if (all.length === 0) {
        throw new errors/* InputError */.dz('nothing to collect: organizations and enterprises are both empty (a variable that does not exist is empty)', { hint: `Set at least one of them to a list of names, such as ["acme"]. ${HINT}` });
    }
    const [of, at] = [parseCount('parts', parts), parseCount('part', part)];
    if (at > of)
        throw new errors/* InputError */.dz(`part: got "${at}"; it accepts a number from 1 to parts, which is ${of}`, { hint: HINT });
    const mine = all.filter((_, index) => index % of === at - 1);
    if (mine.length > JOBS_MAX) {
        const needed = Math.ceil(all.length / JOBS_MAX);
        throw new errors/* InputError */.dz(`${mine.length} targets are more than the ${JOBS_MAX} jobs of a workflow run`, {
            hint: `Collect from them in parts, each in a separate run: set parts to ${needed} or more, and part from 1 to that. See examples/organizations-in-parts.yml.`,
        });
    }
    return mine.map(({ kind, name }) => ({
        organization: kind === 'organization' ? name : '',
        enterprise: kind === 'enterprise' ? name : '',
        group: groupOf(`${kind} ${name.toLowerCase()}`, position),
    }));
}
/** JSON as `["a", "b"]`, or names with commas, blanks or line breaks between them; each once, in the order of the list. */
function parseNames(input, text) {
    const names = text.trim().startsWith('[')
        ? parseJson(input, text)
        : text.split(/[\s,]+/).filter((name) => name !== '');
    const wrong = names.find((name) => typeof name !== 'string' || !NAME.test(name));
    if (wrong !== undefined) {
        throw new errors/* InputError */.dz(`${input}: contains an entry that is not a ${input === 'organizations' ? 'login' : 'slug'} of letters, digits and hyphens`, {
            hint: `Write names only, such as ["acme", "acme-labs"] or acme, acme-labs. ${HINT}`,
        });
    }
    const known = new Map(names.map((name) => [String(name).toLowerCase(), String(name)]));
    return [...known.values()];
}
function parseJson(input, text) {
    try {
        const value = JSON.parse(text);
        if (Array.isArray(value))
            return value;
    }
    catch {
        // Reported below: what the parser says quotes the text.
    }
    throw new errors/* InputError */.dz(`${input}: begins like a JSON list, but is not one`, {
        hint: `Write it as ["acme", "acme-labs"], with double quotes, or without brackets as acme, acme-labs. ${HINT}`,
    });
}
function parseCount(input, text) {
    if (/^[1-9][0-9]{0,3}$/.test(text))
        return Number(text);
    throw new errors/* InputError */.dz(`${input}: got "${text.slice(0, 20)}"; it accepts a whole number from 1 to 9999`, {
        hint: HINT,
    });
}
/**
 * Group names are case-insensitive, and GitHub cuts long ones off: what makes a position is in it as a hash, whatever its length.
 * https://docs.github.com/en/actions/how-tos/write-workflows/choose-when-workflows-run/control-workflow-concurrency
 */
function groupOf(target, position) {
    const hash = (0,external_node_crypto_.createHash)('sha256').update(position.join('\0')).digest('hex').slice(0, 16);
    return `collect-audit-log ${target} ${hash}`;
}

// EXTERNAL MODULE: ./lib/action/report/markdown.js
var markdown = __webpack_require__(54524);
;// CONCATENATED MODULE: ./lib/action/targets/report-targets.js
/**
 * One table of all targets of a run of the reusable workflow, those that failed first. A matrix has no outputs of its single jobs,
 * so what became of each is read from the list of the run's jobs.
 * https://docs.github.com/en/rest/actions/workflow-jobs#list-jobs-for-a-workflow-run-attempt
 */


const PAGES_MAX = 20;
/** Needs `actions: read`. Rejects with `UpstreamError` when the list cannot be read. */
async function listJobs(run, http, signal) {
    const rows = [];
    const root = `${run.apiUrl}/repos/${run.repository}/actions/runs/${run.runId}/attempts/${run.attempt}/jobs`;
    const headers = {
        accept: 'application/vnd.github+json',
        authorization: `Bearer ${run.token}`,
        'user-agent': 'collect-audit-log',
    };
    for (let page = 1; page <= PAGES_MAX; page += 1) {
        const request = { method: 'GET', url: `${root}?per_page=100&page=${page}`, headers };
        const answer = await http.send(request, signal).catch((cause) => {
            throw new errors/* UpstreamError */.gA('the jobs of this run could not be listed: no response', { cause, hint: report_targets_HINT });
        });
        const jobs = answer.status === 200 ? parseJobs(answer.body) : undefined;
        if (jobs === undefined) {
            throw new errors/* UpstreamError */.gA(`the jobs of this run could not be listed: HTTP ${answer.status}`, { hint: report_targets_HINT });
        }
        rows.push(...jobs);
        if (jobs.length < 100)
            return rows;
    }
    return rows;
}
const report_targets_HINT = 'The targets are collected all the same. Check the jobs of this run, and grant `actions: read` to the caller.';
function parseJobs(body) {
    try {
        const { jobs } = JSON.parse(body);
        if (!Array.isArray(jobs))
            return undefined;
        return jobs.map(({ name, conclusion, html_url: url }) => ({
            name: String(name),
            conclusion: typeof conclusion === 'string' ? conclusion : null,
            url: String(url),
        }));
    }
    catch {
        return undefined;
    }
}
/** `Organization acme` is the end of a job's name; the caller's job stands in front of it. */
function reportTargets(jobs) {
    const rows = jobs.flatMap((job) => {
        const target = /(?:^| \/ )((?:Organization|Enterprise) [A-Za-z0-9_-]+)$/.exec(job.name)?.[1];
        return target === undefined ? [] : [{ ...job, target }];
    });
    const failed = rows.filter(({ conclusion }) => conclusion !== 'success');
    const sorted = [...failed, ...rows.filter(({ conclusion }) => conclusion === 'success')];
    const headline = failed.length === 0
        ? `## \u2705 ${(0,markdown/* renderCount */.SS)(rows.length, 'target')} collected`
        : `## \u274c ${failed.length} of ${(0,markdown/* renderCount */.SS)(rows.length, 'target')} failed`;
    const table = (0,markdown/* renderTable */.bo)(['Target', 'Result'], sorted, ({ target, conclusion, url }) => [
        /^https:\/\/[^\s()<>|]+$/.test(url) ? `[${(0,markdown/* escapeText */.X1)(target)}](${url})` : (0,markdown/* escapeText */.X1)(target),
        conclusion === 'success' ? 'collected' : (0,markdown/* escapeText */.X1)(conclusion ?? 'not finished'),
    ]);
    return { summary: `${headline}\n\n${table}\n`, failed: failed.map(({ target }) => target) };
}

;// CONCATENATED MODULE: ./lib/action/targets/run-targets.js
/** The two small steps of the reusable workflow around its matrix: what is collected, and what became of it. */








/** Far more than twenty pages need. */
const LIST_MAX_MS = 120_000;
/** Sets the output `targets` to the JSON of `strategy.matrix.include`. */
async function runPlan(runner, variables) {
    await orFail(runner, variables, async (log) => {
        const mode = runner.readInput('mode');
        const targets = planTargets({
            organizations: runner.readInput('organizations'),
            enterprises: runner.readInput('enterprises'),
            part: runner.readInput('part'),
            parts: runner.readInput('parts'),
            // A pull touches no position, so it waits for nobody.
            position: [
                runner.readInput('state-key'),
                runner.readInput('phrase'),
                mode === 'pull' ? (variables['GITHUB_RUN_ID'] ?? '') : '',
            ],
        });
        runner.setOutput('targets', JSON.stringify(targets));
        log.info(`${targets.length} targets to collect from, one job each.`);
    });
}
/** Fails when a target did, naming it, or when that cannot be found out. */
async function runReport(runner, variables, clock) {
    await orFail(runner, variables, async (log) => {
        const token = runner.readInput('github-token');
        runner.setSecret(token);
        (0,network/* openNetwork */.X)({ caCertificates: undefined });
        const run = {
            apiUrl: variables['GITHUB_API_URL'] ?? 'https://api.github.com',
            repository: variables['GITHUB_REPOSITORY'] ?? '',
            runId: variables['GITHUB_RUN_ID'] ?? '',
            attempt: variables['GITHUB_RUN_ATTEMPT'] ?? '1',
            token,
        };
        const limit = clock.timeout(LIST_MAX_MS, new AbortController().signal);
        const jobs = await listJobs(run, http/* systemHttp */.E, limit.signal).finally(limit.done);
        const { summary, failed } = reportTargets(jobs);
        await runner.writeSummary(summary);
        if (failed.length > 0) {
            log.fail({
                message: `Not collected: ${failed.join(', ')}.`,
                hint: 'The log of each job shows why, and what to do.',
            });
        }
    });
}
async function orFail(runner, variables, step) {
    const { redact } = (0,secrets/* keepSecrets */.JY)(runner.setSecret);
    const docsUrl = (0,doc_links/* docsUrlOf */.Mo)(variables);
    const log = (0,logger/* createActionsLog */.g)(runner, redact, (text) => (0,doc_links/* linkDocs */.cG)(text, docsUrl));
    try {
        await step(log);
    }
    catch (error) {
        if (!(error instanceof errors/* CollectError */.h0))
            throw error;
        log.fail((0,errors/* describeError */.Uc)(error));
    }
}

// EXTERNAL MODULE: ./lib/runtime/clock.js
var clock = __webpack_require__(37642);
;// CONCATENATED MODULE: ./lib/targets.js
/** Entries of the two small actions of the reusable workflow: the world as values, one step each. */



const plan = () => runPlan(runner_console/* actionsRunner */.A, process.env);
const report = () => runReport(runner_console/* actionsRunner */.A, process.env, clock/* systemClock */.m);


/***/ }),

/***/ 67278:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ fetch),
/* harmony export */   k: () => (/* binding */ ProxyAgent)
/* harmony export */ });
/**
 * Stands in for undici in the bundle. The Actions toolkit imports these two names for GitHub's REST API, which it does not
 * call here; the real package would be half of the program's start, and would make itself the dispatcher of Node's own `fetch`
 * (docs/decisions/0013-http-client.md). `@actions/github` makes a `ProxyAgent` as it is loaded, for the `fetch` below; whoever
 * calls that after all gets an error at once.
 */
class ProxyAgent {}

async function fetch() {
  throw new Error('undici is not part of this bundle');
}


/***/ })

};
