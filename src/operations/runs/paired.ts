/** Differences of bits a byte between groups of runs that were judged by the same blocks. */
import { mean, ratioError, standardError } from "../../evaluation/statistics.ts";

/** A figure and its standard errors: over the blocks of the text, and over seeds, where there are several. */
export interface Measured {
  value: number;
  overText: number | null;
  overSeeds: number | null;
}

/** A group of runs on the same text. */
export interface PairedGroup {
  name: string;
  runs: { name: string; seed?: number; bitsPerByte: number }[];
  bitsPerByte: Measured;
  /** To the first group: less than 0 is better. Undefined for that one. */
  difference?: Measured;
}

/** A run's bits of each block. */
export interface JudgedRun {
  name: string;
  seed?: number | undefined;
  bits: readonly number[];
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
const known = (value: number): number | null => Number.isFinite(value) ? value : null;

/** Compares groups with the first of them; `sizes` are the blocks' bytes. */
export function pairedGroups(
  groups: readonly { name: string; runs: readonly JudgedRun[] }[],
  sizes: readonly number[],
): PairedGroup[] {
  const bytes = sum(sizes);
  const perByte = ({ bits }: JudgedRun) => sum(bits) / bytes;
  /** Mean bits of each block over the runs of a group. */
  const blocks = (runs: readonly JudgedRun[]) => sizes.map((_, i) => mean(runs.map(({ bits }) => bits[i]!)));
  return groups.map(({ name, runs }, i) => {
    const own = blocks(runs), values = runs.map(perByte);
    const bitsPerByte = {
      value: mean(values),
      overText: known(ratioError(own, sizes)),
      overSeeds: known(standardError(values)),
    };
    const told = runs.map((run) => ({
      name: run.name,
      ...run.seed !== undefined && { seed: run.seed },
      bitsPerByte: perByte(run),
    }));
    if (i === 0) return { name, runs: told, bitsPerByte };
    const first = groups[0]!.runs, other = blocks(first);
    const apart = own.map((bits, block) => bits - other[block]!);
    const difference = {
      value: sum(apart) / bytes,
      overText: known(ratioError(apart, sizes)),
      overSeeds: known(seedError(runs, first, perByte)),
    };
    return { name, runs: told, bitsPerByte, difference };
  });
}

/** Standard error of the difference of two groups' means: seed by seed where both have the same seeds, else of both. */
function seedError(
  runs: readonly JudgedRun[],
  first: readonly JudgedRun[],
  perByte: (run: JudgedRun) => number,
): number {
  const pairs = runs.flatMap((run) => {
    const twin = run.seed === undefined ? undefined : first.find(({ seed }) => seed === run.seed);
    return twin === undefined ? [] : [perByte(run) - perByte(twin)];
  });
  if (pairs.length === runs.length && pairs.length === first.length) return standardError(pairs);
  return Math.hypot(standardError(runs.map(perByte)), standardError(first.map(perByte)));
}
