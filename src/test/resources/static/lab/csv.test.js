import {equal, refused} from "../expect.js";
import {cellsOf, columnsIn, linesOf, separatorOf} from "./csv.js";
import {stemOf} from "./uploading.js";

/** @param {BlobPart[]} parts */
const file = (...parts) => new File(parts, "table.csv");

/** @param {File} table */
const headerOf = async (table) => columnsIn(await linesOf(table), {});

/** @param {string} text */
const zipped = (text) => {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Response(stream).blob();
};

/** @type {import("../expect.js").Cases} */
export const cases = {
  "the first line that is not blank names the columns": async () => {
    equal(await headerOf(file("\uFEFF\r\n width , height,kind\r\n1,2,a\r\n")), [
      "width",
      "height",
      "kind",
    ]);
  },
  "columns without a header are numbered": async () => {
    equal(await headerOf(file("1,2.5,-3e-4\n")), ["column 0", "column 1", "column 2"]);
  },
  "a file may be gzipped": async () => {
    equal(await headerOf(file(await zipped("a;b\n1;2\n"))), ["a", "b"]);
  },
  "a file that is longer than what is read of it has a header": async () => {
    const rows = "1,2\n".repeat(100_000);
    equal(await headerOf(file(await zipped(`a,b\n${rows}`))), ["a", "b"]);
    equal(await headerOf(file(`a,b\n${rows}`)), ["a", "b"]);
  },
  "an empty file is refused by name": () =>
    refused(() => headerOf(file("\n \n")), "table.csv is empty"),
  "the separator is what divides lines alike, outside quotes, and leaves numbers": () => {
    equal(separatorOf(['a;"b,c,d";e']), ";");
    equal(separatorOf(["a\tb,c\td"]), "tab");
    equal(separatorOf(["alone"]), ",");
    equal(separatorOf(["0,00;0,0;0", "0,14;1,5;1"]), ";");
    equal(separatorOf(["width (cm, in);height (cm, out);kind", "0,5;;a", "0,14;1,5;b"]), ";");
  },
  "a separator and a header that are known are not guessed": () => {
    equal(columnsIn(["a,b;c", "1,2;3"], {separator: ","}), ["a", "b;c"]);
    equal(columnsIn(["1;2", "3;4"], {separator: ";", header: true}), ["1", "2"]);
    equal(columnsIn(["a;b", "c;d"], {separator: ";", header: false}), ["column 0", "column 1"]);
  },
  "comments and the name of the separator are no names": async () => {
    equal(await headerOf(file("# made on a Tuesday\nload  span  verdict\n1 2 a\n")), [
      "load",
      "span",
      "verdict",
    ]);
    equal(await headerOf(file("sep=;\r\na;b\r\n1;2\r\n")), ["a", "b"]);
  },
  "quotes hold cells together": () => {
    equal(cellsOf('a,"b,c", d ', ","), ["a", "b,c", "d"]);
    equal(cellsOf("a,,", ","), ["a", "", ""]);
  },
  "a dataset is called by its file, without its endings": () => {
    equal(stemOf("flowers.csv.gz"), "flowers");
    equal(stemOf("train-images.idx"), "train-images");
    equal(stemOf("x".repeat(300)).length, 200);
  },
};
