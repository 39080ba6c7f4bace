/**
 * Runs functions of unmodified script files on a workbook: `node run.mjs FILE…`, with `{book, functions, now}` as JSON on standard
 * input. Tells what was shown, selected and written. The script finds three services of Google, and nothing else.
 */

import { readFileSync } from 'node:fs';
import vm from 'node:vm';
import { Book, FakeSpreadsheet, SHEET_TYPES } from './workbook.mjs';
import { FakeHtmlService, FakeUi } from './screen.mjs';

/** @typedef {GoogleAppsScript.Spreadsheet.SpreadsheetApp} SpreadsheetApp */
/** @typedef {GoogleAppsScript.Utilities.Utilities} Utilities */

const files = process.argv.slice(2);
/** @type {{book: import('./workbook.mjs').GivenBook, functions: string[], now: string}} */
const asked = JSON.parse(readFileSync(0, 'utf8'));

const context = vm.createContext({});
vm.runInContext(
  `globalThis.Date = class extends Date { constructor(...given) { super(...(given.length ? given : [${JSON.stringify(asked.now)}])); } };`,
  context,
);
const book = new Book(asked.book, context.Date);
/** @type {{menus: import('./screen.mjs').ShownMenu[], dialogs: import('./screen.mjs').ShownDialog[]}} */
const screen = { menus: [], dialogs: [] };

/** @type {Pick<SpreadsheetApp, 'getActiveSpreadsheet' | 'getUi' | 'flush'> & {SheetType: unknown}} */
const spreadsheetApp = {
  SheetType: SHEET_TYPES,
  getActiveSpreadsheet: () => {
    book.call('getActiveSpreadsheet');
    return /** @type {GoogleAppsScript.Spreadsheet.Spreadsheet} */ (/** @type {unknown} */ (new FakeSpreadsheet(book)));
  },
  getUi: () => /** @type {GoogleAppsScript.Base.Ui} */ (/** @type {unknown} */ (new FakeUi(screen, (method) => book.call(method)))),
  flush: () => book.flush(),
};

/** @type {Pick<Utilities, 'formatDate'>} */
const utilities = {
  formatDate: (date, timeZone, format) => {
    const parts = new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'short', timeStyle: 'short' }).formatToParts(
      /** @type {Date} */ (/** @type {unknown} */ (date)),
    );
    const part = (/** @type {string} */ type) => parts.find((one) => one.type === type)?.value ?? '';
    /** @type {Record<string, string>} */
    const known = {
      'HH:mm': `${part('hour')}:${part('minute')}`,
      'd/M/yyyy': `${Number(part('day'))}/${Number(part('month'))}/${part('year')}`,
    };
    if (!(format in known)) throw new Error(`the fake cannot write dates as ${format}`);
    return known[format];
  },
};

Object.assign(context, { SpreadsheetApp: spreadsheetApp, HtmlService: new FakeHtmlService(), Utilities: utilities });
for (const file of files) vm.runInContext(readFileSync(file, 'utf8'), context, { filename: file });
for (const name of asked.functions) {
  context[name]();
  book.flush();
}
process.stdout.write(JSON.stringify({ ...screen, ...book.happened }));
