// @ts-check

/**
 * What stands in forms and is not saved, kept in this tab alone (sessionStorage), so that it outlives the page when
 * the instance that served it is lost.
 *
 * A field has `data-draft`, its form, and `data-draft-name`; what is no field, such as rows that come and go, says
 * how it reads by `data-draft-text`. Only what its person changed is brought back: the rest may have changed
 * meanwhile.
 *
 * @typedef {{ name: string, text: string, touched: boolean }} Entry
 * @typedef {{ title: string, address: string, entries: Entry[] }} Draft
 * @typedef {{ title: string, touched: Set<string | undefined>, filling: boolean }} Form
 */

const DRAFT = 'oee-draft:';
const OWNER = 'oee-drafts-of';

/** @type {Map<string, Form>} */
const forms = new Map();
let leaving = false;
/** @type {() => void} */
let belongs = () => {};
/** @type {Promise<void>} */
const owned = new Promise((resolve) => {
  belongs = resolve;
});

/** @returns {string[]} */
function keys() {
  return Object.keys(sessionStorage).filter((key) => key.startsWith(DRAFT));
}

/** @param {string} key @returns {Draft | null} */
function kept(key) {
  return JSON.parse(sessionStorage.getItem(key) ?? 'null');
}

/**
 * As the server reads it: dates in ISO 8601, choices by their words, as their keys are of one page.
 *
 * @param {any} field
 * @returns {string}
 */
function text(field) {
  const said = field.dataset.draftText;
  if (said !== undefined) {
    return said;
  }
  switch (field.localName) {
    case 'vaadin-combo-box':
      return field.inputElement.value.trim();
    case 'vaadin-multi-select-combo-box':
      return field.selectedItems.map((/** @type {any} */ item) => item.label.trim()).join('\n');
    case 'vaadin-select': {
      const shown = field.querySelector('[slot=value]');
      return shown.hasAttribute('placeholder') ? '' : shown.textContent.trim();
    }
    case 'vaadin-radio-group':
    case 'vaadin-checkbox-group':
      return [...field.querySelectorAll('vaadin-radio-button, vaadin-checkbox')]
        .filter((option) => option.checked)
        .map((option) => option.textContent.trim())
        .join('\n');
    default:
      return field.value;
  }
}

/** @param {string} key */
function keep(key) {
  const form = forms.get(key);
  if (leaving || !form || form.filling || form.touched.size === 0) {
    return;
  }
  /** @type {NodeListOf<HTMLElement>} */
  const fields = document.querySelectorAll(`[data-draft="${CSS.escape(key)}"]`);
  if (fields.length > 0) {
    const entries = [...fields].map((field) => ({
      name: field.dataset.draftName,
      text: text(field),
      touched: form.touched.has(field.dataset.draftName),
    }));
    const address = location.pathname + location.search;
    sessionStorage.setItem(DRAFT + key, JSON.stringify({ title: form.title, address, entries }));
  }
}

/** @param {string} key @param {string | undefined} name */
function touch(key, name) {
  forms.get(key)?.touched.add(name);
  // When the field itself has heard of it.
  setTimeout(() => keep(key));
}

for (const kind of ['input', 'change']) {
  document.addEventListener(kind, (event) => {
    const field = event.target instanceof Element ? event.target.closest('[data-draft]') : null;
    if (field instanceof HTMLElement && field.dataset.draft) {
      touch(field.dataset.draft, field.dataset.draftName);
    }
  });
}

addEventListener('pagehide', () => {
  // A date that is half typed becomes one when its field is left.
  if (document.activeElement instanceof HTMLElement) {
    document.activeElement.blur();
  }
  forms.forEach((_, key) => keep(key));
});

/** `<oee-drafts>`, above the fields of a form: holds what is said when something is back. */
class OeeDrafts extends HTMLElement {
  /** @param {string} key */
  static forget(key) {
    forms.get(key)?.touched.clear();
    sessionStorage.removeItem(DRAFT + key);
  }

  /**
   * @param {string} key
   * @param {string} title
   * @returns {Promise<string>} the draft; empty when there is none
   */
  async open(key, title) {
    const form = { title, touched: new Set(), filling: true };
    forms.set(key, form);
    await owned;
    const stored = leaving ? null : sessionStorage.getItem(DRAFT + key);
    form.filling = stored !== null;
    return stored ?? '';
  }

  /** @param {string} key of the form whose fields now read as they were left */
  filled(key) {
    const form = forms.get(key);
    if (form) {
      kept(DRAFT + key)
        ?.entries.filter((entry) => entry.touched)
        .forEach((entry) => form.touched.add(entry.name));
      form.filling = false;
      setTimeout(() => keep(key));
    }
  }

  /** @param {string} key @param {string} name */
  touch(key, name) {
    touch(key, name);
  }
}

/** `<oee-unsaved>`, once a page: whose page it is, and which forms were left open. */
class OeeUnsaved extends HTMLElement {
  /**
   * Nobody sees what somebody else had entered in this tab.
   *
   * @param {string} user
   * @returns {string} JSON of the forms that are not on the page by themselves
   */
  belongTo(user) {
    if (sessionStorage.getItem(OWNER) !== user) {
      keys().forEach((key) => sessionStorage.removeItem(key));
      sessionStorage.setItem(OWNER, user);
    }
    belongs();
    return JSON.stringify(
      keys()
        .map((key) => ({ key: key.slice(DRAFT.length), ...kept(key), entries: [] }))
        .filter((draft) => draft.title),
    );
  }

  /** Signing out. */
  forgetAll() {
    leaving = true;
    keys().forEach((key) => sessionStorage.removeItem(key));
  }
}

customElements.define('oee-drafts', OeeDrafts);
customElements.define('oee-unsaved', OeeUnsaved);
