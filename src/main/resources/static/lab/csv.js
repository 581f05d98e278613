/** As much of a file, in bytes or characters, as is read for its first line. */
const BEGINNING = 65_536;

const BYTE_ORDER_MARK = /^\uFEFF/;

/** A comment, or the name of the separator. */
const NO_ROW = /^\s*[#%]|^"?sep=./i;

/**
 * The names of the columns of a CSV file, gzipped or not; numbers where its first line holds
 * values.
 *
 * @param {File} file
 */
export async function headerOf(file) {
  const text = (await beginningOf(file)).replace(BYTE_ORDER_MARK, "");
  const line = text.split(/\r\n|\r|\n/).find((one) => one.trim() !== "" && !NO_ROW.test(one));
  if (!line) {
    throw new Error(`${file.name} is empty.`);
  }
  const cells = cellsIn(line.trim());
  const isHeader = cells.some((cell) => cell !== "" && !Number.isFinite(Number(cell)));
  return isHeader ? cells : cells.map((_, index) => `column ${index}`);
}

/** @param {string} line */
function cellsIn(line) {
  const delimiter = delimiterOf(line);
  const cells = cellsOf(line, delimiter);
  return cells.length === 1 && /\s/.test(line) && !line.startsWith('"') ? line.split(/\s+/) : cells;
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
 * The separator that occurs most often outside quotes.
 *
 * @param {string} line
 */
export function delimiterOf(line) {
  const bare = line.replace(/"(?:[^"]|"")*"/g, "");
  /** @param {string} delimiter */
  const count = (delimiter) => bare.split(delimiter).length;
  return [",", ";", "\t", "|"].toSorted((one, other) => count(other) - count(one))[0];
}

/**
 * @param {string} line
 * @param {string} delimiter
 */
export function cellsOf(line, delimiter) {
  const cells = [""];
  let isQuoted = false;
  for (const character of line) {
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
