/** How results are shown: a dialog without any script in it, in which texts of cells stay texts. */

const WIDTH_ = 600;
const HEIGHT_ = 480;
const STYLE_ = `<style>
body { font: 14px/1.45 Arial, sans-serif; color: #202124; margin: 0 4px; }
h1 { font-size: 16px; margin: 0 0 8px; }
h2 { font-size: 14px; margin: 0 0 4px; }
p { margin: 0 0 8px; }
section { border-left: 4px solid #f9ab00; margin: 0 0 12px; padding: 2px 0 2px 10px; }
section.wrong { border-color: #c5221f; }
section.unread { border-color: #80868b; }
ul { margin: 0; padding-left: 18px; }
li span { color: #5f6368; display: block; }
table { border-collapse: collapse; margin: 0 0 8px; width: 100%; }
th, td { border: 1px solid #dadce0; padding: 4px 8px; text-align: left; vertical-align: top; }
.note { color: #5f6368; font-size: 13px; }
</style>`;

/** HTML that may be shown as it is. */
class Markup_ {
  /** @param {string} content */
  constructor(content) {
    this.content = content;
  }
}

/**
 * HTML in which everything that is filled in is a text, but for other pieces of Markup_.
 * @param {TemplateStringsArray} pieces
 * @param {(string | Markup_ | Markup_[])[]} filled
 * @returns {Markup_}
 */
function html_(pieces, ...filled) {
  const shown = (/** @type {string | Markup_} */ one) => (one instanceof Markup_ ? one.content : escaped_(one));
  const texts = filled.map((one) => (Array.isArray(one) ? one.map(shown).join('') : shown(one)));
  return new Markup_(pieces.map((piece, at) => piece + (texts[at] ?? '')).join(''));
}

/**
 * @param {string} text
 * @returns {string}
 */
function escaped_(text) {
  return text.replace(/[&<>"'`]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/**
 * @param {string} text
 * @returns {Markup_}
 */
function lead_(text) {
  return html_`<h1>${text}</h1>`;
}

/**
 * @param {string} text
 * @returns {Markup_}
 */
function paragraph_(text) {
  return html_`<p>${text}</p>`;
}

/**
 * @param {string} text
 * @returns {Markup_}
 */
function note_(text) {
  return html_`<p class="note">${text}</p>`;
}

/**
 * Does what a menu entry is for and shows what came of it; a failure is told kindly. Where no dialog may be opened, a short word
 * in the corner says so.
 * @param {string} title
 * @param {() => Markup_[]} work
 */
function shown_(title, work) {
  /** @type {Markup_[]} */
  let parts;
  try {
    parts = work();
  } catch (problem) {
    parts = [paragraph_(TEXTS_.failed), note_(TEXTS_.googleSays(messageOf_(problem)))];
  }
  try {
    const page = HtmlService.createHtmlOutput(STYLE_ + parts.map((part) => part.content).join('\n'));
    SpreadsheetApp.getUi().showModalDialog(page.setWidth(WIDTH_).setHeight(HEIGHT_), title);
  } catch (problem) {
    SpreadsheetApp.getActiveSpreadsheet().toast(TEXTS_.noDialog, title);
  }
}

/**
 * @param {unknown} problem
 * @returns {string}
 */
function messageOf_(problem) {
  return String(/** @type {{message?: unknown}} */ (problem)?.message ?? problem);
}
