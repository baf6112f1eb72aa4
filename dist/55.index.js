export const id = 55;
export const ids = [55];
export const modules = {

/***/ 24055:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  test: () => (/* binding */ test)
});

// EXTERNAL MODULE: ./lib/model/errors.js
var errors = __webpack_require__(73434);
// EXTERNAL MODULE: ./lib/runtime/clock.js
var clock = __webpack_require__(37642);
// EXTERNAL MODULE: ./lib/runtime/network.js
var network = __webpack_require__(58194);
// EXTERNAL MODULE: ./lib/resilience/http-date.js
var http_date = __webpack_require__(95014);
;// CONCATENATED MODULE: ./lib/source/token-facts.js

const KINDS = [
    { prefix: 'ghp_', kind: 'a classic personal access token' },
    { prefix: 'github_pat_', kind: 'a fine-grained personal access token' },
    { prefix: 'ghs_', kind: 'a token of a GitHub App installation' },
    { prefix: 'ghu_', kind: 'a token of a user of a GitHub App' },
    { prefix: 'gho_', kind: 'a token of an OAuth app' },
    { prefix: 'ghr_', kind: 'a refresh token, which is no access token at all' },
];
/** In words. */
function tokenKind(token) {
    const known = KINDS.find(({ prefix }) => token.startsWith(prefix))?.kind;
    return known ?? (/^[0-9a-f]{40}$/.test(token) ? 'a personal access token of the old form' : 'of an unknown kind');
}
function readTokenFacts({ headers }) {
    const remaining = readCount(headers['x-ratelimit-remaining']);
    return {
        scopes: headers['x-oauth-scopes']
            ?.split(',')
            .map((scope) => scope.trim())
            .filter((scope) => /^[a-z][a-z_:]{0,40}$/.test(scope)),
        expiresAt: readExpiry(headers['github-authentication-token-expiration']),
        budget: remaining === undefined ? undefined : { remaining, limit: readCount(headers['x-ratelimit-limit']) },
        date: (0,http_date/* parseHttpDate */.m)(headers['date']),
    };
}
/** `2026-12-01 10:00:00 UTC`, or with an offset like `-0700`. */
function readExpiry(text) {
    const [, day, time, zone = ''] = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) (UTC|[+-]\d{4})$/.exec(text ?? '') ?? [];
    if (day === undefined)
        return undefined;
    const at = Date.parse(`${day}T${time}${zone === 'UTC' ? 'Z' : zone.replace(/(\d\d)$/, ':$1')}`);
    return Number.isNaN(at) ? undefined : at;
}
function readCount(text) {
    return text !== undefined && /^\d{1,12}$/.test(text) ? Number(text) : undefined;
}

// EXTERNAL MODULE: ./lib/action/connect-github.js + 25 modules
var connect_github = __webpack_require__(71790);
// EXTERNAL MODULE: ./lib/action/inputs/parse-access.js
var parse_access = __webpack_require__(98728);
// EXTERNAL MODULE: ./lib/action/report/markdown.js
var markdown = __webpack_require__(54524);
// EXTERNAL MODULE: ./lib/model/version.js
var version = __webpack_require__(83341);
// EXTERNAL MODULE: ./lib/runtime/random.js
var random = __webpack_require__(18385);
// EXTERNAL MODULE: ./lib/action/compose.js + 13 modules
var compose = __webpack_require__(2845);
;// CONCATENATED MODULE: ./lib/action/modes/mark-archive.js
/** Of `test`: one small object in the archive, so that a wrong policy shows before it matters. It is never deleted, because nothing here can delete. */





async function markArchive(situation, signal) {
    const { settings, environment } = situation;
    const store = settings.archive?.url ?? '';
    try {
        const archive = await (0,compose/* archiveOf */.YH)(situation, await (0,compose/* renderFor */.EN)(settings));
        if (archive === undefined)
            return { kind: 'no-archive' };
        const run = `${environment.runId}.${environment.runAttempt}`;
        const at = new Date(clock/* systemClock */.m.now()).toISOString();
        const text = `${JSON.stringify({ tool: version/* TOOL */.j.name, version: version/* TOOL */.j.version, run, at })}\n`;
        const key = await archive.mark(`${run}.${random/* systemRandom */.v.token()}`, text, signal);
        return { kind: 'marked', store: archive.facts.name, key };
    }
    catch (error) {
        if (!(error instanceof errors/* CollectError */.h0))
            throw error;
        return { kind: 'refused', store, error };
    }
}

;// CONCATENATED MODULE: ./lib/action/modes/test.js
/**
 * `test`: one request to the audit log, once, and what it shows: whose token it is, whether it can read, how many
 * requests it has left. Nothing is changed anywhere, no event is shown, and a refusal fails the run with its diagnosis.
 */








async function test(situation, signal) {
    const { settings, world } = situation;
    (0,network/* openNetwork */.X)(settings);
    let answer;
    const openApi = async (connect) => {
        const api = await world.openApi(connect);
        return {
            async get(request, signal) {
                answer = await api.get(request, signal);
                return answer;
            },
        };
    };
    const auditLog = await (0,connect_github/* connectAuditLog */.m)({
        ...situation,
        settings: asOneRequest(settings),
        world: { ...world, openApi },
    });
    const [feed = 'web'] = settings.feeds;
    const page = await ask(auditLog, { feed, timeoutMs: settings.resilience.requestTimeoutMs }, signal);
    const facts = answer === undefined ? undefined : readTokenFacts(answer);
    const mayRead = !(page instanceof errors/* CollectError */.h0);
    const marked = await markArchive({ ...situation, settings: asOneRequest(settings) }, signal);
    const refused = marked.kind === 'refused' ? marked.error : undefined;
    const { kind, name } = settings.target;
    return {
        statement: {
            mark: '\u2705',
            headline: `The token ${mayRead ? 'can' : 'could not'} read the audit log of ${kind} ${name}`,
            // One error is shown; the other must not get lost behind it.
            sentences: mayRead || refused === undefined ? [] : [(0,errors/* sentence */.em)(refused.message), refused.hint],
            facts: [
                ['Token', nameOf(settings.credentials)],
                ['Can read the audit log', mayRead ? 'yes' : 'no, see the error'],
                ...(facts === undefined ? [] : describeToken(facts)),
                ...(mayRead ? describePage(page, { feed, settings }) : []),
                ...describeMark(marked),
            ],
        },
        outputs: {
            requests: String(auditLog.usage.requests),
            'rate-limit-remaining': facts?.budget === undefined ? '' : String(facts.budget.remaining),
            'archive-objects': marked.kind === 'marked' ? marked.key : '',
        },
        error: mayRead ? refused && (0,errors/* describeError */.Uc)(refused) : (0,errors/* describeError */.Uc)(page),
    };
}
function describeMark(marked) {
    switch (marked.kind) {
        case 'no-archive':
            return [];
        case 'marked':
            return [['Archive', `${marked.key} stored in ${marked.store}`]];
        case 'refused':
            return [['Archive', `nothing can be stored in ${marked.store}`]];
    }
}
function nameOf(credentials) {
    return credentials.kind === 'token' ? tokenKind(credentials.token) : `GitHub App ${credentials.appId}`;
}
/** One event is enough, and a failure is reported and not tried again. */
function asOneRequest(settings) {
    const { limits, resilience } = settings;
    const retry = { ...resilience.retry, attempts: 1 };
    return { ...settings, limits: { ...limits, perPage: 1 }, resilience: { ...resilience, retry } };
}
async function ask(auditLog, { feed, timeoutMs }, signal) {
    const request = { feed, order: 'desc', after: undefined, createdFrom: undefined };
    // No time for waiting, and no reserve: it is one request.
    const allowance = { deadlineAt: clock/* systemClock */.m.now() + timeoutMs, reserve: 0 };
    try {
        const answer = await auditLog.read(request, allowance, signal);
        if (answer.kind === 'page')
            return answer.page;
        const why = answer.kind === 'stopped' ? answer.reason : answer.kind;
        return new errors/* UpstreamError */.gA(`GitHub did not answer whether the token can read the audit log (${why})`, {
            hint: 'The rate limit of the token is used up, or GitHub has an outage: test again later; see docs/troubleshooting.md#server-errors.',
        });
    }
    catch (error) {
        if (error instanceof errors/* CollectError */.h0)
            return error;
        throw error;
    }
}
function describeToken({ scopes, expiresAt, budget, date }) {
    const now = date ?? clock/* systemClock */.m.now();
    return [
        ['Scopes', scopes === undefined ? 'not reported; only classic tokens have scopes' : scopes.join(', ') || 'none'],
        [
            'Expires',
            expiresAt === undefined
                ? 'not reported: never, or GitHub does not say'
                : `${new Date(expiresAt).toISOString()}, in ${(0,markdown/* renderSpan */.LP)(Math.max(0, expiresAt - now) / 1000)}`,
        ],
        [
            'Requests left this hour',
            budget === undefined
                ? 'not reported: no limit, as on Enterprise Server'
                : ofLimit(budget.remaining, budget.limit),
        ],
    ];
}
function ofLimit(remaining, limit) {
    return limit === undefined ? String(remaining) : `${remaining} of ${limit}`;
}
function describePage({ elements, date }, { feed, settings }) {
    const newest = elements.find(({ ts }) => ts !== undefined)?.ts;
    const age = newest === undefined ? 'none' : `${(0,markdown/* renderSpan */.LP)(Math.max(0, date - newest) / 1000)} old`;
    const plan = (0,parse_access/* isServerApi */.I)(settings.api.url)
        ? 'GitHub Enterprise Server'
        : 'GitHub Enterprise Cloud: with no other plan the audit log can be read like this';
    return [
        ['Plan', plan],
        [`Newest event of the ${feed} feed`, settings.phrase === '' ? age : `${age}, of those that the phrase finds`],
    ];
}


/***/ })

};
