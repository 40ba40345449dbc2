import type { Tokenizer } from "../../tokenizer/tokenizer.ts";
import { documentParts } from "./documents.ts";
import { cutPlace } from "./places.ts";
import type { Text } from "./scan.ts";

/** Ids of a file's documents, piece by piece, without separators; undefined where a document ends. */
export async function* encodedDocuments(
  text: Text,
  tokenizer: Pick<Tokenizer, "encode">,
): AsyncGenerator<number[] | undefined> {
  let pending = "";
  for await (const parts of documentParts(text, text.encoding)) {
    for (const part of parts) {
      const ends = part === undefined;
      pending += part ?? "";
      for (let cut; (cut = cutPlace(pending, ends)) !== undefined;) {
        yield tokenizer.encode(pending.slice(0, cut));
        pending = pending.slice(cut);
      }
      if (ends) yield undefined;
    }
  }
}
