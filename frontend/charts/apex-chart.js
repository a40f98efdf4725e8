// @ts-check
import { formatter } from './formatters.js';
import { presetOptions } from './presets.js';
import { motionReduced, onThemeChange, paletteOf } from './theme.js';

/**
 * `<oee-apex-chart>`: one chart drawn by ApexCharts from JSON.
 *
 * `setOptions(json)` takes ApexCharts options, or `{"preset": …, "data": …, "options": …}` (see
 * presets.js), and on top of either `ariaLabel`, `timeZone` and `locale`. Two kinds of string mean
 * more than themselves: the value of any `formatter` names one of formatters.js, and a value
 * such as `--oee-target` names a colour of the style sheet.
 *
 * `updateSeries(json)` takes a list of series, or the new `data` of the preset.
 *
 * Events: `point-click` {seriesIndex, dataPointIndex, x}, x being text; `range-select` {from, to}
 * after dragging and `range-reset` after a double click, on axes of time or numbers;
 * `show-table` on the key T.
 */

/** @typedef {Record<string, any>} Json */

/** Loaded with the first chart, so that pages without one do not pay for it. */
let library = /** @type {Promise<any> | null} */ (null);

function loadLibrary() {
  // @ts-ignore the build copies this file beside ours
  library ??= import('./apexcharts-4.7.0.esm.js').then((module) => module.default);
  return library;
}

const DOUBLE_CLICK_MS = 280;
const SETTLED_MS = 120;
const COLOUR_NAME = /^--(oee|lumo)-[a-z0-9-]+$/;

/** Keys of ours that ApexCharts does not know. */
const OWN_KEYS = new Set(['preset', 'data', 'options', 'ariaLabel', 'timeZone', 'locale']);

/**
 * @param {any} base
 * @param {any} above wins over base; lists are replaced, not joined
 * @returns {any}
 */
function merge(base, above) {
  if (!isObject(base) || !isObject(above)) {
    return above === undefined ? base : above;
  }
  const result = { ...base };
  for (const [key, value] of Object.entries(above)) {
    result[key] = merge(base[key], value);
  }
  return result;
}

/** @param {unknown} value */
function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export class OeeApexChart extends HTMLElement {
  /** @type {Json | null} */
  #source = null;
  /** @type {any} */
  #chart = null;
  /** Of the latest drawing; an older one that is still loading gives way. */
  #drawing = 0;
  /** @type {(() => void) | null} */
  #stopWatching = null;
  /** Where the pointer went down, to tell a click from a drag. */
  #pressedAt = 0;
  /** A click that may still become a double click. */
  #waiting = 0;
  #drawnColours = '';
  #drawnWidth = 0;
  #settling = 0;
  /** The menu slides in beside a chart that is already drawn; the library notices windows only. */
  #resized = new ResizeObserver(() => {
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => {
      if (this.#chart && Math.abs(this.clientWidth - this.#drawnWidth) > 1) {
        this.#draw();
      }
    }, SETTLED_MS);
  });

  connectedCallback() {
    this.#resized.observe(this);
    this.#initialise('role', 'img');
    this.#initialise('tabindex', '0');
    this.addEventListener('keydown', this.#onKey);
    this.addEventListener('pointerdown', this.#onPress);
    this.addEventListener('dblclick', this.#onDoubleClick);
    this.#stopWatching = onThemeChange(() => this.#retheme());
    this.#draw();
  }

  disconnectedCallback() {
    this.removeEventListener('keydown', this.#onKey);
    this.removeEventListener('pointerdown', this.#onPress);
    this.removeEventListener('dblclick', this.#onDoubleClick);
    this.#stopWatching?.();
    this.#resized.disconnect();
    clearTimeout(this.#settling);
    this.#clear();
  }

  /** @param {string} json */
  setOptions(json) {
    this.#source = JSON.parse(json);
    this.setAttribute('aria-label', this.#label());
    this.#draw();
  }

  /** @param {string} json */
  updateSeries(json) {
    if (!this.#source) {
      throw new Error('updateSeries before setOptions: the chart does not know its kind yet');
    }
    const update = JSON.parse(json);
    if (!this.#source.preset) {
      this.#source.series = update;
      this.#chart?.updateSeries(this.#options().series, !motionReduced());
      return;
    }
    this.#source.data = update;
    this.#chart?.updateOptions(this.#options(), false, !motionReduced(), true);
  }

  /**
   * @param {string} name
   * @param {string} value
   */
  #initialise(name, value) {
    if (!this.hasAttribute(name)) {
      this.setAttribute(name, value);
    }
  }

  #label() {
    const source = this.#source ?? {};
    return String(source.ariaLabel ?? source.options?.title?.text ?? source.title?.text ?? '');
  }

  #place() {
    return { locale: this.#source?.locale, timeZone: this.#source?.timeZone };
  }

  async #draw() {
    this.#clear();
    if (!this.isConnected || !this.#source) {
      return;
    }
    const drawing = ++this.#drawing;
    try {
      const ApexCharts = await loadLibrary();
      if (drawing !== this.#drawing || !this.isConnected) {
        return;
      }
      const canvas = document.createElement('div');
      canvas.className = 'chart-canvas';
      this.replaceChildren(canvas);
      this.#chart = new ApexCharts(canvas, this.#options());
      this.#drawnColours = this.#colours();
      this.#drawnWidth = this.clientWidth;
      await this.#chart.render();
    } catch (error) {
      console.error('Chart not drawn', error);
      this.textContent = '–';
      this.dispatchEvent(new CustomEvent('chart-failed', { bubbles: true }));
    }
  }

  #clear() {
    this.#drawing++;
    clearTimeout(this.#waiting);
    this.#chart?.destroy();
    this.#chart = null;
    this.replaceChildren();
  }

  #retheme() {
    if (this.#chart && this.#colours() !== this.#drawnColours) {
      this.#draw();
    }
  }

  #colours() {
    const colour = paletteOf(this);
    return ['--oee-surface', '--oee-text', '--oee-forecast', '--oee-stopped'].map(colour).join();
  }

  /** @returns {Json} what ApexCharts gets: defaults, then the preset, then the given options */
  #options() {
    const source = this.#source ?? {};
    const place = this.#place();
    const resolve = resolver(paletteOf(this), place);
    const own = Object.fromEntries(Object.entries(source).filter(([key]) => !OWN_KEYS.has(key)));
    const preset = source.preset ? presetOptions(source.preset, source.data ?? {}, place) : {};
    return resolve([defaults(), preset, own, source.options ?? {}, this.#behaviour()].reduce(merge));
  }

  #behaviour() {
    return {
      chart: {
        events: {
          click: (/** @type {any} */ event, /** @type {any} */ _chart, /** @type {any} */ point) =>
            this.#onClick(event, point),
          zoomed: (/** @type {any} */ _chart, /** @type {any} */ axes) => {
            const { min, max } = axes.xaxis ?? {};
            if (Number.isFinite(min) && Number.isFinite(max)) {
              this.#say('range-select', { from: min, to: max });
            }
          },
        },
      },
    };
  }

  /**
   * @param {MouseEvent} event
   * @param {any} point
   */
  #onClick(event, point) {
    const seriesIndex = Number(point.seriesIndex ?? -1);
    const dataPointIndex = Number(point.dataPointIndex ?? -1);
    const dragged = Math.abs((event.clientX ?? this.#pressedAt) - this.#pressedAt) > 4;
    if (dragged || dataPointIndex < 0) {
      return;
    }
    const series = point.config.series[Math.max(seriesIndex, 0)];
    const datum = series?.data?.[dataPointIndex];
    const x =
      (Array.isArray(datum) ? datum[0] : datum?.x) ??
      point.config.xaxis.categories?.[dataPointIndex] ??
      dataPointIndex;
    const say = () => this.#say('point-click', { seriesIndex, dataPointIndex, x: String(x) });
    clearTimeout(this.#waiting);
    // Only where a double click has a meaning is a single one worth waiting for.
    if (this.#chart?.w.globals.zoomed) {
      this.#waiting = setTimeout(say, DOUBLE_CLICK_MS);
    } else {
      say();
    }
  }

  #onPress = (/** @type {PointerEvent} */ event) => {
    this.#pressedAt = event.clientX;
  };

  #onDoubleClick = () => {
    clearTimeout(this.#waiting);
    if (this.#chart?.w.globals.zoomed) {
      this.#chart.resetSeries(true, true);
      this.#say('range-reset', {});
    }
  };

  #onKey = (/** @type {KeyboardEvent} */ event) => {
    const plainKey = !(event.ctrlKey || event.metaKey || event.altKey);
    if (plainKey && event.target === this && event.key.toLowerCase() === 't') {
      event.preventDefault();
      this.#say('show-table', {});
    }
  };

  /**
   * @param {string} type
   * @param {Json} detail
   */
  #say(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true }));
  }
}

/** @returns {Json} quiet by default: no toolbar, no legend, no rounding of data into curves */
function defaults() {
  const label = { colors: '--oee-text-quiet', fontSize: '12px' };
  return {
    chart: {
      height: '100%',
      width: '100%',
      background: 'transparent',
      fontFamily: 'inherit',
      foreColor: '--oee-text-quiet',
      toolbar: { show: false },
      zoom: { enabled: true, type: 'x', allowMouseWheelZoom: false },
      animations: {
        enabled: !motionReduced(),
        speed: 200,
        animateGradually: { enabled: false },
        dynamicAnimation: { enabled: !motionReduced(), speed: 200 },
      },
    },
    colors: ['--oee-series-1', '--oee-series-2', '--oee-series-3', '--oee-series-4'],
    stroke: { curve: 'straight', width: 2, lineCap: 'butt' },
    fill: { opacity: 1 },
    dataLabels: { enabled: false },
    legend: { show: false, labels: { colors: '--oee-text' }, fontSize: '12px' },
    grid: { borderColor: '--oee-grid', strokeDashArray: 0, padding: { left: 8, right: 8, top: -14 } },
    xaxis: {
      labels: { style: label, hideOverlappingLabels: true },
      axisBorder: { color: '--oee-axis' },
      axisTicks: { color: '--oee-axis' },
      tooltip: { enabled: false },
      crosshairs: {
        stroke: { color: '--oee-axis', width: 1, dashArray: 0 },
        fill: { type: 'solid', color: '--oee-sunken' },
      },
    },
    yaxis: { labels: { style: label } },
    states: {
      hover: { filter: { type: 'none' } },
      active: { filter: { type: 'none' } },
    },
    markers: { size: 0, strokeWidth: 0, hover: { sizeOffset: 4 } },
    noData: { text: '–', style: { color: '--oee-text-quiet', fontSize: '14px' } },
  };
}

/**
 * Swaps names for what they stand for. Angle brackets give way to lookalikes, because ApexCharts
 * writes names into its tooltips as markup and reasons may have been typed or imported by anyone.
 *
 * @param {(name: string) => string} colour
 * @param {import('./formatters.js').Place} place
 * @returns {(node: any, key?: string) => any}
 */
function resolver(colour, place) {
  /** @type {(node: any, key?: string) => any} */
  const resolve = (node, key = '') => {
    if (typeof node === 'string') {
      if (key === 'formatter') {
        return formatter(node, place);
      }
      return COLOUR_NAME.test(node)
        ? colour(node)
        : node.replaceAll('<', '‹').replaceAll('>', '›');
    }
    if (Array.isArray(node)) {
      return node.map((item) => resolve(item));
    }
    return isObject(node)
      ? Object.fromEntries(Object.entries(node).map(([name, item]) => [name, resolve(item, name)]))
      : node;
  };
  return resolve;
}

customElements.define('oee-apex-chart', OeeApexChart);
