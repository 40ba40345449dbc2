import type { Tokenizer } from "../../tokenizer/tokenizer.ts";
import { documentParts } from "./documents.ts";
import { cutPlace } from "./places.ts";
import type { Text } from "./scan.ts";

/** A piece of a document, and how it is cut into tokens. */
export interface EncodedPiece {
  text: string;
  ids: number[];
}

/** A file's documents, piece by piece, without separators; undefined where a document ends. */
export async function* encodedDocuments(
  text: Text,
  tokenizer: Pick<Tokenizer, "encode">,
): AsyncGenerator<EncodedPiece | undefined> {
  let pending = "";
  for await (const parts of documentParts(text, text.encoding)) {
    for (const part of parts) {
      const ends = part === undefined;
      pending += part ?? "";
      for (let cut; (cut = cutPlace(pending, ends)) !== undefined;) {
        const piece = pending.slice(0, cut);
        yield { text: piece, ids: tokenizer.encode(piece) };
        pending = pending.slice(cut);
      }
      if (ends) yield undefined;
    }
  }
}
