/** Inputs of the archive: an object store that keeps what the artifact holds. `docs/archive.md` has a chapter for each store. */
import { LOCATION_FORMS } from '../../../delivery/archive/archive-location.ts';
import { type InputRows, text } from './row.ts';

export const ARCHIVE = {
  'archive-url': {
    kind: text(LOCATION_FORMS, /^[\x21-\x7e]+$/, 1000),
    default: '',
    help: 'Object store that also keeps every event, stored before the position moves: S3 or a compatible store, Google Cloud Storage, or Azure Blob Storage. See docs/archive.md.',
  },
  'archive-token': {
    kind: text('`KEY:SECRET` for S3, an access token for Google Cloud, a SAS for Azure', /^[\x21-\x7e]+$/, 16_384),
    default: '',
    secret: true,
    help: "Credential of the store, if neither the job's OIDC identity nor its environment provides one.",
  },
  'archive-options': {
    kind: text('options of the store as YAML, `name: value`, one per line', /^[^\0]+$/, 20_000),
    default: '',
    help: 'Settings of the store (`region`, `endpoint`, `role-arn` …), described per store in docs/archive.md.',
  },
} as const satisfies InputRows;
