/**
 * `npm run sim`: many histories, or one of them told. Flags: `--seeds N` how many of each generator, `--from S` the first,
 * `--seed S` only this one with its story, `--generator NAME`, `--jobs N` processes.
 */
import { drawPlan, GENERATORS } from './generators.ts';
import { simulate } from './history.ts';

const seed = Number(process.argv[2]),
  n = Number(process.argv[3] ?? 1),
  gen = (process.argv[4] ?? 'swarm') as any;
let runs = 0,
  calls = 0,
  events = 0,
  dup = 0,
  del = 0;
const t0 = performance.now();
const bad: Record<string, number[]> = {};
for (let s = seed; s < seed + n; s++) {
  const t = performance.now();
  const out = await simulate(drawPlan(gen, s), n === 1);
  if (n === 1) console.log(out.story.join('\n'));
  runs += out.runs;
  calls += out.calls;
  events += out.events;
  dup += out.duplicates;
  del += out.deliveries;
  if (out.violation) {
    (bad[out.violation.invariant] ??= []).push(s);
    console.log(gen, s, out.violation.message.slice(0, 400), (performance.now() - t).toFixed(0) + 'ms');
  }
}
console.log(
  {
    runs,
    calls,
    events,
    dup,
    del,
    ms: ((performance.now() - t0) / n).toFixed(1),
    cpu: ((process.cpuUsage().user + process.cpuUsage().system) / 1000 / n).toFixed(1),
  },
  bad,
);
