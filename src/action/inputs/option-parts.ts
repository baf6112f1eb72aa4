/**
 * What only the inputs of a sink or an archive need: the presets, and the reader of YAML, a third of a megabyte of program. Most
 * runs have neither, so they are loaded when an input needs them.
 */
import type { Preset } from '../../delivery/http/define-preset.ts';
import type { InputName } from './input-table.ts';
import type { ReadYaml } from './yaml-options.ts';

export interface OptionParts {
  readonly readYaml: ReadYaml;
  /** The preset of a sink, by a name that is one. */
  readonly presetOf: (name: string) => Preset;
}

const WITH_OPTIONS: readonly InputName[] = ['sink-options', 'archive-options'];

/** `read` returns '' for an input that is not given. */
export async function loadOptionParts(read: (name: string) => string): Promise<OptionParts> {
  const hasOptions = WITH_OPTIONS.some((name) => read(name) !== '');
  const hasSink = !['', 'none'].includes(read('sink'));
  return {
    readYaml: hasOptions ? (await import('./yaml-options.ts')).readYaml : notLoaded,
    presetOf: hasSink ? (await import('../../delivery/http/registry.ts')).presetOf : notLoaded,
  };
}

function notLoaded(): never {
  throw new Error('nothing reads an option that is not given');
}
