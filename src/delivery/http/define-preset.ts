/**
 * A preset as the rest of the program sees it: its options are checked by its own table before anything is sent, and what
 * comes out is a `Protocol`. The URL is settled here: a path of the user's is never touched.
 */
import { assert } from '../../model/assert.ts';
import type { FormatName } from '../../model/format-name.ts';
import type { OptionRows } from './options.ts';
import { readOptions } from './options.ts';
import type { Complaints, OtherInputs, PresetContext, PresetSpec, Protocol } from './preset.ts';

type GivenOptions = Readonly<Record<string, unknown>>;

export interface Preset {
  readonly name: string;
  readonly token: PresetSpec<OptionRows>['token'];
  readonly options: OptionRows;
  /** What is wrong with these options; empty when they can be used. */
  check(given: GivenOptions, inputs: OtherInputs): Complaints;
  /** Whether there is no URL unless one is given. */
  readonly needsUrl: boolean;
  /** Where events go; `url` is the one that was given. Only for options without complaints. */
  resolveUrl(given: GivenOptions, inputs: { readonly url: string | undefined; readonly format: FormatName }): string;
  /** Only for options without complaints. */
  configure(given: GivenOptions, context: PresetContext): Protocol;
}

export function definePreset<const Rows extends OptionRows>(spec: PresetSpec<Rows>): Preset {
  const read = (given: GivenOptions) => {
    const reading = readOptions(spec.options, given);
    assert(reading.kind === 'read', 'options were checked before they are used');
    return reading.options;
  };
  return {
    name: spec.name,
    token: spec.token,
    options: spec.options,
    needsUrl: spec.url === undefined,
    check(given, inputs) {
      const reading = readOptions(spec.options, given);
      if (reading.kind === 'wrong') return reading.complaints;
      return spec.check?.(reading.options, inputs) ?? [];
    },
    resolveUrl(given, { url, format }) {
      const options = read(given);
      const base = url ?? spec.url?.(options);
      assert(base !== undefined, 'a preset without a URL of its own is given one');
      const own = url === undefined ? undefined : new URL(url);
      const whole = new URL(withPath(base, spec.path(options)));
      for (const [name, value] of Object.entries(spec.query?.(options, { format, url: own }) ?? {})) {
        if (!whole.searchParams.has(name)) whole.searchParams.append(name, value);
      }
      return whole.href;
    },
    configure: (given, context) => spec.protocol(read(given), context),
  };
}

/** `path` where `url` has none; a query that was given is kept. */
function withPath(url: string, path: string): string {
  const whole = new URL(url);
  if (whole.pathname !== '/' || path === '') return whole.href;
  const own = new URL(path, whole.origin);
  for (const [name, value] of whole.searchParams) own.searchParams.append(name, value);
  return own.href;
}
