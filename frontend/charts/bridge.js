// @ts-check
import { formatter } from './formatters.js';
import { limits, STEP_COLOURS, tooltip } from './parts.js';

/** @typedef {Record<string, any>} Json */
/** @typedef {import('./formatters.js').Place} Place */

/**
 * From one ratio to another by steps that add up; see presets.js for the data.
 *
 * @param {Json} data
 * @param {Place} place
 */
export function bridge(data, place) {
  const steps = /** @type {Json[]} */ (data.steps ?? []);
  const percent = formatter('percent1', place);
  let level = data.from.value;
  const falls = steps.map((step) => {
    const from = level;
    level += step.value;
    return { ...step, from, to: level };
  });
  const scale = limits(data, [data.from.value, data.to.value, ...falls.map((fall) => fall.to)]);
  // An end is a place on the axis, not a length: bars from a fitted axis would tell a wrong one.
  const mark = (/** @type {Json} */ end) => {
    const half = (scale.max - scale.min) / 160;
    return { ...end, kind: 'good', from: end.value - half, to: end.value + half };
  };
  const bars = [mark(data.from), ...falls, mark(data.to)];
  return {
    chart: { type: 'rangeBar', zoom: { enabled: false } },
    stroke: { width: 0 },
    series: [
      {
        name: '',
        data: bars.map((bar) => ({
          x: String(bar.label).split(' '),
          y: [Math.min(bar.from, bar.to), Math.max(bar.from, bar.to)],
          fillColor: STEP_COLOURS[bar.kind] ?? '--oee-neutral',
        })),
      },
    ],
    plotOptions: {
      bar: { horizontal: false, columnWidth: '64%', borderRadius: 1, dataLabels: { position: 'top' } },
    },
    dataLabels: {
      enabled: true,
      offsetY: -18,
      formatter: (/** @type {unknown} */ _range, /** @type {Json} */ at) => bars[at.dataPointIndex].text,
      style: { colors: ['--oee-text'], fontSize: '12px', fontWeight: 500 },
    },
    xaxis: { type: 'category', labels: { rotate: 0, hideOverlappingLabels: false } },
    yaxis: {
      ...scale,
      // Room for the figure above the highest bar.
      max: scale.max + (scale.max - scale.min) / scale.tickAmount,
      tickAmount: scale.tickAmount + 1,
      labels: { formatter: scale.max - scale.min < 0.05 ? 'percent1' : 'percent0' },
    },
    tooltip: {
      custom: (/** @type {Json} */ { dataPointIndex: index }) => {
        const bar = bars[index];
        const isEnd = index === 0 || index === bars.length - 1;
        return tooltip(bar.label, [
          ['', isEnd ? bar.text : null],
          [data.words?.points ?? '', isEnd ? null : bar.text],
          ['', isEnd ? null : `${percent(bar.from)} → ${percent(bar.to)}`],
        ]);
      },
    },
  };
}
