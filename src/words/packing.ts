/** Texts as they are kept in the program: by Brotli, as small as it goes. */
import { Buffer } from "node:buffer";
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";

export function packText(text: string): Uint8Array {
  const bytes = Buffer.from(text);
  return new Uint8Array(
    brotliCompressSync(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 11,
        [constants.BROTLI_PARAM_LGWIN]: 22,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
  );
}

/** The reverse of `packText()`. */
export const unpackText = (packed: Uint8Array): string => brotliDecompressSync(packed).toString();
