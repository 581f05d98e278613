/** JSON as short text that is safe in an address: deflated, then base64url. */
export async function compact(value) {
  const bytes = await piped(
    new TextEncoder().encode(JSON.stringify(value)),
    new CompressionStream("deflate-raw"),
  );
  const characters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(characters).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** The value again; throws if the text is damaged. */
export async function expanded(text) {
  const characters = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(characters, (character) => character.charCodeAt(0));
  return JSON.parse(
    new TextDecoder().decode(await piped(bytes, new DecompressionStream("deflate-raw"))),
  );
}

async function piped(bytes, through) {
  return new Uint8Array(
    await new Response(new Blob([bytes]).stream().pipeThrough(through)).arrayBuffer(),
  );
}
