/** What is installed and run is named exactly, and nothing in the tree depends on one machine or one registry. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { lintPins } from '../../scripts/workflow-rules.ts';
import { breaches, files, ROOT, type Rule, sourceFile } from './tree.ts';

// Put together from pieces, so that this file does not name what it looks for.
const FOLDERS = ['Users', 'home', 'root', 'tmp', 'work', 'workspace', 'farm', 'mnt'].join('|');
const MACHINE_PATH = new RegExp(`(file://|(?<![\\w.\\-/$}\\])*]))/(?!home/runner/)(${FOLDERS})/[\\w.]`);
const REGISTRY = new RegExp(['registry', '(npmjs|yarnpkg|npmmirror)', '(org|com)'].join('\\.'));

const machinePathRule: Rule = ({ text }) =>
  text.split('\n').flatMap((line, i) => (MACHINE_PATH.test(line) ? [`line ${i + 1} names a path of one machine`] : []));

const registryRule: Rule = ({ text }) => (REGISTRY.test(text) ? ['names the host of a registry'] : []);

interface LockedPackage {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const lockfileRule: Rule = ({ text }) => {
  const { packages } = JSON.parse(text) as {
    readonly packages: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  };
  return Object.entries(packages).flatMap(([path, entry]) => {
    if (path === '' || isOwn(path, entry)) return [];
    if ('resolved' in entry) return [`${path} is tied to one host: npm install with omit-lockfile-registry-resolved`];
    return 'integrity' in entry || entry['inBundle'] === true ? [] : [`${path} has no integrity`];
  });
};

/** A package that lies in this repository, and the link to it. */
function isOwn(path: string, entry: Readonly<Record<string, unknown>>): boolean {
  const at = entry['link'] === true ? String(entry['resolved']) : path;
  return /^stubs\/[\w-]+$/.test(at);
}

/** Where a registry lacked a package for another system, npm leaves it out of the lockfile, and `npm ci` refuses that later. */
const completeRule: Rule = ({ text }) => {
  const { packages } = JSON.parse(text) as { readonly packages: Readonly<Record<string, LockedPackage>> };
  const known = new Set(Object.keys(packages).map((path) => path.split('node_modules/').at(-1)));
  return Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !known.has(name))
      .map((name) => `${name}, wanted by ${path}, is missing: take a version whose packages are all there`),
  );
};

/** What is large in the bundle. A second copy, for another version, would be half a megabyte that nobody reviews. */
const LARGE = /^(@actions|@azure|@typespec)\/|^@octokit\/(?!(openapi-)?types$)|^undici$/;

const onceRule: Rule = ({ text }) => {
  const { packages } = JSON.parse(text) as { readonly packages: Readonly<Record<string, LockedPackage>> };
  const copies = Map.groupBy(bundledOf(packages), (path) => path.split('node_modules/').at(-1) ?? '');
  return [...copies]
    .filter(([name, all]) => LARGE.test(name) && all.length > 1)
    .map(([name, all]) => `${name} would be bundled ${all.length} times: bring its users to one version, by overrides`);
};

/** The packages that our sources import; nobody else's are in the bundle, and npm installs none with it. */
const IMPORTED = new Set(
  files(/^src\/.*\.ts$/).flatMap(({ text }) =>
    [...text.matchAll(/(?:from|import\() ?'((?:@[\w-]+\/)?[\w-]+)(?:\/[^']*)?'/g)].map(([, name]) => name ?? ''),
  ),
);

/** Paths in the lockfile of all that these need. */
function bundledOf(packages: Readonly<Record<string, LockedPackage>>): readonly string[] {
  const found = new Set<string>();
  const queue = [...IMPORTED].map((name) => `node_modules/${name}`).filter((path) => path in packages);
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (found.has(path)) continue;
    found.add(path);
    for (const name of Object.keys(packages[path]?.dependencies ?? {})) queue.push(...seenFrom(path, name, packages));
  }
  return [...found];
}

/** Where Node finds a package for another one: in its own folder, or in one above it. */
function seenFrom(path: string, name: string, packages: Readonly<Record<string, LockedPackage>>): readonly string[] {
  const folders = [`${path}/`];
  for (let end = path.lastIndexOf('node_modules/'); end !== -1; end = path.lastIndexOf('node_modules/', end - 1)) {
    folders.push(path.slice(0, end));
    if (end === 0) break;
  }
  const found = folders.map((folder) => `${folder}node_modules/${name}`).find((each) => each in packages);
  return found === undefined ? [] : [found];
}

const exactRule: Rule = ({ text }) => {
  const manifest = JSON.parse(text) as Readonly<Record<string, Readonly<Record<string, string>> | undefined>>;
  return ['dependencies', 'devDependencies', 'overrides'].flatMap((group) =>
    Object.entries(manifest[group] ?? {})
      .filter(([, version]) => !/^(\d+\.\d+\.\d+|file:stubs\/[\w-]+|\$[\w-]+)$/.test(version))
      .map(([name, version]) => `${group}: ${name} ${version} is not one exact version`),
  );
};

/** The one package that has to run code when it is installed: it brings the Node of the tests, and is not bundled. */
const WITH_INSTALL_SCRIPT = new Set(['node_modules/node']);

const scriptRule: Rule = ({ text }) => {
  const { packages } = JSON.parse(text) as {
    readonly packages: Readonly<Record<string, { readonly hasInstallScript?: boolean }>>;
  };
  return Object.entries(packages)
    .filter(([path, { hasInstallScript }]) => hasInstallScript === true && !WITH_INSTALL_SCRIPT.has(path))
    .map(([path]) => `${path} runs a script when it is installed: find a version or another package that does not`);
};

/** Files by which code could be shipped that is not in `src/`. */
const OWNED = ['/.github/', '/action.yml', '/dist/', '/package.json', '/package-lock.json', '/scripts/'];

const ownerRule: Rule = ({ text }) =>
  OWNED.filter((path) => !text.split('\n').some((line) => line.startsWith(`${path} @`))).map(
    (path) => `${path} has no owner`,
  );

const pinRule: Rule = ({ text }) => lintPins(text);

test('no path of one machine', () => assert.deepEqual(breaches(machinePathRule, files(/./)), []));
test('no host of a registry', () => assert.deepEqual(breaches(registryRule, files(/./)), []));
test('the lockfile works behind any mirror, and every package in it has its hash', () => {
  assert.deepEqual(breaches(lockfileRule, files(/^package-lock\.json$/)), []);
});
test('the lockfile has the packages for every system', () => {
  assert.deepEqual(breaches(completeRule, files(/^package-lock\.json$/)), []);
});
test('no package runs a script when it is installed, but for one that is known', () => {
  assert.deepEqual(breaches(scriptRule, files(/^package-lock\.json$/)), []);
});
test('every file that could ship foreign code has owners', () => {
  assert.deepEqual(breaches(ownerRule, files(/^\.github\/CODEOWNERS$/)), []);
  assert.equal(files(/^\.github\/CODEOWNERS$/).length, 1);
});
test('nothing large is bundled twice', () => {
  const lockfile = files(/^package-lock\.json$/);
  const bundled = lockfile.flatMap(({ text }) => bundledOf(JSON.parse(text).packages));
  for (const name of ['@actions/cache', '@azure/storage-blob', 'undici', 'yaml']) {
    assert.ok(bundled.includes(`node_modules/${name}`), name);
  }
  assert.ok(!bundled.includes('node_modules/typescript'));
  assert.deepEqual(breaches(onceRule, lockfile), []);
});
test('every version is exact', () => assert.deepEqual(breaches(exactRule, files(/^package\.json$/)), []));
test('every action that is used is pinned', () => {
  const all = files(/\.ya?ml$/);
  assert.ok(all.some(({ path }) => path === '.github/workflows/ci.yml'));
  assert.deepEqual(breaches(pinRule, all), []);
});

test('an action has one version everywhere', () => {
  const used = files(/\.ya?ml$/).flatMap(({ text }) => [...text.matchAll(/uses: +([\w./-]+)@([0-9a-f]{40})/g)]);
  const pins = new Map(used.map(([, name, pin]) => [name, pin]));
  assert.deepEqual(
    used.filter(([, name, pin]) => pins.get(name) !== pin).map(([use]) => use),
    [],
  );
});

test('the bundle is compiled by the Node that its users have', () => {
  const { devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  assert.match(devDependencies.node, /^24\./);
});

const sha = '0123456789abcdef0123456789abcdef01234567';
const wrong: readonly (readonly [Rule, string])[] = [
  ...['tmp/x', 'home/me/x', 'root/.npmrc', 'Users/me'].map(
    (path) => [machinePathRule, `const a = '/${path}';`] as const,
  ),
  [machinePathRule, `see file:///${'work'}/x`],
  [registryRule, `"resolved": "https://registry.${'npmjs'}.org/x/-/x-1.0.0.tgz"`],
  [
    lockfileRule,
    '{"packages": {"node_modules/x": {"resolved": "https://example.com/x.tgz", "integrity": "sha512-x"}}}',
  ],
  [lockfileRule, '{"packages": {"node_modules/x": {"version": "1.0.0"}}}'],
  [completeRule, '{"packages": {"node_modules/x": {"optionalDependencies": {"y": "1.0.0"}}}}'],
  [
    onceRule,
    '{"packages": {"node_modules/undici": {}, "node_modules/x": {"dependencies": {"undici": "7"}}, "node_modules/yaml": {"dependencies": {"x": "1"}}, ' +
      '"node_modules/@actions/cache": {"dependencies": {"undici": "6"}}, "node_modules/@actions/cache/node_modules/undici": {}}}',
  ],
  [scriptRule, '{"packages": {"node_modules/x": {"hasInstallScript": true}}}'],
  [
    ownerRule,
    OWNED.slice(1)
      .map((path) => `${path} @OWNER/maintainers`)
      .join('\n'),
  ],
  [exactRule, '{"dependencies": {"x": "^1.0.0"}}'],
  [exactRule, '{"devDependencies": {"x": "latest"}}'],
  [exactRule, '{"overrides": {"x": "1.x"}}'],
  [pinRule, 'a:\n  - uses: actions/checkout@v4'],
  [pinRule, `a:\n  - uses: actions/checkout@${sha.slice(0, 7)} # v4.0.0`],
  [pinRule, `a:\n  - uses: actions/checkout@${sha}`],
  [pinRule, 'a:\n  uses: other/repo/.github/workflows/a.yml@main'],
];

for (const [rule, text] of wrong) {
  test(`refused: ${text.replaceAll('\n', ' ')}`, () => assert.equal(rule(sourceFile('a.yml', text)).length, 1));
}

const right: readonly (readonly [Rule, string])[] = [
  [machinePathRule, 'const a = `${RUNNER_TEMP}/work/x`; // /home/runner/work/x, https://api.github.com/orgs/home/x'],
  [lockfileRule, '{"packages": {"": {"name": "a"}, "node_modules/x": {"version": "1.0.0", "integrity": "sha512-x"}}}'],
  [
    onceRule,
    '{"packages": {"node_modules/undici": {}, "node_modules/@actions/cache": {"dependencies": {"undici": "6"}}, "node_modules/x/node_modules/undici": {}}}',
  ],
  [scriptRule, '{"packages": {"node_modules/node": {"hasInstallScript": true}, "node_modules/x": {}}}'],
  [exactRule, '{"dependencies": {"x": "1.2.3"}}'],
  [pinRule, `a:\n  - uses: actions/checkout@${sha} # v4.0.0\n  - uses: $/.github/actions/collect\n  - uses: ./x`],
];

for (const [rule, text] of right) {
  test(`allowed: ${text.replaceAll('\n', ' ')}`, () => assert.deepEqual(rule(sourceFile('a.yml', text)), []));
}
