import { byteOrderMark, decodeFirst } from "../../base/text.ts";

const MARKUP = /html|xml/i;
/** Where a page must have named its charset. */
const META_BYTES = 1024;

/**
 * Text of a body: by its byte order mark, the charset of its Content-Type, that of an HTML `<meta>`, UTF-8 where it is
 * valid, else windows-1252. A charset that is unknown or that the bytes contradict is passed over.
 */
export function decodeText(bytes: Uint8Array, contentType = ""): string {
  return decodeFirst(bytes, [
    byteOrderMark(bytes),
    charsetIn(contentType),
    MARKUP.test(contentType) || contentType === "" ? metaCharset(bytes) : undefined,
    "utf-8",
  ]).text;
}

function charsetIn(text: string): string | undefined {
  return /charset\s*=\s*["']?([\w:.-]+)/i.exec(text)?.[1];
}

function metaCharset(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, META_BYTES));
  const tag = /<meta\b[^>]*charset[^>]*>/i.exec(head)?.[0];
  return tag && charsetIn(tag);
}
