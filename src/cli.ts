/**
 * Entry from a terminal: flags become the inputs of the same run that the action makes. All messages go to standard
 * error; standard output carries events, with `--stdout`, and nothing else.
 */
import { linkDocs } from './action/report/doc-links.ts';
import { runAction } from './action/run-action.ts';
import { CollectError, describeBug, describeError } from './model/errors.ts';
import { onOneLine } from './model/one-line.ts';
import { DOCS_URL, TOOL } from './model/version.ts';
import { systemClock } from './runtime/clock.ts';
import { privateFiles } from './runtime/files.ts';
import { keepMemoryLow } from './runtime/memory.ts';
import { type Command, parseCommandLine } from './terminal/command-line.ts';
import { createEventStream } from './terminal/event-stream.ts';
import { explainFileFailure } from './terminal/file-failure.ts';
import type { CollectFlags } from './terminal/flags.ts';
import { renderHelp } from './terminal/help.ts';
import { readTerminalInputs } from './terminal/terminal-inputs.ts';
import { createTerminalRunner } from './terminal/terminal-runner.ts';

const HELP_COLUMNS_MAX = 100;
const REMEDY =
  '`collect-audit-log collect --help` describes every flag; a token comes from GITHUB_TOKEN, or from another variable with `--token env:NAME`. See docs/terminal.md#flags.';
/** npm passes a Ctrl-C on that the terminal has sent to all of its programs already: that is one, not two. */
const SAME_SIGNAL_MS = 1000;

const { argv, env, stdout, stderr } = process;
/** `npm run collect` runs in a clone, which has the pages that a text names; a package of npm has none. */
const isInClone = env['npm_lifecycle_event'] === 'collect';
const docsUrl = isInClone ? undefined : DOCS_URL;
const linked = (text: string) => linkDocs(text, docsUrl);
const stopping = new AbortController();
/** What only looks at files has nothing to bring to an end. */
let isDelivering = true;
let stop: { readonly exitCode: number; readonly at: number } | undefined;

keepMemoryLow();
// A closed pipe needs no message; a write of events that meets it fails by itself.
for (const stream of [stdout, stderr]) stream.on('error', () => {});
process.on('uncaughtException', (error) => finish(1, `error: ${describeBug(error)}\n`));
process.on('SIGINT', () => stopWith(130));
process.on('SIGTERM', () => stopWith(143));

try {
  finish(await obey(parseCommandLine(argv.slice(2))));
} catch (error) {
  if (!(error instanceof CollectError)) throw error;
  finish(1, renderFailure(error));
}

async function obey(command: Command): Promise<number> {
  switch (command.kind) {
    case 'help':
      stdout.write(renderHelp(command, Math.min(stdout.columns ?? 80, HELP_COLUMNS_MAX), linked));
      return 0;
    case 'version':
      stdout.write(`${TOOL.name} ${TOOL.version}\n`);
      return 0;
    case 'collect':
      return collect(command);
    case 'deliveries':
      return lookAt(command);
  }
}

async function collect({ inputs, stdout: toStdout }: CollectFlags): Promise<number> {
  const { read, exposed } = readTerminalInputs(inputs, env);
  // A bar between events on the same screen would be neither.
  const watched = stderr.isTTY === true && env['TERM'] !== 'dumb' && !(toStdout && stdout.isTTY);
  const runner = createTerminalRunner(stderr, { read, watched });
  for (const name of exposed) {
    runner.warning(
      `--${name} stands on the command line, where every user of this machine can read it: give \`env:NAME\` instead.`,
    );
  }
  // Nothing of a workflow: a step that runs this has its variables, and it is no action all the same.
  const place = { variables: {}, cwd: workingDirectory(), files: privateFiles, remedy: REMEDY, docsUrl };
  const outlet = toStdout ? { writeLines: createEventStream(stdout) } : {};
  await runAction(runner, { ...place, ...outlet }, stopping.signal);
  runner.conclude();
  return runner.failed ? 1 : (stop?.exitCode ?? 0);
}

/** Exit code 2 is for what could not be looked at: 1 says that something is not proven. */
async function lookAt({ command, args }: Extract<Command, { kind: 'deliveries' }>): Promise<number> {
  isDelivering = false;
  const outlet = {
    signal: stopping.signal,
    clock: systemClock,
    write: (text: string) => void stdout.write(linked(text)),
    tell: (text: string) => void stderr.write(linked(text)),
    screen: stderr.isTTY === true && env['TERM'] !== 'dumb' ? stderr : undefined,
    columns: Math.min(stdout.columns ?? 80, HELP_COLUMNS_MAX),
    isWatched: stdout.isTTY === true,
  };
  try {
    switch (command) {
      case 'verify': {
        const { parseVerify, runVerify } = await import('./terminal/verify-command.ts');
        return await runVerify(parseVerify(args, systemClock.now()), outlet);
      }
      case 'merge': {
        const { parseMerge, runMerge } = await import('./terminal/merge-command.ts');
        return await runMerge(parseMerge(args, systemClock.now()), { ...outlet, stdout });
      }
    }
  } catch (thrown) {
    if (stopping.signal.aborted && thrown === stopping.signal.reason) return stop?.exitCode ?? 130;
    const error = explainFileFailure(thrown);
    if (!(error instanceof CollectError)) throw error;
    stderr.write(renderFailure(error));
    return 2;
  }
}

/** It can name files of others: none of its lines is a command to a runner, and none moves the cursor. */
function renderFailure(error: CollectError): string {
  const { message, hint } = describeError(error);
  return linked(`error: ${message}\n${hint}\n`).split('\n').map(onOneLine).join('\n');
}

/** Where the user is: npm starts its scripts in the folder of the project. */
function workingDirectory(): string {
  return (isInClone ? env['INIT_CWD'] : undefined) ?? process.cwd();
}

/** The first time the run ends with what it has, the second time at once; neither loses an event. */
function stopWith(exitCode: number): void {
  const now = systemClock.now();
  if (stop === undefined) {
    stop = { exitCode, at: now };
    if (isDelivering) stderr.write('\nStopping: what was read is delivered. Once more stops at once.\n');
    stopping.abort(new Error('stopped'));
  } else if (now - stop.at > SAME_SIGNAL_MS) process.exit(exitCode);
}

/** Whatever is still to be written, then the end: idle connections would keep the process. */
function finish(exitCode: number, last = ''): void {
  stderr.write(last, () => stdout.write('', () => process.exit(exitCode)));
}
