/**
 * The rules of this house for workflows and examples, on top of GitHub's grammar: nothing mutable or untrusted is run, and
 * every grant has its reason next to it. Most of them are the cheap half of https://docs.zizmor.sh/audits/.
 */
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from 'yaml';

interface Pair {
  readonly key: string;
  readonly value: unknown;
  readonly node: Node | null;
  readonly line: number;
}

/** Breaches of the rules in one workflow, one `line: what` for each. */
export function lintWorkflowRules(text: string): readonly string[] {
  const lines = text.split('\n');
  const pairs = pairsOf(text);
  const faults = [...pairs.flatMap((pair) => lintPair(pair, lines[pair.line - 1] ?? ''))];
  if (!/^# .+\n(#.*\n)*/.test(text))
    faults.push('1: open with a comment that says what the workflow is for and whom it trusts');
  if (!/^permissions: \{\}/m.test(text) && !isOnlyCalled(text)) {
    faults.push('1: take every permission away at the top: permissions: {}');
  }
  return [...faults, ...lintJobs(text)];
}

/**
 * A workflow that is only called never has more permissions than its caller grants. Its jobs have exactly those, unless they or
 * the top of the file name fewer, so here every job decides: it names its permissions, or says that they are the caller's.
 */
function isOnlyCalled(text: string): boolean {
  const { on } = parseDocument(text).toJS() as { readonly on?: unknown };
  return typeof on === 'object' && on !== null && Object.keys(on).join() === 'workflow_call';
}

/** Action references in this text that could change under us, one `line: what` for each. */
export function lintPins(text: string): readonly string[] {
  const lines = text.split('\n');
  return pairsOf(text).flatMap((pair) => (pair.key === 'uses' ? lintUses(pair, lines[pair.line - 1] ?? '') : []));
}

function lintPair(pair: Pair, line: string): readonly string[] {
  const fault = (what: string) => [`${pair.line}: ${what}`];
  switch (pair.key) {
    case 'uses':
      return lintUses(pair, line);
    case 'run':
    case 'script':
      return String(pair.value).includes('${{')
        ? fault('pass values through env:, not as ${{ }} inside of a script')
        : [];
    case 'permissions':
      return lintPermissions(pair);
    case 'pull_request_target':
    case 'workflow_run':
      return fault(`${pair.key} runs with our rights on what a stranger wrote`);
    case 'secrets':
      return pair.value === 'inherit' ? fault('name the secrets that are passed on') : [];
    default:
      return [];
  }
}

/** Our own action may go by its release: its commit is not known before it is made. */
function lintUses({ value, line }: Pair, source: string): readonly string[] {
  if (typeof value !== 'string' || /^[.$]\//.test(value) || /^[^/]+\/collect-audit-log(\/|@)/.test(value)) return [];
  if (!/@[0-9a-f]{40}$/.test(value)) return [`${line}: pin ${value} to a full commit SHA`];
  return /# v\d+\.\d+\.\d+$/.test(source) ? [] : [`${line}: name the version next to the pinned commit: # v1.2.3`];
}

function lintPermissions({ node, line }: Pair): readonly string[] {
  // Its anchor is looked at where it stands.
  if (isAlias(node)) return [];
  if (!isMap(node)) return [`${line}: grant permissions one by one`];
  return node.items.flatMap(({ value }) => {
    if (!isScalar(value) || value.value === 'none' || value.comment) return [];
    return [`${line}: say next to each permission why it is granted`];
  });
}

function lintJobs(text: string): readonly string[] {
  const { jobs } = parseDocument(text).toJS() as {
    readonly jobs?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  };
  const leavesThemToItsCaller = /^ {4}# Permissions of the caller: /m;
  return Object.entries(jobs ?? {}).flatMap(([name, job]) => {
    const faults: string[] = [];
    if (isOnlyCalled(text) && !('permissions' in job) && !leavesThemToItsCaller.test(textOfJob(text, name))) {
      faults.push(
        `1: job ${name} has the permissions of its caller: name its own, or say why (# Permissions of the caller: …)`,
      );
    }
    const steps = Array.isArray(job['steps']) ? job['steps'] : [];
    if (!('uses' in job) && !('timeout-minutes' in job)) faults.push(`1: job ${name} needs timeout-minutes`);
    for (const step of steps) {
      const isCheckout = String(step.uses).startsWith('actions/checkout@');
      if (isCheckout && step.with?.['persist-credentials'] !== false) {
        faults.push(`1: job ${name} leaves its token in the checkout: persist-credentials: false`);
      }
    }
    return faults;
  });
}

/** The lines of a job, its comments included. */
function textOfJob(text: string, name: string): string {
  const [, after = ''] = text.split(new RegExp(`^ {2}${name}:$`, 'm'));
  return after.split(/^ {0,2}\S/m)[0] ?? '';
}

/** Every `key: value` at any depth, and every plain item of `on: [...]` as a key without a value. */
function pairsOf(text: string): readonly Pair[] {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter });
  const pairs: Pair[] = [];
  visit(document, {
    Pair(_, { key, value }) {
      if (!isScalar(key) || !key.range) return;
      const node = value as Node | null;
      const line = counter.linePos(key.range[0]).line;
      pairs.push({ key: String(key.value), value: isScalar(node) ? node.value : undefined, node, line });
      if (key.value === 'on' && node !== null && (isSeq(node) || isScalar(node))) {
        const events: readonly unknown[] = isSeq(node) ? node.toJS(document) : [node.value];
        pairs.push(...events.map((event) => ({ key: String(event), value: undefined, node: null, line })));
      }
    },
  });
  return pairs;
}
