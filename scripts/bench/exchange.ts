/** `deno task bench exchange`: the same models here, in transformers and in llama.cpp. */
import { join } from "node:path";
import * as z from "zod";
import { quietly } from "../../src/base/context.ts";
import { UserError } from "../../src/base/errors.ts";
import { parseAs } from "../../src/base/schema.ts";
import { writeOut } from "../../src/cli/terminal.ts";
import { forward } from "../../src/inference/forward.ts";
import { exportRun } from "../../src/operations/export.ts";
import { importModel } from "../../src/operations/import.ts";
import { readTextBundle } from "../../src/tasks/text/bundle.ts";
import { openTextSession, type TextSession } from "../../src/tasks/text/complete.ts";
import { textState } from "../../src/tasks/text/state.ts";
import { inTemporaryFolder, type Peer, pythonWith, startPeer } from "./peer.ts";

/** What the peers need; the versions that this was made with. */
const PACKAGES = ["torch==2.15.0", "transformers==5.24.0", "xllamacpp==2026.10.11549"];
/** What is learned, and for how long: enough that the likeliest text is not one token over and over. */
const TEXT = "docs/design.md", STEPS = 200;
const SIZES = ["--preset", "nano", "--dim", "64", "--layers", "2", "--heads", "2", "--window", "80"];
/** A prompt, and tokens behind it: together within the window. */
const PROMPT = "The network is told", TOKENS = 50;
/** Characters whose logits are compared, and the largest difference that is rounding. */
const CHARACTERS = 150, MOST = 1e-4;

const logitsSchema = z.object({
  logits: z.array(z.number()),
  wrong: z.record(z.string(), z.array(z.string())),
});
const idsSchema = z.object({ ids: z.array(z.int()), text: z.string() });
const completedSchema = idsSchema.extend({ tokens: z.array(z.int()) });

/** Prints a line for each comparison. Throws a UserError of kind "model" where one of them differs. */
export async function exchangeBench({ python: given }: { python?: string }): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    const python = await pythonWith(PACKAGES, given, folder);
    if (python === undefined) throw new UserError("environment", "there is nothing to compare with");
    const peer = startPeer(python, [join(import.meta.dirname!, "exchange.py")]);
    let same = true;
    const row = (what: string, result: string, good: boolean) => {
      same &&= good;
      writeOut(`${what.padEnd(60)} ${result}${good ? "" : "   DIFFERENT"}\n`);
    };
    for (const form of ["gpt2", "llama"] as const) {
      for (const tokenizer of ["bpe", "unigram", "char"]) {
        const run = join(folder, `${form}-${tokenizer}`);
        await train(run, form, tokenizer);
        await compareRun(run, `${form}, ${tokenizer}`, peer, row);
      }
      await compareTheirs(form, folder, peer, row);
    }
    await peer.close();
    if (!same) throw new UserError("model", "some models are not the same elsewhere");
  });
}

type Row = (what: string, result: string, good: boolean) => void;

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
async function compareRun(run: string, name: string, peer: Peer, row: Row): Promise<void> {
  const [model, folder, file] = [`${run}-model`, `${run}-safetensors`, `${run}.gguf`];
  await exportRun({ run, out: model }, quietly);
  await exportRun({ run, out: folder, format: "safetensors" }, quietly);
  await exportRun({ run, out: file, format: "gguf" }, quietly);
  const session = await openTextSession(await readTextBundle(model));
  const { tokenizer } = session;
  const text = (await Deno.readTextFile(TEXT)).slice(0, CHARACTERS);
  const told = await ask(peer, { do: "encode", folder, text }, idsSchema);
  const sameIds = told.ids.join() === tokenizer.encode(text).join() && told.text === text;
  row(`${name}: ids in transformers`, `${told.ids.length} ids`, sameIds);
  await compareLogits(`${name}: logits in transformers`, model, folder, text, peer, row);
  await session.close();
  await compareTexts(name, model, file, peer, row);
}

/** A model that transformers made, here. */
async function compareTheirs(form: string, folder: string, peer: Peer, row: Row): Promise<void> {
  const [theirs, out] = [join(folder, `theirs-${form}`), join(folder, `ours-${form}`)];
  const ours = join(folder, `${form}-bpe-safetensors`);
  const tokenizer = "tokenizer.json";
  const { size } = (await readTextBundle(join(folder, `${form}-bpe-model`))).tokenizer;
  await ask(peer, { do: "make", form, folder: theirs, vocabulary: size, seed: 1 }, z.object({}));
  await Deno.copyFile(join(ours, tokenizer), join(theirs, tokenizer));
  await importModel({ from: theirs, out }, quietly);
  const text = (await Deno.readTextFile(TEXT)).slice(0, CHARACTERS);
  const name = `${form} made by transformers`;
  await compareLogits(`${name}: logits here`, out, theirs, text, peer, row);
  const file = `${out}.gguf`;
  await exportRun({ run: out, out: file, format: "gguf" }, quietly);
  await compareTexts(name, out, file, peer, row);
}

/** The likeliest tokens behind a prompt, by a model folder and by llama.cpp. */
async function compareTexts(name: string, model: string, file: string, peer: Peer, row: Row): Promise<void> {
  const session = await openTextSession(await readTextBundle(model));
  const { tokenizer } = session;
  const prompt = [tokenizer.separator, ...tokenizer.encode(PROMPT)];
  const ours = await likeliest(session, prompt);
  await session.close();
  const theirs = await ask(peer, { do: "complete", file, prompt: PROMPT, tokens: TOKENS }, completedSchema);
  row(`${name}: ids in llama.cpp`, `${theirs.ids.length} ids`, theirs.ids.join() === prompt.join());
  const shown = `${ours.length} tokens: ${JSON.stringify(theirs.text.slice(0, 40))}…`;
  row(`${name}: likeliest tokens in llama.cpp`, shown, theirs.tokens.join() === ours.join());
}

/** The tokens that follow, up to a separator, which counts as one, each the likeliest. */
async function likeliest(session: TextSession, prompt: readonly number[]): Promise<number[]> {
  const { ports, tokenizer: { separator } } = session;
  const made: number[] = [];
  while (made.length < TOKENS && made.at(-1) !== separator) {
    const tokens = [...prompt, ...made];
    const [logits] = await forward(session, [{ tokens, state: textState(ports, 0, separator) }], false);
    const last = logits!.subarray(-ports.vocabulary);
    made.push(last.indexOf(Math.max(...last)));
  }
  return made;
}

/** Logits at each token of a text, by a model folder and by transformers. */
async function compareLogits(
  what: string,
  model: string,
  folder: string,
  text: string,
  peer: Peer,
  row: Row,
): Promise<void> {
  const session = await openTextSession(await readTextBundle(model));
  const { tokenizer, ports, config } = session;
  const tokens = [tokenizer.separator, ...tokenizer.encode(text)].slice(0, config.window);
  const state = textState(ports, 0, tokenizer.separator);
  const [ours] = await forward(session, [{ tokens, state }], false);
  await session.close();
  const { logits, wrong } = await ask(peer, { do: "logits", folder, ids: tokens }, logitsSchema);
  if (Object.keys(wrong).length > 0) throw new Error(`transformers says: ${JSON.stringify(wrong)}`);
  const difference = ours!.reduce((most, value, i) => Math.max(most, Math.abs(value - logits[i]!)), 0);
  const largest = logits.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const good = logits.length === ours!.length && difference <= MOST;
  row(
    what,
    `${difference.toExponential(1)} at most, of ${largest.toFixed(1)}; ${tokens.length} tokens`,
    good,
  );
}

async function ask<T>(peer: Peer, request: object, schema: z.ZodType<T>): Promise<T> {
  return parseAs(schema, JSON.parse(await peer.ask(JSON.stringify(request))), "environment", "exchange.py");
}
