/** The table of one preset's options in docs/sinks.md. */
import { describeOption, type OptionRow } from '../src/delivery/http/options.ts';
import { presetOf } from '../src/delivery/http/registry.ts';
import type { SinkName } from '../src/model/sink-name.ts';

export function renderSinkOptions(name: SinkName): string {
  const lines = Object.entries(presetOf(name).options).map(
    ([option, row]) => `| \`${option}\` | ${renderDefault(row)} | ${row.help} *Accepts ${describeOption(row.kind)}.* |`,
  );
  return ['| Option | Default | Meaning |', '| --- | --- | --- |', ...lines].join('\n');
}

function renderDefault({ kind, default: value }: OptionRow): string {
  if (value === undefined || typeof value === 'object') return '';
  return `\`${kind.type === 'duration' ? renderDuration(Number(value)) : String(value)}\``;
}

function renderDuration(ms: number): string {
  for (const [unit, size] of [
    ['d', 86_400_000],
    ['h', 3_600_000],
    ['m', 60_000],
  ] as const) {
    if (ms % size === 0) return `${ms / size}${unit}`;
  }
  return `${ms / 1000}s`;
}
