/** `collect`: continues from the saved position. */
import { collect as collectEvents } from '../../collector/collect.ts';
import type { Report } from '../../collector/report.ts';
import { compose } from '../compose.ts';
import type { Situation } from '../place.ts';

export async function collect(situation: Situation, signal: AbortSignal): Promise<Report> {
  const { ports, job } = await compose(situation, signal);
  return collectEvents(ports, job, signal);
}
