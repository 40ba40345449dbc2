/** Texts as something to learn. */
import type { NetworkConfig } from "../../network/config.ts";
import { separatorPlaces } from "../../data/text/bounds.ts";
import { lengthOf, openTokens, type Tokens } from "../../data/text/tokens.ts";
import { formOf } from "../../network/form.ts";
import { loadTextTokenizer } from "../../tokenizer/tokenizers.ts";
import type { Tokenizer } from "../../tokenizer/tokenizer.ts";
import { UserError } from "../../base/errors.ts";
import type { Random } from "../../base/random.ts";
import type { Sampled, Source } from "../../training/source.ts";
import type { Prepared, Task, Teacher, Values } from "../../training/task.ts";
import { textPorts, textState } from "./state.ts";

/** A stretch of a text. */
interface Stretch extends Sampled {
  /** Its first token, and the place that this counts as. */
  start: number;
  place: number;
  /** What each of its tokens counts, where that is not 1. */
  weight?: number;
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
  /** Where documents part among those to learn from, if each of them shall count the same. */
  bounds?: Uint32Array;
}

/** Takes stretches of some tokens, each place as likely as any other. */
function anywhere([first, end]: readonly [number, number], context: number, window: number) {
  const length = Math.min(context, end - first - 1);
  return (rng: Random): Stretch => ({
    ...{ length, tokens: length },
    start: first + rng.int(end - first - length),
    place: rng.int(window),
  });
}

/**
 * Takes stretches of documents, each as likely as any other: the whole of one that is short enough, separators included, or a part
 * of it. The stretches count the same, however many tokens they have.
 */
function ofDocuments(bounds: Uint32Array, context: number, window: number) {
  // What has nothing between its separators is no document.
  const numbers = Array.from({ length: bounds.length - 1 }, (_, i) => i)
    .filter((i) => bounds[i + 1]! - bounds[i]! > 1);
  if (numbers.length === 0) throw new UserError("input", "there are no documents to learn from");
  return (rng: Random): Stretch => {
    const number = numbers[rng.int(numbers.length)]!;
    const first = bounds[number]!, whole = bounds[number + 1]! - first;
    const length = Math.min(context, whole);
    const start = first + rng.int(whole - length + 1);
    return { length, tokens: length, start, place: rng.int(window), weight: 1 / length };
  };
}

export const textTask: Task<TextPlan> = {
  name: "text",
  unit: "text",
  per: "byte",
  open(plan, part): Source<Stretch> {
    const { tokens, split, context, network: { window }, network, bounds } = plan;
    const reader = openTokens(tokens);
    const tokenizer = loadTextTokenizer(plan.tokenizer);
    const ports = textPorts(tokenizer, network);
    const range = part === "unseen" ? [split, lengthOf(tokens)] as const : [0, split] as const;
    const bytes = Uint16Array.from({ length: tokenizer.size }, (_, id) => tokenizer.bytesOf(id));
    return {
      sample: part === "train" && bounds !== undefined
        ? ofDocuments(bounds, context, window)
        : anywhere(range, context, window),
      read({ start, place, length, weight }) {
        const before = start === 0 ? tokenizer.separator : reader.read(start - 1, start)[0]!;
        const stretch = reader.read(start, start + length + 1);
        const targets = stretch.slice(1);
        return {
          tokens: stretch.slice(0, -1),
          targets,
          state: textState(ports, place, before),
          units: targets.reduce((sum, id) => sum + bytes[id]!, 0),
          ...weight !== undefined && { weight },
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
  settings: Values & { context: number; weigh?: string },
): Prepared<TextPlan> {
  const { context, weigh } = settings;
  const kept = lengthOf(tokens) - split;
  if (Math.min(split, kept) < 3) {
    throw new UserError("input", "the texts are too short to keep a part for validation");
  }
  const data = tokenizer.toJSON();
  return {
    task: textTask,
    plan: {
      ...{ tokens, split, tokenizer: data, context, network },
      ...weigh === "documents" && { bounds: separatorPlaces(tokens, tokenizer.separator, split) },
    },
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

/**
 * What another network of the same tokenizer is told of these texts. Throws a UserError of kind "usage" where it has no places for
 * their stretches.
 */
export function otherNetwork(
  { plan, ports: own }: Prepared<TextPlan>,
  network: NetworkConfig,
): Pick<Teacher<TextPlan>, "ports" | "plan"> {
  const ports = textPorts(loadTextTokenizer(plan.tokenizer), network);
  if (formOf(network).positions === "learned" && network.window < plan.context) {
    throw new UserError(
      "usage",
      `its ${network.window} places are fewer than the ${plan.context} tokens of a stretch; take --context ${network.window}`,
    );
  }
  const isSame = ports.rows === own.rows && ports.features === own.features;
  return { ports, ...!isSame && { plan: { ...plan, network } } };
}
