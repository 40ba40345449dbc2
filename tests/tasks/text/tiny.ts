import { sharedIds } from "../../../src/data/text/tokens.ts";
import { preparedTexts } from "../../../src/tasks/text/task.ts";
import { charOf } from "../../../src/tokenizer/char/char.ts";
import { encodeCorpus } from "../../data/text/encoded.ts";

/** A text that a tiny model learns quickly. */
export const TEXT = Array.from({ length: 200 }, (_, i) => `${i % 10} cats sit on ${(i + 1) % 10} mats.\n`)
  .join("");

export const tokenizer = charOf([TEXT]);

/** The smallest model of it. */
export const tiny = () => {
  const { ids, ...corpus } = encodeCorpus([{ name: "cats", text: TEXT }], tokenizer);
  const tokens = sharedIds(ids, tokenizer.size);
  const network = {
    architecture: "transformer" as const,
    ...{ dim: 16, layers: 2, heads: 2, hidden: 32, window: 16 },
  };
  const settings = { data: ["cats.txt"], tokenizer: "char", context: 40 };
  return preparedTexts({ tokens, ...corpus }, tokenizer, network, settings);
};
