// @ts-check
import { bridge } from './bridge.js';
import { formatter } from './formatters.js';
import {
  endNames,
  instants,
  limits,
  onAxis,
  STEP_COLOURS,
  tag,
  targetLine,
  tooltip,
} from './parts.js';
import { series } from './series.js';

/**
 * Charts that several views share, from plain data to ApexCharts options, so that a forecast or a
 * loss looks the same everywhere. All words come with the data, already translated.
 *
 * `fan`: {history: [[ms, y|null]], forecast: [[ms, y]], band80: [[ms, low, high]], band95,
 *   baseline: [[ms, y]], target?, today?, planned?: [{from, to, label}], min?, max?,
 *   format? = percent1, words: {history, forecast, band80, band95, baseline, target, today}}
 * `trend`: {series: [{name, data: [[ms, y|null]], colour?}], spread?: [[ms, low, high]], target?,
 *   min?, max?, format? = percent1, axisFormat? = day, words: {target, spread}}
 * `waterfall`: {steps: [{label, minutes, kind: total|availability|effectiveness|quality|idle|good}],
 *   words: {share}}; a step other than total or good is a loss: it falls, a negative one rises
 * `bridge`: {from: {label, value, text}, to, steps: [{label, value, text, kind}], words: {points}}:
 *   from one ratio to another by steps that add up; the ends are marks and the axis is fitted
 * `pareto`: {bars: [{label, value, kind?}], format? = hoursMinutes}, largest first
 * `columns`: {bars: [{label, value}], format? = count, words: {value}}, in the order given
 * `stacked`: {labels: [text], parts: [{name, kind, values: [minutes]}], words: {whole}}, the first
 *   part at the bottom; what is negative is drawn as nothing and told in the tip
 * `series`: {kind: bars|lines, labels: [text], series: [{name, values: [y|null]}], format? = count}, in
 *   the order given; bars lie, so that their names have room in a narrow place
 */

/** @typedef {Record<string, any>} Json */
/** @typedef {import('./formatters.js').Place} Place */
/** @typedef {import('./parts.js').Point} Point */

/** Minutes between the lines of a waterfall. */
const TICKS = [15, 30, 60, 120, 180, 240, 480, 960, 1440, 3000, 6000, 12_000, 30_000, 60_000, 120_000];

const TODAY = { borderColor: '--oee-axis', strokeDashArray: 0 };
const BESIDE_LINE = { textAnchor: 'start', position: 'top', orientation: 'horizontal', offsetX: 4 };

/** @type {Record<string, (data: Json, place: Place) => Json>} */
const PRESETS = { fan, trend, waterfall, bridge, pareto, columns, stacked, series };

/**
 * @param {string} name
 * @param {Json} data
 * @param {Place} place
 * @returns {Json}
 */
export function presetOptions(name, data, place) {
  if (!Object.hasOwn(PRESETS, name)) {
    throw new RangeError(`No preset '${name}'; known: ${Object.keys(PRESETS).join(', ')}`);
  }
  return PRESETS[name](data, place);
}

/**
 * @param {Json} data
 * @param {Place} place
 */
function fan(data, place) {
  const words = data.words ?? {};
  const { history = [], forecast = [], band80 = [], band95 = [], baseline = [] } = data;
  const planned = /** @type {Json[]} */ (data.planned ?? []);
  const axis = instants(history, forecast, band80, band95, baseline);
  const last = history.findLast((/** @type {Point} */ point) => point[1] !== null);
  // Bands and forecast grow out of the last known figure instead of floating beside it.
  const from = (/** @type {Point[]} */ points, /** @type {number} */ width) =>
    last ? [/** @type {Point} */ ([last[0], ...Array(width).fill(last[1])]), ...points] : points;
  const percent = formatter(data.format ?? 'percent1', place);
  const date = formatter('date', place);
  const at = (/** @type {Point[]} */ points, /** @type {number} */ index) =>
    points.find(([x]) => x === axis[index]);
  const scale = limits(data, [
    data.target,
    ...[history, forecast, baseline].flat().map((point) => point[1]),
    ...[band80, band95].flat().flatMap((point) => point.slice(1)),
  ]);
  const blue = '--oee-forecast';
  const names = endNames(
    axis.at(-1) ?? 0,
    [
      { y: data.target, text: words.target, colour: '--oee-target' },
      { y: band95.at(-1)?.[2], text: words.band95, colour: blue },
      { y: band80.at(-1)?.[2], text: words.band80, colour: blue },
      { y: forecast.at(-1)?.[1], text: words.forecast, colour: blue },
      { y: baseline.at(-1)?.[1], text: words.baseline },
    ],
    (scale.max - scale.min) * 0.06,
  );
  return {
    chart: { type: 'rangeArea' },
    series: [
      { name: words.band95, type: 'rangeArea', data: onAxis(from(band95, 2), axis) },
      { name: words.band80, type: 'rangeArea', data: onAxis(from(band80, 2), axis) },
      { name: words.baseline, type: 'line', data: onAxis(baseline, axis) },
      { name: words.forecast, type: 'line', data: onAxis(from(forecast, 1), axis) },
      { name: words.history, type: 'line', data: onAxis(history, axis) },
    ],
    colors: ['--oee-forecast', '--oee-forecast', '--oee-text-quiet', '--oee-forecast', '--oee-text'],
    fill: { type: 'solid', opacity: [0.13, 0.3, 1, 1, 1] },
    stroke: { curve: 'straight', width: [0, 0, 1.5, 2, 2], dashArray: [0, 0, 3, 0, 0] },
    xaxis: { type: 'datetime', labels: { formatter: 'day' } },
    yaxis: { ...scale, labels: { formatter: data.axisFormat ?? 'percent0' } },
    grid: { padding: { right: names.width } },
    annotations: {
      yaxis: targetLine(data.target),
      xaxis: [
        ...planned.map((stop) => ({
          x: stop.from,
          x2: stop.to,
          fillColor: '--oee-planned',
          opacity: 0.16,
          borderColor: 'transparent',
        })),
        ...(data.today ? [{ ...TODAY, x: data.today, label: tag(words.today, BESIDE_LINE) }] : []),
      ],
      points: [
        ...names.points,
        // Neighbouring words take turns in height, so that short stops do not write over each other.
        ...planned.map((stop, index) => ({
          x: (stop.from + stop.to) / 2,
          y: scale.min,
          marker: { size: 0 },
          label: tag(stop.label, { textAnchor: 'middle', offsetY: index % 2 ? -14 : 0 }),
        })),
      ],
    },
    tooltip: {
      shared: true,
      intersect: false,
      custom: (/** @type {Json} */ { dataPointIndex: index }) => {
        const fact = at(history, index);
        const expected = at(forecast, index);
        const range = (/** @type {Point[]} */ points) => {
          const point = at(points, index);
          return point ? `${percent(point[1])} – ${percent(point[2])}` : null;
        };
        return tooltip(date(axis[index]), [
          [words.history, fact && (expected ? null : percent(fact[1]))],
          [words.forecast, expected && percent(expected[1])],
          [words.band80, range(band80)],
          [words.band95, range(band95)],
          [words.baseline, at(baseline, index) && percent(at(baseline, index)?.[1])],
        ]);
      },
    },
  };
}

/**
 * @param {Json} data
 * @param {Place} place
 */
function trend(data, place) {
  const words = data.words ?? {};
  const spread = data.spread ?? [];
  const lines = /** @type {Json[]} */ (data.series ?? []);
  const axis = instants(spread, ...lines.map((line) => line.data));
  const format = formatter(data.format ?? 'percent1', place);
  const date = formatter(data.tipFormat ?? 'date', place);
  const find = (/** @type {Point[]} */ points, /** @type {number} */ index) =>
    points.find(([x]) => x === axis[index]);
  const bands = spread.length
    ? [{ name: words.spread, type: 'rangeArea', data: onAxis(spread, axis) }]
    : [];
  const colours = lines.map((line, index) => line.colour ?? `--oee-series-${(index % 4) + 1}`);
  const scale = limits(data, [
    data.target,
    ...lines.flatMap((line) => line.data.map((/** @type {Point} */ point) => point[1])),
    ...spread.flatMap((/** @type {Point} */ point) => point.slice(1)),
  ]);
  const lastOf = (/** @type {Json} */ line) =>
    line.data.findLast((/** @type {Point} */ point) => point[1] !== null)?.[1];
  const names = endNames(
    axis.at(-1) ?? 0,
    [
      { y: data.target, text: words.target, colour: '--oee-target' },
      ...lines.map((line, index) => ({ y: lastOf(line), text: line.name, colour: colours[index] })),
    ],
    (scale.max - scale.min) * 0.08,
  );
  return {
    chart: { type: bands.length ? 'rangeArea' : 'line' },
    series: [
      ...bands,
      ...lines.map((line) => ({ name: line.name, type: 'line', data: onAxis(line.data, axis) })),
    ],
    colors: [...bands.map(() => '--oee-neutral'), ...colours],
    fill: { type: 'solid', opacity: [...bands.map(() => 0.25), ...lines.map(() => 1)] },
    stroke: { curve: 'straight', width: [...bands.map(() => 0), ...lines.map(() => 2)] },
    markers: { size: axis.length > 40 ? 0 : [...bands.map(() => 0), ...lines.map(() => 3)] },
    xaxis: { type: 'datetime', labels: { formatter: data.axisFormat ?? 'day' } },
    yaxis: { ...scale, labels: { formatter: data.format ?? 'percent0' } },
    grid: { padding: { right: names.width } },
    annotations: { yaxis: targetLine(data.target), points: names.points },
    tooltip: {
      shared: true,
      intersect: false,
      custom: (/** @type {Json} */ { dataPointIndex: index }) => {
        const band = find(spread, index);
        return tooltip(date(axis[index]), [
          ...lines.map((line) => /** @type {[string, string]} */ ([
            line.name,
            format(find(line.data, index)?.[1] ?? null),
          ])),
          [words.spread, band && `${format(band[1])} – ${format(band[2])}`],
        ]);
      },
    },
  };
}

/**
 * @param {Json} data
 * @param {Place} place
 */
function waterfall(data, place) {
  const steps = /** @type {Json[]} */ (data.steps ?? []);
  const whole = steps[0]?.minutes ?? 0;
  const duration = formatter('hoursMinutes', place);
  const share = formatter('percent1', place);
  const part = formatter('percent0', place);
  const count = formatter('count', place);
  let level = 0;
  const bars = steps.map((step) => {
    const standing = step.kind === 'total' || step.kind === 'good';
    const from = standing ? 0 : level;
    level = standing ? step.minutes : level - step.minutes;
    return {
      // Words under each other need no slant.
      x: String(step.label).split(' '),
      y: [Math.min(from, level), Math.max(from, level)],
      fillColor: STEP_COLOURS[step.kind] ?? '--oee-neutral',
    };
  });
  const highest = Math.max(1, ...bars.map((bar) => bar.y[1]));
  // Quarters of an hour up to whole days of hours, with room for the figure above the highest bar.
  const tick = TICKS.find((size) => highest / size < 6) ?? 60 * 10 ** Math.ceil(Math.log10(highest / 360));
  const hours = highest > 48 * 60;
  const figure = hours
    ? (/** @type {number} */ minutes) => `${count(Math.round(minutes / 60))} h`
    : duration;
  const ticks = Math.ceil((highest * 1.06) / tick);
  const scale = { min: 0, max: ticks * tick, tickAmount: ticks };
  return {
    chart: { type: 'rangeBar', zoom: { enabled: false } },
    stroke: { width: 0 },
    series: [{ name: '', data: bars }],
    plotOptions: {
      bar: { horizontal: false, columnWidth: '64%', borderRadius: 1, dataLabels: { position: 'top' } },
    },
    dataLabels: {
      enabled: true,
      offsetY: -18,
      formatter: (/** @type {unknown} */ _range, /** @type {Json} */ at) =>
        figure(steps[at.dataPointIndex].minutes),
      style: { colors: ['--oee-text'], fontSize: '12px', fontWeight: 500 },
    },
    xaxis: { type: 'category', labels: { rotate: 0, hideOverlappingLabels: false } },
    yaxis: {
      ...scale,
      labels: {
        formatter: (/** @type {number} */ at) =>
          at > highest ? '' : hours ? `${count(Math.round(at / 60))} h` : count(at),
      },
    },
    grid: { padding: { right: 44 } },
    annotations: {
      // Shares as words, because ApexCharts cannot give one series a second axis.
      yaxis: (whole ? [0, 0.25, 0.5, 0.75, 1] : []).map((fraction) => ({
        y: fraction * whole,
        borderColor: 'transparent',
        label: tag(part(fraction), { ...BESIDE_LINE, position: 'right', offsetY: 6 }),
      })),
    },
    tooltip: {
      custom: (/** @type {Json} */ { dataPointIndex: index }) => {
        const step = steps[index];
        return tooltip(step.label, [
          ['', duration(step.minutes)],
          [data.words?.share ?? '', whole ? share(step.minutes / whole) : null],
        ]);
      },
    },
  };
}

/**
 * @param {Json} data
 * @param {Place} place
 */
function pareto(data, place) {
  const bars = /** @type {Json[]} */ (data.bars ?? []);
  const format = data.format ?? 'hoursMinutes';
  return {
    chart: { type: 'bar', zoom: { enabled: false } },
    stroke: { width: 0 },
    series: [
      {
        name: data.words?.value ?? '',
        data: bars.map((bar) => ({
          x: bar.label,
          y: bar.value,
          fillColor: STEP_COLOURS[bar.kind] ?? '--oee-neutral',
        })),
      },
    ],
    plotOptions: {
      bar: { horizontal: true, barHeight: '62%', borderRadius: 1, dataLabels: { position: 'top' } },
    },
    dataLabels: {
      enabled: true,
      textAnchor: 'start',
      offsetX: 6,
      formatter: format,
      style: { colors: ['--oee-text'], fontSize: '12px', fontWeight: 500 },
    },
    grid: { yaxis: { lines: { show: false } }, padding: { right: 56 } },
    xaxis: {
      // Room for the figure beyond the longest bar.
      max: Math.max(...bars.map((bar) => bar.value)) * 1.3,
      labels: { show: false },
      axisTicks: { show: false },
      axisBorder: { show: false },
    },
    yaxis: { labels: { maxWidth: 220 } },
    tooltip: {
      custom: (/** @type {Json} */ { dataPointIndex: index }) =>
        tooltip(bars[index].label, [['', formatter(format, place)(bars[index].value)]]),
    },
  };
}

/**
 * @param {Json} data
 * @param {Place} place
 */
function columns(data, place) {
  const bars = /** @type {Json[]} */ (data.bars ?? []);
  const format = data.format ?? 'count';
  return {
    chart: { type: 'bar', zoom: { enabled: false } },
    stroke: { width: 0 },
    colors: ['--oee-neutral-strong'],
    series: [
      { name: data.words?.value ?? '', data: bars.map((bar) => ({ x: bar.label, y: bar.value })) },
    ],
    plotOptions: { bar: { columnWidth: '78%', borderRadius: 1 } },
    dataLabels: { enabled: false },
    xaxis: { type: 'category', labels: { rotate: 0, hideOverlappingLabels: true } },
    yaxis: { min: 0, forceNiceScale: true, labels: { formatter: format } },
    tooltip: {
      custom: (/** @type {Json} */ { dataPointIndex: index }) =>
        tooltip(bars[index].label, [
          [data.words?.value ?? '', formatter(format, place)(bars[index].value)],
        ]),
    },
  };
}

/**
 * @param {Json} data
 * @param {Place} place
 */
function stacked(data, place) {
  const labels = /** @type {string[]} */ (data.labels ?? []);
  const parts = /** @type {Json[]} */ (data.parts ?? []);
  const duration = formatter('hoursMinutes', place);
  const count = formatter('count', place);
  const whole = (/** @type {number} */ index) =>
    parts.reduce((sum, part) => sum + part.values[index], 0);
  return {
    chart: { type: 'bar', stacked: true, zoom: { enabled: false } },
    stroke: { width: 1, colors: ['--oee-surface'] },
    colors: parts.map((part) => STEP_COLOURS[part.kind] ?? '--oee-neutral'),
    series: parts.map((part) => ({
      name: part.name,
      data: part.values.map((/** @type {number} */ value, /** @type {number} */ index) => ({
        x: labels[index],
        y: Math.max(0, value) / 60,
      })),
    })),
    plotOptions: { bar: { columnWidth: labels.length > 4 ? '64%' : '32%', borderRadius: 1 } },
    dataLabels: { enabled: false },
    legend: { show: true, position: 'top', horizontalAlign: 'left', showForSingleSeries: true },
    xaxis: { type: 'category', labels: { rotate: 0, hideOverlappingLabels: true } },
    yaxis: {
      min: 0,
      forceNiceScale: true,
      decimalsInFloat: 0,
      labels: { formatter: (/** @type {number} */ at) => `${count(Math.round(at))} h` },
    },
    tooltip: {
      shared: true,
      intersect: false,
      custom: (/** @type {Json} */ { dataPointIndex: index }) =>
        tooltip(labels[index], [
          ...parts.map((part) => /** @type {[string, string]} */ ([
            part.name,
            duration(part.values[index]),
          ])),
          [data.words?.whole ?? '', duration(whole(index))],
        ]),
    },
  };
}
