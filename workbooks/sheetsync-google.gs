/**
 * sheetsync: menu «Kế hoạch» cho Google Trang tính. Dán toàn bộ tệp này vào Tiện ích mở rộng > Apps Script, rồi lưu.
 *
 * @OnlyCurrentDoc
 */

// ----- Dialog.js -----

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

// ----- FullCheck.js -----

/**
 * «Yêu cầu kiểm tra đầy đủ»: ticks the cell that the office's machine looks at. The two cells of the request are all that this
 * script ever writes.
 */

const REQUEST_NAME_ = 'ss_yeu_cau';
const REQUESTED_BY_NAME_ = 'ss_yeu_cau_tu';
const LAST_CHECKED_NAME_ = 'ss_da_kiem_tra';
const UNDER_WAY_ = 'đang kiểm tra';
const OFFICE_TIME_ZONE_ = 'Asia/Ho_Chi_Minh';

/**
 * @param {GoogleAppsScript.Spreadsheet.Spreadsheet} book
 * @param {Date} now
 * @returns {Markup_[]}
 */
function fullCheckAsked_(book, now) {
  const request = namedRange_(book, REQUEST_NAME_);
  const requestedBy = namedRange_(book, REQUESTED_BY_NAME_);
  const checked = namedRange_(book, LAST_CHECKED_NAME_);
  if (!request || !requestedBy || !checked) return [paragraph_(TEXTS_.notSwitchedOn)];

  const last = paragraph_(lastChecked_(checked.getDisplayValue().trim()));
  if (request.getValue() === true) {
    const who = requestedBy.getDisplayValue().trim();
    return [lead_(TEXTS_.alreadyRequested), ...(who ? [paragraph_(TEXTS_.requestedBy(who))] : []), last];
  }
  if (!request.canEdit() || !requestedBy.canEdit()) return [paragraph_(TEXTS_.notAllowed), last];
  const refusal = written_(request, requestedBy, whoAsks_(book, now));
  if (refusal) return [paragraph_(TEXTS_.notAllowed), note_(TEXTS_.googleSays(refusal)), last];
  return [lead_(TEXTS_.requested), last];
}

/**
 * @param {string} stamp what the office's machine wrote, "" for nothing yet
 * @returns {string}
 */
function lastChecked_(stamp) {
  if (stamp === '') return TEXTS_.neverChecked;
  return nameKey_(stamp).startsWith(UNDER_WAY_) ? TEXTS_.underWay(stamp) : TEXTS_.lastChecked(stamp.replace(/\.$/, ''));
}

/**
 * Who asks is written before the tick, so that whoever sees the tick sees who it was.
 * @param {GoogleAppsScript.Spreadsheet.Range} request
 * @param {GoogleAppsScript.Spreadsheet.Range} requestedBy
 * @param {string} who
 * @returns {string} what Google said when it refused; "" when both are written
 */
function written_(request, requestedBy, who) {
  try {
    requestedBy.setValue(who);
    request.setValue(true);
    SpreadsheetApp.flush(); // a refusal comes here at the latest
    return '';
  } catch (problem) {
    return messageOf_(problem);
  }
}

/**
 * @param {GoogleAppsScript.Spreadsheet.Spreadsheet} book
 * @param {Date} now
 * @returns {string} never the beginning of a formula
 */
function whoAsks_(book, now) {
  const [time, day] = ['HH:mm', 'd/M/yyyy'].map((form) => Utilities.formatDate(now, OFFICE_TIME_ZONE_, form));
  return TEXTS_.requestFrom(book.getActiveSheet().getName(), time, day);
}

// ----- HandIn.js -----

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

// ----- LiveColumns.js -----

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

// ----- Menu.js -----

/**
 * The menu «Kế hoạch» and what its entries start. Only the workbook that the script belongs to is ever read.
 *
 * @OnlyCurrentDoc
 */

/** A simple trigger: it may only build the menu. */
function onOpen() {
  SpreadsheetApp.getUi()
    .createMenu(TEXTS_.menu)
    .addItem(TEXTS_.checkTitle, 'kiemTraTabNay')
    .addItem(TEXTS_.handInTitle, 'tinhHinhNop')
    .addSeparator()
    .addItem(TEXTS_.fullCheckTitle, 'yeuCauKiemTraDayDu')
    .addToUi();
}

/** «Kiểm tra tab này» */
function kiemTraTabNay() {
  shown_(TEXTS_.checkTitle, () => checkedTab_(SpreadsheetApp.getActiveSpreadsheet()));
}

/** «Tình hình nộp» */
function tinhHinhNop() {
  shown_(TEXTS_.handInTitle, () => handInOverview_(SpreadsheetApp.getActiveSpreadsheet()));
}

/** «Yêu cầu kiểm tra đầy đủ» */
function yeuCauKiemTraDayDu() {
  shown_(TEXTS_.fullCheckTitle, () => fullCheckAsked_(SpreadsheetApp.getActiveSpreadsheet(), new Date()));
}

// ----- Officials.js -----

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

// ----- Places.js -----

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

// ----- TabCheck.js -----

/** «Kiểm tra tab này»: the problems that the open tab shows, grouped by what is to be done; the first wrong cell is selected. */

const MOST_PLACES_ = 500;
const LONGEST_TASK_ = 90;

/**
 * @param {GoogleAppsScript.Spreadsheet.Spreadsheet} book
 * @returns {Markup_[]}
 */
function checkedTab_(book) {
  const sheet = book.getActiveSheet();
  const live = liveColumnsOf_(sheet);
  if (!live) {
    const isTab = hasTabHeadings_(sheet) || officialsByTab_(book).has(nameKey_(sheet.getName()));
    return [paragraph_((isTab ? TEXTS_.noColumns : TEXTS_.noTab)(sheet.getName())), paragraph_(TEXTS_.askInstead)];
  }
  const title = lead_(TEXTS_.tab(sheet.getName()));
  const rows = rowsOfTab_(live);
  if (rows === 'calculating') return [title, paragraph_(TEXTS_.calculating)];
  if (rows === 'no formulas') return [title, paragraph_(TEXTS_.noFormulas), paragraph_(TEXTS_.askInstead)];

  const tasks = taskTexts_(live);
  const found = rows.filter((row) => row.kind === 'wrong' || row.kind === 'broken');
  const waiting = rows.filter((row) => row.kind === 'waits');
  return [
    title,
    ...summary_(live, found, waiting),
    ...groupsOf_(found).map((group) => groupMarkup_(group, tasks)),
    ...cut_(found.length),
    ...unreadMarkup_(rows.filter((row) => row.unread && !found.includes(row)), tasks),
    ...deadlineMarkup_(rows, tasks),
    note_(TEXTS_.fullCheckSeesMore),
  ];
}

/**
 * What stands first; the cell it speaks of is selected.
 * @param {LiveColumns} live
 * @param {TabRow[]} found
 * @param {TabRow[]} waiting
 * @returns {Markup_[]}
 */
function summary_(live, found, waiting) {
  const waitsAt = waiting.length > 0 ? cellName_(waiting[0].row, live.first || live.check) : '';
  const begin = waiting.length > 0 ? [paragraph_(TEXTS_.waiting(waiting.length, waitsAt))] : [];
  if (found.length > 0) {
    const cell = cellName_(found[0].row, found[0].column);
    const taken = selected_(live.sheet, cell) ? ` ${TEXTS_.taken}` : '';
    return [paragraph_(TEXTS_.wrong(found.length, cell) + taken), ...begin];
  }
  if (waitsAt) selected_(live.sheet, waitsAt);
  return [paragraph_(TEXTS_.fine), ...begin];
}

/**
 * To be taken to the cell is a courtesy: where that is refused, the list still names it.
 * @param {GoogleAppsScript.Spreadsheet.Sheet} sheet
 * @param {string} cell
 * @returns {boolean}
 */
function selected_(sheet, cell) {
  try {
    sheet.getRange(cell).activate();
    return true;
  } catch (problem) {
    return false;
  }
}

/**
 * Rows of which the same is said, in the order of their first row.
 * @typedef {{said: string, places: {cell: string, row: TabRow}[]}} Group
 * @param {TabRow[]} found
 * @returns {Group[]}
 */
function groupsOf_(found) {
  /** @type {Map<string, Group>} */
  const groups = new Map();
  for (const row of found.slice(0, MOST_PLACES_)) {
    const said = row.kind === 'broken' ? TEXTS_.broken : row.said;
    const group = groups.get(said) ?? { said, places: [] };
    group.places.push({ cell: cellName_(row.row, row.column), row });
    groups.set(said, group);
  }
  return [...groups.values()];
}

/**
 * @param {Group} group
 * @param {Map<number, string>} tasks
 * @returns {Markup_}
 */
function groupMarkup_(group, tasks) {
  const places = group.places.map(({ cell, row }) => {
    const doubt = row.unread ? ` (${TEXTS_.unread})` : '';
    return html_`<li><b>${cell}</b> ${TEXTS_.row(row.row)}${doubt}${taskText_(tasks, row)}</li>`;
  });
  return html_`<section class="wrong"><h2>${group.said}</h2><ul>${places}</ul></section>`;
}

/**
 * @param {number} count
 * @returns {Markup_[]}
 */
function cut_(count) {
  return count > MOST_PLACES_ ? [paragraph_(TEXTS_.more(count - MOST_PLACES_))] : [];
}

/**
 * @param {TabRow[]} rows in which nothing is said to be wrong
 * @param {Map<number, string>} tasks
 * @returns {Markup_[]}
 */
function unreadMarkup_(rows, tasks) {
  if (rows.length === 0) return [];
  const items = rows.slice(0, MOST_PLACES_).map((row) => html_`<li><b>${TEXTS_.row(row.row)}</b>${taskText_(tasks, row)}</li>`);
  return [html_`<section class="unread"><h2>${TEXTS_.unreadTitle}</h2><p>${TEXTS_.unreadWhy}</p><ul>${items}</ul></section>`];
}

/**
 * @param {TabRow[]} rows
 * @param {Map<number, string>} tasks
 * @returns {Markup_[]}
 */
function deadlineMarkup_(rows, tasks) {
  const late = rows.filter((row) => DEADLINES_.some((sign) => nameKey_(row.warning).startsWith(sign)));
  if (late.length === 0) return [];
  const items = late
    .slice(0, MOST_PLACES_)
    .map((row) => html_`<li><b>${TEXTS_.row(row.row)}</b> ${row.warning}${taskText_(tasks, row)}</li>`);
  return [html_`<section class="late"><h2>${TEXTS_.deadlines}</h2><ul>${items}</ul></section>`];
}

/**
 * What tells people which row it is: id and task, by row.
 * @param {LiveColumns} live
 * @returns {Map<number, string>}
 */
function taskTexts_(live) {
  const count = live.lastUsedRow - live.firstRow + 1;
  const columns = [TASK_ID_HEADING_, TASK_HEADING_].map((heading) => live.headings.indexOf(heading) + 1).filter(Boolean);
  const texts = new Map();
  if (count < 1) return texts;
  for (const column of columns) {
    live.sheet.getRange(live.firstRow, column, count, 1).getDisplayValues().forEach(([text], at) => {
      const row = live.firstRow + at;
      texts.set(row, [texts.get(row), text.trim()].filter(Boolean).join(' · '));
    });
  }
  return texts;
}

/**
 * @param {Map<number, string>} tasks
 * @param {TabRow} row
 * @returns {Markup_}
 */
function taskText_(tasks, row) {
  const text = tasks.get(row.row) ?? '';
  if (!text) return html_``;
  return html_`<span>${text.length > LONGEST_TASK_ ? `${text.slice(0, LONGEST_TASK_ - 1)}…` : text}</span>`;
}

// ----- TabRows.js -----

/** What the live columns of a tab show, row by row. Nothing is judged here: the formulas have done that. */

/**
 * broken: the check itself shows an error. waits: nothing is wrong, the row is still to be filled in. unread: a helper says that a
 * cell of the row is a text which only the full check can read.
 * @typedef {'wrong' | 'broken' | 'waits' | 'calm'} RowKind
 * @typedef {Object} TabRow
 * @property {number} row
 * @property {RowKind} kind
 * @property {string} said what «Kiểm tra» shows
 * @property {number} column of the cell to look at
 * @property {string} warning what «Cảnh báo thời hạn» shows
 * @property {boolean} unread
 */

const ONLY_FULL_CHECK_ = Object.freeze({ state: '-1', done: '-2', progress: '?' });

/**
 * @param {LiveColumns} live
 * @returns {TabRow[] | 'calculating' | 'no formulas'}
 */
function rowsOfTab_(live) {
  const count = live.lastUsedRow - live.firstRow + 1;
  if (count < 1) return [];
  const cells = (/** @type {number} */ column) => live.sheet.getRange(live.firstRow, column, count, 1);
  const shown = (/** @type {number} */ column) =>
    column > 0 ? cells(column).getDisplayValues().map(([text]) => text.trim()) : none;
  const held = (/** @type {number} */ column) => (column > 0 ? cells(column).getValues().map(([value]) => String(value)) : none);
  /** @type {string[]} */
  const none = new Array(count).fill('');
  const [said, wheres, warnings] = [shown(live.check), held(live.where), shown(live.warning)];
  /** @type {[string[], string][]} */
  const unread = [
    [held(live.state), ONLY_FULL_CHECK_.state],
    [held(live.done), ONLY_FULL_CHECK_.done],
    [held(live.progress), ONLY_FULL_CHECK_.progress],
  ];

  if ([...said, ...wheres].some(isStillCalculating_)) return 'calculating';
  const belongs = said.map((_, at) => live.firstRow + at <= live.lastRow || /^\d+$/.test(wheres[at]));
  const silent = said.map((_, at) => belongs[at] && said[at] === '' && wheres[at] === '');
  if (silent.some(Boolean)) {
    const formulas = cells(live.check).getFormulas().map(([formula]) => formula !== '');
    const all = belongs.every((one, at) => !one || silent[at]);
    if (silent.some((one, at) => one && formulas[at] && (live.where > 0 || all))) return 'calculating';
    if (all && !formulas.some(Boolean)) return 'no formulas';
  }

  /** @type {TabRow[]} */
  const rows = [];
  for (let at = 0; at < count; at += 1) {
    if (!belongs[at]) continue;
    const kind = kindOf_(said[at], wheres[at]);
    rows.push({
      row: live.firstRow + at,
      kind,
      said: said[at],
      column: kind === 'wrong' ? wrongColumn_(live, said[at], Number(wheres[at]) || 0) : live.check,
      warning: warnings[at],
      unread: unread.some(([values, sign]) => values[at] === sign),
    });
  }
  return rows;
}

/**
 * @param {string} said
 * @param {string} where what the helper shows: a column number, 0 for no wrong cell, "" where there is no helper
 * @returns {RowKind}
 */
function kindOf_(said, where) {
  if (isFormulaError_(said)) return 'broken';
  if (said === '') return Number(where) > 0 ? 'broken' : 'calm';
  if (said.startsWith(TICK_)) return 'calm';
  return where === '0' || (where === '' && nameKey_(said) === NOT_REPORTED_) ? 'waits' : 'wrong';
}

/**
 * The column of the wrong cell. The helper's number is that of the day the tab was made: what is said begins with the heading of
 * the column, so a column that was moved since is found all the same.
 * @param {LiveColumns} live
 * @param {string} said
 * @param {number} stated 0 for none
 * @returns {number}
 */
function wrongColumn_(live, said, stated) {
  const begins = (/** @type {string | undefined} */ heading) => Boolean(heading) && nameKey_(said).startsWith(`${heading}:`);
  if (begins(live.headings[stated - 1])) return stated;
  return live.headings.findIndex(begins) + 1 || stated || live.check;
}

// ----- Texts.js -----

/** Everything the menu says. What is wrong with a cell is said by the formulas of the tab, in their own words. */

const TEXTS_ = Object.freeze({
  menu: 'Kế hoạch',
  checkTitle: 'Kiểm tra tab này',
  handInTitle: 'Tình hình nộp',
  fullCheckTitle: 'Yêu cầu kiểm tra đầy đủ',

  tab: (/** @type {string} */ name) => `Tab «${name}»`,
  noTab: (/** @type {string} */ name) =>
    `Sheet «${name}» không phải là tab của bộ phận nào. Vui lòng mở tab của mình rồi chọn lại.`,
  noColumns: (/** @type {string} */ name) => `Tab «${name}» không có hai cột tự kiểm tra «Kiểm tra» và «Cảnh báo thời hạn».`,
  askInstead: 'Để văn phòng kiểm tra giúp: chọn «Kế hoạch» → «Yêu cầu kiểm tra đầy đủ».',
  calculating: 'Google đang tính lại các công thức. Vui lòng chờ vài giây rồi chọn lại.',
  noFormulas: 'Các ô của cột «Kiểm tra» đang trống, không còn công thức. Vui lòng báo văn phòng.',

  fine: 'Không thấy lỗi nào trong tab này.',
  wrong: (/** @type {number} */ rows, /** @type {string} */ cell) => `Có ${rows} dòng cần xem lại. Ô đầu tiên: ${cell}.`,
  waiting: (/** @type {number} */ rows, /** @type {string} */ cell) => `Còn ${rows} dòng chưa báo cáo, bắt đầu từ ô ${cell}.`,
  taken: 'Ô đó đã được chọn sẵn trong tab.',
  broken: 'Công thức kiểm tra của dòng bị lỗi. Vui lòng báo văn phòng, đừng xóa ô.',
  unread: 'có ô mà công thức chưa đọc chắc được',
  unreadTitle: 'Chờ kiểm tra đầy đủ',
  unreadWhy: 'Ở các dòng sau, có ô mà công thức chưa đọc chắc được (ngày hoặc số ghi bằng chữ). Kiểm tra đầy đủ sẽ xem.',
  deadlines: 'Quá hạn, sắp đến hạn',
  row: (/** @type {number} */ row) => `dòng ${row}`,
  more: (/** @type {number} */ count) => `… và ${count} dòng nữa: xem cột «Kiểm tra» trong tab.`,
  fullCheckSeesMore: 'Kiểm tra đầy đủ của văn phòng còn xem những điều mà công thức trong tab không xem được.',

  days: (/** @type {string} */ handIn, /** @type {string} */ send) => `Hạn nộp: ${handIn}. Hạn gửi báo cáo: ${send}.`,
  noDays: 'Sổ này không ghi hạn nộp và hạn gửi.',
  noTabs: 'Không thấy tab nào của các bộ phận trong sổ này.',
  official: 'Bộ phận',
  handedIn: 'Đã nộp',
  toReview: 'Cần xem lại',
  notReported: 'Chưa báo cáo',
  notHandedIn: 'chưa nộp',
  written: (/** @type {string} */ text) => `ghi «${text}»`,
  beingCalculated: 'đang tính',
  notKnown: 'không rõ',
  counts: (/** @type {number} */ handedIn, /** @type {number} */ tabs) => `${handedIn}/${tabs} tab đã ghi ngày nộp.`,
  countsAreRows: 'Hai cột cuối: số dòng, theo cột «Kiểm tra» của từng tab.',

  requested: 'Đã gửi yêu cầu. Máy của văn phòng sẽ kiểm tra khi máy đang bật và có mạng; kết quả ở sheet «Kết quả kiểm tra».',
  alreadyRequested: 'Yêu cầu trước đang chờ máy của văn phòng, không cần gửi lại.',
  requestedBy: (/** @type {string} */ who) => `Người yêu cầu: ${who}.`,
  requestFrom: (/** @type {string} */ tab, /** @type {string} */ time, /** @type {string} */ day) =>
    `Tab «${tab}», lúc ${time} ngày ${day}`,
  lastChecked: (/** @type {string} */ stamp) => `Lần gần nhất: ${stamp}.`,
  underWay: (/** @type {string} */ stamp) => `Máy của văn phòng ${stamp}`,
  neverChecked: 'Văn phòng chưa kiểm tra lần nào.',
  notSwitchedOn: 'Văn phòng chưa bật việc kiểm tra theo yêu cầu ở sổ này. Vui lòng báo văn phòng khi cần kiểm tra đầy đủ.',

  notAllowed: 'Tài khoản của anh/chị không được ghi vào ô yêu cầu. Vui lòng nhờ văn phòng mở quyền, hoặc nhắn văn phòng kiểm tra giúp.',
  failed: 'Chưa làm được việc này. Nội dung đã nhập vẫn giữ nguyên. Vui lòng chọn lại; nếu vẫn thế thì báo văn phòng.',
  noDialog: 'Google không cho mở hộp thoại. Vui lòng xem cột «Kiểm tra» trong tab của mình.',
  googleSays: (/** @type {string} */ message) => `Google báo: ${message}`,
});

// ----- Words.js -----

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
