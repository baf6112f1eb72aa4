export const id = 69;
export const ids = [69];
export const modules = {

/***/ 29069:
/***/ ((__webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _action_report_doc_links_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(6291);
/* harmony import */ var _action_run_action_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(41016);
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73434);
/* harmony import */ var _model_one_line_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(33160);
/* harmony import */ var _model_version_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(83341);
/* harmony import */ var _runtime_clock_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(37642);
/* harmony import */ var _runtime_files_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(58795);
/* harmony import */ var _runtime_memory_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(21093);
/* harmony import */ var _terminal_command_line_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(41412);
/* harmony import */ var _terminal_event_stream_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(31817);
/* harmony import */ var _terminal_file_failure_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(72679);
/* harmony import */ var _terminal_help_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(45661);
/* harmony import */ var _terminal_terminal_inputs_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(10218);
/* harmony import */ var _terminal_terminal_runner_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(89153);
/**
 * Entry from a terminal: flags become the inputs of the same run that the action makes. All messages go to standard
 * error; standard output carries events, with `--stdout`, and nothing else.
 */














const HELP_COLUMNS_MAX = 100;
const REMEDY = '`collect-audit-log collect --help` describes every flag; a token comes from GITHUB_TOKEN, or from another variable with `--token env:NAME`. See docs/terminal.md#flags.';
/** npm passes a Ctrl-C on that the terminal has sent to all of its programs already: that is one, not two. */
const SAME_SIGNAL_MS = 1000;
const { argv, env, stdout, stderr } = process;
/** `npm run collect` runs in a clone, which has the pages that a text names; a package of npm has none. */
const isInClone = env['npm_lifecycle_event'] === 'collect';
const docsUrl = isInClone ? undefined : _model_version_js__WEBPACK_IMPORTED_MODULE_2__/* .DOCS_URL */ .a;
const linked = (text) => (0,_action_report_doc_links_js__WEBPACK_IMPORTED_MODULE_11__/* .linkDocs */ .cG)(text, docsUrl);
const stopping = new AbortController();
/** What only looks at files has nothing to bring to an end. */
let isDelivering = true;
let stop;
(0,_runtime_memory_js__WEBPACK_IMPORTED_MODULE_5__/* .keepMemoryLow */ .P)();
// A closed pipe needs no message; a write of events that meets it fails by itself.
for (const stream of [stdout, stderr])
    stream.on('error', () => { });
process.on('uncaughtException', (error) => finish(1, `error: ${(0,_model_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .describeBug */ .WP)(error)}\n`));
process.on('SIGINT', () => stopWith(130));
process.on('SIGTERM', () => stopWith(143));
try {
    finish(await obey((0,_terminal_command_line_js__WEBPACK_IMPORTED_MODULE_6__/* .parseCommandLine */ .D)(argv.slice(2))));
}
catch (error) {
    if (!(error instanceof _model_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .CollectError */ .h0))
        throw error;
    finish(1, renderFailure(error));
}
async function obey(command) {
    switch (command.kind) {
        case 'help':
            stdout.write((0,_terminal_help_js__WEBPACK_IMPORTED_MODULE_9__/* .renderHelp */ .W)(command, Math.min(stdout.columns ?? 80, HELP_COLUMNS_MAX), linked));
            return 0;
        case 'version':
            stdout.write(`${_model_version_js__WEBPACK_IMPORTED_MODULE_2__/* .TOOL */ .j.name} ${_model_version_js__WEBPACK_IMPORTED_MODULE_2__/* .TOOL */ .j.version}\n`);
            return 0;
        case 'collect':
            return collect(command);
        case 'deliveries':
            return lookAt(command);
    }
}
async function collect({ inputs, stdout: toStdout }) {
    const { read, exposed } = (0,_terminal_terminal_inputs_js__WEBPACK_IMPORTED_MODULE_10__/* .readTerminalInputs */ ._4)(inputs, env);
    // A bar between events on the same screen would be neither.
    const watched = stderr.isTTY === true && env['TERM'] !== 'dumb' && !(toStdout && stdout.isTTY);
    const runner = (0,_terminal_terminal_runner_js__WEBPACK_IMPORTED_MODULE_12__/* .createTerminalRunner */ .r)(stderr, { read, watched });
    for (const name of exposed) {
        runner.warning(`--${name} stands on the command line, where every user of this machine can read it: give \`env:NAME\` instead.`);
    }
    // Nothing of a workflow: a step that runs this has its variables, and it is no action all the same.
    const place = { variables: {}, cwd: workingDirectory(), files: _runtime_files_js__WEBPACK_IMPORTED_MODULE_4__/* .privateFiles */ .vs, remedy: REMEDY, docsUrl };
    const outlet = toStdout ? { writeLines: (0,_terminal_event_stream_js__WEBPACK_IMPORTED_MODULE_7__/* .createEventStream */ .T)(stdout) } : {};
    await (0,_action_run_action_js__WEBPACK_IMPORTED_MODULE_0__/* .runAction */ .C)(runner, { ...place, ...outlet }, stopping.signal);
    runner.conclude();
    return runner.failed ? 1 : (stop?.exitCode ?? 0);
}
/** Exit code 2 is for what could not be looked at: 1 says that something is not proven. */
async function lookAt({ command, args }) {
    isDelivering = false;
    const outlet = {
        signal: stopping.signal,
        clock: _runtime_clock_js__WEBPACK_IMPORTED_MODULE_3__/* .systemClock */ .m,
        write: (text) => void stdout.write(linked(text)),
        tell: (text) => void stderr.write(linked(text)),
        screen: stderr.isTTY === true && env['TERM'] !== 'dumb' ? stderr : undefined,
        columns: Math.min(stdout.columns ?? 80, HELP_COLUMNS_MAX),
        isWatched: stdout.isTTY === true,
    };
    try {
        switch (command) {
            case 'verify': {
                const { parseVerify, runVerify } = await Promise.all(/* import() */[__webpack_require__.e(903), __webpack_require__.e(695)]).then(__webpack_require__.bind(__webpack_require__, 23695));
                return await runVerify(parseVerify(args, _runtime_clock_js__WEBPACK_IMPORTED_MODULE_3__/* .systemClock */ .m.now()), outlet);
            }
            case 'merge': {
                const { parseMerge, runMerge } = await Promise.all(/* import() */[__webpack_require__.e(903), __webpack_require__.e(983)]).then(__webpack_require__.bind(__webpack_require__, 74364));
                return await runMerge(parseMerge(args, _runtime_clock_js__WEBPACK_IMPORTED_MODULE_3__/* .systemClock */ .m.now()), { ...outlet, stdout });
            }
        }
    }
    catch (thrown) {
        if (stopping.signal.aborted && thrown === stopping.signal.reason)
            return stop?.exitCode ?? 130;
        const error = (0,_terminal_file_failure_js__WEBPACK_IMPORTED_MODULE_8__/* .explainFileFailure */ .A)(thrown);
        if (!(error instanceof _model_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .CollectError */ .h0))
            throw error;
        stderr.write(renderFailure(error));
        return 2;
    }
}
/** It can name files of others: none of its lines is a command to a runner, and none moves the cursor. */
function renderFailure(error) {
    const { message, hint } = (0,_model_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .describeError */ .Uc)(error);
    return linked(`error: ${message}\n${hint}\n`).split('\n').map(_model_one_line_js__WEBPACK_IMPORTED_MODULE_13__/* .onOneLine */ .G).join('\n');
}
/** Where the user is: npm starts its scripts in the folder of the project. */
function workingDirectory() {
    return (isInClone ? env['INIT_CWD'] : undefined) ?? process.cwd();
}
/** The first time the run ends with what it has, the second time at once; neither loses an event. */
function stopWith(exitCode) {
    const now = _runtime_clock_js__WEBPACK_IMPORTED_MODULE_3__/* .systemClock */ .m.now();
    if (stop === undefined) {
        stop = { exitCode, at: now };
        if (isDelivering)
            stderr.write('\nStopping: what was read is delivered. Once more stops at once.\n');
        stopping.abort(new Error('stopped'));
    }
    else if (now - stop.at > SAME_SIGNAL_MS)
        process.exit(exitCode);
}
/** Whatever is still to be written, then the end: idle connections would keep the process. */
function finish(exitCode, last = '') {
    stderr.write(last, () => stdout.write('', () => process.exit(exitCode)));
}

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 33160:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ visibleJson),
/* harmony export */   G: () => (/* binding */ onOneLine)
/* harmony export */ });
/**
 * Names that come from files of others, as a part of a line of ours: whoever named a file cannot write a line of their own with it, move
 * a cursor, turn the direction of writing, or give a command to a workflow's runner, which obeys a line that begins with `::`, and `##[`
 * anywhere. https://github.com/actions/toolkit/security/advisories/GHSA-mfwh-5m23-j46w
 */
/** Control, format (bidi, zero width), surrogate, private and unassigned characters; line and paragraph separators. */
const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}]/gu;
/** `text` with what is invisible replaced, so that two different names stay different from what they pretend to be. */
function onOneLine(text) {
    return text
        .replace(INVISIBLE, '\uFFFD')
        .replaceAll('##[', '## [')
        .replace(/^(\s*)::/, '$1: :');
}
/** A JSON text with the same content, in which every character is visible and nothing is a command. */
function visibleJson(json) {
    return json
        .replaceAll('##[', '##\\u005b')
        .replace(/(?!\n)[\p{C}\p{Zl}\p{Zp}]/gu, (found) => Array.from({ length: found.length }, (_, at) => `\\u${found.charCodeAt(at).toString(16).padStart(4, '0')}`).join(''));
}


/***/ }),

/***/ 41412:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ parseCommandLine)
/* harmony export */ });
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73434);
/* harmony import */ var _commands_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9520);
/* harmony import */ var _flags_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(30067);
/* harmony import */ var _nearest_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(23802);
/**
 * The command line as what the user wants. The first word names the command; without one it is `collect`. Whatever is not
 * understood is an error that names it; nothing is guessed and nothing is left out.
 */




/** `args` without the program's own name. Throws `InputError` with everything that is wrong with them. */
function parseCommandLine(args) {
    const [first, ...rest] = args;
    const named = first === undefined || first.startsWith('-') ? undefined : first;
    // `--help` wins, whatever else is on the line.
    if (args.some((arg) => arg === '--help' || arg === '-h')) {
        return { kind: 'help', of: named === undefined ? undefined : commandOf(named), all: args.includes('--all') };
    }
    const command = named === undefined ? 'collect' : commandOf(named);
    const flags = named === undefined ? args : rest;
    if (flags.length === 1 && flags[0] === '--version')
        return { kind: 'version' };
    switch (command) {
        case 'collect':
            return { kind: 'collect', ...(0,_flags_js__WEBPACK_IMPORTED_MODULE_2__/* .parseFlags */ .bQ)(flags) };
        case 'verify':
        case 'merge':
            return { kind: 'deliveries', command, args: flags };
    }
}
function commandOf(word) {
    if ((0,_commands_js__WEBPACK_IMPORTED_MODULE_1__/* .isCommandName */ .zZ)(word))
        return word;
    const meant = (0,_nearest_js__WEBPACK_IMPORTED_MODULE_3__/* .nearest */ .p)(word, _commands_js__WEBPACK_IMPORTED_MODULE_1__/* .COMMAND_NAMES */ .nZ);
    const suggestion = meant === undefined ? '' : `; did you mean \`${meant}\`?`;
    throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`${(0,_flags_js__WEBPACK_IMPORTED_MODULE_2__/* .shown */ .SP)(word)} is not a command${suggestion}`, {
        hint: `The commands are ${_commands_js__WEBPACK_IMPORTED_MODULE_1__/* .COMMAND_NAMES */ .nZ.map((name) => `\`${name}\``).join(', ')}. \`collect-audit-log --help\` describes them.`,
    });
}


/***/ }),

/***/ 9520:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Lo: () => (/* binding */ COMMANDS),
/* harmony export */   nZ: () => (/* binding */ COMMAND_NAMES),
/* harmony export */   zZ: () => (/* binding */ isCommandName)
/* harmony export */ });
/** The commands of the terminal, as a person sees them: what each is for, how it is written, and examples to copy. */
const COMMAND_NAMES = ['collect', 'verify', 'merge'];
const COMMANDS = {
    collect: {
        does: 'Collect the events since the last run. The default when no command is given.',
        usage: 'collect-audit-log [collect] --organization LOGIN [flags]',
        examples: [
            {
                about: 'Events of the last 7 days into audit-log/; later runs add what is new',
                line: 'GITHUB_TOKEN=\u2026 collect-audit-log --organization acme',
            },
            {
                about: 'Into a pipe, one event a line',
                line: 'collect-audit-log --organization acme --stdout | jq -r .action',
            },
            {
                about: 'One day of Git events, without touching the position',
                line: 'collect-audit-log --organization acme --mode pull --include git --since 2026-11-20 --until 2026-11-21',
            },
            {
                about: 'To Splunk; secrets by the names of variables',
                line: 'collect-audit-log --organization acme --sink splunk-hec --sink-url https://splunk.example:8088 --sink-token env:HEC_TOKEN',
            },
        ],
    },
    verify: {
        does: 'Prove that deliveries are unaltered and that none is missing.',
        usage: 'collect-audit-log verify PATH\u2026 [flags]',
        examples: [
            {
                about: 'Everything in a folder: deliveries, zip files, a synced archive',
                line: 'collect-audit-log verify audit-log/',
            },
            {
                about: 'The artifacts of a repository, up to the head that a job summary names',
                line: "gh run download --repo acme/audit --pattern 'audit-log-*' --dir audit-log && collect-audit-log verify audit-log/ --head 3f1c\u2026",
            },
            {
                about: 'One quarter, as JSON',
                line: 'collect-audit-log verify audit-log/ --from 2026-07-01 --to 2026-10-01 --json',
            },
        ],
    },
    merge: {
        does: 'Write the events of many deliveries as one list, each event once, in order.',
        usage: 'collect-audit-log merge PATH\u2026 [flags]',
        examples: [
            {
                about: 'Everything in a folder, into one compressed file',
                line: 'collect-audit-log merge audit-log/ --output all.ndjson.gz',
            },
            {
                about: 'What one person did in the last week',
                line: `collect-audit-log merge audit-log/ --since 7d | jq -c 'select(.actor == "mona")'`,
            },
            {
                about: 'A page to look at, of encrypted files',
                line: 'collect-audit-log merge audit-log/ --identity key.txt --report page.html',
            },
        ],
    },
};
function isCommandName(word) {
    return Object.hasOwn(COMMANDS, word);
}


/***/ }),

/***/ 31817:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ createEventStream)
/* harmony export */ });
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73434);

function createEventStream(stream) {
    // Without a listener a closed pipe would end the process; the write that meets it reports it as well.
    stream.on('error', () => { });
    return async ({ pieces }) => {
        for (const piece of pieces)
            await write(stream, piece);
    };
}
function write(stream, bytes) {
    return new Promise((resolve, reject) => {
        stream.write(bytes, (cause) => {
            if (cause === null || cause === undefined)
                return resolve();
            reject(new _model_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DeliveryError */ .VE('standard output was closed before all events were written', {
                hint: 'The program that reads it ended early. The position did not move, so the next run delivers these events again. Check that program; see docs/terminal.md#pipe-it.',
                cause,
            }));
        });
    });
}


/***/ }),

/***/ 72679:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ explainFileFailure)
/* harmony export */ });
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73434);
/* harmony import */ var _model_one_line_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(33160);
/**
 * What the file system refuses to a command that reads and writes the files of its user: the path and the reason in words, as an error
 * of theirs. Any other error stays what it is.
 */


const REASONS = {
    ENOENT: ['it does not exist', 'Check the path'],
    ENOTDIR: ['a part of it is no folder', 'Check the path'],
    EEXIST: ['a part of it is no folder', 'Check the path'],
    EISDIR: ['it is a folder', 'Name a file'],
    EACCES: ['access is denied', 'Check the owner and the permissions of the file and of its folder'],
    EPERM: ['access is denied', 'Check the owner and the permissions of the file and of its folder'],
    EROFS: ['its file system is read-only', 'Choose another folder'],
    ENOSPC: ['the disk is full', 'Free space there, or set TMPDIR to a folder with more of it'],
    EDQUOT: ['your quota of the disk is used up', 'Free space there, or set TMPDIR to a folder with more of it'],
    EMFILE: ['too many files are open', 'Raise the limit of open files: `ulimit -n 4096`'],
    ENAMETOOLONG: ['its name is too long', 'Choose a shorter one'],
};
/** What files.ts and line-output.ts append to the name of a file while they write it. */
const DRAFT = /(?:\.[0-9a-f]{8})?\.tmp$/;
function explainFileFailure(error) {
    if (!(error instanceof Error) || !('code' in error) || !('syscall' in error))
        return error;
    const [what, hint] = REASONS[String(error.code)] ?? [];
    if (what === undefined || hint === undefined)
        return error;
    const { dest, path } = error;
    const name = (dest ?? path ?? 'a file').replace(DRAFT, '');
    return new _model_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`the file system refuses ${(0,_model_one_line_js__WEBPACK_IMPORTED_MODULE_1__/* .onOneLine */ .G)(name)}: ${what} (${String(error.code)})`, {
        // Of an output and a report the first can be there already.
        hint: `${hint}; this file was not changed.`,
        cause: error,
    });
}


/***/ }),

/***/ 30067:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   SP: () => (/* binding */ shown),
/* harmony export */   bQ: () => (/* binding */ parseFlags),
/* harmony export */   j$: () => (/* binding */ misunderstood)
/* harmony export */ });
/* unused harmony export OWN_FLAGS */
/* harmony import */ var _action_inputs_input_table_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(27149);
/* harmony import */ var _action_inputs_parse_values_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(36512);
/* harmony import */ var _action_inputs_secrets_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(50203);
/* harmony import */ var _action_plain_text_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(42576);
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(73434);
/* harmony import */ var _model_token_shapes_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(52635);
/* harmony import */ var _nearest_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(23802);
/** The flags of `collect`: every input of the action is one, and a few more. All problems are reported at once. */







/** Flags that are no input; `help` and `version` are looked for before. */
const OWN_FLAGS = ['stdout', 'help', 'version'];
/** Inputs of several lines: each time that the flag is given is one more line. */
const REPEATABLE = [
    'sink-headers',
    'sink-options',
    'drop-fields',
    'pseudonymize-fields',
    'encrypt-to',
];
/** `args` without the name of the command. Throws `InputError` with everything that is wrong with them. */
function parseFlags(args) {
    const reading = new Reading(args);
    while (!reading.isDone)
        reading.readOne();
    return reading.flags();
}
class Reading {
    #args;
    #problems = [];
    #inputs = new Map();
    #stdout = false;
    #at = 0;
    constructor(args) {
        this.#args = args;
    }
    get isDone() {
        return this.#at >= this.#args.length;
    }
    readOne() {
        const arg = this.#args[this.#at++] ?? '';
        const [, name, value] = /^--([^=]+)(?:=(.*))?$/s.exec(arg) ?? [];
        if (name === undefined)
            this.#refuse(`${shown(arg)}: this is not a flag; flags begin with \`--\``);
        else if (name === 'stdout' && value === undefined)
            this.#stdout = true;
        else if (OWN_FLAGS.some((own) => own === name))
            this.#refuse(`--${name}: it must be the only flag`);
        else if ((0,_action_inputs_input_table_js__WEBPACK_IMPORTED_MODULE_0__/* .isInputName */ .wp)(name))
            this.#add(name, value);
        else
            this.#refuseUnknown(name, value);
    }
    flags() {
        if (this.#problems.length > 0)
            throw misunderstood(this.#problems, 'collect');
        return { inputs: this.#inputs, stdout: this.#stdout };
    }
    #add(name, attached) {
        const value = attached ?? this.#following(name);
        if (value === undefined)
            return;
        const before = this.#inputs.get(name);
        if (before !== undefined && !REPEATABLE.includes(name))
            this.#refuse(`--${name}: it is given twice`);
        this.#inputs.set(name, before === undefined ? value : `${before}\n${value}`);
    }
    /** The value in the argument after the flag; `--artifact` alone is `--artifact true`. */
    #following(name) {
        const next = this.#args[this.#at];
        if (_action_inputs_input_table_js__WEBPACK_IMPORTED_MODULE_0__/* .INPUT_ROWS */ .r7[name].kind.type === 'boolean') {
            if (next === undefined || (0,_action_inputs_parse_values_js__WEBPACK_IMPORTED_MODULE_1__/* .parseBoolean */ .yG)(next) === undefined)
                return 'true';
        }
        else if (next === undefined || next.startsWith('--')) {
            this.#refuse(`--${name}: it needs a value (one that begins with \`--\` is written \`--${name}=\u2026\`)`);
            return undefined;
        }
        this.#at += 1;
        return next;
    }
    /** The argument after it is most likely its value, and no separate problem. */
    #refuseUnknown(name, attached) {
        this.#refuse(`${shown(`--${name}`)}: this flag does not exist${suggestion(name)}`);
        if (attached === undefined && this.#args[this.#at]?.startsWith('-') === false)
            this.#at += 1;
    }
    #refuse(problem) {
        this.#problems.push(problem);
    }
}
function suggestion(name) {
    const known = (0,_nearest_js__WEBPACK_IMPORTED_MODULE_6__/* .nearest */ .p)(name, [..._action_inputs_input_table_js__WEBPACK_IMPORTED_MODULE_0__/* .INPUT_NAMES */ .Qh, ...OWN_FLAGS]);
    return known === undefined ? '' : `; did you mean --${known}?`;
}
/** One error for everything that is wrong with the flags of a command. */
function misunderstood(problems, command) {
    const lines = problems.map((problem) => (problem.endsWith('?') ? problem : `${problem}.`));
    return new _model_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .dz(['The command line has problems:', ...lines].join('\n- '), {
        hint: `\`collect-audit-log ${command} --help\` shows every flag; see also docs/terminal.md.`,
    });
}
/**
 * Short, because it can be a secret that was put in the wrong place; one that looks like a secret is not shown at all.
 */
function shown(text) {
    return (0,_model_token_shapes_js__WEBPACK_IMPORTED_MODULE_5__/* .holdsToken */ .Q)(text) || (0,_action_inputs_secrets_js__WEBPACK_IMPORTED_MODULE_2__/* .looksLikeKey */ .zC)(text) ? '"***"' : (0,_action_plain_text_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .A)(text, 30);
}


/***/ }),

/***/ 45661:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ renderHelp)
/* harmony export */ });
/* harmony import */ var _action_inputs_input_table_row_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(65724);
/* harmony import */ var _action_inputs_input_table_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(27149);
/* harmony import */ var _model_version_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(83341);
/* harmony import */ var _commands_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9520);
/* harmony import */ var _merge_options_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(70495);
/* harmony import */ var _terminal_inputs_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(10218);
/* harmony import */ var _verify_options_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(63420);
/** The texts of `--help`: the list of commands, and one short page for each. */







const EVERYWHERE = [
    ['--help, -h', 'Show the help of a command.'],
    ['--version', 'Show the version.'],
];
const EXIT_OF_COLLECT = [
    ['0', 'Everything that was read is delivered, whether or not the run caught up.'],
    ['1', 'The run failed; its last lines show why, and what to do.'],
    ['130, 143', 'Stopped by Ctrl-C or a signal. Everything that was read is delivered.'],
];
const EXIT_OF_VERIFY = [
    ['0', 'Everything that was checked is proven.'],
    ['1', 'Something is not proven; the report names it.'],
    ['2', 'The check could not run: a path is missing, or a flag is wrong.'],
];
const EXIT_OF_MERGE = [
    ['0', 'Everything is written.'],
    ['1', 'Something is altered or not signed: nothing was written, or, with --only-proven, all the rest.'],
    ['2', 'The check could not run: a path is missing, or a flag is wrong.'],
];
const COLLECT_ONLY = [['--stdout', 'Also write every event to standard output, one per line.']];
const INTRODUCTION = 'Collects the audit log of a GitHub organization or enterprise.';
const COLLECT_NOTE = 'The token comes from GITHUB_TOKEN, the target from GITHUB_ORG or GITHUB_ENTERPRISE when no flag names it. Use `env:NAME` as a value to read it from that variable. docs/reference.md describes every input in full.';
/** What most people need; `--help --all` shows the other flags. */
const MAIN = [
    ...['organization', 'enterprise', 'token', 'api-url', 'mode', 'include', 'phrase', 'since', 'until'],
    ...['state-dir', 'output-dir', 'format', 'compression', 'sink', 'sink-url', 'sink-token'],
];
/** Lines of at most `columns` characters, where words allow it. `link` makes the names of pages into addresses. */
function renderHelp({ of, all }, columns, link = (text) => text) {
    return `${(of === undefined ? overview(columns) : page({ of, all }, columns, link)).join('\n\n')}\n`;
}
function overview(columns) {
    const commands = _commands_js__WEBPACK_IMPORTED_MODULE_3__/* .COMMAND_NAMES */ .nZ.map((name) => [name, _commands_js__WEBPACK_IMPORTED_MODULE_3__/* .COMMANDS */ .Lo[name].does]);
    return [
        wrap(INTRODUCTION, columns, ''),
        ['Usage', ..._commands_js__WEBPACK_IMPORTED_MODULE_3__/* .COMMAND_NAMES */ .nZ.map((name) => `  ${_commands_js__WEBPACK_IMPORTED_MODULE_3__/* .COMMANDS */ .Lo[name].usage}`)].join('\n'),
        renderSection({ title: 'Commands', rows: commands }, columns),
        renderExamples(_commands_js__WEBPACK_IMPORTED_MODULE_3__/* .COMMAND_NAMES */ .nZ.flatMap((name) => _commands_js__WEBPACK_IMPORTED_MODULE_3__/* .COMMANDS */ .Lo[name].examples.slice(0, 1)), columns),
        renderSection({ title: 'Everywhere', rows: EVERYWHERE }, columns),
        wrap(`\`${_model_version_js__WEBPACK_IMPORTED_MODULE_2__/* .TOOL */ .j.name} COMMAND --help\` shows the flags of a command, and more examples.`, columns, ''),
    ];
}
function page({ of, all }, columns, link) {
    const { does, usage, examples } = _commands_js__WEBPACK_IMPORTED_MODULE_3__/* .COMMANDS */ .Lo[of];
    return [
        wrap(does, columns, ''),
        `Usage\n  ${usage}`,
        renderExamples(examples, columns),
        ...sectionsOf(of, all).map(({ title, rows }) => renderSection({ title, rows: rows.map(([written, meaning]) => [written, link(meaning)]) }, columns)),
        ...(of === 'collect' ? [wrap(link(COLLECT_NOTE), columns, '')] : []),
    ];
}
function sectionsOf(of, all) {
    switch (of) {
        case 'collect':
            return [...sectionsOfInputs(all), { title: 'Exit code', rows: EXIT_OF_COLLECT }];
        case 'verify':
            return [sectionOfOptions(_verify_options_js__WEBPACK_IMPORTED_MODULE_6__/* .VERIFY_OPTIONS */ .n), { title: 'Exit code', rows: EXIT_OF_VERIFY }];
        case 'merge':
            return [sectionOfOptions(_merge_options_js__WEBPACK_IMPORTED_MODULE_4__/* .MERGE_OPTIONS */ .W), { title: 'Exit code', rows: EXIT_OF_MERGE }];
    }
}
function sectionOfOptions(options) {
    const rows = Object.entries(options).map(([name, { placeholder, help }]) => {
        return [placeholder === undefined ? `--${name}` : `--${name} ${placeholder}`, help];
    });
    return { title: 'Flags', rows: [...rows, ...EVERYWHERE] };
}
function sectionsOfInputs(all) {
    const others = _action_inputs_input_table_js__WEBPACK_IMPORTED_MODULE_1__/* .INPUT_NAMES */ .Qh.filter((name) => !MAIN.includes(name));
    if (!all) {
        const more = ['--help --all', `Show the other ${others.length} flags as well.`];
        return [{ title: 'Flags', rows: [...MAIN.map(describeInput), ...COLLECT_ONLY, ...EVERYWHERE, more] }];
    }
    const groups = _action_inputs_input_table_js__WEBPACK_IMPORTED_MODULE_1__/* .INPUT_GROUPS */ .ak.map(({ title, rows }) => ({
        title,
        rows: Object.keys(rows).filter(_action_inputs_input_table_js__WEBPACK_IMPORTED_MODULE_1__/* .isInputName */ .wp).filter(isUsable).map(describeInput),
    }));
    return [
        ...groups.filter(({ rows }) => rows.length > 0),
        { title: 'In a terminal', rows: [...COLLECT_ONLY, ...EVERYWHERE] },
        { title: 'In a workflow only', rows: _terminal_inputs_js__WEBPACK_IMPORTED_MODULE_5__/* .WORKFLOW_ONLY */ .JR.map(describeInput) },
    ];
}
function isUsable(name) {
    return !_terminal_inputs_js__WEBPACK_IMPORTED_MODULE_5__/* .WORKFLOW_ONLY */ .JR.includes(name);
}
function describeInput(name) {
    const row = _action_inputs_input_table_js__WEBPACK_IMPORTED_MODULE_1__/* .INPUT_ROWS */ .r7[name];
    const own = _terminal_inputs_js__WEBPACK_IMPORTED_MODULE_5__/* .TERMINAL_DEFAULTS */ .yA[name];
    const byTable = row.defaultShown ?? (row.default.startsWith('${{') ? '' : row.default);
    const value = own ?? byTable;
    return [`--${name}${placeholder(row)}`, (0,_action_inputs_input_table_row_js__WEBPACK_IMPORTED_MODULE_0__/* .firstSentence */ .qi)(row.help) + (value === '' ? '' : ` Default: ${value}.`)];
}
function placeholder({ kind, secret }) {
    return secret === true ? ' env:NAME' : PLACEHOLDERS[kind.type];
}
const PLACEHOLDERS = {
    boolean: '',
    choice: ' NAME',
    count: ' NUMBER',
    decimal: ' NUMBER',
    duration: ' DURATION',
    moment: ' WHEN',
    path: ' PATH',
    text: ' TEXT',
};
/** The column of meanings; what is written longer than that has its meaning on the next line. */
const MEANINGS_AT = 30;
function renderSection({ title, rows }, columns) {
    const indent = ' '.repeat(MEANINGS_AT);
    const lines = rows.map(([written, meaning]) => {
        const head = `  ${written}`;
        const text = wrap(meaning, columns, indent);
        return head.length < MEANINGS_AT - 1 ? head + text.slice(head.length) : `${head}\n${text}`;
    });
    return [title, ...lines].join('\n');
}
function renderExamples(examples, columns) {
    return ['Examples', ...examples.map(({ about, line }) => `${wrap(`# ${about}`, columns, '  ')}\n  ${line}`)].join('\n');
}
function wrap(text, columns, indent) {
    const lines = [];
    let line = indent;
    for (const word of text.split(/\s+/)) {
        if (line !== indent && line.length + 1 + word.length > columns) {
            lines.push(line);
            line = indent;
        }
        line += line === indent ? word : ` ${word}`;
    }
    return [...lines, line].join('\n');
}


/***/ }),

/***/ 70495:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ MERGE_OPTIONS)
/* harmony export */ });
const MERGE_OPTIONS = {
    output: {
        placeholder: 'FILE',
        help: 'Write to this file; a name ending in `.gz` or `.zst` compresses it. Default: standard output.',
    },
    since: {
        placeholder: 'WHEN',
        help: 'Only events at or after this time: a date, a date-time or a duration before now.',
    },
    until: { placeholder: 'WHEN', help: 'Only events before this time.' },
    report: {
        placeholder: 'FILE',
        help: 'Write the events as one HTML page. Without --output, nothing else is written.',
    },
    identity: {
        placeholder: 'FILE',
        repeated: true,
        help: 'age identity that opens encrypted files. They are verified as they are, then decrypted in memory.',
    },
    'allowed-signers': {
        placeholder: 'FILE',
        help: 'Merge only if every delivery is signed by one of these public keys, as `verify` checks it.',
    },
    'only-proven': {
        help: 'Leave out what is altered, not signed or opened by no identity, and merge the rest. Exits with 1 if anything was left out.',
    },
    force: { help: 'Merge even if something is altered or missing; it is still reported.' },
};


/***/ }),

/***/ 23802:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ nearest)
/* harmony export */ });
/** The name that somebody who made a mistake most likely meant. */
/** The one that `given` begins or that is the fewest letters away; `undefined` when nothing is close. */
function nearest(given, names) {
    const begun = names.filter((name) => name.startsWith(given));
    if (begun.length === 1)
        return begun[0];
    const ranked = names.map((name) => ({ name, steps: distance(given.toLowerCase(), name) }));
    const [best] = ranked.sort((a, b) => a.steps - b.steps);
    return best !== undefined && best.steps <= Math.max(1, Math.floor(given.length / 3)) ? best.name : undefined;
}
/** Letters to add, take away or change (Levenshtein). */
function distance(a, b) {
    let row = Array.from({ length: b.length + 1 }, (_, at) => at);
    for (const [i, letter] of [...a].entries()) {
        const next = [i + 1];
        for (const [j, other] of [...b].entries()) {
            const changed = (row[j] ?? 0) + (letter === other ? 0 : 1);
            next.push(Math.min(changed, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
        }
        row = next;
    }
    return row.at(-1) ?? 0;
}


/***/ }),

/***/ 10218:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   JR: () => (/* binding */ WORKFLOW_ONLY),
/* harmony export */   _4: () => (/* binding */ readTerminalInputs),
/* harmony export */   yA: () => (/* binding */ TERMINAL_DEFAULTS)
/* harmony export */ });
/* harmony import */ var _action_inputs_input_table_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(27149);
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73434);
/**
 * The inputs of a run from a terminal: flags first, then the variables that everybody sets, then the defaults outside
 * of a workflow. A secret is best given as `env:NAME`, because every user of a machine can read the command lines of
 * the others.
 */


/** Used when no flag of the same row is given. */
const FROM_ENVIRONMENT = [
    { input: 'organization', variable: 'GITHUB_ORG', unless: ['organization', 'enterprise'] },
    { input: 'enterprise', variable: 'GITHUB_ENTERPRISE', unless: ['organization', 'enterprise'] },
    { input: 'token', variable: 'GITHUB_TOKEN', unless: ['token', 'app-id', 'app-private-key', 'replay-dir'] },
    { input: 'api-url', variable: 'GITHUB_API_URL', unless: ['api-url'] },
];
/** Where a terminal differs from a step of a workflow. */
const TERMINAL_DEFAULTS = {
    'api-url': 'https://api.github.com',
    artifact: 'false',
    'output-dir': 'audit-log',
    'state-dir': 'audit-log-state',
};
/** What only a workflow has; given here, the run reports it. */
const WORKFLOW_ONLY = [
    'github-token',
    'artifact',
    'artifact-name',
    'retention-days',
    'allow-public-repository',
    'summary-actions',
];
/** Throws `InputError` for a variable that is named and not set. */
function readTerminalInputs(flags, variables) {
    const problems = [];
    const exposed = [];
    const given = new Map(Object.entries(TERMINAL_DEFAULTS).filter(isEntry));
    for (const { input, variable, unless } of FROM_ENVIRONMENT) {
        const value = variables[variable] ?? '';
        if (value !== '' && !unless.some((name) => flags.has(name)))
            given.set(input, value);
    }
    for (const [name, text] of flags) {
        const resolved = text.split('\n').map((line) => resolve(line, variables));
        for (const { problem } of resolved)
            if (problem !== undefined)
                problems.push(`--${name}: ${problem}.`);
        if (_action_inputs_input_table_js__WEBPACK_IMPORTED_MODULE_0__/* .INPUT_ROWS */ .r7[name].secret === true && resolved.some(({ isNamed }) => !isNamed))
            exposed.push(name);
        given.set(name, resolved.map(({ value }) => value).join('\n'));
    }
    if (problems.length > 0)
        throw unset(problems);
    return { read: (name) => ((0,_action_inputs_input_table_js__WEBPACK_IMPORTED_MODULE_0__/* .isInputName */ .wp)(name) ? (given.get(name) ?? '') : '').trim(), exposed };
}
function resolve(text, variables) {
    if (!text.startsWith('env:'))
        return { value: text, isNamed: false };
    const name = text.slice('env:'.length);
    // A text that is no name can be a secret.
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
        return { value: '', isNamed: true, problem: '`env:` expects the name of a variable after it' };
    }
    const value = variables[name] ?? '';
    if (value !== '')
        return { value, isNamed: true };
    return { value, isNamed: true, problem: `it names the variable ${name}, which is not set or is empty` };
}
function unset(problems) {
    return new _model_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(['The command line names a variable without a value:', ...problems].join('\n- '), {
        hint: 'Set the variable and export it, so that programs started from this shell see it; see docs/terminal.md#secrets.',
    });
}
function isEntry(entry) {
    return (0,_action_inputs_input_table_js__WEBPACK_IMPORTED_MODULE_0__/* .isInputName */ .wp)(entry[0]) && entry[1] !== undefined;
}


/***/ }),

/***/ 89153:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  r: () => (/* binding */ createTerminalRunner)
});

;// CONCATENATED MODULE: ./lib/terminal/progress-bar.js
const BAR_COLUMNS = 24;
const CLEAR = '\r\u001b[K';
/** One line of less than `columns` characters. `from` is where the run began to read. */
function renderProgress(at, from, columns) {
    const { feed, sweep, pages, events, upTo, now } = at;
    const way = now - from;
    const share = way <= 0 ? 1 : Math.min(1, Math.max(0, (upTo - from) / way));
    const filled = Math.floor(share * BAR_COLUMNS);
    const bar = `[${'#'.repeat(filled)}${'-'.repeat(BAR_COLUMNS - filled)}] ${String(Math.floor(share * 100)).padStart(3)}%`;
    const what = sweep === 'tail' ? `${bar}  up to ${new Date(upTo).toISOString().slice(0, 16)}Z` : 'deep sweep';
    const line = `${feed}  ${what}, page ${pages}, ${events} new events`;
    return line.slice(0, Math.max(0, columns - 1));
}
class ProgressBar {
    #screen;
    #from = new Map();
    #line = '';
    constructor(screen) {
        this.#screen = screen;
    }
    show(at) {
        const from = this.#from.get(at.feed) ?? at.upTo;
        this.#from.set(at.feed, from);
        this.#line = renderProgress(at, from, this.#screen.columns ?? 80);
        this.#screen.write(`${CLEAR}${this.#line}`);
    }
    /** Writes lasting text above the bar. */
    above(text) {
        this.#screen.write(this.#line === '' ? text : `${CLEAR}${text}${this.#line}`);
    }
    /** Removes the bar. */
    end() {
        if (this.#line !== '')
            this.#screen.write(CLEAR);
        this.#line = '';
    }
}

;// CONCATENATED MODULE: ./lib/terminal/terminal-runner.js

/** `watched`: somebody sees the screen while it is written. */
function createTerminalRunner(screen, { read, watched }) {
    const bar = new ProgressBar(screen);
    const outputs = new Map();
    let failed = false;
    const write = (text) => bar.above(`${text}\n`);
    return {
        info: write,
        notice: (text) => write(`note: ${text}`),
        warning: (text) => write(`warning: ${text}`),
        setFailed(text) {
            failed = true;
            write(`error: ${text}`);
        },
        startGroup: write,
        endGroup: () => bar.end(),
        ...(watched ? { progress: (at) => bar.show(at) } : {}),
        // Every text is redacted before it comes here; a terminal does not redact.
        setSecret: () => { },
        readInput: read,
        setOutput: (name, value) => outputs.set(name, value),
        writeSummary: async () => { },
        get failed() {
            return failed;
        },
        conclude() {
            bar.end();
            // The facts of a pull name its files.
            const mode = read('mode') || 'collect';
            const files = mode === 'pull' ? '' : (outputs.get('files') ?? '');
            for (const path of files.split('\n'))
                if (path !== '')
                    write(`File: ${path}`);
            const stateDir = read('state-dir');
            if (mode === 'collect' && stateDir !== '' && read('replay-dir') === '' && !failed) {
                write(`Position: saved in ${stateDir}, from which the next run continues`);
            }
        },
    };
}


/***/ }),

/***/ 63420:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ VERIFY_OPTIONS)
/* harmony export */ });
const VERIFY_OPTIONS = {
    from: {
        placeholder: 'WHEN',
        help: 'Check coverage from this time on: a date, a date-time or a duration before now.',
    },
    to: {
        placeholder: 'WHEN',
        help: 'Check coverage up to this time. Without it, coverage after the newest delivery is not checked.',
    },
    head: {
        placeholder: 'SHA256',
        repeated: true,
        help: 'Manifest that must be present: the `manifest-sha256` of a run.',
    },
    'allowed-signers': {
        placeholder: 'FILE',
        help: "Check the signature of every manifest and position: public keys in OpenSSH's format, one per line.",
    },
    identity: {
        placeholder: 'FILE',
        repeated: true,
        help: 'age identity that opens encrypted files, so that the events in them are compared. They are verified without one, too.',
    },
    report: {
        placeholder: 'FILE',
        help: 'Write the events as one HTML page as well, if nothing is altered: it opens with a double click, without a network.',
    },
    json: { help: 'Write the report as JSON.' },
};


/***/ })

};
