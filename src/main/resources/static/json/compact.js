/**
 * JSON as short text that is safe in an address: deflated, then base64url.
 *
 * @param {unknown} value
 */
export async function compact(value) {
  const text = new TextEncoder().encode(JSON.stringify(value));
  const bytes = await piped(text, new CompressionStream("deflate-raw"));
  const characters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(characters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/**
 * The value again.
 *
 * @param {string} text
 * @returns {Promise<unknown>}
 * @throws {Error} if the text is damaged
 */
export async function expanded(text) {
  const characters = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(characters, (character) => character.charCodeAt(0));
  const json = await piped(bytes, new DecompressionStream("deflate-raw"));
  return JSON.parse(new TextDecoder().decode(json));
}

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {CompressionStream | DecompressionStream} through
 */
async function piped(bytes, through) {
  const stream = new Blob([bytes]).stream().pipeThrough(through);
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
