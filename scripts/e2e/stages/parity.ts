/** Networks of every architecture are trained for a few steps and say the same in every way that they are run. */
import { join } from "node:path";
import { SCHEMES } from "../../../src/bundle/quantisation.ts";
import { FORM_NAMES } from "../../../src/network/form.ts";
import { ARCHITECTURE_NAMES } from "../../../src/network/kinds.ts";
import { MOST_APART } from "../../../tests/network/apart.ts";
import { MOST_ERROR } from "../../../tests/operations/rounding.ts";
import { paritySchema } from "../parity.ts";
import type { Stage, Work } from "../stage.ts";
import { drawWithin, knownWords } from "./drawings.ts";
import { readJson, ROOT, SMALL } from "./common.ts";

const STEPS = "40";

/** A network that is tried, and how `train` is asked for it: each form of the transformer, and each other kind. */
const KINDS: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  ARCHITECTURE_NAMES.flatMap((name): [string, string[]][] => {
    if (name === "transformer") return FORM_NAMES.map((form) => [form, ["--form", form, "--heads", "2"]]);
    return [[name, ["--architecture", name, ...name === "gru" ? [] : ["--heads", "2"]]]];
  }),
);

export const parity: Stage = {
  name: "parity",
  about: "every architecture: whole, step by step, in parts, in onnxruntime, rounded",
  async run(work) {
    for (const [name, options] of Object.entries(KINDS)) await kind(work, name, options);
    if (work.quick) return;
    for (const [name, options] of Object.entries(KINDS)) await drawing(work, name, options);
  },
};

async function kind(work: Work, name: string, options: readonly string[]): Promise<void> {
  const text = work.take("data", "text"), run = join(work.folder, name);
  const budget = ["--steps", STEPS, "--eval-interval", STEPS, "--tokenizer", "char", "--precision", "fp32"];
  await work.task("train", text, ...SMALL, ...options, ...budget, "--out", run);
  const schemes = work.quick ? ["int8", "int4"] as const : SCHEMES;
  const rounded = schemes.map((scheme) => `${run}-${scheme}`);
  for (const [i, scheme] of schemes.entries()) {
    await work.task("quantize", join(run, "bundle"), "--scheme", scheme, "--out", rounded[i]!);
  }
  const side = join(ROOT, "scripts", "e2e", "parity_side.ts");
  const { stdout } = await work.run({
    command: Deno.execPath(),
    args: ["run", "-q", "-A", side, run, text, ...rounded],
    cwd: ROOT,
  });
  const { weights, tokens, apart, rounded: errors } = readJson(paritySchema, stdout, "parity_side.ts");
  work.note(`${name}: weights, tokens that are compared`, `${weights}, ${tokens}`);
  for (const [how, worst] of Object.entries(apart)) {
    const what = `${name}, ${how}: logits apart`;
    work.check(what, worst.toExponential(1), `${MOST_APART} at most`, worst <= MOST_APART);
  }
  for (const scheme of schemes) {
    const error = errors[scheme] ?? NaN, most = MOST_ERROR[scheme];
    work.check(
      `${name}, ${scheme}: relative error`,
      error.toFixed(4),
      `above 0, below ${most}`,
      error > 0 && error < most,
    );
  }
}

/** The same kinds as models of drawings, but for learned places, which are for texts: lawful as they are and rounded. */
async function drawing(work: Work, name: string, options: readonly string[]): Promise<void> {
  if (options.includes("gpt2")) return;
  const run = join(work.folder, `${name}-drawings`), corpus = work.take("data", "corpus");
  const given = ["--data", corpus, "--sketches", work.take("train", "drawings")];
  const budget = ["--steps", STEPS, "--batch-tokens", "2048", "--eval-interval", STEPS, "--out", run];
  await work.task("train", "--task", "art", "--preset", "nano", ...options, ...given, ...budget);
  await work.task("quantize", join(run, "bundle"), "--scheme", "int8", "--out", `${run}-int8`);
  for (const model of [join(run, "bundle"), `${run}-int8`]) {
    await drawWithin(work, await knownWords(work, model, 1), { width: 24, maxLines: 10, count: 4 }, {
      model,
    });
  }
}
