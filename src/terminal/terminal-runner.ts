/**
 * A terminal in the place of a workflow's runner: messages go to standard error as plain lines, a failure is an exit
 * code, outputs are kept and shown at the end. No line is a command to anybody.
 */
import type { Runner } from '../action/runner-console.ts';
import { ProgressBar, type Screen } from './progress-bar.ts';

export interface TerminalRunner extends Runner {
  readonly failed: boolean;
  /** What a person wants to know at the end. */
  conclude(): void;
}

/** `watched`: somebody sees the screen while it is written. */
export function createTerminalRunner(
  screen: Screen,
  { read, watched }: { readonly read: (name: string) => string; readonly watched: boolean },
): TerminalRunner {
  const bar = new ProgressBar(screen);
  const outputs = new Map<string, string>();
  let failed = false;
  const write = (text: string) => bar.above(`${text}\n`);
  return {
    info: write,
    notice: (text) => write(`note: ${text}`),
    warning: (text) => write(`warning: ${text}`),
    setFailed(text) {
      failed = true;
      write(`error: ${text}`);
    },
    startGroup: write,
    endGroup: () => bar.end(),
    ...(watched ? { progress: (at) => bar.show(at) } : {}),
    // Every text is redacted before it comes here; a terminal does not redact.
    setSecret: () => {},
    readInput: read,
    setOutput: (name, value) => outputs.set(name, value),
    writeSummary: async () => {},
    get failed() {
      return failed;
    },
    conclude() {
      bar.end();
      // The facts of a pull name its files.
      const mode = read('mode') || 'collect';
      const files = mode === 'pull' ? '' : (outputs.get('files') ?? '');
      for (const path of files.split('\n')) if (path !== '') write(`File: ${path}`);
      const stateDir = read('state-dir');
      if (mode === 'collect' && stateDir !== '' && read('replay-dir') === '' && !failed) {
        write(`Position: saved in ${stateDir}, from which the next run continues`);
      }
    },
  };
}
