/** What the executable carries compressed, so that only who needs it reads and unpacks it. */
import { brotliDecompressSync } from "node:zlib";
import { insertedFile } from "./executable.ts";

/** Folder of the compressed files (`<name>.br`) among what is embedded, where they do not lie in front of that. */
export const EMBEDDED = "native";

/** A file that the executable carries, as it is there: compressed by Brotli. */
export function readCompressed(name: string): Uint8Array<ArrayBuffer> {
  // deno bundle puts the program two folders below the root of what is compiled.
  const url = new URL(`../../${EMBEDDED}/${name}.br`, import.meta.url);
  try {
    return Deno.readFileSync(url);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return insertedFile(Deno.execPath(), name);
    throw error;
  }
}

/** A file that the executable carries. */
export function readPacked(name: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(brotliDecompressSync(readCompressed(name)));
}
