/** The archive against real servers of three kinds: every case of the contract, each on a server of its own. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { ARCHIVE_CASES, archiveEvents, COMMIT, signal } from '../contract/archive-cases.ts';
import { PART_CASES } from '../contract/archive-parts.ts';
import { REFUSAL_CASES } from '../contract/archive-refusals.ts';
import { openSubject, type StoreServer } from '../contract/archive-subject.ts';
import { liveArchive } from '../kill/archive-history.ts';
import { findGo } from './go-build.ts';
import { findNpm } from './npm-install.ts';
import { startAzurite } from './stores/azurite.ts';
import { startFakeGcs } from './stores/fake-gcs.ts';
import { startVersity } from './stores/versitygw.ts';
import type { Scenario, Subject } from './subject.ts';

function casesOf(kind: StoreServer['kind'], start: (path: string) => Promise<StoreServer>): readonly Scenario[] {
  return [...ARCHIVE_CASES, ...PART_CASES, ...REFUSAL_CASES]
    .filter(({ kinds }) => kinds === undefined || kinds.includes(kind))
    .map(({ name, run }) => ({
      name,
      async run(path) {
        await using server = await start(path);
        await run(server);
      },
    }));
}

const openAzurite = (path: string) => startAzurite(join(path, 'node_modules/azurite/dist/src/blob/main.js'));

/** Some commits under attack; `npm run kills:archive` makes a thousand. */
function survivesKills(start: (path: string) => Promise<StoreServer>): Scenario {
  return {
    name: 'runs are killed, the store goes down: nothing that the position claims is missing',
    async run(path) {
      await using server = await start(path);
      const { problems, commits } = await liveArchive(server, { seed: 'interop', commits: 6 });
      assert.deepEqual(problems, []);
      assert.ok(commits >= 6);
    },
  };
}

export const findVersity = () => findGo({ name: 'versitygw', main: 'github.com/versity/versitygw/cmd/versitygw' });

/** The policy of docs/archive.md is enough to archive, and good for nothing else. */
async function mayOnlyCreate(path: string): Promise<void> {
  await using server = await startVersity(path);
  await using subject = await openSubject(server);
  const batch = { events: archiveEvents(3, 'policy'), deadLetters: [] };
  const { objects } = await subject.archive.put(batch, COMMIT, signal);
  const where = `/audit-archive/audit/${objects[0]?.name}`;
  for (const [method, target] of [
    ['GET', where],
    ['DELETE', where],
    ['GET', '/audit-archive'],
    ['PUT', '/audit-archive/elsewhere/object'],
  ] as const) {
    const { status } = await server.request(method, target, 'writer');
    assert.equal(status, 403, `${method} ${target}`);
  }
  // It is the policy that refused it: without Object Lock the administrator can.
  assert.equal((await server.request('DELETE', where)).status, 204);
}

/** With a default retention in compliance mode not even the administrator can remove or replace what was archived. */
async function isLocked(path: string): Promise<void> {
  await using server = await startVersity(path, { lockedDays: 30 });
  await using subject = await openSubject(server);
  const events = archiveEvents(3, 'locked');
  const { objects } = await subject.archive.put({ events, deadLetters: [] }, COMMIT, signal);
  const where = `/audit-archive/audit/${objects[0]?.name}`;
  const head = await server.request('HEAD', where);
  const version = head.headers.get('x-amz-version-id');
  const removed = await server.request('DELETE', `${where}?versionId=${version}`);
  assert.equal(removed.status, 403, await removed.text());
  assert.equal((await server.request('HEAD', where)).status, 200);
}

export const VERSITYGW: Subject = {
  name: 'versitygw',
  find: findVersity,
  scenarios: [
    ...casesOf('s3', (path) => startVersity(path)),
    { name: 'the policy of the documentation: creating objects, and nothing else', run: mayOnlyCreate },
    survivesKills((path) => startVersity(path)),
    { name: 'Object Lock: the administrator can remove nothing either', run: isLocked },
  ],
};

export const FAKE_GCS: Subject = {
  name: 'fake-gcs-server',
  find: () => findGo({ name: 'fake-gcs-server', main: 'github.com/fsouza/fake-gcs-server' }),
  scenarios: [...casesOf('gs', startFakeGcs), survivesKills(startFakeGcs)],
};

export const AZURITE: Subject = {
  name: 'azurite',
  find: () => findNpm('azurite'),
  scenarios: [...casesOf('azure', openAzurite), survivesKills(openAzurite)],
};
