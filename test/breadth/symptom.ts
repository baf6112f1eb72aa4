/** What every diagnosis has to be: one annotation with the cause, what to do about it, and a section of the documentation. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ActionResult } from '../emulator/runner.ts';
import { anchorsOf } from '../meta/markdown.ts';
import { expectFailure, expectSuccess } from '../scenario/stage.ts';

const PAGE = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'troubleshooting.md'), 'utf8');
const SECTIONS = anchorsOf(PAGE);

export interface Symptom {
  /** How the run ends: with an error, or successfully with a warning or a notice. */
  readonly level?: 'error' | 'warning' | 'notice';
  readonly cause: RegExp;
  readonly remedy: RegExp;
  /** A section of docs/troubleshooting.md. */
  readonly anchor: string;
}

/** Checks that `run` shows the symptom, and returns the annotation. */
export function assertSymptom(run: ActionResult, { level = 'error', cause, remedy, anchor }: Symptom): string {
  if (level === 'error') expectFailure(run, cause);
  else expectSuccess(run);
  const found = run.annotations.filter((annotation) => annotation.level === level && cause.test(annotation.message));
  assert.equal(found.length, 1, `one ${level} with ${cause}: ${JSON.stringify(run.annotations)}`);
  const message = found[0]?.message ?? '';
  assert.match(message, remedy);
  assert.ok(message.includes(`docs/troubleshooting.md#${anchor}`), message);
  assert.ok(SECTIONS.has(anchor), `there is no section ${anchor}`);
  return message;
}
