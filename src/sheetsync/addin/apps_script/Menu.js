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
