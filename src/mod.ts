/**
 * ascii-gen for programs: what its commands do, as functions.
 *
 * ```ts
 * const { text, notes } = await draw("spaniel", { seed: 1 });
 * console.log(text, notes); // as the command says: "spaniel" is drawn as "dog" (more general)
 * ```
 *
 * All of them throw a {@linkcode UserError}, whose message is one line for a person, for what is wrong with what they were
 * given, and any other error for a fault of the program. None writes to the terminal, reads the environment (but for where
 * caches are) or ends the process.
 *
 * Which permissions of Deno each needs, and the package for Node.js: docs/library.md.
 *
 * @module
 */
import { type Context, quietly } from "./base/context.ts";
import { piecesOf } from "./base/pieces.ts";
import { draw as drawPrompts } from "./operations/draw/draw.ts";
import type { Drawing } from "./operations/draw/drawer.ts";
import { type DrawInput, SCREEN } from "./operations/draw/fields.ts";
import type { HandLayout } from "./operations/draw/hand_layout.ts";
import type { BuildReport } from "./data/drawn/build.ts";
import type { CompleteInput, CompleteResult, PromptCompletion } from "./operations/complete.ts";
import type { BuildInput } from "./operations/data/build.ts";
import type { EvaluateInput, EvaluateResult } from "./operations/evaluate/evaluate.ts";
import type { EvaluateTextInput, EvaluateTextResult } from "./operations/evaluate/text.ts";
import type { ExportInput, ExportResult } from "./operations/export.ts";
import { IMAGE_FIELDS, type ImageSettings } from "./operations/image/fields.ts";
import { image as drawImage, type ImageDrawing } from "./operations/image/image.ts";
import { type Info, info as describeModel, type InfoInput } from "./operations/info.ts";
import { labels as findLabels, type LabelsInput, type LabelsResult } from "./operations/labels.ts";
import type { FoundModel, ModelSearch } from "./operations/models.ts";
import { checkNames } from "./operations/named.ts";
import type { Picture } from "./operations/picture_file.ts";
import type { DraftInput, DraftResult } from "./operations/draft.ts";
import type { PruneInput, PruneResult } from "./operations/prune.ts";
import type { QuantizeInput, QuantizeResult } from "./operations/quantize.ts";
import type { TrainInput } from "./operations/train/fields.ts";
import type { TrainResult } from "./operations/train/result.ts";

export { type LoadedModel, type LoadedTokenizer, loadModel, loadTokenizer } from "./loaded.ts";
export { UserError } from "./base/errors.ts";
export type { ErrorKind } from "./base/errors.ts";
export type { Artwork, Subject } from "./art/render/artwork.ts";
export type {
  BuildInput,
  BuildReport,
  CompleteInput,
  CompleteResult,
  Context,
  DraftInput,
  DraftResult,
  Drawing,
  DrawInput,
  EvaluateInput,
  EvaluateResult,
  EvaluateTextInput,
  EvaluateTextResult,
  ExportInput,
  ExportResult,
  FoundModel,
  HandLayout,
  ImageDrawing,
  ImageSettings,
  Info,
  InfoInput,
  LabelsInput,
  LabelsResult,
  ModelSearch,
  Picture,
  PromptCompletion,
  PruneInput,
  PruneResult,
  QuantizeInput,
  QuantizeResult,
  TrainInput,
  TrainResult,
};

/** How work tells of itself and is told to stop; all of it may be left out. */
export type Told = Partial<Context>;

/** How one drawing is made: the options of the command, and who listens. */
export interface DrawOptions extends Omit<DrawInput, "style" | "count">, Told {
  /** "line", or that of a layout, unless told otherwise; "solid", "shaded", or "banner" for letters. */
  style?: string;
  /**
   * Handed the text of the drawing as soon as it is certain. Then the sketch is drawn only once, its left margin is kept, and
   * nothing can be put around it.
   */
  onText?: (piece: string) => void;
}

/** How several drawings are made. */
export interface DrawAllOptions extends DrawInput, Told {
  /** Handed each drawing as soon as it is finished. */
  onDrawing?: (drawing: Drawing) => void;
}

/**
 * Draws a prompt, as `ascii-gen` does. What the model does not know is drawn as something that it does: `notes` say so in
 * words, `subject` by itself. The same prompt, options and seed give the same drawing.
 *
 * ```ts
 * import assert from "node:assert/strict";
 *
 * const spaniel = await draw("spaniel", { seed: 1, width: 30 });
 * assert.equal(spaniel.subject?.drawn, "dog");
 * assert.deepEqual(spaniel.notes, ['"spaniel" is drawn as "dog" (more general)']);
 * assert.ok(spaniel.width <= 30 && spaniel.height === spaniel.lines.length);
 *
 * const letters = await draw("Hi", { style: "banner", font: "mini", border: "round" });
 * console.log(letters.text);
 *
 * // Things where they are wanted; what a drawing tells of its own things is such a layout, too.
 * const cat = { thing: "cat", x: 0, y: 0.4, width: 0.4, height: 0.6 };
 * const tree = { thing: "tree", x: 0.5, y: 0, width: 0.5, height: 1 };
 * const placed = await draw("", { layout: { things: [tree, cat] }, seed: 1, width: 40 });
 * assert.deepEqual(placed.subject?.things?.map(({ thing }) => thing), ["tree", "cat"]);
 * ```
 */
export async function draw(prompt: string, options: DrawOptions = {}): Promise<Drawing> {
  const { style, onText, log, progress, signal, ...input } = options;
  const context = contextOf({ log, progress, signal });
  context.signal.throwIfAborted();
  const request = { ...input, ...style !== undefined && { style: [style] }, prompts: [prompt] };
  const [drawing] = await drawPrompts(request, context, onText === undefined ? {} : { text: onText });
  if (drawing === undefined) throw context.signal.reason;
  return drawing;
}

/**
 * Draws each prompt in every style and with `count` seeds, many drawings on all cores. Nothing is drawn where one of the
 * prompts cannot be.
 *
 * ```ts
 * const seen: string[] = [];
 * const drawings = await drawAll(["cat", "sun"], {
 *   seed: 1,
 *   width: 16,
 *   maxLines: 8,
 *   style: ["line", "solid"],
 *   onDrawing: ({ prompt, style }) => seen.push(`${prompt}, ${style}`),
 * });
 * console.log(seen, drawings.length); // four: "cat, line", "cat, solid", "sun, line" and "sun, solid"
 * ```
 */
export async function drawAll(prompts: readonly string[], options: DrawAllOptions = {}): Promise<Drawing[]> {
  const { onDrawing, log, progress, signal, ...input } = options;
  const events = onDrawing === undefined ? {} : { drawn: onDrawing };
  return await drawPrompts({ ...input, prompts }, contextOf({ log, progress, signal }), events);
}

/**
 * Draws any picture: a path, or the bytes of a PNG, JPEG, WebP, GIF, BMP, TIFF or SVG. `name` is what errors and the drawing
 * call it. No model is needed.
 *
 * ```ts
 * const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4.5" cy="4.5" r="4"/></svg>';
 * const { text } = await image(new TextEncoder().encode(svg), { width: 12, style: "solid" });
 * console.log(text);
 * ```
 */
export async function image(
  picture: Picture,
  options: ImageSettings & { name?: string } = {},
): Promise<ImageDrawing> {
  checkNames(IMAGE_FIELDS, options, [...SCREEN, "name"]);
  return await drawImage({ ...options, picture });
}

/**
 * The words that a model knows and that contain a text, or else the one that is drawn for it; or the fonts of banners.
 *
 * ```ts
 * import assert from "node:assert/strict";
 *
 * assert.ok((await labels("cat")).labels.includes("cat"));
 * assert.deepEqual((await labels("borzoi")).labels, ["dog"]);
 * assert.ok((await labels("", { fonts: true })).labels.includes("slant"));
 * ```
 */
export async function labels(text = "", options: Omit<LabelsInput, "text"> = {}): Promise<LabelsResult> {
  return await findLabels({ ...options, text });
}

/**
 * What a model is, how it was made and from whose pictures.
 *
 * ```ts
 * const { styles, album, attributions } = await info();
 * console.log(styles, album.words, attributions.length);
 * ```
 */
export async function info(options: InfoInput = {}): Promise<Info> {
  return await describeModel(options);
}

/**
 * Trains a model until its budget is used up or the signal is aborted; either way a checkpoint and a model are left in the
 * run folder.
 *
 * ```ts
 * const folder = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${folder}/notes.txt`, "The cat sat on the mat. The dog sat on the log.\n".repeat(100));
 * const settings = { preset: "nano", steps: 2, workers: 1, batchTokens: 1000 }; // for a real one: { minutes: 10 }
 * const input = { files: [`${folder}/notes.txt`], out: `${folder}/run`, ...settings };
 * const { model } = await train(input, { log: console.log });
 * const { completions } = await complete("The cat", { model, seed: 1, maxTokens: 20 });
 * console.log(completions[0]?.text);
 * await train({ out: input.out, resume: true, steps: 4 }); // goes on where it stood
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function train(input: TrainInput, told: Told = {}): Promise<TrainResult> {
  // What trains takes long to load, and drawing needs none of it.
  return await (await import("./operations/train.ts")).train(input, contextOf(told));
}

/**
 * Writes a trained run as a model folder.
 *
 * ```ts
 * const folder = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${folder}/notes.txt`, "The cat sat on the mat.\n".repeat(200));
 * const run = `${folder}/run`, settings = { preset: "nano", steps: 1, workers: 1, batchTokens: 1000 };
 * await train({ files: [`${folder}/notes.txt`], out: run, ...settings });
 * const { manifest, step } = await exportRun({ run, out: `${folder}/model`, weights: "float16" });
 * console.log(manifest.files["model.onnx"].size, "bytes after step", step);
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function exportRun(input: ExportInput, told: Told = {}): Promise<ExportResult> {
  return await (await import("./operations/export.ts")).exportRun(input, contextOf(told));
}

/**
 * Writes a model anew with its weights rounded to 8 or 4 bits.
 *
 * ```ts
 * const folder = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${folder}/notes.txt`, "The cat sat on the mat.\n".repeat(200));
 * const settings = { preset: "nano", steps: 1, workers: 1, batchTokens: 1000 };
 * const { model } = await train({ files: [`${folder}/notes.txt`], out: `${folder}/run`, ...settings });
 * const { manifest, before } = await quantize({ model, scheme: "int8", out: `${folder}/small` });
 * console.log(manifest.files["model.onnx"].size, "bytes instead of", before.files["model.onnx"].size);
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function quantize(input: QuantizeInput): Promise<QuantizeResult> {
  return await (await import("./operations/quantize.ts")).quantize(input);
}

/**
 * Writes a model anew with its smallest weights left out, or with fewer heads and hidden units.
 *
 * ```ts
 * const folder = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${folder}/notes.txt`, "The cat sat on the mat.\n".repeat(200));
 * const settings = { preset: "nano", steps: 1, workers: 1, batchTokens: 1000 };
 * const { model } = await train({ files: [`${folder}/notes.txt`], out: `${folder}/run`, ...settings });
 * const { parameters, before } = await prune({ model, hidden: 64, out: `${folder}/slim` });
 * console.log(parameters, "weights instead of", before.parameters);
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function prune(input: PruneInput): Promise<PruneResult> {
  return await (await import("./operations/prune.ts")).prune(input);
}

/**
 * Gives a model of drawings a draft model, which guesses what it draws next, so that it draws the same in half the time. Learned
 * from its own drawings; in place unless `out` names another folder.
 *
 * ```ts ignore
 * const { size, cells } = await draftModel({ model: "models/mine" }, { log: console.log });
 * console.log(`${size} bytes, learned from ${cells} cells`);
 * ```
 */
export async function draftModel(input: DraftInput, told: Told = {}): Promise<DraftResult> {
  return await (await import("./operations/draft.ts")).learnDraftModel(input, contextOf(told));
}

/**
 * Goes on from a text as a language model says that was trained on texts. Without a model the only one is taken that is found.
 * A signal that is aborted ends the text where it is.
 *
 * ```ts ignore
 * await train({ files: ["notes.txt"], minutes: 10 }, { log: console.log });
 * const { completions } = await complete("once upon", { model: "notes", seed: 1, stop: ["\n\n"] });
 * console.log(completions[0]?.text, completions[0]?.finish);
 * ```
 */
export async function complete(
  prompt: string,
  options: Omit<CompleteInput, "prompt"> & Told = {},
): Promise<CompleteResult> {
  const { log, progress, signal, ...input } = options;
  const { complete } = await import("./operations/complete.ts");
  return await complete({ ...input, prompt }, contextOf({ log, progress, signal }));
}

/**
 * Goes on from a text and hands out its pieces, whole characters, as they come. Who stops iterating stops the model.
 *
 * ```ts
 * import assert from "node:assert/strict";
 *
 * const folder = await Deno.makeTempDir();
 * const notes = `${folder}/notes.txt`;
 * await Deno.writeTextFile(notes, "The cat sat on the mat. The dog sat on the log.\n".repeat(50));
 * const { model } = await train({ files: [notes], preset: "nano", steps: 2, workers: 1, out: `${folder}/run` });
 * let text = "";
 * for await (const piece of completeStream("The cat", { model, maxTokens: 20, seed: 1 })) text += piece;
 * const { completions } = await complete("The cat", { model, maxTokens: 20, seed: 1 });
 * assert.equal(text, completions[0]?.text);
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export function completeStream(
  prompt: string,
  options: Omit<CompleteInput, "prompt" | "prompts" | "count" | "onText" | "onCompletion"> & Told = {},
): AsyncGenerator<string, PromptCompletion, void> {
  const { signal, ...rest } = options;
  return piecesOf(async (onText: (piece: string) => void, stopped) => {
    const either = signal === undefined ? stopped : AbortSignal.any([signal, stopped]);
    const { completions: [completion] } = await complete(prompt, { ...rest, onText, signal: either });
    if (completion === undefined) throw new Error("a prompt has no completion");
    return completion;
  });
}

/**
 * The models in `models`, `weights`, the current folder and its runs, or in other places.
 *
 * ```ts
 * import assert from "node:assert/strict";
 *
 * const [first] = await listModels({ task: "art", places: ["weights"] });
 * assert.equal(first?.path, "weights/default");
 * console.log(first.size, "bytes,", first.parameters, "weights,", first.created);
 * ```
 */
export async function listModels(search: ModelSearch = {}): Promise<FoundModel[]> {
  return await (await import("./operations/models.ts")).listModels(search);
}

/**
 * Judges a model of drawings beside real art, chance and looking up.
 *
 * ```ts ignore
 * const { likelihood, memory } = await evaluate({ model: "models/mine", data: ".cache/corpus.db" });
 * console.log(likelihood, memory);
 * ```
 */
export async function evaluate(input: EvaluateInput, told: Told = {}): Promise<EvaluateResult> {
  return await (await import("./operations/evaluate/evaluate.ts")).evaluate(input, contextOf(told));
}

/**
 * Judges a language model by how well it predicts texts: in bits a byte, in bits a token and as perplexity.
 *
 * ```ts
 * import assert from "node:assert/strict";
 *
 * const folder = await Deno.makeTempDir();
 * const [known, other] = [`${folder}/notes.txt`, `${folder}/other.txt`];
 * await Deno.writeTextFile(known, "The cat sat on the mat.\n".repeat(200));
 * await Deno.writeTextFile(other, "That cat has eaten the mats.\n");
 * const settings = { preset: "nano", steps: 4, workers: 1, batchTokens: 1000 };
 * const { model } = await train({ files: [known], out: `${folder}/run`, ...settings });
 * const judged = await evaluateText({ model, files: [known, other], byDocument: true, maxTokens: 5000 });
 * assert.ok(judged.bitsPerByte > 0 && judged.byDocument?.length === 2);
 * console.log(judged.perplexity, judged.byDocument.map(({ name, bitsPerByte }) => [name, bitsPerByte]));
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function evaluateText(input: EvaluateTextInput, told: Told = {}): Promise<EvaluateTextResult> {
  return await (await import("./operations/evaluate/text.ts")).evaluateText(input, contextOf(told));
}

/**
 * Draws the corpus from the packages that it is made of.
 *
 * ```ts ignore
 * const report = await buildCorpus({ data: ".cache/corpus.db", limit: 500 }, { log: console.log });
 * ```
 */
export async function buildCorpus(input: BuildInput = {}, told: Told = {}): Promise<BuildReport> {
  return await (await import("./operations/data/build.ts")).build(input, contextOf(told));
}

function contextOf({ log, progress, signal }: { [K in keyof Context]?: Context[K] | undefined }): Context {
  return {
    log: log ?? quietly.log,
    progress: progress ?? quietly.progress,
    signal: signal ?? quietly.signal,
  };
}
