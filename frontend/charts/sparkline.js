// @ts-check
import { formatter } from './formatters.js';
import { hatch, svg } from './svg.js';

/**
 * `<oee-sparkline>`: a small line without axes, light enough for dozens on a page.
 *
 * Attributes: `values` (JSON list, null is a hatched gap), `target`, `min` and `max` (give cards
 * that stand side by side the same ones; 0 and 1 by default), `label` (what a screen reader says
 * before the last figure), `format` (of formatters.js, percent1 by default).
 */

const INSET = 3;
let hatches = 0;

export class OeeSparkline extends HTMLElement {
  static observedAttributes = ['values', 'target', 'min', 'max', 'label', 'format'];

  #hatch = `oee-spark-${++hatches}`;
  #resized = new ResizeObserver(() => this.#draw());

  connectedCallback() {
    this.setAttribute('role', 'img');
    this.#resized.observe(this);
  }

  disconnectedCallback() {
    this.#resized.disconnect();
  }

  attributeChangedCallback() {
    this.#draw();
  }

  /** @returns {(number | null)[]} */
  #values() {
    const values = JSON.parse(this.getAttribute('values') || '[]');
    return Array.isArray(values) ? values : [];
  }

  /**
   * @param {string} name
   * @param {number} otherwise
   */
  #number(name, otherwise) {
    const given = this.getAttribute(name);
    return given === null || given === '' ? otherwise : Number(given);
  }

  #draw() {
    const width = this.clientWidth;
    const height = this.clientHeight;
    if (!this.isConnected || width === 0 || height === 0) {
      return;
    }
    const values = this.#values();
    const low = this.#number('min', 0);
    const high = this.#number('max', 1);
    const step = values.length > 1 ? (width - 2 * INSET) / (values.length - 1) : 0;
    const x = (/** @type {number} */ index) => INSET + index * step;
    const y = (/** @type {number} */ value) => {
      const part = (Math.min(Math.max(value, low), high) - low) / (high - low || 1);
      return height - INSET - part * (height - 2 * INSET);
    };
    const drawing = svg('svg', { width, height, viewBox: `0 0 ${width} ${height}` });
    drawing.append(svg('defs', {}, hatch(this.#hatch)));
    for (const [from, to] of gaps(values)) {
      const left = Math.max(0, x(from) - step / 2);
      const right = Math.min(width, x(to) + step / 2);
      drawing.append(
        svg('rect', { x: left, y: 0, width: right - left, height, fill: `url(#${this.#hatch})` }),
      );
    }
    const target = this.#number('target', NaN);
    if (Number.isFinite(target)) {
      drawing.append(
        svg('line', { class: 'spark-target', x1: 0, x2: width, y1: y(target), y2: y(target) }),
      );
    }
    const points = values.map((value, index) => (value === null ? null : [x(index), y(value)]));
    drawing.append(svg('path', { class: 'spark-line', d: path(points) }));
    const end = points.at(-1);
    if (end) {
      drawing.append(svg('circle', { class: 'spark-end', cx: end[0], cy: end[1], r: 2.5 }));
    }
    this.replaceChildren(drawing);
    const say = formatter(this.getAttribute('format') || 'percent1');
    const label = this.getAttribute('label');
    this.setAttribute('aria-label', `${label ? `${label}: ` : ''}${say(values.at(-1) ?? null)}`);
  }
}

/**
 * @param {(number | null)[]} values
 * @returns {[number, number][]} first and last index of each run of nulls
 */
function gaps(values) {
  /** @type {[number, number][]} */
  const runs = [];
  values.forEach((value, index) => {
    const last = runs.at(-1);
    if (value !== null) {
      return;
    }
    if (last && last[1] === index - 1) {
      last[1] = index;
    } else {
      runs.push([index, index]);
    }
  });
  return runs;
}

/** @param {(number[] | null)[]} points a lone point becomes a dot by its round line cap */
function path(points) {
  return points
    .map((point, index) => {
      if (!point) {
        return '';
      }
      const [x, y] = point.map((part) => part.toFixed(1));
      const before = points[index - 1];
      return before ? `L${x} ${y}` : `M${x} ${y}${points[index + 1] ? '' : 'h0.01'}`;
    })
    .join('');
}

customElements.define('oee-sparkline', OeeSparkline);
