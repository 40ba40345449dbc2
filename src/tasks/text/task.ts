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
import type { Part, Prepared, Task, Teacher, Values } from "../../training/task.ts";
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
  /** Set where stretches are of one document each. */
  documents?: DocumentPlan;
}

/** Documents among the texts to learn from. */
interface DocumentPlan {
  /** Where they part: a separator stands before each and behind the last. */
  bounds: Uint32Array;
  /** The same of those that are kept, where stretches are measured as they are learned. */
  kept?: Uint32Array;
  /** What counts the same. */
  by: "tokens" | "documents";
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
 * Takes stretches of documents: the whole of one that is short enough, separators included, or a part of it. By `tokens` a document is
 * as likely as it has stretches, so that each token counts the same; by `documents` each is as likely as any other, and stretches count
 * the same, however many tokens they have.
 */
function ofDocuments(
  bounds: Uint32Array,
  by: DocumentPlan["by"],
  context: number,
  window: number,
): (rng: Random) => Stretch {
  // What has nothing between its separators is no document.
  const numbers = Array.from({ length: bounds.length - 1 }, (_, i) => i)
    .filter((i) => bounds[i + 1]! - bounds[i]! > 1);
  if (numbers.length === 0) throw new UserError("input", "there are no documents to learn from");
  const tokensOf = (number: number) => bounds[number + 1]! - bounds[number]!;
  const choose = by === "documents"
    ? (rng: Random) => rng.int(numbers.length)
    : inProportion(numbers.map((number) => Math.max(1, tokensOf(number) / context)));
  return (rng) => {
    const number = numbers[choose(rng)]!;
    const first = bounds[number]!, whole = tokensOf(number);
    const length = Math.min(context, whole);
    const start = first + rng.int(whole - length + 1);
    const weight = by === "documents" ? { weight: 1 / length } : {};
    return { length, tokens: length, start, place: rng.int(window), ...weight };
  };
}

/** Where documents part that stretches of a part are of; undefined where these are from anywhere. */
function boundsOf(documents: DocumentPlan | undefined, part: Part): Uint32Array | undefined {
  if (part === "train") return documents?.bounds;
  return documents?.kept && (part === "unseen" ? documents.kept : documents.bounds);
}

/** Chooses an index, each as likely as its share of all says. */
function inProportion(shares: readonly number[]): (rng: Random) => number {
  const ends = new Float64Array(shares.length);
  let sum = 0;
  for (const [i, share] of shares.entries()) ends[i] = sum += share;
  return (rng) => {
    const at = rng.next() * sum;
    let [low, high] = [0, ends.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ends[middle]! > at) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}

export const textTask: Task<TextPlan> = {
  name: "text",
  unit: "text",
  per: "byte",
  open(plan, part): Source<Stretch> {
    const { tokens, split, context, network: { window }, network, documents } = plan;
    const reader = openTokens(tokens);
    const tokenizer = loadTextTokenizer(plan.tokenizer);
    const ports = textPorts(tokenizer, network);
    const range = part === "unseen" ? [split, lengthOf(tokens)] as const : [0, split] as const;
    const bounds = boundsOf(documents, part);
    const bytes = Uint16Array.from({ length: tokenizer.size }, (_, id) => tokenizer.bytesOf(id));
    return {
      sample: bounds === undefined
        ? anywhere(range, context, window)
        : ofDocuments(bounds, part === "train" && documents?.by || "tokens", context, window),
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
  settings: Values & { context: number; weigh?: string; stretches?: string },
): Prepared<TextPlan> {
  const { context } = settings;
  const size = lengthOf(tokens), kept = size - split;
  if (Math.min(split, kept) < 3) {
    throw new UserError("input", "the texts are too short to keep a part for validation");
  }
  const data = tokenizer.toJSON();
  const between = (begin: number, end: number) => separatorPlaces(tokens, tokenizer.separator, end, begin);
  const { weigh, stretches } = settings;
  const documents = weigh === "documents" || stretches === "documents"
    ? {
      ...{ bounds: between(0, split), by: weigh === "documents" ? weigh : "tokens" } as const,
      ...stretches === "documents" && { kept: between(split, size) },
    }
    : undefined;
  return {
    task: textTask,
    plan: {
      ...{ tokens, split, tokenizer: data, context, network },
      ...documents !== undefined && { documents },
    },
    ports: textPorts(tokenizer, network),
    network,
    model: { tokenizer: data },
    settings,
    digest,
    summary: `${characters} characters, ${size} tokens of ${tokenizer.size} kinds, ` +
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
