/** Which room imports which: the rooms of `src/` in the order in which the data walks through them, and the packages from outside. */
import assert from 'node:assert/strict';
import { posix } from 'node:path';
import { test } from 'node:test';
import { breaches, files, type Rule, type SourceFile, sourceFile } from './tree.ts';

/** A room may import from itself, from any room on a later line, never from one on its own line or before it. */
const ROOMS: readonly (readonly string[])[] = [
  ['program'],
  ['main', 'cli', 'targets'],
  ['terminal'],
  ['action'],
  ['recording'],
  ['collector'],
  ['position'],
  ['source', 'checkpoint', 'delivery', 'report-page'],
  ['evidence'],
  ['dedupe', 'format'],
  ['github'],
  ['resilience'],
  ['runtime'],
  ['model'],
];

/** The packages that have one home; `lazy` ones are loaded with `await import()`, so that the bundle is split there. */
const HOMES: readonly { readonly package: RegExp; readonly room: string; readonly lazy: boolean }[] = [
  { package: /^@actions\/core$/, room: 'src/action/', lazy: false },
  { package: /^@actions\/cache$/, room: 'src/github/', lazy: true },
  { package: /^@actions\/artifact$/, room: 'src/github/', lazy: true },
  { package: /^aws4fetch$/, room: 'src/delivery/archive/', lazy: false },
  { package: /^@octokit\/auth-app$/, room: 'src/github/', lazy: true },
  { package: /^@octokit\/(?!auth-app$)/, room: 'src/github/', lazy: true },
];

interface Import {
  readonly from: string;
  /** Whether it is there when the program starts: neither `import type` nor `import()`. */
  readonly eager: boolean;
}

/** Looked for in the code, so that no comment counts; the name is in the text, where code has blanks. */
function importsOf({ code, text }: SourceFile): readonly Import[] {
  const forms = /\b(import|export)\b(?:(\s+type\b)?[^;'"()]*?\bfrom)?(\s*\(?\s*)['"]( *)['"]/g;
  return [...code.matchAll(forms)].map((match) => {
    const end = match.index + match[0].length - 1;
    const from = text.slice(end - (match[4] ?? '').length, end);
    return { from, eager: match[2] === undefined && !(match[3] ?? '').includes('(') };
  });
}

function roomOf(path: string): string {
  return (path.split('/')[1] ?? '').replace(/\.ts$/, '');
}

const directionRule: Rule = (file) => {
  const level = (room: string) => ROOMS.findIndex((line) => line.includes(room));
  const own = roomOf(file.path);
  if (level(own) === -1) return [`there is no room ${own}: give it a place in ROOMS`];
  return importsOf(file)
    .filter(({ from }) => from.startsWith('.'))
    .map(({ from }) => posix.join(posix.dirname(file.path), from))
    .flatMap((target) => {
      if (!target.startsWith('src/')) return [`src/ may not import ${target}`];
      const room = roomOf(target);
      return room === own || level(room) > level(own) ? [] : [`${own} may not import from ${room}: ${target}`];
    });
};

const homeRule: Rule = (file) =>
  importsOf(file).flatMap(({ from, eager }) =>
    HOMES.filter((home) => home.package.test(from)).flatMap((home) => {
      if (!file.path.startsWith(home.room)) return [`${from} belongs into ${home.room}`];
      return home.lazy && eager ? [`load ${from} with await import(), it is not needed by every run`] : [];
    }),
  );

const sources = files(/^src\/.*\.ts$/);

test('imports go in one direction only', () => assert.deepEqual(breaches(directionRule, sources), []));

test('packages of the platform are imported in their room only', () => {
  assert.deepEqual(breaches(homeRule, sources), []);
});

test('cache, artifact and Octokit are each imported in one file', () => {
  for (const home of HOMES.filter(({ lazy }) => lazy)) {
    const users = sources.filter((file) => importsOf(file).some(({ from }) => home.package.test(from)));
    assert.ok(users.length <= 1, `${home.package.source}: ${users.map(({ path }) => path).join(', ')}`);
  }
});

/** What a run that collects into artifacts never executes, and so never parses. */
const ON_DEMAND: readonly RegExp[] = [
  /^yaml$/,
  /^src\/action\/modes\/(?!collect)/,
  /^src\/action\/archives\//,
  /^src\/collector\/pull\//,
  /^src\/delivery\/http\/(?:presets\/|registry|send-batch)/,
  /^src\/format\/(?:cloudevents|ecs|envelope|format|ocsf)/,
  /^src\/recording\/(?:record|replay)\.ts$/,
  /^src\/report-page\//,
];

/** What is there when the program `path` starts: its imports, and theirs. */
function loadedBy(path: string, seen: Set<string> = new Set()): ReadonlySet<string> {
  seen.add(path);
  const file = sources.find((one) => one.path === path);
  for (const { from, eager } of file === undefined ? [] : importsOf(file)) {
    const target = from.startsWith('.') ? posix.join(posix.dirname(path), from) : from;
    if (eager && !seen.has(target)) loadedBy(target, seen);
  }
  return seen;
}

test('what only some runs need is loaded on demand', () => {
  const loaded = [...loadedBy('src/main.ts')];
  assert.ok(loaded.includes('src/collector/collect.ts'), 'the imports are followed');
  for (const each of ON_DEMAND) {
    const isThere = sources.some((file) => each.test(file.path) || importsOf(file).some(({ from }) => each.test(from)));
    assert.ok(isThere, `${each} names nothing`);
    assert.deepEqual(
      loaded.filter((one) => each.test(one)),
      [],
    );
  }
});

const wrong: readonly (readonly [Rule, string, string])[] = [
  [directionRule, 'src/model/a.ts', "import { x } from '../runtime/clock.ts';"],
  [directionRule, 'src/model/a.ts', "import type { x } from '../runtime/clock.ts';"],
  [directionRule, 'src/checkpoint/a.ts', "import {\n  x,\n} from '../delivery/b.ts';"],
  [directionRule, 'src/github/a.ts', "export { x } from '../checkpoint/store.ts';"],
  [directionRule, 'src/resilience/a.ts', "const x = await import('../github/b.ts');"],
  [directionRule, 'src/collector/a.ts', "import '../action/inputs.ts';"],
  [directionRule, 'src/source/http/a.ts', "import { x } from '../../collector/collect.ts';"],
  [directionRule, 'src/action/a.ts', "import { x } from '../emulator/github.ts';"],
  [directionRule, 'src/attic/a.ts', ''],
  [homeRule, 'src/checkpoint/a.ts', "const cache = await import('@actions/cache');"],
  [homeRule, 'src/github/a.ts', "import * as cache from '@actions/cache';"],
  [homeRule, 'src/github/a.ts', "import '@octokit/rest';"],
  [homeRule, 'src/github/a.ts', "import * as core from '@actions/core';"],
];

for (const [rule, path, text] of wrong) {
  test(`refused in ${path}: ${text.replaceAll('\n', ' ')}`, () => {
    assert.equal(rule(sourceFile(path, text)).length, 1);
  });
}

const right: readonly (readonly [string, string])[] = [
  ['src/action/compose.ts', "import { x } from '../collector/collect.ts';\nimport * as core from '@actions/core';"],
  ['src/source/http/a.ts', "import { x } from '../page.ts';"],
  ['src/github/a.ts', "import type { X } from '@octokit/rest';\nconst { Octokit } = await import('@octokit/rest');"],
  ['src/model/a.ts', "import { createHash } from 'node:crypto';\n// import { x } from '../main.ts';"],
];

for (const [path, text] of right) {
  test(`allowed in ${path}: ${text.replaceAll('\n', ' ')}`, () => {
    const file = sourceFile(path, text);
    assert.deepEqual([...directionRule(file), ...homeRule(file)], []);
  });
}
