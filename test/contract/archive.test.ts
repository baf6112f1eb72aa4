/** Every case of the contract of an archive, on the double of each store; `npm run interop` runs the same on real servers. */
import { describe, it } from 'node:test';
import { ARCHIVE_CASES } from './archive-cases.ts';
import { startAzureDouble, startGcsDouble, startS3Double } from './archive-doubles.ts';
import { PART_CASES } from './archive-parts.ts';
import { REFUSAL_CASES } from './archive-refusals.ts';
import type { StoreServer } from './archive-subject.ts';

const STORES: Readonly<Record<StoreServer['kind'], () => Promise<StoreServer>>> = {
  s3: startS3Double,
  gs: startGcsDouble,
  azure: startAzureDouble,
};

for (const [kind, start] of Object.entries(STORES)) {
  describe(`archive in ${kind}`, () => {
    for (const { name, kinds, run } of [...ARCHIVE_CASES, ...PART_CASES, ...REFUSAL_CASES]) {
      if (kinds !== undefined && !kinds.some((each) => each === kind)) continue;
      it(name, async () => {
        await using server = await start();
        await run(server);
      });
    }
  });
}
