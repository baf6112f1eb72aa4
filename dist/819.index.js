export const id = 819;
export const ids = [819];
export const modules = {

/***/ 27149:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  mc: () => (/* binding */ INPUTS),
  ak: () => (/* binding */ INPUT_GROUPS),
  Qh: () => (/* binding */ INPUT_NAMES),
  r7: () => (/* binding */ INPUT_ROWS),
  wp: () => (/* binding */ isInputName)
});

// EXTERNAL MODULE: ./lib/delivery/archive/archive-location.js
var archive_location = __webpack_require__(92851);
// EXTERNAL MODULE: ./lib/action/inputs/input-table/row.js
var row = __webpack_require__(65724);
;// CONCATENATED MODULE: ./lib/action/inputs/input-table/archive.js
/** Inputs of the archive: an object store that keeps what the artifact holds. `docs/archive.md` has a chapter for each store. */


const ARCHIVE = {
    'archive-url': {
        kind: (0,row/* text */.Qq)(archive_location/* LOCATION_FORMS */.y, /^[\x21-\x7e]+$/, 1000),
        default: '',
        help: 'Object store that also keeps every event, stored before the position moves: S3 or a compatible store, Google Cloud Storage, or Azure Blob Storage. See docs/archive.md.',
    },
    'archive-token': {
        kind: (0,row/* text */.Qq)('`KEY:SECRET` for S3, an access token for Google Cloud, a SAS for Azure', /^[\x21-\x7e]+$/, 16_384),
        default: '',
        secret: true,
        help: "Credential of the store, if neither the job's OIDC identity nor its environment provides one.",
    },
    'archive-options': {
        kind: (0,row/* text */.Qq)('options of the store as YAML, `name: value`, one per line', /^[^\0]+$/, 20_000),
        default: '',
        help: 'Settings of the store (`region`, `endpoint`, `role-arn` \u2026), described per store in docs/archive.md.',
    },
};

;// CONCATENATED MODULE: ./lib/action/inputs/input-table/evidence.js
/** Inputs that decide who can read what was delivered. */

const EVIDENCE = {
    'encrypt-to': {
        kind: (0,row/* text */.Qq)('age recipients, `age1\u2026`, one per line', /^[\x20-\x7e\r\n]+$/, 50_000),
        default: '',
        help: 'Encrypt the files of events and dead letters to these age recipients. Their names end in `.age`, and only the holder of one of the secret keys can read them. Sinks receive events unencrypted. See docs/evidence.md#encryption.',
    },
};

;// CONCATENATED MODULE: ./lib/action/inputs/input-table/limits.js
/**
 * Inputs that limit what one run does. Reaching a limit is no failure: the next run continues where this one stopped.
 */

const LIMITS = {
    'per-page': {
        kind: (0,row/* count */.U9)(1, 100),
        default: '100',
        help: 'Events per request. Fewer than 100 only costs more requests.',
    },
    'max-pages': {
        // Two is the least that lets both feeds, or a tail and a deep sweep, get ahead in one run.
        kind: (0,row/* count */.U9)(2, 100_000),
        default: '1000',
        help: 'Most pages that one run fetches. At the limit, the run saves its position, and the next run continues from there.',
    },
    'max-duration': {
        kind: (0,row/* duration */.p0)(row/* SECOND */.Z2, 5 * row/* DAY */.d_),
        default: '45m',
        help: 'Longest time for one run, including pauses. At the deadline, the run saves its position and succeeds with `caught-up: false`. A delivery that hangs is given up five minutes later at most: keep it six minutes below the `timeout-minutes` of the job.',
    },
    'page-delay': {
        kind: (0,row/* duration */.p0)(0, 10 * row/* MINUTE */.pY),
        default: '0s',
        help: 'Pause before each page after the first.',
    },
    jitter: {
        kind: (0,row/* duration */.p0)(0, row/* HOUR */.dp),
        default: '0s',
        help: 'Longest random pause before the first request, so that many collectors do not start at the same time.',
    },
    'rate-limit-reserve': {
        kind: (0,row/* count */.U9)(0, 15_000),
        default: '50',
        help: "Requests of the token's hourly rate limit to leave unused for other clients.",
    },
};

;// CONCATENATED MODULE: ./lib/action/inputs/input-table/network.js
/** Inputs that say how this machine reaches the others. */

const NETWORK = {
    'ca-certificates': {
        kind: (0,row/* text */.Qq)('one or more certificates as PEM text, from `-----BEGIN CERTIFICATE-----` to `-----END CERTIFICATE-----`', /^-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s-]+$/, 1_000_000),
        default: '',
        help: 'Certificate authorities to trust in addition to the public ones, for GitHub Enterprise Server or for the sink. The environment variables `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` set a proxy.',
    },
};

// EXTERNAL MODULE: ./lib/model/compression.js
var compression = __webpack_require__(32759);
// EXTERNAL MODULE: ./lib/model/format-name.js
var format_name = __webpack_require__(64880);
;// CONCATENATED MODULE: ./lib/action/inputs/input-table/output.js
/** Inputs that say where events are put, and who can see them there. */



const OUTPUT = {
    'output-dir': {
        kind: row/* path */.Ae,
        // Not `runner.temp`: in a container job that expression names the host's folder.
        // https://github.com/actions/runner/issues/965
        default: '',
        defaultShown: '$RUNNER_TEMP/audit-log',
        help: 'Directory for `events.ndjson` and its manifest, which later steps of the job can read.',
    },
    format: {
        kind: (0,row/* choice */.Yq)(...format_name/* FORMATS */.h),
        default: 'raw',
        help: 'Format of an event, in files and for the sink. `raw` is the event as GitHub sent it, which every SIEM can parse; docs/formats.md describes the others.',
    },
    compression: {
        kind: (0,row/* choice */.Yq)(...compression/* COMPRESSIONS */._),
        default: 'none',
        help: 'Compression of the event files: `events.ndjson.gz` or `events.ndjson.zst` instead of `events.ndjson`. An artifact is a ZIP file and small either way; see docs/formats.md#compression.',
    },
    artifact: {
        kind: row/* boolean */.zM,
        default: 'true',
        help: 'Upload the files as an artifact of the run. Without an artifact and without a sink, the files are the delivery: a later step must save them, with `if: always()`.',
    },
    'artifact-name': {
        kind: (0,row/* text */.Qq)('from 1 to 100 letters, digits, `-`, `_` and `.`', /^[A-Za-z0-9._-]+$/, 100),
        default: 'audit-log',
        help: 'Prefix of every artifact name. The target, the position and the run are added; the name of a `pull` has `pull-` in front.',
    },
    'retention-days': {
        kind: (0,row/* count */.U9)(1, 400),
        default: '',
        help: "Days to keep the artifacts, at most the repository's limit. If empty, the repository's setting applies.",
    },
    'allow-public-repository': {
        kind: row/* boolean */.zM,
        default: 'false',
        help: 'Allow a run in a public repository, where everyone can read the artifacts. Audit events contain names, IP addresses and e-mail addresses.',
    },
};

;// CONCATENATED MODULE: ./lib/action/inputs/input-table/position.js
/** Inputs about the saved position and about what counts as already delivered. */

const POSITION = {
    'state-key': {
        kind: (0,row/* text */.Qq)('at most 100 letters, digits, `-`, `_` and `.`', /^[A-Za-z0-9._-]+$/, 100),
        default: '',
        help: 'Key of a separate position, for two workflows that collect from the same target. If you change it, collection starts at `since` again.',
    },
    'state-dir': {
        kind: row/* path */.Ae,
        default: '',
        help: 'Directory that keeps the position instead of the Actions cache, for self-hosted runners, GitHub Enterprise Server and the terminal. It must persist between jobs.',
    },
    'position-file': {
        kind: row/* path */.Ae,
        default: '',
        help: 'For `mode: reset`: take over the position in this `checkpoint.json` (exported by `mode: inspect`, also in another repository or from another store) instead of moving it to `since`.',
    },
    overlap: {
        kind: (0,row/* duration */.p0)(row/* SECOND */.Z2, 30 * row/* DAY */.d_),
        default: '15m',
        help: 'How much of the most recent log each run reads again, to find events that GitHub indexed late. Events that are already delivered are skipped.',
    },
    'reconcile-every': {
        kind: (0,row/* duration */.p0)(0, 30 * row/* DAY */.d_),
        default: '24h',
        help: 'How often a run reads further back than `overlap` (a deep sweep).',
    },
    'reconcile-window': {
        kind: (0,row/* duration */.p0)(row/* SECOND */.Z2, 90 * row/* DAY */.d_),
        default: '24h',
        help: 'How far back a deep sweep reads: an event that GitHub indexes later than this is not found. It cannot be shorter than `overlap`.',
    },
    'dedupe-id': {
        kind: (0,row/* text */.Qq)('the path of a field, names joined by `.`, at most 200 characters', /^[A-Za-z0-9_@$:-]+(?:\.[A-Za-z0-9_@$:-]+)*$/, 200),
        default: '_document_id',
        help: 'Field that uniquely identifies an event. Events without it are compared by their complete content.',
    },
    'dedupe-capacity': {
        kind: (0,row/* count */.U9)(1000, 5_000_000),
        default: '500000',
        help: 'Number of ids of delivered events to remember for each feed, at about 22 bytes each. It should cover the events of `reconcile-window` plus `reconcile-every`.',
    },
    'on-gap': {
        kind: (0,row/* choice */.Yq)('fail', 'warn'),
        default: 'fail',
        help: 'Whether the run fails or only warns when GitHub no longer provides some events. Everything that is available is delivered either way.',
    },
    'on-cold-start': {
        kind: (0,row/* choice */.Yq)('collect', 'fail'),
        // The runner fills in a default, and then it is unknown whether it was chosen.
        default: '',
        defaultShown: 'collect; with `signing-key` fail',
        help: 'Whether a run that finds no position of a feed starts at `since` and says so, or fails without reading anything. Choose `fail` for a collector that must have a position.',
    },
    'max-lag': {
        kind: (0,row/* duration */.p0)(row/* SECOND */.Z2, 180 * row/* DAY */.d_),
        default: '',
        help: 'Fail the run when the position is further behind than this. What was read is delivered first. If empty, a run never fails for lag.',
    },
};

;// CONCATENATED MODULE: ./lib/action/inputs/input-table/privacy.js
/** Inputs that say which fields of an event stay private. */

/** Names that hold neither space nor comma, joined by points; lists of them, with commas or line breaks between. */
const FIELD_LIST = /^[^.,\s\p{C}]+(?:\.[^.,\s\p{C}]+)*(?:[\s,]+[^.,\s\p{C}]+(?:\.[^.,\s\p{C}]+)*)*$/u;
const FIELDS = (0,row/* text */.Qq)('paths of fields such as `actor_ip` or `actor_location.country_code`, one per line or separated by commas', FIELD_LIST, 5000);
const PRIVACY = {
    'drop-fields': {
        kind: FIELDS,
        default: '',
        help: 'Fields to leave out of every event before it goes anywhere: files, artifacts, archive, report and sink. The rest of the event is unchanged, byte for byte. See docs/evidence.md#fields-that-stay-private.',
    },
    'pseudonymize-fields': {
        kind: FIELDS,
        default: '',
        help: 'Fields whose value is replaced by a keyed hash, everywhere events go: the same value gives the same pseudonym under the same `pseudonym-key`. A field that holds an object or a list is left out.',
    },
    'pseudonym-key': {
        kind: (0,row/* text */.Qq)('from 32 to 1000 printable characters', /^[\x20-\x7e]{32,}$/, 1000),
        default: '',
        secret: true,
        help: 'Secret key of `pseudonymize-fields`. Anyone who has it can test whether a pseudonym belongs to a name. Changing it changes every pseudonym.',
    },
};

;// CONCATENATED MODULE: ./lib/action/inputs/input-table/reporting.js
/** Inputs that set what a run reports about itself, and to whom. */

const REPORTING = {
    'summary-actions': {
        kind: row/* boolean */.zM,
        default: 'false',
        help: 'List the most frequent actions by name in the job summary. Everyone who can read the repository can read the summary, so by default it shows counts only.',
    },
    report: {
        kind: row/* boolean */.zM,
        default: 'false',
        help: 'Write `report.html` next to the events, and into the artifact: a page to look at them, which works without a network. It contains the events, like the files. See docs/report.md.',
    },
    'heartbeat-url': {
        kind: (0,row/* text */.Qq)('an `https://` URL', /^[\x21-\x7e]+$/, 2000),
        default: '',
        // Whoever knows it can keep the alarm silent.
        secret: true,
        help: 'URL to call (HTTP GET) after every successful `collect`, for a service that alerts you when the calls stop. `{manifest}` in it is replaced by `manifest-sha256`. The call contains nothing of the log; if it fails, the run only warns.',
    },
};

;// CONCATENATED MODULE: ./lib/action/inputs/input-table/resilience.js
/** Inputs that say what happens when a request fails. */

const RESILIENCE = {
    'request-timeout': {
        kind: (0,row/* duration */.p0)(row/* SECOND */.Z2, 10 * row/* MINUTE */.pY),
        default: '30s',
        help: 'Timeout of one request.',
    },
    'retry-attempts': {
        kind: (0,row/* count */.U9)(1, 20),
        default: '5',
        help: 'Attempts per request, including the first.',
    },
    'retry-initial-backoff': {
        kind: (0,row/* duration */.p0)(0, 10 * row/* MINUTE */.pY),
        default: '2s',
        help: 'Longest pause before the second attempt. Each pause is chosen at random between zero and its maximum; `Retry-After` and `x-ratelimit-reset` of the server take precedence.',
    },
    'retry-max-backoff': {
        kind: (0,row/* duration */.p0)(0, row/* HOUR */.dp),
        default: '60s',
        help: 'Upper limit of the pause between attempts.',
    },
    'retry-multiplier': {
        kind: (0,row/* decimal */._)(1, 10),
        default: '2',
        help: 'Factor by which the maximum pause grows with each attempt.',
    },
    'breaker-failures': {
        kind: (0,row/* count */.U9)(1, 100),
        default: '5',
        help: 'Consecutive failures that open the circuit breaker, which then stops all requests for `breaker-cooldown`.',
    },
    'breaker-successes': {
        kind: (0,row/* count */.U9)(1, 100),
        default: '2',
        help: 'Consecutive successes that close the breaker again.',
    },
    'breaker-cooldown': {
        kind: (0,row/* duration */.p0)(0, row/* HOUR */.dp),
        default: '60s',
        help: 'How long an open breaker waits before it allows a request again.',
    },
};

;// CONCATENATED MODULE: ./lib/action/inputs/input-table/signing.js
/** Inputs that say who signs manifests and positions, and whose positions are believed. */

const SIGNING = {
    'signing-key': {
        kind: (0,row/* text */.Qq)('an OpenSSH Ed25519 private key without a passphrase', /^[\x20-\x7e\s]+$/, 4000),
        default: '',
        secret: true,
        help: 'OpenSSH private key (Ed25519, no passphrase) that signs every manifest and position. Only positions signed by it or by one of `trusted-keys` are believed, the Actions cache holds none, and a run that finds none fails. See docs/evidence.md#signatures.',
    },
    'trusted-keys': {
        kind: (0,row/* text */.Qq)('public keys, `ssh-ed25519 \u2026`, one per line', /^[\x20-\x7e\s]+$/, 20_000),
        default: '',
        help: 'Public keys whose positions are believed in addition to those of `signing-key`, one per line: the old key, until a run has signed with the new one.',
    },
};

;// CONCATENATED MODULE: ./lib/model/sink-name.js
/** The kinds of receivers that events can be pushed to; what each is, is in `delivery/http/presets/`. */
const SINK_NAMES = ['http', 'splunk-hec', 'elastic', 'datadog', 'loki', 'sentinel', 'otlp'];

;// CONCATENATED MODULE: ./lib/action/inputs/input-table/sink.js
/** Inputs of the HTTP sink. Its preset decides what most of them mean; `docs/sinks.md` has a chapter for each. */


const SINK = {
    sink: {
        kind: (0,row/* choice */.Yq)('none', ...SINK_NAMES),
        default: 'none',
        help: 'Kind of receiver to push every event to. The position moves only after the receiver has acknowledged every event. See docs/sinks.md.',
    },
    'sink-url': {
        kind: (0,row/* text */.Qq)('an `https://` URL', /^[\x21-\x7e]+$/, 2000),
        default: '',
        // In some products the path is the credential.
        secret: true,
        help: "URL of the sink. If it has no path, the preset's default path is added; otherwise it is used unchanged.",
    },
    'sink-token': {
        kind: (0,row/* text */.Qq)('a token, or `user:password`, without a line break', /^[\x20-\x7e]+$/, 8192),
        default: '',
        secret: true,
        help: 'Credential for the sink: a token, an API key, `user:password` or a signing secret, depending on the preset. It is sent to the host of `sink-url` only.',
    },
    'sink-headers': {
        kind: (0,row/* text */.Qq)('headers, `Name: value`, one per line', /^[\x20-\x7e\t\r\n]+$/, 20_000),
        default: '',
        secret: true,
        help: 'Additional headers for the sink, `Name: value`, one per line. They override those of the preset.',
    },
    'sink-options': {
        kind: (0,row/* text */.Qq)('options of the preset as YAML, `name: value`, one per line', /^[^\0]+$/, 20_000),
        default: '',
        help: 'Settings of the preset, such as index, labels or stream. The chapter of each sink in docs/sinks.md lists them.',
    },
    'sink-batch-events': {
        kind: (0,row/* count */.U9)(1, 100_000),
        default: '',
        defaultShown: 'of the preset',
        help: 'Most events in one request.',
    },
    'sink-batch-bytes': {
        kind: (0,row/* count */.U9)(1000, 100_000_000),
        default: '',
        defaultShown: 'of the preset',
        help: 'Most bytes in one request, before compression. A larger event is sent alone.',
    },
    'sink-timeout': {
        kind: (0,row/* duration */.p0)(row/* SECOND */.Z2, 10 * row/* MINUTE */.pY),
        default: '60s',
        help: 'Timeout of one request to the sink.',
    },
    'sink-gzip': {
        kind: row/* boolean */.zM,
        default: '',
        defaultShown: 'of the preset',
        help: 'Compress requests to the sink with gzip. A signature covers the compressed bytes.',
    },
    'sink-on-not-accepted': {
        kind: (0,row/* choice */.Yq)('fail', 'warn'),
        default: 'fail',
        help: 'Whether the run fails or only warns when the sink does not accept some events. They are kept in `dead-letters.ndjson` either way. With an artifact, events that are only too old or too large for the sink never fail a run.',
    },
};

;// CONCATENATED MODULE: ./lib/action/inputs/input-table/study.js
/** Inputs for studying a run afterwards: what GitHub answered kept on the disk, and the run made again from that. */

const STUDY = {
    'record-dir': {
        kind: row/* path */.Ae,
        default: '',
        help: 'Directory to save every API response in, one readable file each, without tokens. The files contain log content, including `drop-fields` and `pseudonymize-fields` in clear text: protect them like the log itself. See docs/terminal.md#record-and-replay.',
    },
    'replay-dir': {
        kind: row/* path */.Ae,
        default: '',
        help: 'Directory of a recording to run again from, without network. Events go into `output-dir`; nothing is uploaded, no position is saved, and no token is needed.',
    },
};

;// CONCATENATED MODULE: ./lib/model/mode.js
/** What a run is for. All but `collect` and `reset` leave the saved position alone. */
const MODES = ['collect', 'pull', 'validate', 'test', 'inspect', 'reset'];

;// CONCATENATED MODULE: ./lib/action/inputs/input-table/what.js
/** Inputs that say what is collected. */


const NAME_SHAPE = /^[A-Za-z0-9][A-Za-z0-9_-]*$/;
const WHAT = {
    organization: {
        kind: (0,row/* text */.Qq)('the login of one organization, as in github.com/LOGIN', NAME_SHAPE, 100),
        default: '',
        help: 'Organization to collect from. Set either this or `enterprise`.',
    },
    enterprise: {
        kind: (0,row/* text */.Qq)('the slug of one enterprise, as in github.com/enterprises/SLUG', NAME_SHAPE, 100),
        default: '',
        help: 'Enterprise to collect from. Set either this or `organization`.',
    },
    mode: {
        kind: (0,row/* choice */.Yq)(...MODES),
        default: 'collect',
        help: 'What the run does. `collect` continues from the saved position · `pull` fetches a fixed range of time and leaves the position alone · `validate` checks the inputs without a request · `test` sends one request and reports what the token can read · `inspect` shows the saved position · `reset` moves it to `since`. See docs/modes.md.',
    },
    include: {
        kind: (0,row/* choice */.Yq)('web', 'git', 'all'),
        default: 'all',
        help: 'Which events to collect: `web` (everything except Git), `git` (clone, fetch, push) or `all`. GitHub keeps Git events for 7 days only.',
    },
    phrase: {
        kind: (0,row/* text */.Qq)('a search phrase of at most 1000 characters', /^.*$/su, 1000),
        default: '',
        help: 'Search phrase, as in the audit log on the web; only matching events are collected. A single `created:>=\u2026` in it sets `since`, and in a `pull` a single range in `created:` sets `since` and `until`; any other `created:` is refused.',
    },
    since: {
        kind: (0,row/* moment */.n$)(3650 * row/* DAY */.d_),
        // Not in `action.yml`, so that a reset can distinguish what somebody set from what the runner adds.
        default: '',
        defaultShown: '7d',
        help: 'Start of the first run, start of the range of a `pull`, or where `reset` moves the position. Later runs of `collect` continue from the saved position and ignore it.',
    },
    until: {
        kind: (0,row/* moment */.n$)(3650 * row/* DAY */.d_),
        default: '',
        defaultShown: 'now',
        help: 'End of the range of a `pull`, exclusive.',
    },
    order: {
        kind: (0,row/* choice */.Yq)('asc', 'desc'),
        default: 'asc',
        help: 'Sort order of a `pull`: oldest event first (`asc`) or newest first (`desc`).',
    },
};

;// CONCATENATED MODULE: ./lib/action/inputs/input-table/who.js
/** Inputs that say who asks, and where. */

/** What may stand in an HTTP header without being encoded, but for the space. */
const TOKEN_SHAPE = /^[\x21-\x7e]+$/;
const WHO = {
    token: {
        kind: (0,row/* text */.Qq)('a token, from 4 to 4096 characters without a space', TOKEN_SHAPE, 4096),
        default: '',
        secret: true,
        help: 'Token that can read the audit log. For an organization: `read:audit_log`, or the fine-grained permission "Administration" (read). For an enterprise: a classic token with `read:audit_log` (on GitHub Enterprise Server `admin:enterprise`). A workflow\'s own GITHUB_TOKEN cannot read it. Set either this or `app-id` with `app-private-key`; see docs/tokens.md.',
    },
    'app-id': {
        kind: (0,row/* text */.Qq)('the client id (`Iv\u2026`) or the app id (a number) of a GitHub App', /^(?:[1-9][0-9]{0,17}|Iv[0-9A-Za-z][0-9A-Za-z.]{7,60})$/, 63),
        default: '',
        help: 'Client id or app id of a GitHub App that reads the audit log of an organization, instead of `token`. Install it on the organization, with the organization permission "Administration" (read). Installation tokens are requested automatically and renewed before they expire.',
    },
    'app-private-key': {
        kind: (0,row/* text */.Qq)('the private key of the App, as in the .pem file that GitHub made', /^[\x20-\x7e\s]+$/, 20_000),
        default: '',
        secret: true,
        help: 'Private key of the GitHub App. Line breaks can be written as `\\n`, and the whole file can be in base64. It stays in memory and is never sent.',
    },
    'app-installation-id': {
        kind: (0,row/* count */.U9)(1, 999_999_999_999),
        default: '',
        help: 'Installation id of the GitHub App. If empty, it is looked up for `organization`.',
    },
    'api-url': {
        kind: (0,row/* text */.Qq)('`https://api.github.com`, `https://api.NAME.ghe.com` or `https://HOST/api/v3`', /^[\x21-\x7e]+$/, 500),
        // The runner evaluates this expression; an empty value means the API that the workflow runs on.
        default: '${{ github.api_url }}',
        help: 'Root of the REST API whose audit log is read.',
    },
    'api-version': {
        kind: (0,row/* text */.Qq)('a version of the REST API, a date like `2022-11-28`', /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/, 10),
        default: '2022-11-28',
        help: 'Version of the REST API, sent as `X-GitHub-Api-Version`.',
    },
    'user-agent': {
        kind: (0,row/* text */.Qq)('from 1 to 200 printable ASCII characters', /^[\x20-\x7e]+$/, 200),
        default: 'collect-audit-log',
        help: 'Value of the `User-Agent` header, so that administrators can identify the collector.',
    },
    'github-token': {
        kind: (0,row/* text */.Qq)('a token without a space', TOKEN_SHAPE, 4096),
        default: '${{ github.token }}',
        secret: true,
        help: 'Token for this repository only, to find the position in its caches and artifacts and to check whether it is public. It needs `actions: read`. It is never sent to another host and never used for the audit log.',
    },
};

;// CONCATENATED MODULE: ./lib/action/inputs/input-table.js
/**
 * Every input of the action, once. `action.yml` and the tables of the README are generated from here
 * (`scripts/generate.ts`) and the parser reads its bounds from here, so an input cannot mean two things.
 */














/** In the order in which people read about them. */
const INPUT_GROUPS = [
    { title: 'What is collected', rows: WHAT },
    { title: 'Credentials', rows: WHO },
    { title: 'Limits of a run', rows: LIMITS },
    { title: 'When a request fails', rows: RESILIENCE },
    { title: 'Position and duplicates', rows: POSITION },
    { title: 'Where events go', rows: OUTPUT },
    { title: 'HTTP sink', rows: SINK },
    { title: 'Evidence', rows: EVIDENCE },
    { title: 'Archive', rows: ARCHIVE },
    { title: 'Signatures', rows: SIGNING },
    { title: 'Privacy', rows: PRIVACY },
    { title: 'Summary and heartbeat', rows: REPORTING },
    { title: 'Network', rows: NETWORK },
    { title: 'Study', rows: STUDY },
];
const INPUTS = {
    ...WHAT,
    ...WHO,
    ...LIMITS,
    ...RESILIENCE,
    ...POSITION,
    ...OUTPUT,
    ...SINK,
    ...EVIDENCE,
    ...ARCHIVE,
    ...SIGNING,
    ...PRIVACY,
    ...REPORTING,
    ...NETWORK,
    ...STUDY,
};
/** The same rows without their literal types, for looking up whatever name there is. */
const INPUT_ROWS = INPUTS;
const INPUT_NAMES = Object.keys(INPUTS).filter(isInputName);
function isInputName(name) {
    return Object.hasOwn(INPUTS, name);
}


/***/ }),

/***/ 65724:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ae: () => (/* binding */ path),
/* harmony export */   Qq: () => (/* binding */ text),
/* harmony export */   SB: () => (/* binding */ describeKind),
/* harmony export */   U9: () => (/* binding */ count),
/* harmony export */   Yq: () => (/* binding */ choice),
/* harmony export */   Z2: () => (/* binding */ SECOND),
/* harmony export */   _: () => (/* binding */ decimal),
/* harmony export */   d_: () => (/* binding */ DAY),
/* harmony export */   dp: () => (/* binding */ HOUR),
/* harmony export */   n$: () => (/* binding */ moment),
/* harmony export */   p0: () => (/* binding */ duration),
/* harmony export */   pY: () => (/* binding */ MINUTE),
/* harmony export */   qi: () => (/* binding */ firstSentence),
/* harmony export */   zM: () => (/* binding */ boolean)
/* harmony export */ });
/* harmony import */ var _parse_values_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(36512);
/**
 * What a row of the input table says about one input. The parser, `action.yml` and the README all read the same row, so
 * none of them can promise what another refuses.
 */

const boolean = { type: 'boolean' };
const path = { type: 'path' };
function choice(...values) {
    return { type: 'choice', values };
}
function count(min, max) {
    return { type: 'count', min, max };
}
function decimal(min, max) {
    return { type: 'decimal', min, max };
}
const [SECOND, MINUTE, HOUR, DAY] = [1000, 60_000, 3_600_000, 86_400_000];
function duration(minMs, maxMs) {
    return { type: 'duration', minMs, maxMs };
}
function moment(maxMs) {
    return { type: 'moment', maxMs };
}
function text(accepts, pattern, lengthMax) {
    return { type: 'text', pattern, lengthMax, accepts };
}
/** What an input takes, as the end of a sentence: in errors, in `action.yml` and in the README. */
function describeKind(kind) {
    switch (kind.type) {
        case 'choice':
            return listOf(kind.values.map((value) => `\`${value}\``));
        case 'boolean':
            return '`true` or `false`';
        case 'count':
            return `a whole number from ${kind.min} to ${kind.max}`;
        case 'decimal':
            return `a number from ${kind.min} to ${kind.max}`;
        case 'duration':
            return `a duration from ${(0,_parse_values_js__WEBPACK_IMPORTED_MODULE_0__/* .renderDuration */ .PP)(kind.minMs)} to ${(0,_parse_values_js__WEBPACK_IMPORTED_MODULE_0__/* .renderDuration */ .PP)(kind.maxMs)}, written like \`90s\`, \`15m\`, \`24h\` or \`7d\``;
        case 'moment':
            return `an ISO 8601 date or date-time (UTC when no zone is given), or a duration before now of at most ${(0,_parse_values_js__WEBPACK_IMPORTED_MODULE_0__/* .renderDuration */ .PP)(kind.maxMs)}, written like \`36h\` or \`7d\``;
        case 'text':
            return kind.accepts;
        case 'path':
            return 'a path, absolute or relative to the workspace, without `~` and without variables';
    }
}
/** Up to the first full stop that a new sentence follows. */
function firstSentence(text) {
    return /^.*?\.(?=\s+[A-Z`]|$)/s.exec(text)?.[0] ?? text;
}
function listOf(items) {
    return items.length < 2 ? items.join() : `${items.slice(0, -1).join(', ')} or ${items.at(-1)}`;
}


/***/ }),

/***/ 8973:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   QW: () => (/* binding */ parsePrivateKey),
/* harmony export */   eQ: () => (/* binding */ unwrapPem),
/* harmony export */   es: () => (/* binding */ textsOfPrivateKey)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/**
 * The private key of a GitHub App, however it was put into a secret: with line breaks of any kind, with `\n` written
 * out, on one line, in quotes, or as base64 of the complete file. What comes out is one PEM; nothing of the key is ever
 * part of a message.
 */

const ACCEPTS = 'it accepts the complete .pem file that GitHub made for the App';
function parsePrivateKey(text) {
    const pem = unwrapPem(text);
    const [, label = '', content = ''] = /-----BEGIN ([A-Z0-9 ]+)-----([\s\S]*?)-----END \1-----/.exec(pem) ?? [];
    if (label === '') {
        const isCut = pem.includes('-----BEGIN');
        return no(isCut ? `which is a key without its end; ${ACCEPTS}, with its last line` : ACCEPTS);
    }
    if (label === 'ENCRYPTED PRIVATE KEY' || content.includes('ENCRYPTED')) {
        return no('which is encrypted; it accepts the key as GitHub made it, without a passphrase');
    }
    if (label !== 'PRIVATE KEY' && label !== 'RSA PRIVATE KEY')
        return no(`which is not a private key; ${ACCEPTS}`);
    try {
        const der = { key: Buffer.from(content.replaceAll(/\s/g, ''), 'base64'), format: 'der' };
        const key = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createPrivateKey)({ ...der, type: label === 'PRIVATE KEY' ? 'pkcs8' : 'pkcs1' });
        if (key.asymmetricKeyType !== 'rsa')
            return no(`which is a key, but not an RSA key; ${ACCEPTS}`);
        return { kind: 'key', pem: key.export({ type: 'pkcs8', format: 'pem' }).toString() };
    }
    catch {
        return no(`which is damaged; ${ACCEPTS}`);
    }
}
/** Every text in which the key stands somewhere, so that all of them can be masked. */
function textsOfPrivateKey(text) {
    if (text.trim() === '')
        return [];
    const reading = parsePrivateKey(text);
    return [unwrapPem(text), ...(reading.kind === 'key' ? [reading.pem] : [])];
}
/** The text of a PEM, with line breaks that are line breaks, however it was put into a secret. */
function unwrapPem(text) {
    const bare = text.trim().replace(/^(["'])([\s\S]*)\1$/, '$2');
    const isBase64 = !bare.includes('-----') && /^[A-Za-z0-9+/=_\s-]+$/.test(bare);
    const plain = isBase64 ? Buffer.from(bare, 'base64').toString('utf8') : bare;
    return plain.replaceAll(/\\r\\n|\\n|\\r|\r\n|\r/g, '\n');
}
function no(because) {
    return { kind: 'no-key', because };
}


/***/ }),

/***/ 36512:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $Q: () => (/* binding */ parseDecimal),
/* harmony export */   E9: () => (/* binding */ parseDuration),
/* harmony export */   PP: () => (/* binding */ renderDuration),
/* harmony export */   yG: () => (/* binding */ parseBoolean),
/* harmony export */   zq: () => (/* binding */ parseCount)
/* harmony export */ });
/* harmony import */ var _model_assert_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76779);
/**
 * Single values out of text: durations, booleans and numbers; instants are read by `source/phrase.ts`, which needs them
 * too. Every parser accepts the complete text or nothing: `undefined` means "this is not one", never "empty", never a
 * default.
 */

const UNITS = [
    { suffix: 'd', ms: 86_400_000 },
    { suffix: 'h', ms: 3_600_000 },
    { suffix: 'm', ms: 60_000 },
    { suffix: 's', ms: 1000 },
];
/** Milliseconds in `90s`, `15m`, `24h` or `7d`; one unit, whole numbers, no sign. */
function parseDuration(text) {
    const [, digits, suffix] = /^(0|[1-9][0-9]{0,8})([smhd])$/.exec(text) ?? [];
    const unit = UNITS.find((each) => each.suffix === suffix);
    return unit === undefined ? undefined : Number(digits) * unit.ms;
}
/** The shortest text that `parseDuration` reads as `ms`, in full seconds. */
function renderDuration(ms) {
    (0,_model_assert_js__WEBPACK_IMPORTED_MODULE_0__/* .assert */ .v)(ms >= 0 && ms % 1000 === 0, 'a duration in an input is a whole number of seconds');
    if (ms === 0)
        return '0s';
    const unit = UNITS.find((each) => ms % each.ms === 0);
    return unit === undefined ? `${ms / 1000}s` : `${ms / unit.ms}${unit.suffix}`;
}
/** The booleans of the YAML 1.2 core schema: https://yaml.org/spec/1.2.2/#10212-boolean */
function parseBoolean(text) {
    if (/^(?:true|True|TRUE)$/.test(text))
        return true;
    if (/^(?:false|False|FALSE)$/.test(text))
        return false;
    return undefined;
}
/** A whole number in plain digits: no sign, no leading zero, no exponent. */
function parseCount(text) {
    return /^(?:0|[1-9][0-9]{0,14})$/.test(text) ? Number(text) : undefined;
}
/** A number in plain digits with at most six decimals. */
function parseDecimal(text) {
    return /^(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,6})?$/.test(text) ? Number(text) : undefined;
}


/***/ }),

/***/ 50203:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   JY: () => (/* binding */ keepSecrets),
/* harmony export */   lY: () => (/* binding */ createRedactor),
/* harmony export */   ql: () => (/* binding */ readSecrets),
/* harmony export */   wY: () => (/* binding */ looksLikeAgeKey),
/* harmony export */   zC: () => (/* binding */ looksLikeKey)
/* harmony export */ });
/* unused harmony exports MASK_LENGTH_MIN, maskForms, maskSecrets */
/* harmony import */ var _model_token_shapes_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(52635);
/* harmony import */ var _input_table_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(27149);
/* harmony import */ var _parse_private_key_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8973);
/* harmony import */ var _sink_headers_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(54324);
/**
 * Keeps secrets out of everything that is written. The runner masks only registered texts, only in logs, and only
 * exactly, so every form in which a secret can appear is registered before anything else is printed, and the same forms
 * are cut out of every text of ours once more.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#masking-a-value-in-a-log
 */




/** Masking less would blank half the log: with `a` masked, every `a` becomes `***`. */
const MASK_LENGTH_MIN = 4;
const MASK = '***';
function looksLikeKey(text) {
    return /-----BEGIN [A-Z ]*PRIVATE KEY/.test(text) || looksLikeAgeKey(text);
}
/** What decrypts files that were encrypted to its recipient. */
function looksLikeAgeKey(text) {
    return /AGE-SECRET-KEY-/i.test(text);
}
/** The values of all secret inputs that are given, and of others that hold a secret by mistake. */
function readSecrets(read) {
    const isSecret = (value) => (0,_model_token_shapes_js__WEBPACK_IMPORTED_MODULE_0__/* .holdsToken */ .Q)(value) || looksLikeKey(value);
    return _input_table_js__WEBPACK_IMPORTED_MODULE_1__/* .INPUT_NAMES */ .Qh.filter((name) => _input_table_js__WEBPACK_IMPORTED_MODULE_1__/* .INPUT_ROWS */ .r7[name].secret === true || isSecret(read(name)))
        .flatMap((name) => [read(name), ...partsOf(name, read(name))])
        .filter((value) => value.trim() !== '');
}
/** What is a secret by itself within the value of an input. */
function partsOf(name, value) {
    if (name === 'sink-headers')
        return (0,_sink_headers_js__WEBPACK_IMPORTED_MODULE_3__/* .secretsOfHeaders */ .h)(value);
    if (name === 'app-private-key')
        return (0,_parse_private_key_js__WEBPACK_IMPORTED_MODULE_2__/* .textsOfPrivateKey */ .es)(value);
    if (name === 'signing-key')
        return [(0,_parse_private_key_js__WEBPACK_IMPORTED_MODULE_2__/* .unwrapPem */ .eQ)(value)];
    if (name !== 'sink-token' && name !== 'archive-token')
        return [];
    // `user:password`, and the signature in a SAS, as it stands and decoded.
    const colon = value.indexOf(':');
    const [, signature = ''] = /(?:^|[?&])sig=([^&]+)/.exec(value) ?? [];
    return [...(colon === -1 ? [] : [value.slice(colon + 1)]), signature, signature.replaceAll('%2B', '+')];
}
/**
 * Every text that gives a secret away: the complete value, each of its lines, and both in base64, URL-encoded,
 * JSON-escaped and as the password or user of HTTP Basic. The longest first.
 */
function maskForms(secret) {
    const whole = secret.toWellFormed();
    const lines = whole.split(/\r\n|\n|\r/).flatMap((line) => [line, line.trim()]);
    const forms = [secret, whole, whole.trim(), ...lines].flatMap((text) => (isMaskable(text) ? encodings(text) : []));
    return [...new Set(forms)].filter(isMaskable).sort((a, b) => b.length - a.length);
}
function isMaskable(text) {
    return text.trim().length >= MASK_LENGTH_MIN;
}
function encodings(text) {
    const url = encodeURIComponent(text.toWellFormed());
    const basic = [`${text}:`, `:${text}`, `x-access-token:${text}`, `${text}:x-oauth-basic`, `${text}:x-access-token`];
    return [
        text,
        url,
        url.replaceAll('%20', '+'),
        JSON.stringify(text).slice(1, -1),
        ...[text, ...basic].flatMap((each) => base64Forms(each)),
    ];
}
function base64Forms(text) {
    const bytes = Buffer.from(text);
    const padded = bytes.toString('base64');
    return [padded, padded.replace(/=+$/, ''), bytes.toString('base64url')];
}
/** Registers every form with the runner. To be called before anything else is printed. */
function maskSecrets(secrets, setSecret) {
    for (const secret of secrets)
        maskForms(secret).forEach(setSecret);
}
function keepSecrets(setSecret) {
    const known = [];
    let redact = createRedactor(known);
    return {
        hide(...secrets) {
            maskSecrets(secrets, setSecret);
            known.push(...secrets);
            redact = createRedactor(known);
        },
        redact: (text) => redact(text),
    };
}
/** A function that every outgoing text passes through. */
function createRedactor(secrets) {
    const forms = [...new Set(secrets.flatMap(maskForms))].sort((a, b) => b.length - a.length);
    if (forms.length === 0)
        return (text) => text;
    const pattern = new RegExp(forms.map(escapePattern).join('|'), 'g');
    return (text) => text.replace(pattern, MASK);
}
function escapePattern(text) {
    return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}


/***/ }),

/***/ 54324:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ readHeaderLines),
/* harmony export */   h: () => (/* binding */ secretsOfHeaders)
/* harmony export */ });
/** The lines of `sink-headers`, for the parser and for the masks alike. */
/** Every line that is not blank; `undefined` for one that is no header. */
function readHeaderLines(text) {
    return text
        .split(/\r\n|\n|\r/)
        .map((line) => line.trim())
        .filter((line) => line !== '')
        .map((line) => {
        const [, name, value] = /^([!#$%&'*+.^_`|~A-Za-z0-9-]+)[ \t]*:[ \t]*([\x20-\x7e\t]+)$/.exec(line) ?? [];
        return name === undefined || value === undefined ? undefined : { name: name.toLowerCase(), value };
    });
}
/** What gives a header away in a log: its value, and each word of it (`Bearer \u2026`). */
function secretsOfHeaders(text) {
    return readHeaderLines(text).flatMap((line) => {
        if (line === undefined)
            return [];
        const words = line.value.split(/[\s,;]+/).filter((word) => word.length >= 8);
        return [line.value, ...words];
    });
}


/***/ }),

/***/ 3796:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ createActionsLog)
/* harmony export */ });
/* unused harmony export safeLine */
/* harmony import */ var _plain_text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(42576);

/** Characters of one line; longer ones are cut. */
const LINE_LENGTH_MAX = 4000;
/** A log over `console` that `redact`s every text; `link` makes the names of pages in it into addresses. */
function createActionsLog(console, redact, link = (text) => text) {
    const clean = (text) => safeLine(link(text), redact);
    return {
        info: (line) => console.info(clean(line)),
        warning: (line) => console.warning(clean(line)),
        ...(console.progress === undefined ? {} : { progress: console.progress }),
        notice: (line) => console.notice(clean(line)),
        async group(title, body) {
            console.startGroup(clean(title));
            try {
                return await body();
            }
            finally {
                console.endGroup();
            }
        },
        fail({ message, hint }) {
            const lines = [...redact(message).split(/\r\n|\n|\r/), ...(hint === undefined ? [] : [hint])];
            console.setFailed(lines.map(clean).join('\n'));
        },
    };
}
/**
 * `text` as one line that is safe in a runner's log. Redacted before cleaning, because a secret can contain a line
 * break, and after it, because dropping an invisible character can put a secret together; defused last, for the same
 * reason.
 */
function safeLine(text, redact) {
    const line = redact((0,_plain_text_js__WEBPACK_IMPORTED_MODULE_0__/* .plainLine */ .h)(redact(text))).trim();
    const cut = line.length > LINE_LENGTH_MAX ? `${line.slice(0, LINE_LENGTH_MAX)}\u2026` : line;
    return cut.replaceAll('##[', '## [').replace(/^::/, ': :');
}


/***/ }),

/***/ 42576:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ quote),
/* harmony export */   h: () => (/* binding */ plainLine)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57975);
/**
 * Text that is safe to show to a person: on one line, without characters that move a cursor, change colours, reverse
 * the writing direction or show nothing at all. What it returns can still be a workflow command or Markdown: the logger
 * and the summary handle that.
 */

/** Control, format (bidi, zero width), surrogate, private and unassigned characters; line and paragraph separators. */
const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}]/gu;
/** `text` on one line: line breaks and tabs become spaces, everything invisible goes. */
function plainLine(text) {
    return (0,node_util__WEBPACK_IMPORTED_MODULE_0__.stripVTControlCharacters)(text)
        .replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' ')
        .replace(INVISIBLE, '');
}
/** `text` in double quotes, cut after `lengthMax` characters, with everything invisible spelled out. */
function quote(text, lengthMax) {
    const characters = [...text.slice(0, 2 * lengthMax)];
    const shown = characters.slice(0, lengthMax).map(spell).join('');
    return text.length > characters.length || characters.length > lengthMax ? `"${shown}\u2026"` : `"${shown}"`;
}
function spell(character) {
    if (character === '"' || character === '\\')
        return `\\${character}`;
    if (character === ' ')
        return character;
    if (!/[\p{C}\p{Z}]/u.test(character))
        return character;
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}


/***/ }),

/***/ 6291:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Mo: () => (/* binding */ docsUrlOf),
/* harmony export */   cG: () => (/* binding */ linkDocs),
/* harmony export */   pt: () => (/* binding */ linkPages)
/* harmony export */ });
/** A name from the root of the project, unless it stands in an address already. */
const PAGE = /(?<![\w./-])(?:docs\/[a-z-]+|README|SECURITY|CONTRIBUTING)\.md(?:#[\w-]+)?/g;
function linkDocs(text, docsUrl) {
    return docsUrl === undefined ? text : text.replace(PAGE, (page) => `${docsUrl}/${page}`);
}
/** As {@link PAGE}, after `escapeText`. */
const ESCAPED_PAGE = /(?<![\w./-])((?:docs\/[a-z-]+|README|SECURITY|CONTRIBUTING)\.md)(?:&#35;([\w-]+))?/g;
/** The one address outside of the documentation that texts of ours name, after `escapeText`. */
const ESCAPED_STATUS_PAGE = /https&#58;\/\/www&#46;githubstatus\.com/g;
/** Turns the pages that a summary names into links. */
function linkPages(markdown, docsUrl) {
    const linked = markdown.replace(ESCAPED_STATUS_PAGE, '[githubstatus.com](https://www.githubstatus.com)');
    if (docsUrl === undefined)
        return linked;
    return linked.replace(ESCAPED_PAGE, (name, page, section) => {
        return `[${name}](${docsUrl}/${page}${section === undefined ? '' : `#${section}`})`;
    });
}
/** Where the documentation of this action is, as the runner names the action; `undefined` when it does not. */
function docsUrlOf(variables) {
    const repository = variables['GITHUB_ACTION_REPOSITORY'] ?? '';
    const ref = variables['GITHUB_ACTION_REF'] ?? '';
    const server = variables['GITHUB_SERVER_URL'] ?? 'https://github.com';
    const isComplete = /^[\w.-]+\/[\w.-]+$/.test(repository) && /^[\w.-]+(?:\/[\w.-]+)*$/.test(ref);
    return isComplete && /^https:\/\/[\w.:-]+$/.test(server) ? `${server}/${repository}/blob/${ref}` : undefined;
}


/***/ }),

/***/ 54524:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LP: () => (/* binding */ renderSpan),
/* harmony export */   PL: () => (/* binding */ renderDetails),
/* harmony export */   SS: () => (/* binding */ renderCount),
/* harmony export */   X1: () => (/* binding */ escapeText),
/* harmony export */   bo: () => (/* binding */ renderTable),
/* harmony export */   kT: () => (/* binding */ renderNumber),
/* harmony export */   pI: () => (/* binding */ renderList),
/* harmony export */   qI: () => (/* binding */ renderSize),
/* harmony export */   sZ: () => (/* binding */ renderTime)
/* harmony export */ });
/* unused harmony exports TEXT_LENGTH_MAX, ROWS_MAX, renderInstant */
/* harmony import */ var _plain_text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(42576);
/**
 * Pieces of Markdown for the job summary. Text gets in only through `escapeText`, which leaves nothing in it that
 * Markdown, HTML or a mention could interpret; lists and cells are cut, so that the size of a summary does not depend
 * on how much happened.
 */

/** Characters of one piece of text that are shown. */
const TEXT_LENGTH_MAX = 400;
/** Rows of one table or list that are shown. */
const ROWS_MAX = 50;
/** `text` on one line, cut, so that Markdown shows exactly its characters. */
function escapeText(text) {
    // Cut roughly before the work and exactly after it.
    const line = (0,_plain_text_js__WEBPACK_IMPORTED_MODULE_0__/* .plainLine */ .h)(text.slice(0, 4 * TEXT_LENGTH_MAX)).trim();
    const shown = line.length > TEXT_LENGTH_MAX ? `${line.slice(0, TEXT_LENGTH_MAX).toWellFormed()}\u2026` : line;
    return shown
        .replace(/[&<>"'`|\\*_[\]{}~#!$@]/g, (character) => `&#${character.charCodeAt(0)};`)
        .replaceAll('://', '&#58;//')
        .replaceAll('www.', 'www&#46;');
}
/** A table of the first rows; `renderCells` answers escaped cells, as many as `head` has. */
function renderTable(head, rows, renderCells) {
    const renderLine = (cells) => `| ${cells.join(' | ')} |`;
    const lines = [head, head.map(() => '---'), ...rows.slice(0, ROWS_MAX).map(renderCells)].map(renderLine);
    const more = renderMore(rows.length);
    return more === undefined ? lines.join('\n') : `${lines.join('\n')}\n\n${more}`;
}
/** A list of the first items; `renderItem` answers escaped text. */
function renderList(items, renderItem) {
    const shown = items.slice(0, ROWS_MAX).map(renderItem);
    const more = renderMore(items.length);
    return [...shown, ...(more === undefined ? [] : [more])].map((item) => `- ${item}`).join('\n');
}
function renderMore(count) {
    return count > ROWS_MAX ? `\u2026 and ${renderNumber(count - ROWS_MAX)} more` : undefined;
}
function renderNumber(value) {
    // Not `toLocaleString`: its tables need a tenth of a second to load, which a quiet run would notice.
    return String(value).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
/** An instant as ISO 8601; the beginning of time and what no calendar holds in words. */
function renderInstant(at) {
    if (at === undefined)
        return '\u2014';
    if (at <= 0)
        return 'the beginning';
    return at <= 8.64e15 ? new Date(at).toISOString() : 'the end';
}
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** An instant as people read it, `29 Nov 2026, 16:17 UTC`; without the year where `now` lies in the same one. */
function renderTime(at, now) {
    if (at === undefined || at <= 0 || at > 8.64e15)
        return renderInstant(at);
    const date = new Date(at);
    const day = `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
    const year = now !== undefined && new Date(now).getUTCFullYear() === date.getUTCFullYear() ? '' : ` ${date.getUTCFullYear()}`;
    return `${day}${year}, ${date.toISOString().slice(11, 16)} UTC`;
}
/** Part of a summary that most readers skip. `title` is shown unescaped. */
function renderDetails(title, content) {
    return `<details><summary>${title}</summary>\n\n${content}\n\n</details>`;
}
/** `1 event`, `12,345 events`. */
function renderCount(count, noun) {
    return `${renderNumber(count)} ${noun}${count === 1 ? '' : 's'}`;
}
/** A stretch of time in its two largest units, rounded down. */
function renderSpan(seconds) {
    const whole = Math.floor(seconds);
    if (whole < 60)
        return `${whole} s`;
    const [minutes, hours, days] = [Math.floor(whole / 60), Math.floor(whole / 3600), Math.floor(whole / 86_400)];
    if (hours < 1)
        return `${minutes} min`;
    if (days < 1)
        return `${hours} h ${minutes % 60} min`;
    return `${renderNumber(days)} d ${hours % 24} h`;
}
/** A size in decimal units. */
function renderSize(bytes) {
    if (bytes < 1000)
        return `${bytes} B`;
    if (bytes < 1_000_000)
        return `${(bytes / 1000).toFixed(1)} kB`;
    if (bytes < 1_000_000_000)
        return `${(bytes / 1_000_000).toFixed(1)} MB`;
    return `${(bytes / 1_000_000_000).toFixed(1)} GB`;
}


/***/ }),

/***/ 92851:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   y: () => (/* binding */ LOCATION_FORMS),
/* harmony export */   z: () => (/* binding */ parseLocation)
/* harmony export */ });
/**
 * Where an archive is: `s3://BUCKET/PREFIX`, `gs://BUCKET/PREFIX` or the https address of an Azure container, with a prefix. A name or a
 * prefix that could mean anything else than it says (a query, a password, `..`) is no location.
 */
const LOCATION_FORMS = '`s3://BUCKET/PREFIX`, `gs://BUCKET/PREFIX` or `https://ACCOUNT.blob.core.windows.net/CONTAINER/PREFIX`';
const S3_BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const GS_BUCKET = /^[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$/;
/** Of every cloud of Azure: `.core.windows.net`, `.core.usgovcloudapi.net`, `.core.chinacloudapi.cn`, and accounts with DNS zones. */
const AZURE_HOST = /^([a-z0-9]{3,24})\.(?:z\d{1,2}\.)?blob\.[a-z0-9.-]+$/;
const AZURE_CONTAINER = /^(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;
const PREFIX = /^(?:[A-Za-z0-9_.=-]+(?:\/|$))*$/;
/** What is wrong with it, as the end of a sentence, or the location. */
function parseLocation(text) {
    const [, scheme = '', rest = ''] = /^([a-z0-9]+):\/\/(.*)$/.exec(text) ?? [];
    const [first = '', ...path] = rest.replace(/\/$/, '').split('/');
    if (/[?#@]/.test(rest))
        return 'it accepts no query, no password and no `#\u2026`; a credential goes into `archive-token`';
    switch (scheme) {
        case 's3':
            return S3_BUCKET.test(first)
                ? at({ kind: 's3', bucket: first }, path)
                : 'its bucket name is not one that S3 allows';
        case 'gs':
            return GS_BUCKET.test(first)
                ? at({ kind: 'gs', bucket: first }, path)
                : 'its bucket name is not one that Google Cloud allows';
        case 'https': {
            const [, account] = AZURE_HOST.exec(first) ?? [];
            if (account === undefined)
                return `it accepts ${LOCATION_FORMS}; for an S3 store of another vendor set \`endpoint\` in \`archive-options\``;
            const [container = '', ...below] = path;
            if (!AZURE_CONTAINER.test(container))
                return 'it accepts the name of a container as the first part of the path';
            return at({ kind: 'azure', account, container, origin: `https://${first}` }, below);
        }
        default:
            return `it accepts ${LOCATION_FORMS}`;
    }
}
function at(place, path) {
    const prefix = path.join('/');
    const isSound = PREFIX.test(prefix) && !path.some((part) => part === '' || part === '.' || part === '..');
    if (!isSound)
        return 'its prefix accepts letters, digits, `-`, `_`, `.`, `=` and `/`, and no empty part';
    return { ...place, prefix };
}


/***/ }),

/***/ 76779:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   v: () => (/* binding */ assert)
/* harmony export */ });
/** A condition that only a bug of ours can break; it crashes rather than going on with a false belief. */
function assert(condition, belief) {
    if (!condition)
        throw new Error(`This is a bug in collect-audit-log: expected that ${belief}.`);
}


/***/ }),

/***/ 32759:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ COMPRESSIONS)
/* harmony export */ });
/** How files of lines can be compressed; the end of a name shows which. */
const COMPRESSIONS = ['none', 'gzip', 'zstd'];


/***/ }),

/***/ 73434:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CN: () => (/* binding */ LibraryFailure),
/* harmony export */   Uc: () => (/* binding */ describeError),
/* harmony export */   VE: () => (/* binding */ DeliveryError),
/* harmony export */   WP: () => (/* binding */ describeBug),
/* harmony export */   Zz: () => (/* binding */ AccessError),
/* harmony export */   dz: () => (/* binding */ InputError),
/* harmony export */   eQ: () => (/* binding */ describeForeign),
/* harmony export */   em: () => (/* binding */ sentence),
/* harmony export */   gA: () => (/* binding */ UpstreamError),
/* harmony export */   h0: () => (/* binding */ CollectError),
/* harmony export */   jg: () => (/* binding */ CheckpointError),
/* harmony export */   x5: () => (/* binding */ GapError)
/* harmony export */ });
/**
 * Every failure that a user can meet, sorted by who can fix it. An error carries what happened in `message` and what to
 * do in `hint`; nothing else of it is ever shown, so that no foreign text (a server's answer, a token that it echoes)
 * reaches a log. Anything that is not one of these is a bug of ours.
 */
/** A failure that a user can act on. */
class CollectError extends Error {
    hint;
    /** `message` goes on in other sentences and has no full stop; see `sentence`. */
    constructor(message, options) {
        super(message.replace(/\.$/, ''), options.cause === undefined ? undefined : { cause: options.cause });
        this.name = new.target.name;
        this.hint = options.hint;
    }
}
/** The inputs are wrong: nothing was requested, nothing was changed. */
class InputError extends CollectError {
}
/** GitHub refuses this token, this target or this host; another try with the same inputs ends the same way. */
class AccessError extends CollectError {
}
/** GitHub or the network between failed and went on failing while it was retried. */
class UpstreamError extends CollectError {
}
/** Events could not be delivered, or the delivery could not be verified. */
class DeliveryError extends CollectError {
}
/** The position could be neither read nor proven absent, or could not be saved. */
class CheckpointError extends CollectError {
}
/** Events are out of reach, or the position is too old: everything in reach was delivered and committed. */
class GapError extends CollectError {
}
/**
 * What a library failed of, in our own words: `describeForeign` shows its message, and who reports it puts the hint into an error of
 * its own.
 */
class LibraryFailure extends Error {
    name = 'LibraryFailure';
    hint;
    /** Whether another try ends the same way. */
    isLasting;
    constructor(message, { hint, isLasting }) {
        super(message);
        this.hint = hint;
        this.isLasting = isLasting;
    }
}
/** What an error may say in public, as a sentence: our own words for our own errors, only the class of a foreign one. */
function describeError(error) {
    if (error instanceof CollectError)
        return { message: sentence(error.message), hint: error.hint };
    return { message: sentence(describeForeign(error)), hint: undefined };
}
/** The name of an input: with a capital it would be none. */
const NAME = /^[a-z]+(?:-[a-z]+)+[ :]/;
/** A text as a sentence of its own. */
function sentence(text) {
    const begun = NAME.test(text) ? text : `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
    return `${begun}${/[.!?]$/.test(text) ? '' : '.'}`;
}
/**
 * A foreign error in words that hold nothing of what it may quote: its class and its system or client code, never its
 * message (undici and Octokit put URLs, headers and bodies there). An error of ours says what it says.
 */
function describeForeign(error) {
    if (error instanceof LibraryFailure || error instanceof CollectError)
        return error.message;
    if (!(error instanceof Error))
        return 'an unknown failure';
    const code = codeOf(error) ?? codeOf(error.cause);
    const name = /^[A-Za-z]{1,40}$/.test(error.name) ? error.name : 'Error';
    return code === undefined ? name : `${name} ${code}`;
}
function codeOf(error) {
    if (!(error instanceof Error) || !('code' in error))
        return undefined;
    return typeof error.code === 'string' && /^[A-Z0-9_]{1,40}$/.test(error.code) ? error.code : undefined;
}
/** A bug in words for whoever reports it: its class and where in our code it came from, nothing that it may quote. */
function describeBug(error) {
    const frames = error instanceof Error ? (error.stack ?? '').match(/^ {4}at .*$/gm) : null;
    const where = (frames ?? []).slice(0, 8).join('\n');
    return `collect-audit-log stopped because of a bug (${describeForeign(error)}).\n${where}`;
}


/***/ }),

/***/ 64880:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ FORMATS)
/* harmony export */ });
/** The formats in which an event can be delivered; what each is, is in `format/`. */
const FORMATS = ['raw', 'envelope', 'cloudevents', 'ecs', 'ocsf'];


/***/ }),

/***/ 52635:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ tokenPattern),
/* harmony export */   Q: () => (/* binding */ holdsToken)
/* harmony export */ });
/**
 * What the tokens that pass through a run look like, for whoever has to find them in texts: in an input where none belongs, in
 * answers that are kept. Shapes only: a token that a run knows is masked by its value.
 * https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/; since GitHub's changelog of
 * 2026-05-15 a token of an installation can also be `ghs_`, the id of the App, `_` and a JSON web token.
 */
/** Three parts in base64url, of which the first is a JSON object that begins with a name: identities of jobs, tokens of Entra. */
const JSON_WEB_TOKEN = String.raw `eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}`;
const TOKENS = [
    String.raw `gh[a-z]_\d+_eyJ[\w.-]{10,}`,
    String.raw `ghs_[\w.]{36,}`,
    'gh[a-z]_[A-Za-z0-9]{10,}',
    String.raw `github_pat_\w{10,}`,
    JSON_WEB_TOKEN,
];
/** All of a token, wherever it stands. */
function tokenPattern() {
    return new RegExp(`(?<![A-Za-z0-9])(?:${TOKENS.join('|')})`, 'g');
}
function holdsToken(text) {
    return tokenPattern().test(text);
}


/***/ }),

/***/ 25272:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ useProxy),
/* harmony export */   b: () => (/* binding */ wayTo)
/* harmony export */ });
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(37067);
/* harmony import */ var node_https__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(44708);
/* harmony import */ var _proxy_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(85166);
/**
 * The connections that are kept between requests, in two pools: direct, and through the proxy. Which one a request uses
 * is decided in `proxy.ts`, for every client of ours in the same way.
 */



/** A connection that is idle for longer is closed here, before the other side does it under a request. */
const IDLE_MS = 5_000;
const KEPT = { keepAlive: true, timeout: IDLE_MS, scheduling: 'lifo' };
const plain = { agent: new node_http__WEBPACK_IMPORTED_MODULE_0__.Agent(KEPT), proxy: undefined };
let direct;
let tunnel;
let current;
/** From now on; connections that are open stay as they are. */
function useProxy(proxy) {
    current = proxy;
    tunnel = undefined;
}
/** The way to `url`. */
async function wayTo(url) {
    if (url.protocol !== 'https:')
        return plain;
    if ((0,_proxy_js__WEBPACK_IMPORTED_MODULE_2__/* .isProxied */ .S7)(url, current)) {
        tunnel ??= openTunnel(current);
        return tunnel;
    }
    direct ??= { agent: new node_https__WEBPACK_IMPORTED_MODULE_1__.Agent(KEPT), proxy: undefined };
    return direct;
}
/** Not loaded by the many runs without a proxy. */
async function openTunnel(proxy) {
    const { HttpsProxyAgent } = await __webpack_require__.e(/* import() */ 566).then(__webpack_require__.bind(__webpack_require__, 71566));
    return { agent: new HttpsProxyAgent(proxy.url, KEPT), proxy: (0,_proxy_js__WEBPACK_IMPORTED_MODULE_2__/* .describeProxy */ .GK)(proxy) };
}


/***/ }),

/***/ 37642:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ systemClock)
/* harmony export */ });
const systemClock = {
    now: () => Date.now(),
    sleep: (ms, signal) => new Promise((resolve, reject) => {
        if (signal.aborted)
            return reject(signal.reason);
        const onAbort = () => {
            clearTimeout(timer);
            reject(signal.reason);
        };
        const timer = setTimeout(() => {
            signal.removeEventListener('abort', onAbort);
            resolve();
        }, ms);
        signal.addEventListener('abort', onAbort, { once: true });
    }),
    timeout: (ms, signal) => {
        const controller = new AbortController();
        const abort = () => controller.abort(signal.reason);
        if (signal.aborted)
            abort();
        signal.addEventListener('abort', abort, { once: true });
        const timer = setTimeout(() => controller.abort(new DOMException('timed out', 'TimeoutError')), ms);
        return {
            signal: controller.signal,
            done: () => {
                clearTimeout(timer);
                signal.removeEventListener('abort', abort);
            },
        };
    },
};


/***/ }),

/***/ 47200:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Au: () => (/* binding */ BodyTooLargeError),
/* harmony export */   cv: () => (/* binding */ exchange)
/* harmony export */ });
/* unused harmony export ConnectionError */
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(37067);
/* harmony import */ var node_https__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(44708);
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(38522);
/* harmony import */ var _agents_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(25272);
/**
 * The one HTTP client of a run: a request, and its complete response or a rejection. A body that was cut short, damaged
 * or larger than the cap is never an answer, and a redirect is one like any other, so nothing is believed in part and
 * no token goes to another host.
 */




/** The body is larger than we read; a smaller request can help. */
class BodyTooLargeError extends Error {
    code = 'BODY_TOO_LARGE';
    name = 'BodyTooLargeError';
    constructor(bytesMax) {
        super(`more than ${bytesMax} bytes`);
    }
}
/** There was no connection: the request never left. `cause` has the code. */
class ConnectionError extends Error {
    name = 'ConnectionError';
    /** `HOST:PORT` of the proxy that was used. */
    proxy;
    constructor(cause, proxy) {
        super('no connection', { cause });
        this.proxy = proxy;
    }
}
/** The proxy answered, but does not connect. */
class ProxyRefusal extends Error {
    code;
    constructor(status) {
        super('the proxy did not connect');
        this.code = `PROXY_HTTP_${status}`;
    }
}
const DEFAULT_HEADERS = { accept: '*/*', 'accept-encoding': 'gzip' };
/** Rejects with the reason of `signal` once it is aborted, with `ConnectionError` or the failure of the transfer otherwise. */
async function exchange(given, signal) {
    signal.throwIfAborted();
    const way = await (0,_agents_js__WEBPACK_IMPORTED_MODULE_3__/* .wayTo */ .b)(given.url);
    return new Promise((resolve, reject) => {
        const request = open(given, way);
        let connected = false;
        const abort = () => fail(signal.reason);
        const leave = () => signal.removeEventListener('abort', abort);
        const fail = (error) => {
            leave();
            reject(error);
            request.destroy();
        };
        signal.addEventListener('abort', abort, { once: true });
        request.on('socket', (socket) => {
            connected = request.reusedSocket;
            if (connected)
                return;
            socket.once(given.url.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
                connected = true;
            });
        });
        request.once('proxyConnect', ({ statusCode }) => {
            if (statusCode !== 200)
                fail(new ConnectionError(new ProxyRefusal(statusCode), way.proxy));
        });
        request.on('error', (error) => fail(connected ? error : new ConnectionError(error, way.proxy)));
        request.once('response', (response) => {
            collect(response, given.bodyBytesMax, (outcome) => {
                if (outcome instanceof Error)
                    return fail(outcome);
                leave();
                resolve(outcome);
            });
        });
        request.end(given.body);
    });
}
function open({ method, url, headers }, { agent }) {
    const send = url.protocol === 'https:' ? node_https__WEBPACK_IMPORTED_MODULE_1__.request : node_http__WEBPACK_IMPORTED_MODULE_0__.request;
    return send(url, { method, agent, headers: { ...DEFAULT_HEADERS, ...headers } });
}
function collect(response, bytesMax, done) {
    const chunks = [];
    let length = 0;
    response.on('data', (chunk) => {
        chunks.push(chunk);
        length += chunk.length;
        if (length > bytesMax)
            done(new BodyTooLargeError(bytesMax));
    });
    response.once('error', done);
    response.once('end', () => {
        try {
            const headers = flatten(response.headers);
            const [first] = chunks;
            const sent = chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks, length);
            done({ status: response.statusCode ?? 0, headers, body: unpack(sent, headers['content-encoding'], bytesMax) });
        }
        catch (error) {
            done(error instanceof Error ? error : new Error('not unpacked', { cause: error }));
        }
    });
}
/** Complete or not at all: a packed body without its end rejects. */
function unpack(body, encoding, bytesMax) {
    if (body.length === 0 || encoding === undefined || encoding === 'identity')
        return body;
    if (encoding !== 'gzip' && encoding !== 'x-gzip') {
        throw Object.assign(new Error('a content encoding that was not requested'), { code: 'UNKNOWN_ENCODING' });
    }
    try {
        return (0,node_zlib__WEBPACK_IMPORTED_MODULE_2__.gunzipSync)(body, { maxOutputLength: bytesMax });
    }
    catch (error) {
        const isTooLarge = error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
        throw isTooLarge ? new BodyTooLargeError(bytesMax) : error;
    }
}
function flatten(headers) {
    const fields = {};
    for (const [name, value] of Object.entries(headers)) {
        if (value !== undefined)
            fields[name] = typeof value === 'string' ? value : value.join(', ');
    }
    return fields;
}


/***/ }),

/***/ 61906:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ systemHttp)
/* harmony export */ });
/* unused harmony export createHttp */
/* harmony import */ var _http_client_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(47200);
/**
 * HTTP as a value: one request, one complete response. Nothing is followed, nothing is retried, nothing is read without
 * end: a redirect is an answer like any other, and a body that was cut short or does not stop rejects.
 */

/** Far more than the answer to the largest batch: `_bulk` answers some 300 bytes for each event. */
const BODY_BYTES_MAX = 32 * 1024 * 1024;
const systemHttp = createHttp();
/** `bodyBytesMax`: an answer with more bytes rejects. */
function createHttp(bodyBytesMax = BODY_BYTES_MAX) {
    return {
        async send({ url, ...request }, signal) {
            const { status, headers, body } = await (0,_http_client_js__WEBPACK_IMPORTED_MODULE_0__/* .exchange */ .cv)({ ...request, url: new URL(url), bodyBytesMax }, signal);
            return { status, headers, body: body.toString() };
        },
    };
}


/***/ }),

/***/ 58194:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ openNetwork),
/* harmony export */   r: () => (/* binding */ checkCertificates)
/* harmony export */ });
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77030);
/* harmony import */ var node_tls__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(41692);
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(73434);
/* harmony import */ var _agents_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(25272);
/* harmony import */ var _proxy_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(85166);
/**
 * What all connections of this process share: how long an attempt to connect can last, whose certificates are trusted,
 * and the proxy. It holds for the API, the sink, the cache and the artifacts alike, because it is set before any of
 * them connects.
 */





/**
 * Node tries the addresses of a host one after the other and gives each but the last a quarter of a second. Hosts that are
 * farther away, or whose first packet is lost (it is sent again after a second), would never be reached where another address
 * does not work. https://nodejs.org/api/net.html#netsetdefaultautoselectfamilyattempttimeoutvalue
 */
const CONNECT_ATTEMPT_MS = 3_000;
/** Services of the job that the toolkits connect to. */
const SERVICE_VARIABLES = ['ACTIONS_RESULTS_URL', 'ACTIONS_CACHE_URL', 'ACTIONS_RUNTIME_URL', 'GITHUB_API_URL'];
/** `caCertificates`: PEM text of authorities that are trusted as well. Throws `InputError` for what cannot be used. */
function openNetwork({ caCertificates }) {
    node_net__WEBPACK_IMPORTED_MODULE_0__.setDefaultAutoSelectFamilyAttemptTimeout(CONNECT_ATTEMPT_MS);
    trust([...systemCertificates(), ...(caCertificates === undefined ? [] : parseCertificates(caCertificates))]);
    const proxy = (0,_proxy_js__WEBPACK_IMPORTED_MODULE_4__/* .readProxy */ .nM)(process.env);
    const services = SERVICE_VARIABLES.flatMap((name) => URL.parse(process.env[name] ?? '') ?? []);
    for (const [name, value] of Object.entries((0,_proxy_js__WEBPACK_IMPORTED_MODULE_4__/* .renderVariables */ .mR)(proxy, services))) {
        if (value === undefined)
            delete process.env[name];
        else
            process.env[name] = value;
    }
    (0,_agents_js__WEBPACK_IMPORTED_MODULE_3__/* .useProxy */ .C)(proxy);
}
/** Throws `InputError` unless every certificate in `pem` is one. */
function checkCertificates(pem) {
    trust(parseCertificates(pem));
}
/**
 * The authorities of the system, which Node does not look at on its own. A hosted runner has none of its own, and
 * reading them is a tenth of a quiet run; elsewhere a company's authority is most likely installed there and nowhere
 * else.
 */
function systemCertificates() {
    const isNamed = ['SSL_CERT_FILE', 'SSL_CERT_DIR'].some((name) => (process.env[name] ?? '') !== '');
    if (!isNamed && process.env['RUNNER_ENVIRONMENT'] === 'github-hosted')
        return [];
    return "getCACertificates" in node_tls__WEBPACK_IMPORTED_MODULE_1__ ? node_tls__WEBPACK_IMPORTED_MODULE_1__.getCACertificates('system') : [];
}
function parseCertificates(pem) {
    const certificates = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
    if (certificates.length === 0)
        throw noCertificate(undefined);
    return certificates;
}
function trust(added) {
    if (added.length === 0)
        return;
    if (!("setDefaultCACertificates" in node_tls__WEBPACK_IMPORTED_MODULE_1__)) {
        throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz(`ca-certificates needs Node 24.5 or later, and this is Node ${process.versions.node}`, {
            hint: 'Use a newer Node, or name a file with the certificates in NODE_EXTRA_CA_CERTS before it starts.',
        });
    }
    try {
        node_tls__WEBPACK_IMPORTED_MODULE_1__.setDefaultCACertificates([...new Set([...node_tls__WEBPACK_IMPORTED_MODULE_1__.getCACertificates('default'), ...added])]);
    }
    catch (cause) {
        throw noCertificate(cause);
    }
}
function noCertificate(cause) {
    return new _model_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz('ca-certificates contains no certificate', {
        hint: 'Set it to the text of one or more certificates, each from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----.',
        cause,
    });
}


/***/ }),

/***/ 85166:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  GK: () => (/* binding */ describeProxy),
  S7: () => (/* binding */ isProxied),
  nM: () => (/* binding */ readProxy),
  mR: () => (/* binding */ renderVariables)
});

// EXTERNAL MODULE: ./lib/model/errors.js
var errors = __webpack_require__(73434);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
;// CONCATENATED MODULE: ./lib/runtime/no-proxy.js
/**
 * Which hosts are reached without the proxy: one reading of `NO_PROXY` for the whole run, as generous as the most generous
 * of the usual ones. A suffix counts for the domain itself and for everything below it, however it is written.
 */

/** `text` lists entries with commas or blanks between them; an entry that is nothing of the kind counts for nothing. */
function parseNoProxy(text) {
    const entries = text.toLowerCase().split(/[\s,]+/);
    const rules = entries.flatMap((entry) => parseRule(entry));
    const all = entries.includes('*');
    return {
        all,
        covers(url) {
            const host = bare(url.hostname.toLowerCase());
            const port = portOf(url);
            return all || rules.some((rule) => (rule.port === undefined || rule.port === port) && rule.covers(host));
        },
        suffixes: rules.flatMap(({ suffix, port }) => (suffix === undefined ? [] : [{ domain: suffix, port }])),
    };
}
function portOf({ port, protocol }) {
    return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
}
/** `10.0.0.0/8`, `fd00::/8`, `[::1]:8443`, `example.com`, `.example.com`, `*.example.com`, each with or without `:PORT`. */
function parseRule(entry) {
    const [, range, behind] = /^(\[[^\]]*\](?:\/\d+)?|[^:]*)(?::(\d{1,5}))?$/.exec(entry) ?? [
        undefined,
        entry,
        undefined,
    ];
    const port = behind === undefined ? undefined : Number(behind);
    const [address = '', prefix] = bare(range ?? '').split('/');
    const host = bare(address);
    if ((0,external_node_net_.isIP)(host) !== 0)
        return addressRule(host, prefix, port);
    const domain = host.replace(/^\*?\./, '').replace(/\.$/, '');
    if (prefix !== undefined || !/^[\w-]+(\.[\w-]+)*$/.test(domain))
        return [];
    return [{ port, suffix: domain, covers: (host) => (0,external_node_net_.isIP)(host) === 0 && isBelow(host, domain) }];
}
function addressRule(address, prefix, port) {
    const family = (0,external_node_net_.isIPv6)(address) ? 'ipv6' : 'ipv4';
    const bits = prefix === undefined ? undefined : Number(prefix);
    if (bits !== undefined && !(bits <= (family === 'ipv6' ? 128 : 32)))
        return [];
    const list = new external_node_net_.BlockList();
    if (bits === undefined)
        list.addAddress(address, family);
    else
        list.addSubnet(address, bits, family);
    const covers = (host) => (0,external_node_net_.isIP)(host) !== 0 && list.check(host, (0,external_node_net_.isIPv6)(host) ? 'ipv6' : 'ipv4');
    return [{ port, suffix: undefined, covers }];
}
function isBelow(host, domain) {
    return host === domain || host.endsWith(`.${domain}`);
}
/** Without the brackets of an IPv6 address, and without the dot that ends a complete name. */
function bare(host) {
    return host.replace(/^\[(.*)\]/, '$1').replace(/\.$/, '');
}

;// CONCATENATED MODULE: ./lib/runtime/proxy.js
/**
 * The proxy of this process: one decision for the API, the sink, the cache and the artifacts. What is not encrypted never goes
 * to a proxy, which would read the token and every event. The toolkits look at the variables themselves, each in its own way,
 * so these are rewritten once into what all of them understand alike.
 */


/** A reader uses the first that is not empty; the proxy for plain http counts for TLS where there is no other. */
const PROXY_VARIABLES = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY', 'all_proxy', 'ALL_PROXY'];
const NO_PROXY_VARIABLES = ['no_proxy', 'NO_PROXY'];
/** The proxy that `variables` name, or `undefined` without one. Throws `InputError` for an address that is none. */
function readProxy(variables) {
    const text = firstOf(variables, PROXY_VARIABLES);
    if (text === undefined)
        return undefined;
    const noProxy = parseNoProxy(firstOf(variables, NO_PROXY_VARIABLES) ?? '');
    // As curl has it: an address without a scheme is that of a proxy that speaks plain http.
    const url = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`);
    if (url === null || !/^https?:$/.test(url.protocol) || url.hostname === '') {
        throw new errors/* InputError */.dz('The proxy in HTTPS_PROXY or HTTP_PROXY is not an http or https address', {
            hint: 'Set it to http://HOST:PORT or HOST:PORT, with USER:PASSWORD@ in front of the host if the proxy requires them; see docs/troubleshooting.md#proxy.',
        });
    }
    return noProxy.all ? undefined : { url, noProxy };
}
/** Whether a request to `url` goes through `proxy`. */
function isProxied(url, proxy) {
    return proxy !== undefined && url.protocol === 'https:' && !proxy.noProxy.covers(url);
}
/** `HOST:PORT` of the proxy, the only part of it that can be shown. */
function describeProxy({ url }) {
    return `${url.hostname}:${portOf(url)}`;
}
/**
 * The proxy variables for clients that read them on their own; `undefined` removes one. Such a client knows names and
 * suffixes (`@actions/http-client` the first form below and with ports, `@azure/core-rest-pipeline` the second), and no
 * ranges: `hosts` are the URLs that are known beforehand, and each that goes direct is named in full, plain http among
 * them.
 */
function renderVariables(proxy, hosts) {
    const none = Object.fromEntries([...PROXY_VARIABLES, ...NO_PROXY_VARIABLES].map((name) => [name, undefined]));
    if (proxy === undefined)
        return none;
    const suffixes = proxy.noProxy.suffixes.flatMap(({ domain, port }) => {
        if (port === undefined)
            return [domain, `.${domain}`];
        // One client knows no ports; it only ever speaks to 443.
        return port === 443 ? [domain, `.${domain}`] : [`${domain}:${port}`];
    });
    const direct = hosts.filter((url) => !isProxied(url, proxy)).map(({ hostname }) => hostname);
    const list = [...new Set([...suffixes, ...direct])].join(',');
    return { ...none, HTTPS_PROXY: proxy.url.href, ...(list === '' ? {} : { NO_PROXY: list }) };
}
function firstOf(variables, names) {
    return names.map((name) => variables[name]?.trim() ?? '').find((value) => value !== '');
}


/***/ })

};
