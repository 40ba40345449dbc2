/** The user's own texts, as the text task reads them. */
import type { Context } from "../../base/context.ts";
import { documentParts } from "../../data/text/documents.ts";
import { openTexts } from "../../data/text/files.ts";
import { scanTexts, type Text } from "../../data/text/scan.ts";
import type { Made, TextSource } from "../dataset/source.ts";

/** Characters of a document that are in memory; a longer one becomes several, parted at a line's end. */
const LONGEST = 1 << 22;

/** Texts of files; what was put aside for them goes with them. */
export type FilesSource = TextSource & AsyncDisposable & {
  documents: number;
  characters: number;
};

/**
 * The documents of files, of all files below folders, and of standard input ("-"), in order, but those below folders of `omit`. Says which encodings they are
 * in and what was left out. Throws what `openTexts` and `scanTexts` throw.
 */
export async function openFiles(
  paths: readonly string[],
  context: Context,
  { omit = [], longest = LONGEST }: { omit?: readonly string[]; longest?: number } = {},
): Promise<FilesSource> {
  const files = await openTexts(paths, context, omit);
  try {
    const { texts, digest, documents, characters } = await scanTexts(files, context);
    return {
      ...{ key: `files ${digest}`, documents, characters },
      async *texts(first) {
        let index = 0;
        for await (const text of documentsOf(texts, longest)) if (index++ >= first) yield { text };
      },
      [Symbol.asyncDispose]: () => files[Symbol.asyncDispose](),
    };
  } catch (error) {
    await files[Symbol.asyncDispose]();
    throw error;
  }
}

async function* documentsOf(texts: readonly Text[], longest: number): AsyncGenerator<Made["text"]> {
  for (const text of texts) {
    let document = "";
    for await (const parts of documentParts(text, text.encoding)) {
      for (const part of parts) {
        if (part === undefined) {
          yield document;
          document = "";
          continue;
        }
        document += part;
        while (document.length > longest) {
          const end = cutIn(document, longest);
          yield document.slice(0, end);
          document = document.slice(end);
        }
      }
    }
  }
}

/** Where a long document is parted: behind an empty line in its second half, else a line's end, else anywhere. */
function cutIn(text: string, longest: number): number {
  for (const mark of ["\n\n", "\n", " "]) {
    const at = text.lastIndexOf(mark, longest - mark.length);
    if (at >= longest / 2) return at + mark.length;
  }
  const code = text.charCodeAt(longest);
  return code >= 0xdc00 && code <= 0xdfff ? longest - 1 : longest;
}
