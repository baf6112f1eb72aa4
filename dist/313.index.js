export const id = 313;
export const ids = [313];
export const modules = {

/***/ 313:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   openPullDelivery: () => (/* binding */ openPullDelivery)
/* harmony export */ });
/* unused harmony export renderPullName */
/* harmony import */ var _delivery_batch_lines_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(64082);
/* harmony import */ var _delivery_delivery_folder_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7827);
/* harmony import */ var _delivery_line_file_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(95223);
/* harmony import */ var _delivery_output_directory_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(87565);
/* harmony import */ var _delivery_pack_commit_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9865);
/* harmony import */ var _delivery_send_artifact_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(89686);
/* harmony import */ var _delivery_sink_delivery_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(11310);
/* harmony import */ var _evidence_chain_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(96056);
/* harmony import */ var _evidence_manifest_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(2676);
/* harmony import */ var _evidence_ssh_signature_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(4212);
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(73434);
/* harmony import */ var _run_pages_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(81391);
/**
 * Where a pull puts its events: the sink first, then the archive, then one file that grows batch by batch, so that
 * memory stays flat, and in the end one artifact of it. There is no position: the manifest says whether all of the
 * range was delivered, and so does the name of an incomplete artifact.
 */












async function openPullDelivery(parts) {
    return new FileAndArtifact(parts, await (0,_delivery_output_directory_js__WEBPACK_IMPORTED_MODULE_3__/* .openOutputDirectory */ .R)(parts));
}
class FileAndArtifact {
    #parts;
    #output;
    #sink;
    #artifacts = [];
    #incidents = [];
    #counts = { events: 0, deadLetters: 0 };
    /** Batches so far. */
    #batches = 0;
    #sent;
    #objects = [];
    #files = new Map();
    /** Of everything so far. */
    #manifest;
    #pages;
    constructor(parts, output) {
        this.#parts = parts;
        this.#output = output;
        this.#pages = new _run_pages_js__WEBPACK_IMPORTED_MODULE_9__/* .RunPages */ .k(parts.report);
        this.#sink = parts.sink === undefined ? undefined : new _delivery_sink_delivery_js__WEBPACK_IMPORTED_MODULE_10__/* .SinkDelivery */ .M0(parts.sink);
    }
    get result() {
        const own = this.#manifest?.content;
        return {
            manifests: own === undefined ? [] : [{ name: _evidence_manifest_js__WEBPACK_IMPORTED_MODULE_11__/* .MANIFEST_FILE */ .h1, sha256: (0,_evidence_chain_js__WEBPACK_IMPORTED_MODULE_6__/* .sha256Of */ .Bj)(own) }],
            files: this.#output.linePaths,
            artifacts: this.#artifacts,
            incidents: this.#incidents,
            sink: this.#sink?.totals,
            archive: this.#parts.archive?.facts,
            page: this.#pages.path,
        };
    }
    async add({ events, deadLetters }, pull) {
        const notAccepted = (await this.#sink?.settle(events, this.#parts.end)) ?? [];
        const sink = this.#sink === undefined
            ? undefined
            : {
                name: this.#sink.totals.name,
                acknowledged: events.length - notAccepted.length,
                notAccepted: (0,_delivery_sink_delivery_js__WEBPACK_IMPORTED_MODULE_10__/* .countReasons */ .Vo)(notAccepted),
            };
        if (sink !== undefined && notAccepted.length > 0) {
            const incident = `${notAccepted.length} events were not accepted by the sink ${sink.name} (${(0,_delivery_sink_delivery_js__WEBPACK_IMPORTED_MODULE_10__/* .describeReasons */ .nl)(notAccepted)}).`;
            this.#incidents.push(incident);
            this.#parts.log.warning(incident);
        }
        const unusable = [...deadLetters, ...notAccepted.map(({ event }) => event)];
        await this.#parts.writeLines?.((0,_delivery_line_file_js__WEBPACK_IMPORTED_MODULE_2__/* .encodeLines */ .m3)(events.values().map(this.#parts.render)));
        const { run } = this.#parts;
        const stored = await this.#store({ events, deadLetters: unusable });
        this.#objects.push(...stored.objects);
        if (sink !== undefined)
            this.#sent = this.#sent === undefined ? sink : (0,_delivery_sink_delivery_js__WEBPACK_IMPORTED_MODULE_10__/* .addCounts */ .c5)(this.#sent, sink);
        this.#counts.events += events.length;
        this.#counts.deadLetters += unusable.length;
        this.#batches += 1;
        const lines = (0,_delivery_pack_commit_js__WEBPACK_IMPORTED_MODULE_4__/* .nameLines */ .RA)(stored.lines, run, this.#batches);
        for (const each of lines)
            this.#fileOf(each.name).add(each.lines);
        const manifest = this.#signManifest(pull);
        await this.#output.add({ lines, documents: (0,_delivery_pack_commit_js__WEBPACK_IMPORTED_MODULE_4__/* .manifestFiles */ .TY)(manifest) });
        this.#manifest = manifest;
        this.#parts.report?.collect(events);
    }
    /** The batch as the content of its files, and the objects that hold it where there is an archive. */
    async #store(batch) {
        const { archive, render, run, id, end } = this.#parts;
        if (archive !== undefined)
            return archive.put(batch, id, end);
        return { objects: [], lines: await (0,_delivery_batch_lines_js__WEBPACK_IMPORTED_MODULE_0__/* .encodeBatch */ .B4)(batch, render, run) };
    }
    #fileOf(name) {
        const file = this.#files.get(name) ?? new _delivery_line_file_js__WEBPACK_IMPORTED_MODULE_2__/* .GrowingFile */ .eY(name);
        this.#files.set(name, file);
        return file;
    }
    #renderManifest(pull) {
        const { run, id, clock, sink, archive, artifacts } = this.#parts;
        const places = [
            ...(artifacts === undefined ? [] : ['artifact']),
            ...(archive === undefined ? [] : ['archive']),
            ...(sink === undefined ? [] : ['sink']),
        ];
        const manifest = (0,_evidence_manifest_js__WEBPACK_IMPORTED_MODULE_11__/* .renderManifest */ .sB)({
            ...run,
            version: _evidence_manifest_js__WEBPACK_IMPORTED_MODULE_11__/* .MANIFEST_VERSION */ .hh,
            mode: 'pull',
            createdAt: (0,_evidence_chain_js__WEBPACK_IMPORTED_MODULE_6__/* .renderInstant */ .Wv)(clock.now()),
            commit: id,
            ...{ stream: null, epoch: null, generation: null, start: null, parents: [], position: null, totals: null },
            feeds: pull.feeds.map(({ name, delivered }) => (0,_evidence_chain_js__WEBPACK_IMPORTED_MODULE_6__/* .renderStretch */ .M)(name, pull.piece, delivered)),
            gaps: pull.gaps.map(({ feed, from, to, kind, certain, run }) => ({
                ...{ feed, from: (0,_evidence_chain_js__WEBPACK_IMPORTED_MODULE_6__/* .renderInstant */ .Wv)(from), to: (0,_evidence_chain_js__WEBPACK_IMPORTED_MODULE_6__/* .renderInstant */ .Wv)(to), kind, certain, run },
            })),
            pull: {
                since: (0,_evidence_chain_js__WEBPACK_IMPORTED_MODULE_6__/* .renderInstant */ .Wv)(pull.since),
                until: (0,_evidence_chain_js__WEBPACK_IMPORTED_MODULE_6__/* .renderInstant */ .Wv)(pull.until),
                order: pull.order,
                complete: pull.complete,
            },
            destinations: places.length === 0 ? ['files'] : places,
            sink: this.#sent === undefined ? null : (0,_delivery_pack_commit_js__WEBPACK_IMPORTED_MODULE_4__/* .renderSink */ .K$)(this.#sent),
            files: [...this.#files.values()].map(({ facts }) => facts),
            objects: this.#objects,
            counts: { ...this.#counts, duplicates: 0 },
        });
        return manifest;
    }
    #signManifest(pull) {
        const content = this.#renderManifest(pull);
        return { content, signature: this.#parts.signingKey?.sign(content, _evidence_ssh_signature_js__WEBPACK_IMPORTED_MODULE_7__/* .MANIFEST_NAMESPACE */ .EL) };
    }
    async finish(pull) {
        const { archive, artifacts, id, clock, log, dir, end } = this.#parts;
        if (archive !== undefined && this.#manifest !== undefined && this.#objects.length > 0) {
            await archive.seal({ generation: undefined, commitId: id, ...(0,_delivery_pack_commit_js__WEBPACK_IMPORTED_MODULE_4__/* .asBytes */ .Yd)(this.#manifest) }, end);
        }
        if (this.#manifest !== undefined)
            await this.#pages.write(this.#output, dir, [this.#manifest.content]);
        if (artifacts === undefined || this.#output.paths.length === 0)
            return;
        const sent = await (0,_delivery_send_artifact_js__WEBPACK_IMPORTED_MODULE_5__/* .sendArtifact */ .f)({ root: dir, paths: this.#output.paths }, {
            artifacts: artifacts.client,
            clock,
            nameOf: (attempt) => renderPullName(artifacts.prefix, { ...pull, id: this.#parts.id }, attempt),
            note: (incident) => {
                this.#incidents.push((0,_model_errors_js__WEBPACK_IMPORTED_MODULE_8__/* .sentence */ .em)(incident));
                log.warning((0,_model_errors_js__WEBPACK_IMPORTED_MODULE_8__/* .sentence */ .em)(incident));
            },
        }, this.#parts.end);
        this.#artifacts.push(sent);
        log.info(`Artifact ${sent.name} with ${_delivery_delivery_folder_js__WEBPACK_IMPORTED_MODULE_1__/* .EVENTS_FILE */ .Pc} uploaded, ${sent.sizeBytes} bytes.`);
    }
}
/** Never the name of a position: `parseArtifactName` reads none in it, whatever the prefix. */
function renderPullName(prefix, { since, until, complete, id }, attempt) {
    const parts = ['pull', prefix, renderSecond(since), renderSecond(until), id];
    if (attempt > 0)
        parts.push(`again${attempt}`);
    if (!complete)
        parts.push('incomplete');
    return parts.join('-');
}
function renderSecond(ms) {
    return `${new Date(ms).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}


/***/ })

};
