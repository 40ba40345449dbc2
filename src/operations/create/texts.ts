/** The texts that a plan asks for: samples of them, and all of them in a folder. */
import { join } from "node:path";
import type { Context } from "../../base/context.ts";
import { isFile } from "../../base/files.ts";
import type { Attribution } from "../../bundle/manifest.ts";
import { DOCUMENT_LINE } from "../../data/text/documents.ts";
import { HELD_OUT_FILE, LEARN_FILE } from "../../synthesis/dataset/files.ts";
import { wholeState } from "../../synthesis/dataset/write.ts";
import { reportLines } from "../../synthesis/dataset/report.ts";
import { openFiles } from "../../synthesis/files/source.ts";
import { makeDataset } from "../../synthesis/make.ts";
import { ollamaAddress } from "../../synthesis/ollama/address.ts";
import { ollamaClient, requireModel } from "../../synthesis/ollama/client.ts";
import { type Examples, type OllamaPlan } from "../../synthesis/ollama/prompts.ts";
import { JOURNAL_FILE, ollamaSource } from "../../synthesis/ollama/source.ts";
import type { Plan, Sample } from "../../synthesis/plan.ts";
import { wordsOf } from "../../synthesis/measure/lines.ts";
import { inflections } from "../../synthesis/measure/topic.ts";
import { isHeldOut, templateSample } from "../../synthesis/template/sample.ts";
import { attributionsOf } from "./licences.ts";

/** Texts that were made. */
export interface Texts {
  /** Files to learn from. */
  files: readonly string[];
  /** The first of those that are kept to measure with. */
  heldOut: readonly string[];
  /** What they are, a line a fact. */
  facts: readonly string[];
  attributions: readonly Attribution[];
}

/** Samples of a plan's texts, and what making all of them takes. */
export interface Drawn {
  samples: Sample[];
  /** Seconds, about; undefined where they are there. */
  making: number | undefined;
  /** Characters of all texts, about. */
  characters: number;
  /** How templates keep to the plan's topics; undefined where it has none, or others write. */
  naming: Naming | undefined;
  /** Where answers of a model are that need not be asked for again. */
  drafts?: string;
}

/** How many of some texts name a topic, and which topics none of them does. */
export interface Naming {
  topics: readonly string[];
  share: number;
  unnamed: readonly string[];
}

/** Texts that tell how quickly templates write. */
const TIMED = 300;
/** Bytes of held-out texts that are read: enough for what is judged. */
const JUDGED_BYTES = 1 << 19;

const templatesOf = (plan: Plan): Examples => ({
  sample: (index) => templateSample(plan, index),
  isHeldOut: (subject) => isHeldOut(plan, subject),
});

/** The first samples of a plan. A model's are kept in a new temporary folder, which whoever asks takes away. */
export async function samplesOf(
  plan: Plan,
  count: number,
  context: Context,
  omit: readonly string[] = [],
): Promise<Drawn> {
  const { data } = plan, began = performance.now();
  if (data.source === "files") {
    await using source = await openFiles(data.paths, context, { omit });
    const samples = await firstOf(source.texts(0, context.signal), count, context);
    return { samples, making: undefined, characters: source.characters, naming: undefined };
  }
  const drafts = data.source === "ollama" ? await Deno.makeTempDir({ prefix: "ascii-gen-" }) : undefined;
  const samples = drafts === undefined
    ? Array.from({ length: count }, (_, index) => templateSample(plan, index))
    : await modelSamples({ ...plan, data: ollamaOf(plan) }, drafts, count, context);
  const timed = drafts === undefined ? timedTemplates(plan, count) : { samples, began };
  const characters = timed.samples.reduce((sum, { text }) => sum + text.length, 0);
  const making = (performance.now() - timed.began) / 1000 * plan.characters / Math.max(1, characters);
  const naming = drafts === undefined ? namingOf(plan.topics, timed.samples) : undefined;
  return { samples, making, characters: plan.characters, naming, ...drafts !== undefined && { drafts } };
}

/** Counts what names topics, in any of their forms. */
export function namingOf(
  topics: readonly string[] | undefined,
  samples: readonly Sample[],
): Naming | undefined {
  if (topics === undefined || samples.length === 0) return undefined;
  const texts = samples.map(({ text }) =>
    ` ${wordsOf(text).map((word) => word.replace(/'s?$/, "")).join(" ")} `
  );
  const naming = topics.map((topic) => {
    const forms = inflections(topic.toLowerCase()).map((form) => ` ${wordsOf(form).join(" ")} `);
    return texts.map((text) => forms.some((form) => text.includes(form)));
  });
  const named = texts.filter((_, i) => naming.some((each) => each[i]));
  return {
    topics,
    share: named.length / texts.length,
    unnamed: topics.filter((_, i) => !naming[i]!.includes(true)),
  };
}

/** Further texts of templates, and when they were begun: the first ones wait for grammars to be read. */
function timedTemplates(plan: Plan, first: number): { samples: Sample[]; began: number } {
  const began = performance.now();
  return { samples: Array.from({ length: TIMED }, (_, i) => templateSample(plan, first + i)), began };
}

function ollamaOf({ data }: Plan): OllamaPlan["data"] {
  if (data.source !== "ollama") throw new Error("the plan asks no model");
  return data;
}

async function modelSamples(
  plan: OllamaPlan,
  folder: string,
  count: number,
  context: Context,
): Promise<Sample[]> {
  try {
    const client = ollamaClient(ollamaAddress(plan.data.host));
    await requireModel(client, plan.data.model, context.signal);
    const source = ollamaSource({ plan, folder, client, examples: templatesOf(plan) }, context);
    return await firstOf(source.texts(0, context.signal), count, context);
  } catch (error) {
    await Deno.remove(folder, { recursive: true });
    throw error;
  }
}

async function firstOf(
  texts: AsyncIterable<Sample> | Iterable<Sample>,
  count: number,
  { progress }: Context,
): Promise<Sample[]> {
  const samples: Sample[] = [];
  for await (const text of texts) {
    samples.push(text);
    progress("samples", samples.length, count);
    if (samples.length === count) break;
  }
  return samples;
}

/** Takes over what a model has answered already, before its texts are made. */
export async function keepDrafts(drafts: string, folder: string): Promise<void> {
  const [from, to] = [drafts, folder].map((each) => join(each, JOURNAL_FILE));
  if (await isFile(to!) || !await isFile(from!)) return;
  await Deno.mkdir(folder, { recursive: true });
  await Deno.copyFile(from!, to!);
}

/** Makes the texts of a plan in a folder, or goes on with them. Those of files are there for good: the files may be gone. */
export async function makeTexts(
  plan: Plan,
  folder: string,
  context: Context,
  omit: readonly string[] = [],
): Promise<Texts> {
  const whole = plan.data.source === "files" ? await wholeState(folder) : undefined;
  const state = whole ?? await makeDataset(plan, { folder, templates: templatesOf(plan), omit }, context);
  const facts = reportLines(state);
  facts.forEach(context.log);
  return {
    ...{ files: [join(folder, LEARN_FILE)], heldOut: await heldOutIn(folder), facts },
    attributions: attributionsOf(plan),
  };
}

/** The first held-out texts, whole ones. */
export async function heldOutIn(folder: string): Promise<string[]> {
  const path = join(folder, HELD_OUT_FILE);
  // Of few texts none may be held out, and of the user's own none is.
  if (!await isFile(path)) return [];
  using file = await Deno.open(path);
  const bytes = new Uint8Array(JUDGED_BYTES);
  let filled = 0;
  for (let read; filled < bytes.length && (read = await file.read(bytes.subarray(filled))) !== null;) {
    filled += read;
  }
  // What stands behind the last mark is not whole, or nothing.
  return new TextDecoder().decode(bytes.subarray(0, filled)).split(`\n${DOCUMENT_LINE}\n`).slice(0, -1);
}
