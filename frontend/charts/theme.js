// @ts-check
/** Reads the colours of the style sheets for drawings, and tells when they change. */

/** @type {Set<() => void>} */
const listeners = new Set();
let watching = false;
let pending = 0;

function announce() {
  cancelAnimationFrame(pending);
  pending = requestAnimationFrame(() => listeners.forEach((listener) => listener()));
}

function watch() {
  if (watching) {
    return;
  }
  watching = true;
  const observer = new MutationObserver(announce);
  for (const element of [document.documentElement, document.body]) {
    observer.observe(element, { attributes: true, attributeFilter: ['theme', 'style', 'class'] });
  }
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', announce);
}

/**
 * @param {() => void} listener called after the theme of the page may have changed
 * @returns {() => void} stops listening
 */
export function onThemeChange(listener) {
  watch();
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** @returns {boolean} */
export function motionReduced() {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/** One pixel turns any CSS colour, whatever its colour space, into red, green, blue and alpha. */
const pixel = /** @type {CanvasRenderingContext2D} */ (
  Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', {
    willReadFrequently: true,
  })
);

/** @param {string} colour */
function plain(colour) {
  pixel.clearRect(0, 0, 1, 1);
  pixel.fillStyle = colour;
  pixel.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = pixel.getImageData(0, 0, 1, 1).data;
  const hex = [red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('');
  return alpha === 255 ? `#${hex}` : `rgba(${red},${green},${blue},${(alpha / 255).toFixed(3)})`;
}

/**
 * @param {HTMLElement} host the element whose theme counts
 * @returns {(name: string) => string} from a custom property such as `--oee-target` to its colour
 */
export function paletteOf(host) {
  /** @type {Map<string, string>} */
  const known = new Map();
  return (name) => {
    let colour = known.get(name);
    if (colour === undefined) {
      const probe = document.createElement('span');
      probe.style.cssText = `display:none;color:var(${name}, currentColor)`;
      host.append(probe);
      colour = plain(getComputedStyle(probe).color);
      probe.remove();
      known.set(name, colour);
    }
    return colour;
  };
}
