/** What `verify` says of deliveries on the disk: an untouched chain is proven whole. */
import assert from 'node:assert/strict';
import { appendFile, copyFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { renderInstant } from '../../../src/evidence/chain.ts';
import type { ManifestGap } from '../../../src/evidence/manifest.ts';
import { InputError } from '../../../src/model/errors.ts';
import { BEGIN, eventLine, make, makeChain, openRoot, zip } from './deliveries.ts';

import { assertProven, look, nth } from './look.ts';

const HOUR = 3_600_000;

describe('what nobody touched is proven', () => {
  test('as folders, as zip files and in any mixture and order', async () => {
    await using root = await openRoot();
    const made = await makeChain(root.path, 12);
    assertProven(await look([root.path]));
    for (const each of [2, 5, 8]) await zip(nth(made, each).folder);
    const paths = (await readdir(root.path)).map((name) => join(root.path, name)).reverse();
    const report = await look(paths);
    assertProven(report);
    assert.deepEqual(report, await look([root.path, ...paths]), 'what is given twice is there once');
    assert.equal(report.totals.events, 60);
    assert.equal(report.totals.duplicates, 0);
    assert.deepEqual(
      report.chains[0]?.heads.map(({ generation }) => generation),
      [12],
    );
  });

  test('with a head, and from a time on although earlier deliveries are gone', async () => {
    await using root = await openRoot();
    const made = await makeChain(root.path, 9);
    await rm(nth(made, 0).folder, { recursive: true });
    await rm(nth(made, 1).folder, { recursive: true });
    assert.equal((await look([root.path])).answers.complete, 'no');
    const from = Date.parse(nth(made, 2).manifest.createdAt);
    assertProven(await look([root.path], { from, heads: [nth(made, -1).link.sha256] }));
    assert.equal(
      (await look([root.path], { from: from - 1 })).answers.complete,
      'no',
      'the missing one may hold events of that time',
    );
  });

  test('with several commits in one folder, whose lines follow each other in one file', async () => {
    await using root = await openRoot();
    const [first, second] = await makeChain(root.path, 2, (g) => [eventLine(BEGIN + g, `id-${g}`)]);
    const out = join(root.path, 'out');
    await mkdir(out);
    const lines = [first, second].map((each) => each?.lines.map((line) => `${line}\n`).join('') ?? '');
    const plain = await Promise.all(
      [1, 2].map((generation) =>
        make(join(root.path, 'again'), {
          ...{
            generation,
            parents: generation === 1 ? [] : [],
            lines: [eventLine(BEGIN + generation, `id-${generation}`)],
          },
        }),
      ),
    );
    await writeFile(join(out, 'events.ndjson'), lines.join(''));
    await copyFile(join(plain[0]?.folder ?? '', 'manifest.json'), join(out, 'manifest-1.json'));
    await copyFile(join(plain[1]?.folder ?? '', 'manifest.json'), join(out, 'manifest.json'));
    await copyFile(join(plain[1]?.folder ?? '', 'checkpoint.json'), join(out, 'checkpoint.json'));
    const report = await look([out]);
    assert.equal(report.answers.unaltered, 'yes', JSON.stringify(report.findings));
    assert.equal(report.totals.files, 1);
    await appendFile(join(out, 'events.ndjson'), `${eventLine(BEGIN, 'forged')}\n`);
    assert.match((await look([out])).findings[0]?.what ?? '', /bytes follow that no manifest names/);
  });

  test('after runs that overlapped, a lost position, and gaps that manifests name', async () => {
    await using root = await openRoot();
    const [first] = await makeChain(root.path, 1);
    assert.ok(first !== undefined);
    const a = await make(root.path, {
      generation: 2,
      parents: [first.link],
      lines: [eventLine(BEGIN + HOUR, 'x')],
      token: 'aaaa',
    });
    const b = await make(root.path, {
      generation: 2,
      parents: [first.link],
      lines: [eventLine(BEGIN + HOUR, 'x')],
      token: 'bbbb',
    });
    await make(root.path, { generation: 3, parents: [a.link, b.link], lines: [eventLine(BEGIN + 2 * HOUR, 'y')] });
    const lost: ManifestGap = {
      ...{ feed: 'web', kind: 'state-lost', certain: false, run: '9.1' },
      ...{ from: renderInstant(BEGIN + 3 * HOUR), to: renderInstant(BEGIN + 8 * HOUR) },
    } as const;
    await make(root.path, {
      ...{
        generation: 4,
        parents: [],
        lines: [eventLine(BEGIN + 8 * HOUR, 'z')],
        start: 'position-lost',
        gaps: [lost],
      },
      span: [BEGIN + 8 * HOUR, BEGIN + 9 * HOUR],
    });
    const report = await look([root.path]);
    assertProven(report);
    assert.equal(report.totals.duplicates, 1, 'the event that both runs delivered');
    assert.deepEqual(report.chains[0]?.feeds[0]?.gaps, [lost]);
    assert.ok(report.findings.some(({ what }) => /starts over at generation 4/.test(what)));
  });

  test('two first runs at once that began a moment apart: one that claims nothing yet leaves no hole', async () => {
    await using root = await openRoot();
    const early = await make(root.path, {
      ...{ generation: 1, parents: [], lines: [], token: 'aaaa' },
      span: [BEGIN - 1_000, BEGIN - 1_000],
    });
    const late = await make(root.path, {
      ...{ generation: 1, parents: [], lines: [eventLine(BEGIN, 'x')], token: 'bbbb' },
      span: [BEGIN, BEGIN + 1],
    });
    await make(root.path, {
      ...{ generation: 2, parents: [early.link, late.link], lines: [eventLine(BEGIN + 2, 'y')] },
      span: [BEGIN + 1, BEGIN + HOUR],
    });
    const report = await look([root.path]);
    assertProven(report);
    assert.deepEqual(report.chains[0]?.feeds[0]?.span, { from: BEGIN, to: BEGIN + HOUR });
  });

  test('a manifest alone, with what lies next to it', async () => {
    await using root = await openRoot();
    const [first] = await makeChain(root.path, 1);
    assertProven(await look([join(first?.folder ?? '', 'manifest.json')]));
  });
});

test('a delivery to a sink alone has no files that could be missing', async () => {
  await using root = await openRoot();
  const made = await make(root.path, {
    generation: 1,
    parents: [],
    lines: [eventLine(BEGIN, 'a')],
    change: { destinations: ['sink'] },
  });
  await rm(join(made.folder, 'events.ndjson'));
  assertProven(await look([root.path]));
});

test('a requested window has to be covered', async () => {
  await using root = await openRoot();
  await makeChain(root.path, 3);
  assertProven(await look([root.path], { from: BEGIN, to: BEGIN + 3 * HOUR }));
  for (const wanted of [{ from: BEGIN - 1 }, { to: BEGIN + 3 * HOUR + 1 }]) {
    assert.equal((await look([root.path], wanted)).answers.covered, 'no');
  }
});

test('a pull stands alone, and one that is not complete says so', async () => {
  await using root = await openRoot();
  const pull = {
    since: renderInstant(BEGIN),
    until: renderInstant(BEGIN + HOUR),
    order: 'asc',
    complete: true,
  } as const;
  const alone = {
    mode: 'pull',
    stream: null,
    epoch: null,
    generation: null,
    position: null,
    totals: null,
    start: null,
  } as const;
  await make(root.path, { generation: 1, parents: [], lines: [eventLine(BEGIN, 'a')], change: { ...alone, pull } });
  assertProven(await look([root.path]));
  await make(root.path, {
    generation: 2,
    parents: [],
    lines: [],
    change: { ...alone, pull: { ...pull, complete: false } },
  });
  assert.equal((await look([root.path])).answers.complete, 'no');
});

test('pulls alone cover the period that somebody names, or verify says what they leave out', async () => {
  await using root = await openRoot();
  const pull = async (generation: number) => {
    const [since, until] = [BEGIN + (generation - 1) * HOUR, BEGIN + generation * HOUR].map(renderInstant);
    const range = { since: since ?? '', until: until ?? '', order: 'asc', complete: true } as const;
    const alone = { mode: 'pull', stream: null, epoch: null, generation: null, position: null, start: null } as const;
    const lines = [eventLine(BEGIN + generation, `id-${generation}`)];
    await make(root.path, { generation, parents: [], lines, change: { ...alone, totals: null, pull: range } });
  };
  await pull(1);
  await pull(3);
  assertProven(await look([root.path]));
  const kinds = async (wanted: { from?: number; to?: number }) =>
    (await look([root.path], wanted)).findings.flatMap(({ kind, question }) => (question === 'covered' ? [kind] : []));
  assert.deepEqual(await kinds({ from: BEGIN, to: BEGIN + 3 * HOUR }), ['hole']);
  assert.deepEqual(await kinds({ from: BEGIN - 1, to: BEGIN + HOUR }), ['begins-late']);
  assert.deepEqual(await kinds({ from: BEGIN + 2 * HOUR, to: BEGIN + 3 * HOUR + 1 }), ['ends-early']);
  await pull(2);
  assertProven(await look([root.path], { from: BEGIN, to: BEGIN + 3 * HOUR }));
});

test('a period after every delivery is not covered, and the finding names the target', async () => {
  await using root = await openRoot();
  await makeChain(root.path, 2);
  const covered = async (from: number) => {
    const { answers, findings } = await look([root.path], { from });
    return [answers.covered, ...findings.flatMap(({ kind, what }) => (kind === 'ends-early' ? [what] : []))];
  };
  const [answer, what] = await covered(BEGIN + 30 * HOUR);
  assert.equal(answer, 'no');
  assert.match(what ?? '', /^the deliveries of the web feed of organization [\w-]+ end at .*, not after --from$/);
  assert.deepEqual(await covered(BEGIN), ['yes']);
});

test('a period before every delivery is not covered', async () => {
  await using root = await openRoot();
  await makeChain(root.path, 2);
  const report = await look([root.path], { to: BEGIN });
  assert.equal(report.answers.covered, 'no');
  assert.match(report.findings.find(({ question }) => question === 'covered')?.what ?? '', /not before --to/);
});

test('a manifest that cannot be read leaves nothing that is complete, covered or signed', async () => {
  await using root = await openRoot();
  const path = join(root.path, 'manifest.json');
  await writeFile(path, 'not JSON');
  for (const signers of [undefined, []]) {
    const { answers } = await look([path], { signers });
    assert.deepEqual(answers, { unaltered: 'no', complete: 'unknown', covered: 'unknown', signed: 'unknown' });
  }
});

test('an empty or a missing folder is an error', async () => {
  await using root = await openRoot();
  await assert.rejects(look([root.path]), InputError);
  await assert.rejects(look([join(root.path, 'nowhere')]), InputError);
});
