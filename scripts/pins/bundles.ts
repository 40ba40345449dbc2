/** Probes of the model folder: every file of it, in each number format, and what is drawn and judged with it. */
import { join } from "node:path";
import { type Checkout, once, run, succeed } from "./checkout.ts";
import { CORPUS } from "./corpus.ts";
import { filesOf, type Probe, spoken, stableJson } from "./parts.ts";
import { ONE, SKETCHES, trainOne } from "./training.ts";

export const BUNDLE = "exported";
const FROM = [ONE, "--sketches", SKETCHES, "--data", CORPUS];

const EXPORTS: Readonly<Record<string, string[]>> = {
  [BUNDLE]: [],
  "exported, best as float16": ["--best", "--weights", "float16"],
};
const SCHEMES: Readonly<Record<string, string[]>> = {
  int8: ["--block-size", "32"],
  "int8-weight-only": [],
  int4: [],
  "dynamic-int8": [],
};
const EVAL =
  "--labels 5 --folds 2 --steps 8 --pictures 6 --memory 20 --words 2 --seeds 2 --limits 4 --quiet --json";

function exported(of: Checkout, name = BUNDLE): Promise<void> {
  return once(of, name, async () => {
    await trainOne(of);
    await succeed(of, ["export", ...FROM, "--out", name, ...EXPORTS[name]!]);
  });
}

/** The bundle that others begin with. */
export const makeBundle = (of: Checkout): Promise<void> => exported(of);

export function bundles(): Probe[] {
  const exports = Object.keys(EXPORTS).map((name): Probe => ({
    name,
    async take(of) {
      await exported(of, name);
      return filesOf(of, name);
    },
  }));
  const schemes = Object.entries(SCHEMES).map(([scheme, args]): Probe => ({
    name: `quantize --scheme ${scheme}`,
    async take(of) {
      await exported(of);
      const out = `quantised-${scheme}`;
      await succeed(of, ["quantize", BUNDLE, "--scheme", scheme, "--out", out, ...args]);
      return { ...await filesOf(of, out), ...await drawn(of, out) };
    },
  }));
  return [...exports, ...schemes, evaluation];
}

const evaluation: Probe = {
  name: "eval --json",
  async take(of) {
    await exported(of);
    const { stdout } = await succeed(of, ["eval", "--model", BUNDLE, "--data", CORPUS, ...EVAL.split(" ")]);
    return { "": stableJson(new TextDecoder().decode(stdout)) };
  },
};

/** Drawings of a bundle that has learned little, by the first of its words. */
export async function drawn(of: Checkout, folder: string) {
  const { stdout } = await succeed(of, ["labels", "--model", folder]);
  const [word = ""] = new TextDecoder().decode(stdout).split("\n");
  const drawing = await run(of, [word, "-s", "1", "-n", "3", "--format", "json", "--model", folder]);
  if (drawing.code !== 0) throw new Error(`${join(folder)}: ${drawing.stderr.trim()}`);
  return { drawn: spoken(of, drawing)[""]! };
}
