/**
 * The examples of an archive as their users run them, against clouds that trust the identity of the job: by schedule, and the same
 * through the reusable workflow, where the caller decides whether its jobs have one.
 */
import assert from 'node:assert/strict';
import { parseAllowedSigners } from '../../src/evidence/verify/allowed-signers.ts';
import { makeKey } from '../breadth/signing-keys.ts';
import { syncDown } from '../contract/synced-folder.ts';
import { deliveredEvents } from '../emulator/delivered.ts';
import { openFolder } from '../interop/program.ts';
import { look } from '../unit/evidence/look.ts';
import { archivedLines, type Clouds } from './clouds.ts';
import type { Scenario } from './scenarios.ts';
import { assertSame, happen, openStage } from './stage.ts';

function archives(example: string, store: keyof Clouds['stores']): Scenario {
  return async (act) => {
    await using stage = await openStage(act);
    const { github, clouds } = stage;
    for (const count of [90, 14]) {
      happen(stage, github.log, count);
      await stage.run(example);
      assertSame(github.log.all, archivedLines(clouds.stores[store]));
      assertSame(github.log.all, deliveredEvents(github).lines);
    }
  };
}

const ARCHIVE = `      archive-url: s3://your-audit-archive/github
      archive-options: |
        region: eu-central-1
        role-arn: arn:aws:iam::123456789012:role/audit-log-archive
      compression: gzip
`;

export const ARCHIVE_SCENARIOS: Readonly<Record<string, Scenario>> = {
  'schedule: to S3 by the identity of the job, signed': async (act) => {
    await using stage = await openStage(act);
    await using folder = await openFolder();
    const { github, clouds } = stage;
    const key = await makeKey(folder.path);
    stage.secrets.set('AUDIT_LOG_SIGNING_KEY', key.text);
    happen(stage, github.log, 90);
    // Without a signed position a run with a key reads nothing, and says so.
    await stage.run('archive-s3.yml', { ends: 'failed' });
    assert.equal(clouds.stores.s3.objects.size, 0);
    const first = (text: string) => `${text}          on-cold-start: collect\n`;
    await stage.run('archive-s3.yml', { edit: first });
    happen(stage, github.log, 14);
    await stage.run('archive-s3.yml');
    assertSame(github.log.all, archivedLines(clouds.stores.s3));
    await using synced = await syncDown(clouds.stores.s3.objects);
    const { answers } = await look([synced.path], { signers: parseAllowedSigners(`collector ${key.line}\n`) });
    assert.equal(answers.signed, 'yes', JSON.stringify(answers));
  },

  'schedule: to Google Cloud Storage by the identity of the job': archives('archive-gcs.yml', 'gcs'),

  'schedule: to Azure Blob Storage by the identity of the job': archives('archive-azure.yml', 'azure'),

  'schedule: without id-token: write there is no identity, and the run says what to grant': async (act) => {
    await using stage = await openStage(act);
    happen(stage, stage.github.log, 9);
    const edit = (text: string) => text.replace(/^ +id-token: write.*\n/m, '');
    const log = await stage.run('archive-gcs.yml', { edit, ends: 'failed' });
    assert.match(log, /This job has no OIDC identity/);
    assert.match(log, /Give the job .*id-token: write/);
    assert.deepEqual(deliveredEvents(stage.github).lines, []);
  },

  'call: an archive by the identity that the caller grants, and none without it': async (act) => {
    await using stage = await openStage(act);
    const { github, otherLog, clouds } = stage;
    const archiving = (text: string) => text.replace('    secrets:', `${ARCHIVE}    secrets:`);
    const granting = (text: string) =>
      archiving(text).replace(
        /^( +)actions: read.*$/m,
        '$&\n$1id-token: write # passed on to each job: its OIDC identity',
      );
    happen(stage, github.log, 30);
    happen(stage, otherLog, 20);
    const log = await stage.run('many-organizations.yml', { edit: archiving, ends: 'failed' });
    assert.match(log, /This job has no OIDC identity/);
    assert.equal(clouds.stores.s3.objects.size, 0);
    await stage.run('many-organizations.yml', { edit: granting });
    assertSame([...github.log.all, ...otherLog.all], archivedLines(clouds.stores.s3));
  },
};
