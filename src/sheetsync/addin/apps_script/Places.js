/** Where things stand: addresses, and what the workbook has given names. */

/**
 * @param {number} column from 1
 * @returns {string} its letters
 */
function columnLetters_(column) {
  let letters = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

/**
 * @param {number} row
 * @param {number} column
 * @returns {string} `I5`
 */
function cellName_(row, column) {
  return columnLetters_(column) + row;
}

/**
 * The range with a name of the workbook; null where there is none, or where what it named was deleted.
 * @param {GoogleAppsScript.Spreadsheet.Spreadsheet} book
 * @param {string} name
 * @returns {GoogleAppsScript.Spreadsheet.Range | null}
 */
function namedRange_(book, name) {
  try {
    return book.getRangeByName(name);
  } catch (problem) {
    return null;
  }
}

/**
 * The ranges of a tab's own names: `ss_check_<sheet id>` by the key `ss_check`. A copied tab keeps its names with another id or
 * behind its own name (`'Copy of VP UBND'!ss_check_1`); they count where the tab has none with its id.
 * @param {GoogleAppsScript.Spreadsheet.Sheet} sheet
 * @returns {Map<string, GoogleAppsScript.Spreadsheet.Range>}
 */
function namesOfTab_(sheet) {
  const ranges = new Map();
  const exact = new Set();
  for (const named of sheet.getNamedRanges()) {
    const parts = /(?:^|!)(ss_(?:check|due|where|first))(?:_(\d+))?$/.exec(named.getName());
    if (!parts || exact.has(parts[1])) continue;
    try {
      ranges.set(parts[1], named.getRange());
    } catch (problem) {
      continue; // what it named was deleted
    }
    if (parts[2] === String(sheet.getSheetId())) exact.add(parts[1]);
  }
  return ranges;
}

/**
 * Whether the sheet is one of cells, and not a chart's own or a connected data source's.
 * @param {GoogleAppsScript.Spreadsheet.Sheet} sheet
 * @returns {boolean}
 */
function hasCells_(sheet) {
  return sheet.getType() === SpreadsheetApp.SheetType.GRID && sheet.getLastRow() > 0 && sheet.getLastColumn() > 0;
}
