// @ts-check
/** Pieces that several presets draw with. */

/** @typedef {Record<string, any>} Json */
/** @typedef {[number, ...(number | null)[]]} Point */

/** What the steps of a waterfall and of a bridge mean. */
export const STEP_COLOURS = /** @type {Record<string, string>} */ ({
  total: '--oee-neutral',
  good: '--oee-neutral-strong',
  availability: '--oee-availability',
  effectiveness: '--oee-effectiveness',
  quality: '--oee-quality',
  idle: '--oee-waiting',
});

/** @param {unknown} value for markup, such as a tooltip */
function escaped(value) {
  return String(value).replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}

/**
 * @param {Point[]} points
 * @param {number[]} axis every instant of the chart: series of unequal length confuse ApexCharts
 * @returns {Json[]}
 */
export function onAxis(points, axis) {
  const known = new Map(points.map((point) => [point[0], point.slice(1)]));
  return axis.map((x) => {
    const values = known.get(x);
    return { x, y: values ? (values.length > 1 ? values : values[0]) : null };
  });
}

/** @param {Point[][]} lists */
export function instants(...lists) {
  const all = new Set(lists.flat().map(([x]) => x));
  return [...all].sort((a, b) => a - b);
}

/**
 * Limits on round steps around everything drawn, so that a line uses its panel.
 *
 * @param {Json} data
 * @param {(number | null | undefined)[]} values
 */
export function limits(data, values) {
  const known = values.filter((value) => typeof value === 'number');
  const low = data.min ?? Math.min(...known);
  const high = data.max ?? Math.max(...known);
  const wanted = (high - low || 1) / 6;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= wanted) ?? 10);
  const first = Math.floor(low / step + 1e-6);
  const last = Math.max(Math.ceil(high / step - 1e-6), first + 1);
  const round = (/** @type {number} */ count) => Number((count * step).toPrecision(12));
  return { min: round(first), max: round(last), tickAmount: last - first };
}

/** @param {number | null | undefined} target */
export function targetLine(target) {
  return typeof target === 'number'
    ? [{ y: target, borderColor: '--oee-target', strokeDashArray: 6, label: { text: '' } }]
    : [];
}

/**
 * A bare word on the drawing, in place of a legend.
 *
 * @param {string | undefined} text
 * @param {Json} [style]
 */
export function tag(text, style = {}) {
  return {
    text: text ?? '',
    borderWidth: 0,
    ...style,
    style: {
      background: 'transparent',
      color: style.colour ?? '--oee-text-quiet',
      fontSize: '12px',
      cssClass: 'chart-tag',
    },
  };
}

/**
 * Names at the right end of lines, kept off each other; the target's stays where it is.
 *
 * @param {number} x
 * @param {{y: number | null | undefined, text: string | undefined, colour?: string}[]} names
 * @param {number} least distance in units of the axis
 */
export function endNames(x, names, least) {
  const shown = names.filter((name) => typeof name.y === 'number' && name.text);
  shown.sort((a, b) => Number(b.y) - Number(a.y));
  const fixed = shown.findIndex((name) => name.colour === '--oee-target');
  const at = shown.map((name) => Number(name.y));
  for (let i = fixed - 1; i >= 0; i--) {
    at[i] = Math.max(at[i], at[i + 1] + least);
  }
  for (let i = Math.max(fixed, 0) + 1; i < at.length; i++) {
    at[i] = Math.min(at[i], at[i - 1] - least);
  }
  const width = Math.max(0, ...shown.map((name) => (name.text ?? '').length)) * 7 + 12;
  const points = shown.map(({ text, colour }, index) => ({
    x,
    y: at[index],
    marker: { size: 0 },
    label: tag(text, { textAnchor: 'start', offsetX: 6, offsetY: 10, colour }),
  }));
  return { points, width };
}

/**
 * @param {string} title
 * @param {[string, string | null | undefined][]} rows rows without a value are left out
 */
export function tooltip(title, rows) {
  const lines = rows
    .filter(([, value]) => value)
    .map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`);
  return `<div class="chart-tip"><strong>${escaped(title)}</strong><dl>${lines.join('')}</dl></div>`;
}
