/** A log that keeps its lines, each with its level in front. */
import type { Log } from '../../src/runtime/log.ts';

export class RecordingLog implements Log {
  readonly lines: string[] = [];

  info(line: string): void {
    this.lines.push(`info ${line}`);
  }

  warning(line: string): void {
    this.lines.push(`warning ${line}`);
  }
}
