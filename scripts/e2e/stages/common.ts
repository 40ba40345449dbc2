/** What several stages ask of the commands. */
import { join } from "node:path";
import * as z from "zod";
import { parseAs } from "../../../src/base/schema.ts";
import { METRICS_FILE } from "../../../src/training/loop.ts";
import type { Program } from "../child.ts";
import { StageError } from "../error.ts";
import type { Work } from "../stage.ts";

export const ROOT = join(import.meta.dirname!, "..", "..", "..");

/** Reads JSON that a program printed. Throws a UserError of kind "environment" for another shape. */
export function readJson<T>(schema: z.ZodType<T>, text: string, what: string): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new StageError(`${what} printed no JSON: ${text.slice(0, 100)}`, { cause: error });
  }
  return parseAs(schema, value, "environment", what);
}

const completionsSchema = z.looseObject({
  completions: z.array(z.looseObject({ text: z.string(), tokens: z.int(), finish: z.string() })).min(1),
});

/** A program of this project: the source tree's, as it is typed, or an executable in an empty environment. */
export type AsciiGen = (...args: readonly string[]) => Program;

export const fromSources: AsciiGen = (...args) => ({
  command: Deno.execPath(),
  args: ["task", "--quiet", "start", ...args],
  cwd: ROOT,
});

/** An executable that has a home and nothing else. */
export const executable = (path: string, home: string): AsciiGen => (...args) => ({
  ...{ command: path, args, cwd: home, env: { HOME: home }, bare: true },
});

/** What the likeliest tokens behind a prompt say. */
export async function likeliest(
  work: Work,
  model: string,
  prompt: string,
  asciiGen: AsciiGen = fromSources,
): Promise<string> {
  const options = ["--temperature", "0", "--seed", "1", "--max-tokens", "40", "--json"];
  const { stdout } = await work.run(asciiGen("complete", "--model", model, ...options, prompt));
  return readJson(completionsSchema, stdout, "complete").completions[0]!.text;
}

const evaluationSchema = z.looseObject({ bitsPerByte: z.number(), tokens: z.int() });

/** Bits that a model takes for a byte of what it kept of a text for validation. */
export async function unseenBits(work: Work, model: string, text: string, tokens: number): Promise<number> {
  const options = ["--unseen", "--max-tokens", String(tokens), "--json", "--quiet"];
  const { stdout } = await work.task("eval", text, "--model", model, ...options);
  return readJson(evaluationSchema, stdout, "eval").bitsPerByte;
}

const metricSchema = z.looseObject({ type: z.string(), step: z.int() });

/** What a run measured, by the name of a figure, in order. */
export async function metricsOf(run: string, name: string): Promise<number[]> {
  const lines = (await Deno.readTextFile(join(run, METRICS_FILE))).trimEnd().split("\n");
  return lines.flatMap((line) => {
    const value = readJson(metricSchema, line, METRICS_FILE)[name];
    return typeof value === "number" ? [value] : [];
  });
}

/** Bytes of a file, or of all files in a folder. */
export async function sizeOf(path: string): Promise<number> {
  const { isFile, size } = await Deno.stat(path);
  if (isFile) return size;
  const parts = [...Deno.readDirSync(path)].map(({ name }) => sizeOf(join(path, name)));
  return (await Promise.all(parts)).reduce((sum, each) => sum + each, 0);
}

/** Sizes for a network that learns in seconds. */
export const SMALL = [
  ...["--preset", "nano", "--dim", "64", "--layers", "2", "--window", "64", "--batch-tokens", "1024"],
  ...["--learning-rate", "0.01"],
] as const;
