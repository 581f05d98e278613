/** An address is this long at most, in characters: browsers refuse, and nobody sends, longer ones. */
const LONGEST = 50_000;

/** And stands for at most so many bytes of JSON, however well they are packed. */
const MOST_BYTES = 1_000_000;

/**
 * JSON as short text that is safe in an address: deflated, then base64url.
 *
 * @param {unknown} value
 * @returns {Promise<string | undefined>} undefined if it is too long for an address
 */
export async function compact(value) {
  const json = new TextEncoder().encode(JSON.stringify(value));
  if (json.length > MOST_BYTES) {
    return;
  }
  const bytes = await piped(json, new CompressionStream("deflate-raw"));
  const characters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  const text = btoa(characters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  return text.length > LONGEST ? undefined : text;
}

/**
 * The value again.
 *
 * @param {string} text
 * @returns {Promise<unknown>}
 * @throws {Error} if the text is damaged, or longer than any that `compact` writes
 */
export async function expanded(text) {
  if (text.length > LONGEST) {
    throw new Error(`An address has at most ${LONGEST} characters, this one ${text.length}.`);
  }
  const characters = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(characters, (character) => character.charCodeAt(0));
  const json = await piped(bytes, new DecompressionStream("deflate-raw"));
  return JSON.parse(new TextDecoder().decode(json));
}

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {CompressionStream | DecompressionStream} through
 * @throws {Error} as soon as more comes out than an address stands for
 */
async function piped(bytes, through) {
  const reader = new Blob([bytes]).stream().pipeThrough(through).getReader();
  const parts = [];
  let length = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    length += next.value.length;
    if (length > MOST_BYTES) {
      await reader.cancel();
      throw new Error(`An address stands for at most ${MOST_BYTES} bytes.`);
    }
    parts.push(next.value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
