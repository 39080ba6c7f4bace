/** «Tình hình nộp»: for every tab, who has handed in and how many rows are left; the days of handing in and of sending. */

const HAND_IN_NAME_ = 'KyNop';
const SEND_NAME_ = 'KyGui';
const HANDED_IN_LABEL_ = /^(da nop|ngay nop|nop ngay|da nop ngay)\s*(\([^()]*\))?\s*[:.]?\s*/;
const LEFT_OPEN_ = /^[.…_\s/]*$/;

/**
 * @param {GoogleAppsScript.Spreadsheet.Spreadsheet} book
 * @returns {Markup_[]}
 */
function handInOverview_(book) {
  const officials = officialsByTab_(book);
  const lines = book.getSheets().flatMap((sheet) => {
    const line = lineOfTab_(book, sheet, officials);
    return line ? [line] : [];
  });
  const [handIn, send] = [HAND_IN_NAME_, SEND_NAME_].map((name) => {
    const range = namedRange_(book, name);
    return range ? dayText_(book, range) : '';
  });
  const days = paragraph_(handIn || send ? TEXTS_.days(handIn || TEXTS_.notKnown, send || TEXTS_.notKnown) : TEXTS_.noDays);
  if (lines.length === 0) return [days, paragraph_(TEXTS_.noTabs)];
  const handedIn = lines.filter((line) => line.handedIn).length;
  const headings = [TEXTS_.official, TEXTS_.handedIn, TEXTS_.toReview, TEXTS_.notReported];
  return [
    days,
    paragraph_(TEXTS_.counts(handedIn, lines.length)),
    html_`<table><tr>${headings.map((heading) => html_`<th>${heading}</th>`)}</tr>${lines.map(rowMarkup_)}</table>`,
    note_(TEXTS_.countsAreRows),
  ];
}

/**
 * @param {TabLine} line
 * @returns {Markup_}
 */
function rowMarkup_(line) {
  const cells = [line.official, line.handedIn || TEXTS_.notHandedIn, line.wrong, line.waiting];
  return html_`<tr>${cells.map((cell) => html_`<td>${cell}</td>`)}</tr>`;
}

/**
 * @typedef {{official: string, handedIn: string, wrong: string, waiting: string}} TabLine
 * @param {GoogleAppsScript.Spreadsheet.Spreadsheet} book
 * @param {GoogleAppsScript.Spreadsheet.Sheet} sheet
 * @param {Map<string, string>} officials
 * @returns {TabLine | null} null for a sheet that is no tab
 */
function lineOfTab_(book, sheet, officials) {
  const live = liveColumnsOf_(sheet);
  const listed = officials.get(nameKey_(sheet.getName()));
  if (!live && listed === undefined && !hasTabHeadings_(sheet)) return null;
  const name = sheet.getName();
  const official = listed && nameKey_(listed) !== nameKey_(name) ? `${name}: ${listed}` : name;
  const handedIn = hasCells_(sheet) ? handedInOn_(book, sheet, live) : '';
  if (!live) return { official, handedIn, wrong: TEXTS_.notKnown, waiting: TEXTS_.notKnown };
  const rows = rowsOfTab_(live);
  if (typeof rows === 'string') {
    const why = rows === 'calculating' ? TEXTS_.beingCalculated : TEXTS_.notKnown;
    return { official, handedIn, wrong: why, waiting: why };
  }
  return {
    official,
    handedIn,
    wrong: String(rows.filter((row) => row.kind === 'wrong' || row.kind === 'broken').length),
    waiting: String(rows.filter((row) => row.kind === 'waits').length),
  };
}

/**
 * What stands for `Đã nộp (ngày)` above the headings: in the label's own cell or in the next one of the row that holds something.
 * @param {GoogleAppsScript.Spreadsheet.Spreadsheet} book
 * @param {GoogleAppsScript.Spreadsheet.Sheet} sheet
 * @param {LiveColumns | null} live
 * @returns {string} "" where nothing is filled in
 */
function handedInOn_(book, sheet, live) {
  const above = live ? live.above : shownTexts_(sheet, 1, Math.min(DEEPEST_HEADING_ROW_, sheet.getLastRow()));
  for (const [at, row] of above.entries()) {
    const label = row.findIndex((text) => HANDED_IN_LABEL_.test(plainLetters_(text)));
    if (label < 0) continue;
    const text = row[label];
    const colon = text.indexOf(':');
    const rest = colon < 0 ? plainLetters_(text).replace(HANDED_IN_LABEL_, '') : text.slice(colon + 1).trim();
    if (!LEFT_OPEN_.test(rest)) return writtenText_(rest);
    const place = row.findIndex((other, column) => column > label && other.trim() !== '');
    if (place < 0 || LEFT_OPEN_.test(row[place])) return '';
    return dayText_(book, sheet.getRange(at + 1, place + 1));
  }
  return '';
}

/**
 * @param {GoogleAppsScript.Spreadsheet.Spreadsheet} book
 * @param {GoogleAppsScript.Spreadsheet.Range} cell
 * @returns {string} a day as 14/3/2023, whatever the workbook's language; other contents as they are shown
 */
function dayText_(book, cell) {
  const value = cell.getValue();
  if (isDay_(value)) return Utilities.formatDate(value, book.getSpreadsheetTimeZone(), 'd/M/yyyy');
  return writtenText_(cell.getDisplayValue().trim());
}

/**
 * @param {unknown} value
 * @returns {value is Date} also for days that another part of Apps Script has made
 */
function isDay_(value) {
  return Object.prototype.toString.call(value) === '[object Date]';
}

/**
 * @param {string} text
 * @returns {string} a day typed as text as it is, other words as a quotation
 */
function writtenText_(text) {
  return text === '' || /^\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}$/.test(text) ? text : TEXTS_.written(text);
}
