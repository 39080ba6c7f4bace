// Merges triples of tables with daff. In: [{parent, left, right, keys}], tables as lists of rows with headings first.
// Out: for each triple the merged table, and how many conflicts daff counts.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const daff = createRequire(process.argv[2] + "/")("daff");

const merged = ({ parent, left, right, keys }) => {
  const flags = new daff.CompareFlags();
  flags.ordered = false;
  keys.forEach((key) => flags.addPrimaryKey(key));
  const table = structuredClone(left);
  const merger = new daff.Merger(new daff.TableView(parent), new daff.TableView(table), new daff.TableView(right), flags);
  const conflicts = merger.apply();
  return { table, conflicts };
};

console.log(JSON.stringify(JSON.parse(readFileSync(0, "utf-8")).map(merged)));
