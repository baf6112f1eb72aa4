/** Inputs of the archive: an object store that keeps what the artifact holds. `docs/archive.md` has a chapter for each store. */
import { LOCATION_FORMS } from '../../../delivery/archive/archive-location.ts';
import { type InputRows, text } from './row.ts';

export const ARCHIVE = {
  'archive-url': {
    kind: text(LOCATION_FORMS, /^[\x21-\x7e]+$/, 1000),
    default: '',
    help: 'Object store that keeps every event as well, before the position moves: S3 or a compatible, Google Cloud Storage, or Azure Blob. See docs/archive.md.',
  },
  'archive-token': {
    kind: text('`KEY:SECRET` for S3, an access token for Google Cloud, a SAS for Azure', /^[\x21-\x7e]+$/, 16_384),
    default: '',
    secret: true,
    help: "Credential of the store, where neither the job's OIDC identity nor its environment gives one.",
  },
  'archive-options': {
    kind: text('options of the store as YAML, `name: value`, one a line', /^[^\0]+$/, 20_000),
    default: '',
    help: 'What the store needs to know: `region`, `endpoint`, `role-arn` and so on, each in docs/archive.md.',
  },
} as const satisfies InputRows;
