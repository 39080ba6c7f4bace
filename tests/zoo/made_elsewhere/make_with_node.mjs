// Books as other programs' libraries write them; run by hand where exceljs, xlsx (SheetJS) and xlsx-populate are installed:
//   node make_with_node.mjs ROWS.json FOLDER
// ROWS.json: {sheet: [[cell, …], …]}, made by rows.py; a date is {"date": "2023-02-28"}.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
const require = createRequire(process.cwd() + "/");
const [rows, folder] = process.argv.slice(2);
const sheets = JSON.parse(readFileSync(rows, "utf8"));
const day = (cell) => new Date(cell.date + "T00:00:00Z");
const serial = (cell) => Math.round((day(cell) - Date.UTC(1899, 11, 30)) / 86400000);

const ExcelJS = require("exceljs");
const book = new ExcelJS.Workbook();
for (const [name, lines] of Object.entries(sheets)) {
  const sheet = book.addWorksheet(name, { views: [{ state: "frozen", ySplit: 4 }] });
  lines.forEach((line, r) => line.forEach((cell, c) => {
    if (cell === null) return;
    const target = sheet.getCell(r + 1, c + 1);
    target.value = cell.date ? day(cell) : cell;
    if (cell.date) target.numFmt = "dd/mm/yyyy";
  }));
  sheet.getCell("L5").dataValidation = { type: "list", formulae: ['"có,không"'] };
  sheet.getCell("L6").note = "chú thích";
  sheet.addConditionalFormatting({ ref: "A5:A9", rules: [{ type: "colorScale", priority: 1, cfvo: [{ type: "min" }, { type: "max" }], color: [{ argb: "FFFFFFFF" }, { argb: "FFFF0000" }] }] });
}
await book.xlsx.writeFile(`${folder}/exceljs.xlsx`);

const SheetJS = require("xlsx");
const plain = SheetJS.utils.book_new();
for (const [name, lines] of Object.entries(sheets)) {
  const sheet = SheetJS.utils.aoa_to_sheet(lines.map((line) => line.map((cell) => (cell?.date ? { t: "n", v: serial(cell), z: "dd/mm/yyyy" } : cell))));
  SheetJS.utils.book_append_sheet(plain, sheet, name);
}
SheetJS.writeFile(plain, `${folder}/sheetjs.xlsx`, { compression: true, bookSST: true });

const populate = await require("xlsx-populate").fromBlankAsync();
for (const [name, lines] of Object.entries(sheets)) {
  const sheet = populate.addSheet(name);
  lines.forEach((line, r) => line.forEach((cell, c) => {
    if (cell === null) return;
    const target = sheet.cell(r + 1, c + 1);
    if (cell.date) target.value(serial(cell)).style("numberFormat", "dd/mm/yyyy");
    else target.value(cell);
  }));
}
populate.deleteSheet("Sheet1");
await populate.toFileAsync(`${folder}/xlsx-populate.xlsx`);
