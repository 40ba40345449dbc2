/** `deno task bench exchange`: the same models here, in transformers and in llama.cpp. */
import { join } from "node:path";
import * as z from "zod";
import { quietly } from "../../src/base/context.ts";
import { UserError } from "../../src/base/errors.ts";
import { writeOut } from "../../src/cli/terminal.ts";
import { exportRun } from "../../src/operations/export.ts";
import { importModel } from "../../src/operations/import.ts";
import { readTextBundle } from "../../src/tasks/text/bundle.ts";
import { compareCreated, createdIn } from "./exchange_created.ts";
import { ask, compareIds, compareLogits, compareTexts, type Sides, withSession } from "./exchange_sides.ts";
import { inTemporaryFolder, pythonWith, startPeer } from "./peer.ts";

/** What the peers need; the versions that this was made with. */
const PACKAGES = ["torch==2.15.0", "transformers==5.24.0", "xllamacpp==2026.10.11549"];
/** What is learned, and for how long: enough that the likeliest text is not one token over and over. */
const TEXT = "docs/design.md", STEPS = 200;
const SIZES = ["--preset", "nano", "--dim", "64", "--layers", "2", "--heads", "2", "--window", "80"];
/** A prompt, and tokens behind it: together within the window. */
const COMPLETED = { prompts: ["The network is told"], tokens: 50, texts: [] };
/** Characters whose logits are compared. */
const CHARACTERS = 150;

/**
 * Prints a line for each comparison, of folders that `create` made, or of models that are trained for it. Throws a UserError of
 * kind "model" where one of them differs.
 */
export async function exchangeBench(
  { python: given, files }: { python?: string; files: readonly string[] },
): Promise<void> {
  const folders = await Promise.all(files.map(createdIn));
  await inTemporaryFolder(async (folder) => {
    const python = await pythonWith(PACKAGES, given, folder);
    if (python === undefined) throw new UserError("environment", "there is nothing to compare with");
    const peer = startPeer(python, [join(import.meta.dirname!, "exchange.py")]);
    let same = true;
    const row = (what: string, result: string, good: boolean) => {
      same &&= good;
      writeOut(`${what.padEnd(60)} ${result}${good ? "" : "   DIFFERENT"}\n`);
    };
    const sides = { peer, row };
    if (files.length > 0) { for (const made of folders) await compareCreated(made, sides); }
    else await compareTrained(folder, sides);
    await peer.close();
    if (!same) throw new UserError("model", "some models are not the same elsewhere");
  });
}

/** Models of each form and tokenizer, trained here or made there. */
async function compareTrained(folder: string, sides: Sides): Promise<void> {
  for (const form of ["gpt2", "llama"] as const) {
    for (const tokenizer of ["bpe", "unigram", "char"]) {
      const run = join(folder, `${form}-${tokenizer}`);
      await train(run, form, tokenizer);
      await compareRun(run, `${form}, ${tokenizer}`, sides);
    }
    await compareTheirs(form, folder, sides);
  }
}

async function train(run: string, form: string, tokenizer: string): Promise<void> {
  // Heads of Llama may share keys: one model of its form does.
  const shared = form === "llama" && tokenizer === "char" ? ["--kv-heads", "1"] : [];
  const options = ["--form", form, "--tokenizer", tokenizer, "--steps", String(STEPS), ...SIZES, ...shared];
  const budget = ["--batch-tokens", "512", "--learning-rate", "0.003", "--workers", "1", "--out", run];
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-q", "-A", "main.ts", "train", TEXT, ...options, ...budget],
    stdout: "null",
    stderr: "piped",
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
}

/** A model that was trained here, elsewhere. */
async function compareRun(run: string, name: string, sides: Sides): Promise<void> {
  const [model, folder, file] = [`${run}-model`, `${run}-safetensors`, `${run}.gguf`];
  await exportRun({ run, out: model }, quietly);
  await exportRun({ run, out: folder, format: "safetensors" }, quietly);
  await exportRun({ run, out: file, format: "gguf" }, quietly);
  const texts = [(await Deno.readTextFile(TEXT)).slice(0, CHARACTERS)];
  await withSession(model, async (session) => {
    await compareIds(name, session, { folder, texts }, sides);
    await compareLogits(`${name}: logits in transformers`, session, { folder, texts }, sides);
    await compareTexts(name, session, { file, ...COMPLETED }, sides);
  });
}

/** A model that transformers made, here. */
async function compareTheirs(form: string, folder: string, sides: Sides): Promise<void> {
  const [theirs, out] = [join(folder, `theirs-${form}`), join(folder, `ours-${form}`)];
  const ours = join(folder, `${form}-bpe-safetensors`);
  const tokenizer = "tokenizer.json";
  const { size } = (await readTextBundle(join(folder, `${form}-bpe-model`))).tokenizer;
  await ask(sides.peer, { do: "make", form, folder: theirs, vocabulary: size, seed: 1 }, z.object({}));
  await Deno.copyFile(join(ours, tokenizer), join(theirs, tokenizer));
  await importModel({ from: theirs, out }, quietly);
  const texts = [(await Deno.readTextFile(TEXT)).slice(0, CHARACTERS)];
  const name = `${form} made by transformers`, file = `${out}.gguf`;
  await exportRun({ run: out, out: file, format: "gguf" }, quietly);
  await withSession(out, async (session) => {
    await compareLogits(`${name}: logits here`, session, { folder: theirs, texts }, sides);
    await compareTexts(name, session, { file, ...COMPLETED }, sides);
  });
}
