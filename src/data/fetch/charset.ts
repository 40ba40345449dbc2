const MARKUP = /html|xml/i;
/** Where a page must have named its charset. */
const META_BYTES = 1024;

/**
 * Text of a body: by its byte order mark, the charset of its Content-Type, that of an HTML `<meta>`, UTF-8 where it is
 * valid, else windows-1252. A charset that is unknown or that the bytes contradict is passed over.
 */
export function decodeText(bytes: Uint8Array, contentType = ""): string {
  const candidates = [
    markOf(bytes),
    charsetIn(contentType),
    MARKUP.test(contentType) || contentType === "" ? metaCharset(bytes) : undefined,
    "utf-8",
  ];
  for (const charset of candidates) {
    if (charset === undefined) continue;
    try {
      return new TextDecoder(charset, { fatal: true }).decode(bytes);
    } catch {
      // An unknown charset, or not the one that the bytes are in.
    }
  }
  return new TextDecoder("windows-1252").decode(bytes);
}

function charsetIn(text: string): string | undefined {
  return /charset\s*=\s*["']?([\w:.-]+)/i.exec(text)?.[1];
}

function metaCharset(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, META_BYTES));
  const tag = /<meta\b[^>]*charset[^>]*>/i.exec(head)?.[0];
  return tag && charsetIn(tag);
}

function markOf(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return undefined;
}
