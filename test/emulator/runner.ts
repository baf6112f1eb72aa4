/**
 * Runs the built action as a runner runs it: `node dist/index.js` as a process of its own, with the environment of a step and
 * nothing else, against an emulated GitHub. Gives back all that the step left behind, and records the workflow run.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { resolveInputs } from './action-inputs.ts';
import type { Request } from './exchange.ts';
import type { GitHub } from './github.ts';
import { type Kill, planKill } from './kill.ts';
import { RequestOwner, watchPeakMemory } from './process-probe.ts';
import type { OpenedRun } from './repository.ts';
import { eventPayload, makeEnvironment, makeFolders, type StepFolders } from './runner-environment.ts';
import {
  type Annotation,
  annotationsOf,
  parseCommands,
  parseOutputs,
  type WorkflowCommand,
} from './workflow-commands.ts';
import type { NewRun, WorkflowRun } from './workflow-run.ts';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** What to run. Only `github` is needed. */
export interface ActionRun {
  readonly github: GitHub;
  /** The inputs under `with:`; all others have their defaults from `action.yml`. `token` is the emulator's when absent. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** The program; `dist/index.js` when absent. A `.ts` file works as well. */
  readonly entry?: string;
  /** Where the defaults are; the `action.yml` of the project when absent. */
  readonly actionYml?: string;
  /** Variables on top; `undefined` takes one away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** An id that is known already is a re-run: the next attempt. */
  readonly runId?: number;
  readonly runAttempt?: number;
  /** The default branch when absent; another ref has its own cache scope and reads the default branch's. */
  readonly ref?: string;
  readonly eventName?: string;
  /** The commit that the list of runs shows; the newest of `ref` when absent. */
  readonly headSha?: string;
  readonly headBranch?: string;
  /** The pull request of a fork. */
  readonly fromFork?: boolean;
  readonly repository?: string;
  readonly workflow?: string;
  /** The cache scopes of the job's token, when not those of its ref. */
  readonly cacheScopes?: NewRun['scopes'];
  /** `RUNNER_TEMP`; a fresh folder when absent. */
  readonly temp?: string;
  /** After this the action is killed; two minutes when absent, which a busy machine may need. */
  readonly timeoutMs?: number;
  readonly onStdout?: (text: string) => void;
  readonly kill?: Kill;
  /** Nobody else talks to the emulator meanwhile: it need not find out who sent a request, which delays its answer by 4 ms. */
  readonly alone?: boolean;
  /** The user and group of the step, as in a container job without root. Only root can become another user. */
  readonly user?: number;
}

/** What a step left behind. */
export interface ActionResult {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly timedOut: boolean;
  readonly stdout: string;
  readonly stderr: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** The Markdown of the job summary. */
  readonly summary: string;
  readonly commands: readonly WorkflowCommand[];
  readonly annotations: readonly Annotation[];
  readonly masks: readonly string[];
  readonly durationMs: number;
  /** 0 where it cannot be known. */
  readonly peakMemoryBytes: number;
  /** The requests of this process, in order. */
  readonly requests: readonly Request[];
  /** `output-dir`, or its default below `RUNNER_TEMP`. */
  readonly outputDir: string;
  /** `RUNNER_TEMP`. Fresh folders are removed when the emulator closes. */
  readonly temp: string;
  readonly workspace: string;
  readonly run: WorkflowRun;
}

/** Runs the action once and waits for its end. */
export async function runAction(options: ActionRun): Promise<ActionResult> {
  const { github } = options;
  const opened = github.repositories.openRun(newRunOf(options));
  const root = await mkdtemp(join(tmpdir(), 'runner-'));
  github.onClose(() => rm(root, { recursive: true, force: true }));
  const folders = await makeFolders(root, options.temp);
  if (options.user !== undefined) await give(root, options.user);
  await writeFile(folders.eventFile, eventPayload(github, opened));
  const given = { token: github.token, ...options.inputs };
  const { variables, undeclared } = resolveInputs(
    options.actionYml ?? join(ROOT, 'action.yml'),
    given,
    contextsOf(github, opened, folders),
  );
  const env = { ...makeEnvironment(github, opened, folders), ...variables, ...options.env };
  const ended = await runProcess(options, env, folders);
  opened.run.conclusion = conclusionOf(ended, options.kill);
  const commands = parseCommands(ended.stdout);
  const unexpected = undeclared.map((name): Annotation => {
    return { level: 'warning', title: '', message: `Unexpected input(s) '${name}'` };
  });
  return {
    ...ended,
    outputs: parseOutputs(await readFile(folders.outputFile, 'utf8')),
    summary: await readFile(folders.summaryFile, 'utf8'),
    commands,
    annotations: [...unexpected, ...annotationsOf(commands)],
    masks: commands.filter(({ command }) => command === 'add-mask').map(({ message }) => message),
    outputDir: variables['INPUT_OUTPUT-DIR'] || join(folders.temp, 'audit-log'),
    temp: folders.temp,
    workspace: folders.workspace,
    run: opened.run,
  };
}

type ProcessEnd = Pick<
  ActionResult,
  'exitCode' | 'signal' | 'timedOut' | 'stdout' | 'stderr' | 'durationMs' | 'peakMemoryBytes' | 'requests'
>;

async function runProcess(
  { github, entry = join(ROOT, 'dist', 'index.js'), kill, timeoutMs = 120_000, onStdout, alone, user }: ActionRun,
  env: Readonly<Record<string, string | undefined>>,
  { workspace }: StepFolders,
): Promise<ProcessEnd> {
  const requests: Request[] = [];
  const startedAt = performance.now();
  const as = user === undefined ? {} : { uid: user, gid: user };
  const child = spawn(nodeOfActions(), [entry], { cwd: workspace, env, stdio: ['ignore', 'pipe', 'pipe'], ...as });
  const pid = child.pid ?? 0;
  const owner = new RequestOwner(pid);
  const unwatch = github.observe((request) => {
    if (alone || owner.sent(request)) requests.push(request);
  });
  const peakMemory = watchPeakMemory(pid);
  const callOff = kill === undefined ? () => {} : planKill(github, child, kill);
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    child.kill('SIGKILL');
  }, timeoutMs);
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output.stdout += text;
    onStdout?.(text);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output.stderr += text;
  });
  const [exitCode, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  clearTimeout(timer);
  callOff();
  unwatch();
  const durationMs = performance.now() - startedAt;
  return { exitCode, signal, timedOut, ...output, durationMs, peakMemoryBytes: peakMemory(), requests };
}

/** Makes a user the owner of a folder and of all that is in it. */
async function give(folder: string, user: number): Promise<void> {
  await chown(folder, user, user);
  for (const name of await readdir(folder, { recursive: true })) await chown(join(folder, name), user, user);
}

/** The Node.js that runs JavaScript actions: this one if it is a 24, else the one that the project installs. */
function nodeOfActions(): string {
  return process.versions.node.startsWith('24.') ? process.execPath : join(ROOT, 'node_modules', 'node', 'bin', 'node');
}

function newRunOf(options: ActionRun): NewRun {
  const { runId, runAttempt, ref, eventName, headSha, headBranch, fromFork, repository, workflow, cacheScopes } =
    options;
  return {
    ...(runId === undefined ? {} : { id: runId }),
    ...(runAttempt === undefined ? {} : { attempt: runAttempt }),
    ...(ref === undefined ? {} : { ref }),
    ...(eventName === undefined ? {} : { event: eventName }),
    ...(headSha === undefined ? {} : { headSha }),
    ...(headBranch === undefined ? {} : { headBranch }),
    ...(fromFork === undefined ? {} : { fromFork }),
    ...(repository === undefined ? {} : { repository }),
    ...(workflow === undefined ? {} : { workflow }),
    ...(cacheScopes === undefined ? {} : { scopes: cacheScopes }),
  };
}

function contextsOf(github: GitHub, { run }: OpenedRun, folders: StepFolders): Readonly<Record<string, string>> {
  return {
    'github.token': github.githubToken,
    'github.api_url': github.apiUrl,
    'github.server_url': 'https://github.com',
    'github.repository': run.repository,
    'github.ref': run.ref,
    'github.run_id': String(run.id),
    'github.run_attempt': String(run.attempt),
    'github.workflow': run.workflow.replace(/\.ya?ml$/, ''),
    'github.workspace': folders.workspace,
    'runner.temp': folders.temp,
  };
}

function conclusionOf({ exitCode }: ProcessEnd, kill: Kill | undefined): WorkflowRun['conclusion'] {
  if (kill?.signal === 'cancel') return 'cancelled';
  return exitCode === 0 ? 'success' : 'failure';
}
