/** What the built action delivered, looked at with the built command: `verify` proves it, `merge` gives every event once. */
import assert from 'node:assert/strict';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { HOUR } from '../emulator/clock.ts';
import { linesOf } from '../emulator/delivered.ts';
import { make, usualLines } from '../unit/evidence/deliveries.ts';
import { command, download } from './evidence-command.ts';
import { openFolder } from './folder.ts';
import { expectSuccess, openStage } from './stage.ts';

describe('verify and merge', { concurrency: 2 }, () => {
  test('a history of runs is proven, and merged it is the log', async () => {
    await using stage = await openStage();
    await using folder = await openFolder();
    let head = '';
    for (const compression of ['none', 'gzip', 'zstd', 'none', 'gzip']) {
      stage.happen(60, { oldGitShare: 0.3 });
      head = expectSuccess(await stage.collect({ compression })).outputs['manifest-sha256'] ?? '';
      stage.pass(HOUR);
    }
    const paths = await download(stage.github, folder.path);
    const proven = await command('verify', folder.path, '--head', head);
    assert.equal(proven.exitCode, 0, proven.stdout + proven.stderr);
    assert.match(proven.stdout, /^Unaltered\? +YES/m);
    assert.match(proven.stdout, /^300 events .* 0 of them more than once/m);
    const json = JSON.parse((await command('verify', '--json', ...paths.toReversed())).stdout);
    assert.deepEqual(json.answers, { unaltered: 'yes', complete: 'yes', covered: 'yes', signed: 'unknown' });

    const merged = await command('merge', ...paths.toReversed());
    assert.equal(merged.exitCode, 0, merged.stderr);
    stage.assertComplete(stage.github.log.all, linesOf(Buffer.from(merged.stdout)));
    const output = join(folder.path, 'all.ndjson.gz');
    assert.equal((await command('merge', folder.path, '--output', output)).exitCode, 0);
    assert.equal(gunzipSync(await readFile(output)).toString(), merged.stdout);
    await rm(output);

    await rm(paths[2] ?? '', { recursive: true });
    const missing = await command('verify', folder.path);
    assert.equal(missing.exitCode, 1);
    assert.match(missing.stdout, /A delivery is missing: generation \d+, commit [\w.]+, SHA-256 [0-9a-f]{64}/);
    const events = join(paths[0] ?? '', 'events.ndjson');
    await writeFile(events, (await readFile(events, 'utf8')).replace('"', "'"));
    const refused = await command('merge', folder.path);
    assert.deepEqual([refused.exitCode, refused.stdout], [1, '']);
    assert.match(refused.stderr, /^error: .*events\.ndjson is altered/m);
    assert.equal((await command('verify', join(folder.path, 'nowhere'))).exitCode, 2);
    assert.equal((await command('verify')).exitCode, 2);
  });

  test('the output directory of a run with several commits, and a pull', async () => {
    await using stage = await openStage();
    await using folder = await openFolder();
    stage.happen(21_000, { gitShare: 0, oddShare: 0 });
    const run = expectSuccess(await stage.collect({ include: 'web', compression: 'zstd' }));
    await cp(run.outputDir, join(folder.path, 'collect'), { recursive: true });
    const proven = await command('verify', folder.path);
    assert.equal(proven.exitCode, 0, proven.stdout + proven.stderr);
    assert.match(proven.stdout, /3 deliveries, 1 file,/);
    const merged = await command('merge', folder.path);
    stage.assertComplete(stage.github.log.all, linesOf(Buffer.from(merged.stdout)));
    const pull = expectSuccess(await stage.collect({ mode: 'pull', since: '1d', include: 'web' }));
    await cp(pull.outputDir, join(folder.path, 'pull'), { recursive: true });
    const both = await command('merge', folder.path);
    assert.match(both.stderr, /21,000 events from 4 deliveries, 21,000 duplicates left out/);
    assert.equal(both.stdout, merged.stdout);
  });

  test('whoever has the package only is led to a page: what a message, a finding or the help names is an address', async () => {
    await using folder = await openFolder();
    await make(folder.path, { generation: 1, parents: [], lines: usualLines(1) });
    const signers = join(folder.path, 'allowed_signers');
    await writeFile(
      signers,
      'collector ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDIhz2GK/XCUj4i6Q5yQJNL1MKMQNGVAYwJ4PxV3tWr+\n',
    );
    const said = [
      await command('verify', join(folder.path, 'nowhere')),
      await command('verify', folder.path, '--allowed-signers', signers),
      await command('merge', folder.path, '--allowed-signers', signers),
      await command('collect', '--help', '--all'),
      await command('collect', '--organization'),
      await command('--organization', 'octo-org', '--token', 'env:NOT_SET_ANYWHERE'),
    ];
    for (const { stdout, stderr } of said) {
      const text = stdout + stderr;
      assert.match(text, /https:\/\/github\.com\/[\w-]+\/collect-audit-log\/blob\/v[\d.]+\/docs\/[a-z-]+\.md/);
      assert.doesNotMatch(text, /(?<!blob\/v[\d.]+\/)docs\/[a-z-]+\.md/);
    }
  });
});
