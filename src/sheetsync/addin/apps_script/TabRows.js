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
