// @ts-check
import { formatter } from './formatters.js';
import { hatch, svg } from './svg.js';

/**
 * `<oee-timeline>`: what a line did between two instants, each state by form as well as colour.
 *
 * Attributes: `segments` (JSON list of {from, to, kind, label, note?}; instants as epoch
 * milliseconds or ISO text; kind is running, slow, stopped, setup, waiting, planned, idle or
 * nodata), `from`, `to` (the ends of the axis; those of the segments by default), `time-zone` (of
 * the plant), `label`, `now` (an instant marked on the axis), `selected` (an index).
 *
 * Event: `segment-click` {index}, by pointer, Enter or space. One tab stop; arrows move inside.
 */

/** @typedef {{from: number, to: number, kind: string, label: string, note?: string}} Segment */

const TOP = 6;
const BAR = 30;
const AXIS = 20;
const NOTCH = 5;
const HOUR = 3_600_000;
let timelines = 0;

/** @param {unknown} value epoch milliseconds, as number or text, or ISO text */
function instant(value) {
  const number = Number(value);
  return Number.isFinite(number) ? number : Date.parse(String(value));
}

export class OeeTimeline extends HTMLElement {
  static observedAttributes = ['segments', 'from', 'to', 'time-zone', 'label', 'now', 'selected'];

  #prefix = `oee-timeline-${++timelines}`;
  #resized = new ResizeObserver(() => this.#draw());
  /** @type {Segment[]} */
  #segments = [];
  /** The segment that the tab key reaches. */
  #current = 0;
  #tip = Object.assign(document.createElement('div'), { className: 'timeline-tip', hidden: true });

  /** @type {[string, (event: any) => void][]} */
  #listeners = [
    ['keydown', (event) => this.#onKey(event)],
    ['click', (event) => this.#choose(this.#indexAt(event))],
    ['pointermove', (event) => this.#showTip(this.#indexAt(event))],
    ['focusin', (event) => this.#showTip(this.#indexAt(event))],
    ['pointerleave', () => this.#showTip(-1)],
    ['focusout', () => this.#showTip(-1)],
  ];

  connectedCallback() {
    this.setAttribute('role', 'group');
    this.#resized.observe(this);
    this.#listeners.forEach(([type, listener]) => this.addEventListener(type, listener));
    this.#draw();
  }

  disconnectedCallback() {
    this.#resized.disconnect();
    this.#listeners.forEach(([type, listener]) => this.removeEventListener(type, listener));
  }

  /** @param {string} name */
  attributeChangedCallback(name) {
    if (name === 'segments') {
      /** @type {any[]} */
      const given = JSON.parse(this.getAttribute('segments') || '[]');
      this.#segments = given.map((segment) => ({
        ...segment,
        from: instant(segment.from),
        to: instant(segment.to),
      }));
      this.#current = Math.min(this.#current, Math.max(0, given.length - 1));
    }
    this.#draw();
  }

  #range() {
    const [from, to] = [this.getAttribute('from'), this.getAttribute('to')];
    return {
      from: from ? instant(from) : Math.min(...this.#segments.map((segment) => segment.from)),
      to: to ? instant(to) : Math.max(...this.#segments.map((segment) => segment.to)),
    };
  }

  /** @param {string} name */
  #format(name) {
    return formatter(name, { timeZone: this.getAttribute('time-zone') || undefined });
  }

  #draw() {
    const width = this.clientWidth;
    const { from, to } = this.#range();
    if (!this.isConnected || width === 0 || !(to > from)) {
      return;
    }
    const focused = this.contains(document.activeElement);
    const x = (/** @type {number} */ at) =>
      ((Math.min(Math.max(at, from), to) - from) / (to - from)) * width;
    const height = TOP + BAR + AXIS;
    const drawing = svg('svg', { width, height, viewBox: `0 0 ${width} ${height}` });
    drawing.append(this.#patterns(), ...this.#ticks(from, to, x, width));
    this.#segments.forEach((segment, index) => {
      if (segment.to > from && segment.from < to) {
        drawing.append(this.#mark(segment, index, x(segment.from), x(segment.to)));
      }
    });
    const now = this.getAttribute('now');
    if (now) {
      const at = x(instant(now));
      drawing.append(
        svg('line', { class: 'timeline-now', x1: at, x2: at, y1: 0, y2: TOP + BAR + 4 }),
      );
    }
    this.setAttribute('aria-label', this.getAttribute('label') || '');
    this.replaceChildren(drawing, this.#tip);
    if (focused) {
      this.#focus(this.#current);
    }
  }

  #patterns() {
    const dots = svg(
      'pattern',
      { id: `${this.#prefix}-setup`, width: 6, height: 6, patternUnits: 'userSpaceOnUse' },
      svg('circle', { class: 'timeline-dot', cx: 3, cy: 3, r: 1.3 }),
    );
    return svg(
      'defs',
      {},
      hatch(`${this.#prefix}-nodata`),
      hatch(`${this.#prefix}-slow`, 'timeline-slant'),
      dots,
    );
  }

  /**
   * @param {number} from
   * @param {number} to
   * @param {(at: number) => number} x
   * @param {number} width
   */
  #ticks(from, to, x, width) {
    const time = this.#format('time');
    const perHour = (HOUR / (to - from)) * width;
    const every = [1, 2, 3, 4, 6, 12, 24].find((hours) => hours * perHour > 56) ?? 24;
    const marks = [];
    // Quarters, because some zones are off by a half or three quarters of an hour.
    const step = HOUR / 4;
    for (let at = Math.ceil(from / step) * step; at <= to; at += step) {
      const [hour, minute] = time(at).split(':').map(Number);
      if (minute !== 0 || hour % every !== 0) {
        continue;
      }
      const anchor = x(at) < 20 ? 'start' : x(at) > width - 20 ? 'end' : 'middle';
      marks.push(
        svg('line', { class: 'timeline-tick', x1: x(at), x2: x(at), y1: TOP + BAR, y2: TOP + BAR + 4 }),
        svg(
          'text',
          { class: 'timeline-hour', x: x(at), y: TOP + BAR + AXIS - 3, 'text-anchor': anchor },
          document.createTextNode(time(at)),
        ),
      );
    }
    marks.push(
      svg('line', { class: 'timeline-tick', x1: 0, x2: width, y1: TOP + BAR + 0.5, y2: TOP + BAR + 0.5 }),
    );
    return marks;
  }

  /**
   * @param {Segment} segment
   * @param {number} index
   * @param {number} left
   * @param {number} right
   */
  #mark(segment, index, left, right) {
    const width = Math.max(right - left, segment.kind === 'stopped' ? 2 : 0.5);
    const bounds = { x: left, y: TOP, width, height: BAR };
    const group = svg('g', {
      class: `timeline-segment ${segment.kind}`,
      role: 'button',
      tabindex: index === this.#current ? 0 : -1,
      'aria-label': this.#sentence(segment),
      'data-index': index,
    });
    if (this.getAttribute('selected') === String(index)) {
      group.classList.add('selected');
    }
    group.append(...this.#form(segment.kind, bounds), svg('rect', { class: 'timeline-hit', ...bounds }));
    return group;
  }

  /**
   * @param {string} kind
   * @param {{x: number, y: number, width: number, height: number}} bounds
   * @returns {Element[]}
   */
  #form(kind, bounds) {
    const { x, y, width, height } = bounds;
    const fill = (/** @type {string} */ name) => ({ fill: `url(#${this.#prefix}-${name})` });
    switch (kind) {
      case 'stopped': {
        // The notch and the extra height tell it from running without any colour.
        const half = Math.min(NOTCH, width / 2);
        const middle = x + width / 2;
        const top = y - TOP + 1;
        const notch = `H${middle - half}L${middle} ${top + half * 1.6}L${middle + half} ${top}`;
        const d = `M${x} ${top}${notch}H${x + width}V${y + height}H${x}Z`;
        return [svg('path', { class: 'timeline-form', d })];
      }
      case 'waiting': {
        const inner = { x: x + 0.75, y: y + 0.75, height: height - 1.5 };
        const outline = { ...inner, width: Math.max(width - 1.5, 0.5) };
        return [svg('rect', { class: 'timeline-form', ...outline })];
      }
      case 'planned':
        return [svg('rect', { class: 'timeline-form', x, width, y: y + height / 2 - 1.5, height: 3 })];
      case 'idle':
        return [];
      case 'slow':
      case 'setup':
        return [
          svg('rect', { class: 'timeline-form', ...bounds }),
          svg('rect', { ...bounds, ...fill(kind) }),
        ];
      case 'nodata':
        return [svg('rect', { ...bounds, ...fill(kind) })];
      default:
        return [svg('rect', { class: 'timeline-form', ...bounds })];
    }
  }

  /** @param {Segment} segment */
  #sentence({ from, to, label, note }) {
    const time = this.#format('time');
    const length = this.#format('hoursMinutesMs')(to - from);
    return `${label}, ${time(from)}–${time(to)}, ${length}${note ? `, ${note}` : ''}`;
  }

  /** @param {Event} event */
  #indexAt(event) {
    const group = /** @type {Element} */ (event.target).closest?.('.timeline-segment');
    return group ? Number(group.getAttribute('data-index')) : -1;
  }

  /** @param {number} index */
  #node(index) {
    return /** @type {SVGElement | null} */ (this.querySelector(`[data-index="${index}"]`));
  }

  /** @param {number} index */
  #focus(index) {
    this.#node(this.#current)?.setAttribute('tabindex', '-1');
    this.#current = index;
    this.#node(index)?.setAttribute('tabindex', '0');
    this.#node(index)?.focus();
  }

  /** @param {number} index */
  #choose(index) {
    if (index >= 0) {
      this.dispatchEvent(new CustomEvent('segment-click', { detail: { index }, bubbles: true }));
    }
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const last = this.#segments.length - 1;
    const goal = /** @type {Record<string, number>} */ ({
      ArrowLeft: Math.max(this.#current - 1, 0),
      ArrowRight: Math.min(this.#current + 1, last),
      Home: 0,
      End: last,
    })[event.key];
    if (goal !== undefined) {
      event.preventDefault();
      this.#focus(goal);
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.#choose(this.#indexAt(event));
    } else if (event.key === 'Escape') {
      this.#showTip(-1);
    }
  }

  /** @param {number} index none below 0 */
  #showTip(index) {
    const segment = this.#segments[index];
    const node = this.#node(index);
    this.#tip.hidden = !segment || !node;
    if (!segment || !node) {
      return;
    }
    const time = this.#format('time');
    const length = this.#format('hoursMinutesMs')(segment.to - segment.from);
    const line = (/** @type {string} */ tag, /** @type {string} */ textContent) =>
      Object.assign(document.createElement(tag), { textContent });
    this.#tip.replaceChildren(
      line('strong', segment.label),
      line('span', `${time(segment.from)}–${time(segment.to)} · ${length}`),
      line('span', segment.note ?? ''),
    );
    const host = this.getBoundingClientRect();
    const mark = node.getBoundingClientRect();
    const middle = mark.left + mark.width / 2 - host.left;
    const half = this.#tip.offsetWidth / 2;
    const left = Math.min(Math.max(middle, half), Math.max(host.width - half, half));
    this.#tip.style.left = `${left}px`;
  }
}

customElements.define('oee-timeline', OeeTimeline);
