export const id = 820;
export const ids = [820];
export const modules = {

/***/ 15820:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   REPORT_FILE: () => (/* binding */ REPORT_FILE),
/* harmony export */   createReportWriter: () => (/* binding */ createReportWriter)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var _evidence_encryption_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(29224);
/* harmony import */ var _assets_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(973);
/* harmony import */ var _page_facts_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(41113);
/* harmony import */ var _render_page_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(92014);
/* harmony import */ var _report_fields_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(29758);
/* harmony import */ var _report_rows_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(88222);
/**
 * Makes the pages of a run: one for each delivery, which lies in its artifact, and one for all of them in `output-dir`. A page is made
 * from what was delivered and from its manifest; it proves nothing, and no manifest names it.
 */







const REPORT_FILE = 'report.html';
/** @param encryptedTo age recipients; the page is for them alone, like the files. */
function createReportWriter(render, encryptedTo) {
    return new PagesOfRun(render, encryptedTo);
}
class PagesOfRun {
    #render;
    #encryptedTo;
    #rows = new _report_rows_js__WEBPACK_IMPORTED_MODULE_3__/* .ReportRows */ .C();
    #manifests = [];
    constructor(render, encryptedTo) {
        this.#render = render;
        this.#encryptedTo = encryptedTo;
    }
    collect(events) {
        for (const event of events)
            this.#rows.add(this.#rowOf(event));
    }
    async add(events, manifest) {
        const rows = new _report_rows_js__WEBPACK_IMPORTED_MODULE_3__/* .ReportRows */ .C();
        for (const event of events)
            rows.add(this.#rowOf(event));
        this.collect(events);
        this.#manifests.push(manifest);
        return this.#fileOf(rows, [manifest]);
    }
    async page(manifests = this.#manifests) {
        return manifests.length === 0 ? undefined : this.#fileOf(this.#rows, manifests);
    }
    #rowOf(event) {
        return { ts: event.ts, fields: (0,_report_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .readFields */ .q)(event.raw.toString()), line: this.#render(event).toString() };
    }
    async #fileOf(rows, manifests) {
        const page = (0,_render_page_js__WEBPACK_IMPORTED_MODULE_1__/* .renderPage */ .C)((0,_page_facts_js__WEBPACK_IMPORTED_MODULE_4__/* .factsOfManifests */ .t)(manifests.map(readManifest)), rows, await (0,_assets_js__WEBPACK_IMPORTED_MODULE_5__/* .readAssets */ .w)());
        if (this.#encryptedTo.length === 0)
            return { name: REPORT_FILE, content: page };
        const pieces = await (0,_evidence_encryption_js__WEBPACK_IMPORTED_MODULE_6__/* .createEncryption */ .k)(this.#encryptedTo)([Buffer.from(page)]);
        return { name: REPORT_FILE + _evidence_encryption_js__WEBPACK_IMPORTED_MODULE_6__/* .ENCRYPTED_SUFFIX */ .T, content: Buffer.concat(pieces) };
    }
}
function readManifest(text) {
    return { manifest: JSON.parse(text), sha256: (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(text).digest('hex') };
}


/***/ })

};
