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
