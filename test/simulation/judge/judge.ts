/**
 * Watches a history and ends it with the first broken promise. It knows the whole world, past and future, and shares no
 * judgement with the collector: only the form of what is stored.
 */
import type { Report } from '../../../src/collector/report.ts';
import type { Gap } from '../../../src/model/checkpoint.ts';
import { FEEDS, type FeedName } from '../../../src/model/feed.ts';
import type { Copy, Onlooker } from '../onlooker.ts';
import { isRemembering, isUndisturbed, type Plan } from '../plan.ts';
import type { Process } from '../process.ts';
import type { Storage } from '../storage.ts';
import type { Story } from '../story.ts';
import type { Timeline } from '../timeline.ts';
import type { World } from '../world.ts';
import { ChainOfManifests } from './chain.ts';
import { checkClaims, checkRemembered, describe, renderClaims } from './claims.ts';
import { type CopyRecord, isCopyOf, type Position, Positions } from './copies.ts';
import { type Beginning, beginningOf, copiesToLookAt, isSavedSince } from './copies-in-storage.ts';
import { explainDuplicate, type RunRecord } from './duplicates.ts';
import { checkGaps } from './gaps.ts';
import { checkLeft } from './leaks.ts';
import { type Group, Ledger } from './ledger.ts';
import { checkListed } from './listed.ts';
import { checkOrder } from './order.ts';
import { type CaughtUp, checkCaughtUp, findOwed, type OutcomeFacts, stuck } from './outcome.ts';
import { checkDownload, checkQuestion } from './questions.ts';
import { notAgain, Resets } from './resets.ts';
import { checkAfterNames, checkBudget, checkRun, checkUndisturbed, type Usage } from './runs.ts';
import { checkSaved, holdsCommit, savedBefore } from './saved.ts';
import { Scope } from './scope.ts';
import { Violation } from './verdict.ts';

export interface JudgeParts {
  readonly plan: Plan;
  readonly world: World;
  readonly storage: Storage;
  readonly timeline: Timeline;
  readonly story: Story;
}

interface Watched extends RunRecord, Beginning {
  readonly usage: Usage;
  readonly joined: Position[];
  readonly stored: CopyRecord[];
  readonly delivered: Group[];
}

export class Judge implements Onlooker {
  readonly #parts: JudgeParts;
  readonly ledger: Ledger;
  readonly #positions = new Positions();
  readonly #runs = new Map<Process, Watched>();
  readonly #copies: CopyRecord[] = [];
  readonly #scope: Scope;
  readonly #chain = new ChainOfManifests(this.#positions);
  /** Every gap that was ever reported or saved, by feed. */
  readonly #gaps: Readonly<Record<FeedName, Gap[]>> = { web: [], git: [] };
  readonly #caughtUp: CaughtUp[] = [];
  readonly #resets = new Resets();
  readonly #isUndisturbed: boolean;
  readonly #isRemembering: boolean;
  readonly #isDirectory: boolean;
  duplicates = 0;
  deliveries = 0;

  constructor(parts: JudgeParts) {
    this.#parts = parts;
    this.ledger = new Ledger(parts.world);
    this.#scope = new Scope(parts.plan.setup);
    this.#isUndisturbed = isUndisturbed(parts.plan);
    this.#isRemembering = isRemembering(parts.plan);
    this.#isDirectory = parts.plan.setup.position === 'directory';
  }

  started(process: Process, others: readonly Process[]): void {
    for (const other of others) {
      other.disturbances.add('overlap');
      process.disturbances.add('overlap');
    }
    const { storage, timeline } = this.#parts;
    const beginning = this.#beginning();
    // Whoever moves the position after a loss decides where it goes on.
    if (beginning.isAfterLoss && process.event === 'schedule') this.#scope.noteLoss(process);
    this.#runs.set(process, {
      process,
      served: [],
      within: copiesToLookAt(storage, this.#copies, timeline.now),
      endedAt: undefined,
      usage: { pages: 0, probes: 0, lists: 0, isReading: false, isRefused: false, probed: new Map() },
      ...beginning,
      joined: [],
      stored: [],
      delivered: [],
    });
  }

  #beginning(): Beginning {
    const facts = { now: this.#parts.timeline.now, isDirectory: this.#isDirectory, lostFeeds: this.#scope.lost };
    return beginningOf(this.#parts.storage, this.#copies, facts);
  }

  served(process: Process, bytes: Uint8Array, where: Copy['where']): void {
    const run = this.#runOf(process);
    const position = this.#positions.read(bytes);
    if (where === 'artifact') checkDownload(position, run, this.#isUndisturbed);
    // It learns nothing from reading its own copy.
    if (run.served.includes(position) || run.stored.some((copy) => copy.position === position)) return;
    // A directory is read once to begin with; a position that lies there later is joined when the run saves its own.
    const isLater = run.usage.isReading || (where === 'directory' && run.served.length > 0);
    (isLater ? run.joined : run.served).push(position);
  }

  listed = (process: Process): void => checkQuestion(this.#runOf(process).usage);

  requested(process: Process, { order, feed, isPage, date, isRefused }: Parameters<Onlooker['requested']>[1]): void {
    const run = this.#runOf(process);
    run.usage.isRefused ||= isRefused;
    run.usage.isReading ||= order === 'asc' || process.event !== 'schedule';
    if (!isPage) return;
    run.usage[order === 'asc' ? 'pages' : 'probes']++;
    checkBudget(run.usage, this.#parts.plan);
    if (order === 'desc') this.#scope.noteProbe(feed, date, run);
  }

  shown(process: Process, { order, events }: Parameters<Onlooker['shown']>[1]): void {
    const [first] = events;
    const { probed } = this.#runOf(process).usage;
    if (order === 'desc' && first !== undefined) probed.set(first.feed, [...(probed.get(first.feed) ?? []), ...events]);
  }

  delivered(process: Process, { events, deadLetters }: Parameters<Onlooker['delivered']>[1]): void {
    const run = this.#runOf(process);
    process.say(
      () =>
        `delivers ${[...lines(events), ...lines(deadLetters)].map((raw) => this.ledger.find(raw)?.events[0]?.documentId).join(' ')}`,
    );
    checkOrder(lines(events).map((raw) => this.#deliver(raw, run)));
    for (const raw of lines(deadLetters)) this.#deliver(raw, run);
  }

  stored(process: Process, { id, bytes, where }: Copy): void {
    const run = this.#runOf(process);
    const position = this.#positions.read(bytes);
    const { plan, timeline } = this.#parts;
    const before = savedBefore(run, where, this.#isDirectory);
    const copy: CopyRecord = { id, process, where, position, at: timeline.now, lost: false };
    // With a directory, nobody looks for positions in artifacts.
    if (where !== 'artifact' || !this.#isDirectory) this.#copies.push(copy);
    run.stored.push(copy);
    for (const { feed, to } of this.#resets.note(position, timeline.now)) this.#scope.noteReset(feed, to);
    if (before === position || isCopyOf(position, before)) return;
    process.say(() => renderClaims(position));
    if (before === undefined) checkAfterNames(run, position);
    checkSaved(run, position, { before, where });
    // A gap is reported once; a position that is found again by its name only does not repeat it.
    const reported = this.#isRemembering ? { web: [], git: [] } : this.#gaps;
    checkClaims(position, { ledger: this.ledger, setup: plan.setup, scope: this.#scope.starts, reported });
    checkRemembered(position, this.ledger);
    for (const name of FEEDS) {
      const feed = position.checkpoint.feeds[name];
      if (feed !== undefined) this.#scope.noteSaved(name);
      this.#gaps[name].push(...(feed?.gaps ?? []));
    }
  }

  committed(process: Process, commit: Parameters<Onlooker['committed']>[1]): void {
    const { stored } = this.#runOf(process);
    const places = stored.filter(({ where }) => !this.#isDirectory || where === 'directory');
    if (!places.some(({ position }) => holdsCommit(position, commit)))
      throw new Violation('I8', `${process.name} considers a position committed that is stored nowhere`);
  }

  left = checkLeft;
  linked: Onlooker['linked'] = (process, what) => this.#chain.deliver(what, this.#runOf(process));

  /** What is stored under these ids was lost by no doing of a collector. */
  lost(ids: ReadonlySet<number>): void {
    if (ids.size === 0) return;
    for (const copy of this.#copies) if (ids.has(copy.id)) copy.lost = true;
    // A run that has found nothing yet finds no more than is left.
    const searching = [...this.#runs.values()].filter((run) => run.endedAt === undefined && run.served.length === 0);
    for (const run of searching) run.unknownFeeds = this.#beginning().unknownFeeds;
  }

  ended(process: Process, report: Report | undefined): void {
    const watched = this.#runOf(process);
    watched.endedAt = this.#parts.timeline.now;
    if (report === undefined) return;
    const { plan, storage } = this.#parts;
    const isAfterLoss = watched.isAfterLoss && !isSavedSince(storage, process);
    const run = { ...watched, endedAt: watched.endedAt, isAfterLoss };
    this.left(process, { where: 'its report', text: JSON.stringify(report), mayHoldEvents: false });
    checkListed(report, run, this.#parts);
    checkRun(report, run, { plan, ledger: this.ledger, endedAt: run.endedAt });
    if (this.#isUndisturbed) checkUndisturbed(report, run, plan);
    const facts = { plan, ledger: this.ledger, caughtUp: this.#caughtUp, isRemembering: this.#isRemembering };
    for (const name of FEEDS) this.#gaps[name].push(...(report.feeds[name]?.gaps ?? []));
    checkGaps(report, { ...facts, run });
    if (!report.caughtUp) return;
    const openedAt = Object.fromEntries(FEEDS.map((name) => [name, report.feeds[name]?.completedAt ?? undefined]));
    this.#caughtUp.push({ openedAt, endedAt: run.endedAt });
    checkCaughtUp(this.#facts(), plan.behaviour.replicaLagMs, report);
  }

  /** What is still owed of everything that is visible by now. */
  owed(): readonly Group[] {
    const facts = this.#facts();
    return [...findOwed(facts), ...this.#resets.findOwed(facts)];
  }

  #facts(): OutcomeFacts {
    const { plan, timeline } = this.#parts;
    return { ledger: this.ledger, scope: this.#scope.starts, gaps: this.#gaps, setup: plan.setup, now: timeline.now };
  }

  /** What to say when `runs` undisturbed runs did not end it. */
  stuck(runs: number): Violation {
    const facts = this.#facts();
    const again = this.#resets.findOwed(facts);
    return again.length > 0 ? notAgain(again, runs) : stuck(findOwed(facts), runs, facts);
  }

  #deliver(raw: string, run: Watched): Group {
    const group = this.ledger.find(raw);
    if (group === undefined)
      throw new Violation('I2', `a line was delivered that was never in the log: ${raw.slice(0, 80)}`);
    const { timeline, story, plan } = this.#parts;
    this.ledger.deliver(group, { process: run.process, at: timeline.now });
    run.delivered.push(group);
    this.deliveries++;
    const visible = group.events.filter(({ visibleAt }) => visibleAt <= timeline.now).length;
    if (group.deliveries.length <= visible + group.duplicates) return group;
    group.duplicates++;
    this.duplicates++;
    if (this.#isUndisturbed) throw new Violation('I3', `${describe(group)} was delivered again`);
    const past = { runOf: this.#runOf, copies: this.#copies, plan, resets: this.#resets };
    const why = explainDuplicate(group, { process: run.process, visible }, past);
    if (why === undefined) throw new Violation('I4', `${run.process.name} delivered ${describe(group)} again`);
    story.say(() => `duplicate of ${group.identity}: ${why}`);
    return group;
  }

  readonly #runOf = (process: Process): Watched => {
    const run = this.#runs.get(process);
    if (run === undefined) throw new Error('every process is announced');
    return run;
  };
}

const lines = (text: string): readonly string[] => text.split('\n').slice(0, -1);
