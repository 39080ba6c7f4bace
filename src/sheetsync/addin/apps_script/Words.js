/** How texts of cells are compared, and which of them are signs of the live columns. */

const TICK_ = '✓';
const NOT_REPORTED_ = 'chưa báo cáo';
const STILL_CALCULATING_ = /^(loading|đang tải|đang tính)/;
const SPREADSHEET_ERROR_ = /^#(n\/a|ref!|name\?|value!|div\/0!|num!|null!|error!|err|spill!|calc!)/i;
const DEADLINES_ = ['quá hạn', 'sắp đến hạn'];

/**
 * The form in which two names are equal: composed letters, no capitals, single blanks.
 * @param {string} text
 * @returns {string}
 */
function nameKey_(text) {
  return text.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim();
}

/**
 * Without capitals and accents: for labels that people type in their own way.
 * @param {string} text
 * @returns {string}
 */
function plainLetters_(text) {
  return nameKey_(text.normalize('NFD').replace(/[\u0300-\u036f]/g, '')).replace(/đ/g, 'd');
}

/**
 * @param {string} said what a live column shows
 * @returns {boolean}
 */
function isStillCalculating_(said) {
  return STILL_CALCULATING_.test(nameKey_(said));
}

/**
 * @param {string} said what a live column shows
 * @returns {boolean}
 */
function isFormulaError_(said) {
  return SPREADSHEET_ERROR_.test(said.trim());
}
