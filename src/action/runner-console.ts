/**
 * The runner as the rest of the program sees it, and the one place that imports `@actions/core`. Whoever calls `info`
 * is responsible for the text: the toolkit writes it unchanged, and a line of it can be a command to the runner.
 */
import * as core from '@actions/core';
import type { ReadSoFar } from '../runtime/log.ts';

export interface RunnerConsole {
  /** Writes one line to the log, raw. */
  info(line: string): void;
  /** Writes an annotation; line breaks are escaped. */
  warning(text: string): void;
  /** The same, as a notice. */
  notice(text: string): void;
  /** Writes an annotation and fails the step. */
  setFailed(text: string): void;
  startGroup(title: string): void;
  endGroup(): void;
  /** Has every later occurrence in the log replaced by `***`. */
  setSecret(value: string): void;
  /** Shows how far the run is when somebody watches it. */
  readonly progress?: (at: ReadSoFar) => void;
}

export interface Runner extends RunnerConsole {
  /** Trimmed; '' when it is not given. */
  readInput(name: string): string;
  setOutput(name: string, value: string): void;
  /** Makes `markdown` the job summary of this step. Rejects where there is none (outside a workflow). */
  writeSummary(markdown: string): Promise<void>;
}

export const actionsRunner: Runner = {
  info: (line) => core.info(line),
  warning: (text) => core.warning(text),
  notice: (text) => core.notice(text),
  setFailed: (text) => core.setFailed(text),
  startGroup: (title) => core.startGroup(title),
  endGroup: () => core.endGroup(),
  setSecret: (value) => core.setSecret(value),
  readInput: (name) => core.getInput(name),
  setOutput: (name, value) => core.setOutput(name, value),
  writeSummary: async (markdown) => {
    await core.summary.addRaw(markdown, true).write({ overwrite: true });
  },
};
