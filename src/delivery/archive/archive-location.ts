/**
 * Where an archive is: `s3://BUCKET/PREFIX`, `gs://BUCKET/PREFIX` or the https address of an Azure container, with a prefix. A name or a
 * prefix that could mean anything else than it says (a query, a password, `..`) is no location.
 */

export type ArchiveLocation =
  | { readonly kind: 's3'; readonly bucket: string; readonly prefix: string }
  | { readonly kind: 'gs'; readonly bucket: string; readonly prefix: string }
  | {
      readonly kind: 'azure';
      readonly account: string;
      readonly container: string;
      /** Scheme and host of the account. */
      readonly origin: string;
      readonly prefix: string;
    };

export const LOCATION_FORMS =
  '`s3://BUCKET/PREFIX`, `gs://BUCKET/PREFIX` or `https://ACCOUNT.blob.core.windows.net/CONTAINER/PREFIX`';

const S3_BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const GS_BUCKET = /^[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$/;
/** Of every cloud of Azure: `.core.windows.net`, `.core.usgovcloudapi.net`, `.core.chinacloudapi.cn`, and accounts with DNS zones. */
const AZURE_HOST = /^([a-z0-9]{3,24})\.(?:z\d{1,2}\.)?blob\.[a-z0-9.-]+$/;
const AZURE_CONTAINER = /^(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;
const PREFIX = /^(?:[A-Za-z0-9_.=-]+(?:\/|$))*$/;

/** What is wrong with it, as the end of a sentence, or the location. */
export function parseLocation(text: string): ArchiveLocation | string {
  const [, scheme = '', rest = ''] = /^([a-z0-9]+):\/\/(.*)$/.exec(text) ?? [];
  const [first = '', ...path] = rest.replace(/\/$/, '').split('/');
  if (/[?#@]/.test(rest)) return 'it accepts no query, no password and no `#…`; a credential goes into `archive-token`';
  switch (scheme) {
    case 's3':
      return S3_BUCKET.test(first)
        ? at({ kind: 's3', bucket: first }, path)
        : 'its bucket name is not one that S3 allows';
    case 'gs':
      return GS_BUCKET.test(first)
        ? at({ kind: 'gs', bucket: first }, path)
        : 'its bucket name is not one that Google Cloud allows';
    case 'https': {
      const [, account] = AZURE_HOST.exec(first) ?? [];
      if (account === undefined)
        return `it accepts ${LOCATION_FORMS}; for an S3 store of another vendor set \`endpoint\` in \`archive-options\``;
      const [container = '', ...below] = path;
      if (!AZURE_CONTAINER.test(container)) return 'it accepts the name of a container as the first part of the path';
      return at({ kind: 'azure', account, container, origin: `https://${first}` }, below);
    }
    default:
      return `it accepts ${LOCATION_FORMS}`;
  }
}

function at<Place extends object>(
  place: Place,
  path: readonly string[],
): (Place & { readonly prefix: string }) | string {
  const prefix = path.join('/');
  const isSound = PREFIX.test(prefix) && !path.some((part) => part === '' || part === '.' || part === '..');
  if (!isSound) return 'its prefix accepts letters, digits, `-`, `_`, `.`, `=` and `/`, and no empty part';
  return { ...place, prefix };
}
