/** The archive against real servers of three kinds: every case of the contract, each on a server of its own. */
import { join } from 'node:path';
import { ARCHIVE_CASES } from '../contract/archive-cases.ts';
import { REFUSAL_CASES } from '../contract/archive-refusals.ts';
import type { StoreServer } from '../contract/archive-subject.ts';
import { findGo } from './go-build.ts';
import { findNpm } from './npm-install.ts';
import { startAzurite } from './stores/azurite.ts';
import { startFakeGcs } from './stores/fake-gcs.ts';
import { startVersity } from './stores/versitygw.ts';
import type { Scenario, Subject } from './subject.ts';

function casesOf(kind: StoreServer['kind'], start: (path: string) => Promise<StoreServer>): readonly Scenario[] {
  return [...ARCHIVE_CASES, ...REFUSAL_CASES]
    .filter(({ kinds }) => kinds === undefined || kinds.includes(kind))
    .map(({ name, run }) => ({
      name,
      async run(path) {
        await using server = await start(path);
        await run(server);
      },
    }));
}

const azuriteMain = (path: string) => join(path, 'node_modules/azurite/dist/src/blob/main.js');

export const findVersity = () => findGo({ name: 'versitygw', main: 'github.com/versity/versitygw/cmd/versitygw' });

export const VERSITYGW: Subject = {
  name: 'versitygw',
  find: findVersity,
  scenarios: casesOf('s3', (path) => startVersity(path)),
};

export const FAKE_GCS: Subject = {
  name: 'fake-gcs-server',
  find: () => findGo({ name: 'fake-gcs-server', main: 'github.com/fsouza/fake-gcs-server' }),
  scenarios: casesOf('gs', startFakeGcs),
};

export const AZURITE: Subject = {
  name: 'azurite',
  find: () => findNpm('azurite'),
  scenarios: casesOf('azure', (path) => startAzurite(azuriteMain(path))),
};
