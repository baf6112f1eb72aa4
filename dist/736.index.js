export const id = 736;
export const ids = [736];
export const modules = {

/***/ 736:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createFilesReport: () => (/* binding */ createFilesReport)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/evidence/lines/line-facts.js
var line_facts = __webpack_require__(58909);
// EXTERNAL MODULE: ./lib/report-page/assets.js
var assets = __webpack_require__(973);
// EXTERNAL MODULE: ./lib/report-page/page-facts.js
var page_facts = __webpack_require__(41113);
// EXTERNAL MODULE: ./lib/report-page/render-page.js
var render_page = __webpack_require__(92014);
// EXTERNAL MODULE: ./lib/report-page/report-fields.js
var report_fields = __webpack_require__(29758);
;// CONCATENATED MODULE: ./lib/report-page/report-lines.js

/** A line that is no JSON of this format has no fields. */
function fieldsOfLine(line, format) {
    return (0,report_fields/* readFields */.q)(rawOf(line, format));
}
function rawOf(line, format) {
    if (format === 'raw')
        return line;
    const value = parse(line);
    switch (format) {
        case 'envelope':
            return JSON.stringify(at(value, 'event') ?? {});
        case 'cloudevents':
            return JSON.stringify(at(value, 'data') ?? {});
        case 'ecs':
            return String(at(value, 'event', 'original') ?? '{}');
        case 'ocsf':
            return JSON.stringify({
                ...at(value, 'unmapped'),
                action: at(value, 'metadata', 'event_code'),
                actor: at(value, 'actor', 'user', 'name'),
                actor_ip: at(value, 'src_endpoint', 'ip'),
                actor_location: { country_code: at(value, 'src_endpoint', 'location', 'country') },
                repo: at(value, 'resources', '0', 'name') ?? at(value, 'resource', 'name') ?? at(value, 'entity', 'name'),
            });
    }
}
function parse(line) {
    try {
        return JSON.parse(line);
    }
    catch {
        return undefined;
    }
}
function at(value, ...path) {
    let found = value;
    for (const name of path) {
        if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name))
            return undefined;
        found = Reflect.get(found, name);
    }
    return found;
}

// EXTERNAL MODULE: ./lib/report-page/report-rows.js + 1 modules
var report_rows = __webpack_require__(88222);
// EXTERNAL MODULE: ./lib/runtime/files.js
var files = __webpack_require__(58795);
;// CONCATENATED MODULE: ./lib/terminal/report-file.js
/**
 * `--report`: the report page of deliveries on the disk. It shows what the files hold, each event once, and says so when something is
 * missing. It holds log content, so it is written for this user alone, and it appears only when it is complete.
 */








/** `found` has at least one delivery, and all have one format. */
function createFilesReport({ deliveries }) {
    const rows = new report_rows/* ReportRows */.C();
    const format = deliveries[0]?.manifest.format ?? 'raw';
    // Only the time is read, and that is in the same place whatever the id is.
    const read = (0,line_facts/* lineReader */.g)(format, '');
    return {
        add(lines) {
            for (const line of lines) {
                const ts = read(line)?.ts;
                if (ts !== undefined)
                    rows.add({ ts, fields: fieldsOfLine(line, format), line });
            }
        },
        async write(path, { since, until, isComplete, duplicates }) {
            const facts = (0,page_facts/* factsOfManifests */.t)(deliveries);
            const shown = {
                ...facts,
                ...{ mode: 'files', run: undefined, isComplete: facts.isComplete && isComplete },
                // Of what was requested, what the manifests claim: the page says that all of it is here.
                from: [facts.from, iso(since)]
                    .filter((at) => at !== undefined)
                    .sort()
                    .at(-1),
                to: [facts.to, iso(until)].filter((at) => at !== undefined).sort()[0],
                duplicates,
            };
            await files/* privateFiles */.vs.replace((0,external_node_path_.resolve)(path), (0,render_page/* renderPage */.C)(shown, rows, await (0,assets/* readAssets */.w)()));
        },
    };
}
function iso(ms) {
    return ms === undefined ? undefined : new Date(ms).toISOString();
}


/***/ })

};
