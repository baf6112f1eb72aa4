export const id = 457;
export const ids = [457];
export const modules = {

/***/ 67457:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  inspect: () => (/* binding */ inspect)
});

// EXTERNAL MODULE: ./lib/checkpoint/codec.js + 2 modules
var codec = __webpack_require__(37255);
// EXTERNAL MODULE: ./lib/delivery/output-directory.js
var output_directory = __webpack_require__(87565);
// EXTERNAL MODULE: ./lib/delivery/pack-commit.js
var pack_commit = __webpack_require__(9865);
// EXTERNAL MODULE: ./lib/model/feed.js
var feed = __webpack_require__(94049);
// EXTERNAL MODULE: ./lib/model/seen.js
var seen = __webpack_require__(35294);
;// CONCATENATED MODULE: ./lib/position/inspect.js


/** `now` by this machine's clock: no request goes to the audit log. */
function describeFound(found, now) {
    switch (found.kind) {
        case 'resume':
            return [
                ['Found in', found.where],
                ['Generation', String(found.checkpoint.generation)],
                ['Events delivered so far', String(found.checkpoint.counters.events)],
                ...feed/* FEEDS */.SF.flatMap((name) => describeFeed(name, found.checkpoint.feeds[name], now)),
                ...found.checkpoint.resets.map(({ epoch, run, feed, from, to }) => [
                    `Moved by hand, ${iso(epoch)}`,
                    `the ${feed} feed from ${from === null ? 'no position' : iso(from)} to ${iso(to)}, in run ${run}`,
                ]),
                ...found.notes.map((note) => ['Incident', note]),
            ];
        case 'floors':
            return [
                ['Position', 'lost; only names of artifacts show how far deliveries were'],
                ['Found in', found.where],
                ...found.notes.map((note) => ['Incidents', note]),
                ...feed/* FEEDS */.SF.flatMap((name) => {
                    const floor = found.floors[name];
                    return floor === undefined ? [] : [[`${name}: the next run begins at`, iso(floor)]];
                }),
            ];
        case 'none':
            return [
                ['Position', 'none: the next run of mode: collect begins at since, or earlier'],
                ...(found.history.kind === 'none'
                    ? []
                    : [['Earlier success', `this workflow succeeded at ${iso(found.history.startedAt)}`]]),
                ...found.notes.map((note) => ['Incidents', note]),
            ];
    }
}
function describeFeed(name, feed, now) {
    if (feed === undefined)
        return [[`${name}: position`, 'none yet']];
    const { tail, deep } = feed;
    return [
        [`${name}: complete up to`, iso(tail.claim)],
        [`${name}: behind`, span(lagOf(feed, now))],
        [`${name}: last read to its end`, tail.completedAt === null ? 'never' : iso(tail.completedAt)],
        [`${name}: last deep sweep`, deep.completedAt === null ? 'never' : iso(deep.completedAt)],
        [`${name}: late events found back to`, iso(deep.claim)],
        [`${name}: ids remembered`, String((0,seen/* countSeen */.$E)(feed.seen))],
        ...describeSweep(`${name}: unfinished sweep`, tail),
        ...describeSweep(`${name}: unfinished deep sweep`, deep),
        ...feed.gaps.map(({ from, to, kind, certain }) => [
            `${name}: ${certain ? 'gap' : 'possible gap'}`,
            `${from === 0 ? 'the beginning' : iso(from)} to ${iso(to)} (${kind})`,
        ]),
    ];
}
function describeSweep(label, { sweep }) {
    if (sweep === null)
        return [];
    const at = sweep.position === null ? 'its beginning' : iso(sweep.position.ts);
    return [[label, `opened ${iso(sweep.openedAt)}, continues at ${at}`]];
}
/** How far the position is behind, in milliseconds: the most of the collected feeds. */
function lagOfPosition({ feeds }, names, now) {
    const lags = names.flatMap((name) => (feeds[name] === undefined ? [] : [lagOf(feeds[name], now)]));
    return lags.length === 0 ? undefined : Math.max(...lags);
}
/** A quiet feed that was read to its end is not behind, however old its last event. */
function lagOf({ tail }, now) {
    return Math.max(0, now - Math.max(tail.claim, tail.completedAt ?? 0));
}
function span(ms) {
    const minutes = Math.floor(ms / 60_000);
    if (minutes < 120)
        return `${minutes} min`;
    return minutes < 2880 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : `${Math.floor(minutes / 1440)} days`;
}
function iso(ms) {
    return new Date(ms).toISOString();
}

// EXTERNAL MODULE: ./lib/runtime/clock.js
var clock = __webpack_require__(37642);
// EXTERNAL MODULE: ./lib/runtime/files.js
var files = __webpack_require__(58795);
// EXTERNAL MODULE: ./lib/action/compose-position.js + 16 modules
var compose_position = __webpack_require__(7830);
// EXTERNAL MODULE: ./lib/action/place.js
var place = __webpack_require__(66721);
;// CONCATENATED MODULE: ./lib/action/modes/inspect.js
/** `inspect`: the saved position in words, and as a file that `reset` accepts. Nothing is changed, and the audit log is not read. */








async function inspect(situation, signal) {
    // A feed that is collected no more stays in the position; the outputs are about those that are.
    const { target, feeds } = situation.settings;
    const { findPosition } = (0,compose_position/* openPosition */.Wx)(situation, await (0,place/* openPlace */.Q)(situation, signal));
    const found = await findPosition((0,compose_position/* identityOf */.cu)(situation).stream, signal);
    const now = clock/* systemClock */.m.now();
    const checkpoint = found.kind === 'resume' ? found.checkpoint : undefined;
    const exported = checkpoint === undefined ? [] : await exportPosition(checkpoint, situation);
    const claims = feeds.flatMap((name) => checkpoint?.feeds[name]?.tail.claim ?? []);
    const lagMs = checkpoint === undefined ? undefined : lagOfPosition(checkpoint, feeds, now);
    const gaps = feeds.flatMap((name) => checkpoint?.feeds[name]?.gaps ?? []);
    return {
        statement: {
            mark: checkpoint === undefined ? '\u26a0\ufe0f' : '\u2705',
            headline: `The saved position of ${target.kind} ${target.name}`,
            sentences: [],
            facts: [...describeFound(found, now), ...exported.map((path) => ['Exported to', path])],
        },
        outputs: {
            watermark: claims.length === 0 ? '' : new Date(Math.min(...claims)).toISOString(),
            'lag-seconds': lagMs === undefined ? '' : String(Math.ceil(lagMs / 1000)),
            gap: String(gaps.length > 0),
            'cold-start': String(checkpoint === undefined),
        },
        error: undefined,
    };
}
/** Complete, signed where there is a key. */
async function exportPosition(checkpoint, situation) {
    const folder = await (0,output_directory/* openOutputDirectory */.R)({ dir: situation.settings.output.dir, files: files/* systemFiles */.Hy });
    await folder.add((0,pack_commit/* positionOnly */.OI)((0,codec/* encodeCheckpoint */.Xn)(checkpoint), (0,compose_position/* trustOf */.An)(situation)?.key));
    return folder.paths;
}


/***/ })

};
