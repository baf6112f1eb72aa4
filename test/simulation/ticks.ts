/** When the schedule starts runs: late, not at all, or while another run is still at work. */
import type { Chance } from './chance.ts';
import type { Plan } from './plan.ts';

export interface Tick {
  readonly at: number;
  /** It does not wait for the run before. */
  readonly overlaps: boolean;
}

export function drawTicks({ startAt, calmAt, schedule }: Plan, chance: Chance): readonly Tick[] {
  const ticks: Tick[] = [];
  for (let due = startAt + 1_000; due < calmAt; due += schedule.everyMs) {
    if (chance.hit(schedule.dropped)) continue;
    const at = due + chance.int(0, schedule.lateMs);
    if (schedule.outages.some(({ from, to }) => at >= from && at < to)) continue;
    ticks.push({ at, overlaps: false });
    if (chance.hit(schedule.overlapping)) ticks.push({ at: at + chance.int(0, 8_000), overlaps: true });
  }
  return ticks.sort((a, b) => a.at - b.at);
}
