/** Which parts of texts are kept for validation: of characters and documents, so that it is the same for every tokenizer. */
import { random } from "../../base/random.ts";
import { type Extent, MANY } from "./scan.ts";

/** How much is kept, and what chooses it. What is not told is as it always was. */
export interface Split {
  /** Share of the texts that is kept; a tenth unless told otherwise. */
  validation?: number | undefined;
  /** Seed by which documents, or the stretch of each, are drawn; without, every tenth one, or the last tenth of each. */
  splitSeed?: number | undefined;
}

/** Share of a text that is kept for validation. */
const KEPT = 0.1;
/** Streams of random numbers. */
const DOCUMENTS = 5, STRETCHES = 6;

/** What of a document is kept: whether all of it, or characters from one place up to another. */
export type Kept = boolean | readonly [from: number, to: number];

/** Tells of a document, by its number, what of it is kept; its length is needed where there are few documents. */
export type KeptOf = (number: number, length: number) => Kept;

/** What is kept of so many documents. */
export function keptOf({ documents }: Pick<Extent, "documents">, split: Split): KeptOf {
  const isKept = documents >= MANY ? keptDocuments(documents, split) : undefined;
  return (number, length) => {
    if (isKept !== undefined) return isKept(number);
    const { validation = KEPT, splitSeed } = split;
    if (splitSeed === undefined) return [Math.floor(length * (1 - validation)), Infinity];
    const from = Math.floor(random(splitSeed, STRETCHES, number).next() * length * (1 - validation));
    return [from, from + Math.ceil(length * validation)];
  };
}

/** Whole documents: as many as the share says, one at least. */
function keptDocuments(documents: number, { validation, splitSeed }: Split): (number: number) => boolean {
  if (validation === undefined && splitSeed === undefined) return (number) => number % MANY === MANY - 1;
  const count = Math.min(documents - 1, Math.max(1, Math.round(documents * (validation ?? KEPT))));
  if (splitSeed === undefined) {
    // Evenly, as every tenth is.
    return (number) => Math.floor((number + 1) * count / documents) > Math.floor(number * count / documents);
  }
  const { int } = random(splitSeed, DOCUMENTS);
  const kept = new Uint8Array(documents);
  // Floyd's way to draw some of many, each set as likely.
  for (let last = documents - count; last < documents; last++) {
    const drawn = int(last + 1);
    kept[kept[drawn] === 1 ? last : drawn] = 1;
  }
  return (number) => kept[number] === 1;
}

/** The split that stored settings tell of. */
export function splitIn(settings: unknown): Split {
  const value = (name: string): number | undefined => {
    const found: unknown = typeof settings === "object" && settings !== null
      ? Reflect.get(settings, name)
      : undefined;
    return typeof found === "number" ? found : undefined;
  };
  return { validation: value("validation"), splitSeed: value("splitSeed") };
}

/** A split in words that are the same for the same one; empty for the usual one. */
export const splitKey = ({ validation, splitSeed }: Split): string =>
  (validation === undefined ? "" : ` validation ${validation}`) +
  (splitSeed === undefined ? "" : ` seed ${splitSeed}`);
