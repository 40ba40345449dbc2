/** What comes of making a model: its folder with licences, files for other programs, and how good it is. */
import { basename, join } from "node:path";
import { atomicWrite } from "../../base/files.ts";
import type { Context } from "../../base/context.ts";
import { UserError } from "../../base/errors.ts";
import { fallbacks } from "../../base/fields.ts";
import type { Manifest, UsualSampling } from "../../bundle/manifest.ts";
import { judgeTexts, piecesOfTexts } from "../../evaluation/text/evaluate.ts";
import type { NetworkConfig } from "../../network/config.ts";
import type { Plan } from "../../synthesis/plan.ts";
import { readTextBundle, writeTextBundle } from "../../tasks/text/bundle.ts";
import {
  complete,
  openTextSession,
  SAMPLING_FIELDS,
  type TextSession,
  USUAL_TEMPERATURE,
} from "../../tasks/text/complete.ts";
import { contentOf } from "../../tasks/text/kind.ts";
import type { Checkpoint } from "../../training/checkpoint.ts";
import { exportRun } from "../export.ts";
import type { Places } from "./folder.ts";

/** Texts that the model is measured by, and tokens that each may have in any case. */
const SAMPLES = 30, SAMPLE_TOKENS = 200;
/** How much longer than the longest of some held-out texts they may be, so that none is cut off that would have ended. */
const LONGER = 1.5, LOOKED_AT = 100;
/** What no text file should have; a tokenizer of bytes may put halves of characters together to it. */
const CONTROL = /(?![\n\t])\p{Cc}/gu;
/** Tokens of what is held out that are judged at most. */
const JUDGED = 20_000;
/** Colder, steps cook the more often with what their recipe lists, in fewer recipes (docs/create.md); other kinds gain nothing. */
const OF_RECIPES: UsualSampling = { temperature: 0.6 };

/** How a model of a plan writes unless told otherwise; undefined where as others do. */
export const samplingBy = ({ kinds }: Plan): UsualSampling | undefined =>
  kinds.recipe === undefined ? undefined : OF_RECIPES;

/** Writes the model folder of the last step: one that was killed at its end may have left an earlier one. */
export async function writeModel(
  model: string,
  checkpoint: Checkpoint,
  told: Pick<Manifest, "attributions" | "sampling">,
): Promise<void> {
  await writeTextBundle(model, { ...contentOf(checkpoint), ...told });
}

/** Files for other programs; undefined where none runs such a network. */
export interface ForeignFiles {
  gguf: string;
  safetensors: string;
  modelfile: string;
}

/** Writes a model for llama.cpp, Ollama and transformers, where they know its form. */
export async function writeForeign(
  { folder, modelfile }: Places,
  { model, name, network, sampling }: {
    model: string;
    name: string;
    network: NetworkConfig;
    sampling: UsualSampling | undefined;
  },
  context: Context,
): Promise<ForeignFiles | undefined> {
  const gguf = join(folder, `${name}.gguf`), safetensors = join(folder, `${name}-safetensors`);
  try {
    await exportRun({ run: model, name, format: "gguf", out: gguf }, context);
    await exportRun({ run: model, name, format: "safetensors", out: safetensors }, context);
  } catch (error) {
    // Their forms and sizes are told by the export: what it refuses, no other program runs.
    if (!(error instanceof UserError) || error.kind !== "usage") throw error;
    context.log(`no files for other programs: ${error.message}`);
    return undefined;
  }
  const lines = [
    `FROM ./${basename(gguf)}`,
    "TEMPLATE {{ .Prompt }}",
    `PARAMETER num_ctx ${network.window}`,
    `PARAMETER temperature ${sampling?.temperature ?? USUAL_TEMPERATURE}`,
  ];
  await atomicWrite(modelfile, lines.map((line) => `${line}\n`).join(""));
  return { gguf, safetensors, modelfile };
}

/** How well a model does, and what it writes. */
export interface Trial {
  /** Texts as it writes them from nothing, each with its seed from 0 on, unedited. */
  written: string[];
  /** At which temperature. */
  temperature: number;
  /** Bits a byte of texts about combinations that it has not learned from; undefined where none are held out. */
  heldOut: number | undefined;
}

/** Has a model write, and predict what was held out. */
export async function tryModel(
  model: string,
  heldOut: readonly string[],
  context: Context,
): Promise<Trial> {
  const session = await openTextSession(await readTextBundle(model));
  try {
    const lengths = heldOut.slice(0, LOOKED_AT).map((text) => session.tokenizer.encode(text).length);
    const written = await textsOf(
      session,
      Math.ceil(Math.max(SAMPLE_TOKENS, LONGER * Math.max(0, ...lengths))),
      context.signal,
    );
    context.signal.throwIfAborted();
    const { temperature } = session;
    if (heldOut.length === 0) return { written, temperature, heldOut: undefined };
    const documents = heldOut.map((text, i) => ({ name: `held out ${i + 1}`, text }));
    const pieces = piecesOfTexts(documents, session.tokenizer);
    const judged = await judgeTexts(session, pieces, { maxTokens: JUDGED, byDocument: false }, context);
    return { written, temperature, heldOut: judged.bitsPerByte };
  } finally {
    await session.close();
  }
}

async function textsOf(session: TextSession, maxTokens: number, signal: AbortSignal): Promise<string[]> {
  const usual = { ...fallbacks(SAMPLING_FIELDS), maxTokens };
  const requests = Array.from({ length: SAMPLES }, (_, seed) => ({ ...usual, prompt: "", seed }));
  return (await complete(session, requests, {}, signal)).map(({ text }) =>
    text.replace(CONTROL, "\ufffd").trim()
  );
}
