/**
 * `npm run lint:workflows`: checks `action.yml`, every other action, workflow and example of this repository against
 * GitHub's own grammar and against the rules of this house. A file that could not be checked counts as a fault.
 */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { lintGrammar } from './workflow-grammar.ts';
import { lintWorkflowRules } from './workflow-rules.ts';

const root = dirname(import.meta.dirname);
const { stdout } = await promisify(execFile)('git', ['ls-files', '-co', '--exclude-standard', '*.yml', '*.yaml'], {
  cwd: root,
});
const paths = stdout.split('\n').filter((path) => isAction(path) || isWorkflow(path));
const read = (path: string) => readFile(join(root, path), 'utf8');

const faults: string[] = [];
for (const path of paths) {
  const text = await read(path);
  // The grammar goes by the path; an example is a workflow that lies elsewhere.
  const place = isAction(path) ? path : `.github/workflows/${path.split('/').at(-1)}`;
  const found = [...(await lintGrammar({ place, text, read })), ...(isAction(path) ? [] : lintWorkflowRules(text))];
  faults.push(...found.map((fault) => `${path}:${fault}`));
}
for (const fault of faults) console.log(fault);
console.log(`${paths.length} files checked, ${faults.length} faults`);
if (paths.length === 0 || faults.length > 0) process.exitCode = 1;

function isAction(path: string): boolean {
  return /(^|\/)action\.ya?ml$/.test(path);
}

function isWorkflow(path: string): boolean {
  return /^(\.github\/workflows|examples)\//.test(path);
}
