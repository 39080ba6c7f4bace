/** Where the live columns of a tab stand: by the tab's names, else by their headings. */

const CHECK_HEADING_ = 'kiểm tra';
const WARNING_HEADING_ = 'cảnh báo thời hạn';
const STATUS_HEADING_ = 'trạng thái';
const TASK_HEADING_ = 'nhiệm vụ';
const TASK_ID_HEADING_ = 'mã nv';
const DEEPEST_HEADING_ROW_ = 40;

/**
 * Columns count from 1, 0 where there is none. The hidden helpers are headed in English: `where` (column number of the row's first
 * wrong cell, 0 for none), `state`, `done`, `progress`.
 * @typedef {Object} LiveColumns
 * @property {GoogleAppsScript.Spreadsheet.Sheet} sheet
 * @property {string[][]} above the shown texts from row 1 to the heading row
 * @property {string[]} headings compared as names, from column 1
 * @property {number} firstRow
 * @property {number} lastRow the last row that belongs to the tab by its names
 * @property {number} lastUsedRow
 * @property {number} check
 * @property {number} warning
 * @property {number} where
 * @property {number} first the column in which a row is begun
 * @property {number} state
 * @property {number} done
 * @property {number} progress
 */

/**
 * @param {GoogleAppsScript.Spreadsheet.Sheet} sheet
 * @returns {LiveColumns | null} null where the sheet has none
 */
function liveColumnsOf_(sheet) {
  if (!hasCells_(sheet)) return null;
  const names = namesOfTab_(sheet);
  const named = names.get('ss_check');
  const lastUsedRow = sheet.getLastRow();
  const above = shownTexts_(sheet, 1, named ? named.getRow() - 1 : Math.min(DEEPEST_HEADING_ROW_, lastUsedRow));
  const headingRow = named ? headingAbove_(above, named.getColumn()) : rowWith_(above, [CHECK_HEADING_, WARNING_HEADING_]);
  if (!named && headingRow === 0) return null;

  const headings = headingRow > 0 ? above[headingRow - 1].map(nameKey_) : [];
  const column = (/** @type {string} */ name, /** @type {string} */ heading) =>
    names.get(name)?.getColumn() ?? headings.lastIndexOf(heading) + 1;
  return {
    sheet,
    above: above.slice(0, headingRow > 0 ? headingRow : above.length),
    headings,
    firstRow: named ? named.getRow() : headingRow + 1,
    lastRow: named ? named.getLastRow() : lastUsedRow,
    lastUsedRow,
    check: column('ss_check', CHECK_HEADING_),
    warning: column('ss_due', WARNING_HEADING_),
    where: column('ss_where', 'where'),
    first: names.get('ss_first')?.getColumn() ?? headings.indexOf(STATUS_HEADING_) + 1,
    state: headings.lastIndexOf('state') + 1,
    done: headings.lastIndexOf('done') + 1,
    progress: headings.lastIndexOf('progress') + 1,
  };
}

/**
 * Whether the sheet is filled in by an official, with live columns or without.
 * @param {GoogleAppsScript.Spreadsheet.Sheet} sheet
 * @returns {boolean}
 */
function hasTabHeadings_(sheet) {
  if (!hasCells_(sheet)) return false;
  const top = shownTexts_(sheet, 1, Math.min(DEEPEST_HEADING_ROW_, sheet.getLastRow()));
  return rowWith_(top, [TASK_HEADING_, STATUS_HEADING_]) > 0;
}

/**
 * @param {GoogleAppsScript.Spreadsheet.Sheet} sheet
 * @param {number} row
 * @param {number} count
 * @returns {string[][]} what the sheet shows in these rows, in all columns
 */
function shownTexts_(sheet, row, count) {
  return count > 0 ? sheet.getRange(row, 1, count, sheet.getLastColumn()).getDisplayValues() : [];
}

/**
 * @param {string[][]} rows from row 1
 * @param {string[]} headings
 * @returns {number} the first row that holds all of them, 0 for none
 */
function rowWith_(rows, headings) {
  return rows.findIndex((row) => headings.every((heading) => row.some((text) => nameKey_(text) === heading))) + 1;
}

/**
 * @param {string[][]} above the rows above the check
 * @param {number} check its column
 * @returns {number} the row that heads it; the last one above it where none does
 */
function headingAbove_(above, check) {
  for (let row = above.length; row > 0; row -= 1) {
    if (nameKey_(above[row - 1][check - 1] ?? '') === CHECK_HEADING_) return row;
  }
  return above.length;
}
