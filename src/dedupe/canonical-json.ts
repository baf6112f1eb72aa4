/**
 * One text for one JSON value, whatever the order of its keys: what an event without an id is recognised by. It walks with
 * a stack of its own, because a value may be nested deeper than the call stack allows.
 */
type Step = { readonly text: string } | { readonly value: unknown };

export function canonicalJson(value: unknown): string {
  const parts: string[] = [];
  const steps: Step[] = [{ value }];
  for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
    if ('text' in step) parts.push(step.text);
    else if (Array.isArray(step.value)) pushAll(steps, arraySteps(step.value));
    else if (typeof step.value === 'object' && step.value !== null) pushAll(steps, objectSteps(step.value));
    else parts.push(JSON.stringify(step.value) ?? 'null');
  }
  return parts.join('');
}

function arraySteps(array: readonly unknown[]): readonly Step[] {
  return [
    { text: '[' },
    ...array.flatMap((value, i) => (i === 0 ? [{ value }] : [{ text: ',' }, { value }])),
    { text: ']' },
  ];
}

function objectSteps(object: object): readonly Step[] {
  const entries = Object.entries(object).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const members = entries.flatMap(([key, value], i) => [
    { text: `${i === 0 ? '' : ','}${JSON.stringify(key)}:` },
    { value },
  ]);
  return [{ text: '{' }, ...members, { text: '}' }];
}

function pushAll(steps: Step[], next: readonly Step[]): void {
  for (let i = next.length - 1; i >= 0; i--) {
    const step = next[i];
    if (step !== undefined) steps.push(step);
  }
}
