/**
 * Every input of the action, once. `action.yml` and the tables of the README are generated from here
 * (`scripts/generate.ts`) and the parser reads its bounds from here, so an input cannot mean two things.
 */

import { ARCHIVE } from './input-table/archive.ts';
import { EVIDENCE } from './input-table/evidence.ts';
import { LIMITS } from './input-table/limits.ts';
import { NETWORK } from './input-table/network.ts';
import { OUTPUT } from './input-table/output.ts';
import { POSITION } from './input-table/position.ts';
import { PRIVACY } from './input-table/privacy.ts';
import { REPORTING } from './input-table/reporting.ts';
import { RESILIENCE } from './input-table/resilience.ts';
import type { InputKind, InputRow, InputRows } from './input-table/row.ts';
import { SIGNING } from './input-table/signing.ts';
import { SINK } from './input-table/sink.ts';
import { STUDY } from './input-table/study.ts';
import { WHAT } from './input-table/what.ts';
import { WHO } from './input-table/who.ts';

export interface InputGroup {
  readonly title: string;
  readonly rows: InputRows;
}

/** In the order in which people read about them. */
export const INPUT_GROUPS: readonly InputGroup[] = [
  { title: 'What is collected', rows: WHAT },
  { title: 'Credentials', rows: WHO },
  { title: 'Limits of a run', rows: LIMITS },
  { title: 'When a request fails', rows: RESILIENCE },
  { title: 'Position and duplicates', rows: POSITION },
  { title: 'Where events go', rows: OUTPUT },
  { title: 'HTTP sink', rows: SINK },
  { title: 'Evidence', rows: EVIDENCE },
  { title: 'Archive', rows: ARCHIVE },
  { title: 'Signatures', rows: SIGNING },
  { title: 'Privacy', rows: PRIVACY },
  { title: 'Summary and heartbeat', rows: REPORTING },
  { title: 'Network', rows: NETWORK },
  { title: 'Study', rows: STUDY },
];

export const INPUTS = {
  ...WHAT,
  ...WHO,
  ...LIMITS,
  ...RESILIENCE,
  ...POSITION,
  ...OUTPUT,
  ...SINK,
  ...EVIDENCE,
  ...ARCHIVE,
  ...SIGNING,
  ...PRIVACY,
  ...REPORTING,
  ...NETWORK,
  ...STUDY,
};

export type InputName = keyof typeof INPUTS;

/** Names of the inputs of one kind. */
export type InputNameOf<T extends InputKind['type']> = {
  [N in InputName]: (typeof INPUTS)[N]['kind'] extends { readonly type: T } ? N : never;
}[InputName];

/** The same rows without their literal types, for looking up whatever name there is. */
export const INPUT_ROWS: Readonly<Record<InputName, InputRow>> = INPUTS;

export const INPUT_NAMES: readonly InputName[] = Object.keys(INPUTS).filter(isInputName);

export function isInputName(name: string): name is InputName {
  return Object.hasOwn(INPUTS, name);
}
