export const id = 869;
export const ids = [869];
export const modules = {

/***/ 80869:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  reset: () => (/* binding */ reset_reset)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/evidence/manifest.js
var manifest = __webpack_require__(2676);
// EXTERNAL MODULE: ./lib/model/errors.js
var errors = __webpack_require__(73434);
// EXTERNAL MODULE: ./lib/model/chain.js
var chain = __webpack_require__(22160);
// EXTERNAL MODULE: ./lib/model/claims.js
var claims = __webpack_require__(94728);
// EXTERNAL MODULE: ./lib/model/feed.js
var feed = __webpack_require__(94049);
// EXTERNAL MODULE: ./lib/model/gaps.js
var gaps = __webpack_require__(30312);
// EXTERNAL MODULE: ./lib/model/seen.js
var seen = __webpack_require__(35294);
// EXTERNAL MODULE: ./lib/position/cold-start.js
var cold_start = __webpack_require__(12976);
// EXTERNAL MODULE: ./lib/position/new-checkpoint.js
var new_checkpoint = __webpack_require__(77356);
// EXTERNAL MODULE: ./lib/position/next-checkpoint.js
var next_checkpoint = __webpack_require__(93705);
;// CONCATENATED MODULE: ./lib/position/reset.js
/**
 * Moves the saved position by hand. The moved position begins a new epoch, numbered by the server's clock, and of two
 * epochs the later one wins completely: no copy from before, whichever survives and in whatever order it is met, moves
 * it back.
 */









/** Saves nothing yet. Rejects like `findPosition`, and with `InputError` when `since` lies in the future. */
async function movePosition(ports, job, signal) {
    const { settings, identity } = job;
    const found = await ports.findPosition(identity.stream, signal);
    const date = await requestDate(ports, settings, signal);
    const since = (0,cold_start/* instantOf */.B9)(settings.since, date);
    if (since > date) {
        throw new errors/* InputError */.dz('since is in the future, by GitHub\u2019s clock', {
            hint: 'Set a past instant or a duration such as 7d; see docs/modes.md#reset.',
        });
    }
    const before = found.kind === 'resume' ? found.checkpoint : (0,new_checkpoint/* newCheckpoint */.v)(identity.stream, found);
    if (found.kind === 'resume')
        refuseDoubt(found, settings.feeds);
    const again = savedAgain(before, ports, identity);
    if (again !== undefined)
        return { ...again, found, since };
    // Drawn below the second, so that of two resets in one second one is the later, for every run that meets both.
    const epoch = Math.max(before.epoch + 1, date + Math.floor(ports.random.next() * 1000));
    const generation = before.generation + 1;
    const moved = settings.feeds.map((name) => {
        const to = Math.max(since, (0,cold_start/* oldestClaim */.c2)({ date, retentionMs: identity.retentionMs[name] }));
        const begin = Math.min((0,chain/* reportedUpTo */.I2)(before, name) ?? to, to);
        const feed = moveFeed(before.feeds[name], { since, to, begin, date, generation, run: identity.run });
        const from = before.feeds[name]?.tail.claim ?? null;
        return { name, feed, reset: { epoch, run: identity.run, feed: name, from, to } };
    });
    const lost = lostFeeds(before, found, { job, date, moved: settings.feeds });
    const next = (0,next_checkpoint/* nextCheckpoint */.QK)(beginEpoch(before), {
        feeds: { ...lost, ...Object.fromEntries(moved.map(({ name, feed }) => [name, feed])) },
        commit: { generation, id: `${identity.run}.${ports.random.token()}` },
        delivered: { events: 0, duplicates: 0, deadLetters: 0 },
    });
    const moves = moved.map(({ reset }) => reset);
    return { checkpoint: { ...next, epoch, resets: (0,claims/* uniteResets */.G3)(before.resets, moves) }, moves, found, lost, since };
}
/** Feeds that have lost their position: the next run finds the position that is saved now, and would take them for new. */
function lostFeeds(before, found, at) {
    const { settings, identity } = at.job;
    const lost = feed/* FEEDS */.SF.filter((name) => before.feeds[name] === undefined && !at.moved.includes(name) && (0,cold_start/* canBeLost */.Ae)(name, found));
    const start = { date: at.date, since: settings.since, run: identity.run };
    const startOf = (name) => ({ ...start, retentionMs: identity.retentionMs[name] });
    return Object.fromEntries(lost.map((name) => [name, (0,cold_start/* coldFeed */.FR)(name, found, startOf(name))]));
}
/** What an earlier attempt of this very run moved is saved again, and what was collected since then is not moved; `undefined`: nothing was. */
function savedAgain(before, { random }, { run }) {
    const [id] = run.split('.');
    const moves = before.resets.filter((reset) => reset.epoch === before.epoch && reset.run !== run && reset.run.split('.')[0] === id);
    if (moves.length === 0)
        return undefined;
    const generation = before.generation + 1;
    const commit = { generation, id: `${run}.${random.token()}` };
    const delivered = { events: 0, duplicates: 0, deadLetters: 0 };
    return { checkpoint: (0,next_checkpoint/* nextCheckpoint */.QK)(before, { feeds: {}, commit, delivered }), moves, lost: {} };
}
/** The manifests of the new epoch continue where those of the old one ended, also for a feed that is not moved. */
function beginEpoch(before) {
    const feeds = Object.entries(before.feeds).map(([name, feed]) => [
        name,
        { ...feed, begin: (0,chain/* reportedUpTo */.I2)(before, name) ?? feed.begin },
    ]);
    return { ...before, feeds: Object.fromEntries(feeds) };
}
/**
 * From `to` on everything is delivered, what was delivered before as well; below it nothing changes. When that skips
 * something, the deep sweep must not fetch it after all: the floor rises too, and everything below it is a possible
 * gap.
 */
function moveFeed(before, at) {
    const { since, to, begin, date, generation, run } = at;
    const unreachable = since < to ? [{ from: since, to, kind: 'reset', certain: false, run }] : [];
    const tail = { claim: to, completedAt: null, sweep: null };
    const moved = { generation, begin, tail, marks: [] };
    const fresh = { ...tail, completedAt: date };
    if (before === undefined)
        return { ...moved, deep: fresh, seen: seen/* NOTHING_SEEN */.s3, gaps: unreachable };
    const reported = before.reported === undefined ? {} : { reported: before.reported };
    const beyond = (0,seen/* cutSeen */.iK)(before.seen, to);
    if (to > before.tail.claim) {
        const gap = { from: before.deep.claim, to, kind: 'reset', certain: false, run };
        return { ...moved, ...reported, deep: fresh, seen: beyond, gaps: (0,gaps/* uniteGaps */.rm)(before.gaps, [gap, ...unreachable]) };
    }
    const below = before.seen.subarray(0, before.seen.length - beyond.length);
    const deep = { ...before.deep, claim: Math.min(before.deep.claim, to), sweep: null };
    return { ...moved, ...reported, deep, seen: below, gaps: (0,gaps/* uniteGaps */.rm)(before.gaps, unreachable) };
}
/** A feed that is not moved keeps its position, and so its position has to be known. */
function refuseDoubt({ doubt }, moved) {
    const kept = feed/* FEEDS */.SF.filter((name) => !moved.includes(name));
    if (doubt === undefined || kept.length === 0)
        return;
    throw new errors/* CheckpointError */.jg(`the ${kept.join()} feed keeps its position, which is unknown: ${doubt.message}`, {
        hint: 'Run it again later, or move both feeds with include: all; see docs/modes.md#reset.',
        cause: doubt,
    });
}
/** The server's clock, from one page; nothing else of it is looked at. */
async function requestDate({ auditLog, allowance }, { feeds }, signal) {
    const [feed = 'web'] = feeds;
    const request = { feed, order: 'desc', after: undefined, createdFrom: undefined };
    const answer = await auditLog.read(request, allowance, signal);
    if (answer.kind === 'page')
        return answer.page.date;
    const why = answer.kind === 'stopped' ? answer.reason : answer.kind;
    throw new errors/* UpstreamError */.gA(`GitHub did not report its time (${why})`, {
        hint: 'Nothing was changed. Run it again later.',
    });
}

// EXTERNAL MODULE: ./lib/checkpoint/codec.js + 2 modules
var codec = __webpack_require__(37255);
// EXTERNAL MODULE: ./lib/delivery/pack-commit.js
var pack_commit = __webpack_require__(9865);
// EXTERNAL MODULE: ./lib/position/upload-commit.js + 1 modules
var upload_commit = __webpack_require__(60755);
;// CONCATENATED MODULE: ./lib/position/save-position.js
/**
 * Saves a position that no delivery goes with: in the store, and in an artifact, which outlives an eviction and which a
 * concurrent run cannot cover up with a newer cache entry. It is saved once either of the two shows it again.
 */




/**
 * Resolves with the artifact, if there is one. Rejects with `CheckpointError` when neither shows it, and when only the
 * store does although artifacts can be had: what a concurrent run saves in the store then covers it up, and nothing
 * would report it.
 */
async function savePosition(checkpoint, parts, signal) {
    const stored = await parts.store?.commit(checkpoint, signal).catch(asCollectError);
    const sent = await sendCopy(checkpoint, parts, signal).catch(asCollectError);
    if (parts.store === undefined && sent instanceof errors/* CollectError */.h0)
        throw sent;
    if (stored instanceof errors/* CollectError */.h0 && (sent === undefined || sent instanceof errors/* CollectError */.h0))
        throw stored;
    if (sent instanceof errors/* CollectError */.h0) {
        throw new errors/* CheckpointError */.jg(`the position is saved in ${parts.store?.name} only: ${sent.message}`, {
            hint: 'A concurrent run can overwrite it. Run this again while no other run is in progress; see docs/modes.md#reset.',
            cause: sent,
        });
    }
    const notes = stored instanceof errors/* CollectError */.h0 ? [`${stored.message}; the position is saved in an artifact`] : stored;
    for (const note of notes ?? [])
        parts.log.warning((0,errors/* sentence */.em)(note));
    return sent;
}
async function sendCopy(checkpoint, { artifacts, files, clock, log, stagingDir, signingKey }, signal) {
    if (artifacts === undefined)
        return undefined;
    const note = (incident) => log.warning(incident);
    const parts = { artifacts, files, clock, log, stagingDir, note };
    return (0,upload_commit/* uploadCommit */.n)((0,pack_commit/* positionOnly */.OI)((0,codec/* encodeCheckpoint */.Xn)(checkpoint), signingKey), checkpoint, parts, signal);
}
function asCollectError(error) {
    if (error instanceof errors/* CollectError */.h0)
        return error;
    throw error;
}

// EXTERNAL MODULE: ./lib/checkpoint/trust.js
var checkpoint_trust = __webpack_require__(70828);
// EXTERNAL MODULE: ./lib/evidence/chain.js
var evidence_chain = __webpack_require__(96056);
;// CONCATENATED MODULE: ./lib/position/take-position.js
/**
 * Takes a position over out of a file: an exported one, of another store, another repository or another phrase. It claims what
 * it claimed there, so it is refused for any other target; it begins a new epoch, and wins over whatever was saved here.
 */










/** Saves nothing yet. Rejects like `findPosition`, and with `InputError` when the file is no position for this target. */
async function takePosition(ports, { settings, identity, source, trust, }, signal) {
    const taken = readSource(source, trust);
    checkSource(taken, { subject: identity.subject, stream: identity.stream, feeds: settings.feeds });
    const found = await ports.findPosition(identity.stream, signal);
    const date = await requestDate(ports, settings, signal);
    if (found.kind === 'resume')
        refuseDoubt(found, settings.feeds);
    const ahead = Object.values(taken.feeds).some(({ tail }) => tail.claim > date + HOUR_MS);
    if (ahead)
        throw refused('it claims events of a time that has not come yet');
    const before = found.kind === 'resume' ? found.checkpoint : (0,new_checkpoint/* newCheckpoint */.v)(identity.stream, found);
    const again = savedAgain(before, ports, identity);
    if (again !== undefined)
        return { ...again, found, since: Math.min(...again.moves.map(({ to }) => to)) };
    // A feed that is not included keeps the position that it has here.
    const isTaken = (name) => settings.feeds.includes(name) || before.feeds[name] === undefined;
    const moved = feed/* FEEDS */.SF.filter((name) => taken.feeds[name] !== undefined && isTaken(name));
    const epoch = Math.max(before.epoch + 1, taken.epoch + 1, date + Math.floor(ports.random.next() * 1000));
    const generation = Math.max(before.generation, taken.generation) + 1;
    const moves = moved.map((feed) => ({
        ...{ epoch, run: identity.run, feed },
        from: before.feeds[feed]?.tail.claim ?? null,
        to: taken.feeds[feed]?.tail.claim ?? 0,
    }));
    const lost = lostFeeds(before, found, { job: { settings, identity }, date, moved });
    const base = {
        ...beginEpoch(taken),
        ...{ stream: identity.stream, commits: before.commits, artifact: before.artifact },
        chain: (0,chain/* joinChains */.F7)(taken.chain, before.chain),
        feeds: {
            ...lost,
            ...beginEpoch(before).feeds,
            ...Object.fromEntries(Object.entries(beginEpoch(taken).feeds).filter(([name]) => isTaken(name))),
        },
    };
    const next = (0,next_checkpoint/* nextCheckpoint */.QK)(base, {
        feeds: {},
        commit: { generation, id: `${identity.run}.${ports.random.token()}` },
        delivered: { events: 0, duplicates: 0, deadLetters: 0 },
    });
    const resets = (0,claims/* uniteResets */.G3)((0,claims/* uniteResets */.G3)(before.resets, taken.resets), moves);
    return { checkpoint: { ...next, epoch, resets }, moves, found, lost, since: Math.min(...moves.map(({ to }) => to)) };
}
const HOUR_MS = 3_600_000;
function readSource({ position, signature, manifest }, trust) {
    // One without a signature is vouched for by whoever names it in this input; one with a bad signature is not what it was.
    const refusal = trust === undefined || signature === undefined
        ? undefined
        : (0,checkpoint_trust/* refusalOf */.Of)({ position, positionSignature: signature }, trust);
    if (refusal !== undefined)
        throw refused(`it ${refusal}`);
    try {
        return (0,evidence_chain/* adoptManifest */._M)((0,codec/* decodeCheckpoint */.hy)(position), { position, manifest });
    }
    catch (error) {
        if (error instanceof errors/* CollectError */.h0)
            throw refused(error.message);
        throw error;
    }
}
function checkSource({ subject, stream, feeds }, own) {
    if (subject === undefined && stream !== own.stream) {
        throw refused('it does not say of which target it is, because an earlier release wrote it');
    }
    if (subject !== undefined && subject !== own.subject)
        throw refused('it is the position of another target');
    const lacking = own.feeds.filter((name) => feeds[name] === undefined);
    if (lacking.length > 0)
        throw refused(`it has no position of the ${lacking.join(' and ')} feed`);
}
function refused(why) {
    return new errors/* InputError */.dz(`the file in position-file cannot be taken over: ${why}`, {
        hint: 'Nothing was changed. Export it again with mode: inspect, or move the position with since; see docs/moving.md.',
    });
}

// EXTERNAL MODULE: ./lib/runtime/files.js
var files = __webpack_require__(58795);
// EXTERNAL MODULE: ./lib/action/compose.js + 13 modules
var compose = __webpack_require__(2845);
// EXTERNAL MODULE: ./lib/action/compose-position.js + 16 modules
var compose_position = __webpack_require__(7830);
// EXTERNAL MODULE: ./lib/action/connect-github.js + 25 modules
var connect_github = __webpack_require__(71790);
// EXTERNAL MODULE: ./lib/action/place.js
var place = __webpack_require__(66721);
;// CONCATENATED MODULE: ./lib/action/modes/reset.js
/** `reset`: moves the saved position to `since`, saves it like any other, and reports what that means. */











async function reset_reset(situation, signal) {
    const { settings, world } = situation;
    const position = (0,compose_position/* openPosition */.Wx)(situation, await (0,place/* openPlace */.Q)(situation, signal));
    const auditLog = await (0,connect_github/* connectAuditLog */.m)(situation);
    const { maxDurationMs, rateLimitReserve } = settings.limits;
    const allowance = { deadlineAt: world.clock.now() + maxDurationMs, reserve: rateLimitReserve };
    const ports = { auditLog, allowance, random: world.random, findPosition: position.findPosition };
    const moved = await move(ports, situation, signal);
    const { checkpoint } = moved;
    signal.throwIfAborted();
    // A save that has begun is not given up halfway: the position could be saved, and the run would report that nothing was done.
    const artifact = await savePosition(checkpoint, (0,compose/* savingParts */.ro)(situation, position), situation.end.signal);
    const to = Math.min(...moved.moves.map((move) => move.to));
    const { requests, rateLimitRemaining } = auditLog.usage;
    return {
        statement: {
            mark: '\u2705',
            headline: `The position of ${settings.target.kind} ${settings.target.name} was moved to ${iso(to)}`,
            sentences: [
                ...moved.moves.map((move) => (settings.position.file === undefined ? sayMove(move, moved) : sayTaken(move))),
                ...Object.entries(moved.lost).map(([name, feed]) => sayLost(name, feed)),
            ],
            facts: [
                ['Generation', String(moved.checkpoint.generation)],
                ['Found in', moved.found.kind === 'resume' ? moved.found.where : 'nowhere: a new position was created'],
                ['Saved in', [position.store?.name, artifact?.name].filter((name) => name !== undefined).join(' and ')],
            ],
        },
        outputs: {
            watermark: iso(to),
            gap: String(moved.moves.some(({ from, to }) => from !== null && to > from)),
            'cold-start': String(moved.found.kind !== 'resume'),
            requests: String(requests),
            'rate-limit-remaining': rateLimitRemaining === undefined ? '' : String(rateLimitRemaining),
            'artifact-names': artifact?.name ?? '',
            'artifact-ids': artifact === undefined ? '' : String(artifact.id),
        },
        error: undefined,
    };
}
async function move(ports, situation, signal) {
    const { settings, environment } = situation;
    const job = { settings, identity: (0,compose_position/* identityOf */.cu)(situation) };
    const { file } = settings.position;
    const moved = file === undefined
        ? await movePosition(ports, job, signal)
        : await takePosition(ports, { ...job, source: await reset_readSource(file), trust: (0,compose_position/* trustOf */.An)(situation) }, signal);
    const { repositoryId } = environment;
    const own = { subject: job.identity.subject, ...(repositoryId === null ? {} : { repositoryId }) };
    return { ...moved, checkpoint: { ...moved.checkpoint, ...own } };
}
async function reset_readSource(path) {
    const position = await files/* systemFiles */.Hy.read(path).catch(() => undefined);
    if (position === undefined) {
        throw new errors/* InputError */.dz('position-file: there is no such file, or it cannot be read', {
            hint: 'Give the path of a checkpoint.json, absolute or relative to the workspace; see docs/moving.md.',
        });
    }
    return {
        position,
        signature: await files/* systemFiles */.Hy.read((0,manifest/* signatureOf */.yK)(path)),
        manifest: await files/* systemFiles */.Hy.read((0,external_node_path_.join)((0,external_node_path_.dirname)(path), manifest/* MANIFEST_FILE */.h1)),
    };
}
function sayTaken({ feed, from, to }) {
    const before = from === null ? 'had no position here' : `was at ${iso(from)}`;
    return `The ${feed} feed ${before}; it continues at ${iso(to)}, where the position in the file left it.`;
}
function sayMove({ feed, from, to }, { since }) {
    const late = to > since ? ` GitHub keeps no older events of it, so it begins there instead of ${iso(since)}.` : '';
    if (from === null)
        return `The ${feed} feed had no position and begins at ${iso(to)}.${late}`;
    const moved = `The ${feed} feed was moved from ${iso(from)} to ${iso(to)}`;
    if (to > from)
        return `${moved}: events between the two are skipped and recorded as a possible gap.${late}`;
    if (to < from)
        return `${moved}: events delivered since then will be delivered again.${late}`;
    return `${moved}, where it was: events delivered beyond it will be delivered again.${late}`;
}
function sayLost(name, { tail, gaps }) {
    const begins = `it begins at ${iso(tail.claim)}`;
    if (gaps.length === 0)
        return `The position of the ${name} feed is lost; ${begins}: events since then can be delivered again.`;
    return `No position of the ${name} feed was found, although this workflow has collected by schedule; ${begins}: earlier events may be missing, and the position records them as a possible gap.`;
}
function iso(ms) {
    return new Date(ms).toISOString();
}


/***/ })

};
