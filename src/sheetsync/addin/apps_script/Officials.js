/** Who fills in which tab, as the workbook's sheet `Cán bộ` says. */

const OFFICIALS_SHEET_ = 'Cán bộ';
const OFFICIALS_NAME_ = 'BoPhan';

/**
 * What is shown for an official by the tab's name (also by another name of the tab): the department and who is in charge. Empty
 * where the workbook has no such sheet.
 * @param {GoogleAppsScript.Spreadsheet.Spreadsheet} book
 * @returns {Map<string, string>}
 */
function officialsByTab_(book) {
  const officials = new Map();
  const sheet = namedRange_(book, OFFICIALS_NAME_)?.getSheet() ?? book.getSheetByName(OFFICIALS_SHEET_);
  if (!sheet || !hasCells_(sheet)) return officials;
  const rows = shownTexts_(sheet, 1, sheet.getLastRow());
  const headingRow = rowWith_(rows, ['tên sheet', 'tên ngắn']);
  if (headingRow === 0) return officials;
  const headings = rows[headingRow - 1].map(nameKey_);
  const place = (/** @type {string} */ heading) => headings.indexOf(heading);
  for (const row of rows.slice(headingRow)) {
    const cell = (/** @type {string} */ heading) => (row[place(heading)] ?? '').trim();
    const tabs = [cell('tên sheet'), ...cell('tên khác của sheet').split(';')].map(nameKey_).filter(Boolean);
    const name = cell('tên ngắn') || cell('chức danh');
    const person = cell('người phụ trách');
    for (const tab of cell('tên sheet') ? tabs : []) {
      if (!officials.has(tab)) officials.set(tab, person ? `${name} (${person})` : name);
    }
  }
  return officials;
}
