/** Learning a unigram model (Kudo 2018): from many pieces on, those that explain the text least are left out in turn. */
import type { Context } from "../../../base/context.ts";
import { UserError } from "../../../base/errors.ts";
import { rest } from "../../../base/pace.ts";
import type { FitSettings } from "../../tokenizer.ts";
import {
  bytePiece,
  IDENTITY,
  KIND,
  type Piece,
  SEPARATOR,
  SPACE,
  START,
  type UnigramModel,
  UNKNOWN,
} from "../model.ts";
import { SCORE_STEP } from "../tokenizer.ts";
import { trieOf } from "../trie.ts";
import { countWords, FEWEST_CHARACTERS, type Words } from "./count.ts";
import { expect, fill, type Lattice, latticeOf } from "./lattice.ts";
import { prune } from "./prune.ts";
import { seedsOf } from "./seeds.ts";

/** Pieces of every model that are not learned. */
const FIXED: readonly Piece[] = [
  { text: UNKNOWN, score: 0, kind: KIND.unknown },
  { text: START, score: 0, kind: KIND.control },
  { text: SEPARATOR, score: 0, kind: KIND.control },
  ...Array.from({ length: 256 }, (_, byte): Piece => ({ text: bytePiece(byte), score: 0, kind: KIND.byte })),
];
export const FEWEST_PIECES = FIXED.length + FEWEST_CHARACTERS;

/** Rounds of EM between two prunings, how many pieces one leaves, and of how many more than asked for the likeliest stay. */
const ROUNDS = 2, SHRINKING = 0.75, SPARE = 1.1;
/** A piece that is expected less often than this is left out. */
const RARELY = 0.5;

/**
 * Learns from texts, which are gone through once. Where they are too uniform for so many pieces, there are fewer, and the log
 * says so. Throws a UserError of kind "usage" for a vocabulary that has no room for characters.
 */
export async function fitUnigram(
  texts: Iterable<string>,
  { vocabulary }: FitSettings,
  context: Pick<Context, "log" | "signal">,
): Promise<UnigramModel> {
  if (vocabulary < FEWEST_PIECES) {
    throw new UserError(
      "usage",
      `a unigram tokenizer has at least ${FEWEST_PIECES} tokens (special ones, bytes, characters), not ${vocabulary}`,
    );
  }
  const learned = vocabulary - FIXED.length;
  // Where there are very many characters, longer pieces still get their share.
  const words = countWords(texts, Math.max(FEWEST_CHARACTERS, Math.floor(learned / 2)));
  const pieces = await likeliestPieces(words, learned, context);
  if (pieces.length < learned) {
    context.log(
      `the text is too uniform for ${vocabulary} tokens: there are ${FIXED.length + pieces.length}`,
    );
  }
  return { pieces: [...FIXED, ...pieces], byteFallback: true, normaliser: IDENTITY };
}

async function likeliestPieces(
  words: Words,
  wanted: number,
  context: Pick<Context, "log" | "signal">,
): Promise<Piece[]> {
  const characters = [...words.characters.keys()];
  const seeds = seedsOf(words);
  const pieces = [...characters, ...seeds.map(({ text }) => text)];
  const coverage = [...words.characters.values(), ...seeds.map(({ text, count }) => count * text.length)];
  const total = Math.log(coverage.reduce((sum, count) => sum + count, 0));
  const scores = Float64Array.from(coverage, (count) => Math.log(Math.max(count, RARELY)) - total);
  const order = [...pieces.keys()].sort((a, b) => pieces[a]! < pieces[b]! ? -1 : 1);
  const lattice = latticeOf(trieOf(order.map((id) => pieces[id]!), order), scores);
  context.log(`${words.texts.length} different words, ${seeds.length} pieces to begin with`);

  const enough = Math.max(wanted, Math.min(Math.floor(wanted * SPARE), pieces.length));
  while (true) {
    for (let round = 0; round < ROUNDS; round++) {
      await rest(context.signal);
      improve(lattice, words, characters.length);
    }
    const left = scores.reduce((sum, score) => sum + (score > -Infinity ? 1 : 0), 0);
    if (left <= enough) break;
    const kept = prune(lattice, pieces, words, Math.max(enough, Math.floor(left * SHRINKING)));
    scores.forEach((_, id) => {
      if (!kept.has(id)) scores[id] = -Infinity;
    });
    if (kept.size === left) break;
  }
  const ranked = [...scores.keys()].filter((id) => scores[id]! > -Infinity)
    .sort((a, b) => scores[b]! - scores[a]! || (pieces[a]! < pieces[b]! ? -1 : 1));
  const others = ranked.filter((id) => id >= characters.length).slice(0, wanted - characters.length);
  const chosen = new Set([...characters.keys(), ...others]);
  return ranked.filter((id) => chosen.has(id)).map((id) => ({
    text: pieces[id]!.replaceAll(" ", SPACE),
    score: Math.round(scores[id]! / SCORE_STEP) * SCORE_STEP,
    kind: KIND.normal,
  }));
}

/** A step of EM. The maximisation is that of a sparse prior, by which what is rare becomes rarer; characters stay. */
function improve(lattice: Lattice, { texts, counts }: Words, characters: number): void {
  const { scores } = lattice;
  const expected = new Float64Array(scores.length);
  texts.forEach((text, i) => {
    fill(lattice, text);
    expect(lattice, counts[i]!, expected);
  });
  for (let id = 0; id < characters; id++) expected[id] = Math.max(expected[id]!, RARELY);
  const sum = digamma(expected.reduce((sum, count) => sum + (count >= RARELY ? count : 0), 0));
  expected.forEach((count, id) => scores[id] = count >= RARELY ? digamma(count) - sum : -Infinity);
}

/** Derivative of the logarithm of the gamma function, by recurrence and its asymptotic series. */
function digamma(x: number): number {
  let shift = 0;
  for (; x < 7; x++) shift -= 1 / x;
  const inverse = 1 / (x * x);
  return shift + Math.log(x) - 1 / (2 * x) - inverse * (1 / 12 - inverse * (1 / 120 - inverse / 252));
}
