export const id = 689;
export const ids = [689,278,897];
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

/***/ 80342:
/***/ ((__webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _action_run_action_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(41016);
/* harmony import */ var _action_runner_console_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(33610);
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(73434);
/* harmony import */ var _runtime_files_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(58795);
/* harmony import */ var _runtime_memory_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(21093);
/** Entry of the action: pass the world in as values, run, one catch. */





(0,_runtime_memory_js__WEBPACK_IMPORTED_MODULE_4__/* .keepMemoryLow */ .P)();
const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'])
    process.on(name, () => stop.abort(new Error(name)));
/** Ends the process once everything is written: what a pipe has not taken by then would be lost, and with it the error. */
function leave() {
    process.stdout.write('', () => process.exit());
}
/** Only a bug ends here. */
function crash(error) {
    _action_runner_console_js__WEBPACK_IMPORTED_MODULE_1__/* .actionsRunner */ .A.setFailed((0,_model_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .describeBug */ .WP)(error));
    leave();
}
process.on('uncaughtException', crash);
await (0,_action_run_action_js__WEBPACK_IMPORTED_MODULE_0__/* .runAction */ .C)(_action_runner_console_js__WEBPACK_IMPORTED_MODULE_1__/* .actionsRunner */ .A, { variables: process.env, cwd: process.cwd(), files: _runtime_files_js__WEBPACK_IMPORTED_MODULE_3__/* .systemFiles */ .Hy }, stop.signal).catch(crash);
leave();

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

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
