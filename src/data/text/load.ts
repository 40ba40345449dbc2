/** Texts in memory. */
import type { Context } from "../../base/context.ts";
import { openTexts } from "./files.ts";
import { sampleTexts } from "./sample.ts";
import { scanTexts } from "./scan.ts";

/** Texts, or of large ones a sample. */
export interface LoadedTexts {
  /** In pieces. */
  texts: string[];
  documents: number;
  /** Of all files' bytes. */
  digest: string;
}

/**
 * Reads files, folders and standard input ("-") into memory, as `scanTexts` and `sampleTexts` do; there must be `least`
 * characters.
 */
export async function loadTexts(
  paths: readonly string[],
  context: Context,
  least?: number,
): Promise<LoadedTexts> {
  await using files = await openTexts(paths, context);
  const scan = await scanTexts(files, context, least);
  return { texts: await sampleTexts(scan, context), documents: scan.documents, digest: scan.digest };
}
