// @ts-check
import { formatter } from './formatters.js';
import { tooltip } from './parts.js';

/** @typedef {Record<string, any>} Json */
/** @typedef {import('./formatters.js').Place} Place */

/** A longer label is cut in the picture and whole in the tip. */
const LABEL = 22;

/**
 * Values by named categories in a narrow place; see presets.js for the data.
 *
 * @param {Json} data
 * @param {Place} place
 */
export function series(data, place) {
  const labels = /** @type {string[]} */ (data.labels ?? []);
  const lines = /** @type {Json[]} */ (data.series ?? []);
  const format = data.format ?? 'count';
  const isBars = data.kind === 'bars';
  const short = labels.map((label) => (label.length > LABEL ? `${label.slice(0, LABEL - 1)}…` : label));
  const scale = { labels: { formatter: format } };
  const names = { labels: { rotate: -45, hideOverlappingLabels: true } };
  return {
    chart: { type: isBars ? 'bar' : 'line', zoom: { enabled: false } },
    stroke: { curve: 'straight', width: isBars ? 0 : 2 },
    markers: { size: isBars ? 0 : 3 },
    colors: lines.map((_line, index) => `--oee-series-${(index % 4) + 1}`),
    series: lines.map((line) => ({
      name: line.name,
      data: line.values.map((/** @type {unknown} */ y, /** @type {number} */ at) => ({ x: short[at], y })),
    })),
    plotOptions: { bar: { horizontal: isBars, barHeight: '70%', borderRadius: 1 } },
    dataLabels: { enabled: false },
    legend: { show: lines.length > 1, position: 'bottom' },
    xaxis: { type: 'category', ...(isBars ? { ...scale, tickAmount: 3 } : names) },
    yaxis: isBars ? {} : { ...scale, forceNiceScale: true },
    tooltip: {
      custom: (/** @type {Json} */ { dataPointIndex: index }) =>
        tooltip(
          labels[index],
          lines.map((line) => /** @type {[string, string]} */ ([
            lines.length > 1 ? line.name : '',
            formatter(format, place)(line.values[index]),
          ])),
        ),
    },
  };
}
