/**
 * Writes what is made from tables in the sources: `action.yml` and its twin, the inputs of the reusable workflow, the tables
 * of the README, of docs/reference.md and of docs/sinks.md, and from the imports the picture in CONTRIBUTING.md. With `--check` nothing is written: every file that differs is named, and the
 * exit code is 1.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SINK_NAMES } from '../src/model/sink-name.ts';
import { fillRegion } from './fill-region.ts';
import { renderActionYml } from './render-action-yml.ts';
import { renderArchitecture } from './render-architecture.ts';
import { renderCallInputs, renderCallSecrets, renderPassedInputs } from './render-collect-workflow.ts';
import { renderInputTables, renderOutputTable } from './render-readme-tables.ts';
import { renderSinkOptions } from './render-sink-options.ts';

interface GeneratedPart {
  /** Relative to the root of the project. */
  readonly file: string;
  /** Between `<!-- MARKER -->` and `<!-- /MARKER -->`; `undefined`: the whole file. */
  readonly marker: string | undefined;
  readonly render: () => string;
}

const TWIN = '.github/actions/collect/action.yml';
const REFERENCE = 'docs/reference.md';
const WORKFLOW = '.github/workflows/collect.yml';

const root = join(import.meta.dirname, '..');

const PARTS: readonly GeneratedPart[] = [
  { file: 'action.yml', marker: undefined, render: () => renderActionYml('dist/index.js') },
  // `$/` wants a path, so the action has a twin that is not in the root; both start the same program.
  { file: TWIN, marker: undefined, render: () => renderActionYml('../../../dist/index.js') },
  { file: WORKFLOW, marker: 'inputs', render: () => renderCallInputs(6) },
  { file: WORKFLOW, marker: 'secrets', render: () => renderCallSecrets(6) },
  { file: WORKFLOW, marker: 'passed', render: () => renderPassedInputs(10) },
  { file: 'README.md', marker: 'inputs', render: () => renderInputTables('short') },
  { file: 'README.md', marker: 'outputs', render: () => renderOutputTable('short') },
  { file: REFERENCE, marker: 'inputs', render: () => renderInputTables('full') },
  { file: REFERENCE, marker: 'outputs', render: () => renderOutputTable('full') },
  { file: 'CONTRIBUTING.md', marker: 'rooms', render: () => renderArchitecture(root) },
  ...SINK_NAMES.map((name) => ({
    file: 'docs/sinks.md',
    marker: `options ${name}`,
    render: () => renderSinkOptions(name),
  })),
];

const isCheck = process.argv.includes('--check');

for (const [file, parts] of Map.groupBy(PARTS, ({ file }) => file)) {
  const path = join(root, file);
  const before = read(path);
  const after = parts.reduce(
    (text, { marker, render }) => (marker === undefined ? render() : fillRegion(text, { marker, file }, render())),
    before ?? '',
  );
  if (after === before) continue;
  if (isCheck) {
    console.error(`${file} is not what the tables in src/action/ say: run \`npm run generate\`.`);
    process.exitCode = 1;
  } else {
    writeFileSync(path, after);
    console.log(`${file} written.`);
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
