export const id = 897;
export const ids = [897,278];
export const modules = {

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
