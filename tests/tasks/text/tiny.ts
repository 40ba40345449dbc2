import { prepareText } from "../../../src/tasks/text/task.ts";
import { charOf } from "../../../src/tokenizer/char/char.ts";

/** A text that a tiny model learns quickly. */
export const TEXT = Array.from({ length: 200 }, (_, i) => `${i % 10} cats sit on ${(i + 1) % 10} mats.\n`)
  .join("");

export const tokenizer = charOf([TEXT]);

/** The smallest model of it. */
export const tiny = () =>
  prepareText([{ name: "cats", text: TEXT }], tokenizer, {
    architecture: "transformer",
    ...{ dim: 16, layers: 2, heads: 2, hidden: 32, window: 16 },
  }, { data: ["cats.txt"], tokenizer: "char", context: 40 });
