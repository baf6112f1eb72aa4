/**
 * Recording and replaying as settings. A recording is log content, so it must not be in the folder whose files are
 * uploaded or copied; a replay connects to nothing, so it excludes everything that needs a connection.
 */
import { relative, sep } from 'node:path';
import type { RecordingSettings } from '../../model/settings.ts';
import type { InputForm } from './input-form.ts';

export interface StudyFolders {
  /** Absolute, as given. */
  readonly recordDir: string | undefined;
  readonly replayDir: string | undefined;
  readonly outputDir: string;
}

export function parseRecording(form: InputForm, folders: StudyFolders): RecordingSettings | undefined {
  const { recordDir, replayDir, outputDir } = folders;
  if (replayDir !== undefined) {
    if (recordDir !== undefined) form.conflict('replay-dir', 'a replay cannot be recorded; remove `record-dir`');
    if (form.value('sink') !== 'none') {
      form.conflict('replay-dir', 'a replay sends nothing to a `sink`; its events are in `output-dir`. Remove `sink`');
    }
    if (form.value('archive-url') !== '') {
      form.conflict('replay-dir', 'a replay archives nothing; remove `archive-url`');
    }
    if (form.value('heartbeat-url') !== '') {
      form.conflict('replay-dir', 'a replay sends no heartbeat; remove `heartbeat-url`');
    }
    return { kind: 'replay', dir: replayDir };
  }
  if (recordDir === undefined) return undefined;
  if (isWithin(outputDir, recordDir)) {
    form.conflict(
      'record-dir',
      'it is inside `output-dir`, so that the recording would be uploaded or copied with the files',
    );
  }
  return { kind: 'record', dir: recordDir };
}

/** Both absolute. */
export function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || !(way === '..' || way.startsWith(`..${sep}`) || /^(?:[A-Za-z]:|[\\/])/.test(way));
}
