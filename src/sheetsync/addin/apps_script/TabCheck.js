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
