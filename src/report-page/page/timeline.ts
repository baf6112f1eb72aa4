/** Events over time, by feed; a stretch that is dragged over, or chosen with the keyboard, becomes the range of the view. */
import uPlot from 'uplot';
import type { Head } from './data.ts';
import { format, make } from './dom.ts';
import type { View } from './view.ts';

const BARS = 120;
const HEIGHT = 180;
/** Of the axis of events: there is no half of one. */
const WHOLE_STEPS = Array.from({ length: 9 }, (_, zeros) => [1, 2, 5].map((step) => step * 10 ** zeros)).flat();

export interface Timeline {
  readonly element: HTMLElement;
  /** Draws the rows of a view, and the gaps. */
  draw(rows: Uint32Array, view: View): void;
}

export function makeTimeline(head: Head, choose: (from: number | undefined, to: number | undefined) => void): Timeline {
  const canvas = make('div', { class: 'plot' });
  const caption = make('p', { class: 'hint' });
  const all = make('button', {
    text: 'Show the full range',
    attributes: { type: 'button' },
    on: { click: () => choose(undefined, undefined) },
  });
  const [first, last] = [Math.min(...edges(head.times)), Math.max(...edges(head.times)) + 1];
  let plot: uPlot | undefined;

  function draw(rows: Uint32Array, { from, to }: View): void {
    const [start, end] = [from ?? first, to ?? last];
    const width = Math.max(1, (end - start) / BARS);
    const counts = [new Array<number>(BARS).fill(0), new Array<number>(BARS).fill(0)] as const;
    for (const row of rows) {
      const bar = Math.min(BARS - 1, Math.max(0, Math.floor(((head.times[row] ?? start) - start) / width)));
      const feed = counts[head.git[row] === 1 ? 1 : 0];
      feed[bar] = (feed[bar] ?? 0) + 1;
    }
    const times = Array.from({ length: BARS }, (_, bar) => (start + (bar + 0.5) * width) / 1000);
    const stacked = counts[0].map((count, bar) => count + (counts[1][bar] ?? 0));
    plot?.destroy();
    plot = new uPlot(optionsOf(canvas.clientWidth || 800, head, choose), [times, stacked, [...counts[1]]], canvas);
    caption.textContent = `${format(rows.length)} events, a bar is ${describeWidth(width)}. Drag over the chart to zoom.`;
    all.hidden = from === undefined && to === undefined;
  }

  return {
    element: make('section', { class: 'timeline', attributes: { 'aria-label': 'Events over time' } }, [
      canvas,
      make('div', { class: 'bar' }, [
        make('span', { class: 'key web', text: 'web' }),
        make('span', { class: 'key git', text: 'git' }),
        caption,
        all,
      ]),
    ]),
    draw,
  };
}

function optionsOf(width: number, head: Head, choose: (from: number, to: number) => void): uPlot.Options {
  const style = getComputedStyle(document.documentElement);
  const color = (name: string) => style.getPropertyValue(name).trim();
  const bars = uPlot.paths.bars?.({ size: [0.9, 40] });
  const series = (label: string, name: string): uPlot.Series => ({
    label,
    fill: color(name),
    stroke: color(name),
    points: { show: false },
    ...(bars === undefined ? {} : { paths: bars }),
  });
  const line = { stroke: color('--line'), width: 1 };
  const axis = { stroke: color('--text'), grid: line, ticks: line };
  return {
    width,
    height: HEIGHT,
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'UTC'),
    cursor: { drag: { x: true, y: false, setScale: false } },
    legend: { show: false },
    axes: [
      { ...axis, grid: { show: false }, values: (_plot, splits) => labelsOf(splits), space: 80 },
      { ...axis, size: 60, incrs: WHOLE_STEPS },
    ],
    series: [{}, series('web', '--web'), series('git', '--git')],
    hooks: {
      drawClear: [(chart) => drawGaps(chart, head, color('--gap'))],
      setSelect: [
        (chart) => {
          if (chart.select.width < 4) return;
          const at = (x: number) => Math.round(chart.posToVal(x, 'x') * 1000);
          choose(at(chart.select.left), at(chart.select.left + chart.select.width));
        },
      ],
    },
  };
}

/** UTC, as everywhere on the page: the time of day, and the date where it changes. */
function labelsOf(seconds: readonly number[]): string[] {
  let before = '';
  return seconds.map((at) => {
    const [date = '', time = ''] = new Date(at * 1000).toISOString().slice(0, 16).split('T');
    const label = time === '00:00' ? date : date === before ? time : `${time}\n${date}`;
    before = date;
    return label;
  });
}

/** Stretches whose events are missing, behind the bars. */
function drawGaps(chart: uPlot, { facts }: Head, color: string): void {
  for (const gap of facts.gaps) {
    const [left, right] = [gap.from, gap.to].map((at) => chart.valToPos(Date.parse(at) / 1000, 'x', true));
    if (left === undefined || right === undefined) continue;
    const { left: edge, width, top, height } = chart.bbox;
    const [start, end] = [Math.max(edge, left), Math.min(edge + width, right)];
    if (!(end > start)) continue;
    chart.ctx.fillStyle = color;
    chart.ctx.fillRect(start, top, end - start, height);
  }
}

/** Of a list that may be long: `Math.min(...list)` takes no more than some ten thousand arguments. */
function edges(times: readonly number[]): readonly [number, number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const time of times) {
    if (time < least) least = time;
    if (time > most) most = time;
  }
  return times.length === 0 ? [0, 1] : [least, most];
}

function describeWidth(ms: number): string {
  if (ms < 120_000) return `${Math.max(1, Math.round(ms / 1000))} s`;
  if (ms < 7_200_000) return `${Math.round(ms / 60_000)} min`;
  return `${Math.round(ms / 3_600_000)} h`;
}
