// @ts-check
/**
 * Named formatters for figures that arrive as JSON. The names are the whole vocabulary: nothing
 * from the server is ever evaluated. Every formatter answers an en dash for an undefined figure.
 *
 * | name | input | English example |
 * | --- | --- | --- |
 * | percent0, percent1 | fraction of 1 | 61 %, 61.0 % |
 * | points1 | fraction of 1, a difference | −2.1 points without the unit word: −2.1 |
 * | count, decimal1 | number | 1,235 and 2.4 |
 * | minutes | minutes | 549 min |
 * | hoursMinutes | minutes | 9 h 9 min |
 * | hoursMinutesMs | milliseconds | 9 h 9 min |
 * | date, day, weekday, time, dateTime | epoch milliseconds | Thu 26 Nov, 26 Nov, Thu, 07:42 |
 * | text | anything | as it is |
 */

/** @typedef {{locale?: string, timeZone?: string}} Place */
/** @typedef {(value: unknown) => string} Formatter */

export const UNDEFINED = '–';
const MINUS = '−';

/** @returns {string} the language of the page, else of the browser */
export function pageLocale() {
  return document.documentElement.lang || navigator.language || 'en';
}

/**
 * @param {Place} place
 * @param {Intl.DateTimeFormatOptions} parts
 * @returns {Formatter}
 */
function dateFormatter(place, parts) {
  const format = new Intl.DateTimeFormat(place.locale, { ...parts, timeZone: place.timeZone });
  return (value) => (isNumber(value) ? format.format(Number(value)).replace(/,/g, '') : text(value));
}

/**
 * @param {Place} place
 * @param {Intl.NumberFormatOptions} parts
 * @param {number} [factor]
 * @param {string} [suffix]
 * @returns {Formatter}
 */
function numberFormatter(place, parts, factor = 1, suffix = '') {
  const format = new Intl.NumberFormat(place.locale, parts);
  return (value) =>
    isNumber(value)
      ? format.format(Number(value) * factor).replace('-', MINUS) + suffix
      : text(value);
}

/**
 * @param {Place} place
 * @param {number} minutesPerUnit
 * @returns {Formatter}
 */
function durationFormatter(place, minutesPerUnit) {
  const count = new Intl.NumberFormat(place.locale);
  return (value) => {
    if (!isNumber(value)) {
      return text(value);
    }
    const whole = Math.round(Math.abs(Number(value)) * minutesPerUnit);
    const sign = Number(value) < 0 && whole > 0 ? MINUS : '';
    const hours = Math.floor(whole / 60);
    const minutes = whole % 60;
    if (hours === 0) {
      return `${sign}${minutes} min`;
    }
    return minutes === 0
      ? `${sign}${count.format(hours)} h`
      : `${sign}${count.format(hours)} h ${minutes} min`;
  };
}

/** @param {unknown} value */
function isNumber(value) {
  return typeof value === 'number'
    ? Number.isFinite(value)
    : typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value));
}

/** @param {unknown} value */
function text(value) {
  return value === null || value === undefined || Number.isNaN(value) ? UNDEFINED : String(value);
}

/** @type {Record<string, (place: Place) => Formatter>} */
const VOCABULARY = {
  percent0: (place) => numberFormatter(place, { maximumFractionDigits: 0 }, 100, '\u00a0%'),
  percent1: (place) =>
    numberFormatter(place, { minimumFractionDigits: 1, maximumFractionDigits: 1 }, 100, '\u00a0%'),
  points1: (place) =>
    numberFormatter(
      place,
      { minimumFractionDigits: 1, maximumFractionDigits: 1, signDisplay: 'exceptZero' },
      100,
    ),
  count: (place) => numberFormatter(place, { maximumFractionDigits: 0 }),
  decimal1: (place) =>
    numberFormatter(place, { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
  minutes: (place) => numberFormatter(place, { maximumFractionDigits: 0 }, 1, '\u00a0min'),
  hoursMinutes: (place) => durationFormatter(place, 1),
  hoursMinutesMs: (place) => durationFormatter(place, 1 / 60_000),
  date: (place) => dateFormatter(place, { weekday: 'short', day: 'numeric', month: 'short' }),
  day: (place) => dateFormatter(place, { day: 'numeric', month: 'short' }),
  weekday: (place) => dateFormatter(place, { weekday: 'short' }),
  time: (place) => dateFormatter(place, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
  dateTime: (place) =>
    dateFormatter(place, {
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }),
  text: () => text,
};

/**
 * @param {string} name one of the vocabulary
 * @param {Place} [place] language and zone; the page's language and the browser's zone by default
 * @returns {Formatter}
 */
export function formatter(name, place = {}) {
  if (!Object.hasOwn(VOCABULARY, name)) {
    throw new RangeError(
      `No formatter '${name}'; known: ${Object.keys(VOCABULARY).join(', ')}`,
    );
  }
  return VOCABULARY[name]({ locale: place.locale || pageLocale(), timeZone: place.timeZone });
}
