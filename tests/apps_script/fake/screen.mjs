/** What a person sees of a script: the menus, the dialogs. */

/** @typedef {GoogleAppsScript.Base.Ui} Ui */
/** @typedef {GoogleAppsScript.Base.Menu} Menu */
/** @typedef {GoogleAppsScript.HTML.HtmlOutput} HtmlOutput */
/** @typedef {GoogleAppsScript.HTML.HtmlService} HtmlService */

/** @typedef {{caption: string, entries: ([string, string] | null)[]}} ShownMenu null: a line between entries */
/** @typedef {{title: string, html: string, width: number, height: number}} ShownDialog */

/** @implements {Pick<Ui, keyof FakeUi>} */
export class FakeUi {
  #screen;
  #call;

  /**
   * @param {{menus: ShownMenu[], dialogs: ShownDialog[]}} screen
   * @param {(method: string) => void} call
   */
  constructor(screen, call) {
    this.#screen = screen;
    this.#call = call;
  }

  /** @param {string} caption */
  createMenu(caption) {
    return menu_(new FakeMenu(this.#screen.menus, caption));
  }

  /**
   * @param {HtmlOutput} page
   * @param {string} title
   */
  showModalDialog(page, title) {
    this.#call('showModalDialog');
    this.#screen.dialogs.push({ title, html: page.getContent(), width: page.getWidth(), height: page.getHeight() });
  }
}

/** @implements {Pick<Menu, keyof FakeMenu>} */
class FakeMenu {
  #menus;
  /** @type {ShownMenu} */
  #menu;

  /**
   * @param {ShownMenu[]} menus
   * @param {string} caption
   */
  constructor(menus, caption) {
    this.#menus = menus;
    this.#menu = { caption, entries: [] };
  }

  /**
   * @param {string} caption
   * @param {string} functionName
   */
  addItem(caption, functionName) {
    this.#menu.entries.push([caption, functionName]);
    return menu_(this);
  }

  addSeparator() {
    this.#menu.entries.push(null);
    return menu_(this);
  }

  addToUi() {
    this.#menus.push(this.#menu);
  }
}

/** @implements {Pick<HtmlService, keyof FakeHtmlService>} */
export class FakeHtmlService {
  /** @param {any} [html] */
  createHtmlOutput(html) {
    return page_(new FakeHtmlOutput(String(html ?? '')));
  }
}

/** @implements {Pick<HtmlOutput, keyof FakeHtmlOutput>} */
class FakeHtmlOutput {
  #html;
  #width = 0;
  #height = 0;

  /** @param {string} html */
  constructor(html) {
    this.#html = html;
  }

  getContent() {
    return this.#html;
  }

  getWidth() {
    return this.#width;
  }

  getHeight() {
    return this.#height;
  }

  /** @param {number} width */
  setWidth(width) {
    this.#width = width;
    return page_(this);
  }

  /** @param {number} height */
  setHeight(height) {
    this.#height = height;
    return page_(this);
  }
}

/** @param {FakeMenu} fake */
function menu_(fake) {
  return /** @type {Menu} */ (/** @type {unknown} */ (fake));
}

/** @param {FakeHtmlOutput} fake */
function page_(fake) {
  return /** @type {HtmlOutput} */ (/** @type {unknown} */ (fake));
}
