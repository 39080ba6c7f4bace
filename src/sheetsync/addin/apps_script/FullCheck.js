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
