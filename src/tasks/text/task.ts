/** Texts as something to learn. */
import type { NetworkConfig } from "../../network/config.ts";
import { encodeCorpus, type TextCorpus } from "../../data/text/corpus.ts";
import type { TextDocument } from "../../data/text/documents.ts";
import { loadTextTokenizer } from "../../tokenizer/tokenizers.ts";
import type { Tokenizer } from "../../tokenizer/tokenizer.ts";
import { UserError } from "../../base/errors.ts";
import type { Sampled, Source } from "../../training/source.ts";
import type { Prepared, Task, Values } from "../../training/task.ts";
import { textPorts, textState } from "./state.ts";

/** A stretch of a text. */
interface Stretch extends Sampled {
  /** Its first token, and the place that this counts as. */
  start: number;
  place: number;
}

/** Which texts are learned, in stretches of `context` tokens. */
export interface TextPlan extends TextCorpus {
  tokenizer: Values;
  context: number;
  network: NetworkConfig;
}

export const textTask: Task<TextPlan> = {
  name: "text",
  unit: "text",
  open(plan, part): Source<Stretch> {
    const { tokens, split, context, network } = plan;
    const tokenizer = loadTextTokenizer(plan.tokenizer);
    const ports = textPorts(tokenizer, network);
    const [first, end] = part === "unseen" ? [split, tokens.length] : [0, split];
    const length = Math.min(context, end - first - 1);
    const bytes = Uint16Array.from({ length: tokenizer.size }, (_, id) => tokenizer.bytesOf(id));
    return {
      sample: (rng) => ({
        ...{ length, tokens: length },
        start: first + rng.int(end - first - length),
        place: rng.int(network.window),
      }),
      read({ start, place, length }) {
        const stretch = Array.from(tokens.subarray(start, start + length + 1));
        const targets = stretch.slice(1);
        const before = tokens[start - 1] ?? tokenizer.separator;
        return {
          tokens: stretch.slice(0, -1),
          targets,
          state: textState(ports, place, before),
          units: targets.reduce((sum, id) => sum + bytes[id]!, 0),
        };
      },
      [Symbol.dispose]: () => {},
    };
  },
};

/** Encodes texts with a tokenizer. Throws a UserError of kind "input" where they are too short to be split. */
export function prepareText(
  documents: readonly TextDocument[],
  tokenizer: Tokenizer,
  network: NetworkConfig,
  settings: Values & { context: number },
): Prepared<TextPlan> {
  const corpus = encodeCorpus(documents, tokenizer);
  const { context } = settings;
  const { split, tokens, characters, digest } = corpus;
  if (Math.min(split, tokens.length - split) < 3) {
    throw new UserError("input", "the texts are too short to keep a part for validation");
  }
  const data = tokenizer.toJSON();
  return {
    task: textTask,
    plan: { ...corpus, tokenizer: data, context, network },
    ports: textPorts(tokenizer, network),
    network,
    model: { tokenizer: data },
    settings,
    digest,
    summary: `${characters} characters, ${tokens.length} tokens of ${tokenizer.size} kinds, ` +
      `${tokens.length - split} of them kept for validation`,
  };
}
