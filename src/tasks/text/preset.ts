/** Which preset suits a text and a machine. */
import { PRESETS } from "../../network/config.ts";
import { OPERATIONS } from "../../training/speed.ts";

/** Presets of one dial, the smallest first. */
const DIAL = ["nano", "tiny", "small", "medium", "large"];
/** Tokens that a weight is worth, as many repeated as new (Hoffmann et al. 2022, who had as much text as they liked). */
const TOKENS = 20;
/** Times that a text can be gone through before its repetition teaches little. */
const ROUNDS = 20;

/** What a run has to work with. */
export interface Means {
  /** Tokens that are learned from. */
  tokens: number;
  /** Kinds of tokens, which the head tells apart. */
  vocabulary: number;
  minutes: number;
  cores: number;
  /** Operations a second of a core. */
  speed: number;
}

/** Weights of a preset's layers and head: those that a token is multiplied with. */
const weightsOf = (name: string, vocabulary: number): number => {
  const { layers, dim } = PRESETS[name]!;
  return 12 * layers * dim ** 2 + vocabulary * dim;
};

/** The preset that has about as many weights as suit, and why, in a line. */
export function fittingPreset(
  { tokens, vocabulary, minutes, cores, speed }: Means,
): { preset: string; why: string } {
  const byText = tokens * ROUNDS / TOKENS;
  const byTime = Math.sqrt(speed * cores * 60 * minutes / (OPERATIONS * TOKENS));
  const target = Math.min(byText, byTime);
  const apart = (name: string) => Math.abs(Math.log(weightsOf(name, vocabulary) / target));
  const preset = DIAL.filter((name) => name in PRESETS).reduce((best, name) =>
    apart(name) < apart(best) ? name : best
  );
  const means = byText < byTime
    ? `${rough(tokens)} tokens to learn from`
    : `${minutes} minutes on ${cores} ${cores === 1 ? "core" : "cores"}`;
  return {
    preset,
    why:
      `preset ${preset} (${
        rough(weightsOf(preset, vocabulary))
      } weights in layers and head) fits ${means}, which is enough ` +
      `for about ${rough(target)}; --preset takes another`,
  };
}

/** A number as people say it. */
export const rough = (count: number): string =>
  count >= 1e6
    ? `${Number((count / 1e6).toPrecision(3))} million`
    : count >= 1e4
    ? `${Math.round(count / 1000)} thousand`
    : `${Math.round(count)}`;
