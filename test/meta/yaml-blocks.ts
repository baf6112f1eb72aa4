/**
 * Blocks of YAML in the documentation as what a reader makes of them: a workflow, or a piece that belongs into one. A piece is
 * completed to a workflow, so that all of them get the same checks.
 */
import { isMap, isSeq, type Node, parseDocument, visit } from 'yaml';
import { isInputName } from '../../src/action/inputs/input-table.ts';

/** A step that runs this action. */
export interface OwnStep {
  readonly id: string | undefined;
  /** What stands below `with:`, as text, as a runner passes it. */
  readonly given: Readonly<Record<string, string>>;
}

const OWN = 'OWNER/collect-audit-log@v1';
const TOP_LEVEL = new Set(['name', 'run-name', 'on', 'permissions', 'env', 'defaults', 'concurrency']);
const A_JOB = 'jobs:\n  a:\n    runs-on: ubuntu-latest\n    timeout-minutes: 60\n';
const NO_STEPS = `${A_JOB}    steps: []\n`;

/** The workflow that a block is, or belongs into; `undefined` for what is neither. */
export function workflowOf(block: string): string | undefined {
  const text = dedent(block);
  const content: unknown = parseDocument(text).toJS();
  if (Array.isArray(content)) return `on: push\n${A_JOB}    steps:\n${indent(text, 6)}\n`;
  if (typeof content !== 'object' || content === null) return undefined;
  const has = (key: string) => Object.hasOwn(content, key);
  if (has('jobs')) return text;
  const uses: unknown = Reflect.get(content, 'uses');
  const callsWorkflow = typeof uses === 'string' && /\.ya?ml(@|$)/.test(uses);
  if (callsWorkflow) return `on: push\njobs:\n  a:\n${indent(text, 4)}\n`;
  if (has('steps')) return `on: push\njobs:\n  a:\n${has('runs-on') ? '' : '    runs-on: x\n'}${indent(text, 4)}\n`;
  if (has('uses') || has('run')) return workflowOf(`- ${indent(text, 2).trimStart()}`);
  if (has('with')) return workflowOf(`uses: ${OWN}\n${text}`);
  const keys = Object.keys(content);
  if (keys.every(isInputName)) return workflowOf(`with:\n${indent(complete(text, keys), 2)}`);
  if (keys.every((key) => TOP_LEVEL.has(key))) return `${has('on') ? '' : 'on: push\n'}${text}\n${NO_STEPS}`;
  return undefined;
}

/** Inputs with those that no run can do without. */
function complete(text: string, keys: readonly string[]): string {
  const target = keys.some((key) => key === 'organization' || key === 'enterprise') ? '' : '\norganization: a';
  const isOfSink = keys.some((key) => key.startsWith('sink-')) && !keys.includes('sink');
  const sink = isOfSink ? '\nsink: http\nsink-url: https://placeholder.example' : '';
  return `${text}${target}${sink}${keys.includes('token') ? '' : '\ntoken: placeholder'}`;
}

/** The steps of a text that run this action, whatever else is in it. */
export function ownSteps(text: string): readonly OwnStep[] {
  const steps: OwnStep[] = [];
  visit(parseDocument(text), {
    Map(_, step) {
      const uses = step.get('uses');
      if (typeof uses !== 'string' || !/(^|\/)collect-audit-log@|^\$?\.?\/\.?(github\/actions\/|$)/.test(uses)) return;
      const given = step.get('with');
      const id = step.get('id');
      steps.push({ id: typeof id === 'string' ? id : undefined, given: isMap(given) ? textsOf(given) : {} });
    },
  });
  return steps;
}

/** Ids of all steps of a text. */
export function stepIds(text: string): ReadonlySet<string> {
  const ids = new Set<string>();
  visit(parseDocument(text), {
    Pair(_, { key, value }) {
      if (String(key) !== 'steps' || !isSeq(value)) return;
      for (const step of value.items) if (isMap(step)) ids.add(String(step.get('id')));
    },
  });
  return ids;
}

function textsOf(map: Node): Readonly<Record<string, string>> {
  const values = Object.entries(map.toJS(parseDocument('')) as Readonly<Record<string, unknown>>);
  return Object.fromEntries(values.map(([name, value]) => [name, String(value ?? '')]));
}

function dedent(text: string): string {
  const lines = text.split('\n');
  const margin = Math.min(...lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)));
  return Number.isFinite(margin) ? lines.map((line) => line.slice(margin)).join('\n') : '';
}

function indent(text: string, by: number): string {
  return text.replaceAll(/^(?=.)/gm, ' '.repeat(by));
}
