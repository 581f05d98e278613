/** As much of a file, in bytes or characters, as is read for its first line. */
const BEGINNING = 65_536;

const BYTE_ORDER_MARK = /^\uFEFF/;

/** Lines that tell what separates cells. */
const FEW = 20;

/** The share of lines that have as many cells as the last if their separator is the right one. */
const CONSISTENT = 0.9;

/** Separators as the service calls them. */
const SEPARATORS = [",", ";", "tab", "|", "space"];

const CHARACTERS = new Map([
  ["tab", "\t"],
  ["space", " "],
]);

/** A comment, or the name of the separator. */
const NO_ROW = /^\s*[#%]|^"?sep=./i;

/**
 * The first lines of a CSV file, gzipped or not, that hold cells.
 *
 * @param {File} file
 */
export async function linesOf(file) {
  const text = (await beginningOf(file)).replace(BYTE_ORDER_MARK, "");
  const lines = text.split(/\r\n|\r|\n/).filter((one) => one.trim() !== "" && !NO_ROW.test(one));
  if (lines.length === 0) {
    throw new Error(`${file.name} is empty.`);
  }
  return lines.slice(0, FEW);
}

/**
 * The names of the columns; numbers where the first line holds values.
 *
 * @param {string[]} lines
 * @param {{separator?: string, header?: boolean}} known of how they are written
 */
export function columnsIn([first, ...rest], {separator, header}) {
  const cells = cellsOf(first, separator ?? separatorOf([first, ...rest]));
  const isHeader = header ?? cells.some((cell) => cell !== "" && !isNumber(cell));
  return isHeader ? cells : cells.map((_, index) => `column ${index}`);
}

/** @param {string} cell with a decimal point or comma */
function isNumber(cell) {
  return cell !== "" && Number.isFinite(Number(cell.replace(",", ".")));
}

/** @param {File} file */
async function beginningOf(file) {
  return (await isZipped(file)) ? beginningUnzipped(file) : file.slice(0, BEGINNING).text();
}

/** @param {File} file */
async function isZipped(file) {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  return first === 0x1f && second === 0x8b;
}

/** @param {File} file */
async function beginningUnzipped(file) {
  const unzipped = file.stream().pipeThrough(new DecompressionStream("gzip"));
  const reader = unzipped.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  while (text.length < BEGINNING) {
    const {done, value} = await reader.read();
    if (done) {
      return text;
    }
    text += value;
  }
  await reader.cancel();
  return text;
}

/**
 * What separates cells if nobody says it: what divides lines alike, leaves more numbers, and cuts
 * more.
 *
 * @param {string[]} lines
 */
export function separatorOf(lines) {
  const guesses = SEPARATORS.map((separator) => {
    const rows = lines.map((line) => cellsOf(line, separator));
    const width = rows.at(-1)?.length ?? 0;
    const alike = rows.filter(({length}) => length === width).length / rows.length;
    const cells = rows.flat();
    const numbers = cells.filter(isNumber).length / cells.length;
    return {separator, isFit: width > 1 && alike >= CONSISTENT, numbers, width};
  });
  const [best] = guesses.toSorted(
    (one, other) =>
      Number(other.isFit) - Number(one.isFit) ||
      other.numbers - one.numbers ||
      other.width - one.width,
  );
  return best.separator;
}

/**
 * @param {string} line
 * @param {string} separator
 */
export function cellsOf(line, separator) {
  const isBlank = separator === "space";
  const delimiter = CHARACTERS.get(separator) ?? separator;
  const cells = [""];
  let isQuoted = false;
  for (const character of isBlank ? line.trim().replaceAll(/\s+/g, " ") : line) {
    if (character === '"') {
      isQuoted = !isQuoted;
    } else if (character === delimiter && !isQuoted) {
      cells.push("");
    } else {
      cells[cells.length - 1] += character;
    }
  }
  return cells.map((cell) => cell.trim());
}
