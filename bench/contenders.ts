/**
 * Who collects the same backlog: the product, Helr and `gh` where they are installed, and bare programs that keep no position.
 * Each is one command that ends when it has everything, and leaves its events as lines in one file.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { resolveInputs } from '../test/emulator/action-inputs.ts';

const root = join(import.meta.dirname, '..');
const TOKEN = `ghp_${'a'.repeat(36)}`;
const ORGANIZATION = 'octo-org';

/** Where the events come from and go to. */
export interface Setting {
  readonly apiUrl: string;
  /** An empty folder of this run alone. */
  readonly folder: string;
  /** An endpoint for lines instead of files. */
  readonly sinkUrl?: string;
}

export interface Command {
  readonly name: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** The file or folder where its events lie as lines afterwards; standard output when there is none. */
  readonly output: string | undefined;
}

export type Contender = (setting: Setting) => Command;

const PATH = { PATH: process.env['PATH'] ?? '' };

export const product: Contender = ({ apiUrl, folder, sinkUrl }) => {
  const given = {
    ...{ organization: ORGANIZATION, token: TOKEN, 'api-url': apiUrl, include: 'web', since: '2d' },
    ...{ artifact: 'false', 'state-dir': join(folder, 'state'), 'output-dir': join(folder, 'files') },
    ...{ 'max-pages': '100000' },
    ...(sinkUrl === undefined ? {} : { sink: 'http', 'sink-url': sinkUrl }),
  };
  const { variables } = resolveInputs(join(root, 'action.yml'), given, {
    'github.token': '',
    'github.api_url': apiUrl,
    'runner.temp': folder,
  });
  const runner = {
    ...{ GITHUB_ACTIONS: 'true', RUNNER_ENVIRONMENT: 'github-hosted', RUNNER_TEMP: folder, GITHUB_WORKSPACE: folder },
    ...{ GITHUB_OUTPUT: join(folder, 'output'), GITHUB_STEP_SUMMARY: join(folder, 'summary') },
    ...{ GITHUB_API_URL: apiUrl, GITHUB_SERVER_URL: 'https://github.com', GITHUB_RUN_ID: '1', GITHUB_RUN_ATTEMPT: '1' },
  };
  for (const path of [runner.GITHUB_OUTPUT, runner.GITHUB_STEP_SUMMARY]) writeFileSync(path, '');
  return {
    name: 'collect-audit-log',
    args: [process.execPath, join(root, 'dist', 'index.js')],
    env: { ...PATH, ...runner, ...variables },
    output: sinkUrl === undefined ? join(folder, 'files', 'events.ndjson') : undefined,
  };
};

/** `undefined` where it is not installed. */
export function helr(): Contender | undefined {
  const program = join(import.meta.dirname, '.peers', 'bin', 'helr');
  if (!existsSync(program)) return undefined;
  return ({ apiUrl, folder, sinkUrl }) => {
    const output = join(folder, 'events.ndjson');
    const config = join(folder, 'helr.yaml');
    writeFileSync(config, HELR.replace('API', apiUrl).replace('STATE', join(folder, 'helr.db')));
    const args = [program, 'run', '--once', '--config', config, '--output', sinkUrl ?? output];
    return {
      name: 'Helr 0.7.0',
      args,
      env: { ...PATH, GITHUB_TOKEN: TOKEN },
      output: sinkUrl === undefined ? output : undefined,
    };
  };
}

/** `undefined` where it is not installed. It writes compressed files of its own into a folder. */
export function grove(): Contender | undefined {
  const python = join(import.meta.dirname, '.peers', 'grove', 'bin', 'python');
  if (!existsSync(python)) return undefined;
  return ({ apiUrl, folder }) => {
    const [config, cache, output] = [
      emptyFolder(folder, 'config'),
      emptyFolder(folder, 'cache'),
      emptyFolder(folder, 'output'),
    ];
    const connector = {
      ...{ name: 'bench', connector: 'github_audit_log', operation: 'web' },
      ...{ key: TOKEN, identity: ORGANIZATION, fqdn: new URL(apiUrl).host },
    };
    writeFileSync(join(config, 'github.json'), JSON.stringify(connector));
    const settings = {
      ...{ GROVE_CONFIG_HANDLER: 'local_file', GROVE_CONFIG_LOCAL_FILE_PATH: config },
      ...{ GROVE_CACHE_HANDLER: 'local_file', GROVE_CACHE_LOCAL_FILE_PATH: cache },
      ...{ GROVE_OUTPUT_HANDLER: 'local_file', GROVE_OUTPUT_LOCAL_FILE_PATH: output },
    };
    const args = [python, join(import.meta.dirname, 'run-grove.py')];
    return { name: 'grove 2.2.0', args, env: { ...PATH, ...settings }, output };
  };
}

/** `gh api --paginate`, where GitHub's command line is installed. */
export function gh(): Contender | undefined {
  const program = (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((at) => join(at, 'gh'))
    .find((at) => existsSync(at));
  if (program === undefined) return undefined;
  return ({ apiUrl, folder }) => ({
    name: 'gh api --paginate',
    args: [program, 'api', '--paginate', `${apiUrl}/orgs/${ORGANIZATION}/audit-log?include=web&order=asc&per_page=100`],
    env: { ...PATH, GH_TOKEN: TOKEN, HOME: folder },
    output: undefined,
  });
}

/** A program that pages and writes, over `node:http` or Node's `fetch`; `drop` does not even look at what it gets. */
export function bare(way: 'http' | 'fetch' | 'drop'): Contender {
  return ({ apiUrl, folder }) => {
    const output = join(folder, 'events.ndjson');
    const program = join(import.meta.dirname, 'bare-download.ts');
    return {
      name:
        way === 'drop'
          ? 'the server itself: pages dropped unread'
          : `bare Node, ${way === 'http' ? 'node:http' : 'fetch'}`,
      args: [process.execPath, program, apiUrl, ORGANIZATION, TOKEN, output, way],
      env: PATH,
      output: way === 'drop' ? undefined : output,
    };
  };
}

export function emptyFolder(parent: string, name: string): string {
  const folder = join(parent, name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** As its documentation has it for GitHub, without the pauses. */
const HELR = `global:
  log_level: error
  state:
    backend: sqlite
    path: "STATE"
sources:
  github-audit:
    url: "API/orgs/${ORGANIZATION}/audit-log"
    schedule:
      interval_secs: 300
      jitter_secs: 0
    auth:
      type: bearer
      token_env: GITHUB_TOKEN
    headers:
      Accept: "application/vnd.github+json"
      X-GitHub-Api-Version: "2022-11-28"
      User-Agent: "Helr"
    query_params:
      per_page: "100"
      order: "asc"
      include: "web"
    pagination:
      strategy: link_header
      rel: next
      max_pages: 100000
`;
