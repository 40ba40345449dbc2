/** Texts of a test as tokens. */
import { createHash } from "node:crypto";
import { encodeDocuments, type Portion } from "../../../src/data/text/corpus.ts";
import type { Tokenizer } from "../../../src/tokenizer/tokenizer.ts";

/** A text, by a name. */
interface TextDocument {
  name: string;
  text: string;
}

/** Token ids, those to learn from first. */
interface TextCorpus {
  ids: number[];
  /** Where those begin that are kept for validation. */
  split: number;
  digest: string;
  characters: number;
}

/** Encodes texts that are in memory, as `prepareFiles` does those of files. */
export function encodeCorpus(documents: readonly TextDocument[], tokenizer: Tokenizer): TextCorpus {
  const parts: Record<Portion, number[]> = { learned: [], kept: [] };
  const lengths = documents.map(({ text }) => text.length);
  const encoder = encodeDocuments(
    tokenizer,
    { documents: documents.length, characters: 0, lengths },
    (portion, ids) => {
      for (const id of ids) parts[portion].push(id);
    },
  );
  const digest = createHash("sha256");
  for (const { text } of documents) {
    digest.update(createHash("sha256").update(text).digest());
    encoder.text(text);
    encoder.end();
  }
  encoder.finish();
  return {
    ids: [...parts.learned, ...parts.kept],
    split: parts.learned.length,
    digest: digest.digest("hex"),
    characters: lengths.reduce((sum, length) => sum + length, 0),
  };
}
