/** Runs become model folders, and files of other programs, that say what the runs say. */
import { join } from "node:path";
import type { Stage, Work } from "../stage.ts";
import { likeliest, sizeOf } from "./common.ts";

const PROMPT = "The model";

export const exporting: Stage = {
  name: "export",
  about: "runs as ONNX in float32 and float16, as safetensors and GGUF, and back again",
  async run(work) {
    await text(work);
    await elsewhere(work);
    await folder(work, "pictures", []);
    await folder(work, "drawings", ["--data", work.take("data", "corpus")]);
  },
};

async function text(work: Work): Promise<void> {
  const run = work.take("train", "text"), expected = await likeliest(work, join(run, "bundle"), PROMPT);
  work.note("likeliest text of the run's own model", JSON.stringify(expected));
  const sizes: number[] = [];
  for (const weights of ["float32", "float16"]) {
    const out = join(work.folder, `text-${weights}`);
    await work.task("export", run, "--out", out, "--weights", weights);
    sizes.push(await sizeOf(join(out, "model.onnx")));
    work.note(`model.onnx in ${weights}, bytes`, sizes.at(-1)!);
    // Rounding to float16 may tip a close choice; how well it predicts is asked by the stage quantize.
    if (weights === "float32") await same(work, `what ${weights} says`, out, expected);
    work.give(`text-${weights}`, out);
  }
  const share = sizes[1]! / sizes[0]!;
  work.check("float16 beside float32", share.toFixed(3), "0.45 to 0.6", share >= 0.45 && share <= 0.6);
}

/** Llama's form is read by other programs; what is written for them is read back. */
async function elsewhere(work: Work): Promise<void> {
  const run = work.take("train", "llama"), expected = await likeliest(work, join(run, "bundle"), PROMPT);
  for (const [format, ending] of [["safetensors", ""], ["gguf", ".gguf"]] as const) {
    const out = join(work.folder, `llama-${format}${ending}`), back = join(work.folder, `from-${format}`);
    await work.task("export", run, "--format", format, "--out", out);
    work.note(`${format}, bytes`, await sizeOf(out));
    await work.task("import", out, "--out", back);
    await same(work, `what is read back from ${format} says`, back, expected);
    work.give(format, out);
  }
}

async function same(work: Work, what: string, model: string, expected: string): Promise<void> {
  const said = await likeliest(work, model, PROMPT);
  work.check(what, JSON.stringify(said), "as the run's own model", said === expected);
}

async function folder(work: Work, name: string, options: readonly string[]): Promise<void> {
  const out = join(work.folder, name);
  await work.task("export", work.take("train", name), "--out", out, ...options);
  work.note(`model of ${name}, bytes`, await sizeOf(out));
  work.give(name, out);
}
