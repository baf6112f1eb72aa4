/** Inputs that say which fields of an event stay private. */
import { type InputRows, text } from './row.ts';

/** Names that hold neither space nor comma, joined by points; lists of them, with commas or line breaks between. */
const FIELD_LIST = /^[^.,\s\p{C}]+(?:\.[^.,\s\p{C}]+)*(?:[\s,]+[^.,\s\p{C}]+(?:\.[^.,\s\p{C}]+)*)*$/u;

const FIELDS = text(
  'paths of fields such as `actor_ip` or `actor_location.country_code`, one per line or separated by commas',
  FIELD_LIST,
  5000,
);

export const PRIVACY = {
  'drop-fields': {
    kind: FIELDS,
    default: '',
    help: 'Fields to leave out of every event before it goes anywhere: files, artifacts, archive, report and sink. The rest of the event is unchanged, byte for byte. See docs/evidence.md#fields-that-stay-private.',
  },
  'pseudonymize-fields': {
    kind: FIELDS,
    default: '',
    help: 'Fields whose value is replaced by a keyed hash, everywhere events go: the same value gives the same pseudonym under the same `pseudonym-key`. A field that holds an object or a list is left out.',
  },
  'pseudonym-key': {
    kind: text('from 32 to 1000 printable characters', /^[\x20-\x7e]{32,}$/, 1000),
    default: '',
    secret: true,
    help: 'Secret key of `pseudonymize-fields`. Anyone who has it can test whether a pseudonym belongs to a name. Changing it changes every pseudonym.',
  },
} as const satisfies InputRows;
