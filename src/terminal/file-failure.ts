/**
 * What the file system refuses to a command that reads and writes the files of its user: the path and the reason in words, as an error
 * of theirs. Any other error stays what it is.
 */
import { InputError } from '../model/errors.ts';
import { onOneLine } from '../model/one-line.ts';

const REASONS: Readonly<Record<string, readonly [what: string, hint: string]>> = {
  ENOENT: ['it does not exist', 'Check the path'],
  ENOTDIR: ['a part of it is no folder', 'Check the path'],
  EEXIST: ['a part of it is no folder', 'Check the path'],
  EISDIR: ['it is a folder', 'Name a file'],
  EACCES: ['access is denied', 'Check the owner and the permissions of the file and of its folder'],
  EPERM: ['access is denied', 'Check the owner and the permissions of the file and of its folder'],
  EROFS: ['its file system is read-only', 'Choose another folder'],
  ENOSPC: ['the disk is full', 'Free space there, or set TMPDIR to a folder with more of it'],
  EDQUOT: ['your quota of the disk is used up', 'Free space there, or set TMPDIR to a folder with more of it'],
  EMFILE: ['too many files are open', 'Raise the limit of open files: `ulimit -n 4096`'],
  ENAMETOOLONG: ['its name is too long', 'Choose a shorter one'],
};

/** What files.ts and line-output.ts append to the name of a file while they write it. */
const DRAFT = /(?:\.[0-9a-f]{8})?\.tmp$/;

export function explainFileFailure(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return error;
  const [what, hint] = REASONS[String(error.code)] ?? [];
  if (what === undefined || hint === undefined) return error;
  const { dest, path } = error as NodeJS.ErrnoException & { readonly dest?: string };
  const name = (dest ?? path ?? 'a file').replace(DRAFT, '');
  return new InputError(`the file system refuses ${onOneLine(name)}: ${what} (${String(error.code)})`, {
    // Of an output and a report the first can be there already.
    hint: `${hint}; this file was not changed.`,
    cause: error,
  });
}
