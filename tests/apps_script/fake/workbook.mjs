/**
 * A workbook as Apps Script shows it, for scripts that run on Node: as much of Google's classes as the script uses, and no more.
 * `@implements {Pick<…, keyof …>}` holds that nothing is offered here that Google does not have.
 */

/** @typedef {GoogleAppsScript.Spreadsheet.Sheet} Sheet */
/** @typedef {GoogleAppsScript.Spreadsheet.Range} Range */
/** @typedef {GoogleAppsScript.Spreadsheet.NamedRange} NamedRange */
/** @typedef {GoogleAppsScript.Spreadsheet.Spreadsheet} Spreadsheet */

/** @typedef {string | number | boolean | null} Plain */
/** @typedef {Plain | {value?: Plain, date?: string, shown?: string, formula?: string}} GivenCell date: an ISO day */
/** @typedef {{name: string, id: number, kind?: 'GRID' | 'OBJECT', rows: GivenCell[][]}} GivenSheet */
/** @typedef {[sheet: string, row: number, column: number, rows: number, columns: number]} GivenArea */

/**
 * names: null for a name whose cells were deleted. locked: sheets in which the person may write nothing, but for `open` areas.
 * refuses: what a method fails with, by its name.
 * @typedef {{timeZone: string, active: string, sheets: GivenSheet[], names: Record<string, GivenArea | null>, locked?: string[],
 *   open?: GivenArea[], refuses?: Record<string, string>}} GivenBook
 */

/** What happened to the workbook. @typedef {{selected: [string, string][], written: [string, string, unknown][], toasts: [string, string][], read: number}} Happened */

export class Book {
  /**
   * @param {GivenBook} given
   * @param {DateConstructor} Day that of the script
   */
  constructor(given, Day) {
    this.given = given;
    this.Day = Day;
    /** @type {Happened} */
    this.happened = { selected: [], written: [], toasts: [], read: 0 };
    this.sheets = given.sheets.map((sheet) => new FakeSheet(this, sheet));
    /** @type {[FakeRange, unknown][]} */
    this.pending = [];
  }

  /** @param {string} method */
  call(method) {
    const refusal = this.given.refuses?.[method];
    if (refusal !== undefined) throw new Error(refusal);
  }

  /** @param {GivenArea} area */
  range([sheet, ...place]) {
    const found = this.sheets.find((one) => one.getName() === sheet);
    if (!found) throw new Error(`no sheet ${sheet}`);
    return new FakeRange(this, found, place);
  }

  /** What Google does at the end of a script, or when it is told to: writes, or refuses what the person may not write. */
  flush() {
    const pending = this.pending.splice(0);
    if (pending.length > 0) this.call('flush');
    for (const [range] of pending) {
      if (!range.canEdit()) throw new Error('You are trying to edit a protected cell or object.');
    }
    for (const [range, value] of pending) {
      this.happened.written.push([range.sheet.getName(), range.getA1Notation(), value]);
      range.sheet.given.rows[range.place[0] - 1][range.place[1] - 1] = /** @type {Plain} */ (value);
    }
  }
}

/** @implements {Pick<Spreadsheet, keyof FakeSpreadsheet>} */
export class FakeSpreadsheet {
  #book;

  /** @param {Book} book */
  constructor(book) {
    this.#book = book;
  }

  getSpreadsheetTimeZone() {
    return this.#book.given.timeZone;
  }

  getActiveSheet() {
    const sheet = this.#book.sheets.find((one) => one.getName() === this.#book.given.active);
    return sheet_(/** @type {FakeSheet} */ (sheet));
  }

  getSheets() {
    this.#book.call('getSheets');
    return this.#book.sheets.map(sheet_);
  }

  /** @param {string} name */
  getSheetByName(name) {
    const found = this.#book.sheets.find((one) => one.getName() === name);
    return found ? sheet_(found) : null;
  }

  /** @param {string} name */
  getRangeByName(name) {
    const area = this.#book.given.names[name];
    if (area === undefined) return null;
    if (area === null) throw new Error('Range not found');
    return range_(this.#book.range(area));
  }

  /**
   * @param {string} text
   * @param {string} [title]
   */
  toast(text, title) {
    this.#book.happened.toasts.push([title ?? '', text]);
  }
}

/** @implements {Pick<Sheet, keyof OfferedBySheet>} */
export class FakeSheet {
  /**
   * @param {Book} book
   * @param {GivenSheet} given
   */
  constructor(book, given) {
    /** @private */ this.book = book;
    this.given = given;
  }

  getName() {
    return this.given.name;
  }

  getSheetId() {
    return this.given.id;
  }

  getType() {
    return /** @type {GoogleAppsScript.Spreadsheet.SheetType} */ (SHEET_TYPES[this.given.kind ?? 'GRID']);
  }

  getLastRow() {
    this.#mustHaveCells();
    return this.given.rows.length;
  }

  getLastColumn() {
    this.#mustHaveCells();
    return Math.max(0, ...this.given.rows.map((row) => row.length));
  }

  getNamedRanges() {
    const names = Object.entries(this.book.given.names);
    const here = names.filter(([, area]) => area === null || area[0] === this.given.name);
    return here.map(([name]) => /** @type {NamedRange} */ (/** @type {unknown} */ (new FakeNamedRange(this.book, name))));
  }

  /**
   * @param {number | string} place
   * @param {number} [column]
   * @param {number} [rows]
   * @param {number} [columns]
   */
  getRange(place, column = 1, rows = 1, columns = 1) {
    this.#mustHaveCells();
    const [row, from] = typeof place === 'string' ? placeOf(place) : [place, column];
    return range_(new FakeRange(this.book, this, [row, from, rows, columns]));
  }

  #mustHaveCells() {
    if (this.given.kind === 'OBJECT') throw new Error('This sheet has no cells');
  }
}

/** @typedef {Omit<FakeSheet, 'book' | 'given'>} OfferedBySheet */

/** @implements {Pick<Range, keyof OfferedByRange>} */
export class FakeRange {
  /**
   * @param {Book} book
   * @param {FakeSheet} sheet
   * @param {number[]} place row, column, rows, columns
   */
  constructor(book, sheet, place) {
    if (place.some((number) => !(number >= 1))) throw new Error(`The range ${place} has no cells`);
    /** @private */ this.book = book;
    this.sheet = sheet;
    this.place = place;
  }

  getRow() {
    return this.place[0];
  }

  getColumn() {
    return this.place[1];
  }

  getLastRow() {
    return this.place[0] + this.place[2] - 1;
  }

  getSheet() {
    return sheet_(this.sheet);
  }

  getA1Notation() {
    return `${letters(this.place[1])}${this.place[0]}`;
  }

  activate() {
    this.book.call('activate');
    this.book.happened.selected.push([this.sheet.getName(), this.getA1Notation()]);
    return range_(this);
  }

  canEdit() {
    const { locked = [], open = [] } = this.book.given;
    const [row, column] = this.place;
    const opened = open.some(
      ([sheet, top, left, rows, columns]) =>
        sheet === this.sheet.getName() && row >= top && row < top + rows && column >= left && column < left + columns,
    );
    return opened || !locked.includes(this.sheet.getName());
  }

  getValue() {
    return this.getValues()[0][0];
  }

  getDisplayValue() {
    return this.getDisplayValues()[0][0];
  }

  /** @returns {any[][]} */
  getValues() {
    return this.#cells((cell) => {
      if (typeof cell !== 'object' || cell === null) return cell ?? '';
      return cell.date ? midnight(cell.date, this.book.given.timeZone, this.book.Day) : (cell.value ?? '');
    });
  }

  getDisplayValues() {
    return this.#cells((cell) => {
      if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE';
      if (typeof cell !== 'object' || cell === null) return String(cell ?? '');
      return cell.shown ?? cell.date ?? String(cell.value ?? '');
    });
  }

  getFormulas() {
    return this.#cells((cell) => (typeof cell === 'object' && cell?.formula ? cell.formula : ''));
  }

  /** @param {unknown} value */
  setValue(value) {
    this.book.call('setValue');
    this.book.pending.push([this, value]);
    return range_(this);
  }

  /**
   * @template T
   * @param {(cell: GivenCell) => T} read
   * @returns {T[][]}
   */
  #cells(read) {
    this.book.happened.read += 1;
    const [row, column, rows, columns] = this.place;
    return Array.from({ length: rows }, (_, down) =>
      Array.from({ length: columns }, (_, right) => read(this.sheet.given.rows[row - 1 + down]?.[column - 1 + right] ?? null)),
    );
  }
}

/** @typedef {Omit<FakeRange, 'book' | 'sheet' | 'place'>} OfferedByRange */

/** @implements {Pick<NamedRange, keyof FakeNamedRange>} */
class FakeNamedRange {
  #book;
  #name;

  /**
   * @param {Book} book
   * @param {string} name
   */
  constructor(book, name) {
    this.#book = book;
    this.#name = name;
  }

  getName() {
    return this.#name;
  }

  getRange() {
    const area = this.#book.given.names[this.#name];
    if (!area) throw new Error('Range not found');
    return range_(this.#book.range(area));
  }
}

/** Google's enumeration, by name. */
export const SHEET_TYPES = { GRID: 0, OBJECT: 1 };

/** @param {FakeSheet} fake */
function sheet_(fake) {
  return /** @type {Sheet} */ (/** @type {unknown} */ (only(fake, ['book', 'given'])));
}

/** @param {FakeRange} fake */
function range_(fake) {
  return /** @type {Range} */ (/** @type {unknown} */ (only(fake, ['book', 'sheet', 'place'])));
}

/**
 * The object without its inner life, so that a script that reaches for what Google does not have fails.
 * @template {object} T
 * @param {T} fake
 * @param {string[]} hidden
 * @returns {T}
 */
function only(fake, hidden) {
  return new Proxy(fake, {
    get(target, name) {
      if (hidden.includes(String(name)) || !(name in target)) throw new TypeError(`no ${String(name)} here`);
      const found = Reflect.get(target, name);
      return typeof found === 'function' ? found.bind(target) : found;
    },
  });
}

/** @param {string} name `I5` */
function placeOf(name) {
  const [, column, row] = /** @type {RegExpExecArray} */ (/^([A-Z]+)(\d+)$/.exec(name));
  const number = [...column].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  return [Number(row), number];
}

/** @param {number} column */
function letters(column) {
  let text = '';
  for (let rest = column; rest > 0; rest = (rest - 1 - ((rest - 1) % 26)) / 26) text = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[(rest - 1) % 26] + text;
  return text;
}

/**
 * The beginning of a day where the workbook is.
 * @param {string} iso
 * @param {string} timeZone
 * @param {DateConstructor} Day
 */
function midnight(iso, timeZone, Day) {
  const asUtc = Date.parse(`${iso}T00:00:00Z`);
  const shownThere = Date.parse(`${new Date(asUtc).toLocaleString('sv-SE', { timeZone }).replace(' ', 'T')}Z`);
  return new Day(2 * asUtc - shownThere);
}
