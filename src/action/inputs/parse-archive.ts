/**
 * The inputs of the archive. Where objects go and with which credential is settled before anything is collected; what depends on the
 * job (its identity, its environment) is checked when the store is connected.
 */
import { type ArchiveLocation, parseLocation } from '../../delivery/archive/archive-location.ts';
import { OPTIONS_OF } from '../../delivery/archive/archive-options.ts';
import { readOptions } from '../../delivery/http/options.ts';
import type { ArchiveSettings } from '../../model/settings.ts';
import type { InputForm } from './input-form.ts';
import type { InputName } from './input-table.ts';
import type { OptionParts } from './option-parts.ts';

const OF_AN_ARCHIVE: readonly InputName[] = ['archive-token', 'archive-options'];

/** `undefined` without an archive. */
export function parseArchive(form: InputForm, { readYaml }: OptionParts): ArchiveSettings | undefined {
  const url = form.text('archive-url');
  if (url === '') {
    for (const each of OF_AN_ARCHIVE) {
      if (form.given(each) !== '') form.conflict(each, 'it has no effect without an archive; set `archive-url`');
    }
    return undefined;
  }
  const token = form.text('archive-token');
  if (!form.isSound('archive-url')) return undefined;
  const location = parseLocation(url);
  if (typeof location === 'string') {
    form.refuse('archive-url', location);
    return undefined;
  }
  if (!isToken(location, token)) form.refuse('archive-token', TOKENS[location.kind]);
  return { url, token, options: parseOptions(form, location, { token, readYaml }) };
}

const TOKENS: Readonly<Record<ArchiveLocation['kind'], string>> = {
  s3: 'for S3 it accepts `KEY:SECRET`',
  gs: 'for Google Cloud it accepts an access token, without `Bearer`',
  azure: 'for Azure it accepts a SAS with `sig=` and, at best, only the permission `c`',
};

function isToken({ kind }: ArchiveLocation, token: string): boolean {
  if (token === '') return true;
  switch (kind) {
    case 's3':
      return /^[^:\s]+:[^\s]+$/.test(token);
    case 'gs':
      return !/\s/.test(token);
    case 'azure':
      return /^\??(?:[a-z]+=[^&\s]*&)*sig=[^&\s]+(?:&[a-z]+=[^&\s]*)*$/.test(token);
  }
}

function parseOptions(
  form: InputForm,
  { kind }: ArchiveLocation,
  { token, readYaml }: { readonly token: string; readonly readYaml: OptionParts['readYaml'] },
): ArchiveSettings['options'] {
  const text = form.text('archive-options');
  if (!form.isSound('archive-options')) return {};
  const options = text === '' ? {} : readYaml(text);
  if (typeof options === 'string') {
    form.refuse('archive-options', options);
    return {};
  }
  const reading = readOptions(OPTIONS_OF[kind], options, 'store');
  const complaints = reading.kind === 'wrong' ? reading.complaints : check(kind, options, token);
  for (const complaint of complaints) form.conflict('archive-options', complaint);
  return options;
}

/** Options that do not go together. */
function check(kind: ArchiveLocation['kind'], given: ArchiveSettings['options'], token: string): readonly string[] {
  const has = (name: string) => given[name] !== undefined && given[name] !== null;
  switch (kind) {
    case 's3':
      return [
        ...(has('kms-key-id') && !String(given['sse'] ?? '').startsWith('aws:kms')
          ? ['`kms-key-id` needs `sse: aws:kms`']
          : []),
        ...(has('sts-endpoint') && !has('role-arn') ? ['`sts-endpoint` is only for `role-arn`'] : []),
        ...(has('role-arn') && has('endpoint') && !has('sts-endpoint')
          ? [
              "with `endpoint`, `role-arn` needs `sts-endpoint` as well: the job's identity is never sent to a guessed address",
            ]
          : []),
      ];
    case 'gs':
      return has('workload-identity-provider') || token !== ''
        ? has('service-account') && !has('workload-identity-provider')
          ? ['`service-account` needs `workload-identity-provider`']
          : []
        : ['it accepts `workload-identity-provider`, or an access token in `archive-token`'];
    case 'azure':
      if (has('tenant-id') !== has('client-id')) return ['`tenant-id` and `client-id` go together'];
      return has('tenant-id') || token !== ''
        ? []
        : ['it accepts `tenant-id` and `client-id`, or a SAS in `archive-token`'];
  }
}
