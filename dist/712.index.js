export const id = 712;
export const ids = [712];
export const modules = {

/***/ 78712:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readYaml: () => (/* binding */ readYaml)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(38815);
/**
 * Options that are given as YAML: names and values, one per line. What is wrong with them is reported without quoting
 * them.
 */

const readYaml = (text) => {
    const document = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .parseDocument */ .Tp)(text, { schema: 'core', logLevel: 'silent' });
    const [error] = document.errors;
    if (error !== undefined)
        return `which is not valid YAML: line ${error.linePos?.[0].line ?? 1}`;
    const value = withoutAliases(document);
    if (value === null || value === undefined)
        return {};
    if (typeof value === 'object' && !Array.isArray(value))
        return value;
    return 'it accepts names and values, `name: value`, one per line';
};
/** The value of a document; what refers to itself, or multiplies, has none that an option could take. */
function withoutAliases(document) {
    try {
        return document.toJS({ maxAliasCount: 0 });
    }
    catch {
        return [];
    }
}


/***/ })

};
