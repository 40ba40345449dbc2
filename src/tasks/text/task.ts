/** Texts as something to learn. */
import type { NetworkConfig } from "../../network/config.ts";
import { lengthOf, openTokens, type Tokens } from "../../data/text/tokens.ts";
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

/** Texts as tokens. */
export interface EncodedTexts {
  tokens: Tokens;
  /** Where those begin that are kept for validation. */
  split: number;
  digest: string;
  characters: number;
}

/** Which texts are learned, in stretches of `context` tokens. */
export interface TextPlan {
  tokens: Tokens;
  split: number;
  tokenizer: Values;
  context: number;
  network: NetworkConfig;
}

export const textTask: Task<TextPlan> = {
  name: "text",
  unit: "text",
  per: "byte",
  open(plan, part): Source<Stretch> {
    const { tokens, split, context, network } = plan;
    const reader = openTokens(tokens);
    const tokenizer = loadTextTokenizer(plan.tokenizer);
    const ports = textPorts(tokenizer, network);
    const [first, end] = part === "unseen" ? [split, lengthOf(tokens)] : [0, split];
    const length = Math.min(context, end - first - 1);
    const bytes = Uint16Array.from({ length: tokenizer.size }, (_, id) => tokenizer.bytesOf(id));
    return {
      sample: (rng) => ({
        ...{ length, tokens: length },
        start: first + rng.int(end - first - length),
        place: rng.int(network.window),
      }),
      read({ start, place, length }) {
        const before = start === 0 ? tokenizer.separator : reader.read(start - 1, start)[0]!;
        const stretch = reader.read(start, start + length + 1);
        const targets = stretch.slice(1);
        return {
          tokens: stretch.slice(0, -1),
          targets,
          state: textState(ports, place, before),
          units: targets.reduce((sum, id) => sum + bytes[id]!, 0),
        };
      },
      [Symbol.dispose]: () => reader[Symbol.dispose](),
    };
  },
};

/** What a run on encoded texts learns. Throws a UserError of kind "input" where they are too short to be split. */
export function preparedTexts(
  { tokens, split, digest, characters }: EncodedTexts,
  tokenizer: Tokenizer,
  network: NetworkConfig,
  settings: Values & { context: number },
): Prepared<TextPlan> {
  const { context } = settings;
  const kept = lengthOf(tokens) - split;
  if (Math.min(split, kept) < 3) {
    throw new UserError("input", "the texts are too short to keep a part for validation");
  }
  const data = tokenizer.toJSON();
  return {
    task: textTask,
    plan: { tokens, split, tokenizer: data, context, network },
    ports: textPorts(tokenizer, network),
    network,
    model: { tokenizer: data },
    settings,
    digest,
    summary: `${characters} characters, ${lengthOf(tokens)} tokens of ${tokenizer.size} kinds, ` +
      `${kept} of them kept for validation`,
    epoch: { positions: split, length: Math.min(context, split - 1) },
  };
}
