const BEGINNING = 65536;

/** The names of the columns of a CSV file, gzipped or not; numbers where its first line holds values. */
export async function headerOf(file) {
  const line = (await beginningOf(file))
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .find((text) => text.trim() !== "");
  if (!line) {
    throw new Error(`${file.name} is empty.`);
  }
  const cells = cellsOf(line, delimiterOf(line));
  const isHeader = cells.some((cell) => cell !== "" && !Number.isFinite(Number(cell)));
  return isHeader ? cells : cells.map((_, index) => `column ${index}`);
}

async function beginningOf(file) {
  const isZipped = new Uint8Array(await file.slice(0, 2).arrayBuffer()).join() === "31,139";
  if (!isZipped) {
    return file.slice(0, BEGINNING).text();
  }
  const reader = file
    .stream()
    .pipeThrough(new DecompressionStream("gzip"))
    .pipeThrough(new TextDecoderStream())
    .getReader();
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

/** The separator that occurs most often outside quotes. */
function delimiterOf(line) {
  const bare = line.replace(/"(?:[^"]|"")*"/g, "");
  return [",", ";", "\t"].toSorted(
    (one, other) => bare.split(other).length - bare.split(one).length,
  )[0];
}

function cellsOf(line, delimiter) {
  const cells = [];
  let cell = "";
  let isQuoted = false;
  for (const character of line) {
    if (character === '"') {
      isQuoted = !isQuoted;
    } else if (character === delimiter && !isQuoted) {
      cells.push(cell.trim());
      cell = "";
    } else {
      cell += character;
    }
  }
  return [...cells, cell.trim()];
}
