/** An error of the file system names the file that its user named, and not the draft of it. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { InputError } from '../../../src/model/errors.ts';
import { systemFiles } from '../../../src/runtime/files.ts';
import { openLineOutput } from '../../../src/runtime/line-output.ts';
import { explainFileFailure } from '../../../src/terminal/file-failure.ts';

const long = 'x'.repeat(253);

test('what could not be written is named as it would have been', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'file-failure-'));
  const path = join(folder, long);
  await mkdir(join(folder, 'taken.html', 'more'), { recursive: true });
  const writing = [
    () => systemFiles.replace(path, ''),
    async () => (await openLineOutput(path)).end(),
    () => systemFiles.replace(join(folder, 'taken.html'), ''),
  ];
  for (const write of writing) {
    const error = explainFileFailure(await write().catch((thrown: unknown) => thrown));
    assert.ok(error instanceof InputError);
    assert.match(error.message, /\/(?:x{253}|taken\.html): /);
    assert.match(error.hint, /; this file was not changed\.$/);
  }
  await rm(folder, { recursive: true });
});

test('an error that is none of the file system stays what it is', () => {
  const error = Object.assign(new Error('refused'), { code: 'EACCES' });
  assert.equal(explainFileFailure(error), error);
});
